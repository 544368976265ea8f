//! Random commands that mean something in a small backlog: often possible, sometimes refused.

mod nouns;
mod sprints;
pub mod verdicts;

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{
    Asking, Command, DependEdit, EpicPlace, Lines, LinkEdit, ListEdit, NewIdea, NewStory, Place,
    StoryEdits, ValueEdit, Wording,
};
use upnext::domain::conflict::{Conflict, Side};
use upnext::domain::epic::Epic;
use upnext::domain::field::Field;
use upnext::domain::fields::{Cell, Fields};
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::import::{
    Import, ImportedCriterion, ImportedEpic, ImportedNote, ImportedState, ImportedStory,
};
use upnext::domain::merge::merge;
use upnext::domain::number::Points;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Kind, LinkKind, Status, Story, StoryId};
use upnext::session::Session;

use crate::samples::{self, minute};

/// Kinds of commands there are.
pub const KINDS: usize = 67;

/// A command in small numbers: what it means depends on the backlog it meets.
#[derive(Debug, Clone)]
pub struct Deed {
    what: usize,
    a: usize,
    b: usize,
    c: usize,
    /// By another person.
    pub by: bool,
    yes: bool,
}

pub fn deed() -> impl Strategy<Value = Deed> {
    // Every second deed is one of the frequent ones.
    let often = vec![0, 1, 6, 13, 13, 14, 14, 16, 17, 20, 45, 48, 51, 53, 54, 55, 17, 46];
    let what = prop_oneof![0..KINDS, prop::sample::select(often)];
    let number = 0..1000usize;
    (what, number.clone(), number.clone(), number, prop::bool::weighted(0.2), any::<bool>())
        .prop_map(|(what, a, b, c, by, yes)| Deed { what, a, b, c, by, yes })
}

/// A few deeds, all of these kinds.
pub fn only(kinds: &'static [usize]) -> impl Strategy<Value = Vec<Deed>> {
    let of = (deed(), prop::sample::select(kinds));
    prop::collection::vec(of.prop_map(|(deed, what)| Deed { what, ..deed }), 1..48)
}

pub fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(deed(), 1..48)
}

/// Eight stories in an active sprint and out of it, two epics, a line of each definition. The
/// number 8 is free, as after a merge.
pub fn world() -> Backlog {
    let last = Story::clone(samples::backlog(8).numbered(8).unwrap());
    let eight = samples::put(&samples::backlog(8), Story { number: 10, ..last });
    let mut session = Session::new(eight);
    let mut ids = CountedIds(500_000);
    let stamp = Stamp { at: minute(500), by: "Ann".to_owned() };
    for command in [
        Command::AddEpic { title: "Checkout".into(), values: Vec::new() },
        Command::AddEpic { title: "Delivery".into(), values: Vec::new() },
        Command::AddRelease { name: "Spring".into(), values: Vec::new() },
        Command::AddPerson { name: "Kim".into(), values: Vec::new() },
        Command::AddLine { lines: Lines::Done, text: "reviewed".into() },
        Command::AddLine { lines: Lines::Ready, text: "shown".into() },
        Command::AddIdeas {
            ideas: ["Käse ☕", "tea"].map(|it| NewIdea::default().in_line(it)).into(),
        },
        Command::SetProduct { values: vec![(Field::ReadyOff, "lines,narrative".into())] },
    ] {
        session.perform(&command, &stamp, &mut ids).unwrap();
    }
    let idea = session.backlog().ideas().iter().next().unwrap().id;
    let dismiss = Command::DismissIdea { idea, reason: "no".into() };
    session.perform(&dismiss, &stamp, &mut ids).unwrap();
    disputed(session.backlog())
}

/// The same, with values that two people wrote differently.
fn disputed(backlog: &Backlog) -> Backlog {
    let after = |by: &str, commands: &[Command]| {
        let mut session = Session::new(backlog.clone());
        let stamp = Stamp { at: minute(501), by: by.to_owned() };
        for command in commands {
            session.perform(command, &stamp, &mut CountedIds(600_000)).unwrap();
        }
        session.backlog().clone()
    };
    let story = |number: u32| backlog.numbered(number).unwrap().id;
    let told = |points: &str, text: &str| {
        vec![
            Command::SetStory {
                stories: vec![story(2)],
                values: vec![(Field::Points, points.into()), (Field::Title, text.into())],
            },
            Command::SetCriterion { story: story(3), k: 1, wording: Wording::line(text) },
            Command::SetProduct { values: vec![(Field::Goal, text.into())] },
        ]
    };
    let (mut ours, mut theirs) = (told("3", "Mine"), told("8", "Theirs"));
    ours.push(Command::Ready { stories: vec![story(4)], overriding: Some("it burns".into()) });
    theirs.push(Command::Drop { stories: vec![story(4)], reason: "no".into() });
    merge(backlog, &after("Ann", &ours), &after("Bob", &theirs)).to_be_settled().backlog
}

