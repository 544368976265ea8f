//! What backups are called, and which of them are kept.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use upnext::domain::stamp::Moment;
use upnext::store::backups::{Name, outdated};

use super::backups::{at, later, nine};

fn name(at: Moment) -> Name {
    Name::of(at, "hourly")
}

#[test]
fn a_name_is_a_moment_and_an_occasion_and_sorts_as_moments_do() {
    let first = Name::of(at("2026-11-22T10:15:00.5+01:00"), "import");
    assert_eq!(first.to_string(), "20261122T091500Z-import.json");
    assert_eq!(first.at(nine()), at("2026-11-22T10:15:00+01:00"));
    let second = Name::of(at("2026-11-22T09:15:00Z"), "drop").as_nth(2);
    assert_eq!(second.to_string(), "20261122T091500Z_02-drop.json");
    let third = Name::of(at("2026-11-22T09:15:01Z"), "take-over");
    for pair in [&first, &second, &third].windows(2) {
        assert!(pair[0] < pair[1] && pair[0].to_string() < pair[1].to_string());
    }
    for it in [first, second, third] {
        assert_eq!(Name::read(&it.to_string()), Some(it));
    }
    for foreign in [
        "",
        ".json",
        "20261122T091500Z.json",
        "20261122T091500Z-.json",
        "20261122T091500Z-import",
        "20261122T091500Z-Import.json",
        "20261122T091500Z-im port.json",
        "20261122T091500Z_2-import.json",
        "20261122T091500Z_01-import.json",
        "20261322T091500Z-import.json",
        "+0261122T091500Z-import.json",
        "2026112éT091500Z-import.json",
        "upnext.json",
    ] {
        assert_eq!(Name::read(foreign), None, "{foreign}");
    }
}

/// The moments that are let go of, as texts of this day and hour.
fn gone(all: &[Moment], now: Moment) -> Vec<String> {
    let names: Vec<Name> = all.iter().copied().map(name).collect();
    let mut gone: Vec<&Name> = outdated(&names, now);
    gone.sort();
    gone.iter().map(|it| it.at(now).0.format("%d %H:%M").to_string()).collect()
}

#[test]
fn of_one_day_the_newest_twenty_stay() {
    let all: Vec<Moment> = (0..25).map(|n| later(TimeDelta::minutes(n))).collect();
    let now = later(TimeDelta::hours(1));
    assert_eq!(gone(&all, now), ["22 09:00", "22 09:01", "22 09:02", "22 09:03", "22 09:04"]);
    assert_eq!(gone(&all[..20], now), Vec::<String>::new());
}

#[test]
fn of_each_of_fourteen_days_the_newest_stays_beside_them() {
    // Twenty of today; before that two a day, in the morning and in the evening.
    let mut all: Vec<Moment> = (0..20).map(|n| later(TimeDelta::minutes(n))).collect();
    for day in 1..=20 {
        all.push(later(TimeDelta::days(-day)));
        all.push(later(TimeDelta::days(-day) + TimeDelta::hours(9)));
    }
    let gone = gone(&all, later(TimeDelta::hours(12)));
    // Today is the first of the fourteen days, the 9th the last.
    let mornings = (9..=21).map(|day| format!("{day:02} 09:00"));
    let older = (2..=8).flat_map(|day| [format!("{day:02} 09:00"), format!("{day:02} 18:00")]);
    let expected: BTreeSet<String> = mornings.chain(older).collect();
    assert_eq!(gone.iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(all.len() - gone.len(), 20 + 13);
}

#[test]
fn a_day_is_one_of_the_calendar_here() {
    // Half past eleven in the evening and half past midnight in London; one day in Vienna.
    let mut all = vec![at("2026-11-19T23:30:00Z"), at("2026-11-20T00:30:00Z")];
    all.extend((0..20).map(|n| later(TimeDelta::minutes(n))));
    assert_eq!(gone(&all, later(TimeDelta::hours(1))), ["20 00:30"]);
    assert_eq!(gone(&all, at("2026-11-22T09:30:00Z")), Vec::<String>::new());
}

#[test]
fn a_clock_that_was_wrong_once_takes_nobodys_place() {
    let mut all: Vec<Moment> = (0..30).map(|n| later(TimeDelta::days(400 + n))).collect();
    all.extend((0..20).map(|n| later(TimeDelta::minutes(n))));
    let gone =
        outdated(&all.iter().copied().map(name).collect::<Vec<_>>(), later(TimeDelta::hours(1)))
            .into_iter()
            .map(|it| it.at(nine()))
            .collect::<BTreeSet<Moment>>();
    // Of what is still to come the nearest twenty stay; everything of today does.
    assert_eq!(gone, all[20..30].iter().copied().collect());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]
    #[test]
    fn the_newest_twenty_and_one_a_day_for_fourteen_days_and_nothing_else(
        minutes in prop::collection::btree_set(0i64..60 * 24 * 40, 0..120), offset in -12i32..=14,
    ) {
        let offset = chrono::FixedOffset::east_opt(offset * 3600).unwrap();
        let now = Moment(nine().0.with_timezone(&offset));
        let all: Vec<Moment> =
            minutes.iter().map(|ago| Moment(now.0 - TimeDelta::minutes(*ago))).collect();
        let gone: BTreeSet<Moment> = {
            let names: Vec<Name> = all.iter().copied().map(name).collect();
            outdated(&names, now).into_iter().map(|it| it.at(now)).collect()
        };
        let day = |at: &Moment| at.0.date_naive();
        for it in &all {
            let newer: Vec<&Moment> = all.iter().filter(|other| *other > it).collect();
            let is_newest_of_day = newer.iter().all(|other| day(other) != day(it));
            let days_ago = day(&now).signed_duration_since(day(it)).num_days();
            let stays = newer.len() < 20 || is_newest_of_day && days_ago < 14;
            prop_assert_eq!(gone.contains(it), !stays, "{}", it);
        }
        prop_assert!(all.len() - gone.len() <= 20 + 14);
    }

    #[test]
    fn any_name_is_read_as_it_was_written(
        seconds in 0i64..200_000_000_000, nth in 1u32..2000, word in "[a-z][a-z-]{0,12}",
    ) {
        let moment = Moment(chrono::DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset());
        let name = Name::of(moment, &word).as_nth(nth);
        prop_assert_eq!(Name::read(&name.to_string()), Some(name));
    }

    #[test]
    fn any_other_name_is_no_error(text in ".{0,40}|[0-9TZ_-]{16,24}import\\.json") {
        if let Some(name) = Name::read(&text) {
            prop_assert_eq!(name.to_string(), text);
        }
    }
}
