//! What moved in a sprint since the last working day, by person, and what stands in the way: the
//! page for the short talk in the morning. It judges nobody.

use chrono::NaiveDate;

use super::sheet::Sheet;
use super::sprint;
use crate::domain::backlog::Backlog;
use crate::domain::history::{Act, Entry};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Sprint, SprintState};
use crate::figures::daily::{self, Daily, Moved};
use crate::say::{date, history, tally};

/// The page of a sprint: the one with this number, else the active one, else the newest.
pub(super) fn text(
    number: Option<u32>,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let sprint = sprint::find(number, backlog)?;
    let it = daily::of(sprint, backlog, today);
    let mut sheet = Sheet::new(width);
    sheet.parts([
        format!("sprint {}", sprint.number),
        sprint.goal.clone(),
        left(sprint, backlog, today),
    ]);
    let weekday = it.since.format("%a");
    sheet.line(&format!("what moved since {weekday} {}", date::short(it.since, today)));
    people(&mut sheet, &it, sprint, backlog);
    sheet.heading("in the way");
    if it.impediments.is_empty() {
        sheet.line("  nothing");
    }
    for obstacle in &it.impediments {
        let story = obstacle.story;
        let days = usize::try_from(obstacle.days).unwrap_or(usize::MAX);
        let days = tally::count(days, "day", "days");
        let since = date::short(obstacle.impediment.since.day(), today);
        sheet.under("■", &format!("#{} {}", story.number, story.title));
        let by = match obstacle.impediment.by.as_str() {
            "" => String::new(),
            by => format!(", said by {by}"),
        };
        sheet.under("   ", &format!("{days}, since {since}{by}: {}", obstacle.impediment.reason));
    }
    Ok(sheet.done())
}

fn left(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> String {
    match sprint.state {
        SprintState::Active => {
            let left = crate::domain::calendar::days_left(sprint, backlog.product(), today);
            left.map_or_else(String::new, |left| {
                tally::count(left, "working day left", "working days left")
            })
        }
        state => state.to_string(),
    }
}

/// Everybody whose stories moved, then who takes part without one.
fn people(sheet: &mut Sheet, it: &Daily<'_>, sprint: &Sprint, backlog: &Backlog) {
    for doings in &it.people {
        sheet.heading(doings.assignee.unwrap_or("nobody assigned"));
        for moved in &doings.stories {
            story(sheet, moved);
        }
    }
    let named = sprint.people.iter().filter_map(|it| backlog.people().get(it.person));
    let moved = |name: &str| it.people.iter().any(|doings| doings.assignee == Some(name));
    let still: Vec<&str> =
        named.map(|person| person.name.as_str()).filter(|name| !moved(name)).collect();
    for name in still {
        sheet.heading(name);
        sheet.line("  nothing moved");
    }
}

fn story(sheet: &mut Sheet, moved: &Moved<'_>) {
    let story = moved.story;
    let way = if moved.from == moved.to {
        moved.to.to_string()
    } else {
        format!("{} → {}", moved.from, moved.to)
    };
    sheet.under("·", &format!("#{} {way}: {}", story.number, story.title));
    for entry in &moved.acts {
        sheet.under("   ", &act(entry));
    }
}

/// "Thu 14:00 delivered", "Thu 14:05 pulled into the sprint (reason), Mira".
fn act(entry: &Entry) -> String {
    let when = entry.at.0.format("%a %H:%M");
    let deed = match (entry.what, entry.reason.as_deref().filter(|it| !it.is_empty())) {
        (Act::Pulled, None) => "pulled into the sprint".to_owned(),
        (Act::Pulled, Some(reason)) => format!("pulled into the sprint ({reason})"),
        (Act::PutBack, None) => "put back to the backlog".to_owned(),
        (Act::PutBack, Some(reason)) => format!("put back to the backlog ({reason})"),
        _ => history::deed(entry),
    };
    match entry.by.as_str() {
        "" => format!("{when} {deed}"),
        by => format!("{when} {deed}, {by}"),
    }
}
