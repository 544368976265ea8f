//! Scores on screen: typed, shown beside the order, gone through where they disagree with it.

use std::sync::{Arc, OnceLock};

use upnext::cli::replay;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::number::Hundredths;
use upnext::domain::story::Moscow;
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::tui::app::{Overlay, Tone};
use upnext::tui::screen::columns::Column;

use super::scenes;
use crate::robot::{Robot, now, sample};

/// In the order of the hand, with points: 6 (2), 2 (3), 1 (5), 3 (8), 16 (5), 4 (13), 5 (5), 7 (2),
/// 10 (3), 17 (3). WSJF: 3, 4.67, 4.8, 2.5, 0.8, 2.54, 2, 14.5, 2, 15.
const RATED: &str = "
1 Mira: release add Christmas --target 2026-12-10
1 Mira: set 6 value=3 urgency=2 risk=1
1 Mira: set 3 value=13 urgency=5 risk=2 release=Christmas
1 Mira: set 16 value=2 urgency=1 risk=1
1 Mira: set 4 value=20 urgency=8 risk=5
1 Mira: set 5 value=5 urgency=3 risk=2
1 Mira: set 7 value=8 urgency=13 risk=8
1 Mira: set 10 value=3 urgency=2 risk=1
1 Mira: set 17 value=20 urgency=20 risk=5 moscow=must release=Christmas
1 Mira: set 12 moscow=should release=Christmas
";

/// The shop with ten stories that have a score.
pub fn rated() -> Backlog {
    static RATED_SHOP: OnceLock<Backlog> = OnceLock::new();
    let lines = [include_str!("../../data/shop.txt"), RATED].concat();
    RATED_SHOP.get_or_init(|| with_idea(&replay(&lines, now()).unwrap())).clone()
}

/// The same with an idea behind #17.
fn with_idea(backlog: &Backlog) -> Backlog {
    let idea = Idea {
        id: fresh(&mut CountedIds(1 << 50)),
        number: 1,
        text: "Christmas is when we sell".to_owned(),
        from: "Mrs Okafor".to_owned(),
        at: now(),
        score: Some(4),
        stories: [backlog.numbered(17).unwrap().id].into(),
        state: IdeaState::Kept,
        ..Idea::default()
    };
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: backlog.stories().clone(),
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        ideas: Table::of([Arc::new(idea)]),
        ..Parts::default()
    })
}

fn robot() -> Robot {
    Robot::on(rated(), (100, 30))
}

/// The line of the list of a story.
fn line(robot: &Robot, number: u32) -> String {
    let text = robot.text();
    let is = |line: &&str| line.contains(&format!(" #{number} "));
    text.lines().find(is).unwrap_or_else(|| panic!("no #{number} in {text}")).to_owned()
}

/// The choice under the cursor of a list.
fn chosen(robot: &Robot) -> String {
    let Some(Overlay::Picker(picker)) = &robot.app.overlay else { panic!("{}", robot.text()) };
    let choice = picker.at(picker.cursor).unwrap();
    format!("{} {}", choice.text.split(' ').next().unwrap(), choice.hint)
}

#[test]
fn the_score_stands_beside_the_order_with_a_sign_where_they_disagree() {
    let mut robot = robot();
    let text = robot.text();
    assert!(text.lines().nth(1).unwrap().ends_with("  WSJF"), "{text}");
    for (number, score) in
        [(6, "3.0 ↓"), (2, "4.7"), (1, "4.8"), (3, "2.5 ↓"), (16, "0.8 ↓"), (7, "14.5 ↑")]
    {
        assert!(line(&robot, number).ends_with(score), "{score} in {}", line(&robot, number));
    }
    // Nothing sorts the order by itself.
    assert_eq!(robot.order(), Robot::on(sample(), (100, 30)).order());
    robot.keys("t");
    assert!(line(&robot, 6).ends_with("3.0 ↓"));
    // #7 goes to where its score has it: the sign goes with the change.
    robot.keys(":move 7 --to 1<enter>");
    assert!(line(&robot, 7).ends_with("14.5"), "{}", robot.text());
    robot.keys("u");
    assert!(line(&robot, 7).contains("14.5 ↑"), "{}", robot.text());
    robot.keys(":product set score=rice<enter>");
    assert!(!robot.text().contains("RICE"), "no story has that score");
}

