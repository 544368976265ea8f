//! Where things stand, as an answer: the running sprint, what waits for the Product Owner, and
//! what happened since a day. It judges nothing and forecasts nothing.

use chrono::NaiveDate;
use serde::Serialize;

use super::row;
use super::sheet::Sheet;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::history::{Act, Entry};
use crate::domain::number::{Hundredths, Points};
use crate::domain::ready;
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};
use crate::figures::changes::{self, Change, Noun, Since};
use crate::figures::standing::{self, Planned, Running};
use crate::say::table::Table;
use crate::say::{date, history, plain, tally};

/// Acts a person is shown.
const ENOUGH: usize = 20;

/// Where things stand in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct TodayAnswer<'a> {
    date: NaiveDate,
    goal: Option<&'a str>,
    sprint: Option<RunningRow<'a>>,
    planned: Option<PlannedRow<'a>>,
    delivered: Vec<DeliveredRow<'a>>,
    blocked: Vec<BlockedRow<'a>>,
    unready: Vec<UnreadyRow<'a>>,
    /// Whether a velocity says which stories the next two sprints may hold.
    #[serde(skip)]
    ahead: bool,
    ideas: Vec<IdeaRow<'a>>,
    since: NaiveDate,
    changes: Vec<ChangeRow>,
}

#[derive(Debug, Serialize)]
struct RunningRow<'a> {
    number: u32,
    goal: Option<&'a str>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    working_days: usize,
    days_left: Option<usize>,
    committed: Points,
    remaining: Points,
    delivered: Points,
    accepted: Points,
}

#[derive(Debug, Serialize)]
struct PlannedRow<'a> {
    number: u32,
    goal: Option<&'a str>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    load: Points,
    capacity: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
struct DeliveredRow<'a> {
    number: u32,
    title: &'a str,
    points: Option<Points>,
    since: Option<Moment>,
}

#[derive(Debug, Serialize)]
struct BlockedRow<'a> {
    number: u32,
    title: &'a str,
    reason: &'a str,
    since: Moment,
    days: u64,
}

#[derive(Debug, Serialize)]
struct UnreadyRow<'a> {
    number: u32,
    title: &'a str,
    points: Option<Points>,
    status: Status,
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
struct IdeaRow<'a> {
    number: u32,
    text: &'a str,
    from: Option<&'a str>,
    date: NaiveDate,
}

/// An act, and what it was done to, as `log` names it.
#[derive(Debug, Serialize)]
struct ChangeRow {
    at: Moment,
    by: Option<String>,
    what: Act,
    on: Vec<String>,
}

impl<'a> TodayAnswer<'a> {
    pub(super) fn of(since: Option<NaiveDate>, backlog: &'a Backlog, today: NaiveDate) -> Self {
        let standing = standing::of(backlog, today);
        let since = first_day(since, backlog, today);
        let acts = changes::since(backlog, Since::Day(since), &|_| true);
        let ids = |ids: &[StoryId]| -> Vec<&'a Story> {
            ids.iter().filter_map(|id| backlog.story(*id).map(|story| &**story)).collect()
        };
        let blocked = ids(&standing.blocked).into_iter();
        let ideas = standing.ideas.iter().filter_map(|id| backlog.ideas().get(*id));
        Self {
            date: today,
            goal: told(&backlog.product().goal),
            sprint: standing.running.as_ref().and_then(|it| RunningRow::of(it, backlog)),
            planned: standing.planned.as_ref().and_then(|it| PlannedRow::of(it, backlog)),
            delivered: ids(&standing.delivered).into_iter().map(DeliveredRow::of).collect(),
            blocked: blocked.filter_map(|story| BlockedRow::of(story, today)).collect(),
            unready: ids(&standing.unready)
                .into_iter()
                .map(|story| UnreadyRow::of(story, backlog))
                .collect(),
            ahead: standing.ahead,
            ideas: ideas
                .map(|idea| IdeaRow {
                    number: idea.number,
                    text: &idea.text,
                    from: told(&idea.from),
                    date: idea.at.day(),
                })
                .collect(),
            since,
            changes: acts.iter().map(|it| ChangeRow::of(it, backlog)).collect(),
        }
    }
}

/// The first day that is told of: the last working day before today, where no other is asked for.
fn first_day(since: Option<NaiveDate>, backlog: &Backlog, today: NaiveDate) -> NaiveDate {
    let before = || calendar::previous_working_day(backlog.product(), today);
    since.or_else(before).or_else(|| today.pred_opt()).unwrap_or(today)
}

impl<'a> RunningRow<'a> {
    fn of(it: &Running, backlog: &'a Backlog) -> Option<Self> {
        let sprint = backlog.sprints().get(it.sprint)?;
        Some(Self {
            number: sprint.number,
            goal: told(&sprint.goal),
            start: sprint.start,
            end: sprint.end,
            working_days: it.dates.len(),
            days_left: it.days_left,
            committed: it.committed,
            remaining: it.remaining,
            delivered: it.delivered,
            accepted: it.accepted,
        })
    }
}

