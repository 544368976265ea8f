//! The terminal: entered, drawn on, given back in every way of leaving. It knows nothing of what
//! it shows.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::say::plain;

/// What broke down on another thread than the one that draws.
static FELL: Mutex<Option<String>> = Mutex::new(None);

/// The terminal while the screen is open. Letting it go gives it back.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Whole>>,
    frame: Whole,
    /// Whether clicks and the wheel are taken from the terminal.
    mouse: bool,
    /// The modes the terminal had before it was taken over.
    modes: Option<Termios>,
}

/// A frame, gathered until it is whole: half a frame never reaches the terminal, and a frame is
/// written at once.
#[derive(Clone, Default)]
struct Whole(Rc<RefCell<Vec<u8>>>);

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn fresh(frame: &Whole) -> io::Result<Terminal<CrosstermBackend<Whole>>> {
    Terminal::new(CrosstermBackend::new(frame.clone()))
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        let modes = modes();
        let drawing = thread::current().id();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == drawing {
                give_back();
                crate::cli::say_error(&broken_down(info));
            } else {
                // The screen still stands: the loop is told, leaves, and tells it then.
                *FELL.lock().unwrap_or_else(PoisonError::into_inner) = Some(broken_down(info));
            }
        }));
        let frame = Whole::default();
        let entered = take_over().and_then(|()| fresh(&frame));
        // What was taken over in part is given back whole.
        let terminal = entered.inspect_err(|_| give_back())?;
        Ok(Self { terminal, frame, mouse: false, modes })
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame; the terminal shows it whole.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.frame.0.borrow_mut().clear();
        queue!(self.frame, BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        queue!(self.frame, EndSynchronizedUpdate)?;
        let mut out = io::stdout().lock();
        out.write_all(&self.frame.0.borrow())?;
        out.flush()
    }

    /// Forgets what the terminal shows, so that every cell is drawn afresh.
    /// A fresh terminal has nothing to compare with; its own `clear` would ask the terminal where
    /// the cursor is, and the answer would go to the thread that reads the keys.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = fresh(&self.frame)?;
        Ok(())
    }

    /// Takes clicks and the wheel from the terminal, or leaves them to it.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Gives the terminal to another program.
    #[expect(clippy::unused_self, reason = "only who has the terminal can lend it")]
    pub(super) fn lend(&mut self) {
        give_back();
    }

    /// Takes the terminal again from a program that may have left it in any mode.
    pub(super) fn regain(&mut self) -> io::Result<()> {
        if let Some(modes) = &self.modes {
            // Where this fails the terminal is gone, and taking it over fails, too.
            let _gone = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
        }
        self.take_again()
    }

    /// Takes the terminal again after the process was stopped and woken: the shell had it.
    pub(super) fn woken(&mut self) -> io::Result<()> {
        drop(disable_raw_mode());
        self.take_again()
    }

    fn take_again(&mut self) -> io::Result<()> {
        take_over()?;
        self.mouse(self.mouse)?;
        self.redraw()
    }

    /// Gives the terminal back and stops, as Ctrl-Z asks; takes it again when woken. Whoever was
    /// started together with this program stops, too, or the shell would not come forward.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        kill_current_process_group(Signal::TSTP)?;
        self.modes = modes();
        self.take_again()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        // The hook spoke for the screen; without it, a panic is told as usual.
        if !thread::panicking() {
            drop(panic::take_hook());
        }
    }
}

/// Whether a shell stands behind the screen that can wake it again. The group of processes that
/// leads a session has none: stopped, it would stay so for ever.
pub(super) fn can_stop() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// What broke down on another thread, if anything did.
pub(super) fn fell() -> Option<String> {
    FELL.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// What a panic says. It may quote a text from the backlog, so it passes the gate.
fn broken_down(info: &PanicHookInfo<'_>) -> String {
    let trace = Backtrace::capture();
    let trace = match trace.status() {
        BacktraceStatus::Captured => format!("\n{trace}"),
        _ => String::new(),
    };
    plain::text(&format!("upnext broke down, {info}{trace}")).into_owned()
}

/// Puts a text on the clipboard of the machine one sits at, through the terminal (OSC 52).
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

fn modes() -> Option<Termios> {
    tcgetattr(rustix::stdio::stdin()).ok()
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)
}

/// Nothing can be done where this fails: the terminal is gone.
fn give_back() {
    drop(execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        SetAttribute(Attribute::Reset),
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    ));
    drop(disable_raw_mode());
}
