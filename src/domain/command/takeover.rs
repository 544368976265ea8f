//! Taking over what another backlog of this program holds: whole entities, by identity. What is
//! here already stays as it is.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Place, epic, place};
use crate::domain::backlog::Backlog;
use crate::domain::draft::Draft;
use crate::domain::epic::Epic;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::person::Person;
use crate::domain::product::Product;
use crate::domain::refusal::Refusal;
use crate::domain::release::Release;
use crate::domain::setting::same_name;
use crate::domain::spelling::Difference;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::Story;

pub(super) fn take(draft: &mut Draft<'_>, theirs: &Backlog) -> Result<String, Refusal> {
    if *draft.now().product() == Product::default() || draft.now().stories().is_empty() {
        take_product(draft, theirs);
    }
    let releases = take_releases(draft, theirs);
    let epics = take_epics(draft, theirs, &releases);
    let people = take_people(draft, theirs);
    take_sprints(draft, theirs, &people);
    let new: Vec<&Arc<Story>> =
        theirs.in_order().filter(|story| draft.now().story(story.id).is_none()).collect();
    let ranks = place::room(draft, Place::Bottom, &[], new.len())?;
    let mut stories = Vec::with_capacity(new.len());
    let mut next = draft.now().next_number().max(theirs.next_number());
    for (held, rank) in new.into_iter().zip(ranks) {
        let mut story = Story::clone(held);
        story.rank = rank;
        story.epic = story.epic.map(|id| epics.get(&id).copied().unwrap_or(id));
        story.release = story.release.map(|id| releases.get(&id).copied().unwrap_or(id));
        story.sprint = story.sprint.filter(|id| draft.now().sprints().get(*id).is_some());
        if draft.now().numbered(story.number).is_some() {
            let entry = renumbered(draft, story.number, next);
            story.history.insert(0, entry);
            story.number = next;
            next += 1;
        }
        let mut entry = draft.entry(Act::Imported, None, None);
        entry.reason = Some("from another backlog".to_owned());
        story.history.insert(0, entry);
        stories.push(story);
    }
    let count = stories.len();
    draft.about_all(stories.iter().map(|story| story.id));
    draft.add_with_history(stories);
    take_ideas(draft, theirs);
    Ok(format!("Imported {count} stories from upnext"))
}

fn renumbered(draft: &Draft<'_>, was: u32, is: u32) -> Entry {
    let said = |number: u32| Some(number.to_string());
    let numbers = Difference { field: Field::Number, before: said(was), after: said(is) };
    draft.entry(Act::Imported, None, Some(numbers))
}

/// An empty backlog takes the definitions and the scale along; its own name stays.
fn take_product(draft: &mut Draft<'_>, theirs: &Backlog) {
    let name = draft.now().product().name.clone();
    let theirs = theirs.product().clone();
    draft.alter_product(|product| {
        let name = if name.is_empty() { theirs.name.clone() } else { name };
        let history = std::mem::take(&mut product.history);
        *product = Product { name, history, ..theirs };
    });
}

/// What of theirs became which of ours, where a name was here already.
type Known<T> = HashMap<Id<T>, Id<T>>;

/// Their releases; one of a name that is here already becomes the one that is here.
fn take_releases(draft: &mut Draft<'_>, theirs: &Backlog) -> Known<Release> {
    let mut known = HashMap::new();
    for held in theirs.releases() {
        let here = draft.now().releases().iter().find(|it| same_name(&it.name, &held.name));
        match here.map(|release| release.id) {
            Some(id) => drop(known.insert(held.id, id)),
            None if draft.now().releases().get(held.id).is_none() => {
                draft.add(Release::clone(held), Act::Imported);
            }
            None => {}
        }
    }
    known
}

/// Their epics, likewise.
fn take_epics(draft: &mut Draft<'_>, theirs: &Backlog, releases: &Known<Release>) -> Known<Epic> {
    let mut known = HashMap::new();
    for held in theirs.epics_in_order() {
        let here = draft.now().epics().iter().find(|it| same_name(&it.title, &held.title));
        match here.map(|epic| epic.id) {
            Some(id) => drop(known.insert(held.id, id)),
            None if draft.now().epics().get(held.id).is_none() => {
                let rank = epic::last_rank(draft);
                let release = held.release.map(|id| releases.get(&id).copied().unwrap_or(id));
                draft.add(Epic { rank, release, ..Epic::clone(held) }, Act::Imported);
            }
            None => {}
        }
    }
    known
}

/// Their people, likewise.
fn take_people(draft: &mut Draft<'_>, theirs: &Backlog) -> Known<Person> {
    let mut known = HashMap::new();
    for held in theirs.people() {
        let here = draft.now().people().iter().find(|it| same_name(&it.name, &held.name));
        match here.map(|person| person.id) {
            Some(id) => drop(known.insert(held.id, id)),
            None if draft.now().people().get(held.id).is_none() => {
                draft.add(Person::clone(held), Act::Imported);
            }
            None => {}
        }
    }
    known
}

/// Their ideas, each with a free number, behind those of their stories that are here.
fn take_ideas(draft: &mut Draft<'_>, theirs: &Backlog) {
    let mut new: Vec<&Arc<Idea>> = theirs.ideas().iter().collect();
    new.sort_by_key(|idea| idea.number);
    for held in new {
        if draft.now().ideas().get(held.id).is_some() {
            continue;
        }
        let mut idea = Idea::clone(held);
        if draft.now().ideas().iter().any(|it| it.number == idea.number) {
            idea.number = draft.now().next_idea_number().max(theirs.next_idea_number());
        }
        idea.stories.retain(|id| draft.now().story(*id).is_some());
        draft.add(idea, Act::Imported);
    }
}

/// Their sprints, each with a free number; at most one stays active and one planned.
fn take_sprints(draft: &mut Draft<'_>, theirs: &Backlog, people: &Known<Person>) {
    let mut new: Vec<&Arc<Sprint>> = theirs.sprints().iter().collect();
    new.sort_by_key(|sprint| sprint.number);
    for held in new {
        if draft.now().sprints().get(held.id).is_some() {
            continue;
        }
        let single = matches!(held.state, SprintState::Active | SprintState::Planned);
        if single && draft.now().sprint_in(held.state).is_some() {
            draft.notice(format!(
                "sprint {} of the other backlog is {}, and so is one here: it was left out",
                held.number, held.state
            ));
            continue;
        }
        let mut sprint = Sprint::clone(held);
        for it in &mut sprint.people {
            it.person = people.get(&it.person).copied().unwrap_or(it.person);
        }
        if draft.now().sprint_numbered(sprint.number).is_some() {
            let numbers = draft.now().sprints().iter().map(|it| it.number);
            sprint.number = 1 + numbers.max().unwrap_or(0);
        }
        draft.add(sprint, Act::Imported);
    }
}
