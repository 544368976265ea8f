//! From the words of `merge-resolve` to the command they mean.

use crate::cli::args::ResolveArgs;
use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;

pub(super) fn resolve(args: &ResolveArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let side = args.all.or(args.side).ok_or_else(|| Refusal::usage("say ours or theirs"))?;
    let conflicts = backlog.conflicts().iter().map(|conflict| conflict.id).collect();
    Ok(Command::Settle { conflicts, side: side.into() })
}
