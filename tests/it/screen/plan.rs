//! Planning a sprint by keys: what each does to the backlog, what is asked, and what is refused.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::layout::Rect;
use upnext::cli::replay;
use upnext::domain::backlog::Backlog;
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::plan;
use upnext::domain::sprint::{Direction, Share, Sprint, SprintState};
use upnext::domain::story::{Status, Story};
use upnext::tui::app::{App, Msg, Overlay};
use upnext::tui::screen::plan::rooms::{Rooms, Wants};
use upnext::tui::screen::plan::{Pane, Shown};

use crate::robot::{Robot, now, sample};
use crate::team::{self, team, unplanned};

const SIZE: (u16, u16) = (80, 24);

/// The screen after these keys.
fn on(backlog: Backlog, keys: &str) -> Robot {
    let mut robot = Robot::on(backlog, SIZE);
    robot.keys(keys);
    robot
}

/// The shop after some more commands.
fn shop(lines: &str) -> Backlog {
    replay(&[include_str!("../../data/shop.txt"), lines].concat(), now()).unwrap()
}

fn sprint(robot: &Robot, number: u32) -> &Sprint {
    robot.backlog().sprint_numbered(number).unwrap()
}

/// The numbers of the stories in a sprint, in order.
fn inside(robot: &Robot, number: u32) -> Vec<u32> {
    robot
        .backlog()
        .in_sprint(team::sprint(robot.backlog(), number))
        .map(|story| story.number)
        .collect()
}

fn is_in(robot: &Robot, story: u32, number: u32) -> bool {
    robot.story(story).sprint == Some(team::sprint(robot.backlog(), number))
}

/// The number of the story under the cursor.
fn here(robot: &Robot) -> u32 {
    robot.app.story().unwrap().number
}

/// What a prompt asks, and what is to be known while answering.
fn asked(app: &App) -> (String, String) {
    let Some(Overlay::Prompt(prompt)) = &app.overlay else { panic!("nothing is asked") };
    (prompt.label.clone(), prompt.note.clone())
}

fn refused(app: &App) -> String {
    let Some(Overlay::Prompt(prompt)) = &app.overlay else { panic!("nothing is asked") };
    prompt.refused.clone().unwrap_or_default()
}

/// How many keys a text of keys is.
fn count(keys: &str) -> usize {
    let mut inside = false;
    let mut count = 0;
    for key in keys.chars() {
        match key {
            '<' => inside = true,
            '>' => (inside, count) = (false, count + 1),
            _ if inside => {}
            _ => count += 1,
        }
    }
    count
}

#[test]
fn a_sprint_of_eight_stories_takes_at_most_25_keys_beside_its_goal() {
    let more = r#"
1 Mira: person add Kim
1 Mira: unblock 7
1 Mira: add "Water the lemon trees" --kind chore --points 2 --criterion "None is dry"
1 Mira: add "Sell soil by the bag" --kind chore --points 3 --criterion "It is weighed"
1 Mira: ready 20 21
"#;
    let goal = "A reorder takes one tap";
    let (before, after) = ("4<enter>", format!("<enter>{}!", "<space>".repeat(8)));
    let robot = on(shop(more), &format!("{before}{goal}{after}"));
    assert!(count(before) + count(&after) <= 25);
    let sprint = sprint(&robot, 1);
    assert_eq!((sprint.state, sprint.goal.as_str()), (SprintState::Active, goal));
    let committed = sprint.commitment.as_ref().unwrap();
    assert_eq!(committed.stories.len(), 8);
    assert_eq!(inside(&robot, 1), [2, 1, 7, 10, 12, 17, 20, 21]);
    assert!(
        robot.said().starts_with("Started sprint 1: 8 stories, 24 pts committed — u undo"),
        "{}",
        robot.said()
    );
    assert!(robot.text().contains("Sprint 1 · running"), "one stays with it");
}

#[test]
fn the_proposed_days_and_the_whole_team_come_with_the_plan() {
    let robot = on(unplanned(), "4]<enter><enter>");
    let sprint = sprint(&robot, 9);
    let days = (sprint.start.unwrap().to_string(), sprint.end.unwrap().to_string());
    assert_eq!(days, ("2026-11-30".to_owned(), "2026-12-11".to_owned()));
    assert_eq!((sprint.people.len(), sprint.goal.as_str()), (3, ""));
    assert_eq!(robot.app.plan.pane, Pane::Ready, "pulling can begin at once");
    assert!(robot.text().contains("none yet: Enter writes it"));
}

