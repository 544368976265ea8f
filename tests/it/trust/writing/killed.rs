//! Promises 1 and 2: killed at any moment, the file is the old or the new one, and what was
//! acknowledged is in it.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use upnext::domain::backlog::Backlog;
use upnext::store::disk::Disk;
use upnext::store::document;
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};

use super::{TEMP, tagged, upnext};
use crate::samples::{Dice, backlog};
use crate::store::Folder;
use crate::terminal::Shop;
use crate::trust::{figure, full, sized};

/// A moment to wait, up to this long.
fn moment(dice: &mut Dice, most: Duration) -> Duration {
    let most = usize::try_from(most.as_micros()).unwrap().max(1);
    Duration::from_micros(u64::try_from(dice.roll(most)).unwrap())
}

/// Runs one command after another and kills each somewhere on its way; how often it had ended,
/// and how often it was in the middle of writing.
fn kill_commands(rounds: usize, seed: u64) -> (usize, usize) {
    let (mut dice, mut ended, mut writing) = (Dice(seed), 0, 0);
    let mut whole = Duration::ZERO;
    let mut folder = Folder::holding(&backlog(30));
    for round in 0..rounds {
        // A backlog that does not grow for ever, and a time that follows the machine's mood.
        if round % 100 == 0 {
            folder = Folder::holding(&backlog(30));
            let start = Instant::now();
            assert!(upnext(folder.dir.path(), &["add", "Whole"]).status().unwrap().success());
            whole = start.elapsed();
        }
        let (before, title) = (folder.backlog(), format!("Round {round}"));
        let mut child = upnext(folder.dir.path(), &["add", &title]).spawn().unwrap();
        std::thread::sleep(moment(&mut dice, whole * 5 / 4));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();
        let after = document::read(&folder.bytes()).unwrap().backlog;
        let new = after.stories().iter().filter(|story| story.title == title).count();
        assert_eq!(after.stories().len(), before.stories().len() + new, "neither old nor new");
        if new == 0 {
            assert_eq!(after, before, "neither old nor new");
        }
        assert!(new == 1 || !acknowledged, "{title} was acknowledged and is lost");
        ended += usize::from(acknowledged);
        writing += usize::from(folder.dir.path().join(TEMP).exists());
    }
    let last = upnext(folder.dir.path(), &["add", "Last"]).status().unwrap();
    assert!(last.success());
    assert!(!folder.dir.path().join(TEMP).exists(), "the next save clears away what was left");
    (ended, writing)
}

#[test]
fn a_command_killed_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let rounds = sized(20, 6_000);
    let half = std::thread::spawn(move || kill_commands(rounds / 2, 11));
    let (mut ended, mut writing) = kill_commands(rounds - rounds / 2, 7919);
    let other = half.join().unwrap();
    (ended, writing) = (ended + other.0, writing + other.1);
    assert!(ended < rounds, "some were killed before they ended");
    let moments = format!("{writing} amid the writing, {ended} after the end");
    figure(1, &format!("{rounds} kill -9 of commands, {moments}: 0 torn, 0 lost"));
}

/// A disk that writes in place, and takes its time over it.
struct InPlace;

impl Disk for InPlace {
    fn create(&self, temp: &Path, _: Option<Permissions>) -> io::Result<File> {
        File::create(temp.with_file_name("upnext.json"))
    }
    fn dress(&self, _: &File, _: &Metadata) -> io::Result<()> {
        Ok(())
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(&bytes[..bytes.len() / 2])?;
        std::thread::sleep(Duration::from_millis(2));
        file.write_all(&bytes[bytes.len() / 2..])
    }
    fn still(&self, _: &Path, _: Option<&[u8]>) -> io::Result<bool> {
        Ok(true)
    }
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(true)
    }
}

/// Not a test of its own: the screen's saver at work in a process of its own. It says which saves
/// are on the disk.
#[test]
#[ignore = "run by the tests below"]
fn child() {
    let Ok(path) = std::env::var("UPNEXT_TEST_FILE") else { return };
    let (who, off) = (std::env::var("WHO").unwrap(), std::env::var("OFF").unwrap_or_default());
    let file = match off.as_str() {
        "whole" => BacklogFile::on(Arc::new(InPlace), path),
        _ => BacklogFile::new(path),
    };
    let loaded = file.load().unwrap();
    let mut shown = loaded.backlog.clone();
    let (tell, events) = channel();
    let saver =
        Saver::spawn(file, loaded.base, loaded.backlog, None, move |event| drop(tell.send(event)));
    let early = off == "acknowledged";
    for n in 1..10_000 {
        shown = tagged(&shown, &who, n);
        let ticket = saver.save(shown.clone(), Vec::new(), 0);
        // The screen goes on typing: several acts may become one save.
        if early {
            println!("\nsaved {ticket}");
        }
        if n % 3 == 0 {
            continue;
        }
        loop {
            match events.recv_timeout(Duration::from_secs(20)).unwrap() {
                SaverEvent::Saved { ticket: newest, .. } => {
                    if !early {
                        println!("\nsaved {newest}");
                    }
                    if newest == ticket {
                        break;
                    }
                }
                SaverEvent::Failed { sentence } => panic!("{sentence}"),
                _ => {}
            }
        }
    }
}

