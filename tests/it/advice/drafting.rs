//! Drafts from descriptions of many shapes: taken apart by hand first, then by rule.

use proptest::prelude::*;
use upnext::advice::drafting::{DraftStory, drafts};

/// A draft on a few lines: where from, its title, its story, its criteria.
fn told(draft: &DraftStory) -> String {
    let DraftStory { line, title, role, want, benefit, .. } = draft;
    let mut said = format!("{line} {title}");
    for (lead, words) in [(" | as ", role), (" | want ", want), (" | so that ", benefit)] {
        if !words.is_empty() {
            said = format!("{said}{lead}{words}");
        }
    }
    for it in &draft.criteria {
        let steps = [&it.given, &it.when, &it.then].map(String::as_str).join(" / ");
        let steps = if steps == " /  / " { String::new() } else { steps };
        said = format!("{said}\n  - {}{steps}", it.text);
    }
    said
}

fn all(text: &str) -> String {
    drafts(text).iter().map(told).collect::<Vec<_>>().join("\n")
}

fn are(text: &str, expected: &str) {
    assert_eq!(all(text), expected.trim_matches('\n'), "\n{text}");
}

#[test]
fn one_user_story() {
    are(
        "As a shopper, I want to pay by card, so that I need no cash.",
        "1 Pay by card | as shopper | want to pay by card | so that I need no cash",
    );
}

#[test]
fn a_list_of_user_stories_with_points_inside() {
    are(
        "Stories:\n\n- As a guest, I want to see prices.\n  - They include tax.\n  - In euro\n\
         - As a clerk, I want totals so that I can plan\n",
        "
3 See prices | as guest | want to see prices
  - They include tax.
  - In euro
6 Totals | as clerk | want totals | so that I can plan",
    );
}
