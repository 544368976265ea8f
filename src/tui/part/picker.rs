//! A list to pick from by typing some of the words: one, or several. It knows what is picked for,
//! not what becomes of it.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::line::Line;
use super::search::{Search, matching};
use super::stories::Stories;
use crate::advice::drafting::DraftStory;
use crate::domain::check::Check;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::ready::Rule;
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, StoryId};
use crate::tui::layout::Layout;
use crate::tui::screen::columns::Column;
use crate::tui::theme::Theme;

/// What is picked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pick {
    /// A story to go to.
    GoTo,
    /// What must come first.
    DependsOn,
    /// A story to link with.
    Link,
    /// Tags.
    Tags,
    /// Epic, release, requester or assignee.
    Belongs,
    /// The state.
    State,
    /// One field of a story.
    Field(Field),
    /// The record of a sprint.
    Record,
    /// What goes out of a running sprint for the stories that come in.
    GoesOut(Id<Sprint>),
    /// The story an idea stands behind.
    Join(Id<Idea>),
    /// Columns of the list.
    Columns,
    /// Rules of readiness and checks of wording.
    Rules,
    /// How the screen looks.
    Theme,
    /// A backup to go back to.
    Backup,
    /// A story to move to its place by score.
    Disagreements,
    /// Drafts of stories, to be kept.
    Drafts,
}

impl Pick {
    /// Whether something new may be typed here: then what was typed and left comes back.
    #[must_use]
    pub const fn takes_words(self) -> bool {
        matches!(self, Self::Tags | Self::Belongs | Self::Field(_) | Self::DependsOn | Self::Link)
    }
}

/// What a choice stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A story.
    Story(StoryId),
    /// No story at all.
    Nothing,
    /// A story that this one continues.
    Follows(StoryId),
    /// A word: a tag, a skill.
    Word(String),
    /// A field with a value as it is spelled; empty clears.
    Set(Field, String),
    /// A state.
    State(Status),
    /// A sprint.
    Sprint(Id<Sprint>),
    /// A column.
    Column(Column),
    /// A rule of readiness.
    Rule(Rule),
    /// A check of wording.
    Check(Check),
    /// A theme.
    Theme(Theme),
    /// A backup, by its name.
    Backup(String),
    /// A draft of a story.
    Draft(Box<DraftStory>),
}

/// Whether a choice is made: for one story it is or is not, for several it may be for some.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chosen {
    /// Not chosen.
    #[default]
    No,
    /// Chosen for some of the stories; left as it is.
    Some,
    /// Chosen.
    Yes,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is read and searched.
    pub text: String,
    /// What stands beside it.
    pub hint: String,
    /// What it stands for.
    pub value: Value,
    /// Whether it is chosen now.
    pub chosen: Chosen,
    /// Whether it was when the picker was opened.
    pub was: Chosen,
}

impl Choice {
    /// A choice that is not made.
    #[must_use]
    pub fn new(text: impl Into<String>, hint: impl Into<String>, value: Value) -> Self {
        let (text, hint) = (text.into(), hint.into());
        Self { text, hint, value, chosen: Chosen::No, was: Chosen::No }
    }

    /// The same, chosen as it is now.
    #[must_use]
    pub const fn chosen(mut self, chosen: Chosen) -> Self {
        (self.chosen, self.was) = (chosen, chosen);
        self
    }
}

/// What a typed text that is no choice becomes.
pub type Free = fn(&str) -> Vec<Choice>;

/// A list being picked from.
#[derive(Debug)]
pub struct Picker {
    /// What for.
    pub pick: Pick,
    /// What it is called.
    pub heading: String,
    /// The stories it is about.
    pub targets: Vec<StoryId>,
    /// Whether several may be chosen.
    pub many: bool,
    /// What is typed.
    pub line: Line,
    /// All choices but stories.
    pub choices: Vec<Choice>,
    /// The stories to choose from, where stories are.
    stories: Option<Stories>,
    search: Search,
    /// Those that match, best first: indexes into the choices.
    pub hits: Vec<u32>,
    /// The hit under the cursor.
    pub cursor: usize,
    /// The first hit on screen.
    pub top: usize,
    /// Why the choice was not taken, until something is typed.
    pub refused: Option<String>,
    free: Option<Free>,
    /// How many of the choices were there from the beginning; typed ones come after.
    given: usize,
}

