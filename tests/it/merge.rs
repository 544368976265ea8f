//! What merging, undo and redo promise.

mod conflicts;
mod sprints;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::change::{Change, Edit, Swap};
use upnext::domain::conflict::Claim;
use upnext::domain::criterion::Criterion;
use upnext::domain::field::Field;
use upnext::domain::history::Act;
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::merge::{merge, put_again, take_back};
use upnext::domain::spelling::{of_conflict, sentence};
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;
use upnext::store::document;

use crate::samples::{Dice, backlog, change, edited, entry, minute, put, story, without};

fn of(backlog: &Backlog, number: u32) -> Story {
    (**backlog.numbered(number).unwrap()).clone()
}

/// What another did since.
type Foreign = fn(&mut Story);

/// Read afresh, as another process would have it: no pointer is shared.
fn fresh_copy(backlog: &Backlog) -> Backlog {
    document::read(&document::write(backlog).unwrap()).unwrap().backlog
}

#[test]
fn an_untouched_side_gives_way_to_the_other() {
    let base = backlog(20);
    let (ours, _) = edited(&base, &mut Dice(7), "Ann", 10);
    assert_eq!(merge(&base, &ours, &fresh_copy(&base)).backlog, ours);
    assert_eq!(merge(&base, &fresh_copy(&base), &ours).backlog, ours);
    assert_eq!(merge(&base, &ours, &fresh_copy(&ours)).backlog, ours);
}

#[test]
fn different_fields_of_one_story_both_stand() {
    let base = backlog(3);
    let (ours, _) = change(&base, 2, entry(minute(6000), "Ann", Field::Title, "", ""), |story| {
        story.title = "Mine".into();
        story.tags.insert("mine".into());
        story.criteria.swap(0, 1);
    });
    let ids = &mut CountedIds(900);
    let (theirs, _) = change(&base, 2, entry(minute(6001), "Bob", Field::Role, "", ""), |story| {
        story.role = "clerk".into();
        story.tags = ["yours".to_owned()].into();
        story.criteria.insert(1, Criterion::line(fresh(ids), "new"));
    });
    let merged = merge(&base, &ours, &fresh_copy(&theirs));
    assert_eq!((&merged.conflicts[..], &merged.notices[..]), (&[][..], &[][..]));
    let story = of(&merged.backlog, 2);
    assert_eq!((&*story.title, &*story.role), ("Mine", "clerk"));
    assert_eq!(story.tags, BTreeSet::from(["mine".into(), "yours".into()]));
    let texts: Vec<_> = story.criteria.iter().map(|one| &*one.text).collect();
    // Ours turned the two around; the new one stays behind the one it was put behind.
    assert_eq!(texts, ["it is seen", "it works", "new"]);
    let by: Vec<_> = story.history.iter().map(|entry| &*entry.by).collect();
    assert_eq!(by, ["Bob", "Ann", "Ann"]);
}

#[test]
fn the_same_field_is_never_silent() {
    let base = backlog(3);
    let set = |who, title: &'static str| {
        let line = entry(minute(6000), who, Field::Title, "Story 2", title);
        change(&base, 2, line, |story| story.title = title.into()).0
    };
    let merged = merge(&base, &set("Ann", "Mine"), &fresh_copy(&set("Bob", "Theirs")));
    let conflict = &merged.conflicts[0];
    let said = of_conflict(conflict, &merged.backlog);
    assert_eq!((&*said.what, &*said.field), ("#2", "title"));
    assert_eq!((said.ours.as_deref(), said.theirs.as_deref()), (Some("Mine"), Some("Theirs")));
    let signed = |claim: &Claim| (claim.by.clone(), claim.at);
    assert_eq!(signed(&conflict.ours), ("Ann".to_owned(), minute(6000)));
    assert_eq!(signed(&conflict.theirs), ("Bob".to_owned(), minute(6000)));
    assert_eq!(
        sentence(conflict, &merged.backlog),
        "#2: title was written on both sides, “Mine” stands and not “Theirs”"
    );
    let story = of(&merged.backlog, 2);
    assert_eq!(story.title, "Mine");
    let line = &story.history[0];
    assert_eq!((line.what, line.field, &*line.by), (Act::Merged, Some(Field::Title), "Ann"));
    assert_eq!((line.before.as_deref(), line.after.as_deref()), (Some("Theirs"), Some("Mine")));
}

