//! A line of history as a sentence for people.
//! It never asks what is true now: the line knows all it tells.

use chrono::NaiveDate;

use super::{date, plain};
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};

/// When, who and what: "14 Nov, ann: points 5 → 8".
#[must_use]
pub fn sentence(entry: &Entry, today: NaiveDate) -> String {
    let day = date::short(entry.at.day(), today);
    match entry.by.as_str() {
        "" => format!("{day}: {}", deed(entry)),
        by => format!("{day}, {}: {}", plain::line(by), deed(entry)),
    }
}

/// What was done and why: "points 5 → 8", "moved from 7 to 2 (deadline)", "blocked: no test card".
#[must_use]
pub fn deed(entry: &Entry) -> String {
    let done = match (entry.what, entry.field) {
        (Act::Set, Some(field)) => changed(field, entry),
        (Act::Set, None) => "changed".to_owned(),
        (Act::Moved, Some(Field::Rank)) => moved(entry),
        (Act::Blocked, Some(Field::Impediment)) => match entry.after.as_deref() {
            Some(reason) => format!("blocked: {reason}"),
            None => "blocked".to_owned(),
        },
        (Act::Unblocked, Some(Field::Impediment)) => match entry.before.as_deref() {
            Some(reason) => format!("unblocked, was: {reason}"),
            None => "unblocked".to_owned(),
        },
        // Its reason is the reason of the act, told at the end.
        (Act::Readied, Some(Field::ReadyOverride)) => "ready by override".to_owned(),
        (Act::Pulled, Some(Field::PullOverride)) if entry.after.is_some() => {
            "pulled by override".to_owned()
        }
        (Act::Ticked, Some(field)) => ticked(field, entry),
        (Act::Kept, Some(Field::Stories)) => match entry.after.as_deref() {
            Some(stories) => format!("stands behind {stories}"),
            None => "kept".to_owned(),
        },
        // The act names the new state already.
        (act, None | Some(Field::Status)) => act_words(act).to_owned(),
        (act, Some(field)) => format!("{}: {}", act_words(act), changed(field, entry)),
    };
    let whole = match entry.reason.as_deref().filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{done} ({reason})"),
        None => done,
    };
    plain::line(&whole).into_owned()
}

fn changed(field: Field, entry: &Entry) -> String {
    let name = field.word().replace('_', " ");
    match (entry.before.as_deref(), entry.after.as_deref()) {
        (Some(before), Some(after)) => format!("{name} {before} → {after}"),
        // Of a list the line tells what came and what went.
        (None, Some(after)) if is_list(field) => format!("{name} + {after}"),
        (Some(before), None) if is_list(field) => format!("{name} − {before}"),
        (None, Some(after)) => format!("{name} {after}"),
        (Some(before), None) => format!("{name} cleared, was {before}"),
        (None, None) => format!("{name} changed"),
    }
}

const fn is_list(field: Field) -> bool {
    matches!(
        field,
        Field::Criteria
            | Field::Questions
            | Field::Notes
            | Field::Links
            | Field::Verdicts
            | Field::ReadyLines
            | Field::DoneLines
            | Field::Waived
    )
}

fn moved(entry: &Entry) -> String {
    match (entry.before.as_deref(), entry.after.as_deref()) {
        (Some(before), Some(after)) => format!("moved from {before} to {after}"),
        (None, Some(after)) => format!("moved to {after}"),
        _ => "moved".to_owned(),
    }
}

fn ticked(field: Field, entry: &Entry) -> String {
    let which = if field == Field::ReadyTicks { "ready" } else { "done" };
    let lines = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    format!("ticked {which}: {} → {}", lines(&entry.before), lines(&entry.after))
}

/// The act as a person would say it after a name.
const fn act_words(act: Act) -> &'static str {
    match act {
        Act::Readied => "said ready",
        Act::Unreadied => "back to draft",
        Act::PutBack => "put back",
        Act::Returned => "one state back",
        Act::Set => "set",
        act => act.word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::Moment;

    fn entry(what: Act, field: Option<Field>, before: &str, after: &str) -> Entry {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Entry {
            at: Moment::parse("2026-11-14T09:00:00+01:00").unwrap(),
            by: "ann".into(),
            what,
            field,
            before: some(before),
            after: some(after),
            ..Entry::default()
        }
    }

    #[test]
    fn every_kind_of_line_reads() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let said = |it: &Entry| sentence(it, today);
        let points = entry(Act::Set, Some(Field::Points), "5", "8");
        assert_eq!(said(&points), "14 Nov, ann: points 5 → 8");
        let depends = entry(Act::Set, Some(Field::DependsOn), "", "#7");
        assert_eq!(deed(&depends), "depends on #7");
        let criteria = entry(Act::Set, Some(Field::Criteria), "", "paid");
        assert_eq!(deed(&criteria), "criteria + paid");
        let cleared = entry(Act::Set, Some(Field::Epic), "Basket", "");
        assert_eq!(deed(&cleared), "epic cleared, was Basket");
        assert_eq!(deed(&entry(Act::Started, Some(Field::Status), "ready", "doing")), "started");
        let mut moved = entry(Act::Moved, Some(Field::Rank), "7", "2");
        moved.reason = Some("deadline".into());
        assert_eq!(deed(&moved), "moved from 7 to 2 (deadline)");
        let block = entry(Act::Blocked, Some(Field::Impediment), "", "no card");
        assert_eq!(deed(&block), "blocked: no card");
        let kept = entry(Act::Kept, Some(Field::Stories), "#3", "#3, #7");
        assert_eq!(deed(&kept), "stands behind #3, #7");
        let mut pulled = entry(Act::Pulled, Some(Field::PullOverride), "", "we dare");
        pulled.reason = Some("we dare".into());
        assert_eq!(deed(&pulled), "pulled by override (we dare)");
        let dropped = entry(Act::Dropped, Some(Field::Sprint), "3", "");
        assert_eq!(deed(&dropped), "dropped: sprint cleared, was 3");
        let nobody = Entry { by: String::new(), ..entry(Act::Added, None, "", "") };
        assert_eq!(said(&nobody), "14 Nov: added");
        for act in Act::ALL {
            assert!(!deed(&entry(*act, None, "", "")).is_empty());
        }
    }

    #[test]
    fn hostile_words_become_harmless() {
        let mut evil = entry(Act::Set, Some(Field::Title), "a", "\u{1b}[2Jb\nc");
        evil.by = "e\u{1b}ve".into();
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert!(!sentence(&evil, today).chars().any(char::is_control));
    }
}
