//! The sprint: its goal, its days, what was committed, and the record that never changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::history::Entry;
use super::id::Id;
use super::number::{Hundredths, Points, Signed};
use super::person::Person;
use super::record::{record, words};
use super::stamp::Moment;
use super::story::StoryId;

words! {
    /// Where a sprint stands. At most one is active and one planned.
    #[derive(Default)]
    pub enum SprintState ("sprint state") {
        /// Being prepared.
        #[default] Planned = "planned",
        /// Running.
        Active = "active",
        /// Over, its record frozen.
        Closed = "closed",
        /// Given up, with a reason.
        Cancelled = "cancelled",
    }
}

/// A share of a person's time: hundredths, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share(pub Hundredths);

impl Default for Share {
    fn default() -> Self {
        Self(Hundredths::whole(1))
    }
}

record! {
    /// A person taking part in a sprint.
    pub struct Participant {
        /// Who.
        person: Id<Person> => required,
        /// A share that differs from the person's own.
        allocation: Option<Share>,
    }
}

record! {
    /// A story as it was committed to.
    pub struct Committed {
        /// Which story.
        story: StoryId => required,
        /// Its points at the start.
        points: Option<Points>,
    }
}

record! {
    /// What was committed to when the sprint started; it never changes.
    pub struct Commitment {
        /// When it started.
        at: Moment => required,
        /// The stories, with their points on that day.
        stories: Vec<Committed>,
    }
}

words! {
    /// Which way a story went in a running sprint.
    pub enum Direction ("direction") {
        /// Into the sprint.
        In = "in",
        /// Out of it.
        Out = "out",
    }
}

record! {
    /// A change of scope in a running sprint.
    pub struct ScopeEntry {
        /// When.
        at: Moment => required,
        /// By whom.
        by: String,
        /// Which story.
        story: StoryId => required,
        /// In or out.
        direction: Option<Direction>,
        /// Its points then.
        points: Option<Points>,
        /// Why.
        reason: String,
        /// The story it came in or went out for.
        traded_for: Option<StoryId>,
    }
}

record! {
    /// Points and the stories they come from.
    pub struct Part {
        /// The sum.
        points: Points,
        /// The stories.
        stories: BTreeSet<StoryId>,
    }
}

record! {
    /// What the points of stories changed by while they were in a sprint.
    pub struct ReEstimate {
        /// The sum of the changes; below zero where stories became smaller.
        points: Signed,
        /// The stories that ended with other points than they came with.
        stories: BTreeSet<StoryId>,
    }
}

record! {
    /// Where an unfinished story went when its sprint closed.
    pub struct Leftover {
        /// Which story.
        story: StoryId => required,
        /// The sprint it moved to; none means back to the backlog.
        to: Option<Id<Sprint>>,
    }
}

record! {
    /// What a sprint came to, frozen when it closed.
    pub struct Record {
        /// When it was frozen.
        at: Moment => required,
        /// Points at the start; none where nobody knows (imported).
        committed: Option<Part>,
        /// Points that came in.
        added: Option<Part>,
        /// Points that went out.
        removed: Option<Part>,
        /// Change of points between.
        re_estimated: Option<ReEstimate>,
        /// What the Product Owner accepted: the velocity.
        accepted: Part,
        /// What the last verdict rejected.
        rejected: Option<Part>,
        /// Everything else.
        unfinished: Option<Part>,
        /// Accepted of committed, 0 to 1.
        say_do: Option<Hundredths>,
        /// The goal on that day.
        goal: Option<String>,
        /// Whether it was met; none is not judged.
        goal_met: Option<bool>,
        /// A remark.
        note: String,
        /// Days the team had.
        person_days: Option<Hundredths>,
        /// Points forecast.
        capacity: Option<Hundredths>,
        /// Points a person-day.
        focus_factor: Option<Hundredths>,
        /// Where unfinished stories went.
        moved: Vec<Leftover>,
        /// Stories accepted by override.
        overrides: BTreeSet<StoryId>,
        /// Taken from another tool: only the accepted points are known.
        imported: bool,
    }
}

record! {
    /// One sprint.
    pub entity Sprint {
        /// What people call it: sprint 8.
        number: u32 => counted,
        /// What it is for.
        goal: String,
        /// Whether the goal was met, as it was said before the close; none is not judged.
        goal_met: Option<bool>,
        /// A remark on it, kept with the record when it closes.
        note: String,
        /// First day.
        start: Option<NaiveDate>,
        /// Last day.
        end: Option<NaiveDate>,
        /// Where it stands.
        state: SprintState => required,
        /// Who takes part.
        people: Vec<Participant>,
        /// Frozen when it started.
        commitment: Option<Commitment>,
        /// Changes of scope since, oldest first.
        scope_log: Vec<ScopeEntry>,
        /// Frozen when it closed.
        record: Option<Record>,
        /// Import columns without a home, its name in the other tool among them.
        fields: Fields,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}
