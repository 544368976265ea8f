//! A story as Markdown and back: nothing is lost, every edit is told, every mistake has its line.

mod laws;

use upnext::bridge::sheet::{read, write};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Asking, LinkEdit, StoryEdits, ValueEdit, Wording};
use upnext::domain::criterion::{Criterion, Judgement, Question};
use upnext::domain::epic::Epic;
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::number::Points;
use upnext::domain::product::{Product, ScoreKind};
use upnext::domain::story::{Link, LinkKind, Note, Status, Story};
use upnext::domain::table::Table;

use crate::samples;

/// A story in a small backlog: two epics, and stories before and after it.
fn about(story: Story, others: &[Story]) -> Backlog {
    let epic = |n: u128, title: &str| {
        let id = Id::new(uuid::Uuid::from_u128(n));
        std::sync::Arc::new(Epic { id, title: title.to_owned(), ..Epic::default() })
    };
    let all = others.iter().cloned().chain([story]).map(Into::into);
    let score = ScoreKind::Rice;
    Backlog::from(Parts {
        product: Product { score, ..Product::default() },
        stories: Table::of(all),
        epics: Table::of([epic(1, "Checkout"), epic(2, "- ## Odd\nname")]),
        ..Parts::default()
    })
}

/// Stories 1, 2, 3 and 5; number 4 is free for the one that is edited.
fn others(texts: &[String]) -> Vec<Story> {
    let mut ids = CountedIds(700);
    let story = |n| samples::story(&mut ids, n, texts.get(n as usize).map_or("Other", |it| it));
    [1, 2, 3, 5].map(story).to_vec()
}

fn four(ids: &mut CountedIds, title: &str) -> Story {
    let id = Id::new(uuid::Uuid::from_u128(4));
    Story { id, ..samples::story(ids, 4, title) }
}

fn worded(id: Id<Criterion>, words: &Wording) -> Criterion {
    let Wording { text, given, when, then } = words.clone();
    Criterion { id, text, given, when, then, ..Criterion::default() }
}

/// A story with something of everything, in a backlog of five.
fn sample() -> (Story, Backlog) {
    let mut ids = CountedIds(900);
    let mut others = others(&[]);
    let mut story = four(&mut ids, "Pay by card");
    (story.role, story.want, story.benefit) =
        ("shopper".into(), "to pay by card".into(), "I need no cash".into());
    story.points = Some(Points::whole(5));
    story.tags = ["card".to_owned(), "web".to_owned()].into();
    story.epic = Some(Id::new(uuid::Uuid::from_u128(1)));
    story.criteria = ["one", "two", "three"]
        .map(|text| Criterion { result: Judgement::Met, ..Criterion::line(fresh(&mut ids), text) })
        .to_vec();
    let given =
        Wording { given: "a card".into(), then: "it is taken".into(), ..Wording::default() };
    story.criteria.push(worded(fresh(&mut ids), &given));
    let asked = |ids: &mut CountedIds, text: &str, answer: Option<&str>| Question {
        id: fresh(ids),
        text: text.into(),
        answer: answer.map(str::to_owned),
        ..Question::default()
    };
    story.questions =
        vec![asked(&mut ids, "Which cards?", Some("Visa")), asked(&mut ids, "And cheques?", None)];
    let text = "Decided in May,\n\nall of us.".to_owned();
    story.notes = vec![Note { id: fresh(&mut ids), text, by: "Bob".into(), ..Note::default() }];
    story.depends_on = [others[0].id].into();
    let link = |to, kind| Link { to, kind: Some(kind), ..Link::default() };
    story.links = vec![link(others[1].id, LinkKind::Follows)];
    others[3].links = vec![link(story.id, LinkKind::Follows)];
    story.description = "# Heading\n\n## Story\n\n<!-- kept -->  ".into();
    let backlog = about(story.clone(), &others);
    (story, backlog)
}

/// The edits of the sample's sheet with some of its text replaced.
#[track_caller]
fn edited(changes: &[(&str, &str)]) -> StoryEdits {
    let (story, backlog) = sample();
    let sheet = changed(changes);
    read(&sheet, &story, &backlog).unwrap_or_else(|it| panic!("{it:?}\n{sheet}"))
}

#[track_caller]
fn changed(changes: &[(&str, &str)]) -> String {
    let (story, backlog) = sample();
    changes.iter().fold(write(&story, &backlog), |sheet, (what, with)| {
        assert!(sheet.contains(what), "no {what} in {sheet}");
        sheet.replacen(what, with, 1)
    })
}

#[track_caller]
fn values(changes: &[(&str, &str)]) -> Vec<(Field, String, String)> {
    let edits = edited(changes);
    assert_eq!(StoryEdits { values: Vec::new(), ..edits.clone() }, StoryEdits::default());
    edits.values.into_iter().map(|ValueEdit { field, from, to }| (field, from, to)).collect()
}

