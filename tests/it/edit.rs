//! A story edited as a whole, on a backlog that others have changed meanwhile: only what the edit
//! changed is written, and whatever gave way is told.

use upnext::domain::command::{
    Asking, Command, DependEdit, LinkEdit, ListEdit, NewStory, Place, StoryEdits, ValueEdit,
    Wording,
};
use upnext::domain::criterion::{Criterion, Judgement};
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::refusal::Refusal;
use upnext::domain::spelling;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{LinkKind, Note, Status, Story, StoryId};
use upnext::session::{Outcome, Session};
use upnext::store::document;

use crate::samples::{self, minute};

/// Three stories, the second with something of everything, and as it is when the edit begins.
struct World {
    session: Session,
    ids: CountedIds,
    minute: u32,
    given: Story,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            session: Session::default(),
            ids: CountedIds(0),
            minute: 0,
            given: Story::default(),
        };
        let new = |title: &str| NewStory { title: title.into(), ..NewStory::default() };
        let stories = ["Older", "Pay", "Newer"].map(new).to_vec();
        world.does(&Command::AddStories { stories, place: Place::Bottom });
        let story = world.id(2);
        for text in ["one", "two", "three"] {
            world.does(&Command::AddCriterion {
                stories: vec![story],
                wording: Wording::line(text),
            });
        }
        for (field, value) in [(Field::Points, "3"), (Field::Tags, "x, y"), (Field::Role, "guest")]
        {
            world.set(field, value);
        }
        world.does(&Command::Ask { story, text: "Which?".into() });
        world.does(&Command::Ask { story, text: "When?".into() });
        world.does(&Command::AddNote { story, text: "agreed".into() });
        // As if they had been judged.
        let mut judged = Story::clone(world.session.backlog().numbered(2).unwrap());
        for it in &mut judged.criteria {
            (it.result, it.note) = (Judgement::Met, "seen".into());
        }
        world.session = Session::new(samples::put(world.session.backlog(), judged));
        world.given = world.story();
        world
    }

    fn id(&self, number: u32) -> StoryId {
        self.session.backlog().numbered(number).unwrap().id
    }

    fn story(&self) -> Story {
        Story::clone(self.session.backlog().numbered(2).unwrap())
    }

    fn tries(&mut self, command: &Command, by: &str) -> Result<Outcome, Refusal> {
        self.minute += 1;
        let stamp = Stamp { at: minute(self.minute), by: by.to_owned() };
        self.session.perform(command, &stamp, &mut self.ids)
    }

    #[track_caller]
    fn does(&mut self, command: &Command) {
        self.tries(command, "Bob").unwrap();
    }

    #[track_caller]
    fn set(&mut self, field: Field, value: &str) {
        let values = vec![(field, value.to_owned())];
        self.does(&Command::SetStory { stories: vec![self.id(2)], values });
    }

    /// Writes what differs between the story as it was given and as the edit left it.
    fn edit(&mut self, change: impl FnOnce(&mut Story)) -> Result<Outcome, Refusal> {
        let mut after = self.given.clone();
        change(&mut after);
        let edits = Box::new(differences(&self.given, &after));
        self.tries(&Command::EditStory { story: self.given.id, edits }, "Ann")
    }

    /// The same, that must not be refused; what it is called and what it tells.
    #[track_caller]
    fn edits(&mut self, change: impl FnOnce(&mut Story)) -> (String, Vec<String>) {
        let outcome = self.edit(change).unwrap();
        (outcome.did.unwrap_or_default(), outcome.notices)
    }

    fn criteria(&self) -> Vec<String> {
        self.story().criteria.iter().map(Criterion::sentence).collect()
    }
}

fn known<T>(id: Id<T>) -> Option<Id<T>> {
    (id != Id::default()).then_some(id)
}

