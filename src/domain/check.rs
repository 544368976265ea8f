//! The checks a story's wording can be put to, by name. How each is done is not known here.

use super::record::words;

words! {
    /// A criterion of the Quality User Story framework; each can be switched off.
    pub enum Check ("check of wording") {
        /// It says who wants what.
        WellFormed = "well-formed",
        /// It wants one thing.
        Atomic = "atomic",
        /// It says nothing beyond its sentence.
        Minimal = "minimal",
        /// It is told in the template most stories use.
        Uniform = "uniform",
        /// No other story says the same, or nearly the same.
        Unique = "unique",
        /// Its words mean one thing to everybody.
        Unambiguous = "unambiguous",
        /// Its criteria have an outcome that can be seen.
        Testable = "testable",
    }
}
