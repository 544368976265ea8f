//! The figures of a running sprint: what was committed, what changed, what is left, and by when.
//! It accepts nothing.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::{because, sum, unestimated, working_days};
use crate::cli::answer::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::number::Points;
use crate::domain::plan::velocity;
use crate::domain::sprint::{Commitment, Direction, Sprint, SprintState};
use crate::domain::story::{Status, Story};
use crate::figures::burndown::{self, Day};
use crate::say::{date, tally};

pub(super) fn write(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, today: NaiveDate) {
    sheet.line(&format!("sprint {}, {}", sprint.number, sprint.state));
    let Some(commitment) = &sprint.commitment else {
        because(sheet, "it was not started here: nothing is known of what was committed to");
        return came_to(sheet, sprint, backlog);
    };
    committed(sheet, commitment, backlog, today);
    scope(sheet, sprint, backlog, today, Direction::In);
    scope(sheet, sprint, backlog, today, Direction::Out);
    let stories: Vec<&Story> = backlog.in_sprint(sprint.id).map(|story| &**story).collect();
    re_estimated(sheet, sprint, commitment, &stories);
    standing(sheet, &stories);
    let days = burndown::of(sprint, backlog, today);
    ideal(sheet, sprint, backlog, &days);
    left(sheet, sprint, backlog, today);
    chart(sheet, &days, today);
    came_to(sheet, sprint, backlog);
}

fn committed(sheet: &mut Sheet, it: &Commitment, backlog: &Backlog, today: NaiveDate) {
    let points: Vec<Points> = it.stories.iter().filter_map(|story| story.points).collect();
    let total: Points = points.iter().copied().sum();
    sheet.heading(&format!("committed: {total} pts"));
    let when = date::short(it.at.day(), today);
    because(
        sheet,
        &format!(
            "formula: the points of {} as they were at the start, {when}; they never change",
            tally::count(it.stories.len(), "story", "stories")
        ),
    );
    if points.len() > 1 {
        because(sheet, &format!("{} = {total}", sum(&points)));
    }
    let without = it.stories.iter().filter(|story| story.points.is_none());
    let numbers: Vec<u32> =
        without.filter_map(|it| backlog.story(it.story)).map(|story| story.number).collect();
    if !numbers.is_empty() {
        let numbers = tally::numbers(&numbers);
        because(sheet, &format!("left out: not estimated at the start, counting 0: {numbers}"));
    }
}

/// What came in, or what went out.
fn scope(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, today: NaiveDate, way: Direction) {
    let log: Vec<_> =
        sprint.scope_log.iter().filter(|entry| entry.direction == Some(way)).collect();
    let total: Points = log.iter().filter_map(|entry| entry.points).sum();
    let (name, when) = match way {
        Direction::In => ("added", "coming in"),
        Direction::Out => ("removed", "going out"),
    };
    sheet.heading(&format!("{name}: {total} pts"));
    because(sheet, &format!("formula: the points of each story on {when} after the start"));
    for entry in log {
        let story = backlog.story(entry.story);
        let number = story.map_or_else(|| "gone".to_owned(), |story| format!("#{}", story.number));
        let points =
            entry.points.map_or_else(|| "not estimated, 0".to_owned(), |it| it.to_string());
        let day = date::short(entry.at.day(), today);
        because(sheet, &format!("{day} {number}: {points}"));
    }
}

/// What estimates changed by since a story was committed to or came in.
fn re_estimated(sheet: &mut Sheet, sprint: &Sprint, it: &Commitment, stories: &[&Story]) {
    let now: Points = stories.iter().filter_map(|story| story.points).sum();
    let committed: Points = it.stories.iter().filter_map(|story| story.points).sum();
    let scope = |way| -> Points {
        let log = sprint.scope_log.iter().filter(|entry| entry.direction == Some(way));
        log.filter_map(|entry| entry.points).sum()
    };
    let (added, removed) = (scope(Direction::In), scope(Direction::Out));
    let (here, then) = (now + removed, committed + added);
    let apart = Points::of_hundredths(here.hundredths().abs_diff(then.hundredths()));
    let sign = match here.cmp(&then) {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    };
    sheet.heading(&format!("re-estimated: {sign}{apart} pts"));
    because(
        sheet,
        &format!(
            "formula: the points in the sprint now − (committed + added − removed) = {now} − \
             ({committed} + {added} − {removed})"
        ),
    );
}

