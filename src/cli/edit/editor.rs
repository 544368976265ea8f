//! The user's editor, run on a file. It never goes through a shell.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::{SigId, flag, low_level};

use crate::cli::failure::Failure;
use crate::domain::refusal::Refusal;

/// The editor where nobody chose one.
const USUAL: &str = "vi";

/// An editor that has the terminal.
pub struct Editor {
    child: Child,
    /// The words it was started with.
    words: String,
    _listening: Listening,
}

/// Tells a running editor that it is to end.
#[derive(Debug, Clone, Copy)]
pub struct Bell(Pid);

impl Bell {
    /// Passes a signal on; an editor that has ended by itself needs none.
    pub fn ring(self, signal: i32) {
        if let Some(signal) = Signal::from_named_raw(signal) {
            let _gone_already = kill_process(self.0, signal);
        }
    }
}

impl Editor {
    /// How to tell it that it is to end.
    #[must_use]
    pub fn bell(&self) -> Bell {
        Bell(Pid::from_child(&self.child))
    }

    /// Waits until it is closed.
    ///
    /// # Errors
    /// It ended with a failure.
    pub fn wait(mut self) -> Result<(), Failure> {
        let words = &self.words;
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => {
                Err(Refusal::rule(format!("the editor “{words}” {}", ended(status))).into())
            }
            Err(error) => Err(Failure::io(format!("the editor “{words}” was lost: {error}"))),
        }
    }
}

/// Opens a file in `$VISUAL`, else `$EDITOR`, else vi.
///
/// # Errors
/// No editor was chosen and there is no terminal for the usual one, or it cannot be started.
pub fn start_editor(path: &Path) -> Result<Editor, Failure> {
    let chosen = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        let words = env::var(name).ok()?;
        (!words.trim().is_empty()).then_some((*name, words))
    });
    if chosen.is_none() && !io::stdin().is_terminal() {
        let words = "there is no terminal to edit in: set $EDITOR to an editor, or use upnext set, \
                     or upnext draft with --keep";
        return Err(Refusal::usage(words).into());
    }
    let (name, words) = chosen.unwrap_or(("EDITOR", USUAL.to_owned()));
    let parts = shell_words::split(&words)
        .map_err(|error| Refusal::usage(format!("${name} is “{words}”: {error}")))?;
    let Some((program, options)) = parts.split_first() else {
        return Err(Refusal::usage(format!("${name} names no program")).into());
    };
    let listening = Listening::begin();
    match Command::new(program).args(options).arg(path).spawn() {
        Ok(child) => Ok(Editor { child, words, _listening: listening }),
        Err(error) => {
            let hint = "set $EDITOR to one that can";
            Err(Refusal::rule(format!("the editor “{words}” does not start: {error}; {hint}"))
                .into())
        }
    }
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with the exit code {code}"),
        None => "was killed".to_owned(),
    }
}

/// While the editor has the terminal, its keys for interrupting are not meant for this program.
struct Listening(Vec<SigId>);

impl Listening {
    fn begin() -> Self {
        let unheard = Arc::new(AtomicBool::new(false));
        let register = |signal| flag::register(signal, Arc::clone(&unheard)).ok();
        Self([SIGINT, SIGQUIT].into_iter().filter_map(register).collect())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for id in self.0.drain(..) {
            low_level::unregister(id);
        }
    }
}
