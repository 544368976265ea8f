//! What a sprint came to: the figures its record freezes, reckoned from the commitment, the scope
//! log and the verdicts. It says nothing of plans, and never changes what was frozen.

use std::collections::BTreeMap;

use crate::domain::backlog::Backlog;
use crate::domain::criterion::VerdictKind;
use crate::domain::id::Id;
use crate::domain::number::{Hundredths, Points, Signed};
use crate::domain::ratio::Ratio;
use crate::domain::sprint::{Direction, Part, ReEstimate, Record, Sprint};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};

/// What came of the stories of a running sprint, if it closed at this moment: the points, the
/// goal and the overrides. What was planned, what is said of the goal and where stories go is
/// not part of it.
///
/// Every story of the sprint stands in one of accepted, rejected and unfinished, and in points
/// committed + added − removed + re-estimated = accepted + rejected + unfinished.
#[must_use]
pub fn record(sprint: &Sprint, backlog: &Backlog, at: Moment) -> Record {
    let inside = inside(sprint, backlog);
    let mut record = Record { at, goal: Some(sprint.goal.clone()), ..Record::default() };
    let (mut rejected, mut unfinished) = (Part::default(), Part::default());
    for story in inside.values() {
        let points = story.points.unwrap_or_default();
        if accepted_in(story, sprint.id) {
            enter(&mut record.accepted, story.id, points);
            if accepted_by_override(story) {
                record.overrides.insert(story.id);
            }
        } else if was_rejected(story, sprint.id) {
            enter(&mut rejected, story.id, points);
        } else {
            enter(&mut unfinished, story.id, points);
        }
    }
    (record.rejected, record.unfinished) = (Some(rejected), Some(unfinished));
    // Where nobody knows what was committed to, nobody knows what came in and went out either.
    if sprint.commitment.is_some() {
        let scope = Scope::of(sprint, &inside, backlog);
        record.say_do = say_do(sprint, &record.accepted, backlog);
        record.committed = Some(scope.committed);
        record.added = Some(scope.added);
        record.removed = Some(scope.removed);
        record.re_estimated = Some(scope.re_estimated);
    }
    record
}

/// Whether a story was accepted within this sprint: by its verdict; where it has none, because it
/// came from another tool, by the sprint it is in.
#[must_use]
pub fn accepted_in(story: &Story, sprint: Id<Sprint>) -> bool {
    let verdicts = story.verdicts.iter().rev();
    let verdict = verdicts.into_iter().find(|it| it.kind == VerdictKind::Accepted);
    let within = verdict.map_or(story.sprint, |it| it.sprint);
    story.status == Status::Accepted && within == Some(sprint)
}

fn accepted_by_override(story: &Story) -> bool {
    story.verdicts.last().is_some_and(|it| it.overridden.is_some())
}

/// Whether the last thing said of a story in this sprint was that it is not what was asked for.
fn was_rejected(story: &Story, sprint: Id<Sprint>) -> bool {
    let last = story.verdicts.iter().rev().find(|it| it.sprint == Some(sprint));
    last.is_some_and(|it| it.kind == VerdictKind::Rejected)
}

/// The stories in a sprint: those accepted within it, and those that are in it still.
fn inside<'a>(sprint: &Sprint, backlog: &'a Backlog) -> BTreeMap<StoryId, &'a Story> {
    let belongs = |story: &Story| match story.status {
        Status::Accepted => accepted_in(story, sprint.id),
        Status::Dropped => false,
        _ => story.sprint == Some(sprint.id),
    };
    let all = backlog.stories().iter().map(|story| (story.id, &**story));
    all.filter(|(_, story)| belongs(story)).collect()
}

fn enter(part: &mut Part, story: StoryId, points: Points) {
    part.points = part.points + points;
    part.stories.insert(story);
}

/// What a sprint began with, and what came in, went out and changed since.
#[derive(Default)]
struct Scope {
    committed: Part,
    added: Part,
    removed: Part,
    re_estimated: ReEstimate,
}

/// One story's way through a sprint.
#[derive(Default)]
struct Way {
    inside: bool,
    /// Its points when it last came in or went out.
    last: Points,
    /// What it brought in less what it took out.
    balance: Signed,
}

impl Scope {
    fn of(sprint: &Sprint, inside: &BTreeMap<StoryId, &Story>, backlog: &Backlog) -> Self {
        let mut scope = Self::default();
        let mut ways: BTreeMap<StoryId, Way> = BTreeMap::new();
        for it in sprint.commitment.iter().flat_map(|it| &it.stories) {
            let way = ways.entry(it.story).or_default();
            if !way.inside {
                way.comes(&mut scope.committed, it.story, it.points.unwrap_or_default());
            }
        }
        for it in &sprint.scope_log {
            let way = ways.entry(it.story).or_default();
            let points = it.points.unwrap_or_default();
            match it.direction {
                // Two people may have pulled the same story apart from each other: it came once.
                Some(Direction::In) if !way.inside => {
                    way.comes(&mut scope.added, it.story, points);
                }
                Some(Direction::Out) if way.inside => {
                    way.goes(&mut scope.removed, it.story, points);
                }
                _ => {}
            }
        }
        // What came or went without a word in the log did so all the same: by an import, a merge.
        for (id, story) in inside {
            let way = ways.entry(*id).or_default();
            if !way.inside {
                way.comes(&mut scope.added, *id, story.points.unwrap_or_default());
            }
        }
        for (id, way) in &mut ways {
            if way.inside && !inside.contains_key(id) {
                let points =
                    backlog.story(*id).map_or(way.last, |it| it.points.unwrap_or_default());
                way.goes(&mut scope.removed, *id, points);
            }
            let ends = inside.get(id).and_then(|it| it.points).unwrap_or_default();
            let change = Signed::from(ends) - way.balance;
            if change != Signed::default() {
                scope.re_estimated.points = scope.re_estimated.points + change;
                scope.re_estimated.stories.insert(*id);
            }
        }
        scope
    }
}

impl Way {
    fn comes(&mut self, part: &mut Part, story: StoryId, points: Points) {
        (self.inside, self.last) = (true, points);
        self.balance = self.balance + points.into();
        enter(part, story, points);
    }

    fn goes(&mut self, part: &mut Part, story: StoryId, points: Points) {
        (self.inside, self.last) = (false, points);
        self.balance = self.balance - points.into();
        enter(part, story, points);
    }
}

/// How much of what was committed to was accepted, each story with the smaller of its points then
/// and now; none where nothing was committed to. What was taken out stays in the divisor.
fn say_do(sprint: &Sprint, accepted: &Part, backlog: &Backlog) -> Option<Hundredths> {
    let committed = &sprint.commitment.as_ref()?.stories;
    let said: Points = committed.iter().filter_map(|it| it.points).sum();
    let kept = committed.iter().filter(|it| accepted.stories.contains(&it.story));
    let done: Points =
        kept.filter_map(|it| Some(it.points?.min(backlog.story(it.story)?.points?))).sum();
    Ratio::of(done, said).map(Ratio::hundredths)
}
