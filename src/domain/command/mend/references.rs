//! Names of what is not here: taken away wherever they stand, and a story's waiting for itself.
//! It never takes away what they stood in.

use super::WHY;
use crate::domain::backlog::Backlog;
use crate::domain::draft::{Draft, Recorded};
use crate::domain::epic::Epic;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::spelling::Difference;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;
use crate::domain::table::{Entity, Table};

/// What was taken away: of which field, and what stood there.
type Lost = (Field, String);

pub(super) fn mend(draft: &mut Draft<'_>) {
    let held = draft.now().clone();
    each(draft, held.stories(), |it| of_story(it, &held));
    each(draft, held.epics(), |it| of_epic(it, &held));
    each(draft, held.sprints(), |it| of_sprint(it, &held));
    each(draft, held.ideas(), |it| of_idea(it, &held));
}

/// Takes away what is lost of every entity, with a line of history for each.
fn each<T: Recorded>(
    draft: &mut Draft<'_>,
    table: &Table<T>,
    take_away: impl Fn(&mut T) -> Vec<Lost>,
) {
    for entity in table {
        let mut after = T::clone(entity);
        for (field, before) in take_away(&mut after) {
            let line = Difference { field, before: Some(before), after: None };
            let line = draft.entry(Act::Set, WHY, Some(line));
            after.history().insert(0, line);
        }
        if after != **entity {
            draft.change_quietly(entity.id(), |it| *it = after);
        }
    }
}

/// Clears a reference to what is not in the table.
fn clear<T: Entity + Clone>(
    held: &mut Option<Id<T>>,
    table: &Table<T>,
    field: Field,
    lost: &mut Vec<Lost>,
) {
    if let Some(id) = held.take_if(|id| table.get(*id).is_none()) {
        lost.push((field, id.to_string()));
    }
}

fn of_story(story: &mut Story, held: &Backlog) -> Vec<Lost> {
    let mut lost = Vec::new();
    clear(&mut story.epic, held.epics(), Field::Epic, &mut lost);
    clear(&mut story.sprint, held.sprints(), Field::Sprint, &mut lost);
    clear(&mut story.release, held.releases(), Field::Release, &mut lost);
    clear(&mut story.split_from, held.stories(), Field::SplitFrom, &mut lost);
    let (own, number) = (story.id, story.number);
    story.depends_on.retain(|id| {
        let stays = *id != own && held.story(*id).is_some();
        if !stays {
            let said = if *id == own { format!("#{number}") } else { id.to_string() };
            lost.push((Field::DependsOn, said));
        }
        stays
    });
    story.links.retain(|link| {
        let stays = held.story(link.to).is_some();
        if !stays {
            lost.push((Field::Links, link.to.to_string()));
        }
        stays
    });
    lost
}

fn of_epic(epic: &mut Epic, held: &Backlog) -> Vec<Lost> {
    let mut lost = Vec::new();
    clear(&mut epic.release, held.releases(), Field::Release, &mut lost);
    lost
}

fn of_sprint(sprint: &mut Sprint, held: &Backlog) -> Vec<Lost> {
    let mut lost = Vec::new();
    sprint.people.retain(|it| {
        let stays = held.people().get(it.person).is_some();
        if !stays {
            lost.push((Field::People, it.person.to_string()));
        }
        stays
    });
    lost
}

fn of_idea(idea: &mut Idea, held: &Backlog) -> Vec<Lost> {
    let mut lost = Vec::new();
    idea.stories.retain(|id| {
        let stays = held.story(*id).is_some();
        if !stays {
            lost.push((Field::Stories, id.to_string()));
        }
        stays
    });
    lost
}
