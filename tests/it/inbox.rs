//! Ideas from the line they are caught with to what becomes of them.

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, FromIdea, NewIdea, NewStory, Place};
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::idea::catch::{Caught, Known, read};
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::merge::merge;
use upnext::domain::spelling::sentence;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::Story;
use upnext::say::history;
use upnext::session::Session;

use crate::samples::{self, minute};

fn caught(text: &str, from: &str, tags: &[&str], score: Option<u8>) -> Caught {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Caught { text: text.into(), from: from.into(), tags, score }
}

#[test]
fn signs_are_taken_and_words_stay() {
    for (line, expected) in [
        ("Gift wrapping @Ana #gifts *4", caught("Gift wrapping", "Ana", &["gifts"], Some(4))),
        ("*1 @Anna_Lena #a Slow #b-c #a", caught("Slow", "Anna Lena", &["a", "b-c"], Some(1))),
        ("Says @O’Brien, it is slow.", caught("Says it is slow.", "O’Brien", &[], None)),
        ("Slow #search!", caught("Slow", "", &["search"], None)),
        ("two  blanks #x  stay", caught("two  blanks  stay", "", &["x"], None)),
        ("#ux", caught("", "", &["ux"], None)),
    ] {
        assert_eq!(read(line, Known::default()), expected, "{line}");
    }
    let second = read("@Ana and @Bo *2 not *3", Known::default());
    assert_eq!(second, caught("and @Bo not *3", "Ana", &[], Some(2)), "the first counts");
}

#[test]
fn what_is_no_sign_stays_text() {
    for line in [
        "@ * # alone",
        "as in #12",
        "ana@example.org",
        "a*4",
        "*6 *0 *44 *4.5 *+4 **4",
        "@12",
        "*important* words",
        "C# and F#",
        "#",
        "@@Ana ##tag",
        "@Ana/Bo",
        "2 * 4 = 8",
        "@_x #-y",
        "#1st",
        "a\t#tag",
        "",
    ] {
        assert_eq!(read(line, Known::default()), caught(line, "", &[], None), "{line}");
    }
}

