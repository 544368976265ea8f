//! The product: its goal, its scale, and what ready and done mean here.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::check::Check;
use super::history::Entry;
use super::id::Id;
use super::number::Points;
use super::ready::Rule;
use super::record::{record, words};
use super::waiver::Waiver;

words! {
    /// Which score the product uses beside the rank.
    #[derive(Default)]
    pub enum ScoreKind ("score") {
        /// (value + urgency + risk reduction) ÷ size.
        #[default] Wsjf = "wsjf",
        /// reach × impact × confidence ÷ effort.
        Rice = "rice",
        /// value ÷ points.
        Value = "value",
    }
}

words! {
    /// A day of the week.
    pub enum Day ("day of the week") {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
}

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Mon => Self::Mon,
            Weekday::Tue => Self::Tue,
            Weekday::Wed => Self::Wed,
            Weekday::Thu => Self::Thu,
            Weekday::Fri => Self::Fri,
            Weekday::Sat => Self::Sat,
            Weekday::Sun => Self::Sun,
        }
    }
}

record! {
    /// An own line of the Definition of Ready or Done.
    pub struct Line {
        /// Identity: ticks on stories point to it.
        id: Id<Line> => required,
        /// What must be true.
        text: String => required,
    }
}

/// The points a team estimates in, rising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale(pub Vec<Points>);

impl Default for Scale {
    fn default() -> Self {
        Self([1, 2, 3, 5, 8, 13, 20].into_iter().map(Points::whole).collect())
    }
}

/// The size above which a story is too big to be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Largest(pub Points);

impl Default for Largest {
    fn default() -> Self {
        Self(Points::whole(8))
    }
}

/// The days of the week that are worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingDays(pub BTreeSet<Day>);

impl Default for WorkingDays {
    fn default() -> Self {
        Self([Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri].into())
    }
}

/// The length of a sprint in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SprintLength(pub u32);

impl Default for SprintLength {
    fn default() -> Self {
        Self(10)
    }
}

record! {
    /// The product this backlog is for; one in a file.
    pub struct Product {
        /// What it is called.
        name: String,
        /// The Product Goal.
        goal: String,
        /// The points estimated in.
        scale: Scale,
        /// Above it a story is too big to be ready.
        largest: Largest,
        /// Which score stands beside the rank.
        score: ScoreKind,
        /// Rules of the Definition of Ready that are switched off.
        ready_off: BTreeSet<Rule>,
        /// Own lines of the Definition of Ready.
        ready_lines: Vec<Line>,
        /// Lines of the Definition of Done.
        done_lines: Vec<Line>,
        /// Checks of wording that are switched off.
        checks_off: BTreeSet<Check>,
        /// Findings that are told no more, each with its reason.
        waived: Vec<Waiver>,
        /// Days of the week that are worked.
        working_days: WorkingDays,
        /// Days nobody works.
        holidays: BTreeSet<NaiveDate>,
        /// Length of a sprint in working days.
        sprint_length: SprintLength,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}

impl Product {
    /// Whether the team works on this day.
    #[must_use]
    pub fn works_on(&self, day: NaiveDate) -> bool {
        use chrono::Datelike;
        self.working_days.0.contains(&day.weekday().into()) && !self.holidays.contains(&day)
    }
}
