//! `lint`: report what is wrong with the data, or explain a rule.

use std::io;

use waba_errors_codegen::rule::{RULES, Rule, Severity, nearest};

use crate::output;
use crate::project::Project;

/// Report what is wrong with the data, and write nothing
#[derive(Debug, clap::Args)]
pub(crate) struct Lint {
    /// Explain a rule, such as M04, instead
    #[arg(long, value_name = "ID", value_parser = rule)]
    explain: Option<&'static Rule>,
}

pub(crate) fn run(args: &Lint, project: &Project) -> io::Result<bool> {
    if let Some(rule) = args.explain {
        output::print(&explain(rule))?;
        return Ok(true);
    }
    Ok(project.checked()?.is_some())
}

fn rule(id: &str) -> Result<&'static Rule, String> {
    let found = RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id));
    found.copied().ok_or_else(|| match nearest(id) {
        Some(near) => format!("there is no such rule; did you mean {}?", near.id),
        None => "there is no such rule; docs/lint-rules.md lists them all".to_owned(),
    })
}

fn explain(rule: &Rule) -> String {
    let severity = match rule.severity {
        Severity::Error => "error: the data is refused",
        Severity::Warning => "warning: worth a look",
    };
    format!(
        "{} ({severity})\n\nWhy: {}\nWhat to do: {}.\n",
        rule.id, rule.reason, rule.remedy
    )
}
