//! What verdicts and closed sprints come to as figures, each by its definition.

use upnext::domain::command::{Command, Leftovers};
use upnext::domain::history::{Act, Entry};
use upnext::domain::stamp::Moment;
use upnext::domain::story::Status;
use upnext::figures::delivery::{self, Acceptance, Goals, Times};

use super::Shop;

fn at(day: u32, hour: u32) -> Moment {
    Moment::parse(&format!("2026-11-{day:02}T{hour:02}:00:00+01:00")).unwrap()
}

#[test]
fn only_closed_sprints_make_the_velocity_and_a_zero_counts() {
    let mut shop = Shop::with(&[5, 3, 2]);
    shop.sprint(&[1]);
    shop.accept(1);
    let running = delivery::of(shop.backlog(), None);
    assert!(running.velocity.is_empty() && running.mean.is_none());
    shop.close(Leftovers::Backlog);
    shop.sprint(&[2]);
    shop.close(Leftovers::Backlog);
    let third = shop.sprint(&[3]);
    shop.accept(3);
    let reason = "the shop is sold".to_owned();
    shop.does(Command::CancelSprint { sprint: Some(third), reason });
    let told = delivery::of(shop.backlog(), None);
    let velocity: Vec<_> =
        told.velocity.iter().map(|(it, points)| (*it, points.rounded())).collect();
    assert_eq!(velocity, [(1, 5), (2, 0)], "a cancelled sprint has none");
    assert_eq!(told.mean.unwrap().hundredths().to_string(), "2.5");
    assert_eq!(told.goals, Goals { met: 2, judged: 2, unjudged: 0 });
}

#[test]
fn accepted_at_first_counts_first_verdicts_only() {
    let mut shop = Shop::with(&[5, 3, 2]);
    shop.sprint(&[1, 2, 3]);
    shop.accept(1);
    shop.reject(2);
    shop.accept(2);
    let told = delivery::of(shop.backlog(), None);
    assert_eq!(told.acceptance, Acceptance { first_time: 1, judged: 2 });
}

#[test]
fn cycle_time_is_both_days_and_leaves_out_what_was_never_started() {
    let mut shop = Shop::with(&[1; 5]);
    for (number, first, last) in [(1, 2, 2), (2, 2, 3), (3, 2, 6), (4, 3, 12)] {
        shop.accept(number);
        shop.alter(number, |story| {
            let line = |at, what| Entry { at, what, ..Entry::default() };
            // Started again later: the first start counts.
            story.history.insert(0, line(at(last, 9), Act::Started));
            story.history.insert(1, line(at(first, 9), Act::Started));
            story.created = at(first, 8);
            story.verdicts.last_mut().unwrap().at = at(last, 17);
        });
    }
    let told = delivery::of(shop.backlog(), None);
    // 1, 2, 5 and 10 days: the nearest rank of 50 is the second, of 85 the fourth.
    assert_eq!(told.cycle, Times { p50: Some(2), p85: Some(10), n: 4, left_out: 0 });
    assert_eq!(told.lead, told.cycle);
    shop.alter(5, |story| story.status = Status::Ready);
    let stories = shop.ids(&[5]);
    shop.does(Command::Deliver { stories: stories.clone() });
    shop.does(Command::Accept { stories, overriding: Some("seen".into()) });
    let told = delivery::of(shop.backlog(), None);
    assert_eq!(told.cycle, Times { p50: Some(2), p85: Some(10), n: 4, left_out: 1 });
    assert_eq!(told.lead.n, 5, "never started, and yet written down");
}
