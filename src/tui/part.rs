//! Pieces that screens and overlays are made of.

pub mod pager;
pub mod prompt;
