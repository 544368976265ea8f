//! From the sections of a description to drafts: each sentence and each point finds its draft, or
//! becomes one. It reads no Markdown.

use std::collections::HashSet;

use super::blocks::{Block, Kind};
use super::heads::{states, stories};
use super::sections::{self, Name, Section};
use super::sentences::{Said, said, sentences};
use super::titles::{capital, short};
use super::{DraftStory, steps};
use crate::advice::likeness::words::{Word, token, words};
use crate::domain::command::Wording;
use crate::domain::narrative::{self, Narrative};

/// Words that say what is spoken of in no description.
const GENERAL: [&str; 9] =
    ["user", "system", "app", "applic", "page", "screen", "softwar", "product", "site"];

/// The drafts that sections become.
pub(super) fn folded(sections: &[Section<'_>]) -> (Vec<DraftStory>, Vec<usize>) {
    let mut folding = Folding::default();
    for (at, section) in sections.iter().enumerate() {
        let below = sections.get(at + 1..).unwrap_or_default();
        folding.section(section, below);
    }
    let passed = std::mem::take(&mut folding.passed);
    (folding.drafts(), passed)
}

/// A draft being made: its criteria are lines, until all of them are known.
struct Making {
    draft: DraftStory,
    lines: Vec<String>,
}

/// What points below are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Points {
    /// Drafts.
    #[default]
    Drafts,
    /// Criteria of the draft above.
    Criteria,
}

#[derive(Default)]
struct Folding {
    made: Vec<Making>,
    /// Whether a draft stands above that can be spoken of.
    current: bool,
    /// Whether that draft is the heading's: everything below is about it.
    whole: bool,
    /// Whether its user story is still to come.
    untold: bool,
    points: Points,
    /// Points that became drafts, and how deep they stand: what is deeper is theirs.
    above: Vec<usize>,
    /// How deep a point stands whose box is ticked: what is deeper is done with it.
    done: Option<usize>,
    /// The lines of sentences that are in no draft.
    passed: Vec<usize>,
}

