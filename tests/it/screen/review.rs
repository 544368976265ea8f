//! The Review: judged line by line, accepted or rejected, and the sprint closed.

use std::sync::OnceLock;

use upnext::domain::backlog::Backlog;
use upnext::domain::criterion::{Judgement, VerdictKind};
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::story::Status;
use upnext::tui::app::{Effect, Msg, Overlay};
use upnext::tui::screen::Screen;
use upnext::tui::screen::review::Pane;

use crate::robot::{Robot, sample};
use crate::team::team;

/// The shop with its team, where three stories of the running sprint are delivered: #6 for the
/// second time, and of #1 a criterion is judged.
pub fn delivered() -> Backlog {
    static SHOP: OnceLock<Backlog> = OnceLock::new();
    let made = || {
        let mut robot = Robot::on(team(), (80, 24));
        for line in [
            "reject 6 --unmet 1 --reason 'A basket of 8 euros still pays two'",
            "deliver 6",
            "deliver 1",
            "judge 1 1 met",
            "tick 1 done 2",
        ] {
            robot.keys(":").keys(line).keys("<enter>");
            assert!(robot.app.overlay.is_none(), "{line}: {}", robot.text());
        }
        robot.backlog().clone()
    };
    SHOP.get_or_init(made).clone()
}

fn on_review() -> Robot {
    let mut robot = Robot::on(delivered(), (80, 24));
    robot.keys("6");
    robot
}

/// The number of the story under the cursor; 0 is the goal.
fn here(robot: &Robot) -> u32 {
    let story = robot.app.review.story().and_then(|id| robot.backlog().story(id));
    story.map_or(0, |story| story.number)
}

fn running(robot: &Robot) -> &Sprint {
    robot.backlog().sprint_numbered(8).unwrap()
}

fn results(robot: &Robot, number: u32) -> Vec<Judgement> {
    robot.story(number).criteria.iter().map(|it| it.result).collect()
}

#[test]
fn what_waits_stands_in_order_and_the_goal_last() {
    let mut robot = on_review();
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(here(&robot));
        robot.keys("j");
    }
    assert_eq!(seen, [6, 1, 8, 0]);
    assert!(robot.app.review.on_goal());
    assert!(robot.text().contains("Was the goal met?"), "{}", robot.text());
    // A story that is delivered elsewhere waits here too; what is being done does not.
    robot.keys(":deliver 2<enter>gg");
    assert_eq!(robot.app.review.waiting, 4);
}

#[test]
fn each_line_is_judged_by_one_key_that_moves_on_by_itself() {
    let mut robot = on_review();
    robot.keys("j");
    // The first criterion was met already: the next word is about the second.
    assert_eq!((here(&robot), robot.app.review.line), (1, 1));
    robot.keys("y");
    assert_eq!(robot.said(), "Criterion 2 of #1 is met — u undo");
    robot.keys("nthe basket was empty<enter>");
    let one = robot.story(1);
    assert_eq!(one.criteria[2].note, "the basket was empty");
    assert_eq!(results(&robot, 1), [Judgement::Met, Judgement::Met, Judgement::Unmet]);
    // Then the lines of done, the one that is ticked left out.
    robot.keys("yy");
    assert_eq!(robot.story(1).done_ticks.len(), 3);
    let text = robot.text();
    assert!(text.contains("✗ 1 unmet"), "{text}");
    robot.keys("uuuu");
    let unjudged = Judgement::Unjudged;
    assert_eq!(results(&robot, 1), [Judgement::Met, unjudged, unjudged]);
    assert_eq!(robot.story(1).done_ticks.len(), 1);
}

#[test]
fn a_judgement_is_taken_back_and_a_note_that_is_left_is_there_again() {
    let mut robot = on_review();
    robot.keys("nstill two<esc>");
    assert_eq!(results(&robot, 6), [Judgement::Unjudged]);
    robot.keys("n");
    assert!(robot.text().contains("still two"), "{}", robot.text());
    robot.keys("<enter>gg<tab>");
    assert_eq!(robot.app.review.pane, Pane::Lines);
    robot.keys("gg-");
    assert_eq!(results(&robot, 6), [Judgement::Unjudged]);
    robot.keys("j-");
    assert!(robot.said().starts_with("nothing to do"), "{}", robot.said());
    robot.keys("<esc>");
    assert_eq!(robot.app.review.pane, Pane::Stories);
}

