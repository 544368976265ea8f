//! A Sprint Review in a real terminal, from the first word to the frozen record and back; and a
//! kill in the middle of it. What each key means in detail is tried in `screen/review.rs`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use upnext::cli::sample_backlog;
use upnext::domain::backlog::Backlog;
use upnext::domain::criterion::{Judgement, VerdictKind};
use upnext::domain::story::{Status, Story};
use upnext::store::document;

use crate::robot::now;
use crate::terminal::{Screen, Shop};

const LARGE: (u16, u16) = (120, 40);

/// The file of the throw-away sample, while it is open.
fn throw_away(shop: &Shop) -> PathBuf {
    let entries = fs::read_dir(shop.path()).unwrap().map(|entry| entry.unwrap().path());
    let folder = |it: &PathBuf| it.display().to_string().contains("/upnext-sample-");
    entries.filter(folder).map(|it| it.join("upnext.json")).next().unwrap()
}

/// Waits until every one of these is on the screen.
fn see_all(screen: &mut Screen, wanted: &[&str]) {
    for words in wanted {
        screen.see(words);
    }
}

/// Sprint 4 of the sample, judged: #47 line by line and #29 in one go are accepted, #38 is not.
fn judge(screen: &mut Screen) {
    screen.see("story 1 of 3 that wait").see("▸ #47    3  ▢ 1 open");
    screen.keys("y").see("Criterion 1 of #47 is met").see("nothing is open: A accepts it");
    screen.keys("A").see("Accepted #47").see("▸ #29    2  ▢ 4 open");
    screen.keys("*").see("Judged the rest of #29: 1 criterion met, 3 lines of done ticked");
    screen.keys("A").see("Accepted #29").see("▸ #38    2  ▢ 3 open");
    screen.keys("n").see("criterion 1 of #38 is unmet: what was seen?");
    screen.keys("No is a shade paler\r").see("Criterion 1 of #38 is unmet");
    screen.see("✗ \"No\" is as large as \"Yes\"").see("→ No is a shade paler");
    screen.keys("R").see("reject #38: criterion 1 is unmet; why, in a line");
    screen.keys("It leans on people\r").see("Rejected #38: It leans on people");
    // After the last one that waited comes the goal.
    screen.see("▸ goal").see("Was the goal met?");
}

/// What is said beside the verdicts: an idea, a story that follows, and of the goal.
fn say(screen: &mut Screen) {
    screen.keys("k").see("▸ #38    2  ✗ rejected");
    screen.see("✗ rejected 22 Nov by Ann in sprint 4: It leans on people; unmet:");
    screen.keys("f").see("What is said of #38").keys("Ask me after the first order\r");
    screen.keys("Mrs Okafor\r").see("Caught idea 10");
    screen.see("✎ idea 10: Ask me after the first order — Mrs Okafor");
    screen.keys("kk").see("▸ #29    2  ✓ accepted");
    screen.keys("gn").see("what follows #29, in a line").keys("Name the fee before paying\r");
    screen.see("Added #63 “Name the fee before paying”, which follows #29");
    screen.keys("Gy").see("The goal of sprint 4 was met").see("goal      ✓ met");
    screen.keys("\r").see("note on the sprint").keys("Two mails fewer a day\r");
    screen.see("✎ Two mails fewer a day");
}

/// Committed were 29, 31, 47, 49, 2 and 38 with 2 + 1 + 3 + 2 + 3 + 2 = 13 points; on the third
/// day 39 came in for 49, both of 2. Accepted are 31, which was before, 47 and 29: 1 + 3 + 2 = 6,
/// all of them committed to: 6 / 13 = 46.2 %. Rejected is 38 with 2; 2 and 39 are unfinished with
/// 3 + 2 = 5. And 13 + 2 − 2 = 13 = 6 + 2 + 5.
fn close(screen: &mut Screen) {
    screen.keys("C").see("Close sprint 4 · goal met: Nobody pays twice");
    screen.see(
        "committed 13 · added 2 · removed 2 · accepted 6 · rejected 2 · unfinished 5 · say–do 46 %",
    );
    screen.see("0 stories to the next sprint · 3 back to the backlog").see("▸  #2 ");
    screen.keys(" ").see("→ sprint 5").see("1 story to the next sprint · 2 back to the backlog");
    screen.keys("\r").see("Closed sprint 4: 6 pts accepted, 1 to sprint 5, 2 to the backlog");
    let record = [
        "─ Sprint 4 ─",
        "sprint 4 · closed · goal met",
        "· committed 13 pts: #2 #29 #31 #38 #47 #49 ",
        "· added 2 pts: #39 ",
        "· removed 2 pts: #49 ",
        "· re-estimated 0 pts ",
        "· accepted 6 pts: #29 #31 #47 ",
        "· rejected 2 pts: #38 ",
        "✗ #38: It leans on people; unmet: ",
        "· velocity 6 pts",
        "· unfinished 5 pts: #2 #39 ",
        "· say–do 46 %",
        "· Two mails fewer a day",
        "· idea 10: Ask me after the first order — Mrs Okafor",
    ];
    see_all(screen, &record);
}

/// What is kept for those who were not there: the same figures, and why.
fn minutes(shop: &Shop) {
    let file = throw_away(shop).display().to_string();
    let text = shop.run(&["sprint", "show", "4", "--markdown", "--file", &file]);
    for words in [
        "— **met**",
        "> Two mails fewer a day",
        "elocity: 6 pts",
        "rejected: It leans on people; unmet: \"No\" is as large as \"Yes\" (No is a shade paler)",
    ] {
        assert!(text.contains(words), "“{words}” is not in\n{text}");
    }
}