#[test]
fn nothing_is_pulled_before_the_sprint_is_planned() {
    let robot = on(unplanned(), "4]<space>");
    assert_eq!(robot.said(), "sprint 9 is not planned yet: Enter plans it");
    assert!(robot.effects.is_empty());
    assert_eq!(robot.backlog(), &unplanned());
}

/// A story without what only tells of its past.
fn still(backlog: &Backlog) -> Vec<Story> {
    let bare = |story: &std::sync::Arc<Story>| Story { history: Vec::new(), ..Story::clone(story) };
    backlog.stories().iter().map(bare).collect()
}

#[test]
fn space_and_space_again_leave_the_stories_as_they_were() {
    let mut robot = on(team(), "4j");
    let number = here(&robot);
    robot.keys("<space>");
    assert!(is_in(&robot, number, 9));
    assert_ne!(still(robot.backlog()), still(&team()));
    robot.keys("lgg");
    while here(&robot) != number {
        robot.keys("j");
    }
    robot.keys("<space>");
    assert_eq!(still(robot.backlog()), still(&team()));
    assert_eq!(robot.backlog().sprints(), team().sprints());
}

#[test]
fn the_cursor_stays_on_its_row_so_that_the_next_story_comes_under_it() {
    let mut robot = on(team(), "4j");
    let rows: Vec<u32> = [10, 17, 22].into();
    assert_eq!(here(&robot), rows[0]);
    robot.keys("<space>");
    assert_eq!(here(&robot), rows[1]);
    robot.keys("u");
    assert_eq!(here(&robot), rows[1], "undo brings a row, the cursor keeps its story");
}

#[test]
fn what_speaks_against_a_story_is_asked_once_and_the_reason_is_kept() {
    let mut robot = on(team(), "4<space>");
    let (label, note) = asked(&robot.app);
    assert_eq!(label, "pull #7 all the same, because");
    assert_eq!(note, "#7: blocked: No answer from the second parcel service");
    assert!(robot.text().contains("No answer from the second parcel service"));
    robot.keys("<enter>");
    assert_eq!(refused(&robot.app), "a reason is needed; Esc leaves");
    robot.keys("We call them<esc><space>");
    assert!(robot.text().contains("We call them"), "what was typed and left comes back");
    robot.keys("<enter>");
    assert!(is_in(&robot, 7, 9));
    assert_eq!(robot.story(7).pull_override.as_ref().unwrap().reason, "We call them");
    // Nobody in the team knows sums.
    robot.keys("gg");
    while here(&robot) != 17 {
        robot.keys("j");
    }
    robot.keys("<space>");
    assert_eq!(asked(&robot.app).1, "#17: nobody in the sprint knows sums");
    robot.keys("<esc>u");
    assert!(robot.story(7).sprint.is_none());
    assert!(robot.story(7).pull_override.is_none());
}

#[test]
fn stories_not_ready_are_offered_on_demand_and_asked_about() {
    let mut robot = on(team(), "4");
    assert!(!robot.text().contains("#3 "), "{}", robot.text());
    robot.keys("vgg");
    while robot.app.story().unwrap().status != Status::Draft {
        robot.keys("j");
    }
    let number = here(&robot);
    robot.keys("<space>");
    let (_, note) = asked(&robot.app);
    assert!(note.starts_with(&format!("#{number}: not ready: a draft")), "{note}");
    robot.keys("The board wants it<enter>");
    assert!(is_in(&robot, number, 9));
}