impl Picker {
    /// A picker over these choices.
    #[must_use]
    pub fn new(pick: Pick, heading: String, choices: Vec<Choice>, targets: Vec<StoryId>) -> Self {
        let given = choices.len();
        let mut picker = Self {
            pick,
            heading,
            targets,
            many: false,
            line: Line::default(),
            choices,
            stories: None,
            search: Search::default(),
            hits: Vec::new(),
            cursor: 0,
            top: 0,
            refused: None,
            free: None,
            given,
        };
        picker.find();
        // The cursor begins on what is so already.
        let chosen = |choice: &Choice| choice.chosen == Chosen::Yes;
        picker.cursor = picker.choices.iter().position(chosen).unwrap_or(0);
        picker
    }

    /// A picker over stories.
    #[must_use]
    pub fn over(pick: Pick, heading: String, stories: Stories, targets: Vec<StoryId>) -> Self {
        let mut picker = Self::new(pick, heading, Vec::new(), targets);
        picker.stories = Some(stories);
        picker.find();
        picker
    }

    /// How many there are to choose from.
    #[must_use]
    pub fn count(&self) -> usize {
        self.stories.as_ref().map_or(self.choices.len(), Stories::len)
    }

    /// Where its rows are on a screen of this size; drafts leave room to read one of them.
    #[must_use]
    pub fn rows(&self, size: (u16, u16)) -> Rect {
        let all = Layout::choices(size);
        if self.pick != Pick::Drafts {
            return all;
        }
        let most = (all.height / 2).max(1);
        Rect { height: u16::try_from(self.count()).unwrap_or(most).clamp(1, most), ..all }
    }

    /// The same, for choosing several.
    #[must_use]
    pub const fn several(mut self) -> Self {
        (self.many, self.cursor) = (true, 0);
        self
    }

    /// The same, where a text that is no choice may become one.
    #[must_use]
    pub const fn or_new(mut self, free: Free) -> Self {
        self.free = Some(free);
        self
    }

    /// Finds what matches the typed text.
    pub fn find(&mut self) {
        self.refused = None;
        (self.cursor, self.top) = (0, 0);
        if let Some(stories) = &self.stories {
            let typed = self.line.text().trim();
            if let Some(numbered) = stories.numbered(typed) {
                self.hits = numbered;
                return;
            }
            let count = u32::try_from(stories.len()).unwrap_or(u32::MAX);
            self.hits = self.search.find(typed, count, |at, out| stories.write(at, out));
            return;
        }
        // A typed choice that was chosen stays; the others give way to what is typed now.
        let given = self.given;
        let mut at = 0;
        self.choices.retain(|choice| {
            at += 1;
            at <= given || choice.chosen == Chosen::Yes
        });
        let typed = self.line.text().trim().to_owned();
        let texts: Vec<&str> = self.choices.iter().map(|choice| choice.text.as_str()).collect();
        self.hits = matching(&typed, &texts);
        let known = self.choices.iter().any(|it| it.text.eq_ignore_ascii_case(&typed));
        if let Some(free) = self.free.filter(|_| !typed.is_empty() && !known) {
            for choice in free(&typed) {
                self.hits.extend(u32::try_from(self.choices.len()));
                self.choices.push(choice);
            }
        }
    }

    /// The choice of a hit.
    #[must_use]
    pub fn at(&self, hit: usize) -> Option<Choice> {
        let at = *self.hits.get(hit)?;
        match &self.stories {
            Some(stories) => stories.choice(at),
            None => self.choices.get(at as usize).cloned(),
        }
    }

    /// Moves the cursor and keeps it on screen.
    pub fn go(&mut self, by: isize, height: usize) {
        let last = self.hits.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.scroll(height);
    }

    /// Keeps the cursor on screen.
    pub fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor.max(lowest));
    }

    /// Chooses what is under the cursor, or not; chosen for some goes to all first.
    pub fn choose(&mut self) {
        let at = self.hits.get(self.cursor).map_or(usize::MAX, |at| *at as usize);
        if let Some(choice) = self.choices.get_mut(at) {
            choice.chosen = match choice.chosen {
                Chosen::Yes => Chosen::No,
                Chosen::No if choice.was == Chosen::Some => Chosen::Some,
                Chosen::No | Chosen::Some => Chosen::Yes,
            };
        }
    }

    /// The choices that are not as they were.
    pub fn changed(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter().filter(|choice| choice.chosen != choice.was)
    }
}
