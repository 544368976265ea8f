//! Which stories a list shows, in the Product Owner's order.
//! It never sorts: the one walk along the order gives rows and positions.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::columns::{Column, USUAL};
use super::resolve;
use super::row::Row;
use crate::domain::backlog::Backlog;
use crate::domain::refusal::Refusal;
use crate::domain::story::Story;
use crate::say::table::Table;
use crate::say::width;

/// The narrowest a long name is cut to.
const NAME: usize = 12;

/// What a list is asked for.
pub(super) struct Ask<'a> {
    pub(super) query: &'a str,
    pub(super) all: bool,
    pub(super) limit: Option<usize>,
}

/// A story of the answer, and its position where it is open.
struct Picked<'a> {
    story: &'a Story,
    position: Option<usize>,
}

fn pick<'a>(
    ask: &Ask<'_>,
    backlog: &'a Backlog,
    today: NaiveDate,
) -> Result<Vec<Picked<'a>>, Refusal> {
    let query = resolve::query(ask.query)?;
    let filter = query.bind(backlog, today);
    let filter = filter.map_err(|error| Refusal::usage(format!("the query {error}")))?;
    let wide = ask.all || query.names_status();
    let mut last = 0;
    let placed = backlog.in_order().map(|story| {
        let open = story.status.is_open();
        last += usize::from(open);
        Picked { story, position: open.then_some(last) }
    });
    let meant =
        placed.filter(|it| (wide || it.position.is_some()) && filter.matches(it.story, backlog));
    Ok(meant.take(ask.limit.unwrap_or(usize::MAX)).collect())
}

/// The rows for a program.
pub(super) fn rows<'a>(
    ask: &Ask<'_>,
    backlog: &'a Backlog,
    today: NaiveDate,
) -> Result<Vec<Row<'a>>, Refusal> {
    let picked = pick(ask, backlog, today)?;
    Ok(picked.into_iter().map(|it| Row::of(it.story, it.position, backlog)).collect())
}

/// The rows for a person.
pub(super) fn text(
    ask: &Ask<'_>,
    chosen: Option<&[Column]>,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let picked = pick(ask, backlog, today)?;
    if picked.is_empty() {
        return Ok(nothing(ask, backlog));
    }
    let columns = chosen.unwrap_or(USUAL);
    let cells: Vec<Vec<Cow<'_, str>>> = picked
        .iter()
        .map(|it| {
            let row = Row::of(it.story, it.position, backlog);
            let cell = |column: &Column| column.cell(&row, it.story, backlog, today);
            columns.iter().map(cell).collect()
        })
        .collect();
    // Of the usual columns only those that say anything; of chosen ones all, and whole.
    let filled = |at: usize| cells.iter().any(|row| row.get(at).is_some_and(|it| !it.is_empty()));
    let kept: Vec<usize> =
        (0..columns.len()).filter(|at| chosen.is_some() || filled(*at)).collect();
    let longest = width.filter(|_| chosen.is_none()).map(|width| NAME.max(width / 6));
    let headed = kept.iter().filter_map(|at| columns.get(*at));
    let mut table = headed.fold(Table::new(), |table, column| column.head(table));
    for row in &cells {
        let cells = kept.iter().filter_map(|at| row.get(*at).zip(columns.get(*at)));
        table.row(cells.map(|(cell, column)| match longest {
            Some(longest) if column.may_be_long() => width::cut(cell, longest),
            _ => Cow::Borrowed(&**cell),
        }));
    }
    Ok(table.render(width))
}

/// What to do where there is nothing to show.
fn nothing(ask: &Ask<'_>, backlog: &Backlog) -> String {
    let all_shown = ask.query.trim().is_empty() && ask.limit != Some(0);
    if backlog.stories().is_empty() {
        "no open story yet: upnext add \"…\"\n".to_owned()
    } else if all_shown {
        "no open story: upnext add \"…\", or upnext list --all for accepted and dropped ones\n"
            .to_owned()
    } else {
        "nothing matches\n".to_owned()
    }
}