#[test]
fn a_trade_in_the_running_sprint_stands_in_the_scope_log_with_both_stories() {
    let mut robot = on(team(), "4]j");
    assert_eq!(here(&robot), 10);
    robot.keys("<space>");
    let Some(Overlay::Picker(picker)) = &robot.app.overlay else { panic!("nothing is asked") };
    let texts: Vec<String> = picker.choices.iter().map(|it| it.hint.clone()).collect();
    // 3 points come in: those of 3, of 2, of 5; what was delivered comes last.
    assert_eq!(
        texts,
        [
            "",
            "3 pts · doing",
            "3 pts · ready",
            "2 pts · ready",
            "5 pts · doing",
            "2 pts · delivered",
            "1 pt · delivered"
        ]
    );
    assert_eq!(picker.choices[0].text, "nothing goes out");
    robot.keys("<down><down><enter>");
    assert_eq!(asked(&robot.app).0, "why #10 for #12?");
    robot.keys("<enter>");
    assert_eq!(refused(&robot.app), "a reason is needed; Esc leaves");
    robot.keys("The street matters more<enter>");
    let log = &sprint(&robot, 8).scope_log;
    let [.., out, coming] = log.as_slice() else { panic!("{log:?}") };
    let id = |number: u32| team::id(robot.backlog(), number);
    assert_eq!((out.story, out.direction), (id(12), Some(Direction::Out)));
    assert_eq!((coming.story, coming.direction), (id(10), Some(Direction::In)));
    assert_eq!((out.traded_for, coming.traded_for), (Some(id(10)), Some(id(12))));
    for entry in [out, coming] {
        assert_eq!(entry.reason, "The street matters more");
        assert_eq!(entry.points, Some(Points::whole(3)));
    }
    assert!(robot.story(12).sprint.is_none());
    assert!(robot.text().contains("+ Find an order"), "{}", robot.text());
    robot.keys("u");
    assert_eq!(still(robot.backlog()), still(&team()), "one act, one undo");
}

#[test]
fn a_doubtful_story_in_the_running_sprint_is_asked_about_in_the_same_breath() {
    let mut robot = on(team(), "4]<space><enter>");
    let (label, note) = asked(&robot.app);
    assert_eq!(label, "why does #7 come into sprint 8?");
    assert!(note.starts_with("#7: blocked"), "{note}");
    robot.keys("They answer today<enter>");
    let story = robot.story(7);
    assert_eq!(story.pull_override.as_ref().unwrap().reason, "They answer today");
    let entry = sprint(&robot, 8).scope_log.last().unwrap();
    assert_eq!((entry.reason.as_str(), entry.traded_for), ("They answer today", None));
    let told = story.history.first().and_then(|line| line.reason.clone());
    assert_eq!(told.as_deref(), Some("They answer today"), "one reason is written once");
}

#[test]
fn what_goes_out_of_the_running_sprint_needs_a_reason() {
    let mut robot = on(team(), "4]l");
    let number = here(&robot);
    robot.keys("<space>");
    assert_eq!(asked(&robot.app).0, format!("why does #{number} go out of sprint 8?"));
    robot.keys("Not this month<enter>");
    assert!(robot.story(number).sprint.is_none());
    assert_eq!(sprint(&robot, 8).scope_log.last().unwrap().reason, "Not this month");
}

#[test]
fn a_day_off_costs_a_day_and_space_gives_it_back() {
    let days = |robot: &Robot| robot.app.plan.facts().unwrap().person_days.unwrap();
    let mut robot = on(team(), "4<tab><tab><tab>");
    assert_eq!(robot.app.plan.mate().unwrap().name, "Ana");
    let before = days(&robot);
    robot.keys("<right><right><space>");
    assert!(robot.said().starts_with("Ana is off on 2026-12-01"), "{}", robot.said());
    // Ana has half of her time.
    assert_eq!(days(&robot) + Hundredths::of_hundredths(50), before);
    assert!(robot.text().contains("·▒··· ·····"), "{}", robot.text());
    robot.keys("<space>");
    assert_eq!(days(&robot), before);
    assert!(robot.backlog().people().iter().all(|it| it.name != "Ana" || it.days_off.is_empty()));
}

#[test]
fn people_take_part_or_not_and_with_a_share_of_their_time() {
    let names = |robot: &Robot| -> Vec<(String, Option<Share>)> {
        let team = &robot.app.plan.facts().unwrap().team;
        team.iter().map(|mate| (mate.name.clone(), mate.share)).collect()
    };
    let share = |hundredths| Some(Share(Hundredths::of_hundredths(hundredths)));
    let mut robot = on(team(), "4<tab><tab><tab>");
    let first = names(&robot)[0].0.clone();
    robot.keys("<space>");
    assert_eq!(sprint(&robot, 9).people.len(), 2);
    assert_eq!(names(&robot).last().unwrap(), &(first.clone(), None), "{first} stays in sight");
    robot.keys("G<space>");
    assert_eq!(names(&robot).last().unwrap(), &(first.clone(), share(50)));
    robot.keys("<enter><ctrl-u>1.5<enter>");
    assert!(refused(&robot.app).contains("0.5 is half of it"), "{}", refused(&robot.app));
    robot.keys("<ctrl-u>25 %<enter>");
    assert_eq!(names(&robot).last().unwrap(), &(first.clone(), share(25)));
    robot.keys("<enter><ctrl-u><enter>");
    assert_eq!(names(&robot).last().unwrap(), &(first, share(50)), "the usual share again");
}

