//! The ideas of the inbox, as an answer.
//! It never weighs one against another.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::related::numbers;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::say::date;
use crate::say::table::Table;

/// An idea in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct IdeaRow<'a> {
    number: u32,
    id: Id<Idea>,
    text: &'a str,
    from: Option<&'a str>,
    date: NaiveDate,
    tags: &'a BTreeSet<String>,
    score: Option<u8>,
    state: IdeaState,
    stories: Vec<u32>,
}

pub(super) fn rows(backlog: &Backlog) -> Vec<IdeaRow<'_>> {
    by_number(backlog).into_iter().map(|idea| IdeaRow::of(idea, backlog)).collect()
}

impl<'a> IdeaRow<'a> {
    fn of(idea: &'a Idea, backlog: &Backlog) -> Self {
        Self {
            number: idea.number,
            id: idea.id,
            text: &idea.text,
            from: told(&idea.from),
            date: idea.at.day(),
            tags: &idea.tags,
            score: idea.score,
            state: idea.state,
            stories: numbers(idea.stories.iter().copied(), backlog),
        }
    }
}

pub(super) fn text(backlog: &Backlog, today: NaiveDate, width: Option<usize>) -> String {
    if backlog.ideas().is_empty() {
        return "no idea yet: upnext idea \"…\"\n".to_owned();
    }
    let table = Table::new().right("#").left("caught").left("state").right("score");
    let mut table = table.left("from").left("tags").left("stories").flexible("idea");
    for it in rows(backlog) {
        let tags: Vec<&str> = it.tags.iter().map(String::as_str).collect();
        let stories: Vec<String> = it.stories.iter().map(|number| format!("#{number}")).collect();
        table.row([
            it.number.to_string().as_str(),
            &date::short(it.date, today),
            it.state.word(),
            &it.score.map_or_else(String::new, |score| score.to_string()),
            it.from.unwrap_or_default(),
            &tags.join(", "),
            &stories.join(", "),
            it.text,
        ]);
    }
    table.render(width)
}

fn by_number(backlog: &Backlog) -> Vec<&Arc<Idea>> {
    let mut ideas: Vec<_> = backlog.ideas().iter().collect();
    ideas.sort_by_key(|idea| (idea.number, idea.id));
    ideas
}
