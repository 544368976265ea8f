//! From the words about criteria, questions and notes to the commands they mean.
//! It carries out nothing.

use crate::cli::args::{CriterionVerb, CriterionWords, NoteArgs, NoteVerb, QuestionVerb};
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::command::{Command, Wording};
use crate::domain::refusal::Refusal;

fn wording(words: CriterionWords) -> Wording {
    Wording {
        text: words.text.unwrap_or_default(),
        given: words.given.unwrap_or_default(),
        when: words.when.unwrap_or_default(),
        then: words.then.unwrap_or_default(),
    }
}

pub(super) fn criterion(verb: CriterionVerb, backlog: &Backlog) -> Result<Command, Refusal> {
    Ok(match verb {
        CriterionVerb::Add { number, words } => {
            let stories = vec![resolve::story(&number, backlog)?];
            Command::AddCriterion { stories, wording: wording(words) }
        }
        CriterionVerb::Set { number, k, words } => {
            let story = resolve::story(&number, backlog)?;
            Command::SetCriterion { story, k, wording: wording(words) }
        }
        CriterionVerb::Remove { number, k } => {
            Command::RemoveCriterion { story: resolve::story(&number, backlog)?, k }
        }
        CriterionVerb::Move { number, k, to } => {
            Command::MoveCriterion { story: resolve::story(&number, backlog)?, k, to }
        }
    })
}

pub(super) fn question(verb: QuestionVerb, backlog: &Backlog) -> Result<Command, Refusal> {
    let story = |number: &str| resolve::story(number, backlog);
    Ok(match verb {
        QuestionVerb::Ask { number, text } => Command::Ask { story: story(&number)?, text },
        QuestionVerb::Answer { number, k, text } => {
            Command::Answer { story: story(&number)?, k, text }
        }
        QuestionVerb::Set { number, k, text } => {
            Command::SetQuestion { story: story(&number)?, k, text }
        }
        QuestionVerb::Remove { number, k } => Command::RemoveQuestion { story: story(&number)?, k },
    })
}

pub(super) fn note(args: NoteArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let story = |number: &str| resolve::story(number, backlog);
    Ok(match args.verb {
        Some(NoteVerb::Set { number, k, text }) => {
            Command::SetNote { story: story(&number)?, k, text }
        }
        Some(NoteVerb::Remove { number, k }) => Command::RemoveNote { story: story(&number)?, k },
        None => Command::AddNote {
            story: story(&args.number.unwrap_or_default())?,
            text: args.text.unwrap_or_default(),
        },
    })
}
