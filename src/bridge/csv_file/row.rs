//! One row of a mapped file as a story.
//! It never sees another row.

use super::mapping::{Mapping, Target};
use crate::bridge::date::Dates;
use crate::bridge::guard::unguarded;
use crate::bridge::jira::note;
use crate::bridge::table::Cells;
use crate::bridge::words::{self, one_line};
use crate::bridge::{criteria, narrated};
use crate::domain::field::Field;
use crate::domain::fields::Fields;
use crate::domain::import::{ImportedState, ImportedStory};
use crate::domain::number::Hundredths;
use crate::domain::story::{Kind, Moscow, Status};

/// The row as a story; else why not. Dates that stay text are added to `unread`.
pub(super) fn story(
    mut cells: Cells<'_>,
    mapping: &Mapping,
    dates: Dates,
    unread: &mut Vec<String>,
) -> Result<ImportedStory, String> {
    let mut story = ImportedStory { line: cells.line(), ..ImportedStory::default() };
    let mut kept = Fields::default();
    let mut filled: Vec<Field> = Vec::new();
    for (column, target) in &mapping.targets {
        let Some(raw) = cells.cell(*column) else { continue };
        let text = unguarded(raw).trim();
        let taken = match target {
            Target::Kept(name) => {
                kept.add(name.clone(), unguarded(raw));
                true
            }
            Target::Key if story.key.is_none() => {
                story.key = Some(text.to_owned());
                kept.add(mapping.key_field.clone(), text);
                true
            }
            Target::Key => false,
            Target::Created => {
                let read = dates.read(text).filter(|_| story.created.is_none());
                if read.is_none() {
                    unread.push(format!("`{text}` on line {}", story.line));
                }
                story.created = story.created.or(read);
                read.is_some()
            }
            // A second column for a field of one value stays under its own name.
            Target::Field(field) if single(*field) && filled.contains(field) => false,
            Target::Field(field) => {
                filled.push(*field);
                put(&mut story, *field, text, dates)?
            }
        };
        if taken {
            cells.take(*column);
        }
    }
    if story.title.is_empty() {
        return Err("the title is empty".to_owned());
    }
    let description = story.description.clone();
    narrated::fill(&mut story, &description);
    story.fields = with_rest(kept, &cells.rest());
    Ok(story)
}

/// Kept cells first, then what nobody took, without the guards of an export.
fn with_rest(mut kept: Fields, rest: &Fields) -> Fields {
    for (name, cell) in rest.iter() {
        for text in cell.texts() {
            kept.add(name, unguarded(text));
        }
    }
    kept
}

/// Whether a field takes one cell only.
const fn single(field: Field) -> bool {
    !matches!(field, Field::Tags | Field::Skills | Field::Criteria | Field::Notes)
}

/// Puts a cell into its field; `false` where the cell should be kept as well.
fn put(story: &mut ImportedStory, field: Field, text: &str, dates: Dates) -> Result<bool, String> {
    match field {
        Field::Title => story.title = one_line(text),
        Field::Role => story.role = one_line(text),
        Field::Want => story.want = one_line(text),
        Field::Benefit => story.benefit = one_line(text),
        Field::Requester => story.requester = one_line(text),
        Field::Assignee => story.assignee = one_line(text),
        Field::Description => text.clone_into(&mut story.description),
        Field::Epic => story.epic = Some(one_line(text)),
        Field::Sprint => story.sprint = Some(one_line(text)),
        Field::Tags => parts(&mut story.tags, text),
        Field::Skills => parts(&mut story.skills, text),
        Field::Criteria => story.criteria.append(&mut criteria::read(text)),
        Field::Notes => story.notes.push(note(text, dates)),
        Field::Points => {
            story.points = Some(words::points(text).ok_or_else(|| refused(field, text, NUMBER))?);
        }
        Field::Kind => {
            let kind = text.parse::<Kind>().ok().or_else(|| words::kind(text));
            story.kind = kind.unwrap_or_default();
            return Ok(kind.is_some_and(|kind| kind.word().eq_ignore_ascii_case(text)));
        }
        Field::Status => {
            let state = state(text);
            story.state = state.unwrap_or_default();
            return Ok(state.is_some());
        }
        _ => story.values.push((field, value(field, text)?)),
    }
    Ok(true)
}

const NUMBER: &str = "use 0 or more, at most two decimals";

/// A further field, as it is spelled, once it can be read.
fn value(field: Field, text: &str) -> Result<String, String> {
    match field {
        Field::Release => Ok(one_line(text)),
        Field::Moscow => text
            .parse::<Moscow>()
            .map(|word| word.word().to_owned())
            .map_err(|_| refused(field, text, "use must, should, could, wont")),
        _ => text
            .parse::<Hundredths>()
            .map(|number| number.to_string())
            .map_err(|_| refused(field, text, NUMBER)),
    }
}

fn refused(field: Field, text: &str, hint: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    format!("`{field}` is `{shown}`: {hint}")
}

/// A state of this program, else what other tools' words come to.
fn state(text: &str) -> Option<ImportedState> {
    let own = text.parse::<Status>().ok().map(ImportedState::Known);
    own.or_else(|| words::status(text))
}

/// Words parted by `,` or `;`, each once, blanks as `-`.
fn parts(words: &mut Vec<String>, text: &str) {
    for part in text.split([',', ';', '\n']).map(words::tag).filter(|part| !part.is_empty()) {
        crate::bridge::jira::once(words, &part);
    }
}
