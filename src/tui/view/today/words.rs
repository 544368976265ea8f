//! What the lines of the Today screen say: a number, a text and a note at the right. Every text
//! from data is made harmless here; nothing is drawn.

use crate::cli::answer;
use crate::domain::backlog::Backlog;
use crate::domain::ready;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::Story;
use crate::figures::standing::{self, Running};
use crate::say::{date, plain, tally};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::today::lines::{Begin, Line, Section, Step};
use crate::tui::theme::Role;
use crate::tui::update::conflicts;

/// A line in its parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// What it is called by: `#12`.
    pub number: String,
    /// What it is.
    pub text: String,
    /// What is to be said of it, at the right.
    pub note: String,
    /// How the text looks.
    pub role: Option<Role>,
    /// How the note looks.
    pub note_role: Option<Role>,
}

/// Where the words come from.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub app: &'a App,
    pub backlog: &'a Backlog,
    /// Whether the burndown is drawn.
    pub charted: bool,
}

fn harmless(text: &str) -> String {
    plain::line(text).into_owned()
}

impl<'a> Words<'a> {
    /// The heading of a section, with how many there are, and how it looks.
    pub(super) fn heading(self, block: usize) -> (String, Role) {
        let found = self.app.standing.blocks.get(block);
        let Some(block) = found else { return (String::new(), Role::Dim) };
        let words = match block.section {
            Section::Sprint | Section::Conflicts => String::new(),
            Section::Begin => "This backlog is empty. To begin:".to_owned(),
            Section::Steps => "On the way to the first sprint:".to_owned(),
            Section::Delivered => "delivered, waiting for your verdict".to_owned(),
            Section::Blocked => "blocked".to_owned(),
            Section::Unready if self.app.standing.told.standing.ahead => {
                "next two sprints, not ready".to_owned()
            }
            Section::Unready => "at the top, not ready".to_owned(),
            Section::Ideas => "new ideas".to_owned(),
            Section::Changes => {
                let since = self.app.standing.since;
                let day = since.map(|at| date::short(at.day(), self.app.today));
                format!("since your last visit, {}", day.unwrap_or_default())
            }
        };
        match block.count {
            None => (words, Role::Heading),
            Some(0) => (format!("{words} · none"), Role::Dim),
            Some(count) => (format!("{words} · {count}"), Role::Dim),
        }
    }

    /// What a line says.
    pub(super) fn parts(self, line: Line, section: Section) -> Parts {
        match line {
            Line::Conflicts(count) => {
                let key = self.app.key_of(Action::GoThere);
                Parts {
                    text: format!("{}: {key} settles them", conflicts::sentence(count)),
                    role: Some(Role::Warn),
                    ..Parts::default()
                }
            }
            // It has two rows of its own.
            Line::Running => Parts::default(),
            Line::Planned => self.planned(),
            Line::NoSprint => Parts {
                text: "No sprint is running and none is planned: plan one".to_owned(),
                ..Parts::default()
            },
            Line::Story(id) => {
                self.backlog.story(id).map_or_else(Parts::default, |it| self.story(it, section))
            }
            Line::Idea(id) => self.backlog.ideas().get(id).map_or_else(Parts::default, |idea| {
                let day = date::short(idea.at.day(), self.app.today);
                let from = harmless(&idea.from);
                Parts {
                    number: idea.number.to_string(),
                    text: harmless(&idea.text),
                    note: if from.is_empty() { day } else { format!("{from}, {day}") },
                    ..Parts::default()
                }
            }),
            Line::Change(at) => self.change(at),
            Line::More(count) => Parts {
                text: format!("and {count} more"),
                role: Some(Role::Dim),
                ..Parts::default()
            },
            Line::Begin(begin) => self.begin(begin),
            Line::Step(step, done) => Self::step(step, done),
        }
    }

    /// The running sprint with what is known of it.
    pub(super) fn running(self) -> Option<(&'a Sprint, &'a Running)> {
        let running = self.app.standing.told.standing.running.as_ref()?;
        Some((self.backlog.sprints().get(running.sprint)?, running))
    }

