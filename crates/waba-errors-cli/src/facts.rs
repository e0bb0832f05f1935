//! Facts from closed lists, as filters.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use waba_errors::{Entry, Fact, ParseIdError};

use crate::generated::FILTERS;

/// What a user filters by. Values of one list are alternatives; all lists must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters(Vec<Fact>);

impl Filters {
    pub(crate) fn hold(&self, entry: &Entry) -> bool {
        let lists = self.0.chunk_by(|one, next| one.id() == next.id());
        let mut lists = lists.map(|wanted| {
            let is_wanted = |fact: Fact| wanted.iter().any(|wanted| is_same(*wanted, fact));
            entry.facts().any(is_wanted)
        });
        lists.all(|holds| holds)
    }
}

/// Whether two facts say the same, whatever the wait.
fn is_same(one: Fact, other: Fact) -> bool {
    (one.id(), one.value()) == (other.id(), other.value())
}

impl Args for Filters {
    fn augment_args(command: Command) -> Command {
        let filters = FILTERS.iter().map(|(id, placeholder, help)| {
            Arg::new(*id)
                .long(*id)
                .help(*help)
                .value_name(*placeholder)
                .action(ArgAction::Append)
                .value_parser(values(id))
        });
        command.args(filters)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let lists = FILTERS
            .iter()
            .filter_map(|(id, ..)| matches.get_many::<Fact>(id));
        Ok(Self(lists.flatten().copied().collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn values(id: &'static str) -> impl TypedValueParser<Value = Fact> {
    let of_list = move || Fact::ALL.iter().filter(move |fact| fact.id() == id);
    let mut ids: Vec<_> = of_list().map(|fact| fact.value()).collect();
    ids.dedup();
    PossibleValuesParser::new(ids).try_map(move |value| {
        let found = of_list().find(|fact| fact.value() == value);
        found.copied().ok_or(ParseIdError)
    })
}
