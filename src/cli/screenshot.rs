//! A picture of a screen on the backlog that is found, else on the sample. It opens no terminal
//! and changes nothing.

use super::args::ScreenshotArgs;
use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer};
use super::{demo, exchange};
use crate::domain::record::UnknownWord;
use crate::domain::refusal::Refusal;
use crate::say::plain;
use crate::tui::picture::{DARK, LIGHT};
use crate::tui::shots::{self, SHOTS, Studio};
use crate::tui::theme::Theme;

/// Makes the picture and writes it where it is wanted.
pub(super) fn make(edge: &Edge, args: &ScreenshotArgs, printer: Printer) -> Result<u8, Failure> {
    let shot = shots::named(&args.screen).ok_or_else(|| {
        let names: Vec<&str> = SHOTS.iter().map(|shot| shot.name).collect();
        let known = names.join(", ");
        Refusal::usage(format!("no screen “{}”: there are {known}", args.screen))
    })?;
    let theme: Theme =
        args.theme.parse().map_err(|it: UnknownWord| Refusal::usage(it.to_string()))?;
    let backlog = match edge.found() {
        Some(_) => edge.backlog_file()?.load()?.backlog,
        None => demo::backlog(edge.now)?,
    };
    let studio = Studio {
        size: args.size,
        theme,
        palette: if theme == Theme::Light { &LIGHT } else { &DARK },
        stamp: edge.stamp(),
        folder: edge.folder().display().to_string(),
    };
    let picture = shots::picture(shot, backlog, &studio);
    let Some(path) = &args.output else { return print::stdout(&picture).map(|()| 0) };
    exchange::write_export(path, &picture, edge)?;
    printer.done(&format!("Wrote {}", plain::line(&path.display().to_string())))?;
    Ok(0)
}
