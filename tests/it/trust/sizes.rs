//! Promise 19: any size, any key, any paste. It never asks what a key should do, only that
//! nothing breaks and the backlog stays one.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use upnext::store::document;
use upnext::tui::action::{Key, TABLE};
use upnext::tui::app::Msg;

use crate::robot::{Robot, sample};
use crate::samples::Dice;
use crate::screen::scenes;
use crate::team::team;
use crate::terminal::Shop;
use crate::trust::{figure, full, sized};

/// The screens themselves, and what lies over them.
const SCREENS: [&str; 8] = ["1", "2", "4", "5", "6", "2<enter>", "?", ":"];

#[test]
fn every_screen_is_drawn_at_every_size() {
    let (mut frames, start) = (0, Instant::now());
    let (wide, high) = if full() { (1, 1) } else { (37, 13) };
    for keys in SCREENS {
        let mut robot = Robot::on(team(), (80, 24));
        robot.keys(keys);
        for width in (1..=200).step_by(wide) {
            for height in (1..=60).step_by(high) {
                robot.tell(Msg::Resize(width, height));
                let (buffer, _) = robot.cells();
                assert_eq!((buffer.area.width, buffer.area.height), (width, height));
                frames += 1;
            }
        }
    }
    figure(19, &format!("{} screens, {frames} frames, {:.0?}", SCREENS.len(), start.elapsed()));
}

#[test]
fn every_scene_is_drawn_at_sizes_between() {
    // Scenes and sizes go round together: each scene meets many sizes, each size many scenes.
    let (scenes, mut frames) = (scenes::all(), 0);
    let every = if full() { 97 } else { 6_007 };
    for (at, scene) in scenes.iter().enumerate() {
        let mut robot = scene.robot((80, 24));
        for index in (at * 31 % every..12_000).step_by(every) {
            let (width, height) = (index % 200 + 1, index / 200 + 1);
            let size = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
            robot.tell(Msg::Resize(size.0, size.1));
            robot.cells();
            frames += 1;
        }
    }
    figure(19, &format!("{} scenes, {frames} frames at sizes from 1×1 to 200×60", scenes.len()));
}

/// Pastes that have broken something somewhere.
fn paste(dice: &mut Dice) -> String {
    match dice.roll(6) {
        0 => "x\u{1b}[201~:quit\rq".to_owned(),
        1 => "a\r\nb\nc\td".to_owned(),
        2 => "\u{301}".repeat(200),
        3 => String::new(),
        4 => "日本語 👩‍👩‍👧 \u{202e}x".to_owned(),
        _ => "points:3 ".repeat(50),
    }
}

fn key(dice: &mut Dice) -> KeyEvent {
    let typed = ['x', '5', '-', 'é', '日', ':', '"', '/', '?', ' ', '#', '\u{7f}'];
    let special = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Insert,
        KeyCode::Null,
        KeyCode::F(5),
    ];
    let modifiers = [
        KeyModifiers::NONE,
        KeyModifiers::SHIFT,
        KeyModifiers::CONTROL,
        KeyModifiers::ALT,
        KeyModifiers::all(),
    ];
    let modifier = modifiers[dice.roll(9).min(20) % 5 * usize::from(dice.roll(4) == 0)];
    match dice.roll(10) {
        0 => KeyEvent::new(KeyCode::Char(typed[dice.roll(typed.len())]), modifier),
        1 | 2 => KeyEvent::new(special[dice.roll(special.len())], modifier),
        3 => {
            let any = char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap()).unwrap_or('q');
            KeyEvent::new(KeyCode::Char(any), modifier)
        }
        _ => {
            let names: Vec<&str> =
                TABLE.iter().flat_map(|row| row.keys).flat_map(|it| it.split(' ')).collect();
            Key::named(names[dice.roll(names.len())]).unwrap().event()
        }
    }
}

fn event(dice: &mut Dice) -> Msg {
    let size = |dice: &mut Dice, limit| u16::try_from(1 + dice.roll(limit)).unwrap();
    match dice.roll(40) {
        0 => Msg::Paste(paste(dice)),
        1 => Msg::Resize(size(dice, 200), size(dice, 60)),
        2 | 3 => {
            let button = [MouseButton::Left, MouseButton::Right, MouseButton::Middle][dice.roll(3)];
            let kinds = [
                MouseEventKind::Down(button),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::ScrollLeft,
            ];
            let kind = kinds[dice.roll(kinds.len())];
            let (column, row) = (size(dice, 220), size(dice, 70));
            Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        }
        _ => Msg::Key(key(dice)),
    }
}

