//! Settling a value that two people wrote differently: one of the two stands, the conflict goes.
//! It never merges anything itself.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::backlog::Backlog;
use crate::domain::checkup;
use crate::domain::conflict::{Conflict, Noun, Raw, Side};
use crate::domain::draft::{Draft, Recorded};
use crate::domain::epic::Epic;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::merge::{Root, field_named};
use crate::domain::order;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::release::Release;
use crate::domain::spelling::{Difference, Told};
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};

pub(super) fn settle(
    draft: &mut Draft<'_>,
    conflicts: &[Id<Conflict>],
    side: Side,
) -> Result<String, Refusal> {
    let mut done = Vec::new();
    for id in conflicts {
        let Some(conflict) = draft.now().conflicts().get(*id).cloned() else {
            return Err(Refusal::usage("that conflict is settled already"));
        };
        done.push(called(&conflict, draft));
        if side == Side::Theirs {
            take(draft, &conflict);
        }
        draft.remove(*id);
    }
    if side == Side::Theirs {
        stays_sound(draft)?;
    }
    Ok(match done.as_slice() {
        [] => "Nothing to settle".to_owned(),
        [one] => format!("Settled {one}, {side} stands"),
        several => format!("Settled {} conflicts, {side} stands", several.len()),
    })
}

/// Puts the value that came in where the conflict says.
fn take(draft: &mut Draft<'_>, conflict: &Conflict) {
    let id = conflict.about;
    match conflict.of {
        Noun::Story => {
            take_in::<Story>(draft, Id::new(id), conflict);
            if conflict.path == "rank" {
                own_place(draft, Id::new(id));
            }
            draft.about(Id::new(id));
        }
        Noun::Sprint => take_in::<Sprint>(draft, Id::new(id), conflict),
        Noun::Epic => take_in::<Epic>(draft, Id::new(id), conflict),
        Noun::Release => take_in::<Release>(draft, Id::new(id), conflict),
        Noun::Person => take_in::<Person>(draft, Id::new(id), conflict),
        Noun::Idea => take_in::<Idea>(draft, Id::new(id), conflict),
        Noun::Product => {
            let held = draft.now().product().clone();
            if let Some((mut after, told)) = with_theirs(draft, &held, conflict) {
                after.history.insert(0, draft.entry(Act::Merged, None, told));
                draft.put_product(after);
            }
        }
        Noun::File => {
            let held = Root { extra: draft.now().extra().clone() };
            if let Some((after, _)) = with_theirs(draft, &held, conflict) {
                draft.put_extra(after.extra);
            }
        }
    }
}

/// Where another stands in the place a story came to, it stands behind that one.
fn own_place(draft: &mut Draft<'_>, id: StoryId) {
    let Some(story) = draft.now().story(id).cloned() else { return };
    let others = || draft.now().stories().iter().filter(|it| it.id != id).map(|it| &*it.rank);
    if others().any(|rank| rank == story.rank) {
        let below = others().filter(|rank| *rank > &*story.rank).min();
        if let Some(rank) = order::between(Some(&story.rank), below, order::Side::Above) {
            draft.put_rank(id, rank);
        }
    }
}

fn take_in<T: Recorded + Serialize + DeserializeOwned>(
    draft: &mut Draft<'_>,
    id: Id<T>,
    conflict: &Conflict,
) {
    let Some(held) = draft.held::<T>(id) else { return gone(draft, conflict) };
    if let Some((after, told)) = with_theirs(draft, &*held, conflict) {
        let line = draft.entry(Act::Merged, None, told);
        draft.change_quietly(id, |noun: &mut T| {
            *noun = after;
            noun.set_id(id);
            noun.history().insert(0, line);
        });
    }
}