/// What an edit that left this story behind is; a new piece has no identity yet.
fn differences(given: &Story, after: &Story) -> StoryEdits {
    let empty = upnext::domain::backlog::Backlog::default();
    let spelled =
        |field, story: &Story| spelling::of_story(field, story, &empty).unwrap_or_default();
    let values = Field::SETTABLE.iter().filter_map(|&field| {
        let (from, to) = (spelled(field, given), spelled(field, after));
        (from != to).then_some(ValueEdit { field, from, to })
    });
    let words = |it: &Criterion| Wording::of(it);
    let criteria = ListEdit {
        known: given.criteria.iter().map(|it| (it.id, words(it))).collect(),
        wanted: after.criteria.iter().map(|it| (known(it.id), words(it))).collect(),
    };
    let questions = ListEdit {
        known: given.questions.iter().map(|it| (it.id, Asking::of(it))).collect(),
        wanted: after.questions.iter().map(|it| (known(it.id), Asking::of(it))).collect(),
    };
    let notes = ListEdit {
        known: given.notes.iter().map(|it| (it.id, it.text.clone())).collect(),
        wanted: after.notes.iter().map(|it| (known(it.id), it.text.clone())).collect(),
    };
    StoryEdits { values: values.collect(), criteria, questions, notes, ..StoryEdits::default() }
}

fn line(text: &str) -> Criterion {
    Criterion::line(Id::default(), text)
}

#[test]
fn one_edit_is_one_act_with_one_undo() {
    let mut world = World::new();
    let before = document::write(world.session.backlog()).unwrap();
    let given = world.given.clone();
    let (did, notices) = world.edits(|it| {
        it.title = "Pay by card".into();
        it.points = Some(upnext::domain::number::Points::whole(5));
        it.criteria[0].text = "first".into();
        it.criteria.remove(1);
        it.criteria.push(Criterion { given: "a card".into(), ..line("") });
        it.questions[0].answer = Some("All".into());
        it.notes.push(Note { text: "again".into(), ..Note::default() });
    });
    assert_eq!(did, "Edited #2: title, points, 3 criteria, 1 question, 1 note");
    assert_eq!(notices, [""; 0]);
    let after = world.story();
    assert_eq!(world.criteria(), ["first", "three", "given a card"]);
    assert_eq!(after.criteria[0].id, given.criteria[0].id);
    // Other words have not been judged; the same words have.
    assert_eq!(
        (after.criteria[0].result, after.criteria[0].note.as_str()),
        (Judgement::Unjudged, "")
    );
    assert_eq!(
        (after.criteria[1].result, after.criteria[1].note.as_str()),
        (Judgement::Met, "seen")
    );
    let question = &after.questions[0];
    assert_eq!((question.by.as_str(), question.answered_by.as_str()), ("Bob", "Ann"));
    assert_eq!((after.notes[0].by.as_str(), after.notes[1].by.as_str()), ("Bob", "Ann"));
    // One line of history a field.
    assert_eq!(after.history.len(), given.history.len() + 5);
    world.session.undo().unwrap();
    assert!(document::write(world.session.backlog()).unwrap() == before);
}

#[test]
fn nothing_edited_is_nothing_done() {
    let mut world = World::new();
    let outcome = world.edit(|_| ()).unwrap();
    assert_eq!((outcome.did, outcome.step, outcome.notices), (None, None, vec![]));
    // Nor where it has become so meanwhile.
    world.set(Field::Points, "8");
    let outcome =
        world.edit(|it| it.points = Some(upnext::domain::number::Points::whole(8))).unwrap();
    assert_eq!((outcome.did, outcome.notices), (None, vec![]));
}

#[test]
fn what_the_edit_left_alone_stays_as_others_made_it() {
    let mut world = World::new();
    let story = world.id(2);
    world.set(Field::Points, "8");
    world.set(Field::Tags, "x, z");
    world.does(&Command::SetCriterion { story, k: 3, wording: Wording::line("third") });
    world.does(&Command::AddCriterion { stories: vec![story], wording: Wording::line("four") });
    world.does(&Command::RemoveCriterion { story, k: 2 });
    world.does(&Command::Answer { story, k: 1, text: "Both".into() });
    world.does(&Command::AddNote { story, text: "meanwhile".into() });
    let (did, notices) = world.edits(|it| {
        it.title = "Mine".into();
        it.tags.insert("new".into());
        it.tags.remove("y");
        it.criteria.insert(1, line("one and a half"));
        it.questions[0].text = "Which ones?".into();
        it.notes.insert(0, Note { text: "mine".into(), ..Note::default() });
    });
    assert_eq!(did, "Edited #2: title, tags, 1 criterion, 1 question, 1 note");
    assert_eq!(notices, [""; 0]);
    let after = world.story();
    assert_eq!(after.points.unwrap().to_string(), "8");
    assert_eq!(after.tags.iter().collect::<Vec<_>>(), ["new", "x", "z"]);
    assert_eq!(world.criteria(), ["one", "one and a half", "third", "four"]);
    assert_eq!(
        (after.questions[0].text.as_str(), after.questions[0].answer.as_deref()),
        ("Which ones?", Some("Both"))
    );
    let notes: Vec<&str> = after.notes.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(notes, ["agreed", "meanwhile", "mine"]);
}