fn standing(sheet: &mut Sheet, stories: &[&Story]) {
    let points = |counts: &dyn Fn(Status) -> bool| -> Vec<Points> {
        let those = stories.iter().filter(|story| counts(story.status));
        those.filter_map(|story| story.points).collect()
    };
    let mut figure = |name: &str, formula: &str, points: Vec<Points>| {
        let total: Points = points.iter().copied().sum();
        sheet.heading(&format!("{name}: {total} pts"));
        because(sheet, formula);
        if points.len() > 1 {
            because(sheet, &format!("{} = {total}", sum(&points)));
        }
    };
    figure(
        "remaining",
        "formula: the points, as estimated now, of the stories in the sprint that are not \
         accepted; a delivered story remains until its verdict",
        points(&|status| status != Status::Accepted),
    );
    figure(
        "delivered",
        "formula: the points of the stories that wait for the verdict",
        points(&|status| status == Status::Delivered),
    );
    figure(
        "accepted",
        "formula: the points of the stories that are accepted",
        points(&|status| status == Status::Accepted),
    );
    if let Some(words) = unestimated(stories.iter().copied()) {
        because(sheet, &words);
    }
}

fn ideal(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, days: &[Day]) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    sheet.heading(&format!("ideal: {} pts", last.ideal));
    let (Some(start), Some(end)) = (sprint.start, sprint.end) else {
        because(sheet, "not known: the sprint has no dates");
        return;
    };
    let all = calendar::working_days(backlog.product(), start, end).count();
    because(
        sheet,
        &format!(
            "formula: committed × (1 − days gone ÷ working days) = {} × (1 − {} ÷ {all})",
            first.remaining, last.day
        ),
    );
}

fn left(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog, today: NaiveDate) {
    let product = backlog.product();
    let Some(left) = calendar::days_left(sprint, product, today) else { return };
    sheet.heading(&tally::count(left, "working day left", "working days left"));
    because(sheet, "formula: working days from today to the last day, both included");
    working_days(sheet, sprint, product, today);
    let Some(end) = sprint.end else { return };
    let first = sprint.start.unwrap_or(today);
    let idle: Vec<String> = first
        .iter_days()
        .take_while(|day| *day <= end)
        .filter(|day| !product.works_on(*day))
        .take(12)
        .map(|day| day.format("%a %-d %b").to_string())
        .collect();
    if sprint.state == SprintState::Active && !idle.is_empty() {
        because(sheet, &format!("left out, as nobody works then: {}", idle.join(", ")));
    }
}

fn chart(sheet: &mut Sheet, days: &[Day], today: NaiveDate) {
    sheet.heading("burndown");
    because(
        sheet,
        "a point for each working day so far, with everything dated up to that day; what happens \
         on a Saturday shows on Monday",
    );
    because(
        sheet,
        "remaining is read off the history: points, sprint and state of each story as they were \
         that evening",
    );
    for day in days {
        let when = day.date.map_or_else(
            || "at the start".to_owned(),
            |date| format!("day {}, {}", day.day, date::short(date, today)),
        );
        let scope = |sign: char, points: Points| match points.hundredths() {
            0 => String::new(),
            _ => format!(", {sign}{points} scope"),
        };
        because(
            sheet,
            &format!(
                "{when}: remaining {}, delivered {}, ideal {}{}{}",
                day.remaining,
                day.delivered,
                day.ideal,
                scope('+', day.scope_in),
                scope('−', day.scope_out)
            ),
        );
    }
}

fn came_to(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog) {
    if let Some(record) = sprint.record.as_ref().filter(|_| sprint.state == SprintState::Closed) {
        sheet.heading(&format!("velocity: {} pts", record.accepted.points));
        because(sheet, "formula: the accepted points in the record of the closed sprint");
        return;
    }
    sheet.heading("velocity of this sprint: not yet");
    because(sheet, "only what is accepted in the record of a closed sprint counts");
    if let Some(forecast) = velocity::forecast(backlog) {
        let each: Vec<String> = forecast
            .sprints
            .iter()
            .map(|(number, points)| format!("{points} in {number}"))
            .collect();
        let words = format!(
            "forecast velocity: {}, the mean of the newest closed sprints: {}",
            forecast.hundredths().in_points(),
            each.join(", ")
        );
        because(sheet, &words);
    }
}
