//! The program itself, as its users run it: words in; text, JSON and an exit code out.

mod acts;
mod advised;
mod backups;
mod checks;
mod closing;
mod codes;
mod config;
mod doctor;
mod draft;
mod edit;
mod exchange;
mod files;
mod health;
mod ideas;
mod manual;
pub mod merging;
mod nouns;
mod outside;
mod priority;
mod real;
mod shapes;
mod sprints;
mod today;
mod verdicts;
mod words;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// What the program said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The same, if it went well and said nothing on standard error.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self
    }

    /// The sentence of a failure with this code; nothing may stand on standard output.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(
            self.err.starts_with("upnext: ") || self.err.starts_with("error: "),
            "{}",
            self.err
        );
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The bytes of a file; shown as text where two differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", String::from_utf8_lossy(&self.0))
    }
}

/// A fresh folder with everything in it that the program looks at.
pub struct Place {
    pub dir: tempfile::TempDir,
}

impl Place {
    /// No backlog yet.
    pub fn bare() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("here")).unwrap();
        Self { dir }
    }

    /// An empty backlog.
    pub fn new() -> Self {
        let place = Self::bare();
        place.run(["init", "--name", "Shop"]).well();
        place
    }

    /// A backlog after these command lines.
    #[track_caller]
    pub fn after(lines: &str) -> Self {
        let place = Self::new();
        place.lines(lines);
        place
    }

    #[track_caller]
    pub fn lines(&self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let said = self.line(line);
            assert_eq!(said.code, 0, "{line}: {said:?}");
        }
    }

    /// The folder the program is started in.
    pub fn here(&self) -> PathBuf {
        self.dir.path().join("here")
    }

    pub fn file(&self) -> PathBuf {
        self.here().join("upnext.json")
    }

    pub fn bytes(&self) -> Bytes {
        Bytes(fs::read(self.file()).unwrap())
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// Changes the file as another program would; what is looked for must be there.
    #[track_caller]
    pub fn patch(&self, what: &str, with: &str) {
        let text = self.text();
        assert!(text.contains(what), "no {what} in {text}");
        put(&self.file(), text.replacen(what, with, 1));
    }

    pub fn command<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_upnext"));
        let home = self.dir.path();
        command
            .args(args)
            .current_dir(self.here())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("USER", "login")
            .env("UPNEXT_NOW", "2026-11-22T09:00:00+00:00")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program, as Ann where nobody else is named.
    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Said {
        let args: Vec<A> = args.into_iter().collect();
        let named = args.iter().any(|arg| arg.as_ref().as_encoded_bytes().starts_with(b"--as"));
        let ann = ["--as", "Ann"].into_iter().filter(|_| !named);
        run(self.command(ann).args(args))
    }

    /// Runs a command line in a shell's spelling.
    pub fn line(&self, line: &str) -> Said {
        self.run(shell_words::split(line).unwrap())
    }

    /// Runs the program with this on its standard input.
    pub fn fed(&self, line: &str, input: &[u8]) -> Said {
        let mut command = self.command(["--as", "Ann"]);
        command.args(shell_words::split(line).unwrap());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        ended(child)
    }

    /// The answer to a question, in JSON.
    #[track_caller]
    pub fn ask(&self, line: &str) -> Value {
        self.line(&format!("{line} --json")).well().json()
    }

    /// Something in the answer to a question.
    #[track_caller]
    pub fn at(&self, line: &str, pointer: &str) -> Value {
        let answer = self.ask(line);
        let found = answer.pointer(pointer);
        found.unwrap_or_else(|| panic!("{line}: no {pointer} in {answer:#}")).clone()
    }

    /// The titles of the open stories, in order.
    pub fn order(&self) -> Vec<String> {
        texts(&self.ask("list"), "title")
    }

    /// Nothing a refused act does may be seen in the folder.
    #[track_caller]
    pub fn unchanged_by(&self, line: &str, code: i32) -> String {
        let before = self.bytes();
        let said = self.line(line);
        assert_eq!(self.bytes(), before, "{line} changed the file");
        said.failed(code)
    }
}

pub fn run(command: &mut Command) -> Said {
    ended(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

fn ended(child: Child) -> Said {
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file as another program would write it.
pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    File::create(path).and_then(|mut file| file.write_all(bytes.as_ref())).unwrap();
}

/// One text of every object in a list.
pub fn texts(list: &Value, key: &str) -> Vec<String> {
    let text = |it: &Value| it[key].as_str().unwrap_or_default().to_owned();
    list.as_array().unwrap().iter().map(text).collect()
}

/// The keys of an object.
fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

fn names(words: &str) -> BTreeSet<&str> {
    words.split_whitespace().collect()
}
