//! An assistant while it runs: fed, listened to, and ended with everything it started when it
//! takes too long or says too much. It never goes through a shell, and takes no word for true.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::Assistant;
use super::answer;
use crate::advice::drafting::DraftStory;
use crate::cli::failure::Failure;
use crate::domain::refusal::Refusal;
use crate::say::plain;

/// The most bytes of an answer.
const MOST: usize = 1 << 20;
/// As much of its complaints as is read.
const COMPLAINT: u64 = 4 << 10;
/// As many characters of its complaint as are told.
const TOLD: usize = 200;

/// How long its output is still read after it ended, where something it started holds it open.
const GRACE: Duration = Duration::from_millis(300);
/// The bytes that are read at once.
const PIECE: usize = 16 << 10;

/// What is heard of it.
enum Heard {
    /// More of what it wrote.
    Said(Vec<u8>),
    /// It writes no more.
    Silent,
    /// It ended.
    Ended(io::Result<ExitStatus>),
    /// Nobody waits for it any more.
    GivenUp,
}

/// Gives an assistant up.
#[derive(Debug, Clone)]
pub struct Stop(Sender<Heard>);

impl Stop {
    /// Nobody waits any more: the assistant is ended.
    pub fn now(&self) {
        // It may have ended already.
        drop(self.0.send(Heard::GivenUp));
    }
}

/// An assistant that was asked.
#[derive(Debug)]
pub struct Running {
    name: String,
    seconds: u64,
    group: Pid,
    until: Instant,
    heard: Receiver<Heard>,
    complaint: Receiver<Vec<u8>>,
    to_us: Sender<Heard>,
}

impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("something heard of an assistant")
    }
}

/// Starts an assistant and asks it.
///
/// # Errors
/// It cannot be started.
pub fn start(assistant: &Assistant, request: Vec<u8>) -> Result<Running, Failure> {
    let Some((program, options)) = assistant.command.split_first() else {
        return Err(super::none_set("").into());
    };
    let name = plain::line(program).into_owned();
    let mut command = Command::new(program);
    command.args(options).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such program".to_owned(),
            _ => error.to_string(),
        };
        let hint = "config.toml names it, in [assistant]";
        Failure::from(Refusal::rule(format!(
            "the assistant “{name}” does not start: {why}; {hint}"
        )))
    })?;
    let group = Pid::from_child(&child);
    let (to_us, heard) = mpsc::channel();
    let complaint = listen(&mut child, request, &to_us);
    let ended = to_us.clone();
    thread::spawn(move || drop(ended.send(Heard::Ended(child.wait()))));
    let until = Instant::now() + Duration::from_secs(assistant.seconds);
    Ok(Running { name, seconds: assistant.seconds, group, until, heard, complaint, to_us })
}

/// Feeds it and listens to it, each on a thread: it may read, write and complain in any order.
fn listen(child: &mut Child, request: Vec<u8>, to_us: &Sender<Heard>) -> Receiver<Vec<u8>> {
    let (to_complaint, complaint) = mpsc::channel();
    if let Some(mut input) = child.stdin.take() {
        // One that does not read what it is asked may still answer.
        thread::spawn(move || drop(input.write_all(&request)));
    }
    if let Some(output) = child.stdout.take() {
        let said = to_us.clone();
        thread::spawn(move || tell_all(output, &said));
    }
    if let Some(mut errors) = child.stderr.take() {
        thread::spawn(move || {
            drop(to_complaint.send(beginning(&mut errors, COMPLAINT)));
            // It is not stopped by a pipe that nobody empties.
            drop(io::copy(&mut errors, &mut io::sink()));
        });
    }
    complaint
}

/// Tells what a pipe gives as it comes: its other end may stay open for long.
fn tell_all(mut pipe: impl Read, to_us: &Sender<Heard>) {
    let mut piece = vec![0; PIECE];
    loop {
        let heard = match pipe.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // What came before a failure is looked at; it is whole or is no answer.
            Ok(0) | Err(_) => Heard::Silent,
            Ok(read) => Heard::Said(piece.get(..read).unwrap_or_default().to_vec()),
        };
        let last = matches!(heard, Heard::Silent);
        if to_us.send(heard).is_err() || last {
            return;
        }
    }
}

/// As much as that of what a pipe gives.
fn beginning(pipe: impl Read, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before a failure is looked at; it is whole or is no answer.
    drop(pipe.take(most).read_to_end(&mut bytes));
    bytes
}

impl Running {
    /// How to give it up.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop(self.to_us.clone())
    }

    /// Waits for its answer, as long as it may take.
    ///
    /// # Errors
    /// It failed, said what is no answer, took too long, said too much, or was given up.
    pub fn wait(self) -> Result<Vec<DraftStory>, Failure> {
        let answered = self.answer();
        if answered.is_err() {
            self.end();
        }
        answered
    }

    fn answer(&self) -> Result<Vec<DraftStory>, Failure> {
        let name = &self.name;
        let (mut said, mut silent, mut ended) = (Vec::new(), false, None);
        let mut until = self.until;
        while !silent || ended.is_none() {
            let left = until.saturating_duration_since(Instant::now());
            match self.heard.recv_timeout(left) {
                Ok(Heard::Said(bytes)) => {
                    said.extend(bytes);
                    if said.len() > MOST {
                        let words = format!("the assistant “{name}” said more than 1 MiB");
                        return Err(Failure::unreadable(words, Vec::new()));
                    }
                }
                Ok(Heard::Silent) => silent = true,
                Ok(Heard::Ended(status)) => {
                    ended = Some(status);
                    until = until.min(Instant::now() + GRACE);
                }
                Ok(Heard::GivenUp) => {
                    let words = format!("the assistant “{name}” was given up");
                    return Err(Refusal::rule(words).into());
                }
                // It said what it has to say; what it started and left behind says nothing.
                Err(RecvTimeoutError::Timeout) if ended.is_some() => {
                    self.end();
                    break;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    let words = format!(
                        "the assistant “{name}” took longer than {} s and was ended; seconds in \
                         [assistant] of config.toml gives it more",
                        self.seconds
                    );
                    return Err(Failure::io(words));
                }
            }
        }
        match ended {
            Some(Ok(status)) if status.success() => answer::read(name, &said),
            Some(Ok(status)) => Err(self.failed(status)),
            Some(Err(error)) => {
                Err(Failure::io(format!("the assistant “{name}” was lost: {error}")))
            }
            None => Ok(Vec::new()),
        }
    }

    /// Why it failed, in its own words where it has any.
    fn failed(&self, status: ExitStatus) -> Failure {
        let how = match status.code() {
            Some(code) => format!("ended with the exit code {code}"),
            None => "was killed".to_owned(),
        };
        let left = self.until.saturating_duration_since(Instant::now());
        let complaint = self.complaint.recv_timeout(left.min(Duration::from_secs(1)));
        let complaint = String::from_utf8_lossy(&complaint.unwrap_or_default()).into_owned();
        let first = complaint.lines().map(str::trim).find(|line| !line.is_empty());
        let first: Option<String> =
            first.map(|line| plain::line(line).chars().take(TOLD).collect());
        let why = first.map(|line| format!(": {line}")).unwrap_or_default();
        Refusal::rule(format!("the assistant “{}” {how}{why}", self.name)).into()
    }

    /// Ends it and whatever it started.
    fn end(&self) {
        // All of them may have ended by themselves.
        let _gone_already = kill_process_group(self.group, Signal::KILL);
    }
}
