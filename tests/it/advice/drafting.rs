//! Drafts from descriptions of many shapes: taken apart by hand first, then by rule.

use proptest::prelude::*;
use upnext::advice::drafting::{DraftStory, drafts, reading};

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

#[test]
fn a_heading_above_one_story_is_its_title() {
    are(
        "# Checkout\n\n## Card payment\n\n**As a** shopper\nI want to pay by *card*\n\
         so that I need no cash\n\n### Acceptance criteria\n\n- [ ] The fee is shown\n\
         - [x] A receipt is mailed\n\n## Invoice\n\nAs a firm, I want an invoice.\n",
        "
3 Card payment | as shopper | want to pay by card | so that I need no cash
  - The fee is shown
  - A receipt is mailed
14 Invoice | as firm | want an invoice",
    );
}

#[test]
fn sentences_that_say_what_people_can_do() {
    are(
        "Guests can search for a book. They can also filter by price. Members who have paid \
         should be able to reserve a book so that it is there. The weather is nice.",
        "
1 Search for a book | as guest | want to search for a book
  - They can also filter by price.
1 Reserve a book | as member who have paid | want to reserve a book | so that it is there",
    );
}

#[test]
fn duties_about_the_same_thing_are_criteria_and_others_stand_alone() {
    are(
        "Users can upload a photo.\nPhotos must be smaller than 5 MB.\n\
         It should be done in two seconds.\nThe newsletter must be sent on Fridays.\n\
         We should talk about money.",
        "
1 Upload a photo | as user | want to upload a photo
  - Photos must be smaller than 5 MB.
  - It should be done in two seconds.
4 The newsletter must be sent on Fridays",
    );
}

#[test]
fn points_of_names_are_drafts_and_points_of_statements_criteria() {
    are(
        "# Shop\n\n## Payment\n\n- Pay by card\n- Pay by invoice\n\n## Password reset\n\n\
         - The link is valid for one hour\n- Old links do not work\n\n## Export as CSV\n",
        "
5 Pay by card
6 Pay by invoice
8 Password reset
  - The link is valid for one hour
  - Old links do not work
13 Export as CSV",
    );
}

#[test]
fn scenarios_in_code_in_lines_and_in_points() {
    are(
        "```gherkin\nFeature: Card payment\n  As a shopper\n  I want to pay by card\n\n  \
         Scenario: Expired\n    Given an expired card\n    When I pay\n    Then I am told\n    \
         And nothing is booked\n\n  Scenario: Fine\n    When I pay\n    Then I get a receipt\n```\n",
        "
2 Card payment | as shopper | want to pay by card
  - an expired card / I pay / I am told and nothing is booked
  -  / I pay / I get a receipt",
    );
    are(
        "As a clerk, I want to undo\n\nGiven a deleted line\nWhen I press u\nThen it is back\n\n\
         * Given nothing was done, when I press u, then a word says so\n",
        "
1 Undo | as clerk | want to undo
  - a deleted line / I press u / it is back
  - nothing was done / I press u / a word says so",
    );
}

#[test]
fn steps_that_say_what_can_be_done_stay_steps() {
    are(
        "Given a user who can pay\nWhen they must wait\nThen a word says so",
        "
1 Given a user who can pay
  - a user who can pay / they must wait / a word says so",
    );
    are(
        "Clerks can undo.\nWhen nothing was done, it must say so.",
        "
1 Undo | as clerk | want to undo
  - When nothing was done, it must say so.",
    );
}

#[test]
fn what_is_out_of_scope_or_background_is_none() {
    are(
        "# Gift cards\n\n## Background\n\nWe sell plants. Customers can only pay online today.\n\n\
         - Sales fell\n\n## Features\n\n- Buy a gift card\n- Check the balance. It is shown in euro.\n\n\
         ## Out of scope\n\n- Refunds\n- As a guest, I want a refund\n\n### Later\n\n- Wrapping\n",
        "
11 Buy a gift card
12 Check the balance
  - It is shown in euro.",
    );
}

#[test]
fn what_a_thing_can_be_is_only_said_of_a_draft() {
    are(
        "Customers want to collect plants.\nThe plants can be shared by link.\nSnow can fall.\n\n\
         What we need:\n  * add by link\n  * iPad\nOrders must be mailed.",
        "
1 Collect plants | as customer | want to collect plants
  - The plants can be shared by link.
6 Add by link
7 iPad
8 Orders must be mailed",
    );
}

#[test]
fn checklists_and_foreign_bullets() {
    are(
        "- [ ] Print labels\n- [x] Weigh parcels\n  - By hand\n- [ ] Stick them",
        "1 Print labels\n4 Stick them",
    );
    are(
        "Admins must be able to block a user:\n• with a reason\n• for some days\n",
        "
1 Block a user | as admin | want to block a user
  - with a reason
  - for some days",
    );
}

