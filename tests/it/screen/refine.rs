//! Refining: one story after the other, from what is missing to ready.

use std::sync::OnceLock;

use chrono::TimeDelta;
use upnext::domain::backlog::Backlog;
use upnext::domain::id::CountedIds;
use upnext::domain::ready;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::Status;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::comparing::Found;
use upnext::tui::key::Key;
use upnext::tui::screen::Screen;
use upnext::tui::screen::refine::{Pane, Said};
use upnext::tui::screen::story::Slot;
use upnext::tui::update::{World, update};

use super::scenes;
use crate::robot::{Robot, now, sample};
use crate::team::team;

/// The shop with its team, where five stories are accepted; the story on top lacks everything, the
/// next one an answer, two are not ready for what comes first or is too large.
pub fn unready() -> Backlog {
    static SHOP: OnceLock<Backlog> = OnceLock::new();
    let made = || {
        let mut robot = Robot::on(team(), (80, 24));
        robot.ids = CountedIds(1 << 46);
        for line in [
            "deliver 1",
            "accept 1 --override shipped",
            "accept 6 --override shipped",
            "accept 8 --override shipped",
            "deliver 10",
            "accept 10 --override shipped",
            "deliver 12",
            "accept 12 --override shipped",
            "product set ready_off=",
            "add 'Pay with a gift card'",
            "tick 9 ready 1",
            "tick 4 ready 1",
            "move 24 --top",
            "move 9 --after 24",
        ] {
            robot.keys(":").keys(line).keys("<enter>");
            assert!(robot.app.overlay.is_none(), "{line}: {}", robot.text());
        }
        robot.backlog().clone()
    };
    SHOP.get_or_init(made).clone()
}

fn refining() -> Robot {
    let mut robot = Robot::on(unready(), (80, 24));
    robot.keys("3");
    robot
}

/// The number of the story on screen; 0 is the summary.
fn here(robot: &Robot) -> u32 {
    let story = robot.app.refine.story().and_then(|id| robot.backlog().story(id));
    story.map_or(0, |story| story.number)
}

fn words(robot: &Robot) -> Vec<&str> {
    let card = robot.app.refine.card.as_ref();
    card.map_or(Vec::new(), |card| card.missing.iter().map(|it| it.words.as_str()).collect())
}

#[test]
fn the_highest_story_that_is_not_ready_comes_first() {
    let robot = refining();
    assert_eq!((robot.app.screen, here(&robot)), (Screen::Refine, 24));
    let missing = ["narrative", "criteria", "estimate", "not ticked: Shown to one customer"];
    assert_eq!(words(&robot), missing);
    let text = robot.text();
    assert!(text.contains(" 1 of "), "{text}");
    assert!(text.contains("0 minutes so far"), "{text}");
    // Skipping leaves it as it is; what is skipped comes back by [.
    let mut robot = robot;
    robot.keys("n");
    assert_eq!(here(&robot), 9);
    assert!(robot.text().contains("1 skipped"), "{}", robot.text());
    robot.keys("[");
    assert_eq!(here(&robot), 24);
    assert!(!robot.text().contains("skipped"), "{}", robot.text());
    robot.keys("[");
    assert_eq!(robot.said(), "this is the first story of the round");
    assert_eq!(robot.backlog(), &unready());
}

/// Presses a key, typed letters left out of the count.
fn counted(robot: &mut Robot, steps: &[&str]) -> usize {
    let mut keys = 0;
    for step in steps {
        // What stands in quotes is text that is typed.
        if let Some(text) = step.strip_prefix('“') {
            robot.keys(text);
        } else {
            robot.keys(step);
            keys += 1;
        }
    }
    keys
}

/// A story that lacks its sentence, two criteria and the estimate.
#[test]
fn twelve_keys_at_most_make_a_story_ready() {
    let mut robot = Robot::on(unready(), (80, 24));
    robot.keys(":product set ready_off=lines<enter>");
    let steps = [
        "3",
        "]",
        "“shopper",
        "<enter>",
        "“to pay with a gift card",
        "<enter>",
        "“I spend it all",
        "<enter>",
        "]",
        "“The rest stays on the card",
        "<enter>",
        "“An old card is refused",
        "<enter>",
        "<enter>",
        "]",
        "“5",
        "<enter>",
        "r",
    ];
    let keys = counted(&mut robot, &steps);
    assert!(keys <= 12, "{keys} keys");
    let story = robot.story(24);
    assert_eq!(story.status, Status::Ready);
    assert_eq!((story.role.as_str(), story.criteria.len()), ("shopper", 2));
    assert_eq!(here(&robot), 9, "and on to the next");
    assert!(robot.text().contains("1 made ready"), "{}", robot.text());
    // Undo takes back the last act, and shows that story again.
    robot.keys("u");
    assert_eq!((robot.story(24).status, here(&robot)), (Status::Draft, 24));
    robot.keys("uuuu");
    assert_eq!(robot.story(24).role, "");
    assert_eq!(here(&robot), 24);
}

