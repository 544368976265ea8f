//! Values written on both sides: what they are called, who wrote them, and what becomes of them.

use upnext::cli::act::Question;
use upnext::cli::answer;
use upnext::cli::complete::complete;
use upnext::domain::backlog::Backlog;
use upnext::domain::change::Edit;
use upnext::domain::checkup;
use upnext::domain::command::{Command, NewStory, Place, Wording};
use upnext::domain::conflict::{Conflict, Side};
use upnext::domain::field::Field;
use upnext::domain::history::Act;
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::merge::{Merged, merge};
use upnext::domain::refusal::Refusal;
use upnext::domain::spelling::of_conflict;
use upnext::domain::sprint::SprintState;
use upnext::domain::stamp::Stamp;
use upnext::session::Session;
use upnext::store::document;

use super::{fresh_copy, of};
use crate::samples::{backlog, change, entry, minute};

/// A backlog after commands, one a minute.
fn after(base: &Backlog, by: &str, from: u32, commands: &[Command]) -> Backlog {
    let mut session = Session::new(base.clone());
    let mut ids = CountedIds(u64::from(from) * 1000 + u64::from(by == "Bob") * 500);
    for (n, command) in (from..).zip(commands) {
        let stamp = Stamp { at: minute(n), by: by.into() };
        session.perform(command, &stamp, &mut ids).unwrap();
    }
    session.backlog().clone()
}

fn set(backlog: &Backlog, number: u32, field: Field, value: &str) -> Command {
    let stories = vec![of(backlog, number).id];
    Command::SetStory { stories, values: vec![(field, value.into())] }
}

fn criterion(backlog: &Backlog, number: u32, k: usize, text: &str) -> Command {
    Command::SetCriterion { story: of(backlog, number).id, k, wording: Wording::line(text) }
}

fn settle(backlog: &Backlog, side: Side) -> Result<(Backlog, Edit), Refusal> {
    let conflicts = backlog.conflicts().iter().map(|it| it.id).collect();
    let stamp = Stamp { at: minute(9000), by: "Zoe".into() };
    backlog.carry_out(&Command::Settle { conflicts, side }, &stamp, &mut CountedIds(9))
}

/// What, field, ours and theirs of every conflict, in the order of the answers.
fn told(backlog: &Backlog, conflicts: &[Conflict]) -> Vec<[String; 4]> {
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "nothing".into());
    let mut all: Vec<[String; 4]> = conflicts
        .iter()
        .map(|it| of_conflict(it, backlog))
        .map(|it| [it.what, it.field, or_none(it.ours), or_none(it.theirs)])
        .collect();
    all.sort();
    all
}

/// A backlog with epics, people, a release and a planned sprint.
fn furnished() -> Backlog {
    let named = |name: &str| Command::AddEpic { title: name.into(), values: vec![] };
    after(
        &backlog(8),
        "Ann",
        5000,
        &[
            named("Checkout"),
            named("Delivery"),
            Command::AddRelease { name: "Spring".into(), values: vec![] },
            Command::AddPerson { name: "Kim".into(), values: vec![] },
            Command::AddIdeas {
                ideas: vec![upnext::domain::command::NewIdea {
                    text: "tea".into(),
                    ..Default::default()
                }],
            },
            Command::PlanSprint { goal: "Next".into(), start: None, end: None },
        ],
    )
}

