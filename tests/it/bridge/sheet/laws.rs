//! Laws of the sheet, for stories of the most awkward texts: what is written is read again.

use std::collections::BTreeSet;

use proptest::prelude::*;
use upnext::bridge::sheet::{read, write};
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Asking, Command, StoryEdits, Wording};
use upnext::domain::criterion::{Criterion, Question};
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::number::Points;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Kind, Link, LinkKind, Moscow, Note, Story, StoryId};

use super::{about, four, others, worded};
use crate::samples::minute;

/// Pieces that a sheet could mistake for something of its own.
const PIECES: &[&str] = &[
    "- ",
    "* ",
    "1. ",
    "+",
    "given ",
    "Given",
    "when",
    "then ",
    "given\u{a0}x",
    "#",
    "# ",
    "## ",
    "## Description",
    "## Story",
    "<!--",
    "-->",
    "[ ]",
    "[x] ",
    "\\",
    "\\\\",
    "\\u{",
    "\\u{a}",
    "u{",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    "=",
    "= ",
    ":",
    "points: 5",
    "As a ",
    "I want ",
    "so that ",
    "an ",
    "#12",
    "relates #1",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\0",
    "\u{1b}[2J",
    "é",
    "käse ☕",
    "word",
    "C:\\new",
    ", I want tea",
];

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..6);
    prop_oneof![4 => pieces.prop_map(|it| it.concat()), 1 => any::<String>()]
}

/// What `set` and its like take: one line, no blanks around it.
fn line() -> impl Strategy<Value = String> {
    hostile().prop_map(|it| {
        let line: String = it.chars().filter(|c| !c.is_control()).collect();
        line.trim().to_owned()
    })
}

fn words() -> impl Strategy<Value = String> {
    line().prop_map(|it| if it.is_empty() { "tea".to_owned() } else { it })
}

type Texts = Vec<String>;

/// A story of the most awkward texts a file can hold.
fn any_story(texts: &Texts, n: usize) -> (Story, Backlog) {
    let mut ids = CountedIds(900);
    let text = |at: usize| texts.get(at % texts.len()).cloned().unwrap_or_default();
    let mut others = others(texts);
    let criterion = |ids: &mut CountedIds, at: usize| Criterion {
        id: fresh(ids),
        text: if n.is_multiple_of(3) { String::new() } else { text(at) },
        given: text(at + 1),
        when: if at.is_multiple_of(2) { text(at + 2) } else { String::new() },
        then: text(at + 3),
        ..Criterion::default()
    };
    let mut story = four(&mut ids, &text(0));
    (story.role, story.want, story.benefit) = (text(1), text(2), text(3));
    story.description = text(4) + &text(5);
    story.criteria = (5..5 + n % 5).map(|at| criterion(&mut ids, at)).collect();
    story.criteria.extend((0..n % 4).map(|at| Criterion::line(fresh(&mut ids), text(at))));
    story.questions = (0..n % 3)
        .map(|at| Question {
            id: fresh(&mut ids),
            text: text(at + 7),
            answer: (at > 0).then(|| text(at + 8)),
            ..Question::default()
        })
        .collect();
    story.notes = (0..n % 4)
        .map(|at| Note { id: fresh(&mut ids), text: text(at + 3) + &text(at), ..Note::default() })
        .collect();
    (story.tags, story.skills) = ([text(6), text(7)].into(), [text(8)].into());
    (story.requester, story.assignee) = (text(9), text(10));
    story.epic =
        [None, Some(1), Some(2), Some(99)][n % 4].map(|n| Id::new(uuid::Uuid::from_u128(n)));
    story.moscow = n.is_multiple_of(2).then_some(Moscow::Wont);
    story.scores.value = n.is_multiple_of(3).then(|| Points::of_hundredths(1234));
    story.points = n.is_multiple_of(5).then(|| Points::of_hundredths(150));
    let nobody: StoryId = Id::new(uuid::Uuid::from_u128(404));
    story.depends_on = [others[0].id, others[3].id, nobody].into();
    let link = |to, kind| Link { to, kind, ..Link::default() };
    story.links = vec![link(others[1].id, Some(LinkKind::Follows)), link(nobody, None)];
    story.links.push(link(others[1].id, None));
    others[3].links = vec![link(story.id, Some(LinkKind::Follows)), link(story.id, None)];
    let backlog = about(story.clone(), &others);
    (story, backlog)
}

fn texts() -> impl Strategy<Value = (Texts, usize)> {
    (prop::collection::vec(hostile(), 12), 0..60usize)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_edited_is_no_edit((texts, n) in texts()) {
        let (story, backlog) = any_story(&texts, n);
        let sheet = write(&story, &backlog);
        prop_assert_eq!(read(&sheet, &story, &backlog), Ok(StoryEdits::default()), "{}", sheet);
    }

    #[test]
    fn an_editor_that_tidies_up_changes_nothing((texts, n) in texts()) {
        let (mut story, _) = any_story(&texts, n);
        story.description = "one\n\n- two".to_owned();
        let backlog = about(story.clone(), &others(&texts));
        let sheet = write(&story, &backlog);
        let bare: Vec<&str> = sheet.split('\n').map(str::trim_end).collect();
        for tidied in [bare.join("\n"), bare.join("\r\n"), format!("\u{feff}{sheet}\n\n")] {
            prop_assert_eq!(read(&tidied, &story, &backlog), Ok(StoryEdits::default()), "{}", tidied);
        }
    }

    #[test]
    fn what_the_sheet_says_is_what_the_story_becomes((was, is) in (proper(), proper())) {
        let others = others(&[]);
        let (was, is) = (was.story(&others), is.story(&others));
        let backlog = about(was.clone(), &others);
        let sheet = write(&is, &about(is.clone(), &others));
        let edits = read(&sheet, &was, &backlog).map_err(|it| TestCaseError::fail(format!("{it:?}\n{sheet}")))?;
        let command = Command::EditStory { story: was.id, edits: Box::new(edits) };
        let stamp = Stamp { at: minute(99), by: "Ann".to_owned() };
        let (after, _) = backlog.carry_out(&command, &stamp, &mut CountedIds(50)).unwrap();
        let after = after.story(was.id).unwrap();
        prop_assert_eq!(said(after), said(&is), "{}", sheet);
        // What keeps its words keeps its identity; of several the same as many as stay.
        for words in was.criteria.iter().map(Wording::of) {
            let like = |story: &Story| {
                let like = story.criteria.iter().filter(|it| Wording::of(it) == words);
                like.map(|it| it.id).collect::<BTreeSet<_>>()
            };
            let (before, now) = (like(&was), like(after));
            prop_assert_eq!(before.intersection(&now).count(), before.len().min(now.len()));
        }
    }
}

