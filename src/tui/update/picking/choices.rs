//! What there is to pick from. It changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::cli::known;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::spelling;
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, Story};
use crate::say::{date, plain};
use crate::tui::app::App;
use crate::tui::part::picker::{Choice, Chosen, Value};
use crate::tui::screen::columns::{self, Column};
use crate::tui::theme::Theme;

/// Every tag or skill there is, the most used first; chosen where these stories have it.
pub(super) fn words(field: Field, stories: &[&Story], backlog: &Backlog) -> Vec<Choice> {
    fn of(field: Field, story: &Story) -> &BTreeSet<String> {
        if field == Field::Tags { &story.tags } else { &story.skills }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for story in backlog.stories() {
        for word in of(field, story) {
            *counts.entry(word).or_default() += 1;
        }
    }
    if field == Field::Skills {
        for skill in backlog.people().iter().flat_map(|person| &person.skills) {
            counts.entry(skill).or_default();
        }
    }
    let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(it, n)| (n, it)).collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let choice = |(count, word): (usize, &str)| {
        let with = stories.iter().filter(|story| of(field, story).contains(word)).count();
        let chosen = match with {
            0 => Chosen::No,
            with if with == stories.len() => Chosen::Yes,
            _ => Chosen::Some,
        };
        let hint = crate::say::tally::count(count, "story", "stories");
        Choice::new(plain::line(word), hint, Value::Word(word.to_owned())).chosen(chosen)
    };
    let mut choices: Vec<Choice> = counts.into_iter().map(choice).collect();
    // What is so already stands where it can be seen.
    choices.sort_by_key(|choice| match choice.chosen {
        Chosen::Yes => 0,
        Chosen::Some => 1,
        Chosen::No => 2,
    });
    choices
}

/// A typed word that is new.
pub(super) fn new_word(typed: &str) -> Vec<Choice> {
    let word = typed.trim_start_matches('#').to_owned();
    vec![Choice::new(word.clone(), "new", Value::Word(word))]
}

/// A typed name that is new.
pub(super) fn new_person(typed: &str) -> Vec<Choice> {
    if let Some(name) = typed.strip_prefix("requester ") {
        return new_requester(name);
    }
    if let Some(name) = typed.strip_prefix("assignee ") {
        return new_assignee(name);
    }
    [new_requester(typed), new_assignee(typed)].concat()
}

/// A typed name that is new, as who asked for it.
pub(super) fn new_requester(typed: &str) -> Vec<Choice> {
    let value = Value::Set(Field::Requester, typed.to_owned());
    vec![Choice::new(format!("requester {typed}"), "new", value)]
}

/// A typed name that is new, as who works on it.
pub(super) fn new_assignee(typed: &str) -> Vec<Choice> {
    let value = Value::Set(Field::Assignee, typed.to_owned());
    vec![Choice::new(format!("assignee {typed}"), "new", value)]
}

/// Epics, releases and people in one list, each behind the name of its field.
pub(super) fn belongs(stories: &[&Story], backlog: &Backlog) -> Vec<Choice> {
    let fields = [Field::Epic, Field::Release, Field::Requester, Field::Assignee];
    fields
        .into_iter()
        .flat_map(|field| {
            let mut choices = values(field, stories, backlog);
            for choice in &mut choices {
                choice.text = format!("{field} {}", choice.text);
            }
            choices
        })
        .collect()
}

/// What a field can be, with what it is now marked, and nothing at all last.
pub(super) fn values(field: Field, stories: &[&Story], backlog: &Backlog) -> Vec<Choice> {
    let held: BTreeSet<Option<String>> =
        stories.iter().map(|story| spelling::of_story(field, story, backlog)).collect();
    let choice = |(value, hint): (String, String)| {
        let chosen = match (held.contains(&Some(value.clone())), held.len()) {
            (true, 1) => Chosen::Yes,
            (true, _) => Chosen::Some,
            (false, _) => Chosen::No,
        };
        let text = plain::line(&value).into_owned();
        Choice::new(text, hint, Value::Set(field, value)).chosen(chosen)
    };
    let mut choices: Vec<Choice> = known::values(field, backlog).into_iter().map(choice).collect();
    if field != Field::Kind && held.iter().any(Option::is_some) {
        choices.push(Choice::new("none", "clear it", Value::Set(field, String::new())));
    }
    choices
}

