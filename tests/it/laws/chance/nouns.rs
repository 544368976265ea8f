//! Random acts on people, releases and ideas.
//! It never says what must come of them.

use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, FromIdea};
use upnext::domain::field::Field;
use upnext::domain::id::Id;
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::person::Person;
use upnext::domain::release::Release;

use super::Deed;
use crate::samples::minute;

impl Deed {
    pub(super) fn on_people(&self, backlog: &Backlog) -> Command {
        let name = ["Kim", "kim ", "Lee", "Zoë", ""][self.b % 5].to_owned();
        let all: Vec<Id<Person>> = backlog.people().iter().map(|it| it.id).collect();
        let person = all.get(self.a % all.len().max(1)).copied().unwrap_or_default();
        let (field, value) = [
            (Field::Name, "Kim"),
            (Field::Allocation, "0.5"),
            (Field::Allocation, "1.01"),
            (Field::Skills, "sql, ux"),
            (Field::DaysOff, "2026-12-24 2026-12-28"),
            (Field::DaysOff, ""),
            (Field::Target, "2026-12-24"),
        ][self.c % 7];
        let values = vec![(field, value.to_owned())];
        match self.what {
            36 => Command::AddPerson { name, values },
            37 => Command::SetPerson { person, values },
            _ => Command::RemovePerson { person },
        }
    }

    pub(super) fn on_releases(&self, backlog: &Backlog) -> Command {
        let name = ["Spring", "spring", "1.0", ""][self.b % 4].to_owned();
        let all: Vec<Id<Release>> = backlog.releases().iter().map(|it| it.id).collect();
        let release = all.get(self.a % all.len().max(1)).copied().unwrap_or_default();
        let (field, value) = [
            (Field::Name, "Autumn"),
            (Field::Target, "2026-12-24"),
            (Field::Target, "soon"),
            (Field::Notes, "two\nlines"),
            (Field::Target, ""),
        ][self.c % 5];
        let values = vec![(field, value.to_owned())];
        match self.what {
            39 => Command::AddRelease { name, values },
            40 => Command::SetRelease { release, values },
            41 => {
                let days = [None, Some(minute(0).day()), Some(minute(20_000).day())];
                Command::ShipRelease { release, on: days[self.b % 3] }
            }
            _ => Command::RemoveRelease { release },
        }
    }

    pub(super) fn on_ideas(&self, backlog: &Backlog) -> Command {
        // What is taken up again was mostly put aside before.
        let again = |it: &Idea| {
            self.what != 64 || it.state == IdeaState::Dismissed || self.c.is_multiple_of(5)
        };
        let ideas = backlog.ideas().iter().filter(|it| again(it));
        let all: Vec<Id<Idea>> = ideas.map(|it| it.id).collect();
        let idea = all.get(self.a % (all.len() + 1)).copied().unwrap_or_default();
        match self.what {
            61 => {
                let held = backlog.ideas().get(idea).map(|it| Idea::clone(it)).unwrap_or_default();
                let story = FromIdea::draft(&held);
                let story = if self.yes { story } else { story.titled(&self.words(), &held) };
                let place = self.place(backlog);
                Command::StoryFromIdea { idea, story: Box::new(story), place }
            }
            62 => Command::JoinIdea { idea, story: Self::story(self.b, backlog) },
            63 => Command::DismissIdea { idea, reason: ["no", ""][self.b % 5 / 4].to_owned() },
            _ => Command::RestoreIdea { idea },
        }
    }
}
