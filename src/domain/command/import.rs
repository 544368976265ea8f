//! Taking what another tool held, whole or not at all. It knows keys and names, no tool.

mod linking;
mod planning;

use std::collections::HashMap;

use super::{Place, epic, place};
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::draft::Draft;
use crate::domain::epic::Epic;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::import::{
    Import, ImportedCriterion, ImportedNote, ImportedState, ImportedStory, Preview,
};
use crate::domain::person::Person;
use crate::domain::ready;
use crate::domain::refusal::Refusal;
use crate::domain::setting::{self, same_name};
use crate::domain::spelling::Difference;
use crate::domain::story::{Note, Status, Story, StoryId};
use crate::domain::{field::Field, narrative};

/// What was taken so far, by the other tool's keys.
#[derive(Default)]
struct Taken {
    epics: HashMap<String, Id<Epic>>,
    stories: HashMap<String, StoryId>,
}

pub(super) fn take(draft: &mut Draft<'_>, import: &Import) -> Result<String, Refusal> {
    let preview = Preview::of(import, draft.now());
    if let Some(first) = preview.refused.first() {
        let refusal = Refusal::usage(format!("line {}: {}", first.line, first.reason));
        let rest = preview.refused.iter().skip(1);
        return Err(refusal.with(rest.map(|row| format!("line {}: {}", row.line, row.reason))));
    }
    let mut taken = Taken::default();
    take_people(draft, import);
    take_epics(draft, import, &mut taken);
    let new: Vec<&ImportedStory> =
        import.stories.iter().filter(|row| preview.is_new(row)).collect();
    let mut stories = take_stories(draft, import, &new, &mut taken)?;
    linking::link(draft, &new, &mut stories, &taken.stories);
    planning::take_sprints(draft, import, &new, &mut stories);
    let ids: Vec<StoryId> = stories.iter().map(|story| story.id).collect();
    draft.add_with_history(stories);
    settle_states(draft, &new, &ids);
    let done =
        ids.iter().filter(|id| draft.now().story(**id).is_some_and(|it| !it.status.is_open()));
    let done = done.count();
    if done > 0 {
        draft.notice(format!(
            "{done} of them are done and not among the open ones: status:accepted finds them"
        ));
    }
    draft.about_all(ids.into_iter());
    Ok(format!("Imported {} stories from {}", new.len(), import.source))
}

fn take_people(draft: &mut Draft<'_>, import: &Import) {
    for name in &import.people {
        if !draft.now().people().iter().any(|person| same_name(&person.name, name)) {
            let person = Person { id: draft.fresh(), name: name.clone(), ..Person::default() };
            draft.add(person, Act::Imported);
        }
    }
}

fn take_epics(draft: &mut Draft<'_>, import: &Import, taken: &mut Taken) {
    for row in &import.epics {
        let id = epic_called(draft, &row.title).unwrap_or_else(|| {
            let epic = Epic {
                id: draft.fresh(),
                title: row.title.clone(),
                outcome: row.outcome.clone(),
                rank: epic::last_rank(draft),
                fields: row.fields.clone(),
                ..Epic::default()
            };
            let id = epic.id;
            draft.add(epic, Act::Imported);
            id
        });
        taken.epics.insert(row.key.clone(), id);
    }
}

fn epic_called(draft: &Draft<'_>, title: &str) -> Option<Id<Epic>> {
    draft.now().epics().iter().find(|epic| same_name(&epic.title, title)).map(|epic| epic.id)
}

/// The epic a row names by key or title; one that is only a title is made.
fn epic_of(draft: &mut Draft<'_>, name: &str, taken: &Taken) -> Id<Epic> {
    let held = taken.epics.get(name).copied().or_else(|| epic_called(draft, name));
    held.unwrap_or_else(|| {
        let rank = epic::last_rank(draft);
        let epic = Epic { id: draft.fresh(), title: name.to_owned(), rank, ..Epic::default() };
        let id = epic.id;
        draft.add(epic, Act::Imported);
        id
    })
}

