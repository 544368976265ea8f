//! The Product Owner's verdicts and the close of a sprint, each by its sentence, worked by hand.

#![cfg(test)]

mod closed;
mod given;
mod told;

use std::borrow::Borrow;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, Leftovers, NewStory, Place};
use upnext::domain::criterion::Judgement;
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::number::{Points, Signed};
use upnext::domain::refusal::Refusal;
use upnext::domain::sprint::{Part, Record, Sprint, SprintState};
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

/// Acts on sprints, in as few words as the tests need.
impl Shop {
    /// Plans a sprint, pulls these stories in and starts it.
    fn sprint(&mut self, numbers: &[u32]) -> Id<Sprint> {
        if self.backlog().sprint_in(SprintState::Planned).is_none() {
            let (start, end) = (None, None);
            self.does(Command::PlanSprint { goal: "Pay".into(), start, end });
        } else {
            let sprint = self.backlog().sprint_in(SprintState::Planned).unwrap().id;
            let values = vec![(Field::Goal, "Pay".to_owned())];
            self.does(Command::SetSprint { sprint, values });
        }
        if !numbers.is_empty() {
            self.pull(numbers);
        }
        self.does(Command::StartSprint { sprint: None });
        self.backlog().sprint_in(SprintState::Active).unwrap().id
    }

    /// Into the planned sprint, else the active one, whatever speaks against it.
    fn pull(&mut self, numbers: &[u32]) {
        let (stories, said) = (self.ids(numbers), Some("so it is".to_owned()));
        self.does(Command::Pull {
            stories,
            into: None,
            reason: said.clone(),
            overriding: said,
            instead_of: Vec::new(),
        });
    }

    fn put_back(&mut self, number: u32) {
        let reason = Some("too much".to_owned());
        self.does(Command::PutBack { stories: self.ids(&[number]), reason });
    }

    fn estimate(&mut self, number: u32, points: &str) {
        let values = vec![(Field::Points, points.to_owned())];
        self.does(Command::SetStory { stories: self.ids(&[number]), values });
    }

    /// Delivers a story as it stands and accepts it, every criterion met.
    fn accept(&mut self, number: u32) {
        self.deliver(number);
        for k in 1..=self.story(number).criteria.len() {
            let (judgement, note) = (Judgement::Met, String::new());
            self.does(Command::Judge { story: self.id(number), k, judgement, note });
        }
        self.does(Command::Accept { stories: self.ids(&[number]), overriding: None });
    }

    fn reject(&mut self, number: u32) {
        self.deliver(number);
        self.does(Command::Reject { story: self.id(number), unmet: vec![1], reason: None });
    }

    fn closing(leftovers: Leftovers) -> Command {
        Command::CloseSprint {
            sprint: None,
            goal_met: Some(true),
            note: String::new(),
            leftovers,
            next: Vec::new(),
            backlog: Vec::new(),
        }
    }

    /// Closes the active sprint and gives its record, which adds up.
    #[track_caller]
    fn close(&mut self, leftovers: Leftovers) -> Record {
        let sprint = self.backlog().sprint_in(SprintState::Active).unwrap().id;
        self.does(Self::closing(leftovers));
        let record = self.record(sprint);
        assert_eq!(off(&record), None);
        record
    }

    fn record(&self, sprint: Id<Sprint>) -> Record {
        self.backlog().sprints().get(sprint).unwrap().record.clone().unwrap()
    }

    /// The numbers of these stories.
    fn numbers<'a>(&self, stories: impl IntoIterator<Item = &'a StoryId>) -> Vec<u32> {
        let number = |id: &StoryId| self.backlog().story(*id).unwrap().number;
        let mut numbers: Vec<u32> = stories.into_iter().map(number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Points and stories of a part.
    fn part(&self, part: &Part) -> (String, Vec<u32>) {
        (part.points.to_string(), self.numbers(&part.stories))
    }
}

/// What is wrong with a record: parts that do not add up, a story in two of them.
pub fn off(record: &Record) -> Option<String> {
    let points = |part: &Option<Part>| Signed::from(part.as_ref().unwrap().points);
    let (rejected, unfinished) = (points(&record.rejected), points(&record.unfinished));
    let came_to = Signed::from(record.accepted.points) + rejected + unfinished;
    let mut all: Vec<StoryId> = record.accepted.stories.iter().copied().collect();
    all.extend(&record.rejected.as_ref().unwrap().stories);
    all.extend(&record.unfinished.as_ref().unwrap().stories);
    let count = all.len();
    all.sort();
    all.dedup();
    if all.len() != count {
        return Some("a story stands in two parts".into());
    }
    let went_in = points(&record.committed) + points(&record.added) - points(&record.removed)
        + record.re_estimated.as_ref().unwrap().points;
    (went_in != came_to).then(|| format!("{went_in} went in and {came_to} came out"))
}