#[test]
fn where_all_is_well_two_keys_accept_a_story_and_the_next_one_comes() {
    let mut robot = on_review();
    robot.keys("*");
    assert_eq!(
        robot.said(),
        "Judged the rest of #6: 1 criterion met, 3 lines of done ticked — u undo"
    );
    robot.keys("A");
    assert_eq!((robot.story(6).status, here(&robot)), (Status::Accepted, 1));
    let verdicts = &robot.story(6).verdicts;
    let kinds: Vec<VerdictKind> = verdicts.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [VerdictKind::Rejected, VerdictKind::Accepted], "the first one stays");
    robot.keys("*A*A");
    assert!(robot.app.review.on_goal(), "after the last story comes the goal");
    assert_eq!(robot.app.review.waiting, 0);
    // Each verdict and each judgement is one undo, and the cursor goes back there.
    robot.keys("u");
    assert_eq!((robot.story(8).status, here(&robot)), (Status::Delivered, 8));
    robot.keys("uuuuu");
    assert_eq!(robot.backlog(), &delivered());
}

#[test]
fn with_something_open_accepting_lists_it_and_asks_why() {
    let mut robot = on_review();
    robot.keys("A");
    let text = robot.text();
    assert!(text.contains("4 things stand open: criterion 1 not judged: A basket"), "{text}");
    robot.keys("<enter>");
    assert!(robot.text().contains("a reason is needed"), "{}", robot.text());
    robot.keys("the fair is tomorrow<enter>");
    let six = robot.story(6);
    assert_eq!(six.status, Status::Accepted);
    assert_eq!(six.verdicts[1].overridden.as_deref(), Some("the fair is tomorrow"));
    robot.keys("gg").keys("jj");
    assert_eq!(here(&robot), 6);
    assert!(robot.text().contains("although something was open: the fair"), "{}", robot.text());
    // What is accepted stays so; what goes on from it is a story of its own.
    robot.keys("y");
    assert!(robot.said().contains("its verdict stands; g n goes on from it"), "{}", robot.said());
    robot.keys("gnRound fees down<enter>");
    assert!(robot.said().contains("which follows #6"), "{}", robot.said());
}

#[test]
fn a_rejection_needs_an_unmet_criterion_or_a_line_of_why() {
    let mut robot = on_review();
    robot.keys("R<enter>");
    assert!(robot.text().contains("a rejection says why"), "{}", robot.text());
    robot.keys("<esc>n<enter>R");
    assert!(robot.text().contains("reject #6: criterion 1 is unmet"), "{}", robot.text());
    robot.keys("<enter>");
    let six = robot.story(6);
    assert_eq!((six.status, six.verdicts.len(), here(&robot)), (Status::Doing, 2, 1));
    robot.keys("Rno confirmation<enter>");
    assert_eq!(robot.story(1).verdicts[0].reason, "no confirmation");
    // It stays in the list, with what was said of it.
    robot.tell(Msg::Resize(120, 40));
    robot.keys("gg").keys("jj");
    let text = robot.text();
    assert!(text.contains("✗ rejected"), "{text}");
    assert!(text.contains("it is doing again"), "{text}");
    // And is shown where it is taken on again.
    robot.keys(":1<enter>2");
    robot.keys(":1<enter>");
    assert_eq!(robot.app.screen, Screen::Backlog);
    assert!(robot.text().contains("✗ rejected 2026-11-22 by Ann: no"), "{}", robot.text());
}

#[test]
fn feedback_becomes_an_idea_about_the_story() {
    let mut robot = on_review();
    robot.keys("fCan it be blue?<enter>Mrs Okafor<enter>");
    let idea = robot.backlog().ideas().iter().last().unwrap();
    assert_eq!((idea.text.as_str(), idea.from.as_str()), ("Can it be blue?", "Mrs Okafor"));
    assert!(idea.stories.contains(&robot.story(6).id));
    assert!(robot.text().contains("Can it be blue? — Mrs Okafor"), "{}", robot.text());
    robot.keys("f<ctrl-s>");
    assert!(robot.text().contains("what was said cannot be empty"), "{}", robot.text());
}

