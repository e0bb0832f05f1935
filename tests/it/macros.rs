//! The macros: what they accept and what they do.

use waba_errors::{Code, Effect, FromCode, REVISION, Retry, code, codes, lookup, match_code};

#[test]
fn a_match_takes_numbers_names_ranges_categories_and_retry_classes() {
    let react = |code: u32| {
        match_code!(match code {
            190 | PermissionDenied => "sign in",
            200..=299 => "ask for permission",
            Category::Throttling => "slow down",
            131026 | 131047 => "tell the agent",
            Retry::Backoff | Retry::After => "later",
            Retry::Never | Retry::AfterFix => "stop",
            Unknown(_) => "report",
        })
    };
    for (code, reaction) in [
        (190, "sign in"),
        (10, "sign in"),
        (200, "ask for permission"),
        (250, "ask for permission"),
        (130429, "slow down"),
        (131026, "tell the agent"),
        (2, "later"),
        (133015, "later"),
        (132016, "stop"),
        (5, "report"),
        (u32::MAX, "report"),
    ] {
        assert_eq!(react(code), reaction, "{code}");
    }
}

#[test]
fn the_first_arm_that_names_a_code_takes_it() {
    let react = |code: u32| {
        match_code!(match code {
            130429 => 1,
            Category::Throttling => 2,
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 3,
            Unknown(_) => 4,
        })
    };
    for entry in codes().filter(|entry| entry.error_subcode().is_none()) {
        let expected = match (entry.code().get(), entry.category()) {
            (130429, _) => 1,
            (_, waba_errors::Category::Throttling) => 2,
            _ => 3,
        };
        assert_eq!(
            react(lookup(entry.code().get()).code().get()),
            expected_of(entry, expected)
        );
    }
}

/// A case can belong to another category than its code, which is what a match sees.
fn expected_of(entry: waba_errors::Entry, expected: u8) -> u8 {
    let of_code = lookup(entry.code().get()).category();
    match expected {
        2 if of_code != waba_errors::Category::Throttling => 3,
        expected => expected,
    }
}

#[test]
fn a_range_takes_its_pairs_by_their_subcodes_too() {
    let is_permission = |code: u32| {
        match_code!(match code {
            n @ 200..=299 => n == code,
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => false,
            Unknown(_) => false,
        })
    };
    for code in [200, 250, 1_349_174] {
        assert!(is_permission(code), "{code}");
    }
}

#[test]
fn a_declarative_macro_may_pass_on_any_part() {
    macro_rules! react {
        ($subject:expr, $number:literal, $class:path, $pattern:pat, $guard:expr => $body:expr) => {
            match_code!(
                as_of = 2,
                match $subject {
                    $number => 1,
                    $class => 2,
                    $pattern if $guard => $body,
                    Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
                    Unknown(_) => 9,
                }
            )
        };
    }
    let react =
        |code: u32| react!(code, 190, Category::Calling, 131026 | 131047, code > 0 => 2 + 2);
    assert_eq!(react(190), 1);
    assert_eq!(react(138000), 2);
    assert_eq!(react(131047), 4);
    assert_eq!(react(4), 0);
}

#[test]
fn guards_and_bindings_work_and_cover_nothing() {
    let react = |code: u32, is_urgent: bool| {
        match_code!(match code {
            131026 if is_urgent => "call".to_owned(),
            seen @ (131026 | 131047) => format!("message {seen}"),
            seen @ Category::Calling if seen == 138000 => format!("calling {seen}"),
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => {
                "other".to_owned()
            }
            Unknown(n @ 1_000_000..) => format!("large {n}"),
            Unknown(n) if n < 1_000 => format!("small {n}"),
            Unknown(n) => format!("unknown {n}"),
        })
    };
    assert_eq!(react(131026, true), "call");
    assert_eq!(react(131026, false), "message 131026");
    assert_eq!(react(138000, false), "calling 138000");
    assert_eq!(react(138001, false), "other");
    assert_eq!(react(7_000_000, false), "large 7000000");
    assert_eq!(react(5, false), "small 5");
    let unknown = unknown();
    assert_eq!(react(unknown, false), format!("unknown {unknown}"));
}

/// A number among the codes that is none.
fn unknown() -> u32 {
    let mut numbers = 131_000..132_000;
    let is_unknown = |number: &u32| waba_errors::get(*number).is_none();
    numbers.find(is_unknown).unwrap()
}

