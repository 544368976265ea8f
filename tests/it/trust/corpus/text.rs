//! The corpus: text.
