//! The program itself in a terminal: what is seen there, what is in the file afterwards, and that
//! the terminal comes back.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Long enough for a busy machine; nothing waits for it when all is well.
const PATIENCE: Duration = Duration::from_secs(20);

fn sure(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

/// A folder of its own, with nothing of this machine's in it.
pub struct Shop {
    folder: TempDir,
}

/// The program in a terminal.
pub struct Screen {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// Every byte the terminal was sent.
    pub sent: Vec<u8>,
}

impl Shop {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> PathBuf {
        self.path().join("upnext.json")
    }

    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let home = self.path().join("home").display().to_string();
        vec![
            ("HOME", home.clone()),
            ("XDG_STATE_HOME", format!("{home}/state")),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("TMPDIR", self.path().display().to_string()),
            ("TERM", "xterm-256color".to_owned()),
            ("RUST_BACKTRACE", "0".to_owned()),
            ("VISUAL", String::new()),
            ("EDITOR", self.path().join("editor").display().to_string()),
            ("UPNEXT_FILE", String::new()),
            ("UPNEXT_NOW", "2026-11-22T09:00:00+00:00".to_owned()),
        ]
    }

    pub fn run(&self, args: &[&str]) -> String {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_upnext"))
            .args(args)
            .args(["--as", "Ann"])
            .current_dir(self.path())
            .envs(self.environment())
            .output()
            .unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{args:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The same an hour after everything else.
    fn run_later(&self, args: &[&str]) {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_upnext"))
            .args(args)
            .args(["--as", "Kim"])
            .current_dir(self.path())
            .envs(self.environment())
            .env("UPNEXT_NOW", "2026-11-22T10:00:00+00:00")
            .output();
        assert!(done.unwrap().status.success());
    }

    pub fn open(&self, args: &[&str]) -> Screen {
        self.open_at(args, (80, 24))
    }

    /// The same in a terminal of so many columns and lines.
    pub fn open_at(&self, args: &[&str], size: (u16, u16)) -> Screen {
        self.open_by(&[], args, size)
    }

    /// The same, started by another program that is given the program and its arguments.
    pub fn open_by(&self, by: &[&str], args: &[&str], size: (u16, u16)) -> Screen {
        let words = [by, &[env!("CARGO_BIN_EXE_upnext")], args].concat();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.args(["--as", "Ann"]);
        self.open_with(command, size)
    }

    /// The same where some variables are others, or none at all.
    pub fn open_in(
        &self,
        args: &[&str],
        size: (u16, u16),
        variables: &[(&str, Option<&str>)],
    ) -> Screen {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_upnext"));
        command.args(args);
        command.args(["--as", "Ann"]);
        self.start(command, size, variables)
    }

    /// Any program in a terminal of so many columns and lines.
    pub fn open_with(&self, command: CommandBuilder, size: (u16, u16)) -> Screen {
        self.start(command, size, &[])
    }

    fn start(
        &self,
        mut command: CommandBuilder,
        (cols, rows): (u16, u16),
        variables: &[(&str, Option<&str>)],
    ) -> Screen {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.cwd(self.path());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        for (name, value) in variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(sure(rows), sure(cols), 0);
        Screen { parser, output, input, child, master: pair.master, sent: Vec::new() }
    }
}

impl Screen {
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// Waits until the screen shows something.
    pub fn see(&mut self, wanted: &str) -> &mut Self {
        let shown = self.until(|screen| screen.contents().contains(wanted));
        assert!(shown, "“{wanted}” was not seen on\n{}", self.parser.screen().contents());
        self
    }

    pub fn until(&mut self, seen: impl Fn(&vt100::Screen) -> bool) -> bool {
        self.within(PATIENCE, seen)
    }

    /// Waits so long until the screen is so.
    pub fn within(&mut self, time: Duration, seen: impl Fn(&vt100::Screen) -> bool) -> bool {
        let start = Instant::now();
        loop {
            if seen(self.parser.screen()) {
                return true;
            }
            let left = time.saturating_sub(start.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.sent.extend(bytes);
                }
                Err(_) => return seen(self.parser.screen()),
            }
        }
    }

    /// Its cells.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// What it shows.
    pub fn shown(&self) -> String {
        self.parser.screen().contents()
    }

    /// Makes the terminal larger or smaller.
    pub fn resize(&mut self, (cols, rows): (u16, u16)) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
        self.parser.screen_mut().set_size(sure(rows), sure(cols));
    }

    /// Whether it shows something at this moment.
    pub fn shows(&self, words: &str) -> bool {
        self.parser.screen().contents().contains(words)
    }

    /// What names it to the system.
    pub fn process(&self) -> String {
        self.child.process_id().unwrap().to_string()
    }

    /// Waits until it is gone, whatever it leaves of the terminal.
    pub fn gone(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    pub fn ends(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        self.until(|screen| !screen.alternate_screen());
        code
    }

    /// Whether the terminal is as a shell expects it.
    fn came_back(&mut self) -> bool {
        let back = self.until(|screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        // The screen is left first and the keyboard after it: what is seen is not yet all.
        let echoes = || {
            self.master.get_termios().is_some_and(|it| {
                it.local_flags.bits() & 0o10 != 0 && it.local_flags.bits() & 0o2 != 0
            })
        };
        let start = Instant::now();
        while !echoes() && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        back && echoes()
    }
}

#[test]
fn what_is_typed_on_the_screen_is_in_the_file_the_next_morning() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let mut screen = shop.open(&[]);
    screen.see("This backlog is empty").keys("2a").see("new story");
    screen.keys("As a shopper, I want to pay by card, so that I need no cash\r");
    screen.see("Added #1").see("Pay by card").see("✓ saved");
    screen.keys("e3\r").see("Estimated #1 at 3");
    screen.keys("cworks offline\r\r").see("▢ works offline");
    screen.keys("r").see("#1 is ready").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(screen.came_back());
    assert!(shop.run(&["list", "is:ready"]).contains("Pay by card"));
    // Undo reaches back over leaving, and over what a command did.
    shop.run(&["add", "From the command line"]);
    let mut screen = shop.open(&[]);
    screen.see("From the command line").keys("u").see("Undid: Added #2");
    screen.keys("u").see("Undid: #1 is ready").keys("u").see("Undid: Added a criterion");
    screen.keys("U").see("Redid: Added a criterion").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    let shown = shop.run(&["show", "1", "--json"]);
    assert!(shown.contains("works offline") && shown.contains("\"status\": \"draft\""), "{shown}");
    assert!(!shop.run(&["list"]).contains("From the command line"));
}

#[test]
fn what_a_command_does_shows_on_the_open_screen_and_nothing_is_lost() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "First"]);
    let mut screen = shop.open(&[]);
    screen.see("First").keys("2").see("─ detail ─");
    shop.run(&["add", "Second"]);
    screen.see("Second").see("From outside: #2 is new");
    screen.keys("e5\r").see("Estimated #1 at 5").see("✓ saved").keys("u").see("Undid: Estimated");
    screen.keys("u").see("Undid: Added #2").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    let list = shop.run(&["list", "--json"]);
    assert!(list.contains("First") && !list.contains("Second"));
}

