//! Every entry is found by everything that names it, and says what every entry says.

use std::collections::HashSet;

use waba_errors::{
    Category, Channel, Code, Effect, Entry, Evidence, Fact, Fixer, FromCode, Key, Lang, OnPremises,
    ParseCodeError, ParseKeyError, REVISION, Retry, Scope, codes, find, from_name, from_title, get,
    lookup, match_code, on_premises, unknown, with_title,
};
use waba_errors_tests::constants::CONSTANTS;

use crate::unknown_of;

#[test]
fn every_key_leads_to_its_entry() {
    for entry in codes() {
        assert_eq!(find(entry.key()), Some(entry));
        match entry.key() {
            Key::Code(code) => assert_eq!(lookup(code), entry),
            Key::Range(first, last) => {
                for code in first..=last {
                    let key = lookup(code).key();
                    assert!([entry.key(), Key::Code(code)].contains(&key), "{code}");
                }
            }
            Key::Pair(code, subcode) => assert_eq!(lookup(code).subcode(subcode), entry),
            Key::Case(code, _) => assert!(lookup(code).cases().any(|case| case == entry)),
            Key::PairCase(code, subcode, _) => {
                let pair = lookup(code).subcode(subcode);
                assert!(pair.cases().any(|case| case == entry));
                assert!(lookup(code).cases().all(|case| case != entry));
            }
            other => panic!("{other} is no key of a known entry"),
        }
    }
}

#[test]
fn every_name_leads_to_its_entry_in_any_spelling() {
    for entry in codes() {
        assert_eq!(from_name(entry.name()), Some(entry));
        assert_eq!(from_name(&entry.name().to_uppercase()), Some(entry));
    }
    assert_eq!(from_name("RATE_LIMIT_HIT"), from_name("RateLimitHit"));
    assert_eq!(from_name("RateLimitHitt"), None);
    assert_eq!(from_name(""), None);
    assert_eq!(from_name(&"x".repeat(10_000)), None);
}

#[test]
fn every_api_title_leads_to_the_entries_that_carry_it() {
    for entry in codes() {
        let Some(title) = entry.api_title() else {
            continue;
        };
        assert!(with_title(title).any(|carrier| carrier == entry), "{title}");
        let message = format!("(#{}) {}", entry.code(), title.to_uppercase());
        assert!(
            with_title(&message).any(|carrier| carrier == entry),
            "{message}"
        );
    }
    assert_eq!(
        from_title("Unsigned certificate").unwrap().code(),
        Code::INCORRECT_CERTIFICATE
    );
    assert_eq!(from_title("no such title"), None);
    assert_eq!(from_title(""), None);
}

#[test]
fn a_title_in_use_wins_over_a_retired_one_and_a_code_over_its_cases() {
    assert_eq!(
        from_title("Re-engagement message").unwrap().code(),
        Code::RE_ENGAGEMENT_MESSAGE
    );
    assert_eq!(
        from_title("Invalid parameter").unwrap().key(),
        Key::Code(100)
    );
}

#[test]
fn every_constant_is_the_code_of_its_name() {
    for (name, code) in CONSTANTS {
        assert_eq!(code.entry().name(), *name);
        assert_eq!(code.entry().key(), Key::Code(u32::from(*code)));
    }
    let codes = codes().filter(|entry| matches!(entry.key(), Key::Code(_)));
    assert_eq!(codes.count(), CONSTANTS.len());
}

#[test]
fn names_are_unique() {
    let names: HashSet<_> = codes().map(|entry| entry.name()).collect();
    assert_eq!(names.len(), codes().count());
}

#[test]
fn every_entry_is_whole_in_every_language_or_else_in_english() {
    for entry in codes() {
        for lang in Lang::ALL.iter().copied() {
            let key = entry.key();
            assert!([lang, Lang::En].contains(&entry.lang(lang)), "{key} {lang}");
            assert!(!entry.title(lang).is_empty(), "{key} {lang}");
            assert!(!entry.description(lang).is_empty(), "{key} {lang}");
            assert!(entry.causes(lang).count() > 0, "{key} {lang}");
            assert!(entry.fixes(lang).count() > 0, "{key} {lang}");
            assert_eq!(
                entry.fix(lang).lines().count(),
                entry.fixes(Lang::En).count(),
                "{key} {lang}"
            );
            assert_eq!(
                entry.causes(lang).count(),
                entry.causes(Lang::En).count(),
                "{key} {lang}"
            );
            assert_eq!(
                entry.prevention(lang).count(),
                entry.prevention(Lang::En).count(),
                "{key} {lang}"
            );
        }
    }
}