#[test]
fn state_and_sprint_are_one_value() {
    let base = backlog(5);
    let line = |who| entry(minute(6000), who, Field::Status, "", "");
    let (ours, _) = change(&base, 5, line("Ann"), |story| story.status = Status::Doing);
    let (theirs, _) = change(&base, 5, line("Bob"), |story| {
        story.status = Status::Dropped;
        story.sprint = None;
    });
    let merged = merge(&base, &ours, &theirs);
    let story = of(&merged.backlog, 5);
    assert_eq!((story.status, story.sprint.is_some()), (Status::Doing, true));
    let said: Vec<_> = merged.conflicts.iter().map(|it| of_conflict(it, &merged.backlog)).collect();
    let [said] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(
        (&*said.field, said.ours.as_deref(), said.theirs.as_deref()),
        ("status", Some("doing, in sprint 1"), Some("dropped"))
    );
    // Only one side wrote either: both of its values stand.
    let (other, _) = change(&base, 5, line("Ann"), |story| story.title = "Mine".into());
    let story = of(&merge(&base, &other, &theirs).backlog, 5);
    assert_eq!((story.status, story.sprint), (Status::Dropped, None));
}

#[test]
fn deleting_gives_way_to_editing() {
    let base = backlog(4);
    let (kept, gone) = (of(&base, 1).id, of(&base, 2).id);
    let ours = without(&without(&base, kept), gone);
    let (theirs, _) =
        change(&base, 1, entry(minute(9), "Bob", Field::Title, "", ""), |s| s.title = "X".into());
    for merged in [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)] {
        assert_eq!(
            (merged.backlog.story(kept).is_some(), merged.backlog.story(gone)),
            (true, None)
        );
        assert_eq!(merged.notices.len(), 1);
    }
}

#[test]
fn two_with_one_number_the_younger_gets_the_next() {
    let base = backlog(4);
    // Whichever has the smaller identity: the age decides.
    for (old, young) in [(500, 600), (600, 500), (700, 800), (800, 700)] {
        let added = |ids, minutes, title| {
            let new = story(&mut CountedIds(ids), 5, title);
            put(&base, Story { created: minute(minutes), ..new })
        };
        let (ours, theirs) = (added(young, 900, "Mine"), added(old, 800, "Yours"));
        let merged = merge(&base, &ours, &theirs);
        assert_eq!(of(&merged.backlog, 5).title, "Yours");
        let mine = of(&merged.backlog, 6);
        assert_eq!((&*mine.title, mine.history[0].field), ("Mine", Some(Field::Number)));
        assert_eq!(mine.history[0].before.as_deref(), Some("5"));
        assert_eq!(merged.notices, ["a second #5 is now #6"]);
        assert_eq!(merge(&base, &theirs, &ours).backlog, merged.backlog);
    }
}

#[test]
fn one_sprint_runs_and_unaccepted_stories_leave_a_closed_one() {
    let base = backlog(10);
    let sprints = |state, more: Option<Sprint>| {
        let first = Sprint { state, ..(**base.sprint_numbered(1).unwrap()).clone() };
        let sprints = Table::of([first].into_iter().chain(more).map(Arc::new));
        Backlog::from(Parts {
            product: base.product().clone(),
            stories: base.stories().clone(),
            sprints,
            ..Parts::default()
        })
    };
    let second = Sprint {
        id: fresh(&mut CountedIds(700)),
        number: 2,
        state: SprintState::Active,
        ..Sprint::default()
    };
    let ours = sprints(SprintState::Active, Some(second));
    let (theirs, _) =
        change(&base, 5, entry(minute(9), "Bob", Field::Title, "", ""), |s| s.title = "X".into());
    let merged = merge(&base, &ours, &theirs);
    let states: Vec<_> = [1, 2].map(|n| merged.backlog.sprint_numbered(n).unwrap().state).into();
    assert_eq!(states, [SprintState::Active, SprintState::Planned]);
    let merged = merge(&base, &sprints(SprintState::Closed, None), &theirs);
    assert!(merged.backlog.stories().iter().all(|story| story.sprint.is_none()));
    assert_eq!(merged.notices.len(), 2);
}

