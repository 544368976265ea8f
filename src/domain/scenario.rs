//! Given, When, Then read out of lines of text: steps in a row become one scenario.
//! It never makes a scenario of a single step, and loses no line.

/// A step of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What is there before.
    Given,
    /// What happens.
    When,
    /// What is seen then.
    Then,
    /// One more of the same.
    And,
}

/// The parts of a scenario: given, when, then. One of the first two may be empty.
pub type Parts = [String; 3];

/// What lines in a row are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read<T> {
    /// A line of its own.
    Line(T),
    /// A scenario, and the lines it was made of.
    Scenario(Parts, Vec<T>),
}

/// The step a text begins with, and its words; bold type is no part of them.
#[must_use]
pub fn step(text: &str) -> Option<(Step, &str)> {
    let (word, rest) = text.trim_start_matches('*').split_once([' ', '\t'])?;
    let step = match word.trim_matches(['*', ':', ',']).to_lowercase().as_str() {
        "given" => Step::Given,
        "when" => Step::When,
        "then" => Step::Then,
        "and" | "but" => Step::And,
        _ => return None,
    };
    let words = rest.trim().trim_end_matches([',', ';', '.']).trim_end();
    (!words.is_empty()).then_some((step, words))
}

/// `Given a, when b, then c` in one line.
#[must_use]
pub fn sentence(text: &str) -> Option<Parts> {
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
    is_whole(&parts).then_some(parts)
}

/// There is a Then, and something before it.
fn is_whole([given, when, then]: &Parts) -> bool {
    !then.is_empty() && (!given.is_empty() || !when.is_empty())
}

/// Lines in a row: runs of Given, When, Then, And become one scenario, what cannot stays as it was.
pub fn grouped<T>(lines: Vec<T>, text: impl Fn(&T) -> &str) -> Vec<Read<T>> {
    let mut all = Vec::new();
    let mut run = Run::default();
    for line in lines {
        if let Some(parts) = sentence(text(&line)) {
            run.close(&mut all);
            all.push(Read::Scenario(parts, vec![line]));
            continue;
        }
        let found = step(text(&line)).map(|(step, words)| (step, words.to_owned()));
        match found {
            Some((step, words)) if run.takes(step) => run.push(step, &words, line),
            Some((step, words)) if step != Step::And => {
                run.close(&mut all);
                run.push(step, &words, line);
            }
            _ => {
                run.close(&mut all);
                all.push(Read::Line(line));
            }
        }
    }
    run.close(&mut all);
    all
}

/// Steps in a row that may make one scenario.
struct Run<T> {
    lines: Vec<T>,
    parts: Parts,
    last: Option<Step>,
}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), parts: Parts::default(), last: None }
    }
}

impl<T> Run<T> {
    fn takes(&self, step: Step) -> bool {
        match step {
            Step::And => self.last.is_some(),
            Step::Given => self.last.is_none(),
            Step::When => self.last.is_none_or(|last| last == Step::Given),
            Step::Then => self.last.is_none_or(|last| last != Step::Then),
        }
    }

    fn push(&mut self, step: Step, words: &str, line: T) {
        let step = if step == Step::And { self.last.unwrap_or(Step::Given) } else { step };
        let [given, when, then] = &mut self.parts;
        let slot = match step {
            Step::When => when,
            Step::Then => then,
            Step::Given | Step::And => given,
        };
        *slot = if slot.is_empty() { words.to_owned() } else { format!("{slot} and {words}") };
        self.last = Some(step);
        self.lines.push(line);
    }

    /// One scenario where it is whole, else the lines as they were.
    fn close(&mut self, all: &mut Vec<Read<T>>) {
        let Self { lines, parts, .. } = std::mem::take(self);
        if is_whole(&parts) {
            all.push(Read::Scenario(parts, lines));
        } else {
            all.extend(lines.into_iter().map(Read::Line));
        }
    }
}
