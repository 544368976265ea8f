//! Given / When / Then in a list: steps in a row become one criterion.
//! It never makes a scenario of a single step.

use super::Item;
use crate::domain::import::ImportedCriterion;

/// The step of a scenario a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Given,
    When,
    Then,
    And,
}

/// The step a text begins with, and its words.
pub(super) fn step(text: &str) -> Option<(Step, &str)> {
    let plain = text.trim_start_matches('*');
    let (word, rest) = plain.split_once([' ', '\t'])?;
    let step = match word.trim_matches(['*', ':', ',']).to_lowercase().as_str() {
        "given" => Step::Given,
        "when" => Step::When,
        "then" => Step::Then,
        "and" | "but" => Step::And,
        _ => return None,
    };
    Some((step, rest.trim().trim_end_matches([',', ';']).trim_end()))
}

/// Entries as criteria: runs of Given, When, Then, And become one.
pub(super) fn grouped(items: Vec<Item>) -> Vec<ImportedCriterion> {
    let mut all = Vec::new();
    let mut run = Run::default();
    for item in items {
        if let Some(whole) = sentence(&item) {
            all.append(&mut run.close());
            all.push(whole);
            continue;
        }
        let part = step(&item.text).map(|(step, words)| (step, words.to_owned()));
        match part {
            Some((step, words)) if run.takes(step) => run.push(step, &words, item),
            Some((step, words)) => {
                all.append(&mut run.close());
                if step == Step::And {
                    all.push(line(item));
                } else {
                    run.push(step, &words, item);
                }
            }
            None => {
                all.append(&mut run.close());
                all.push(line(item));
            }
        }
    }
    all.append(&mut run.close());
    all
}

fn line(item: Item) -> ImportedCriterion {
    ImportedCriterion { text: item.text, met: item.met, ..ImportedCriterion::default() }
}

/// `Given a, when b, then c` in one line.
fn sentence(item: &Item) -> Option<ImportedCriterion> {
    let (first, words) = step(&item.text)?;
    let lower = words.to_ascii_lowercase();
    let cut = |mark: &str, from: usize| Some(from + lower.get(from..)?.find(mark)?);
    let then = cut(", then ", 0)?;
    let after = words.get(then + 7..)?;
    let before = words.get(..then)?;
    let when = cut(", when ", 0).filter(|&at| at < then && first == Step::Given);
    let (given, when) = match (first, when) {
        (Step::Given, Some(at)) => (words.get(..at)?, words.get(at + 7..then)?),
        (Step::Given, None) => (before, ""),
        (Step::When, _) => ("", before),
        _ => return None,
    };
    let owned = |part: &str| part.trim().to_owned();
    Some(ImportedCriterion {
        text: String::new(),
        given: owned(given),
        when: owned(when),
        then: owned(after),
        met: item.met,
    })
}

/// Steps in a row that may make one scenario.
#[derive(Default)]
struct Run {
    items: Vec<Item>,
    steps: [String; 3],
    last: Option<Step>,
}

impl Run {
    fn takes(&self, step: Step) -> bool {
        match step {
            Step::And => self.last.is_some(),
            Step::Given => self.last.is_none(),
            Step::When => self.last.is_none_or(|last| last == Step::Given),
            Step::Then => self.last.is_none_or(|last| last != Step::Then),
        }
    }

    fn push(&mut self, step: Step, words: &str, item: Item) {
        let step = if step == Step::And { self.last.unwrap_or(Step::Given) } else { step };
        let [given, when, then] = &mut self.steps;
        let slot = match step {
            Step::When => when,
            Step::Then => then,
            Step::Given | Step::And => given,
        };
        *slot = if slot.is_empty() { words.to_owned() } else { format!("{slot} and {words}") };
        self.last = Some(step);
        self.items.push(item);
    }

    /// One criterion where there is a Then and something before it, else the lines as they were.
    fn close(&mut self) -> Vec<ImportedCriterion> {
        let Self { items, steps: [given, when, then], .. } = std::mem::take(self);
        if then.is_empty() || (given.is_empty() && when.is_empty()) {
            return items.into_iter().map(line).collect();
        }
        let met = items.iter().all(|item| item.met);
        vec![ImportedCriterion { text: String::new(), given, when, then, met }]
    }
}
