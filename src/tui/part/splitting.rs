//! A story being split: titles and points of the new ones, where each criterion goes, what the rest
//! is worth. It knows what is typed, not what becomes of it.

use std::fmt::Write as _;

use super::line::Line;
use crate::domain::criterion::Criterion;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::story::{Story, StoryId};

/// Five ways to find a cut, after Mike Cohn's SPIDR.
pub const SPIDR: [(&str, &str); 5] = [
    ("spike", "is something unknown? find it out first, as a story of its own"),
    ("path", "are there several ways through it? the commonest way first"),
    ("interface", "several devices, screens, channels? the plainest first"),
    ("data", "several kinds of data? the one most have first"),
    ("rules", "rules that can wait? without them first"),
];

/// A new story that is split off.
#[derive(Debug, Default)]
pub struct Part {
    /// Its title.
    pub title: Line,
    /// Its points; empty is not estimated.
    pub points: Line,
}

impl Part {
    /// Whether it has a title.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.title.text().trim().is_empty()
    }

    fn is_empty(&self) -> bool {
        !self.is_named() && self.points.text().trim().is_empty()
    }
}

/// A criterion, and where it goes.
#[derive(Debug)]
pub struct Given {
    /// Which one.
    pub criterion: Id<Criterion>,
    /// Its words.
    pub text: String,
    /// The new story it goes to, from 0; none stays.
    pub to: Option<usize>,
}

/// Where the caret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The title of a new story.
    Title(usize),
    /// Its points.
    Points(usize),
    /// Where a criterion goes.
    Criterion(usize),
    /// The points of what stays.
    Keep,
}

/// A story being split.
#[derive(Debug)]
pub struct Splitting {
    /// The story, as the one text is about.
    pub targets: Vec<StoryId>,
    /// What it is called above.
    pub heading: String,
    /// Its number.
    pub number: u32,
    /// What it is estimated at now.
    pub points: Option<Points>,
    /// The new stories; the last one is empty, for one more.
    pub parts: Vec<Part>,
    /// Its criteria.
    pub criteria: Vec<Given>,
    /// The points of what stays; empty leaves them as they are.
    pub keep: Line,
    /// Where the caret is.
    pub at: Spot,
    /// Why it was not taken, until something is changed.
    pub refused: Option<String>,
}

impl Splitting {
    /// A story, nothing split off yet.
    #[must_use]
    pub fn of(story: &Story) -> Self {
        let given = |it: &Criterion| Given { criterion: it.id, text: it.sentence(), to: None };
        Self {
            targets: vec![story.id],
            heading: format!("Split #{}: {}", story.number, story.title),
            number: story.number,
            points: story.points,
            parts: vec![Part::default()],
            criteria: story.criteria.iter().map(given).collect(),
            keep: Line::default(),
            at: Spot::Title(0),
            refused: None,
        }
    }

