//! The Inbox: what its keys make of an idea, and where the cursor goes.

use std::sync::OnceLock;

use chrono::Days;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, NewIdea};
use upnext::domain::id::{CountedIds, Id};
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::{Status, Story};
use upnext::session::Session;
use upnext::store::typed::Texts;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::screen::Screen;
use upnext::tui::screen::inbox::Pane;
use upnext::tui::screen::story::Slot;
use upnext::tui::typed;

use super::review::delivered;
use crate::robot::{Robot, now};
use crate::team::id;

const SIZE: (u16, u16) = (80, 24);

/// A mail that somebody put in as it was.
const MAIL: &str = "The list of pots is slow. On Saturday I looked for small ones, the kind that \
    fits on a window sill, and there were far too many of them to read through one by one; in the \
    end I closed the page and went to the market. My neighbour says the same, and she orders from \
    you every month: she would rather see only what is there, in the size she needs, and the \
    cheapest first. If you cannot show all that, then at least let us leave the sold ones out. \
    And while I write: the pictures of the pots are taken from above, which says nothing about \
    how high they are, so I have to open each of them to see it. @Ana_Berg #search *2";

/// What customers said, days ago.
const SAID: [(u64, &str); 15] = [
    (26, "A newsletter about seeds"),
    (20, "Gift wrapping for plants @Mrs_Okafor #gifts *4"),
    (19, "Please wrap plants as a gift @Ben #gifts *5"),
    (17, MAIL),
    (
        15,
        "As a regular, I want a bell when seeds are back, so that I need not look every day \
          @Jonas #seeds",
    ),
    (12, "Pay with PayPal #payment *3"),
    (9, "Plants wrapped for a gift @Lena #gifts #christmas"),
    (8, "PayPal to pay with, please @Leo #payment *4"),
    (6, "Does it know two baskets? @Mrs_Okafor"),
    (5, "Have the pictures read out to me @Leo *5"),
    (4, "Words of my own on the card @Mrs_Okafor *5"),
    (4, "A banner that blinks"),
    (3, "Labels for the rows of a bed"),
    (0, "Opening hours on the first page @Kim"),
    (2, "Leaving one delivery out @Leo"),
];

/// The shop with a team, what customers said, and what became of some of it.
pub fn ideas() -> Backlog {
    static IDEAS: OnceLock<Backlog> = OnceLock::new();
    IDEAS.get_or_init(|| said(&delivered(), &SAID)).clone()
}

fn said(backlog: &Backlog, lines: &[(u64, &str)]) -> Backlog {
    let mut session = Session::new(backlog.clone());
    let mut ids = CountedIds(1 << 52);
    let delivered = |story: &&std::sync::Arc<Story>| story.status == Status::Delivered;
    let accepted = backlog.in_order().find(delivered).unwrap().id;
    let mut perform = |days: u64, command: Command, session: &mut Session| {
        let at = Moment(now().0 - Days::new(days));
        let stamp = Stamp { at, by: "Mira".to_owned() };
        session.perform(&command, &stamp, &mut ids).unwrap();
    };
    let accept =
        Command::Accept { stories: vec![accepted], overriding: Some("the fair is on".to_owned()) };
    perform(3, accept, &mut session);
    for (number, (days, line)) in (1..).zip(lines) {
        let mut idea = NewIdea::default().in_line(line);
        if number == 9 {
            idea.about = vec![accepted];
        }
        perform(*days, Command::AddIdeas { ideas: vec![idea] }, &mut session);
    }
    let idea = |number: u32| find(&ideas_of(&session), number).id;
    let (read, card, banner, tap) = (idea(10), idea(11), idea(12), idea(15));
    let commands = [
        Command::JoinIdea { idea: read, story: id(backlog, 18) },
        Command::JoinIdea { idea: card, story: id(backlog, 12) },
        Command::JoinIdea { idea: tap, story: id(backlog, 20) },
        Command::DismissIdea { idea: banner, reason: "Customers asked us to stop".to_owned() },
    ];
    for command in commands {
        perform(1, command, &mut session);
    }
    session.backlog().clone()
}

fn ideas_of(session: &Session) -> Vec<Idea> {
    session.backlog().ideas().iter().map(|it| Idea::clone(it)).collect()
}

fn find(ideas: &[Idea], number: u32) -> &Idea {
    ideas.iter().find(|it| it.number == number).unwrap()
}

fn robot() -> Robot {
    let mut robot = Robot::on(ideas(), SIZE);
    robot.keys("9");
    robot
}