#[test]
fn every_value_is_told_in_the_words_of_the_program() {
    let base = furnished();
    let kim = base.people().iter().next().unwrap().id;
    let epic = base.epics_in_order()[0].id;
    let release = base.releases().iter().next().unwrap().id;
    let acts = |epic_of: &str, text: &str, n: usize| {
        vec![
            set(&base, 1, Field::Epic, epic_of),
            set(&base, 1, Field::Points, &n.to_string()),
            set(&base, 1, Field::Value, &n.to_string()),
            set(&base, 1, Field::Assignee, text),
            set(&base, 1, Field::Kind, ["bug", "chore"][n % 2]),
            criterion(&base, 2, 2, text),
            Command::Move {
                stories: vec![of(&base, 7).id],
                place: Place::Position(n),
                reason: None,
            },
            Command::MoveCriterion { story: of(&base, 3).id, k: 1, to: 2 },
            Command::SetProduct { values: vec![(Field::Goal, text.into())] },
            Command::SetPerson { person: kim, values: vec![(Field::Allocation, format!("0.{n}"))] },
            Command::SetEpic { epic, values: vec![(Field::Outcome, text.into())] },
            Command::SetRelease { release, values: vec![(Field::Notes, text.into())] },
        ]
    };
    let merged = merge(
        &base,
        &after(&base, "Ann", 6000, &acts("Checkout", "mine", 3)),
        &after(&base, "Bob", 6100, &acts("Delivery", "theirs", 8)),
    );
    let told = told(&merged.backlog, &merged.conflicts);
    let told: Vec<String> = told.iter().map(|it| it.join(" | ")).collect();
    let expected = [
        "#1 | assignee | mine | theirs",
        "#1 | epic | Checkout | Delivery",
        "#1 | kind | chore | bug",
        "#1 | points | 3 | 8",
        "#1 | value | 3 | 8",
        "#2 | criterion 2: text | mine | theirs",
        "#7 | rank | position 3 | position 8",
        "Kim | allocation | 0.3 | 0.8",
        "epic “Checkout” | outcome | mine | theirs",
        "release “Spring” | notes | mine | theirs",
        "the product | goal | mine | theirs",
    ];
    assert_eq!(told, expected);
}

#[test]
fn two_orders_of_one_list_are_told_and_settled_as_orders() {
    let base = after(
        &backlog(2),
        "Ann",
        5000,
        &[Command::AddCriterion {
            stories: vec![of(&backlog(2), 1).id],
            wording: Wording::line("a third"),
        }],
    );
    let shift = |k, to| Command::MoveCriterion { story: of(&base, 1).id, k, to };
    let ours = after(&base, "Ann", 6000, &[shift(1, 3)]);
    let theirs = after(
        &base,
        "Bob",
        6100,
        &[
            shift(3, 1),
            Command::AddCriterion {
                stories: vec![of(&base, 1).id],
                wording: Wording::line("a fourth"),
            },
        ],
    );
    let merged = merge(&base, &ours, &theirs).to_be_settled();
    let [[_, field, mine, yours]] = &told(&merged.backlog, &merged.conflicts)[..] else { panic!() };
    assert_eq!(field, "order of criteria");
    assert_eq!(mine, "it is seen · a third · it works");
    assert_eq!(yours, "a third · it works · it is seen · a fourth");
    let texts = |backlog: &Backlog| {
        of(backlog, 1).criteria.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&merged.backlog), ["it is seen", "a fourth", "a third", "it works"]);
    let (settled, _) = settle(&merged.backlog, Side::Theirs).unwrap();
    assert_eq!(texts(&settled), ["a third", "it works", "it is seen", "a fourth"]);
}

#[test]
fn the_same_conflict_found_twice_is_one_and_follows_from_what_it_is_about() {
    let base = backlog(3);
    let merged = |value: &str| {
        let ours = after(&base, "Ann", 6000, &[set(&base, 1, Field::Title, "Mine")]);
        let theirs = after(&base, "Bob", 6001, &[set(&base, 1, Field::Title, value)]);
        merge(&base, &ours, &theirs)
    };
    let (one, two) = (merged("Theirs"), merged("Other"));
    assert_eq!(one.conflicts[0].id, two.conflicts[0].id);
    assert_ne!(one.conflicts[0].id, Id::default());
    let other = after(&base, "Ann", 6000, &[set(&base, 2, Field::Title, "Mine")]);
    let theirs = after(&base, "Bob", 6001, &[set(&base, 2, Field::Title, "X")]);
    assert_ne!(merge(&base, &other, &theirs).conflicts[0].id, one.conflicts[0].id);
    // They are read as they were written, and merge as a table: settled on one side is settled.
    let both = one.to_be_settled().backlog;
    assert_eq!(fresh_copy(&both), both);
    let (settled, _) = settle(&both, Side::Ours).unwrap();
    let busy = after(&both, "Bob", 7000, &[set(&both, 3, Field::Title, "Busy")]);
    for merged in [merge(&both, &settled, &busy), merge(&both, &busy, &settled)] {
        assert!(merged.backlog.conflicts().is_empty() && merged.conflicts.is_empty());
    }
    // The live file keeps none: the notice and the history have the other value.
    assert!(merged("Theirs").backlog.conflicts().is_empty());
}

