//! Promises 5 and 6: commands and a screen at once lose nothing.

mod screen;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use upnext::cli::act::{Asked, interpret};
use upnext::cli::args::Cli;
use upnext::domain::backlog::Backlog;
use upnext::domain::id::RandomIds;
use upnext::session::Session;
use upnext::store::document;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;

use super::writing::upnext;
use crate::robot::stamp;
use crate::samples::backlog;
use crate::store::Folder;
use crate::store::disk::Faulty;
use crate::trust::{figure, sized};

/// What must be in the file, of all that was acknowledged.
#[derive(Default)]
struct Acknowledged {
    titles: Vec<String>,
    tags: Vec<String>,
    /// How often a command gave up waiting for the lock and was given again.
    waited: usize,
}

impl Acknowledged {
    fn count(&self) -> usize {
        self.titles.len() + self.tags.len()
    }

    /// How many of these are not in a backlog, and how many numbers stand twice in it.
    fn lost(&self, backlog: &Backlog) -> (usize, usize) {
        let there: Vec<&str> = backlog.stories().iter().map(|it| it.title.as_str()).collect();
        let tags = &backlog.numbered(1).unwrap().tags;
        let lost = self.titles.iter().filter(|it| !there.contains(&it.as_str())).count()
            + self.tags.iter().filter(|it| !tags.contains(it.as_str())).count();
        let mut numbers: Vec<u32> = backlog.stories().iter().map(|it| it.number).collect();
        numbers.sort_unstable();
        let twice = numbers.windows(2).filter(|two| two[0] == two[1]).count();
        (lost, twice)
    }
}

/// Gives a command until the lock was to be had; what it said.
fn given(folder: &Path, args: &[&str], waited: &mut usize) -> String {
    loop {
        let output = upnext(folder, args).output().unwrap();
        match output.status.code() {
            Some(0) => return String::from_utf8(output.stdout).unwrap(),
            Some(75) => *waited += 1,
            _ => panic!("{args:?}: {output:?}"),
        }
    }
}

/// One process after another: stories added, then renamed, and tags on the one story all share.
fn commands(folder: &Path, who: usize, edits: usize) -> Acknowledged {
    let mut done = Acknowledged::default();
    let mut own = String::new();
    for n in 0..edits {
        let name = format!("w{who}-{n}");
        match n % 3 {
            0 => {
                let said = given(folder, &["add", &name, "--json"], &mut done.waited);
                let said: serde_json::Value = serde_json::from_str(&said).unwrap();
                own = said["number"].to_string();
                done.titles.push(name);
            }
            1 => {
                given(folder, &["set", &own, &format!("title={name}")], &mut done.waited);
                done.titles.pop();
                done.titles.push(name);
            }
            _ => {
                given(folder, &["tag", "1", &format!("+{name}")], &mut done.waited);
                done.tags.push(name);
            }
        }
    }
    done
}

#[test]
fn processes_at_once_lose_nothing_and_number_nothing_twice() {
    let (writers, edits) = (sized(4, 8), sized(10, 250));
    let folder = Folder::holding(&backlog(3));
    let start = Instant::now();
    let all: Vec<Acknowledged> = std::thread::scope(|scope| {
        let dir = folder.dir.path();
        let begun: Vec<_> =
            (0..writers).map(|who| scope.spawn(move || commands(dir, who, edits))).collect();
        begun.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let took = start.elapsed().as_secs();
    let now = folder.backlog();
    for done in &all {
        assert_eq!(done.lost(&now), (0, 0));
    }
    let added: usize = all.iter().map(|done| done.titles.len()).sum();
    assert_eq!(now.stories().len(), 3 + added);
    // Every act left its line: 3 lines stood there before.
    let lines: usize = now.stories().iter().map(|story| story.history.len()).sum();
    assert_eq!(lines, 3 + writers * edits);
    let waited: usize = all.iter().map(|done| done.waited).sum();
    let words = format!(
        "{writers} processes × {edits} edits in {took} s: 0 lost, 0 double numbers, {waited} told to try again"
    );
    figure(5, &words);
}

#[test]
fn a_held_lock_is_waited_for_and_given_up_after_three_seconds() {
    let folder = Folder::holding(&backlog(3));
    let before = folder.bytes();
    let handle = File::open(folder.dir.path()).unwrap();
    handle.lock().unwrap();
    let start = Instant::now();
    let output = upnext(folder.dir.path(), &["add", "Not now"]).output().unwrap();
    let took = start.elapsed();
    assert_eq!(output.status.code(), Some(75), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("try again"), "{output:?}");
    assert!(took >= Duration::from_millis(2_900) && took < Duration::from_secs(30), "{took:?}");
    assert_eq!(folder.bytes(), before);
    // Let go meanwhile, it is simply waited for.
    let waiting = upnext(folder.dir.path(), &["add", "Soon"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    handle.unlock().unwrap();
    assert!(waiting.wait_with_output().unwrap().status.success());
    assert_eq!(folder.backlog().stories().len(), 4);
}

/// Not a test of its own: adds stories with some guards off, and says which it believes saved.
#[test]
#[ignore = "run by the test below"]
fn child() {
    let Ok(path) = std::env::var("UPNEXT_TEST_FILE") else { return };
    let who = std::env::var("WHO").unwrap();
    let file = BacklogFile::on(Faulty::without(&["lock", "still", "exchange"]), path);
    for n in 0..25 {
        let title = format!("{who}-{n}");
        // Somebody else's half of a file, or a name taken away: it is tried again.
        for _ in 0..50 {
            let done = file.with_lock::<_, StoreError>(|locked| {
                let mut session = Session::new(locked.read()?.backlog);
                let cli = Cli::read(["upnext", "add", title.as_str()]).unwrap();
                let mut nothing = || unreachable!("nothing is read");
                let verb = cli.verb.unwrap();
                let asked =
                    interpret(verb, &mut nothing, session.backlog(), stamp().today()).unwrap();
                let Asked::Act(command) = asked else { unreachable!("adding is an act") };
                session.perform(&command, &stamp(), &mut RandomIds).unwrap();
                locked.replace(session.backlog())
            });
            if done.is_ok() {
                println!("\nsaved {title}");
                break;
            }
        }
    }
}

#[test]
fn without_the_lock_stories_are_lost_or_share_a_number() {
    for _ in 0..10 {
        let folder = Folder::holding(&backlog(3));
        let children = [0, 1, 2, 3].map(|who| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "trust::parallel::child", "--ignored", "--nocapture"])
                .env("UPNEXT_TEST_FILE", &folder.file)
                .env("WHO", format!("c{who}"))
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        });
        let mut done = Acknowledged::default();
        for child in children {
            let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
            let saved = said.lines().filter_map(|line| line.strip_prefix("saved "));
            done.titles.extend(saved.map(str::to_owned));
        }
        assert!(done.count() > 0);
        let Ok(read) = document::read(&fs::read(&folder.file).unwrap()) else { return };
        let (lost, twice) = done.lost(&read.backlog);
        if lost + twice > 0 {
            return;
        }
    }
    panic!("without the lock nothing was lost: the check sees nothing");
}