#[test]
fn merging_loses_nothing_and_has_no_favourite_but_in_conflicts() {
    let (mut in_conflict, mut all) = (0, 0);
    for seed in 1..400 {
        let base = backlog(12);
        let mut dice = Dice(seed * 7919);
        let (mut ours, mine) = edited(&base, &mut dice, "Ann", 6);
        let (mut theirs, yours) = edited(&base, &mut dice, "Bob", 6);
        if dice.roll(2) == 0 {
            ours = put(&ours, story(&mut CountedIds(1000 + seed), 13, "new here"));
            theirs = put(&theirs, story(&mut CountedIds(9000 + seed), 13, "new there"));
        }
        let deleted = base.stories().at(dice.roll(12)).unwrap().id;
        theirs = without(&theirs, deleted);
        let one = merge(&base, &ours, &fresh_copy(&theirs));
        let two = merge(&base, &theirs, &fresh_copy(&ours));
        for story in ours.stories().iter().chain(theirs.stories().iter()) {
            let untouched = base.story(story.id) == Some(story);
            assert!((untouched && story.id == deleted) || one.backlog.story(story.id).is_some());
        }
        let numbers: BTreeSet<_> = one.backlog.stories().iter().map(|s| s.number).collect();
        assert_eq!(numbers.len(), one.backlog.stories().len());
        for story in one.backlog.stories() {
            let lines = |side: &Backlog| side.story(story.id).map(|s| s.history.clone());
            for line in lines(&ours).into_iter().chain(lines(&theirs)).flatten() {
                assert!(story.history.contains(&line), "a line of history is lost");
            }
            if !one.conflicts.iter().any(|conflict| conflict.about == story.id.uuid()) {
                assert_eq!(two.backlog.story(story.id), Some(story), "seed {seed}");
            }
        }
        // What was merged can be written and read, and merging again changes nothing.
        assert_eq!(fresh_copy(&one.backlog), one.backlog);
        assert_eq!(merge(&theirs, &one.backlog, &theirs).backlog, one.backlog);
        in_conflict += one.conflicts.len();
        all += mine.len() + yours.len();
    }
    assert!(in_conflict > 0 && in_conflict * 4 < all, "{in_conflict} of {all}");
}

#[test]
fn unknown_fields_merge_by_name_and_keep_their_digits() {
    let file = |extra: &str| {
        let text = format!("{{\"format\":\"upnext\",\"version\":1,\"product\":{{}}{extra}}}");
        document::read(text.as_bytes()).unwrap().backlog
    };
    let base = file(",\"x\":1");
    let merged = merge(&base, &file(",\"x\":1e2"), &file(",\"x\":1,\"y\":18446744073709551616"));
    let text = String::from_utf8(document::write(&merged.backlog).unwrap()).unwrap();
    assert!(text.contains("\"x\": 1e2") && text.contains("\"y\": 18446744073709551616"), "{text}");
}

#[test]
fn undo_is_exact_and_redo_too() {
    for seed in 1..60 {
        let start = backlog(8);
        let (end, edits) = edited(&start, &mut Dice(seed * 31), "Ann", 12);
        let back =
            edits.iter().rev().fold(end.clone(), |now, edit| take_back(edit, &now).unwrap().0);
        assert_eq!(document::write(&back).unwrap(), document::write(&start).unwrap());
        let forth = edits.iter().fold(back, |now, edit| put_again(edit, &now).unwrap().0);
        assert_eq!(document::write(&forth).unwrap(), document::write(&end).unwrap());
    }
}