#[test]
fn a_subcode_narrows_a_code_to_the_pair_then_to_itself_then_not_at_all() {
    assert_eq!(lookup(190).subcode(463).name(), "TokenExpired");
    assert_eq!(lookup(190).subcode(463).code(), Code::ACCESS_TOKEN_EXPIRED);
    assert_eq!(lookup(190).subcode(463).error_subcode(), Some(463));
    // Documented as a code, sent as a subcode of 100.
    assert_eq!(lookup(100).subcode(2388040).code(), 2388040);
    // A pair of 100; the subcode is unmistakable under another code too.
    assert_eq!(
        lookup(4_000_000_000).subcode(2388024).name(),
        "TemplateAlreadyExists"
    );
    assert_eq!(lookup(131047).subcode(999_001), lookup(131047));
    assert_eq!(lookup(131047).subcode(0), lookup(131047));
    // Code 33 and subcode 33 are different things.
    assert_ne!(lookup(100).subcode(33).name(), lookup(33).name());
}

#[test]
fn no_subcode_takes_back_what_an_earlier_one_or_a_title_said() {
    for entry in codes().filter(|entry| matches!(entry.key(), Key::Pair(..) | Key::Case(..))) {
        assert_eq!(entry.subcode(0), entry);
        assert_eq!(entry.subcode(999_001), entry);
    }
}

#[test]
fn a_subcode_above_a_million_is_found_on_its_own_as_the_pair() {
    let entry = get(2388024).expect("known subcode");
    assert_eq!(entry, lookup(100).subcode(2388024));
    assert_eq!(entry, lookup(4_000_000_000).subcode(2388024));
    assert_eq!(
        (entry.code().get(), entry.error_subcode()),
        (100, Some(2388024))
    );
}

#[test]
fn a_code_and_a_subcode_lead_to_an_entry_that_everything_knows() {
    #[derive(Debug, PartialEq, FromCode)]
    enum Outcome {
        #[codes(Retry::Never, Retry::AfterFix, Retry::Backoff, Retry::After)]
        Known,
        #[codes(unknown)]
        Unknown,
    }
    let is_matched = |entry: &Entry| {
        match_code!(match entry {
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => true,
            Unknown(_) => false,
        })
    };
    let all: HashSet<Entry> = codes().collect();
    let numbers = |key: Key| match key {
        Key::Code(code) | Key::Case(code, _) => [code, code],
        Key::Range(first, last) | Key::Pair(first, last) | Key::PairCase(first, last, _) => {
            [first, last]
        }
        other => panic!("{other} is no key of a known entry"),
    };
    let mut numbers: Vec<u32> = all.iter().flat_map(|entry| numbers(entry.key())).collect();
    numbers.extend([0, 5, 7, 4_000_000_000, 1_000_001, u32::MAX]);
    numbers.sort_unstable();
    numbers.dedup();
    for code in &numbers {
        for subcode in &numbers {
            let (alone, entry) = (lookup(*code), lookup(*code).subcode(*subcode));
            let is_range = matches!(entry.key(), Key::Range(..));
            assert!(entry.is_known() || !alone.is_known(), "{code} {subcode}");
            assert!(
                !entry.is_known() || is_range || all.contains(&entry),
                "{code} {subcode}"
            );
            assert_eq!(
                find(entry.key()).is_some(),
                entry.is_known(),
                "{code} {subcode}"
            );
            assert!(
                is_range || !entry.is_known() || find(entry.key()) == Some(entry),
                "{code} {subcode}"
            );
            assert_eq!(
                entry.key().to_string().parse(),
                Ok(entry.key()),
                "{code} {subcode}"
            );
            assert_eq!(
                entry.code().is_known(),
                entry.is_known(),
                "{code} {subcode}"
            );
            assert_eq!(is_matched(&entry), entry.is_known(), "{code} {subcode}");
            assert_eq!(
                Outcome::from(entry) == Outcome::Known,
                entry.is_known(),
                "{code} {subcode}"
            );
            assert_eq!(entry.subcode(*subcode), entry, "{code} {subcode}");
            assert_eq!(entry.subcode(0), entry, "{code} {subcode}");
            if entry != alone {
                assert_eq!(
                    find(Key::Pair(*code, *subcode)),
                    Some(entry),
                    "{code} {subcode}"
                );
            }
        }
    }
}

