//! What is wrong with a backlog that can be read all the same: found and named, with what would
//! mend it. It never mends anything.

mod circles;

use std::collections::{HashMap, HashSet};

use super::backlog::Backlog;
use super::order;
use super::sprint::SprintState;
use super::story::Story;

/// What mends everything that has one answer only.
pub const MEND: &str = "upnext doctor --mend";

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
    /// Whether it is mended in one way only, so that nobody has to be asked.
    pub mendable: bool,
}

impl Finding {
    fn of(rule: &'static str, story: Option<u32>, word: String, message: String) -> Self {
        let about = story.map_or(String::new(), |number| number.to_string());
        let id = format!("{rule}:{about}:{word}");
        Self { id, story, rule, words: vec![word], message, mendable: false }
    }

    /// The same, with what mending it does: "gives it the next number".
    fn mended_so(self, deed: &str) -> Self {
        let message = format!("{}: {MEND} {deed}", self.message);
        Self { message, mendable: true, ..self }
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
    found.extend(circles::all(backlog));
    sprints(backlog, &mut found);
    found
}

fn numbers(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut seen: HashMap<u32, &str> = HashMap::new();
    for story in backlog.stories() {
        let number = story.number;
        if let Some(other) = seen.insert(number, &story.title) {
            let message = format!("#{number} is two stories, “{other}” and “{}”", story.title);
            let finding = Finding::of("number", Some(number), story.id.to_string(), message);
            found.push(finding.mended_so("gives the younger the next number"));
        }
    }
    let mut ideas: HashSet<u32> = HashSet::new();
    for idea in backlog.ideas().iter().filter(|idea| !ideas.insert(idea.number)) {
        let message = format!("idea {} is two ideas", idea.number);
        let finding = Finding::of("number", None, idea.id.to_string(), message);
        found.push(finding.mended_so("gives the younger the next number"));
    }
}

/// Whether a rank is a key that another one can stand above and below of, and that is not worn
/// out.
pub(super) fn is_rank(rank: &str) -> bool {
    let key = order::between(Some(rank), None, order::Side::Above).is_some();
    key && !rank.is_empty() && rank.len() <= order::LONGEST
}

fn ranks(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut last: Option<&str> = None;
    for story in backlog.in_order() {
        let rank = story.rank.as_str();
        if !is_rank(rank) || last == Some(rank) {
            let message = format!("#{} has no place of its own in the order", story.number);
            // A rank may be as long as it likes, a word may not.
            let word = rank.chars().take(40).collect();
            let finding = Finding::of("rank", Some(story.number), word, message);
            found.push(finding.mended_so("gives it one and keeps the order"));
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
        found.push(Finding::of("reference", number, id, message).mended_so("takes that away"));
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
    let others = others.chain(story.split_from);
    for id in others.filter(|id| backlog.story(*id).is_none()) {
        lost("a story", id.to_string());
    }
}

/// What epics and sprints point to.
fn beside_stories(backlog: &Backlog, found: &mut Vec<Finding>) {
    for epic in backlog.epics() {
        if let Some(id) = epic.release.filter(|id| backlog.releases().get(*id).is_none()) {
            let message = format!(
                "epic “{0}” points to a release that is not here: upnext epic set \"{0}\" release=, \
                 or {MEND}",
                epic.title
            );
            let finding = Finding::of("reference", None, id.to_string(), message);
            found.push(Finding { mendable: true, ..finding });
        }
    }
    for idea in backlog.ideas() {
        for id in idea.stories.iter().filter(|id| backlog.story(**id).is_none()) {
            let message = format!("idea {} points to a story that is not here", idea.number);
            let finding = Finding::of("reference", None, id.to_string(), message);
            found.push(finding.mended_so("takes that away"));
        }
    }
    for sprint in backlog.sprints() {
        let gone = sprint.people.iter().map(|it| it.person);
        for id in gone.filter(|id| backlog.people().get(*id).is_none()) {
            let message = format!("sprint {} names somebody who is not here", sprint.number);
            let finding = Finding::of("reference", None, id.to_string(), message);
            found.push(finding.mended_so("leaves them out"));
        }
    }
}

/// Circles of stories that wait for each other.
#[must_use]
pub fn circles_of(backlog: &Backlog) -> Vec<Finding> {
    circles::all(backlog)
}

/// What each sprint must satisfy, and how many there may be at once.
fn sprints(backlog: &Backlog, found: &mut Vec<Finding>) {
    let mut seen: HashSet<u32> = HashSet::new();
    for sprint in backlog.sprints() {
        let number = sprint.number;
        let wrong = |word: &str, message: &str| {
            let message = format!("sprint {number} {message}");
            Finding::of("sprint", None, format!("{number} {word}"), message)
        };
        if !seen.insert(number) {
            let finding = wrong("number", "is two sprints");
            found.push(finding.mended_so("gives the younger the next number"));
        }
        if sprint.state == SprintState::Planned && sprint.commitment.is_some() {
            let message = "is planned, and was committed to as if it had started";
            found.push(wrong("commitment", message).mended_so("takes the commitment away"));
        }
        if sprint.state != SprintState::Closed && sprint.record.is_some() {
            let message = format!("is {}, and has the record of a closed sprint", sprint.state);
            found.push(wrong("record", &message).mended_so("takes the record away"));
        }
        if let (Some(start), Some(end)) = (sprint.start, sprint.end)
            && end < start
        {
            let way = format!("upnext sprint set start=D end=D --sprint {number}");
            found.push(wrong("days", &format!("ends before it starts: {way}")));
        }
    }
    for state in [SprintState::Active, SprintState::Planned] {
        let those = backlog.sprints().iter().filter(|sprint| sprint.state == state);
        let mut numbers: Vec<u32> = those.map(|sprint| sprint.number).collect();
        numbers.sort_unstable();
        let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
        if let [first, _, ..] = words.as_slice() {
            let message = format!("sprints {} are all {state}, and one can be", words.join(", "));
            let deed = if state == SprintState::Active {
                format!("lets sprint {first} go on and plans the others again")
            } else {
                format!("puts the stories of the others into sprint {first} and cancels them")
            };
            let finding = Finding::of("sprint", None, state.to_string(), message);
            found.push(Finding { words, ..finding.mended_so(&deed) });
        }
    }
}
