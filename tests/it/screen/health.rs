//! The Health screen: what its keys do, where Enter leads, and what is told while stories are still
//! being compared.

use std::sync::OnceLock;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use upnext::advice::health::Trouble;
use upnext::cli::replay;
use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::story::StoryId;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::comparing::{Asked, Found};
use upnext::tui::screen::Screen;
use upnext::tui::screen::health::{Line, Signs};
use upnext::tui::screen::story::Slot;

use crate::robot::{Robot, now};

const SIZE: (u16, u16) = (80, 24);

/// What the shop suffers from beside what it does anyway.
const MORE: &str = "
1 Mira: add \"As a shopper, I want to pay by invoice, so that I can look at the things before\" --epic Checkout
1 Mira: add \"As a clerk, I want to create a loyalty card, so that customers come back\" --epic Reorder
1 Mira: add \"As a shopper, I want to show my loyalty card at the till\" --epic Reorder --points 2
1 Mira: criterion add 21 \"Only admins may delete cards\"
1 Mira: criterion add 22 \"Everybody may delete cards\"
1 Mira: move 13 --top
";

/// The shop with a little of everything a backlog can suffer from.
pub fn ailing() -> Backlog {
    static AILING: OnceLock<Backlog> = OnceLock::new();
    let lines = || [include_str!("../../data/shop.txt"), MORE].concat();
    AILING.get_or_init(|| replay(&lines(), now()).unwrap()).clone()
}

fn robot() -> Robot {
    let mut robot = Robot::on(ailing(), SIZE);
    robot.keys("H");
    robot
}

/// Puts the cursor on the first of a sort.
fn on(robot: &mut Robot, trouble: Trouble) {
    robot.keys("gg");
    let at = robot.app.health.rows.iter().position(|row| row.trouble == trouble).unwrap();
    robot.keys(&"j".repeat(at));
    assert_eq!(robot.app.health.row().unwrap().trouble, trouble);
}

fn number(robot: &Robot, id: StoryId) -> u32 {
    robot.backlog().story(id).unwrap().number
}

fn count(robot: &Robot, trouble: Trouble) -> usize {
    robot.app.health.rows.iter().filter(|row| row.trouble == trouble).count()
}

#[test]
fn what_was_found_stands_in_groups_with_their_counts() {
    let robot = robot();
    assert_eq!(robot.app.screen, Screen::Health);
    let headings: Vec<(Trouble, usize)> = robot
        .app
        .health
        .lines
        .iter()
        .filter_map(|line| match line {
            Line::Heading(trouble, count) => Some((*trouble, *count)),
            Line::Row(_) => None,
        })
        .collect();
    let told: Vec<Trouble> = headings.iter().map(|it| it.0).collect();
    let all = [
        Trouble::Unready,
        Trouble::Blocked,
        Trouble::Oversize,
        Trouble::Inversion,
        Trouble::Contradiction,
        Trouble::Duplicate,
        Trouble::NoEpic,
        Trouble::Dependency,
    ];
    assert_eq!(told, all);
    for (trouble, many) in headings {
        assert_eq!(count(&robot, trouble), many);
    }
    let text = robot.text();
    assert!(text.contains("ready work:") && text.contains("growth:"), "{text}");
    assert!(text.contains("1 of "), "{text}");
}

#[test]
fn enter_goes_where_it_is_mended() {
    let mut robot = robot();
    let wanted = [
        (Trouble::Blocked, Slot::Value(Field::Impediment)),
        (Trouble::Oversize, Slot::Value(Field::Points)),
        (Trouble::NoEpic, Slot::Value(Field::Epic)),
        (Trouble::Duplicate, Slot::AddLink),
        (Trouble::Dependency, Slot::AddDependency),
    ];
    for (trouble, slot) in wanted {
        on(&mut robot, trouble);
        let row = robot.app.health.row().unwrap().clone();
        robot.keys("<enter>");
        let page = robot.app.page.as_ref().unwrap();
        assert_eq!((page.story, page.slot()), (row.story, Some(slot)), "{trouble:?}");
        robot.keys("<esc>");
        assert_eq!(robot.app.health.row().unwrap().finding.id, row.finding.id, "and back to it");
    }
    on(&mut robot, Trouble::Inversion);
    let on_it = robot.app.health.row().unwrap().other.unwrap();
    robot.keys("<enter>");
    assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(Slot::DependsOn(on_it)));
    // #13 lacks criteria first of all.
    robot.keys("<esc>gg<enter>");
    assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(Slot::AddCriterion));
    robot.keys("<esc><esc>");
    assert_eq!(robot.app.screen, Screen::Backlog);
}

