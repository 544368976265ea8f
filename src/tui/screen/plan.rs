//! The Plan screen's looking state: the sprint being planned, or the running one being changed.
//! It never changes the backlog.

pub mod facts;
mod moving;
pub mod rooms;
pub mod rows;

use chrono::NaiveDate;

use self::facts::{Facts, Mate};
use self::rooms::{Rooms, Wants};
use self::rows::Rows;
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::plan;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};
use crate::domain::table::Table;

/// The parts of the screen that movement keys move in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// Goal and days.
    Head,
    /// Who takes part, and when they are away.
    People,
    /// The stories to pull.
    #[default]
    Ready,
    /// The stories of the sprint.
    Sprint,
}

impl Pane {
    /// Every pane, in the order the keys go through them.
    pub const ALL: [Self; 4] = [Self::Head, Self::People, Self::Ready, Self::Sprint];
}

/// The sprint one wants to see, as far as one has said so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Choice {
    /// The planned one, else the running one.
    #[default]
    Usual,
    /// This one.
    This(Id<Sprint>),
    /// The next one, planned or not.
    Next,
}

/// A sprint that nobody has planned yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offer {
    /// The number it would have.
    pub number: u32,
    /// The days it would have; none where the product has no working days.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// What the screen is about.
#[derive(Debug)]
pub enum Shown {
    /// Planning the next sprint.
    Offer(Offer),
    /// A sprint that is planned or runs.
    Sprint(Box<Facts>),
}

/// The sprint that the other key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// The running one.
    Running(Id<Sprint>, u32),
    /// The planned one.
    Planned(Id<Sprint>, u32),
    /// The one that could be planned.
    Offer(u32),
}

/// What the Product Owner looks at.
#[derive(Debug)]
pub struct PlanScreen {
    /// What it is about.
    pub shown: Shown,
    /// What it could be about instead.
    pub other: Option<Other>,
    choice: Choice,
    /// The pane that has the keys.
    pub pane: Pane,
    /// The line of the head under the cursor: 0 is the goal, 1 the days.
    pub head: usize,
    /// The person under the cursor.
    pub person: usize,
    /// The first person on screen.
    pub people_top: usize,
    /// The day under the cursor, from 1; 0 is the name.
    pub day: usize,
    /// The stories to pull.
    pub ready: Rows,
    /// The stories of the sprint.
    pub sprint: Rows,
    /// Whether every open story is offered, not only ready ones.
    pub all_open: bool,
    /// Whether Fill would find something.
    pub fills: bool,
    /// The stories as they were read; a pointer to them, no copy.
    stories: Table<Story>,
}

impl Default for PlanScreen {
    fn default() -> Self {
        Self {
            shown: Shown::Offer(Offer::default()),
            other: None,
            choice: Choice::default(),
            pane: Pane::default(),
            head: 0,
            person: 0,
            people_top: 0,
            day: 0,
            ready: Rows::default(),
            sprint: Rows::default(),
            all_open: false,
            fills: false,
            stories: Table::default(),
        }
    }
}

impl PlanScreen {
    /// Reads the backlog afresh; the cursor stays on what it was on, or on its line.
    pub fn refresh(&mut self, backlog: &Backlog, today: NaiveDate) {
        let open = |it: &&std::sync::Arc<Sprint>| {
            matches!(it.state, SprintState::Planned | SprintState::Active)
        };
        let planned = backlog.sprint_in(SprintState::Planned);
        let active = backlog.sprint_in(SprintState::Active);
        let usual = planned.or(active);
        // Whoever planned it here stays with it when it starts.
        if let (Choice::Next, Some(planned)) = (self.choice, planned) {
            self.choice = Choice::This(planned.id);
        }
        let shown = match self.choice {
            Choice::Usual => usual,
            Choice::This(id) => backlog.sprints().get(id).filter(open).or(usual),
            Choice::Next => planned,
        };
        let next = Offer {
            number: backlog.sprints().iter().map(|it| it.number).max().unwrap_or(0) + 1,
            days: plan::proposal(backlog, today),
        };
        let shows_active = shown.is_some_and(|it| it.state == SprintState::Active);
        self.other = match (planned, active) {
            (Some(planned), _) if shows_active => Some(Other::Planned(planned.id, planned.number)),
            (None, _) if shows_active => Some(Other::Offer(next.number)),
            (_, Some(active)) => Some(Other::Running(active.id, active.number)),
            (_, None) => None,
        };
        self.stories = backlog.stories().clone();
        if let Some(sprint) = shown {
            let (facts, rows) = Facts::of(sprint, backlog, today);
            self.sprint.put(rows, &self.stories);
            self.sprint.points = facts.load;
            self.day = self.day.min(facts.days.len());
            self.person = self.person.min(facts.team.len().saturating_sub(1));
            self.shown = Shown::Sprint(Box::new(facts));
        } else {
            self.shown = Shown::Offer(next);
            self.sprint.put(Vec::new(), &self.stories);
            self.pane = Pane::Ready;
        }
        self.list_ready(backlog);
        self.fills = shown.is_some_and(|sprint| self.would_fill(sprint, backlog));
    }

