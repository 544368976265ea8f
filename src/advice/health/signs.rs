//! What can be told of stories without comparing their texts: unready ones near the top, blocked,
//! oversize, stale, serving no epic, above what they wait for. It changes none of them.

use chrono::NaiveDate;

use super::Trouble;
use crate::advice::wording::Hash;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::{self, Finding};
use crate::domain::finding_id;
use crate::domain::ready;
use crate::domain::story::{Status, Story};
use crate::figures::{growth, inversions, standing};

/// A finding about one story. Its id stays while its words do, whatever the number.
fn finding(trouble: Trouble, story: &Story, words: Vec<String>, message: String) -> Finding {
    let rule = trouble.rule();
    let hash = Hash::of(&words);
    let id = finding_id::own(rule, story.id, hash);
    Finding { id, story: Some(story.number), rule, words, message, mendable: false }
}

/// The stories of the next two sprints that are not ready; without a velocity, those among the
/// first ten in no sprint.
pub(super) fn unready(backlog: &Backlog, found: &mut Vec<Finding>) {
    let (stories, ahead) = standing::unready(backlog);
    let near = if ahead { "comes in the next two sprints" } else { "is near the top" };
    for story in stories.into_iter().filter_map(|id| backlog.story(id)) {
        let n = story.number;
        let missing = ready::missing_uncovered(story, backlog);
        let words: Vec<String> = missing.into_iter().map(|it| it.words).collect();
        let message = if words.is_empty() {
            format!("#{n} {near}, and nothing is missing: upnext ready {n}")
        } else {
            format!("#{n} {near}, and lacks: {}: upnext show {n}", words.join(", "))
        };
        found.push(finding(Trouble::Unready, story, words, message));
    }
}

/// What every open story is looked at for.
pub(super) fn in_each(backlog: &Backlog, today: NaiveDate, found: &mut Vec<Finding>) {
    let epics = !backlog.epics().is_empty();
    for story in backlog.open() {
        let n = story.number;
        found.extend(blocked(story, today));
        found.extend(oversize(story, backlog));
        if epics && story.epic.is_none() {
            let message = format!("#{n} serves no epic: upnext set {n} epic=NAME");
            found.push(finding(Trouble::NoEpic, story, Vec::new(), message));
        }
    }
    for story in growth::stale(backlog, today) {
        let (n, days) = (story.number, growth::untouched(story, today));
        // Waived until somebody touches it: then it may grow stale anew.
        let words = vec![growth::touched(story).day().to_string()];
        let message = format!(
            "#{n} is untouched for {days} days: upnext edit {n}, or upnext drop {n} --reason \"…\""
        );
        found.push(finding(Trouble::Stale, story, words, message));
    }
}

fn blocked(story: &Story, today: NaiveDate) -> Option<Finding> {
    let (it, n) = (story.impediment.as_ref()?, story.number);
    let days = match standing::age(it.since, today) {
        1 => "since today".to_owned(),
        days => format!("for {days} days"),
    };
    let message = format!("#{n} is blocked {days}, by “{}”: upnext unblock {n}", it.reason);
    Some(finding(Trouble::Blocked, story, vec![it.reason.clone()], message))
}

/// Above the largest size that can be ready. What the team works on already is not split any more.
fn oversize(story: &Story, backlog: &Backlog) -> Option<Finding> {
    let (largest, n) = (backlog.product().largest.0, story.number);
    let waits = matches!(story.status, Status::Draft | Status::Ready);
    let points = story.points.filter(|points| waits && *points > largest)?;
    let message = format!("#{n} has {points} points, above {largest}: upnext split {n}");
    Some(finding(Trouble::Oversize, story, vec![format!("{points} points")], message))
}

/// Stories above one they depend on.
pub(super) fn inversions(backlog: &Backlog, found: &mut Vec<Finding>) {
    for it in inversions::of(backlog) {
        let (Some(story), Some(on)) = (backlog.story(it.story), backlog.story(it.on)) else {
            continue;
        };
        let (n, m, gap) = (story.number, on.number, it.gap());
        let places = if gap == 1 { "1 place".to_owned() } else { format!("{gap} places") };
        let message = format!(
            "#{n} stands {places} above #{m} “{}”, which it depends on: upnext move {m} --before {n}",
            on.title
        );
        found.push(Finding {
            id: finding_id::ordered(Trouble::Inversion.rule(), it.story, it.on),
            story: Some(n),
            rule: Trouble::Inversion.rule(),
            words: vec![format!("#{m}")],
            message,
            mendable: false,
        });
    }
}

/// Circles, named by the stories in them, so that one that is left leaves no other one out.
pub(super) fn circles(backlog: &Backlog, found: &mut Vec<Finding>) {
    for circle in checkup::circles_of(backlog) {
        let first = circle.story.and_then(|number| backlog.numbered(number));
        let Some(first) = first else { continue };
        let Finding { words, message, .. } = circle;
        found.push(finding(Trouble::Circle, first, words, message));
    }
}