#[test]
fn the_column_is_there_once_something_has_a_score_and_there_is_room() {
    for (width, shows) in [(75, false), (76, true), (120, true)] {
        let robot = Robot::on(rated(), (width, 24));
        assert_eq!(robot.text().contains("WSJF"), shows, "{width}");
    }
    let bare = Robot::on(crate::team::team(), (100, 30));
    let scored = bare.backlog().stories().iter().any(|it| it.scores.value.is_some());
    assert_eq!(bare.text().contains("WSJF"), scored);
    let mut narrow = Robot::on(rated(), (60, 24));
    narrow.app.look.columns = vec![Column::Number, Column::Score, Column::Title];
    narrow.keys("j");
    assert!(narrow.text().contains("14.5 ↑"), "{}", narrow.text());
    narrow.app.look.ascii = true;
    assert!(narrow.text().contains("14.5 ^"), "{}", narrow.text());
}

#[test]
fn a_story_is_scored_in_one_form_and_one_act() {
    let mut robot = robot();
    robot.keys(":8<enter>=");
    let text = robot.text();
    for said in ["Score of #8", "value", "1 2 3 5 8 13 20", "must should could wont"] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(text.contains("WSJF: (? + ? + ?) ÷ 1: value, urgency and risk are missing"), "{text}");
    robot.keys("8<enter>3<enter>2");
    assert!(robot.text().contains("WSJF: (8 + 3 + 2) ÷ 1 = 13"), "{}", robot.text());
    // The estimate is there: Enter goes on to what is absent.
    robot.keys("<enter>M<enter>");
    assert!(robot.app.overlay.is_none(), "{}", robot.text());
    assert!(robot.said().starts_with("Set value, urgency, risk, moscow of #8"), "{}", robot.said());
    let story = robot.story(8);
    assert_eq!(story.scores.value, Some(Hundredths::whole(8)));
    assert_eq!((story.scores.risk, story.moscow), (Some(Hundredths::whole(2)), Some(Moscow::Must)));
    assert!(line(&robot, 8).contains("13.0"), "{}", robot.text());
    robot.keys("u");
    assert_eq!((robot.story(8).scores.value, robot.story(8).moscow), (None, None));
    // What is not one of the steps is refused, and stays as it was typed.
    robot.keys("=7<ctrl-s>");
    assert!(robot.text().contains("value is one of 1 2 3 5 8 13 20"), "{}", robot.text());
    robot.keys("<esc>=");
    assert!(robot.text().contains("WSJF: (7 + ? + ?) ÷ 1"), "{}", robot.text());
    robot.keys("<backspace>8<esc>jk:8<enter>=");
    assert!(robot.text().contains("WSJF: (8 + ? + ?) ÷ 1"), "{}", robot.text());
}

#[test]
fn what_stood_there_is_changed_and_cleared() {
    let mut robot = robot();
    // #6 has 3, 2, 1 and two points: the caret is on the MoSCoW word.
    robot.keys("=<shift-tab><backspace>5<enter>");
    robot.keys("<ctrl-s>");
    assert_eq!(robot.story(6).points, Some(Hundredths::whole(5)));
    assert!(robot.said().starts_with("Estimated #6 at 5"), "{}", robot.said());
    robot.keys("=<tab><backspace><ctrl-s>");
    assert_eq!(robot.story(6).scores.value, None);
    robot.keys("=<ctrl-s>");
    assert!(robot.said().starts_with("nothing to do"), "{}", robot.said());
}

#[test]
fn all_marked_get_what_is_written_and_keep_the_rest() {
    let mut robot = robot();
    robot.keys("<space><space>=");
    let text = robot.text();
    assert!(text.contains("Score of #6 and #2") && text.contains("differs · 1 2 3"), "{text}");
    assert!(text.contains("the points of each stay its own"), "{text}");
    assert!(!text.lines().any(|line| line.trim_start_matches(['│', ' ']).starts_with("points  ")));
    robot.keys("<tab>8<tab><tab>could<enter>");
    for number in [6, 2] {
        let story = robot.story(number);
        assert_eq!(story.scores.urgency, Some(Hundredths::whole(8)));
        assert_eq!(story.moscow, Some(Moscow::Could));
    }
    assert_eq!(robot.story(6).scores.value, Some(Hundredths::whole(3)), "left as it was");
    robot.keys("u");
    assert_eq!(robot.story(2).scores.urgency, Some(Hundredths::whole(5)), "one act, one undo");
}

