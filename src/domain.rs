//! The nouns, the rules and the commands. It knows no screen, no clock and no disk.

pub mod backlog;
pub mod change;
pub mod criterion;
pub mod epic;
pub mod field;
pub mod fields;
pub mod history;
pub mod id;
pub mod idea;
pub mod import;
pub mod merge;
pub mod narrative;
pub mod number;
pub mod order;
pub mod person;
pub mod product;
pub mod query;
pub mod ready;
pub mod record;
pub mod refusal;
pub mod release;
pub mod sprint;
pub mod stamp;
pub mod story;
pub mod table;
