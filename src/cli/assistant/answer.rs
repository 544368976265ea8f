//! What an assistant said, as drafts: text that nobody has to believe, cut to a size that can be
//! read, without a character that could act. It repairs no JSON.

use serde::Deserialize;

use crate::advice::drafting::DraftStory;
use crate::cli::failure::Failure;
use crate::domain::command::Wording;
use crate::domain::narrative;
use crate::say::plain;

/// The most stories of an answer, and the most criteria of a story.
const STORIES: usize = 200;
const CRITERIA: usize = 50;
/// The most characters of a title, and of any other text.
const TITLE: usize = 200;
const TEXT: usize = 1_000;

#[derive(Deserialize)]
struct Answer {
    stories: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    title: Option<String>,
    role: Option<String>,
    want: Option<String>,
    benefit: Option<String>,
    criteria: Option<Vec<Criterion>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Criterion {
    Line(String),
    Steps {
        text: Option<String>,
        given: Option<String>,
        when: Option<String>,
        then: Option<String>,
    },
}

/// The drafts of an answer.
///
/// # Errors
/// It is not the JSON that was asked for; where and why is said.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<DraftStory>, Failure> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|error| {
        let error = error.to_string();
        let why: String = plain::line(&error).chars().take(TITLE).collect();
        let words = format!("the answer of the assistant “{name}” cannot be read: {why}");
        let shape = "it should be {\"stories\":[{\"title\":\"…\",\"criteria\":[\"…\"]}]}";
        Failure::unreadable(words, vec![shape.to_owned()])
    })?;
    let stories = answer.stories.into_iter().take(STORIES).map(draft);
    Ok(stories.filter(|it| !it.title.is_empty()).collect())
}

fn draft(story: Story) -> DraftStory {
    let text = |it: Option<String>| line(&it.unwrap_or_default(), TEXT);
    let title = line(&story.title.unwrap_or_default(), TITLE);
    let (role, want, benefit) = (text(story.role), text(story.want), text(story.benefit));
    let told = narrative::Narrative::of_parts(&role, &want, &benefit);
    let criteria = story.criteria.unwrap_or_default().into_iter().take(CRITERIA);
    let criteria = criteria.map(|it| match it {
        Criterion::Line(words) => Wording::line(line(&words, TEXT)),
        Criterion::Steps { text: words, given, when, then } => {
            Wording { text: text(words), given: text(given), when: text(when), then: text(then) }
        }
    });
    let criteria = criteria.filter(|it| *it != Wording::default()).collect();
    let title =
        if title.is_empty() { line(&narrative::headline(&told.want), TITLE) } else { title };
    let narrative::Narrative { role, want, benefit } = told;
    DraftStory { line: 0, title, role, want, benefit, criteria }
}

/// One line of so many characters: what could act or hide is a blank.
fn line(text: &str, most: usize) -> String {
    let bare: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most - 1).chain(['…']).collect()
}
