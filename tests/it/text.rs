//! Text for people: the gate lets nothing through that drives a terminal, and what is said to fit
//! fits.

use std::borrow::Cow;

use chrono::NaiveDate;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use upnext::say::table::Table;
use upnext::say::{date, plain, tally, width};

/// Written down a second time on purpose: the gate's own list would agree with itself.
pub fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || [0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF].contains(&code)
        || [0x200B..=0x200C, 0x200E..=0x200F, 0x2028..=0x202E, 0x2060..=0x206F]
            .into_iter()
            .chain([0xFFF9..=0xFFFB, 0xE0000..=0xE007F])
            .any(|range| range.contains(&code))
}

/// Characters that have caused trouble somewhere.
pub const NASTY: &str = "a Z0…\u{1b}[]2J;6n\u{7}\u{8}\r\n\t\u{b}\u{c}\u{7f}\0\u{85}\u{9b}\u{9d}\u{ad}\u{34f}\u{61c}\
         \u{180e}\u{200b}\u{200c}\u{200d}\u{200d}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\
         \u{202e}\u{2060}\u{2064}\u{2066}\u{2069}\u{206a}\u{feff}\u{fff9}\u{fffb}\u{e0001}\u{e0067}\
         \u{e007f}\u{301}\u{301}\u{301}\u{20e3}\u{fe0f}👩👨❤🔥🏽🇩🇪☠♀1한글日本語ｗלالاकषि\u{94d}नุ\u{600}";

/// The same in any order.
fn nasty() -> impl Strategy<Value = String> {
    let c = prop::sample::select(NASTY.chars().collect::<Vec<_>>());
    prop::collection::vec(c, 0..40).prop_map(String::from_iter)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![nasty(), any::<String>()]
}

fn marks_in_a_row(text: &str) -> usize {
    let mark = unicode_normalization::char::is_combining_mark;
    let runs = text.split(|c| !mark(c)).map(|run| run.chars().count());
    runs.max().unwrap_or(0)
}

#[test]
fn escapes_become_visible_and_lose_their_power() {
    assert_eq!(plain::line("\u{1b}[2J"), "␛[2J");
    assert_eq!(plain::line("\u{1b}]0;title\u{7}"), "␛]0;title␇");
    assert_eq!(plain::line("\u{9b}2J\u{7f}\0"), "·2J␡␀");
    assert_eq!(plain::line("a\r\nb\nc\td\re"), "a b c d e");
    assert_eq!(plain::text("a\r\nb\nc\td\re"), "a\nb\nc    d\ne");
    assert_eq!(plain::line("pay\u{202e}lap\u{2066}x\u{ad}y\u{e0041}"), "paylapxy");
}

#[test]
fn families_flags_keycaps_skin_tones_and_scripts_stay_as_they_are() {
    let kept = "👩‍👩‍👧 👨🏽‍🚀 ❤️‍🔥 🏳️‍🌈 🇩🇪 1️⃣ ☠️ é e\u{301} 日本 עברית हिन्दी 한글";
    assert!(matches!(plain::line(kept), Cow::Borrowed(text) if text == kept));
    assert!(matches!(plain::text("a\nb é"), Cow::Borrowed(_)));
    assert_eq!(plain::line("a\u{200d}b\u{fe0f}\u{200d}👩\u{200d}"), "ab\u{fe0f}👩");
}

#[test]
fn towers_of_marks_are_cut_even_with_unseen_characters_between() {
    let tower = format!("a{}", "\u{301}".repeat(10_000));
    assert_eq!(plain::line(&tower).chars().count(), 9);
    let hidden = format!("a{}", "\u{301}\u{200b}".repeat(100));
    assert_eq!(plain::line(&hidden).chars().count(), 9);
}

