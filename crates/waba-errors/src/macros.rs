//! The macros that the compiler checks for completeness.

/// A match on an error code that forgets none: the compiler lists every known code that no arm covers.
///
/// ```
/// use waba_errors::match_code;
///
/// fn react(code: u32) -> &'static str {
///     match_code!(match code {
///         131026 | RecipientBlockedByBusiness => "tell the agent",
///         131047 => "send a template instead",
///         200..=299 | Category::Authorization => "renew the access token",
///         Retry::Backoff | Retry::After => "again later",
///         Retry::Never => "give up",
///         Retry::AfterFix => "tell the developers",
///         Unknown(n) if n < 1000 => "some other Graph API error",
///         Unknown(_) => "report it",
///     })
/// }
/// assert_eq!(react(131047), "send a template instead");
/// assert_eq!(react(4), "again later");
/// assert_eq!(react(4_000_000_000), "report it");
/// ```
///
/// # Arms
///
/// - A number, a pair of code and subcode as in `190/463`, or the name of a code, a range or a pair. A pair that no arm
///   takes belongs to its code; of an entry that is a case its code counts.
/// - A range with both ends, `200..=299`. It takes every number inside, known or not.
/// - `Category::X`, `Retry::X` or `Fixer::X`: the codes and pairs of it that no arm above covers. `Retry::After(wait)` binds
///   the wait, and stands in an arm of its own.
/// - Alternatives with `|`, bindings with `@` (to a `u32`), and guards. An arm with a guard covers nothing.
/// - `Unknown(n)` for the numbers that the table does not know. It is required; `_` is refused, because it would hide the
///   codes of the next revision.
///
/// The subject is a `u32`, a [`Code`](crate::Code) or an [`Entry`](crate::Entry), of which the code counts, or a reference to
/// one. The macro is an expression of any type, works in a `const fn` if its arms do, and costs what a match on numbers costs.
///
/// # Upgrades
///
/// A new release can bring new codes. Then this macro stops the build until each has an arm: that is what it is for, in
/// an application. A library pins the revision that it was written for instead; newer codes go to `Unknown`, and no
/// upgrade breaks the build:
///
/// ```
/// use waba_errors::match_code;
///
/// const fn is_worth_a_retry(code: u32) -> bool {
///     match_code!(as_of = 1, match code {
///         Retry::Backoff | Retry::After => true,
///         Retry::Never | Retry::AfterFix => false,
///         Unknown(_) => false,
///     })
/// }
/// assert!(is_worth_a_retry(130429));
/// ```
///
/// With `as_of = 1` the macro sees the table of revision 1: its codes, and the categories, retry classes and fixers that
/// they had then. Neither a new code nor a corrected fact changes what a pinned match does. Without `as_of` a corrected fact can
/// stop the build too, where it leaves a class without codes or makes two arms cover one code. In an enum with
/// `#[codes(other)]` it cannot: what is named goes before classes, and a class may have nothing left.
///
/// Nobody who builds the library is told about newer codes. Its authors ask: a test of theirs that compares
/// [`REVISION`](crate::REVISION) with the pinned one fails when there are any, and lists them.
///
/// ```no_run
/// use waba_errors::{Entry, REVISION, codes};
///
/// let pinned = 2;
/// let newer: Vec<Entry> = codes().filter(|entry| entry.since() > pinned).collect();
/// assert_eq!(REVISION, pinned, "decide on {newer:?}, then pin the new revision");
/// ```
///
/// # Mistakes
///
/// All mistakes of a match are reported at once, each at its place:
///
/// ```compile_fail
/// # use waba_errors::match_code;
/// let text = match_code!(match 131026_u32 {
///     131062 | 131062 => "twice",
///     RateLimtHit => "no such name",
///     _ => "refused",
/// });
/// ```
#[macro_export]
macro_rules! match_code {
    ($($input:tt)*) => {
        $crate::__private0_1_0::match_code!([$crate] $($input)*)
    };
}