#[test]
fn who_reorders_wins_and_nothing_is_lost() {
    let mut world = World::new();
    let story = world.id(2);
    world.does(&Command::AddCriterion { stories: vec![story], wording: Wording::line("four") });
    world.does(&Command::MoveCriterion { story, k: 4, to: 2 });
    let (did, _) = world.edits(|it| it.criteria.reverse());
    assert_eq!(did, "Edited #2: order of criteria");
    assert_eq!(world.criteria(), ["three", "two", "one", "four"]);
    let mut world = World::new();
    world.does(&Command::MoveCriterion { story, k: 3, to: 1 });
    world.edits(|it| it.criteria.push(line("four")));
    assert_eq!(world.criteria(), ["three", "four", "one", "two"]);
}

#[test]
fn what_changed_on_both_sides_is_the_edits_and_told() {
    let mut world = World::new();
    let story = world.id(2);
    world.set(Field::Points, "8");
    world.set(Field::Role, "");
    world.set(Field::Description, "two\nlines");
    world.does(&Command::SetCriterion { story, k: 1, wording: Wording::line("uno") });
    world.does(&Command::SetCriterion { story, k: 2, wording: Wording::line("dos") });
    world.does(&Command::Answer { story, k: 1, text: "Both".into() });
    let (_, notices) = world.edits(|it| {
        it.points = None;
        it.role = "shopper".into();
        it.description = "mine".into();
        it.criteria[0].text = "eins".into();
        it.criteria.remove(1);
        it.questions[0].answer = Some("None".into());
    });
    assert_eq!(
        notices,
        [
            "#2: Bob had set role to nothing meanwhile; now it is “shopper”",
            "#2: Bob had changed description meanwhile, and your words took its place: upnext log 2 shows both",
            "#2: Bob had set points to “8” meanwhile; now it is empty",
            "#2: a criterion that was changed meanwhile is gone: “dos”",
            "#2: a criterion had other words meanwhile, which gave way: “uno”",
            "#2: a question's answer had other words meanwhile, which gave way: “Both”",
        ]
    );
    let after = world.story();
    assert_eq!(
        (after.points, after.role.as_str(), after.description.as_str()),
        (None, "shopper", "mine")
    );
    assert_eq!(world.criteria(), ["eins", "three"]);
    assert_eq!(after.questions[0].answer.as_deref(), Some("None"));
}

#[test]
fn what_was_removed_meanwhile_comes_back_only_where_it_was_edited() {
    let mut world = World::new();
    let story = world.id(2);
    world.does(&Command::RemoveCriterion { story, k: 3 });
    world.does(&Command::RemoveCriterion { story, k: 1 });
    let (did, notices) = world.edits(|it| it.criteria[2].text = "third".into());
    assert_eq!(did, "Edited #2: 1 criterion");
    assert_eq!(
        notices,
        [
            "#2: a criterion you changed had been removed meanwhile: it is here again, as a new one: “third”"
        ]
    );
    assert_eq!(world.criteria(), ["two", "third"]);
    let after = world.story();
    assert_ne!(after.criteria[1].id, world.given.criteria[2].id);
    assert_eq!(after.criteria[1].result, Judgement::Unjudged);
}

