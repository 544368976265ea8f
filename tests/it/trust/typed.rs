//! Promise 14: half-typed text survives a kill. And what a save that fails leaves to choose.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use upnext::store::document;

use super::{figure, sized};
use crate::terminal::{Screen, Shop};

/// The time between two keys.
const KEY: Duration = Duration::from_millis(25);
/// What may be lost.
const LOST: Duration = Duration::from_secs(2);

/// How something is begun to be typed, what it is called when it is offered, and how it is taken.
const PLACES: [(&str, &str, &str); 3] = [
    ("2a", "new story", "\r"),
    ("2n", "narrative of #1", "\u{13}"),
    ("2M", "Description of #1", "\u{13}"),
];

fn shop() -> Shop {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "As a shopper, I want to pay by card, so that I need no cash"]);
    shop
}

fn kill(screen: &mut Screen, signal: &str) {
    let status = Command::new("kill").args([signal, &screen.process()]).status();
    assert!(status.unwrap().success());
}

fn state(shop: &Shop) -> PathBuf {
    shop.path().join("home/state/upnext")
}

/// The files of the state folder whose names begin so.
fn beside(shop: &Shop, begins: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(state(shop)).into_iter().flatten();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(begins);
    entries.map(|it| it.unwrap().path()).filter(name).collect()
}

/// Types for a while and is killed; gives what was typed with the moment of each key, and the
/// moment of the kill.
fn typed_and_killed(shop: &Shop, keys: &str, time: Duration) -> (String, Vec<Instant>, Instant) {
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys(keys).see("leave, the text is kept");
    let (start, mut typed, mut moments) = (Instant::now(), String::new(), Vec::new());
    while start.elapsed() < time {
        let letter = char::from(b'a' + u8::try_from(typed.len() % 26).unwrap());
        typed.push(letter);
        moments.push(Instant::now());
        screen.keys(&letter.to_string());
        thread::sleep(KEY);
    }
    kill(&mut screen, "-KILL");
    let killed = Instant::now();
    screen.gone();
    (typed, moments, killed)
}

/// One run: type, kill, start, take up. Gives how long before the kill the first lost key was.
fn run(round: usize) -> Duration {
    let (keys, called, take) = PLACES[round % PLACES.len()];
    let shop = shop();
    // Kills fall anywhere between two writes.
    let time = Duration::from_millis(u64::try_from(700 + round * 370 % 1900).unwrap());
    let (typed, moments, killed) = typed_and_killed(&shop, keys, time);
    let mut screen = shop.open(&[]);
    screen.see("Half-typed when upnext ended").see(called).see("g . take up");
    screen.keys("g.").see("leave, the text is kept");
    screen.keys(take).see("✓ saved").see("[").keys("q");
    assert_eq!(screen.ends(), 0);
    // What was taken up stands in the file: the longest beginning of what was typed.
    let bytes = fs::read(shop.file()).unwrap();
    let text = String::from_utf8(bytes).unwrap().to_lowercase();
    let kept = (1..=typed.len()).rev().find(|end| text.contains(&typed[..*end]));
    let kept = kept.unwrap_or_default();
    let lost = moments.get(kept).map_or(Duration::ZERO, |moment| killed - *moment);
    assert!(lost <= LOST, "{lost:?} of typing was lost in round {round}: {called}");
    // It is not offered again.
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").see("q quit");
    assert!(!screen.shows("Half-typed"));
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    lost
}