    fn planned(self) -> Parts {
        let planned = self.app.standing.told.standing.planned.as_ref();
        let found = planned.and_then(|it| Some((it, self.backlog.sprints().get(it.sprint)?)));
        let Some((planned, sprint)) = found else { return Parts::default() };
        let goal = if sprint.goal.is_empty() { "no goal yet" } else { sprint.goal.as_str() };
        let day = |day| date::short(day, self.app.today);
        let days = sprint.start.zip(sprint.end);
        let days = days.map(|(start, end)| format!("{} – {} · ", day(start), day(end)));
        // A capacity is an estimate: whole points are exact enough.
        let most = planned.capacity.map(|it| (it.hundredths() + 50) / 100);
        let most = most.map(|it| format!(" of {it}")).unwrap_or_default();
        let runs = self.backlog.sprint_in(SprintState::Active).is_some();
        let lead = if runs { "then sprint" } else { "planned: sprint" };
        Parts {
            text: format!("{lead} {} · {}", sprint.number, harmless(goal)),
            note: format!("{}{}{most} pts", days.unwrap_or_default(), planned.load),
            ..Parts::default()
        }
    }

    fn story(self, story: &Story, section: Section) -> Parts {
        let today = self.app.today;
        let (note, role) = match section {
            Section::Delivered => {
                let since = standing::delivered_at(story);
                let since = since.map(|at| format!("since {}", date::short(at.day(), today)));
                (since.unwrap_or_default(), Role::Dim)
            }
            Section::Blocked => {
                let impediment = story.impediment.as_ref();
                let note = impediment.map(|it| {
                    let days = usize::try_from(standing::age(it.since, today)).unwrap_or(0);
                    format!("■ {} · {}", tally::count(days, "day", "days"), harmless(&it.reason))
                });
                (note.unwrap_or_default(), Role::Bad)
            }
            _ => {
                let missing = ready::missing_uncovered(story, self.backlog);
                let words: Vec<String> = missing.iter().map(|it| harmless(&it.words)).collect();
                let said = if words.is_empty() {
                    "✓ say it is ready".to_owned()
                } else {
                    format!("✗ {}", words.join(", "))
                };
                (said, Role::Warn)
            }
        };
        Parts {
            number: format!("#{}", story.number),
            text: harmless(&story.title),
            note,
            note_role: Some(role),
            ..Parts::default()
        }
    }

    fn change(self, at: usize) -> Parts {
        let Some(change) = self.app.standing.changes.get(at) else { return Parts::default() };
        let answer::News { number, deed, title, who } =
            answer::news(change, self.backlog, self.app.today);
        let text = if title.is_empty() { deed } else { format!("{deed} · {title}") };
        let number = number.map(|number| format!("#{number}")).unwrap_or_default();
        Parts { number, text, note: who, ..Parts::default() }
    }

    fn begin(self, begin: Begin) -> Parts {
        let (text, note) = match begin {
            Begin::Add => ("Add a first story", "upnext add \"As a …, I want …\"".to_owned()),
            Begin::Import => {
                ("Take it over from Jira", "upnext import FILE --from jira".to_owned())
            }
            Begin::Sample => ("Look at the sample product", "upnext demo".to_owned()),
            Begin::Idea => {
                let key = self.app.key_of(Action::Idea);
                ("Catch an idea", format!("{key} anywhere, or upnext idea \"…\""))
            }
        };
        Parts { text: text.to_owned(), note, ..Parts::default() }
    }

    fn step(step: Step, done: bool) -> Parts {
        let (text, note) = match step {
            Step::Goal => ("Write a Product Goal", "what it is all for"),
            Step::Estimate(_) => ("Estimate the stories at the top", "the first ten"),
            Step::Ready(_) => ("Make them ready", "what is missing stands on their pages"),
            Step::Team => ("Say who is on the team", "upnext person add NAME"),
            Step::Plan => ("Plan the first sprint", "goal, days, stories"),
        };
        let mark = if done { "✓" } else { "▢" };
        Parts {
            text: format!("{mark} {text}"),
            note: note.to_owned(),
            role: Some(if done { Role::Good } else { Role::Plain }),
            ..Parts::default()
        }
    }
}