#[test]
fn theirs_is_put_in_its_place_with_a_line_and_ours_only_lets_go() {
    let base = furnished();
    let acts = |text: &str, epic: &str| {
        [
            set(&base, 1, Field::Title, text),
            criterion(&base, 2, 1, text),
            set(&base, 4, Field::Epic, epic),
            Command::SetProduct { values: vec![(Field::Name, text.into())] },
        ]
    };
    let ours = after(&base, "Ann", 6000, &acts("Mine", "Checkout"));
    let theirs = after(&base, "Bob", 6100, &acts("Theirs", ""));
    let merged = merge(&base, &ours, &theirs).to_be_settled();
    // Of an epic only one side wrote nothing anybody can lose.
    assert_eq!(merged.backlog.conflicts().len(), 3);
    let (kept, _) = settle(&merged.backlog, Side::Ours).unwrap();
    assert!(kept.conflicts().is_empty());
    assert_eq!(kept.stories(), merged.backlog.stories());
    let (taken, edit) = settle(&merged.backlog, Side::Theirs).unwrap();
    assert_eq!((&*of(&taken, 1).title, &*of(&taken, 2).criteria[0].text), ("Theirs", "Theirs"));
    assert_eq!(taken.product().name, "Theirs");
    let line = of(&taken, 1).history[0].clone();
    assert_eq!((line.what, line.field, &*line.by), (Act::Merged, Some(Field::Title), "Zoe"));
    assert_eq!((line.before.as_deref(), line.after.as_deref()), (Some("Mine"), Some("Theirs")));
    assert_eq!(taken.product().history[0].what, Act::Merged);
    let (back, _) = upnext::domain::merge::take_back(&edit, &taken).unwrap();
    assert_eq!(document::write(&back).unwrap(), document::write(&merged.backlog).unwrap());
}

#[test]
fn a_place_that_is_gone_lets_the_conflict_go_with_a_notice() {
    let base = backlog(3);
    let ours = after(&base, "Ann", 6000, &[criterion(&base, 1, 1, "mine")]);
    let theirs = after(&base, "Bob", 6100, &[criterion(&base, 1, 1, "theirs")]);
    let merged = merge(&base, &ours, &theirs).to_be_settled().backlog;
    let gone =
        after(&merged, "Ann", 7000, &[Command::RemoveCriterion { story: of(&merged, 1).id, k: 1 }]);
    let (settled, edit) = settle(&gone, Side::Theirs).unwrap();
    assert!(settled.conflicts().is_empty());
    assert_eq!(settled.stories(), gone.stories());
    assert_eq!(edit.notices.len(), 1);
    assert!(edit.notices[0].contains("#1: criterion that is gone: text"), "{:?}", edit.notices);
}

