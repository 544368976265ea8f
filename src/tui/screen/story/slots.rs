//! What there is on the page of a story, in its order. It knows no words and no cells.

use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Question};
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::product::{Line, ScoreKind};
use crate::domain::story::{Note, Story, StoryId};

/// One thing the cursor can stand on; a heading only parts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A heading.
    Heading(&'static str),
    /// The title.
    Title,
    /// Role, want and benefit in one sentence.
    Narrative,
    /// What is missing before it is ready.
    Missing,
    /// One criterion.
    Criterion(Id<Criterion>),
    /// Where another criterion comes.
    AddCriterion,
    /// One question with its answer.
    Question(Id<Question>),
    /// Where another question comes.
    AddQuestion,
    /// Something found in how it is worded.
    Wording(usize),
    /// The description.
    Description,
    /// One note.
    Note(Id<Note>),
    /// Where another note comes.
    AddNote,
    /// A field of one line.
    Value(Field),
    /// A story that must come first.
    DependsOn(StoryId),
    /// Where another one comes.
    AddDependency,
    /// A story that waits for this one.
    NeededBy(StoryId),
    /// A story this one is linked with; the newer one continues the older where they follow.
    Link(StoryId, Linked),
    /// Where another link comes.
    AddLink,
    /// The story it was split from.
    SplitFrom(StoryId),
    /// A story that was split from it.
    SplitInto(StoryId),
    /// An idea that stands behind it.
    Idea(Id<Idea>),
    /// An own line of the Definition of Ready.
    ReadyLine(Id<Line>),
    /// A line of the Definition of Done.
    DoneLine(Id<Line>),
    /// A verdict, the newest first.
    Verdict(usize),
    /// A column of an import without a home.
    Kept(usize),
    /// A line of history, the newest first.
    History(usize),
}

/// How a linked story is seen from this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linked {
    /// They have to do with each other.
    Relates,
    /// This one continues the other.
    Follows,
    /// The other one continues this.
    FollowedBy,
}

impl Slot {
    /// Whether the cursor can stand on it.
    #[must_use]
    pub const fn can_be_chosen(self) -> bool {
        !matches!(self, Self::Heading(_))
    }
}

/// Everything on the page of a story, and where what stands beside on a wide screen begins.
pub(super) fn of(story: &Story, found: usize, backlog: &Backlog) -> (Vec<Slot>, usize) {
    let mut slots = text(story, found);
    let split = slots.len();
    slots.extend(facts(story, backlog));
    slots.extend(relations(story, backlog));
    slots.extend(record(story, backlog));
    (slots, split)
}

fn text(story: &Story, found: usize) -> Vec<Slot> {
    let mut slots = vec![Slot::Title, Slot::Narrative, Slot::Missing];
    slots.push(Slot::Heading("Criteria"));
    slots.extend(story.criteria.iter().map(|it| Slot::Criterion(it.id)));
    slots.push(Slot::AddCriterion);
    slots.push(Slot::Heading("Questions"));
    slots.extend(story.questions.iter().map(|it| Slot::Question(it.id)));
    slots.push(Slot::AddQuestion);
    if found > 0 {
        slots.push(Slot::Heading("Wording"));
        slots.extend((0..found).map(Slot::Wording));
    }
    slots.extend([Slot::Heading("Description"), Slot::Description, Slot::Heading("Notes")]);
    slots.extend(story.notes.iter().map(|it| Slot::Note(it.id)));
    slots.push(Slot::AddNote);
    slots
}

fn facts(story: &Story, backlog: &Backlog) -> Vec<Slot> {
    use Field as F;
    let mut fields = vec![F::Status, F::Points, F::Kind, F::Epic, F::Release];
    if story.sprint.is_some() {
        fields.push(F::Sprint);
    }
    fields.extend([F::Tags, F::Skills, F::Requester, F::Assignee, F::Moscow]);
    let used: &[F] = match backlog.product().score {
        ScoreKind::Wsjf => &[F::Value, F::Urgency, F::Risk],
        ScoreKind::Rice => &[F::Reach, F::Impact, F::Confidence, F::Effort],
        ScoreKind::Value => &[F::Value],
    };
    fields.extend(used);
    fields.push(F::Impediment);
    let facts = fields.into_iter().map(Slot::Value);
    std::iter::once(Slot::Heading("About")).chain(facts).collect()
}

/// Both ways: what this story names, and what names this story.
fn relations(story: &Story, backlog: &Backlog) -> Vec<Slot> {
    use crate::domain::story::LinkKind;
    let mut needed = Vec::new();
    let mut links: Vec<Slot> = story
        .links
        .iter()
        .map(|link| {
            let follows = link.kind == Some(LinkKind::Follows);
            Slot::Link(link.to, if follows { Linked::Follows } else { Linked::Relates })
        })
        .collect();
    let mut parts: Vec<Slot> = story.split_from.map(Slot::SplitFrom).into_iter().collect();
    for other in backlog.stories().iter().filter(|other| other.id != story.id) {
        if other.depends_on.contains(&story.id) {
            needed.push(Slot::NeededBy(other.id));
        }
        for link in other.links.iter().filter(|link| link.to == story.id) {
            let follows = link.kind == Some(LinkKind::Follows);
            let linked = if follows { Linked::FollowedBy } else { Linked::Relates };
            links.push(Slot::Link(other.id, linked));
        }
        if other.split_from == Some(story.id) {
            parts.push(Slot::SplitInto(other.id));
        }
    }
    let mut slots = vec![Slot::Heading("Depends on")];
    slots.extend(story.depends_on.iter().map(|id| Slot::DependsOn(*id)));
    slots.push(Slot::AddDependency);
    slots.extend(needed);
    slots.push(Slot::Heading("Links"));
    slots.extend(links);
    slots.push(Slot::AddLink);
    slots.extend(parts);
    slots
}

/// What is ticked, judged, kept and told.
fn record(story: &Story, backlog: &Backlog) -> Vec<Slot> {
    let product = backlog.product();
    let mut slots = Vec::new();
    let mut part = |heading: &'static str, inside: Vec<Slot>| {
        if !inside.is_empty() {
            slots.push(Slot::Heading(heading));
            slots.extend(inside);
        }
    };
    let ideas = backlog.ideas_behind(story.id);
    part("Ideas behind it", ideas.iter().map(|it| Slot::Idea(it.id)).collect());
    part("Ready", product.ready_lines.iter().map(|it| Slot::ReadyLine(it.id)).collect());
    part("Done", product.done_lines.iter().map(|it| Slot::DoneLine(it.id)).collect());
    part("Verdicts", (0..story.verdicts.len()).map(Slot::Verdict).collect());
    part("Kept from the import", (0..story.fields.iter().count()).map(Slot::Kept).collect());
    part("History", (0..story.history.len()).map(Slot::History).collect());
    slots
}
