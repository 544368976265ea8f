//! The lists of a sheet, point by point, and what each says. It never knows what stood there
//! before.

use super::escape::{begins, decode, unguard};
use super::lines::Line;
use super::parse::{At, Parsing};
use super::{Mistake, Tie};
use crate::domain::command::{Asking, Wording};

/// The words that begin the parts of a criterion, in their order.
pub(super) const STEPS: [&str; 3] = ["given", "when", "then"];

/// A point of a list.
pub(super) struct Point<'a> {
    line: usize,
    /// What stands behind its dash.
    first: &'a str,
    /// The lines below that belong to it, as they stand.
    more: Vec<Line<'a>>,
    /// How far the list is indented.
    indent: usize,
}

impl<'a> Point<'a> {
    fn is_empty(&self) -> bool {
        self.first.is_empty() && self.words_below().next().is_none()
    }

    /// The lines below with something on them.
    fn words_below(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        let words = self.more.iter().map(|line| Line { text: line.text.trim(), ..*line });
        words.filter(|line| !line.text.is_empty())
    }
}

/// The points of a list; one with nothing on it is none.
pub(super) fn points<'a>(
    lines: &[Line<'a>],
    what: &str,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Point<'a>> {
    let mut points: Vec<Point<'a>> = Vec::new();
    for line in lines {
        let words = line.text.trim_start();
        let indent = line.text.len() - words.len();
        let most = points.first().map_or(usize::MAX, |first| first.indent.max(1));
        if let Some(first) = behind_dash(words)
            && indent <= most
            && (points.is_empty() || !line.text.starts_with('\t'))
        {
            points.push(Point { line: line.number, first, more: Vec::new(), indent });
        } else if let Some(point) = points.last_mut()
            && (indent > 0 || words.is_empty())
        {
            point.more.push(*line);
        } else if !words.is_empty() {
            let words = format!("begin each {what} with “- ”, and indent what goes on below it");
            mistakes.push(Mistake { line: line.number, words });
        }
    }
    points.retain(|point| !point.is_empty());
    points
}

/// What stands behind the mark of a point: `-`, `*`, `+`, `1.`.
fn behind_dash(words: &str) -> Option<&str> {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if digits.len() == words.len() {
        words.strip_prefix(['-', '*', '+'])
    } else {
        digits.strip_prefix(['.', ')'])
    }?;
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    apart.then(|| rest.trim())
}

/// Puts a line behind what it goes on with.
fn go_on(words: &mut String, line: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(line);
}

/// A criterion: its text, and Given / When / Then.
pub(super) fn criterion(point: &Point<'_>, to: &mut Parsing) -> At<Wording> {
    let mut text = String::new();
    let mut parts: [Option<String>; 3] = [None, None, None];
    let mut on = None;
    let mut rest = point.words_below();
    let first = Line { number: point.line, text: point.first };
    let mut line = match unguard(point.first, &STEPS) {
        Some(plain) => {
            plain.clone_into(&mut text);
            rest.next()
        }
        None => Some(first),
    };
    while let Some(Line { number, text: words }) = line {
        if let Some((which, words)) = begins(words, &STEPS) {
            on = Some(which);
            if let Some(part @ None) = parts.get_mut(which) {
                *part = Some(words.to_owned());
            } else {
                let step = STEPS.get(which).copied().unwrap_or_default();
                let words = format!("this criterion has a “{step}” already: begin a new one");
                to.mistake(number, words);
            }
        } else {
            let part = on.and_then(|which| parts.get_mut(which)).and_then(Option::as_mut);
            go_on(part.unwrap_or(&mut text), words);
        }
        line = rest.next();
    }
    let [given, when, then] = parts.map(|part| decode(&part.unwrap_or_default()));
    At { line: point.line, value: Wording { text: decode(&text), given, when, then } }
}

/// A question, and its answer on a line of its own behind `=`.
pub(super) fn question(point: &Point<'_>, to: &mut Parsing) -> At<Asking> {
    let mut text = unguard(point.first, &[]).unwrap_or(point.first).to_owned();
    let mut answer: Option<String> = None;
    for line in point.words_below() {
        match (line.text.strip_prefix('='), &mut answer) {
            (Some(words), None) => answer = Some(words.trim().to_owned()),
            (Some(_), Some(_)) => {
                to.mistake(line.number, "this question has an answer already: write one");
            }
            (None, Some(answer)) => go_on(answer, line.text),
            (None, None) => go_on(&mut text, line.text),
        }
    }
    let answer = answer.filter(|words| !words.is_empty());
    let answer = answer.map(|words| decode(unguard(&words, &[]).unwrap_or(&words)));
    At { line: point.line, value: Asking { text: decode(&text), answer } }
}

/// A note on as many lines as it has.
pub(super) fn note(point: &Point<'_>) -> At<String> {
    let own = |line: &str| decode(unguard(line, &[]).unwrap_or(line));
    let mut lines = vec![own(point.first)];
    lines.extend(point.more.iter().map(|line| own(dedented(line.text, point.indent + 2))));
    let said = point.more.iter().rposition(|line| !line.text.trim().is_empty());
    lines.truncate(said.map_or(1, |last| last + 2));
    At { line: point.line, value: lines.join("\n") }
}

/// A line without the indent of what goes on below a point, and without blanks at its end.
fn dedented(line: &str, indent: usize) -> &str {
    let blanks = line.bytes().take(indent).take_while(|byte| *byte == b' ').count();
    let own = match blanks {
        0 => line.strip_prefix('\t').unwrap_or(line),
        blanks => line.get(blanks..).unwrap_or_default(),
    };
    own.trim_end()
}

/// The number of a story; what follows it is a remark.
pub(super) fn number(point: &Point<'_>, to: &mut Parsing) -> Option<At<u32>> {
    let found = leading_number(point.first);
    if found.is_none() {
        to.mistake(point.line, format!("“{}” names no story: write - #12", point.first));
    }
    found.map(|value| At { line: point.line, value })
}

/// How stories are linked, and the number of the other.
pub(super) fn tie(point: &Point<'_>, to: &mut Parsing) -> Option<At<(Tie, u32)>> {
    let found = Tie::ALL.into_iter().find_map(|tie| {
        let mut words = tie.words().split(' ');
        let mut rest = words.try_fold(point.first, |rest, word| Some(begins(rest, &[word])?.1))?;
        if tie == Tie::Relates {
            rest = begins(rest, &["to"]).map_or(rest, |(_, rest)| rest);
        }
        Some((tie, leading_number(rest)?))
    });
    if found.is_none() {
        let words = "is no link: write - relates #12, - follows #12 or - followed by #12";
        to.mistake(point.line, format!("“{}” {words}", point.first));
    }
    found.map(|value| At { line: point.line, value })
}

fn leading_number(words: &str) -> Option<u32> {
    let first = words.split(char::is_whitespace).next()?;
    let digits = first.strip_prefix('#').unwrap_or(first);
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
