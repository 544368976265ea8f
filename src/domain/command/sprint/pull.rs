//! Stories that come into a sprint and go back out of it.
//! It never touches a rank, and a state only where work that began goes back to the backlog.

use std::sync::Arc;

use super::super::state::each;
use super::super::story::said;
use super::scope::{self, Gone};
use super::to_fill;
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::plan::{self, Concern};
use crate::domain::ready::{self, Rule};
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::{Direction, Sprint, SprintState};
use crate::domain::story::{Override, Status, Story, StoryId};

/// What comes in, where, and what for.
pub(in super::super) struct Pull<'a> {
    pub(in super::super) stories: &'a [StoryId],
    pub(in super::super) into: Option<Id<Sprint>>,
    pub(in super::super) reason: Option<&'a str>,
    pub(in super::super) overriding: Option<&'a str>,
    pub(in super::super) instead_of: &'a [StoryId],
}

pub(in super::super) fn pull(draft: &mut Draft<'_>, it: &Pull<'_>) -> Result<String, Refusal> {
    let sprint = to_fill(draft, it.into)?;
    let reason = it.reason.map(|it| setting::one_line("a reason", it)).transpose()?;
    let overriding = it.overriding.map(|it| setting::one_line("a reason", it)).transpose()?;
    each(draft, it.stories, |draft, story| may_come(draft, story, &sprint))?;
    let outside =
        |id: &StoryId| draft.now().story(*id).is_some_and(|story| story.sprint != Some(sprint.id));
    let mut coming: Vec<StoryId> = Vec::new();
    for id in it.stories.iter().copied().filter(outside) {
        if !coming.contains(&id) {
            coming.push(id);
        }
    }
    each(draft, it.instead_of, |_, story| may_go(story, &sprint, it.stories))?;
    if coming.is_empty() {
        return match it.instead_of {
            [] => Ok(format!("{} in sprint {}", said(draft.now(), it.stories), sprint.number)),
            out => Err(Refusal::rule(format!(
                "nothing comes in for {}: upnext sprint put-back takes it out alone",
                said(draft.now(), out)
            ))),
        };
    }
    needs_reason(&sprint, reason.as_deref(), "in")?;
    for (at, id) in it.instead_of.iter().enumerate() {
        let story = draft.story(*id)?;
        let traded_for = partner(at, it.instead_of.len(), &coming);
        leave(draft, &story, &sprint, reason.as_deref(), traded_for);
    }
    let against = against(draft, &coming, &sprint);
    unless_overridden(draft, &against, overriding.as_deref())?;
    for (at, held) in against.into_iter().enumerate() {
        let traded_for = partner(at, coming.len(), it.instead_of);
        let why = (reason.as_deref(), overriding.as_deref());
        come(draft, &held, &sprint, why, traded_for)?;
    }
    let label = format!("Pulled {} into sprint {}", said(draft.now(), &coming), sprint.number);
    Ok(match it.instead_of {
        [] => label,
        out => format!("{label} for {}", said(draft.now(), out)),
    })
}

/// Whom a story is traded for: its opposite where there are as many, else the first.
fn partner(at: usize, of: usize, others: &[StoryId]) -> Option<StoryId> {
    if of == others.len() { others.get(at) } else { others.first() }.copied()
}

fn may_come(draft: &Draft<'_>, story: &Story, sprint: &Sprint) -> Result<(), Refusal> {
    let number = story.number;
    let elsewhere = draft.now().sprint_of(story).filter(|held| held.id != sprint.id);
    match (story.status, elsewhere) {
        (Status::Accepted, _) if story.sprint == Some(sprint.id) => Ok(()),
        (Status::Accepted, _) => Err(Refusal::rule(format!(
            "#{number} is accepted, and there is nothing left to do: upnext follow-up {number} TITLE \
             writes down what else is wanted"
        ))),
        (Status::Dropped, _) => Err(Refusal::rule(format!(
            "#{number} is dropped: upnext restore {number} takes it up again first"
        ))),
        (_, Some(held)) if held.state == SprintState::Active => Err(Refusal::rule(format!(
            "#{number} is in sprint {}, which is active: put it back first, with upnext sprint \
             put-back {number} --reason R",
            held.number
        ))),
        _ => Ok(()),
    }
}

/// A story goes out for another where it is in that sprint, and its work is not done.
fn may_go(story: &Story, sprint: &Sprint, coming: &[StoryId]) -> Result<(), Refusal> {
    let number = story.number;
    if coming.contains(&story.id) {
        return Err(Refusal::usage(format!("#{number} cannot come in and go out at once")));
    }
    if story.sprint != Some(sprint.id) {
        return Err(Refusal::rule(format!(
            "#{number} is not in sprint {0}: only a story of sprint {0} goes out for another",
            sprint.number
        )));
    }
    unaccepted(story, sprint)
}

fn unaccepted(story: &Story, sprint: &Sprint) -> Result<(), Refusal> {
    if story.status == Status::Accepted {
        return Err(Refusal::rule(format!(
            "#{} is accepted: it stays in sprint {}, where it was accepted",
            story.number, sprint.number
        )));
    }
    Ok(())
}

/// What was agreed at the start changes for a reason only.
fn needs_reason(sprint: &Sprint, reason: Option<&str>, way: &str) -> Result<(), Refusal> {
    if sprint.state == SprintState::Active && reason.is_none() {
        return Err(Refusal::rule(format!(
            "sprint {} is running: say with --reason why this goes {way}",
            sprint.number
        )));
    }
    Ok(())
}