#[test]
fn half_typed_text_survives_a_kill() {
    let rounds = sized(3, 100);
    let most = thread::scope(|scope| {
        let lanes: Vec<_> = (0..3)
            .map(|lane| {
                scope.spawn(move || (lane..rounds).step_by(3).map(run).max().unwrap_or_default())
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).max().unwrap_or_default()
    });
    let words = format!(
        "{rounds} kill -9 while typing: at most {:.2} s of typing lost, offered each time",
        most.as_secs_f64()
    );
    figure(14, &words);
}

/// The file is what keeps it: with the file taken away there is nothing to offer.
#[test]
fn without_the_private_file_nothing_is_offered() {
    let shop = shop();
    typed_and_killed(&shop, "2a", Duration::from_millis(300));
    let files = beside(&shop, "typed-");
    assert!(!files.is_empty());
    for path in &files {
        fs::remove_file(path).unwrap();
    }
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").see("q quit");
    assert!(!screen.shows("Half-typed"));
    screen.keys("2a").see("new story").keys("\u{1b}");
    kill(&mut screen, "-KILL");
    screen.gone();
}

#[test]
fn asked_to_end_it_keeps_the_last_letter_and_left_on_purpose_it_is_not_offered() {
    let shop = shop();
    for signal in ["-TERM", "-HUP"] {
        let mut screen = shop.open(&[]);
        screen.see("Pay by card").keys("2i").see("idea").keys(signal).see(signal);
        kill(&mut screen, signal);
        assert!(screen.ends() > 128);
        let mut screen = shop.open(&[]);
        screen.see("Half-typed when upnext ended").see(signal).keys("g.").see("idea:");
        // Ctrl-C leaves the line, and then the program: nothing of it is lost.
        screen.keys("\u{3}").see("q quit").keys("\u{3}");
        assert_eq!(screen.ends(), 0);
        let mut screen = shop.open(&[]);
        screen.see("Pay by card").see("q quit");
        assert!(!screen.shows("Half-typed"));
        screen.keys("2i").see(signal).keys("\u{15}\u{3}").see("q quit").keys("q");
        assert_eq!(screen.ends(), 0);
    }
    assert_eq!(beside(&shop, "typed-"), Vec::<PathBuf>::new());
}

#[test]
fn two_screens_on_one_backlog_keep_both_texts() {
    let shop = shop();
    let mut one = shop.open(&[]);
    one.see("Pay by card").keys("2afirst").see("first");
    let mut other = shop.open(&[]);
    other.see("Pay by card").keys("2").see("q quit");
    assert!(!other.shows("Half-typed"), "the first is still typing that");
    other.keys("isecond").see("second");
    for screen in [&mut one, &mut other] {
        // Both have had their first letters written, and the last ones within a second.
        thread::sleep(Duration::from_millis(600));
        kill(screen, "-TERM");
        screen.ends();
    }
    let mut screen = shop.open(&[]);
    screen.see("and 1 more").keys("g.").see("leave, the text is kept");
    kill(&mut screen, "-KILL");
    screen.gone();
    let texts: String =
        beside(&shop, "typed-").iter().map(|it| fs::read_to_string(it).unwrap()).collect();
    assert!(texts.contains("first") && texts.contains("second"), "{texts}");
}

/// What makes every save fail until it is taken away: nothing of ours may stand at that name.
fn in_the_way(shop: &Shop) -> PathBuf {
    shop.path().join(".upnext.json.tmp")
}

fn titles(path: &Path) -> String {
    let backlog = document::read(&fs::read(path).unwrap()).unwrap().backlog;
    backlog.in_order().map(|story| story.title.clone()).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_save_that_fails_can_be_tried_again_and_saved_elsewhere_and_nothing_is_lost() {
    let shop = shop();
    let before = fs::read(shop.file()).unwrap();
    let mut screen = shop.open_at(&[], (120, 40));
    screen.see("Pay by card").keys("2");
    fs::create_dir(in_the_way(&shop)).unwrap();
    screen.keys("aSecond\r").see("✗ not saved").see("W tries again,");
    // Quitting asks, calmly; trying again says that it did.
    screen.keys("q").see("quit without saving").keys("W").see("Tried once more");
    screen.keys("s").see("save a new file at:").see("upnext-unsaved.json");
    // Never over something.
    screen.keys("\u{15}upnext.json\r").see("is there already");
    screen.keys("\u{15}other.json\r").see("Saved everything as").see("✗ not saved");
    assert_eq!(titles(&shop.path().join("other.json")), "Pay by card, Second");
    assert_eq!(fs::read(shop.file()).unwrap(), before);
    // The cause gone, it is saved where it belongs.
    fs::remove_dir(in_the_way(&shop)).unwrap();
    screen.keys("qW").see("✓ saved").see("the file holds everything again").keys("q");
    assert_eq!(screen.ends(), 0);
    assert_eq!(titles(&shop.file()), "Pay by card, Second");
    assert_eq!(beside(&shop, "rescued-"), Vec::<PathBuf>::new());
}

#[test]
fn a_save_that_fails_while_leaving_is_asked_about_and_may_be_given_up() {
    let shop = shop();
    let before = fs::read(shop.file()).unwrap();
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2").see("q quit");
    fs::create_dir(in_the_way(&shop)).unwrap();
    // Both keys are there before the disk has answered.
    screen.keys("aSecond\rq").see("quit without saving").keys("y");
    assert_eq!(screen.ends(), 74);
    assert_eq!(fs::read(shop.file()).unwrap(), before);
    // It was given up: nothing is rescued, and nothing is offered.
    assert_eq!(beside(&shop, "rescued-"), Vec::<PathBuf>::new());
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").see("q quit");
    assert!(!screen.shows("Half-typed") && !screen.shows("could not be saved"));
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn what_cannot_be_saved_when_the_process_must_end_is_rescued() {
    let shop = shop();
    let before = fs::read(shop.file()).unwrap();
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2");
    fs::create_dir(in_the_way(&shop)).unwrap();
    screen.keys("aSecond\r").see("✗ not saved");
    kill(&mut screen, "-TERM");
    assert_eq!(screen.ends(), 74);
    screen.see("What the screen held is in");
    assert_eq!(fs::read(shop.file()).unwrap(), before);
    let rescued = beside(&shop, "rescued-");
    assert_eq!(rescued.len(), 1);
    assert_eq!(titles(&rescued[0]), "Pay by card, Second");
    let mut screen = shop.open_at(&[], (160, 40));
    screen.see("What could not be saved when upnext ended is in").keys("q");
    assert_eq!(screen.ends(), 0);
    let shown = shop.run(&["list", "--file", rescued[0].to_str().unwrap()]);
    assert!(shown.contains("Second"));
}
