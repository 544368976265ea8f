//! One story as a row of a list: everything `list` says of it, worked out once.
//! It never looks at other rows, so a position comes from whoever walks the order.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::Judgement;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ready;
use crate::domain::score;
use crate::domain::stamp::Moment;
use crate::domain::story::{Kind, Moscow, Status, Story, StoryId};

/// How many criteria, and how they are judged.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Judged {
    pub(super) total: usize,
    pub(super) met: usize,
    pub(super) unmet: usize,
}

impl Judged {
    fn of(story: &Story) -> Self {
        let are = |result| story.criteria.iter().filter(|it| it.result == result).count();
        Self { total: story.criteria.len(), met: are(Judgement::Met), unmet: are(Judgement::Unmet) }
    }
}

/// A story in `list --json`, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    pub(super) number: u32,
    pub(super) id: StoryId,
    pub(super) kind: Kind,
    pub(super) title: &'a str,
    pub(super) status: Status,
    pub(super) points: Option<Points>,
    /// Among the open stories, from 1; none where it is not open.
    pub(super) position: Option<usize>,
    pub(super) epic: Option<&'a str>,
    /// Its own release, else its epic's.
    pub(super) release: Option<&'a str>,
    pub(super) released: bool,
    pub(super) sprint: Option<u32>,
    pub(super) tags: &'a BTreeSet<String>,
    pub(super) skills: &'a BTreeSet<String>,
    pub(super) requester: Option<&'a str>,
    pub(super) assignee: Option<&'a str>,
    pub(super) ready: bool,
    /// Not covered by an override.
    pub(super) missing: Vec<String>,
    pub(super) blocked: bool,
    /// Left out by `show`, which lists the criteria themselves under this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) criteria: Option<Judged>,
    pub(super) moscow: Option<Moscow>,
    pub(super) score: Option<Hundredths>,
    pub(super) created: Moment,
    pub(super) updated: Moment,
}

impl<'a> Row<'a> {
    pub(super) fn of(story: &'a Story, position: Option<usize>, backlog: &'a Backlog) -> Self {
        let missing = ready::missing_uncovered(story, backlog);
        let release = backlog.release_of(story);
        let shipped = release.is_some_and(|release| release.released_on.is_some());
        Self {
            number: story.number,
            id: story.id,
            kind: story.kind,
            title: &story.title,
            status: story.status,
            points: story.points,
            position,
            epic: backlog.epic_of(story).map(|epic| epic.title.as_str()),
            release: release.map(|release| release.name.as_str()),
            // What was not accepted did not ship, whatever release it was meant for.
            released: shipped && story.status == Status::Accepted,
            sprint: backlog.sprint_of(story).map(|sprint| sprint.number),
            tags: &story.tags,
            skills: &story.skills,
            requester: told(&story.requester),
            assignee: told(&story.assignee),
            ready: story.status == Status::Ready && missing.is_empty(),
            missing: missing.into_iter().map(|it| it.words).collect(),
            blocked: story.impediment.is_some(),
            criteria: Some(Judged::of(story)),
            moscow: story.moscow,
            score: score::of(story, backlog.product().score),
            created: story.created,
            updated: story.updated(),
        }
    }

    /// The readiness as a mark: `✓`, or `✗ 2` for two things missing; nothing where it does not
    /// matter any more, or a draft only waits to be said ready.
    pub(super) fn mark(&self) -> Cow<'static, str> {
        match (self.status, self.missing.len()) {
            (Status::Ready, 0) => Cow::Borrowed("✓"),
            (Status::Draft | Status::Ready, n) if n > 0 => Cow::Owned(format!("✗ {n}")),
            _ => Cow::Borrowed(""),
        }
    }
}

/// Points as people read them: `?` while unestimated, `~4` where 4 is not on the scale.
pub(super) fn points(points: Option<Points>, backlog: &Backlog) -> String {
    match points {
        None => "?".to_owned(),
        Some(it) if backlog.product().scale.0.contains(&it) => it.to_string(),
        Some(it) => format!("~{it}"),
    }
}
