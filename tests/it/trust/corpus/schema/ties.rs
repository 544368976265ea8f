//! The corpus, schema: stories that point to each other or to nobody, and ranks of every sort, are
//! opened, told of and mended.

use std::sync::Arc;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::checkup::findings;
use upnext::domain::command::Command;
use upnext::domain::id::CountedIds;
use upnext::domain::story::Story;
use upnext::domain::table::Table;
use upnext::session::Session;

use super::super::{id, shown, stories, story};
use crate::cli::{Place, put};
use crate::robot::stamp;
use crate::samples;
use crate::store::text;
use crate::trust::sized;

use super::{read, rules};

#[test]
fn references_to_what_is_not_here_are_told_and_kept() {
    let nobody = id(404);
    let rest = format!(
        ",\"epic\":{nobody},\"sprint\":{nobody},\"release\":{nobody},\"depends_on\":[{nobody}],\
         \"links\":[{{\"to\":{nobody}}}],\"split_from\":{nobody},\"ready_ticks\":[{nobody}]"
    );
    let place = Place::new();
    put(&place.file(), stories(&[story(1, &rest), story(2, "")]));
    let said = place.line("doctor");
    assert_eq!(said.code, 1);
    for what in ["an epic", "a sprint", "a release", "a story"] {
        assert!(
            said.out.contains(&format!("#1 points to {what} that is not here")),
            "{}",
            said.out
        );
    }
    place.lines("set 1 points=3 title=Other\nmove 1 --bottom\ntag 1 +x");
    let kept = place.text().matches(&nobody).count();
    assert_eq!(kept, rest.matches(&nobody).count(), "{}", place.text());
    shown(&read(&place.text()).unwrap());
    for line in ["list", "show 1", "export --to csv", "export --to markdown", "today"] {
        place.line(line).well();
    }
}

/// Stories of which each waits for the next, and the last for the one at an index, if any.
fn chain(length: u32, back_to: Option<usize>) -> Backlog {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=length)
        .map(|number| samples::story(&mut ids, number, &format!("Story {number}")))
        .collect();
    for at in 0..all.len() {
        let next = if at + 1 < all.len() { Some(at + 1) } else { back_to };
        let next: Vec<_> = next.into_iter().map(|next| all[next].id).collect();
        all[at].depends_on = next.into_iter().collect();
        all[at].rank = format!("{at:08}");
    }
    let stories = Table::of(all.into_iter().map(Arc::new));
    Backlog::from(Parts { stories, ..Parts::default() })
}

#[test]
fn circles_are_told_kept_and_can_be_cut() {
    for length in [1, 2, 500] {
        let backlog = chain(length, Some(0));
        assert_eq!(rules(&backlog), ["circle"]);
        assert_eq!(findings(&backlog).len(), 1);
        shown(&backlog);
        let (last, first) = (backlog.numbered(length).unwrap().id, backlog.numbered(1).unwrap().id);
        let mut session = Session::new(read(&text(&backlog)).unwrap());
        let cut = Command::Depend { story: last, on: first, remove: true };
        session.perform(&cut, &stamp(), &mut CountedIds(9)).unwrap();
        assert!(findings(session.backlog()).is_empty());
        let again = Command::Depend { story: last, on: first, remove: false };
        assert!(session.perform(&again, &stamp(), &mut CountedIds(9)).is_err());
        session.undo().unwrap();
        assert_eq!(text(session.backlog()), text(&backlog));
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_needs_no_stack() {
    let length = u32::try_from(sized(20_000, 100_000)).unwrap();
    let backlog = chain(length, None);
    assert!(findings(&backlog).is_empty());
    let mut session = Session::new(backlog.clone());
    let (last, first) = (backlog.numbered(length).unwrap().id, backlog.numbered(1).unwrap().id);
    let closing = Command::Depend { story: last, on: first, remove: false };
    let refused = session.perform(&closing, &stamp(), &mut CountedIds(9)).unwrap_err();
    assert!(refused.message.contains("circle"), "{}", refused.message);
    let mut robot = crate::robot::Robot::on(backlog, (100, 30));
    robot.keys("4<esc>2<enter>");
    assert!(robot.text().contains("Story 1"));
    assert_eq!(rules(&chain(length, Some(0))), ["circle"]);
}

#[test]
fn ranks_of_any_sort_open_and_the_doctor_names_them() {
    let long = "0".repeat(10_000);
    let ranks = ["000a", "000a", "", "", "ZZ", "a b", "ß", &long, &format!("{long}1"), "000c"];
    let all: Vec<String> =
        (1..).zip(ranks).map(|(n, rank)| story(n, &format!(",\"rank\":\"{rank}\""))).collect();
    let place = Place::new();
    put(&place.file(), stories(&all));
    let said = place.line("doctor");
    let named = |out: &str, n: usize| out.contains(&format!("#{n} has no place of its own"));
    assert_eq!(said.code, 1);
    // Of two equal ranks the second has no place of its own; an illegal one never has.
    let told: Vec<usize> = (1..=10).filter(|n| named(&said.out, *n)).collect();
    assert!([2, 4, 5, 6, 7, 8, 9].iter().all(|n| told.contains(n)), "{told:?}");
    assert!(!told.contains(&10) && said.out.len() < 4_000, "{}", said.out.len());
    shown(&read(&place.text()).unwrap());
    let order = |place: &Place| {
        let list = place.ask("list");
        list.as_array().unwrap().iter().map(|it| it["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    for (n, to) in [(8, 1), (9, 5), (1, 10), (4, 2), (10, 3)] {
        let mut expected = order(&place);
        expected.retain(|it| *it != n);
        expected.insert(to - 1, n);
        place.line(&format!("move {n} --to {to}")).well();
        assert_eq!(order(&place), expected, "#{n} to {to}");
    }
    // Moved once, each has a place of its own.
    (1..=10).for_each(|n| drop(place.line(&format!("move {n} --top"))));
    assert!(place.line("doctor").well().out.contains("sound"));
}