#[test]
fn unknown_numbers_are_unknown_wherever_their_arm_stands() {
    let react = |code: u32| {
        match_code!(match code {
            Unknown(_) => false,
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => true,
        })
    };
    assert!(react(131026));
    assert!(!react(unknown()));
}

#[test]
fn the_subject_is_a_number_a_code_or_an_entry() {
    macro_rules! is_throttled {
        ($subject:expr) => {
            match_code!(match $subject {
                Category::Throttling => true,
                Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => false,
                Unknown(_) => false,
            })
        };
    }
    assert!(is_throttled!(130429_u32));
    assert!(is_throttled!(Code::new(130429)));
    assert!(is_throttled!(lookup(130429)));
    assert!(is_throttled!(&130429_u32));
    assert!(is_throttled!(&Code::new(130429)));
    assert!(is_throttled!(&lookup(130429)));
    assert!(is_throttled!(130429));
    // Of a pair the code counts.
    assert!(is_throttled!(lookup(130429).subcode(2494055)));
}

#[test]
fn a_match_is_constant_where_its_arms_are_and_of_any_type() {
    const fn waits(code: Code) -> Option<u64> {
        match_code!(match code {
            Retry::After => match code.entry().retry() {
                Retry::After(wait) => Some(wait.as_secs()),
                _ => None,
            },
            Retry::Never | Retry::AfterFix | Retry::Backoff => None,
            Unknown(_) => None,
        })
    }
    const WAIT: Option<u64> = waits(Code::new(133015));
    assert_eq!(WAIT, Some(300));
    let closure: fn(u32) -> u32 = match_code!(match 4_u32 {
        4 => |n| n + 1,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => |n| n,
        Unknown(_) => |n| n,
    });
    assert_eq!(closure(1), 2);
}

#[test]
fn a_pinned_match_leaves_newer_codes_to_unknown() {
    let is_known = |code: u32| {
        match_code!(
            as_of = 1,
            match code {
                Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => true,
                Unknown(_) => false,
            }
        )
    };
    const { assert!(REVISION > 1) };
    let ranges = |entry: &waba_errors::Entry| matches!(entry.key(), waba_errors::Key::Code(_));
    for entry in codes().filter(ranges) {
        // The range of revision 1 holds 200, which revision 2 brought.
        let expected = entry.since() == 1 || entry.code() == 200;
        assert_eq!(is_known(entry.code().get()), expected, "{}", entry.code());
    }
}

#[test]
fn names_of_the_user_are_not_captured() {
    #[allow(dead_code)]
    #[derive(Debug, PartialEq)]
    enum Option {
        Some,
        None,
    }
    #[allow(dead_code)]
    struct Code;
    #[allow(dead_code)]
    struct Category;
    #[allow(dead_code)]
    struct Retry;
    #[allow(dead_code, non_snake_case)]
    fn Unknown(n: u32) -> u32 {
        n
    }
    mod core {}
    let code = 131026_u32;
    let n = 1;
    let found = match_code!(match code {
        131026 => Option::Some,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => Option::None,
        Unknown(n) => {
            let _ = n;
            Option::None
        }
    });
    assert_eq!(found, Option::Some);
    assert_eq!(n, 1);
}

#[test]
fn code_is_a_constant_and_a_pattern() {
    const HIT: Code = code!(RateLimitHit);
    assert_eq!(HIT, code!(130429));
    let reaction = |code: Code| match code {
        code!(130429) | code!(PairRateLimitHit) => "slow down",
        code!(131047) => "send a template",
        _ => "other",
    };
    assert_eq!(reaction(Code::new(131056)), "slow down");
    assert_eq!(reaction(Code::new(131047)), "send a template");
    assert_eq!(reaction(Code::new(4)), "other");
}

#[derive(Debug, PartialEq, FromCode)]
enum Outcome {
    #[codes(131026, 131049)]
    GiveUp,
    #[codes(Category::Throttling, Retry::Backoff)]
    Retry,
    #[codes(200..=299)]
    Permission,
    #[codes(other)]
    Other(u32),
}

const OUTCOME: Outcome = Outcome::from_code(131049);

