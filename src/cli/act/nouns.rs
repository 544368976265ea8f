//! From the words about people, releases and ideas to the command or question they mean.
//! It carries out nothing.

use chrono::NaiveDate;

use super::{Asked, Question, assignments};
use crate::cli::args::{IdeaArgs, IdeaVerb, PersonVerb, ReleaseVerb};
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::command::{Command, FromIdea, NewIdea};
use crate::domain::field::Field;
use crate::domain::idea::Idea;
use crate::domain::refusal::Refusal;
use crate::domain::setting;

pub(super) fn person(
    verb: PersonVerb,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Asked, Refusal> {
    let find = |name: &str| setting::find_person(name, backlog).map(|person| person.id);
    Ok(match verb {
        PersonVerb::List => Asked::Question(Question::People),
        PersonVerb::Add { name, allocation, skills } => {
            let skills = skills.iter().map(|skill| setting::word(skill));
            let skills = skills.collect::<Result<Vec<_>, _>>()?.join(",");
            let mut values = vec![(Field::Skills, skills)];
            values.extend(allocation.map(|share| (Field::Allocation, share)));
            Asked::Act(Command::AddPerson { name, values })
        }
        PersonVerb::Set { name, values } => Asked::Act(Command::SetPerson {
            person: find(&name)?,
            values: dated(assignments(&values, Field::OF_PERSON)?, today)?,
        }),
        PersonVerb::Remove { name } => Asked::Act(Command::RemovePerson { person: find(&name)? }),
    })
}

pub(super) fn release(
    verb: ReleaseVerb,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Asked, Refusal> {
    let find = |name: &str| setting::find_release(name, backlog).map(|release| release.id);
    Ok(match verb {
        ReleaseVerb::List => Asked::Question(Question::Releases),
        ReleaseVerb::Add { name, target, notes } => {
            let given = [(Field::Target, target), (Field::Notes, notes)];
            let values = given.into_iter().filter_map(|(field, value)| Some((field, value?)));
            Asked::Act(Command::AddRelease { name, values: dated(values.collect(), today)? })
        }
        ReleaseVerb::Set { name, values } => Asked::Act(Command::SetRelease {
            release: find(&name)?,
            values: dated(assignments(&values, Field::OF_RELEASE)?, today)?,
        }),
        ReleaseVerb::Ship { name, on } => {
            let on = on.map(|word| resolve::day(&word, today)).transpose()?;
            Asked::Act(Command::ShipRelease { release: find(&name)?, on })
        }
        ReleaseVerb::Remove { name } => {
            Asked::Act(Command::RemoveRelease { release: find(&name)? })
        }
    })
}

/// The same values, days as people say them spelled as days are kept.
fn dated(values: Vec<(Field, String)>, today: NaiveDate) -> Result<Vec<(Field, String)>, Refusal> {
    let read = |(field, value): (Field, String)| {
        if !matches!(field, Field::Target | Field::DaysOff) {
            return Ok((field, value));
        }
        let words = value.split([',', ' ', ';']).filter(|word| !word.is_empty());
        let days = words.map(|word| resolve::day(word, today).map(|day| day.to_string()));
        Ok((field, days.collect::<Result<Vec<_>, Refusal>>()?.join(",")))
    };
    values.into_iter().map(read).collect()
}

pub(super) fn idea(
    args: IdeaArgs,
    stdin: &mut dyn FnMut() -> Result<String, Refusal>,
    backlog: &Backlog,
) -> Result<Asked, Refusal> {
    if let Some(verb) = args.verb {
        return of_idea(verb, backlog);
    }
    let wrong = |text: &String| Refusal::usage(format!("`{text}` is no score: use 1 to 5"));
    let score = args.score.as_ref().map(|text| text.trim().parse().map_err(|_| wrong(text)));
    let about = args.about.iter().map(|number| resolve::story(number, backlog));
    let like = NewIdea {
        text: String::new(),
        from: args.from.unwrap_or_default(),
        tags: args.tags,
        score: score.transpose()?,
        about: about.collect::<Result<_, _>>()?,
    };
    let text = args.text.unwrap_or_default();
    if text != "-" {
        return Ok(Asked::Act(Command::AddIdeas { ideas: vec![like.in_line(&text)] }));
    }
    let input = stdin()?;
    let lines = input.lines().map(str::trim).filter(|line| !line.is_empty());
    let ideas: Vec<NewIdea> = lines.map(|line| like.in_line(line)).collect();
    if ideas.is_empty() {
        return Err(Refusal::usage("standard input holds no line: one idea a line"));
    }
    Ok(Asked::Act(Command::AddIdeas { ideas }))
}

/// What becomes of an idea that is there already.
fn of_idea(verb: IdeaVerb, backlog: &Backlog) -> Result<Asked, Refusal> {
    let find = |word: &str| resolve::idea(word, backlog);
    Ok(Asked::Act(match verb {
        IdeaVerb::List => return Ok(Asked::Question(Question::Ideas)),
        IdeaVerb::Story { idea, title, spot } => {
            let idea = find(&idea)?;
            let place = resolve::spot(&spot, backlog)?;
            let held = backlog.ideas().get(idea).map(|it| Idea::clone(it)).unwrap_or_default();
            let draft = FromIdea::draft(&held);
            let story = match title {
                Some(title) => draft.titled(&title, &held),
                None => draft,
            };
            Command::StoryFromIdea { idea, story: Box::new(story), place }
        }
        IdeaVerb::Join { idea, number } => {
            Command::JoinIdea { idea: find(&idea)?, story: resolve::story(&number, backlog)? }
        }
        IdeaVerb::Dismiss { idea, reason } => Command::DismissIdea { idea: find(&idea)?, reason },
        IdeaVerb::Restore { idea } => Command::RestoreIdea { idea: find(&idea)? },
    }))
}
