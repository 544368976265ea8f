//! The dates other tools write, read into moments.
//! It never invents: a text that is no date stays a text.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::stamp::Moment;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How a file writes its dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates {
    /// The offset of times that name none.
    pub offset: FixedOffset,
    /// Whether `6/5/2025` is the sixth of May.
    pub day_first: bool,
}

impl Dates {
    /// Looks through the dates of a file: one `21/6/2025` shows that the day comes first.
    pub(super) fn of<'a>(offset: FixedOffset, cells: impl Iterator<Item = &'a str>) -> Self {
        let mut cells = cells;
        let day_first = cells.any(|cell| {
            let first = cell.trim().split('/').next().and_then(|part| part.parse::<u32>().ok());
            let numeric = cell.bytes().filter(|&b| b == b'/').count() == 2
                && !cell.bytes().take(8).any(|b| b.is_ascii_alphabetic());
            numeric && first.is_some_and(|first| (13..=31).contains(&first))
        });
        Self { offset, day_first }
    }

    /// The moment a text names; its offset is its own where it has one.
    pub(super) fn read(self, text: &str) -> Option<Moment> {
        let text = text.trim();
        if let Some(moment) = with_offset(text) {
            return Some(moment);
        }
        let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
        let day = self.day(day.trim_end_matches(','))?;
        let at = NaiveDateTime::new(day, clock(time)?);
        at.and_local_timezone(self.offset).single().map(Moment)
    }

    fn day(self, text: &str) -> Option<NaiveDate> {
        let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits)
        };
        let year = |part: &str| {
            let century = if part.len() == 2 { 2000 } else { 0 };
            let plain = i32::try_from(number(part)?).ok()?;
            (part.len() == 2 || part.len() == 4).then_some(century + plain)
        };
        if a.len() == 4 {
            return NaiveDate::from_ymd_opt(year(a)?, number(b)?, number(c)?);
        }
        if let Some(month) = month(b) {
            return NaiveDate::from_ymd_opt(year(c)?, month, number(a)?);
        }
        let day_first = self.day_first || text.contains('.');
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        NaiveDate::from_ymd_opt(year(c)?, number(month)?, number(day)?)
    }
}

/// RFC 3339, and the same with `+0000` or a blank for the `T`.
fn with_offset(text: &str) -> Option<Moment> {
    let forms = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f %z"];
    let other = || {
        forms.iter().find_map(|form| chrono::DateTime::parse_from_str(text, form).ok().map(Moment))
    };
    Moment::parse(text).ok().or_else(other)
}

fn month(text: &str) -> Option<u32> {
    let short = text.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, name)| *name == short).map(|(number, _)| number)
}

/// `4:37 PM`, `03:26 PM`, `16:14`, `16:14:05.120`; nothing is midnight.
fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_ascii_uppercase();
    if text.is_empty() {
        return Some(NaiveTime::MIN);
    }
    let (digits, half) = match (text.strip_suffix("AM"), text.strip_suffix("PM")) {
        (Some(digits), _) => (digits.trim_end(), Some(0)),
        (_, Some(digits)) => (digits.trim_end(), Some(12)),
        _ => (text.as_str(), None),
    };
    let mut parts = digits.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second = parts.next().unwrap_or("0");
    let second: u32 = second.split('.').next()?.parse().ok()?;
    let hour = match half {
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second).filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::Dates;

    fn read(text: &str) -> Option<String> {
        let offset = FixedOffset::east_opt(2 * 3600).unwrap();
        Dates { offset, day_first: false }.read(text).map(|moment| moment.to_string())
    }

    #[test]
    fn every_form_seen() {
        let cases = [
            ("15/Feb/26 4:37 PM", "2026-02-15T16:37:00+02:00"),
            ("11/May/24 03:26 PM", "2024-05-11T15:26:00+02:00"),
            ("1/Jan/2026 12:00 AM", "2026-01-01T00:00:00+02:00"),
            ("1/Jan/26 12:30 pm", "2026-01-01T12:30:00+02:00"),
            ("6/21/2025 16:14", "2025-06-21T16:14:00+02:00"),
            ("21.06.2025 16:14:09", "2025-06-21T16:14:09+02:00"),
            ("15-Feb-26", "2026-02-15T00:00:00+02:00"),
            ("2025-06-21", "2025-06-21T00:00:00+02:00"),
            ("2025-06-21 16:14", "2025-06-21T16:14:00+02:00"),
            ("2025-06-21T16:14:05.120+0000", "2025-06-21T16:14:05.120+00:00"),
            ("2025-06-21T16:14:05-05:00", "2025-06-21T16:14:05-05:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "soon", "31/Feb/26", "6/21/2025 25:00", "13:00 PM", "15/Foo/26", "1/2", "1/2/345"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn one_plain_date_tells_the_order_of_all() {
        let offset = FixedOffset::east_opt(0).unwrap();
        let dates = Dates::of(offset, ["6/5/2025", "21/6/2025 9:00"].into_iter());
        assert!(dates.day_first);
        assert_eq!(dates.read("6/5/2025").unwrap().to_string(), "2025-05-06T00:00:00+00:00");
        assert!(!Dates::of(offset, ["6/21/2025", "15/Feb/26", "a/b/c"].into_iter()).day_first);
    }
}
