//! Errors as fields of a client's own response types.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use waba_errors::{Entry, Retry};

use crate::found;

/// The `error` of an API answer, for the response types of a client.
///
/// Reading never fails on an odd field: codes may be numbers or strings, `error_data` an object or a string, and any
/// field may be missing, null or of another type.
///
/// ```
/// use serde::Deserialize;
/// use waba_errors_payload::ApiError;
///
/// #[derive(Deserialize)]
/// #[serde(untagged)]
/// enum Response {
///     Failed { error: ApiError },
///     Sent { messages: Vec<Message> },
/// }
///
/// #[derive(Deserialize)]
/// struct Message {
///     id: String,
/// }
///
/// let body = r#"{"error":{"message":"(#131056) Pair rate limit hit","code":"131056","error_data":"too fast"}}"#;
/// match serde_json::from_str(body)? {
///     Response::Failed { error } if error.entry().retry().is_retryable() => println!("again later: {error}"),
///     Response::Failed { error } => return Err(error.into()),
///     Response::Sent { messages } => println!("{}", messages[0].id),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// `code`; 0 if it is missing or no number.
    pub code: i64,
    /// `error_subcode`.
    pub subcode: Option<i64>,
    /// `type`, for example `OAuthException`.
    pub kind: Option<String>,
    /// `title`, which webhooks have.
    pub title: Option<String>,
    /// `message`.
    pub message: Option<String>,
    /// `error_data.details`.
    pub details: Option<String>,
    /// `error_user_title`.
    pub user_title: Option<String>,
    /// `error_user_msg`.
    pub user_message: Option<String>,
    /// `fbtrace_id`.
    pub fbtrace_id: Option<String>,
    /// `is_transient`.
    pub is_transient: Option<bool>,
    /// `href`.
    pub href: Option<String>,
}

/// An item of the `errors` of a webhook, for the webhook types of a client.
///
/// ```
/// use serde::Deserialize;
/// use waba_errors_payload::WebhookError;
///
/// #[derive(Deserialize)]
/// struct Status {
///     #[serde(default)]
///     errors: Vec<WebhookError>,
/// }
///
/// let status = r#"{"status":"failed","errors":[{"code":131047,"title":"Re-engagement message"}]}"#;
/// let status: Status = serde_json::from_str(status)?;
/// assert_eq!(status.errors[0].entry().name(), "ReEngagementMessage");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookError {
    /// `code`; 0 if it is missing or no number.
    pub code: i64,
    /// `error_subcode`, which some webhooks have.
    pub subcode: Option<i64>,
    /// `title`.
    pub title: Option<String>,
    /// `message`.
    pub message: Option<String>,
    /// `error_data.details`, or `details` of older versions.
    pub details: Option<String>,
    /// `href`.
    pub href: Option<String>,
}

macro_rules! error {
    ($type:ident, [$($text:ident),*]) => {
        impl $type {
            /// What the table says, as [`Found::entry`](crate::Found::entry).
            #[must_use]
            pub fn entry(&self) -> Entry {
                found::entry(self.code, self.subcode, [$(self.$text.as_deref()),*])
            }

            /// The code.
            #[must_use]
            pub const fn code(&self) -> i64 {
                self.code
            }

            /// Whether and when the same request can work.
            #[must_use]
            pub fn retry(&self) -> Retry {
                self.entry().retry()
            }
        }

        /// The number and what the API said: `190/463: Session has expired`.
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let said = self.message.as_deref().or(self.title.as_deref());
                let said = said.map(without_number);
                let details = self.details.as_deref().filter(|details| Some(*details) != said);
                write!(f, "{}", self.code)?;
                if let Some(subcode) = self.subcode {
                    write!(f, "/{subcode}")?;
                }
                for text in [said, details].into_iter().flatten() {
                    write!(f, ": {text}")?;
                }
                Ok(())
            }
        }

        impl std::error::Error for $type {}
    };
}

