//! The sample product: all that it promises is in it, whenever it is looked at.

use chrono::{Duration, NaiveDate};
use upnext::advice::candidates::{self, Sought};
use upnext::advice::{weights, wording};
use upnext::cli::{replay, sample_backlog};
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup;
use upnext::domain::criterion::VerdictKind;
use upnext::domain::epic::Horizon;
use upnext::domain::idea::IdeaState;
use upnext::domain::number::Points;
use upnext::domain::plan::{self, FocusSource, velocity};
use upnext::domain::query;
use upnext::domain::sprint::SprintState;
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Kind, Moscow, Status, Story};
use upnext::say::width;
use upnext::store::document;

use crate::robot::now;

const SCRIPT: &str = include_str!("../../assets/demo.txt");

fn sample() -> Backlog {
    sample_backlog(now()).unwrap()
}

fn count(backlog: &Backlog, is: impl Fn(&Story) -> bool) -> usize {
    backlog.stories().iter().filter(|story| is(story)).count()
}

fn matching(backlog: &Backlog, text: &str) -> usize {
    let filter = query::parse(text).unwrap().bind(backlog, now().day()).unwrap();
    filter.select(backlog).len()
}

#[test]
fn the_sample_is_sound_and_the_same_at_the_same_moment() {
    let bytes = document::write(&sample()).unwrap();
    assert_eq!(document::write(&sample()).unwrap(), bytes);
    assert_eq!(document::read(&bytes).unwrap().backlog, sample());
    for moment in
        ["2026-11-22T09:00:00+00:00", "2028-02-29T23:59:59+13:00", "2027-01-01T00:00:00-09:30"]
    {
        let now = Moment::parse(moment).unwrap();
        let other = sample_backlog(now).unwrap();
        assert_eq!(checkup::findings(&other), [], "{moment}");
        // Only the days differ, and they differ by as much as the moments.
        let titles = |backlog: &Backlog| {
            backlog.in_order().map(|story| story.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&other), titles(&sample()), "{moment}");
        let until = |backlog: &Backlog, today: NaiveDate| {
            let days = backlog.releases().iter().map(|it| it.target.unwrap() - today);
            days.collect::<Vec<_>>()
        };
        let today = crate::robot::now().day();
        assert_eq!(until(&other, now.day()), until(&sample(), today), "{moment}");
        assert!(other.stories().iter().all(|story| story.updated() <= now), "{moment}");
    }
}

#[test]
fn the_sample_has_stories_of_every_sort() {
    let it = sample();
    assert_eq!(it.stories().len(), 62);
    for (kind, least) in [(Kind::Story, 25), (Kind::Bug, 6), (Kind::Spike, 3), (Kind::Chore, 4)] {
        assert!(count(&it, |story| story.kind == kind) >= least, "{kind}");
    }
    for (status, least) in [
        (Status::Draft, 20),
        (Status::Ready, 15),
        (Status::Doing, 2),
        (Status::Delivered, 3),
        (Status::Dropped, 3),
    ] {
        assert!(count(&it, |story| story.status == status) >= least, "{status}");
    }
    for (query, least) in [
        ("is:ready", 15),
        ("is:blocked", 2),
        ("is:oversize", 2),
        ("is:stale", 3),
        ("points:none status:draft", 3),
        ("release:\"2.0 Fledgling\"", 10),
        ("release:\"2.1 Canopy\"", 8),
    ] {
        assert!(matching(&it, query) >= least, "{query}: {}", matching(&it, query));
    }
    for moscow in [Moscow::Must, Moscow::Should, Moscow::Could, Moscow::Wont] {
        assert!(count(&it, |story| story.moscow == Some(moscow)) > 0, "{moscow}");
    }
    assert!(count(&it, |story| story.scores.value.is_some()) >= 15);
    assert!(count(&it, |story| !story.depends_on.is_empty()) >= 5);
    assert!(count(&it, |story| !story.links.is_empty()) >= 3);
    assert!(count(&it, |story| !story.notes.is_empty()) >= 4);
    assert!(count(&it, |story| !story.skills.is_empty()) >= 5);
    assert!(count(&it, |story| !story.done_ticks.is_empty()) >= 2);
    assert!(count(&it, |story| !story.requester.is_empty()) >= 3);
    let questions = || it.stories().iter().flat_map(|story| &story.questions);
    assert!(questions().filter(|question| question.answer.is_none()).count() >= 5);
    assert!(questions().filter(|question| question.answer.is_some()).count() >= 3);
    let criteria = || it.stories().iter().flat_map(|story| &story.criteria);
    assert!(criteria().filter(|criterion| !criterion.given.is_empty()).count() >= 5);
    assert!(criteria().filter(|criterion| criterion.given.is_empty()).count() >= 40);
}