#[test]
fn what_does_not_fit_any_more_is_refused_with_the_reason() {
    let base = backlog(6);
    let epics = |title: &str| {
        [Command::SetEpic {
            epic: furnished().epics_in_order()[0].id,
            values: vec![(Field::Title, title.into())],
        }]
    };
    let furnished = furnished();
    let merged = merge(
        &furnished,
        &after(&furnished, "Ann", 6000, &epics("Paying")),
        &after(&furnished, "Bob", 6100, &epics("Payment")),
    )
    .to_be_settled()
    .backlog;
    let taken = after(
        &merged,
        "Ann",
        7000,
        &[Command::AddEpic { title: "payment".into(), values: vec![] }],
    );
    let refusal = settle(&taken, Side::Theirs).unwrap_err();
    assert!(refusal.to_string().contains("epic “payment” is there already"), "{refusal}");
    assert!(settle(&taken, Side::Ours).is_ok());
    // The state somebody led it to since is no side's.
    let ready = Command::Ready { stories: vec![of(&base, 1).id], overriding: Some("now".into()) };
    let drop = Command::Drop { stories: vec![of(&base, 1).id], reason: "no".into() };
    let merged =
        merge(&base, &after(&base, "Ann", 6000, &[ready]), &after(&base, "Bob", 6100, &[drop]));
    let merged = merged.to_be_settled().backlog;
    let (settled, _) = settle(&merged, Side::Theirs).unwrap();
    assert_eq!(of(&settled, 1).status.word(), "dropped");
    let back =
        after(&merged, "Ann", 7000, &[Command::Unready { stories: vec![of(&merged, 1).id] }]);
    let (settled, edit) = settle(&back, Side::Theirs).unwrap();
    assert_eq!((of(&settled, 1).status.word(), edit.notices.len()), ("draft", 1));
}

#[test]
fn unknown_fields_of_the_file_are_settled_and_undone_too() {
    let file = |x: &str| {
        let text = format!("{{\"format\":\"upnext\",\"version\":1,\"product\":{{}},\"a.b\":{x}}}");
        document::read(text.as_bytes()).unwrap().backlog
    };
    let merged =
        merge(&file("1"), &file("1e2"), &file("18446744073709551616")).to_be_settled().backlog;
    let conflict = merged.conflicts().iter().next().unwrap();
    let said = of_conflict(conflict, &merged);
    assert_eq!((&*said.what, &*said.field), ("the file", "a.b"));
    assert_eq!(
        (said.ours.as_deref(), said.theirs.as_deref()),
        (Some("1e2"), Some("18446744073709551616"))
    );
    let (settled, edit) = settle(&merged, Side::Theirs).unwrap();
    let text = String::from_utf8(document::write(&settled).unwrap()).unwrap();
    assert!(
        text.contains("\"a.b\": 18446744073709551616") && !text.contains("conflicts"),
        "{text}"
    );
    let written: Edit = serde_json::from_str(&serde_json::to_string(&edit).unwrap()).unwrap();
    let (back, _) = upnext::domain::merge::take_back(&written, &settled).unwrap();
    assert_eq!(document::write(&back).unwrap(), document::write(&merged).unwrap());
}

#[test]
fn what_was_deleted_here_and_changed_there_is_kept_and_flagged() {
    let base = furnished();
    let epic = base.epics_in_order()[0].id;
    let ours = after(
        &base,
        "Ann",
        6000,
        &[Command::RemoveEpic { epic }, Command::RemoveCriterion { story: of(&base, 1).id, k: 2 }],
    );
    let theirs = after(
        &base,
        "Bob",
        6100,
        &[
            Command::SetEpic { epic, values: vec![(Field::Outcome, "more".into())] },
            criterion(&base, 1, 2, "it is heard"),
        ],
    );
    for Merged { backlog, notices, .. } in
        [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)]
    {
        let kept = backlog.epics().get(epic).unwrap();
        assert_eq!((&*kept.outcome, kept.history[0].what), ("more", Act::Merged));
        assert_eq!(of(&backlog, 1).criteria[1].text, "it is heard");
        let mut notices = notices.clone();
        notices.sort();
        assert_eq!(
            notices,
            [
                "#1: criterion “it is heard” was deleted on one side and changed on the other: it is kept",
                "epic “Checkout” was deleted on one side and changed on the other: it is kept",
            ]
        );
    }
}