#[test]
fn a_key_reads_back_as_it_is_written_and_by_the_name_of_its_entry() {
    for entry in codes() {
        let key = entry.key();
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(entry.name().parse(), Ok(key));
        assert_eq!(find(key), Some(entry));
    }
    for key in [Key::Unknown(5), Key::Unnumbered, unknown().key()] {
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(find(key), None);
    }
    for (text, key) in [
        (" 131047 ", Key::Code(131047)),
        ("250", Key::Code(250)),
        ("2388024", Key::Pair(100, 2388024)),
        ("190/0", Key::Code(190)),
        ("190/999", Key::Pair(190, 999)),
        ("5-9", Key::Range(5, 9)),
        ("TOKEN_EXPIRED", Key::Pair(190, 463)),
    ] {
        assert_eq!(text.parse(), Ok(key), "{text}");
    }
    for text in [
        "",
        "-1",
        "+1",
        "190/",
        "/463",
        "190/463/1",
        "190/x",
        "299-200",
        "200-",
        "2388103-",
        "2388103-no-such-case",
        "131047-display-name",
        "1.0",
        "no such name",
    ] {
        assert_eq!(text.parse::<Key>(), Err(ParseKeyError::Unknown), "{text}");
    }
    for text in [
        "4294967296",
        "190/99999999999",
        "99999999999-x",
        "1-99999999999",
    ] {
        assert_eq!(text.parse::<Key>(), Err(ParseKeyError::TooLarge), "{text}");
    }
}

#[test]
fn a_code_in_a_range_and_an_unknown_pair_are_found_as_they_are_looked_up() {
    assert_eq!(find(Key::Code(250)), Some(lookup(250)));
    assert_eq!(
        find(Key::Pair(4_000_000_000, 2388024)),
        Some(lookup(2388024))
    );
    assert_eq!(find(Key::Pair(131047, 999)), None);
    assert_eq!(find(Key::Range(200, 298)), None);
    assert_eq!(find(Key::Case(2388103, "no-such-case")), None);
}

#[test]
fn the_name_of_what_is_no_code_is_read_as_a_key_only() {
    for entry in codes() {
        let code = entry.name().parse::<Code>();
        match entry.key() {
            Key::Code(number) => assert_eq!(code, Ok(Code::new(number))),
            key => {
                assert_eq!(code, Err(ParseCodeError::NoCode(key)));
                let message = code.unwrap_err().to_string();
                assert!(message.contains(&key.to_string()), "{message}");
                assert!(message.contains("`Key`"), "{message}");
            }
        }
    }
}

#[test]
fn a_title_that_the_code_itself_carries_does_not_narrow_it() {
    let entry = lookup(130429);
    assert_eq!(entry.titled("(#130429) Rate limit hit"), entry);
}

#[test]
fn a_title_narrows_a_code_to_its_case() {
    let entry = lookup(2388103).titled("Registered name should be present and approved.");
    assert_eq!(entry.key(), Key::Case(2388103, "display-name"));
    assert_eq!(
        lookup(2388103).titled("Message Undeliverable"),
        lookup(2388103)
    );
}

