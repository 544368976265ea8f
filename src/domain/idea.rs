//! An idea in the inbox: what somebody said, before it is a story.

pub mod catch;

use std::collections::BTreeSet;

use super::history::Entry;
use super::record::{record, words};
use super::stamp::Moment;
use super::story::StoryId;

words! {
    /// What became of an idea.
    #[derive(Default)]
    pub enum IdeaState ("idea state") {
        /// Not looked at.
        #[default] New = "new",
        /// Stands behind at least one story.
        Kept = "kept",
        /// Put aside, with a reason.
        Dismissed = "dismissed",
    }
}

record! {
    /// One idea.
    pub entity Idea {
        /// What people call it.
        number: u32 => counted,
        /// The words.
        text: String => required,
        /// Who said it.
        from: String,
        /// When it was caught.
        at: Moment => required,
        /// Free words.
        tags: BTreeSet<String>,
        /// How satisfied they are, 1 to 5.
        score: Option<u8>,
        /// Stories it stands behind.
        stories: BTreeSet<StoryId>,
        /// What became of it.
        state: IdeaState,
        /// Why it was dismissed.
        reason: String,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}

impl Idea {
    /// Whether it stands behind a story: somebody kept it for that. What is only said about a
    /// story does not.
    #[must_use]
    pub fn stands_behind(&self, story: StoryId) -> bool {
        self.state == IdeaState::Kept && self.stories.contains(&story)
    }

    /// What was said, by whom and how satisfied they are: "Gift wrapping — Ana, 4 of 5".
    #[must_use]
    pub fn said(&self) -> String {
        let score = self.score.map_or_else(String::new, |score| format!("{score} of 5"));
        let parts = [self.from.as_str(), score.as_str()];
        let who: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if who.is_empty() {
            self.text.clone()
        } else {
            format!("{} — {}", self.text, who.join(", "))
        }
    }
}
