//! The small shop with a team that has closed three sprints, runs its eighth and plans its ninth:
//! what the screens of planning are tried on. Today is a Sunday in the middle of sprint 8.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use upnext::cli::replay;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::sprint::{
    Commitment, Committed, Direction, Part, Participant, Record, ScopeEntry, Sprint, SprintState,
};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Story, StoryId};
use upnext::domain::table::Table;

use crate::robot::now;

/// The team, and stories enough to plan with.
const TEAM: &str = r#"
40 Mira: person add Ana --allocation 0.5 --skill shop --skill words
40 Mira: person add Jonas --skill post --skill web
40 Mira: person add Kim --allocation 0.8 --skill web --skill bank
12 Mira: person set Jonas days_off=2026-12-04,2026-12-05
11 Mira: set 1 skills=web,bank
11 Mira: set 2 skills=post
11 Mira: set 6 skills=bank
11 Mira: set 17 skills=sums
10 Mira: add "As a regular, I want to skip a delivery with one tap, so that nothing wilts at the door" --points 3 --epic Reorder --criterion "The next date is shown before I confirm" --tag regulars
10 Mira: add "Bird food is weighed without its bag" --kind bug --points 2 --epic "Shop floor" --criterion "The scale shows the net weight"
10 Mira: add "As a shopper, I want to see how big a plant gets, so that it still fits in three years" --points 5 --epic Checkout --criterion "Height and width stand beside the price"
10 Mira: add "Photograph the autumn plants" --kind chore --points 2 --criterion "Each has a picture in daylight"
10 Mira: ready 20 21 22 23
7 Mira: set 1 assignee=Kim
7 Mira: set 6 assignee=Jonas
6 Jonas: start 1
3 Kim: start 2
3 Ana: block 2 --reason "The second parcel service does not answer"
"#;

/// Stories of the running sprint: number, points at the start.
const COMMITTED: [(u32, u32); 5] = [(1, 5), (2, 3), (6, 2), (8, 1), (12, 3)];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn part(points: u32) -> Part {
    Part { points: Points::whole(points), ..Part::default() }
}

/// A closed sprint of which only the figures are known here.
fn closed(ids: &mut CountedIds, number: u32, days: [&str; 2], figures: [u32; 3]) -> Sprint {
    let [committed, accepted, person_days] = figures;
    Sprint {
        id: fresh(ids),
        number,
        goal: format!("Goal of sprint {number}"),
        start: Some(day(days[0])),
        end: Some(day(days[1])),
        state: SprintState::Closed,
        record: Some(Record {
            at: at(&format!("{}T16:00:00+00:00", days[1])),
            committed: Some(part(committed)),
            added: Some(part(0)),
            removed: Some(part(0)),
            accepted: part(accepted),
            rejected: Some(part(0)),
            unfinished: Some(part(committed - accepted)),
            goal: Some(format!("Goal of sprint {number}")),
            goal_met: Some(number != 6),
            person_days: Some(Hundredths::whole(person_days)),
            ..Record::default()
        }),
        ..Sprint::default()
    }
}

/// The shop with its team, three closed sprints, the running one and the planned one.
pub fn team() -> Backlog {
    static TEAM_SHOP: OnceLock<Backlog> = OnceLock::new();
    TEAM_SHOP.get_or_init(|| made(true)).clone()
}

/// The same before the next sprint is planned.
pub fn unplanned() -> Backlog {
    static UNPLANNED: OnceLock<Backlog> = OnceLock::new();
    UNPLANNED.get_or_init(|| made(false)).clone()
}

fn made(planned: bool) -> Backlog {
    let lines = [include_str!("../data/shop.txt"), TEAM].concat();
    let backlog = replay(&lines, now()).unwrap();
    let mut ids = CountedIds(1 << 51);
    let people: Vec<Participant> = backlog
        .people()
        .iter()
        .map(|person| Participant { person: person.id, ..Participant::default() })
        .collect();
    let id_of = |number: u32| backlog.numbered(number).unwrap().id;
    let start = at("2026-11-16T09:00:00+00:00");
    let committed = COMMITTED.iter().map(|(number, points)| Committed {
        story: id_of(*number),
        points: Some(Points::whole(*points)),
        ..Committed::default()
    });
    let added = ScopeEntry {
        at: at("2026-11-18T10:00:00+00:00"),
        by: "Mira".to_owned(),
        story: id_of(21),
        direction: Some(Direction::In),
        points: Some(Points::whole(2)),
        reason: "Customers were charged for the bag".to_owned(),
        ..ScopeEntry::default()
    };
    let running = Sprint {
        id: fresh(&mut ids),
        number: 8,
        goal: "Gifts leave on time".to_owned(),
        start: Some(day("2026-11-16")),
        end: Some(day("2026-11-27")),
        state: SprintState::Active,
        people: people.clone(),
        commitment: Some(Commitment {
            at: start,
            stories: committed.collect(),
            ..Commitment::default()
        }),
        scope_log: vec![added],
        ..Sprint::default()
    };
    let next = Sprint {
        id: fresh(&mut ids),
        number: 9,
        goal: "A reorder takes one tap".to_owned(),
        start: Some(day("2026-11-30")),
        end: Some(day("2026-12-11")),
        people,
        ..Sprint::default()
    };
    let stories = backlog.stories().iter().map(|held| {
        let mut story = Story::clone(held);
        if COMMITTED.iter().any(|(number, _)| *number == story.number) {
            enter(&mut story, &running, "2026-11-13T11:00:00+00:00");
        } else if story.number == 21 {
            enter(&mut story, &running, "2026-11-18T10:00:00+00:00");
        } else if story.number == 20 && planned {
            enter(&mut story, &next, "2026-11-20T10:00:00+00:00");
        }
        Arc::new(story)
    });
    let stories: Vec<Arc<Story>> = stories.collect();
    let mut sprints = vec![
        closed(&mut ids, 5, ["2026-10-05", "2026-10-16"], [14, 12, 20]),
        closed(&mut ids, 6, ["2026-10-19", "2026-10-30"], [15, 9, 19]),
        closed(&mut ids, 7, ["2026-11-02", "2026-11-13"], [13, 13, 21]),
        running,
    ];
    sprints.extend(planned.then_some(next));
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(stories),
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        people: backlog.people().clone(),
        sprints: Table::of(sprints.into_iter().map(Arc::new).collect::<Vec<_>>()),
        ideas: backlog.ideas().clone(),
        ..Parts::default()
    })
}

/// Puts a story into a sprint as an act would: with a line of history in its place.
fn enter(story: &mut Story, sprint: &Sprint, when: &str) {
    story.sprint = Some(sprint.id);
    let line = Entry {
        at: at(when),
        by: "Mira".to_owned(),
        what: Act::Pulled,
        field: Some(upnext::domain::field::Field::Sprint),
        after: Some(sprint.number.to_string()),
        ..Entry::default()
    };
    let place = story.history.iter().position(|held| held.at <= line.at);
    story.history.insert(place.unwrap_or(story.history.len()), line);
}

/// The identity of a story by its number.
pub fn id(backlog: &Backlog, number: u32) -> StoryId {
    backlog.numbered(number).unwrap().id
}

/// The identity of a sprint by its number.
pub fn sprint(backlog: &Backlog, number: u32) -> Id<Sprint> {
    backlog.sprint_numbered(number).unwrap().id
}

#[test]
fn the_team_is_sound() {
    for backlog in [team(), unplanned()] {
        assert_eq!(upnext::domain::checkup::findings(&backlog), []);
    }
}
