//! Laws that hold whatever the Product Owner does: random sequences of commands through the one
//! door, `Session`. `UPNEXT_CASES` sets how many sequences (64 where it says nothing).

pub mod chance;
mod closing;
mod mending;
mod order;
mod past;
mod sprints;
mod turning;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup;
use upnext::domain::command::{Command, Place};
use upnext::domain::history::Entry;
use upnext::domain::id::CountedIds;
use upnext::domain::refusal::Refusal;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Story, StoryId};
use upnext::session::{Outcome, Session, Step};
use upnext::store::document;

use self::chance::{Deed, command, deeds};
use crate::samples::minute;

/// Runs a law on as many random inputs as `UPNEXT_CASES` says.
pub fn law<S: Strategy>(strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: std::fmt::Debug,
{
    let cases = std::env::var("UPNEXT_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(64);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(strategy, test) {
        panic!("{error}");
    }
}

fn bytes(backlog: &Backlog) -> Vec<u8> {
    document::write(backlog).unwrap()
}

fn ids(backlog: &Backlog) -> Vec<StoryId> {
    backlog.in_order().map(|story| story.id).collect()
}

fn open(backlog: &Backlog) -> Vec<StoryId> {
    backlog.open().map(|story| story.id).collect()
}

fn ranks(backlog: &Backlog) -> HashMap<StoryId, String> {
    backlog.stories().iter().map(|story| (story.id, story.rank.clone())).collect()
}

/// A session on which deed after deed is done, each a minute later.
struct Walk {
    session: Session,
    ids: CountedIds,
    deeds: u32,
}

/// One deed: what it meant, and the backlog on both sides of it.
struct Done {
    command: Command,
    before: Session,
    result: Result<Outcome, Refusal>,
}

impl Walk {
    fn on(backlog: Backlog) -> Self {
        Self { session: Session::new(backlog), ids: CountedIds(1_000_000), deeds: 0 }
    }

    fn perform(&mut self, command: Command, by: &str) -> Done {
        self.deeds += 1;
        let stamp = Stamp { at: minute(600 + self.deeds), by: by.to_owned() };
        let before = self.session.clone();
        let result = self.session.perform(&command, &stamp, &mut self.ids);
        Done { command, before, result }
    }

    fn act(&mut self, deed: &Deed) -> Done {
        let command = command(deed, self.session.backlog());
        self.perform(command, if deed.by { "Bob" } else { "Ann" })
    }
}

/// Runs a law after each deed of random walks over the same small backlog.
fn each_deed(test: impl Fn(&Done, &Session) -> Result<(), TestCaseError>) {
    law(&deeds(), |deeds| {
        let mut walk = Walk::on(chance::world());
        for deed in &deeds {
            let done = walk.act(deed);
            test(&done, &walk.session)?;
        }
        Ok(())
    });
}

#[test]
fn what_is_refused_changes_nothing() {
    each_deed(|done, now| {
        let same = || {
            now.backlog() == done.before.backlog()
                && now.next_undo() == done.before.next_undo()
                && now.next_redo() == done.before.next_redo()
        };
        match &done.result {
            Err(refusal) => {
                prop_assert!(same(), "{:?} was refused and changed something", done.command);
                prop_assert!(!refusal.message.is_empty());
            }
            Ok(Outcome { did: None, step, .. }) => {
                prop_assert!(
                    same() && step.is_none(),
                    "{:?} did nothing and something",
                    done.command
                );
            }
            Ok(_) => prop_assert!(
                bytes(now.backlog()) != bytes(done.before.backlog()),
                "{:?} says that it did something",
                done.command
            ),
        }
        Ok(())
    });
}

#[test]
fn what_is_written_reads_back_in_the_same_order() {
    each_deed(|_, now| {
        // The order there is made afresh, here deed by deed: equality is of both.
        let read = document::read(&bytes(now.backlog())).unwrap().backlog;
        prop_assert_eq!(ids(&read), ids(now.backlog()));
        prop_assert!(read == *now.backlog());
        prop_assert_eq!(bytes(&read), bytes(now.backlog()));
        Ok(())
    });
}

#[test]
fn a_number_names_one_story_and_positions_count_the_open_ones() {
    each_deed(|_, now| {
        let backlog = now.backlog();
        let numbers: BTreeSet<u32> = backlog.stories().iter().map(|story| story.number).collect();
        prop_assert_eq!(numbers.len(), backlog.stories().len());
        for noun in [
            backlog.sprints().iter().map(|it| it.number.to_string()).collect::<Vec<_>>(),
            backlog.ideas().iter().map(|it| it.number.to_string()).collect(),
            backlog.epics().iter().map(|it| it.title.to_lowercase()).collect(),
            backlog.people().iter().map(|it| it.name.to_lowercase()).collect(),
            backlog.releases().iter().map(|it| it.name.to_lowercase()).collect(),
        ] {
            prop_assert_eq!(noun.iter().collect::<BTreeSet<_>>().len(), noun.len(), "{:?}", noun);
        }
        let positions = backlog.positions();
        for (index, id) in open(backlog).iter().enumerate() {
            prop_assert_eq!(positions.get(id), Some(&(index + 1)));
            prop_assert_eq!(backlog.position(*id), Some(index + 1));
        }
        prop_assert_eq!(positions.len(), open(backlog).len());
        let closed = backlog.stories().iter().filter(|story| !story.status.is_open());
        for story in closed {
            prop_assert_eq!(backlog.position(story.id), None);
        }
        Ok(())
    });
}

/// Whether the lines before still stand, below the new ones.
fn goes_on(before: &[Entry], after: &[Entry], replaced: usize) -> bool {
    before.get(replaced..).is_some_and(|kept| after.ends_with(kept))
}

#[test]
fn history_only_grows() {
    each_deed(|done, now| {
        let (was, is) = (done.before.backlog(), now.backlog());
        let joined = matches!(&done.result, Ok(Outcome { step: Some(Step::WentOn(_)), .. }));
        for before in was.stories() {
            let Some(after) = is.story(before.id) else {
                return Err(TestCaseError::fail(format!("{:?} lost a story", done.command)));
            };
            let moved = joined && before != after && before.history != after.history;
            prop_assert!(
                goes_on(&before.history, &after.history, usize::from(moved)),
                "{:?} took history from #{}",
                done.command,
                before.number
            );
            let ranked = Story { rank: after.rank.clone(), ..Story::clone(before) };
            prop_assert!(
                ranked == **after || before.history != after.history,
                "{:?} changed #{} without a line",
                done.command,
                before.number
            );
        }
        macro_rules! others {
            ($($table:ident)*) => { $(
                for before in was.$table() {
                    let Some(after) = is.$table().get(before.id) else { continue };
                    prop_assert!(goes_on(&before.history, &after.history, 0));
                    prop_assert!(before == after || before.history.len() < after.history.len());
                }
                let new = is.$table().iter().filter(|it| was.$table().get(it.id).is_none());
                prop_assert!(new.clone().all(|it| !it.history.is_empty()), "{:?}", done.command);
            )* };
        }
        others!(epics releases people ideas);
        let (before, after) = (was.product(), is.product());
        prop_assert!(goes_on(&before.history, &after.history, 0));
        prop_assert!(before == after || before.history.len() < after.history.len());
        // What is new tells where it comes from.
        for story in is.stories().iter().filter(|story| was.story(story.id).is_none()) {
            prop_assert!(!story.history.is_empty());
        }
        Ok(())
    });
}

#[test]
fn nothing_but_a_move_touches_a_rank() {
    each_deed(|done, now| {
        let (before, after) = (ranks(done.before.backlog()), ranks(now.backlog()));
        let moved: &[StoryId] = match &done.command {
            Command::Move { stories, .. } => stories,
            _ => &[],
        };
        for (id, rank) in &before {
            prop_assert!(
                moved.contains(id) || after.get(id) == Some(rank),
                "{:?} gave another story another rank",
                done.command
            );
        }
        Ok(())
    });
}

/// The order a move asks for, worked out by hand on lists.
fn asked(backlog: &Backlog, stories: &[StoryId], place: Place) -> Option<Vec<StoryId>> {
    let (moving, mut stay): (Vec<_>, Vec<_>) =
        ids(backlog).into_iter().partition(|id| stories.contains(id));
    let is_open = |id: &StoryId| backlog.story(*id).is_some_and(|it| it.status.is_open());
    let find = |stay: &[StoryId], id| stay.iter().position(|it| *it == id);
    let at = match place {
        Place::Top => 0,
        Place::Bottom => stay.len(),
        Place::Before(id) => find(&stay, id)?,
        Place::After(id) => find(&stay, id)? + 1,
        Place::Position(position) => {
            let open = stay.iter().enumerate().filter(|(_, id)| is_open(id));
            open.map(|(at, _)| at).nth(position.checked_sub(1)?).unwrap_or(stay.len())
        }
    };
    stay.splice(at..at, moving);
    Some(stay)
}

#[test]
fn a_move_goes_where_it_was_told() {
    each_deed(|done, now| {
        let (Command::Move { stories, place, .. }, Ok(outcome)) = (&done.command, &done.result)
        else {
            return Ok(());
        };
        let was = done.before.backlog();
        let asked = asked(was, stories, *place).unwrap();
        let only_open = |order: &[StoryId]| {
            let open = order.iter().filter(|id| was.story(**id).unwrap().status.is_open());
            open.copied().collect::<Vec<_>>()
        };
        prop_assert_eq!(open(now.backlog()), only_open(&asked), "{:?}", done.command);
        if outcome.did.is_some() {
            prop_assert_eq!(ids(now.backlog()), asked, "{:?}", done.command);
        }
        Ok(())
    });
}

/// Acts whose purpose is another state.
const fn changes_state(command: &Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Ready { .. }
            | C::Unready { .. }
            | C::Start { .. }
            | C::Deliver { .. }
            | C::Back { .. }
            | C::Drop { .. }
            | C::Restore { .. }
            | C::Accept { .. }
            | C::Reject { .. }
            | C::Pull { .. }
            | C::PutBack { .. }
            | C::CancelSprint { .. }
            | C::CloseSprint { .. }
            | C::Settle { .. }
    )
}

