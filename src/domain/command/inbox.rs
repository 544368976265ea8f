//! What becomes of an idea: a story of its own, one more voice behind a story that is there, or
//! nothing, for a reason. It never takes an idea away, nor changes what was said.

use std::sync::Arc;

use super::{NewStory, Place, place, story};
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::narrative;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::story::{Status, StoryId};

/// A title of more letters than this is cut, and the rest described.
const TITLE: usize = 72;

/// A story that an idea asks for. Tags and who said it come from the idea itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FromIdea {
    /// The story.
    pub story: NewStory,
    /// What its title has no room for, in Markdown.
    pub description: String,
}

impl FromIdea {
    /// The story that the words of an idea make: a whole user story comes apart; a long text gives
    /// its first sentence, or its first words, as a title, and stands in the description.
    #[must_use]
    pub fn draft(idea: &Idea) -> Self {
        let text = idea.text.trim();
        if let Some(it) = narrative::split(text) {
            let title = narrative::headline(&it.want);
            let (role, want, benefit) = (it.role, it.want, it.benefit);
            return Self::of(NewStory { title, role, want, benefit, ..NewStory::default() }, "");
        }
        let titled = |title: String| NewStory { title, ..NewStory::default() };
        let count = text.chars().count();
        if count <= TITLE {
            return Self::of(titled(text.to_owned()), "");
        }
        match sentence(text).filter(|(first, _)| first.chars().count() <= TITLE) {
            Some((first, rest)) => Self::of(titled(first.to_owned()), rest),
            None => Self::of(titled(begun(text)), text),
        }
    }

    fn of(story: NewStory, description: &str) -> Self {
        Self { story, description: description.to_owned() }
    }

    /// The same under another title; words the title would have said stand in the description.
    #[must_use]
    pub fn titled(mut self, title: &str, idea: &Idea) -> Self {
        let told = !self.story.want.is_empty() || title.trim() == idea.text.trim();
        if !told {
            idea.text.trim().clone_into(&mut self.description);
        }
        title.clone_into(&mut self.story.title);
        self
    }
}

/// The first sentence without its full stop, and what comes after it.
fn sentence(text: &str) -> Option<(&str, &str)> {
    let ends = ['.', '!', '?', ';', ':'];
    let end = text.char_indices().find(|(at, c)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        ends.contains(c) && after.starts_with(' ') && !after.trim().is_empty()
    })?;
    let (first, rest) = text.split_at_checked(end.0 + end.1.len_utf8())?;
    Some((first.trim_end_matches(['.', ';', ':']), rest.trim()))
}

/// The first words, and a sign that there are more.
fn begun(text: &str) -> String {
    let cut = text.char_indices().nth(TITLE).map_or(text.len(), |(at, _)| at);
    let head = text.get(..cut).unwrap_or(text);
    let whole = head.rsplit_once(' ').map_or(head, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ' ', '-', '–', '—', '(']))
}

pub(super) fn story(
    draft: &mut Draft<'_>,
    id: Id<Idea>,
    it: &FromIdea,
    at: Place,
) -> Result<String, Refusal> {
    let idea = open(draft, id)?;
    let rank = place::room(draft, at, &[], 1)?.pop().unwrap_or_default();
    let number = draft.now().next_number();
    let mut written = story::written(draft, &it.story, rank, number)?;
    written.tags.extend(idea.tags.iter().cloned());
    written.requester.clone_from(&idea.from);
    it.description.trim().clone_into(&mut written.description);
    let label = format!("Made #{number} “{}” of idea {}", written.title, idea.number);
    let new = written.id;
    draft.about(new);
    draft.add(written, Act::Added);
    if let Some(others) = behind(draft, &idea) {
        draft.notice(format!("idea {} stands behind {others} already", idea.number));
    }
    keep(draft, id, new);
    Ok(label)
}

pub(super) fn join(draft: &mut Draft<'_>, id: Id<Idea>, to: StoryId) -> Result<String, Refusal> {
    let (idea, held) = (open(draft, id)?, draft.story(to)?);
    if held.status == Status::Dropped {
        return Err(Refusal::rule(format!(
            "#{} is dropped: restore it first, or join idea {} to another story",
            held.number, idea.number
        )));
    }
    draft.about(to);
    keep(draft, id, to);
    Ok(format!("Idea {} stands behind #{} “{}”", idea.number, held.number, held.title))
}

/// The stories an idea that was kept stands behind: "#12, #14".
fn behind(draft: &Draft<'_>, idea: &Idea) -> Option<String> {
    let kept = idea.state == IdeaState::Kept;
    let numbers = idea.stories.iter().filter_map(|id| draft.now().story(*id));
    let said: Vec<String> = numbers.map(|story| format!("#{}", story.number)).collect();
    (kept && !said.is_empty()).then(|| said.join(", "))
}

fn keep(draft: &mut Draft<'_>, id: Id<Idea>, story: StoryId) {
    draft.alter(id, Act::Kept, None, |idea: &mut Idea| {
        idea.state = IdeaState::Kept;
        idea.stories.insert(story);
    });
}

pub(super) fn dismiss(
    draft: &mut Draft<'_>,
    id: Id<Idea>,
    reason: &str,
) -> Result<String, Refusal> {
    let idea = open(draft, id)?;
    let reason = setting::one_line("a reason", reason)?;
    draft.alter(id, Act::Dismissed, Some(&reason), |idea: &mut Idea| {
        idea.state = IdeaState::Dismissed;
        idea.reason.clone_from(&reason);
    });
    Ok(format!("Dismissed idea {}: {reason}", idea.number))
}

pub(super) fn restore(draft: &mut Draft<'_>, id: Id<Idea>) -> Result<String, Refusal> {
    let idea = held(draft, id)?;
    if idea.state != IdeaState::Dismissed {
        return Err(Refusal::rule(format!(
            "idea {} is {}: only a dismissed one is taken up again",
            idea.number, idea.state
        )));
    }
    draft.alter(id, Act::Restored, None, |idea: &mut Idea| {
        idea.state = IdeaState::New;
        idea.reason.clear();
    });
    Ok(format!("Took idea {} up again", idea.number))
}

fn held(draft: &mut Draft<'_>, id: Id<Idea>) -> Result<Arc<Idea>, Refusal> {
    draft.held(id).ok_or_else(|| Refusal::usage("that idea is not here any more"))
}

/// An idea that was not put aside.
fn open(draft: &mut Draft<'_>, id: Id<Idea>) -> Result<Arc<Idea>, Refusal> {
    let idea = held(draft, id)?;
    if idea.state == IdeaState::Dismissed {
        return Err(Refusal::rule(format!(
            "idea {} is dismissed ({}): take it up again first",
            idea.number, idea.reason
        )));
    }
    Ok(idea)
}
