//! A whole story in the user's editor: written out, edited, read back, and kept where it cannot be
//! taken. It holds no lock while somebody types.

mod desk;
mod editor;
mod sketch;

pub use self::desk::Desk;
pub use self::editor::{Bell, start_editor};
pub use self::sketch::Sketch;

pub(super) use self::editor::Editor;
use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer};
use super::{Past, on_file, resolve};
use crate::domain::id::RandomIds;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::Stamp;
use crate::say::plain;
use crate::session::Outcome;

pub(super) fn edit(
    edge: &Edge,
    number: &str,
    discard: bool,
    printer: Printer,
) -> Result<u8, Failure> {
    let loaded = edge.backlog_file()?.load()?;
    let id = resolve::story(number, &loaded.backlog)?;
    if let Some(why) = loaded.read_only {
        return Err(Refusal::rule(why).into());
    }
    let gone = || Refusal::usage("that story is not here any more");
    let story = loaded.backlog.story(id).ok_or_else(gone)?;
    let desk = Desk::open(edge, story, &loaded.backlog, discard)?;
    let reopened = desk.reopened();
    if let Some(words) = reopened.as_deref().filter(|_| !printer.json && !printer.quiet) {
        print::stderr(&format!("{}\n", plain::line(words)));
    }
    let ran = start_editor(desk.path()).and_then(Editor::wait);
    ran.map_err(|failure| desk.give_up(failure))?;
    let told = reopened.into_iter().filter(|_| printer.json);
    let Some(command) = desk.take()? else {
        let nothing = Outcome { about: vec![id], notices: told.collect(), ..Outcome::default() };
        printer.outcome(&nothing, &loaded.backlog)?;
        return Ok(0);
    };
    let (mut outcome, session) = on_file(edge, Past::None, |session| {
        let stamp = Stamp { at: edge.moment(), by: edge.who() };
        Ok(session.perform(&command, &stamp, &mut RandomIds)?)
    })
    .map_err(|failure| desk.keep(failure))?;
    desk.close();
    outcome.notices.splice(0..0, told);
    printer.outcome(&outcome, session.backlog())?;
    std::mem::forget((loaded.backlog, session));
    Ok(0)
}
