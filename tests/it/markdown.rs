//! Markdown on the screen: looks as a reader expects, fits, and stays harmless.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use upnext::say::{plain, width};
use upnext::tui::markdown::{Line, lines};
use upnext::tui::theme::Role;

/// The text of the lines, one below the other.
fn drawn(text: &str, columns: usize) -> String {
    let row = |line: &Line| line.iter().map(|(text, _)| text.as_str()).collect::<String>();
    lines(text, columns, 1_000).iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The parts with a role of their own.
fn roles(text: &str) -> Vec<(String, Role)> {
    let all = lines(text, 80, 100).concat();
    all.into_iter().filter(|(_, role)| *role != Role::Plain).collect()
}

#[track_caller]
fn looks(text: &str, columns: usize, expected: &[&str]) {
    let drawn = drawn(text, columns);
    assert_eq!(drawn.split('\n').collect::<Vec<_>>(), expected, "\n{drawn}");
}

#[test]
fn paragraphs_stand_apart_and_only_meant_line_ends_stay() {
    looks("one\ntwo\n\n\n\nthree  \nfour\\\nfive\n", 20, &["one two", "", "three", "four", "five"]);
    looks("as a shopper I want to pay", 10, &["as a", "shopper I", "want to", "pay"]);
    looks("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]);
    looks("日本語です x", 5, &["日本", "語で", "す x"]);
    looks("a  b `c  d`", 20, &["a  b c  d"]);
    looks("", 20, &[""]);
    assert!(lines("\n \n", 20, 9).is_empty());
}

#[test]
fn words_keep_their_weight_across_rows() {
    let found = lines("pay **by card now** or *later* with `upnext`", 12, 9);
    let plain = |text: &str| (text.to_owned(), Role::Plain);
    let strong = |text: &str| (text.to_owned(), Role::Strong);
    assert_eq!(found[0], [plain("pay "), strong("by card")]);
    let expected = [strong("now"), plain(" or "), ("later".to_owned(), Role::Emphasis)];
    assert_eq!(found[1], expected);
    assert_eq!(found[2], [plain("with "), ("upnext".to_owned(), Role::Code)]);
    assert_eq!(roles("***both*** __a*b*__")[0], ("both".to_owned(), Role::Strong));
    assert_eq!(drawn("a**b**c", 9), "abc");
}

#[test]
fn headings_are_headings_whatever_stands_in_them() {
    looks(
        "# Why\n\nBecause.\n## How\ntext\n\nSetext\n---\nx",
        20,
        &["Why", "Because.", "", "How", "text", "", "Setext", "x"],
    );
    assert_eq!(roles("# A *b* `c`"), [("A b c".to_owned(), Role::Heading)]);
}

#[test]
fn lists_hang_nest_and_count() {
    looks(
        "- pay by card at once\n- b\n  - deep in here\n    1. one\n- c",
        14,
        &["• pay by card", "  at once", "• b", "  • deep in", "    here", "    1. one", "• c"],
    );
    looks("9. nine\n10. ten words\n11. x", 9, &["9. nine", "10. ten", "    words", "11. x"]);
    looks("- a\n\n  more\n\n- b\n\ntext", 9, &["• a", "", "  more", "", "• b", "", "text"]);
    looks("- - a\n- \n- b", 9, &["• • a", "• ", "• b"]);
    looks("text\n* a\n* b\n\n\ntext", 9, &["text", "", "• a", "• b", "", "text"]);
    looks("999999999. a\n2. b", 30, &["999999999. a", "1000000000. b"]);
}

#[test]
fn points_can_be_ticked() {
    let text = "- [ ] open\n- [x] done\n- [X] too\n- [y] text";
    looks(text, 20, &["▢ open", "✓ done", "✓ too", "• [y] text"]);
    looks("1. [x] one thing\n2. [ ] b", 10, &["1. ✓ one", "     thing", "2. ▢ b"]);
    looks("- [x] a\n\n- [ ] b", 10, &["✓ a", "", "▢ b"]);
}

#[test]
fn quotes_have_a_bar_on_every_line() {
    let text = "> said the\n> customer\n>\n> > twice\n\nus";
    looks(text, 10, &["│ said the", "│ customer", "│", "│ │ twice", "", "us"]);
    looks("- > a\n  > b  \n  > c\n- d", 9, &["• │ a b", "  │ c", "• d"]);
}

#[test]
fn code_stays_as_it_is_and_is_cut() {
    looks(
        "see\n```sh\nupnext  add \"a very long title\"\n\n  *x* &amp;\n```\nend",
        20,
        &["see", "", "  upnext  add \"a ve…", "", "    *x* &amp;", "", "end"],
    );
    looks("    indented\n\ttoo", 20, &["  indented", "  too"]);
    assert_eq!(roles("```\nx\n```"), [("  x".to_owned(), Role::Code)]);
}

#[test]
fn tables_are_aligned_and_shrink() {
    let text =
        "| Service | Price |\n|:--|--:|\n| Fern *fast* | 3 |\n| 日本 | 12.50 |\n| x | 1 | lost |";
    looks(
        text,
        30,
        &[
            "Service    Price",
            "─────────  ─────",
            "Fern fast      3",
            "日本       12.50",
            "x              1",
        ],
    );
    looks(
        text,
        12,
        &["Serv…  Price", "─────  ─────", "Fern…      3", "日本   12.50", "x          1"],
    );
    looks("|a|b|c|\n|-|-|-|\n|1|2|3|", 4, &["a  …", "─  …", "1  …"]);
}

#[test]
fn links_say_where_they_lead_once() {
    looks(
        "[the bank](https://bank.example) and <https://a.example> <x@b.example>",
        80,
        &["the bank (https://bank.example) and https://a.example x@b.example"],
    );
    looks(
        "![a picture](p.png)![](q.png) [empty]() [ref]\n\n[ref]: /r",
        60,
        &["a picture (p.png)(q.png) empty ref (/r)"],
    );
}

#[test]
fn rules_and_foreign_marks() {
    looks(
        "a\n\n---\n\nb <b>c</b>\n\n<div>\nx\n</div>",
        20,
        &["a", "", "───", "", "b <b>c</b>", "", "<div>", "x", "</div>"],
    );
}

#[test]
fn deep_nesting_leaves_room_for_words() {
    let deep = format!("{} words in here", ">".repeat(1_000));
    for columns in 1..40 {
        assert!(drawn(&deep, columns).contains('w'), "{columns}");
    }
    looks("> - a", 1, &["a"]);
    looks("日 b", 1, &["…", "b"]);
}

#[test]
fn what_is_written_in_other_letters_is_harmless_too() {
    let evil = "&#27;[2J &#x9b;31m &#8238;x&#8203;y &#xE0041; [a](<&#27;]8;;x&#7;>) `\u{1b}[1m`\n\n\
                |&#27;|\n|-|\n|&#10;&#7;|\n\n```\n\u{1b}]0;t\u{7}\n```\n<b title=\"\u{9b}\">";
    let text = drawn(evil, 60);
    assert!(text.contains("␛[2J ·31m xy "), "{text}");
    assert!(!text.contains(|c: char| plain::acts(c) && c != '\n'), "{text:?}");
    // Each mark comes alone; together they would be a tower.
    let tower = format!("e{}", "*\u{301}*`\u{301}`&#x301;&#8203;".repeat(40));
    let marks = drawn(&tower, 60).chars().filter(|c| *c == '\u{301}').count();
    assert!(marks <= 8, "{marks}");
}

#[test]
fn only_the_lines_asked_for_are_read() {
    let paragraph = "As a shopper, I want to pay by card. ".repeat(40);
    let huge = format!("{paragraph}\n\n").repeat(20_000);
    let began = Instant::now();
    assert_eq!(lines(&huge, 60, 30).len(), 30);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    // What is far below empty lines is found all the same.
    let far = format!("a\n{}b", "\n".repeat(200_000));
    assert_eq!(drawn(&far, 9), "a\n\nb");
    assert_eq!(lines(&huge, 60, 3), lines(&paragraph, 60, 3));
    assert_eq!(lines("a\n- b\n---\n", 9, 2).len(), 2);
    assert!(lines("text", 0, 9).is_empty() && lines("text", 9, 0).is_empty());
}

#[test]
fn hostile_nesting_takes_no_long_time() {
    let one =
        [">", "- ", "*", "_a", "[", "![", "`", "|", "<", "&#", "1. ", "\\", "**a ", "[a](", "a|"];
    for piece in one {
        for glue in ["", "\n"] {
            let text = format!("{piece}{glue}").repeat(8_000);
            let began = Instant::now();
            assert!(lines(&text, 40, 200).len() <= 200);
            assert!(began.elapsed() < Duration::from_secs(5), "{piece}: {:?}", began.elapsed());
        }
    }
}

/// Pieces that mean something in Markdown, and pieces that have caused trouble on terminals.
fn any_markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "10) ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "```\n",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "|",
        "|-|:-:|\n",
        "---\n",
        "===\n",
        "[ ] ",
        "[x] ",
        "&#27;",
        "&#8238;",
        "&amp;",
        "&#x301;",
        "<!-- ",
        "-->",
        "<div>\n",
        "https://a.b",
        "word",
        "longer words here",
        "日本語",
        "👩\u{200d}👩\u{200d}👧",
        "🇩🇪",
        "e\u{301}",
        "\u{301}",
        "\u{fe0f}",
        "❤",
        "1\u{fe0f}\u{20e3}",
        "\u{1b}[2J",
        "\u{202e}",
        "\u{200b}",
        "\u{ad}",
        "\r",
        "\0",
        "עברית",
        "नु",
    ];
    let made = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60);
    prop_oneof![4 => made.prop_map(|all| all.concat()), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn every_line_fits_and_can_only_be_read(
        text in any_markdown(),
        columns in 1usize..=120,
        most in 1usize..60,
    ) {
        let lines = lines(&text, columns, most);
        prop_assert!(lines.len() <= most);
        for line in &lines {
            let parts: usize = line.iter().map(|(text, _)| width::width(text)).sum();
            let whole: String = line.iter().map(|(text, _)| text.as_str()).collect();
            prop_assert!(parts <= columns, "{parts} columns in {line:?}");
            prop_assert!(width::width(&whole) <= columns, "{whole:?}");
            prop_assert_eq!(&*plain::line(&whole), whole.as_str());
        }
    }

    /// Fewer lines are the first of more lines.
    #[test]
    fn asking_for_less_changes_nothing(text in any_markdown(), columns in 1usize..=60) {
        let all = lines(&text, columns, 1_000);
        let some = lines(&text, columns, 7);
        prop_assert_eq!(&some[..], &all[..all.len().min(7)]);
    }
}
