//! The story: what the Product Owner wants, for whom and why, and everything that became of it.
//! It holds values only; the rules about them live in `ready`, `order` and `command`.

use std::collections::BTreeSet;

use super::criterion::{Criterion, Outcome, Question, Verdict};
use super::epic::Epic;
use super::fields::Fields;
use super::history::Entry;
use super::id::Id;
use super::number::{Hundredths, Points};
use super::product::Line;
use super::ready::Rule;
use super::record::{record, words};
use super::release::Release;
use super::sprint::Sprint;
use super::stamp::Moment;

/// The identity of a story.
pub type StoryId = Id<Story>;

words! {
    /// What sort of work a story is.
    #[derive(Default)]
    pub enum Kind ("kind") {
        /// Something somebody wants; the only kind that needs a narrative.
        #[default] Story = "story",
        /// Something that does not work as agreed.
        Bug = "bug",
        /// A question answered by trying, within a time.
        Spike = "spike",
        /// Work nobody outside the team would notice.
        Chore = "chore",
    }
}

words! {
    /// Where a story stands on its way to the Product Owner's verdict.
    #[derive(Default)]
    pub enum Status ("state") {
        /// Written down, not yet ready to be planned.
        #[default] Draft = "draft",
        /// Ready to be pulled into a sprint.
        Ready = "ready",
        /// Being worked on.
        Doing = "doing",
        /// Delivered by the team, waiting for the verdict.
        Delivered = "delivered",
        /// Accepted by the Product Owner.
        Accepted = "accepted",
        /// Given up, with a reason.
        Dropped = "dropped",
    }
}

impl Status {
    /// Whether a story in this state still has a position in the order.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Ready | Self::Doing | Self::Delivered)
    }
}

words! {
    /// How much a release depends on a story (`MoSCoW`).
    pub enum Moscow ("MoSCoW word") {
        /// Without it the release makes no sense.
        Must = "must",
        /// Important, and there is a way around.
        Should = "should",
        /// Welcome.
        Could = "could",
        /// Agreed to stay out this time.
        Wont = "wont",
    }
}

words! {
    /// How two stories are linked, seen from the newer one, which stores the link.
    pub enum LinkKind ("kind of link") {
        /// They have to do with each other.
        Relates = "relates",
        /// The newer one continues accepted work.
        Follows = "follows",
    }
}

record! {
    /// A link to an older story.
    pub struct Link {
        /// The other story.
        to: StoryId => required,
        /// How they are linked.
        kind: Option<LinkKind>,
    }
}

record! {
    /// What stands in the way of a story.
    pub struct Impediment {
        /// What it is.
        reason: String => required,
        /// Since when.
        since: Moment => required,
        /// Who said so.
        by: String,
    }
}

record! {
    /// A remark kept for the team: a clarification or a decision.
    pub struct Note {
        /// Identity, for merging.
        id: Id<Note> => required,
        /// When it was written.
        at: Moment => required,
        /// By whom.
        by: String,
        /// The words.
        text: String => required,
    }
}

record! {
    /// A rule set aside for one story, with the reason.
    pub struct Override {
        /// When.
        at: Moment => required,
        /// By whom.
        by: String,
        /// Why.
        reason: String => required,
        /// The rules that were missing that day; no others are covered.
        rules: Vec<Rule>,
    }
}

record! {
    /// The parts of a score. WSJF uses the first three, RICE the last four.
    pub struct Scores {
        /// Value to users and business, on 1 2 3 5 8 13 20.
        value: Option<Hundredths>,
        /// Urgency, on the same scale.
        urgency: Option<Hundredths>,
        /// Risk reduction or opportunity, on the same scale.
        risk: Option<Hundredths>,
        /// People or events reached in a quarter.
        reach: Option<Hundredths>,
        /// 3, 2, 1, 0.5 or 0.25.
        impact: Option<Hundredths>,
        /// 100, 80 or 50 per cent.
        confidence: Option<Hundredths>,
        /// Person-weeks.
        effort: Option<Hundredths>,
    }
}

record! {
    /// One story of the backlog.
    pub entity Story {
        /// What people call it: `#12`.
        number: u32 => counted,
        /// What sort of work it is.
        kind: Kind,
        /// One line that names it.
        title: String => required,
        /// Where it stands.
        status: Status => open,
        /// Its place in the one order, compared as (rank, id).
        rank: String,
        /// Its size; none while unestimated.
        points: Option<Points>,
        /// The sprint it is in, or was in when it was accepted.
        sprint: Option<Id<Sprint>>,
        /// The outcome it serves.
        epic: Option<Id<Epic>>,
        /// Its own release; else its epic's counts.
        release: Option<Id<Release>>,
        /// As a …
        role: String,
        /// I want …
        want: String,
        /// so that …
        benefit: String,
        /// Markdown.
        description: String,
        /// What must be true for it to be accepted, in order.
        criteria: Vec<Criterion>,
        /// Free words.
        tags: BTreeSet<String>,
        /// Skills it needs.
        skills: BTreeSet<String>,
        /// Who asked for it.
        requester: String,
        /// Who works on it.
        assignee: String,
        /// Stories that must come first.
        depends_on: BTreeSet<StoryId>,
        /// Links to older stories.
        links: Vec<Link>,
        /// The story it was split from.
        split_from: Option<StoryId>,
        /// What stands in its way.
        impediment: Option<Impediment>,
        /// Questions to be answered before it is ready.
        questions: Vec<Question>,
        /// Clarifications and decisions, oldest first.
        notes: Vec<Note>,
        /// The parts of its score.
        scores: Scores,
        /// How much its release depends on it.
        moscow: Option<Moscow>,
        /// Ticked own lines of the Definition of Ready.
        ready_ticks: BTreeSet<Id<Line>>,
        /// Ticked lines of the Definition of Done.
        done_ticks: BTreeSet<Id<Line>>,
        /// Ready although something was missing.
        ready_override: Option<Override>,
        /// Pulled into its sprint although something spoke against it.
        pull_override: Option<Override>,
        /// Every verdict, oldest first; none is ever changed.
        verdicts: Vec<Verdict>,
        /// What became of it after release.
        outcomes: Vec<Outcome>,
        /// Import columns without a home.
        fields: Fields,
        /// When it was written down.
        created: Moment => required,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}

impl Story {
    /// The newest moment of its history, or its creation.
    #[must_use]
    pub fn updated(&self) -> Moment {
        self.history.first().map_or(self.created, |entry| entry.at)
    }

    /// The key it had in the tool it came from, where it came from one: "TES-14".
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        ["Issue key", "key"].iter().find_map(|name| self.fields.text(name))
    }

    /// The state another version gave it, where this one does not know the word: then nobody may
    /// change the file, for `status` says nothing.
    #[must_use]
    pub fn foreign_status(&self) -> Option<String> {
        let (_, raw) = self.extra.iter().find(|(name, _)| *name == "status")?;
        serde_json::from_str(raw.get()).ok()
    }

    /// Questions without an answer.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.answer.is_none())
    }
}
