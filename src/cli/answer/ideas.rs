//! The ideas of the inbox, as an answer.
//! It never weighs one against another by itself: what they weigh is advised.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::related::numbers;
use super::told;
use crate::advice::weights::{self, Weight};
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::say::date;
use crate::say::plain;
use crate::say::width::{fit_right, wrap};

/// The columns of an idea's number.
const LEAD: usize = 4;

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
    let mut text = String::new();
    for weight in weights::of_ideas(backlog) {
        let Some(idea) = backlog.ideas().get(weight.idea) else { continue };
        let it = IdeaRow::of(idea, backlog);
        let mut about = vec![date::short(it.date, today), it.state.word().to_owned()];
        about.extend(heavy(&weight));
        about.extend(it.score.map(|score| format!("{score} of 5")));
        about.extend(it.from.map(|from| format!("from {from}")));
        let tags: Vec<&str> = it.tags.iter().map(String::as_str).collect();
        about.extend((!tags.is_empty()).then(|| tags.join(", ")));
        // What is said of a story stands behind it once somebody kept it.
        let stands = if it.state == IdeaState::Kept { "behind" } else { "about" };
        about.extend(it.stories.iter().map(|number| format!("{stands} #{number}")));
        about.extend(told(&idea.reason).map(|reason| format!("because: {reason}")));
        for (lead, said) in [(it.number.to_string(), it.text), (String::new(), &about.join(" · "))]
        {
            let said = plain::line(said);
            let room = width.map_or(usize::MAX, |width| width.saturating_sub(LEAD + 2).max(20));
            for (at, line) in wrap(&said, room).into_iter().enumerate() {
                let lead = fit_right(if at == 0 { &lead } else { "" }, LEAD);
                text.push_str(format!("{lead}  {line}").trim_end());
                text.push('\n');
            }
        }
    }
    text
}

/// How many say the same, and how satisfied they are: "3×, mean 4.33 of 5".
fn heavy(weight: &Weight) -> Option<String> {
    let mean = weight.mean_score.map_or_else(String::new, |mean| format!(", mean {mean} of 5"));
    (weight.count > 1).then(|| format!("{}×{mean}", weight.count))
}

fn by_number(backlog: &Backlog) -> Vec<&Arc<Idea>> {
    let mut ideas: Vec<_> = backlog.ideas().iter().collect();
    ideas.sort_by_key(|idea| (idea.number, idea.id));
    ideas
}