#[test]
fn an_enum_is_made_from_codes() {
    for (code, outcome) in [
        (131026, Outcome::GiveUp),
        (130429, Outcome::Retry),
        (2, Outcome::Retry),
        (250, Outcome::Permission),
        (131047, Outcome::Other(131047)),
        (5, Outcome::Other(5)),
    ] {
        assert_eq!(Outcome::from_code(code), outcome);
        assert_eq!(Outcome::from(Code::new(code)), outcome);
        assert_eq!(Outcome::from(code), outcome);
    }
    assert_eq!(OUTCOME, Outcome::GiveUp);
}

#[test]
fn an_enum_can_demand_every_known_code() {
    #[derive(Debug, PartialEq, FromCode)]
    enum Class {
        #[codes(Retry::Never, Retry::AfterFix)]
        Permanent,
        #[codes(Retry::Backoff, Retry::After)]
        Temporary,
        #[codes(unknown)]
        Unknown { code: Code },
    }
    #[derive(Debug, PartialEq, FromCode)]
    #[codes(as_of = 1, crate = ::waba_errors)]
    enum Pinned {
        #[codes(Retry::Never, Retry::AfterFix, Retry::Backoff, Retry::After)]
        Known,
        #[codes(unknown)]
        New,
    }
    for entry in codes() {
        let class = Class::from(entry.code());
        let retryable = lookup(entry.code().get()).retry().is_retryable();
        assert_eq!(class == Class::Temporary, retryable, "{entry:?}");
    }
    assert_eq!(Class::from_code(5), Class::Unknown { code: Code::new(5) });
    assert_eq!(Pinned::from_code(130429), Pinned::Known);
    assert_eq!(Pinned::from_code(131064), Pinned::New);
    let _ = Retry::Never;
}

#[test]
fn a_match_selects_by_every_fact_and_of_two_values_by_the_first() {
    let pause = |code: Code| {
        match_code!(match code {
            Scope::Request | Scope::Message | Scope::Call => "nothing",
            Scope::Pair | Scope::Recipient => "the recipient",
            Scope::Template | Scope::Flow | Scope::Group => "what was sent",
            Scope::Number | Scope::Account | Scope::Portfolio => "the sender",
            Scope::User | Scope::Token | Scope::App => "the app",
            Scope::Country | Scope::Platform => "everything",
            Scope::Unknown => "not known",
            Unknown(_) => "no code",
        })
    };
    assert_eq!(pause(Code::new(131056)), "the recipient");
    assert_eq!(pause(Code::new(80007)), "the sender");
    assert_eq!(pause(Code::new(100)), "nothing");
    let may_send_twice = |code: Code| {
        match_code!(match code {
            Effect::Possible | Effect::Partial => true,
            Effect::None | Effect::Done | Effect::Incoming | Effect::Unknown => false,
            Unknown(_) => false,
        })
    };
    for code in Code::ALL {
        let effect = code.entry().effect();
        let twice = [Effect::Possible, Effect::Partial].contains(&effect);
        assert_eq!(may_send_twice(*code), twice, "{code}");
    }
}

#[test]
fn pairs_are_told_from_their_code_and_else_belong_to_it() {
    let react = |entry: &waba_errors::Entry| {
        match_code!(match entry {
            190/463 | SolutionAccessDenied => "pair",
            seen @ (190 | 10) if seen == 10 => "ten",
            190 => "code",
            Fixer::Meta => "meta",
            Retry::After(wait) => {
                if wait.as_secs() >= 86_400 { "a day" } else { "soon" }
            }
            Retry::Never | Retry::AfterFix | Retry::Backoff => "other",
            Unknown(_) => "unknown",
        })
    };
    assert_eq!(react(&lookup(190).subcode(463)), "pair");
    assert_eq!(react(&lookup(10).subcode(2018218)), "pair");
    assert_eq!(react(&lookup(10)), "ten");
    assert_eq!(react(&lookup(190).subcode(460)), "code");
    assert_eq!(react(&lookup(190)), "code");
    assert_eq!(react(&lookup(133016)), "a day");
    assert_eq!(react(&lookup(133015)), "soon");
}

#[test]
fn whatever_the_lookup_knows_a_match_knows() {
    let is_known = |entry: waba_errors::Entry| {
        match_code!(match entry {
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => true,
            Unknown(_) => false,
        })
    };
    let subcodes: Vec<_> = codes().filter_map(|entry| entry.error_subcode()).collect();
    assert!(subcodes.len() > 40);
    for code in [10, 100, 190, 131047] {
        for subcode in &subcodes {
            let entry = lookup(code).subcode(*subcode);
            assert!(is_known(entry), "{code}/{subcode}");
        }
    }
    assert!(!is_known(lookup(4_000_000_000)));
}