/// The constant of a number or a name, checked when it compiles; also a pattern.
///
/// ```
/// use waba_errors::{Code, code};
///
/// assert_eq!(code!(131026), Code::MESSAGE_UNDELIVERABLE);
/// assert!(matches!(Code::new(130429), code!(RateLimitHit)));
/// ```
///
/// ```compile_fail
/// let code = waba_errors::code!(131062026);
/// ```
#[macro_export]
macro_rules! code {
    ($($input:tt)*) => {
        $crate::__private0_1_0::code!([$crate] $($input)*)
    };
}

/// What the expansions refer to; no part of the public interface. Named after the version, as the macros name it.
#[doc(hidden)]
pub mod __private0_1_0 {
    pub use waba_errors_macros::{code, match_code, match_code_unchecked};

    pub use crate::generated::{Known, ROWS};
    use crate::{Code, Entry};

    /// Stops the build if the macros are not those of the library.
    #[track_caller]
    pub const fn assert_revision(library: u16, macros: u16) {
        assert!(
            library == macros,
            "waba-errors and waba-errors-macros are of different revisions",
        );
    }

    /// What `match_code!` can match on.
    #[diagnostic::on_unimplemented(
        message = "`match_code!` matches on a `u32`, a `Code` or an `Entry`, not on `{Self}`",
        label = "of type `{Self}`",
        note = "match on the entry of an error in an answer; turn another number into a `Code`; unwrap an `Option` first"
    )]
    pub trait Subject {}

    impl Subject for u32 {}
    impl Subject for &u32 {}
    impl Subject for Code {}
    impl Subject for &Code {}
    impl Subject for Entry {}
    impl Subject for &Entry {}

    /// A subject whose code can be asked for.
    #[derive(Debug)]
    pub struct Asked<T>(T);

    impl<T: Subject> Asked<T> {
        #[inline]
        #[must_use]
        pub const fn about(subject: T) -> Self {
            Self(subject)
        }
    }

    /// The code and the subcode, 0 without one, of each subject.
    macro_rules! key {
        ($($subject:ty => |$value:ident| $key:expr;)*) => {$(
            impl Asked<$subject> {
                #[inline]
                #[must_use]
                pub const fn key(self) -> (u32, u32) {
                    let $value = self.0;
                    $key
                }
            }
        )*};
    }

    key! {
        u32 => |number| (number, 0);
        &u32 => |number| (*number, 0);
        Code => |code| (code.get(), 0);
        &Code => |code| (code.get(), 0);
        Entry => |entry| of_entry(&entry);
        &Entry => |entry| of_entry(entry);
    }

    const fn of_entry(entry: &Entry) -> (u32, u32) {
        match entry.error_subcode() {
            Some(subcode) => (entry.code().get(), subcode),
            None => (entry.code().get(), 0),
        }
    }

    /// Takes the place of the missing method where the subject is refused, so that rustc says that once.
    pub trait Refused: Sized {
        fn key(self) -> (u32, u32) {
            (0, 0)
        }
    }

    impl<T> Refused for Asked<T> {}

    /// What a variant for the rest can hold.
    #[diagnostic::on_unimplemented(
        message = "a variant for the rest holds the number as a `u32` or a `Code`, not as `{Self}`",
        label = "of type `{Self}`"
    )]
    pub trait Field {}

    impl Field for u32 {}
    impl Field for Code {}

    /// Refuses the type of a field at its place.
    pub const fn assert_field<T: Field>() {}

    /// A number as the type of a field.
    #[derive(Debug)]
    pub struct Carried<T>(T);

    impl Carried<u32> {
        #[must_use]
        pub const fn of(code: u32) -> u32 {
            code
        }
    }

    impl Carried<Code> {
        #[must_use]
        pub const fn of(code: u32) -> Code {
            Code::new(code)
        }
    }

    /// Takes the place of the missing function where a field is refused, so that rustc says that once.
    pub trait RefusedField<T> {
        #[must_use]
        fn of(_: u32) -> T {
            unreachable!("what calls it does not compile")
        }
    }

    impl<T> RefusedField<T> for Carried<T> {}
}
