//! Pieces that screens and overlays are made of.

pub mod asked;
pub mod bars;
pub mod burndown;
pub mod editor;
pub mod form;
pub mod found;
pub mod line;
pub mod pager;
pub mod palette;
pub mod picker;
pub mod prompt;
pub mod scoring;
pub mod search;
pub mod splitting;
pub mod stories;
