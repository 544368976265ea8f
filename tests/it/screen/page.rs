//! The page of a story: walked, edited in place, undone, left and found again.

use crossterm::event::KeyCode;
use upnext::domain::criterion::{Criterion, Judgement};
use upnext::domain::story::{LinkKind, Status};
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::screen::story::Slot;

use crate::robot::{Robot, sample};

/// The page of a story of the shop.
fn page(number: u32, size: (u16, u16)) -> Robot {
    let mut robot = Robot::on(sample(), size);
    robot.keys(&format!(":{number}<enter>"));
    if robot.app.page.is_none() {
        robot.keys("<enter>");
    }
    robot
}

fn slot(robot: &Robot) -> Slot {
    robot.app.page.as_ref().unwrap().slot().unwrap()
}

/// Walks down until the cursor is on what is wanted.
#[track_caller]
fn walk(robot: &mut Robot, wanted: impl Fn(Slot) -> bool) {
    robot.keys("gg");
    for _ in 0..200 {
        if wanted(slot(robot)) {
            return;
        }
        robot.keys("j");
    }
    panic!("the cursor never came there:\n{}", robot.text());
}

#[test]
fn the_cursor_walks_every_field_and_back_at_every_size() {
    for size in [(120, 40), (80, 24), (60, 20), (40, 10)] {
        let mut robot = page(1, size);
        let all: Vec<Slot> = robot.app.page.as_ref().unwrap().slots.clone();
        let wanted: Vec<Slot> = all.into_iter().filter(|slot| slot.can_be_chosen()).collect();
        let mut walked = vec![slot(&robot)];
        for _ in 0..400 {
            robot.keys("j");
            let here = slot(&robot);
            assert!(robot.text().contains('▸'), "{here:?} is not on screen at {size:?}");
            if walked.last() != Some(&here) {
                walked.push(here);
            }
        }
        assert_eq!(walked, wanted, "{size:?}");
        robot.keys("k".repeat(400).as_str());
        assert_eq!(slot(&robot), wanted[0]);
        robot.keys("G");
        assert_eq!(Some(&slot(&robot)), wanted.last());
    }
}

#[test]
fn a_long_description_is_read_line_by_line() {
    let mut robot = page(2, (80, 24));
    let lines: Vec<String> = (0..100).map(|at| format!("- point number {at}.")).collect();
    robot.keys("M");
    robot.tell(Msg::Paste(lines.join("\n")));
    robot.keys("<ctrl-s>");
    walk(&mut robot, |slot| slot == Slot::Description);
    for at in 0..100 {
        let wanted = format!("point number {at}.");
        for _ in 0..3 {
            if robot.text().contains(&wanted) {
                break;
            }
            robot.keys("j");
        }
        assert!(robot.text().contains(&wanted), "{wanted} was never on screen");
    }
}

#[test]
fn title_points_and_narrative_are_edited_in_place_and_undone() {
    let mut robot = page(14, (100, 30));
    robot.keys("<enter>");
    assert!(robot.text().contains("Search finds nothing for plurals"));
    robot.keys("<ctrl-u>Search knows plurals<enter>");
    assert_eq!(robot.story(14).title, "Search knows plurals");
    walk(&mut robot, |slot| slot == Slot::Narrative);
    robot.keys("<enter>shop assistant<enter>to find plurals<enter><enter>");
    let story = robot.story(14);
    assert_eq!((story.role.as_str(), story.want.as_str()), ("shop assistant", "to find plurals"));
    robot.keys("e5<enter>");
    assert_eq!(robot.story(14).points.unwrap().to_string(), "5");
    robot.keys("X");
    assert_eq!(robot.story(14).points, None, "X clears what the cursor is on");
    robot.keys("uuuu");
    assert_eq!(robot.story(14), sample().numbered(14).unwrap().as_ref());
}

#[test]
fn what_is_typed_in_place_stands_where_the_value_stands() {
    let mut robot = page(1, (120, 40));
    robot.keys("e13");
    let text = robot.text();
    let line = text.lines().find(|line| line.contains("▸ points")).unwrap();
    assert!(line.trim_end().ends_with("13"), "{line}");
}

