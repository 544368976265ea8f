//! Promise 12 with real clones: two people groom for a week, each in a clone of their own, and
//! one `git pull` brings it together. It uses no rule of the program but its command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{figure, sized};
use crate::cli::merging::has_git;
use crate::samples::Dice;

/// Stories both begin with.
const STORIES: usize = 40;
/// Command lines a person writes a day.
const A_DAY: usize = 6;

/// Where everything of one test lies: an origin, and the clones.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn run(&self, program: &str, at: &Path, by: &str, day: usize, words: &[&str]) -> Output {
        let home = self.dir.path();
        let mut command = Command::new(program);
        command.args(words).current_dir(at).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", home);
        for (name, folder) in [("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, home.join(folder));
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), by);
            command.env(format!("GIT_{who}_EMAIL"), format!("{by}@example.org"));
        }
        let hour = if by == "Ann" { 9 } else { 10 };
        command.env("UPNEXT_NOW", format!("2026-11-{:02}T{hour:02}:00:00+00:00", 16 + day));
        command.output().unwrap()
    }

    #[track_caller]
    fn git(&self, at: &Path, by: &str, line: &str) -> String {
        let words = shell_words::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = self.run("git", at, by, 0, &words);
        assert!(output.status.success(), "git {line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn upnext(&self, at: &Path, by: &str, day: usize, line: &str) -> Output {
        let words = shell_words::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["--as", by]).collect();
        self.run(env!("CARGO_BIN_EXE_upnext"), at, by, day, &words)
    }

    #[track_caller]
    fn well(&self, at: &Path, by: &str, day: usize, line: &str) -> String {
        let output = self.upnext(at, by, day, line);
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A clone that knows how to merge a backlog.
    fn clone(&self, by: &str) -> PathBuf {
        self.git(self.dir.path(), by, &format!("clone -q origin.git {by}"));
        let clone = self.dir.path().join(by);
        self.well(&clone, by, 0, "init --git");
        clone
    }
}

/// What a person writes on a day, and the words that must be found again.
fn grooming(by: &str, day: usize, dice: &mut Dice) -> Vec<(String, String)> {
    let line = |n: usize| {
        let word = format!("{by}-{day}-{n}");
        let k = 1 + dice.roll(STORIES);
        let line = match n % A_DAY {
            0 => format!("add 'New {word}' --points 3"),
            1 => format!("criterion add {k} 'works {word}'"),
            2 => format!("note {k} 'said {word}'"),
            3 => format!("tag {k} +{word}"),
            4 => return (format!("move {k} --to {}", 1 + dice.roll(STORIES)), String::new()),
            _ => format!("set {k} 'title=Named {word}'"),
        };
        (line, word)
    };
    (0..A_DAY).map(line).collect()
}

/// A week of both in their clones, and what each wrote.
fn week(place: &Place) -> (PathBuf, PathBuf, Vec<String>) {
    let root = place.dir.path();
    place.git(root, "Ann", "init -q --bare -b main origin.git");
    let ann = place.clone("Ann");
    place.git(&ann, "Ann", "checkout -q -b main");
    for n in 1..=STORIES {
        place.well(&ann, "Ann", 0, &format!("add 'Story {n}'"));
    }
    place.git(&ann, "Ann", "add -A");
    place.git(&ann, "Ann", "commit -qm Begin");
    place.git(&ann, "Ann", "push -q origin main");
    let bob = place.clone("Bob");
    let mut written = Vec::new();
    let mut dice = Dice(7);
    for day in 0..sized(1, 5) {
        for (by, at) in [("Ann", &ann), ("Bob", &bob)] {
            for (line, word) in grooming(by, day, &mut dice) {
                place.well(at, by, day, &line);
                written.extend((!word.is_empty()).then_some(word));
            }
            // Both have a word on one value.
            place.well(
                at,
                by,
                day,
                &format!("set {} points={}", 1 + day, by.len() + usize::from(by == "Bob") * 2),
            );
            place.git(at, by, &format!("commit -qam 'Day {day}'"));
        }
    }
    place.git(&ann, "Ann", "push -q origin main");
    (ann, bob, written)
}

/// The words that are not in the file any more.
fn missing<'a>(file: &Path, written: &'a [String]) -> Vec<&'a String> {
    let text = fs::read_to_string(file).unwrap();
    written.iter().filter(|word| !text.contains(*word)).collect()
}

#[test]
fn one_pull_brings_two_weeks_of_grooming_together() {
    if !has_git() {
        return;
    }
    let place = Place { dir: tempfile::tempdir().unwrap() };
    let (ann, bob, written) = week(&place);
    let days = sized(1, 5);
    // Beside it: the same clone without the driver.
    let root = place.dir.path();
    place.git(root, "Bob", "clone -q Bob plain");
    let plain = root.join("plain");
    let origin = root.join("origin.git");
    let pull = ["pull", "-q", "--no-rebase", "--no-edit", origin.to_str().unwrap(), "main"];
    let output = place.run("git", &plain, "Bob", days, &pull);
    assert!(!output.status.success(), "git's own merge settled it all: {output:?}");
    let text = fs::read_to_string(plain.join("upnext.json")).unwrap();
    let torn = text.lines().filter(|line| line.starts_with("<<<<<<<")).count();
    // Control: without the driver nobody can read the file until the markers are gone.
    assert!(torn > 0);
    assert_eq!(place.upnext(&plain, "Bob", days, "list").status.code(), Some(65));

    let output = place.run("git", &bob, "Bob", days, &pull);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("#1: points was written on both sides, “5” stands and not “3”"),
        "{said}"
    );
    let file = bob.join("upnext.json");
    assert_eq!(missing(&file, &written), Vec::<&String>::new());
    assert_eq!(missing(&ann.join("upnext.json"), &written).len(), written.len() / 2, "control");
    let conflicts = place.well(&bob, "Bob", days, "merge-conflicts --json");
    let conflicts: serde_json::Value = serde_json::from_str(&conflicts).unwrap();
    let conflicts = conflicts.as_array().unwrap();
    assert!(conflicts.len() >= days, "{conflicts:?}");
    for conflict in conflicts {
        let words = [&conflict["what"], &conflict["field"]]
            .map(|it| shell_words::quote(it.as_str().unwrap()).into_owned());
        place.well(&bob, "Bob", days, &format!("merge-resolve {} theirs", words.join(" ")));
    }
    assert_eq!(place.well(&bob, "Bob", days, "merge-conflicts"), "Nothing is left to be settled\n");
    let shown = place.well(&bob, "Bob", days, "show 1 --json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap()["points"], 3);
    assert_eq!(place.upnext(&bob, "Bob", days, "doctor").status.code(), Some(0));
    place.git(&bob, "Bob", "commit -qa --no-edit");
    place.git(&bob, "Bob", "push -q origin main");
    place.git(&ann, "Ann", "pull -q --ff-only origin main");
    assert_eq!(fs::read(ann.join("upnext.json")).unwrap(), fs::read(&file).unwrap());
    assert_eq!(missing(&ann.join("upnext.json"), &written), Vec::<&String>::new());
    let edits = 2 * days * (A_DAY + 1);
    figure(
        12,
        &format!(
            "two clones, {days} days of {} edits each, one pull: {} conflicts in {edits} edits, {days} of them meant; git alone: {torn} torn places, a file that cannot be read",
            A_DAY + 1,
            conflicts.len()
        ),
    );
}