/// What another backlog of this program may hold.
fn another(seed: usize) -> Backlog {
    let mut session = Session::default();
    let mut ids = CountedIds(2_000_000 + 1000 * seed as u64);
    let stamp = Stamp { at: minute(400), by: "Zoe".to_owned() };
    let title = |n: usize| NewStory { title: format!("Theirs {seed} {n}"), ..NewStory::default() };
    let stories = (0..=seed).map(title).collect();
    for command in [
        Command::AddRelease { name: ["spring", "1.0"][seed % 2].into(), values: Vec::new() },
        Command::AddEpic {
            title: ["Checkout", "Returns"][seed % 2].into(),
            values: vec![(Field::Release, ["spring", "1.0"][seed % 2].into())],
        },
        Command::AddPerson { name: ["KIM", "Ada"][seed % 2].into(), values: Vec::new() },
        Command::AddIdeas { ideas: vec![NewIdea { text: "tea".into(), ..NewIdea::default() }] },
        Command::AddStories { stories, place: Place::Bottom },
    ] {
        session.perform(&command, &stamp, &mut ids).unwrap();
    }
    session.backlog().clone()
}

impl Deed {
    fn story(n: usize, backlog: &Backlog) -> StoryId {
        let all: Vec<StoryId> = backlog.stories().iter().map(|story| story.id).collect();
        // Now and then one that is not here.
        if n.is_multiple_of(97) { StoryId::default() } else { all[n % all.len()] }
    }

    fn stories(&self, backlog: &Backlog) -> Vec<StoryId> {
        let mut all = vec![Self::story(self.a, backlog)];
        if self.c.is_multiple_of(3) {
            all.extend([Self::story(self.b, backlog), Self::story(self.c, backlog)]);
            all.sort();
            all.dedup();
        }
        all
    }

    /// Where there are stories like this, one of them as a rule.
    fn fitting(&self, backlog: &Backlog, fits: impl Fn(&Story) -> bool) -> Vec<StoryId> {
        let all = backlog.stories().iter().filter(|story| fits(story));
        let all: Vec<StoryId> = all.map(|story| story.id).collect();
        if all.is_empty() || self.c.is_multiple_of(4) {
            return self.stories(backlog);
        }
        vec![all[self.a % all.len()]]
    }

    fn in_state(&self, backlog: &Backlog, states: &[Status]) -> Vec<StoryId> {
        self.fitting(backlog, |story| states.contains(&story.status))
    }

    fn epic(n: usize, backlog: &Backlog) -> Id<Epic> {
        let all: Vec<Id<Epic>> = backlog.epics().iter().map(|epic| epic.id).collect();
        if all.is_empty() { Id::default() } else { all[n % all.len()] }
    }

    fn place(&self, backlog: &Backlog) -> Place {
        match self.b % 7 {
            0 => Place::Top,
            1 => Place::Bottom,
            2 => Place::Before(Self::story(self.c, backlog)),
            3 => Place::After(Self::story(self.c, backlog)),
            _ => Place::Position(self.c % (2 + backlog.stories().len())),
        }
    }

    /// One conflict, or all; now and then one that is not there.
    fn settle(&self, backlog: &Backlog) -> Command {
        let all: Vec<Id<Conflict>> = backlog.conflicts().iter().map(|it| it.id).collect();
        let one = all.get(self.a % all.len().max(1)).copied().unwrap_or_default();
        let conflicts = if self.b.is_multiple_of(4) { all } else { vec![one] };
        Command::Settle { conflicts, side: if self.yes { Side::Ours } else { Side::Theirs } }
    }

    fn lines(&self) -> Lines {
        if self.yes { Lines::Done } else { Lines::Ready }
    }

    fn words(&self) -> String {
        ["tea", "coffee", "käse ☕", "As a guest, I want tea, so that I am warm", ""][self.b % 5]
            .to_owned()
    }

