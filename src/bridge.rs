//! Other tools' formats, in and out. Bytes in, a neutral import out; a backlog in, text out.
//! It never reads or writes a file.

pub mod csv_file;
pub mod export;
pub mod jira;
