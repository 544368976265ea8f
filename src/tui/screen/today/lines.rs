//! What there is to tell today, section by section and line by line, and where each line leads.
//! It draws nothing and decides nothing.

use std::collections::BTreeSet;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::ready;
use crate::domain::story::StoryId;
use crate::figures::changes::{Change, Noun};
use crate::figures::standing::{self, Standing};

/// A part of the screen with a heading of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What two sides wrote differently.
    Conflicts,
    /// The running sprint, and the next one.
    Sprint,
    /// How to begin with an empty backlog.
    Begin,
    /// What comes before the first sprint.
    Steps,
    /// Delivered stories that wait for the verdict.
    Delivered,
    /// Stories with something in their way.
    Blocked,
    /// Stories of the next two sprints that are not ready.
    Unready,
    /// Ideas nobody has looked at.
    Ideas,
    /// What others did since the last visit.
    Changes,
}

impl Section {
    /// Whether it stands in the left column where there are two.
    #[must_use]
    pub const fn is_left(self) -> bool {
        matches!(
            self,
            Self::Conflicts
                | Self::Sprint
                | Self::Begin
                | Self::Steps
                | Self::Delivered
                | Self::Blocked
        )
    }
}

/// A way to begin with an empty backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Write a first story down.
    Add,
    /// Take what another tool held.
    Import,
    /// Look at the sample product.
    Sample,
    /// Catch an idea.
    Idea,
}

/// A step on the way to the first sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Say what the product is for.
    Goal,
    /// Estimate the stories at the top; the first that is not.
    Estimate(Option<StoryId>),
    /// Make them ready; the first that is not.
    Ready(Option<StoryId>),
    /// Say who is on the team.
    Team,
    /// Plan the first sprint.
    Plan,
}

/// A line that leads somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// So many values written on two sides.
    Conflicts(usize),
    /// The running sprint.
    Running,
    /// The planned sprint.
    Planned,
    /// No sprint runs and none is planned.
    NoSprint,
    /// A story.
    Story(StoryId),
    /// An idea.
    Idea(Id<Idea>),
    /// What happened, by its place among the changes.
    Change(usize),
    /// So many more of them.
    More(usize),
    /// A way to begin.
    Begin(Begin),
    /// A step, and whether it is done.
    Step(Step, bool),
}

impl Line {
    /// Rows it takes.
    #[must_use]
    pub const fn height(self) -> usize {
        if matches!(self, Self::Running) { 2 } else { 1 }
    }
}

/// A section with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which one.
    pub section: Section,
    /// How many there are, shown or not; none where counting says nothing.
    pub count: Option<usize>,
    /// The lines that are shown.
    pub lines: Vec<Line>,
}

impl Block {
    /// So many lines at most, and how many more there are.
    fn of(section: Section, all: impl ExactSizeIterator<Item = Line>, most: usize) -> Self {
        let count = all.len();
        // "And 1 more" would take the row of that one.
        let most = if count == most + 1 { count } else { most };
        let mut lines: Vec<Line> = all.take(most).collect();
        if count > most {
            lines.push(Line::More(count - most));
        }
        Self { section, count: Some(count), lines }
    }
}

/// What there is to tell, kept until the backlog changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Where everything stands.
    pub standing: Standing,
    /// The steps to the first sprint, while there was none.
    steps: Vec<(Step, bool)>,
    /// Whether there is no story.
    is_empty: bool,
    /// Whether there has been a sprint.
    has_sprints: bool,
    /// How many values were written on two sides.
    conflicts: usize,
}

impl Told {
    /// What there is to tell of a backlog.
    #[must_use]
    pub fn of(standing: Standing, backlog: &Backlog) -> Self {
        let is_empty = backlog.stories().is_empty();
        let has_sprints = !backlog.sprints().is_empty();
        let steps = if is_empty || has_sprints { Vec::new() } else { steps(backlog) };
        let conflicts = backlog.conflicts().len();
        Self { standing, steps, is_empty, has_sprints, conflicts }
    }

    /// The sections with so many lines each at most; the changes only where there was an earlier
    /// visit.
    #[must_use]
    pub fn blocks(&self, changes: Option<&[Change]>, most: usize) -> Vec<Block> {
        let Self { standing, .. } = self;
        let mut blocks = Vec::new();
        if self.conflicts > 0 {
            let lines = vec![Line::Conflicts(self.conflicts)];
            blocks.push(Block { section: Section::Conflicts, count: None, lines });
        }
        if self.is_empty {
            let all = [Begin::Add, Begin::Import, Begin::Sample, Begin::Idea];
            let lines = all.map(Line::Begin).to_vec();
            blocks.push(Block { section: Section::Begin, count: None, lines });
        }
        if !self.steps.is_empty() {
            let lines = self.steps.iter().map(|(step, done)| Line::Step(*step, *done)).collect();
            blocks.push(Block { section: Section::Steps, count: None, lines });
        }
        if self.has_sprints {
            let running = standing.running.as_ref().map(|_| Line::Running);
            let planned = standing.planned.as_ref().map(|_| Line::Planned);
            let mut lines: Vec<Line> = running.into_iter().chain(planned).collect();
            if lines.is_empty() {
                lines.push(Line::NoSprint);
            }
            blocks.push(Block { section: Section::Sprint, count: None, lines });
        }
        let stories = |ids: &[StoryId]| ids.iter().map(|id| Line::Story(*id)).collect::<Vec<_>>();
        let of = |section, lines: Vec<Line>| Block::of(section, lines.into_iter(), most);
        let delivered = of(Section::Delivered, stories(&standing.delivered));
        let blocked = of(Section::Blocked, stories(&standing.blocked));
        let unready = of(Section::Unready, stories(&standing.unready));
        let ideas = standing.ideas.iter().map(|id| Line::Idea(*id)).collect();
        let ideas = of(Section::Ideas, ideas);
        let changes =
            changes.map(|all| of(Section::Changes, (0..all.len()).map(Line::Change).collect()));
        // What cannot be yet is not said to be none.
        let says = |block: &Block| self.has_sprints || block.count != Some(0);
        let rest = [delivered, blocked, unready, ideas].into_iter().chain(changes);
        blocks.extend(rest.filter(says));
        blocks
    }
}

/// What comes before the first sprint, and what of it is done.
fn steps(backlog: &Backlog) -> Vec<(Step, bool)> {
    let top = standing::top(backlog);
    let stories = || top.iter().filter_map(|index| backlog.stories().at(*index as usize));
    let unestimated = stories().find(|story| story.points.is_none()).map(|story| story.id);
    let unready = stories().find(|story| !ready::is_ready(story, backlog)).map(|story| story.id);
    vec![
        (Step::Goal, !backlog.product().goal.trim().is_empty()),
        (Step::Estimate(unestimated), unestimated.is_none()),
        (Step::Ready(unready), unready.is_none()),
        (Step::Team, !backlog.people().is_empty()),
        (Step::Plan, false),
    ]
}

/// The one story a change is about; none where it is about several, or about something else.
#[must_use]
pub fn story_of(change: &Change) -> Option<StoryId> {
    match change.on.as_slice() {
        [Noun::Story(id)] => Some(*id),
        _ => None,
    }
}

/// The stories that changes are about, each once, where a change is about one.
pub(super) fn stories_of(changes: &[Change]) -> Vec<StoryId> {
    let mut seen = BTreeSet::new();
    changes.iter().filter_map(story_of).filter(|id| seen.insert(*id)).collect()
}
