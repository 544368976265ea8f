//! The columns a list of stories can have: their names, their headings and their cells.
//! It never decides which stories there are.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::row::{self, Row};
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::refusal::Refusal;
use crate::domain::spelling;
use crate::domain::story::Story;
use crate::say::date;
use crate::say::plain;
use crate::say::table::Table;

/// One column: something worked out, or a field of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Position,
    Ready,
    Missing,
    Blocked,
    Criteria,
    Score,
    Released,
    Created,
    Updated,
    Id,
    Field(Field),
}

/// The columns that are no field, by name.
const WORKED_OUT: &[(&str, Column)] = &[
    ("position", Column::Position),
    ("ready", Column::Ready),
    ("missing", Column::Missing),
    ("blocked", Column::Blocked),
    ("criteria", Column::Criteria),
    ("score", Column::Score),
    ("released", Column::Released),
    ("created", Column::Created),
    ("updated", Column::Updated),
    ("id", Column::Id),
];

/// The fields whose value is one short text.
const FIELDS: &[Field] = &[
    Field::Number,
    Field::Points,
    Field::Status,
    Field::Kind,
    Field::Title,
    Field::Epic,
    Field::Release,
    Field::Tags,
    Field::Skills,
    Field::Requester,
    Field::Assignee,
    Field::Moscow,
    Field::Sprint,
    Field::Role,
    Field::Want,
    Field::Benefit,
    Field::Description,
    Field::Value,
    Field::Urgency,
    Field::Risk,
    Field::Reach,
    Field::Impact,
    Field::Confidence,
    Field::Effort,
    Field::DependsOn,
    Field::SplitFrom,
    Field::Impediment,
];

/// The columns of a list nobody chose columns for.
pub(super) const USUAL: &[Column] = &[
    Column::Position,
    Column::Field(Field::Number),
    Column::Field(Field::Points),
    Column::Ready,
    Column::Field(Field::Status),
    Column::Field(Field::Title),
    Column::Field(Field::Epic),
    Column::Field(Field::Tags),
    Column::Field(Field::Sprint),
];

/// The columns these names mean; none where none are named.
pub(super) fn read(names: &[String]) -> Result<Option<Vec<Column>>, Refusal> {
    let columns = names.iter().map(|name| one(name)).collect::<Result<Vec<_>, _>>()?;
    Ok((!columns.is_empty()).then_some(columns))
}

fn one(name: &str) -> Result<Column, Refusal> {
    let plain = name.trim().to_ascii_lowercase();
    let worked_out = WORKED_OUT.iter().find(|(known, _)| *known == plain);
    let field = || FIELDS.iter().find(|field| field.word() == plain);
    let column =
        worked_out.map(|(_, column)| *column).or_else(|| field().copied().map(Column::Field));
    column.ok_or_else(|| {
        let fields = FIELDS.iter().map(|field| field.word());
        let known: Vec<&str> = WORKED_OUT.iter().map(|(name, _)| *name).chain(fields).collect();
        let name = plain::line(name);
        Refusal::usage(format!("no column `{name}`: there are {}", known.join(", ")))
    })
}

impl Column {
    /// Adds the column to a table.
    pub(super) fn head(self, table: Table) -> Table {
        match self {
            Self::Position => table.right("pos"),
            Self::Field(Field::Number) => table.right("#"),
            Self::Field(Field::Points) => table.right("pts"),
            Self::Score => table.right("score"),
            Self::Field(
                field @ (Field::Sprint
                | Field::Value
                | Field::Urgency
                | Field::Risk
                | Field::Reach
                | Field::Impact
                | Field::Confidence
                | Field::Effort),
            ) => table.right(field.word()),
            Self::Field(
                field @ (Field::Title
                | Field::Role
                | Field::Want
                | Field::Benefit
                | Field::Description),
            ) => table.flexible(field.word()),
            Self::Field(field) => table.left(&field.word().replace('_', " ")),
            other => table.left(other.name()),
        }
    }

    fn name(self) -> &'static str {
        WORKED_OUT.iter().find(|(_, column)| *column == self).map_or("", |(name, _)| name)
    }

    /// Whether the column may give up its width: a name or words somebody chose.
    pub(super) const fn may_be_long(self) -> bool {
        matches!(self, Self::Field(Field::Epic | Field::Tags))
    }

    /// What stands in the column for one story.
    pub(super) fn cell<'a>(
        self,
        row: &Row<'a>,
        story: &'a Story,
        backlog: &'a Backlog,
        today: NaiveDate,
    ) -> Cow<'a, str> {
        let borrowed = |text: Option<&'a str>| Cow::Borrowed(text.unwrap_or_default());
        let owned = |text: Option<String>| Cow::Owned(text.unwrap_or_default());
        match self {
            Self::Position => owned(row.position.map(|it| it.to_string())),
            Self::Ready => row.mark(),
            Self::Missing => owned(Some(row.missing.join(", "))),
            Self::Blocked => borrowed(story.impediment.as_ref().map(|it| it.reason.as_str())),
            Self::Criteria => {
                let judged = row.criteria.filter(|it| it.total > 0);
                owned(judged.map(|it| format!("{}/{}", it.met, it.total)))
            }
            Self::Score => owned(row.score.map(|it| it.to_string())),
            Self::Released => borrowed(row.released.then_some("yes")),
            Self::Created => owned(Some(date::short(row.created.day(), today))),
            Self::Updated => owned(Some(date::short(row.updated.day(), today))),
            Self::Id => owned(Some(row.id.to_string())),
            Self::Field(Field::Points) => owned(Some(row::points(row.points, backlog))),
            Self::Field(Field::Status) => borrowed(Some(row.status.word())),
            Self::Field(Field::Title) => borrowed(Some(row.title)),
            Self::Field(Field::Epic) => borrowed(row.epic),
            // The release that counts, not only the story's own.
            Self::Field(Field::Release) => borrowed(row.release),
            Self::Field(field) => owned(spelling::of_story(field, story, backlog)),
        }
    }
}
