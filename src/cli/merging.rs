//! The merge as git calls it, and telling git to do so. What merging means is the domain's.

mod git;

use serde::Serialize;

use super::answer::conflicts::ConflictAnswer;
use super::args::MergeArgs;
use super::failure::Failure;
use super::print::{self, Printer, json};
use crate::domain::merge::Merged;
use crate::domain::spelling;
use crate::say::plain;
use crate::store::versions;

pub(super) use git::init;

/// What a merge came to, for a program.
#[derive(Serialize)]
struct MergeAnswer<'a> {
    notices: &'a [String],
    conflicts: Vec<ConflictAnswer>,
}

/// Merges three files into the second; 1 where values are left to be settled.
pub(super) fn merge(args: &MergeArgs, printer: Printer) -> Result<u8, Failure> {
    let merged = versions::bring_together(&args.base, &args.ours, &args.theirs)?;
    let Merged { backlog, conflicts, notices } = &merged;
    if printer.json {
        let conflicts = conflicts.iter().map(|it| ConflictAnswer::of(it, backlog)).collect();
        print::stdout(&json(&MergeAnswer { notices, conflicts }))?;
    } else if !printer.quiet {
        let told = conflicts.iter().map(|it| spelling::sentence(it, backlog));
        for sentence in notices.iter().cloned().chain(told) {
            print::stderr(&format!("upnext: {}\n", plain::line(&sentence)));
        }
        if !conflicts.is_empty() {
            print::stderr("upnext: upnext merge-conflicts shows what is left to be settled\n");
        }
    }
    Ok(u8::from(!conflicts.is_empty()))
}
