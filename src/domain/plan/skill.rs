//! The load of a sprint by skill. A story counts whole for each of its skills and a person whole
//! for each of theirs, so that the lines never add up.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::number::{Hundredths, Points};
use crate::domain::ratio::Ratio;
use crate::domain::story::Story;

use super::focus::Forecast;
use super::people::Member;

/// One skill that stories of a sprint need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillLoad<'a> {
    /// As the stories write it.
    pub skill: &'a str,
    /// The points of the stories that need it.
    pub points: Points,
    /// The capacity of the people who have it, by their part of the person-days; none where those
    /// are not known.
    pub capacity: Option<Hundredths>,
}

/// Every skill the stories need, by the alphabet.
pub(super) fn loads<'a>(
    stories: &[&'a Arc<Story>],
    people: &[Member<'_>],
    forecast: Option<&Forecast>,
) -> Vec<SkillLoad<'a>> {
    let mut points: BTreeMap<&'a str, Points> = BTreeMap::new();
    for story in stories {
        for skill in &story.skills {
            let sum = points.entry(skill).or_default();
            *sum = *sum + story.points.unwrap_or_default();
        }
    }
    let capacity = |skill: &str| {
        let forecast = forecast?;
        let theirs = people.iter().filter(|it| it.can(skill)).filter_map(|it| it.person_days);
        let part = Ratio::of(theirs.sum(), forecast.person_days?)?;
        Some(forecast.capacity?.times(part)?.hundredths())
    };
    let load = |(skill, points)| SkillLoad { skill, points, capacity: capacity(skill) };
    points.into_iter().map(load).collect()
}
