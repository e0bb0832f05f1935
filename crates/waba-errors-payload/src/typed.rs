//! Errors as fields of a client's own response types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use waba_errors::{Code, Entry, Retry};

use crate::details::details_in;
use crate::generated::Evidence;
use crate::lookup;
use crate::number::integer;
use crate::wait::{RetrySource, in_text, sharpen};
use crate::{Found, Report};

/// The name under which `serde_json` passes numbers on as text, with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";
/// From here on, neighbouring whole numbers are one and the same `f64`.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// What an error says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) number: Option<i64>,
    pub(crate) subcode: Option<i64>,
    pub(crate) kind: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) user_title: Option<String>,
    pub(crate) user_message: Option<String>,
    pub(crate) fbtrace_id: Option<String>,
    pub(crate) is_transient: Option<bool>,
    pub(crate) href: Option<String>,
}

/// The `error` of an API answer, for the response types of a client.
///
/// Reading never fails on an odd field: codes may be numbers or strings, `error_data` an object, a string or an object in
/// a string, and any field may be missing, null or of another type. The answer as a whole, `{"error":{…}}`, is read like
/// the error in it. What is no error has no code, and neither has one whose code no `i64` holds: `serde` gives such a
/// number as a fraction, and [`Found::code_text`] as it was sent.
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
///     Response::Failed { error } if error.retry().is_retryable() => println!("again later: {error}"),
///     Response::Failed { error } => return Err(error.into()),
///     Response::Sent { messages } => println!("{}", messages[0].id),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiError(pub(crate) Box<Fields>);

/// An item of the `errors` of a webhook, for the webhook types of a client.
///
/// It is read as leniently as an [`ApiError`].
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
pub struct WebhookError(pub(crate) Box<Fields>);

impl Fields {
    fn numbered(number: i64) -> Box<Self> {
        Box::new(Self {
            number: Some(number),
            ..Self::default()
        })
    }

    fn texts(&self) -> [Option<&str>; 5] {
        [
            &self.title,
            &self.message,
            &self.user_title,
            &self.details,
            &self.user_message,
        ]
        .map(Option::as_deref)
    }

    fn entry(&self) -> Entry {
        let entry = lookup::numbered(self.number, self.subcode);
        lookup::narrowed(entry, self.texts())
    }

    fn advice(&self) -> (Retry, RetrySource) {
        let entry = self.entry();
        let waits = self.texts().into_iter().flatten().filter_map(in_text);
        let stated = waits
            .max()
            .map(|wait: Duration| (RetrySource::Details, wait));
        sharpen(entry.retry(), entry.is_known(), stated, self.is_transient)
    }

    fn set(&mut self, name: &str, value: Any) {
        match name {
            "code" => self.number = value.number(),
            "error_subcode" => self.subcode = value.number(),
            "type" => self.kind = value.text(),
            "title" => self.title = value.text(),
            "message" => self.message = value.text(),
            "details" => self.details = value.text(),
            "error_user_title" => self.user_title = value.text(),
            "error_user_msg" => self.user_message = value.text(),
            "fbtrace_id" => self.fbtrace_id = value.text(),
            "is_transient" => self.is_transient = value.truth(),
            "href" => self.href = value.text(),
            _ => {}
        }
    }
}

/// The number and what the API said: `190/463: Session has expired`.
impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.message.as_deref().or(self.title.as_deref());
        let said = said.map(without_number);
        let details = self
            .details
            .as_deref()
            .filter(|details| Some(*details) != said);
        match self.number {
            Some(number) => write!(f, "{number}")?,
            None => f.write_str("no code")?,
        }
        if let Some(subcode) = self.subcode {
            write!(f, "/{subcode}")?;
        }
        for text in [said, details].into_iter().flatten() {
            write!(f, ": {text}")?;
        }
        Ok(())
    }
}

/// A message such as `(#131026) Message undeliverable` without its number.
fn without_number(message: &str) -> &str {
    let rest = message
        .strip_prefix("(#")
        .and_then(|rest| rest.split_once(") "));
    rest.map_or(message, |(_, rest)| rest)
}

/// Under the names of the API.
impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let details = self.details.as_ref();
        let data = details.map(|details| BTreeMap::from([("details", details)]));
        put(&mut map, "code", self.number)?;
        put(&mut map, "error_subcode", self.subcode)?;
        put(&mut map, "type", self.kind.as_ref())?;
        put(&mut map, "title", self.title.as_ref())?;
        put(&mut map, "message", self.message.as_ref())?;
        put(&mut map, "error_data", data)?;
        put(&mut map, "error_user_title", self.user_title.as_ref())?;
        put(&mut map, "error_user_msg", self.user_message.as_ref())?;
        put(&mut map, "is_transient", self.is_transient)?;
        put(&mut map, "fbtrace_id", self.fbtrace_id.as_ref())?;
        put(&mut map, "href", self.href.as_ref())?;
        map.end()
    }
}

