//! Picking from lists: tags, states, people, columns, themes; one story or all marked, one undo.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use upnext::domain::check::Check;
use upnext::domain::ready::Rule;
use upnext::domain::story::Status;
use upnext::tui::app::{Effect, Msg, Overlay};
use upnext::tui::screen::columns::Column;
use upnext::tui::theme::Theme;

use crate::robot::{Robot, sample};

fn robot() -> Robot {
    Robot::on(sample(), (100, 30))
}

fn tags(robot: &Robot, number: u32) -> Vec<&str> {
    robot.story(number).tags.iter().map(String::as_str).collect()
}

#[test]
fn tags_of_all_marked_are_one_act_and_what_only_some_have_stays() {
    let mut robot = robot();
    // #2 has delivery, #1 has payment and regulars.
    robot.keys("j<space><space>#");
    let text = robot.text();
    assert!(text.contains("~ delivery") && text.contains("~ payment"), "{text}");
    robot.keys("upkeep<space><ctrl-u>deli<space><ctrl-u>brand-new<space><enter>");
    assert_eq!(tags(&robot, 2), ["brand-new", "delivery", "upkeep"]);
    assert_eq!(tags(&robot, 1), ["brand-new", "delivery", "payment", "regulars", "upkeep"]);
    robot.keys("u");
    assert_eq!(tags(&robot, 2), ["delivery"]);
    assert_eq!(tags(&robot, 1), ["payment", "regulars"]);
    // What is under the cursor is meant where nothing was chosen; again takes it away.
    robot.keys("<esc>gg#gifts<enter>");
    assert!(tags(&robot, 6).contains(&"gifts"));
    robot.keys("#gifts<enter>");
    assert!(!tags(&robot, 6).contains(&"gifts"));
}

#[test]
fn epic_and_people_of_all_marked_are_one_act() {
    let mut robot = robot();
    let order = robot.order();
    robot.keys("<space><space>@epic reorder<enter>");
    let reorder = robot.backlog().epics().iter().find(|epic| epic.title == "Reorder").unwrap().id;
    assert_eq!(robot.story(order[0]).epic, Some(reorder));
    assert_eq!(robot.story(order[1]).epic, Some(reorder));
    robot.keys("@Zoe");
    assert!(robot.text().contains("assignee Zoe"), "{}", robot.text());
    robot.keys("<down><enter>");
    assert_eq!(robot.story(order[1]).assignee, "Zoe");
    robot.keys("uu");
    assert_ne!(robot.story(order[0]).epic, Some(reorder));
    assert_eq!(robot.story(order[0]).assignee, "");
    robot.keys("@none<enter>");
    assert_eq!(robot.story(order[0]).epic, None);
}

#[test]
fn the_state_of_all_marked_is_one_act_or_none() {
    let mut robot = robot();
    robot.keys("/#1 or #2 or #10<enter><space><space><space>Sdoing<enter>");
    for number in [1, 2, 10] {
        assert_eq!(robot.story(number).status, Status::Doing);
    }
    robot.keys("u");
    assert_eq!(robot.story(10).status, Status::Ready);
    robot.keys("Sdelivered<enter>u");
    robot.keys("<esc><esc>/#9<enter>Sready<enter>");
    assert!(robot.text().contains("#9 is not ready"), "{}", robot.text());
    assert!(matches!(robot.app.overlay, Some(Overlay::Picker(_))));
}

#[test]
fn a_picker_finds_by_letters_and_says_when_nothing_matches() {
    let mut robot = robot();
    robot.keys("gsordevery");
    assert!(robot.text().contains("Order everything"), "{}", robot.text());
    robot.keys("<ctrl-u>invoice");
    let text = robot.text();
    assert!(text.contains("#15 Pay on invoice"), "{text}");
    robot.keys("<enter>");
    assert_eq!(robot.number_under_cursor(), 15);
    robot.keys("gszzzz");
    assert!(robot.text().contains("nothing matches"));
    robot.keys("<enter>");
    assert!(robot.text().contains("change the words"));
    robot.keys("<esc>");
    assert!(robot.app.overlay.is_none());
}

#[test]
fn columns_are_chosen_and_the_title_stays() {
    let mut robot = Robot::on(sample(), (120, 30));
    robot.keys("gdgc");
    assert!(robot.text().contains("✓ epic"));
    robot.keys("epic<space><ctrl-u>tags<space><ctrl-u>assignee<space><enter>");
    let text = robot.text();
    let heading = text.lines().nth(1).unwrap();
    assert!(heading.contains("assignee") && heading.contains("WSJF"), "{heading}");
    assert!(heading.contains("story") && !heading.contains("epic"), "{heading}");
    assert!(robot.app.look.columns.contains(&Column::Title));
    robot.keys("gcassignee<space><enter>");
    assert!(!robot.text().lines().nth(1).unwrap().contains("assignee"));
    // Where there is no room the last ones are left out, never the title.
    robot.tell(Msg::Resize(40, 12));
    assert!(robot.text().lines().nth(1).unwrap().contains("story"));
}