#[test]
fn a_title_that_one_case_of_a_code_has_alone_leads_to_it() {
    let mut count = 0;
    for case in codes().filter(|entry| matches!(entry.key(), Key::Case(..))) {
        let Some(title) = case.api_title() else {
            continue;
        };
        let code = case.code().entry();
        let has_title = |entry: &Entry| with_title(title).any(|carrier| carrier == *entry);
        if !has_title(&code) && code.cases().filter(has_title).count() == 1 {
            assert_eq!(code.titled(title), case, "{title}");
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn a_title_of_the_code_itself_names_a_case_only_where_titles_tell_the_cases_apart() {
    for (code, title, name) in [
        (
            2388103,
            "Cannot migrate phone number.",
            "MigrationWebhookMissing",
        ),
        (
            2388001,
            "Please confirm ownership of this phone number.",
            "PhoneNumberOwnershipUnconfirmed",
        ),
        (
            139003,
            "Can't deprecate unpublished flow",
            "UnpublishedFlowNotDeprecable",
        ),
        (100, "Flow name is not unique", "FlowNameNotUnique"),
        (131021, "Self Block", "SelfBlock"),
        // Cases of one number in another context have the title of the code.
        (130429, "Rate limit hit", "RateLimitHit"),
        (100, "Invalid parameter", "InvalidParameter"),
        (
            131009,
            "Parameter value is not valid",
            "ParameterValueInvalid",
        ),
        (131055, "Method not allowed", "MethodNotAllowed"),
    ] {
        assert_eq!(lookup(code).titled(title).name(), name, "{title}");
    }
}

#[test]
fn cases_and_subcodes_belong_to_their_code() {
    let children = |entries: fn(&Entry) -> waba_errors::Entries| -> usize {
        codes()
            .filter(|entry| matches!(entry.key(), Key::Code(_)))
            .map(|entry| {
                let list = entries(&entry);
                assert!(list.clone().all(|child| child.code() == entry.code()));
                list.count()
            })
            .sum()
    };
    let all = |is: fn(&Key) -> bool| codes().filter(|entry| is(&entry.key())).count();
    assert_eq!(
        children(Entry::cases),
        all(|key| matches!(key, Key::Case(..)))
    );
    assert_eq!(
        children(Entry::subcodes),
        all(|key| matches!(key, Key::Pair(..)))
    );
    assert_eq!(lookup(2388103).cases().count(), 9);
    assert_eq!(lookup(2388001).cases().count(), 3);
}

#[test]
fn a_number_of_the_range_gets_the_range_unless_it_has_its_own_entry() {
    assert_eq!(lookup(250).name(), "ApiPermission");
    assert_eq!(lookup(250).code(), 250);
    assert_eq!(lookup(299).key(), Key::Range(200, 299));
    assert_eq!(lookup(200).name(), "PermissionsError");
    assert!(!lookup(300).is_known());
}

#[test]
fn an_error_without_a_number_shows_none_and_has_the_advice_of_any_unknown_number() {
    let entry = unknown();
    assert!(!entry.is_known());
    assert_eq!(entry.key(), Key::Unnumbered);
    assert_eq!(entry.key().to_string(), "unknown");
    assert_ne!(entry, lookup(u32::MAX));
    assert_eq!(entry.text(Lang::En).fix(), lookup(u32::MAX).fix(Lang::En));
    assert_eq!(entry.retry(), lookup(u32::MAX).retry());
    assert_eq!(entry.subcode(7), entry);
    assert_eq!(entry.subcode(2388103), lookup(2388103));
}

#[test]
fn an_unknown_number_says_so_with_advice_from_its_block() {
    for code in [unknown_of(1..=999), 4_000_000_000, u32::MAX] {
        let entry = lookup(code);
        assert!(!entry.is_known());
        assert_eq!(get(code), None);
        assert_eq!(entry.code(), code);
        assert_eq!(entry.key(), Key::Unknown(code));
        assert_eq!(
            (entry.name(), entry.api_title(), entry.http_status()),
            ("", None, None)
        );
        assert_eq!(entry.category(), Category::Unknown);
        assert!(entry.docs_url().starts_with("https://"));
        for lang in Lang::ALL.iter().copied() {
            assert!(!entry.fix(lang).is_empty());
            assert!([lang, Lang::En].contains(&entry.lang(lang)));
        }
    }
    let calling = lookup(unknown_of(138_000..=138_999));
    assert!(!calling.is_known());
    assert_eq!(calling.category(), Category::Calling);
    assert!(calling.description(Lang::De).contains("138000"));
    assert!(!calling.description(Lang::De).contains('{'));
    assert_eq!(lookup(80_099).retry(), Retry::Backoff);
}

#[test]
fn on_premises_numbers_lead_to_their_successors_and_are_no_codes() {
    for (number, successors) in [
        (470, &[131047][..]),
        (1005, &[131005]),
        (1006, &[131006]),
        (1013, &[131026]),
        (400, &[131052, 131053]),
        (2004, &[]),
    ] {
        let found = on_premises(number).expect("known number");
        assert_eq!(found.code(), number);
        assert!(!found.title().is_empty());
        assert!(found.successors().iter().eq(successors), "{number}");
        assert!(get(number).is_none(), "{number}");
    }
    assert_eq!(on_premises(131047), None);
    let known = OnPremises::all().flat_map(OnPremises::successors);
    for code in known {
        assert!(code.entry().is_known(), "{code}");
    }
}

#[test]
fn every_entry_has_its_facts() {
    for entry in codes() {
        assert!(entry.docs_url().starts_with("https://"));
        assert!((1..=REVISION).contains(&entry.since()));
        assert!(
            entry
                .http_status()
                .is_none_or(|status| (200..=599).contains(&status))
        );
        assert!(entry.is_retired() || entry.replaced_by().is_none());
        assert_ne!(entry.category(), Category::Unknown);
        for code in entry
            .related()
            .chain(entry.replaced_by())
            .chain(entry.parent())
        {
            assert!(get(code.get()).is_some());
        }
    }
    let entry = lookup(133016);
    assert_eq!(entry.retry().to_string(), "72h");
    assert_eq!(entry.fixer(), Fixer::Developer);
    assert_eq!(entry.channel(), Channel::Response);
    assert_eq!(entry.http_status(), Some(400));
    assert_eq!(entry.status_code(), Some(http::StatusCode::BAD_REQUEST));
    assert_eq!(
        lookup(130470).replaced_by(),
        Some(Code::RE_ENGAGEMENT_MESSAGE)
    );
    assert!(lookup(130470).is_retired());
}

#[test]
fn every_wait_has_words_of_its_own() {
    let waits = codes().filter_map(|entry| match entry.retry() {
        Retry::After(wait) => Some((entry, wait)),
        _ => None,
    });
    for (entry, wait) in waits {
        assert!(entry.retry().is_retryable());
        let sentence = entry.retry().advice(Lang::En);
        assert_ne!(
            sentence,
            Retry::After(wait * 7).advice(Lang::En),
            "{wait:?} has no words"
        );
    }
}

#[test]
fn every_closed_list_reads_writes_and_lists_its_values_alike() {
    fn check<T>(all: &[T], id: fn(T) -> &'static str)
    where
        T: Copy + Eq + std::fmt::Debug + std::fmt::Display + std::str::FromStr,
        T: serde_core::Serialize + serde_core::de::DeserializeOwned,
    {
        let ids: HashSet<String> = all.iter().map(T::to_string).collect();
        assert_eq!(ids.len(), all.len());
        for value in all {
            let text = value.to_string();
            assert_eq!(text.parse().ok(), Some(*value), "{text}");
            assert_eq!(serde_json::to_value(value).unwrap(), text.as_str());
            assert_eq!(
                serde_json::from_value::<T>(text.as_str().into()).unwrap(),
                *value
            );
            assert!(id(*value) == text || id(*value) == "after", "{text}");
        }
        assert!("no-such-id".parse::<T>().is_err());
    }
    check(Category::ALL, Category::id);
    check(Channel::ALL, Channel::id);
    check(Effect::ALL, Effect::id);
    check(Evidence::ALL, Evidence::id);
    check(Fixer::ALL, Fixer::id);
    check(Lang::ALL, Lang::tag);
    check(Retry::ALL, Retry::id);
    check(Scope::ALL, Scope::id);
}

#[test]
fn an_entry_states_each_fact_and_a_second_value_only_where_the_list_allows_it() {
    for entry in codes() {
        let stated: Vec<_> = entry.facts().collect();
        assert!(stated.iter().all(|fact| Fact::ALL.contains(fact)));
        for list in Fact::ALL.chunk_by(|one, next| one.id() == next.id()) {
            let values = stated.iter().filter(|fact| fact.id() == list[0].id());
            let most = if list[0].repeats() { 2 } else { 1 };
            assert!((1..=most).contains(&values.count()), "{entry:?}");
        }
    }
    let scope = |number| lookup(number).scope();
    assert_eq!(scope(131056), [Scope::Pair]);
    assert_eq!(scope(80007), [Scope::Account, Scope::App]);
    assert_eq!(lookup(131000).effect(), Effect::Possible);
    assert_eq!(lookup(138017).effect(), Effect::Done);
}

#[test]
fn of_ten_codes_in_use_nine_say_what_is_blocked_and_what_the_request_may_have_done() {
    let live: Vec<_> = codes().filter(|entry| !entry.is_retired()).collect();
    let silent = |says_nothing: fn(&Entry) -> bool| {
        let silent = live.iter().copied().filter(says_nothing);
        silent.count() * 10
    };
    assert!(silent(|entry| entry.scope() == [Scope::Unknown]) <= live.len());
    assert!(silent(|entry| entry.effect() == Effect::Unknown) <= live.len());
    assert!(codes().all(|entry| entry.evidence() != Evidence::Unknown));
}

#[test]
fn the_entries_of_all_categories_are_all_entries() {
    let count = |category: &Category| {
        assert!(category.codes().all(|entry| entry.category() == *category));
        category.codes().count()
    };
    assert_eq!(
        Category::ALL.iter().map(count).sum::<usize>(),
        codes().count()
    );
}

#[test]
fn every_advice_of_the_table_is_listed_once_and_no_other() {
    let given: HashSet<Retry> = codes().map(|entry| entry.retry()).collect();
    assert_eq!(given, Retry::ALL.iter().copied().collect());
    assert_eq!(given.len(), Retry::ALL.len());
    for retry in given {
        assert_eq!(retry.wait().is_some(), retry.id() == "after");
        assert_eq!(retry.wait().map_or(retry, Retry::After), retry);
    }
}

#[test]
fn everything_but_the_iterators_works_in_constants() {
    const FIX: &str = lookup(131026).fix(Lang::Ar);
    const TITLE: &str = lookup(190).subcode(463).title(Lang::De);
    const RETRY: Retry = lookup(131047).retry();
    const KNOWN: bool = waba_errors::get(131047).is_some();
    const URL: &str = lookup(131047).docs_url();
    assert_eq!(FIX, lookup(131026).fix(Lang::Ar));
    assert_eq!(TITLE, lookup(190).subcode(463).title(Lang::De));
    assert_eq!((RETRY, KNOWN), (Retry::Never, true));
    assert!(URL.starts_with("https://"));
}

#[test]
fn codes_work_in_patterns_and_read_from_text() {
    let class = match Code::new(131047) {
        Code::RATE_LIMIT_HIT => "slow down",
        Code::RE_ENGAGEMENT_MESSAGE => "send a template",
        _ => "other",
    };
    assert_eq!(class, "send a template");
    assert_eq!("131047".parse(), Ok(Code::RE_ENGAGEMENT_MESSAGE));
    assert_eq!(
        "re_engagement_message".parse(),
        Ok(Code::RE_ENGAGEMENT_MESSAGE)
    );
    assert_eq!(
        "4294967296".parse::<Code>().unwrap_err().to_string(),
        "the number is larger than any error code"
    );
    for text in ["", "-1", "+1", "abc", "131 047"] {
        assert!(text.parse::<Code>().is_err(), "{text:?}");
    }
    assert_eq!(Code::new(7).to_string(), "7");
    assert_eq!(u32::from(Code::from(7)), 7);
}

#[test]
fn a_code_is_a_number_of_32_bits_and_nothing_else() {
    assert_eq!(Code::try_from(131_047_i64), Ok(Code::RE_ENGAGEMENT_MESSAGE));
    for number in [-1, i64::from(u32::MAX) + 1, i64::MIN, i64::MAX] {
        assert!(Code::try_from(number).is_err(), "{number}");
    }
    for number in [0, 7, 131_047, u32::MAX] {
        let code = Code::new(number);
        assert_eq!((code.get(), i64::from(code)), (number, number.into()));
        assert_eq!(Code::try_from(i64::from(code)), Ok(code));
        assert_eq!(code.to_string().parse(), Ok(code));
    }
}

#[test]
fn all_codes_are_those_with_an_entry_of_their_own_and_a_name() {
    let of_entries = codes().filter(|entry| matches!(entry.key(), Key::Code(_)));
    assert!(
        of_entries
            .map(|entry| entry.code())
            .eq(Code::ALL.iter().copied())
    );
    assert!(Code::ALL.is_sorted());
    for code in Code::ALL {
        assert!(code.is_known());
        assert_eq!(code.name().map(str::parse), Some(Ok(*code)));
    }
    // Known, but as part of a range.
    assert_eq!(
        (Code::new(250).is_known(), Code::new(250).name()),
        (true, None)
    );
    assert_eq!(
        (Code::new(5).is_known(), Code::new(5).name()),
        (false, None)
    );
}
