//! Random acts on sprints, and stories that come in, go out and are split.
//! It never says what must come of them.

use upnext::domain::backlog::Backlog;
use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::domain::id::Id;
use upnext::domain::number::Points;
use upnext::domain::person::Person;
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::story::Story;

use super::Deed;
use crate::samples::minute;

impl Deed {
    /// Where there is one in this state, that one as a rule.
    pub(super) fn sprint(&self, state: SprintState, backlog: &Backlog) -> Option<Id<Sprint>> {
        let all: Vec<Id<Sprint>> = backlog.sprints().iter().map(|it| it.id).collect();
        match self.b % 4 {
            0 => None,
            1 if !all.is_empty() => Some(all[self.c % all.len()]),
            _ => backlog.sprint_in(state).map(|it| it.id),
        }
    }

    fn planning(&self) -> Command {
        let day = |n: usize| minute(1440 * u32::try_from(n % 27).unwrap()).day();
        let start = self.a.is_multiple_of(2).then(|| day(self.b));
        let end = self.c.is_multiple_of(3).then(|| day(self.b + self.c % 5));
        Command::PlanSprint { goal: self.words(), start, end }
    }

    pub(super) fn on_sprints(&self, backlog: &Backlog) -> Command {
        let reason = (!self.c.is_multiple_of(5)).then(|| "it burns".to_owned());
        let running = |story: &Story| {
            let sprint = backlog.sprint_of(story).map(|it| it.state);
            sprint.is_some_and(|it| matches!(it, SprintState::Active | SprintState::Planned))
        };
        let free = |story: &Story| story.status.is_open() && !running(story);
        match self.what {
            48 => self.planning(),
            49 => {
                let (field, value) = [
                    (Field::Goal, "Pay"),
                    (Field::Goal, ""),
                    (Field::Start, "2026-11-02"),
                    (Field::End, "2026-11-13"),
                    (Field::End, "2026-10-13"),
                    (Field::Start, ""),
                    (Field::People, "Kim 0.5"),
                    (Field::People, "nobody"),
                    (Field::People, ""),
                ][self.a % 9];
                let sprint = self.sprint(SprintState::Planned, backlog).unwrap_or_default();
                Command::SetSprint { sprint, values: vec![(field, value.to_owned())] }
            }
            50 => {
                let all: Vec<Id<Person>> = backlog.people().iter().map(|it| it.id).collect();
                let person = all.get(self.a % all.len().max(1)).copied().unwrap_or_default();
                let days = (0..self.b % 3).map(|n| minute(1440 * u32::try_from(n).unwrap()).day());
                Command::DaysOff { person, days: days.collect(), remove: self.yes }
            }
            51 => Command::Pull {
                stories: self.fitting(backlog, free),
                into: self.sprint(SprintState::Active, backlog),
                reason,
                overriding: (!self.a.is_multiple_of(4)).then(|| "we dare".to_owned()),
                instead_of: if self.a.is_multiple_of(3) {
                    self.fitting(backlog, running)
                } else {
                    Vec::new()
                },
            },
            52 => Command::PutBack { stories: self.fitting(backlog, running), reason },
            53 => Command::Fill { sprint: self.sprint(SprintState::Planned, backlog) },
            54 => Command::StartSprint { sprint: self.sprint(SprintState::Planned, backlog) },
            55 => Command::CancelSprint {
                sprint: self.sprint(SprintState::Active, backlog),
                reason: self.words(),
            },
            _ => self.split(backlog),
        }
    }

    fn split(&self, backlog: &Backlog) -> Command {
        let story = self.fitting(backlog, |story| story.status.is_open())[0];
        let titles = (0..self.a % 3).map(|n| format!("Part {n}")).collect();
        Command::Split {
            story,
            titles,
            criteria: [vec![], vec![(1, 1)], vec![(2, 2), (1, 1)], vec![(1, 1), (1, 2)]]
                [self.b % 4]
                .clone(),
            points: vec![Some(Points::whole(2)); self.c % 3],
            keep: self.yes.then(|| Points::whole(1)),
        }
    }
}
