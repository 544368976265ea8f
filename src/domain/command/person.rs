//! People of the team: added, changed, taken away.
//! It never touches a story: a name that was written there stays as it was written.

use super::sprint;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::{Sprint, SprintState};

pub(super) fn add(
    draft: &mut Draft<'_>,
    name: &str,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut person = Person { id: draft.fresh(), ..Person::default() };
    setting::set_person(&mut person, Field::Name, name, draft.now())?;
    for (field, value) in values {
        setting::set_person(&mut person, *field, value, draft.now())?;
    }
    let label = format!("Added {} to the team", person.name);
    draft.add(person.clone(), Act::Added);
    sprint::join(draft, &person);
    Ok(label)
}

pub(super) fn set(
    draft: &mut Draft<'_>,
    id: Id<Person>,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let mut changed = held(draft, id)?;
    let name = changed.name.clone();
    for (field, value) in values {
        setting::set_person(&mut changed, *field, value, draft.now())?;
    }
    draft.alter(id, Act::Set, None, |person: &mut Person| *person = changed);
    let fields: Vec<&str> = values.iter().map(|(field, _)| field.word()).collect();
    Ok(format!("Set {} of {name}", fields.join(", ")))
}

/// A sprint names who takes part by identity, and what it forecast or came to rests on them: who
/// is named by one that has started stays. What is only planned goes on without them.
pub(super) fn remove(draft: &mut Draft<'_>, id: Id<Person>) -> Result<String, Refusal> {
    let name = held(draft, id)?.name;
    let takes_part = |sprint: &&Sprint| {
        sprint.state != SprintState::Planned && sprint.people.iter().any(|it| it.person == id)
    };
    let mut sprints: Vec<&Sprint> =
        draft.now().sprints().iter().map(|sprint| &**sprint).filter(takes_part).collect();
    sprints.sort_by_key(|sprint| sprint.number);
    if !sprints.is_empty() {
        let reasons = sprints.iter().map(|it| format!("sprint {}, {}", it.number, it.state));
        let message = format!(
            "{name} takes part in sprints and stays; whoever has no time any more gets allocation=0"
        );
        return Err(Refusal::rule(message).with(reasons));
    }
    sprint::leave_plan(draft, id);
    draft.remove(id);
    Ok(format!("Removed {name} from the team"))
}

fn held(draft: &Draft<'_>, id: Id<Person>) -> Result<Person, Refusal> {
    let person = draft.now().people().get(id);
    person
        .map(|person| Person::clone(person))
        .ok_or_else(|| Refusal::usage("that person is not here any more"))
}