#[test]
fn somebody_new_takes_part_in_what_is_planned() {
    let robot = on(team(), "4aZoe<enter>");
    assert!(robot.said().contains("Zoe takes part in sprint 9"), "{}", robot.said());
    assert!(robot.app.plan.facts().unwrap().team.iter().any(|mate| mate.name == "Zoe"));
}

#[test]
fn fill_takes_what_fits_and_says_what_stays_out_and_why() {
    let mut robot = on(team(), "4A");
    let (said, facts) = (robot.said(), robot.app.plan.facts().unwrap());
    assert!(said.starts_with("Filled sprint 9 with 2 stories, 8 pts — u undo"), "{said}");
    assert!(said.contains("#17 stays out: nobody in the sprint knows sums"), "{said}");
    assert!(said.contains("#23 stays out: 2 pts, 1.47 left"), "{said}");
    assert!(facts.load <= facts.capacity.unwrap());
    // The second time nothing is left that fits: said as such, and nothing is done.
    robot.effects.clear();
    robot.keys("A");
    assert!(robot.effects.is_empty());
    assert!(robot.text().contains("nothing fits into sprint 9"), "{}", robot.text());
}

#[test]
fn much_that_stays_out_is_read_below_each_other() {
    let mut lines = String::from("1 Mira: person add Kim\n1 Mira: unblock 7\n");
    for at in 20..26 {
        let add = format!(
            "1 Mira: add \"Big thing {at}\" --kind chore --points 8 --criterion \"It is big\"\n1 Mira: ready {at}\n"
        );
        lines.push_str(&add);
    }
    let robot = on(shop(&lines), "4<enter><enter>A");
    let Some(Overlay::Pager(_)) = &robot.app.overlay else { panic!("{}", robot.text()) };
    let text = robot.text();
    assert!(text.contains("What stays out, from the top:"), "{text}");
    assert!(text.lines().filter(|line| line.contains("pts, ")).count() >= 3, "{text}");
}

#[test]
fn a_sprint_does_not_start_while_another_runs() {
    let robot = on(team(), "4!");
    let said = robot.said();
    assert!(said.starts_with("sprint 8 is running: it is closed or cancelled before"), "{said}");
    assert!(said.contains("] shows it, X cancels it there"), "{said}");
    assert_eq!(robot.backlog(), &team());
}

#[test]
fn a_sprint_without_a_goal_is_asked_for_it_and_starts() {
    let mut robot = on(sample(), "4<enter><enter>!");
    assert_eq!(asked(&robot.app).0, "sprint 1 starts with a goal");
    robot.keys("<enter>");
    assert_eq!(refused(&robot.app), "a goal is needed; Esc leaves");
    robot.keys("One tap<enter>");
    let sprint = sprint(&robot, 1);
    assert_eq!((sprint.goal.as_str(), sprint.state), ("One tap", SprintState::Active));
}

#[test]
fn a_sprint_is_cancelled_with_a_reason() {
    let mut robot = on(team(), "4X");
    assert_eq!(asked(&robot.app).0, "cancel sprint 9, because");
    robot.keys("<enter>");
    assert_eq!(refused(&robot.app), "a reason is needed; Esc leaves");
    robot.keys("The fair is off<enter>");
    assert_eq!(sprint(&robot, 9).state, SprintState::Cancelled);
    assert!(inside(&robot, 9).is_empty());
    // The running one is shown now, and the next can be planned.
    assert!(robot.text().contains("Sprint 8 · running"), "{}", robot.text());
    assert!(robot.text().contains("] plan sprint 10"), "{}", robot.text());
}

#[test]
fn one_key_leads_from_the_running_sprint_to_the_planned_one_and_back() {
    let mut robot = on(team(), "4");
    for (number, state) in [(9, "planned"), (8, "running"), (9, "planned")] {
        let title = format!("Sprint {number} · {state}");
        assert!(robot.text().contains(&title), "{}", robot.text());
        robot.keys("]");
    }
    let mut robot = on(unplanned(), "4");
    assert!(robot.text().contains("Sprint 8 · running"));
    robot.keys("]");
    assert!(matches!(robot.app.plan.shown, Shown::Offer(offer) if offer.number == 9));
    robot.keys("]");
    assert!(robot.text().contains("Sprint 8 · running"));
    assert_eq!(on(sample(), "4]").said(), "no sprint is running");
}