fn numbers(robot: &Robot) -> Vec<u32> {
    robot.app.inbox.shown().iter().map(|row| row.number).collect()
}

fn here(robot: &Robot) -> u32 {
    robot.app.inbox.row().unwrap().number
}

fn idea(robot: &Robot, number: u32) -> Idea {
    find(&ideas_of(robot.app.session.as_ref().unwrap()), number).clone()
}

#[test]
fn what_most_say_comes_first_and_then_the_oldest() {
    let mut robot = robot();
    assert_eq!(numbers(&robot), [2, 3, 7, 6, 8, 1, 4, 5, 9, 13, 14]);
    let row = robot.app.inbox.row().unwrap();
    assert_eq!((row.count, row.days, row.mean.unwrap().to_string()), (3, 20, "4.5".to_owned()));
    assert!(robot.text().contains("11 new ideas · 3 kept, 1 dismissed: v shows them"));
    robot.keys("v");
    assert_eq!(numbers(&robot)[11..], [10, 11, 15, 12], "the kept, then the dismissed");
    robot.keys("<esc>");
    assert_eq!(numbers(&robot).len(), 11);
}

#[test]
fn enter_makes_a_story_of_it_and_goes_on() {
    let mut robot = robot();
    let before = robot.backlog().stories().len();
    let list = robot.app.list.cursor;
    robot.keys("<enter>");
    assert!(robot.text().contains("A story of idea 2"), "{}", robot.text());
    robot.keys("<enter><enter>");
    assert_eq!(
        robot.said(),
        format!("Made #{} “Gift wrapping for plants” of idea 2 — u undo", before + 1)
    );
    assert_eq!((here(&robot), robot.app.list.cursor), (3, list));
    let story = robot.story(u32::try_from(before).unwrap() + 1);
    assert_eq!((story.requester.as_str(), story.status), ("Mrs Okafor", Status::Draft));
    assert_eq!(robot.order().last(), Some(&story.number), "at the bottom, as add does");
    assert!(idea(&robot, 2).stands_behind(story.id));
    robot.keys("u");
    assert_eq!((here(&robot), idea(&robot, 2).state), (2, IdeaState::New), "and back to it");
}

#[test]
fn the_form_is_filled_from_the_words() {
    let mut robot = robot();
    stand_on(&mut robot, 5);
    robot.keys("<enter>");
    let Some(Overlay::Form(form)) = &robot.app.overlay else { panic!("no form") };
    let words = [
        "A bell when seeds are back",
        "regular",
        "a bell when seeds are back",
        "I need not look every day",
    ];
    assert_eq!(form.texts(), words);
    robot.keys("<end>, by mail<enter>");
    let story = robot.backlog().in_order().last().unwrap().clone();
    assert_eq!(story.title, "A bell when seeds are back, by mail");
    assert_eq!((&*story.role, &*story.benefit), ("regular", "I need not look every day"));
    // What a title has no room for is described.
    stand_on(&mut robot, 4);
    robot.keys("<enter><ctrl-s>");
    let story = robot.backlog().in_order().last().unwrap().clone();
    assert_eq!(story.title, "The list of pots is slow");
    assert!(story.description.starts_with("On Saturday") && story.description.ends_with("see it."));
    // Opened again half filled in, it goes on with the next line that is empty.
    stand_on(&mut robot, 3);
    robot.keys("<enter><enter>walker<esc><enter><enter>");
    let Some(Overlay::Form(form)) = &robot.app.overlay else { panic!("{}", robot.said()) };
    assert_eq!((form.at, &*form.texts()[1]), (2, "walker"));
    robot.keys("<esc>");
    // Left half-way, it is there again; a title is needed.
    stand_on(&mut robot, 13);
    robot.keys("<enter><ctrl-u>Label the rows<esc><enter>");
    assert!(robot.text().contains("Label the rows"));
    robot.keys("<ctrl-u><ctrl-s>");
    assert!(robot.text().contains("! a title cannot be empty"), "{}", robot.text());
    robot.keys("Rows with labels<ctrl-s>");
    let story = robot.backlog().in_order().last().unwrap().clone();
    assert_eq!(
        (&*story.title, &*story.description),
        ("Rows with labels", "Labels for the rows of a bed")
    );
}

/// Puts the cursor on an idea.
fn stand_on(robot: &mut Robot, number: u32) {
    let at = numbers(robot).iter().position(|it| *it == number).unwrap();
    robot.keys("gg").keys(&"j".repeat(at));
    assert_eq!(here(robot), number);
}

