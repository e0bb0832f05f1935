//! What tables of one's own hold.

use waba_errors::{Code, Entry, Lang, Place, Table, lookup};

use own_tables::{own, shop};

fn ids(entry: Entry) -> Vec<&'static str> {
    entry.places().map(Place::id).collect()
}

#[test]
fn the_tables_of_a_build_script_equal_the_shipped_ones() {
    let (own, shipped): (&Table, &Table) = (&own::TABLE, &waba_errors::TABLE);
    for (own, shipped) in own.codes().zip(shipped.codes()) {
        assert_eq!(own.key(), shipped.key());
        for lang in Lang::ALL.iter().copied() {
            assert_eq!(own.fix(lang), shipped.fix(lang));
        }
    }
    assert!(own == shipped);
}

#[test]
fn own_tables_have_constants_and_lookups_of_their_own() {
    const TITLE: &str = own::TABLE.lookup(131047).title(Lang::De);
    assert_eq!(own::RATE_LIMIT_HIT, waba_errors::Code::RATE_LIMIT_HIT);
    assert_eq!(TITLE, waba_errors::lookup(131047).title(Lang::De));
    assert!(own::TABLE.from_name("RateLimitHit").is_some());
    // Entries of different tables are different, even if they say the same.
    assert_ne!(own::TABLE.lookup(4), waba_errors::lookup(4));
}

/// Generated code brings no warnings into the strictest crate, even where nothing of it is used.
#[deny(warnings, missing_docs, unused, clippy::pedantic)]
mod unused {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

#[test]
fn the_codes_of_an_own_table_ask_that_table() {
    const TITLE: &str = shop::CREDIT_LIMIT.entry().title(Lang::En);
    assert_eq!(shop::CREDIT_LIMIT.entry().name(), "CreditLimit");
    assert_eq!(TITLE, shop::TABLE.lookup(90_001).title(Lang::En));
    assert!(!Code::from(shop::CREDIT_LIMIT).is_known());
    for code in shop::Code::ALL {
        assert!(code.entry().is_known());
        assert_eq!(code.entry(), shop::TABLE.lookup(code.get()));
        assert_eq!(*code, code.entry().code());
    }
    let class = match shop::Code::new(90_001) {
        shop::CREDIT_LIMIT => "credit",
        _ => "other",
    };
    assert_eq!(class, "credit");
}

#[test]
fn a_language_of_an_own_table_is_negotiated_and_falls_back_as_a_whole() {
    let languages: Vec<_> = shop::TABLE.languages().collect();
    assert_eq!(languages, ["en", "fr", "de", "ar"]);
    for (header, tag) in [
        ("fr", Some("fr")),
        ("fr-CA, en;q=0.5", Some("fr")),
        ("FR_ca", Some("fr")),
        ("la, fr;q=0.2, de;q=0.3", Some("de")),
        ("fr;q=0, *", Some("en")),
        ("fr-Latn", Some("fr")),
        ("fr-Cyrl", None),
        ("frr, la", None),
        ("fr;q=0", None),
        ("", None),
    ] {
        assert_eq!(shop::TABLE.negotiate(header), tag, "{header}");
    }
    let mut tags = std::collections::BTreeSet::new();
    for entry in shop::TABLE.codes() {
        for tag in shop::TABLE.languages() {
            let text = entry.text_in(tag).expect("a language of the table");
            assert!([tag, "en"].contains(&text.tag()), "{} {tag}", entry.key());
            assert!(!text.title().is_empty() && !text.fix().is_empty());
            tags.insert((tag, text.tag()));
        }
        assert!(entry.text_in("la").is_none());
    }
    assert!(
        tags.contains(&("fr", "fr")) && tags.contains(&("ar", "en")),
        "{tags:?}"
    );
}

#[test]
fn own_tables_have_places_and_limits_of_their_own() {
    for (own, shipped) in own::TABLE.codes().zip(waba_errors::TABLE.codes()) {
        assert_eq!(ids(own), ids(shipped));
        let titles = |entry: Entry| entry.limits().map(|limit| limit.title(Lang::Ar));
        assert!(titles(own).eq(titles(shipped)));
    }
    let place = shop::CREDIT_LIMIT.entry().places().next().expect("a place");
    assert_eq!(place.name(Lang::En), Some("My shop > Credit"));
    assert_eq!(place.name_in("fr-CA"), Some("Ma boutique > Crédit"));
    assert_eq!(place.name_in("tlh"), place.name(Lang::En));
    assert_eq!(place.address(), "https://shop.example/account/credit");
    let limit = shop::QUEUE_FULL.entry().limits().next().expect("a limit");
    assert_eq!(limit.title(Lang::De), "100 messages per minute");
    assert_eq!(limit.title_in("fr"), "100 messages par minute");
    assert_ne!(Some(place), lookup(190).places().next());
}
