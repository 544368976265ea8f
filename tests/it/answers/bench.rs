//! A small backlog to ask, and how to read what it answers.

use chrono::NaiveDate;
use serde_json::Value;
use upnext::cli::act::Question;
use upnext::cli::answer::{json, text};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Ids, fresh};
use upnext::domain::release::Release;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;

/// A backlog and what it takes to go on with it.
pub struct Bench {
    pub backlog: Backlog,
    pub ids: CountedIds,
    pub minute: u32,
}

impl Bench {
    pub fn new() -> Self {
        Self { backlog: Backlog::default(), ids: CountedIds(0), minute: 0 }
    }

    pub fn act(&mut self, command: &Command) -> &mut Self {
        self.minute += 1;
        let stamp = Stamp { at: minute(self.minute), by: "ann".into() };
        self.backlog = self.backlog.carry_out(command, &stamp, &mut self.ids).unwrap().0;
        self
    }

    pub fn add(&mut self, titles: &[&str]) -> &mut Self {
        let story = |title: &&str| NewStory { title: (*title).into(), ..NewStory::default() };
        let stories = titles.iter().map(story).collect();
        self.act(&Command::AddStories { stories, place: Place::Bottom })
    }

    pub fn set(&mut self, number: u32, field: Field, value: &str) -> &mut Self {
        let stories = vec![self.story(number).id];
        self.act(&Command::SetStory { stories, values: vec![(field, value.into())] })
    }

    pub fn story(&self, number: u32) -> Story {
        (**self.backlog.numbered(number).unwrap()).clone()
    }

    /// Changes nouns past the commands: what later issues will write.
    pub fn rewrite(&mut self, change: impl FnOnce(&mut Parts, &mut dyn Ids)) -> &mut Self {
        let held = &self.backlog;
        let mut parts = Parts {
            product: held.product().clone(),
            stories: held.stories().clone(),
            epics: held.epics().clone(),
            releases: held.releases().clone(),
            sprints: held.sprints().clone(),
            people: held.people().clone(),
            ideas: held.ideas().clone(),
            ..Parts::default()
        };
        change(&mut parts, &mut self.ids);
        self.backlog = Backlog::from(parts);
        self
    }

    pub fn alter(&mut self, number: u32, change: impl FnOnce(&mut Story)) -> &mut Self {
        let mut story = self.story(number);
        change(&mut story);
        self.rewrite(|parts, _| {
            let others = parts.stories.iter().filter(|it| it.id != story.id).cloned();
            parts.stories = Table::of(others.chain([story.clone().into()]).collect::<Vec<_>>());
        })
    }

    pub fn json(&self, question: &Question) -> Value {
        serde_json::from_str(&json(question, &self.backlog, today()).unwrap()).unwrap()
    }

    pub fn text(&self, question: &Question, width: usize) -> String {
        text(question, &self.backlog, today(), Some(width)).unwrap()
    }

    pub fn numbers(&self, question: &Question) -> Vec<u64> {
        let rows = self.json(question);
        rows.as_array().unwrap().iter().map(|row| row["number"].as_u64().unwrap()).collect()
    }
}

pub fn minute(minute: u32) -> Moment {
    Moment::parse(&format!("2026-11-14T{:02}:{:02}:00+01:00", 8 + minute / 60, minute % 60))
        .unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn today() -> NaiveDate {
    day("2026-11-18")
}

pub fn list(query: &str) -> Question {
    Question::List { query: query.into(), all: false, columns: Vec::new(), limit: None }
}

pub fn columns(names: &[&str]) -> Question {
    let columns = names.iter().map(|name| (*name).to_owned()).collect();
    Question::List { query: String::new(), all: false, columns, limit: None }
}

pub fn show(number: u32) -> Question {
    Question::Show(format!("#{number}"))
}

/// The names of an object's fields in the order they are written. The parsed value sorts them,
/// so this reads the pretty text: the fields of the object that stands at this depth.
pub fn names(pretty: &str, depth: usize) -> Vec<String> {
    let indent = " ".repeat(2 * depth);
    let own = pretty.lines().filter_map(|line| line.strip_prefix(&indent)?.strip_prefix('"'));
    let mut names = Vec::new();
    for name in own.filter_map(|rest| rest.split_once("\":")).map(|(name, _)| name.to_owned()) {
        if names.first() == Some(&name) {
            break;
        }
        names.push(name);
    }
    names
}

pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// Names separated by commas, as the contract writes them.
pub fn contract(names: &str) -> Vec<String> {
    names.split(',').map(|name| name.trim().to_owned()).collect()
}

pub fn sorted(names: &str) -> Vec<String> {
    let mut names = contract(names);
    names.sort();
    names
}

pub const LIST: &str = "number,id,kind,title,status,points,position,epic,release,released,sprint,tags,\
    skills,requester,assignee,ready,missing,blocked,criteria,moscow,score,created,updated";

/// Six stories: ready, draft, doing, accepted and shipped, dropped, draft.
pub fn six() -> Bench {
    let mut it = Bench::new();
    it.act(&Command::AddEpic { title: "Checkout".into(), values: Vec::new() });
    it.add(&["Pay by card", "See the day", "Save the basket", "Log in", "Fax the order", "Search"]);
    for (field, value) in [
        (Field::Role, "shopper"),
        (Field::Want, "to pay by card"),
        (Field::Points, "5"),
        (Field::Epic, "Checkout"),
        (Field::Value, "8"),
        (Field::Urgency, "5"),
        (Field::Risk, "3"),
    ] {
        it.set(1, field, value);
    }
    let one = it.story(1).id;
    it.act(&Command::AddCriterion { stories: vec![one], wording: Wording::line("It is paid") });
    it.act(&Command::Ready { stories: vec![one], overriding: None });
    let (three, five) = (it.story(3).id, it.story(5).id);
    it.act(&Command::Ready { stories: vec![three], overriding: Some("a trial".into()) });
    it.act(&Command::Start { stories: vec![three] });
    it.act(&Command::Drop { stories: vec![five], reason: "nobody faxes".into() });
    it.rewrite(|parts, ids| {
        let released_on = Some(day("2026-11-01"));
        let release =
            Release { id: fresh(ids), name: "1.0".into(), released_on, ..Release::default() };
        let mut epic = (**parts.epics.iter().next().unwrap()).clone();
        epic.release = Some(release.id);
        parts.epics = Table::of([epic.into()]);
        parts.releases = Table::of([release.into()]);
    });
    let epic = it.story(1).epic;
    it.alter(4, |story| (story.status, story.epic) = (Status::Accepted, epic));
    it
}
