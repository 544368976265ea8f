//! The figures of planning a sprint: days, people, capacity, load, chance. It pulls nothing.

use chrono::NaiveDate;

use super::{because, sum, unestimated, working_days};
use crate::cli::answer::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::{self, Focus, FocusSource, Plan, velocity};
use crate::domain::sprint::{Sprint, SprintState};
use crate::say::tally;

pub(super) fn write(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, today: NaiveDate) {
    let it = plan::of(sprint, backlog, today);
    sheet.line(&format!("planning sprint {}", sprint.number));
    sheet.heading(&match it.working_days {
        Some(days) => tally::count(days, "working day", "working days"),
        None => "working days: not known".to_owned(),
    });
    working_days(sheet, sprint, backlog.product(), today);
    people(sheet, &it, sprint);
    if sprint.state == SprintState::Closed {
        sheet.heading(&format!("capacity: {}", or_unknown(it.capacity)));
        because(sheet, "from the record: it was frozen when the sprint closed");
    } else {
        capacity(sheet, &it);
    }
    load(sheet, &it);
    skills(sheet, &it);
    chance(sheet, &it, backlog);
    if sprint.state == SprintState::Planned {
        fill(sheet, sprint, backlog, today);
    }
}

fn or_unknown(number: Option<Hundredths>) -> String {
    number.map_or_else(|| "not known".to_owned(), |number| number.to_string())
}

fn people(sheet: &mut Sheet, it: &Plan<'_>, sprint: &Sprint) {
    sheet.heading(&format!("person-days: {}", or_unknown(it.person_days)));
    if sprint.state == SprintState::Closed {
        because(sheet, "from the record: they were frozen when the sprint closed");
        return;
    }
    because(sheet, "formula: (working days − days off that are working days) × share, added up");
    if it.people.is_empty() {
        because(sheet, "nobody takes part yet (sprint set people=…)");
    }
    for member in &it.people {
        let (name, share) = (&member.person.name, member.allocation.0);
        let line = match (member.working_days, member.person_days) {
            (Some(days), Some(own)) => {
                format!("{name}: ({days} − {}) × {share} = {own}", member.days_off.len())
            }
            _ => format!("{name}: not known without dates"),
        };
        because(sheet, &line);
    }
}

fn capacity(sheet: &mut Sheet, it: &Plan<'_>) {
    let Some(focus) = &it.focus else { return };
    match focus.source {
        FocusSource::History | FocusSource::Assumed => factor(sheet, it, focus),
        FocusSource::Velocity | FocusSource::None => {}
    }
    let points = it.capacity.map_or_else(String::new, |points| format!(" {points} pts"));
    let source = match focus.source {
        FocusSource::History | FocusSource::Velocity => format!("from {}", focus.source),
        FocusSource::Assumed => focus.source.to_string(),
        FocusSource::None => "not known".to_owned(),
    };
    sheet.heading(&format!("capacity:{points} ({source})"));
    let words = match focus.source {
        FocusSource::History | FocusSource::Assumed => format!(
            "formula: person-days × focus factor = {} × {}",
            or_unknown(it.person_days),
            exact_factor(focus)
        ),
        FocusSource::Velocity => {
            let points: Vec<Points> = focus.sprints.iter().map(|spent| spent.velocity).collect();
            format!(
                "formula: the forecast velocity, as people or days are not known = ({}) ÷ {}",
                sum(&points),
                points.len()
            )
        }
        FocusSource::None => "no sprint is closed, and dates or people are missing".to_owned(),
    };
    because(sheet, &words);
}