#[test]
fn rules_and_checks_are_switched_in_one_act() {
    let mut robot = robot();
    robot.keys("gkestimate<space><ctrl-u>minimal<space><enter>");
    let product = robot.backlog().product();
    assert_eq!(
        product.ready_off.iter().copied().collect::<Vec<_>>(),
        [Rule::Estimate, Rule::Lines]
    );
    assert_eq!(product.checks_off.iter().copied().collect::<Vec<_>>(), [Check::Minimal]);
    // What is off is shown so when it is opened again, and taking nothing changes nothing.
    robot.keys("gk<enter>u");
    let product = robot.backlog().product();
    assert!(!product.ready_off.contains(&Rule::Estimate) && product.checks_off.is_empty());
}

#[test]
fn the_detail_is_shown_or_hidden() {
    let mut robot = robot();
    assert!(robot.text().contains("─ detail ─"));
    robot.keys("gd");
    assert!(!robot.text().contains("─ detail ─"));
    robot.keys("<tab>");
    assert!(robot.said().contains("g d shows it"));
    robot.keys("gd");
    assert!(robot.text().contains("─ detail ─"));
}

#[test]
fn a_theme_is_picked_and_signs_can_be_ascii() {
    let mut robot = robot();
    robot.keys("gtdark<enter>");
    assert_eq!(robot.app.look.theme, Theme::Dark);
    assert!(robot.said().contains("theme = \"dark\""));
    robot.keys("ga");
    let text = robot.text();
    assert!(text.contains("ready v") && text.is_ascii(), "{text}");
    robot.keys("ga");
    assert!(robot.text().contains("ready ✓"));
}

#[test]
fn stories_are_copied_as_markdown() {
    let mut robot = robot();
    robot.keys("j<space><space><ctrl-y>");
    let copied = robot.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(copied.starts_with("## #2 See the delivery day"), "{copied}");
    assert!(copied.contains("## #1 Pay with the card"));
    assert!(copied.contains("- [ ] The last card is offered first"));
    assert_eq!(robot.said(), "Copied #2 and #1 as Markdown");
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Msg {
    Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

#[test]
fn the_mouse_selects_opens_scrolls_and_picks() {
    let mut robot = robot();
    let order = robot.order();
    let click = MouseEventKind::Down(MouseButton::Left);
    robot.keys("gm");
    assert!(matches!(robot.effects.last(), Some(Effect::Mouse(true))));
    robot.tell(mouse(click, 20, 5));
    assert_eq!(robot.number_under_cursor(), order[3]);
    robot.tell(mouse(MouseEventKind::ScrollDown, 20, 5));
    assert_eq!(robot.number_under_cursor(), order[6]);
    robot.tell(mouse(click, 20, 8));
    assert!(robot.app.page.is_some(), "a click on the row under the cursor opens it");
    robot.tell(mouse(click, 20, 2));
    robot.tell(mouse(click, 20, 2));
    assert!(robot.app.overlay.is_some(), "and on what the page's cursor is on edits it");
    robot.keys("<esc><esc>gm");
    assert!(matches!(robot.effects.last(), Some(Effect::Mouse(false))));
    robot.keys("gs");
    robot.tell(mouse(click, 20, 6));
    assert!(robot.app.overlay.is_none());
    assert_eq!(robot.number_under_cursor(), order[1]);
}

#[test]
fn an_idea_is_caught_from_anywhere() {
    for keys in ["", "<enter>", "/tag:ux<enter>"] {
        let mut robot = robot();
        robot.keys(keys);
        let before = robot.text();
        robot.keys("iA bell when the seed is empty<enter>");
        let idea = robot.backlog().ideas().iter().next().unwrap();
        assert_eq!((idea.text.as_str(), idea.number), ("A bell when the seed is empty", 1));
        let body = |text: &str| text.lines().skip(1).take(8).collect::<Vec<_>>().join("\n");
        assert_eq!(body(&robot.text()), body(&before), "and back where one was");
        robot.keys("u");
        assert!(robot.backlog().ideas().is_empty());
    }
}

#[test]
fn words_typed_over_a_list_and_left_come_back_with_it() {
    let mut robot = robot();
    robot.keys("#brand-ne<esc>");
    assert!(robot.app.overlay.is_none());
    robot.keys("#w<space><enter>");
    assert!(tags(&robot, 6).contains(&"brand-new"));
    // About another story nothing was typed.
    robot.keys("#half<esc>j#");
    assert!(!robot.text().contains("half"), "{}", robot.text());
}

#[test]
fn a_number_is_the_story_of_that_number_and_whole_words_come_first() {
    let mut robot = robot();
    // Others whose number begins so stand above it in the order.
    robot.keys(":move 1 --bottom<enter>gs#1<enter>");
    assert_eq!(robot.number_under_cursor(), 1);
    robot.keys("gsorder every<enter>");
    assert_eq!(robot.number_under_cursor(), 3);
}