    fn value(&self) -> (Field, String) {
        let all = [
            (Field::Title, "Other"),
            (Field::Title, ""),
            (Field::Role, "guest"),
            (Field::Want, "tea"),
            (Field::Benefit, "warmth"),
            (Field::Description, "two\nlines"),
            (Field::Kind, "bug"),
            (Field::Kind, "story"),
            (Field::Points, "5"),
            (Field::Points, "0.25"),
            (Field::Points, ""),
            (Field::Points, "many"),
            (Field::Epic, "Checkout"),
            (Field::Epic, ""),
            (Field::Release, "Spring"),
            (Field::Release, ""),
            (Field::Tags, "x, y"),
            (Field::Skills, "sql"),
            (Field::Requester, "Zoe"),
            (Field::Assignee, "Kim"),
            (Field::Moscow, "must"),
            (Field::Value, "13"),
            (Field::Urgency, "8"),
            (Field::Risk, "4"),
            (Field::Reach, "1000"),
            (Field::Impact, "0.5"),
            (Field::Confidence, "80"),
            (Field::Effort, "2"),
            (Field::Status, "accepted"),
        ];
        let (field, value) = all[self.b % all.len()];
        (field, value.to_owned())
    }

    fn product_value(&self) -> (Field, String) {
        let all = [
            (Field::Name, "Bakery"),
            (Field::Goal, "bread by six"),
            (Field::Goal, ""),
            (Field::Scale, "1 2 4 8"),
            (Field::Largest, "3"),
            (Field::Score, "rice"),
            (Field::ReadyOff, "lines,narrative,criteria,estimate"),
            (Field::ReadyOff, "lines,narrative"),
            (Field::ChecksOff, "minimal,unique"),
            (Field::WorkingDays, "mon,tue"),
            (Field::Holidays, "2026-12-25"),
            (Field::SprintLength, "0"),
        ];
        let (field, value) = all[self.a % all.len()];
        (field, value.to_owned())
    }

    fn epic_place(&self, backlog: &Backlog) -> EpicPlace {
        let other = Self::epic(self.c, backlog);
        [EpicPlace::Top, EpicPlace::Bottom, EpicPlace::Before(other), EpicPlace::After(other)]
            [self.b % 4]
    }

    fn import(&self) -> Import {
        let in_sprint = !self.c.is_multiple_of(4);
        let row = |n: usize| {
            let mut fields = Fields::default();
            let key = format!("K-{}", (self.a + n) % 12);
            fields.put("key", Cell::One(key.clone()));
            ImportedStory {
                line: 2 + n as u64,
                key: Some(key),
                title: format!("Imported {n}"),
                points: n.is_multiple_of(2).then(|| Points::whole(3)),
                state: [
                    ImportedState::ToDo,
                    ImportedState::Known(Status::Accepted),
                    ImportedState::Known(Status::Doing),
                ][(self.b + n) % 3],
                criteria: vec![ImportedCriterion {
                    text: "works".into(),
                    met: self.yes,
                    ..ImportedCriterion::default()
                }],
                epic: (n == 1).then(|| ["Checkout", "E-1", "New one"][self.c % 3].to_owned()),
                sprint: in_sprint.then(|| format!("S {}", (self.b + n / 2) % 4)),
                depends_on: vec![format!("K-{}", (self.a + n + 1) % 12)],
                notes: vec![ImportedNote { at: None, by: "Lee".into(), text: "hm".into() }],
                fields,
                ..ImportedStory::default()
            }
        };
        Import {
            source: "csv".into(),
            key_field: "key".into(),
            sprint_field: "sprint".into(),
            epics: vec![ImportedEpic {
                key: "E-1".into(),
                title: "Returns".into(),
                ..ImportedEpic::default()
            }],
            sprints: (0..4).map(|n| format!("S {n}")).collect(),
            people: vec!["Lee".into()],
            stories: (0..=(self.c % 4)).map(row).collect(),
        }
    }

    /// Other words for a question or a note, or none any more.
    fn on_talk(&self, backlog: &Backlog) -> Command {
        let (k, text) = (1 + self.b % 2, ["how?", "who?", "käse ☕"][self.c % 3].to_owned());
        let asked = || self.fitting(backlog, |story| !story.questions.is_empty())[0];
        let noted = || self.fitting(backlog, |story| !story.notes.is_empty())[0];
        match self.what {
            32 => Command::SetQuestion { story: asked(), k, text },
            33 => Command::RemoveQuestion { story: asked(), k },
            34 => Command::SetNote { story: noted(), k, text },
            _ => Command::RemoveNote { story: noted(), k },
        }
    }

