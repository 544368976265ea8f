//! The corpus: file.