/// The states an act leads to, each with what the act is.
pub(super) fn states(stories: &[&Story]) -> Vec<Choice> {
    let all = [
        (Status::Draft, "back to draft, or taken up again"),
        (Status::Ready, "ready to be planned; refused with what is missing"),
        (Status::Doing, "begun, or one state back from delivered"),
        (Status::Delivered, "waits for the verdict"),
        (Status::Dropped, "given up, with a reason"),
    ];
    let choice = |(status, hint): (Status, &str)| {
        let with = stories.iter().filter(|story| story.status == status).count();
        let chosen = match with {
            0 => Chosen::No,
            with if with == stories.len() => Chosen::Yes,
            _ => Chosen::Some,
        };
        Choice::new(status.word(), hint, Value::State(status)).chosen(chosen)
    };
    all.into_iter().map(choice).collect()
}

/// Every column; chosen are those on screen now.
pub(super) fn columns(app: &App, backlog: &Backlog) -> Vec<Choice> {
    let width = app.layout().list.width;
    let shown = columns::shown(&app.look.columns, width, backlog, app.list.ratings.any());
    let is_shown = |column: Column| shown.iter().any(|(it, _)| *it == column);
    Column::ALL
        .into_iter()
        .filter(|column| *column != Column::Title)
        .map(|column| {
            let on = is_shown(column) || app.look.columns.contains(&column);
            let chosen = if on { Chosen::Yes } else { Chosen::No };
            Choice::new(column.word(), "", Value::Column(column)).chosen(chosen)
        })
        .collect()
}

/// Every theme.
pub(super) fn themes(now: Theme) -> Vec<Choice> {
    let says = |theme: Theme| match theme {
        Theme::Terminal => "the terminal's own colours on its own background",
        Theme::Dark => "light on dark",
        Theme::Light => "dark on light",
        Theme::HighContrast => "bright on black",
        Theme::None => "no colour: weight and reverse only",
    };
    let choice = |theme: &Theme| {
        let chosen = if *theme == now { Chosen::Yes } else { Chosen::No };
        Choice::new(theme.word(), says(*theme), Value::Theme(*theme)).chosen(chosen)
    };
    Theme::ALL.iter().map(choice).collect()
}

/// Every sprint, the newest first, with what it came to.
pub(super) fn sprints(backlog: &Backlog, today: NaiveDate) -> Vec<Choice> {
    let mut sprints: Vec<_> = backlog.sprints().iter().collect();
    sprints.sort_by_key(|sprint| std::cmp::Reverse(sprint.number));
    let choice = |sprint: &&std::sync::Arc<Sprint>| {
        let goal = match sprint.goal.as_str() {
            "" => String::new(),
            goal => format!(" · {}", plain::line(goal)),
        };
        let days = match (sprint.start, sprint.end) {
            (Some(start), Some(end)) => {
                format!("{} – {}", date::short(start, today), date::short(end, today))
            }
            _ => String::new(),
        };
        let came_to = sprint.record.as_ref().map(|record| {
            let of = record.committed.as_ref().map(|it| format!(" of {}", it.points));
            format!("{}{} pts", record.accepted.points, of.unwrap_or_default())
        });
        let met = sprint.record.as_ref().and_then(|record| record.goal_met);
        let met = met.map(|met| if met { "goal met" } else { "goal not met" }.to_owned());
        let told = [Some(sprint.state.to_string()), Some(days), came_to, met];
        let told: Vec<String> = told.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        let text = format!("sprint {}{goal}", sprint.number);
        Choice::new(text, told.join(" · "), Value::Sprint(sprint.id))
    };
    sprints.iter().map(choice).collect()
}