    /// What is typed: title and points of each new story, the points of what stays, and where
    /// criteria go.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let lines = self.parts.iter().flat_map(|part| [&part.title, &part.points]);
        let mut texts: Vec<String> =
            lines.chain([&self.keep]).map(|line| line.text().to_owned()).collect();
        let mut given = String::new();
        for it in &self.criteria {
            if let Some(to) = it.to {
                let _ = write!(given, "{}→{} ", it.criterion, to + 1);
            }
        }
        texts.push(given.trim_end().to_owned());
        texts
    }

    /// Puts what was typed before back. A criterion that is gone meanwhile goes nowhere.
    pub fn fill(&mut self, texts: &[String]) {
        let (lines, given) = match texts {
            [title] => (std::slice::from_ref(title), ""),
            [lines @ .., keep, given] => {
                self.keep.set(keep);
                (lines, given.as_str())
            }
            [] => return,
        };
        let part = |pair: &[String]| {
            let text = |at: usize| Line::of(pair.get(at).map_or("", String::as_str));
            Part { title: text(0), points: text(1) }
        };
        self.parts = lines.chunks(2).map(part).collect();
        for word in given.split(' ') {
            let Some((id, to)) = word.split_once('→') else { continue };
            let to = to.parse::<usize>().ok().and_then(|to| to.checked_sub(1));
            let held = self.criteria.iter_mut().find(|it| it.criterion.to_string() == id);
            if let Some(held) = held {
                held.to = to;
            }
        }
        self.tidy();
    }

    /// Keeps one empty line for one more new story below those that are written.
    pub fn tidy(&mut self) {
        let written = self.parts.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
        let stands = match self.at {
            Spot::Title(at) | Spot::Points(at) => at,
            _ => 0,
        };
        self.parts.truncate(written.max(stands) + 1);
        if self.parts.last().is_none_or(|part| !part.is_empty()) {
            self.parts.push(Part::default());
        }
    }

    /// The line with the caret; none where a criterion is given away.
    pub fn here(&mut self) -> Option<&mut Line> {
        match self.at {
            Spot::Title(at) => self.parts.get_mut(at).map(|part| &mut part.title),
            Spot::Points(at) => self.parts.get_mut(at).map(|part| &mut part.points),
            Spot::Keep => Some(&mut self.keep),
            Spot::Criterion(_) => None,
        }
    }

    /// Every place the caret can be, from the first to the last.
    fn spots(&self) -> Vec<Spot> {
        let parts = (0..self.parts.len()).flat_map(|at| [Spot::Title(at), Spot::Points(at)]);
        let criteria = (0..self.criteria.len()).map(Spot::Criterion);
        parts.chain(criteria).chain([Spot::Keep]).collect()
    }

    /// The caret on another line, round and round.
    pub fn go(&mut self, down: bool) {
        let spots = self.spots();
        let at = spots.iter().position(|it| *it == self.at).unwrap_or(0);
        let to = if down { at + 1 } else { at + spots.len() - 1 } % spots.len().max(1);
        self.at = spots.get(to).copied().unwrap_or(Spot::Title(0));
    }

    /// The caret where what comes next is typed; no where all is said, or nothing is.
    pub fn goes_on(&mut self) -> bool {
        let after = if self.criteria.is_empty() { Spot::Keep } else { Spot::Criterion(0) };
        let next = match self.at {
            Spot::Title(at) if self.parts.get(at).is_some_and(Part::is_named) => Spot::Points(at),
            Spot::Title(_) if self.parts.iter().any(Part::is_named) => after,
            Spot::Points(at) if at + 1 < self.parts.len() => Spot::Title(at + 1),
            Spot::Points(_) => after,
            Spot::Criterion(_) => Spot::Keep,
            Spot::Title(_) | Spot::Keep => return false,
        };
        self.at = next;
        true
    }

    /// Gives the criterion under the caret to the next new story that has a title, or to the one
    /// before; past the last one it stays. Says whether there is one to give it to.
    pub fn give_on(&mut self, forward: bool) -> bool {
        let Spot::Criterion(at) = self.at else { return false };
        let named =
            (0..self.parts.len()).filter(|at| self.parts.get(*at).is_some_and(Part::is_named));
        let ways: Vec<Option<usize>> = [None].into_iter().chain(named.map(Some)).collect();
        let Some(given) = self.criteria.get_mut(at) else { return false };
        let held = ways.iter().position(|way| *way == given.to).unwrap_or(0);
        let step = if forward { 1 } else { ways.len() - 1 };
        given.to = ways.get((held + step) % ways.len()).copied().flatten();
        ways.len() > 1
    }

    /// Gives the criterion under the caret to the new story of this number; 0 keeps it. Says
    /// whether there is such a one.
    pub fn give_to(&mut self, number: usize) -> bool {
        let Spot::Criterion(at) = self.at else { return false };
        let to = number.checked_sub(1);
        let is_there = to.is_none_or(|to| self.parts.get(to).is_some_and(Part::is_named));
        if let Some(given) = self.criteria.get_mut(at).filter(|_| is_there) {
            given.to = to;
        }
        is_there
    }

    /// Which of the texts the caret is in, and behind how many characters.
    #[must_use]
    pub fn caret(&self) -> (usize, usize) {
        let keep = 2 * self.parts.len();
        match self.at {
            Spot::Title(at) => (2 * at, self.parts.get(at).map_or(0, |it| it.title.caret())),
            Spot::Points(at) => (2 * at + 1, self.parts.get(at).map_or(0, |it| it.points.caret())),
            Spot::Keep => (keep, self.keep.caret()),
            Spot::Criterion(at) => (keep + 1, at),
        }
    }

    /// Puts the caret where it was.
    pub fn put_caret(&mut self, (text, caret): (usize, usize)) {
        let keep = 2 * self.parts.len();
        self.at = match text {
            text if text < keep && text % 2 == 0 => Spot::Title(text / 2),
            text if text < keep => Spot::Points(text / 2),
            text if text > keep && caret < self.criteria.len() => Spot::Criterion(caret),
            _ => Spot::Keep,
        };
        if let Some(line) = self.here() {
            line.put_caret(caret);
        }
    }

    /// Takes pasted text: lines where a title is typed are titles, one each.
    pub fn paste(&mut self, text: &str) {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if let (Spot::Title(at), true) = (self.at, text.trim().lines().count() > 1) {
            let first = lines.next().unwrap_or_default();
            self.here().map(|line| line.paste(first));
            let parts = lines.map(|line| Part { title: Line::of(line), points: Line::default() });
            let below: Vec<Part> = parts.collect();
            let last = at + below.len();
            // What criteria are given to stays the same new story.
            for given in &mut self.criteria {
                given.to = given.to.map(|to| if to > at { to + below.len() } else { to });
            }
            self.parts.splice(at + 1..at + 1, below);
            self.at = Spot::Title(last);
        } else {
            self.here().map(|line| line.paste(text));
        }
        self.tidy();
    }
}
