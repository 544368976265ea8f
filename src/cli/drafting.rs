//! `upnext draft`: from a description to proposed stories, shown, edited, or kept in one act. It
//! keeps nothing that was not asked for.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Serialize;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::args::DraftArgs;
use super::assistant;
use super::edge::Edge;
use super::edit::{Editor, Sketch, start_editor};
use super::failure::Failure;
use super::print::{self, Printer};
use super::{Past, on_file, resolve, standard_input};
use crate::advice::drafting::{self, DraftStory, Reading};
use crate::bridge::sheet::drafts;
use crate::domain::backlog::Backlog;
use crate::domain::command::{Command, NewStory, Place};
use crate::domain::id::RandomIds;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::Stamp;
use crate::say::plain;
use crate::session::Outcome;

/// The largest description that is read: 4 MiB.
const LARGEST: u64 = 4 << 20;
/// So many lines are named of the sentences that are passed over.
const TOLD: usize = 20;
/// The longest description that is read on the screen, in bytes: no key waits for a longer one.
pub const ON_SCREEN: usize = 256 << 10;
/// What is said of a longer one there.
pub const TOO_LONG_HERE: &str = "this is longer than 256 KiB, too long for the screen: upnext draft \
                                 FILE on the command line reads up to 4 MiB";
/// What is said where a description holds none.
pub const NONE_FOUND: &str =
    "no story is found in it: write “As a …, I want …”, “Guests can …” or a list of points";

pub(super) fn draft(edge: &Edge, args: &DraftArgs, printer: Printer) -> Result<u8, Failure> {
    let keeps = args.keep || args.edit;
    let spot = &args.spot;
    if !keeps && (spot.top || spot.bottom || spot.before.is_some() || spot.after.is_some()) {
        return Err(Refusal::usage("nothing is kept without --keep: say it, or no place").into());
    }
    let path = args.path.as_deref().ok_or_else(|| {
        Refusal::usage("say which file: upnext draft FILE, or - for standard input")
    })?;
    if args.edit && path == Path::new("-") {
        let words = "--edit needs the terminal: write the description to a file, then edit";
        return Err(Refusal::usage(words).into());
    }
    let backlog = match (keeps, edge.backlog_file()) {
        // Where something is to be kept, all that is wrong is said before anybody types.
        (true, file) => Some(file?.load()?),
        (false, Ok(file)) if args.assistant => Some(file.load()?),
        (false, _) => None,
    };
    if let Some(why) = backlog.as_ref().filter(|_| keeps).and_then(|it| it.read_only.clone()) {
        return Err(Refusal::rule(why).into());
    }
    let text = if path == Path::new("-") { standard_input()? } else { contents(path)? };
    let empty = Backlog::default();
    let held = backlog.as_ref().map_or(&empty, |loaded| &loaded.backlog);
    if keeps {
        resolve::spot(spot, held)?;
    }
    let Reading { drafts: made, passed } = if args.assistant {
        Reading { drafts: ask(edge, &text, held)?, passed: Vec::new() }
    } else {
        described(&text)?
    };
    let made = only(made, &args.only)?;
    let why = match made.is_empty() {
        true if args.assistant => Some(assistant::NO_STORY.to_owned()),
        true => Some(NONE_FOUND.to_owned()),
        false => passed_over(&passed).map(|it| it.0 + &it.1),
    };
    if let Some(why) = why.filter(|_| !printer.quiet && !printer.json) {
        print::stderr(&format!("{why}\n"));
    }
    if !keeps {
        return show(&made, printer);
    }
    keep(edge, args, &made, printer)
}

/// The drafts of a description, or those it already holds as they are written here.
///
/// # Errors
/// They hold mistakes; all of them are told.
pub fn described(text: &str) -> Result<Reading, Failure> {
    // Some programs write a mark of the byte order before a text; it is no part of it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !drafts::is_sheet(text) {
        return Ok(drafting::reading(text));
    }
    let read = drafts::read(text).map_err(|mistakes| {
        let reasons = mistakes.iter().map(|it| format!("line {}: {}", it.line, it.words));
        Failure::unreadable("these drafts cannot be read".to_owned(), reasons.collect())
    })?;
    let drafts = read.into_iter().map(|(line, story)| DraftStory::of(line, story)).collect();
    Ok(Reading { drafts, passed: Vec::new() })
}

/// How many sentences say nothing of a story, and on which lines they begin; none where all do.
#[must_use]
pub fn passed_over(lines: &[usize]) -> Option<(String, String)> {
    let (count, begins) = match lines {
        [] => return None,
        [line] => ("1 sentence says nothing of a story".to_owned(), format!(": line {line}")),
        _ => {
            let shown = lines.iter().take(TOLD).map(usize::to_string).collect::<Vec<_>>();
            let more = lines.len().saturating_sub(TOLD);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let count = format!("{} sentences say nothing of a story", lines.len());
            (count, format!(": lines {}{more}", shown.join(", ")))
        }
    };
    Some((count, begins))
}

/// The open story that is called as a draft is.
#[must_use]
pub fn namesake(draft: &DraftStory, backlog: &Backlog) -> Option<u32> {
    backlog.open().find(|it| it.title == draft.title).map(|it| it.number)
}

