//! What a sheet says, part by part, with the lines it says it on. It never compares it with
//! anything.

use super::escape::{begins, decode};
use super::lines::{Line, Part, sorted};
use super::list::{self, Point, points};
use super::{FIELDS, Mistake, SCORES, Section, Tie};
use crate::domain::command::{Asking, Wording};
use crate::domain::field::Field;
use crate::domain::narrative;

/// Something, and the line it stands on.
#[derive(Debug, Clone, Default)]
pub(super) struct At<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

/// What a sheet says; none is what it does not speak of.
#[derive(Debug, Default)]
pub(super) struct Parsed<'a> {
    /// Title, narrative and the fields of the head.
    pub(super) values: Vec<(Field, At<String>)>,
    pub(super) criteria: Option<Vec<At<Wording>>>,
    pub(super) questions: Option<Vec<At<Asking>>>,
    pub(super) notes: Option<Vec<At<String>>>,
    pub(super) depends_on: Option<Vec<At<u32>>>,
    pub(super) links: Option<Vec<At<(Tie, u32)>>>,
    pub(super) description: Option<At<&'a str>>,
}

/// What went wrong so far.
#[derive(Debug, Default)]
pub(super) struct Parsing {
    pub(super) mistakes: Vec<Mistake>,
}

impl Parsing {
    pub(super) fn mistake(&mut self, line: usize, words: impl Into<String>) {
        self.mistakes.push(Mistake { line, words: words.into() });
    }
}

pub(super) fn parse(text: &str) -> (Parsed<'_>, Vec<Mistake>) {
    let sheet = sorted(text);
    let mut to = Parsing { mistakes: sheet.mistakes };
    let mut parsed = Parsed { values: head(&sheet.head, &mut to), ..Parsed::default() };
    for part in &sheet.parts {
        let mut points = |what: &str| points(&part.lines, what, &mut to.mistakes);
        match part.section {
            Section::Story => parsed.values.extend(story(part, &mut to)),
            Section::Criteria => {
                let points = points("criterion");
                parsed.criteria = Some(each(&points, |it| list::criterion(it, &mut to)));
            }
            Section::Questions => {
                let points = points("question");
                parsed.questions = Some(each(&points, |it| list::question(it, &mut to)));
            }
            Section::Notes => parsed.notes = Some(each(&points("note"), list::note)),
            Section::DependsOn => {
                let points = points("story");
                let numbers = points.iter().filter_map(|it| list::number(it, &mut to));
                parsed.depends_on = Some(numbers.collect());
            }
            Section::Links => {
                let points = points("link");
                let ties = points.iter().filter_map(|it| list::tie(it, &mut to));
                parsed.links = Some(ties.collect());
            }
            Section::Description => {}
        }
    }
    parsed.description = sheet.description.map(|(line, value)| At { line, value });
    (parsed, to.mistakes)
}

fn each<'a, T>(points: &[Point<'a>], read: impl FnMut(&Point<'a>) -> At<T>) -> Vec<At<T>> {
    points.iter().map(read).collect()
}

/// The title and the fields.
fn head(lines: &[Line<'_>], to: &mut Parsing) -> Vec<(Field, At<String>)> {
    let mut values: Vec<(Field, At<String>)> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let found = match line.text.trim_start().strip_prefix('#') {
            Some(title) => Ok((Field::Title, title)),
            None => field(line.text),
        };
        match found {
            Ok((field, value)) => put(&mut values, field, line.number, decode(value.trim()), to),
            Err(words) => to.mistake(line.number, words),
        }
    }
    values
}

/// A field and its value: `points: 5`.
fn field(line: &str) -> Result<(Field, &str), String> {
    let known = || FIELDS.iter().chain(&SCORES);
    let Some((name, value)) = line.split_once(':') else {
        let words = "is neither a title (# …), nor a field (points: 5), nor in a section (## …)";
        return Err(format!("“{}” {words}", line.trim()));
    };
    let name = name.trim();
    let named = known().find(|field| field.word().eq_ignore_ascii_case(name));
    named.map(|field| (*field, value)).ok_or_else(|| {
        let known: Vec<&str> = known().map(|field| field.word()).collect();
        format!("no field “{name}” stands here: use {}", known.join(", "))
    })
}

/// Takes a value, unless its field has one already.
fn put(
    values: &mut Vec<(Field, At<String>)>,
    field: Field,
    line: usize,
    value: String,
    to: &mut Parsing,
) {
    match values.iter().find(|(held, _)| *held == field) {
        None => values.push((field, At { line, value })),
        Some((_, first)) => {
            let words = format!("{field} stands on line {} already: leave one of them", first.line);
            to.mistake(line, words);
        }
    }
}

/// As a …, I want …, so that …: on three lines, or as one sentence. What is missing is cleared.
pub(super) fn story(part: &Part<'_>, to: &mut Parsing) -> Vec<(Field, At<String>)> {
    let lines = part.lines.iter().map(|line| Line { text: line.text.trim(), ..*line });
    let lines: Vec<Line<'_>> = lines.filter(|line| !line.text.is_empty()).collect();
    let mut values = Vec::new();
    // A sentence has its role and its want on its first line, whatever follows.
    if lines.first().is_some_and(|line| narrative::split(&decode(line.text)).is_some())
        && !lines.iter().any(|line| led(line.text).is_some_and(|it| it.0 == Field::Want))
    {
        let said: Vec<String> = lines.iter().map(|line| decode(line.text)).collect();
        if let Some(it) = narrative::split(&said.join(" ")) {
            let parts =
                [(Field::Role, it.role), (Field::Want, it.want), (Field::Benefit, it.benefit)];
            return parts
                .map(|(field, value)| (field, At { line: part.line, value }))
                .into_iter()
                .collect();
        }
    }
    for line in lines {
        if let Some((field, words)) = led(line.text) {
            put(&mut values, field, line.number, decode(words), to);
        } else {
            let words = "write “As a …”, “I want …” and “so that …”, each on its line";
            to.mistake(line.number, words);
        }
    }
    for field in [Field::Role, Field::Want, Field::Benefit] {
        if !values.iter().any(|(held, _)| *held == field) {
            values.push((field, At { line: part.line, value: String::new() }));
        }
    }
    values
}

/// The part of the narrative a line begins, and its words.
fn led(line: &str) -> Option<(Field, &str)> {
    let (_, rest) = begins(line, &["as", "i", "so"])?;
    let first = |word| begins(line, &[word]).is_some();
    let second = |words: &[&str]| begins(rest, words).map(|(_, words)| words);
    if first("as") {
        return Some((Field::Role, second(&["a", "an"])?));
    }
    if first("i") {
        return Some((Field::Want, second(&["want"])?));
    }
    Some((Field::Benefit, second(&["that"])?))
}