#[test]
fn sentences_that_allow() {
    are(
        "The app should allow clerks to print a label in order to ship faster.\n\n\
         Let visitors to the site pay.\n\nAllow every customer to rate a book.",
        "
1 Print a label | as clerk | want to print a label | so that I can ship faster
5 Rate a book | as customer | want to rate a book",
    );
}

#[test]
fn what_nobody_or_only_some_may_do_is_never_turned_around() {
    for text in [
        "Nobody can see my password.",
        "No one may delete an order.",
        "Only admins can delete a room.",
        "No guest can see prices.",
        "Guests can no longer cancel.",
        "Guests can never see prices.",
        "Guests cannot pay by card.",
        "Guests can't pay by card.",
        "Guests may not pay by card.",
        "Guests must not see prices.",
        "Guests are not allowed to pay.",
        "Users don't want to see prices.",
        "Never let guests cancel.",
        "Do not allow guests to cancel.",
        "The shop does not allow guests to cancel.",
        "Allow only admins to cancel.",
        "Let only admins cancel.",
    ] {
        let title = text.trim_end_matches('.');
        are(text, &format!("1 {title}"));
        are(&format!("- {text}"), &format!("1 {title}"));
        are(
            &format!("Clerks can print a label.\n{text}"),
            &format!("1 Print a label | as clerk | want to print a label\n  - {text}"),
        );
    }
    are("You can see more at the page of the shop.", "");
}

#[test]
fn keys_numbers_and_quotes_before_a_story_are_no_part_of_it() {
    for text in [
        "US-12: As a user, I want to search.",
        "1.1 As a user, I want to search.",
        "1.1. As a user, I want to search.",
        "- [US-3] As a user, I want to search.",
        "- **Login**: As a user, I want to search.",
        "- S2 - As a user, I want to search.",
        "- 7) As a user, I want to search.",
        "### US-1 As a user, I want to search",
        "\"As a user, I want to search.\"",
        "“As a user, I want to search.”",
        "- (P1) Users can search",
        "- US-3: Users can search",
    ] {
        are(text, "1 Search | as user | want to search");
    }
    are(
        "### US-1 As a user, I want a heading story\n\n- crit",
        "1 A heading story | as user | want a heading story\n  - crit",
    );
    // What counts things is no key.
    are("2 guests can share a room.", "1 Share a room | as 2 guest | want to share a room");
}

#[test]
fn what_people_want_and_are_let_do() {
    are(
        "Merchants want to see payouts.\n\nLet guests cancel.\n\nThe shop lets every member pay.\n\n\
         I want to see all my orders so that I can reorder.\n\nWe want to sell plants.",
        "
1 See payouts | as merchant | want to see payouts
3 Cancel | as guest | want to cancel
5 Pay | as member | want to pay
7 See all my orders | want to see all my orders | so that I can reorder",
    );
}

#[test]
fn criteria_below_their_heading_are_never_drafts() {
    for heading in ["**Acceptance criteria**", "Acceptance criteria:", "### Acceptance criteria"] {
        are(
            &format!(
                "## Features\n\n- Filter\n- Search by title\n\n{heading}\n\n- Fast\n- Exact\n"
            ),
            "3 Filter\n4 Search by title\n  - Fast\n  - Exact",
        );
    }
    for text in [
        "- Filter\n- Search by title\n  Acceptance criteria:\n  - Fast\n- Sort",
        "- Filter\n- Search by title\n\n  **Acceptance criteria**\n\n  - Fast\n- Sort",
        "- Filter\n- Search by title\n- Acceptance criteria:\n  - Fast\n- Sort",
    ] {
        let found: Vec<_> = drafts(text);
        let titles: Vec<_> = found.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["Filter", "Search by title", "Sort"], "{text}");
        let criteria: Vec<_> = found[1].criteria.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(criteria, ["Fast"], "{text}");
    }
    // Criteria of no story are none either.
    are("# Acceptance criteria\n\n- Fast\n", "");
}

#[test]
fn code_goes_on_indented_below_a_fence() {
    are(
        "- Pay\n\n```\nlet it = 1;\n```\n\n    As a user, I want code\n\nGuests can pay.",
        "
1 Pay
9 Pay | as guest | want to pay",
    );
}

#[test]
fn sentences_that_say_nothing_of_a_story_are_counted() {
    let read = reading(
        "# Shop\n\nWe sell plants. Guests can pay.\nThe sun is out.\n\nFeatures:\n- Pay later\n\n## Notes\n\nRain.",
    );
    assert_eq!((read.drafts.len(), read.passed), (2, vec![3, 4]));
}

