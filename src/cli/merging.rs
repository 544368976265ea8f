//! The merge as git calls it, and telling git to do so.

use super::args::MergeArgs;
use super::edge::Edge;
use super::failure::Failure;
use super::print::Printer;
use crate::domain::refusal::Refusal;

pub(super) fn merge(_: &Edge, _: &MergeArgs, _: Printer) -> Result<u8, Failure> {
    Err(Refusal::rule("there is nothing to merge").into())
}

pub(super) fn init(_: &Edge, _: &str, _: Printer) -> Result<u8, Failure> {
    Err(Refusal::rule("this is no git repository").into())
}
