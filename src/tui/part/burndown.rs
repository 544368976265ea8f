//! A burndown in cells: bars of what is left, dots where the ideal line runs, marks where the
//! scope changed. It reckons no figure of its own, and draws on no screen.

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::figures::burndown::Day;
use crate::tui::theme::Role;

/// One sign and what it is.
pub type Cell = (char, Role);

/// A slot is at most this wide: wider bars say no more.
const WIDEST: usize = 9;

const BLANK: Cell = (' ', Role::Plain);

/// Eighths of a block, from nothing to all of it.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What a burndown is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Burndown<'a> {
    /// The commitment, then the days so far.
    pub days: &'a [Day],
    /// Every working day of the sprint, those to come too.
    pub dates: &'a [NaiveDate],
    /// The day it is.
    pub today: NaiveDate,
}

/// Where things stand: columns and rows of the plot, and what a full one is worth.
struct Scale {
    /// The points of the axis that are shown, one for each slot.
    shown: Vec<usize>,
    /// Columns of a slot; the last is a gap where there are several.
    slot: usize,
    /// Columns of its bar.
    bar: usize,
    /// Rows of the plot.
    rows: usize,
    /// The value at the top, in hundredths of a point.
    top: u64,
}

impl Burndown<'_> {
    /// The rows of the chart, from the top: the plot, the axis, the letters of the days. It reads
    /// well from 20 columns and 4 rows on, and is never larger than it is told.
    #[must_use]
    pub fn cells(&self, width: u16, height: u16) -> Vec<Vec<Cell>> {
        let (width, height) = (usize::from(width), usize::from(height));
        let Some(first) = self.days.first() else { return Vec::new() };
        let highest = self.days.iter().map(|day| day.remaining.max(day.ideal)).max();
        let top = highest.unwrap_or_default().hundredths().div_ceil(100).max(1);
        let label = top.to_string();
        let gutter = label.len() + 1;
        let Some(room) = width.checked_sub(gutter).filter(|room| *room > 0) else {
            return Vec::new();
        };
        let scale = self.scale(room, height, top * 100);
        let mut lines = Vec::with_capacity(height);
        for row in (0..scale.rows).rev() {
            let at_top = row + 1 == scale.rows;
            let mut line = lead(if at_top { &label } else { "" }, label.len());
            line.push((if at_top { '┤' } else { '│' }, Role::Rule));
            let ideal = first.ideal.hundredths();
            line.extend((0..scale.columns()).map(|x| self.plotted(&scale, x, row, ideal)));
            lines.push(line);
        }
        if height > scale.rows {
            let mut line = lead("0", label.len());
            line.push(('└', Role::Rule));
            line.extend((0..scale.columns()).map(|x| self.marked(&scale, x)));
            lines.push(line);
        }
        if height > scale.rows + 1 {
            let mut line = lead("", gutter);
            line.extend((0..scale.columns()).map(|x| self.lettered(&scale, x)));
            lines.push(line);
        }
        lines
    }

    fn scale(&self, room: usize, height: usize, top: u64) -> Scale {
        let points = self.dates.len().max(self.days.len().saturating_sub(1)) + 1;
        // The axis and the letters of the days, as far as there is room for them.
        let rows = height.saturating_sub(2).max(height.min(1));
        if points > room {
            // More days than columns: each column stands for one of several.
            let point = |x: usize| x * (points - 1) / (room - 1).max(1);
            return Scale { shown: (0..room).map(point).collect(), slot: 1, bar: 1, rows, top };
        }
        let slot = (room / points).min(WIDEST);
        Scale { shown: (0..points).collect(), slot, bar: (slot - 1).max(1), rows, top }
    }

    /// The cell of the plot in a column and a row, both from the lower left.
    fn plotted(&self, scale: &Scale, x: usize, row: usize, committed: u64) -> Cell {
        let bar = (scale.within(x) < scale.bar).then(|| self.days.get(scale.point(x)?)).flatten();
        let filled = bar.map_or(BLANK, |day| scale.bar_cell(day, row));
        let last = scale.shown.last().copied().unwrap_or(0);
        if filled == BLANK && last > 0 && scale.ideal_row(x, committed) == Some(row) {
            return ('·', Role::Dim);
        }
        filled
    }

    /// The axis, with a mark where stories came in or went out.
    fn marked(&self, scale: &Scale, x: usize) -> Cell {
        const LINE: Cell = ('─', Role::Rule);
        let Some(day) = scale.point(x).and_then(|point| self.days.get(point)) else { return LINE };
        let came = day.scope_in.hundredths() > 0;
        let went = day.scope_out.hundredths() > 0;
        match (scale.within(x), came, went) {
            (0, true, true) if scale.bar < 2 => ('↕', Role::Warn),
            (0, true, _) => ('▲', Role::Warn),
            (0, false, true) | (1, true, true) if scale.bar > 1 || !came => ('▼', Role::Warn),
            _ => LINE,
        }
    }

    /// The letter of a day; the sign of the cursor stands before today, or the next day to come.
    fn lettered(&self, scale: &Scale, x: usize) -> Cell {
        let date = |point: usize| self.dates.get(point.checked_sub(1)?).copied();
        let here = scale.point(x).filter(|_| scale.within(x) == 0).and_then(date);
        if let Some(date) = here {
            let role = if date == self.today { Role::Key } else { Role::Dim };
            return (letter(date.weekday()), role);
        }
        let next = scale.point(x + 1).filter(|_| scale.within(x) + 1 == scale.slot);
        let until = next.and_then(|point| Some((point, date(point)?)));
        let is_now = until.is_some_and(|(point, date_of)| {
            let before = point.checked_sub(1).and_then(date);
            date_of >= self.today && before.is_none_or(|before| before < self.today)
        });
        if is_now { ('▸', Role::Key) } else { BLANK }
    }
}