impl<'a> PlannedRow<'a> {
    fn of(it: &Planned, backlog: &'a Backlog) -> Option<Self> {
        let sprint = backlog.sprints().get(it.sprint)?;
        Some(Self {
            number: sprint.number,
            goal: told(&sprint.goal),
            start: sprint.start,
            end: sprint.end,
            load: it.load,
            capacity: it.capacity,
        })
    }
}

impl<'a> DeliveredRow<'a> {
    fn of(story: &'a Story) -> Self {
        let since = standing::delivered_at(story);
        Self { number: story.number, title: &story.title, points: story.points, since }
    }
}

impl<'a> BlockedRow<'a> {
    fn of(story: &'a Story, today: NaiveDate) -> Option<Self> {
        let impediment = story.impediment.as_ref()?;
        Some(Self {
            number: story.number,
            title: &story.title,
            reason: &impediment.reason,
            since: impediment.since,
            days: standing::age(impediment.since, today),
        })
    }
}

impl<'a> UnreadyRow<'a> {
    fn of(story: &'a Story, backlog: &Backlog) -> Self {
        let missing = ready::missing_uncovered(story, backlog);
        Self {
            number: story.number,
            title: &story.title,
            points: story.points,
            status: story.status,
            missing: missing.into_iter().map(|it| it.words).collect(),
        }
    }
}

impl ChangeRow {
    fn of(change: &Change, backlog: &Backlog) -> Self {
        Self {
            at: change.at,
            by: (!change.by.is_empty()).then(|| change.by.clone()),
            what: change.what,
            on: change.on.iter().map(|noun| named(noun, backlog)).collect(),
        }
    }
}

/// What it is called in the log.
fn named(noun: &Noun, backlog: &Backlog) -> String {
    match noun {
        Noun::Story(id) => backlog.story(*id).map_or_else(
            || "a story that is gone".to_owned(),
            |story| format!("#{}", story.number),
        ),
        Noun::Idea(id) => backlog.ideas().get(*id).map_or_else(
            || "an idea that is gone".to_owned(),
            |idea| format!("idea {}", idea.number),
        ),
        Noun::Epic(title) => format!("epic {title}"),
        Noun::Sprint(number) => format!("sprint {number}"),
        Noun::Release(name) => format!("release {name}"),
        Noun::Person(name) => format!("person {name}"),
        Noun::Product => "product".to_owned(),
    }
}

/// An act in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The number of the story, where it is about one.
    pub number: Option<u32>,
    /// What was done, and to what where that is no single story.
    pub deed: String,
    /// What the story is called, or what an idea says.
    pub title: String,
    /// By whom and when.
    pub who: String,
}

/// An act as a person is told of it; nothing in the words but what can be read.
#[must_use]
pub fn news(change: &Change, backlog: &Backlog, today: NaiveDate) -> News {
    let deed = change.line.as_ref().map_or_else(
        || history::deed(&Entry { what: change.what, ..Entry::default() }),
        history::deed,
    );
    let (number, deed, title) = match change.on.as_slice() {
        [Noun::Story(id)] => match backlog.story(*id) {
            Some(story) => (Some(story.number), deed, story.title.as_str()),
            None => (None, format!("a story that is gone: {deed}"), ""),
        },
        [Noun::Idea(id)] => {
            let text = backlog.ideas().get(*id).map_or("", |idea| idea.text.as_str());
            (None, format!("{} {deed}", named(&Noun::Idea(*id), backlog)), text)
        }
        [one] => (None, format!("{}: {deed}", named(one, backlog)), ""),
        several if several.iter().all(|it| matches!(it, Noun::Story(_))) => {
            (None, format!("{} {deed}", tally::count(several.len(), "story", "stories")), "")
        }
        several => {
            let things =
                format!("{} and {} more", named_first(several, backlog), several.len() - 1);
            (None, format!("{things}: {deed}"), "")
        }
    };
    let day = date::short(change.at.day(), today);
    let who = if change.by.is_empty() { day } else { format!("{}, {day}", change.by) };
    let harmless = |text: &str| plain::line(text).into_owned();
    News { number, deed: harmless(&deed), title: harmless(title), who: harmless(&who) }
}

fn named_first(several: &[Noun], backlog: &Backlog) -> String {
    several.first().map_or_else(String::new, |noun| named(noun, backlog))
}

/// The same for a person.
pub(super) fn text(
    since: Option<NaiveDate>,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let it = TodayAnswer::of(since, backlog, today);
    let mut sheet = Sheet::new(width);
    sheet.parts([
        today.format("%A, %-d %B %Y").to_string(),
        it.goal.map_or_else(String::new, |goal| format!("goal: {goal}")),
    ]);
    sprints(&mut sheet, &it, today);
    delivered(&mut sheet, &it, today, width);
    blocked(&mut sheet, &it, width);
    unready(&mut sheet, &it, backlog, width);
    ideas(&mut sheet, &it, today, width);
    let acts = changes::since(backlog, Since::Day(it.since), &|_| true);
    happened(&mut sheet, &acts, it.since, backlog, today, width);
    sheet.done()
}

