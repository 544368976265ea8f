//! The assistant while it is asked from the screen: on threads of its own, given up when the user
//! says so, leaves, or goes to another backlog. What comes too late is heard by nobody.

use std::thread::{self, JoinHandle};

use super::Shell;
use super::terminal::Screen;
use super::waking::{Alarm, Wake};
use crate::advice::drafting::DraftStory;
use crate::cli::args::DraftArgs;
use crate::cli::assistant::{self, Stop};
use crate::cli::{Failure, drafting};
use crate::domain::backlog::Backlog;
use crate::say::plain;
use crate::tui::app::Msg;

/// Who is asked, and which answer is waited for.
#[derive(Default)]
pub(super) struct Asking {
    /// Counts what was asked: an answer to anything but the last is too late.
    ticket: u64,
    running: Option<(Stop, JoinHandle<()>)>,
}

impl Asking {
    /// Ends the assistant, if one is asked.
    pub(super) fn give_up(&mut self) {
        self.ticket += 1;
        if let Some((stop, thread)) = self.running.take() {
            stop.now();
            // It only waits to hear this.
            drop(thread.join());
        }
    }
}

impl Shell {
    /// Tells the screen which assistant there is.
    pub(super) fn name_assistant(&mut self) {
        let program = self.edge.assistant().and_then(|it| it.command.first());
        let name = program.map(|it| it.rsplit('/').next().unwrap_or(it));
        self.app.drafting.settings = self.edge.config_path().to_owned();
        self.app.drafting.assistant = name.map(|it| plain::line(it).into_owned());
    }

    /// Reads the description that a command names.
    pub(super) fn described(&self, args: DraftArgs) -> Result<Msg, Failure> {
        let path = args.path.clone().unwrap_or_default();
        let path = self.edge.typed_path(&path.to_string_lossy());
        let text = drafting::contents(&path)?;
        if text.len() > drafting::ON_SCREEN {
            return Err(Failure::unreadable(drafting::TOO_LONG_HERE.to_owned(), Vec::new()));
        }
        Ok(Msg::Described(text, Box::new(args)))
    }

    /// Asks the assistant of the settings about a text.
    pub(super) fn ask(&mut self, text: &str, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        self.asking.give_up();
        let empty = Backlog::default();
        let request = assistant::request(text, self.app.backlog().unwrap_or(&empty));
        let named =
            self.edge.assistant().ok_or_else(|| assistant::none_set(self.edge.config_path()));
        let running = named.map_err(Failure::from).and_then(|it| assistant::start(it, request));
        let running = match running {
            Ok(running) => running,
            Err(failure) => return self.update(told(Err(failure)), screen),
        };
        let (ticket, stop) = (self.asking.ticket, running.stop());
        let to_loop = Alarm(self.to_loop.clone());
        let thread = thread::spawn(move || {
            let answer = running.wait();
            drop(to_loop.0.send(Wake::Assisted(ticket, answer)));
        });
        self.asking.running = Some((stop, thread));
        Ok(None)
    }

    /// The assistant answered, or failed.
    pub(super) fn assisted(
        &mut self,
        ticket: u64,
        answer: Result<Vec<DraftStory>, Failure>,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        if ticket != self.asking.ticket {
            return Ok(None);
        }
        self.asking.running = None;
        self.update(told(answer), screen)
    }
}

fn told(answer: Result<Vec<DraftStory>, Failure>) -> Msg {
    Msg::Assisted(answer.map_err(|failure| {
        let reasons = failure.reasons.into_iter().map(|it| format!("; {it}"));
        failure.message + &reasons.collect::<String>()
    }))
}