#[test]
fn of_two_sprints_started_at_once_the_one_that_started_first_goes_on() {
    let base = after(
        &backlog(6),
        "Ann",
        5000,
        &[Command::CancelSprint { sprint: None, reason: "over".into() }],
    );
    let started = |by: &str, at| {
        after(
            &base,
            by,
            at,
            &[
                Command::PlanSprint { goal: by.into(), start: None, end: None },
                Command::Pull {
                    stories: vec![of(&base, 1).id],
                    into: None,
                    reason: None,
                    overriding: Some("yes".into()),
                    instead_of: vec![],
                },
                Command::StartSprint { sprint: None },
            ],
        )
    };
    // Bob planned later and has the larger number in the end, but started first.
    let later = after(
        &base,
        "Ann",
        6000,
        &[Command::PlanSprint { goal: "Ann".into(), start: None, end: None }],
    );
    let later = after(
        &later,
        "Ann",
        6900,
        &[
            Command::Pull {
                stories: vec![of(&base, 2).id],
                into: None,
                reason: None,
                overriding: Some("yes".into()),
                instead_of: vec![],
            },
            Command::StartSprint { sprint: None },
        ],
    );
    for merged in
        [merge(&base, &later, &started("Bob", 6100)), merge(&base, &started("Bob", 6100), &later)]
    {
        let active = merged.backlog.sprint_in(SprintState::Active).unwrap();
        let planned = merged.backlog.sprint_in(SprintState::Planned).unwrap();
        assert_eq!((&*active.goal, &*planned.goal), ("Bob", "Ann"));
        assert_eq!((active.number, planned.number), (3, 2));
        assert!(planned.commitment.is_none());
        assert!(checkup::findings(&merged.backlog).is_empty(), "{:?}", merged.notices);
    }
}

#[test]
fn two_stories_put_in_one_place_get_a_place_each_in_the_order_they_have() {
    // Keys of the program itself, which leave room.
    let add = |title: &str, place| Command::AddStories {
        stories: vec![NewStory { title: title.into(), ..NewStory::default() }],
        place,
    };
    let bottom = |title: &str| add(title, Place::Bottom);
    let base = after(&Backlog::default(), "Zoe", 5000, &["a", "b", "c"].map(bottom));
    let second = Place::After(of(&base, 1).id);
    let ours = after(&base, "Ann", 6000, &[bottom("mine"), add("mine too", second)]);
    let theirs = after(&base, "Bob", 6100, &[bottom("theirs"), add("theirs too", second)]);
    let (one, two) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
    assert_eq!(one.backlog, two.backlog);
    let ranks: Vec<_> = one.backlog.in_order().map(|it| it.rank.clone()).collect();
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
    assert!(checkup::findings(&one.backlog).is_empty());
    assert_eq!(fresh_copy(&one.backlog), one.backlog);
    let titles: Vec<_> = one.backlog.in_order().map(|it| it.title.as_str()).collect();
    assert_eq!((titles[0], titles[3], titles[4]), ("a", "b", "c"));
    // Control: as they were put, the two have one place.
    let same = |number: u32| of(&ours, number).rank == of(&theirs, number).rank;
    assert!(same(4) && same(5));
}

#[test]
fn of_two_numbers_given_to_one_story_the_smaller_stands_and_both_are_told() {
    let base = backlog(3);
    let numbered = |by: &str, number: u32| {
        let line = entry(minute(6000), by, Field::Number, "3", &number.to_string());
        change(&base, 3, line, |story| story.number = number).0
    };
    let (ours, theirs) = (numbered("Ann", 9), numbered("Bob", 7));
    for merged in [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)] {
        assert!(merged.conflicts.is_empty());
        assert_eq!(merged.notices, ["#7 was number 9 on one side"]);
        assert_eq!(of(&merged.backlog, 7).title, "Story 3");
    }
}

