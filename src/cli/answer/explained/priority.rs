//! The figures beside the order: scores, where they disagree with it, and the MoSCoW share. It says
//! where each number comes from, and moves nothing.

use super::because;
use crate::cli::answer::priority::both_places;
use crate::cli::answer::releases;
use crate::cli::answer::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::score;
use crate::figures::priority::moscow::MOST_MUST;
use crate::figures::priority::scores::Scores;
use crate::figures::priority::{self, Placed};
use crate::say::score as words;
use crate::say::tally;

/// As many stories are shown as examples.
const SHOWN: usize = 3;

pub(super) fn write(sheet: &mut Sheet, backlog: &Backlog) {
    let places = priority::places(&Scores::of(backlog), backlog);
    scores(sheet, &places, backlog);
    if !places.is_empty() {
        disagreements(sheet, &places, backlog);
    }
    moscow(sheet, backlog);
}

fn scores(sheet: &mut Sheet, places: &[Placed], backlog: &Backlog) {
    let kind = backlog.product().score;
    let open = backlog.ranked().filter(|(_, brief)| brief.open).count();
    let some = tally::count(open, "open story", "open stories");
    sheet.heading(&format!("{}: {} of {some}", words::name(kind), places.len()));
    because(
        sheet,
        &format!("formula: {}; it stands beside the order and sorts nothing", words::formula(kind)),
    );
    for story in places.iter().filter_map(|it| it.story(backlog)).take(SHOWN) {
        let equation = words::equation(kind, |field| score::part(story, field));
        because(sheet, &format!("#{}: {equation}", story.number));
    }
    let rest = open.saturating_sub(places.len());
    if rest > 0 {
        let some = tally::count(rest, "story of which", "stories of which");
        because(sheet, &format!("left out: {some} a part is absent: = on the screen scores one"));
    }
}

fn disagreements(sheet: &mut Sheet, places: &[Placed], backlog: &Backlog) {
    let found = priority::disagreements(places);
    sheet.heading(&tally::count(found.len(), "disagreement", "disagreements"));
    because(
        sheet,
        "formula: place by hand less place by score, without its sign, among the open stories that \
         have a score; equal scores share the mean of their places",
    );
    because(
        sheet,
        &format!(
            "an arrow stands in the list where it is more than {} places (2, or a tenth of the {} \
             compared)",
            priority::noise(places.len()),
            places.len()
        ),
    );
    for it in found.iter().take(SHOWN) {
        let number = it.story(backlog).map_or(0, |story| story.number);
        because(sheet, &format!("#{number}: {}", both_places(it)));
    }
    if found.len() > SHOWN {
        because(sheet, &format!("and {} more: upnext disagreements", found.len() - SHOWN));
    }
}

fn moscow(sheet: &mut Sheet, backlog: &Backlog) {
    let told = releases::moscow(backlog);
    if told.is_empty() {
        return;
    }
    sheet.heading("MoSCoW");
    because(
        sheet,
        &format!(
            "formula: points of must ÷ points of the stories of a release that are not dropped, without won't; \
             above {MOST_MUST} % it warns (DSDM)"
        ),
    );
    for line in told {
        because(sheet, &line);
    }
}
