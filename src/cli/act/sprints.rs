//! From the words about sprints, and about splitting a story, to the command or question they
//! mean. It carries out nothing.

use chrono::NaiveDate;

use super::{Asked, Question, assignments};
use crate::cli::args::{PullArgs, SplitArgs, SprintVerb};
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::{Sprint, SprintState};

pub(super) fn sprint(
    verb: SprintVerb,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Asked, Refusal> {
    let day = |word: Option<String>| word.map(|it| resolve::day(&it, today)).transpose();
    let named = |number: Option<u32>| number.map(|it| named(it, backlog)).transpose();
    Ok(Asked::Act(match verb {
        SprintVerb::List => return Ok(Asked::Question(Question::Sprints)),
        SprintVerb::Show { number, markdown: false } => {
            return Ok(Asked::Question(Question::Sprint(number)));
        }
        SprintVerb::Show { number, markdown: true } => {
            return Ok(Asked::Question(Question::Minutes(number)));
        }
        SprintVerb::Daily { number } => return Ok(Asked::Question(Question::Daily(number))),
        SprintVerb::Plan { goal, start, end } => Command::PlanSprint {
            goal: goal.unwrap_or_default(),
            start: day(start)?,
            end: day(end)?,
        },
        SprintVerb::Set { values, which } => Command::SetSprint {
            sprint: named(which.sprint)?.map_or_else(|| to_plan(backlog), Ok)?,
            values: dated(assignments(&values, Field::OF_SPRINT)?, today)?,
        },
        SprintVerb::Off { name, days, remove } => Command::DaysOff {
            person: setting::find_person(&name, backlog)?.id,
            days: all_days(&days, today)?,
            remove,
        },
        SprintVerb::Pull(args) => pull(args, backlog, today)?,
        SprintVerb::PutBack { stories, reason } => {
            Command::PutBack { stories: resolve::group(&stories, backlog, today)?, reason }
        }
        SprintVerb::Fill { which } => Command::Fill { sprint: named(which.sprint)? },
        SprintVerb::Start { sprint } => Command::StartSprint { sprint: named(sprint)? },
        SprintVerb::Close(args) => super::verdicts::close(args, backlog)?,
        SprintVerb::Cancel { reason, sprint } => {
            Command::CancelSprint { sprint: named(sprint)?, reason }
        }
    }))
}

fn named(number: u32, backlog: &Backlog) -> Result<Id<Sprint>, Refusal> {
    resolve::sprint(number, backlog).map(|sprint| sprint.id)
}

/// The planned sprint, else the active one.
fn to_plan(backlog: &Backlog) -> Result<Id<Sprint>, Refusal> {
    let in_state = |state| backlog.sprint_in(state);
    let found = in_state(SprintState::Planned).or_else(|| in_state(SprintState::Active));
    found.map(|sprint| sprint.id).ok_or_else(|| {
        Refusal::rule("no sprint is planned or active: upnext sprint plan makes one")
    })
}

fn all_days(words: &[String], today: NaiveDate) -> Result<Vec<NaiveDate>, Refusal> {
    let words = words.iter().flat_map(|word| word.split(',')).filter(|word| !word.is_empty());
    words.map(|word| resolve::day(word, today)).collect()
}

/// The same values, days as people say them spelled as days are kept.
fn dated(values: Vec<(Field, String)>, today: NaiveDate) -> Result<Vec<(Field, String)>, Refusal> {
    let read = |(field, value): (Field, String)| {
        if value.trim().is_empty() || !matches!(field, Field::Start | Field::End) {
            return Ok((field, value));
        }
        Ok((field, resolve::day(&value, today)?.to_string()))
    };
    values.into_iter().map(read).collect()
}

fn pull(args: PullArgs, backlog: &Backlog, today: NaiveDate) -> Result<Command, Refusal> {
    let mut instead_of = Vec::new();
    for word in &args.instead_of {
        let id = resolve::story(word, backlog)?;
        if !instead_of.contains(&id) {
            instead_of.push(id);
        }
    }
    Ok(Command::Pull {
        stories: resolve::group(&args.stories, backlog, today)?,
        into: args.which.sprint.map(|number| named(number, backlog)).transpose()?,
        reason: args.reason,
        overriding: args.overriding,
        instead_of,
    })
}

pub(super) fn split(args: SplitArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    Ok(Command::Split {
        story: resolve::story(&args.number, backlog)?,
        titles: args.titles,
        criteria: given(args.criteria.as_deref().unwrap_or_default())?,
        points: sizes(args.sizes.as_deref().unwrap_or_default())?,
        keep: args.keep.as_deref().map(size).transpose()?,
    })
}

/// `2,3:4`: a group for each new story, in their order.
fn given(text: &str) -> Result<Vec<(usize, usize)>, Refusal> {
    let mut given = Vec::new();
    for (group, to) in text.split(':').zip(1..) {
        for word in group.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let k = word.parse().map_err(|_| {
                Refusal::usage(format!(
                    "`{word}` is no criterion: 2,3:4 gives 2 and 3 to the first new story, 4 to \
                     the second"
                ))
            })?;
            given.push((k, to));
        }
    }
    Ok(given)
}

/// `3,2`: one for each new story; nothing between two commas leaves one unestimated.
fn sizes(text: &str) -> Result<Vec<Option<Points>>, Refusal> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let one = |word: &str| (!word.trim().is_empty()).then(|| size(word)).transpose();
    text.split(',').map(one).collect()
}

fn size(word: &str) -> Result<Points, Refusal> {
    word.trim()
        .parse()
        .map_err(|error: crate::domain::number::NotANumber| Refusal::usage(error.to_string()))
}
