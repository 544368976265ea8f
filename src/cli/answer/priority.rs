//! Scores beside the order, where the two disagree, and the MoSCoW share, as an answer.
//! It never sorts the order, nor says who is right.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::sheet::Sheet;
use super::{releases, story};
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::product::ScoreKind;
use crate::domain::refusal::Refusal;
use crate::domain::score;
use crate::domain::story::Story;
use crate::figures::inversions;
use crate::figures::priority::scores::Scores;
use crate::figures::priority::{self, Lean, Placed};
use crate::say::score as words;
use crate::say::table::Table;
use crate::say::tally;

/// The parts of a story's score by name, in the order of the formula.
#[derive(Debug)]
pub(super) struct Parts(Vec<(Field, Option<Hundredths>)>);

impl Parts {
    pub(super) fn of(story: &Story, kind: ScoreKind) -> Self {
        let part = |field: &Field| (*field, score::part(story, *field));
        Self(score::parts(kind).iter().map(part).collect())
    }
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in &self.0 {
            map.serialize_entry(field.word(), value)?;
        }
        map.end()
    }
}

/// A score in JSON, in the order of the contract.
#[derive(Debug, serde::Serialize)]
pub(super) struct ScoreAnswer {
    number: u32,
    score: Option<Hundredths>,
    parts: Parts,
    by_hand: Option<usize>,
    by_score: Option<Hundredths>,
}

impl ScoreAnswer {
    fn of(story: &Story, placed: Option<&Placed>, kind: ScoreKind) -> Self {
        Self {
            number: story.number,
            score: score::of(story, kind),
            parts: Parts::of(story, kind),
            by_hand: placed.map(|it| it.by_hand),
            by_score: placed.map(|it| it.by_score),
        }
    }
}

/// The open stories that have a score, in their order, each with both places.
fn placed(backlog: &Backlog) -> Vec<Placed> {
    priority::places(&Scores::of(backlog), backlog)
}

/// The highest score first; of equal ones the higher in the order first.
fn by_score(mut places: Vec<Placed>) -> Vec<Placed> {
    places.sort_by_key(|it| (Reverse(it.score), it.by_hand));
    places
}

fn with_story<'a>(
    places: &'a [Placed],
    backlog: &'a Backlog,
) -> impl Iterator<Item = (&'a Placed, &'a Arc<Story>)> {
    places.iter().filter_map(|it| Some((it, it.story(backlog)?)))
}

fn answers(places: &[Placed], backlog: &Backlog) -> Vec<ScoreAnswer> {
    let kind = backlog.product().score;
    with_story(places, backlog).map(|(it, story)| ScoreAnswer::of(story, Some(it), kind)).collect()
}

/// The scores of all open stories that have one, the highest first, or that of one story.
pub(super) fn scores(word: Option<&str>, backlog: &Backlog) -> Result<Vec<ScoreAnswer>, Refusal> {
    let Some(word) = word else { return Ok(answers(&by_score(placed(backlog)), backlog)) };
    let story = story(word, backlog)?;
    let places = placed(backlog);
    let own = with_story(&places, backlog).find(|(_, it)| it.id == story.id);
    Ok(vec![ScoreAnswer::of(story, own.map(|(it, _)| it), backlog.product().score)])
}

/// From so many columns on the parts of scores stand beside them.
const WIDE: usize = 96;

pub(super) fn scores_text(
    word: Option<&str>,
    backlog: &Backlog,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let mut sheet = Sheet::new(width);
    if let Some(word) = word {
        let story = story(word, backlog)?;
        sheet.line(&format!("#{} {}", story.number, story.title));
        one(&mut sheet, story, backlog);
        return Ok(sheet.done());
    }
    let places = placed(backlog);
    let kind = backlog.product().score;
    if places.is_empty() {
        none_yet(&mut sheet, kind);
    } else {
        sheet.line(&format!("{} = {}", words::name(kind), words::formula(kind)));
        sheet.gap();
        let mut table = Table::new().right("#").right(words::name(kind));
        // Without room for them the parts give way to the titles: `score N` tells them.
        let wide = width.is_none_or(|width| width >= WIDE);
        let parts = if wide { score::parts(kind) } else { &[] };
        for field in parts {
            let head = if *field == Field::Points { "pts" } else { field.word() };
            table = table.right(head);
        }
        let mut table = table.right("by hand").right("by score").left("").flexible("story");
        for (it, story) in with_story(&by_score(places.clone()), backlog) {
            let mut cells = vec![story.number.to_string(), it.score.to_string()];
            let part = |field: &Field| score::part(story, *field);
            let said = |part: Option<Hundredths>| part.map_or(String::new(), |it| it.to_string());
            cells.extend(parts.iter().map(|field| said(part(field))));
            cells.extend([it.by_hand.to_string(), it.by_score.to_string(), arrow(it)]);
            cells.push(story.title.clone());
            table.row(cells);
        }
        sheet.ready_made(&table.render(width));
        sheet.gap();
        left_out(&mut sheet, places.len(), backlog);
    }
    moscow(&mut sheet, backlog);
    Ok(sheet.done())
}