#[test]
fn a_sheet_is_what_its_reader_expects() {
    let (story, backlog) = sample();
    let sheet = write(&story, &backlog);
    let own: Vec<&str> = sheet.lines().filter(|line| !line.starts_with("<!--")).collect();
    let expected = "
# Pay by card

kind: story
points: 5
epic: Checkout
release:
tags: card, web
skills:
requester:
assignee:
moscow:
reach:
impact:
confidence:
effort:

## Story

As a shopper
I want to pay by card
so that I need no cash

## Criteria

- one
- two
- three
- given a card
  then it is taken

## Questions

- Which cards?
  = Visa
- And cheques?

## Notes

- Decided in May,

  all of us.

## Depends on

- #1 Other

## Links

- follows #2 Other
- followed by #5 Other

## Description

# Heading

## Story

";
    assert_eq!(own.join("\n"), expected.trim_end_matches('\n').to_owned() + "\n");
    assert!(sheet.starts_with("<!-- upnext #4, draft -->\n"), "{sheet}");
    assert!(sheet.ends_with("<!-- kept -->  \n"), "{sheet}");
}

#[test]
fn values_are_told_with_what_they_were() {
    let one = |field, from: &str, to: &str| vec![(field, from.to_owned(), to.to_owned())];
    assert_eq!(values(&[("# Pay by card", "# Pay")]), one(Field::Title, "Pay by card", "Pay"));
    assert_eq!(values(&[("points: 5", "points: 8")]), one(Field::Points, "5", "8"));
    assert_eq!(values(&[("points: 5", "points:")]), one(Field::Points, "5", ""));
    assert_eq!(values(&[("epic: Checkout", "Epic :")]), one(Field::Epic, "Checkout", ""));
    assert_eq!(
        values(&[("tags: card", "tags: card, new")]),
        one(Field::Tags, "card, web", "card, new, web")
    );
    assert_eq!(values(&[("effort:", "effort: 2\nurgency: 8")]).len(), 2);
    assert_eq!(
        values(&[("a shopper", "an old shopper")]),
        one(Field::Role, "shopper", "old shopper")
    );
    assert_eq!(
        values(&[("so that I need no cash", "")]),
        one(Field::Benefit, "I need no cash", "")
    );
    assert_eq!(values(&[("# Heading", "Text")])[0].2, "Text\n\n## Story\n\n<!-- kept -->");
    // The same value in other words is the same.
    assert_eq!(values(&[("points: 5", "points: 5.0"), ("epic: Checkout", "epic: check")]), []);
    assert_eq!(values(&[("tags: card, web", "tags: web card")]), []);
}

#[test]
fn a_user_story_may_be_one_sentence() {
    let three = "As a shopper\nI want to pay by card\nso that I need no cash\n";
    for sentence in [
        "As a guest, I want tea, so that I am warm.\n",
        "As a guest, I want tea,\nso that I am warm\n",
        "As a guest\nI want tea\nso that I am warm\n",
        "as an   guest\n\ni want tea\nSo that I am warm\n",
    ] {
        let edits = values(&[(three, sentence)]);
        let to: Vec<&str> = edits.iter().map(|(_, _, to)| to.as_str()).collect();
        assert_eq!(to, ["guest", "tea", "I am warm"], "{sentence}");
    }
}

#[test]
fn what_is_not_there_stays_and_what_is_empty_is_cleared() {
    let (story, backlog) = sample();
    for nothing in ["", "\n\n", "<!-- a\nb -->\n", "# Pay by card\n"] {
        assert_eq!(read(nothing, &story, &backlog), Ok(StoryEdits::default()), "{nothing}");
    }
    let bare = "## Criteria\n## Questions\n-\n## Notes\n\n## Depends on\n## Links\n## Story\n## Description";
    let edits = read(bare, &story, &backlog).unwrap();
    let cleared: Vec<Field> = edits.values.iter().map(|it| it.field).collect();
    assert_eq!(cleared, [Field::Role, Field::Want, Field::Benefit, Field::Description]);
    assert_eq!((edits.criteria.known.len(), edits.criteria.wanted.len()), (4, 0));
    assert_eq!((edits.questions.known.len(), edits.questions.wanted.len()), (2, 0));
    assert_eq!((edits.notes.known.len(), edits.notes.wanted.len()), (1, 0));
    assert_eq!((edits.depends_on.len(), edits.links.len()), (1, 2));
    assert!(edits.links.iter().all(|it| !it.add) && !edits.depends_on[0].add);
}

