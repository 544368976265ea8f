//! The terminal: entered, drawn on, given back in every way of leaving. It knows nothing of what
//! it shows.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// The terminal while the screen is open. Letting it go gives it back.
pub(super) struct Screen {
    terminal: Buffered,
    /// Whether clicks and the wheel are taken from the terminal.
    mouse: bool,
}

/// A frame is written at once, not cell by cell.
type Buffered = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

fn fresh() -> io::Result<Buffered> {
    let buffered = BufWriter::with_capacity(1 << 16, io::stdout());
    Terminal::new(CrosstermBackend::new(buffered))
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
        take_over()?;
        Ok(Self { terminal: fresh()?, mouse: false })
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame; the terminal shows it whole.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }

    /// Forgets what the terminal shows, so that every cell is drawn afresh.
    /// A fresh terminal has nothing to compare with; its own `clear` would ask the terminal where
    /// the cursor is, and the answer would go to the thread that reads the keys.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = fresh()?;
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

    /// Gives the terminal to another program until it is done with it.
    pub(super) fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let done = to();
        self.take_again()?;
        Ok(done)
    }

    fn take_again(&mut self) -> io::Result<()> {
        take_over()?;
        self.mouse(self.mouse)?;
        self.redraw()
    }

    /// Gives the terminal back and stops, as Ctrl-Z asks; takes it again when woken.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.take_again()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        // The hook spoke for the screen; without it, a panic is told as usual.
        if !std::thread::panicking() {
            drop(panic::take_hook());
        }
    }
}

/// Puts a text on the clipboard of the machine one sits at, through the terminal (OSC 52).
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
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
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    ));
    drop(disable_raw_mode());
}
