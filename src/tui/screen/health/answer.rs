//! What was found, of which state of the backlog, and what of it still holds now. It is found off
//! the keys, and never asked for here.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Row;
use super::mending::{Numbers, is_mended};
use crate::advice::health;
use crate::cli::answer::health_figures;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::{Story, StoryId};
use crate::domain::table::Table;
use crate::tui::screen::changes;

/// What can be told of the health without comparing stories.
#[derive(Debug)]
pub struct Signs {
    /// The two figures, each with its sample.
    pub figures: Vec<String>,
    /// What was found.
    pub rows: Vec<Arc<Row>>,
}

/// Finds what can be told without comparing stories; in a large backlog too long for a key.
#[must_use]
pub fn signs(backlog: &Backlog, today: NaiveDate) -> Signs {
    let rows = rows(&health::at_once(backlog, today), backlog);
    Signs { figures: health_figures(backlog).into(), rows }
}

/// Finds what comparing stories tells; in a large backlog it takes seconds.
#[must_use]
pub fn pairs(backlog: &Backlog) -> Vec<Arc<Row>> {
    rows(&health::compared(backlog), backlog)
}

fn rows(found: &[Finding], backlog: &Backlog) -> Vec<Arc<Row>> {
    let numbers = Numbers::of(backlog);
    found.iter().filter_map(|it| numbers.row(it)).map(Arc::new).collect()
}

/// The state of the backlog that was asked of.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    stories: Table<Story>,
    waived: Arc<HashSet<String>>,
}

impl Basis {
    pub(super) fn of(backlog: &Backlog) -> Self {
        let waived = backlog.product().waived.iter().map(|it| it.id.clone());
        Self { stories: backlog.stories().clone(), waived: Arc::new(waived.collect()) }
    }

    /// Whether the backlog is still so.
    pub(super) fn is(&self, backlog: &Backlog) -> bool {
        let waived = &backlog.product().waived;
        self.stories.same(backlog.stories())
            && waived.len() == self.waived.len()
            && waived.iter().all(|it| self.waived.contains(&it.id))
    }
}

/// What was found last.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub rows: Vec<Arc<Row>>,
    /// In which turn it was asked.
    pub turn: u64,
    /// Of what.
    pub of: Basis,
}

impl Answer {
    /// What still holds. Only rows about stories that changed since are looked at.
    pub(super) fn still(&self, backlog: &Backlog) -> Vec<Arc<Row>> {
        let left = backlog.product().waived.iter().map(|it| it.id.as_str());
        let left: Vec<&str> = left.filter(|id| !self.of.waived.contains(*id)).collect();
        let changed: HashSet<StoryId> = changes::between(&self.of.stories, backlog.stories())
            .into_iter()
            .filter_map(|(old, new)| old.or(new).map(|story| story.id))
            .collect();
        if left.is_empty() && changed.is_empty() {
            return self.rows.clone();
        }
        let touched = |row: &Row| {
            let about = [Some(row.story), row.other];
            about.into_iter().flatten().any(|id| changed.contains(&id))
        };
        let holds = |row: &&Arc<Row>| {
            !left.contains(&row.finding.id.as_str()) && (!touched(row) || !is_mended(row, backlog))
        };
        self.rows.iter().filter(holds).cloned().collect()
    }
}
