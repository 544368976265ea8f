//! A story as a sheet, line by line. It never decides what of it may be changed.

use super::escape::{encode, encode_line, guard};
use super::list::STEPS;
use super::{FIELDS, SCORES, Section, needs, ties};
use crate::domain::backlog::Backlog;
use crate::domain::command::Wording;
use crate::domain::criterion::Question;
use crate::domain::field::Field;
use crate::domain::narrative::lead;
use crate::domain::product::ScoreKind;
use crate::domain::spelling;
use crate::domain::story::{Story, StoryId};
use crate::say::plain;

/// What is said at the top, each line a remark.
const HELP: [&str; 4] = [
    "change what you like, save and close: lines like this one are ignored",
    "a field or section that is empty is cleared, one that is not there stays as it is",
    "a criterion is \"- text\", or \"- given …\" with \"when …\" and \"then …\" indented below",
    "the answer to a question stands below it: \"  = answer\"; a note goes on below, indented",
];

/// A story as Markdown to be edited by hand; [`read()`](super::read()) finds what was changed.
#[must_use]
pub fn write(story: &Story, backlog: &Backlog) -> String {
    let mut lines = vec![format!("<!-- upnext #{}, {} -->", story.number, story.status)];
    lines.extend(HELP.iter().map(|words| format!("<!-- {words} -->")));
    lines.extend([String::new(), behind("#", &encode(&story.title)), String::new()]);
    for field in shown(story, backlog) {
        let value = spelling::of_story(field, story, backlog).unwrap_or_default();
        lines.push(behind(&format!("{field}:"), &encode(&value)));
    }
    let named = |words: String, id: StoryId| {
        let other = backlog.story(id);
        other.map(|it| format!("- {words}#{} {}", it.number, plain::line(&it.title)))
    };
    for section in Section::ALL {
        lines.extend([String::new(), format!("## {}", section.heading()), String::new()]);
        match section {
            Section::Story => {
                lines.extend(narrative(&story.role, &story.want, &story.benefit));
            }
            Section::Criteria => {
                lines.extend(story.criteria.iter().flat_map(|it| criterion(&Wording::of(it))));
            }
            Section::Questions => lines.extend(story.questions.iter().flat_map(question)),
            Section::Notes => lines.extend(story.notes.iter().flat_map(|it| note(&it.text))),
            Section::DependsOn => {
                let needs = needs(story, backlog);
                lines.extend(needs.into_iter().filter_map(|(_, id)| named(String::new(), id)));
            }
            Section::Links => {
                let ties = ties(story, backlog).into_iter();
                lines.extend(ties.filter_map(|(tie, id)| named(format!("{} ", tie.words()), id)));
            }
            Section::Description => lines.push(story.description.clone()),
        }
    }
    lines.join("\n") + "\n"
}

/// Some words and what stands behind them, without a blank where that is nothing.
fn behind(lead: &str, words: &str) -> String {
    if words.is_empty() { lead.to_owned() } else { format!("{lead} {words}") }
}

/// The fields every story shows, then the parts of the product's score and those it has.
fn shown(story: &Story, backlog: &Backlog) -> Vec<Field> {
    let used: &[Field] = match backlog.product().score {
        ScoreKind::Wsjf => &[Field::Value, Field::Urgency, Field::Risk],
        ScoreKind::Rice => &[Field::Reach, Field::Impact, Field::Confidence, Field::Effort],
        ScoreKind::Value => &[Field::Value],
    };
    let is_set = |field: Field| spelling::of_story(field, story, backlog).is_some();
    let scores = SCORES.into_iter().filter(|field| used.contains(field) || is_set(*field));
    FIELDS.into_iter().chain(scores).collect()
}

/// Who wants what, and why, on three lines.
pub(super) fn narrative(role: &str, want: &str, benefit: &str) -> [String; 3] {
    let role = encode(role);
    [
        behind(lead(&role), &role),
        behind("I want", &encode(want)),
        behind("so that", &encode(benefit)),
    ]
}

/// A criterion: its text, and Given / When / Then.
pub(super) fn criterion(it: &Wording) -> Vec<String> {
    let parts = STEPS.into_iter().zip([&it.given, &it.when, &it.then]);
    let parts = parts.filter(|(_, words)| !words.is_empty());
    let mut steps: Vec<String> =
        parts.map(|(step, words)| format!("{step} {}", encode(words))).collect();
    if steps.is_empty() || !it.text.is_empty() {
        steps.insert(0, guard(encode(&it.text), &STEPS));
    }
    dashed(steps)
}

fn question(it: &Question) -> Vec<String> {
    let answer = it.answer.as_ref().map(|words| format!("= {}", guard(encode(words), &[])));
    dashed([guard(encode(&it.text), &[])].into_iter().chain(answer))
}

fn note(text: &str) -> Vec<String> {
    let last = text.split('\n').count() - 1;
    dashed(text.split('\n').enumerate().map(|(at, line)| {
        let said = encode_line(line, at == 0);
        // An empty line between others stays one; at the ends it would not be seen.
        let inside = at > 0 && at < last;
        if inside && said.is_empty() { said } else { guard(said, &[]) }
    }))
}

/// The lines of a point: behind a dash, and indented below.
fn dashed(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(at, line)| match at {
            0 => format!("- {line}"),
            _ if line.is_empty() => line,
            _ => format!("  {line}"),
        })
        .collect()
}