fn start(path: &Path, who: &str, off: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "trust::writing::killed::child", "--ignored", "--nocapture"])
        .envs([("UPNEXT_TEST_FILE", path.to_str().unwrap()), ("WHO", who), ("OFF", off)])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What became of savers that were killed.
#[derive(Debug, Default)]
struct Killed {
    torn: usize,
    lost: usize,
    acknowledged: usize,
    writing: usize,
}

/// Kills savers at work; `enough` ends it with the first harm that is seen.
fn kill_savers(rounds: usize, seed: u64, off: &str, enough: bool) -> Killed {
    let (mut dice, mut all) = (Dice(seed), Killed::default());
    for round in 0..rounds {
        let folder = Folder::holding(&backlog(60));
        let who = format!("r{round}");
        let mut child = start(&folder.file, &who, off);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ticket = |line: String| line.strip_prefix("saved ")?.parse::<u32>().ok();
        let mut newest = lines.by_ref().map_while(Result::ok).find_map(ticket);
        std::thread::sleep(moment(&mut dice, Duration::from_millis(30)));
        child.kill().unwrap();
        child.wait().unwrap();
        newest = lines.map_while(Result::ok).filter_map(ticket).chain(newest).max();
        let newest = newest.unwrap();
        match document::read(&folder.bytes()) {
            Err(_) => all.torn += 1,
            Ok(read) => all.lost += missing(&read.backlog, &who, newest),
        }
        all.acknowledged += usize::try_from(newest).unwrap();
        let names = folder.names();
        assert!(names.iter().all(|it| it == "upnext.json" || it == TEMP), "{names:?}");
        all.writing += names.len() - 1;
        if enough && all.torn + all.lost > 0 {
            break;
        }
    }
    all
}

/// How many of the first `newest` acts are not in a backlog.
fn missing(backlog: &Backlog, who: &str, newest: u32) -> usize {
    let tags = &backlog.numbered(1).unwrap().tags;
    (1..=newest).filter(|n| !tags.contains(&format!("{who}-{n}"))).count()
}

#[test]
fn the_screens_saver_killed_at_any_moment_loses_nothing_it_acknowledged() {
    let rounds = sized(10, 4_000);
    let other = std::thread::spawn(move || kill_savers(rounds / 2, 3, "", false));
    let (one, two) = (kill_savers(rounds - rounds / 2, 104_729, "", false), other.join().unwrap());
    assert_eq!((one.torn + two.torn, one.lost + two.lost), (0, 0));
    let (writing, said) = (one.writing + two.writing, one.acknowledged + two.acknowledged);
    let words = format!("{rounds} kill -9 of the screen's saver, {writing} amid the writing");
    figure(1, &format!("{words}: 0 torn, 0 lost"));
    figure(2, &format!("{said} acts acknowledged before a kill: 0 lost"));
}

#[test]
fn written_in_place_a_kill_tears_the_file() {
    assert!(
        kill_savers(40, 5, "whole", true).torn > 0,
        "the same kills see a file that is not whole"
    );
}

#[test]
fn acknowledged_too_early_a_kill_loses_acts() {
    assert!(
        kill_savers(40, 5, "acknowledged", true).lost > 0,
        "the same kills see an acknowledgement that came too early"
    );
}

#[test]
fn what_the_screen_says_is_saved_is_there_after_a_kill() {
    for round in 0..sized(1, 40) {
        let shop = Shop::new();
        shop.run(&["init"]);
        let mut screen = shop.open(&[]);
        screen.see("This backlog is empty").keys("2aLast words\r").see("Added #1").see("✓ saved");
        if full() {
            std::thread::sleep(Duration::from_millis(u64::try_from(round).unwrap()));
        }
        let kill = Command::new("kill").args(["-KILL", &screen.process()]).status();
        assert!(kill.unwrap().success());
        screen.gone();
        let file = document::read(&fs::read(shop.file()).unwrap()).unwrap();
        assert_eq!(file.backlog.numbered(1).unwrap().title, "Last words");
    }
}
