//! From the words about ideas to the command or question they mean.
//! It carries out nothing.

use super::{Asked, Question};
use crate::cli::args::{IdeaArgs, IdeaVerb};
use crate::domain::command::{Command, NewIdea};
use crate::domain::refusal::Refusal;

pub(super) fn idea(
    args: &IdeaArgs,
    stdin: &mut dyn FnMut() -> Result<String, Refusal>,
) -> Result<Asked, Refusal> {
    if let Some(IdeaVerb::List) = args.verb {
        return Ok(Asked::Question(Question::Ideas));
    }
    let wrong = |text: &String| Refusal::usage(format!("`{text}` is no score: use 1 to 5"));
    let score = args.score.as_ref().map(|text| text.trim().parse().map_err(|_| wrong(text)));
    let like = NewIdea {
        text: args.text.clone().unwrap_or_default(),
        from: args.from.clone().unwrap_or_default(),
        tags: args.tags.clone(),
        score: score.transpose()?,
    };
    if like.text != "-" {
        return Ok(Asked::Act(Command::AddIdeas { ideas: vec![like] }));
    }
    let input = stdin()?;
    let lines = input.lines().map(str::trim).filter(|line| !line.is_empty());
    let ideas: Vec<NewIdea> =
        lines.map(|line| NewIdea { text: line.to_owned(), ..like.clone() }).collect();
    if ideas.is_empty() {
        return Err(Refusal::usage("standard input holds no line: one idea a line"));
    }
    Ok(Asked::Act(Command::AddIdeas { ideas }))
}