#[test]
fn criteria_are_added_edited_reordered_and_removed() {
    let mut robot = page(3, (100, 30));
    robot.keys("cfirst<enter>second<enter><enter>");
    let texts =
        |robot: &Robot| robot.story(3).criteria.iter().map(Criterion::sentence).collect::<Vec<_>>();
    let held = texts(&robot);
    assert_eq!(held[held.len() - 2..], ["first", "second"]);
    let id = robot.story(3).criteria.last().unwrap().id;
    walk(&mut robot, |slot| slot == Slot::Criterion(id));
    robot.keys("K");
    assert_eq!(texts(&robot)[held.len() - 2..], ["second", "first"]);
    assert_eq!(slot(&robot), Slot::Criterion(id), "the cursor stays on its criterion");
    robot.keys("J");
    assert_eq!(texts(&robot), held);
    robot.keys("J");
    assert!(robot.said().contains("last criterion already"));
    // As Given, When, Then: the line goes, the three come.
    robot.keys("<enter><ctrl-u><tab>a saved card<enter>I pay<enter>it is taken<enter>");
    let criterion = robot.story(3).criteria.last().unwrap().clone();
    assert_eq!(criterion.id, id);
    assert_eq!(criterion.sentence(), "given a saved card, when I pay, then it is taken");
    assert_eq!(criterion.result, Judgement::Unjudged);
    assert!(robot.text().contains("when  I pay"));
    robot.keys("X");
    assert_eq!(texts(&robot).len(), held.len() - 1);
    robot.keys("u");
    assert_eq!(texts(&robot).len(), held.len());
    // Ctrl-g turns the line of a new one into the form, with what was typed.
    robot.keys("cthe card<ctrl-g>");
    assert!(robot.text().contains("in a line  the card"), "{}", robot.text());
    robot.keys("<esc>");
    assert!(robot.app.overlay.is_none());
}

#[test]
fn an_empty_criterion_is_refused_and_nothing_typed_is_lost() {
    let mut robot = page(3, (80, 24));
    let id = robot.story(3).criteria[0].id;
    walk(&mut robot, |slot| slot == Slot::Criterion(id));
    robot.keys("<enter><ctrl-u><ctrl-s>");
    assert!(robot.text().contains("a criterion cannot be empty"), "{}", robot.text());
    robot.keys("<tab>half a thought<esc>");
    assert!(robot.app.overlay.is_none());
    robot.keys("<enter>");
    assert!(robot.text().contains("half a thought"), "{}", robot.text());
}

#[test]
fn questions_are_asked_answered_and_reworded() {
    let mut robot = page(2, (100, 30));
    robot.keys("QWho pays the fee?<enter>");
    let id = robot.story(2).questions[0].id;
    assert_eq!(robot.story(2).questions[0].by, "Ann");
    walk(&mut robot, |slot| slot == Slot::Question(id));
    // The caret is at the answer at once.
    robot.keys("<enter>the bank<enter>");
    assert_eq!(robot.story(2).questions[0].answer.as_deref(), Some("the bank"));
    assert!(robot.text().contains("→ the bank"));
    robot.keys("<enter><shift-tab><ctrl-u>Who carries the fee?<ctrl-s>");
    let question = &robot.story(2).questions[0];
    assert_eq!(question.text, "Who carries the fee?");
    assert_eq!(question.answer.as_deref(), Some("the bank"));
    robot.keys("X");
    assert!(robot.story(2).questions.is_empty());
    robot.keys("uuuu");
    assert_eq!(robot.story(2), sample().numbered(2).unwrap().as_ref());
}

#[test]
fn notes_and_descriptions_are_written_on_many_lines() {
    let mut robot = page(2, (80, 24));
    robot.keys("Nfirst line<enter>second<ctrl-s>");
    assert_eq!(robot.story(2).notes[0].text, "first line\nsecond");
    robot.keys("M# Why<enter><enter>- **because**<ctrl-s>");
    assert_eq!(robot.story(2).description, "# Why\n\n- **because**");
    walk(&mut robot, |slot| slot == Slot::Description);
    let text = robot.text();
    assert!(text.contains("• because") && !text.contains("**"), "{text}");
    // Left, it is there again; the story stays as it was.
    robot.keys("<enter>");
    robot.press(KeyCode::End.into());
    robot.keys(" and more<esc>");
    assert_eq!(robot.story(2).description, "# Why\n\n- **because**");
    robot.keys("M");
    assert!(robot.text().contains("# Why and more"), "{}", robot.text());
    // Undo inside the editor, and selection with what replaces it.
    robot.keys("<ctrl-w><ctrl-w><ctrl-z><ctrl-z>");
    assert!(robot.text().contains("# Why and more"), "{}", robot.text());
    robot.keys("<ctrl-a><shift-down><shift-down>all new: <ctrl-s>");
    assert_eq!(robot.story(2).description, "all new: - **because**");
}

#[test]
fn dependencies_are_picked_followed_and_a_circle_is_refused_by_name() {
    let mut robot = page(13, (120, 40));
    assert!(robot.text().contains("→ needs #7"));
    // 13 waits for 7 already.
    robot.keys("<esc>:7<enter><enter>");
    assert!(robot.text().contains("needed by #13"), "{}", robot.text());
    robot.keys("Dday of arrival<enter>");
    let text = robot.text();
    assert!(text.contains("that would be a circle: #7 → #13 → #7"), "{text}");
    assert!(matches!(robot.app.overlay, Some(Overlay::Picker(_))), "the words stay");
    robot.keys("<ctrl-u>invoice<enter>");
    let other = robot.story(15).id;
    assert!(robot.story(7).depends_on.contains(&other));
    walk(&mut robot, |slot| slot == Slot::DependsOn(other));
    robot.keys("<enter>");
    assert!(robot.text().contains("› #15"), "{}", robot.text());
    assert!(robot.text().contains("Esc goes back to #7"));
    robot.keys("<esc>");
    assert!(robot.text().contains("› #7"));
    assert_eq!(slot(&robot), Slot::DependsOn(other), "back on the link that was followed");
    robot.keys("X");
    assert!(robot.story(7).depends_on.is_empty());
    robot.keys("q");
    assert!(robot.app.page.is_none(), "q leaves the page, not the program");
}

