//! A story as it was at the end of a day, read off its history. It knows no more than that says:
//! what was never written down is taken to have been as it is.

use chrono::NaiveDate;

use super::backlog::Backlog;
use super::field::Field;
use super::number::Points;
use super::stamp::Moment;
use super::story::{Status, Story};

/// The end of a day, by the dates people wrote down where they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Then {
    day: NaiveDate,
    until: Option<Moment>,
}

impl Then {
    /// The end of this day.
    #[must_use]
    pub const fn end_of(day: NaiveDate) -> Self {
        Self { day, until: None }
    }

    /// The end of the day before; of the first day there is, that one.
    #[must_use]
    pub fn before(day: NaiveDate) -> Self {
        Self::end_of(day.pred_opt().unwrap_or(day))
    }

    /// The same, with nothing that happened at this moment or later: closing a sprint moves its
    /// stories, and that is no news of the sprint.
    #[must_use]
    pub const fn until(self, moment: Option<Moment>) -> Self {
        Self { until: moment, ..self }
    }

    /// Whether something that happened at this moment had happened then.
    #[must_use]
    pub fn knows(self, at: Moment) -> bool {
        at.day() <= self.day && self.until.is_none_or(|until| at < until)
    }
}

/// The number of the sprint a story was in.
#[must_use]
pub fn sprint_on(story: &Story, then: Then, backlog: &Backlog) -> Option<u32> {
    match Told::of(story, Field::Sprint, then) {
        Told::Something(number) => number.parse().ok(),
        Told::Absent => None,
        Told::Nothing => backlog.sprint_of(story).map(|sprint| sprint.number),
    }
}

/// The points a story had.
#[must_use]
pub fn points_on(story: &Story, then: Then) -> Option<Points> {
    match Told::of(story, Field::Points, then) {
        Told::Something(points) => points.parse().ok(),
        Told::Absent => None,
        Told::Nothing => story.points,
    }
}

/// Where a story stood.
#[must_use]
pub fn status_on(story: &Story, then: Then) -> Status {
    match Told::of(story, Field::Status, then) {
        Told::Something(word) => word.parse().unwrap_or(story.status),
        Told::Absent | Told::Nothing => story.status,
    }
}

/// What the history says a field was.
enum Told<'a> {
    /// It had this value.
    Something(&'a str),
    /// It had none.
    Absent,
    /// The history does not speak of it: it always was as it is.
    Nothing,
}

impl<'a> Told<'a> {
    fn of(story: &'a Story, field: Field, then: Then) -> Self {
        let mut lines = story.history.iter().filter(|line| line.field == Some(field));
        // The history is newest first: where no line is old enough, the last one seen is the
        // oldest, and what it says of before is what was then.
        let mut oldest = None;
        let known = lines.find(|line| {
            oldest = Some(*line);
            then.knows(line.at)
        });
        let told = match (known, oldest) {
            (Some(known), _) => &known.after,
            (None, Some(oldest)) => &oldest.before,
            (None, None) => return Self::Nothing,
        };
        told.as_deref().map_or(Self::Absent, Self::Something)
    }
}
