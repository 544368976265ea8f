//! The burndown as it is drawn in cells, by hand.

use chrono::NaiveDate;
use proptest::prelude::*;
use upnext::domain::number::{Hundredths, Points};
use upnext::figures::burndown::Day;
use upnext::tui::glyphs::ascii_of;
use upnext::tui::part::burndown::Burndown;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The working days of a week from Monday to Friday, and the Monday after.
fn dates() -> Vec<NaiveDate> {
    ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"]
        .map(date)
        .to_vec()
}

/// A day with what is left, what of it is delivered, and what came in and went out.
fn day(at: u32, [remaining, delivered, came, went]: [u32; 4]) -> Day {
    Day {
        day: at,
        date: at.checked_sub(1).map(|it| dates()[it as usize]),
        remaining: Points::whole(remaining),
        delivered: Points::whole(delivered),
        ideal: Hundredths::whole(12 - 2 * at),
        scope_in: Points::whole(came),
        scope_out: Points::whole(went),
    }
}

fn days() -> Vec<Day> {
    let figures = [[12, 0, 0, 0], [12, 0, 0, 0], [14, 3, 2, 0], [9, 0, 0, 2], [8, 4, 1, 1]];
    (0..).zip(figures).map(|(at, figures)| day(at, figures)).collect()
}

fn picture(days: &[Day], today: &str, size: (u16, u16)) -> String {
    let dates = dates();
    let chart = Burndown { days, dates: &dates, today: date(today) };
    let line = |cells: Vec<(char, _)>| cells.into_iter().map(|cell| cell.0).collect::<String>();
    let lines: Vec<String> = chart.cells(size.0, size.1).into_iter().map(line).collect();
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_left_stands_in_bars_the_ideal_in_dots_and_changes_on_the_axis() {
    insta::assert_snapshot!(picture(&days(), "2026-11-19", (25, 9)), @r"
14┤·     ▒▒
  │██·██ ██
  │██ ██·██ ▄▄
  │██ ██ ██·██ ▒▒
  │██ ██ ██ ██·▒▒
  │██ ██ ██ ██ ██··
  │██ ██ ██ ██ ██  ·····
 0└──────▲──▼──▲▼───────
      M  T  W ▸T  F  M
");
}

#[test]
fn the_smallest_is_still_read() {
    insta::assert_snapshot!(picture(&days(), "2026-11-22", (20, 4)), @r"
14┤▆·▆·▒·▂ ▁
  │█ █ █ █·▒·····
 0└────▲─▼─↕─────
     M T W T F▸M
");
    insta::assert_snapshot!(picture(&days(), "2026-11-19", (10, 4)), @r"
14┤▆▆▒▂▁
  │████▒··
 0└──▲▼↕──
    MTWTFM
");
}

#[test]
fn where_there_is_room_bars_grow_but_not_for_ever() {
    insta::assert_snapshot!(picture(&days(), "2026-11-19", (80, 6)), @r"
14┤▃▃▃▃▃▃▃▃·▃▃▃▃▃▃▃▃ ▒▒▒▒▒▒▒▒
  │████████ ████████·████████·▅▅▅▅▅▅▅▅ ▂▂▂▂▂▂▂▂
  │████████ ████████ ████████ ████████·▒▒▒▒▒▒▒▒
  │████████ ████████ ████████ ████████ ████████···················
 0└──────────────────▲────────▼────────▲▼─────────────────────────
            M        T        W       ▸T        F        M
");
}

#[test]
fn a_sprint_without_dates_shows_its_commitment_alone() {
    let only = [day(0, [12, 0, 0, 0])];
    let chart = Burndown { days: &only, dates: &[], today: date("2026-11-19") };
    assert_eq!(chart.cells(20, 4).len(), 4);
    assert!(Burndown { days: &[], ..chart }.cells(20, 4).is_empty());
}

proptest! {
    /// Whatever the figures and the room are, it stays inside and has an ASCII form.
    #[test]
    fn it_stays_in_its_room(
        figures in prop::collection::vec(prop::array::uniform4(0u32..400), 0..7),
        size in (0u16..90, 0u16..20),
        today in 0usize..6,
    ) {
        let days: Vec<Day> =
            (0..).zip(figures).map(|(at, [left, some, came, went])| {
                day(at, [left, some.min(left), came, went])
            }).collect();
        let dates = dates();
        let lines = Burndown { days: &days, dates: &dates, today: dates[today] }
            .cells(size.0, size.1);
        prop_assert!(lines.len() <= usize::from(size.1));
        for line in lines {
            prop_assert!(line.len() <= usize::from(size.0));
            for (glyph, _) in line {
                prop_assert!(glyph.is_ascii() || ascii_of(glyph).is_some(), "{}", glyph);
            }
        }
    }
}