#[test]
fn any_events_in_any_order_leave_a_sound_file() {
    let (count, mut done, mut round) = (sized(2_000, 1_000_000), 0, 0_u64);
    let start = Instant::now();
    while done < count {
        round += 1;
        let mut dice = Dice(round * 7_919 + 19);
        let mut robot = Robot::on(if round % 2 == 0 { sample() } else { team() }, (80, 24));
        let events = 1_000.min(count - done);
        for n in 0..events {
            robot.tell(event(&mut dice));
            // As the loop does: what comes together is drawn once.
            if n % 20 == 0 {
                robot.cells();
            }
        }
        done += events;
        let bytes = document::write(robot.backlog()).unwrap();
        let read = document::read(&bytes).unwrap();
        assert_eq!(&read.backlog, robot.backlog(), "round {round}");
        assert_eq!(document::write(&read.backlog).unwrap(), bytes, "round {round}");
        let findings = upnext::domain::checkup::findings(robot.backlog());
        assert!(findings.is_empty(), "round {round}: {findings:?}");
    }
    figure(19, &format!("{done} random events: 0 panics, file valid; {:.0?}", start.elapsed()));
}

/// The same check sees a file that is none: a backlog with what no act could have made of it.
#[test]
fn without_the_rules_the_check_of_the_file_fails() {
    let text = String::from_utf8(document::write(&sample()).unwrap()).unwrap();
    let twice = text.replacen("\"number\": 2,", "\"number\": 1,", 1);
    let sound = document::read(twice.as_bytes())
        .is_ok_and(|read| upnext::domain::checkup::findings(&read.backlog).is_empty());
    assert!(!sound, "a number that names two stories is found");
}

#[test]
fn a_paste_of_a_mebibyte_in_every_place_breaks_nothing() {
    let paste = "As a shopper\u{1b}[201~, I want\n".repeat(40_000);
    for keys in ["", "a", ":", "/", "2<enter>", "2<enter>n", "2e", "2D", "?"] {
        let mut robot = Robot::on(sample(), (80, 24));
        robot.keys(keys);
        robot.tell(Msg::Paste(paste.clone()));
        robot.cells();
        robot.keys("<enter>");
        robot.cells();
        let bytes = document::write(robot.backlog()).unwrap();
        assert_eq!(&document::read(&bytes).unwrap().backlog, robot.backlog(), "{keys}");
    }
}

#[test]
fn the_program_outlives_a_storm_of_sizes_and_a_paste_that_ends_too_early() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let mut screen = shop.open(&[]);
    screen.see("This backlog is empty").keys("2aBefore the storm\r").see("Added #1");
    let mut dice = Dice(19);
    let storm = sized(60, 2_000);
    for n in 0..storm {
        let size = |dice: &mut Dice, limit| u16::try_from(1 + dice.roll(limit)).unwrap();
        screen.resize((size(&mut dice, 200), size(&mut dice, 60)));
        if n % 10 == 0 {
            screen.within(Duration::from_millis(5), |_| false);
        }
    }
    screen.resize((80, 24));
    screen.see("Before the storm");
    // The paste ends where its text says so; what follows is typed, and nothing of it is lost
    // that was saved before.
    screen.keys("/");
    let half = "pay by card ".repeat(sized(4_000, 45_000));
    screen.keys("\u{1b}[200~").keys(&half).keys("\u{1b}[201~");
    screen.keys(&half[..600]).keys("\u{1b}[201~");
    screen.within(Duration::from_millis(300), |_| false);
    let process = screen.process();
    assert!(
        std::process::Command::new("kill").args(["-TERM", &process]).status().unwrap().success()
    );
    assert_eq!(screen.ends(), 143);
    assert!(shop.run(&["list", "--json"]).contains("Before the storm"));
    let text = std::fs::read(shop.file()).unwrap();
    assert!(document::read(&text).is_ok());
    figure(19, &format!("{storm} sizes in a storm on the real terminal: it goes on"));
}
