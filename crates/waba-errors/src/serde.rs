//! Serialization: numbers for codes, the ids of the data for everything else.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde_core::de::{self, Visitor};
pub(crate) use serde_core::ser::SerializeStruct;
pub(crate) use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Category, Code, Entry, Fact, Key, Lang, ParseCodeError, Retry};

macro_rules! as_text {
    ($($type:ident $expecting:literal)*) => {$(
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde::from_text(deserializer, $expecting)
            }
        }
    )*};
}

pub(crate) use as_text;

/// Reads a text of a type; `expecting` says in an error what it should be.
pub(crate) fn from_text<'de, T: FromStr, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<T, D::Error> {
    struct Text<T>(&'static str, PhantomData<T>);

    impl<T: FromStr> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            let invalid = |_| E::invalid_value(de::Unexpected::Str(text), &self);
            text.parse().map_err(invalid)
        }
    }

    deserializer.deserialize_str(Text(expecting, PhantomData))
}

as_text! {
    Category "the id of a category"
    Key "a code, a pair, a range, a case or a name"
    Lang "a language tag"
    Retry "never, after-fix, backoff or a wait such as 24h"
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.get())
    }
}

/// A number; in formats for people a number in quotes or a name too, as some answers carry it.
impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = Code;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an error code")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Code, E> {
                let code = u32::try_from(number).map(Code::new);
                code.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Code, E> {
                let code = u32::try_from(number).map(Code::new);
                code.map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Code, E> {
                text.parse().map_err(|error| match error {
                    ParseCodeError::NoCode(_) => E::custom(error),
                    _ => E::invalid_value(de::Unexpected::Str(text), &self),
                })
            }
        }

        // Formats that do not describe themselves cannot say what comes next.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Number)
        } else {
            deserializer.deserialize_u32(Number)
        }
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The facts, without texts. An entry without a number has no code.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entry = serializer.serialize_struct("Entry", 10 + Self::FACTS)?;
        entry.serialize_field("key", &self.key())?;
        let code = Some(self.code()).filter(|_| self.key() != Key::Unnumbered);
        entry.serialize_field("code", &code)?;
        entry.serialize_field("subcode", &self.error_subcode())?;
        entry.serialize_field("known", &self.is_known())?;
        entry.serialize_field("retired", &self.is_retired())?;
        entry.serialize_field("name", &self.name())?;
        entry.serialize_field("api_title", &self.api_title())?;
        entry.serialize_field("category", &self.category())?;
        entry.serialize_field("http_status", &self.http_status())?;
        self.serialize_facts(&mut entry)?;
        entry.serialize_field("docs_url", &self.docs_url())?;
        entry.end()
    }
}
