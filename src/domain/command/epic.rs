//! Epics: put on the roadmap, changed, moved, taken away.

use super::EpicPlace;
use crate::domain::draft::Draft;
use crate::domain::epic::Epic;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::order::{self, Side};
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::spelling::Difference;
use crate::domain::story::{Story, StoryId};

pub(super) fn add(
    draft: &mut Draft<'_>,
    title: &str,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut epic = Epic { id: draft.fresh(), ..Epic::default() };
    setting::set_epic(&mut epic, Field::Title, title, draft.now())?;
    for (field, value) in values {
        setting::set_epic(&mut epic, *field, value, draft.now())?;
    }
    epic.rank = last_rank(draft);
    let label = format!("Added epic “{}”", epic.title);
    draft.add(epic, Act::Added);
    Ok(label)
}

/// A rank below every epic.
pub(super) fn last_rank(draft: &Draft<'_>) -> String {
    let last = draft.now().epics().iter().map(|epic| epic.rank.as_str()).max();
    order::between(last, None, Side::Above)
        .or_else(|| order::between(None, None, Side::Above))
        .unwrap_or_default()
}

pub(super) fn set(
    draft: &mut Draft<'_>,
    id: Id<Epic>,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut changed = held(draft, id)?;
    let title = changed.title.clone();
    for (field, value) in values {
        setting::set_epic(&mut changed, *field, value, draft.now())?;
    }
    draft.alter(id, Act::Set, None, |epic: &mut Epic| *epic = changed);
    let fields: Vec<&str> = values.iter().map(|(field, _)| field.word()).collect();
    Ok(format!("Set {} of epic “{title}”", fields.join(", ")))
}

pub(super) fn shift(
    draft: &mut Draft<'_>,
    id: Id<Epic>,
    place: EpicPlace,
) -> Result<String, Refusal> {
    let title = held(draft, id)?.title;
    let epics = draft.now().epics_in_order();
    let was = epics.iter().position(|epic| epic.id == id);
    let stay: Vec<(Id<Epic>, String)> = epics
        .iter()
        .filter(|epic| epic.id != id)
        .map(|epic| (epic.id, epic.rank.clone()))
        .collect();
    let find = |other: Id<Epic>| {
        let at = stay.iter().position(|(it, _)| *it == other);
        at.ok_or_else(|| Refusal::usage("an epic cannot be moved next to itself"))
    };
    let (at, side) = match place {
        EpicPlace::Top => (0, Side::Below),
        EpicPlace::Bottom => (stay.len(), Side::Above),
        EpicPlace::Before(other) => (find(other)?, Side::Below),
        EpicPlace::After(other) => (find(other)? + 1, Side::Above),
    };
    if was == Some(at) {
        return Ok(format!("Epic “{title}” stands there already"));
    }
    let rank = |at: Option<usize>| at.and_then(|at| stay.get(at)).map(|(_, rank)| rank.as_str());
    let key = order::between(rank(at.checked_sub(1)), rank(Some(at)), side);
    let Some(key) = key else { return Err(Refusal::rule("the epics have no room between them")) };
    let said = |at: usize| Some((at + 1).to_string());
    let places = Difference { field: Field::Rank, before: was.and_then(said), after: said(at) };
    let entry = draft.entry(Act::Moved, None, Some(places));
    draft.change_quietly(id, |it: &mut Epic| {
        it.rank = key;
        it.history.insert(0, entry);
    });
    Ok(format!("Moved epic “{title}” to {}", at + 1))
}

pub(super) fn remove(draft: &mut Draft<'_>, id: Id<Epic>) -> Result<String, Refusal> {
    let title = held(draft, id)?.title;
    let serving: Vec<StoryId> = draft
        .now()
        .stories()
        .iter()
        .filter(|story| story.epic == Some(id))
        .map(|story| story.id)
        .collect();
    for &story in &serving {
        draft.alter(story, Act::Set, None, |it: &mut Story| it.epic = None);
        draft.about(story);
    }
    draft.remove(id);
    Ok(match serving.len() {
        0 => format!("Removed epic “{title}”"),
        n => format!("Removed epic “{title}” from {n} stories"),
    })
}

fn held(draft: &Draft<'_>, id: Id<Epic>) -> Result<Epic, Refusal> {
    let epic = draft.now().epics().get(id);
    epic.map(|epic| Epic::clone(epic))
        .ok_or_else(|| Refusal::usage("that epic is not here any more"))
}
