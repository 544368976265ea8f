//! Random verdicts, and a sprint closed now and then. It tests nothing.

use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, Leftovers};
use upnext::domain::criterion::Judgement;
use upnext::domain::field::Field;
use upnext::domain::sprint::SprintState;
use upnext::domain::story::{Status, StoryId};

use super::Deed;

/// What happens to the stories of a sprint while it runs: other values, work, imports, scope,
/// splits, verdicts.
pub const IN_A_SPRINT: &[usize] =
    &[1, 16, 17, 17, 18, 20, 21, 30, 51, 51, 52, 52, 56, 44, 45, 45, 46];

impl Deed {
    /// Another estimate of some story, or none.
    pub fn estimate(&self, backlog: &Backlog) -> Command {
        let points = ["1", "2", "8", "0.5", ""][self.b % 5].to_owned();
        let stories = self.fitting(backlog, |story| story.status.is_open());
        Command::SetStory { stories, values: vec![(Field::Points, points)] }
    }

    /// What the Product Owner says of what was delivered, and of the sprint.
    pub(super) fn on_verdicts(&self, backlog: &Backlog) -> Command {
        let text = || ["slow", "no receipt", ""][self.b % 3].to_owned();
        let delivered = || self.in_state(backlog, &[Status::Delivered]);
        match self.what {
            44 => Command::Judge {
                story: self.in_state(backlog, &[Status::Doing, Status::Delivered])[0],
                k: self.b % 4,
                judgement: Judgement::ALL[self.c % 3],
                note: text(),
            },
            45 => Command::Accept {
                stories: delivered(),
                overriding: self.b.is_multiple_of(2).then(|| "the fair is tomorrow".to_owned()),
            },
            46 => Command::Reject {
                story: delivered()[0],
                unmet: (0..self.c % 3).map(|n| self.b % 3 + n).collect(),
                reason: self.yes.then(text),
            },
            47 => Command::FollowUp {
                story: self.in_state(backlog, &[Status::Accepted])[0],
                title: self.words(),
            },
            58 => Command::JudgeRest {
                story: self.in_state(backlog, &[Status::Doing, Status::Delivered])[0],
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
