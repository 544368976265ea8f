//! A backlog to measure with: same size, same bytes.

use std::sync::Arc;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::{Criterion, Judgement};
use upnext::domain::epic::{Epic, Horizon};
use upnext::domain::field::Field;
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::number::Points;
use upnext::domain::order;
use upnext::domain::product::Product;
use upnext::domain::sprint::{Part, Record, Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;
use upnext::store::file::BacklogFile;

const NOUNS: &str = "anchor atlas badge barrel beacon bicycle blanket bottle bridge bucket candle \
    canvas carpet castle ceiling chimney cinema circle closet coffee compass corner cottage \
    curtain daylight desert diamond engine evening fabric feather ferry forest fountain garden \
    glacier harbour helmet horizon island jacket kettle kitchen ladder lantern library luggage \
    machine meadow mirror morning mountain needle notebook orchard oven painter palace parade \
    pebble pencil pepper picture pillow planet platform pocket prairie puzzle quarter railway \
    ribbon river rocket saddle sandal shelter signal silver sparrow station summer teapot temple \
    thunder timber tower tractor tunnel valley velvet village violin voyage wagon walnut weather \
    willow window winter yard";
const GLUE: &str = "above across along among around before behind below beside between beyond \
    during inside near outside over past since through toward under until upon while without";
const TAGS: [&str; 10] =
    ["basket", "card", "desk", "edge", "field", "gate", "hall", "inlet", "jetty", "knot"];
const PEOPLE: [&str; 4] = ["Ada", "Ben", "Cleo", "Dan"];
const EPICS: usize = 12;
const SPRINTS: usize = 40;

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 12).unwrap() % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// The words texts are made of.
struct Words {
    nouns: Vec<&'static str>,
    glue: Vec<&'static str>,
}

impl Words {
    fn text(&self, dice: &mut Dice, count: usize) -> String {
        let words: Vec<&str> = (0..count)
            .map(|_| if dice.roll(3) == 0 { dice.pick(&self.glue) } else { dice.pick(&self.nouns) })
            .collect();
        words.join(" ")
    }
}

/// Writes a backlog of so many stories.
pub fn make(size: u32, path: &std::path::Path) {
    BacklogFile::new(path).create(&backlog(size)).unwrap();
}

fn backlog(size: u32) -> Backlog {
    let words = Words { nouns: NOUNS.split(' ').collect(), glue: GLUE.split(' ').collect() };
    let mut dice = Dice(0x5EED_CAFE_F00D);
    let mut ids = CountedIds(0);
    let epic = |rank: &String, ids: &mut CountedIds, dice: &mut Dice| Epic {
        id: fresh(ids),
        title: words.text(dice, 3),
        outcome: words.text(dice, 12),
        horizon: dice.pick(Horizon::ALL),
        rank: rank.clone(),
        ..Epic::default()
    };
    let ranks = order::spread(None, None, EPICS).unwrap();
    let epics: Vec<Epic> = ranks.iter().map(|rank| epic(rank, &mut ids, &mut dice)).collect();
    let sprints: Vec<Sprint> = (1..=SPRINTS)
        .map(|number| Sprint {
            id: fresh(&mut ids),
            number: u32::try_from(number).unwrap(),
            goal: words.text(&mut dice, 8),
            state: if number == SPRINTS { SprintState::Active } else { SprintState::Closed },
            record: (number < SPRINTS).then(|| came_to(number)),
            ..Sprint::default()
        })
        .collect();
    let ranks = order::spread(None, None, size as usize).unwrap();
    let mut maker = Maker { words, dice, ids, epics: &epics, sprints: &sprints };
    let stories: Vec<Arc<Story>> =
        (1..=size).zip(ranks).map(|(number, rank)| Arc::new(maker.story(number, rank))).collect();
    Backlog::from(Parts {
        product: Product { name: "Harbour".to_owned(), ..Product::default() },
        stories: Table::of(stories),
        epics: Table::of(epics.into_iter().map(Arc::new)),
        sprints: Table::of(sprints.into_iter().map(Arc::new)),
        ..Parts::default()
    })
}

