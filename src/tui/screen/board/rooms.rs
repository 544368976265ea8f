//! Where everything of the Board stands on a screen of a given size: one pure function for moving
//! and drawing.

use ratatui::layout::Rect;

/// Terminals narrower than this show one column at a time.
const ALL_COLUMNS: u16 = 72;
/// Terminals at least this high show the burndown.
const HIGH: u16 = 20;
/// Columns narrower than this cut titles: a story gets one more line there.
const NARROW_COLUMN: u16 = 40;
/// The lines of a story where all of them have room, in a narrow column and in a wide one.
const LINES: (usize, usize) = (3, 2);
/// Terminals at least this high leave a line empty below the head.
const AIRY: u16 = 16;

/// The rooms of the Board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// Which sprint it is, and how it stands.
    pub head: Rect,
    /// The names of the columns.
    pub names: Rect,
    /// The stories.
    pub cards: Rect,
    /// How many columns are shown together: all, or one.
    pub columns: u16,
    /// The lines a story takes: several where every story has room for them.
    pub lines: u16,
    /// The heading of the burndown; no area where there is no room.
    pub rule: Rect,
    /// The burndown.
    pub chart: Rect,
    /// What came in and went out; no area where there is no room.
    pub log: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size, with a burndown or without, where the longest column
    /// has so many stories.
    #[must_use]
    pub fn of(size: (u16, u16), burndown: bool, longest: usize) -> Self {
        let (width, height) = size;
        let part = |y: u16, rows: u16| {
            let end = height.saturating_sub(2);
            Rect { x: 0, y: y.min(end), width, height: rows.min(end.saturating_sub(y)) }
        };
        let names = 3 + u16::from(height >= AIRY);
        let below = if burndown && height >= HIGH { (height / 3 - 1).clamp(5, 14) } else { 0 };
        let end = height.saturating_sub(2 + below + u16::from(below > 0));
        let all = width >= ALL_COLUMNS;
        let nowhere = Rect::default();
        let mut rooms = Self {
            head: part(1, 2),
            names: part(names, 1),
            cards: part(names + 1, end.saturating_sub(names + 1)),
            columns: if all { 4 } else { 1 },
            lines: 1,
            rule: nowhere,
            chart: nowhere,
            log: nowhere,
        };
        rooms.lines = rooms.lines_for(longest);
        if below == 0 {
            return rooms;
        }
        rooms.rule = part(end, 1);
        rooms.chart = part(end + 1, below);
        if all {
            let left = width / 2;
            rooms.chart.width = left - 1;
            rooms.log = Rect { x: left, width: width - left, ..rooms.chart };
        }
        rooms
    }

    fn lines_for(&self, longest: usize) -> u16 {
        let wide = self.column(0, self.cards).width;
        let most = if wide < NARROW_COLUMN { LINES.0 } else { LINES.1 };
        let each = usize::from(self.cards.height) / longest.max(1);
        u16::try_from(each.clamp(1, most)).unwrap_or(1)
    }

    /// How many stories of a column are on screen together.
    #[must_use]
    pub fn capacity(&self) -> usize {
        usize::from(self.cards.height / self.lines.max(1))
    }

    /// The room of a column, counted from the left of those shown, in an area that all share.
    #[must_use]
    pub fn column(&self, at: u16, area: Rect) -> Rect {
        let gaps = self.columns.saturating_sub(1);
        let wide = area.width.saturating_sub(gaps) / self.columns.max(1);
        Rect { x: area.x + at * (wide + 1), width: wide, ..area }
    }
}
