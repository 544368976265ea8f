//! The Product Owner's verdicts and the close of a sprint, each by its sentence, worked by hand.

#![cfg(test)]

mod given;

use std::borrow::Borrow;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::number::Points;
use upnext::domain::refusal::Refusal;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Kind, Status, Story, StoryId};
use upnext::domain::table::Table;
use upnext::session::{Outcome, Session};

use crate::samples::minute;

/// A small backlog and a clock of minutes.
struct Shop {
    session: Session,
    ids: CountedIds,
    clock: u32,
}

impl Shop {
    /// Stories #1… of these points, each with the criteria "it works" and "it is seen".
    fn with(points: &[u32]) -> Self {
        let mut shop = Self { session: Session::default(), ids: CountedIds(0), clock: 0 };
        let story = |points: &u32| NewStory {
            title: "Pay".into(),
            kind: Kind::Chore,
            points: (*points > 0).then(|| Points::whole(*points)),
            criteria: vec!["it works".into(), "it is seen".into()],
            ..NewStory::default()
        };
        let stories = points.iter().map(story).collect();
        shop.does(Command::AddStories { stories, place: Place::Bottom });
        shop
    }

    fn tries(&mut self, command: &Command) -> Result<Outcome, Refusal> {
        self.clock += 1;
        let stamp = Stamp { at: minute(self.clock), by: "Ann".into() };
        self.session.perform(command, &stamp, &mut self.ids)
    }

    #[track_caller]
    fn does(&mut self, command: impl Borrow<Command>) -> Outcome {
        let command = command.borrow();
        self.tries(command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"))
    }

    #[track_caller]
    fn refused(&mut self, command: impl Borrow<Command>) -> Refusal {
        let before = self.session.backlog().clone();
        let refusal = self.tries(command.borrow()).unwrap_err();
        assert!(*self.session.backlog() == before);
        refusal
    }

    fn backlog(&self) -> &Backlog {
        self.session.backlog()
    }

    fn story(&self, number: u32) -> &Story {
        self.backlog().numbered(number).unwrap()
    }

    fn id(&self, number: u32) -> StoryId {
        self.story(number).id
    }

    fn ids(&self, numbers: &[u32]) -> Vec<StoryId> {
        numbers.iter().map(|number| self.id(*number)).collect()
    }

    /// The parts of the backlog written over by hand.
    fn rewrite(&mut self, change: impl FnOnce(&mut Parts)) {
        let held = self.backlog();
        let mut parts = Parts {
            product: held.product().clone(),
            stories: held.stories().clone(),
            sprints: held.sprints().clone(),
            epics: held.epics().clone(),
            releases: held.releases().clone(),
            people: held.people().clone(),
            ideas: held.ideas().clone(),
            ..Parts::default()
        };
        change(&mut parts);
        self.session = Session::new(Backlog::from(parts));
    }

    fn alter(&mut self, number: u32, change: impl FnOnce(&mut Story)) {
        let id = self.id(number);
        self.rewrite(|parts| {
            let mut story = Story::clone(parts.stories.get(id).unwrap());
            change(&mut story);
            let others = parts.stories.iter().filter(|it| it.id != id).cloned();
            parts.stories = Table::of(others.chain([story.into()]).collect::<Vec<_>>());
        });
    }

    fn deliver(&mut self, number: u32) {
        self.alter(number, |it| it.status = Status::Doing);
        let stories = self.ids(&[number]);
        self.does(Command::Deliver { stories });
    }
}