fn put<M: SerializeMap>(
    map: &mut M,
    name: &str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, &value))
}

macro_rules! texts {
    ($($doc:literal $get:ident $with:ident;)*) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $get(&self) -> Option<&str> {
            self.0.$get.as_deref()
        }

        #[doc = concat!("Sets ", $doc)]
        #[must_use]
        pub fn $with(mut self, $get: impl Into<String>) -> Self {
            self.0.$get = Some($get.into());
            self
        }
    )*};
}

macro_rules! error {
    ($type:ident) => {
        impl $type {
            /// An error with this code, for tests and for answers of your own.
            #[must_use]
            pub fn new(code: i64) -> Self {
                Self(Fields::numbered(code))
            }

            /// The code; none if none came, or a number that no code can have.
            #[must_use]
            pub fn code(&self) -> Option<Code> {
                Code::try_from(self.0.number?).ok()
            }

            /// The number that came as the code. Vendors use numbers below zero too.
            #[must_use]
            pub fn number(&self) -> Option<i64> {
                self.0.number
            }

            /// `error_subcode`; none if none came, or a number that no subcode can have.
            #[must_use]
            pub fn subcode(&self) -> Option<u32> {
                u32::try_from(self.0.subcode?).ok()
            }

            /// The number that came as the `error_subcode`.
            #[must_use]
            pub fn subcode_number(&self) -> Option<i64> {
                self.0.subcode
            }

            /// Sets `error_subcode`.
            #[must_use]
            pub fn with_subcode(mut self, subcode: i64) -> Self {
                self.0.subcode = Some(subcode);
                self
            }

            texts! {
                "`type`, for example `OAuthException`." kind with_kind;
                "`title`, which webhooks have." title with_title;
                "`message`." message with_message;
                "`error_data.details`." details with_details;
                "`error_user_title`." user_title with_user_title;
                "`error_user_msg`." user_message with_user_message;
                "`fbtrace_id`, which support asks for." fbtrace_id with_fbtrace_id;
                "`href`, where the platform says more." href with_href;
            }

            /// `is_transient`.
            #[must_use]
            pub fn is_transient(&self) -> Option<bool> {
                self.0.is_transient
            }

            /// Sets `is_transient`.
            #[must_use]
            pub fn with_transient(mut self, is_transient: bool) -> Self {
                self.0.is_transient = Some(is_transient);
                self
            }

            /// What the table says: about the pair of code and subcode, else about a subcode above one million, else
            /// about the code; and about the documented case that a text names, where one number has several.
            ///
            /// A number that the table does not know, or none, gives an entry that says so.
            #[must_use]
            pub fn entry(&self) -> Entry {
                self.0.entry()
            }

            /// Whether and when the same request can work: what the entry advises, made sharper by a wait that the texts
            /// state and by `is_transient`.
            #[must_use]
            pub fn retry(&self) -> Retry {
                self.0.advice().0
            }

            /// What [`retry`](Self::retry) comes from.
            #[must_use]
            pub fn retry_source(&self) -> RetrySource {
                self.0.advice().1
            }
        }

        /// The number and what the API said: `190/463: Session has expired`.
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::error::Error for $type {}

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let fields = Any::deserialize(deserializer)?.error();
                Ok(Self(fields))
            }
        }
    };
}

error!(ApiError);
error!(WebhookError);

impl From<ApiError> for WebhookError {
    fn from(error: ApiError) -> Self {
        Self(error.0)
    }
}

/// A value of any type, of which only what matters is kept.
enum Any {
    Nothing,
    Number(i64),
    Truth(bool),
    Text(String),
    Object(Box<Object>),
    /// The first object of a list.
    List(Box<Object>),
}

/// An object that is an error or has one in it.
#[derive(Default)]
struct Object {
    fields: Box<Fields>,
    inner: Option<Box<Object>>,
}

impl Object {
    /// The error that it is, else the one in it.
    fn error(self) -> Box<Fields> {
        match self.inner {
            Some(inner) if self.fields.number.is_none() => inner.error(),
            _ => self.fields,
        }
    }
}