/// A description, read.
///
/// # Errors
/// The file cannot be read, is too large or no text.
pub fn contents(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failed =
        |error: std::io::Error| Failure::unreadable(format!("{shown}: {error}"), Vec::new());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
        return Err(Failure::unreadable(format!("{shown} is larger than 4 MiB"), Vec::new()));
    }
    String::from_utf8(bytes)
        .map_err(|_| Failure::unreadable(format!("{shown} is not UTF-8 text"), Vec::new()))
}

/// Those that were asked for, from 1; all where none were.
///
/// # Errors
/// There are not so many.
pub fn only(made: Vec<DraftStory>, ks: &[usize]) -> Result<Vec<DraftStory>, Refusal> {
    if ks.is_empty() {
        return Ok(made);
    }
    let count = made.len();
    if let Some(k) = ks.iter().find(|k| **k == 0 || **k > count) {
        let words = format!("--only {k}: there are {count} drafts, numbered from 1");
        return Err(Refusal::usage(words));
    }
    let wanted = made.into_iter().zip(1..).filter(|(_, k)| ks.contains(k));
    Ok(wanted.map(|(draft, _)| draft).collect())
}

/// Asks the assistant, and ends it where this command is to end.
fn ask(edge: &Edge, text: &str, backlog: &Backlog) -> Result<Vec<DraftStory>, Failure> {
    let assistant = edge.assistant().ok_or_else(|| assistant::none_set(edge.config_path()))?;
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
        .map_err(|error| Failure::io(format!("signals cannot be heard: {error}")))?;
    let running = assistant::start(assistant, assistant::request(text, backlog))?;
    let (stop, heard) = (running.stop(), signals.handle());
    let listening = std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            stop.now();
        }
    });
    let answer = running.wait();
    heard.close();
    // It ends with its handle, and has nothing to tell.
    drop(listening.join());
    answer
}

#[derive(Serialize)]
struct Shown<'a> {
    /// None for what an assistant proposes.
    line: Option<usize>,
    title: &'a str,
    role: Option<&'a str>,
    want: Option<&'a str>,
    benefit: Option<&'a str>,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    text: Option<&'a str>,
    given: Option<&'a str>,
    when: Option<&'a str>,
    then: Option<&'a str>,
}

fn show(made: &[DraftStory], printer: Printer) -> Result<u8, Failure> {
    if printer.json {
        let shown: Vec<Shown<'_>> = made.iter().map(shown).collect();
        return print::stdout(&print::json(&shown)).map(|()| 0);
    }
    if made.is_empty() {
        return Ok(0);
    }
    print::document(&sheet(made)).map(|()| 0)
}

fn shown(it: &DraftStory) -> Shown<'_> {
    fn present(text: &str) -> Option<&str> {
        (!text.is_empty()).then_some(text)
    }
    let criteria = it.criteria.iter().map(|it| Criterion {
        text: present(&it.text),
        given: present(&it.given),
        when: present(&it.when),
        then: present(&it.then),
    });
    Shown {
        line: (it.line > 0).then_some(it.line),
        title: &it.title,
        role: present(&it.role),
        want: present(&it.want),
        benefit: present(&it.benefit),
        criteria: criteria.collect(),
    }
}

/// Drafts as Markdown that can be edited and read again.
#[must_use]
pub fn sheet(made: &[DraftStory]) -> String {
    let stories: Vec<(usize, NewStory)> = made.iter().map(|it| (it.line, it.story())).collect();
    drafts::write(&stories)
}

/// The act that keeps drafts.
#[must_use]
pub fn kept(made: &[DraftStory], place: Place) -> Command {
    Command::AddStories { stories: made.iter().map(DraftStory::story).collect(), place }
}

/// Says which drafts are called as an open story is: kept twice by mistake, perhaps.
fn tell_namesakes(made: &[DraftStory], backlog: &Backlog, printer: Printer) {
    if printer.quiet || printer.json {
        return;
    }
    for draft in made {
        if let Some(number) = namesake(draft, backlog) {
            let title = plain::line(&draft.title);
            print::stderr(&format!("“{title}” is the title of #{number} already\n"));
        }
    }
}

fn keep(
    edge: &Edge,
    args: &DraftArgs,
    made: &[DraftStory],
    printer: Printer,
) -> Result<u8, Failure> {
    let desk = if args.edit && !made.is_empty() { Some(Sketch::open(edge, made)?) } else { None };
    let edited;
    let made = match &desk {
        None => made,
        Some(desk) => {
            let ran = start_editor(desk.path()).and_then(Editor::wait);
            ran.map_err(|failure| desk.give_up(failure))?;
            edited = desk.take()?;
            edited.as_slice()
        }
    };
    if made.is_empty() {
        desk.iter().for_each(Sketch::close);
        printer.outcome(&Outcome::default(), &Backlog::default())?;
        return Ok(0);
    }
    let held = |failure: Failure| match &desk {
        Some(desk) => desk.keep(failure),
        None => failure,
    };
    let (outcome, session) = on_file(edge, Past::None, |session| {
        tell_namesakes(made, session.backlog(), printer);
        let place = resolve::spot(&args.spot, session.backlog())?;
        let stamp = Stamp { at: edge.moment(), by: edge.who() };
        Ok(session.perform(&kept(made, place), &stamp, &mut RandomIds)?)
    })
    .map_err(held)?;
    desk.iter().for_each(Sketch::close);
    printer.outcome(&outcome, session.backlog())?;
    std::mem::forget(session);
    Ok(0)
}