error!(
    ApiError,
    [title, message, user_title, details, user_message]
);
error!(WebhookError, [title, message, details]);

fn without_number(message: &str) -> &str {
    let rest = message
        .strip_prefix("(#")
        .and_then(|rest| rest.split_once(") "));
    rest.map_or(message, |(_, rest)| rest)
}

impl From<ApiError> for WebhookError {
    fn from(error: ApiError) -> Self {
        Self {
            code: error.code,
            subcode: error.subcode,
            title: error.title,
            message: error.message,
            details: error.details,
            href: error.href,
        }
    }
}

impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Fields)
    }
}

impl<'de> Deserialize<'de> for WebhookError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Fields).map(Self::from)
    }
}

/// Reads the fields of an error; whatever else stands there is an error without fields.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = ApiError;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ApiError, A::Error> {
        let mut error = ApiError::default();
        let mut data = None;
        while let Some(key) = map.next_key::<Box<str>>()? {
            let value: Any = map.next_value()?;
            match &*key {
                "code" => error.code = value.number().unwrap_or_default(),
                "error_subcode" => error.subcode = value.number(),
                "type" => error.kind = value.text(),
                "title" => error.title = value.text(),
                "message" => error.message = value.text(),
                "details" => error.details = value.text(),
                "error_data" => data = value.details(),
                "error_user_title" => error.user_title = value.text(),
                "error_user_msg" => error.user_message = value.text(),
                "fbtrace_id" => error.fbtrace_id = value.text(),
                "is_transient" => error.is_transient = value.truth(),
                "href" => error.href = value.text(),
                _ => {}
            }
        }
        error.details = data.or(error.details);
        Ok(error)
    }

    fn visit_unit<E>(self) -> Result<ApiError, E> {
        Ok(ApiError::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<ApiError, E> {
        Ok(ApiError::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<ApiError, E> {
        Ok(ApiError::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<ApiError, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(ApiError::default())
    }

    /// A number alone, as some vendors send it.
    fn visit_i64<E>(self, code: i64) -> Result<ApiError, E> {
        Ok(ApiError {
            code,
            ..ApiError::default()
        })
    }

    fn visit_u64<E>(self, code: u64) -> Result<ApiError, E> {
        Ok(ApiError {
            code: i64::try_from(code).unwrap_or_default(),
            ..ApiError::default()
        })
    }

    fn visit_str<E>(self, message: &str) -> Result<ApiError, E> {
        Ok(ApiError {
            message: Some(message.into()),
            ..ApiError::default()
        })
    }
}

/// A value of any type, of which only what matters is kept.
enum Any {
    Nothing,
    Number(i64),
    Truth(bool),
    Text(String),
    /// An object, with its `details`.
    Object(Option<String>),
}

impl Any {
    fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => crate::text::number(text.as_bytes()),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(number.to_string()),
            Self::Object(details) => details,
            Self::Nothing | Self::Truth(_) => None,
        }
    }

    fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            Self::Number(number @ (0 | 1)) => Some(*number == 1),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    fn details(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(crate::reader::details_in(&text).unwrap_or(text)),
            other => other.text(),
        }
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Any, E> {
        Ok(Any::Nothing)
    }

    fn visit_none<E>(self) -> Result<Any, E> {
        Ok(Any::Nothing)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Any, E> {
        Ok(Any::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Any, E> {
        Ok(Any::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Any, E> {
        Ok(i64::try_from(number).map_or(Any::Nothing, Any::Number))
    }

    /// As [`read`](crate::read) does it: a fraction is no code.
    fn visit_f64<E>(self, number: f64) -> Result<Any, E> {
        let text = format!("{number:.1}");
        Ok(crate::text::number(text.as_bytes()).map_or(Any::Nothing, Any::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Any, E> {
        Ok(Any::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Any::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
        let mut details = None;
        while let Some(key) = map.next_key::<Box<str>>()? {
            if &*key == "details" {
                details = map.next_value::<Any>()?.text();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Any::Object(details))
    }
}
