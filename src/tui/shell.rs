//! The impure shell around the screen: terminal, clock, disk and signals. It knows no story; it
//! hands messages to `update`, draws what `view` makes, and does the effects asked for.

mod assisting;
mod backups;
mod comparing;
mod input;
mod keeping;
mod leaving;
mod memory;
mod rewriting;
mod saving;
mod terminal;
mod waking;

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind};
use signal_hook::consts::SIGCONT;

use self::assisting::Asking;
use self::comparing::Comparing;
use self::input::Input;
use self::keeping::Keeping;
use self::memory::Memory;
use self::rewriting::Away;
use self::saving::Saving;
use self::terminal::Screen;
use self::waking::{Alarm, Queue, Wake};
use super::app::{After, App, Effect, Look, Msg, Tone};
use super::update::{World, update};
use super::view::view;
use crate::cli::args::{Global, Verb};
use crate::cli::{self, Edge, Failure, config};
use crate::domain::backlog::Backlog;
use crate::domain::id::RandomIds;
use crate::session::Session;
use crate::store::saver::SaverEvent;

/// How long leaving waits for the disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the screen until it is left; gives the exit code.
///
/// # Errors
/// The file cannot be read, the terminal fails, or the last change could not be saved.
pub fn run(edge: &Edge, global: &Global, sample: bool) -> Result<u8, Failure> {
    let (to_loop, wakes) = mpsc::channel();
    let mut shell = Shell::open(edge.clone(), global, sample, to_loop)?;
    let mut screen = Screen::enter().map_err(|error| terminal_failed(&error))?;
    shell.app.size = screen.size().map_err(|error| terminal_failed(&error))?;
    shell.resize();
    // The first picture comes before everything that could wait.
    shell.draw(&mut screen)?;
    shell.listen();
    screen.mouse(shell.app.look.mouse).map_err(|error| terminal_failed(&error))?;
    // What breaks down here must not take the last edit along.
    let worked =
        panic::catch_unwind(AssertUnwindSafe(|| shell.work(&mut screen, Queue::of(wakes))));
    if worked.is_ok() {
        shell.memory.keep(&shell.app, shell.edge.moment());
    }
    shell.asking.give_up();
    let saved = shell.stop_saving().map_err(|why| shell.rescued(&why));
    let settled = saved.is_ok() || shell.abandoned;
    std::mem::take(&mut shell.keeping).stop(&shell.app, settled);
    drop(screen);
    drop(shell.sample.take());
    let ended = worked.unwrap_or_else(|broken| {
        saved.as_ref().err().iter().for_each(|lost| cli::say_error(&lost.message));
        panic::resume_unwind(broken)
    });
    // The process ends: taking the model apart would only take time.
    std::mem::forget(shell);
    match (ended, saved) {
        (ended, Ok(())) => ended,
        (Ok(_), Err(lost)) => Err(lost),
        (Err(mut failure), Err(lost)) => {
            failure.reasons.push(lost.message);
            Err(failure)
        }
    }
}

fn terminal_failed(error: &std::io::Error) -> Failure {
    Failure::io(format!("the terminal failed: {error}"))
}

/// A thread broke down; what it was is told on the terminal once that is given back.
fn fallen() -> Failure {
    let why = terminal::fell().unwrap_or_else(|| "upnext broke down".to_owned());
    Failure::io(why)
}

/// Whether the mouse only went over the screen: nothing here follows it.
const fn moves_only(event: MouseEvent) -> bool {
    matches!(event.kind, MouseEventKind::Moved | MouseEventKind::Drag(_) | MouseEventKind::Up(_))
}

/// The loop's own state.
struct Shell {
    app: App,
    edge: Edge,
    who: Option<String>,
    saving: Option<Saving>,
    /// An undo that waits until all that was done is in the log.
    waiting: Option<After>,
    /// What reads the keys; it stands aside while another program has the terminal.
    input: Option<Input>,
    /// Whether another program has the terminal.
    lent: Arc<AtomicBool>,
    /// The editor that has it.
    away: Option<Away>,
    /// The assistant that is asked.
    asking: Asking,
    to_loop: Sender<Wake>,
    /// The comparing of stories that is under way.
    comparing: Comparing,
    /// What is remembered of looking at this file.
    memory: Memory,
    /// What is half typed, kept for the next start.
    keeping: Keeping,
    /// Whether it is left as soon as everything is on the disk.
    leaving: bool,
    /// Whether it was left although something was not saved.
    abandoned: bool,
    /// The sample opened from the welcome, to be thrown away in the end.
    sample: Option<cli::Sample>,
}

