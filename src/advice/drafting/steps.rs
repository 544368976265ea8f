//! Given, When, Then: lines that make one criterion together. It never makes a scenario of a
//! single step.

use crate::domain::command::Wording;

/// A step of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Given,
    When,
    Then,
    And,
}

/// The step a text begins with, and its words.
fn step(text: &str) -> Option<(Step, &str)> {
    let (word, rest) = text.split_once(' ')?;
    let step = match word.trim_end_matches([':', ',']).to_lowercase().as_str() {
        "given" => Step::Given,
        "when" => Step::When,
        "then" => Step::Then,
        "and" | "but" => Step::And,
        _ => return None,
    };
    let words = rest.trim().trim_end_matches([',', ';', '.']).trim_end();
    (!words.is_empty()).then_some((step, words))
}

/// Whether a text begins as a step does.
pub(super) fn is_step(text: &str) -> bool {
    step(text).is_some()
}

/// Whether a text begins a scenario of its own.
pub(super) fn begins(text: &str) -> bool {
    matches!(step(text), Some((Step::Given | Step::When, _)))
}

/// `Given a, when b, then c` in one line.
pub(super) fn sentence(text: &str) -> Option<Wording> {
    let (first, words) = step(text)?;
    let lower = words.to_ascii_lowercase();
    let cut = |marks: [&str; 2]| {
        let found = |mark: &str| lower.find(mark).map(|at| (at, at + mark.len()));
        marks.into_iter().filter_map(found).min()
    };
    let (before, then) = cut([", then ", " then "])?;
    let when = cut([", when ", " when "]).filter(|at| at.0 < before && first == Step::Given);
    let (given, when) = match (first, when) {
        (Step::Given, Some((end, begin))) => (words.get(..end)?, words.get(begin..before)?),
        (Step::Given, None) => (words.get(..before)?, ""),
        (Step::When, _) => ("", words.get(..before)?),
        _ => return None,
    };
    let own = |part: &str| part.trim().trim_end_matches(',').trim_end().to_owned();
    let parts = [own(given), own(when), own(words.get(then..)?)];
    let whole = !parts[2].is_empty() && (!parts[0].is_empty() || !parts[1].is_empty());
    let [given, when, then] = parts;
    whole.then_some(Wording { text: String::new(), given, when, then })
}

/// Lines in a row as criteria: runs of steps become one, other lines stay lines.
pub(super) fn grouped(lines: &[String]) -> Vec<Wording> {
    let mut all = Vec::new();
    let mut run = Run::default();
    for line in lines {
        if let Some(whole) = sentence(line) {
            all.append(&mut run.close());
            all.push(whole);
            continue;
        }
        match step(line) {
            Some((step, words)) if run.takes(step) => run.push(step, words, line),
            Some((step, words)) if step != Step::And => {
                all.append(&mut run.close());
                run.push(step, words, line);
            }
            _ => {
                all.append(&mut run.close());
                all.push(Wording::line(line.clone()));
            }
        }
    }
    all.append(&mut run.close());
    all
}

/// Steps in a row that may make one scenario.
#[derive(Default)]
struct Run {
    lines: Vec<String>,
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

    fn push(&mut self, step: Step, words: &str, line: &str) {
        let step = if step == Step::And { self.last.unwrap_or(Step::Given) } else { step };
        let [given, when, then] = &mut self.steps;
        let slot = match step {
            Step::When => when,
            Step::Then => then,
            Step::Given | Step::And => given,
        };
        *slot = if slot.is_empty() { words.to_owned() } else { format!("{slot} and {words}") };
        self.last = Some(step);
        self.lines.push(line.to_owned());
    }

    /// One criterion where there is a Then and something before it, else the lines as they were.
    fn close(&mut self) -> Vec<Wording> {
        let Self { lines, steps: [given, when, then], .. } = std::mem::take(self);
        if then.is_empty() || (given.is_empty() && when.is_empty()) {
            return lines.into_iter().map(Wording::line).collect();
        }
        vec![Wording { text: String::new(), given, when, then }]
    }
}