#[test]
fn what_is_mended_goes_at_once() {
    let mut robot = robot();
    on(&mut robot, Trouble::Blocked);
    let blocked = count(&robot, Trouble::Blocked);
    robot.keys("<enter><enter>");
    assert!(robot.said().starts_with("Unblocked #7"), "{}", robot.said());
    robot.keys("<esc>");
    assert_eq!(count(&robot, Trouble::Blocked), blocked - 1);
    robot.keys("u");
    assert_eq!(count(&robot, Trouble::Blocked), blocked);
}

#[test]
fn a_finding_is_left_for_a_reason_that_is_kept() {
    let mut robot = robot();
    for trouble in
        [Trouble::Unready, Trouble::Inversion, Trouble::Contradiction, Trouble::Dependency]
    {
        on(&mut robot, trouble);
        let (id, before) =
            (robot.app.health.row().unwrap().finding.id.clone(), robot.app.health.rows.len());
        robot.keys("X<enter>");
        let Some(Overlay::Prompt(prompt)) = &robot.app.overlay else { panic!("no prompt") };
        assert!(prompt.refused.is_some(), "a reason is needed");
        // What is typed and left comes back.
        robot.keys("until<esc>X spring<enter>");
        let waived = &robot.backlog().product().waived;
        assert_eq!(waived.len(), 1);
        assert_eq!(
            (waived[0].id.as_str(), waived[0].reason.as_str()),
            (id.as_str(), "until spring")
        );
        assert_eq!(robot.app.health.rows.len(), before - 1, "{trouble:?}");
        robot.keys("u");
        assert_eq!(robot.app.health.rows.len(), before, "one undo");
        assert_eq!(robot.app.health.row().unwrap().finding.id, id, "{trouble:?}");
    }
}

#[test]
fn y_does_what_is_suggested_in_one_act() {
    let mut robot = robot();
    on(&mut robot, Trouble::Dependency);
    let row = robot.app.health.row().unwrap().clone();
    let (story, other) = (number(&robot, row.story), row.other.unwrap());
    assert_eq!((story, number(&robot, other)), (22, 21));
    robot.keys("y");
    assert!(robot.story(22).depends_on.contains(&other), "{}", robot.said());
    assert_eq!(count(&robot, Trouble::Dependency), 0);
    robot.keys("u");
    assert_eq!(count(&robot, Trouble::Dependency), 1);
    on(&mut robot, Trouble::Duplicate);
    let row = robot.app.health.row().unwrap().clone();
    robot.keys("y");
    assert_eq!(robot.story(20).links[0].to, robot.story(15).id);
    assert!(robot.app.health.rows.iter().all(|it| it.finding.id != row.finding.id));
    robot.keys("u");
    on(&mut robot, Trouble::Contradiction);
    robot.keys("y");
    assert_eq!(robot.story(22).questions[0].text, "Which holds, this or #21?");
    assert_eq!(count(&robot, Trouble::Contradiction), 0);
    robot.keys("u");
    on(&mut robot, Trouble::Inversion);
    let row = robot.app.health.row().unwrap().clone();
    let before = count(&robot, Trouble::Inversion);
    robot.keys("y");
    let place = |robot: &Robot, id| robot.backlog().position(id).unwrap();
    assert_eq!(place(&robot, row.other.unwrap()) + 1, place(&robot, row.story));
    assert_eq!(count(&robot, Trouble::Inversion), before - 1);
    // What is mended by hand only is not confirmed.
    robot.keys("u");
    on(&mut robot, Trouble::NoEpic);
    robot.keys("y");
    assert_eq!(robot.said(), "this is mended by hand: Enter goes there");
}