/// What speaks against a story, and the rules of readiness it breaks.
struct Against {
    story: StoryId,
    concerns: Vec<Concern>,
    rules: Vec<Rule>,
}

/// Looked at as if all of them were in the sprint: what they wait for may come in with them.
fn against(draft: &mut Draft<'_>, coming: &[StoryId], sprint: &Sprint) -> Vec<Against> {
    let held = |id: &StoryId| draft.now().story(*id).cloned();
    let were: Vec<Arc<Story>> = coming.iter().filter_map(held).collect();
    for story in &were {
        draft.change_quietly(story.id, |it: &mut Story| it.sprint = Some(sprint.id));
    }
    let now = draft.now();
    let of = |story: &Arc<Story>| {
        let inside = now.story(story.id)?;
        let mut rules: Vec<Rule> = ready::missing(inside, now).iter().map(|it| it.rule).collect();
        rules.dedup();
        Some(Against { story: story.id, concerns: plan::concerns(inside, sprint, now), rules })
    };
    let found = were.iter().filter_map(of).collect();
    for story in &were {
        draft.change_quietly(story.id, |it: &mut Story| it.sprint = story.sprint);
    }
    found
}

fn unless_overridden(
    draft: &Draft<'_>,
    against: &[Against],
    overriding: Option<&str>,
) -> Result<(), Refusal> {
    let doubtful: Vec<&Against> = against.iter().filter(|it| !it.concerns.is_empty()).collect();
    let way = "with --override REASON it is pulled all the same";
    let words = |it: &Against| it.concerns.iter().map(ToString::to_string).collect::<Vec<_>>();
    let number = |it: &Against| draft.story(it.story).map(|story| story.number);
    match (overriding, doubtful.as_slice()) {
        (Some(_), _) | (None, []) => Ok(()),
        (None, [only]) => {
            let message = format!("something speaks against #{}: {way}", number(only)?);
            Err(Refusal::rule(message).with(words(only)))
        }
        (None, several) => {
            let message = format!("something speaks against {} of these: {way}", several.len());
            let line = |it: &&Against| Ok(format!("#{}: {}", number(it)?, words(it).join("; ")));
            let lines: Vec<String> = several.iter().map(line).collect::<Result<_, Refusal>>()?;
            Err(Refusal::rule(message).with(lines))
        }
    }
}

/// Puts one story in, with the reasons for it.
fn come(
    draft: &mut Draft<'_>,
    held: &Against,
    sprint: &Sprint,
    (reason, overriding): (Option<&str>, Option<&str>),
    traded_for: Option<StoryId>,
) -> Result<(), Refusal> {
    let story = draft.story(held.story)?;
    let overriding = overriding.filter(|_| !held.concerns.is_empty());
    let stamp = draft.stamp();
    let kept = overriding.map(|reason| Override {
        at: stamp.at,
        by: stamp.by.clone(),
        reason: reason.to_owned(),
        rules: held.rules.clone(),
        ..Override::default()
    });
    let mut whole: Vec<&str> = overriding.into_iter().chain(reason).collect();
    // One reason may stand for both.
    whole.dedup();
    let whole = (!whole.is_empty()).then(|| whole.join("; "));
    draft.alter(story.id, Act::Pulled, whole.as_deref(), |it: &mut Story| {
        it.sprint = Some(sprint.id);
        it.pull_override = kept;
    });
    let reason = reason.unwrap_or_default();
    let gone = Gone { story: &story, direction: Direction::In, reason, traded_for };
    scope::tell(draft, sprint.id, &gone);
    Ok(())
}

pub(in super::super) fn put_back(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    reason: Option<&str>,
) -> Result<String, Refusal> {
    let reason = reason.map(|it| setting::one_line("a reason", it)).transpose()?;
    each(draft, stories, |draft, story| {
        // What is in no sprint is back already.
        let Some(sprint) = draft.now().sprint_of(story).cloned() else { return Ok(()) };
        unaccepted(story, &sprint)?;
        if !matches!(sprint.state, SprintState::Planned | SprintState::Active) {
            return Err(Refusal::rule(format!(
                "#{} belongs to sprint {}, which is {}: what it came to does not change",
                story.number, sprint.number, sprint.state
            )));
        }
        needs_reason(&sprint, reason.as_deref(), "out")?;
        leave(draft, story, &sprint, reason.as_deref(), None);
        Ok(())
    })?;
    Ok(format!("Put {} back", said(draft.now(), stories)))
}

/// Takes a story out; work that began is ready again.
fn leave(
    draft: &mut Draft<'_>,
    story: &Story,
    sprint: &Sprint,
    reason: Option<&str>,
    traded_for: Option<StoryId>,
) {
    draft.alter(story.id, Act::PutBack, reason, out_of_sprint);
    let reason = reason.unwrap_or_default();
    let gone = Gone { story, direction: Direction::Out, reason, traded_for };
    scope::tell(draft, sprint.id, &gone);
}

/// What a story is without its sprint.
pub(super) fn out_of_sprint(story: &mut Story) {
    story.sprint = None;
    story.pull_override = None;
    if story.status == Status::Doing {
        story.status = Status::Ready;
    }
}
