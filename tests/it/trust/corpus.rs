//! The corpus of bad input: each line of it is a case with what is expected.

mod file;
mod imports;
mod schema;
mod surroundings;
mod text;
