//! What the headings of a description say of what stands below them. It reads no sentence.

use super::blocks::{Block, Kind};

/// What a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// A name of its own: of a story, or of what several are about.
    Own,
    /// Stories stand below it.
    Collection,
    /// Criteria of the story above stand below it.
    Criteria,
    /// One scenario of the story above stands below it.
    Scenario,
    /// It tells of the whole: only what people want or can do counts.
    Telling,
    /// Nothing below it is wanted.
    Aside,
}

const COLLECTIONS: [&str; 30] = [
    "features",
    "feature list",
    "requirements",
    "functional requirements",
    "user stories",
    "stories",
    "scope",
    "in scope",
    "backlog",
    "functionality",
    "ideas",
    "wishes",
    "must have",
    "must haves",
    "should have",
    "should haves",
    "could have",
    "could haves",
    "nice to have",
    "mvp",
    "todo",
    "to do",
    "tasks",
    "use cases",
    "epics",
    "deliverables",
    "what we need",
    "what is needed",
    "non-functional requirements",
    "drafts",
];
const CRITERIA: [&str; 22] = [
    "acceptance criteria",
    "acceptance criterion",
    "acceptance",
    "acceptance tests",
    "ac",
    "acs",
    "criteria",
    "conditions",
    "conditions of satisfaction",
    "rules",
    "business rules",
    "scenarios",
    "examples",
    "definition of done",
    "done when",
    "it is done when",
    "checks",
    "tests",
    "test cases",
    "constraints",
    "validation",
    "details",
];
const TELLING: [&str; 23] = [
    "background",
    "context",
    "introduction",
    "overview",
    "summary",
    "why",
    "motivation",
    "problem",
    "problem statement",
    "goal",
    "goals",
    "objective",
    "objectives",
    "description",
    "purpose",
    "about",
    "vision",
    "personas",
    "users",
    "stakeholders",
    "story",
    "user story",
    "narrative",
];
const ASIDES: [&str; 24] = [
    "out of scope",
    "not in scope",
    "won't have",
    "wont have",
    "non-goals",
    "non goals",
    "glossary",
    "references",
    "links",
    "open questions",
    "questions",
    "risks",
    "assumptions",
    "changelog",
    "appendix",
    "notes",
    "history",
    "metrics",
    "success metrics",
    "contacts",
    "timeline",
    "alternatives",
    "architecture",
    "technical notes",
];

/// What a heading with these words is.
pub(super) fn named(text: &str) -> Name {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    if scenario(text).is_some() {
        return Name::Scenario;
    }
    let numbered = lower.trim_start_matches(|c: char| c.is_ascii_digit() || ".) ".contains(c));
    let bare = numbered.trim_matches(|c: char| !c.is_alphanumeric());
    let is = |list: &[&str]| list.contains(&bare);
    if is(&COLLECTIONS) {
        Name::Collection
    } else if is(&CRITERIA) {
        Name::Criteria
    } else if is(&TELLING) {
        Name::Telling
    } else if is(&ASIDES) {
        Name::Aside
    } else {
        Name::Own
    }
}

/// Whether a line among points is a heading of criteria. "Tests" may be a point of its own.
pub(super) fn heads_criteria(text: &str) -> bool {
    let plain = text.ends_with(':') || text.to_lowercase().starts_with("acceptance ");
    plain && named(text) == Name::Criteria
}

/// The name of a scenario, where a line is one's.
pub(super) fn scenario(line: &str) -> Option<&str> {
    after(line, &["Scenario Outline:", "Scenario:", "Example:", "Rule:"])
}

fn after<'a>(line: &'a str, leads: &[&str]) -> Option<&'a str> {
    leads.iter().find_map(|lead| {
        let begin = line.get(..lead.len())?;
        begin.eq_ignore_ascii_case(lead).then(|| line.get(lead.len()..))?.map(str::trim)
    })
}

/// Lines of a text that name a feature or a scenario, as the headings they are.
pub(super) fn with_features(blocks: Vec<Block>) -> Vec<Block> {
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind != Kind::Text {
            all.push(block);
            continue;
        }
        let mut text: Vec<(usize, String)> = Vec::new();
        let flush = |text: &mut Vec<(usize, String)>, all: &mut Vec<Block>| {
            if !text.is_empty() {
                all.push(Block { kind: Kind::Text, lines: std::mem::take(text) });
            }
        };
        for (number, line) in block.lines {
            let feature = after(&line, &["Feature:"]).filter(|it| !it.is_empty());
            let heading = match feature {
                Some(name) => Some((6, name.to_owned())),
                None => scenario(&line).map(|_| (7, line.clone())),
            };
            match heading {
                Some((level, words)) => {
                    flush(&mut text, &mut all);
                    all.push(Block { kind: Kind::Heading(level), lines: vec![(number, words)] });
                }
                None => text.push((number, line)),
            }
        }
        flush(&mut text, &mut all);
    }
    all
}

/// A heading and the blocks below it, up to the next heading.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub heading: Option<&'a Block>,
    pub level: usize,
    pub name: Name,
    pub blocks: &'a [Block],
}

/// The blocks under their headings. What stands below an aside or below criteria is of them.
pub(super) fn sections(blocks: &[Block]) -> Vec<Section<'_>> {
    let heading = |block: &Block| matches!(block.kind, Kind::Heading(_));
    let mut found: Vec<Section<'_>> = Vec::new();
    let mut above: Vec<(usize, Name)> = Vec::new();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let (own, level) = match first.kind {
            Kind::Heading(level) => (Some(first), level),
            _ => (None, 0),
        };
        let body = rest.get(usize::from(own.is_some())..).unwrap_or_default();
        let length = body.iter().position(heading).unwrap_or(body.len());
        let (blocks, after) = body.split_at_checked(length).unwrap_or((body, &[]));
        above.retain(|(other, _)| *other < level);
        let named = own.map_or(Name::Collection, |block| named(&block.text()));
        let name = match above.last() {
            Some((_, held @ (Name::Aside | Name::Criteria))) => *held,
            _ => named,
        };
        above.push((level, name));
        found.push(Section { heading: own, level, name, blocks });
        rest = after;
    }
    found
}
