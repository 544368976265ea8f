//! What the Plan screen says of a sprint, reckoned once after each act and kept until the next.
//! It never reckons anything itself that the plan of the domain knows.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::id::Id;
use crate::domain::number::{Hundredths, Points};
use crate::domain::person::Person;
use crate::domain::plan::{self, Chance, Focus, Member};
use crate::domain::sprint::{Direction, Share, Sprint, SprintState};
use crate::domain::story::StoryId;
use crate::say::plain;

/// A person of the team, as they stand to the sprint.
#[derive(Debug)]
pub struct Mate {
    /// Who.
    pub person: Id<Person>,
    /// What they are called, harmless.
    pub name: String,
    /// The share of their time in this sprint; none where they take no part.
    pub share: Option<Share>,
    /// The share of their time otherwise.
    pub usual: Share,
    /// Which of the working days they are away.
    pub off: Vec<bool>,
    /// The days they have in it.
    pub person_days: Option<Hundredths>,
}

/// How much of a skill the stories need.
#[derive(Debug)]
pub struct Need {
    /// The skill, harmless.
    pub skill: String,
    /// The points of the stories that need it.
    pub points: Points,
    /// What the people who have it can do; none where nobody can say.
    pub capacity: Option<Hundredths>,
}

/// A sprint and its forecast.
#[derive(Debug)]
pub struct Facts {
    /// Which sprint.
    pub sprint: Id<Sprint>,
    /// What people call it.
    pub number: u32,
    /// Where it stands.
    pub state: SprintState,
    /// What it is for, harmless; empty where nobody said.
    pub goal: String,
    /// First and last day.
    pub dates: (Option<NaiveDate>, Option<NaiveDate>),
    /// The days that are worked.
    pub days: Vec<NaiveDate>,
    /// How many of them are left.
    pub days_left: Option<usize>,
    /// The team: those who take part first.
    pub team: Vec<Mate>,
    /// The days they have together.
    pub person_days: Option<Hundredths>,
    /// Where the capacity comes from.
    pub focus: Option<Focus>,
    /// Points a person-day.
    pub focus_factor: Option<Hundredths>,
    /// The points it can hold.
    pub capacity: Option<Hundredths>,
    /// The points it holds.
    pub load: Points,
    /// The load in per cent.
    pub percent: Option<Hundredths>,
    /// Stories without an estimate.
    pub unestimated: usize,
    /// The load by skill.
    pub needs: Vec<Need>,
    /// How often so much was reached.
    pub chance: Option<Chance>,
    /// Stories that came in after the start.
    pub came_in: BTreeSet<StoryId>,
}

impl Facts {
    /// What there is to say of a sprint today, and the stories in it by their place in the table.
    #[must_use]
    pub fn of(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> (Self, Vec<u32>) {
        let plan = plan::of(sprint, backlog, today);
        let days: Vec<NaiveDate> = match (sprint.start, sprint.end) {
            (Some(start), Some(end)) => {
                calendar::working_days(backlog.product(), start, end).collect()
            }
            _ => Vec::new(),
        };
        let index = |id: StoryId| backlog.stories().index_of(id).ok();
        let rows = plan.stories.iter().filter_map(|story| u32::try_from(index(story.id)?).ok());
        let needs = plan.skills.iter().map(|it| Need {
            skill: plain::line(it.skill).into_owned(),
            points: it.points,
            capacity: it.capacity,
        });
        let rows = rows.collect();
        let facts = Self {
            sprint: sprint.id,
            number: sprint.number,
            state: sprint.state,
            goal: plain::line(&sprint.goal).into_owned(),
            dates: (sprint.start, sprint.end),
            team: team(&plan.people, &days, backlog),
            days,
            days_left: plan.days_left,
            person_days: plan.person_days,
            focus_factor: plan.focus_factor,
            capacity: plan.capacity,
            load: plan.load,
            percent: plan.load_percent,
            unestimated: plan.unestimated,
            needs: needs.collect(),
            chance: plan.chance,
            came_in: came_in(sprint),
            focus: plan.focus,
        };
        (facts, rows)
    }

    /// Whether it runs: then what comes in and goes out needs a reason.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state == SprintState::Active
    }

    /// The points there is still room for; none where nobody can say how much it holds.
    #[must_use]
    pub fn room(&self) -> Option<u64> {
        Some(self.capacity?.hundredths().saturating_sub(self.load.hundredths()))
    }
}

/// Those who take part, in their order, then everybody else by name.
fn team(members: &[Member<'_>], days: &[NaiveDate], backlog: &Backlog) -> Vec<Mate> {
    let off = |person: &Person| days.iter().map(|day| person.days_off.contains(day)).collect();
    let named = |person: &Person| plain::line(&person.name).into_owned();
    let inside = members.iter().map(|member| Mate {
        person: member.person.id,
        name: named(member.person),
        share: Some(member.allocation),
        usual: member.person.allocation,
        off: off(member.person),
        person_days: member.person_days,
    });
    let away = |person: &&std::sync::Arc<Person>| {
        members.iter().all(|member| member.person.id != person.id)
    };
    let outside = backlog.people().iter().filter(away).map(|person| Mate {
        person: person.id,
        name: named(person),
        share: None,
        usual: person.allocation,
        off: off(person),
        person_days: None,
    });
    let mut outside: Vec<Mate> = outside.collect();
    outside.sort_by_key(|mate| mate.name.to_lowercase());
    inside.chain(outside).collect()
}

/// What the scope log brought in and did not take out again.
fn came_in(sprint: &Sprint) -> BTreeSet<StoryId> {
    let mut found = BTreeSet::new();
    for entry in &sprint.scope_log {
        match entry.direction {
            Some(Direction::In) => found.insert(entry.story),
            Some(Direction::Out) => found.remove(&entry.story),
            None => continue,
        };
    }
    // A story that was committed to, went out and came back was no addition.
    let committed = sprint.commitment.iter().flat_map(|it| &it.stories);
    for story in committed {
        found.remove(&story.story);
    }
    found
}
