//! The corpus: imports.