/// A story of awkward texts that the commands would take.
#[derive(Debug, Clone)]
struct Proper {
    lines: Texts,
    words: Texts,
    criteria: Vec<Wording>,
    questions: Vec<Asking>,
    notes: Texts,
    n: usize,
}

fn proper() -> impl Strategy<Value = Proper> {
    let wording = (line(), line(), line(), line()).prop_map(|(text, given, when, then)| {
        let words = Wording { text, given, when, then };
        if words == Wording::default() { Wording::line("it works") } else { words }
    });
    // Few different ones, so that lists have some in common.
    let wording = prop_oneof![
        wording,
        prop::sample::select(vec!["a", "b", "c", "d"]).prop_map(Wording::line)
    ];
    let asking =
        (words(), prop::option::of(words())).prop_map(|(text, answer)| Asking { text, answer });
    let note = hostile()
        .prop_map(|it| if it.trim().is_empty() { "n".to_owned() } else { it.trim().to_owned() });
    (
        prop::collection::vec(line(), 6),
        prop::collection::vec(words(), 2),
        prop::collection::vec(wording, 0..6),
        prop::collection::vec(asking, 0..4),
        prop::collection::vec(note, 0..4),
        0..720usize,
    )
        .prop_map(|(lines, words, criteria, questions, notes, n)| Proper {
            lines,
            words,
            criteria,
            questions,
            notes,
            n,
        })
}

impl Proper {
    fn story(&self, others: &[Story]) -> Story {
        let mut ids = CountedIds(40);
        let n = self.n;
        let mut story = four(&mut ids, &self.words[0]);
        let text = |at: usize| self.lines[at].clone();
        (story.role, story.want, story.benefit) = (text(0), text(1), text(2));
        (story.requester, story.assignee) = (text(3), text(4));
        story.description = text(5) + "\n\n" + &self.words[1];
        story.description = story.description.trim().to_owned();
        story.kind = Kind::ALL[n % 4];
        story.points = [None, Some(Points::whole(5)), Some(Points::of_hundredths(50))][n % 3];
        story.epic = n.is_multiple_of(2).then(|| Id::new(uuid::Uuid::from_u128(1)));
        story.moscow = [None, Some(Moscow::Must), Some(Moscow::Could)][n % 3];
        story.tags = ["a", "b", "c"].iter().take(n % 4).map(|it| (*it).to_owned()).collect();
        story.scores.reach = (n % 5 > 1).then(|| Points::whole(300));
        // Shown because it is set; one that is cleared again is shown no more.
        story.scores.value = Some(Points::whole([8, 13][n % 2]));
        let mut known = CountedIds(60);
        story.criteria = self.criteria.iter().map(|it| worded(fresh(&mut known), it)).collect();
        let asked = |it: &Asking| Question {
            id: Id::new(uuid::Uuid::from_u128(it.text.len() as u128)),
            text: it.text.clone(),
            answer: it.answer.clone(),
            ..Question::default()
        };
        story.questions = self.questions.iter().map(asked).collect();
        for (at, question) in story.questions.iter_mut().enumerate() {
            question.id = Id::new(uuid::Uuid::from_u128(800 + at as u128));
        }
        let note = |(at, text): (usize, &String)| Note {
            id: Id::new(uuid::Uuid::from_u128(900 + at as u128)),
            text: text.clone(),
            ..Note::default()
        };
        story.notes = self.notes.iter().enumerate().map(note).collect();
        let need = others.iter().take(n % 3).map(|it| it.id);
        story.depends_on = need.collect();
        let link = |to, kind| Link { to, kind: Some(kind), ..Link::default() };
        story.links = match n % 4 {
            0 => vec![],
            1 => vec![link(others[0].id, LinkKind::Relates)],
            2 => vec![link(others[0].id, LinkKind::Follows), link(others[1].id, LinkKind::Follows)],
            _ => vec![link(others[1].id, LinkKind::Relates), link(others[1].id, LinkKind::Follows)],
        };
        story
    }
}

/// Everything a sheet says of a story, without identities.
fn said(story: &Story) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut notes: Vec<String> = story.notes.iter().map(|it| it.text.clone()).collect();
    let mut links: Vec<_> = story.links.iter().map(|it| (it.to, it.kind)).collect();
    notes.sort();
    links.sort();
    let bare = Story {
        criteria: Vec::new(),
        questions: Vec::new(),
        notes: Vec::new(),
        links: Vec::new(),
        history: Vec::new(),
        ..story.clone()
    };
    let criteria: Vec<Wording> = story.criteria.iter().map(Wording::of).collect();
    let questions: Vec<Asking> = story.questions.iter().map(Asking::of).collect();
    (bare, criteria, questions, notes, links)
}