#[test]
fn what_is_known_already_is_not_looked_for() {
    let like =
        NewIdea { from: "Bo".into(), tags: vec!["b".into()], score: Some(2), ..NewIdea::default() };
    let idea = like.in_line("Tea @Ana #a *5");
    assert_eq!((&*idea.text, &*idea.from, idea.score), ("Tea @Ana *5", "Bo", Some(2)));
    assert_eq!(idea.tags, ["b", "a"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_loses_nothing_but_its_signs(line in "((@|#|[*]|)[a-c1-5_.@#*ß☕\\t\u{301}-]{0,2} {0,2}){0,9}") {
        let found = read(&line, Known::default());
        // Every word is still there, or is one of the signs.
        let mut kept = found.text.split_whitespace().peekable();
        for word in line.split_whitespace() {
            if kept.peek() == Some(&word) {
                kept.next();
                continue;
            }
            let told = word.trim_end_matches(['.', '!', ',']);
            let name = told.strip_prefix('@').map(|it| it.replace('_', " "));
            let is_sign = name.is_some_and(|it| it.split_whitespace().eq(found.from.split_whitespace()))
                || told.strip_prefix('#').is_some_and(|it| found.tags.iter().any(|tag| tag == it))
                || told == format!("*{}", found.score.unwrap_or(0));
            prop_assert!(is_sign, "{word:?} of {line:?} went: {found:?}");
        }
        prop_assert_eq!(kept.next(), None);
        // What is left is plain, but for a second name or score; what may not stand in a line is
        // refused later.
        let again = read(&found.text, Known { from: true, score: true });
        if !line.contains('\t') {
            prop_assert_eq!(again, caught(&found.text, "", &[], None));
        }
    }

    #[test]
    fn any_text_is_read(line in any::<String>()) {
        let plain: String = line.replace(['@', '#', '*'], "");
        prop_assert_eq!(read(&plain, Known::default()), caught(plain.trim_matches(' ').trim(), "", &[], None));
        let _ = read(&line, Known::default());
    }
}

fn drafted(text: &str) -> FromIdea {
    FromIdea::draft(&Idea { text: text.into(), ..Idea::default() })
}

#[test]
fn a_story_is_drafted_from_the_words() {
    let short = drafted("Gift wrapping");
    assert_eq!((&*short.story.title, &*short.description), ("Gift wrapping", ""));
    let told = drafted("As a shopper, I want to pay by card, so that I need no cash").story;
    assert_eq!(
        (&*told.title, &*told.role, &*told.want, &*told.benefit),
        ("Pay by card", "shopper", "to pay by card", "I need no cash")
    );
    let rest =
        "On Saturday I looked for the small pots and there were far too many of them to read.";
    let long = drafted(&format!("The list is slow. {rest}"));
    assert_eq!((&*long.story.title, &*long.description), ("The list is slow", rest));
    let endless = "word ".repeat(40);
    let cut = drafted(&endless);
    assert!(cut.story.title.chars().count() <= 73 && cut.story.title.ends_with("word…"));
    assert_eq!(cut.description, endless.trim(), "nothing is lost");
    let held = Idea { text: "It beeps".into(), ..Idea::default() };
    let titled = FromIdea::draft(&held).titled("Silence", &held);
    assert_eq!((&*titled.story.title, &*titled.description), ("Silence", "It beeps"));
}

/// Three stories and three ideas, and what is done with them.
struct Inbox {
    session: Session,
    ids: CountedIds,
    minute: u32,
}

impl Inbox {
    fn new() -> Self {
        let session = Session::new(samples::backlog(3));
        let mut it = Self { session, ids: CountedIds(9000), minute: 100 };
        let idea = |text: &str| NewIdea::default().in_line(text);
        let ideas = ["Tea @Ana #hot *5", "Milk", "As a cat, I want milk"].map(idea);
        it.does(&Command::AddIdeas { ideas: ideas.to_vec() });
        it
    }

    fn does(&mut self, command: &Command) -> String {
        self.tries(command).unwrap()
    }

    fn tries(&mut self, command: &Command) -> Result<String, String> {
        self.minute += 1;
        let stamp = Stamp { at: minute(self.minute), by: "Ann".into() };
        let done = self.session.perform(command, &stamp, &mut self.ids);
        done.map(|it| it.did.unwrap_or_default()).map_err(|it| it.to_string())
    }

    fn idea(&self, number: u32) -> Idea {
        idea(self.session.backlog(), number)
    }

    fn story(&self, number: u32) -> Story {
        Story::clone(self.session.backlog().numbered(number).unwrap())
    }

    fn id(&self, number: u32) -> Id<Idea> {
        self.idea(number).id
    }
}

fn idea(backlog: &Backlog, number: u32) -> Idea {
    Idea::clone(backlog.ideas().iter().find(|it| it.number == number).unwrap())
}

#[test]
fn an_idea_becomes_a_story_that_knows_where_it_comes_from() {
    let mut it = Inbox::new();
    let from = |it: &Inbox, number| Box::new(FromIdea::draft(&it.idea(number)));
    let command = Command::StoryFromIdea { idea: it.id(1), story: from(&it, 1), place: Place::Top };
    assert_eq!(it.does(&command), "Made #4 “Tea” of idea 1");
    let story = it.story(4);
    assert_eq!((&*story.title, &*story.requester), ("Tea", "Ana"));
    assert_eq!(story.tags, ["hot".to_owned()].into());
    assert_eq!(it.session.backlog().position(story.id), Some(1));
    let kept = it.idea(1);
    assert_eq!((kept.state, kept.stories.clone()), (IdeaState::Kept, [story.id].into()));
    let told: Vec<String> = kept.history.iter().map(history::deed).collect();
    assert_eq!(told, ["stands behind #4", "kept", "added"]);
    let behind = it.session.backlog().ideas_behind(story.id);
    assert_eq!(behind.iter().map(|it| it.number).collect::<Vec<_>>(), [1]);
    // One idea may ask for two stories.
    let command =
        Command::StoryFromIdea { idea: it.id(1), story: from(&it, 1), place: Place::Bottom };
    it.does(&command);
    assert_eq!(it.idea(1).stories.len(), 2);
    it.session.undo().unwrap();
    it.session.undo().unwrap();
    assert_eq!(it.idea(1).state, IdeaState::New);
    assert!(it.session.backlog().numbered(4).is_none());
    let nothing = Box::new(FromIdea { story: NewStory::default(), ..FromIdea::default() });
    let command = Command::StoryFromIdea { idea: it.id(1), story: nothing, place: Place::Top };
    assert_eq!(it.tries(&command).unwrap_err(), "a title cannot be empty");
}

#[test]
fn an_idea_is_joined_dismissed_and_taken_up_again() {
    let mut it = Inbox::new();
    let (tea, story) = (it.id(1), it.story(2).id);
    let join = Command::JoinIdea { idea: tea, story };
    assert_eq!(it.does(&join), "Idea 1 stands behind #2 “Story 2”");
    assert_eq!(it.does(&join), "", "it is so already");
    let dismiss = |reason: &str| Command::DismissIdea { idea: tea, reason: reason.into() };
    assert_eq!(it.tries(&dismiss(" ")).unwrap_err(), "a reason cannot be empty");
    assert_eq!(it.does(&dismiss("too hot")), "Dismissed idea 1: too hot");
    assert!(it.session.backlog().ideas_behind(story).is_empty());
    assert_eq!(history::deed(&it.idea(1).history[0]), "dismissed (too hot)");
    let refused = "idea 1 is dismissed (too hot): take it up again first";
    assert_eq!(it.tries(&join).unwrap_err(), refused);
    assert_eq!(it.tries(&dismiss("again")).unwrap_err(), refused);
    let restore = Command::RestoreIdea { idea: tea };
    assert_eq!(it.does(&restore), "Took idea 1 up again");
    let now = it.idea(1);
    assert_eq!((now.state, &*now.reason), (IdeaState::New, ""));
    assert_eq!(history::deed(&now.history[0]), "restored");
    assert_eq!(
        it.tries(&restore).unwrap_err(),
        "idea 1 is new: only a dismissed one is taken up again"
    );
    it.does(&Command::Drop { stories: vec![story], reason: "no".into() });
    assert_eq!(
        it.tries(&join).unwrap_err(),
        "#2 is dropped: restore it first, or join idea 1 to another story"
    );
    let gone = Command::RestoreIdea { idea: Id::default() };
    assert_eq!(it.tries(&gone).unwrap_err(), "that idea is not here any more");
}

#[test]
fn what_two_people_join_an_idea_to_both_stands() {
    let base = Inbox::new();
    let after = |number: u32| {
        let mut it = Inbox::new();
        it.ids = CountedIds(10_000 + u64::from(number));
        let story = it.story(number).id;
        it.does(&Command::JoinIdea { idea: it.id(1), story });
        it.session.backlog().clone()
    };
    let merged = merge(base.session.backlog(), &after(1), &after(3));
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let kept = idea(&merged.backlog, 1);
    assert_eq!((kept.state, kept.stories.len()), (IdeaState::Kept, 2));
}

#[test]
fn kept_here_and_dismissed_there_waits_to_be_settled() {
    let base = Inbox::new();
    let after = |number: u64, command: &dyn Fn(&Inbox) -> Command| {
        let mut it = Inbox::new();
        it.ids = CountedIds(number);
        let command = command(&it);
        it.does(&command);
        it.session.backlog().clone()
    };
    let ours = after(10_000, &|it| Command::JoinIdea { idea: it.id(1), story: it.story(1).id });
    let theirs =
        after(20_000, &|it| Command::DismissIdea { idea: it.id(1), reason: "too hot".into() });
    let merged = merge(base.session.backlog(), &ours, &theirs);
    assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
    assert_eq!(
        sentence(&merged.conflicts[0], &merged.backlog),
        "idea 1: status was written on both sides, “kept” stands and not “dismissed”"
    );
    let other =
        after(30_000, &|it| Command::DismissIdea { idea: it.id(1), reason: "too cold".into() });
    let merged = merge(base.session.backlog(), &theirs, &other);
    let told: Vec<String> =
        merged.conflicts.iter().map(|it| sentence(it, &merged.backlog)).collect();
    assert_eq!(
        told,
        ["idea 1: reason was written on both sides, “too hot” stands and not “too cold”"]
    );
}
