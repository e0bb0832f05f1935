//! The numbers of the former On-Premises API.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rust;
use crate::model::Model;

pub(super) fn table(model: &Model) -> TokenStream {
    let numbers = model.on_premises.iter().map(|number| {
        let code = Literal::u32_unsuffixed(number.code);
        let title = rust::text(&number.title);
        let cloud = number
            .cloud
            .iter()
            .map(|code| Literal::u32_unsuffixed(*code));
        quote!(Number { code: #code, title: #title, successors: &[#(Code::new(#cloud)),*] })
    });
    quote! {
        use crate::Code;
        use crate::on_premises::Number;

        /// The numbers of the On-Premises API, ascending.
        pub(crate) static ON_PREMISES: &[Number] = &[#(#numbers),*];
    }
}