#[test]
fn each_disagreement_is_followed_by_one_key_or_left() {
    let mut robot = robot();
    let before = robot.order();
    robot.keys("g=");
    assert_eq!(chosen(&robot), "#17 by hand 10, by score 1 ↑9");
    let text = robot.text();
    let listed = ["#17", "#7", "#16", "#6", "#3", "#2", "#5"];
    let at: Vec<_> = listed.iter().map(|it| text.find(&format!("{it} "))).collect();
    assert!(at.iter().skip(1).all(Option::is_some), "{text}");
    robot.keys("<enter>");
    assert_eq!(robot.order()[0], 17);
    assert!(robot.said().starts_with("Moved #17 to 1"), "{}", robot.said());
    assert_eq!(robot.story(17).history[0].reason.as_deref(), Some("by score"));
    // The next one, as it stands now: #17 went past it.
    assert_eq!(chosen(&robot), "#7 by hand 9, by score 2 ↑7");
    // #7 is left; #16 goes to its place.
    robot.keys("<down>");
    assert_eq!(chosen(&robot), "#16 by hand 6, by score 10 ↓4");
    robot.keys("<enter>");
    let place =
        |robot: &Robot, number: u32| robot.order().iter().position(|it| *it == number).unwrap();
    assert_eq!(place(&robot, 16), place(&robot, 10) + 1, "below the last that has a score");
    assert_eq!(place(&robot, 7), before.iter().position(|it| *it == 7).unwrap());
    robot.keys("<esc>u");
    assert_eq!(robot.order()[0], 17);
    robot.keys("u");
    assert_eq!(robot.order(), before, "each was one act");
}

#[test]
fn following_all_of_them_makes_order_and_scores_agree() {
    let mut robot = robot();
    robot.keys("g=");
    for _ in 0..40 {
        if robot.app.overlay.is_some() {
            robot.keys("<enter>");
        }
    }
    assert!(robot.app.overlay.is_none(), "{}", robot.text());
    assert!(robot.said().ends_with("the order and the scores agree now"), "{}", robot.said());
    robot.keys("g=");
    assert_eq!(robot.said(), "the order and the scores agree");
    assert!(!robot.text().contains(['↑', '↓']), "{}", robot.text());
}

#[test]
fn words_narrow_the_disagreements_and_stay_while_one_goes_on() {
    let mut robot = robot();
    robot.keys("g=regular");
    robot.keys("<enter>");
    let Some(Overlay::Picker(picker)) = &robot.app.overlay else {
        assert!(robot.said().starts_with("Moved"), "{}", robot.text());
        return;
    };
    assert_eq!(picker.line.text(), "regular");
}

#[test]
fn without_a_score_it_is_said_how_to_begin() {
    let mut empty = Robot::on(scenes::empty(), (80, 24));
    empty.keys("aPay<enter>g=");
    assert!(empty.said().contains("no open story has a score yet: = scores"), "{}", empty.said());
    empty.keys("w");
    let text = empty.text();
    assert!(
        text.contains("Why #1 is here") && text.contains("place 1 of 1 in the order"),
        "{text}"
    );
    empty.keys("<esc>FG");
    assert!(empty.text().contains("WSJF: 0 of 1 open story"), "{}", empty.text());
}

#[test]
fn nothing_is_moved_or_scored_where_nothing_may_be_written() {
    let session = Session::new(rated()).read_only(Some("it is a copy".to_owned()));
    let mut robot = Robot::at(Some(session), (80, 24));
    let before = robot.order();
    robot.keys("=");
    assert_eq!(robot.app.message, Some(("it is a copy".to_owned(), Tone::Refused)));
    robot.keys("g=<enter>");
    assert!(robot.text().contains("it is a copy"), "{}", robot.text());
    assert_eq!(robot.order(), before);
}

#[test]
fn the_story_page_scores_and_says_why_too() {
    let mut robot = robot();
    robot.keys(":17<enter><enter>w");
    let text = robot.text();
    for said in [
        "Why #17 is here",
        "WSJF: (20 + 20 + 5) ÷ 3 = 15",
        "by hand 10, by score 1 ↑9",
        "its target is 10 Dec, in 18 days",
        "Christmas is when we sell",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    robot.keys("<esc>=<ctrl-u>");
    assert!(robot.text().contains("in Christmas"), "{}", robot.text());
}
