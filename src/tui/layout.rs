//! Where everything stands on a screen of a given size: one pure function for moving and drawing.

use ratatui::layout::Rect;

/// Terminals at least this wide show the detail beside the list.
const WIDE: u16 = 110;
/// Terminals at least this wide show what is about a story beside its text.
const WIDE_PAGE: u16 = 96;
/// Terminals at least this high show the detail below the list.
const HIGH: u16 = 16;
/// Below this there is no room for a list.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The rooms of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Product, screens, save mark.
    pub header: Rect,
    /// Names of the columns.
    pub columns: Rect,
    /// The rows of the list.
    pub list: Rect,
    /// The line before the detail; no area where it stands beside.
    pub rule: Rect,
    /// The detail; no area where there is no room.
    pub detail: Rect,
    /// Messages and prompts.
    pub message: Rect,
    /// Keys that matter now.
    pub footer: Rect,
}

impl Layout {
    /// The rooms for a terminal of this size, with the detail of the story or without.
    #[must_use]
    pub fn of(size: (u16, u16), detail: bool) -> Self {
        let (width, height) = size;
        let line = |y: u16| Rect { x: 0, y: y.min(height), width, height: u16::from(y < height) };
        let body = height.saturating_sub(4);
        let nowhere = Rect::default();
        let mut layout = Self {
            header: line(0),
            columns: line(1),
            list: Rect { x: 0, y: 2.min(height), width, height: body },
            rule: nowhere,
            detail: nowhere,
            message: line(height.saturating_sub(2)),
            footer: line(height.saturating_sub(1)),
        };
        if !detail {
            return layout;
        }
        if width >= WIDE {
            let beside = (width / 3).min(72);
            layout.list.width = width - beside - 1;
            layout.columns.width = layout.list.width;
            layout.rule = Rect { x: layout.list.width, y: 1, width: 1, height: body + 1 };
            layout.detail =
                Rect { x: layout.list.width + 1, y: 1, width: beside, height: body + 1 };
        } else if height >= HIGH {
            let below = (body * 2 / 5).min(16);
            layout.list.height = body - below - 1;
            layout.rule = line(2 + layout.list.height);
            layout.detail = Rect { x: 0, y: layout.rule.y + 1, width, height: below };
        }
        layout
    }

    /// Whether the terminal is too small for a list.
    #[must_use]
    pub const fn too_small(size: (u16, u16)) -> bool {
        size.0 < SMALLEST.0 || size.1 < SMALLEST.1
    }

    /// The rooms of the page of a story: its text, a rule, and what stands beside it; on narrow
    /// terminals the text alone, with everything below it.
    #[must_use]
    pub fn page(size: (u16, u16)) -> [Rect; 3] {
        let (width, height) = size;
        let body = Rect { x: 0, y: 1.min(height), width, height: height.saturating_sub(3) };
        if width < WIDE_PAGE {
            return [body, Rect::default(), Rect::default()];
        }
        let beside = (width * 2 / 5).min(56);
        let text = Rect { width: width - beside - 1, ..body };
        let rule = Rect { x: text.width, width: 1, ..body };
        [text, rule, Rect { x: text.width + 1, width: beside, ..body }]
    }

    /// The rows of an overlay that has a line to type on above its choices.
    #[must_use]
    pub fn choices(size: (u16, u16)) -> Rect {
        let area = Self::overlay(size);
        Rect {
            x: area.x + 1.min(area.width),
            y: area.y + 3.min(area.height),
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(4),
        }
    }

    /// The columns a text has that is read in an overlay.
    #[must_use]
    pub fn reading_columns(size: (u16, u16)) -> usize {
        usize::from(Self::overlay(size).width.saturating_sub(4))
    }

    /// The area of an overlay: centred, with a margin where there is room for one.
    #[must_use]
    pub fn overlay(size: (u16, u16)) -> Rect {
        let (width, height) = size;
        let (x, y) = (if width > 60 { 4 } else { 0 }, if height > 16 { 2 } else { 0 });
        let width = (width - 2 * x).min(100);
        Rect { x: (size.0 - width) / 2, y, width, height: height - 2 * y }
    }
}