#[test]
fn l_offers_the_likely_stories_first() {
    let mut robot = robot();
    stand_on(&mut robot, 6);
    robot.keys("l");
    let Some(Overlay::Picker(picker)) = &robot.app.overlay else { panic!("no list") };
    assert!(picker.at(0).unwrap().hint.starts_with("alike: Pay"), "{:?}", picker.at(0));
    let dropped = robot.backlog().stories().iter().filter(|it| it.status == Status::Dropped);
    let all = robot.backlog().stories().len();
    assert_eq!(picker.count(), all - dropped.count());
    robot.keys("#12<enter>");
    assert_eq!(
        robot.said().split(" — ").next().unwrap().split('“').next(),
        Some("Idea 6 stands behind #12 ")
    );
    assert_eq!(here(&robot), 8, "then the next");
    // The card has two ideas behind it now: on its page, in the detail of the list, as text.
    robot.keys("2/#12<enter>");
    assert!(robot.text().contains(" · gifts · 2 ideas"), "{}", robot.text());
    robot.keys("<enter>");
    let page = robot.app.page.as_ref().unwrap();
    let behind = |slot: &&Slot| matches!(slot, Slot::Idea(_));
    assert_eq!(page.slots.iter().filter(behind).count(), 2);
}

#[test]
fn an_idea_on_the_page_of_its_story_leads_to_the_inbox() {
    let mut robot = Robot::on(ideas(), SIZE);
    robot.keys(":12<enter><enter>");
    robot.app.page.as_mut().unwrap().go_to(Slot::Idea(find_id(11)));
    robot.keys("<ctrl-l>");
    assert!(
        robot.text().contains("idea 11 Words of my own on the card — Mrs Okafor, 5 of 5"),
        "{}",
        robot.text()
    );
    robot.keys("<enter>");
    assert_eq!((robot.app.screen, here(&robot)), (Screen::Inbox, 11));
    assert!(robot.text().contains("Stands behind\n ✓ #12"), "{}", robot.text());
    // Back is the list it was opened from.
    robot.keys("<esc>");
    assert_eq!((robot.app.screen, robot.number_under_cursor()), (Screen::Backlog, 12));
    // And from there to its story.
    robot.keys("9");
    robot.keys("<enter>");
    assert_eq!(robot.app.page.as_ref().unwrap().story, robot.story(12).id);
}

fn find_id(number: u32) -> Id<Idea> {
    ideas().ideas().iter().find(|it| it.number == number).unwrap().id
}

#[test]
fn d_wants_a_reason_and_another_key_takes_it_back() {
    let mut robot = robot();
    robot.keys("d<enter>");
    assert!(robot.text().contains("! a reason is needed; Esc leaves"));
    robot.keys("we do <esc>d");
    assert!(robot.text().contains("dismiss idea 2, because (as you left it): we do"));
    robot.keys("it by hand<enter>");
    assert_eq!(
        (robot.said().as_str(), here(&robot)),
        ("Dismissed idea 2: we do it by hand — u undo", 3)
    );
    assert_eq!(idea(&robot, 2).reason, "we do it by hand");
    // One voice less.
    assert_eq!(robot.app.inbox.row().unwrap().count, 2);
    robot.keys("vG");
    assert_eq!(here(&robot), 12);
    robot.keys("k");
    assert!(robot.text().contains("✗ dismissed: we do it by hand"), "{}", robot.text());
    robot.keys("<enter>");
    assert_eq!(robot.said(), "it was dismissed: R takes it up again");
    robot.keys("R");
    assert_eq!((robot.said().as_str(), here(&robot)), ("Took idea 2 up again — u undo", 2));
}

#[test]
fn catching_one_here_leaves_the_cursor_where_it_is() {
    let mut robot = robot();
    robot.keys("jjjj");
    let at = here(&robot);
    robot.keys("i");
    assert!(robot.text().contains("@name who said it"), "{}", robot.text());
    robot.keys("Soil @Ana *3 #beds<enter>");
    assert_eq!(here(&robot), at);
    let new = idea(&robot, 16);
    assert_eq!((&*new.text, &*new.from, new.score), ("Soil", "Ana", Some(3)));
    assert_eq!(numbers(&robot).last(), Some(&16));
    // Nothing but signs is no idea, and stays typed.
    robot.keys("i@Ana<enter>");
    assert!(
        robot.text().contains("! an idea says something") && robot.text().contains("idea: @Ana")
    );
}

