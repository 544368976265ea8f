//! The Backlog screen's looking state: which rows there are, where the cursor is, what is marked
//! and filtered. It never changes the backlog.

pub mod cuts;
pub mod ratings;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::plan::cut;
use crate::domain::query::{self, Filter, Haystack};
use crate::domain::story::{Story, StoryId};

use cuts::{Cuts, Finder, Shown};
use ratings::Ratings;

/// One row: which story, and its position among the open ones (0 where it has none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Index into the table of stories.
    pub index: u32,
    /// Position from 1, or 0.
    pub position: u32,
}

/// Which pane the movement keys move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    List,
    /// The detail.
    Detail,
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct BacklogScreen {
    /// The visible rows, in order.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The lines between the rows where sprints are forecast to end; none while a filter hides
    /// stories.
    pub cuts: Cuts,
    /// The scores, while the list is on screen.
    pub ratings: Ratings,
    /// The first line on screen: rows and cut lines take one each.
    pub top: usize,
    /// The story under the cursor, by identity: it stays there when rows come and go.
    selected: Option<StoryId>,
    /// Marked stories.
    pub marks: BTreeSet<StoryId>,
    /// Where marking a range began.
    pub range: Option<StoryId>,
    /// The filter as it is written.
    pub filter: String,
    /// What is wrong with the filter as it is written.
    pub filter_error: Option<String>,
    /// The story the cursor was on when the filter was opened: it goes back there if it can.
    anchor: Option<StoryId>,
    /// What words are looked for in, once something was looked for.
    texts: Option<Haystack>,
    /// The last filter that could be read.
    held: Option<(Filter, bool)>,
    /// The pane that has the keys.
    pub pane: Pane,
    /// The first line of the detail on screen.
    pub detail_top: usize,
    /// Points of all visible rows.
    pub points: Points,
    /// How many open stories there are, filtered or not.
    pub open: usize,
}

impl BacklogScreen {
    /// Remembers where the cursor is before filtering begins.
    pub fn anchor(&mut self, backlog: &Backlog) {
        self.anchor = self.selected;
        // Reading all texts takes a moment at a hundred thousand stories: before the first key
        // that filters, not with it.
        self.texts.get_or_insert_default().follow(backlog.stories());
    }

    /// Builds the rows afresh, keeping the cursor on its story, or on its row where it went.
    pub fn refresh(&mut self, backlog: &Backlog) {
        let everything = (None, false);
        let (filter, wide) =
            self.held.as_ref().map_or(everything, |(filter, wide)| (Some(filter), *wide));
        let hits = filter.map(|filter| {
            let texts = self.texts.get_or_insert_default();
            texts.follow(backlog.stories());
            filter.hits(backlog, Some(texts))
        });
        let ends = if filter.is_none() { cut::lines(backlog) } else { Vec::new() };
        let mut ends = Finder::of(ends);
        self.rows.clear();
        let (mut position, mut hundredths) = (0, 0u64);
        for (index, brief) in backlog.ranked() {
            let open = brief.open;
            position += u32::from(open);
            if !open && !wide {
                continue;
            }
            let hit = |hits: &Vec<bool>| hits.get(index as usize).is_some_and(|hit| *hit);
            if hits.as_ref().is_none_or(hit) {
                ends.take(self.rows.len(), index, brief);
                self.rows.push(Row { index, position: if open { position } else { 0 } });
                hundredths += u64::from(brief.hundredths);
            }
        }
        self.cuts = ends.done();
        self.points = Points::of_hundredths(hundredths);
        self.open = position as usize;
        self.find_cursor(backlog);
    }

    /// Puts the cursor back on its story; without it, on the same row.
    fn find_cursor(&mut self, backlog: &Backlog) {
        let index = self.selected.and_then(|id| backlog.stories().index_of(id).ok());
        let held = index.and_then(|index| {
            // Most often it has not gone far.
            self.rows.iter().position(|row| row.index as usize == index)
        });
        self.cursor = held.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
        self.selected = self.story(backlog).map(|story| story.id);
    }

    /// Writes the filter, and filters where it can be read.
    pub fn set_filter(&mut self, text: &str, backlog: &Backlog, today: NaiveDate) {
        text.clone_into(&mut self.filter);
        let read = query::parse(text).and_then(|query| {
            let filter = query.bind(backlog, today)?;
            Ok((!query.is_empty()).then(|| (filter, query.names_status())))
        });
        match read {
            Ok(held) => {
                (self.held, self.filter_error) = (held, None);
                if let Some(anchor) = self.anchor {
                    (self.selected, self.cursor) = (Some(anchor), 0);
                }
                self.refresh(backlog);
            }
            Err(error) => self.filter_error = Some(error.to_string()),
        }
    }

    /// Whether the filter shows accepted and dropped stories too.
    #[must_use]
    pub fn shows_all_states(&self) -> bool {
        self.held.as_ref().is_some_and(|(_, wide)| *wide)
    }

