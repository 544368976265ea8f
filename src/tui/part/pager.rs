//! A text over the screen, to be read and left. It never changes what it shows.

/// A text with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// What it is.
    pub heading: String,
    /// Its lines, harmless.
    pub lines: Vec<String>,
    /// The first line on screen.
    pub top: usize,
}

impl Pager {
    /// A text from its beginning.
    #[must_use]
    pub fn new(heading: impl Into<String>, text: &str) -> Self {
        let lines = crate::say::plain::text(text).lines().map(str::to_owned).collect();
        Self { heading: heading.into(), lines, top: 0 }
    }

    /// Scrolls by some lines, never past the end.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}
