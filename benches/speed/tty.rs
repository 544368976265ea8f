//! A program in a terminal of 120×40. What it writes is stamped when it arrives and understood
//! afterwards, so the emulator's own slowness is in no figure.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Ground;
use super::table::ms;

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
/// The end of a frame that is shown whole.
const WHOLE: &[u8] = b"\x1b[?2026l";
/// How long a program may take over anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// A side of the terminal.
fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

/// The program and its terminal.
pub struct Tty {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<(Instant, Vec<u8>)>,
    terminal: vt100::Parser,
    /// The last bytes, as far as the end of a frame may be cut in two.
    tail: Vec<u8>,
    _master: Box<dyn MasterPty + Send>,
}

impl Tty {
    /// Starts a program; gives the moment before it was started.
    pub fn start(ground: &Ground, program: &str, args: &[&str]) -> (Self, Instant) {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        for (name, value) in ground.world() {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to_us, chunks) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length) = reader.read(&mut buffer) {
                let now = Instant::now();
                if length == 0 || to_us.send((now, buffer[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let terminal = vt100::Parser::new(side(SIZE.rows), side(SIZE.cols), 0);
        let tty = Self { child, keys, chunks, terminal, tail: Vec::new(), _master: pair.master };
        (tty, start)
    }

    /// Takes in what comes until the screen is as wanted; gives the moment it was.
    pub fn until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) -> Instant {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok((at, bytes)) = self.chunks.recv_timeout(left) else {
                panic!("{what} never came; the screen:\n{}", self.terminal.screen().contents());
            };
            self.take(&bytes);
            if wanted(self) {
                return at;
            }
        }
    }

    /// Takes in what is there and what comes in the time given.
    pub fn rest(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Ok((_, bytes)) =
            self.chunks.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
    }

    /// Presses a key and waits for the whole next frame that differs below the header, where
    /// the save mark changes by itself; gives milliseconds.
    pub fn press(&mut self, key: &str) -> f64 {
        self.rest(Duration::from_millis(4));
        let before = self.body();
        let start = Instant::now();
        self.keys.write_all(key.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        let at = self.until(&format!("the answer to {key:?}"), |tty| {
            tty.tail.ends_with(WHOLE) && tty.body() != before
        });
        ms(at - start)
    }

    /// Writes keys without waiting for anything.
    pub fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// A line of the screen.
    pub fn line(&self, row: u16) -> String {
        self.terminal.screen().contents_between(row, 0, row, SIZE.cols)
    }

    /// Whether a few lines and the footer stand there: Today may have little to tell.
    pub fn is_shown(&self) -> bool {
        let lines = (1..20).filter(|row| !self.line(*row).trim().is_empty());
        lines.count() > 2 && self.line(SIZE.rows - 1).contains("quit")
    }

    /// Whether rows and the footer stand there.
    pub fn is_full(&self) -> bool {
        !self.line(3).trim().is_empty()
            && !self.line(20).trim().is_empty()
            && self.line(SIZE.rows - 1).contains("quit")
    }

    /// Whether a save runs.
    pub fn is_saving(&self) -> bool {
        self.line(0).contains("saving")
    }

    /// The most memory the program has held, in MB; none where the system does not say.
    pub fn peak(&self) -> Option<f64> {
        let path = format!("/proc/{}/status", self.child.process_id()?);
        let status = std::fs::read_to_string(path).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kilobytes / 1024.0)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.terminal.process(bytes);
        self.tail.extend_from_slice(bytes);
        let over = self.tail.len().saturating_sub(WHOLE.len());
        self.tail.drain(..over);
    }

    /// Texts and colours below the header, and where the cursor stands.
    fn body(&self) -> (Vec<String>, (u16, u16)) {
        let screen = self.terminal.screen();
        (screen.rows_formatted(0, SIZE.cols).skip(1).collect(), screen.cursor_position())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
