//! The releases with what they hold, as an answer.
//! It never counts what was dropped.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::release::Release;
use crate::domain::story::Status;
use crate::figures::priority::moscow::{self, Share};
use crate::say::date;
use crate::say::table::Table;
use crate::say::tally;

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

/// From so many columns on notes stand beside the figures.
const WIDE: usize = 100;

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
    // Beside the figures where there is room for them: the names stay whole, and the notes give
    // way; else below.
    let beside = width.is_none_or(|width| width >= WIDE);
    let has_notes = rows.iter().any(|row| !row.notes.is_empty());
    let noted = has_notes && beside;
    let table = Table::new();
    let table = if noted { table.left("release") } else { table.flexible("release") };
    let table = table.left("target").left("shipped");
    let table = table.right("stories").right("accepted");
    // How the points lie is of interest once somebody gave a word.
    let shares = moscow::shares(backlog);
    let worded = shares.values().any(|share| share.worded > 0);
    let table = if worded { table.right("must") } else { table };
    let mut table = if noted { table.flexible("notes") } else { table };
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| date::short(day, today));
    for row in &rows {
        let share = shares.get(&row.id).and_then(Share::percent);
        let must = share.map_or_else(String::new, |percent| format!("{percent} %"));
        let mut cells = vec![row.name.to_owned(), day(row.target), day(row.released_on)];
        cells.extend([row.stories.to_string(), row.accepted.to_string()]);
        cells.extend(worded.then_some(must));
        cells.extend(noted.then(|| row.notes.to_owned()));
        table.row(cells);
    }
    let mut sheet = Sheet::new(width);
    sheet.ready_made(&table.render(width));
    if has_notes && !beside {
        sheet.gap();
        for row in rows.iter().filter(|row| !row.notes.is_empty()) {
            sheet.under("·", &format!("{}: {}", row.name, row.notes));
        }
    }
    let above = |release: &&Arc<Release>| shares.get(&release.id).is_some_and(Share::is_above);
    for release in in_order(backlog).into_iter().filter(above) {
        sheet.gap();
        sheet.line(&format!("{}: {}", release.name, ABOVE));
    }
    sheet.done()
}

/// What is to be said of a release that is mostly must.
const ABOVE: &str = "must is above 60 % of its points: DSDM keeps it below, so that something can \
                     give way when work takes longer";

/// The MoSCoW share of every release that holds a word, a line each: what it comes to, of what, and
/// what was left out.
pub(super) fn moscow(backlog: &Backlog) -> Vec<String> {
    let shares = moscow::shares(backlog);
    let worded = |release: &&Arc<Release>| shares.get(&release.id).is_some_and(|it| it.worded > 0);
    let line = |release: &Arc<Release>| {
        let share = shares.get(&release.id).copied().unwrap_or_default();
        let comes_to = match share.percent() {
            Some(percent) => format!("{percent} %"),
            None => "not known".to_owned(),
        };
        let comes_to =
            format!("{}: {comes_to} ({} of {} pts)", release.name, share.must, share.points);
        let left_out = [
            (share.wont, "it will not have, left out"),
            (share.unworded(), "without a MoSCoW word"),
            (share.unestimated, "not estimated, counted as 0"),
        ];
        let left_out = left_out.into_iter().filter(|(count, _)| *count > 0);
        let left_out = left_out
            .map(|(count, what)| format!("{} {what}", tally::count(count, "story", "stories")));
        let above = share.is_above().then(|| ABOVE.to_owned());
        let parts = [comes_to].into_iter().chain(left_out).chain(above);
        parts.collect::<Vec<_>>().join(" · ")
    };
    in_order(backlog).into_iter().filter(worded).map(line).collect()
}
