//! What the generator itself knows of the library: own tables can use no other categories and facts.

use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{List, Model};

pub(super) fn module(model: &Model) -> TokenStream {
    let names = model.categories.iter().map(|category| &category.name);
    let lists = model.lists.iter().map(list);
    quote! {
        use crate::model::{List, Listed};

        /// The variants of `waba_errors::Category`.
        pub(crate) static CATEGORIES: &[&str] = &[#(#names),*];

        /// The closed lists of facts.
        pub(crate) fn lists() -> Vec<List> {
            Vec::from([#(#lists),*])
        }
    }
}

fn list(list: &List) -> TokenStream {
    let List {
        id,
        name,
        description,
        ..
    } = list;
    let unknown = Literal::usize_unsuffixed(list.unknown);
    let place = |place: Option<usize>| {
        if let Some(place) = place.map(Literal::usize_unsuffixed) {
            quote!(Some(#place))
        } else {
            quote!(None)
        }
    };
    let two = list.two;
    let (default, wait) = (place(list.default), place(list.wait));
    let select = if let Some(select) = &list.select {
        quote!(Some(#select.to_owned()))
    } else {
        quote!(None)
    };
    let values = list.values.iter().map(|value| {
        let (id, description) = (&value.id, &value.description);
        quote!(Listed { id: #id.to_owned(), description: #description.to_owned() })
    });
    quote! {
        List {
            id: #id.to_owned(),
            name: #name.to_owned(),
            description: #description.to_owned(),
            values: Vec::from([#(#values),*]),
            unknown: #unknown,
            default: #default,
            wait: #wait,
            two: #two,
            select: #select,
        }
    }
}

/// The closed lists, for the documentation of `Build`.
pub(super) fn page(model: &Model) -> String {
    let mut page = "| fact | what it says | values |\n| --- | --- | --- |\n".to_owned();
    for list in &model.lists {
        let values = list.values.iter().enumerate().map(|(index, value)| {
            if list.wait == Some(index) {
                "a wait such as `90s`, `10m`, `24h` or `3d`".to_owned()
            } else {
                format!("`{}`", value.id)
            }
        });
        let values = values.collect::<Vec<_>>().join(", ");
        let value = |place: usize| &list.values[place].id;
        let default = list.default.map(value);
        let default = default.map_or_else(String::new, |id| format!("; `{id}` if left out"));
        let (id, description) = (&list.id, list.description.trim_end_matches('.'));
        let _ = writeln!(page, "| `{id}` | {description} | {values}{default} |");
    }
    page
}
