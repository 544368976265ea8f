//! The looking state of the Refine screen: one story after the other that is not ready, what each
//! lacks, and how long it took so far. It never changes the backlog.

mod card;
mod clock;
mod known;
mod rooms;
mod round;
mod standing;

use crate::domain::backlog::Backlog;
use crate::domain::plan::velocity::{self, Velocity};
use crate::domain::story::StoryId;
use crate::figures::stock::{self, Stock};
use crate::tui::comparing::Asked;

pub use card::{Card, Lack, Opens};
pub use clock::Clock;
pub use known::{Known, Said};
pub use rooms::Rooms;
pub use round::Round;

/// Which text the movement keys scroll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The story.
    #[default]
    Story,
    /// What is missing, and what is said to it.
    Advice,
}

impl Pane {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Story => Self::Advice,
            Self::Advice => Self::Story,
        }
    }
}

/// What came of a round.
#[derive(Debug)]
pub struct Summary {
    /// What lies in the backlog now, and for how many sprints that is work.
    pub stock: Stock,
    /// The velocity that says so; none before the first closed sprint.
    pub velocity: Option<Velocity>,
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct RefineScreen {
    /// The stories that are gone through, and which one is on screen.
    pub round: Round,
    /// How long it took so far.
    pub clock: Clock,
    /// What there is to say of the story on screen; none where there is no story.
    pub card: Option<Card>,
    /// What came of the round; there once it is through.
    pub summary: Option<Summary>,
    /// The text that has the keys.
    pub pane: Pane,
    /// The first lines on screen, of the story and of what is said to it.
    pub tops: [usize; 2],
    /// What was opened last of what is missing: the next one comes after it.
    pub opened: Option<Lack>,
    /// How many rounds were begun.
    rounds: u64,
    /// Whether something changed that the other stories have not been asked about yet.
    due: bool,
    /// How often they were asked.
    turn: u64,
}

impl RefineScreen {
    /// Comes here by its key: what was begun goes on, what is through begins again.
    pub fn enter(&mut self) {
        if self.round.here.is_none() {
            self.round = Round::default();
            self.clock = Clock::default();
            self.rounds += 1;
        }
    }

    /// Reads the backlog afresh; the story on screen stays, or the next one comes where it went.
    pub fn refresh(&mut self, backlog: &Backlog) {
        let was = self.round.here;
        self.round.read(backlog);
        self.turned(was, backlog);
    }

    /// What is said of the story on screen, where another one is or it is another.
    fn turned(&mut self, was: Option<StoryId>, backlog: &Backlog) {
        let story = self.round.here.and_then(|id| backlog.story(id));
        let before = self.card.take();
        self.card = story.map(|story| Card::of(story, before, backlog));
        self.due = story.is_some();
        self.summary = story
            .is_none()
            .then(|| Summary { stock: stock::of(backlog), velocity: velocity::forecast(backlog) });
        if was != self.round.here {
            self.tops = [0, 0];
            self.pane = Pane::Story;
            self.opened = None;
        }
    }

    /// What is to be asked of all stories, and in which turn: once for each change.
    pub fn asks(&mut self) -> (u64, Vec<Asked>) {
        let due = std::mem::take(&mut self.due);
        let asked = self.story().filter(|_| due).map(|id| Asked::Said(id, self.rounds));
        self.turn += u64::from(asked.is_some());
        (self.turn, asked.into_iter().collect())
    }

    /// Takes in what they say; what was overtaken, or is about another story, is left out.
    pub fn take(&mut self, turn: u64, said: Option<Said>) {
        let here = self.card.as_mut().filter(|_| turn == self.turn);
        if let (Some(card), Some(said)) = (here, said)
            && card.story == said.story
        {
            card.take(said);
        }
    }

    /// The story on screen.
    #[must_use]
    pub const fn story(&self) -> Option<StoryId> {
        self.round.here
    }

    /// The stories here, in their order.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        self.round.stories().collect()
    }

    /// Shows a story, if it is of this round.
    pub fn go_to(&mut self, story: StoryId, backlog: &Backlog) {
        let was = self.round.here;
        self.round.go_to(story);
        if was != self.round.here {
            self.turned(was, backlog);
        }
    }

    /// Leaves the story as it is and goes on.
    pub fn skip(&mut self, backlog: &Backlog) {
        let was = self.round.here;
        self.round.skip();
        self.turned(was, backlog);
    }

    /// Goes on to the next story that is not ready.
    pub fn go_on(&mut self, backlog: &Backlog) {
        let was = self.round.here;
        self.round.go_on();
        self.turned(was, backlog);
    }

    /// Goes back to the story before; says whether there was one.
    pub fn go_back(&mut self, backlog: &Backlog) -> bool {
        let was = self.round.here;
        let went = self.round.go_back();
        self.turned(was, backlog);
        went
    }

    /// What is missing next, after what was opened last, round and round.
    #[must_use]
    pub fn next_lack(&self) -> Option<&Lack> {
        let missing = &self.card.as_ref()?.missing;
        let next = match &self.opened {
            None => 0,
            Some(last) => match missing.iter().position(|it| it == last) {
                Some(at) => at + 1,
                // It was mended: what comes after it in the order of the rules.
                None => missing.iter().position(|it| it.rule >= last.rule).unwrap_or(0),
            },
        };
        missing.get(next).or_else(|| missing.first())
    }

    /// Goes to the other text.
    pub const fn switch_pane(&mut self) {
        self.pane = self.pane.other();
    }

    /// Whether there is something to leave.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.pane == Pane::Advice
    }

    /// Leaves what was entered last.
    pub const fn back(&mut self) {
        self.pane = Pane::Story;
    }

    /// On a narrow screen there is one text only.
    pub fn settle(&mut self, size: (u16, u16)) {
        if !Rooms::of(size).has_two() {
            self.pane = Pane::Story;
        }
    }
}