#[test]
fn a_folder_without_a_backlog_welcomes_and_makes_one() {
    let shop = Shop::new();
    let mut screen = shop.open(&[]);
    screen.see("There is no backlog in").keys("n").see("what is the product called?");
    screen.keys("Webshop\r").see("This backlog is empty").keys("2aFirst\r").see("Added #1");
    screen.see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(fs::read_to_string(shop.file()).unwrap().contains("\"name\": \"Webshop\""));
}

#[test]
fn the_sample_opens_and_leaves_nothing_behind() {
    let shop = Shop::new();
    for (args, keys) in [(&["demo"][..], ""), (&[][..], "s")] {
        let mut screen = shop.open(args);
        if args.is_empty() {
            screen.see("There is no backlog in");
        }
        screen.keys(keys).see("Fern & Fin").keys("2J").see("Moved #").see("✓ saved").keys("q");
        assert_eq!(screen.ends(), 0);
        assert!(screen.came_back());
    }
    assert!(!shop.file().exists());
    let left: Vec<_> = fs::read_dir(shop.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("upnext-sample"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn the_terminal_comes_back_when_the_process_is_asked_to_end() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let shop = Shop::new();
        shop.run(&["init"]);
        let mut screen = shop.open(&[]);
        screen.see("This backlog is empty").keys("2aLast words\r").see("Added #1");
        let process = screen.process();
        let kill = std::process::Command::new("kill").args([signal, &process]).status();
        assert!(kill.unwrap().success());
        assert!(screen.ends() > 128, "{signal}");
        assert!(screen.came_back(), "{signal}");
        assert!(shop.run(&["list"]).contains("Last words"), "{signal}");
    }
}

#[test]
fn a_broken_file_is_named_and_the_screen_stays_shut() {
    let shop = Shop::new();
    let broken = "{\n  \"format\": \"upnext\",\n  oops\n}\n";
    fs::File::create(shop.file()).unwrap().write_all(broken.as_bytes()).unwrap();
    let mut screen = shop.open(&[]);
    screen.see("3:3");
    assert_eq!(screen.ends(), 65);
    assert_eq!(fs::read(shop.file()).unwrap().len(), 33);
}

#[test]
fn a_tiny_terminal_does_not_crash_it() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let mut screen = shop.open(&[]);
    screen.see("This backlog is empty");
    for (rows, cols) in [(1, 1), (3, 200), (9, 39), (24, 80)] {
        screen.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        screen.parser.screen_mut().set_size(sure(rows), sure(cols));
        thread::sleep(Duration::from_millis(60));
    }
    screen.keys("2aStill here\r").see("Added #1").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn it_stops_and_comes_back_with_the_screen_as_it_was() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    // A shell with jobs; what is read between must be typed into a terminal that came back.
    let jobs = "set -m; \"$0\" --as Ann; for i in 1 2 3; do echo shell $i; read line; echo \"[$line]\"; fg; done";
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", jobs, env!("CARGO_BIN_EXE_upnext")]);
    let mut screen = shop.open_with(command, (80, 24));
    screen.see("This backlog is empty").keys("2ahalf a thought").see("half a thought");
    for round in 1..=3 {
        screen.keys("\u{1a}").see(&format!("shell {round}"));
        assert!(screen.came_back());
        screen.keys("between\n");
        assert!(screen.until(vt100::Screen::alternate_screen));
        assert!(String::from_utf8_lossy(&screen.sent).contains("[between]"));
        screen.see("half a thought");
    }
    screen.keys("\r").see("Added #1").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn where_no_shell_could_wake_it_it_does_not_stop() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let mut screen = shop.open(&[]);
    screen.see("This backlog is empty").keys("\u{1a}").see("no shell waits behind this screen");
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
}