#[test]
fn the_review_of_the_sample_from_the_first_word_to_the_record_and_back() {
    let shop = Shop::new();
    let mut screen = shop.open_at(&["demo"], LARGE);
    screen.see("Fern & Finch").keys("6").see("[6 Review]").see("✓ saved");
    let before = fs::read(throw_away(&shop)).unwrap();
    judge(&mut screen);
    say(&mut screen);
    close(&mut screen);
    screen.see("✓ saved");
    minutes(&shop);
    // The mean of the last three sprints was (11 + 8 + 13) / 3 and is (8 + 13 + 6) / 3.
    screen.keys("\u{1b}").see("velocity   9 pts in the mean of the last 3 sprints");
    screen.see("Nothing waits for your verdict.");
    // One undo, and the sprint runs again as it stood; the rest one by one, to the first byte.
    screen.keys("u").see("Undid: Closed sprint 4").see("goal      ✓ met");
    screen.see("#38    2  ✗ rejected");
    for undone in [
        "Set notes of sprint 4",
        "The goal of sprint 4 was met",
        "Added #63",
        "Caught idea 10",
        "Rejected #38",
        "Criterion 1 of #38 is unmet",
        "Accepted #29",
        "Judged the rest of #29",
        "Accepted #47",
        "Criterion 1 of #47 is met",
    ] {
        screen.keys("u").see(&format!("Undid: {undone}"));
    }
    screen.keys("u").see("there is nothing to undo").see("✓ saved");
    assert!(fs::read(throw_away(&shop)).unwrap() == before, "the file is as it was");
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
}

/// The sample in a file of its own.
fn real(shop: &Shop) -> Vec<u8> {
    let bytes = document::write(&sample_backlog(now()).unwrap()).unwrap();
    fs::File::create(shop.file()).unwrap().write_all(&bytes).unwrap();
    bytes
}

/// What the file holds; that it is whole is tried by reading it.
fn held(shop: &Shop) -> Backlog {
    document::read(&fs::read(shop.file()).unwrap()).unwrap().backlog
}

fn story(backlog: &Backlog, number: u32) -> &Story {
    backlog.stories().iter().find(|it| it.number == number).unwrap()
}

fn on_review(shop: &Shop) -> Screen {
    let mut screen = shop.open_at(&[], LARGE);
    screen.see("Fern & Finch").keys("6").see("▸ #47    3  ▢ 1 open").see("✓ saved");
    screen
}

/// One that is ready to kill a process as soon as it is told.
fn killer(screen: &Screen) -> Child {
    let script = format!("read word; kill -KILL {}", screen.process());
    let shell = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn();
    shell.unwrap()
}

/// Kills it, and waits until it is gone.
fn kill(screen: &mut Screen, mut killer: Child) {
    killer.stdin.take().unwrap().write_all(b"now\n").unwrap();
    assert!(killer.wait().unwrap().success());
    assert_ne!(screen.gone(), 0);
}

#[test]
fn a_kill_in_the_middle_of_a_review_loses_no_verdict() {
    let shop = Shop::new();
    real(&shop);
    let mut screen = on_review(&shop);
    let killer = killer(&screen);
    screen.keys("y").see("Criterion 1 of #47 is met").keys("A").see("Accepted #47");
    screen.keys("y").see("Criterion 1 of #29 is met").see("▢ 3 open").see("✓ saved");
    kill(&mut screen, killer);
    let held = held(&shop);
    let (first, second) = (story(&held, 47), story(&held, 29));
    assert_eq!(first.status, Status::Accepted);
    let verdict = first.verdicts.last().unwrap();
    assert_eq!((verdict.kind, verdict.by.as_str()), (VerdictKind::Accepted, "Ann"));
    assert_eq!(verdict.criteria[0].result, Judgement::Met);
    assert_eq!((second.status, second.done_ticks.len()), (Status::Delivered, 0));
    assert_eq!(second.criteria[0].result, Judgement::Met);
    // The next morning goes on there, and what was said before the kill can be undone.
    let mut screen = shop.open_at(&[], LARGE);
    screen
        .see("Fern & Finch")
        .keys("6")
        .see("▸ #29    2  ▢ 3 open")
        .see("4 of 13 pts of the sprint accepted");
    screen.keys("u").see("Undid: Criterion 1 of #29 is met").see("▸ #29    2  ▢ 4 open");
    screen.keys("u").see("Undid: Accepted #47").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
}

/// How long it takes from the key to the file.
fn time_to_save(shop: &Shop) -> Duration {
    let before = real(shop);
    let mut screen = on_review(shop);
    let start = Instant::now();
    screen.keys("j*");
    while fs::read(shop.file()).unwrap() == before {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing was saved");
        thread::sleep(Duration::from_millis(1));
    }
    let taken = start.elapsed();
    screen.see("Judged the rest of #29").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    taken
}

#[test]
fn a_kill_right_after_the_key_leaves_all_of_it_or_nothing() {
    let shop = Shop::new();
    let whole = time_to_save(&shop);
    // From before the key is read until after all is saved, and closest around the saving itself.
    for percent in [0, 40, 70, 85, 95, 105, 130] {
        let before = real(&shop);
        let mut screen = on_review(&shop);
        let killer = killer(&screen);
        screen.keys("j*");
        thread::sleep(whole * percent / 100);
        kill(&mut screen, killer);
        let held = held(&shop);
        let judged = story(&held, 29);
        match judged.criteria[0].result {
            Judgement::Met => assert_eq!(judged.done_ticks.len(), 3, "at {percent} %"),
            _ => assert!(fs::read(shop.file()).unwrap() == before, "at {percent} %"),
        }
        // Nothing that was left behind stands in the way of the next word.
        shop.run(&["judge", "29", "1", "unmet"]);
        assert_eq!(story(&self::held(&shop), 29).criteria[0].result, Judgement::Unmet);
    }
}
