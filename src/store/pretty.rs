//! The written form of JSON: pretty, but one line for each thing a person reads as one thing.
//! It knows no schema.
//!
//! One rule: an object inside an array is one line, an array of plain values is one line, and
//! the rest is pretty with two spaces. So an edit shows in a diff as its field's line and its
//! history line, and nothing else.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// What is open around the value being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// An object over several lines; whether something stands in it yet.
    Object { used: bool },
    /// An array; whether its elements stand on lines of their own.
    Array { broken: bool },
}

/// The formatter with the one rule.
#[derive(Debug, Default)]
pub struct OneLine {
    frames: Vec<Frame>,
    /// Depth inside an object that is one line; 0 is outside.
    flat: usize,
}

impl OneLine {
    /// An element that is itself an object or array opens a line of its own.
    fn break_before<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let depth = self.frames.len();
        match self.frames.last_mut() {
            Some(Frame::Array { broken }) if !*broken => {
                *broken = true;
                line(writer, depth)
            }
            _ => Ok(()),
        }
    }
}

/// A new line, indented by `depth` steps.
fn line<W: ?Sized + Write>(writer: &mut W, depth: usize) -> io::Result<()> {
    writer.write_all(b"\n")?;
    (0..depth).try_for_each(|_| writer.write_all(b"  "))
}

impl Formatter for OneLine {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.flat > 0 {
            self.flat += 1;
        } else {
            self.break_before(writer)?;
            self.frames.push(Frame::Array { broken: false });
        }
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.flat > 0 {
            self.flat -= 1;
        } else if self.frames.pop() == Some(Frame::Array { broken: true }) {
            line(writer, self.frames.len())?;
        }
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        let broken = self.frames.last() == Some(&Frame::Array { broken: true });
        if self.flat == 0 && broken { line(writer, self.frames.len()) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let in_array = matches!(self.frames.last(), Some(Frame::Array { .. }));
        if self.flat > 0 || in_array {
            if self.flat == 0 {
                self.break_before(writer)?;
            }
            self.flat += 1;
        } else {
            self.frames.push(Frame::Object { used: false });
        }
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.flat > 0 {
            self.flat -= 1;
        } else if self.frames.pop() == Some(Frame::Object { used: true }) {
            line(writer, self.frames.len())?;
        }
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.flat > 0 {
            return Ok(());
        }
        if let Some(Frame::Object { used }) = self.frames.last_mut() {
            *used = true;
        }
        line(writer, self.frames.len())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.flat > 0 { b":" } else { b": " })
    }
}