/// The noun with the value that came in, and the change in words; none where it stands already,
/// or has no place any more.
fn with_theirs<T: Clone + PartialEq + Serialize + DeserializeOwned>(
    draft: &mut Draft<'_>,
    held: &T,
    conflict: &Conflict,
) -> Option<(T, Option<Difference>)> {
    let theirs = conflict.theirs.value.as_ref();
    let put = || {
        let text = serde_json::to_string(held).ok()?;
        let stands = conflict.value_in(&text);
        // Acts since then, a verdict among them, led to the state it is in: it is no side's.
        let mine = conflict.ours.value.as_ref().map(|Raw(value)| value.get());
        if conflict.is_pair() && stands.as_deref() != mine {
            return None;
        }
        let after = conflict.put_in(&text, theirs.map(|Raw(value)| value.get()))?;
        // Read back: what cannot be read is not put in. Neither side has its identity here.
        let [was, is] = [&text, &after].map(|it| serde_json::from_str::<T>(it).ok());
        Some((stands, was? != is.clone()?, is?))
    };
    let Some((stands, changes, after)) = put() else {
        gone(draft, conflict);
        return None;
    };
    if !changes {
        return None;
    }
    let stands = Conflict::default().claimed(stands, None).ours.value;
    let told = Told::of(conflict, draft.now());
    let (before, now) = (told.value(stands.as_ref()), told.value(theirs));
    let field = field_named(&conflict.path);
    Some((after, field.map(|field| Difference { field, before, after: now })))
}

fn gone(draft: &mut Draft<'_>, conflict: &Conflict) {
    let words = format!(
        "{}: what came in has no place any more, what stands stays",
        called(conflict, draft)
    );
    draft.notice(words);
}

fn called(conflict: &Conflict, draft: &Draft<'_>) -> String {
    let told = Told::of(conflict, draft.now());
    format!("{}: {}", told.what, told.field())
}

/// Refuses a value that does not fit with the rest any more: a sprint that is over or gone, a
/// second one that runs, a name that is taken.
fn stays_sound(draft: &Draft<'_>) -> Result<(), Refusal> {
    let known: HashSet<String> =
        checkup::findings(draft.before()).into_iter().map(|it| it.message).collect();
    let mut reasons: Vec<String> = checkup::findings(draft.now())
        .into_iter()
        // A place that two stories share is still one: there was no room for another.
        .filter(|it| it.rule != "rank")
        .map(|it| it.message)
        .filter(|message| !known.contains(message))
        .collect();
    reasons.extend(out_of_place(draft));
    let (was, now) = (names(draft.before()), names(draft.now()));
    reasons.extend(
        twice(&now)
            .filter(|name| !twice(&was).any(|it| it == *name))
            .map(|name| format!("{name} is there already")),
    );
    if reasons.is_empty() {
        return Ok(());
    }
    let message = "what came in does not fit any more: take ours, or write it anew";
    Err(Refusal::rule(message).with(reasons))
}

/// Stories that were put into a sprint that is over.
fn out_of_place(draft: &Draft<'_>) -> Vec<String> {
    let over = |story: &Story, backlog: &Backlog| {
        let sprint = backlog.sprint_of(story).filter(|_| story.status != Status::Accepted)?;
        let over = matches!(sprint.state, SprintState::Closed | SprintState::Cancelled);
        over.then_some(sprint.number)
    };
    let now = draft.now();
    let moved = now.stories().iter().filter(|story| {
        let was = draft.before().story(story.id);
        was.is_none_or(|was| (was.sprint, was.status) != (story.sprint, story.status))
    });
    let found = moved.filter_map(|story| Some((story.number, over(story, now)?)));
    found.map(|(story, sprint)| format!("#{story}: sprint {sprint} is over")).collect()
}

/// What no two may be called, in one order.
fn names(backlog: &Backlog) -> Vec<String> {
    let epics = backlog.epics().iter().map(|it| format!("epic “{}”", it.title.to_lowercase()));
    let people =
        backlog.people().iter().map(|it| format!("somebody called “{}”", it.name.to_lowercase()));
    let releases =
        backlog.releases().iter().map(|it| format!("release “{}”", it.name.to_lowercase()));
    let mut names: Vec<String> = epics.chain(people).chain(releases).collect();
    names.sort_unstable();
    names
}

fn twice(names: &[String]) -> impl Iterator<Item = &String> {
    names.windows(2).filter_map(|pair| match pair {
        [one, other] if one == other => Some(one),
        _ => None,
    })
}
