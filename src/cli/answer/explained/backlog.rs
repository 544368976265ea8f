//! The figures of the order: its points, the forecast velocity and the cut lines. It cuts nothing.

use super::{because, sum};
use crate::cli::answer::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::plan::{cut, velocity};
use crate::say::tally;

/// As many lines are explained one by one.
const NAMED: usize = 8;

pub(super) fn write(sheet: &mut Sheet, backlog: &Backlog) {
    let (mut open, mut unestimated, mut free) = (0, 0, 0);
    let mut points = Points::default();
    for (index, brief) in backlog.ranked().filter(|(_, brief)| brief.open) {
        open += 1;
        free += usize::from(brief.is_free());
        let story = backlog.stories().at(index as usize);
        let estimate = story.and_then(|story| story.points);
        unestimated += usize::from(estimate.is_none());
        points = points + estimate.unwrap_or_default();
    }
    sheet.line("the order");
    sheet.heading(&format!("{points} pts in {}", tally::count(open, "open story", "open stories")));
    because(sheet, "formula: the points of all stories that are neither accepted nor dropped");
    if unestimated > 0 {
        let some = tally::count(unestimated, "story is", "stories are");
        because(sheet, &format!("left out: {some} not estimated and count 0"));
    }
    forecast(sheet, backlog);
    lines(sheet, backlog, free);
}

fn forecast(sheet: &mut Sheet, backlog: &Backlog) {
    let Some(velocity) = velocity::forecast(backlog) else {
        sheet.heading("forecast velocity: not yet");
        because(sheet, "it takes a closed sprint: planned, running and cancelled ones never count");
        return;
    };
    sheet.heading(&format!("forecast velocity: {} pts", velocity.hundredths()));
    because(
        sheet,
        "formula: the mean of the accepted points of the last three closed sprints, zeros included",
    );
    for (number, points) in &velocity.sprints {
        because(sheet, &format!("sprint {number}: {points}"));
    }
    let points: Vec<Points> = velocity.sprints.iter().map(|(_, points)| *points).collect();
    let (count, mean) = (points.len(), velocity.hundredths());
    because(sheet, &format!("({}) ÷ {count} = {mean}", sum(&points)));
}

fn lines(sheet: &mut Sheet, backlog: &Backlog, free: usize) {
    let lines = cut::lines(backlog);
    sheet.heading(&tally::count(lines.len(), "cut line", "cut lines"));
    because(
        sheet,
        &format!(
            "formula: {} in no sprint, from the top, with their points added up to C: a story \
             belongs to the coming sprint number C ÷ velocity, rounded up",
            tally::count(free, "open story", "open stories")
        ),
    );
    because(
        sheet,
        "a line says how many points stand between it and the line before, of how many there was \
         room for; stories that are not estimated count 0",
    );
    for line in lines.iter().take(NAMED) {
        let below = backlog.stories().at(line.above as usize);
        let below = below.map_or_else(String::new, |story| format!(" above #{}", story.number));
        let words =
            format!("sprint {} ends{below}: {} of {} pts", line.sprint, line.used, line.room);
        because(sheet, &words);
    }
    if lines.len() > NAMED {
        because(sheet, &format!("and {} more", lines.len() - NAMED));
    }
}
