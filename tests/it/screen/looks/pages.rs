//! How the page of a story looks: an ordinary one, an empty one, and one that means no good.

use std::sync::Arc;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::{Criterion, Question};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::story::{Impediment, Note, Story};
use upnext::domain::table::Table;
use upnext::store::document;
use upnext::tui::app::Msg;
use upnext::tui::screen::story::Slot;

use super::{SIZES, assert_harmless, look, look_at};
use crate::robot::{Robot, now};
use crate::screen::scenes;

#[test]
fn an_ordinary_story() {
    look_at("page", &scenes::full(), ":12<enter><enter>");
    look_at("page-criterion", &scenes::full(), ":12<enter><enter>jjjj");
    look_at("page-estimate", &scenes::full(), ":12<enter><enter>e13");
    look_at("page-end", &scenes::full(), ":12<enter><enter>G");
}

#[test]
fn a_story_with_nothing_but_a_title() {
    look_at("page-empty", &scenes::empty(), "aPay by card<enter><enter>");
}

/// What somebody may write who wants to break a screen, or who just writes in another script.
const NASTY: [&str; 8] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7} clears nothing \u{9b}31m",
    "right \u{202e}to left override\u{202c}, \u{2066}isolate\u{2069} and \u{200b}zero\u{feff} width",
    "عربي ثم עברית ثم English",
    "日本語のとても長い説明がここにあります。列はそろったままです。",
    "family 👨‍👩‍👧‍👦 flag 🇩🇪 keycap 1️⃣ thumbs 👍🏽 end",
    "tab\there\u{85}and a second\u{2028}line",
    "z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}algo and \u{1160}\u{115f}fillers",
    "plain at last",
];

/// A story that a file can hold, whatever one thinks of it.
pub fn hostile() -> Backlog {
    let mut ids = CountedIds::default();
    let ids = &mut ids;
    let nasty = |at: usize| NASTY[at % NASTY.len()].to_owned();
    let (at, text, by) = (now(), nasty(1), nasty(6));
    let (id, answer) = (fresh(ids), Some(nasty(2)));
    let question = Question { id, at, text, answer, ..Question::default() };
    let note = Note { id: fresh(ids), at, by: nasty(4), text: nasty(0), ..Note::default() };
    let impediment = Impediment { reason: nasty(5), since: at, by, ..Impediment::default() };
    let lines: Vec<String> = (0..500).map(|at| format!("- {at} {}", nasty(at))).collect();
    let story = Story {
        id: fresh(ids),
        number: 1,
        title: NASTY.join(" ").chars().cycle().take(3_000).collect(),
        rank: "a".to_owned(),
        created: at,
        role: nasty(2),
        want: nasty(1),
        benefit: nasty(4),
        description: lines.join("\n"),
        criteria: (0..200).map(|at| Criterion::line(fresh(ids), nasty(at))).collect(),
        tags: (0..4).map(|at| nasty(at).repeat(9).chars().take(100).collect()).collect(),
        requester: nasty(0),
        assignee: nasty(3),
        questions: vec![question],
        notes: vec![note],
        impediment: Some(impediment),
        ..Story::default()
    };
    let product = scenes::empty().product().clone();
    let stories = Table::of([Arc::new(story)]);
    let backlog = Backlog::from(Parts { product, stories, ..Parts::default() });
    // Out of a file it comes as it went in: the screen is what keeps it harmless.
    let bytes = document::write(&backlog).unwrap();
    let read = document::read(&bytes).unwrap().backlog;
    assert_eq!(read.numbered(1).unwrap().title, backlog.numbered(1).unwrap().title);
    read
}

#[test]
fn a_hostile_story_keeps_the_page_and_drives_nothing() {
    let backlog = hostile();
    // The last of the criteria and the description are far down.
    let criterion = backlog.numbered(1).unwrap().criteria[196].id;
    let states = [
        ("list-hostile", "", None),
        ("page-hostile", "<enter>", None),
        ("page-hostile-criteria", "<enter>", Some(Slot::Criterion(criterion))),
        ("page-hostile-description", "<enter>", Some(Slot::Description)),
        ("page-hostile-about", "<enter><tab>", None),
        ("page-hostile-end", "<enter>G", None),
    ];
    for size in SIZES {
        for (name, keys, slot) in states {
            let mut robot = Robot::on(backlog.clone(), size);
            robot.keys(keys);
            if let Some(slot) = slot {
                robot.app.page.as_mut().unwrap().go_to(slot);
                robot.tell(Msg::Resize(size.0, size.1));
            }
            assert_harmless(&robot.text());
            look(name, &robot);
        }
        // Where it is typed in its place, read as a text, or picked from, it is as harmless.
        for keys in ["E", "n", "M", "#", "@", "gs", "L", "<enter>E", "<enter>jjj<enter>", ":set 1 "]
        {
            let mut robot = Robot::on(backlog.clone(), size);
            robot.keys(keys);
            assert_harmless(&robot.text());
        }
    }
}
