//! The rules of readiness and the checks of wording, each on or off. It decides nothing about a
//! story.

use crate::domain::check::Check;
use crate::domain::command::Command;
use crate::domain::field::Field;
use crate::domain::product::Product;
use crate::domain::ready::Rule;
use crate::tui::part::picker::{Choice, Chosen, Picker, Value};

/// Every rule and every check, chosen where it is on.
pub(super) fn choices(product: &Product) -> Vec<Choice> {
    let chosen = |off: bool| if off { Chosen::No } else { Chosen::Yes };
    let rules = Rule::ALL.iter().map(|rule| {
        let held = Choice::new(format!("ready: {rule}"), asks(*rule), Value::Rule(*rule));
        held.chosen(chosen(product.ready_off.contains(rule)))
    });
    let checks = Check::ALL.iter().map(|check| {
        let held =
            Choice::new(format!("wording: {check}"), looks_for(*check), Value::Check(*check));
        held.chosen(chosen(product.checks_off.contains(check)))
    });
    rules.chain(checks).collect()
}

/// What a rule asks of a story.
const fn asks(rule: Rule) -> &'static str {
    match rule {
        Rule::Narrative => "says who wants what",
        Rule::Criteria => "has a criterion",
        Rule::Estimate => "has an estimate",
        Rule::Size => "is not larger than the largest",
        Rule::Questions => "has no open question",
        Rule::Dependencies => "waits for nothing that comes later",
        Rule::Lines => "the product's own lines are ticked",
    }
}

/// What a check looks for.
const fn looks_for(check: Check) -> &'static str {
    match check {
        Check::WellFormed => "who wants what",
        Check::Atomic => "one wish",
        Check::Minimal => "nothing beyond the sentence",
        Check::Uniform => "told as most stories are",
        Check::Unique => "no other says the same",
        Check::Unambiguous => "no vague words",
        Check::Testable => "outcomes that can be seen",
    }
}

/// What is off once this is taken, as one act; none where nothing changed.
pub(super) fn command(picker: &Picker) -> Option<Command> {
    let off = |word: fn(&Value) -> Option<&'static str>| {
        let off = picker.choices.iter().filter(|it| it.chosen != Chosen::Yes);
        off.filter_map(|it| word(&it.value)).collect::<Vec<_>>().join(",")
    };
    let rules = off(|value| if let Value::Rule(rule) = value { Some(rule.word()) } else { None });
    let checks = off(|value| if let Value::Check(it) = value { Some(it.word()) } else { None });
    let (of_rules, of_checks): (Vec<&Choice>, Vec<&Choice>) =
        picker.changed().partition(|it| matches!(it.value, Value::Rule(_)));
    let ready = (!of_rules.is_empty()).then_some((Field::ReadyOff, rules));
    let worded = (!of_checks.is_empty()).then_some((Field::ChecksOff, checks));
    let values: Vec<_> = ready.into_iter().chain(worded).collect();
    (!values.is_empty()).then_some(Command::SetProduct { values })
}