/// What happened in them came by acts: each closed sprint has a record that adds up.
#[test]
fn the_sample_has_closed_sprints_and_a_running_one() {
    for day in 22..29 {
        let now = Moment::parse(&format!("2026-11-{day}T09:00:00+00:00")).unwrap();
        let it = sample_backlog(now).unwrap();
        let in_state = |state| it.sprints().iter().filter(|sprint| sprint.state == state).count();
        assert_eq!((in_state(SprintState::Closed), in_state(SprintState::Active)), (3, 1));
        assert_eq!(in_state(SprintState::Planned), 0);
        let velocities = velocity::closed(&it).into_iter().map(|sprint| velocity::of(sprint));
        assert_eq!(velocities.collect::<Vec<_>>(), [13, 8, 11].map(Points::whole), "{now}");
        let running = it.sprint_in(SprintState::Active).unwrap();
        let plan = plan::of(running, &it, now.day());
        assert!(plan.days_left.is_some_and(|left| (3..=8).contains(&left)), "{now}");
        assert_eq!(plan.focus.map(|focus| focus.source), Some(FocusSource::History));
        assert_eq!(running.scope_log.len(), 2);
        assert!(plan.stories.iter().any(|story| story.status == Status::Accepted));
    }
    let it = sample();
    let verdicts = it.stories().iter().flat_map(|story| &story.verdicts);
    let rejected = verdicts.filter(|verdict| verdict.kind == VerdictKind::Rejected).count();
    assert_eq!(rejected, 1);
}

#[test]
fn the_sample_has_people_epics_releases_and_ideas() {
    let it = sample();
    let today = now().day();
    assert!((5..=6).contains(&it.epics().len()));
    assert!(it.epics().iter().all(|epic| !epic.outcome.is_empty()));
    for horizon in [Horizon::Now, Horizon::Next, Horizon::Later] {
        assert!(it.epics().iter().any(|epic| epic.horizon == horizon), "{horizon}");
    }
    let targets: Vec<NaiveDate> = it.releases().iter().filter_map(|it| it.target).collect();
    assert_eq!(targets.len(), 2);
    assert!(targets.iter().all(|day| *day > today + Duration::days(14)), "{targets:?}");
    assert!(it.people().len() >= 4);
    assert!(it.people().iter().all(|person| !person.skills.is_empty()));
    assert!(it.people().iter().any(|person| person.allocation.0.hundredths() < 100));
    let off = || it.people().iter().flat_map(|person| &person.days_off);
    assert!(off().count() >= 5 && off().all(|day| *day > today));
    assert_eq!(it.ideas().len(), 9);
    assert!(it.ideas().iter().all(|idea| idea.state == IdeaState::New));
    assert!(it.ideas().iter().any(|idea| idea.score.is_none()));
    assert!(it.ideas().iter().filter(|idea| idea.score.is_some()).count() >= 5);
    assert_eq!(it.product().done_lines.len(), 3);
}

#[test]
fn the_sample_has_texts_of_every_shape() {
    let it = sample();
    let titles = || it.stories().iter().map(|story| story.title.as_str());
    assert!(titles().any(|title| title.contains('🦜')));
    assert!(titles().any(|title| title.contains('é')));
    assert!(titles().any(|title| width::width(title) == 2 * title.chars().count()), "Japanese");
    assert!(titles().any(|title| title.chars().count() > 120));
    let described: Vec<&str> = it
        .stories()
        .iter()
        .map(|story| story.description.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(described.len(), 2);
    for text in &described {
        assert!(text.lines().count() > 10, "{text}");
        for mark in ["\n## ", "\n- ", "**", "*", "`"] {
            assert!(format!("\n{text}").contains(mark), "{mark} in {text}");
        }
    }
    let all = described.concat();
    assert!(all.contains("\n```sql\n") && all.contains("\n> ") && all.contains("\n1. "), "{all}");
}

#[test]
fn the_script_is_told_in_the_order_it_happened() {
    let days = |line: &str| line.split_once(' ').and_then(|(days, _)| days.parse::<u32>().ok());
    let days: Vec<u32> = SCRIPT.lines().filter_map(days).collect();
    assert!(days.len() > 150);
    assert!(days.is_sorted_by(|earlier, later| earlier >= later));
}

#[test]
fn a_script_counts_its_days_from_today() {
    let told = |value: &str| {
        let script = format!("4 Ann: person add Kim\n1 Ann: person set Kim \"days_off={value}\"");
        replay(&script, now())
    };
    let off = |value: &str| {
        let backlog = told(value).unwrap();
        let person = backlog.people().iter().next().unwrap();
        person.days_off.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // Today is the 22nd, whenever the line is said to have been given.
    assert_eq!(off("{+20}"), ["2026-12-12"]);
    assert_eq!(off("{-3},{+0} {+40}"), ["2026-11-19", "2026-11-22", "2027-01-01"]);
    for wrong in ["{+x}", "{+99999999999999999999}", "{-99999999999}", "{+}"] {
        let said = told(wrong).unwrap_err().to_string();
        assert!(said.contains("line 2 of the script") && said.contains("{+20}"), "{said}");
    }
    // Any other bracket is one, and `\n` a line end.
    let script = "0 Ann: add \"{a} {+ {\"\n0 Ann: note 1 \"one\\ntwo {+1\"";
    let backlog = replay(script, now()).unwrap();
    let story = backlog.numbered(1).unwrap();
    assert_eq!((story.title.as_str(), story.notes[0].text.as_str()), ("{a} {+ {", "one\ntwo {+1"));
}

#[test]
fn the_advice_has_something_to_say_about_it() {
    let it = sample();
    for sought in [Sought::Duplicates, Sought::Dependencies, Sought::Contradictions] {
        assert!(!candidates::of_backlog(sought, &it).is_empty(), "{sought:?}");
    }
    assert!(!wording::of_backlog(&it).is_empty());
    assert!(weights::of_ideas(&it).iter().any(|weight| weight.count > 1));
}