#[test]
fn each_missing_field_is_opened_in_turn_and_after_the_last_the_first() {
    let mut robot = refining();
    robot.keys("]");
    assert!(matches!(&robot.app.overlay, Some(Overlay::Form(_))));
    robot.keys("<esc>]");
    assert!(robot.text().contains("criterion of #24"), "{}", robot.text());
    robot.keys("<esc>]");
    assert!(robot.text().contains("points of #24"), "{}", robot.text());
    // A line of the Definition of Ready is ticked on the page, where the cursor is on it.
    robot.keys("<esc>]");
    let page = robot.app.page.as_ref().unwrap();
    assert!(matches!(page.slot(), Some(Slot::ReadyLine(_))), "{:?}", page.slot());
    robot.keys("<space><esc>");
    assert_eq!(words(&robot), ["narrative", "criteria", "estimate"]);
    robot.keys("]");
    assert!(matches!(&robot.app.overlay, Some(Overlay::Form(_))), "after the last the first");
    // What is typed and left comes back.
    robot.keys("gift giver<esc>]<esc>]<esc>]");
    assert!(robot.text().contains("gift giver"), "{}", robot.text());
}

#[test]
fn an_open_question_is_answered_where_it_is_missing() {
    let mut robot = refining();
    robot.keys("n");
    assert!(words(&robot).contains(&"1 open question"), "{:?}", words(&robot));
    // Criteria, the estimate, then the question.
    robot.keys("]<esc>]<esc>]");
    assert!(robot.text().contains("Question about #9"), "{}", robot.text());
    robot.keys("Thirty days<enter>");
    let answer = robot.story(9).questions[0].answer.clone();
    assert_eq!(answer.as_deref(), Some("Thirty days"));
    assert!(!words(&robot).contains(&"1 open question"));
}

#[test]
fn with_something_missing_ready_says_what_and_asks_why() {
    let mut robot = refining();
    robot.keys("r");
    let text = robot.text();
    assert!(text.contains("4 things are missing: narrative · criteria · estimate"), "{text}");
    robot.keys("<enter>");
    assert!(robot.text().contains("a reason is needed"), "{}", robot.text());
    robot.keys("the fair is tomorrow<enter>");
    let story = robot.story(24);
    assert_eq!(story.status, Status::Ready);
    assert_eq!(story.ready_override.as_ref().unwrap().reason, "the fair is tomorrow");
    assert_eq!(here(&robot), 9);
    // The reason that was typed and left is there again.
    robot.keys("rjust<esc>n[r");
    assert!(robot.text().contains("(as you left it)…just"), "{}", robot.text());
}

#[test]
fn the_estimate_stands_beside_what_like_stories_came_to() {
    let mut robot = refining();
    let card = robot.app.refine.card.as_ref().unwrap();
    let near = card.neighbours.unwrap();
    let numbers: Vec<u32> = card.similar.iter().map(|it| it.like.number).collect();
    assert!(numbers.contains(&1) && numbers.contains(&12), "{numbers:?}");
    assert!(numbers.iter().all(|it| robot.story(*it).status == Status::Accepted));
    assert_eq!(near.n, numbers.len());
    let mut points: Vec<u64> = card.similar.iter().map(|it| it.points.rounded()).collect();
    points.sort_unstable();
    assert_eq!((points, near.median.rounded()), (vec![2, 3, 5], 3));
    let text = robot.text();
    assert!(text.contains(", median of "), "{text}");
    assert!(text.contains("both: "), "{text}");
    // Another sentence is like other stories.
    robot.keys("E<ctrl-u>Zebra<enter>");
    assert!(robot.text().contains("no accepted story shares"), "{}", robot.text());
    // Where nothing was accepted yet, it says so.
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys("3");
    assert!(robot.text().contains("there is nothing to compare"), "{}", robot.text());
}

