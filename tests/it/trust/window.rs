//! Terminals for the tests beside it: one whose emulator can be killed, and the program's own
//! screen over a disk that drops a guard or breaks down. It tests nothing.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use upnext::cli::Edge;
use upnext::cli::args::Cli;
use upnext::store::base::Base;
use upnext::store::disk::{Disk, RealDisk};

use crate::terminal::{Screen, Shop};

/// Long enough for a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What the processes below are told.
const DISK: &str = "UPNEXT_TEST_DISK";
const WORDS: &str = "UPNEXT_TEST_WORDS";

/// A disk with a fault, or without a guard.
struct Weak {
    fault: String,
    broke: AtomicBool,
    first: Mutex<Option<Metadata>>,
}

impl Weak {
    fn breaks(&self, at: &str) -> bool {
        self.fault == at && !self.broke.swap(true, Ordering::SeqCst)
    }
}

impl Disk for Weak {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let now = RealDisk.metadata(path)?;
        if self.fault != "never looks" {
            return Ok(now);
        }
        Ok(self.first.lock().unwrap().get_or_insert(now).clone())
    }
    fn open(&self, path: &Path) -> io::Result<File> {
        assert!(!self.breaks("reading"), "the disk broke at \u{1b}[31m");
        RealDisk.open(path)
    }
    fn create(&self, path: &Path, mode: Option<Permissions>) -> io::Result<File> {
        assert!(!self.breaks("saving"), "the disk broke at \u{1b}[31m");
        RealDisk.create(path, mode)
    }
    fn matches(&self, base: &Base, bytes: &[u8]) -> bool {
        self.fault == "no base" || base.matches(bytes)
    }
}

/// Not a test of its own: the screen over such a disk.
#[test]
#[ignore = "run by other tests"]
fn screen() {
    let Ok(fault) = std::env::var(DISK) else { return };
    let disk = Weak { fault, broke: AtomicBool::default(), first: Mutex::default() };
    let global = Cli::read(["upnext", "--as", "Ann"]).unwrap().global;
    let edge = Edge::of(&global).unwrap().on(Arc::new(disk));
    match upnext::tui::shell::run(&edge, &global, false) {
        Ok(code) => println!("left with {code}"),
        Err(failure) => println!("left: {}; {:?}", failure.message, failure.reasons),
    }
}

/// This very program, to run one of the tests that are none.
pub fn child(name: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("trust::window::{name}"), "--ignored", "--nocapture"]);
    command
}

/// The screen over a disk with a fault.
pub fn on_disk(fault: &str) -> CommandBuilder {
    let mut command = child("screen");
    command.env(DISK, fault);
    command
}

/// The same, opened.
pub fn open_on(shop: &Shop, fault: &str) -> Screen {
    shop.open_with(on_disk(fault), (80, 24))
}

/// Not a test of its own: a terminal that breaks down without a guard.
#[test]
#[ignore = "run by other tests"]
fn unguarded() {
    if std::env::var_os(WORDS).is_none() {
        return;
    }
    crossterm::terminal::enable_raw_mode().unwrap();
    let mut out = io::stdout();
    crossterm::execute!(
        out,
        crossterm::terminal::EnterAlternateScreen,
        crossterm::cursor::Hide,
        crossterm::event::EnableFocusChange
    )
    .unwrap();
    panic!("nobody gives the terminal back");
}

/// Not a test of its own: what reads keys as the program does, and looks out for nothing else.
#[test]
#[ignore = "run by other tests"]
fn unwatched() {
    if std::env::var_os(WORDS).is_none() {
        return;
    }
    crossterm::terminal::enable_raw_mode().unwrap();
    let (send, keys) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            send.send(event).unwrap();
        }
    });
    println!("it waits for a key\r");
    while keys.recv().is_ok() {
        println!("it reads keys\r");
    }
}

/// Not a test of its own: a terminal that hands everything through until it is killed.
#[test]
#[ignore = "run by other tests"]
fn emulator() {
    let Ok(words) = std::env::var(WORDS) else { return };
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut words = words.split('\u{1f}');
    let mut command = CommandBuilder::new(words.next().unwrap());
    command.args(words);
    command.cwd(std::env::current_dir().unwrap());
    let _inside = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    thread::spawn(move || hand_on(&mut io::stdin(), &mut writer));
    hand_on(&mut reader, &mut io::stdout());
}

fn hand_on(from: &mut impl Read, to: &mut impl Write) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..count]).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}

/// A terminal that can be taken away from under the program.
pub struct Emulator {
    process: Child,
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
}

impl Emulator {
    /// Runs these words in it; the first is the program.
    pub fn run(shop: &Shop, words: &[&str]) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "trust::window::emulator", "--ignored", "--nocapture"])
            .current_dir(shop.path())
            .envs(shop.environment())
            .env(WORDS, words.join("\u{1f}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut shown = process.stdout.take().unwrap();
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = shown.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (rows, cols) = (24.try_into().unwrap(), 80.try_into().unwrap());
        Self { process, parser: vt100::Parser::new(rows, cols, 0), output }
    }

    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let input = self.process.stdin.as_mut().unwrap();
        input.write_all(keys.as_bytes()).and_then(|()| input.flush()).unwrap();
        self
    }

    #[track_caller]
    pub fn see(&mut self, wanted: &str) -> &mut Self {
        let start = Instant::now();
        while !self.parser.screen().contents().contains(wanted) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("no “{wanted}” on\n{}", self.parser.screen().contents());
            };
            self.parser.process(&bytes);
        }
        self
    }

    /// Takes the terminal away, as a closed window or a lost connection does.
    pub fn hang_up(mut self) -> Instant {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        Instant::now()
    }
}

/// The number a program in a terminal left of itself.
pub fn process_of(shop: &Shop, name: &str) -> u32 {
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(shop.path().join(name)).unwrap_or_default();
        match text.trim().parse() {
            Ok(process) if text.ends_with('\n') => return process,
            _ => assert!(start.elapsed() < PATIENCE, "no {name}: “{text}”"),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The state of a process and the ticks of the processor it used; none once it is gone.
pub fn life(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in brackets and may hold anything.
    let after: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| after[at].parse::<u64>().unwrap();
    (after[0] != "Z" && after[0] != "X").then(|| ticks(11) + ticks(12))
}

/// How long after `start` a process was gone; none if it stayed.
pub fn gone_after(process: u32, start: Instant, patience: Duration) -> Option<Duration> {
    while life(process).is_some() {
        if start.elapsed() > patience {
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
    Some(start.elapsed())
}

/// Sends a signal to one process.
pub fn send(signal: &str, process: u32) {
    let sent = Command::new("kill").args([signal, &process.to_string()]).status();
    assert!(sent.unwrap().success(), "{signal} {process}");
}
