//! Values as words for people: one spelling for each, and the one gate that makes text from data
//! harmless. It decides nothing.

pub mod date;
pub mod history;
pub mod json;
pub mod near;
pub mod news;
pub mod plain;
pub mod score;
pub mod table;
pub mod tally;
pub mod width;