#[test]
fn the_sprint_is_closed_with_what_was_said_of_its_goal_and_its_stories() {
    let mut robot = on_review();
    robot.keys("*AGy<enter>A good fortnight<enter>");
    robot.keys("C");
    let text = robot.text();
    assert!(text.contains("Close sprint 8 · goal met: Gifts leave on time"), "{text}");
    assert!(text.contains("#8 is delivered and not judged"), "{text}");
    // The first one left goes on; all the others go back.
    let first = here(&robot);
    robot.keys("<space>").keys("<esc>C");
    assert_eq!(robot.app.review.closing.next.len(), 1, "what was said is kept");
    robot.keys("<enter>");
    let closed = running(&robot);
    assert_eq!(closed.state, SprintState::Closed);
    let record = closed.record.as_ref().unwrap();
    assert_eq!((record.goal_met, record.note.as_str()), (Some(true), "A good fortnight"));
    let next = robot.backlog().sprint_numbered(9).unwrap().id;
    assert_eq!(robot.story(first).sprint, Some(next));
    assert_eq!(robot.story(8).sprint, None);
    let Some(Overlay::Pager(pager)) = &robot.app.overlay else { panic!("no record") };
    assert_eq!(pager.heading, "Sprint 8");
    robot.effects.clear();
    robot.keys("<ctrl-y>");
    let [Effect::Copy(text)] = robot.effects.as_slice() else { panic!("{:?}", robot.effects) };
    assert!(text.starts_with("# Fern & Finch: sprint 8\n"), "{text}");
    assert!(text.contains("— **met**") && text.contains("> A good fortnight"), "{text}");
    // One undo, and the goal is as it was said.
    robot.keys("<esc>u");
    assert_eq!(running(&robot).state, SprintState::Active);
    assert_eq!(robot.app.review.goal_met, Some(true));
    assert_eq!(robot.story(first).sprint, Some(running(&robot).id));
}

/// What is said of the goal is an act like every other: in the file at once, and undone by one key.
#[test]
fn what_is_said_of_the_goal_is_kept_and_undone() {
    let mut robot = on_review();
    robot.keys("Gy");
    assert_eq!(running(&robot).goal_met, Some(true));
    assert!(matches!(robot.effects.last(), Some(Effect::Save(_))));
    robot.keys("<enter>A good fortnight<enter>");
    assert_eq!(running(&robot).note, "A good fortnight");
    robot.keys("uu");
    assert_eq!((running(&robot).goal_met, running(&robot).note.as_str()), (None, ""));
    assert_eq!(robot.app.review.goal_met, None);
}

#[test]
fn the_next_word_is_about_what_was_undone() {
    let mut robot = on_review();
    let line = robot.app.review.line;
    robot.keys("y");
    assert_ne!(robot.app.review.line, line);
    robot.keys("u");
    assert_eq!(robot.app.review.line, line);
}

#[test]
fn a_story_is_split_before_the_sprint_closes_and_the_rest_goes_on() {
    let mut robot = on_review();
    robot.keys("CjxEvery parcel service<ctrl-s>");
    assert!(robot.said().starts_with("Split #2"), "{}", robot.said());
    assert_eq!(here(&robot), 2, "the rest stays");
    robot.keys("*<enter>");
    let next = robot.backlog().sprint_numbered(9).unwrap().id;
    assert_eq!(robot.story(2).sprint, Some(next));
    let part = robot.backlog().stories().iter().find(|it| it.title == "Every parcel service");
    assert_eq!(part.unwrap().sprint, None);
}

#[test]
fn past_records_are_picked_from_anywhere() {
    let mut robot = Robot::on(team(), (80, 24));
    robot.keys("grsprint 6<enter>");
    let Some(Overlay::Pager(pager)) = &robot.app.overlay else { panic!("no record") };
    assert_eq!(pager.heading, "Sprint 6");
    assert!(robot.text().contains("goal not met"), "{}", robot.text());
}

#[test]
fn where_nothing_is_delivered_it_says_how_work_comes_here() {
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys(":reject 6 --reason no<enter>:reject 8 --reason no<enter>6");
    assert!(robot.text().contains("Nothing waits for your verdict."), "{}", robot.text());
    robot.keys("C");
    assert!(robot.said().contains("no sprint is running: 4 plans one"), "{}", robot.said());
    // While a sprint runs its goal and what is left of it are there.
    let mut robot = Robot::on(team(), (120, 40));
    robot.keys(":reject 6 --reason no<enter>:back 8<enter>6G");
    let text = robot.text();
    assert!(text.contains("Nothing is delivered yet: 5 shows the Board, > there"), "{text}");
    assert!(text.contains("velocity   11 pts in the mean of the last 3 sprints"), "{text}");
}