    /// Whether a filter hides anything.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        self.held.is_some()
    }

    /// The story of a row.
    #[must_use]
    pub fn at<'a>(&self, row: usize, backlog: &'a Backlog) -> Option<&'a Arc<Story>> {
        backlog.stories().at(self.rows.get(row)?.index as usize)
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story<'a>(&self, backlog: &'a Backlog) -> Option<&'a Arc<Story>> {
        self.at(self.cursor, backlog)
    }

    /// Puts the cursor on a row and scrolls so that it is seen, with a little of what surrounds it.
    pub fn go(&mut self, row: usize, height: u16, backlog: &Backlog) {
        let last = self.rows.len().saturating_sub(1);
        let moved = row.min(last) != self.cursor;
        self.cursor = row.min(last);
        self.selected = self.story(backlog).map(|story| story.id);
        if moved {
            self.detail_top = 0;
        }
        self.scroll(height);
    }

    /// Puts the cursor on a story, if it is visible.
    pub fn go_to(&mut self, id: StoryId, height: u16, backlog: &Backlog) {
        if let Some(row) = self.row_of(id, backlog) {
            self.go(row, height, backlog);
        }
    }

    /// The row of a story, if it is visible.
    #[must_use]
    pub fn row_of(&self, id: StoryId, backlog: &Backlog) -> Option<usize> {
        let index = backlog.stories().index_of(id).ok()?;
        self.rows.iter().position(|row| row.index as usize == index)
    }

    /// Scrolls so that the cursor is on screen.
    pub fn scroll(&mut self, height: u16) {
        let height = usize::from(height).max(1);
        let margin = 2.min((height - 1) / 2);
        let (cursor, lines) = (self.line(), self.rows.len() + self.cuts.all().len());
        let lowest = (cursor + margin + 1).min(lines).saturating_sub(height);
        let highest = cursor.saturating_sub(margin);
        self.top = self.top.clamp(lowest.min(highest), highest);
        self.top = self.top.min(lines.saturating_sub(height));
    }

    /// The line of the list the cursor stands on.
    #[must_use]
    pub fn line(&self) -> usize {
        self.cuts.line_of(self.cursor)
    }

    /// What stands on a line of the list.
    #[must_use]
    pub fn on_line(&self, line: usize) -> Option<Shown> {
        self.cuts.at(line, self.rows.len())
    }

    /// The stories an act applies to: the marked ones in their order, else the one under the
    /// cursor.
    #[must_use]
    pub fn targets(&self, backlog: &Backlog) -> Vec<StoryId> {
        let marked = self.visible_marks(backlog);
        if marked.is_empty() {
            return self.story(backlog).map(|story| story.id).into_iter().collect();
        }
        let mut ranked: Vec<_> = marked
            .iter()
            .filter_map(|id| backlog.story(*id).map(|story| (story.rank.as_str(), *id)))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, id)| id).collect()
    }

    /// The marked stories, the range being marked included, as far as they are still here.
    #[must_use]
    pub fn marked(&self, backlog: &Backlog) -> BTreeSet<StoryId> {
        let mut marked = self.marks.clone();
        marked.extend(
            self.range_rows(backlog).filter_map(|row| self.at(row, backlog).map(|story| story.id)),
        );
        marked.retain(|id| backlog.story(*id).is_some());
        marked
    }

    /// The marked stories that are on the list as it is filtered: nothing is done to a story that
    /// cannot be seen.
    #[must_use]
    pub fn visible_marks(&self, backlog: &Backlog) -> BTreeSet<StoryId> {
        let mut marked = self.marked(backlog);
        if !marked.is_empty() && self.is_filtered() {
            let visible: BTreeSet<usize> = self.rows.iter().map(|row| row.index as usize).collect();
            marked.retain(|id| {
                backlog.stories().index_of(*id).is_ok_and(|index| visible.contains(&index))
            });
        }
        marked
    }

    fn range_rows(&self, backlog: &Backlog) -> std::ops::Range<usize> {
        let from = self.range.and_then(|id| {
            let index = backlog.stories().index_of(id).ok()?;
            self.rows.iter().position(|row| row.index as usize == index)
        });
        match from {
            Some(from) => from.min(self.cursor)..from.max(self.cursor) + 1,
            None => 0..0,
        }
    }

    /// Marks or unmarks the story under the cursor.
    pub fn toggle_mark(&mut self, backlog: &Backlog) {
        if let Some(story) = self.story(backlog)
            && !self.marks.remove(&story.id)
        {
            self.marks.insert(story.id);
        }
    }

    /// Begins marking a range, or ends it and keeps the marks.
    pub fn toggle_range(&mut self, backlog: &Backlog) {
        if self.range.is_some() {
            self.marks = self.marked(backlog);
            self.range = None;
        } else {
            self.range = self.story(backlog).map(|story| story.id);
        }
    }

    /// Takes all marks away.
    pub fn unmark(&mut self) {
        self.marks.clear();
        self.range = None;
    }
}
