//! A page of text on its way: lines, indented lists and gaps, wrapped to a width.
//! It is the gate of every page: whatever is written on it is made harmless here.

use crate::say::{plain, width};

/// Lines narrower than this are not worth wrapping for.
const NARROWEST: usize = 20;

/// A page so far.
pub(super) struct Sheet {
    text: String,
    width: Option<usize>,
    /// Whether something stands since the last gap.
    gap_due: bool,
}

impl Sheet {
    pub(super) const fn new(width: Option<usize>) -> Self {
        Self { text: String::new(), width, gap_due: false }
    }

    /// A line at the margin.
    pub(super) fn line(&mut self, text: &str) {
        self.hang("", &plain::line(text));
    }

    /// A line of parts with a dot between them; nothing where all are empty.
    pub(super) fn parts(&mut self, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.line(&parts.join(" · "));
        }
    }

    /// A line under a lead: what does not fit goes on below its first word.
    pub(super) fn under(&mut self, lead: &str, text: &str) {
        self.hang(&format!("  {lead} "), &plain::line(text));
    }

    /// A text of several lines, as it was written.
    pub(super) fn block(&mut self, text: &str) {
        self.hang("", &plain::text(text.trim_end()));
    }

    /// A text of several lines under a lead.
    pub(super) fn block_under(&mut self, lead: &str, text: &str) {
        self.hang(&format!("  {lead} "), &plain::text(text.trim_end()));
    }

    /// A heading with a gap before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.line(text);
    }

    /// An empty line, but never two, nor one at the top.
    pub(super) fn gap(&mut self) {
        if self.gap_due {
            self.text.push('\n');
            self.gap_due = false;
        }
    }

    /// Text that was made harmless and laid out already, such as a table.
    pub(super) fn ready_made(&mut self, text: &str) {
        self.text.push_str(text);
        self.gap_due = true;
    }

    pub(super) fn done(self) -> String {
        self.text
    }

    fn hang(&mut self, lead: &str, text: &str) {
        let lead = plain::line(lead);
        let indent = width::width(&lead);
        let room = self.width.map(|width| width.saturating_sub(indent).max(NARROWEST));
        let lines = match room {
            Some(room) => width::wrap(text, room),
            None => text.split('\n').map(str::to_owned).collect(),
        };
        for (at, line) in lines.iter().enumerate() {
            let line =
                if at == 0 { format!("{lead}{line}") } else { format!("{:indent$}{line}", "") };
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
        self.gap_due = true;
    }
}
