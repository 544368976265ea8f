//! Days as people type and read them, always seen from a given today.
//! It never reads a clock.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// The day a person means: `2026-11-14`, `today`, `tomorrow`, `yesterday`, `fri` (the next one
/// after today), `+3d`, `-1w`, and as the screens write it: `14 Nov`, `14 Nov 2027`.
///
/// # Errors
/// A sentence that names what was typed and what would be understood.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let word = text.trim().to_lowercase();
    let day = match word.as_str() {
        "today" => Some(today),
        "tomorrow" => today.succ_opt(),
        "yesterday" => today.pred_opt(),
        word => iso(word)
            .or_else(|| counted(word, today))
            .or_else(|| next(word, today))
            .or_else(|| named(word, today)),
    };
    day.filter(|day| (1..=9999).contains(&day.year())).ok_or_else(|| {
        format!("`{text}` is no day: use 2026-11-14, today, tomorrow, fri, +3d or -1w")
    })
}

/// The day in a few letters, with its year where that is not this year.
#[must_use]
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    let this_year = day.year() == today.year();
    day.format(if this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

/// How long ago a day was: "today", "3 days", "5 weeks". A day to come is "today" too: a clock
/// put back makes nothing younger than new.
#[must_use]
pub fn age(from: NaiveDate, today: NaiveDate) -> String {
    let days = usize::try_from(today.signed_duration_since(from).num_days()).unwrap_or(0);
    let (number, unit, units) = match days {
        0 => return "today".to_owned(),
        1..14 => (days, "day", "days"),
        14..105 => (days / 7, "week", "weeks"),
        105..730 => (days / 30, "month", "months"),
        _ => (days / 365, "year", "years"),
    };
    super::tally::count(number, unit, units)
}

/// Exactly ten characters: what chrono would take beyond that (years of five digits, signs) is a
/// slip of the finger.
fn iso(text: &str) -> Option<NaiveDate> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| plain && text.len() == 10)
}

/// `+3d`, `-1w`.
fn counted(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (back, number) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(number), _) => (true, number),
        (_, Some(number)) => (false, number),
        _ => return None,
    };
    let (digits, days_each) = match (number.strip_suffix('d'), number.strip_suffix('w')) {
        (Some(digits), _) => (digits, 1),
        (_, Some(digits)) => (digits, 7),
        _ => return None,
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits.parse().ok().filter(|_| plain)?;
    let days = Days::new(u64::from(number) * days_each);
    if back { today.checked_sub_days(days) } else { today.checked_add_days(days) }
}

/// A day as the screens write it; without a year the one that is not half a year away.
fn named(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%d %b %Y") {
        return Some(day);
    }
    let of = |year: i32| NaiveDate::parse_from_str(&format!("{text} {year}"), "%d %b %Y").ok();
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let days = years.into_iter().filter_map(of);
    days.min_by_key(|day| day.signed_duration_since(today).num_days().abs())
}

/// The next day of that name, a week from today where today has it.
fn next(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let weekday: Weekday = text.parse().ok()?;
    today.succ_opt()?.iter_days().take(7).find(|day| day.weekday() == weekday)
}