    /// The stories to pull, and the line after what still fits.
    fn list_ready(&mut self, backlog: &Backlog) {
        let room = self.facts().and_then(Facts::room);
        let (mut rows, mut cut, mut total) = (Vec::new(), None, 0u64);
        let wanted = |status: Status| self.all_open || status == Status::Ready;
        for (index, brief) in backlog.ranked().filter(|(_, it)| it.is_free() && wanted(it.status)) {
            total += u64::from(brief.hundredths);
            if cut.is_none() && room.is_some_and(|room| total > room) {
                cut = Some(rows.len());
            }
            rows.push(index);
        }
        self.ready.cut = cut;
        self.ready.points = Points::of_hundredths(total);
        self.ready.put(rows, &self.stories);
    }

    /// Whether one of the first ready stories fits and nothing speaks against it: who looks further
    /// down is told by Fill itself.
    fn would_fill(&self, sprint: &Sprint, backlog: &Backlog) -> bool {
        const LOOKED_AT: usize = 100;
        let planned = sprint.state == SprintState::Planned;
        let Some(room) = self.facts().and_then(Facts::room).filter(|_| planned) else {
            return false;
        };
        let free = backlog.ranked().filter(|(_, it)| it.is_free() && it.status == Status::Ready);
        let fitting = free.filter(|(_, it)| (1..=room).contains(&u64::from(it.hundredths)));
        let stories = fitting.filter_map(|(index, _)| backlog.stories().at(index as usize));
        let mut looked_at = stories.take(LOOKED_AT);
        looked_at.any(|story| plan::concerns(story, sprint, backlog).is_empty())
    }

    /// What there is to say of the sprint; none where it is not planned yet.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        match &self.shown {
            Shown::Sprint(facts) => Some(facts),
            Shown::Offer(_) => None,
        }
    }

    /// The person under the cursor.
    #[must_use]
    pub fn mate(&self) -> Option<&Mate> {
        self.facts()?.team.get(self.person)
    }

    /// The day of that person under the cursor; none on the name, and for who takes no part.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.mate()?.share?;
        self.facts()?.days.get(self.day.checked_sub(1)?).copied()
    }

    /// The list the cursor is in.
    fn list(&self) -> Option<&Rows> {
        match self.pane {
            Pane::Ready => Some(&self.ready),
            Pane::Sprint => Some(&self.sprint),
            Pane::Head | Pane::People => None,
        }
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.list().and_then(Rows::story)
    }

    /// The stories of the list the cursor is in, in their order.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        let rows = self.list().map(|list| list.rows.as_slice()).unwrap_or_default();
        let story = |index: &u32| self.stories.at(*index as usize);
        rows.iter().filter_map(story).map(|story| story.id).collect()
    }

    /// Puts the cursor on a story, if it is here.
    pub fn go_to(&mut self, story: StoryId) {
        if let Some(row) = self.ready.row_of(story, &self.stories) {
            self.pane = Pane::Ready;
            self.ready.go(row, &self.stories);
        } else if let Some(row) = self.sprint.row_of(story, &self.stories) {
            self.pane = Pane::Sprint;
            self.sprint.go(row, &self.stories);
        }
    }

    /// Where everything stands.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        let facts = self.facts();
        let wants = Wants {
            pane: self.pane,
            people: facts.map_or(0, |facts| facts.team.len()),
            skills: facts.is_some_and(|facts| !facts.needs.is_empty()),
            offer: facts.is_none(),
        };
        Rooms::of(size, wants)
    }

    /// Whether there is something to leave: a day, the head or the people, stories not ready.
    #[must_use]
    pub fn has_entered(&self) -> bool {
        self.pane != Pane::Ready || self.all_open
    }

    /// Leaves what was entered last; whether there was something to leave.
    pub fn back(&mut self) -> bool {
        let had = self.has_entered();
        match self.pane {
            Pane::People if self.day > 0 => self.day = 0,
            Pane::Ready => self.all_open = false,
            Pane::Head | Pane::People | Pane::Sprint => self.pane = Pane::Ready,
        }
        had
    }

    /// Wants to see the other sprint from now on.
    pub fn switch_sprint(&mut self) {
        self.choice = match self.other {
            Some(Other::Running(id, _) | Other::Planned(id, _)) => Choice::This(id),
            Some(Other::Offer(_)) => Choice::Next,
            None => self.choice,
        };
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self) -> bool {
        self.facts().is_some() || self.ready.rows.len() > 1
    }
}