struct Maker<'a> {
    words: Words,
    dice: Dice,
    ids: CountedIds,
    epics: &'a [Epic],
    sprints: &'a [Sprint],
}

impl Maker<'_> {
    fn text(&mut self, least: usize, most: usize) -> String {
        let count = least + self.dice.roll(most - least + 1);
        self.words.text(&mut self.dice, count)
    }

    fn story(&mut self, number: u32, rank: String) -> Story {
        // Of ten stories seven are still to be done, one is being worked on, two are done.
        let status = match self.dice.roll(20) {
            0..7 => Status::Draft,
            7..14 => Status::Ready,
            14 => Status::Doing,
            15 => Status::Delivered,
            _ => Status::Accepted,
        };
        let sprint: Option<Id<Sprint>> = match status {
            // A sprint is of a size that people can see to the end of, however long the backlog.
            Status::Doing | Status::Delivered if number < 200 => Some(self.sprints[SPRINTS - 1].id),
            Status::Accepted => Some(self.sprints[self.dice.roll(SPRINTS - 1)].id),
            _ => None,
        };
        let points = [1, 2, 3, 5, 8][self.dice.roll(5)];
        let first = number % 500_000;
        Story {
            id: fresh(&mut self.ids),
            number,
            title: self.text(6, 10),
            status,
            rank,
            points: Some(Points::whole(points)),
            sprint,
            epic: Some(self.epics[self.dice.roll(EPICS)].id),
            role: self.text(1, 2),
            want: self.text(6, 10),
            benefit: self.text(5, 9),
            description: self.text(45, 75),
            criteria: (0..4).map(|_| self.criterion(status)).collect(),
            tags: [self.dice.pick(&TAGS[..5]), self.dice.pick(&TAGS[5..])]
                .map(str::to_owned)
                .into(),
            created: minute(first),
            history: self.history(first, points),
            ..Story::default()
        }
    }

    fn criterion(&mut self, status: Status) -> Criterion {
        let line = Criterion::line(fresh(&mut self.ids), self.text(10, 14));
        let result = if status == Status::Accepted { Judgement::Met } else { Judgement::Unjudged };
        Criterion { result, ..line }
    }

    /// Five lines, newest first.
    fn history(&mut self, first: u32, points: u32) -> Vec<Entry> {
        let title = self.text(6, 10);
        let said = |text: &str| Some(text.to_owned());
        let mut lines = vec![
            (Act::Added, None, None, None),
            (Act::Set, Some(Field::Title), said(&title), said("a shorter one")),
            (Act::Set, Some(Field::Points), None, Some(points.to_string())),
            (Act::Moved, Some(Field::Rank), said("7"), said("3")),
            (Act::Set, Some(Field::Tags), None, said(TAGS[self.dice.roll(10)])),
        ];
        lines.reverse();
        let told = lines.into_iter().zip((1..=5).rev()).map(|((what, field, before, after), n)| {
            let by = self.dice.pick(&PEOPLE).to_owned();
            Entry { at: minute(first + n), by, what, field, before, after, ..Entry::default() }
        });
        told.collect()
    }
}

/// The record of a sprint, as far as a forecast looks at it.
fn came_to(number: usize) -> Record {
    Record {
        at: minute(u32::try_from(number).unwrap() * 10_000),
        accepted: Part { points: Points::whole(30), ..Part::default() },
        person_days: Some(Points::whole(40)),
        ..Record::default()
    }
}

/// A minute of this year, the later the higher.
fn minute(n: u32) -> Moment {
    let (day, hour, minute) = (n / 1440, n / 60 % 24, n % 60);
    let (month, day) = (1 + day / 28 % 11, 1 + day % 28);
    Moment::parse(&format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00+01:00")).unwrap()
}