impl Shell {
    fn open(
        edge: Edge,
        global: &Global,
        sample: bool,
        to_loop: Sender<Wake>,
    ) -> Result<Self, Failure> {
        let settings = edge.settings()?;
        let no_color = std::env::var_os("NO_COLOR");
        let theme = config::theme(&settings, global.no_color, no_color.as_deref());
        let look = Look { ascii: settings.ascii, mouse: settings.mouse, ..Look::of(theme) };
        let mut shell = Self {
            app: App { keys: settings.keys, ..App::new(None, (0, 0), look, edge.now.day()) },
            edge,
            who: None,
            saving: None,
            waiting: None,
            input: None,
            lent: Arc::default(),
            away: None,
            asking: Asking::default(),
            to_loop,
            comparing: Comparing::default(),
            memory: Memory::default(),
            keeping: Keeping::default(),
            leaving: false,
            abandoned: false,
            sample: None,
        };
        shell.app.folder = shell.edge.folder().display().to_string();
        if shell.edge.found().is_some() {
            shell.load(sample)?;
        }
        Ok(shell)
    }

    /// Reads the backlog's file and shows it.
    fn load(&mut self, sample: bool) -> Result<(), Failure> {
        let file = self.edge.backlog_file()?;
        let loaded = file.load()?;
        let (log, backups) = (self.edge.undo_log(&file), self.edge.backups(&file));
        let session = Session::new(loaded.backlog.clone()).read_only(loaded.read_only.clone());
        let (size, look) = (self.app.size, self.app.look.clone());
        let keys = self.app.keys.clone();
        self.app = App { keys, sample, ..App::new(Some(session), size, look, self.edge.now.day()) };
        self.asking.give_up();
        self.comparing.forget();
        self.name_assistant();
        self.memory = Memory::of(self.edge.looks(&file), &mut self.app);
        self.keeping = Keeping::of(self.edge.typed(&file), &mut self.app);
        self.tell_of_rescued(&file);
        self.saving = Some(Saving::of(file, loaded, log, backups));
        Ok(())
    }

    /// Starts the threads that wake the loop.
    fn listen(&mut self) {
        let keys = Alarm(self.to_loop.clone());
        let tell = move |event: Option<Event>| {
            keys.0.send(event.map_or(Wake::Gone, Wake::Terminal)).is_ok()
        };
        self.input = Some(Input::listen(tell));
        waking::signals(self.to_loop.clone(), Arc::clone(&self.lent));
        waking::hang_up(self.to_loop.clone());
        self.start_saving();
    }

    fn start_saving(&mut self) {
        let to_loop = Alarm(self.to_loop.clone());
        if let Some(saving) = &mut self.saving {
            saving.start(move |event| drop(to_loop.0.send(Wake::Saver(Box::new(event)))));
        }
    }

    /// Waits until everything is on the disk.
    fn stop_saving(&mut self) -> Result<(), String> {
        let Some(saving) = self.saving.take() else { return Ok(()) };
        saving.stop(PATIENCE, self.app.backlog())
    }

    /// Waits, takes everything that came, draws once; nothing ticks in between.
    fn work(&mut self, screen: &mut Screen, mut wakes: Queue) -> Result<u8, Failure> {
        while let Some(first) = wakes.wait() {
            let mut next = Some(first);
            while let Some(wake) = next {
                if let Some(code) = self.take(wake, screen)? {
                    return Ok(code);
                }
                next = wakes.next();
            }
            if self.away.is_none() {
                self.draw(screen)?;
            }
            let settled = self.is_settled();
            self.keeping.note(&self.app, settled);
        }
        Ok(0)
    }

    fn draw(&self, screen: &mut Screen) -> Result<(), Failure> {
        screen.draw(|frame| view(&self.app, frame)).map_err(|error| terminal_failed(&error))
    }

