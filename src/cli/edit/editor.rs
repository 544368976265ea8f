//! The user's editor, run on a file. It never goes through a shell.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::{SigId, flag, low_level};

use crate::cli::failure::Failure;
use crate::domain::refusal::Refusal;

/// The editor where nobody chose one.
const USUAL: &str = "vi";

/// Opens a file in `$VISUAL`, else `$EDITOR`, else vi, and waits until it is closed.
///
/// # Errors
/// No editor was chosen and there is no terminal for the usual one; it cannot be started; or it
/// ended with a failure.
pub fn run_editor(path: &Path) -> Result<(), Failure> {
    let chosen = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        let words = env::var(name).ok()?;
        (!words.trim().is_empty()).then_some((*name, words))
    });
    if chosen.is_none() && !io::stdin().is_terminal() {
        let words = "there is no terminal to edit in: set $EDITOR, or use upnext set";
        return Err(Refusal::usage(words).into());
    }
    let (name, words) = chosen.unwrap_or(("EDITOR", USUAL.to_owned()));
    let parts = shell_words::split(&words)
        .map_err(|error| Refusal::usage(format!("${name} is “{words}”: {error}")))?;
    let Some((program, options)) = parts.split_first() else {
        return Err(Refusal::usage(format!("${name} names no program")).into());
    };
    let listening = Listening::begin();
    let status = Command::new(program).args(options).arg(path).status();
    drop(listening);
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Refusal::rule(format!("the editor “{words}” {}", ended(status))).into()),
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
