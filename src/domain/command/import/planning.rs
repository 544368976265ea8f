//! Sprints of another tool: their states follow from the states of their stories.

use std::collections::{BTreeMap, HashMap};

use crate::domain::draft::Draft;
use crate::domain::fields::{Cell, Fields};
use crate::domain::history::Act;
use crate::domain::import::{Import, ImportedStory};
use crate::domain::sprint::{Part, Record, Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story};

/// Makes the sprints the rows name, and puts the stories in.
///
/// A sprint whose stories are all accepted becomes closed, with a record marked `imported`. The
/// last one with open stories becomes active if none is. An earlier one with open stories is over
/// too: they leave it, and its name stays in their `fields`.
pub(super) fn take_sprints(
    draft: &mut Draft<'_>,
    import: &Import,
    rows: &[&ImportedStory],
    stories: &mut [Story],
) {
    let mut held = already_here(draft, import);
    let mut by_name: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let name = row.sprint.as_ref();
        if let Some(place) = name.and_then(|name| import.sprints.iter().position(|it| it == name)) {
            by_name.entry(place).or_default().push(index);
        }
    }
    let open = |indexes: &[usize], stories: &[Story]| {
        let story = |index: &usize| stories.get(*index).is_some_and(|it| it.status.is_open());
        indexes.iter().any(story)
    };
    let free = draft.now().sprint_in(SprintState::Active).is_none();
    let last_open =
        by_name.iter().filter(|(_, rows)| open(rows, stories)).map(|(place, _)| *place).next_back();
    let mut number = 1 + draft.now().sprints().iter().map(|it| it.number).max().unwrap_or(0);
    for (place, indexes) in by_name {
        let Some(name) = import.sprints.get(place) else { continue };
        if let Some(sprint) = held.remove(name) {
            put_in_held(draft, &sprint, &indexes, stories);
            continue;
        }
        let mut sprint = Sprint { id: draft.fresh(), number, ..Sprint::default() };
        number += 1;
        sprint.fields.put(import.sprint_field.clone(), Cell::One(name.clone()));
        sprint.state = match (open(&indexes, stories), last_open == Some(place) && free) {
            (true, true) => SprintState::Active,
            _ => SprintState::Closed,
        };
        fill(draft, &mut sprint, name, import, &indexes, stories);
        draft.add(sprint, Act::Imported);
    }
}

/// Sprints of an earlier import, by their name in the other tool.
fn already_here(draft: &Draft<'_>, import: &Import) -> HashMap<String, Sprint> {
    let name = |sprint: &Sprint| sprint.fields.text(&import.sprint_field).map(str::to_owned);
    let all = draft.now().sprints().iter();
    all.filter_map(|sprint| Some((name(sprint)?, Sprint::clone(sprint)))).collect()
}

/// A closed record never changes: only a running or planned sprint takes more stories.
fn put_in_held(draft: &mut Draft<'_>, sprint: &Sprint, indexes: &[usize], stories: &mut [Story]) {
    let running = matches!(sprint.state, SprintState::Active | SprintState::Planned);
    for index in indexes {
        let Some(story) = stories.get_mut(*index) else { continue };
        if running {
            story.sprint = Some(sprint.id);
        } else {
            draft.notice(format!(
                "#{}: sprint {} is {}, so it is in no sprint",
                story.number, sprint.number, sprint.state
            ));
        }
    }
}

fn fill(
    draft: &mut Draft<'_>,
    sprint: &mut Sprint,
    name: &str,
    import: &Import,
    indexes: &[usize],
    stories: &mut [Story],
) {
    let mut accepted = Part::default();
    let mut latest: Option<Moment> = None;
    for index in indexes {
        let Some(story) = stories.get_mut(*index) else { continue };
        let stays = sprint.state == SprintState::Active || !story.status.is_open();
        if stays && story.status != Status::Dropped {
            story.sprint = Some(sprint.id);
        } else {
            leave(draft, sprint.number, name, import, story);
        }
        if story.status == Status::Accepted {
            accepted.points = accepted.points + story.points.unwrap_or_default();
            accepted.stories.insert(story.id);
            latest = latest.max(Some(story.updated()));
        }
    }
    if sprint.state == SprintState::Closed {
        let at = latest.unwrap_or(draft.stamp().at);
        sprint.record = Some(Record { at, accepted, imported: true, ..Record::default() });
    }
}

fn leave(draft: &mut Draft<'_>, number: u32, name: &str, import: &Import, story: &mut Story) {
    if story.fields.get(&import.sprint_field).is_none() {
        Fields::put(&mut story.fields, import.sprint_field.clone(), Cell::One(name.to_owned()));
    }
    draft.notice(format!("#{}: sprint {number} is over, so it is in no sprint", story.number));
}
