//! Where everything stands where values are settled: one pure function for moving and drawing.

use ratatui::layout::Rect;

/// Terminals at least this wide show both values side by side.
const WIDE: u16 = 72;
/// Above the values the list has at most so many lines.
const ABOVE: u16 = 8;
/// The columns before a value, for the mark of a line that differs.
const MARK: u16 = 3;

/// The rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// The names of the columns.
    pub names: Rect,
    /// What is to be settled.
    pub list: Rect,
    /// The line below it, which says what both values are of.
    pub rule: Rect,
    /// Who wrote ours, and when.
    pub our_head: Rect,
    /// Our value.
    pub ours: Rect,
    /// The line between both; no area where they stand one below the other.
    pub between: Rect,
    /// Who wrote theirs, and when.
    pub their_head: Rect,
    /// Their value.
    pub theirs: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size and so many values to be settled.
    #[must_use]
    pub fn of(size: (u16, u16), rows: usize) -> Self {
        let (width, height) = size;
        let line = |y: u16| Rect { x: 0, y: y.min(height), width, height: u16::from(y < height) };
        let body = height.saturating_sub(4);
        let most = ABOVE.min(body / 3).max(1);
        let above = u16::try_from(rows).unwrap_or(most).clamp(1, most);
        let list = Rect { x: 0, y: 2.min(height), width, height: above.min(body) };
        let rule = line(list.y + list.height);
        let top = (rule.y + 1).min(height);
        let left = body.saturating_sub(list.height + 1);
        let room = Rect { x: 0, y: top, width, height: left };
        let head = |area: Rect| Rect { height: area.height.min(1), ..area };
        let below = |area: Rect| Rect {
            y: area.y + area.height.min(1),
            height: area.height.saturating_sub(1),
            ..area
        };
        let (ours, between, theirs) = if width >= WIDE {
            let half = width / 2;
            let between = Rect { x: half, width: 1, ..room };
            let theirs = Rect { x: half + 1, width: width - half - 1, ..room };
            (Rect { width: half, ..room }, between, theirs)
        } else {
            let upper = Rect { height: left / 2, ..room };
            let lower = Rect { y: top + upper.height, height: left - upper.height, ..room };
            (upper, Rect::default(), lower)
        };
        Self {
            names: line(1),
            list,
            rule,
            our_head: head(ours),
            ours: below(ours),
            between,
            their_head: head(theirs),
            theirs: below(theirs),
        }
    }

    /// Whether both values stand side by side.
    #[must_use]
    pub const fn is_wide(&self) -> bool {
        self.between.width > 0
    }

    /// The columns a line of a value has, and whether both stand side by side.
    #[must_use]
    pub const fn columns(&self) -> (usize, bool) {
        let narrower =
            if self.ours.width < self.theirs.width { self.ours.width } else { self.theirs.width };
        (narrower.saturating_sub(MARK + 1) as usize, self.is_wide())
    }

    /// How many lines of both values are on screen at once.
    #[must_use]
    pub fn shown(&self) -> usize {
        usize::from(self.ours.height.min(self.theirs.height))
    }
}
