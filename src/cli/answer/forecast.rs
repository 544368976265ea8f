//! What a sprint can hold, for people: who has how much time, where the capacity comes from, and
//! how the load stands against it. It reckons nothing: the plan does.

use chrono::NaiveDate;

use super::sheet::Sheet;
use crate::domain::number::Hundredths;
use crate::domain::plan::{Focus, FocusSource, Plan};
use crate::say::table::Table;
use crate::say::{date, tally};

/// Who takes part: their share of time, their days off in the sprint, the days they have in it.
pub(super) fn people(sheet: &mut Sheet, plan: &Plan<'_>, today: NaiveDate, width: Option<usize>) {
    if plan.people.is_empty() {
        return;
    }
    let mut table = Table::new().left("name").right("time").right("days").flexible("days off");
    for it in &plan.people {
        let off: Vec<String> = it.days_off.iter().map(|day| date::short(*day, today)).collect();
        table.row([
            it.person.name.clone(),
            format!("{} %", it.allocation.0.hundredths()),
            it.person_days.map_or_else(String::new, |days| days.to_string()),
            off.join(", "),
        ]);
    }
    sheet.gap();
    sheet.ready_made(&table.render(width));
}

/// The capacity and its source, the load in per cent of it, and how often so much was reached.
pub(super) fn capacity(sheet: &mut Sheet, plan: &Plan<'_>) {
    sheet.gap();
    match (plan.capacity, plan.focus.as_ref().map(|focus| (focus, source(focus, plan)))) {
        (Some(capacity), Some((_, source))) => {
            sheet.line(&format!("capacity {capacity} pts: {source}"));
        }
        (None, Some((_, source))) => sheet.line(&format!("capacity not known: {source}")),
        // Of a sprint that is closed only its record knows.
        (capacity, None) => {
            let said = |what: &str, it: Option<Hundredths>| {
                it.map_or_else(String::new, |it| format!("{what} {it}"))
            };
            sheet.parts([
                said("capacity", capacity),
                said("person-days", plan.person_days),
                said("focus factor", plan.focus_factor),
            ]);
        }
    }
    if let Some(percent) = plan.load_percent {
        let load = format!("load {} pts, {} % of it", plan.load, percent.rounded());
        sheet.parts([load, unestimated(plan.unestimated)]);
    } else {
        sheet.parts([unestimated(plan.unestimated)]);
    }
    if let Some(chance) = plan.chance {
        let sprints = tally::count(chance.of, "closed sprint", "closed sprints");
        sheet.line(&format!("{} of {sprints} reached this load", chance.reached));
    }
}

fn unestimated(stories: usize) -> String {
    match stories {
        0 => String::new(),
        some => format!("{} not estimated", tally::count(some, "story", "stories")),
    }
}

/// Where a capacity comes from: "58 person-days × 0.42 from sprints 5, 6 and 7".
fn source(focus: &Focus, plan: &Plan<'_>) -> String {
    let days = plan.person_days.unwrap_or_default();
    let factor = plan.focus_factor.unwrap_or_default();
    let numbers: Vec<String> = focus.sprints.iter().map(|it| it.number.to_string()).collect();
    let sprints = match numbers.as_slice() {
        [only] => format!("sprint {only}"),
        several => format!("sprints {}", tally::list(several)),
    };
    match focus.source {
        FocusSource::History => format!("{days} person-days × {factor} from {sprints}"),
        FocusSource::Velocity => {
            format!("the mean of {sprints}, for days or people are not known")
        }
        FocusSource::Assumed => {
            format!("{days} person-days × {factor}, assumes a point is an ideal day")
        }
        FocusSource::None => "no sprint is closed yet, and days or people are missing".to_owned(),
    }
}