#[test]
fn a_story_goes_into_the_planned_sprint_from_anywhere_and_back_out() {
    let mut robot = on(team(), ":10<enter>");
    robot.keys("2");
    assert_eq!(robot.number_under_cursor(), 10);
    robot.keys("p");
    assert!(is_in(&robot, 10, 9));
    robot.keys("p");
    assert!(robot.story(10).sprint.is_none());
    // On the page too.
    let mut robot = on(team(), ":22<enter><enter>p");
    assert!(is_in(&robot, 22, 9), "{}", robot.said());
    // A story of the running sprint is put back there first.
    robot.keys("<esc>:12<enter><enter>p");
    assert!(robot.said().contains("#12 is in sprint 8, which is running"), "{}", robot.said());
    // Without a planned sprint the running one is meant, with its questions.
    let robot = on(unplanned(), ":10<enter><enter>p");
    assert!(matches!(&robot.app.overlay, Some(Overlay::Picker(_))));
    assert_eq!(on(sample(), "p").said(), "no sprint is planned: 4 plans one");
}

#[test]
fn days_are_typed_in_words_and_wrong_ones_stay() {
    let mut robot = on(team(), "4<tab><tab>j<enter>");
    let days = |robot: &Robot| {
        let sprint = sprint(robot, 9);
        [sprint.start.unwrap().to_string(), sprint.end.unwrap().to_string()]
    };
    assert!(robot.text().contains("2026-11-30 – 2026-12-11"), "{}", robot.text());
    robot.keys("<ctrl-u>soon<enter>");
    assert!(refused(&robot.app).contains("soon"), "{}", refused(&robot.app));
    robot.keys("<ctrl-u>2026-12-11 2026-12-01<enter>");
    assert!(refused(&robot.app).contains("before it starts"), "{}", refused(&robot.app));
    robot.keys("<ctrl-u>tomorrow – 2026-12-04<enter>");
    assert_eq!(days(&robot), ["2026-11-23", "2026-12-04"]);
    // The first day alone: as long as sprints are here.
    robot.keys("<enter><ctrl-u>2026-12-07<enter>");
    assert_eq!(days(&robot), ["2026-12-07", "2026-12-18"]);
}

/// The line stands where the running total first passes what there is room for.
#[test]
fn the_line_stands_after_the_last_story_that_still_fits() {
    let robot = on(team(), "4");
    let sprint = sprint(&robot, 9);
    let plan = plan::of(sprint, robot.backlog(), now().day());
    let room = plan.capacity.unwrap().hundredths() - plan.load.hundredths();
    let text = robot.text();
    let left = text.lines().skip_while(|line| !line.contains("Ready to pull")).skip(1);
    let left: Vec<&str> = left.map(|line| line.split('│').next().unwrap_or_default()).collect();
    let at = left.iter().position(|line| line.contains("full at")).unwrap();
    let points = |line: &&str| -> u64 {
        line.trim_start_matches('▸').split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let above: u64 = left[..at].iter().map(points).sum();
    let next = points(&left[at + 1]);
    assert!(above * 100 <= room && (above + next) * 100 > room, "{text}");
}

#[test]
fn the_head_says_what_the_forecast_comes_from() {
    let text = on(team(), "4").text();
    assert!(
        text.contains("22 person-days × 0.57 points a day (sprints 5, 6, 7) = 12.5 pts forecast")
    );
    assert!(text.contains("3 of 12.5 pts · 24 % · 3 of 3 closed sprints reached this load"));
    let text = on(sample(), "4<enter><enter>").text();
    assert!(text.contains("no forecast: no sprint is closed yet; a adds a person"), "{text}");
    let text = on(sample(), "4<enter><enter>aKim<enter>").text();
    assert!(text.contains("10 person-days × 0.7 = 7 pts forecast · assumes a point is"), "{text}");
    // Over the capacity it is said in words, and by how much; skills too.
    let text = on(unplanned(), "4").text();
    assert!(text.contains("16 of 13 pts · 123 % · 3 over"), "{text}");
    assert!(text.contains("bank 7 of 4.5 ! · post 3 of 5.7 · web 5 of 10.2"), "{text}");
}

#[test]
fn the_cursor_goes_from_the_head_through_the_people_into_the_list() {
    let mut robot = on(team(), "4<tab><tab>");
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(robot.app.plan.pane);
        robot.keys("j");
    }
    assert_eq!(
        seen,
        [Pane::Head, Pane::Head, Pane::People, Pane::People, Pane::People, Pane::Ready]
    );
    robot.keys("gg");
    for _ in 0..5 {
        robot.keys("k");
    }
    assert_eq!((robot.app.plan.pane, robot.app.plan.head), (Pane::Head, 0));
    robot.keys("<shift-tab><shift-tab>");
    assert_eq!(robot.app.plan.pane, Pane::Ready);
    robot.keys("<tab><shift-tab>lh");
    assert_eq!(robot.app.plan.pane, Pane::Ready);
}

