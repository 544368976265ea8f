//! Why a story stands where it stands, as an answer.
//! It never says where it should stand.

use chrono::NaiveDate;
use serde::Serialize;

use super::priority::{Parts, one};
use super::sheet::Sheet;
use super::{story, told};
use crate::domain::backlog::Backlog;
use crate::domain::history::Entry;
use crate::domain::number::Hundredths;
use crate::domain::refusal::Refusal;
use crate::domain::release::Release;
use crate::domain::stamp::Moment;
use crate::domain::story::Story;
use crate::figures::priority::why::{self, Why};
use crate::say::{date, history, tally};

/// Why it is here in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct WhyAnswer<'a> {
    number: u32,
    position: Option<usize>,
    score: Option<Hundredths>,
    parts: Parts,
    depends_on: Vec<u32>,
    needed_by: Vec<u32>,
    release: Option<&'a str>,
    target: Option<NaiveDate>,
    ideas: Vec<u32>,
    moved: Option<MovedAnswer<'a>>,
}

/// The move that brought it here.
#[derive(Debug, Serialize)]
struct MovedAnswer<'a> {
    at: Moment,
    by: Option<&'a str>,
    before: Option<&'a str>,
    after: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> MovedAnswer<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            at: entry.at,
            by: told(&entry.by),
            before: entry.before.as_deref(),
            after: entry.after.as_deref(),
            reason: entry.reason.as_deref(),
        }
    }
}

pub(super) fn answer<'a>(word: &str, backlog: &'a Backlog) -> Result<WhyAnswer<'a>, Refusal> {
    let story = story(word, backlog)?;
    let why = why::of(story, backlog);
    Ok(WhyAnswer {
        number: story.number,
        position: why.position,
        score: why.score,
        parts: Parts::of(story, backlog.product().score),
        depends_on: why.depends_on.iter().map(|(it, _)| it.number).collect(),
        needed_by: why.needed_by.iter().map(|(it, _)| it.number).collect(),
        release: why.release.map(|release| release.name.as_str()),
        target: why.release.and_then(|release| release.target),
        ideas: why.ideas.iter().map(|idea| idea.number).collect(),
        moved: why.moved.map(MovedAnswer::of),
    })
}

pub(super) fn text(
    word: &str,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let story = story(word, backlog)?;
    let why = why::of(story, backlog);
    let mut sheet = Sheet::new(width);
    sheet.line(&format!("#{} {}", story.number, story.title));
    match why.position {
        Some(position) => {
            let open = backlog.ranked().filter(|(_, brief)| brief.open).count();
            sheet.line(&format!("place {position} of {open} in the order"));
        }
        None => sheet.line(&format!("{}: it has no place in the order", story.status)),
    }
    sheet.gap();
    one(&mut sheet, story, backlog);
    others(&mut sheet, "depends on", &why.depends_on, why.position, true);
    others(&mut sheet, "needed by", &why.needed_by, why.position, false);
    if let Some(release) = why.release {
        sheet.heading(&format!("ships with {}", release.name));
        sheet.under("·", &deadline(release, today));
    }
    ideas(&mut sheet, &why, today);
    sheet.heading("moved last");
    match why.moved {
        Some(entry) => sheet.under("·", &history::sentence(entry, today)),
        None => sheet.under("·", "never: it stands where it was put when it came"),
    }
    silent(&mut sheet, &why);
    Ok(sheet.done())
}

/// The stories it has to do with, and which of them stand on the wrong side of it.
fn others(
    sheet: &mut Sheet,
    heading: &str,
    stories: &[(&std::sync::Arc<Story>, Option<usize>)],
    own: Option<usize>,
    first: bool,
) {
    if stories.is_empty() {
        return;
    }
    sheet.heading(heading);
    for (other, position) in stories {
        let place = position.map_or_else(|| other.status.to_string(), |it| format!("place {it}"));
        let wrong = position.zip(own).filter(|(other, own)| (other > own) == first);
        let wrong = match (wrong.is_some(), first) {
            (false, _) => "",
            (true, true) => ", below this one, which waits for it",
            (true, false) => ", above this one, for which it waits",
        };
        sheet.under("·", &format!("#{} {} ({place}{wrong})", other.number, other.title));
    }
}

/// The day its release is meant to ship, and how far off that is.
fn deadline(release: &Release, today: NaiveDate) -> String {
    if let Some(day) = release.released_on {
        return format!("shipped on {}", date::short(day, today));
    }
    let Some(target) = release.target else {
        return "no target date: upnext release set NAME target=…".to_owned();
    };
    let day = date::short(target, today);
    let days = target.signed_duration_since(today).num_days();
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let far = tally::count(count, "day", "days");
    match days {
        0 => format!("its target is {day}: today"),
        1.. => format!("its target is {day}, in {far}"),
        _ => format!("its target was {day}, {far} ago"),
    }
}

fn ideas(sheet: &mut Sheet, why: &Why<'_>, today: NaiveDate) {
    if why.ideas.is_empty() {
        return;
    }
    sheet.heading(&tally::count(why.ideas.len(), "idea behind it", "ideas behind it"));
    for idea in &why.ideas {
        let from = told(&idea.from).map_or_else(String::new, |from| format!("{from}, "));
        let day = date::short(idea.at.day(), today);
        let score = idea.score.map_or_else(String::new, |score| format!(", {score} of 5"));
        sheet.under("·", &format!("“{}” ({from}{day}{score})", idea.text));
    }
}

/// What says nothing of its place.
fn silent(sheet: &mut Sheet, why: &Why<'_>) {
    let known = [
        ("no dependency", why.depends_on.is_empty() && why.needed_by.is_empty()),
        ("no release", why.release.is_none()),
        ("no idea", why.ideas.is_empty()),
    ];
    let absent: Vec<&str> = known.iter().filter(|it| it.1).map(|it| it.0).collect();
    if !absent.is_empty() {
        sheet.gap();
        sheet.line(&format!("Nothing else speaks for its place: {}.", tally::list(&absent)));
    }
}