/// The score of one story, with what it is made of, and its two places.
pub(super) fn one(sheet: &mut Sheet, story: &Story, backlog: &Backlog) {
    let kind = backlog.product().score;
    let equation = words::equation(kind, |field| score::part(story, field));
    sheet.line(&format!("{}: {equation}", words::name(kind)));
    let places = placed(backlog);
    let own = with_story(&places, backlog).find(|(_, it)| it.id == story.id);
    if let Some((own, _)) = own {
        let some = tally::count(places.len(), "open story that has", "open stories that have");
        sheet.under("·", &format!("{}, among the {some} one", both_places(own)));
    }
    if let Some(word) = story.moscow {
        sheet.line(&format!("MoSCoW: {word}"));
    }
}

/// "by hand 3, by score 9 ↓6".
#[must_use]
pub fn both_places(placed: &Placed) -> String {
    let both = format!("by hand {}, by score {}", placed.by_hand, placed.by_score);
    match arrow(placed).as_str() {
        "" => both,
        arrow => format!("{both} {arrow}"),
    }
}

/// "↓6": which way the score would have it, and by how many places.
fn arrow(placed: &Placed) -> String {
    match placed.lean() {
        None => String::new(),
        Some(Lean::Up) => format!("↑{}", placed.gap()),
        Some(Lean::Down) => format!("↓{}", placed.gap()),
    }
}

/// How to begin where nothing has a score.
fn none_yet(sheet: &mut Sheet, kind: ScoreKind) {
    sheet.line(&format!(
        "No open story has a score yet: {} = {}.",
        words::name(kind),
        words::formula(kind)
    ));
    let parts = match kind {
        ScoreKind::Wsjf => "value=8 urgency=3 risk=1 points=5",
        ScoreKind::Rice => "reach=200 impact=2 confidence=80 effort=3",
        ScoreKind::Value => "value=8 points=5",
    };
    sheet.line(&format!("To begin: upnext set 12 {parts}, or = on the screen."));
}

/// How many open stories have no score.
fn left_out(sheet: &mut Sheet, scored: usize, backlog: &Backlog) {
    let open = backlog.ranked().filter(|(_, brief)| brief.open).count();
    match open.saturating_sub(scored) {
        0 => sheet.line("Left out: nothing; every open story has a score."),
        rest => {
            let some = tally::count(rest, "open story that has", "open stories that have");
            sheet.line(&format!("Left out: {some} no score."));
        }
    }
}

pub(super) fn disagreements(backlog: &Backlog) -> Vec<ScoreAnswer> {
    answers(&priority::disagreements(&placed(backlog)), backlog)
}

pub(super) fn disagreements_text(backlog: &Backlog, width: Option<usize>) -> String {
    let mut sheet = Sheet::new(width);
    let places = placed(backlog);
    let found = priority::disagreements(&places);
    if places.is_empty() {
        none_yet(&mut sheet, backlog.product().score);
    } else if found.is_empty() {
        sheet.line("The order and the scores agree.");
    } else {
        let name = words::name(backlog.product().score);
        let table = Table::new().right("#").right(name).right("by hand").right("by score");
        let mut table = table.left("").flexible("story");
        for (it, story) in with_story(&found, backlog) {
            table.row([
                story.number.to_string(),
                it.score.to_string(),
                it.by_hand.to_string(),
                it.by_score.to_string(),
                arrow(it),
                story.title.clone(),
            ]);
        }
        sheet.ready_made(&table.render(width));
    }
    inverted(&mut sheet, backlog);
    if !places.is_empty() {
        sheet.gap();
        left_out(&mut sheet, places.len(), backlog);
    }
    sheet.done()
}

/// The stories that stand above one they depend on.
fn inverted(sheet: &mut Sheet, backlog: &Backlog) {
    let found = inversions::of(backlog);
    if found.is_empty() {
        return;
    }
    sheet.heading("above what must come first");
    for it in &found {
        let (Some(story), Some(on)) = (backlog.story(it.story), backlog.story(it.on)) else {
            continue;
        };
        sheet.under(
            "·",
            &format!(
                "#{} {}, at place {}, depends on #{}, at place {}",
                story.number, story.title, it.place, on.number, it.on_place
            ),
        );
    }
}

/// The share of must in every release that holds a word.
fn moscow(sheet: &mut Sheet, backlog: &Backlog) {
    let told = releases::moscow(backlog);
    if told.is_empty() {
        return;
    }
    sheet.heading("MoSCoW by release: must ÷ all points but won't");
    for line in told {
        sheet.under("·", &line);
    }
}