#[test]
fn an_enum_is_made_from_an_entry() {
    #[derive(Debug, PartialEq, FromCode)]
    enum Login {
        #[codes(Category::Authorization)]
        Renew,
        #[codes(TokenExpired, 190/460)]
        SignIn,
        #[codes(other)]
        Other(u32),
    }
    assert_eq!(Login::from(lookup(190).subcode(463)), Login::SignIn);
    assert_eq!(Login::from(lookup(190).subcode(460)), Login::SignIn);
    assert_eq!(Login::from(lookup(190)), Login::Renew);
    assert_eq!(Login::from(lookup(131047)), Login::Other(131047));
}

#[test]
fn an_arm_can_leave_the_function_or_a_loop() {
    fn first(codes: &[u32], fallible: &Result<u32, String>) -> Result<u32, String> {
        let mut skipped = 0;
        let found = 'search: {
            for code in codes {
                let weight = match_code!(match code {
                    190 => return Err("sign in".to_owned()),
                    131026 => fallible.clone()?,
                    Category::Throttling => {
                        skipped += 1;
                        continue;
                    }
                    seen @ (10 | 131047) => break 'search seen,
                    Retry::After(wait) if wait.is_zero() => 0,
                    Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => break,
                    Unknown(_) => 7,
                });
                skipped += weight;
            }
            0
        };
        Ok(found + skipped)
    }
    assert_eq!(first(&[130429, 131047], &Ok(0)), Ok(131048));
    assert_eq!(first(&[190], &Ok(0)), Err("sign in".to_owned()));
    assert_eq!(
        first(&[131026], &Err("no".to_owned())),
        Err("no".to_owned())
    );
    assert_eq!(first(&[5, 131026, 4], &Ok(2)), Ok(10));
}

#[test]
fn matches_stand_in_futures_guards_and_one_another() {
    let is_urgent = |code: u32| {
        match_code!(match code {
            131026
                if match_code!(match code {
                    Category::Messaging => true,
                    Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => false,
                    Unknown(_) => false,
                }) =>
                1,
            Retry::After(wait) => match_code!(match code {
                Retry::After(inner) => u8::from(inner == wait) + 1,
                Retry::Never | Retry::AfterFix | Retry::Backoff => 0,
                Unknown(_) => 0,
            }),
            Retry::Never | Retry::AfterFix | Retry::Backoff => 0,
            Unknown(_) => 0,
        })
    };
    drop(async move { is_urgent(131026) });
    assert_eq!(is_urgent(131026), 1);
    assert_eq!(is_urgent(133016), 2);
    assert_eq!(is_urgent(190), 0);
}

#[test]
fn an_arm_may_be_compiled_out() {
    let react = |code: u32| {
        match_code!(match code {
            #[cfg(not(test))]
            190 => 1,
            #[cfg(test)]
            #[allow(clippy::identity_op)]
            190 => 2 + 0,
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 3,
            Unknown(_) => 4,
        })
    };
    assert_eq!(react(190), 2);
    assert_eq!(react(10), 3);
}

mod unusual_names {
    #![allow(dead_code, non_upper_case_globals, non_camel_case_types)]

    use waba_errors::{FromCode, match_code};

    const key: u32 = 1;
    struct Some;
    struct Ok;
    struct Known;
    struct Asked;
    struct Refused;
    struct From;
    mod core {}
    mod std {}
    mod waba_errors_macros {}

    #[derive(Debug, PartialEq, FromCode)]
    pub(super) enum Code {
        #[codes(131026, Retry::After)]
        Entry,
        #[codes(other)]
        Variant { code: u32 },
    }

    pub(super) fn react(code: u32) -> u32 {
        match_code!(match code {
            Retry::After(wait) => wait.subsec_nanos(),
            131026 => key,
            Retry::Never | Retry::AfterFix | Retry::Backoff => 3,
            Unknown(_) => 4,
        })
    }
}

#[test]
fn names_of_the_user_do_not_meet_those_of_an_expansion() {
    assert_eq!(unusual_names::react(131026), 1);
    assert_eq!(
        unusual_names::Code::from(133016),
        unusual_names::Code::Entry
    );
    let code = 4;
    assert_eq!(
        unusual_names::Code::from_code(4),
        unusual_names::Code::Variant { code }
    );
}