    /// Takes one wake in; an exit code ends the loop.
    fn take(&mut self, wake: Wake, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        match wake {
            Wake::Gone => self.leave_at_once(screen),
            Wake::Fell => {
                self.leave_at_once(screen)?;
                Err(fallen())
            }
            Wake::Signal(SIGCONT) => {
                if self.away.is_none() {
                    screen.woken().map_err(|error| terminal_failed(&error))?;
                }
                Ok(None)
            }
            Wake::Signal(signal) => Ok(self.leave(signal, 128 + u8::try_from(signal).unwrap_or(0))),
            Wake::Assisted(ticket, answer) => self.assisted(ticket, answer, screen),
            Wake::Edited => self.edited(PATIENCE, screen),
            Wake::Saver(event) => self.saver(*event, screen),
            Wake::Compared(done) => match self.comparing.done(done, &self.to_loop) {
                Some(msg) => self.update(msg, screen),
                None => Ok(None),
            },
            Wake::Terminal(event) => match &mut self.away {
                Some(away) => {
                    away.hold(event);
                    Ok(None)
                }
                None => self.hear(event, screen),
            },
        }
    }

    /// What the terminal said.
    fn hear(&mut self, event: Event, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let msg = match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => return Ok(None),
            Event::Key(key)
                if key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL =>
            {
                return self.suspend(screen);
            }
            Event::Key(key) => Msg::Key(key),
            Event::Mouse(event) if !moves_only(event) => Msg::Mouse(event),
            Event::Paste(text) => Msg::Paste(text),
            Event::Resize(width, height) => Msg::Resize(width, height),
            Event::FocusGained => {
                self.saving.iter().for_each(Saving::look);
                return Ok(None);
            }
            _ => return Ok(None),
        };
        self.update(msg, screen)
    }

    /// Stops as Ctrl-Z asks, where a shell is there to wake the screen again.
    fn suspend(&mut self, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        if !terminal::can_stop() {
            let words = "no shell waits behind this screen: leave with q";
            return self.update(Msg::Tell(words.to_owned(), Tone::Refused), screen);
        }
        screen.suspend().map_err(|error| terminal_failed(&error))?;
        Ok(None)
    }

    fn resize(&mut self) {
        let (width, height) = self.app.size;
        drop(update(
            &mut self.app,
            Msg::Resize(width, height),
            &mut self.edge.world(String::new(), &mut RandomIds),
        ));
    }

    fn update(&mut self, msg: Msg, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let who = self.who();
        let effects = update(&mut self.app, msg, &mut self.edge.world(who, &mut RandomIds));
        self.effects(effects, screen)
    }

    /// Who acts: asking git takes a moment, so it is asked once, at the first key.
    fn who(&mut self) -> String {
        self.who.get_or_insert_with(|| self.edge.who()).clone()
    }

    fn effects(
        &mut self,
        effects: Vec<Effect>,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        for effect in effects {
            if let Some(code) = self.effect(effect, screen)? {
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    fn effect(&mut self, effect: Effect, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        match effect {
            Effect::Quit => return Ok(self.quit()),
            Effect::Abandon => {
                self.abandoned = true;
                return Ok(Some(0));
            }
            Effect::SaveElsewhere(path) => return self.save_elsewhere(&path, screen),
            Effect::Redraw => screen.redraw().map_err(|error| terminal_failed(&error))?,
            Effect::Retry => self.saving.iter().for_each(Saving::retry),
            Effect::Save(steps) => {
                let at = self.edge.moment();
                if let (Some(saving), Some(session)) = (&mut self.saving, &self.app.session) {
                    saving.save(session.backlog().clone(), steps, at);
                }
            }
            Effect::Before(occasion) => {
                self.saving.iter_mut().for_each(|saving| saving.expect(occasion));
            }
            Effect::Compare(turn, asked) => self.compare(turn, asked),
            Effect::Backups => return self.update(self.backups(), screen),
            Effect::ReadPast(then) => {
                self.waiting = Some(then);
                return self.read_past(screen);
            }
            Effect::MakeHere(name) => {
                let made = cli::make(&self.edge, &name).map(PathBuf::from);
                return self.opened(made, false, screen);
            }
            Effect::Sample => {
                let made = cli::Sample::make(&self.edge).map(|(edge, sample)| {
                    self.edge = edge;
                    self.sample.insert(sample).path()
                });
                return self.opened(made, true, screen);
            }
            Effect::Outside(verb) => return self.outside(*verb, screen),
            Effect::Copy(text) => terminal::copy(&text).map_err(|error| terminal_failed(&error))?,
            Effect::Mouse(on) => screen.mouse(on).map_err(|error| terminal_failed(&error))?,
            Effect::Redraft(made) => return self.redraft(&made, screen),
            Effect::Ask(text) => return self.ask(&text, screen),
            Effect::GiveUp => self.asking.give_up(),
            Effect::Rewrite { story, discard } => return self.rewrite(story, discard, screen),
        }
        Ok(None)
    }

    /// Shows a backlog that was just made, or says why there is none.
    fn opened(
        &mut self,
        path: Result<PathBuf, Failure>,
        sample: bool,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        let loaded = path.and_then(|path| {
            self.memory.keep(&self.app, self.edge.moment());
            std::mem::take(&mut self.keeping).stop(&self.app, true);
            self.stop_saving().map_err(Failure::io)?;
            self.edge = self.edge.clone().with_file(path, None);
            self.load(sample)
        });
        match loaded {
            Ok(()) => {
                self.start_saving();
                Ok(None)
            }
            Err(failure) => self.update(Msg::Tell(failure.message, Tone::Refused), screen),
        }
    }

    /// Commands of the `:` line that touch other files.
    fn outside(&mut self, verb: Verb, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let msg = self.answered(verb).unwrap_or_else(|failure| {
            let reasons: Vec<String> = failure.reasons.iter().map(|it| format!("  {it}")).collect();
            if reasons.is_empty() {
                Msg::Tell(failure.message, Tone::Refused)
            } else {
                let text = format!("{}\n\n{}", failure.message, reasons.join("\n"));
                Msg::Answer { heading: "Nothing was changed".to_owned(), text }
            }
        });
        self.update(msg, screen)
    }

    fn answered(&self, verb: Verb) -> Result<Msg, Failure> {
        let empty = Backlog::default();
        let backlog = self.app.session.as_ref().map_or(&empty, Session::backlog);
        let now = self.edge.moment();
        Ok(match verb {
            Verb::Import(args) => {
                let incoming = cli::incoming(&args, *now.0.offset(), backlog)?;
                let text = incoming.words();
                match incoming.command {
                    Some(command) => Msg::Perform(Box::new(command)),
                    None => Msg::Answer { heading: args.path.display().to_string(), text },
                }
            }
            Verb::Export(args) => {
                let text = cli::export_text(&args, backlog, now.day())?;
                match &args.output {
                    None => Msg::Answer { heading: "Export".to_owned(), text },
                    Some(path) => {
                        cli::write_export(path, &text, &self.edge)?;
                        Msg::Tell(format!("Wrote {}", path.display()), Tone::Done)
                    }
                }
            }
            Verb::Doctor { .. } => {
                let findings = crate::domain::checkup::findings(backlog);
                let text = cli::diagnosis(&findings, None);
                Msg::Answer { heading: "Doctor".to_owned(), text }
            }
            Verb::Draft(args) => self.described(args)?,
            Verb::Backups(args) => self.of_backups(args.verb.as_ref())?,
            Verb::Init { git: false, .. } => {
                Msg::Tell("there is a backlog here already".to_owned(), Tone::Refused)
            }
            _ => {
                let words = "that one is for the shell: leave with q and write it there";
                Msg::Tell(words.to_owned(), Tone::Refused)
            }
        })
    }

    fn saver(&mut self, event: SaverEvent, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let (Some(saving), Some(session)) = (&mut self.saving, &self.app.session) else {
            return Ok(None);
        };
        for msg in saving.told(event, session.backlog()) {
            self.before(&msg);
            if let Some(code) = self.update(msg, screen)? {
                return Ok(Some(code));
            }
        }
        if let Some(code) = self.left_at_last() {
            return Ok(Some(code));
        }
        self.read_past(screen)
    }

    /// Reads what can be undone once everything done here is in the log too.
    fn read_past(&mut self, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let settled = self.saving.as_ref().is_none_or(Saving::is_settled);
        let Some(then) = self.waiting.take_if(|_| settled) else { return Ok(None) };
        let past = self
            .saving
            .as_ref()
            .map_or_else(|| Ok(crate::store::undo::Stacks::default()), Saving::past);
        let msg = match past {
            Ok(past) => Msg::Past { undo: past.undo, redo: past.redo, then },
            Err(error) => Msg::Tell(error.to_string(), Tone::Refused),
        };
        self.update(msg, screen)
    }
}

impl Edge {
    /// The world as it is at this moment, lent to one update.
    fn world<'a>(&self, by: String, ids: &'a mut RandomIds) -> World<'a> {
        World { stamp: crate::domain::stamp::Stamp { at: self.moment(), by }, ids }
    }
}