#[test]
fn stories_that_wait_for_each_other_since_the_merge_are_kept_and_told() {
    let base = backlog(4);
    let wait = |on: u32, story: u32| Command::Depend {
        story: of(&base, story).id,
        on: of(&base, on).id,
        remove: false,
    };
    let ours = after(&base, "Ann", 6000, &[wait(1, 2)]);
    let theirs = after(&base, "Bob", 6100, &[wait(2, 1)]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(
        of(&merged.backlog, 1).depends_on.len() + of(&merged.backlog, 2).depends_on.len(),
        2
    );
    let [notice] = merged.notices.as_slice() else { panic!("{:?}", merged.notices) };
    assert!(notice.contains("wait for each other"), "{notice}");
    // A circle one side knew already is not told again.
    let both = merged.backlog;
    let busy = after(&both, "Ann", 7000, &[set(&both, 3, Field::Title, "X")]);
    let other = after(&both, "Bob", 7001, &[set(&both, 4, Field::Title, "Y")]);
    assert!(merge(&both, &busy, &other).notices.is_empty());
}

#[test]
fn the_two_values_stand_beside_each_other_where_there_is_room() {
    let base = backlog(3);
    let titled = |by: &str, title: &str| {
        let line = entry(minute(6000), by, Field::Title, "", "");
        change(&base, 1, line, |story| title.clone_into(&mut story.title)).0
    };
    let ours = titled("Ann", "Pay by card, or by invoice where the shopper is known");
    let theirs = titled("Bob", "Card \u{1b}[2J payment");
    let merged = merge(&base, &ours, &theirs).to_be_settled().backlog;
    let text = |width| {
        answer::text(&Question::Conflicts, &merged, minute(6000).day(), Some(width)).unwrap()
    };
    assert_eq!(
        text(64).lines().take(6).collect::<Vec<_>>(),
        [
            "#1: title · Pay by card, or by invoice where the shopper is",
            "known",
            "  ours (Ann, 5 Nov)               theirs (Bob, 5 Nov)",
            "  Pay by card, or by invoice      Card ␛[2J payment",
            "  where the shopper is known",
            "",
        ]
    );
    for width in [1, 10, 40, 59, 60, 120] {
        let text = text(width);
        assert!(!text.contains('\u{1b}'));
        let widest = text.lines().map(upnext::say::width::width).max().unwrap();
        assert!(widest <= width.max(5), "{width}: {widest}\n{text}");
    }
}

#[test]
fn a_line_is_completed_from_what_is_left_to_be_settled() {
    let base = furnished();
    let acts = |text: &str| {
        [set(&base, 1, Field::Title, text), set(&base, 1, Field::Points, &text.len().to_string())]
    };
    let ours = after(&base, "Ann", 6000, &acts("Mine"));
    let merged = merge(&base, &ours, &after(&base, "Bob", 6100, &acts("Theirs")));
    let merged = merged.to_be_settled().backlog;
    for (line, words) in [
        ("merge-resolve ", &["1"][..]),
        ("merge-resolve 1 ", &["points", "title"]),
        ("merge-resolve '#1' ti", &["title"]),
        ("merge-resolve 2 ", &[]),
        ("merge-resolve 1 title ", &["ours", "theirs"]),
        ("merge-resolve --all ", &["ours", "theirs"]),
    ] {
        let found = complete(line, &merged).words.into_iter().map(|it| it.word);
        let found: Vec<String> = found.filter(|word| !word.starts_with("--")).collect();
        assert_eq!(found, words, "{line}");
    }
}

#[test]
fn a_place_that_came_in_is_taken_behind_who_stands_there() {
    let add = |title: &str| Command::AddStories {
        stories: vec![NewStory { title: title.into(), ..NewStory::default() }],
        place: Place::Bottom,
    };
    let base = after(&Backlog::default(), "Zoe", 5000, &["a", "b", "c", "d"].map(add));
    let shift = |number: u32, to: u32| Command::Move {
        stories: vec![of(&base, number).id],
        place: Place::After(of(&base, to).id),
        reason: None,
    };
    // Both move d, and one of them puts c where the other puts d.
    let ours = after(&base, "Ann", 6000, &[shift(4, 2), shift(3, 1)]);
    let theirs = after(&base, "Bob", 6100, &[shift(4, 1)]);
    let merged = merge(&base, &ours, &theirs).to_be_settled().backlog;
    assert_eq!(merged.conflicts().len(), 1);
    let (settled, _) = settle(&merged, Side::Theirs).unwrap();
    for backlog in [&merged, &settled] {
        assert!(checkup::findings(backlog).is_empty(), "{:?}", checkup::findings(backlog));
    }
    let place = |backlog: &Backlog| backlog.position(of(&base, 4).id).unwrap();
    assert!(place(&settled) < 4, "{}", place(&settled));
}