#[test]
fn cutting_leaves_characters_whole() {
    assert_eq!(width::fit("日本語", 4), "日… ");
    assert_eq!(width::fit("日本語", 6), "日本語");
    assert_eq!(width::fit("👩‍👩‍👧ab", 3), "👩‍👩‍👧…");
    assert_eq!(width::fit("👩‍👩‍👧ab", 2), "… ");
    assert_eq!(width::fit_right("12", 4), "  12");
    assert_eq!(width::fit_right("12345", 4), "123…");
    assert_eq!(width::fit("abc", 0), "");
    assert!(matches!(width::cut("abc", 3), Cow::Borrowed("abc")));
    assert_eq!(width::cut("abcd", 3), "ab…");
}

#[test]
fn wrapping_breaks_between_words_and_keeps_empty_lines() {
    let hung = width::hang("  Enter     edit what the cursor is on", 24);
    assert_eq!(hung, ["  Enter     edit what", "            the cursor", "            is on"]);
    assert_eq!(width::hang("  no gap in here at all", 12), ["  no gap in", "  here at", "  all"]);
    assert_eq!(width::hang("a gap far  out", 8), ["a gap", "far  out"]);
    assert_eq!(width::hang("fits  as it is", 14), ["fits  as it is"]);
    assert_eq!(width::wrap("as a shopper\n\nI want", 7), ["as a", "shopper", "", "I want"]);
    assert_eq!(width::wrap("", 5), [""]);
    assert_eq!(width::wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    assert_eq!(width::wrap("日本語", 5), ["日本", "語"]);
    assert_eq!(width::wrap("日a", 0), ["日", "a"]);
    assert_eq!(width::wrap("  - item one", 8), ["  - item", "one"]);
}

#[test]
fn days_are_understood_as_people_say_them() {
    // A Sunday.
    let today: NaiveDate = "2026-11-22".parse().unwrap();
    let cases = [
        ("2026-12-01", "2026-12-01"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        ("+3d", "2026-11-25"),
        ("-1w", "2026-11-15"),
        ("fri", "2026-11-27"),
        ("Sunday", "2026-11-29"),
        (" mon ", "2026-11-23"),
    ];
    for (text, day) in cases {
        assert_eq!(date::parse_day(text, today).map(|day| day.to_string()), Ok(day.into()));
    }
    for text in [
        "",
        "2026-02-30",
        "0000-01-01",
        "99999-01-01",
        "26-1-1",
        "+d",
        "3d",
        "+4294967295w",
        "++3d",
        "-026-01-01",
        "fr\u{1b}",
        "+3é",
    ] {
        assert!(date::parse_day(text, today).is_err(), "{text}");
    }
}

#[test]
fn days_are_said_in_few_letters() {
    let today: NaiveDate = "2026-11-22".parse().unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(date::short(day("2026-11-04"), today), "4 Nov");
    assert_eq!(date::short(day("2027-01-14"), today), "14 Jan 2027");
    let ages = [
        ("2026-11-22", "today"),
        ("2026-12-22", "today"),
        ("2026-11-21", "1 day"),
        ("2026-11-09", "13 days"),
        ("2026-11-08", "2 weeks"),
        ("2026-10-18", "5 weeks"),
        ("2026-05-01", "6 months"),
        ("2024-11-01", "2 years"),
    ];
    for (from, said) in ages {
        assert_eq!(date::age(day(from), today), said);
    }
}

#[test]
fn tallies_read_as_sentences_do() {
    assert_eq!(tally::count(0, "story", "stories"), "0 stories");
    assert_eq!(tally::count(1, "story", "stories"), "1 story");
    assert_eq!(tally::list(&["a", "b", "c"]), "a, b and c");
    assert_eq!(tally::list(&["a", "b"]), "a and b");
    assert_eq!(tally::list(&[""; 0]), "");
    assert_eq!(tally::numbers(&[1]), "#1");
    assert_eq!(tally::numbers(&[1, 2, 3]), "#1, #2 and #3");
    assert_eq!(tally::numbers(&[1, 2, 3, 4, 5, 6, 7]), "#1, #2 and 5 more");
}

fn stories() -> Table {
    let mut table = Table::new().right("#").flexible("title").left("status");
    table.row(["1", "Pay by card", "draft"]);
    table.row(["12", "日本語\n\u{1b}[2J", ""]);
    table
}

#[test]
fn a_table_lines_up_and_leaves_no_blanks_behind() {
    let lines = [" #  title        status", " 1  Pay by card  draft", "12  日本語 ␛[2J", ""];
    assert_eq!(stories().render(None), lines.join("\n"));
    assert_eq!(stories().render(Some(22)).lines().nth(1), Some(" 1  Pay by ca…  draft"));
    assert_eq!(stories().render(Some(0)).lines().nth(1), Some(" 1  Pay by …  draft"));
    let mut bare = Table::new().left("").left("");
    assert!(bare.is_empty());
    bare.row(["a"]);
    bare.row(["b", "c", "too many"]);
    assert_eq!(bare.render(Some(80)), "a\nb  c\n");
    assert_eq!(Table::new().render(None), "");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_forbidden_passes_the_gate_and_passing_twice_changes_nothing(text in any_text()) {
        let line = plain::line(&text);
        prop_assert!(!line.contains(is_forbidden), "{line:?}");
        prop_assert!(marks_in_a_row(&line) <= 8);
        let again = plain::line(&line);
        prop_assert!(matches!(again, Cow::Borrowed(_)), "{line:?} {again:?}");
        let block = plain::text(&text);
        prop_assert!(!block.contains(|c| c != '\n' && is_forbidden(c)), "{block:?}");
        prop_assert!(matches!(plain::text(&block), Cow::Borrowed(_)), "{block:?}");
    }

    #[test]
    fn a_joiner_passes_only_between_pictures(text in nasty()) {
        let line = plain::line(&text);
        let chars: Vec<char> = line.chars().collect();
        for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '\u{200d}') {
            prop_assert!("👩👨❤🔥🏽🇩🇪☠♀\u{fe0f}".contains(chars[at - 1]), "{line:?}");
            prop_assert!("👩👨❤🔥🏽🇩🇪☠♀".contains(chars[at + 1]), "{line:?}");
        }
    }

    #[test]
    fn what_is_fitted_has_exactly_the_width(text in any_text(), columns in 0_usize..50) {
        let line = plain::line(&text);
        prop_assert_eq!(width::width(&width::fit(&line, columns)), columns);
        prop_assert_eq!(width::width(&width::fit_right(&line, columns)), columns);
        prop_assert!(width::width(&width::cut(&line, columns)) <= columns);
    }

    #[test]
    fn no_wrapped_line_is_too_wide_and_no_word_is_lost(text in any_text(), columns in 0_usize..30) {
        let block = plain::text(&text);
        let lines = width::wrap(&block, columns);
        for line in &lines {
            let alone = line.graphemes(true).count() == 1;
            prop_assert!(alone || width::width(line) <= columns.max(1), "{lines:?}");
        }
        let letters = |text: &str| text.replace([' ', '\n'], "");
        prop_assert_eq!(letters(&lines.concat()), letters(&block));
    }

    #[test]
    fn any_text_is_a_day_or_an_error(text in any::<String>(), nasty in "[+-]?[0-9]{0,12}[dw]?") {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        for text in [text, nasty] {
            let _ = date::parse_day(&text, today);
        }
    }

    #[test]
    fn a_table_is_as_wide_as_it_may_be_and_harmless(
        cells in prop::collection::vec(any_text(), 0..6), room in 20_usize..60,
    ) {
        let mut table = Table::new().flexible("title").right("n");
        for cell in &cells {
            table.row([cell.as_str(), "12"]);
        }
        let shown = table.render(Some(room));
        prop_assert_eq!(shown.lines().count(), cells.len() + 1);
        prop_assert!(!shown.contains(|c| c != '\n' && is_forbidden(c)));
        prop_assert!(shown.lines().all(|line| width::width(line) <= room));
    }
}