/// Which criterion of before each one is, from 1; 0 is new.
#[track_caller]
fn criteria(changes: &[(&str, &str)]) -> Vec<(usize, String)> {
    let edits = edited(changes).criteria;
    let was = |id: &Option<Id<Criterion>>| {
        let id = id.as_ref()?;
        edits.known.iter().position(|(known, _)| known == id).map(|at| at + 1)
    };
    let sentence = |it: &Wording| worded(Id::default(), it).sentence();
    edits.wanted.iter().map(|(id, it)| (was(id).unwrap_or(0), sentence(it))).collect()
}

#[test]
fn criteria_keep_their_identity() {
    let list = |all: &[(usize, &str)]| -> Vec<(usize, String)> {
        all.iter().map(|(n, text)| (*n, (*text).to_owned())).collect()
    };
    let four = (4, "given a card, then it is taken");
    let told = criteria(&[("- two", "- two and a half")]);
    assert_eq!(told, list(&[(1, "one"), (2, "two and a half"), (3, "three"), four]));
    let told = criteria(&[("- two\n", "")]);
    assert_eq!(told, list(&[(1, "one"), (3, "three"), four]));
    let told = criteria(&[("- one\n", "- zero\n- one\n")]);
    assert_eq!(told, list(&[(0, "zero"), (1, "one"), (2, "two"), (3, "three"), four]));
    let told = criteria(&[("- one\n- two\n- three\n", "- three\n- one\n- two\n")]);
    assert_eq!(told, list(&[(3, "three"), (1, "one"), (2, "two"), four]));
    let told = criteria(&[("- one\n- two\n- three\n", "- one!\n- three\n- 2\n- 3\n")]);
    assert_eq!(told, list(&[(1, "one!"), (3, "three"), (0, "2"), (0, "3"), four]));
    // What an editor wraps belongs together; a step begins with its word.
    let told = criteria(&[("- two", "* two\n  and\n\n  a half\n  when asked\n  twice")]);
    assert_eq!(told[1], (2, "two and a half, when asked twice".to_owned()));
    let told = criteria(&[("- two", "- \\when two"), ("- three", "2. then three")]);
    assert_eq!(told[1..3], list(&[(2, "when two"), (3, "then three")]));
    // A list that is indented as a whole is a list all the same.
    let told =
        criteria(&[("- one\n- two\n- three\n- given", "  - one\n  - two\n  - three\n  - given")]);
    assert_eq!(told, []);
}

#[test]
fn questions_and_notes_are_edited() {
    let edits = edited(&[("- And cheques?", "- And cheques?\n  = no, never\n  again\n- New?")]);
    let asked: Vec<_> =
        edits.questions.wanted.iter().map(|(id, it)| (id.is_some(), it.clone())).collect();
    let asking = |text: &str, answer: Option<&str>| Asking {
        text: text.to_owned(),
        answer: answer.map(str::to_owned),
    };
    assert_eq!(
        asked,
        [
            (true, asking("Which cards?", Some("Visa"))),
            (true, asking("And cheques?", Some("no, never again"))),
            (false, asking("New?", None)),
        ]
    );
    assert_eq!(edited(&[("  = Visa\n", "")]).questions.wanted[0].1, asking("Which cards?", None));
    let edits = edited(&[("  all of us.", "  all of us.\n   - even Bob\n- Another")]);
    let noted: Vec<_> =
        edits.notes.wanted.iter().map(|(id, it)| (id.is_some(), it.as_str())).collect();
    assert_eq!(noted, [(true, "Decided in May,\n\nall of us.\n - even Bob"), (false, "Another")]);
}

#[test]
fn dependencies_and_links_come_and_go_from_both_sides() {
    let (story, backlog) = sample();
    let id = |n: u32| backlog.numbered(n).unwrap().id;
    let edits = edited(&[("- #1 Other", "- 3\n- #2 whatever\n- #3")]);
    let told: Vec<_> = edits.depends_on.iter().map(|it| (it.on, it.add)).collect();
    assert_eq!(told, [(id(1), false), (id(3), true), (id(2), true)]);
    let edits = edited(&[
        ("- follows #2 Other\n- followed by", "- Relates to #2\n- relates #5 x\n- followed-by"),
        ("followed-by #5 Other", "relates 3"),
    ]);
    let link = |from, to, kind, add| LinkEdit { from, to, kind, add };
    assert_eq!(
        edits.links,
        [
            link(story.id, id(2), LinkKind::Follows, false),
            link(id(5), story.id, LinkKind::Follows, false),
            link(story.id, id(2), LinkKind::Relates, true),
            link(story.id, id(5), LinkKind::Relates, true),
            link(story.id, id(3), LinkKind::Relates, true),
        ]
    );
}

