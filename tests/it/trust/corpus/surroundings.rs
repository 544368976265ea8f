//! The corpus: surroundings.
