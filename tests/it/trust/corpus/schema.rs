//! The corpus: schema.