/// The mistakes of the sample's sheet with some of its text replaced: where, and what.
#[track_caller]
fn mistakes(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let (story, backlog) = sample();
    let sheet = changed(changes);
    let found = read(&sheet, &story, &backlog).expect_err(changes[0].1);
    let at = |line: usize| sheet.lines().nth(line - 1).unwrap_or_default().to_owned();
    found.into_iter().map(|it| (at(it.line), it.words)).collect()
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let rows: &[(&str, &str, &str, &str)] = &[
        ("points: 5", "points: many", "points: many", "`many` is no number"),
        ("points: 5", "pionts: 5", "pionts: 5", "no field “pionts” stands here: use kind, points"),
        ("points: 5", "title: x", "title: x", "no field “title”"),
        ("points: 5", "points: 5\nPoints: 8", "Points: 8", "already"),
        ("kind: story", "kind:", "kind:", "kind cannot be empty"),
        ("epic: Checkout", "epic: Till", "epic: Till", "no epic “Till”: there is"),
        ("# Pay by card", "#", "#", "a title cannot be empty"),
        ("# Pay by card", "# a\\u{1b}b", "# a\\u{1b}b", "control character"),
        ("# Pay by card", "Pay by card", "Pay by card", "is neither a title"),
        ("# Pay by card", "# A\n# B", "# B", "already"),
        (
            "## Criteria",
            "## Criterions",
            "## Criterions",
            "no section “Criterions”: there are Story",
        ),
        ("## Criteria", "### Criteria", "### Criteria", "no section"),
        ("## Links", "## Story", "## Story", "already"),
        ("I want to", "I love to", "I love to pay by card", "I want …"),
        ("a shopper\nI want", "a shopper\nwho must pay\nI want", "who must pay", "I want …"),
        ("I want to", "I want x\nI want to", "I want to pay by card", "already"),
        ("- two", "two", "two", "begin each criterion with “- ”"),
        ("  then it", "  given more\n  then it", "  given more", "“given” already"),
        ("- two", "- \\", "- \\", "a criterion cannot be empty"),
        ("- two", "- two\\u{a}x", "- two\\u{a}x", "control character"),
        ("  = Visa", "  = Visa\n  = Master", "  = Master", "an answer already"),
        ("- And cheques?", "-\n  = yes", "-", "a question cannot be empty"),
        ("- #1 Other", "- soon", "- soon", "write - #12"),
        ("- #1 Other", "- #1, #2", "- #1, #2", "write - #12"),
        ("- #1 Other", "- #99", "- #99", "no story #99: they are numbered 1 to 5"),
        ("- follows #2", "- blocks #2", "- blocks #2 Other", "is no link"),
        ("- follows #2", "- follows #77", "- follows #77 Other", "no story #77"),
        ("## Story", "<!-- remark -->  x\n## Story", "<!-- remark -->  x", "behind a remark"),
        ("## Links", "<!-- remark\n## Links", "<!-- remark", "never ends"),
    ];
    for (what, with, line, words) in rows {
        let told = mistakes(&[(what, with)]);
        assert_eq!(told.len(), 1, "{with}: {told:?}");
        assert!(told[0].0 == *line && told[0].1.contains(words), "{with}: {told:?}");
    }
    let told = mistakes(&[("points: 5", "points: x"), ("- two", "two"), ("## Links", "## Ties")]);
    assert_eq!(
        told.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(),
        ["points: x", "two", "## Ties"]
    );
}

#[test]
fn what_a_file_holds_and_no_command_takes_stands_in_nobodys_way() {
    let (mut story, backlog) = sample();
    story.title = String::new();
    story.tags = ["two words".to_owned()].into();
    story.criteria[0].text = String::new();
    story.status = Status::Accepted;
    let sheet = write(&story, &backlog).replace("requester:", "requester: Zoe");
    let edits = read(&sheet, &story, &backlog).unwrap();
    assert_eq!(edits.values.len(), 1);
    assert_eq!(StoryEdits { values: Vec::new(), ..edits }, StoryEdits::default());
}

#[test]
fn a_sheet_of_a_great_many_lines_is_read() {
    let (story, backlog) = sample();
    let many: Vec<String> = (0..20_000).map(|n| format!("- line {n}\n")).collect();
    let many = many.concat();
    let sheet = format!("## Criteria\n{many}## Notes\n{many}");
    let edits = read(&sheet, &story, &backlog).unwrap();
    assert_eq!((edits.criteria.wanted.len(), edits.notes.wanted.len()), (20_000, 20_000));
    let given = Story {
        criteria: edits
            .criteria
            .wanted
            .iter()
            .enumerate()
            .map(|(n, (_, it))| worded(Id::new(uuid::Uuid::from_u128(n as u128)), it))
            .collect(),
        ..story
    };
    let other = sheet.replace("line 7\n", "line seven\n").replace("line 19000\n", "another\n");
    let edits = read(&other, &given, &backlog).unwrap();
    assert!(edits.criteria.wanted.iter().all(|(id, _)| id.is_some()));
}
