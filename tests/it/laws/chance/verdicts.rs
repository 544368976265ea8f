//! Random verdicts, and a sprint closed now and then. It tests nothing.

use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, Leftovers};
use upnext::domain::criterion::Judgement;
use upnext::domain::sprint::SprintState;
use upnext::domain::story::{Status, StoryId};

use super::Deed;

impl Deed {
    /// What the Product Owner says of what was delivered, and of the sprint.
    pub(super) fn on_verdicts(&self, backlog: &Backlog) -> Command {
        let text = || ["slow", "no receipt", ""][self.b % 3].to_owned();
        let delivered = || self.in_state(backlog, &[Status::Delivered]);
        match self.what {
            53 => Command::Judge {
                story: self.in_state(backlog, &[Status::Doing, Status::Delivered])[0],
                k: self.b % 4,
                judgement: Judgement::ALL[self.c % 3],
                note: text(),
            },
            54 => Command::Accept {
                stories: delivered(),
                overriding: self.b.is_multiple_of(2).then(|| "the fair is tomorrow".to_owned()),
            },
            55 => Command::Reject {
                story: delivered()[0],
                unmet: (0..self.c % 3).map(|n| self.b % 3 + n).collect(),
                reason: self.yes.then(text),
            },
            56 => Command::FollowUp {
                story: self.in_state(backlog, &[Status::Accepted])[0],
                title: self.words(),
            },
            _ => self.close(backlog),
        }
    }

    /// The end of a sprint, with a story or two sent one way by name.
    pub fn close(&self, backlog: &Backlog) -> Command {
        let active = backlog.sprint_in(SprintState::Active).map(|it| it.id);
        let inside = |story: &StoryId| {
            backlog.story(*story).is_some_and(|it| it.sprint.is_some() && it.sprint == active)
        };
        let named = self.stories(backlog).into_iter().filter(inside);
        let (next, rest): (Vec<_>, Vec<_>) = named.partition(|_| self.a.is_multiple_of(2));
        Command::CloseSprint {
            sprint: self.sprint(SprintState::Active, backlog),
            goal_met: [None, Some(true), Some(false)][self.c % 3],
            note: ["", "well done"][self.b % 2].into(),
            leftovers: if self.yes { Leftovers::Next } else { Leftovers::Backlog },
            next,
            backlog: rest,
        }
    }
}
