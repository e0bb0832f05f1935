//! Who can end an error, and where it arrives.

use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use crate::Lang;
use crate::generated::words;

macro_rules! named {
    ($type:ident, $words:ident, $($variant:ident $id:literal,)*) => {
        impl $type {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The id that the data and all exports use.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The name for people.
            #[must_use]
            pub const fn title(self, lang: Lang) -> &'static str {
                enum Place { $($variant),* }
                let place = match self {
                    $(Self::$variant => Place::$variant,)*
                };
                words(lang).$words[place as usize]
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.id())
            }
        }

        impl FromStr for $type {
            type Err = ParseIdError;

            fn from_str(id: &str) -> Result<Self, ParseIdError> {
                Self::ALL.iter().copied().find(|value| value.id() == id).ok_or(ParseIdError)
            }
        }
    };
}

/// Who can end an error.
///
/// ```
/// use waba_errors::{Fixer, Lang, lookup};
///
/// assert_eq!(lookup(131042).fixer(), Fixer::Business);
/// assert_eq!(Fixer::Recipient.title(Lang::En), "The recipient");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fixer {
    /// Whoever develops or runs the software that sends the request.
    Developer,
    /// Whoever manages the business account: billing, verification, templates, quality.
    Business,
    /// The person who should receive the message or the call.
    Recipient,
    /// Meta.
    Meta,
    #[doc(hidden)]
    __NotANumber(Infallible),
}

named! { Fixer, fixers,
    Developer "developer",
    Business "business",
    Recipient "recipient",
    Meta "meta",
}

/// Where an error arrives.
///
/// ```
/// use waba_errors::{Channel, lookup};
///
/// assert_eq!(lookup(131047).channel(), Channel::Webhook);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Channel {
    /// In the answer to the API call.
    Response,
    /// In a webhook.
    Webhook,
    /// In both.
    Both,
    /// Nothing is documented.
    Unknown,
    #[doc(hidden)]
    __NotANumber(Infallible),
}

named! { Channel, channels,
    Response "response",
    Webhook "webhook",
    Both "both",
    Unknown "unknown",
}

/// The text is no id of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown id")
    }
}

impl core::error::Error for ParseIdError {}