fn sprints(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate) {
    sheet.gap();
    match &it.sprint {
        Some(sprint) => {
            let left = sprint.days_left.map_or_else(String::new, |left| {
                let days = tally::count(sprint.working_days, "working day", "working days");
                format!("{left} of {days} left")
            });
            sheet.line(&format!("sprint {}: {}", sprint.number, sprint.goal.unwrap_or("no goal")));
            sheet.parts([
                format!("  {left}"),
                format!("committed {} pts", sprint.committed),
                format!("remaining {}", sprint.remaining),
                format!("delivered {}", sprint.delivered),
                format!("accepted {}", sprint.accepted),
            ]);
        }
        None if it.planned.is_none() => sheet.line("no sprint is running: upnext sprint plan"),
        None => sheet.line("no sprint is running"),
    }
    let Some(next) = &it.planned else { return };
    let days = next.start.zip(next.end).map_or_else(String::new, |(start, end)| {
        format!("{} – {}", date::short(start, today), date::short(end, today))
    });
    let room = next.capacity.map_or_else(String::new, |most| format!(" of {most}"));
    sheet.parts([
        format!("next, sprint {}: {}", next.number, next.goal.unwrap_or("no goal")),
        days,
        format!("{}{room} pts", next.load),
    ]);
}

fn heading(sheet: &mut Sheet, words: &str, count: usize) {
    match count {
        0 => sheet.heading(&format!("{words}: none")),
        count => sheet.heading(&format!("{words}: {count}")),
    }
}

fn delivered(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate, width: Option<usize>) {
    heading(sheet, "delivered, waiting for your verdict", it.delivered.len());
    let mut table = Table::new().right("").right("").flexible("").left("");
    for story in &it.delivered {
        let since = story.since.map(|at| format!("since {}", date::short(at.day(), today)));
        let points = story.points.map_or_else(|| "?".to_owned(), |it| it.to_string());
        let number = format!("#{}", story.number);
        table.row([number, points, story.title.to_owned(), since.unwrap_or_default()]);
    }
    rows(sheet, &table, it.delivered.len(), width);
}

fn blocked(sheet: &mut Sheet, it: &TodayAnswer<'_>, width: Option<usize>) {
    heading(sheet, "blocked", it.blocked.len());
    let mut table = Table::new().right("").flexible("").left("").right("");
    for story in &it.blocked {
        let days = usize::try_from(story.days).unwrap_or(usize::MAX);
        table.row([
            format!("#{}", story.number),
            story.title.to_owned(),
            story.reason.to_owned(),
            tally::count(days, "day", "days"),
        ]);
    }
    rows(sheet, &table, it.blocked.len(), width);
}

fn unready(sheet: &mut Sheet, it: &TodayAnswer<'_>, backlog: &Backlog, width: Option<usize>) {
    let which = if it.ahead { "next two sprints, not ready" } else { "at the top, not ready" };
    heading(sheet, which, it.unready.len());
    let mut table = Table::new().right("").right("").flexible("").flexible("");
    for story in &it.unready {
        table.row([
            format!("#{}", story.number),
            row::points(story.points, backlog),
            story.title.to_owned(),
            lacking(&story.missing),
        ]);
    }
    rows(sheet, &table, it.unready.len(), width);
}

/// What is missing, in a few words.
fn lacking(missing: &[String]) -> String {
    if missing.is_empty() { "say it is ready".to_owned() } else { missing.join(", ") }
}

fn ideas(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate, width: Option<usize>) {
    heading(sheet, "new ideas", it.ideas.len());
    let mut table = Table::new().right("").flexible("").left("").left("");
    for idea in &it.ideas {
        let day = date::short(idea.date, today);
        let from = idea.from.unwrap_or_default().to_owned();
        table.row([idea.number.to_string(), idea.text.to_owned(), from, day]);
    }
    rows(sheet, &table, it.ideas.len(), width);
}

fn happened(
    sheet: &mut Sheet,
    acts: &[Change],
    since: NaiveDate,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) {
    heading(sheet, &format!("since {}", date::short(since, today)), acts.len());
    let mut table = Table::new().right("").flexible("").left("");
    for act in acts.iter().take(ENOUGH) {
        let News { number, deed, title, who } = news(act, backlog, today);
        let number = number.map_or_else(String::new, |number| format!("#{number}"));
        let said = if title.is_empty() { deed } else { format!("{deed} · {title}") };
        table.row([number, said, who]);
    }
    rows(sheet, &table, acts.len(), width);
    let more = acts.len().saturating_sub(ENOUGH);
    if more > 0 {
        sheet.line(&format!("  … and {more} more: upnext log"));
    }
}

/// A table below its heading.
fn rows(sheet: &mut Sheet, table: &Table, count: usize, width: Option<usize>) {
    if count > 0 {
        sheet.ready_made(&table.render(width));
    }
}