/// An editor that does one thing to the file and ends.
fn editor(shop: &Shop, script: &str) {
    let path = shop.path().join("editor");
    let text = format!("#!/bin/sh\n{script}\n");
    fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_whole_story_goes_to_the_editor_and_back_and_the_keys_with_it() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card", "--points", "3"]);
    // The editor reads a line of its own: the screen must not take it away.
    editor(&shop, "read typed; sed -i \"s/^# .*/# $typed/; s/^points: .*/points: 8/\" \"$1\"");
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2o");
    assert!(screen.until(|it| !it.alternate_screen()), "the editor has the terminal");
    screen.keys("Pay by phone, jjj\n");
    screen.see("Edited #1: title, points").see("Pay by phone, jjj").see("✓ saved");
    screen.keys("u").see("Undid: Edited #1").keys("q");
    assert_eq!(screen.ends(), 0);
    // A mistake is shown with its line, the text is kept, and o opens it again.
    editor(&shop, "sed -i 's/^points: .*/points: many/' \"$1\"");
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2o").see("Not taken yet").see("line ").see("many");
    editor(&shop, "grep -q many \"$1\" && sed -i 's/^points: .*/points: 5/' \"$1\"");
    screen.keys("q");
    assert!(screen.until(|it| !it.contents().contains("Not taken yet")));
    screen.keys("o").see("Edited #1: points").keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(shop.run(&["show", "1"]).contains('5'));
}

#[test]
fn what_is_copied_goes_through_the_terminal() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card"]);
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2\u{19}").see("Copied #1").keys("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn what_others_did_since_the_last_visit_is_on_the_first_screen() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card"]);
    let mut screen = shop.open(&[]);
    screen.see("[1 Today]").see("Pay by card").see("1 open story");
    assert!(!screen.parser.screen().contents().contains("since your last visit"));
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    shop.run_later(&["set", "1", "points=5"]);
    let mut screen = shop.open(&[]);
    screen.see("since your last visit, 22 Nov · 1").see("points 5").see("Kim, 22 Nov");
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    // It was seen; but the clock of this test stands still, so it is news again.
    let state = fs::read_dir(shop.path().join("home/state/upnext")).unwrap();
    let looks = state.filter_map(Result::ok).map(|it| it.path());
    let looks: Vec<PathBuf> =
        looks.filter(|path| path.display().to_string().contains("looks-")).collect();
    let text = fs::read_to_string(&looks[0]).unwrap();
    assert!(text.contains("\"visited\": \"2026-11-22T09:00:00+00:00\""), "{text}");
}

#[test]
fn a_larger_terminal_is_filled_and_looks_are_remembered() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card"]);
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2").see("─ detail ─").keys("gd").see("The detail is hidden");
    let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
    screen.master.resize(size).unwrap();
    screen.parser.screen_mut().set_size(sure(40), sure(120));
    let last = |it: &vt100::Screen| it.contents().lines().nth(39).unwrap_or("").contains("q quit");
    assert!(screen.until(last), "{}", screen.parser.screen().contents());
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2").see("1 story");
    assert!(!screen.parser.screen().contents().contains("─ detail ─"));
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
}
