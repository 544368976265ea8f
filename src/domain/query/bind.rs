//! Brings a query and a backlog together: names become identities, once.
//! It never looks at a story before it is asked about one.

use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;

use super::filter::{Quality, Test};
use super::fold::Needle;
use super::haystack::Haystack;
use super::term::{Name, SprintName, Term, shown};
use super::tree::Tree;
use super::{Query, QueryError};
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::sprint::SprintState;
use crate::domain::story::Story;
use crate::domain::table::{Entity, Table};

/// How many names a message lists.
const LISTED: usize = 12;

/// Stories that are not worth a thread of their own.
const SHARE: usize = 8_000;

/// Beyond this, threads wait for memory.
const MOST_THREADS: usize = 8;

/// A query bound to a backlog: a question that every story answers with yes or no.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    tree: Tree<Test>,
    today: NaiveDate,
}

impl Query {
    /// Looks up the names of epics, releases and sprints; `today` is what ages are counted from.
    ///
    /// # Errors
    /// The place of a name that nothing here has, and the names there are.
    pub fn bind(&self, backlog: &Backlog, today: NaiveDate) -> Result<Filter, QueryError> {
        let mut tree = self.tree.try_map(&|term| settle(term, backlog))?;
        tree.cheap_first(&Test::cost);
        Ok(Filter { tree, today })
    }
}

impl Filter {
    /// Whether a story is one of those asked for. `backlog` is the one it stands in, of the
    /// moment or later than the binding.
    #[must_use]
    pub fn matches(&self, story: &Story, backlog: &Backlog) -> bool {
        self.tree.holds(&|test| test.holds(story, None, backlog, self.today))
    }

    /// The same question, but of open stories only.
    #[must_use]
    pub fn open_only(self) -> Self {
        let open = Tree::Leaf(Test::Is(Quality::Open));
        Self { tree: Tree::All(vec![open, self.tree]), ..self }
    }

    /// All stories asked for, in the order of the backlog.
    ///
    /// A large backlog costs mostly the way to its texts in memory, so it is walked as it lies
    /// there, by identity, and by several threads; the order is brought in afterwards.
    #[must_use]
    pub fn select<'a>(&self, backlog: &'a Backlog) -> Vec<&'a Arc<Story>> {
        let hits = self.hits(backlog, None);
        let hit = |index: &&u32| hits.get(**index as usize).is_some_and(|hit| *hit);
        let found = backlog.ranking.order.iter().filter(hit);
        found.filter_map(|index| backlog.stories().at(*index as usize)).collect()
    }

    /// Whether it matches, for every story as it lies in the table. With a haystack that follows
    /// the same table, words are looked for there.
    #[must_use]
    pub fn hits(&self, backlog: &Backlog, texts: Option<&Haystack>) -> Vec<bool> {
        let stories = backlog.stories();
        let mut hits = vec![false; stories.len()];
        let ask = |from: usize, hits: &mut [bool]| {
            for (hit, index) in hits.iter_mut().zip(from..) {
                let Some(story) = stories.at(index) else { continue };
                let text = texts.and_then(|texts| texts.text(index));
                *hit = self.tree.holds(&|test| test.holds(story, text, backlog, self.today));
            }
        };
        let share = stories.len().div_ceil(threads()).max(SHARE);
        thread::scope(|scope| {
            let mut shares = hits.chunks_mut(share).zip((0..).step_by(share));
            let own = shares.next();
            for (hits, from) in shares {
                scope.spawn(move || ask(from, hits));
            }
            if let Some((hits, from)) = own {
                ask(from, hits);
            }
        });
        hits
    }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS))
}

fn settle(term: &Term, backlog: &Backlog) -> Result<Test, QueryError> {
    Ok(match term {
        Term::Settled(test) => test.clone(),
        Term::Epic(None) => Test::NoEpic,
        Term::Epic(Some(name)) => {
            Test::Epics(called(name, "epic", backlog.epics(), |epic| &epic.title)?)
        }
        Term::Release(None) => Test::NoRelease,
        Term::Release(Some(name)) => {
            Test::Releases(called(name, "release", backlog.releases(), |release| &release.name)?)
        }
        Term::Sprint(SprintName::None, _) => Test::NoSprint,
        Term::Sprint(SprintName::Active, _) => in_sprint(backlog, SprintState::Active),
        Term::Sprint(SprintName::Planned, _) => in_sprint(backlog, SprintState::Planned),
        Term::Sprint(SprintName::Number(number), position) => {
            let sprint = backlog.sprint_numbered(*number);
            let sprint = sprint.ok_or_else(|| no_sprint(*number, *position, backlog))?;
            Test::InSprint(Some(sprint.id))
        }
    })
}

/// A team between sprints has no active one; then the question stands and nothing answers it.
fn in_sprint(backlog: &Backlog, state: SprintState) -> Test {
    Test::InSprint(backlog.sprint_in(state).map(|sprint| sprint.id))
}

fn no_sprint(number: u32, position: usize, backlog: &Backlog) -> QueryError {
    let newest = backlog.sprints().iter().map(|sprint| sprint.number).max();
    let there_is = newest.map_or_else(
        || "there are no sprints yet".to_owned(),
        |newest| format!("the newest is {newest}"),
    );
    QueryError::new(position, format!("no sprint {number}: {there_is}"))
}

/// Those so called: by the whole name, else by its only possible beginning, else by a part of it.
fn called<T: Entity + Clone>(
    name: &Name,
    noun: &str,
    table: &Table<T>,
    own: impl Fn(&T) -> &str,
) -> Result<Vec<Id<T>>, QueryError> {
    let asked = Needle::new(&name.text);
    let those = |is: &dyn Fn(&str) -> bool| -> Vec<Id<T>> {
        table.iter().filter(|it| is(own(it))).map(|it| it.id()).collect()
    };
    let whole = those(&|text| asked.is(text));
    if !whole.is_empty() {
        return Ok(whole);
    }
    let begins = those(&|text| asked.starts(text));
    if begins.len() == 1 {
        return Ok(begins);
    }
    let contains = those(&|text| asked.is_in(text));
    if !contains.is_empty() {
        return Ok(contains);
    }
    let names = table.iter().map(|it: &Arc<T>| own(it)).collect();
    Err(QueryError::new(name.position, unknown(noun, &shown(&name.text), names)))
}

fn unknown(noun: &str, name: &str, mut names: Vec<&str>) -> String {
    names.sort_unstable();
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    let there_are = match (names.is_empty(), more) {
        (true, _) => format!("there are no {noun}s yet"),
        (_, 0) => format!("there are {}", names.join(", ")),
        _ => format!("there are {} and {more} more", names.join(", ")),
    };
    format!("no {noun} `{name}`: {there_are}")
}
