//! What is wrong with a backlog that can be read all the same: found and named, never mended here.

use std::collections::{HashMap, HashSet};

use super::backlog::Backlog;
use super::order;
use super::sprint::SprintState;
use super::story::{Story, StoryId};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The same thing has the same id each time.
    pub id: String,
    /// The story it is about.
    pub story: Option<u32>,
    /// Which rule it breaks, in a word.
    pub rule: &'static str,
    /// The values that break it.
    pub words: Vec<String>,
    /// What is wrong and what would mend it.
    pub message: String,
}

impl Finding {
    fn of(rule: &'static str, story: Option<u32>, word: String, message: String) -> Self {
        let about = story.map_or(String::new(), |number| number.to_string());
        Self { id: format!("{rule}:{about}:{word}"), story, rule, words: vec![word], message }
    }
}

/// Everything that is wrong.
#[must_use]
pub fn findings(backlog: &Backlog) -> Vec<Finding> {
    let mut found = Vec::new();
    numbers(backlog, &mut found);
    ranks(backlog, &mut found);
    for story in backlog.in_order() {
        states(story, &mut found);
        references(story, backlog, &mut found);
    }
    beside_stories(backlog, &mut found);
    circles(backlog, &mut found);
    sprints(backlog, &mut found);
    found
}

fn numbers(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut seen: HashMap<u32, &str> = HashMap::new();
    for story in backlog.stories() {
        if let Some(other) = seen.insert(story.number, &story.title) {
            let message = format!(
                "#{} is two stories, “{other}” and “{}”: name them by the start of their ids",
                story.number, story.title
            );
            found.push(Finding::of("number", Some(story.number), story.id.to_string(), message));
        }
    }
}

fn ranks(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut last: Option<&str> = None;
    for story in backlog.in_order() {
        let rank = story.rank.as_str();
        let illegal = order::between(Some(rank), None, order::Side::Above).is_none();
        if illegal || last == Some(rank) {
            let message = format!(
                "#{} has no place of its own in the order: move it once to give it one",
                story.number
            );
            found.push(Finding::of("rank", Some(story.number), rank.to_owned(), message));
        }
        last = Some(rank);
    }
}

fn states(story: &Story, found: &mut Vec<Finding>) {
    if let Some(word) = story.foreign_status() {
        let message = format!(
            "#{} is “{word}”, a state this upnext does not know: update it, or edit the file",
            story.number
        );
        found.push(Finding::of("state", Some(story.number), word, message));
    }
}

fn references(story: &Story, backlog: &Backlog, found: &mut Vec<Finding>) {
    let number = Some(story.number);
    let mut lost = |what: &str, id: String| {
        let message = format!("#{} points to {what} that is not here", story.number);
        found.push(Finding::of("reference", number, id, message));
    };
    if let Some(id) = story.epic.filter(|id| backlog.epics().get(*id).is_none()) {
        lost("an epic", id.to_string());
    }
    if let Some(id) = story.sprint.filter(|id| backlog.sprints().get(*id).is_none()) {
        lost("a sprint", id.to_string());
    }
    if let Some(id) = story.release.filter(|id| backlog.releases().get(*id).is_none()) {
        lost("a release", id.to_string());
    }
    let others = story.depends_on.iter().copied().chain(story.links.iter().map(|link| link.to));
    for id in others.filter(|id| backlog.story(*id).is_none()) {
        lost("a story", id.to_string());
    }
}

/// What epics and sprints point to.
fn beside_stories(backlog: &Backlog, found: &mut Vec<Finding>) {
    for epic in backlog.epics() {
        if let Some(id) = epic.release.filter(|id| backlog.releases().get(*id).is_none()) {
            let message = format!(
                "epic “{0}” points to a release that is not here: upnext epic set \"{0}\" release=",
                epic.title
            );
            found.push(Finding::of("reference", None, id.to_string(), message));
        }
    }
    for sprint in backlog.sprints() {
        let gone = sprint.people.iter().map(|it| it.person);
        for id in gone.filter(|id| backlog.people().get(*id).is_none()) {
            let message = format!("sprint {} names somebody who is not here", sprint.number);
            found.push(Finding::of("reference", None, id.to_string(), message));
        }
    }
}

/// Stories that depend on themselves, in the end. One walk without recursion.
fn circles(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut done: HashSet<StoryId> = HashSet::new();
    for start in backlog.stories() {
        let mut path: Vec<(StoryId, Vec<StoryId>)> = Vec::new();
        let mut on_path: HashSet<StoryId> = HashSet::new();
        let next = |id: StoryId| -> Vec<StoryId> {
            backlog.story(id).map_or(Vec::new(), |it| it.depends_on.iter().copied().collect())
        };
        if done.insert(start.id) {
            on_path.insert(start.id);
            path.push((start.id, next(start.id)));
        }
        while let Some((at, open)) = path.last_mut() {
            let at = *at;
            let Some(id) = open.pop() else {
                on_path.remove(&at);
                path.pop();
                continue;
            };
            if on_path.contains(&id) {
                found.push(circle(
                    &path.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
                    id,
                    backlog,
                ));
            } else if done.insert(id) {
                on_path.insert(id);
                path.push((id, next(id)));
            }
        }
    }
}

fn circle(path: &[StoryId], back_to: StoryId, backlog: &Backlog) -> Finding {
    let around = path.iter().skip_while(|id| **id != back_to);
    let numbers: Vec<u32> =
        around.filter_map(|id| backlog.story(*id).map(|story| story.number)).collect();
    let words: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    let message =
        format!("{} wait for each other: upnext depend N --on M --remove", words.join(" → "));
    Finding { words, ..Finding::of("circle", numbers.first().copied(), String::new(), message) }
}

/// What each sprint must satisfy, and how many there may be at once.
fn sprints(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut seen: HashSet<u32> = HashSet::new();
    for sprint in backlog.sprints() {
        let number = sprint.number;
        let mut wrong = |word: &str, message: String| {
            found.push(Finding::of("sprint", None, format!("{number} {word}"), message));
        };
        if !seen.insert(number) {
            wrong("number", format!("sprint {number} is two sprints: undo, or edit the file"));
        }
        if sprint.state == SprintState::Planned && sprint.commitment.is_some() {
            let message = "is planned, and was committed to as if it had started";
            wrong("commitment", format!("sprint {number} {message}: upnext sprint start"));
        }
        if sprint.state != SprintState::Closed && sprint.record.is_some() {
            let message = "has the record of a closed sprint";
            wrong("record", format!("sprint {number} is {}, and {message}", sprint.state));
        }
        if let (Some(start), Some(end)) = (sprint.start, sprint.end)
            && end < start
        {
            let message = "ends before it starts: upnext sprint set start=D end=D";
            wrong("days", format!("sprint {number} {message} --sprint {number}"));
        }
    }
    for state in [SprintState::Active, SprintState::Planned] {
        let those = backlog.sprints().iter().filter(|sprint| sprint.state == state);
        let numbers: Vec<String> = those.map(|sprint| sprint.number.to_string()).collect();
        if numbers.len() > 1 {
            let message = format!("sprints {} are all {state}: one can be", numbers.join(", "));
            found.push(Finding {
                words: numbers,
                ..Finding::of("sprint", None, state.to_string(), message)
            });
        }
    }
}
