//! What the command line answers: the contract's fields, and text that can only be read.

#![cfg(test)]

mod bench;
mod explained;
mod listed;
mod others;
mod shown;
mod sprints;
