//! The epics in their order with what they hold, as an answer.
//! It never counts what was dropped.

use std::collections::HashMap;

use serde::Serialize;

use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::epic::{Epic, Horizon};
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::story::Status;
use crate::say::table::Table;

/// An epic in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct EpicRow<'a> {
    id: Id<Epic>,
    title: &'a str,
    outcome: Option<&'a str>,
    horizon: Horizon,
    release: Option<&'a str>,
    stories: usize,
    points: Points,
    accepted_points: Points,
}

#[derive(Debug, Default)]
struct Held {
    stories: usize,
    points: Points,
    accepted: Points,
}

pub(super) fn rows<'a>(backlog: &'a Backlog) -> Vec<EpicRow<'a>> {
    let mut held: HashMap<Id<Epic>, Held> = HashMap::new();
    for story in backlog.stories().iter().filter(|it| it.status != Status::Dropped) {
        let Some(epic) = story.epic else { continue };
        let held = held.entry(epic).or_default();
        let points = story.points.unwrap_or_default();
        held.stories += 1;
        held.points = held.points + points;
        if story.status == Status::Accepted {
            held.accepted = held.accepted + points;
        }
    }
    let row =
        |epic: &'a Epic| EpicRow::of(epic, held.get(&epic.id).unwrap_or(&Held::default()), backlog);
    backlog.epics_in_order().into_iter().map(|epic| row(epic)).collect()
}

impl<'a> EpicRow<'a> {
    fn of(epic: &'a Epic, held: &Held, backlog: &'a Backlog) -> Self {
        let release = epic.release.and_then(|id| backlog.releases().get(id));
        Self {
            id: epic.id,
            title: &epic.title,
            outcome: told(&epic.outcome),
            horizon: epic.horizon,
            release: release.map(|release| release.name.as_str()),
            stories: held.stories,
            points: held.points,
            accepted_points: held.accepted,
        }
    }
}

pub(super) fn text(backlog: &Backlog, width: Option<usize>) -> String {
    let rows = rows(backlog);
    if rows.is_empty() {
        return "no epic yet: upnext epic add \"…\"\n".to_owned();
    }
    // The outcome gives way where there is one, so that the names stay whole.
    let told = rows.iter().any(|row| row.outcome.is_some());
    let table = Table::new();
    let table = if told { table.left("epic") } else { table.flexible("epic") };
    let table = table.left("horizon").left("release").right("stories").right("pts");
    let table = table.right("accepted");
    let mut table = if told { table.flexible("outcome") } else { table };
    for row in rows {
        table.row([
            row.title,
            row.horizon.word(),
            row.release.unwrap_or_default(),
            &row.stories.to_string(),
            &row.points.to_string(),
            &row.accepted_points.to_string(),
            row.outcome.unwrap_or_default(),
        ]);
    }
    table.render(width)
}
