//! Which language a tag, a locale or a browser means.

use waba_errors::{Category, Channel, Dir, Fixer, Lang, Retry};

#[test]
fn tags_and_locales_are_read() {
    for (text, lang) in [
        ("en", Lang::En),
        ("de", Lang::De),
        ("ar", Lang::Ar),
        ("ar-EG", Lang::Ar),
        ("ar_EG", Lang::Ar),
        ("AR", Lang::Ar),
        ("ar-001", Lang::Ar),
        ("arz", Lang::Ar),
        ("de_DE.UTF-8", Lang::De),
        ("de-CH-1996", Lang::De),
        ("de-u-co-phonebk", Lang::De),
        ("de_AT@euro", Lang::De),
        ("deu", Lang::De),
        ("gsw", Lang::De),
        ("en-Latn-US", Lang::En),
        (" en ", Lang::En),
    ] {
        assert_eq!(text.parse(), Ok(lang), "{text}");
    }
}

#[test]
fn what_is_none_of_the_languages_is_refused() {
    for text in [
        "",
        "C",
        "POSIX",
        "und",
        "tlh",
        "german",
        "ar-Latn",
        "ar-Latn-EG",
        "zh-Latn",
        "*",
        "-de",
        "د",
    ] {
        assert!(text.parse::<Lang>().is_err(), "{text}");
    }
    let message = "tlh".parse::<Lang>().unwrap_err().to_string();
    assert!(message.starts_with("no language of the table; use one of en de ar"));
}

#[test]
fn a_browser_gets_the_language_it_likes_best() {
    for (header, lang) in [
        ("ar-EG,de;q=0.5", Some(Lang::Ar)),
        ("en;q=0.2, de;q=0.9", Some(Lang::De)),
        ("tlh, ar;q=0.1", Some(Lang::Ar)),
        ("de;q=0.5, ar;q=0.5", Some(Lang::De)),
        ("*", Some(Lang::En)),
        ("en;q=0, *", Some(Lang::De)),
        ("*;q=0.5, ar;q=0.4", Some(Lang::En)),
        ("de;q=0", None),
        ("de;q=0, de-AT", None),
        ("de;q=banana, ar;q=0.3", Some(Lang::Ar)),
        ("de;q=1.5, ar;q=0.3", Some(Lang::Ar)),
        ("de;q=0.1234, ar", Some(Lang::Ar)),
        ("de; Q = 0.8", Some(Lang::De)),
        ("tlh", None),
        ("", None),
        (",,;q=1,", None),
    ] {
        assert_eq!(Lang::negotiate(header), lang, "{header}");
    }
}

#[test]
fn a_hostile_header_is_cut_at_thirty_two_items() {
    let mut header = "tlh,".repeat(32);
    header.push_str("de");
    assert_eq!(Lang::negotiate(&header), None);
    assert_eq!(Lang::negotiate(&"q=".repeat(100000)), None);
}

#[test]
fn a_language_knows_its_tag_direction_and_name() {
    assert_eq!(Lang::Ar.tag(), "ar");
    assert_eq!(Lang::Ar.dir(), Dir::Rtl);
    assert_eq!(Lang::Ar.native_name(), "العربية");
    assert_eq!(Lang::De.dir().as_str(), "ltr");
    assert_eq!(Lang::default(), Lang::En);
    assert_eq!(Lang::ALL[..3], [Lang::En, Lang::De, Lang::Ar]);
}

#[test]
fn every_word_that_is_no_entry_is_translated() {
    for lang in [Lang::De, Lang::Ar] {
        for category in Category::ALL.iter().copied().filter(|category| {
            // Names of products, which stay.
            !matches!(
                category,
                Category::Signup | Category::Graph | Category::Flow
            )
        }) {
            assert_ne!(category.title(lang), category.title(Lang::En), "{category}");
        }
        for retry in [Retry::Never, Retry::AfterFix, Retry::Backoff] {
            assert_ne!(retry.advice(lang), retry.advice(Lang::En));
        }
        for fixer in Fixer::ALL
            .iter()
            .copied()
            .filter(|fixer| *fixer != Fixer::Meta)
        {
            assert_ne!(fixer.title(lang), fixer.title(Lang::En));
        }
        for channel in Channel::ALL {
            assert_ne!(channel.title(lang), channel.title(Lang::En));
        }
    }
}
