//! What keeps a story from being ready, computed afresh each time. It never changes a status.

use super::backlog::Backlog;
use super::product::Product;
use super::record::words;
use super::sprint::{Sprint, SprintState};
use super::story::{Kind, Status, Story};

words! {
    /// A rule of the Definition of Ready; each can be switched off.
    pub enum Rule ("rule of readiness") {
        /// A story of kind story says who wants what.
        Narrative = "narrative",
        /// At least one criterion.
        Criteria = "criteria",
        /// An estimate.
        Estimate = "estimate",
        /// Not above the product's largest size.
        Size = "size",
        /// No open question.
        Questions = "questions",
        /// What it depends on is accepted, or planned no later.
        Dependencies = "dependencies",
        /// The product's own lines are ticked.
        Lines = "lines",
    }
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The rule it breaks.
    pub rule: Rule,
    /// In words: "estimate", "1 open question", "waits for #7".
    pub words: String,
}

/// Everything that is missing from a story, rule by rule, whether overridden or not.
#[must_use]
pub fn missing(story: &Story, backlog: &Backlog) -> Vec<Missing> {
    missing_in(story, backlog.sprint_of(story).map(|sprint| &**sprint), backlog)
}

/// The same as if the story were in this sprint, or in none.
fn missing_in(story: &Story, sprint: Option<&Sprint>, backlog: &Backlog) -> Vec<Missing> {
    let product = backlog.product();
    let on = |rule: &&Rule| !product.ready_off.contains(rule);
    let words = |rule: &Rule| {
        let words = lacks(*rule, story, sprint, backlog);
        words.into_iter().map(|words| Missing { rule: *rule, words }).collect::<Vec<_>>()
    };
    Rule::ALL.iter().filter(on).flat_map(words).collect()
}

/// What is missing and not covered by the story's override.
#[must_use]
pub fn missing_uncovered(story: &Story, backlog: &Backlog) -> Vec<Missing> {
    uncovered(story, missing(story, backlog))
}

/// What would be missing and not covered if the story were in this sprint.
#[must_use]
pub fn missing_uncovered_in(story: &Story, sprint: &Sprint, backlog: &Backlog) -> Vec<Missing> {
    uncovered(story, missing_in(story, Some(sprint), backlog))
}

fn uncovered(story: &Story, mut missing: Vec<Missing>) -> Vec<Missing> {
    let covered = story.ready_override.as_ref().map_or(&[][..], |it| it.rules.as_slice());
    missing.retain(|it| !covered.contains(&it.rule));
    missing
}

/// Whether a story is ready: its status says so and nothing is missing or all is overridden.
#[must_use]
pub fn is_ready(story: &Story, backlog: &Backlog) -> bool {
    if story.status != Status::Ready {
        return false;
    }
    // Asked of every story at once: nothing is put into words that nobody reads.
    let (product, sprint) = (backlog.product(), backlog.sprint_of(story));
    let covered = story.ready_override.as_ref().map_or(&[][..], |it| it.rules.as_slice());
    let holds = |rule: &&Rule| !product.ready_off.contains(rule) && !covered.contains(rule);
    let lacking = |rule: &Rule| !lacks(*rule, story, sprint.map(|it| &**it), backlog).is_empty();
    !Rule::ALL.iter().filter(holds).any(lacking)
}

fn lacks(rule: Rule, story: &Story, sprint: Option<&Sprint>, backlog: &Backlog) -> Vec<String> {
    let product = backlog.product();
    let when = |lacking: bool, words: &str| lacking.then(|| words.to_owned()).into_iter().collect();
    match rule {
        Rule::Narrative => {
            let told = !story.role.trim().is_empty() && !story.want.trim().is_empty();
            when(story.kind == Kind::Story && !told, "narrative")
        }
        Rule::Criteria => when(story.criteria.is_empty(), "criteria"),
        Rule::Estimate => when(story.points.is_none(), "estimate"),
        Rule::Size => {
            let largest = product.largest.0;
            let oversize = story.points.filter(|points| *points > largest);
            let words = |_| format!("above {largest} points: split it");
            oversize.map(words).into_iter().collect()
        }
        Rule::Questions => match story.open_questions().count() {
            0 => Vec::new(),
            1 => vec!["1 open question".to_owned()],
            n => vec![format!("{n} open questions")],
        },
        Rule::Dependencies => waits(story, sprint, backlog),
        Rule::Lines => unticked(story, product),
    }
}

/// The dependencies that neither are accepted nor come in a sprint at or before this one.
fn waits(story: &Story, sprint: Option<&Sprint>, backlog: &Backlog) -> Vec<String> {
    let waits = |id| match backlog.story(id) {
        None => Some("waits for a story that is not here".to_owned()),
        Some(other) if other.status == Status::Accepted => None,
        Some(other) if other.status == Status::Dropped => {
            Some(format!("depends on #{}, which is dropped", other.number))
        }
        Some(other) if comes_in_time(other, sprint, backlog) => None,
        Some(other) => Some(format!("waits for #{}", other.number)),
    };
    story.depends_on.iter().filter_map(|id| waits(*id)).collect()
}

fn comes_in_time(first: &Story, then: Option<&Sprint>, backlog: &Backlog) -> bool {
    let running = |sprint: &&std::sync::Arc<Sprint>| {
        matches!(sprint.state, SprintState::Planned | SprintState::Active)
    };
    let Some(earlier) = backlog.sprint_of(first).filter(running) else { return false };
    // No sprint is later than all of them.
    then.is_none_or(|own| earlier.number <= own.number)
}

fn unticked(story: &Story, product: &Product) -> Vec<String> {
    let open = product.ready_lines.iter().filter(|line| !story.ready_ticks.contains(&line.id));
    open.map(|line| format!("not ticked: {}", line.text)).collect()
}