#[test]
fn undo_leaves_what_others_did_since() {
    let start = backlog(4);
    let own = entry(minute(6000), "Ann", Field::Title, "Story 2", "Mine");
    let (mine, edit) = change(&start, 2, own.clone(), |story| {
        story.title = "Mine".into();
        story.tags.insert("mine".into());
        story.criteria.remove(0);
    });
    let foreign = entry(minute(6001), "Bob", Field::Role, "", "clerk");
    let (now, _) = change(&mine, 2, foreign.clone(), |story| {
        story.role = "clerk".into();
        story.tags.insert("bob".into());
    });
    let (back, changes) = take_back(&edit, &fresh_copy(&now)).unwrap();
    let (was, story) = (of(&start, 2), of(&back, 2));
    assert_eq!((&story.title, &*story.role), (&was.title, "clerk"));
    assert_eq!(story.tags, ["t2".to_owned(), "bob".into()].into());
    assert_eq!(story.criteria, was.criteria);
    assert!(story.history.contains(&foreign) && !story.history.contains(&own));
    assert!(
        matches!(&changes[..], [Change::Story(swap)] if swap.before.as_deref() == now.numbered(2).map(|s| &**s))
    );
    let (again, _) = put_again(&edit, &back).unwrap();
    assert_eq!(of(&again, 2).title, "Mine");
    assert!(of(&again, 2).history.contains(&own));
}

#[test]
fn undo_is_refused_where_a_value_does_not_stand_any_more() {
    let start = backlog(4);
    let own = entry(minute(6000), "Ann", Field::Title, "Story 2", "Mine");
    let new = Criterion::line(Id::new(uuid::Uuid::from_u128(1)), "new");
    let (mine, edit) = change(&start, 2, own, |story| {
        story.title = "Mine".into();
        story.criteria.push(new.clone());
        story.tags.insert("mine".into());
    });
    let cases: [(Field, Foreign); 4] = [
        (Field::Title, |story| story.title = "Bob's".into()),
        // Even back to what it was: it is not the act's value any more.
        (Field::Title, |story| story.title = "Story 2".into()),
        (Field::Criteria, |story| story.criteria[2].note = "checked".into()),
        (Field::Tags, |story| story.tags.retain(|tag| tag != "mine")),
    ];
    for (field, foreign) in cases {
        let (now, _) = change(&mine, 2, entry(minute(6001), "Bob", field, "", ""), foreign);
        let stands = take_back(&edit, &now).unwrap_err();
        assert_eq!((&*stands.what, &*stands.by), ("#2", "Bob"));
        assert_eq!((stands.field.as_deref(), stands.at), (Some(field.word()), minute(6001)));
    }
    assert_eq!(take_back(&edit, &without(&mine, of(&mine, 2).id)).unwrap_err().what, "#2");
}

#[test]
fn undo_of_an_add_only_while_nobody_touched_it_and_redo_only_while_its_number_is_free() {
    let start = backlog(3);
    let added = story(&mut CountedIds(500), 4, "New");
    let swap = Swap { id: added.id, before: None, after: Some(Arc::new(added.clone())) };
    let edit = Edit {
        label: "Added".into(),
        at: minute(1),
        by: "Ann".into(),
        changes: vec![Change::Story(swap)],
        moved: Vec::new(),
        notices: Vec::new(),
        about: Vec::new(),
    };
    let now = put(&start, added);
    let (back, _) = take_back(&edit, &fresh_copy(&now)).unwrap();
    assert_eq!(back, start);
    assert_eq!(put_again(&edit, &back).unwrap().0, now);
    let taken = put(&back, story(&mut CountedIds(600), 4, "Other"));
    assert_eq!(put_again(&edit, &taken).unwrap_err().what, "#4");
    let (touched, _) =
        change(&now, 4, entry(minute(6001), "Bob", Field::Title, "", ""), |s| s.title = "B".into());
    assert_eq!(take_back(&edit, &touched).unwrap_err().by, "Bob");
}

#[test]
fn a_large_backlog_merges_in_passing() {
    let base = backlog(20_000);
    let set = |number, who: &'static str| {
        let line = entry(minute(6000), who, Field::Title, "", who);
        change(&base, number, line, |story| story.title = who.into()).0
    };
    let (ours, theirs) = (set(2, "Ann"), set(3, "Bob"));
    let merged = merge(&base, &ours, &theirs);
    // What nobody touched is not looked into: it is the same story, not one like it.
    let shared =
        |story: &&Arc<Story>| base.story(story.id).is_some_and(|it| Arc::ptr_eq(it, story));
    assert_eq!(merged.backlog.stories().iter().filter(shared).count(), 19_998);
    assert_eq!((&*of(&merged.backlog, 2).title, &*of(&merged.backlog, 3).title), ("Ann", "Bob"));
}
