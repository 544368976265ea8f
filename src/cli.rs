//! The command line: words in, text or JSON out, an exit code. It decides nothing that the domain
//! decides; this is the edge where clock, names and standard streams are.

pub mod act;
pub mod answer;
pub mod args;
pub mod assistant;
pub mod backups;
pub mod complete;
pub mod config;
mod demo;
mod doctor;
pub mod drafting;
mod edge;
pub mod edit;
mod exchange;
mod failure;
pub mod known;
mod man;
mod merging;
mod print;
pub mod resolve;
mod screenshot;
mod waiving;
mod words;

use std::ffi::OsString;
use std::io::{IsTerminal, Read};

use clap::CommandFactory;

use self::act::{Asked, Question, interpret};
use self::args::{Cli, Global, Verb};
pub use self::demo::{Sample, backlog as sample_backlog, replay};
pub use self::doctor::diagnosis;
pub use self::edge::Edge;
pub use self::exchange::{Incoming, export_text, incoming, write_export};
pub use self::failure::Failure;
use self::print::Printer;
pub use self::print::say_error;
use crate::domain::backlog::Backlog;
use crate::domain::id::RandomIds;
use crate::domain::product::Product;
use crate::domain::refusal::Refusal;
use crate::say::plain;
use crate::session::{Occasion, Outcome, Session};
use crate::store::file::{BacklogFile, Loaded};
use crate::store::undo::Stacks;

/// Runs the program with these arguments and gives its exit code.
#[must_use]
pub fn run(args: Vec<OsString>) -> u8 {
    // What cannot be parsed may still ask for its error in JSON.
    let wants_json = args.iter().any(|arg| arg == "--json");
    let cli = match Cli::read(args) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let printer = Printer { json: wants_json, quiet: false };
            let text = error.to_string();
            if !wants_json {
                print::stderr(&plain::text(&text));
                return 2;
            }
            let message = text.trim_start_matches("error: ").lines().next().unwrap_or_default();
            return printer.failure(&Failure::from(Refusal::usage(message)));
        }
        Err(error) => return print::stdout(&error.to_string()).map_or_else(|it| it.code(), |()| 0),
    };
    let printer = Printer { json: cli.global.json, quiet: cli.global.quiet };
    match dispatch(cli, printer) {
        Ok(code) => code,
        Err(failure) => printer.failure(&failure),
    }
}

fn dispatch(cli: Cli, printer: Printer) -> Result<u8, Failure> {
    let edge = Edge::of(&cli.global)?;
    let Some(verb) = cli.verb else { return screen(&edge, &cli.global) };
    match verb {
        Verb::Demo => demo::open(&edge, &cli.global),
        Verb::Init { name, git } => init(&edge, name.as_deref().unwrap_or_default(), git, printer),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "upnext", &mut script);
            print::stdout(&String::from_utf8_lossy(&script)).map(|()| 0)
        }
        Verb::Man => {
            let page = man::page().map_err(|error| Failure::io(error.to_string()))?;
            print::stdout(&page).map(|()| 0)
        }
        Verb::Edit { number, discard } => edit::edit(&edge, &number, discard, printer),
        Verb::Import(args) => exchange::import(&edge, &args, printer),
        Verb::Export(args) => exchange::export(&edge, &args, printer),
        Verb::Draft(args) => drafting::draft(&edge, &args, printer),
        Verb::Screenshot(args) => screenshot::make(&edge, &args, printer),
        Verb::Doctor { mend } => doctor::doctor(&edge, mend, printer),
        Verb::Backups(args) => backups::backups(&edge, &args, printer),
        Verb::Merge(args) => merging::merge(&args, printer),
        verb if asks_only(&verb) => question(&edge, verb, printer),
        verb => act_on_file(&edge, verb, printer),
    }
}

/// Whether a verb changes nothing: then no lock is taken.
const fn asks_only(verb: &Verb) -> bool {
    use args::{EpicVerb, IdeaArgs, IdeaVerb, PersonVerb, ProductVerb, ReleaseVerb, SprintVerb};
    matches!(
        verb,
        Verb::List(_)
            | Verb::Show { .. }
            | Verb::MergeConflicts
            | Verb::Log { .. }
            | Verb::Check(_)
            | Verb::Score { .. }
            | Verb::Disagreements
            | Verb::Why { .. }
            | Verb::Health
            | Verb::Similar { .. }
            | Verb::Suggest { .. }
            | Verb::Figures { .. }
            | Verb::Today { .. }
            | Verb::Sprint {
                verb: SprintVerb::List | SprintVerb::Show { .. } | SprintVerb::Daily { .. }
            }
            | Verb::Person { verb: PersonVerb::List }
            | Verb::Release { verb: ReleaseVerb::List }
            | Verb::Product { verb: ProductVerb::Show }
            | Verb::Epic { verb: EpicVerb::List }
            | Verb::Idea(IdeaArgs { verb: Some(IdeaVerb::List), .. })
    )
}

fn screen(edge: &Edge, global: &Global) -> Result<u8, Failure> {
    // A mistake in the settings is said wherever the screen was asked for.
    edge.settings()?;
    needs_terminal()?;
    crate::tui::shell::run(edge, global, false)
}

/// Refuses where there is no terminal to draw on.
fn needs_terminal() -> Result<(), Refusal> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Refusal::usage("the screen needs a terminal: use upnext list, or see upnext --help"))
}

