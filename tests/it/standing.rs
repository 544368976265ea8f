//! Where things stand, reckoned by hand on the small shop with its team. Today is Sunday,
//! 22 November 2026, in the middle of sprint 8.

use upnext::domain::backlog::Backlog;
use upnext::domain::number::Points;
use upnext::domain::plan::cut;
use upnext::domain::ready;
use upnext::domain::stamp::Moment;
use upnext::domain::story::StoryId;
use upnext::figures::changes::{self, Noun, Since};
use upnext::figures::standing;

use crate::robot::{now, sample};
use crate::team::{id, sprint, team, unplanned};

fn numbers(ids: &[StoryId], backlog: &Backlog) -> Vec<u32> {
    ids.iter().map(|id| backlog.story(*id).unwrap().number).collect()
}

#[test]
fn the_running_sprint_in_figures() {
    let backlog = team();
    let running = standing::of(&backlog, now().day()).running.unwrap();
    assert_eq!(running.sprint, sprint(&backlog, 8));
    // 16 to 27 November without weekends; from Monday the 23rd five of them.
    assert_eq!((running.dates.len(), running.days_left), (10, Some(5)));
    // 5 + 3 + 2 + 1 + 3 committed to; 2 came in; of those #6 with 2 and #8 with 1 are delivered.
    assert_eq!(running.committed, Some(Points::whole(14)));
    assert_eq!(running.remaining, Points::whole(16));
    assert_eq!(running.delivered, Points::whole(3));
    assert_eq!(running.accepted, Points::default());
    let next = standing::of(&backlog, now().day()).planned.unwrap();
    assert_eq!((next.sprint, next.load), (sprint(&backlog, 9), Points::whole(3)));
    assert_eq!(standing::of(&unplanned(), now().day()).planned, None);
}

#[test]
fn what_waits_and_what_is_in_the_way() {
    let backlog = team();
    let standing = standing::of(&backlog, now().day());
    assert_eq!(numbers(&standing.blocked, &backlog), [2, 7]);
    let delivered = standing.delivered.iter().map(|id| backlog.story(*id).unwrap());
    for story in delivered {
        assert_eq!(story.status.word(), "delivered");
        assert!(standing::delivered_at(story).is_some());
    }
    let all = backlog.open().filter(|story| story.status.word() == "delivered").count();
    assert_eq!(standing.delivered.len(), all);
    let two = backlog.numbered(2).unwrap().impediment.clone().unwrap();
    // Since the 19th: the 19th, 20th, 21st and 22nd.
    assert_eq!(standing::age(two.since, now().day()), 4);
    let newest = standing.ideas.iter().map(|id| backlog.ideas().get(*id).unwrap().at);
    assert!(newest.is_sorted_by(|a, b| a >= b));
}

#[test]
fn unready_stories_are_those_above_the_second_cut_line() {
    let backlog = team();
    let lines = cut::lines(&backlog);
    // Sprint 9 holds a story already, so the first that is free to be filled is the tenth.
    assert_eq!(lines[0].sprint, 10);
    let end = backlog.stories().at(lines[1].above as usize).unwrap().number;
    let above = backlog.open().take_while(|story| story.number != end);
    let free = above.filter(|story| story.sprint.is_none());
    let wanted: Vec<u32> =
        free.filter(|story| !ready::is_ready(story, &backlog)).map(|it| it.number).collect();
    let standing = standing::of(&backlog, now().day());
    assert!(standing.ahead && !wanted.is_empty());
    assert_eq!(numbers(&standing.unready, &backlog), wanted);
    let (first, second): (Vec<u32>, Vec<u32>) =
        (cut::within(&backlog, 1).unwrap().collect(), cut::within(&backlog, 2).unwrap().collect());
    assert_eq!(second[..first.len()], first);
    assert_eq!(second[first.len()], lines[0].above);
    // Without a velocity, those among the first ten.
    let backlog = sample();
    let standing = standing::of(&backlog, now().day());
    let top: Vec<u32> = standing::top(&backlog)
        .into_iter()
        .map(|index| backlog.stories().at(index as usize).unwrap().number)
        .collect();
    assert_eq!(top.len(), 10);
    assert!(!standing.ahead);
    assert!(numbers(&standing.unready, &backlog).iter().all(|number| top.contains(number)));
}

#[test]
fn what_happened_since_a_moment_or_a_day() {
    let backlog = team();
    let all = |_: &_| true;
    let since = |text: &str| Since::Moment(Moment::parse(text).unwrap());
    assert_eq!(changes::since(&backlog, Since::Moment(now()), &all), []);
    let acts = changes::since(&backlog, since("2026-11-18T12:00:00+00:00"), &all);
    assert!(acts.is_sorted_by(|a, b| a.at >= b.at));
    // Ana blocked #2 three days ago.
    let blocked = acts.iter().find(|act| act.what.word() == "blocked").unwrap();
    assert_eq!(blocked.on, [Noun::Story(id(&backlog, 2))]);
    assert_eq!(blocked.by, "Ana");
    assert!(blocked.line.is_some());
    // A day begins with its first moment, as each event tells its own day.
    let day = Since::Day(blocked.at.day());
    assert!(changes::since(&backlog, day, &all).contains(blocked));
    let next = Since::Day(blocked.at.day().succ_opt().unwrap());
    assert!(!changes::since(&backlog, next, &all).contains(blocked));
    // Four stories became ready in one act ten days ago.
    let acts = changes::since(&backlog, since("2026-11-01T12:00:00+00:00"), &all);
    let readied = acts.iter().find(|act| act.what.word() == "readied" && act.on.len() == 4);
    assert_eq!(readied.unwrap().line, None);
    let nobody = changes::since(&backlog, since("2026-11-01T12:00:00+00:00"), &|_| false);
    assert_eq!(nobody, []);
}