impl Any {
    fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => integer(text.as_bytes()),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(number.to_string()),
            Self::Object(object) => object.fields.details,
            Self::Nothing | Self::Truth(_) | Self::List(_) => None,
        }
    }

    fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            Self::Number(number @ (0 | 1)) => Some(*number == 1),
            Self::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// The details of an `error_data`.
    fn details(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(details_in(&text).unwrap_or(text)),
            other => other.text(),
        }
    }

    /// The error that a whole value is. A number alone is a code, as some vendors send it, and a text a message.
    fn error(self) -> Box<Fields> {
        match self {
            Self::Object(object) => object.error(),
            Self::Number(number) => Fields::numbered(number),
            Self::Text(message) => Box::new(Fields {
                message: Some(message),
                ..Fields::default()
            }),
            Self::Nothing | Self::Truth(_) | Self::List(_) => Box::default(),
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

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        Any::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        Any::deserialize(deserializer)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Any, E> {
        Ok(Any::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Any, E> {
        Ok(Any::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Any, E> {
        Ok(whole(number))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Any, E> {
        Ok(whole(number))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Any, E> {
        Ok(whole(number))
    }

    /// A fraction is no code, and neither is a number that is no longer exact.
    fn visit_f64<E>(self, number: f64) -> Result<Any, E> {
        let text = number.to_string();
        let number = integer(text.as_bytes()).filter(|_| number.abs() < INEXACT);
        Ok(number.map_or(Any::Nothing, Any::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Any, E> {
        Ok(Any::Text(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Any, E> {
        Ok(Any::Text(text))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Any, E> {
        Ok(Any::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
        while let Some(item) = items.next_element()? {
            if let Any::Object(object) = item {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(Any::List(object));
            }
        }
        Ok(Any::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
        let mut object = Object::default();
        let mut number = None;
        let mut data = None;
        while let Some(name) = map.next_key()? {
            let Any::Text(name) = name else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            match (name.as_str(), map.next_value()?) {
                (NUMBER, value) => number = Some(value.number()),
                ("error_data", value) => data = value.details(),
                ("error", Any::Object(inner)) | ("errors", Any::List(inner)) => {
                    object.inner = Some(inner);
                }
                (name, value) => object.fields.set(name, value),
            }
        }
        if let Some(number) = number {
            return Ok(number.map_or(Any::Nothing, Any::Number));
        }
        object.fields.details = data.or(object.fields.details);
        Ok(Any::Object(Box::new(object)))
    }
}

fn whole(number: impl TryInto<i64>) -> Any {
    number.try_into().map_or(Any::Nothing, Any::Number)
}

impl From<Found<'_>> for ApiError {
    fn from(found: Found<'_>) -> Self {
        let own = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Self(Box::new(Fields {
            number: found.code_number(),
            subcode: found.subcode_number(),
            kind: own(found.kind()),
            title: own(found.title()),
            message: own(found.message()),
            details: own(found.details()),
            user_title: own(found.user_title()),
            user_message: own(found.user_message()),
            fbtrace_id: own(found.fbtrace_id()),
            is_transient: found.is_transient(),
            href: own(found.href()),
        }))
    }
}

impl From<Found<'_>> for WebhookError {
    fn from(found: Found<'_>) -> Self {
        ApiError::from(found).into()
    }
}

/// What the input says; what the table says is left to [`Found::entry`].
impl Serialize for Found<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, number, text) in [
            ("code", self.code_number(), self.code_text()),
            ("subcode", self.subcode_number(), self.subcode_text()),
        ] {
            match number {
                Some(number) => map.serialize_entry(name, &number)?,
                // What no `i64` holds is passed on as text.
                None => map.serialize_entry(name, &text)?,
            }
        }
        map.serialize_entry("path", &self.path())?;
        map.serialize_entry("certainty", self.certainty().id())?;
        map.serialize_entry("why", &self.why().map(Evidence::id).collect::<Vec<_>>())?;
        for (name, text) in [
            ("title", self.title()),
            ("message", self.message()),
            ("details", self.details()),
            ("user_title", self.user_title()),
            ("user_message", self.user_message()),
            ("fbtrace_id", self.fbtrace_id()),
            ("type", self.kind()),
            ("href", self.href()),
            ("recipient", self.recipient()),
            ("recipient_user_id", self.recipient_user_id()),
            ("from_user_id", self.from_user_id()),
            ("parent_user_id", self.parent_user_id()),
            ("message_id", self.message_id()),
            ("status", self.status()),
        ] {
            map.serialize_entry(name, &text)?;
        }
        map.serialize_entry("is_transient", &self.is_transient())?;
        map.serialize_entry("http_status", &self.http_status())?;
        map.end()
    }
}

/// A list of what was found.
impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
