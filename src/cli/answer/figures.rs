//! The figures: velocity, say–do, goals, acceptance, times, and what lies in the backlog.
//! It says how many each figure counts and leaves out, and forecasts nothing.

use chrono::NaiveDate;
use serde::Serialize;

use super::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::velocity::Velocity;
use crate::domain::ratio::Ratio;
use crate::domain::sprint::Sprint;
use crate::domain::story::Status;
use crate::figures::delivery::{self, Acceptance, Delivery, Goals, Times};
use crate::figures::growth::{self, Growth};
use crate::figures::stock::{self, Heap, Stock};
use crate::say::tally;

/// The figures in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct FiguresAnswer {
    velocity: VelocityAnswer,
    say_do: Vec<SayDo>,
    goal_rate: GoalRate,
    acceptance: AcceptanceAnswer,
    cycle_time: TimesAnswer,
    lead_time: TimesAnswer,
    backlog: BacklogAnswer,
}

#[derive(Debug, Serialize)]
struct VelocityAnswer {
    per_sprint: Vec<SprintPoints>,
    mean_last_three: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
struct SprintPoints {
    sprint: u32,
    points: Points,
}

#[derive(Debug, Serialize)]
struct SayDo {
    sprint: u32,
    say_do: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
struct GoalRate {
    met: usize,
    judged: usize,
    unjudged: usize,
}

#[derive(Debug, Serialize)]
struct AcceptanceAnswer {
    first_time: usize,
    judged: usize,
}

#[derive(Debug, Serialize)]
struct TimesAnswer {
    p50: Option<u64>,
    p85: Option<u64>,
    n: usize,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct BacklogAnswer {
    stories: usize,
    points: Points,
    unestimated: usize,
    states: Vec<StateAnswer>,
    ready: ReadyAnswer,
    stale: usize,
    growth: Vec<GrowthAnswer>,
}

#[derive(Debug, Serialize)]
struct GrowthAnswer {
    sprint: u32,
    created: usize,
    accepted: usize,
}

#[derive(Debug, Serialize)]
struct StateAnswer {
    status: Status,
    stories: usize,
    points: Points,
}

#[derive(Debug, Serialize)]
struct ReadyAnswer {
    stories: usize,
    points: Points,
    sprints: Option<Hundredths>,
}

impl FiguresAnswer {
    pub(super) fn of(backlog: &Backlog, only: Option<&Sprint>, today: NaiveDate) -> Self {
        let it = delivery::of(backlog, only);
        let per_sprint =
            it.velocity.into_iter().map(|(sprint, points)| SprintPoints { sprint, points });
        let say_do = it.say_do.into_iter().map(|(sprint, say_do)| SayDo { sprint, say_do });
        let Goals { met, judged, unjudged } = it.goals;
        let Acceptance { first_time, judged: with_verdict } = it.acceptance;
        Self {
            velocity: VelocityAnswer {
                per_sprint: per_sprint.collect(),
                mean_last_three: it.mean.as_ref().map(Velocity::hundredths),
            },
            say_do: say_do.collect(),
            goal_rate: GoalRate { met, judged, unjudged },
            acceptance: AcceptanceAnswer { first_time, judged: with_verdict },
            cycle_time: TimesAnswer::of(it.cycle),
            lead_time: TimesAnswer::of(it.lead),
            backlog: BacklogAnswer::of(backlog, only, today),
        }
    }
}

impl TimesAnswer {
    const fn of(it: Times) -> Self {
        Self { p50: it.p50, p85: it.p85, n: it.n, left_out: it.left_out }
    }
}

impl BacklogAnswer {
    fn of(backlog: &Backlog, only: Option<&Sprint>, today: NaiveDate) -> Self {
        let it = stock::of(backlog);
        let state = |(status, Heap { stories, points })| StateAnswer { status, stories, points };
        Self {
            stories: it.open.stories,
            points: it.open.points,
            unestimated: it.unestimated,
            states: it.states.into_iter().map(state).collect(),
            ready: ReadyAnswer {
                stories: it.ready.stories,
                points: it.ready.points,
                sprints: it.sprints_of_ready,
            },
            stale: growth::stale(backlog, today).count(),
            growth: grown(backlog, only).into_iter().map(GrowthAnswer::of).collect(),
        }
    }
}

impl GrowthAnswer {
    const fn of(it: Growth) -> Self {
        Self { sprint: it.sprint, created: it.created, accepted: it.accepted }
    }
}

/// What came and was done in closed sprints, or in this one only.
fn grown(backlog: &Backlog, only: Option<&Sprint>) -> Vec<Growth> {
    let mut all = growth::of(backlog);
    all.retain(|it| only.is_none_or(|sprint| sprint.number == it.sprint));
    all
}

/// The figures for a person.
pub(super) fn text(
    backlog: &Backlog,
    only: Option<&Sprint>,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let it = delivery::of(backlog, only);
    let mut sheet = Sheet::new(width);
    sprints(&mut sheet, &it);
    verdicts(&mut sheet, &it);
    sheet.heading("days to acceptance");
    times(&mut sheet, "from the first start", it.cycle);
    times(&mut sheet, "from being written down", it.lead);
    lies(&mut sheet, &stock::of(backlog));
    let stale = tally::count(growth::stale(backlog, today).count(), "story", "stories");
    sheet.under("·", &format!("untouched for {} days or more: {stale}", growth::STALE));
    for Growth { sprint, created, accepted } in grown(backlog, only) {
        let told = format!("sprint {sprint}: {created} written down, {accepted} accepted");
        sheet.under("·", &told);
    }
    sheet.done()
}

fn sprints(sheet: &mut Sheet, it: &Delivery) {
    sheet.line("velocity, in closed sprints");
    if it.velocity.is_empty() {
        sheet.under("·", "no sprint is closed yet");
    }
    for ((number, points), (_, say_do)) in it.velocity.iter().zip(&it.say_do) {
        let kept = say_do.map_or_else(String::new, |it| format!(", say–do {} %", it.hundredths()));
        sheet.under("·", &format!("sprint {number}: {points} pts{kept}"));
    }
    if let Some(mean) = &it.mean {
        let numbers: Vec<String> = mean.sprints.iter().map(|(it, _)| it.to_string()).collect();
        let (mean, of) = (mean.hundredths(), tally::list(&numbers));
        sheet.under("·", &format!("mean of the last three: {mean} pts, from sprints {of}"));
    }
}

fn verdicts(sheet: &mut Sheet, it: &Delivery) {
    let share = |part: usize, of: usize| {
        let percent = Ratio::new(100 * part as u128, of as u128).map(Ratio::rounded);
        percent.map_or_else(String::new, |percent| format!(" ({percent} %)"))
    };
    let Goals { met, judged, unjudged } = it.goals;
    sheet.heading("verdicts");
    let rest = if unjudged > 0 { format!(", {unjudged} not judged") } else { String::new() };
    sheet.under("·", &format!("goals met: {met} of {judged}{}{rest}", share(met, judged)));
    let Acceptance { first_time, judged } = it.acceptance;
    let share = share(first_time, judged);
    sheet.under("·", &format!("accepted at first: {first_time} of {judged} stories{share}"));
}

fn times(sheet: &mut Sheet, name: &str, it: Times) {
    let told = match (it.p50, it.p85) {
        (Some(half), Some(most)) => format!("half within {half}, 85 % within {most}"),
        _ => "nothing to count".to_owned(),
    };
    let left_out =
        if it.left_out > 0 { format!(", {} left out", it.left_out) } else { String::new() };
    sheet.under("·", &format!("{name}: {told} (of {}{left_out})", it.n));
}

fn lies(sheet: &mut Sheet, it: &Stock) {
    sheet.heading("backlog");
    for (status, heap) in it.states.iter().filter(|(_, heap)| heap.stories > 0) {
        let stories = tally::count(heap.stories, "story", "stories");
        sheet.under("·", &format!("{status}: {stories}, {} pts", heap.points));
    }
    let lasts = it.sprints_of_ready.map_or_else(String::new, |it| format!(", {it} sprints' worth"));
    sheet.under("·", &format!("ready to be pulled: {} pts{lasts}", it.ready.points));
    if it.unestimated > 0 {
        sheet.under("·", &format!("not estimated, and counted as 0: {}", it.unestimated));
    }
}