#[test]
fn while_stories_are_compared_the_rest_is_there_and_the_keys_work() {
    let mut robot = Robot::on(ailing(), SIZE);
    robot.thinks_slowly = true;
    robot.keys("H");
    // Not even what needs no comparison is waited for.
    assert!(robot.app.health.rows.is_empty());
    assert!(robot.text().contains("Still looking through the stories …"), "{}", robot.text());
    robot.keys("<enter>j");
    assert!(robot.app.page.is_none());
    robot.compare_only(|asked| matches!(asked, Asked::Signs(_)));
    assert!(robot.text().contains("still comparing"), "{}", robot.text());
    assert!(count(&robot, Trouble::Unready) > 0 && count(&robot, Trouble::Duplicate) == 0);
    robot.keys("jj");
    let held = robot.app.health.row().unwrap().finding.id.clone();
    robot.compare();
    assert!(!robot.text().contains("still comparing"), "{}", robot.text());
    assert_eq!(count(&robot, Trouble::Duplicate), 1);
    assert_eq!(robot.app.health.row().unwrap().finding.id, held, "the cursor stays");
    // What was found stays while it is compared anew, but for what was said meanwhile.
    on(&mut robot, Trouble::Duplicate);
    robot.keys("y");
    assert!(robot.app.health.is_comparing());
    assert_eq!((count(&robot, Trouble::Duplicate), count(&robot, Trouble::Contradiction)), (0, 1));
    // Answers that were overtaken are left out.
    let none = || Signs { figures: Vec::new(), rows: Vec::new() };
    robot.tell(Msg::Compared { turn: 1, found: Found::Pairs(Vec::new()) });
    robot.tell(Msg::Compared { turn: 1, found: Found::Signs(none()) });
    assert!(robot.app.health.is_looking() && count(&robot, Trouble::Contradiction) == 1);
    assert!(count(&robot, Trouble::Unready) > 0);
    robot.compare();
    assert!(!robot.app.health.is_comparing());
    // Nothing is compared anywhere else.
    robot.keys("2J");
    robot.keys("1");
    assert!(!robot.app.health.is_comparing());
}

#[test]
fn what_is_mended_goes_before_it_is_looked_for_again_and_undo_brings_it_back() {
    let acts = [
        (Trouble::Oversize, "e1<enter>"),
        (Trouble::Blocked, ":unblock {n}<enter>"),
        (Trouble::Inversion, "y"),
        (Trouble::Contradiction, "Xit is meant so<enter>"),
        (Trouble::NoEpic, ":set {n} epic=Checkout<enter>"),
        (Trouble::Unready, "dtoo late<enter>"),
    ];
    for (trouble, keys) in acts {
        let mut robot = robot();
        robot.thinks_slowly = true;
        on(&mut robot, trouble);
        let row = robot.app.health.row().unwrap().clone();
        let there =
            |robot: &Robot| robot.app.health.rows.iter().any(|it| it.finding.id == row.finding.id);
        let keys = keys.replace("{n}", &number(&robot, row.story).to_string());
        robot.keys(&keys);
        assert!(robot.app.health.is_comparing(), "{trouble:?}: {}", robot.text());
        assert!(!there(&robot), "{trouble:?}: {}", robot.text());
        robot.keys("u");
        assert!(there(&robot), "{trouble:?}: {}", robot.text());
        // And it is so for whoever looks afresh.
        robot.keys("U");
        robot.compare();
        assert!(!there(&robot), "{trouble:?}");
    }
}

#[test]
fn one_comes_to_a_story_although_it_is_still_looked_for() {
    let mut robot = robot();
    on(&mut robot, Trouble::NoEpic);
    let story = robot.app.health.story().unwrap();
    let first = robot.app.health.rows.iter().find(|row| row.story == story).unwrap().clone();
    let mut robot = Robot::on(ailing(), SIZE);
    robot.thinks_slowly = true;
    robot.keys("H");
    robot.app.health.go_to(story);
    robot.compare();
    assert_eq!(robot.app.health.row().unwrap().finding.id, first.finding.id);
}

#[test]
fn a_click_and_tab_go_from_group_to_group() {
    let mut robot = robot();
    let click = |robot: &mut Robot, y: u16| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        robot.tell(Msg::Mouse(MouseEvent {
            kind,
            column: 10,
            row: y,
            modifiers: KeyModifiers::NONE,
        }));
    };
    click(&mut robot, 5);
    assert_eq!(robot.app.health.cursor, 1);
    click(&mut robot, 3);
    assert_eq!(robot.app.health.cursor, 1, "a heading is no finding");
    click(&mut robot, 5);
    assert!(robot.app.page.is_some());
    robot.keys("<esc><tab>");
    assert_eq!(robot.app.health.row().unwrap().trouble, Trouble::Blocked);
    robot.keys("<shift-tab><shift-tab>");
    assert_eq!(robot.app.health.row().unwrap().trouble, Trouble::Dependency);
    robot.keys("<tab>");
    assert_eq!(robot.app.health.cursor, 0);
}

#[test]
fn a_reason_that_is_half_typed_survives() {
    use upnext::store::typed::Texts;
    use upnext::tui::typed;
    let mut before = robot();
    before.keys("Xuntil");
    let now = typed::now(&before.app);
    let mut robot = Robot::on(ailing(), SIZE);
    typed::give_back(&mut robot.app, Texts { now: now.into_iter().collect(), ..Texts::default() });
    robot.keys("g. spring<enter>");
    let waived = &robot.backlog().product().waived;
    assert_eq!(waived[0].id, before.app.health.row().unwrap().finding.id);
    assert_eq!(waived[0].reason, "until spring");
}
