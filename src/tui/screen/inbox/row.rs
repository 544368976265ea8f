//! An idea as the Inbox shows it: its values, harmless, and all about it in lines. It is made when
//! the backlog is read, and asks it nothing afterwards.

use chrono::NaiveDate;

use crate::advice::weights::{self, Weight};
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::number::Hundredths;
use crate::domain::story::StoryId;
use crate::say::{date, plain, tally, width};
use crate::tui::theme::Role;

/// As many of those that say the same are told word by word.
const TOLD: usize = 6;

/// Something an idea has to do with: its number and its words.
#[derive(Debug, Clone)]
pub struct Told {
    /// What people call it.
    pub number: u32,
    /// The words.
    pub text: String,
}

/// One idea.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which one.
    pub id: Id<Idea>,
    /// What people call it.
    pub number: u32,
    /// What became of it.
    pub state: IdeaState,
    /// Days since it was caught.
    pub days: u64,
    /// How many say the same, itself among them.
    pub count: usize,
    /// How satisfied they are on average, 1 to 5.
    pub mean: Option<Hundredths>,
    /// Who said it.
    pub from: String,
    /// The words.
    pub text: String,
    /// The tags, in one line.
    pub tags: String,
    /// The day it was caught, as people say it.
    day: String,
    /// Its own score.
    score: Option<u8>,
    /// The stories it stands behind, or is about.
    stories: Vec<(StoryId, Told)>,
    /// Those that say the same, as many as are told.
    alike: Vec<Told>,
    /// Why it was dismissed.
    reason: String,
}

/// Every idea, in the order of the inbox.
pub(super) fn rows(backlog: &Backlog, today: NaiveDate) -> Vec<Row> {
    let weights = weights::of_ideas(backlog);
    let texts: std::collections::HashMap<u32, &str> =
        backlog.ideas().iter().map(|idea| (idea.number, idea.text.as_str())).collect();
    let told = |number: &u32| {
        let text = texts.get(number).copied().unwrap_or_default();
        Told { number: *number, text: plain::line(text).into_owned() }
    };
    let row = |weight: &Weight| {
        let idea = backlog.ideas().get(weight.idea)?;
        let alike = weight.alike.iter().take(TOLD).map(told).collect();
        Some(Row::of(idea, weight, alike, backlog, today))
    };
    weights.iter().filter_map(row).collect()
}

impl Row {
    fn of(
        idea: &Idea,
        weight: &Weight,
        alike: Vec<Told>,
        backlog: &Backlog,
        today: NaiveDate,
    ) -> Self {
        let story = |id: &StoryId| {
            let story = backlog.story(*id)?;
            let text = plain::line(&story.title).into_owned();
            Some((*id, Told { number: story.number, text }))
        };
        let mut stories: Vec<(StoryId, Told)> = idea.stories.iter().filter_map(story).collect();
        stories.sort_by_key(|(_, told)| told.number);
        let day = idea.at.day();
        let tags: Vec<String> = idea.tags.iter().map(|tag| format!("#{tag}")).collect();
        Self {
            id: idea.id,
            number: idea.number,
            state: idea.state,
            days: u64::try_from((today - day).num_days()).unwrap_or(0),
            count: weight.count,
            mean: weight.mean_score,
            from: plain::line(&idea.from).into_owned(),
            text: plain::line(&idea.text).into_owned(),
            tags: plain::line(&tags.join(" ")).into_owned(),
            day: match date::age(day, today).as_str() {
                "today" => "today".to_owned(),
                age => format!("{}, {age} ago", date::short(day, today)),
            },
            score: idea.score,
            stories,
            alike,
            reason: plain::line(&idea.reason).into_owned(),
        }
    }

    /// The first story it has to do with.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.stories.first().map(|(id, _)| *id)
    }

    /// All about it, in lines of so many columns.
    pub(super) fn lines(&self, columns: usize) -> Vec<(String, Role)> {
        let mut sheet = Lines { lines: Vec::new(), columns };
        sheet.put("", &self.text, Role::Strong);
        sheet.put("", &self.facts(), Role::Dim);
        if self.state == IdeaState::Dismissed {
            sheet.put("✗ ", &format!("dismissed: {}", self.reason), Role::Warn);
        }
        let kept = self.state == IdeaState::Kept;
        let (what, mark) = if kept { ("Stands behind", "✓") } else { ("Said about", "·") };
        if !self.stories.is_empty() {
            sheet.heading(what);
        }
        for (_, story) in &self.stories {
            let role = if kept { Role::Good } else { Role::Plain };
            sheet.put(&format!("{mark} #{} ", story.number), &story.text, role);
        }
        let others = self.count - 1;
        if others > 0 {
            let mean =
                self.mean.map_or_else(String::new, |mean| format!(", {mean} of 5 on average"));
            let says = if others == 1 { "says" } else { "say" };
            sheet.heading(&format!(
                "{} {says} the same{mean}",
                tally::count(others, "other", "others")
            ));
        }
        for idea in &self.alike {
            sheet.put(&format!("· {} ", idea.number), &idea.text, Role::Plain);
        }
        if others > self.alike.len() {
            sheet.put("· ", &format!("and {} more", others - self.alike.len()), Role::Dim);
        }
        sheet.lines
    }

    /// Its plain values in one line.
    fn facts(&self) -> String {
        let mut facts = vec![format!("idea {}", self.number), self.day.clone()];
        facts.extend((!self.from.is_empty()).then(|| format!("from {}", self.from)));
        facts.extend(self.score.map(|score| format!("{score} of 5")));
        facts.extend((!self.tags.is_empty()).then(|| self.tags.clone()));
        facts.join(" · ")
    }
}

/// Lines being written.
struct Lines {
    lines: Vec<(String, Role)>,
    columns: usize,
}

impl Lines {
    /// A text behind a mark, wrapped; what goes on stands under its beginning.
    fn put(&mut self, mark: &str, text: &str, role: Role) {
        let indent = width::width(mark);
        let wrapped = width::wrap(text, self.columns.saturating_sub(indent).max(1));
        for (at, line) in wrapped.into_iter().enumerate() {
            let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push((format!("{lead}{line}"), role));
        }
    }

    fn heading(&mut self, words: &str) {
        self.lines.push((String::new(), Role::Plain));
        self.put("", words, Role::Heading);
    }
}
