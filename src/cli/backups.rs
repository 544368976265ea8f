//! The backups of the file: listed, and put in its place.

use super::args::BackupsArgs;
use super::edge::Edge;
use super::failure::Failure;
use super::print::Printer;
use crate::domain::refusal::Refusal;

pub(super) fn backups(_: &Edge, _: &BackupsArgs, _: Printer) -> Result<u8, Failure> {
    Err(Refusal::rule("there is no backup yet").into())
}