fn take_stories(
    draft: &mut Draft<'_>,
    import: &Import,
    new: &[&ImportedStory],
    taken: &mut Taken,
) -> Result<Vec<Story>, Refusal> {
    for story in draft.now().stories() {
        if let Some(key) = story.fields.text(&import.key_field) {
            taken.stories.insert(key.to_owned(), story.id);
        }
    }
    let first = draft.now().next_number();
    let ranks = place::room(draft, Place::Bottom, &[], new.len())?;
    let mut stories = Vec::with_capacity(new.len());
    for ((row, rank), number) in new.iter().zip(ranks).zip(first..) {
        let epic = row.epic.as_deref().map(|name| epic_of(draft, name, taken));
        let mut story = written(draft, row, import);
        (story.number, story.rank, story.epic) = (number, rank, epic);
        for (field, value) in &row.values {
            setting::set_story(&mut story, *field, value, draft.now())?;
        }
        if let Some(key) = &row.key {
            taken.stories.insert(key.clone(), story.id);
        }
        stories.push(story);
    }
    Ok(stories)
}

fn written(draft: &mut Draft<'_>, row: &ImportedStory, import: &Import) -> Story {
    let mut story = Story {
        id: draft.fresh(),
        kind: row.kind,
        title: row.title.clone(),
        status: match row.state {
            ImportedState::ToDo => Status::Draft,
            ImportedState::Known(status) => status,
        },
        points: row.points,
        role: row.role.clone(),
        want: row.want.clone(),
        benefit: row.benefit.clone(),
        description: row.description.clone(),
        tags: row.tags.iter().cloned().collect(),
        skills: row.skills.iter().cloned().collect(),
        requester: row.requester.clone(),
        assignee: row.assignee.clone(),
        fields: row.fields.clone(),
        created: row.created.unwrap_or(draft.stamp().at),
        ..Story::default()
    };
    if story.role.is_empty()
        && story.want.is_empty()
        && let Some(it) = narrative::split(&story.title)
    {
        (story.role, story.want, story.benefit) = (it.role, it.want, it.benefit);
    }
    story.criteria = row.criteria.iter().map(|it| criterion(draft, it)).collect();
    story.notes = row.notes.iter().map(|it| note(draft, it, row)).collect();
    story.history = history(draft, row, &story, import);
    story
}

fn criterion(draft: &mut Draft<'_>, row: &ImportedCriterion) -> Criterion {
    Criterion {
        id: draft.fresh(),
        text: row.text.clone(),
        given: row.given.clone(),
        when: row.when.clone(),
        then: row.then.clone(),
        result: if row.met { Judgement::Met } else { Judgement::Unjudged },
        ..Criterion::default()
    }
}

fn note(draft: &mut Draft<'_>, row: &ImportedNote, story: &ImportedStory) -> Note {
    let at = row.at.or(story.created).unwrap_or(draft.stamp().at);
    Note { id: draft.fresh(), at, by: row.by.clone(), text: row.text.clone(), ..Note::default() }
}

/// One line for the import, dated as the other tool dated the last change, and one for the day
/// the work was done, so that lead times can be told.
fn history(draft: &Draft<'_>, row: &ImportedStory, story: &Story, import: &Import) -> Vec<Entry> {
    let day = draft.stamp().today();
    let mut taken = draft.entry(Act::Imported, None, None);
    taken.reason = Some(format!("from {} by {} on {day}", import.source, taken.by));
    if let Some(updated) = row.updated {
        // What the other tool dated, it did; nobody here was there.
        (taken.at, taken.by) = (updated, import.source.clone());
    }
    let mut history = vec![taken];
    if let Some(resolved) = row.resolved.filter(|_| story.status == Status::Accepted) {
        let state = Difference {
            field: Field::Status,
            before: None,
            after: Some(story.status.word().to_owned()),
        };
        let mut done = draft.entry(Act::Imported, None, Some(state));
        (done.at, done.by) = (resolved, import.source.clone());
        history.push(done);
    }
    history.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    history
}

/// What was not begun is ready if nothing is missing; that shows only once all are here.
fn settle_states(draft: &mut Draft<'_>, new: &[&ImportedStory], ids: &[StoryId]) {
    for (_, &id) in new.iter().zip(ids).filter(|(row, _)| row.state == ImportedState::ToDo) {
        let complete =
            draft.now().story(id).is_some_and(|it| ready::missing(it, draft.now()).is_empty());
        if complete {
            draft.change_quietly(id, |story| story.status = Status::Ready);
        }
    }
}
