//! From the words of `merge-resolve` to the command they mean. It settles nothing itself.

use crate::cli::answer::conflicts;
use crate::cli::args::ResolveArgs;
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::conflict::{Conflict, Noun};
use crate::domain::refusal::Refusal;
use crate::domain::spelling::Said;

pub(super) fn resolve(args: &ResolveArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let all = conflicts::listed(backlog);
    if let Some(side) = args.all {
        let conflicts = all.into_iter().map(|(conflict, _)| conflict.id).collect();
        return Ok(Command::Settle { conflicts, side: side.into() });
    }
    let (Some(what), Some(field), Some(side)) = (&args.what, &args.field, args.side) else {
        return Err(Refusal::usage("say which conflict, and whether ours or theirs stands"));
    };
    let about = of(what, &all, backlog)?;
    let named = |said: &Said| said.field.to_lowercase() == field.trim().to_lowercase();
    if let Some((conflict, _)) = about.iter().find(|(_, said)| named(said)) {
        return Ok(Command::Settle { conflicts: vec![conflict.id], side: side.into() });
    }
    let known: Vec<&str> = about.iter().map(|(_, said)| said.field.as_str()).collect();
    let known = known.join(", ");
    Err(Refusal::usage(format!("no conflict over `{field}` of {what}: there is {known}")))
}

/// The conflicts over what a word names: a story by its number, anything by what it is called.
fn of<'a>(
    what: &str,
    all: &'a [(&'a Conflict, Said)],
    backlog: &Backlog,
) -> Result<Vec<&'a (&'a Conflict, Said)>, Refusal> {
    let called = |said: &Said| said.what.to_lowercase() == what.trim().to_lowercase();
    let by_name: Vec<_> = all.iter().filter(|(_, said)| called(said)).collect();
    if !by_name.is_empty() {
        return Ok(by_name);
    }
    let mut known: Vec<&str> = all.iter().map(|(_, said)| said.what.as_str()).collect();
    known.dedup();
    if known.is_empty() {
        return Err(Refusal::usage("nothing is left to be settled"));
    }
    let known = known.join(", ");
    let none = || Refusal::usage(format!("no conflict over {what}: there are some over {known}"));
    let story = resolve::story(what, backlog).map_err(|_| none())?;
    let over = |it: &Conflict| it.of == Noun::Story && it.about == story.uuid();
    let by_number: Vec<_> = all.iter().filter(|(conflict, _)| over(conflict)).collect();
    if by_number.is_empty() { Err(none()) } else { Ok(by_number) }
}