fn question(edge: &Edge, verb: Verb, printer: Printer) -> Result<u8, Failure> {
    let loaded = edge.backlog_file()?.load()?;
    let backlog = &loaded.backlog;
    let today = edge.now.day();
    let Asked::Question(question) = interpret(verb, &mut no_input, backlog, today)? else {
        return Ok(0);
    };
    let found = match &question {
        Question::Check(words) => Some(answer::findings(words, backlog)?),
        Question::Health => Some(answer::health(backlog, today)),
        _ => None,
    };
    if let Some(findings) = found {
        let width = print::terminal_width();
        let text = match &question {
            _ if printer.json => answer::findings_json(&findings)?,
            Question::Health => answer::health_text(&findings, backlog, width),
            _ => answer::findings_text(&findings, backlog, width),
        };
        print::stdout(&text)?;
        std::mem::forget(loaded);
        return Ok(u8::from(!findings.is_empty()));
    }
    let text = if printer.json {
        answer::json(&question, backlog, today)?
    } else {
        answer::text(&question, backlog, today, print::terminal_width())?
    };
    print::stdout(&text)?;
    // The process ends here: taking a model of a hundred thousand stories apart would be waste.
    std::mem::forget(loaded);
    Ok(0)
}

fn no_input() -> Result<String, Refusal> {
    Err(Refusal::usage("nothing is read from standard input here"))
}

/// Reads, carries out and writes under one lock, and answers when it is on the disk.
fn act_on_file(edge: &Edge, verb: Verb, printer: Printer) -> Result<u8, Failure> {
    // Typing is never waited for while the lock is held.
    let input = match &verb {
        Verb::Add(args) if args.title == "-" => Some(standard_input()?),
        Verb::Idea(args) if args.text.as_deref() == Some("-") => Some(standard_input()?),
        _ => None,
    };
    let mut stdin = || input.clone().map_or_else(no_input, Ok);
    let past = match verb {
        Verb::Undo | Verb::Redo => Past::Whole,
        // Consecutive moves of the same stories are one act.
        Verb::Move { .. } => Past::Newest,
        _ => Past::None,
    };
    let (outcome, session) = on_file(edge, past, |session| {
        let backlog = session.backlog();
        let asked = interpret(verb, &mut stdin, backlog, edge.now.day())?;
        carry_out(edge, session, asked)
    })?;
    printer.outcome(&outcome, session.backlog())?;
    std::mem::forget(session);
    Ok(0)
}

/// How much of what was done before an act needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Past {
    /// Nothing.
    None,
    /// The newest act.
    Newest,
    /// Everything that can be undone and redone.
    Whole,
}

/// Does something with the backlog in its file, under the lock, and saves what became of it.
fn on_file(
    edge: &Edge,
    past: Past,
    act: impl FnOnce(&mut Session) -> Result<Outcome, Failure>,
) -> Result<(Outcome, Session), Failure> {
    let file = edge.backlog_file()?;
    let log = edge.undo_log(&file);
    file.with_lock(|locked| {
        let Loaded { backlog, read_only, .. } = locked.read()?;
        let past = match (&log, past) {
            (Some(log), Past::Whole) => log.read()?,
            (Some(log), Past::Newest) => {
                Stacks { undo: log.newest()?.into_iter().collect(), redo: Vec::new() }
            }
            _ => Stacks::default(),
        };
        let mut session =
            Session::new(backlog).with_past(past.undo, past.redo).read_only(read_only);
        let mut done = act(&mut session);
        let step = match &done {
            Ok(outcome) => outcome.step.clone(),
            Err(failure) => failure.step.as_deref().cloned(),
        };
        if let (Ok(outcome), Some(_)) = (&mut done, &step) {
            let occasion = outcome.occasion.unwrap_or(Occasion::Hourly);
            locked.keep_before(edge.before(&file, Some(occasion)));
            locked.replace(session.backlog())?;
            outcome.notices.extend(locked.kept().notice());
        }
        // The act is in the file: a log that cannot be written takes its undo, not the act.
        if let (Some(log), Some(step)) = (&log, step)
            && let Err(error) = log.append(&[step])
            && let Ok(outcome) = &mut done
        {
            outcome.notices.push(format!("this cannot be undone: {error}"));
        }
        done.map(|outcome| (outcome, session))
    })
}

fn carry_out(edge: &Edge, session: &mut Session, asked: Asked) -> Result<Outcome, Failure> {
    let stamp = edge.stamp();
    Ok(match asked {
        Asked::Act(command) => session.perform(&command, &stamp, &mut RandomIds)?,
        Asked::Undo => {
            session.undo().map_err(|(refusal, step)| Failure::set_aside(refusal, step))?
        }
        Asked::Redo => session.redo()?,
        Asked::Question(_) | Asked::Outside(_) => Outcome::default(),
    })
}

fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| Failure::input(&error))?;
    Ok(text)
}

fn init(edge: &Edge, name: &str, git: bool, printer: Printer) -> Result<u8, Failure> {
    if git {
        return merging::init(edge, name, printer);
    }
    let path = make(edge, name)?;
    let shown = plain::line(&path).into_owned();
    printer.done(&format!("Made {shown}: now `upnext`, or upnext add \"…\""))?;
    Ok(0)
}

/// Makes an empty backlog where the edge says, and gives its path.
///
/// # Errors
/// Something is there already, or it cannot be written.
pub fn make(edge: &Edge, name: &str) -> Result<String, Failure> {
    let name = crate::domain::setting::line_or_none(name)?;
    let path = edge.file_to_make();
    let product = Product { name, ..Product::default() };
    let parts = crate::domain::backlog::Parts { product, ..Default::default() };
    BacklogFile::new(&path).create(&Backlog::from(parts))?;
    Ok(path.display().to_string())
}