#[test]
fn how_it_reads_stands_below_and_what_is_waived_does_not() {
    let mut robot = Robot::on(unready(), (120, 40));
    robot.keys("3E<ctrl-u>Pay fast<enter>");
    assert!(robot.text().contains("~ unambiguous: “fast”"), "{}", robot.text());
    let found = &robot.app.refine.card.as_ref().unwrap().findings;
    let id = found.iter().find(|it| it.rule == "unambiguous").unwrap().id.clone();
    robot.keys(&format!(":waive {id} 'it is a word of ours'<enter>"));
    assert!(!robot.text().contains("~ unambiguous"), "{}", robot.text());
    robot.keys("u:product set checks_off=unambiguous<enter>");
    assert!(!robot.text().contains("~ unambiguous"), "{}", robot.text());
}

#[test]
fn after_the_last_it_says_what_came_of_it_and_leads_on() {
    let mut robot = refining();
    robot.keys("rthe fair is tomorrow<enter>");
    robot.keys(&"n".repeat(16));
    assert_eq!(here(&robot), 0, "each is skipped once");
    let text = robot.text();
    let of = robot.app.refine.round.stories().count();
    assert!(text.contains(&format!("1 of {of} stories made ready, in 0 minutes")), "{text}");
    assert!(text.contains("✓   ?  #24 Pay with a gift card"), "{text}");
    assert!(text.contains("sprints' worth, at 11 pts a sprint"), "{text}");
    assert!(text.contains("4  plans the next sprint"), "{text}");
    // Its key goes through what is left, as does the one before.
    robot.keys("[");
    assert_ne!(here(&robot), 0);
    robot.keys("n3");
    assert_eq!((here(&robot), robot.app.refine.round.stories().count()), (9, of - 1));
    robot.keys("4");
    assert_eq!(robot.app.screen, Screen::Plan);
    // What was begun goes on.
    robot.keys("3n23");
    assert_eq!(robot.app.refine.round.skipped().count(), 1);
}

#[test]
fn where_nothing_is_to_be_refined_it_says_so() {
    let mut robot = Robot::on(scenes::empty(), (80, 24));
    robot.keys("3");
    assert!(robot.text().contains("There are no stories to refine."), "{}", robot.text());
    robot.keys(":add 'Pay by card'<enter>:ready 1 --override soon<enter>23");
    let text = robot.text();
    assert!(text.contains("Every story is ready, or being done."), "{text}");
    assert!(text.contains("cannot be said before one is closed"), "{text}");
}

#[test]
fn a_story_that_goes_makes_room_for_the_next() {
    let mut robot = refining();
    robot.keys("dtoo late<enter>");
    assert_eq!(here(&robot), 9);
    robot.keys("u");
    assert_eq!(here(&robot), 24);
    // One that comes in is taken along, and the story on screen stays.
    let of = robot.app.refine.round.place().unwrap().1;
    robot.keys(":add 'Pay by post'<enter>");
    assert_eq!(robot.app.refine.round.place(), Some((1, of + 1)));
}

#[test]
fn the_time_counts_from_key_to_key_while_one_is_here() {
    let mut robot = refining();
    let mut ids = CountedIds(1 << 45);
    let mut press = |robot: &mut Robot, minutes: i64, key: &str| {
        let at = Moment(now().0 + TimeDelta::minutes(minutes));
        let mut world = World { stamp: Stamp { at, by: "Ann".to_owned() }, ids: &mut ids };
        update(&mut robot.app, Msg::Key(Key::named(key).unwrap().event()), &mut world);
    };
    press(&mut robot, 3, "n");
    assert!(robot.text().contains("3 minutes so far"), "{}", robot.text());
    press(&mut robot, 5, "2");
    press(&mut robot, 25, "3");
    press(&mut robot, 26, "n");
    assert!(robot.text().contains("6 minutes so far"), "{}", robot.text());
    // A clock that is set back takes nothing away.
    press(&mut robot, 1, "n");
    assert!(robot.text().contains("6 minutes so far"), "{}", robot.text());
}