#[test]
fn the_same_rules_hold_as_elsewhere() {
    let mut world = World::new();
    let mut accepted = world.story();
    accepted.status = Status::Accepted;
    world.session = Session::new(samples::put(world.session.backlog(), accepted));
    let before = world.session.backlog().clone();
    let refused = world.edit(|it| it.points = None).unwrap_err();
    assert_eq!(
        refused.message,
        "#2 is accepted: its points are locked; write on with upnext follow-up 2 TITLE"
    );
    for change in
        [|it: &mut Story| it.criteria[0].text = "x".into(), |it: &mut Story| it.criteria.reverse()]
    {
        let refused = world.edit(change).unwrap_err();
        assert_eq!(
            refused.message,
            "#2 is accepted: its criteria are locked; write on with upnext follow-up 2 TITLE"
        );
    }
    assert!(*world.session.backlog() == before);
    world.edits(|it| it.title = "Paid".into());
    for (change, words) in [
        ((|it| it.title = " ".into()) as fn(&mut Story), "a title cannot be empty"),
        (|it| it.criteria.push(line(" ")), "a criterion cannot be empty"),
        (|it| it.criteria.push(line("a\nb")), "control character"),
        (|it| it.questions[0].text = String::new(), "a question cannot be empty"),
        (|it| it.questions[0].answer = Some(" ".into()), "an answer cannot be empty"),
        (|it| it.notes[0].text = "\n".into(), "a note cannot be empty"),
    ] {
        let refused = world.edit(change).unwrap_err();
        assert!(refused.message.contains(words), "{refused}");
    }
    let mut world = World::new();
    let (_, notices) = world.edits(|it| it.points = Some(upnext::domain::number::Points::whole(4)));
    assert_eq!(notices, ["4 is not on the scale 1 2 3 5 8 13 20"]);
}

#[test]
fn dependencies_and_links_of_both_sides() {
    let mut world = World::new();
    let (older, story, newer) = (world.id(1), world.id(2), world.id(3));
    let edit = |world: &mut World, edits: StoryEdits| {
        world.tries(&Command::EditStory { story, edits: Box::new(edits) }, "Ann")
    };
    let needs = |all: &[(StoryId, bool)]| StoryEdits {
        depends_on: all.iter().map(|&(on, add)| DependEdit { on, add }).collect(),
        ..StoryEdits::default()
    };
    world.does(&Command::Depend { story: newer, on: story, remove: false });
    let did = edit(&mut world, needs(&[(older, true), (older, true)])).unwrap().did;
    assert_eq!(did.unwrap(), "Edited #2: 1 dependency");
    assert_eq!(edit(&mut world, needs(&[(older, true)])).unwrap().did, None);
    for (on, words) in
        [(story, "#2 cannot depend on itself"), (newer, "that would be a circle: #2 → #3 → #2")]
    {
        assert_eq!(
            edit(&mut world, needs(&[(older, false), (on, true)])).unwrap_err().message,
            words
        );
    }
    assert!(world.story().depends_on.contains(&older));
    edit(&mut world, needs(&[(older, false), (older, false)])).unwrap();
    assert!(world.story().depends_on.is_empty());

    let links = |all: &[(StoryId, StoryId, LinkKind, bool)]| StoryEdits {
        links: all.iter().map(|&(from, to, kind, add)| LinkEdit { from, to, kind, add }).collect(),
        ..StoryEdits::default()
    };
    let stored = |world: &World| -> Vec<(u32, u32, String)> {
        let backlog = world.session.backlog();
        let number = |id| backlog.story(id).unwrap().number;
        let mut all: Vec<_> = backlog
            .stories()
            .iter()
            .flat_map(|it| {
                it.links
                    .iter()
                    .map(|link| (it.number, number(link.to), link.kind.unwrap().to_string()))
            })
            .collect();
        all.sort();
        all
    };
    let (relates, follows) = (LinkKind::Relates, LinkKind::Follows);
    let all = [
        (story, older, relates, true),
        (story, older, follows, true),
        (story, newer, relates, true),
        (newer, story, follows, true),
    ];
    let outcome = edit(&mut world, links(&all)).unwrap();
    assert_eq!(outcome.did.unwrap(), "Edited #2: 4 links");
    assert_eq!(outcome.about, [story, newer]);
    let told = |n, to, kind: &str| (n, to, kind.to_owned());
    assert_eq!(
        stored(&world),
        [
            told(2, 1, "follows"),
            told(2, 1, "relates"),
            told(3, 2, "follows"),
            told(3, 2, "relates")
        ]
    );
    assert_eq!(edit(&mut world, links(&all)).unwrap().did, None);
    let gone = [(story, older, relates, false), (newer, story, follows, false)];
    edit(&mut world, links(&gone)).unwrap();
    assert_eq!(stored(&world), [told(2, 1, "follows"), told(3, 2, "relates")]);
    let wrong = edit(&mut world, links(&[(story, newer, follows, true)])).unwrap_err();
    assert!(wrong.message.contains("#2 is older than #3"), "{wrong}");
}