#[test]
fn the_same_story_twice_is_one() {
    are(
        "- As a guest, I want to pay\n  - By card\n- As a guest, I want to pay\n  - By card\n  - Cash",
        "
1 Pay | as guest | want to pay
  - By card
  - Cash",
    );
}

#[test]
fn a_title_too_long_to_read_is_cut_and_kept_whole_below() {
    let long = format!("- The order {} is mailed", "and the bill ".repeat(12).trim());
    let made = drafts(&long);
    assert!(made[0].title.ends_with("and the bill and the…"), "{}", made[0].title);
    assert!(made[0].title.chars().count() <= 100);
    assert_eq!(made[0].criteria[0].text, &long[2..]);
}

#[test]
fn tables_code_and_empty_texts_are_none() {
    for text in [
        "",
        "\n\n",
        "| a | b |\n|---|---|\n| As a x, I want y | 2 |",
        "```\n- a\n```",
        "Just prose about plants.\nAnd more of it.",
        "<!-- - a -->",
        "---",
    ] {
        are(text, "");
    }
    are("- Show <name> in the list, <b>bold</b>", "1 Show <name> in the list, bold");
}

/// Pieces that descriptions are made of, so that chance comes near to real ones.
fn description() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "* [ ] ",
        "1. ",
        "\n",
        "\n\n",
        "\n  ",
        "As a ",
        "As an ",
        "I want ",
        ", so that ",
        "clerk",
        "Users ",
        "can ",
        "must ",
        "should be able to ",
        "it ",
        "Given ",
        "When ",
        "Then ",
        "And ",
        "Scenario: ",
        "Feature: ",
        "Acceptance criteria",
        "Out of scope",
        "print ",
        "a label",
        "the photo ",
        ". ",
        ": ",
        ", ",
        "```",
        "> ",
        "| ",
        "\\",
        "<b>",
        "<!--",
        "-->",
        "\u{1b}[31m",
        "\t",
        "\u{0}",
        "Größe ",
        "日本 ",
        "“",
        "…",
        "&amp;",
    ]);
    prop::collection::vec(prop_oneof![8 => piece.prop_map(str::to_owned), 1 => ".{0,6}"], 0..60)
        .prop_map(|parts| parts.concat())
}

/// The words of a text, in lower case.
fn bare(text: &str) -> Vec<String> {
    // Some letters have no capital of their own: ß becomes SS.
    let text = text.to_uppercase().to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn drafts_are_whole_and_every_word_of_theirs_is_from_the_text(text in description()) {
        // Marks may stand inside a word, and between two that belong together.
        let known = bare(&text);
        let unmarked = text.replace("<b>", "").replace("&amp;", "&").replace("<!--", "");
        let flat = bare(&unmarked).concat();
        let lines = text.split('\n').count();
        for draft in drafts(&text) {
            prop_assert!((1..=lines).contains(&draft.line));
            prop_assert!(!draft.title.trim().is_empty());
            let mut said = vec![&draft.title, &draft.role, &draft.want, &draft.benefit];
            for it in &draft.criteria {
                prop_assert!(it.checked().is_ok(), "{it:?}");
                said.extend([&it.text, &it.given, &it.when, &it.then]);
            }
            for part in said {
                prop_assert!(!part.contains(char::is_control), "{part:?}");
                for word in bare(part) {
                    // "to pay" for "can pay", "I can" for "in order to", "user" for "Users".
                    let ours = ["to", "i", "can", "we", "and", "only", "not", "no"];
                    let marks = text.contains(['*', '`', '_', '\\', '~', '<', '>', '&']);
                    let there = known.iter().any(|it| *it == word || *it == format!("{word}s"))
                        || (marks && flat.contains(&word));
                    prop_assert!(there || ours.contains(&word.as_str()), "{word} in {part}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn drafts_written_down_read_back_as_they_were(text in description()) {
        use upnext::bridge::sheet::drafts as sheet;
        let made: Vec<_> = drafts(&text).iter().map(|it| (it.line, it.story())).collect();
        let shown = sheet::write(&made);
        prop_assert!(sheet::is_sheet(&shown));
        let again = sheet::read(&shown).unwrap();
        let stories = |all: &[(usize, upnext::domain::command::NewStory)]| {
            all.iter().map(|it| it.1.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(stories(&again), stories(&made), "{}", shown);
        // Written once more it is the same, but for the lines it comes from.
        prop_assert_eq!(again.len(), made.len());
    }

    #[test]
    fn any_text_is_read_as_drafts_or_refused(text in description()) {
        use upnext::bridge::sheet::drafts as sheet;
        match sheet::read(&text) {
            Ok(made) => for (line, story) in made {
                prop_assert!(line >= 1 && !story.title.is_empty());
            },
            Err(mistakes) => prop_assert!(!mistakes.is_empty()),
        }
    }
}