#[test]
fn a_long_text_is_scrolled_and_clicks_choose() {
    let mut robot = robot();
    robot.keys("<tab>");
    assert_eq!(robot.app.inbox.pane, Pane::List, "all of it is on screen");
    stand_on(&mut robot, 4);
    robot.keys("<tab>j");
    assert_eq!((robot.app.inbox.pane, robot.app.inbox.scrolled), (Pane::Detail, 1));
    robot.keys("G");
    assert!(robot.text().contains("from Ana Berg · 2 of 5 · #search"), "{}", robot.text());
    robot.keys("<esc>");
    assert_eq!((robot.app.inbox.pane, here(&robot)), (Pane::List, 4));
    let click = |row: u16| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Msg::Mouse(MouseEvent { kind, column: 30, row, modifiers: KeyModifiers::NONE })
    };
    robot.tell(click(3));
    assert_eq!(here(&robot), 3);
    robot.tell(click(3));
    assert!(matches!(robot.app.overlay, Some(Overlay::Form(_))));
}

#[test]
fn an_empty_inbox_says_how_ideas_come() {
    let mut robot = Robot::on(crate::robot::sample(), SIZE);
    robot.keys("9");
    let text = robot.text();
    assert!(text.contains("Nothing new in the inbox.") && text.contains("i  catches"), "{text}");
    robot.keys("<enter>");
    assert_eq!(robot.said(), "there is no idea here: i catches one");
    robot.keys("v");
    assert_eq!(robot.said(), "every idea here is new");
    robot.keys("iTea<enter>dtoo hot<enter>");
    assert!(robot.text().contains("v  shows the 1 dismissed."), "{}", robot.text());
}

#[test]
fn an_idea_is_caught_by_its_command_too() {
    let mut robot = robot();
    robot.keys(":idea 'Soil @Ana #beds *3'<enter>");
    let new = idea(&robot, 16);
    assert_eq!((&*new.text, &*new.from, new.score), ("Soil", "Ana", Some(3)));
}

#[test]
fn what_is_half_typed_about_an_idea_is_taken_up_again() {
    for (keys, shown) in [
        ("<enter><ctrl-u>Wrapped", "title  Wrapped"),
        ("dwe do", "dismiss idea 2, because: we do"),
        ("lparcel", "› parcel"),
    ] {
        let mut before = robot();
        before.keys(keys);
        let now = typed::now(&before.app);
        assert!(now.is_some(), "{keys}");
        let texts = Texts { now: now.into_iter().collect(), ..Texts::default() };
        let mut after = Robot::on(ideas(), SIZE);
        typed::give_back(&mut after.app, texts);
        after.keys("g.");
        assert!(after.text().contains(shown), "{}", after.text());
        assert_eq!(after.app.screen, Screen::Inbox);
    }
}

#[test]
fn what_becomes_of_an_idea_elsewhere_is_followed() {
    let mut robot = robot();
    robot.keys("jj");
    assert_eq!(here(&robot), 7);
    // Another program puts it aside, and one more.
    let mut session = Session::new(robot.backlog().clone());
    let commands = [
        Command::DismissIdea { idea: find_id(7), reason: "no".to_owned() },
        Command::DismissIdea { idea: find_id(2), reason: "no".to_owned() },
    ];
    let stamp = Stamp { at: now(), by: "Ben".to_owned() };
    for command in commands {
        session.perform(&command, &stamp, &mut CountedIds(1 << 54)).unwrap();
    }
    let (backlog, conflicts) = (Box::new(session.backlog().clone()), Vec::new());
    robot.tell(Msg::Came { backlog, conflicts, notices: Vec::new() });
    assert_eq!(numbers(&robot)[..4], [6, 8, 1, 3], "what three said only one says now");
    assert!(robot.app.inbox.row().is_some());
}

/// Ideas that mean no good.
pub fn hostile() -> Backlog {
    let evil = "\u{1b}[2Jright \u{202e}left\u{200b} 漢字漢字漢字";
    let mut ids = CountedIds(1 << 53);
    let backlog = ideas();
    let card = id(&backlog, 12);
    let parts = upnext::domain::backlog::Parts {
        stories: backlog.stories().clone(),
        ideas: upnext::domain::table::Table::of(
            [IdeaState::New, IdeaState::Kept, IdeaState::Dismissed].map(|state| {
                std::sync::Arc::new(Idea {
                    id: upnext::domain::id::fresh(&mut ids),
                    number: state as u32 + 1,
                    text: evil.repeat(4),
                    from: evil.to_owned(),
                    tags: [evil.to_owned()].into(),
                    reason: evil.to_owned(),
                    stories: [card].into(),
                    state,
                    ..Idea::default()
                })
            }),
        ),
        ..upnext::domain::backlog::Parts::default()
    };
    Backlog::from(parts)
}
