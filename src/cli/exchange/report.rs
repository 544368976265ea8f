//! What an import took, in the contract's JSON and in words.

use serde::Serialize;

use crate::domain::backlog::Backlog;
use crate::domain::import::{RefusedRow, SkippedStory, Taken};
use crate::domain::table::{Entity, Table};
use crate::say::{plain, tally};

/// Rows named one by one in words; the rest are counted.
const NAMED: usize = 10;

/// What an import took or would take.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    pub dry_run: bool,
    pub taken: Counts,
    pub kept_columns: Vec<String>,
    pub skipped: Vec<Skipped>,
    pub refused: Vec<Refused>,
    pub notices: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Counts {
    stories: usize,
    epics: usize,
    sprints: usize,
    points: usize,
    criteria: usize,
    links: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Skipped {
    key: String,
    number: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct Refused {
    line: u64,
    reason: String,
}

impl From<Taken> for Counts {
    fn from(it: Taken) -> Self {
        let Taken { stories, epics, sprints, points, criteria, links } = it;
        Self { stories, epics, sprints, points, criteria, links }
    }
}

impl From<SkippedStory> for Skipped {
    fn from(it: SkippedStory) -> Self {
        Self { key: it.key, number: it.number }
    }
}

impl From<RefusedRow> for Refused {
    fn from(it: RefusedRow) -> Self {
        Self { line: it.line, reason: it.reason }
    }
}

impl Report {
    /// What taking a whole backlog over would take.
    pub(super) fn of_whole(theirs: &Backlog, ours: &Backlog) -> Self {
        fn new<T: Entity + Clone>(theirs: &Table<T>, ours: &Table<T>) -> usize {
            theirs.iter().filter(|it| ours.get(it.id()).is_none()).count()
        }
        let stories = theirs.stories().iter();
        let (here, new_ones): (Vec<_>, Vec<_>) =
            stories.partition(|story| ours.story(story.id).is_some());
        let count = |of: &dyn Fn(&crate::domain::story::Story) -> bool| {
            new_ones.iter().filter(|story| of(story)).count()
        };
        let skipped = here.iter().filter_map(|story| {
            let number = ours.story(story.id)?.number;
            Some(Skipped { key: story.id.to_string(), number })
        });
        Self {
            taken: Counts {
                stories: new_ones.len(),
                epics: new(theirs.epics(), ours.epics()),
                sprints: new(theirs.sprints(), ours.sprints()),
                points: count(&|story| story.points.is_some()),
                criteria: count(&|story| !story.criteria.is_empty()),
                links: count(&|story| !story.links.is_empty() || !story.depends_on.is_empty()),
            },
            skipped: skipped.collect(),
            ..Self::default()
        }
    }

    pub(super) const fn takes_nothing(&self) -> bool {
        self.taken.stories == 0 && self.taken.epics == 0 && self.taken.sprints == 0
    }

    pub(super) fn words(&self) -> String {
        let taken = &self.taken;
        let parts = [
            tally::count(taken.stories, "story", "stories"),
            tally::count(taken.epics, "epic", "epics"),
            tally::count(taken.sprints, "sprint", "sprints"),
        ];
        let verb = if self.dry_run { "Would take" } else { "Took" };
        let mut lines = vec![
            format!("{verb} {}", parts.join(", ")),
            format!(
                "  with points {}, with criteria {}, with links {}",
                taken.points, taken.criteria, taken.links
            ),
        ];
        if !self.kept_columns.is_empty() && !self.takes_nothing() {
            lines.push(format!("  kept with each story: {}", self.kept_columns.join(", ")));
        }
        if !self.skipped.is_empty() {
            lines.push(format!("  {} here already", self.skipped.len()));
        }
        let refused = self.refused.iter().map(|row| format!("line {}: {}", row.line, row.reason));
        some(&mut lines, "left out", &refused.collect::<Vec<_>>());
        some(&mut lines, "note", &self.notices);
        if !self.dry_run && !self.takes_nothing() {
            lines.push("  upnext undo takes it back".to_owned());
        }
        let harmless: Vec<_> = lines.iter().map(|line| plain::line(line)).collect();
        harmless.join("\n") + "\n"
    }
}

fn some(lines: &mut Vec<String>, lead: &str, all: &[String]) {
    lines.extend(all.iter().take(NAMED).map(|words| format!("  {lead}: {words}")));
    if all.len() > NAMED {
        lines.push(format!("  {lead}: and {} more (--json lists all)", all.len() - NAMED));
    }
}