#[test]
fn links_show_from_both_sides() {
    let mut robot = page(4, (120, 40));
    assert!(robot.text().contains("↔ #3"));
    robot.keys("<esc>:3<enter><enter>");
    assert!(robot.text().contains("↔ #4"));
    robot.keys("<esc>:18<enter><enter>&follows #5 <enter>");
    let link = &robot.story(18).links[0];
    assert_eq!((link.to, link.kind), (robot.story(5).id, Some(LinkKind::Follows)));
    assert!(robot.text().contains("follows #5"));
    robot.keys("<esc>:5<enter><enter>");
    assert!(robot.text().contains("followed by #18"), "{}", robot.text());
}

#[test]
fn the_next_story_comes_without_going_back_and_the_field_stays() {
    let mut robot = Robot::on(sample(), (120, 40));
    let order = robot.order();
    robot.keys("<enter>");
    robot.keys("j<ctrl-n>");
    assert_eq!(robot.app.page.as_ref().unwrap().story, robot.story(order[1]).id);
    assert_eq!(slot(&robot), Slot::Narrative);
    robot.keys("<right><right><left>");
    assert_eq!(robot.app.page.as_ref().unwrap().story, robot.story(order[2]).id);
    robot.keys("<esc>");
    assert_eq!(robot.number_under_cursor(), order[2]);
    robot.keys("gg<enter><ctrl-p>");
    assert!(robot.said().contains("first story of the list"));
}

#[test]
fn definitions_are_ticked_and_states_chosen() {
    let mut robot = page(16, (120, 40));
    let line = robot.backlog().product().done_lines[1].id;
    walk(&mut robot, |slot| slot == Slot::DoneLine(line));
    robot.keys("<space>");
    assert!(robot.story(16).done_ticks.contains(&line));
    robot.keys("<enter>");
    assert!(!robot.story(16).done_ticks.contains(&line));
    robot.keys("Sready<enter>");
    assert_eq!(robot.story(16).status, Status::Ready);
    robot.keys("Sdoing<enter>Sready<enter>Sdraft<enter>");
    assert_eq!(robot.story(16).status, Status::Draft);
    robot.keys("Sdropped<enter>nobody asked<enter>");
    assert_eq!(robot.story(16).status, Status::Dropped);
    robot.keys("Sdraft<enter>");
    assert_eq!(robot.story(16).status, Status::Draft);
}

#[test]
fn history_is_told_in_sentences_and_undoing_the_story_leaves_its_page() {
    let mut robot = page(6, (120, 40));
    robot.keys("e5<enter>G");
    assert!(robot.text().contains("22 Nov, Ann: points 2 → 5"), "{}", robot.text());
    robot.keys("<esc>anew one<enter><enter>");
    assert!(robot.app.page.is_some());
    robot.keys("u");
    assert!(robot.app.page.is_none());
}

#[test]
fn words_that_stand_before_a_part_anyway_are_not_kept_twice() {
    let mut robot = page(14, (100, 30));
    robot.keys("na gift giver<enter>I want to have cards<enter>so that they know<enter>");
    let story = robot.story(14);
    assert_eq!((story.role.as_str(), story.want.as_str()), ("gift giver", "to have cards"));
    assert_eq!(story.benefit, "they know");
}

#[test]
fn pasted_lines_are_criteria_and_what_is_too_small_to_see_is_not_acted_on() {
    let mut robot = page(14, (100, 30));
    robot.keys("c");
    robot.tell(Msg::Paste("first\n\nsecond\r\nthird".to_owned()));
    let texts: Vec<&str> = robot.story(14).criteria.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["first", "second", "third"]);
    robot.keys("u");
    assert!(robot.story(14).criteria.is_empty());
    robot.keys("<esc>");
    robot.tell(Msg::Resize(30, 8));
    let before = robot.order();
    robot.keys("Jtd");
    assert_eq!(robot.order(), before);
    assert!(robot.app.overlay.is_none());
}

#[test]
fn the_page_says_where_it_goes_on() {
    let mut robot = page(1, (60, 20));
    let edge = |robot: &Robot, line: usize| {
        let text = robot.text();
        text.lines().nth(line).unwrap().trim_end().chars().last()
    };
    assert_eq!(edge(&robot, 17), Some('↓'));
    assert_ne!(edge(&robot, 1), Some('↑'));
    robot.keys("G");
    assert_eq!(edge(&robot, 1), Some('↑'));
    assert_ne!(edge(&robot, 17), Some('↓'));
}
