//! Stories that are like one, and what may depend on, double or contradict another, as an answer.
//! It never carries out what it tells.

use serde::Serialize;

use super::check::FindingAnswer;
use super::sheet::Sheet;
use super::{row, story};
use crate::advice::candidates::{self, READ, Sought};
use crate::advice::likeness::{Index, Similar};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::number::{Hundredths, Points};
use crate::domain::refusal::Refusal;
use crate::domain::story::{Status, Story};
use crate::say::table::Table;
use crate::say::tally;

/// As many similar stories as one looks through.
const MOST: usize = 10;
/// In hundredths; below this a shared word is chance.
const FAINT: u64 = 5;

/// A similar story in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct SimilarAnswer {
    number: u32,
    points: Option<Points>,
    status: Status,
    likeness: Hundredths,
    words: Vec<String>,
}

/// The stories most like the one this word names, dropped ones too: why it was dropped may matter.
fn alike<'a>(word: &str, backlog: &'a Backlog) -> Result<Vec<(&'a Story, Similar)>, Refusal> {
    let found = Index::of(backlog).similar(story(word, backlog)?, MOST);
    let clear = found.into_iter().filter(|it| it.likeness.hundredths() >= FAINT);
    Ok(clear.filter_map(|it| Some((&**backlog.story(it.story)?, it))).collect())
}

pub(super) fn similar(word: &str, backlog: &Backlog) -> Result<Vec<SimilarAnswer>, Refusal> {
    let answer = |(story, it): (&Story, Similar)| SimilarAnswer {
        number: story.number,
        points: story.points,
        status: story.status,
        likeness: it.likeness,
        words: it.words,
    };
    Ok(alike(word, backlog)?.into_iter().map(answer).collect())
}

pub(super) fn similar_text(
    word: &str,
    backlog: &Backlog,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let found = alike(word, backlog)?;
    if found.is_empty() {
        return Ok("no story is like it\n".to_owned());
    }
    let table = Table::new().right("#").right("like").right("pts").left("state");
    let mut table = table.flexible("title").left("shared words");
    for (story, it) in &found {
        table.row([
            &story.number.to_string(),
            &format!("{} %", it.likeness.hundredths()),
            &row::points(story.points, backlog),
            story.status.word(),
            &story.title,
            &it.words.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", "),
        ]);
    }
    Ok(table.render(width))
}

pub(super) fn suggested(sought: Sought, backlog: &Backlog) -> Result<String, Refusal> {
    let found = candidates::of_backlog(sought, backlog);
    super::document(&found.iter().map(FindingAnswer::of).collect::<Vec<_>>())
}

pub(super) fn suggested_text(sought: Sought, backlog: &Backlog, width: Option<usize>) -> String {
    let found = candidates::of_backlog(sought, backlog);
    let mut sheet = Sheet::new(width);
    if found.is_empty() {
        sheet.line(match sought {
            Sought::Duplicates => "No two stories say nearly the same.",
            Sought::Dependencies => "No story seems to wait for another one unsaid.",
            Sought::Contradictions => "No two stories seem to contradict each other.",
        });
        return sheet.done();
    }
    let mut last = None;
    for Finding { id, story, message, .. } in &found {
        if last != *story {
            last = *story;
            let title = story.and_then(|number| backlog.numbered(number));
            let title = title.map_or(String::new(), |it| format!("#{} {}", it.number, it.title));
            sheet.heading(&title);
        }
        sheet.under("·", message);
        sheet.under("  ", id);
    }
    sheet.gap();
    let some = tally::count(found.len(), "suggestion", "suggestions");
    sheet.line(&format!("{some}. To dismiss one for good: upnext waive ID --reason \"…\""));
    if backlog.stories().len() > READ {
        sheet.line(&format!("Compared: {READ} stories, from the top of the order."));
    }
    sheet.done()
}
