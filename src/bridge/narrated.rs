//! Finds the user story in a title or at the start of a description.
//! It never changes either.

use super::words::one_line;
use crate::domain::import::ImportedStory;
use crate::domain::narrative::{self, Narrative};

/// Words a further line of the same sentence begins with.
const GOES_ON: [&str; 8] =
    ["i want", "i need", "i would", "i'd", "i can", "so that", "so i", "in order to"];

/// Fills role, want and benefit where they are empty and the story tells them.
pub(super) fn fill(story: &mut ImportedStory, description: &str) {
    if !story.role.is_empty() || !story.want.is_empty() {
        return;
    }
    let told = narrative::split(&story.title).or_else(|| narrative::split(&first(description)));
    if let Some(Narrative { role, want, benefit }) = told {
        story.role = role;
        story.want = want;
        if story.benefit.is_empty() {
            story.benefit = benefit;
        }
    }
}

/// The first sentence of a description: its first line, and lines that plainly continue it.
fn first(description: &str) -> String {
    // `*As a* clerk, *I want* …` is a habit in Jira.
    let plain = description.replace('*', "");
    let mut lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut said = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let lower = line.to_lowercase().replace('\u{2019}', "'");
        if !GOES_ON.iter().any(|lead| lower.starts_with(lead)) {
            break;
        }
        said = format!("{said} {line}");
    }
    one_line(&said)
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::domain::import::ImportedStory;

    fn told(title: &str, description: &str) -> [String; 3] {
        let mut story = ImportedStory { title: title.to_owned(), ..ImportedStory::default() };
        fill(&mut story, description);
        [story.role, story.want, story.benefit]
    }

    #[test]
    fn the_title_first_then_the_first_sentence_below() {
        let title = "As a cook, I want salt";
        assert_eq!(told(title, "As a guest, I want wine"), ["cook", "salt", ""]);
        let lines = "*As a* guest\n*I want* wine\n\n*so that* I rest.\n\nSee the list.";
        assert_eq!(told("Wine", lines), ["guest", "wine", "I rest"]);
        assert_eq!(told("Wine", "Some text\nAs a guest, I want wine"), ["", "", ""]);
    }
}
