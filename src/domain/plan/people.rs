//! The people of a sprint and the days they have in it. It knows nothing of points.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::number::Hundredths;
use crate::domain::person::Person;
use crate::domain::product::Product;
use crate::domain::setting::same_name;
use crate::domain::sprint::{Share, Sprint};

/// A person taking part in a sprint.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// Who.
    pub person: &'a Arc<Person>,
    /// The share of their time in this sprint: its own, else the person's.
    pub allocation: Share,
    /// Working days of the sprint, days off among them; none without dates.
    pub working_days: Option<usize>,
    /// Their days off that are working days of the sprint.
    pub days_off: Vec<NaiveDate>,
    /// (working days − days off) × allocation; none without dates.
    pub person_days: Option<Hundredths>,
}

impl Member<'_> {
    /// Whether they give the sprint any of their time.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        self.allocation.0.hundredths() > 0
    }

    /// Whether they can do this, however it is written.
    #[must_use]
    pub fn can(&self, skill: &str) -> bool {
        self.person.skills.iter().any(|own| same_name(own, skill))
    }
}

/// The working days of a sprint; none without dates.
pub(super) fn days(sprint: &Sprint, product: &Product) -> Option<Vec<NaiveDate>> {
    Some(calendar::working_days(product, sprint.start?, sprint.end?).collect())
}

/// Who takes part, in the order they were named.
pub(super) fn members<'a>(sprint: &Sprint, backlog: &'a Backlog) -> Vec<Member<'a>> {
    let days = days(sprint, backlog.product());
    let member = |person: &'a Arc<Person>, own: Option<Share>| {
        let allocation = own.unwrap_or(person.allocation);
        let off = days.iter().flatten().filter(|day| person.days_off.contains(day));
        let days_off: Vec<NaiveDate> = off.copied().collect();
        let person_days = days.as_ref().map(|days| {
            let there = u64::try_from(days.len().saturating_sub(days_off.len())).unwrap_or(0);
            Hundredths::of_hundredths(there.saturating_mul(allocation.0.hundredths()))
        });
        let working_days = days.as_ref().map(Vec::len);
        Member { person, allocation, working_days, days_off, person_days }
    };
    let named = sprint.people.iter();
    named.filter_map(|it| Some(member(backlog.people().get(it.person)?, it.allocation))).collect()
}

/// The days all have together; none where dates or people are missing.
pub(super) fn together(sprint: &Sprint, members: &[Member<'_>]) -> Option<Hundredths> {
    let known = !members.is_empty() && sprint.start.is_some() && sprint.end.is_some();
    known.then(|| members.iter().filter_map(|member| member.person_days).sum())
}
