//! Where to look, and how much is allowed.

use std::collections::HashSet;
use std::time::Duration;

use waba_errors::{Entry, Lang, Limit, Place, PlaceKind, Scope, codes, find, lookup, unknown};

use crate::unknown_of;

fn ids(entry: Entry) -> Vec<&'static str> {
    entry.places().map(Place::id).collect()
}

fn entry(key: &str) -> Entry {
    key.parse().ok().and_then(find).expect("a key of the table")
}

#[test]
fn every_place_has_an_address_and_something_to_call_it_by() {
    for place in codes().flat_map(|entry| entry.places()) {
        assert!(place.address().starts_with("https://"), "{place:?}");
        let told_by = match place.kind() {
            PlaceKind::Endpoint => place.endpoint(),
            PlaceKind::Field | PlaceKind::Webhook => place.field(),
            _ => place.name(Lang::En),
        };
        assert!(told_by.is_some_and(|text| !text.is_empty()), "{place:?}");
    }
}

#[test]
fn an_entry_has_few_places_and_none_twice() {
    for entry in codes() {
        let ids = ids(entry);
        let different: HashSet<_> = ids.iter().collect();
        assert!(ids.len() <= 5 && ids.len() == different.len(), "{entry:?}");
    }
    let with = codes().filter(|entry| entry.places().len() > 0).count();
    assert!(with * 10 > codes().count() * 8, "{with}");
}

#[test]
fn who_says_nothing_of_places_has_those_of_the_owner() {
    assert_eq!(ids(entry("139001-published")), ids(lookup(139_001)));
    assert_eq!(ids(entry("190/460")), ids(lookup(190)));
    assert_ne!(ids(entry("190/458")), ids(lookup(190)));
    // An empty list is not nothing.
    assert!(ids(entry("190/464")).is_empty() && !ids(lookup(190)).is_empty());
}

#[test]
fn limits_are_those_of_the_entry_alone() {
    let amounts = |entry: Entry| -> Vec<_> { entry.limits().map(Limit::amount).collect() };
    assert_eq!(amounts(lookup(130_429)), [80, 1_000, 20]);
    assert_eq!(amounts(entry("130429-block-users")), [1_000]);
    assert!(amounts(entry("100-flow-name")).is_empty());
    let daily = lookup(138_009).limits().next().expect("a limit");
    assert_eq!(daily.window(), Some(Duration::from_secs(86_400)));
    assert_eq!(
        (daily.per(), daily.what()),
        (Scope::Pair, "permission-requests-daily")
    );
    let cap = lookup(131_204).limits().next().expect("a limit");
    assert_eq!(
        (cap.amount(), cap.window(), cap.per()),
        (8, None, Scope::Group)
    );
}

#[test]
fn limits_are_said_in_every_language_with_their_number() {
    for limit in codes().flat_map(|entry| entry.limits()) {
        for lang in Lang::ALL.iter().copied() {
            let title = limit.title(lang);
            assert!(
                !title.is_empty() && !title.contains(['{', '}']),
                "{limit:?}"
            );
            if limit.amount() > 2 {
                assert!(title.contains(&limit.amount().to_string()), "{title}");
            }
        }
        assert_ne!(limit.title(Lang::De), limit.title(Lang::En));
    }
}

#[test]
fn a_name_that_the_platform_does_not_show_in_a_language_is_english() {
    let place = |code: u32, id: &str| {
        let mut places = lookup(code).places();
        places.find(|place| place.id() == id).expect("a place")
    };
    let debugger = place(190, "token-debugger");
    assert_eq!(debugger.name(Lang::De), debugger.name(Lang::En));
    assert_ne!(debugger.name(Lang::Ar), debugger.name(Lang::En));
    let review = place(3, "app-review");
    assert_eq!(review.name(Lang::Ar), review.name(Lang::En));
    assert_eq!(place(190, "debug-token").name(Lang::En), None);
}

#[test]
fn an_unknown_number_has_none() {
    for entry in [
        lookup(4_000_000_000),
        lookup(unknown_of(138_000..=138_999)),
        unknown(),
    ] {
        assert!(!entry.is_known());
        assert_eq!((entry.places().len(), entry.limits().len()), (0, 0));
    }
}

#[test]
fn a_kind_is_read_as_it_is_written() {
    for kind in PlaceKind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
    }
    assert!("menu".parse::<PlaceKind>().is_err());
}