fn factor(sheet: &mut Sheet, it: &Plan<'_>, focus: &Focus) {
    sheet.heading(&format!("focus factor: {}", or_unknown(it.focus_factor)));
    if focus.source == FocusSource::Assumed {
        because(sheet, "assumed, as no sprint is closed yet: a point is taken for an ideal day");
        return;
    }
    because(
        sheet,
        "formula: points accepted ÷ person-days, each added up over the newest three closed \
         sprints that have both",
    );
    for spent in &focus.sprints {
        let days = or_unknown(spent.person_days);
        let line = format!("sprint {}: {} pts in {days} person-days", spent.number, spent.velocity);
        because(sheet, &line);
    }
    because(sheet, &format!("{} = {}", exact_factor(focus), or_unknown(it.focus_factor)));
}

/// The factor as it is reckoned with, not as it is rounded.
fn exact_factor(focus: &Focus) -> String {
    if focus.source == FocusSource::Assumed {
        return "0.7".to_owned();
    }
    let points: Points = focus.sprints.iter().map(|spent| spent.velocity).sum();
    let days: Hundredths = focus.sprints.iter().filter_map(|spent| spent.person_days).sum();
    format!("{points} ÷ {days}")
}

fn load(sheet: &mut Sheet, it: &Plan<'_>) {
    let percent = it.load_percent.map_or_else(String::new, |it| format!(" = {it} %"));
    let of = it.capacity.map_or_else(String::new, |it| format!(" of {it}"));
    sheet.heading(&format!("load: {}{of} pts{percent}", it.load));
    because(sheet, "formula: the points of its stories ÷ capacity");
    let points: Vec<Points> = it.stories.iter().filter_map(|story| story.points).collect();
    if points.len() > 1 {
        because(sheet, &format!("{} = {}", sum(&points), points.iter().copied().sum::<Points>()));
    }
    if let Some(words) = unestimated(it.stories.iter().map(|story| &***story)) {
        because(sheet, &words);
    }
}

fn skills(sheet: &mut Sheet, it: &Plan<'_>) {
    if it.skills.is_empty() {
        return;
    }
    sheet.heading("load by skill");
    because(
        sheet,
        "formula: the points of the stories that need a skill, against capacity × the person-days \
         of who has it ÷ all person-days",
    );
    because(
        sheet,
        "a story counts whole for each of its skills and a person for each of theirs: the lines \
         do not add up",
    );
    for load in &it.skills {
        let of = load.capacity.map_or_else(String::new, |it| format!(" of {it}"));
        because(sheet, &format!("{}: {}{of} pts", load.skill, load.points));
    }
}

fn chance(sheet: &mut Sheet, it: &Plan<'_>, backlog: &Backlog) {
    let closed = velocity::closed(backlog);
    let Some(chance) = it.chance else {
        sheet.heading("chance: not said");
        because(sheet, "it takes three closed sprints to say how often a load was reached");
        return;
    };
    sheet.heading(&format!("chance: {} of {}", chance.reached, chance.of));
    because(sheet, &format!("formula: how many closed sprints came to {} pts or more", it.load));
    let each = closed
        .iter()
        .take(12)
        .map(|sprint| format!("sprint {}: {}", sprint.number, velocity::of(sprint)));
    because(sheet, &each.collect::<Vec<_>>().join(", "));
}

fn fill(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, today: NaiveDate) {
    sheet.heading("fill");
    because(
        sheet,
        "ready, unblocked stories in no sprint, from the top of the order, while they fit; what \
         does not fit is passed over for smaller ones below it",
    );
    let number = |id| backlog.story(id).map_or(0, |story| story.number);
    match plan::fill(sprint, backlog, today) {
        Ok(fill) => {
            let taken: Vec<u32> = fill.taken.iter().map(|id| number(*id)).collect();
            let words = match taken.as_slice() {
                [] => "now it would pull nothing".to_owned(),
                some => format!("now it would pull {}", tally::numbers(some)),
            };
            because(sheet, &words);
            for (id, why) in &fill.skipped {
                because(sheet, &format!("passed over: #{}: {why}", number(*id)));
            }
        }
        Err(refusal) => because(sheet, &refusal.to_string()),
    }
}
