//! Splitting a story on screen: typed, given away, taken in one act, left and found again.

use proptest::prelude::*;
use upnext::domain::number::Points;
use upnext::store::typed::Texts;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::part::splitting::{Splitting, Spot};
use upnext::tui::typed;

use crate::robot::{Robot, sample};

/// The form of a story with three criteria and five points.
fn splitting() -> Robot {
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys(":1<enter>x");
    robot
}

fn form(robot: &Robot) -> &Splitting {
    let Some(Overlay::Splitting(form)) = &robot.app.overlay else { panic!("{}", robot.text()) };
    form
}

#[test]
fn titles_points_and_criteria_are_given_away_in_one_act() {
    let mut robot = splitting();
    robot.keys("Offer the last card<enter>3<enter>Ask the bank<enter>2<enter>");
    assert_eq!(form(&robot).at, Spot::Title(2), "one line more for one story more");
    // Enter on the empty line goes on: first what criteria there are, then what stays.
    robot.keys("<enter><space><down>2<down><space><space><space>");
    let to: Vec<Option<usize>> = form(&robot).criteria.iter().map(|it| it.to).collect();
    assert_eq!(to, [Some(0), Some(1), None]);
    robot.keys("<enter>1");
    let text = robot.text();
    assert!(text.contains("5 pts before · 5 in new stories, 1 here"), "{text}");
    robot.keys("<enter>");
    assert_eq!(robot.said(), "Split #20 and #21 off #1 — u undo");
    let [one, first, second] = [1, 20, 21].map(|number| robot.story(number));
    let points = |it: &upnext::domain::story::Story| it.points.map(Points::rounded);
    assert_eq!([one, first, second].map(points), [Some(1), Some(3), Some(2)]);
    assert_eq!([one, first, second].map(|it| it.criteria.len()), [1, 1, 1]);
    assert_eq!(first.criteria[0].text, "The last card is offered first");
    assert_eq!((first.title.as_str(), first.split_from), ("Offer the last card", Some(one.id)));
    robot.keys("u");
    assert_eq!(robot.backlog(), &sample());
}

#[test]
fn five_ways_to_find_a_cut_are_shown() {
    let robot = splitting();
    let text = robot.text();
    for way in ["spike", "path", "interface", "data", "rules"] {
        assert!(text.contains(&format!("│ {way}  ")), "{way}: {text}");
    }
}

#[test]
fn what_is_typed_and_left_comes_back_on_its_story_only() {
    let mut robot = splitting();
    robot.keys("Offer the last card<enter>3<enter><enter><space><enter>2<esc>");
    assert!(robot.app.overlay.is_none());
    assert_eq!(robot.backlog(), &sample(), "nothing is done");
    robot.keys("jx");
    assert_eq!(form(&robot).parts.len(), 1);
    robot.keys("<esc>kx");
    let held = form(&robot);
    assert_eq!(
        (held.parts[0].title.text(), held.parts[0].points.text()),
        ("Offer the last card", "3")
    );
    assert_eq!((held.criteria[0].to, held.keep.text()), (Some(0), "2"));
    robot.keys("<ctrl-s>");
    assert_eq!(robot.story(20).criteria.len(), 1);
    robot.keys("x");
    assert_eq!(form(&robot).parts.len(), 1, "what was taken is not there again");
}

#[test]
fn what_is_half_typed_when_the_program_ends_is_taken_up() {
    let mut robot = splitting();
    robot.keys("Offer the last card<enter>3<enter>Ask<left>");
    let now = typed::now(&robot.app);
    assert!(now.is_some());
    let mut next = Robot::on(sample(), (80, 24));
    typed::give_back(&mut next.app, Texts { now: now.into_iter().collect(), ..Texts::default() });
    assert!(next.said().contains("Split #1 “Ask”"), "{}", next.said());
    next.keys("g.");
    assert_eq!((form(&next).at, form(&next).parts.len()), (Spot::Title(1), 3));
    next.keys("x");
    assert_eq!(form(&next).parts[1].title.text(), "Asxk");
    next.keys("<esc>");
    assert!(typed::now(&next.app).is_none());
}

#[test]
fn what_does_not_fit_is_refused_and_stays() {
    let mut robot = splitting();
    robot.keys("<ctrl-s>");
    assert!(robot.text().contains("! say what is split off"), "{}", robot.text());
    robot.keys("<up><up>");
    assert_eq!(form(&robot).at, Spot::Criterion(2), "round and round");
    robot.keys("<space>");
    assert!(robot.text().contains("there is no such new story"), "{}", robot.text());
    robot.keys("<tab><tab>One<tab>abc<ctrl-s>");
    assert!(robot.text().contains("`abc` is no number of points"), "{}", robot.text());
    robot.keys("<ctrl-u><tab><tab>3<ctrl-s>");
    assert!(robot.text().contains("new story 2 has points and no title"), "{}", robot.text());
    robot.keys("<ctrl-u><tab>1");
    assert_eq!(form(&robot).criteria[0].to, Some(0));
    robot.keys("9");
    assert_eq!(form(&robot).criteria[0].to, Some(0), "there is no ninth");
    robot.keys("<tab><tab><tab><tab><ctrl-u><ctrl-s>");
    assert!(robot.text().contains("a title for each new story"), "{}", robot.text());
    assert_eq!(robot.backlog(), &sample());
}

/// What is pasted where a title is typed is as many stories as it has lines.
#[test]
fn pasted_lines_are_titles() {
    let mut robot = splitting();
    robot.tell(Msg::Paste("One\r\n\n Two \nThree".to_owned()));
    let titles: Vec<&str> = form(&robot).parts.iter().map(|it| it.title.text()).collect();
    assert_eq!(titles, ["One", "Two", "Three", ""]);
    robot.keys("<ctrl-s>");
    assert_eq!(robot.said(), "Split #20, #21 and #22 off #1 — u undo");
    assert_eq!(robot.story(1).points, sample().numbered(1).unwrap().points);
}

#[test]
fn on_the_refine_screen_the_rest_stays_on_screen() {
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys("3");
    let here = robot.app.refine.story();
    let of = robot.app.refine.round.place().unwrap().1;
    robot.keys("xThe first part<ctrl-s>");
    assert_eq!(robot.app.refine.story(), here);
    assert_eq!(robot.app.refine.round.place().unwrap().1, of + 1, "the new one is to be refined");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is left comes back as it was, whatever was typed.
    #[test]
    fn what_is_left_comes_back_as_it_was(
        parts in prop::collection::vec(("[a-z →=]{0,6}", "[0-9]{0,2}"), 0..4),
        keep in "[0-9]{0,2}",
        given in prop::collection::vec(prop::option::of(0..4usize), 3),
    ) {
        let story = sample().numbered(1).unwrap().clone();
        let mut form = Splitting::of(&story);
        let mut texts: Vec<String> = parts.into_iter().flat_map(|(a, b)| [a, b]).collect();
        texts.extend([keep, String::new()]);
        form.fill(&texts);
        for (held, to) in form.criteria.iter_mut().zip(given) {
            held.to = to;
        }
        let mut again = Splitting::of(&story);
        again.fill(&form.texts());
        prop_assert_eq!(form.texts(), again.texts());
        again.put_caret(form.caret());
        prop_assert_eq!(form.at, again.at);
    }
}