impl Scale {
    fn columns(&self) -> usize {
        self.shown.len() * self.slot
    }

    /// The point of the axis a column belongs to.
    fn point(&self, x: usize) -> Option<usize> {
        self.shown.get(x / self.slot).copied()
    }

    /// Which column of its slot a column is.
    const fn within(&self, x: usize) -> usize {
        x % self.slot
    }

    /// How many eighths of a row a value is high; something is never nothing.
    fn eighths(&self, hundredths: u64) -> usize {
        let all = u64::try_from(self.rows * 8).unwrap_or(u64::MAX);
        let high = (hundredths.saturating_mul(all) + self.top / 2) / self.top;
        usize::try_from(high.max(u64::from(hundredths > 0))).unwrap_or(usize::MAX)
    }

    /// A cell of a bar: what was delivered and waits stands on what is still to be done.
    fn bar_cell(&self, day: &Day, row: usize) -> Cell {
        let high = self.eighths(day.remaining.hundredths());
        let waits = row >= self.solid(day, high);
        let role = if waits { Role::Good } else { Role::Field };
        // The height of a bar is what is left, to the eighth of a row, whatever it is made of.
        match EIGHTHS.get(high.saturating_sub(row * 8).min(8)) {
            None | Some(' ') => BLANK,
            Some('█') if waits => ('▒', role),
            Some(glyph) => (*glyph, role),
        }
    }

    /// The rows of a bar below what was delivered and waits: two kinds of block share no cell, and
    /// of what waits one whole cell can be seen where the bar has one.
    fn solid(&self, day: &Day, high: usize) -> usize {
        let waiting = day.delivered.hundredths();
        if waiting == 0 {
            return self.rows;
        }
        let left = day.remaining.hundredths().saturating_sub(waiting);
        let below = (self.eighths(left) + 4) / 8;
        let least = usize::from(left > 0 && high >= 16);
        below.clamp(least, (high / 8).saturating_sub(1).max(least))
    }

    /// The row the ideal line runs through in a column.
    fn ideal_row(&self, x: usize, committed: u64) -> Option<usize> {
        let last = u64::try_from(self.shown.len().checked_sub(1)?).ok()?;
        let (slot, bar) = (u64::try_from(self.slot).ok()?, u64::try_from(self.bar).ok()?);
        // In halves of a column, from the middle of the first bar to that of the last.
        let far = 2 * slot * last;
        let gone = (2 * u64::try_from(x).ok()?).saturating_sub(bar - 1).min(far);
        let value = committed.saturating_mul(far - gone).checked_div(far)?;
        let rows = u64::try_from(self.rows).ok()?;
        let row = value.saturating_mul(rows).checked_div(self.top)?;
        usize::try_from(row.min(rows.checked_sub(1)?)).ok()
    }
}

/// A label at the right end of so many columns.
fn lead(label: &str, columns: usize) -> Vec<Cell> {
    format!("{label:>columns$}").chars().map(|glyph| (glyph, Role::Dim)).collect()
}

const fn letter(day: Weekday) -> char {
    match day {
        Weekday::Mon => 'M',
        Weekday::Tue | Weekday::Thu => 'T',
        Weekday::Wed => 'W',
        Weekday::Fri => 'F',
        Weekday::Sat | Weekday::Sun => 'S',
    }
}
