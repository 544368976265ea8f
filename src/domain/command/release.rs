//! Releases: planned, changed, shipped, taken away.
//! It never accepts a story because its release ships.

use chrono::NaiveDate;

use crate::domain::draft::Draft;
use crate::domain::epic::Epic;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::release::Release;
use crate::domain::setting;
use crate::domain::story::{Story, StoryId};

pub(super) fn add(
    draft: &mut Draft<'_>,
    name: &str,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut release = Release { id: draft.fresh(), ..Release::default() };
    setting::set_release(&mut release, Field::Name, name, draft.now())?;
    for (field, value) in values {
        setting::set_release(&mut release, *field, value, draft.now())?;
    }
    let label = format!("Added release “{}”", release.name);
    draft.add(release, Act::Added);
    Ok(label)
}

pub(super) fn set(
    draft: &mut Draft<'_>,
    id: Id<Release>,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut changed = held(draft, id)?;
    let name = changed.name.clone();
    for (field, value) in values {
        setting::set_release(&mut changed, *field, value, draft.now())?;
    }
    draft.alter(id, Act::Set, None, |release: &mut Release| *release = changed);
    let fields: Vec<&str> = values.iter().map(|(field, _)| field.word()).collect();
    Ok(format!("Set {} of release “{name}”", fields.join(", ")))
}

/// A release ships on a day that has come; only a day said in so many words corrects an earlier
/// one.
pub(super) fn ship(
    draft: &mut Draft<'_>,
    id: Id<Release>,
    on: Option<NaiveDate>,
) -> Result<String, Refusal> {
    let Release { name, released_on, .. } = held(draft, id)?;
    let today = draft.stamp().today();
    let day = on.unwrap_or(today);
    if let (Some(shipped), None) = (released_on, on) {
        return Err(Refusal::rule(format!(
            "release “{name}” shipped on {shipped} already: --on D corrects the day"
        )));
    }
    if day > today {
        return Err(Refusal::rule(format!(
            "release “{name}” cannot have shipped on {day}, which is still to come: give it target={day}"
        )));
    }
    let stories = draft.now().stories().iter();
    let left = stories
        .filter(|it| it.status.is_open())
        .filter(|it| draft.now().release_of(it).is_some_and(|release| release.id == id))
        .count();
    draft.alter(id, Act::Set, None, |release: &mut Release| release.released_on = Some(day));
    match left {
        0 => {}
        1 => draft.notice("1 of its stories is not accepted, and does not count as released"),
        n => draft
            .notice(format!("{n} of its stories are not accepted, and do not count as released")),
    }
    Ok(format!("Shipped release “{name}” on {day}"))
}

pub(super) fn remove(draft: &mut Draft<'_>, id: Id<Release>) -> Result<String, Refusal> {
    let name = held(draft, id)?.name;
    let now = draft.now();
    let stories: Vec<StoryId> =
        now.stories().iter().filter(|it| it.release == Some(id)).map(|it| it.id).collect();
    let epics: Vec<Id<Epic>> =
        now.epics().iter().filter(|it| it.release == Some(id)).map(|it| it.id).collect();
    for &story in &stories {
        draft.alter(story, Act::Set, None, |it: &mut Story| it.release = None);
        draft.about(story);
    }
    for &epic in &epics {
        draft.alter(epic, Act::Set, None, |it: &mut Epic| it.release = None);
    }
    draft.remove(id);
    let count = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let held = [count(stories.len(), "story", "stories"), count(epics.len(), "epic", "epics")];
    let held: Vec<String> = held.into_iter().flatten().collect();
    Ok(match held.as_slice() {
        [] => format!("Removed release “{name}”"),
        some => format!("Removed release “{name}” from {}", some.join(" and ")),
    })
}

fn held(draft: &Draft<'_>, id: Id<Release>) -> Result<Release, Refusal> {
    let release = draft.now().releases().get(id);
    release
        .map(|release| Release::clone(release))
        .ok_or_else(|| Refusal::usage("that release is not here any more"))
}