impl Folding {
    fn section(&mut self, section: &Section<'_>, below: &[Section<'_>]) {
        self.above.clear();
        self.done = None;
        match section.name {
            Name::Aside => return,
            Name::Criteria => self.points = Points::Criteria,
            Name::Scenario => self.scenario(section),
            Name::Telling if self.whole => self.points = Points::Criteria,
            Name::Telling | Name::Collection => self.forget(),
            Name::Own => self.named(section, below),
        }
        for block in section.blocks {
            match block.kind {
                Kind::Point { depth, done, .. } => self.point(block, depth, done, section.name),
                Kind::Heading(_) | Kind::Text => self.text(block, section.name),
            }
        }
    }

    fn forget(&mut self) {
        (self.current, self.whole, self.untold) = (false, false, false);
        self.points = Points::Drafts;
    }

    /// A heading with a name of its own: of a story, or of what several are about.
    fn named(&mut self, section: &Section<'_>, below: &[Section<'_>]) {
        self.forget();
        let Some(heading) = section.heading else { return };
        let belongs = |it: &&Section<'_>| it.level > section.level && it.name != Name::Own;
        let within: Vec<&Section<'_>> = below.iter().take_while(belongs).collect();
        let deeper = below.iter().take_while(|it| it.level > section.level).count();
        if let Said::Story(it) = said(&heading.text()) {
            self.make(heading.line(), &narrative::headline(&it.want), Some(it));
            self.whole = true;
            self.points = Points::Criteria;
            return;
        }
        let own: Vec<&Section<'_>> = std::iter::once(section)
            .chain(within.iter().copied())
            .filter(|it| it.name != Name::Aside)
            .collect();
        let stories = own.iter().flat_map(|it| it.blocks).map(stories).sum::<usize>();
        let alone = within.len() == deeper && !within.iter().any(|it| it.name == Name::Collection);
        let judged = within.iter().any(|it| matches!(it.name, Name::Criteria | Name::Scenario));
        let is_story = match stories {
            1 => alone,
            0 => alone && (judged || (section.level > 1 && states(section))),
            _ => false,
        };
        if is_story {
            self.make(heading.line(), &heading.text(), None);
            (self.whole, self.untold) = (true, stories == 1);
            self.points = Points::Criteria;
        }
    }

    /// A scenario belongs to the draft above; without one it is a draft.
    fn scenario(&mut self, section: &Section<'_>) {
        self.points = Points::Criteria;
        let Some(heading) = section.heading.filter(|_| !self.current) else { return };
        let text = heading.text();
        let name = sections::scenario(&text)
            .filter(|it| it.contains(char::is_alphanumeric))
            .unwrap_or(&text);
        self.make(heading.line(), name, None);
        self.whole = true;
    }

    fn text(&mut self, block: &Block, name: Name) {
        self.above.clear();
        self.done = None;
        let all = sentences(&block.lines);
        let mut counted = false;
        let scenario = all.iter().filter(|(_, text)| steps::is_step(text)).count() > 1;
        for (line, text) in &all {
            counted = self.sentence(*line, text, name, scenario);
            let label = text.ends_with(':') || sections::named(text) != Name::Own;
            if !counted && !label {
                self.passed.push(*line);
            }
        }
        if self.whole || name == Name::Criteria {
            return;
        }
        let last = all.last().map_or("", |(_, text)| text.as_str());
        let alone = all.len() == 1;
        let criteria = sections::named(last) == Name::Criteria && (last.ends_with(':') || alone);
        let below = self.current && (counted || criteria);
        self.points = if below { Points::Criteria } else { Points::Drafts };
    }

    /// Takes a step of a scenario; whether it is one. A sentence that only begins like one, and
    /// says what must be so, is none.
    fn step(&mut self, line: usize, text: &str, scenario: bool) -> bool {
        let goes_on = steps::is_step(text) && (self.steps_go_on() || steps::begins(text));
        let whole = scenario || steps::is_sentence(text);
        if !goes_on || text.ends_with(':') || (!whole && said(text) != Said::Plain) {
            return false;
        }
        if !self.current {
            self.make(line, text, None);
            // Its words are the criterion that follows.
            self.points = Points::Criteria;
        }
        self.add(text);
        true
    }

    /// Takes a sentence; whether it is part of a draft.
    fn sentence(&mut self, line: usize, text: &str, name: Name, scenario: bool) -> bool {
        if self.step(line, text, scenario) {
            return true;
        }
        match said(text) {
            Said::Story(it) if self.untold => {
                self.tell(it);
                true
            }
            Said::Story(it) => {
                self.make(line, &narrative::headline(&it.want), Some(it));
                true
            }
            Said::Plain if name == Name::Criteria && self.current && !text.ends_with(':') => {
                self.add(text);
                true
            }
            Said::Plain => false,
            _ if self.current && (self.whole || name == Name::Criteria) => {
                self.add(text);
                true
            }
            Said::Wish(it) => {
                self.make(line, &narrative::headline(&it.want), Some(it));
                true
            }
            Said::OfBefore | Said::Limit if self.current => {
                self.add(text);
                true
            }
            Said::Duty | Said::Aside if self.speaks_of(text) => {
                self.add(text);
                true
            }
            Said::Aside => false,
            Said::Duty | Said::OfBefore | Said::Limit if name == Name::Telling => false,
            Said::Duty | Said::OfBefore | Said::Limit => {
                self.make(line, text, None);
                true
            }
        }
    }

    fn point(&mut self, block: &Block, depth: usize, done: bool, name: Name) {
        let block = &unheaded(block);
        let all = sentences(&block.lines);
        let Some((line, first)) = all.first() else { return };
        let (line, rest) = (*line, all.get(1..).unwrap_or_default());
        self.above.retain(|other| *other < depth);
        if self.done.is_some_and(|above| above < depth) {
            return;
        }
        self.done = None;
        let whole = block.text();
        // A heading among the points: what is deeper is of the draft above.
        if sections::heads_criteria(&whole) {
            self.above.extend(self.current.then_some(depth));
            return;
        }
        let theirs = !self.above.is_empty() || (self.points == Points::Criteria && self.current);
        if done && !theirs && !self.untold {
            self.done = Some(depth);
            return;
        }
        match said(&whole) {
            Said::Story(it) if self.untold => {
                self.tell(it);
                return;
            }
            Said::Story(_) => {
                // A story begins; what else the point says is about it.
                if let Said::Story(it) = said(first) {
                    self.make(line, &narrative::headline(&it.want), Some(it));
                    self.add_all(rest);
                } else if let Said::Story(it) = said(&whole) {
                    self.make(line, &narrative::headline(&it.want), Some(it));
                }
                self.above.push(depth);
                return;
            }
            Said::Wish(_) => {}
            _ if name == Name::Telling && !self.whole => return,
            // Criteria of nothing.
            _ if name == Name::Criteria && !self.current => {
                self.passed.push(line);
                return;
            }
            _ => {}
        }
        if theirs {
            let steps = all.len() > 1 && all.iter().all(|(_, text)| steps::is_step(text));
            if steps {
                self.add_all(&all);
            } else {
                self.add(&whole);
            }
            return;
        }
        // A label: what it names stands below.
        if first.ends_with(':') && said(first) == Said::Plain {
            return;
        }
        match said(first) {
            Said::Wish(it) => self.make(line, &narrative::headline(&it.want), Some(it)),
            _ => self.make(line, first, None),
        }
        self.add_all(rest);
        self.above.push(depth);
    }

    /// A draft of its own; what has no name is none.
    fn make(&mut self, line: usize, title: &str, it: Option<Narrative>) {
        let title = title.trim().trim_end_matches([',', ';', ':']);
        let bare = title.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(title);
        if bare.trim().is_empty() {
            return;
        }
        let (title, whole) = short(&capital(bare.trim_end()));
        let mut draft = DraftStory { line, title, ..DraftStory::default() };
        let told = it.is_some();
        if let Some(it) = it {
            draft.tell(it);
        }
        let lines = whole.filter(|_| !told).into_iter().collect();
        self.made.push(Making { draft, lines });
        (self.current, self.untold, self.whole) = (true, false, false);
        self.above.clear();
    }

    /// A criterion of the draft above.
    fn add(&mut self, text: &str) {
        let text = text.trim().trim_end_matches([',', ';']).trim_end();
        let wanted = self.current && !text.is_empty();
        if let Some(making) = self.made.last_mut().filter(|_| wanted) {
            making.lines.push(text.to_owned());
        }
    }

    fn add_all(&mut self, sentences: &[(usize, String)]) {
        for (_, text) in sentences {
            self.add(text);
        }
    }

    /// The user story of the draft above, which has its title from a heading.
    fn tell(&mut self, it: Narrative) {
        self.untold = false;
        if let Some(making) = self.made.last_mut() {
            making.draft.tell(it);
        }
    }

    /// Whether the last criterion is a step that may go on.
    fn steps_go_on(&self) -> bool {
        let last = self.made.last().and_then(|making| making.lines.last());
        self.current && last.is_some_and(|line| steps::is_step(line))
    }

    /// Whether a sentence is about what the draft above is about.
    fn speaks_of(&self, text: &str) -> bool {
        let Some(making) = self.made.last().filter(|_| self.current) else { return false };
        let draft = &making.draft;
        let role = tokens(&draft.role);
        let mut held = tokens(&draft.title);
        held.extend(tokens(&draft.want));
        held.retain(|it| !role.contains(it) && !GENERAL.contains(&it.as_str()));
        tokens(text).iter().any(|it| held.contains(it))
    }

    fn drafts(self) -> Vec<DraftStory> {
        let mut all: Vec<DraftStory> = Vec::with_capacity(self.made.len());
        let mut seen: HashSet<[String; 4]> = HashSet::new();
        for Making { mut draft, lines } in self.made {
            let mut said: HashSet<String> = HashSet::new();
            let mut criteria: Vec<Wording> = steps::grouped(lines);
            criteria.retain(|it| said.insert(it.sentence()));
            draft.criteria = criteria;
            let key =
                [&draft.title, &draft.role, &draft.want, &draft.benefit].map(String::to_owned);
            // What is said twice is one story; criteria of the second go to the first.
            if seen.insert(key) {
                all.push(draft);
            } else if let Some(first) = all.iter_mut().find(|it| same(it, &draft)) {
                let new = draft.criteria.into_iter();
                let new: Vec<Wording> = new.filter(|it| !first.criteria.contains(it)).collect();
                first.criteria.extend(new);
            }
        }
        all
    }
}

/// A point without the lines that are only a heading of its criteria.
fn unheaded(block: &Block) -> Block {
    let mut block = block.clone();
    let mut first = true;
    block.lines.retain(|(_, text)| std::mem::take(&mut first) || !sections::heads_criteria(text));
    block
}

fn same(one: &DraftStory, other: &DraftStory) -> bool {
    let key = |it: &DraftStory| [&it.title, &it.role, &it.want, &it.benefit].map(String::to_owned);
    key(one) == key(other)
}

fn tokens(text: &str) -> HashSet<String> {
    words(text).iter().map(Word::low).filter_map(|low| token(&low)).collect()
}