#[test]
fn an_edit_never_changes_a_status() {
    each_deed(|done, now| {
        if changes_state(&done.command) {
            return Ok(());
        }
        for before in done.before.backlog().stories() {
            let after = now.backlog().story(before.id).map(|story| story.status);
            prop_assert_eq!(after, Some(before.status), "{:?}", done.command);
        }
        Ok(())
    });
}

#[test]
fn no_act_leaves_a_name_without_its_bearer() {
    each_deed(|done, now| {
        let found = checkup::findings(now.backlog());
        prop_assert!(found.is_empty(), "{:?}: {:?}", done.command, found);
        Ok(())
    });
}

#[test]
fn only_what_an_act_names_is_touched() {
    each_deed(|done, now| {
        let Ok(Outcome { about, .. }) = &done.result else { return Ok(()) };
        let was = done.before.backlog();
        for after in now.backlog().stories() {
            let same = was.story(after.id).is_some_and(|before| Arc::ptr_eq(before, after));
            // A link stands on the newer of the two, an import names them all.
            let linked = matches!(done.command, Command::Link { to, .. } if to == after.id);
            prop_assert!(
                same || linked || about.contains(&after.id),
                "{:?} touched #{} without a word",
                done.command,
                after.number
            );
        }
        Ok(())
    });
}

#[test]
fn the_walks_go_everywhere() {
    let mut done: HashMap<String, [usize; 2]> = HashMap::new();
    let seen = std::cell::RefCell::new(&mut done);
    let note = |it: &Done, _: &Session| {
        let mut seen = seen.borrow_mut();
        let said = format!("{:?}", it.command);
        let name = said.split([' ', '(']).next().unwrap_or_default().to_owned();
        let counts = seen.entry(name).or_default();
        counts[usize::from(it.result.as_ref().is_ok_and(|it| it.did.is_some()))] += 1;
        Ok(())
    };
    // Often enough that chance leaves no kind out.
    for _ in 0..16 {
        each_deed(note);
    }
    assert_eq!(done.len(), chance::KINDS, "a kind of command never came: {done:?}");
    let idle: Vec<_> = done.iter().filter(|(_, counts)| counts[1] == 0).collect();
    assert!(idle.is_empty(), "never carried out: {idle:?}");
    let refused: usize = done.values().map(|counts| counts[0]).sum();
    assert!(refused > 0, "nothing was ever refused");
}