    fn new_ideas(&self) -> Vec<NewIdea> {
        let one = |n: usize| NewIdea {
            text: if n == 0 { self.words() } else { format!("Idea {n}") },
            from: ["", "Mrs Okafor"][self.c % 2].into(),
            tags: vec![["gifts", "a b"][self.a % 7 / 6].into()],
            score: [None, Some(5), Some(1), Some(6)][self.c % 4],
            ..NewIdea::default()
        };
        (0..=self.a % 3).map(one).collect()
    }

    /// An edit that began with the story as it is, or as it might have been.
    fn edits(&self, story: StoryId, backlog: &Backlog) -> StoryEdits {
        let held = backlog.story(story).map(|it| Story::clone(it)).unwrap_or_default();
        let other = Self::story(self.b, backlog);
        let (field, to) = self.value();
        let from = if self.yes { "what was there".to_owned() } else { to.clone() };
        let kind = [LinkKind::Relates, LinkKind::Follows][self.c % 2];
        let link = LinkEdit { from: story, to: other, kind, add: !self.c.is_multiple_of(3) };
        let depend = DependEdit { on: other, add: !self.b.is_multiple_of(3) };
        StoryEdits {
            values: if self.c.is_multiple_of(3) {
                vec![ValueEdit { field, from, to }]
            } else {
                vec![]
            },
            criteria: self.list(&held.criteria, |it| (it.id, Wording::of(it)), Wording::line),
            questions: self.list(
                &held.questions,
                |it| (it.id, Asking::of(it)),
                |text| Asking { answer: self.yes.then(|| text.clone()), text },
            ),
            notes: self.list(&held.notes, |it| (it.id, it.text.clone()), |text| text),
            depends_on: self.a.is_multiple_of(4).then_some(depend).into_iter().collect(),
            links: self.a.is_multiple_of(3).then_some(link).into_iter().collect(),
        }
    }

    /// A list with one piece fewer, one edited, one new and one that is gone by now.
    fn list<T, W: Clone>(
        &self,
        held: &[T],
        of: impl Fn(&T) -> (Id<T>, W),
        new: impl Fn(String) -> W,
    ) -> ListEdit<T, W> {
        let text = |n: usize| if self.b % 5 == 4 { format!("w{n}") } else { self.words() };
        let mut known: Vec<(Id<T>, W)> = held.iter().map(of).collect();
        let gone = Id::new(uuid::Uuid::from_u128(77));
        known.insert(self.a % (known.len() + 1), (gone, new("gone".to_owned())));
        let mut wanted: Vec<_> = known.iter().map(|(id, it)| (Some(*id), it.clone())).collect();
        let at = self.c % wanted.len();
        match self.b % 6 {
            0 => drop(wanted.remove(at)),
            1 => wanted[at].1 = new(text(at)),
            2 => wanted.insert(at, (None, new(text(at)))),
            3 => wanted.rotate_left(at),
            _ => {}
        }
        ListEdit { known, wanted }
    }

    fn new_stories(&self) -> Vec<NewStory> {
        let one = |n: usize| NewStory {
            title: if n == 0 { self.words() } else { format!("New {n}") },
            kind: if self.yes { Kind::Chore } else { Kind::Story },
            points: self.c.is_multiple_of(2).then(|| Points::whole(2)),
            criteria: vec![if n.is_multiple_of(2) {
                "it works".into()
            } else {
                Wording { when: "asked".into(), then: "it works".into(), ..Wording::default() }
            }],
            tags: vec!["new".into()],
            ..NewStory::default()
        };
        (0..=self.a % 3).map(one).collect()
    }
}

