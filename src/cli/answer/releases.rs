//! The releases with what they hold, as an answer.
//! It never counts what was dropped.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::release::Release;
use crate::domain::story::Status;
use crate::say::date;
use crate::say::table::Table;

/// A release in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct ReleaseRow<'a> {
    id: Id<Release>,
    name: &'a str,
    target: Option<NaiveDate>,
    released_on: Option<NaiveDate>,
    stories: usize,
    accepted: usize,
    #[serde(skip)]
    notes: &'a str,
}

/// All stories of a release, and the accepted ones.
type Held = (usize, usize);

pub(super) fn rows(backlog: &Backlog) -> Vec<ReleaseRow<'_>> {
    let mut held: HashMap<Id<Release>, Held> = HashMap::new();
    for story in backlog.stories().iter().filter(|it| it.status != Status::Dropped) {
        let Some(release) = backlog.release_of(story) else { continue };
        let (stories, accepted) = held.entry(release.id).or_default();
        *stories += 1;
        *accepted += usize::from(story.status == Status::Accepted);
    }
    let row = |release| ReleaseRow::of(release, held.get(&release.id).copied().unwrap_or_default());
    in_order(backlog).into_iter().map(|release| row(release)).collect()
}

impl<'a> ReleaseRow<'a> {
    fn of(release: &'a Release, (stories, accepted): Held) -> Self {
        Self {
            id: release.id,
            name: &release.name,
            target: release.target,
            released_on: release.released_on,
            stories,
            accepted,
            notes: &release.notes,
        }
    }
}

/// Those to come by their target, those without one after them; then those that shipped, newest
/// first.
fn in_order(backlog: &Backlog) -> Vec<&Arc<Release>> {
    let (mut shipped, mut to_come): (Vec<_>, Vec<_>) =
        backlog.releases().iter().partition(|release| release.released_on.is_some());
    let name = |release: &Release| (release.name.to_lowercase(), release.id);
    to_come.sort_by_key(|it| (it.target.is_none(), it.target, name(it)));
    shipped.sort_by_key(|it| (std::cmp::Reverse(it.released_on), name(it)));
    to_come.append(&mut shipped);
    to_come
}

pub(super) fn text(backlog: &Backlog, today: NaiveDate, width: Option<usize>) -> String {
    let rows = rows(backlog);
    if rows.is_empty() {
        return "no release yet: upnext release add NAME --target D\n".to_owned();
    }
    let noted = rows.iter().any(|row| !row.notes.is_empty());
    // The remarks give way where there are some, so that the names stay whole.
    let table = Table::new();
    let table = if noted { table.left("release") } else { table.flexible("release") };
    let table = table.left("target").left("shipped");
    let table = table.right("stories").right("accepted");
    let mut table = if noted { table.flexible("notes") } else { table };
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| date::short(day, today));
    for row in rows {
        table.row([
            row.name,
            &day(row.target),
            &day(row.released_on),
            &row.stories.to_string(),
            &row.accepted.to_string(),
            row.notes,
        ]);
    }
    table.render(width)
}
