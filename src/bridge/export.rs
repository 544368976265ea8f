//! The backlog as a table for spreadsheets and as text for people.
//! It never lets a cell become a formula, and never leaves out a kept column.

mod sheet;
mod text;

pub use self::sheet::csv;
pub(crate) use self::text::line as escaped;
pub use self::text::{markdown, some};