#[test]
fn a_story_is_opened_and_left_to_where_one_was() {
    let mut robot = on(team(), "4jj<enter>");
    let number = here(&robot);
    assert!(robot.app.page.is_some());
    robot.keys("<esc>");
    assert!(robot.app.page.is_none());
    assert_eq!((here(&robot), robot.app.plan.pane), (number, Pane::Ready));
    robot.keys("<enter><right><esc>");
    assert_ne!(here(&robot), number, "the next story of this list");
}

#[test]
fn a_click_goes_there_and_a_second_one_opens() {
    let mut robot = on(team(), "4");
    let find = |robot: &Robot, words: &str| {
        let text = robot.text();
        let (y, line) = text.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
        let x = line.split(words).next().unwrap().chars().count();
        (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
    };
    let click = |robot: &mut Robot, words: &str| {
        let (column, row) = find(robot, words);
        let kind = MouseEventKind::Down(MouseButton::Left);
        let modifiers = KeyModifiers::NONE;
        robot.tell(Msg::Mouse(MouseEvent { kind, column, row, modifiers }));
    };
    click(&mut robot, "See how big");
    assert_eq!(here(&robot), 22);
    click(&mut robot, "full at");
    assert_eq!(here(&robot), 22, "a line is no story");
    click(&mut robot, "Skip a delivery");
    assert_eq!((here(&robot), robot.app.plan.pane), (20, Pane::Sprint));
    click(&mut robot, "Skip a delivery");
    assert!(robot.app.page.is_some());
    robot.keys("<esc>");
    click(&mut robot, "Jonas");
    assert_eq!(robot.app.plan.mate().unwrap().name, "Jonas");
    click(&mut robot, "A reorder takes");
    click(&mut robot, "A reorder takes");
    assert_eq!(asked(&robot.app).0, "goal of sprint 9");
    robot.keys(" and no more<enter>");
    assert_eq!(sprint(&robot, 9).goal, "A reorder takes one tap and no more");
}

#[test]
fn of_many_people_those_around_the_cursor_are_shown() {
    let lines: Vec<String> = (10..40).map(|at| format!("1 Mira: person add Helper{at}")).collect();
    let mut robot = on(shop(&lines.join("\n")), "4<enter><enter>");
    assert!(robot.text().contains("1 to 4 of 30"), "{}", robot.text());
    robot.keys("<shift-tab>G");
    assert!(robot.text().contains("▸Helper39"), "{}", robot.text());
    assert!(robot.text().contains("Ready to pull"), "the lists stay in sight");
}

proptest! {
    #[test]
    fn every_room_is_on_the_screen_and_none_lies_over_another(
        size in (1u16..220, 1u16..70),
        pane in 0usize..4,
        people in 0usize..40,
        flags in (any::<bool>(), any::<bool>()),
    ) {
        let wants = Wants { pane: Pane::ALL[pane], people, skills: flags.0, offer: flags.1 };
        let rooms = Rooms::of(size, wants);
        let screen = Rect { x: 0, y: 0, width: size.0, height: size.1 };
        let all = [
            rooms.title, rooms.panes, rooms.goal, rooms.days, rooms.names, rooms.people, rooms.sum,
            rooms.load, rooms.skills, rooms.ready_head, rooms.ready, rooms.rule,
            rooms.sprint_head, rooms.sprint,
        ];
        let shown: Vec<Rect> = all.into_iter().filter(|room| room.area() > 0).collect();
        for (at, room) in shown.iter().enumerate() {
            prop_assert_eq!(room.intersection(screen), *room);
            for other in shown.iter().skip(at + 1) {
                prop_assert_eq!(room.intersection(*other).area(), 0, "{:?} {:?}", room, other);
            }
        }
        if size.0 >= 40 && size.1 >= 10 && !flags.1 {
            let list = [rooms.goal, rooms.people, rooms.ready, rooms.sprint][pane];
            prop_assert!(list.height > 0, "the pane with the cursor is on screen");
        }
    }
}