/// What a deed means in this backlog.
pub fn command(deed: &Deed, backlog: &Backlog) -> Command {
    let story = Deed::story(deed.a, backlog);
    let other = Deed::story(deed.b, backlog);
    let stories = deed.stories(backlog);
    // Now and then one that is not there.
    let (k, to) = ([1, 2, 1, 2, 3, 0][deed.b % 6], [2, 1, 3, 0][deed.c % 4]);
    let text = deed.words();
    let wording = if deed.yes {
        Wording::line(text.clone())
    } else {
        Wording { given: text.clone(), then: "it is seen".into(), ..Wording::default() }
    };
    let reason = deed.c.is_multiple_of(5).then(|| "it burns".to_owned());
    match deed.what {
        0 => Command::AddStories { stories: deed.new_stories(), place: deed.place(backlog) },
        1 => Command::SetStory { stories, values: vec![deed.value()] },
        2 => Command::AddCriterion { stories, wording },
        3 => Command::SetCriterion { story, k, wording },
        4 => Command::RemoveCriterion { story, k },
        5 => Command::MoveCriterion { story, k, to },
        6 => Command::Ask { story, text },
        7 => Command::Answer {
            story: deed.fitting(backlog, |story| !story.questions.is_empty())[0],
            k: 1 + deed.b % 2,
            text: ["yes", "no"][deed.c % 2].into(),
        },
        8 => Command::AddNote { story, text },
        9 => Command::Depend { story, on: other, remove: deed.yes && deed.c.is_multiple_of(2) },
        10 => {
            let kind = if deed.yes { LinkKind::Follows } else { LinkKind::Relates };
            Command::Link { story, to: other, kind, remove: deed.c.is_multiple_of(4) }
        }
        11 => {
            let tag = |n: usize| vec![format!("t{}", n % 4)];
            Command::Tag { stories, add: tag(deed.b), remove: tag(deed.c) }
        }
        12 => {
            let ks = vec![1 + deed.b % 2];
            Command::Tick { story, lines: deed.lines(), ks, on: !deed.c.is_multiple_of(3) }
        }
        13 => Command::Move { stories, place: deed.place(backlog), reason },
        14 => Command::Ready { stories, overriding: reason },
        15 => Command::Unready { stories: deed.in_state(backlog, &[Status::Ready]) },
        16 => Command::Start { stories: deed.in_state(backlog, &[Status::Ready]) },
        17 => Command::Deliver { stories: deed.in_state(backlog, &[Status::Doing]) },
        18 => Command::Back {
            stories: deed.in_state(backlog, &[Status::Ready, Status::Doing, Status::Delivered]),
        },
        19 => Command::Block { stories, reason: text },
        20 => Command::Drop { stories, reason: "no".into() },
        21 => Command::Restore { stories: deed.in_state(backlog, &[Status::Dropped]) },
        22 => {
            Command::Unblock { stories: deed.fitting(backlog, |story| story.impediment.is_some()) }
        }
        23 => Command::SetProduct { values: vec![deed.product_value()] },
        24 => Command::AddLine { lines: deed.lines(), text },
        25 => Command::RemoveLine { lines: deed.lines(), k: deed.b % 3 },
        26 => {
            let values = vec![(Field::Horizon, ["now", "next", "soon"][deed.b % 3].into())];
            Command::AddEpic { title: format!("Epic {}", deed.c % 4), values }
        }
        27 => {
            let values = [
                (Field::Title, "Checkout"),
                (Field::Outcome, "more"),
                (Field::Horizon, "now"),
                (Field::Release, "Spring"),
            ];
            let (field, value) = values[deed.b % 4];
            Command::SetEpic {
                epic: Deed::epic(deed.a, backlog),
                values: vec![(field, value.into())],
            }
        }
        28 => {
            Command::MoveEpic { epic: Deed::epic(deed.a, backlog), place: deed.epic_place(backlog) }
        }
        29 => Command::RemoveEpic { epic: Deed::epic(deed.a, backlog) },
        30 => Command::Import(Box::new(deed.import())),
        31 => Command::AddIdeas { ideas: deed.new_ideas() },
        32..=35 => deed.on_talk(backlog),
        36..=38 => deed.on_people(backlog),
        39..=42 => deed.on_releases(backlog),
        43 => {
            let story = deed.fitting(backlog, |story| story.status.is_open())[0];
            Command::EditStory { story, edits: Box::new(deed.edits(story, backlog)) }
        }
        44..=47 | 57 | 58 => deed.on_verdicts(backlog),
        48..=56 => deed.on_sprints(backlog),
        59 => Command::TakeOver(Box::new(another(deed.a % 4))),
        60 => Command::Waive { id: format!("atomic:{}", deed.a % 4), reason: text },
        61..=64 => deed.on_ideas(backlog),
        65 => Command::TellAgain { id: format!("atomic:{}", deed.a % 4) },
        _ => deed.settle(backlog),
    }
}
