//! What another tool held, in this program's words: the neutral shape every bridge produces.
//! Keys are the other tool's; nothing here knows any tool.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::backlog::Backlog;
use super::field::Field;
use super::fields::Fields;
use super::number::Points;
use super::setting;
use super::sprint::Sprint;
use super::stamp::Moment;
use super::story::{Kind, Status, Story};

/// Everything taken from one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    /// Where it comes from: "jira", "csv", "upnext".
    pub source: String,
    /// The name in `fields` under which a story's key is kept, and found again.
    pub key_field: String,
    /// The name in `fields` under which a sprint's name is kept.
    pub sprint_field: String,
    /// Epics, in order.
    pub epics: Vec<ImportedEpic>,
    /// Names of sprints, oldest first.
    pub sprints: Vec<String>,
    /// Names of people.
    pub people: Vec<String>,
    /// Stories, from the top of their order.
    pub stories: Vec<ImportedStory>,
}

/// An epic of another tool.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedEpic {
    /// Its key there.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub outcome: String,
    /// Columns without a home.
    pub fields: Fields,
}

/// A criterion of another tool: a line, or Given / When / Then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedCriterion {
    /// The line; empty where Given / When / Then is used.
    pub text: String,
    /// Given …
    pub given: String,
    /// When …
    pub when: String,
    /// Then …
    pub then: String,
    /// Whether it was ticked.
    pub met: bool,
}

/// A comment of another tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedNote {
    /// When it was written, where that can be read.
    pub at: Option<Moment>,
    /// By whom.
    pub by: String,
    /// The words.
    pub text: String,
}

/// The state a story had, as far as another tool's words tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportedState {
    /// Not begun: draft, or ready if nothing is missing.
    #[default]
    ToDo,
    /// This very state.
    Known(Status),
}

/// A story of another tool.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedStory {
    /// The line of the file it starts on, from 1.
    pub line: u64,
    /// Its key there; a story whose key is here already is skipped.
    pub key: Option<String>,
    /// One line that names it.
    pub title: String,
    /// As a …; a title or description that is a whole user story fills the three.
    pub role: String,
    /// I want …
    pub want: String,
    /// so that …
    pub benefit: String,
    /// Markdown.
    pub description: String,
    /// What sort of work it is.
    pub kind: Kind,
    /// Its size.
    pub points: Option<Points>,
    /// Where it stands.
    pub state: ImportedState,
    /// Criteria in order.
    pub criteria: Vec<ImportedCriterion>,
    /// Free words.
    pub tags: Vec<String>,
    /// Skills it needs.
    pub skills: Vec<String>,
    /// Who asked for it.
    pub requester: String,
    /// Who works on it.
    pub assignee: String,
    /// The key or the title of its epic.
    pub epic: Option<String>,
    /// The name of its sprint.
    pub sprint: Option<String>,
    /// Keys of stories it depends on.
    pub depends_on: Vec<String>,
    /// Keys of stories that depend on it.
    pub blocks: Vec<String>,
    /// Keys of stories it relates to.
    pub relates: Vec<String>,
    /// Comments, oldest first.
    pub notes: Vec<ImportedNote>,
    /// Further settable fields, as they are spelled (MoSCoW, parts of a score).
    pub values: Vec<(Field, String)>,
    /// When it was written down.
    pub created: Option<Moment>,
    /// When it was changed last.
    pub updated: Option<Moment>,
    /// When it was done.
    pub resolved: Option<Moment>,
    /// Columns without a home.
    pub fields: Fields,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The line of the file it starts on, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// A story that is here already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedStory {
    /// Its key.
    pub key: String,
    /// The number it has here.
    pub number: u32,
}

/// What an import would add; `points`, `criteria` and `links` count stories that have them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Stories.
    pub stories: usize,
    /// Epics.
    pub epics: usize,
    /// Sprints.
    pub sprints: usize,
    /// Stories with points.
    pub points: usize,
    /// Stories with criteria.
    pub criteria: usize,
    /// Stories with dependencies or links.
    pub links: usize,
}

/// What an import would do to a backlog: nothing is changed by looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// What would be added.
    pub taken: Taken,
    /// Stories that are here already.
    pub skipped: Vec<SkippedStory>,
    /// Rows that cannot be taken into this backlog.
    pub refused: Vec<RefusedRow>,
}

impl Preview {
    /// Looks at every row.
    #[must_use]
    pub fn of(import: &Import, backlog: &Backlog) -> Self {
        let numbers: HashMap<&str, u32> = backlog
            .stories()
            .iter()
            .filter_map(|story| Some((story.fields.text(&import.key_field)?, story.number)))
            .collect();
        let mut preview = Self::default();
        let mut seen = HashSet::new();
        let mut trial = Story::default();
        let mut sprints = HashSet::new();
        let mut epics = HashSet::new();
        for row in &import.stories {
            if let Some((key, number)) =
                row.key.as_deref().and_then(|key| numbers.get_key_value(key))
            {
                preview.skipped.push(SkippedStory { key: (*key).to_owned(), number: *number });
                continue;
            }
            if let Some(key) = row.key.as_deref().filter(|key| !seen.insert(*key)) {
                preview.refuse(row, format!("the key {key} stands in the file twice"));
                continue;
            }
            let unread = row.values.iter().find_map(|(field, value)| {
                setting::set_story(&mut trial, *field, value, backlog).err()
            });
            match unread {
                Some(refusal) => preview.refuse(row, refusal.message),
                None => preview.count(row),
            }
            sprints.extend(row.sprint.as_deref());
            epics.extend(row.epic.as_deref());
        }
        let held = |sprint: &&Arc<Sprint>, name: &str| {
            sprint.fields.text(&import.sprint_field) == Some(name)
        };
        preview.taken.sprints = sprints
            .iter()
            .filter(|name| !backlog.sprints().iter().any(|it| held(&it, name)))
            .count();
        let known =
            |title: &str| backlog.epics().iter().any(|epic| setting::same_name(&epic.title, title));
        let rows = import.epics.iter().filter(|epic| !known(&epic.title)).count();
        let listed = |name: &str| {
            import
                .epics
                .iter()
                .any(|epic| epic.key == name || setting::same_name(&epic.title, name))
        };
        preview.taken.epics =
            rows + epics.iter().filter(|name| !listed(name) && !known(name)).count();
        preview
    }

    /// Whether a row is neither here already nor refused.
    #[must_use]
    pub fn is_new(&self, row: &ImportedStory) -> bool {
        let skipped = |key: &String| self.skipped.iter().any(|it| it.key == *key);
        !row.key.as_ref().is_some_and(skipped)
    }

    fn refuse(&mut self, row: &ImportedStory, reason: String) {
        self.refused.push(RefusedRow { line: row.line, reason });
    }

    fn count(&mut self, row: &ImportedStory) {
        let taken = &mut self.taken;
        taken.stories += 1;
        taken.points += usize::from(row.points.is_some());
        taken.criteria += usize::from(!row.criteria.is_empty());
        let linked =
            [&row.depends_on, &row.blocks, &row.relates].iter().any(|keys| !keys.is_empty());
        taken.links += usize::from(linked);
    }
}
