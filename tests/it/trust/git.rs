//! Promises 6 and 7: git, commands and another screen under an open screen. It never looks into
//! how a merge is settled, only at what is in the file and on the screen afterwards.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::story::Story;
use upnext::say::news;
use upnext::store::document;
use upnext::store::file::BacklogFile;
use upnext::store::git::{Lock, branch, lock};

use super::window::{PATIENCE, open_on};
use crate::samples::{backlog, change, entry, minute, put as with, without};
use crate::terminal::{Screen, Shop};
use crate::trust::{figure, sized};

const SIZE: (u16, u16) = (100, 30);

fn git(folder: &Path, words: &[&str]) -> bool {
    let done = Command::new("git")
        .args(["-c", "user.name=Kim", "-c", "user.email=kim@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "advice.detachedHead=false"])
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_EDITOR", "true")
        .output()
        .unwrap();
    done.status.success()
}

#[track_caller]
fn well(folder: &Path, words: &[&str]) {
    assert!(git(folder, words), "git {words:?}");
}

fn put(path: &Path, text: &str) {
    fs::File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
}

fn text_of(backlog: &Backlog) -> String {
    String::from_utf8(document::write(backlog).unwrap()).unwrap()
}

/// The first story, and with it what the screen shows, gets another title.
fn retitle(shop: &Shop, title: &str) {
    let text = fs::read_to_string(shop.file()).unwrap();
    let was = document::read(text.as_bytes()).unwrap().backlog.numbered(1).unwrap().title.clone();
    put(&shop.file(), &text.replace(&format!("\"{was}\""), &format!("\"{title}\"")));
}

/// A repository: `main`; `spring`, where every story has another title, one is gone and two are
/// new; `topic`, where only the last story has another one; `onto`, main with another first story.
fn repository() -> Shop {
    let shop = Shop::new();
    let text = text_of(&backlog(30));
    put(&shop.file(), &text.replace("\"Story 1\"", "\"Main 1\""));
    let at = shop.path();
    well(at, &["init", "-q", "-b", "main"]);
    put(&at.join(".git/info/exclude"), "home/\nclone/\neditor\n*pid\n");
    well(at, &["add", "upnext.json"]);
    well(at, &["commit", "-qm", "main"]);
    well(at, &["checkout", "-qb", "spring"]);
    put(&shop.file(), &text_of(&backlog(32)).replace("\"Story ", "\"Spring "));
    well(at, &["commit", "-qam", "spring"]);
    well(at, &["checkout", "-q", "main"]);
    well(at, &["checkout", "-qb", "topic"]);
    let text = fs::read_to_string(shop.file()).unwrap();
    put(&shop.file(), &text.replace("\"Story 30\"", "\"Topic 30\""));
    well(at, &["commit", "-qam", "topic"]);
    well(at, &["checkout", "-q", "main"]);
    well(at, &["checkout", "-qb", "onto"]);
    retitle(&shop, "Onto 1");
    well(at, &["commit", "-qam", "onto"]);
    well(at, &["checkout", "-q", "main"]);
    well(at, &["clone", "-q", ".", "clone"]);
    shop
}

/// A screen on the list, with its cursor on story 7.
fn on_seven(shop: &Shop) -> Screen {
    let mut screen = shop.open_at(&[], SIZE);
    screen.see("Main 1").keys("2jjjjjj");
    assert!(screen.until(cursor_on_seven), "{}", screen.shown());
    screen
}

fn cursor_on_seven(screen: &vt100::Screen) -> bool {
    screen.contents().lines().any(|line| line.starts_with('▸') && line.contains(" #7 "))
}

/// Waits until a switch is on the screen; how long that took. The file must be as git left it.
fn shows(shop: &Shop, screen: &mut Screen, title: &str) -> Duration {
    let (start, left) = (Instant::now(), fs::read(shop.file()).unwrap());
    let wanted = format!(" {title} ");
    let there = |it: &vt100::Screen| it.contents().contains(&wanted) && cursor_on_seven(it);
    assert!(screen.within(PATIENCE, there), "no {title} on\n{}", screen.shown());
    let took = start.elapsed();
    assert_eq!(fs::read(shop.file()).unwrap(), left, "the screen wrote after {title}");
    took
}

/// One round of everything git does to a work tree; how long each step took to be seen.
fn round(shop: &Shop, screen: &mut Screen, n: usize) -> Vec<Duration> {
    let at = shop.path();
    let mut took = Vec::new();
    let mut step = |words: &[&str], title: &str| {
        well(at, words);
        took.push(shows(shop, screen, title));
    };
    step(&["checkout", "-q", "spring"], "Spring 1");
    step(&["checkout", "-q", "main"], "Main 1");
    retitle(shop, &format!("Stashed {n}"));
    step(&["status"], &format!("Stashed {n}"));
    step(&["stash", "-q"], "Main 1");
    step(&["stash", "pop", "-q"], &format!("Stashed {n}"));
    step(&["checkout", "-q", "upnext.json"], "Main 1");
    let clone = at.join("clone");
    let text = fs::read_to_string(shop.file()).unwrap();
    put(&clone.join("upnext.json"), &text.replace("\"Main 1\"", &format!("\"Pulled {n}\"")));
    well(&clone, &["commit", "-qam", "pulled"]);
    step(&["pull", "-q", "--ff-only", "clone", "main"], &format!("Pulled {n}"));
    step(&["reset", "-q", "--hard", "onto~1"], "Main 1");
    well(&clone, &["reset", "-q", "--hard", "HEAD~1"]);
    step(&["checkout", "-q", "topic"], "Main 1");
    step(&["rebase", "-q", "onto"], "Onto 1");
    step(&["checkout", "-q", "main"], "Main 1");
    // The topic as it was, for the next round.
    well(at, &["branch", "-qf", "topic", "first-topic"]);
    took
}

#[test]
fn git_under_an_open_screen() {
    let shop = repository();
    well(shop.path(), &["branch", "first-topic", "topic"]);
    let mut screen = on_seven(&shop);
    well(shop.path(), &["checkout", "-q", "spring"]);
    shows(&shop, &mut screen, "Spring 1");
    screen.see("Now on branch spring: 30 stories changed, #31 and #32 are new");
    well(shop.path(), &["checkout", "-q", "main"]);
    shows(&shop, &mut screen, "Main 1");
    screen.see("Now on branch main: 30 stories changed, #31 and #32 are gone");
    let mut took = Vec::new();
    let count = sized(6, 500);
    while took.len() < count {
        let n = took.len();
        took.extend(round(&shop, &mut screen, n));
    }
    took.sort();
    let (longest, middle) = (took[took.len() - 1], took[took.len() / 2]);
    let in_time = took.iter().filter(|it| **it <= Duration::from_secs(1)).count();
    figure(
        7,
        &format!(
            "{} switches: on screen after {middle:.2?} as a rule, {longest:.2?} at most, \
             {in_time} within 1 s; 0 crashes, 0 writes",
            took.len()
        ),
    );
    assert!(longest < Duration::from_secs(15), "{longest:?}");
    // It was the screen all the time, on its story: what is done now is done to that one.
    screen.keys("e5\r").see("Estimated #7 at 5").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn what_git_left_unsettled_is_never_saved_over() {
    let shop = repository();
    let mut screen = on_seven(&shop);
    well(shop.path(), &["checkout", "-q", "onto"]);
    shows(&shop, &mut screen, "Onto 1");
    assert!(!git(shop.path(), &["merge", "spring"]), "the merge must not be settled");
    screen.see("a merge of git is not settled here");
    let left = fs::read(shop.file()).unwrap();
    screen.keys("e5\r").see("✗ not saved").see("#7 · story · draft · 5 pts");
    assert_eq!(fs::read(shop.file()).unwrap(), left);
    well(shop.path(), &["merge", "--abort"]);
    screen.see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    let shown = shop.run(&["show", "7", "--json"]);
    assert!(shown.contains("\"points\": 5"), "{shown}");
    assert!(shop.run(&["list"]).contains("Onto 1"));
}

#[test]
fn a_branch_of_a_newer_upnext_is_not_shown_and_not_saved_over() {
    let shop = repository();
    let mut screen = on_seven(&shop);
    let text = fs::read_to_string(shop.file()).unwrap();
    let newer = text.replace("\"version\": 1", "\"version\": 2").replace("Main 1", "Newer 1");
    put(&shop.file(), &newer);
    screen.see("a newer upnext (version 2) wrote this file");
    screen.keys("e5\r").see("✗ not saved").see("#7 · story · draft · 5 pts");
    assert_eq!(fs::read_to_string(shop.file()).unwrap(), newer);
    put(&shop.file(), &text);
    screen.see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
}

/// The same backlog with one story's title, or its rank, another one.
fn titled(backlog: &Backlog, number: u32) -> Backlog {
    let line = entry(minute(9_000), "Kim", Field::Title, "", "Other");
    change(backlog, number, line, |story| story.title = "Other".into()).0
}

fn moved(backlog: &Backlog, number: u32) -> Backlog {
    let line = entry(minute(9_000), "Kim", Field::Rank, "", "");
    change(backlog, number, line, |story| story.rank.push('z')).0
}

#[test]
fn what_came_from_outside_is_told_in_one_short_line() {
    let was = backlog(8);
    let fold = |numbers: &[u32], by: fn(&Backlog, u32) -> Backlog| {
        numbers.iter().fold(was.clone(), |now, number| by(&now, *number))
    };
    let gone = |numbers: &[u32]| {
        numbers.iter().fold(was.clone(), |now, number| {
            let id = now.numbered(*number).unwrap().id;
            without(&now, id)
        })
    };
    let said = |now: &Backlog| news::words(&was, now, None);
    assert_eq!(said(&fold(&[3], titled)), "From outside: #3 changed");
    assert_eq!(said(&fold(&[3, 5], titled)), "From outside: #3 and #5 changed");
    assert_eq!(said(&fold(&[1, 3, 5, 6], titled)), "From outside: 4 stories changed");
    assert_eq!(said(&fold(&[2], moved)), "From outside: #2 moved");
    // Moved and changed is changed.
    assert_eq!(said(&moved(&titled(&was, 2), 2)), "From outside: #2 changed");
    assert_eq!(said(&gone(&[8])), "From outside: #8 is gone");
    assert_eq!(said(&gone(&[1, 8])), "From outside: #1 and #8 are gone");
    // Everything at once, the new ones anywhere among the old.
    let now = moved(&titled(&gone(&[8]), 3), 4);
    let newer = Story { number: 9, ..Story::clone(backlog(9).numbered(9).unwrap()) };
    let now = with(&now, newer);
    assert_eq!(said(&now), "From outside: #3 changed, #9 is new, #8 is gone, #4 moved");
    let back = news::words(&now, &was, Some("spring\u{1b}[2J"));
    assert_eq!(back, "Now on branch spring␛[2J: #3 changed, #8 is new, #9 is gone, #4 moved");
    let text = text_of(&was).replace("\"Shop\"", "\"Store\"");
    let renamed = document::read(text.as_bytes()).unwrap().backlog;
    assert_eq!(said(&renamed), "From outside: the product differs");
    let text = text_of(&was).replace("\"Pay by card\"", "\"Pay by phone\"");
    let goal = document::read(text.as_bytes()).unwrap().backlog;
    assert_eq!(said(&titled(&goal, 1)), "From outside: #1 changed, sprints differ");
    assert_eq!(said(&was), "From outside: nothing you see here");
    // However much there is, it stays one line.
    let all = (1..=8).fold(goal, |now, number| titled(&now, number));
    assert!(said(&all).chars().count() < 80);
}

/// The guards of the screen, each taken away: the very same steps lose or hide something.
#[test]
fn without_looking_the_new_state_is_not_shown() {
    let shop = repository();
    let mut screen = open_on(&shop, "never looks");
    screen.see("Main 1").keys("2");
    well(shop.path(), &["checkout", "-q", "spring"]);
    let seen = |it: &vt100::Screen| it.contents().contains("Spring 1");
    assert!(!screen.within(Duration::from_secs(2), seen));
    screen.keys("q");
    screen.gone();
}

#[test]
fn without_the_look_at_the_base_another_branch_is_overwritten() {
    for (fault, kept) in [("none", true), ("no base", false)] {
        let shop = repository();
        let mut screen = open_on(&shop, fault);
        screen.see("Main 1").keys("2").see("[2 Backlog]");
        well(shop.path(), &["checkout", "-q", "spring"]);
        screen.keys("e5\r").see("Estimated #1 at 5").see("✓ saved").keys("q");
        screen.gone();
        let list = shop.run(&["list"]);
        assert_eq!(list.contains("Spring 12"), kept, "{fault}: {list}");
    }
}

/// The history of a story as the command line tells it, and its fields.
fn story(shop: &Shop, number: &str) -> serde_json::Value {
    serde_json::from_str(&shop.run(&["show", number, "--json"])).unwrap()
}

fn lines(story: &serde_json::Value, field: &str) -> usize {
    let history = story["history"].as_array().unwrap();
    history.iter().filter(|line| line["field"] == field).count()
}

/// One edit on the screen and one by a command, again and again, each of another field of the same
/// story; how many edits were made, and how many of them are in the history.
fn interleaved(shop: &Shop, mut screen: Screen, pairs: usize) -> (usize, usize) {
    screen.see("Main 1").keys("2").see("[2 Backlog]");
    let before = story(shop, "1");
    let mut points = 0;
    for n in 0..pairs {
        points = [1, 2, 3, 5, 8][n % 5];
        screen.keys(&format!("e{points}\r"));
        shop.run(&["set", "1", &format!("role=R{n}")]);
    }
    // The last one is on the screen: then all before it are.
    screen.see(&format!("Estimated #1 at {points}")).see("✓ saved").keys("q");
    screen.gone();
    let after = story(shop, "1");
    let more = |field: &str| lines(&after, field) - lines(&before, field);
    let kept = more("points") + more("role");
    (2 * pairs, kept)
}

#[test]
fn a_screen_and_commands_at_once_lose_nothing() {
    let pairs = sized(10, 500);
    let shop = repository();
    let screen = shop.open_at(&[], SIZE);
    let (made, kept) = interleaved(&shop, screen, pairs);
    assert_eq!(made, kept);
    let after = story(&shop, "1");
    assert!(after.to_string().contains(&format!("\"R{}\"", pairs - 1)), "{after}");
    assert_eq!(after["points"], [1, 2, 3, 5, 8][(pairs - 1) % 5]);
    figure(6, &format!("screen and commands at once: {made} edits of one story, 0 lost"));
}

#[test]
fn without_the_look_at_the_base_the_commands_edits_are_lost() {
    let shop = repository();
    let screen = open_on(&shop, "no base");
    let (made, kept) = interleaved(&shop, screen, 5);
    assert!(kept < made, "{kept} of {made}");
}

#[test]
fn the_same_field_at_once_is_never_silent() {
    for n in 0..sized(2, 20) {
        let shop = repository();
        let mut screen = shop.open_at(&[], SIZE);
        screen.see("Main 1").keys("2e").see("oints");
        // The command's is in the file before the screen has looked.
        shop.run(&["set", "1", "points=13"]);
        screen.keys("8\r").see("was written on both sides");
        screen.see("✓ saved").keys("q");
        assert_eq!(screen.ends(), 0);
        let after = story(&shop, "1");
        assert_eq!(after["points"], 8, "run {n}");
        let told = after["history"].to_string();
        assert!(told.contains("\"13\""), "{told}");
    }
}

/// The numbers of the stories on a screen, from above.
fn order(screen: &vt100::Screen) -> Vec<String> {
    let shown = screen.contents();
    let rows = shown.lines().skip(2).take_while(|line| !line.starts_with('─'));
    rows.filter_map(|line| line.split_whitespace().find(|word| word.starts_with('#')))
        .map(str::to_owned)
        .collect()
}

#[test]
fn two_screens_on_one_story_show_the_same_and_say_so() {
    let shop = repository();
    let (mut one, mut other) = (on_seven(&shop), on_seven(&shop));
    one.keys("KK").see("✓ saved");
    let start = Instant::now();
    other.see("From outside: #7 moved");
    let took = start.elapsed();
    // Both at once: the same story goes up here and down there.
    one.keys("K");
    other.keys("J");
    let in_file = || -> Vec<String> {
        let list: serde_json::Value = serde_json::from_str(&shop.run(&["list", "--json"])).unwrap();
        let stories = list.as_array().or_else(|| list["stories"].as_array()).unwrap();
        stories.iter().map(|story| format!("#{}", story["number"])).collect()
    };
    let start_of = |shown: &[String], all: &[String]| shown.len() > 5 && all.starts_with(shown);
    let settled = Instant::now();
    loop {
        one.within(Duration::from_millis(300), |_| false);
        other.within(Duration::from_millis(300), |_| false);
        let all = in_file();
        if start_of(&order(one.screen()), &all) && start_of(&order(other.screen()), &all) {
            break;
        }
        assert!(settled.elapsed() < PATIENCE, "{all:?}\n{}\n{}", one.shown(), other.shown());
    }
    // Neither move is lost from what is told: each stands in the history.
    assert!(lines(&story(&shop, "7"), "rank") >= 2);
    let told = |screen: &Screen| screen.shown().contains("#7");
    assert!(told(&one) && told(&other));
    figure(7, &format!("a move on one screen is on the other after {took:.2?}"));
    one.keys("q");
    other.keys("q");
    assert_eq!((one.ends(), other.ends()), (0, 0));
}

#[test]
fn an_old_lock_of_git_is_not_waited_for_and_told() {
    let shop = repository();
    let at = shop.path();
    assert_eq!((lock(at), branch(at)), (None, Some("main".to_owned())));
    let path = at.join(".git/index.lock");
    put(&path, "");
    assert_eq!(lock(at), Some(Lock::Held));
    let hour_ago = fs::metadata(&path).unwrap().modified().unwrap() - Duration::from_secs(3600);
    fs::File::options().append(true).open(&path).unwrap().set_modified(hour_ago).unwrap();
    let found = lock(&at.join("home"));
    assert!(matches!(&found, Some(Lock::Left(left)) if left.ends_with(".git/index.lock")));
    // A file that can be read says nothing of it; one that cannot be read does.
    assert!(BacklogFile::new(shop.file()).load().is_ok());
    put(&shop.file(), "{ \"format\": \"up");
    let start = Instant::now();
    let error = BacklogFile::new(shop.file()).load().unwrap_err();
    assert!(start.elapsed() < Duration::from_millis(1_900), "it was waited for");
    assert_eq!(error.exit_code(), 65);
    assert!(error.to_string().contains("the file ends too early"), "{error}");
    assert!(error.to_string().contains("index.lock behind"), "{error}");
    assert!(error.to_string().contains("delete it if no git is at work"), "{error}");
}

#[test]
fn a_linked_work_tree_and_a_submodule_have_locks_elsewhere() {
    let shop = repository();
    well(shop.path(), &["worktree", "add", "-q", "clone/linked", "spring"]);
    let linked = shop.path().join("clone/linked");
    assert_eq!(branch(&linked), Some("spring".to_owned()));
    put(&shop.path().join(".git/worktrees/linked/index.lock"), "");
    assert_eq!((lock(&linked), lock(shop.path())), (Some(Lock::Held), None));
    // A submodule's `.git` names its folder as seen from there.
    let module = shop.path().join("module");
    fs::create_dir_all(shop.path().join(".git/modules/module")).unwrap();
    fs::create_dir_all(&module).unwrap();
    put(&module.join(".git"), "gitdir: ../.git/modules/module\n");
    put(&shop.path().join(".git/modules/module/HEAD"), "0123456789abcdef\n");
    put(&shop.path().join(".git/modules/module/index.lock"), "");
    assert_eq!((lock(&module), branch(&module)), (Some(Lock::Held), Some("0123456".to_owned())));
}
