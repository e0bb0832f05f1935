//! What stands beside every expansion: our errors, and what rustc checks again.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::coverage::Coverage;
use crate::generated::REVISION;
use crate::input::Krate;
use crate::selector::Mention;

/// The errors; the revision of the library; a use of each identifier that a token of the user stands for; and, if it
/// is meant to be complete, the coverage as a match on the exhaustive enum.
pub(crate) fn proof(
    krate: &Krate,
    coverage: Coverage,
    mentions: &[Mention],
    is_complete: bool,
) -> TokenStream {
    let revision = Literal::u16_unsuffixed(REVISION);
    let private = krate.private();
    let mentions = mentions.iter().map(|mention| mention.tokens(krate));
    let check = (is_complete && !coverage.has_errors()).then(|| {
        let covered = coverage
            .covered()
            .map(|row| Ident::new(row.name, Span::call_site()));
        quote! {
            const _: fn(#private::Known) = |known| match known {
                #(#private::Known::#covered => (),)*
            };
        }
    });
    let errors = coverage.into_error().map(|error| error.to_compile_error());
    quote! {
        #errors
        const _: () = ::core::assert!(
            #krate::REVISION == #revision,
            "waba-errors and waba-errors-macros are of different revisions",
        );
        const _: fn() = || { #(let _ = #mentions;)* };
        #check
    }
}