#[test]
fn both_texts_scroll() {
    let mut robot = Robot::on(unready(), (80, 12));
    robot.keys("3jj");
    // The story is on screen whole: what is said to it goes on below.
    assert_eq!(robot.app.refine.tops, [0, 2]);
    robot.keys("<tab>j");
    assert_eq!((robot.app.refine.pane, robot.app.refine.tops), (Pane::Advice, [0, 3]));
    robot.keys("G<esc>");
    assert_eq!(robot.app.refine.pane, Pane::Story);
    assert!(robot.app.refine.tops[1] > 3);
    robot.keys("gg");
    assert_eq!(robot.app.refine.tops, [0, 0]);
    // Where both go on, the one that has the keys is scrolled.
    robot.keys("nj<tab>jj");
    assert_eq!(robot.app.refine.tops, [1, 2]);
    // On a narrow screen there is one text.
    let mut robot = Robot::on(unready(), (60, 12));
    robot.keys("3<tab>");
    assert_eq!(robot.app.refine.pane, Pane::Story);
}

#[test]
fn like_stories_are_looked_for_while_the_keys_work() {
    let mut robot = Robot::on(unready(), (120, 40));
    robot.thinks_slowly = true;
    robot.keys("3");
    assert_eq!(here(&robot), 24);
    assert_eq!(words(&robot).len(), 4, "what is missing is there at once");
    assert!(robot.text().contains("looking for like ones …"), "{}", robot.text());
    // What was asked of #24 is no answer about #9, however late it comes.
    robot.keys("n");
    let story = robot.story(24).id;
    let late = |turn| {
        let (similar, findings) = (Vec::new(), Vec::new());
        let said = Said { story, similar, is_first: true, findings };
        Msg::Compared { turn, found: Found::Said(Some(Box::new(said))) }
    };
    robot.tell(late(1));
    robot.tell(late(2));
    let card = robot.app.refine.card.as_ref().unwrap();
    assert!(card.is_looking && card.similar.is_empty());
    robot.compare();
    assert!(!robot.app.refine.card.as_ref().unwrap().is_looking);
    assert!(!robot.text().contains("looking for"), "{}", robot.text());
    // How it reads by itself is told at once; what was found stays until it is found again.
    robot.keys("[");
    robot.compare();
    assert!(robot.text().contains("both: "), "{}", robot.text());
    robot.keys("E<ctrl-u>Zebra fast<enter>");
    let text = robot.text();
    assert!(text.contains("~ unambiguous: “fast”") && text.contains("both: "), "{text}");
    // An answer about the story as it was is left out.
    robot.keys("e5<enter>");
    robot.tell(late(4));
    assert!(!robot.app.refine.card.as_ref().unwrap().similar.is_empty());
    robot.compare();
    assert!(robot.text().contains("no accepted story shares"), "{}", robot.text());
}

/// Whatever happens, the round is the one that is read afresh.
#[test]
fn a_round_kept_up_to_date_is_the_round_read_afresh() {
    let acts = [
        "set 24 points=5",
        "criterion add 24 'It is paid'",
        "set 24 role=shopper want='to pay by card'",
        "tick 24 ready 1",
        "ready 24",
        "depend 24 9",
        "answer 9 1 'Thirty days'",
        "drop 9 --reason 'too late'",
        "undo",
        "product set ready_off=lines",
        "product set largest=3",
        "ready 9 --override soon",
        "accept 9 --override shipped",
        "add 'Pay by post'",
        "move 9 --top",
        "set 24 points=",
        "undepend 24 9",
    ];
    let mut robot = Robot::on(unready(), (80, 24));
    robot.keys("3");
    let mut met = std::collections::BTreeSet::new();
    met.extend(robot.app.refine.round.stories());
    let mut changed = 0;
    for act in acts {
        let before = robot.backlog().clone();
        robot.keys(":").keys(act).keys("<enter>");
        changed += usize::from(*robot.backlog() != before);
        robot.keys("<esc>");
        let backlog = robot.backlog();
        let refined = |status| matches!(status, Status::Draft | Status::Ready);
        for story in backlog.in_order().filter(|it| refined(it.status)) {
            if !ready::is_ready(story, backlog) {
                met.insert(story.id);
            }
        }
        let wanted: Vec<_> = backlog
            .in_order()
            .filter(|it| refined(it.status) && met.contains(&it.id))
            .map(|it| it.id)
            .collect();
        let made: Vec<_> = wanted
            .iter()
            .copied()
            .filter(|id| ready::is_ready(backlog.story(*id).unwrap(), backlog))
            .collect();
        let round = &robot.app.refine.round;
        // Who went and came back comes only if it is not ready.
        met = round.stories().collect();
        assert_eq!(round.stories().collect::<Vec<_>>(), wanted, "{act}");
        assert_eq!(round.made().collect::<Vec<_>>(), made, "{act}");
    }
    assert!(changed > 12, "only {changed} acts did something");
}
