//! The promises of the README, each with its test and its negative control: the guard taken
//! away, the same test must fail. Small sizes here; `UPNEXT_FULL=1` in the environment runs the
//! full ones and prints the figures that stand in the README.

mod backups;
mod clones;
mod corpus;
mod exports;
mod git;
mod hostile;
mod leaving;
mod lines;
mod merging;
mod outside;
mod parallel;
mod readers;
mod sizes;
mod typed;
mod writing;

/// Whether the full sizes were asked for.
pub fn full() -> bool {
    std::env::var_os("UPNEXT_FULL").is_some_and(|value| !value.is_empty())
}

/// The size of a test: a small one as a rule, the full one where that was asked for.
pub fn sized(small: usize, large: usize) -> usize {
    if full() { large } else { small }
}

/// Prints what a test measured, for the README's table: the number of the promise, and the words.
pub fn figure(promise: u8, words: &str) {
    println!("promise {promise:>2} | {words}");
}
