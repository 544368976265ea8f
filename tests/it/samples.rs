//! Backlogs for tests: same seed, same backlog. It tests nothing.

use std::sync::Arc;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::change::{Change, Edit, Swap};
use upnext::domain::criterion::Criterion;
use upnext::domain::field::Field;
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, Id, Ids, fresh};
use upnext::domain::number::Points;
use upnext::domain::product::Product;
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;

/// A small generator of chance: same seed, same numbers.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }
}

/// A minute after the others.
pub fn minute(n: u32) -> Moment {
    let (hour, minute) = (n / 60 % 24, n % 60);
    Moment::parse(&format!("2026-11-{:02}T{hour:02}:{minute:02}:00+01:00", 1 + n / 1440 % 28))
        .unwrap()
}

pub fn entry(at: Moment, by: &str, field: Field, before: &str, after: &str) -> Entry {
    Entry {
        at,
        by: by.into(),
        what: Act::Set,
        field: Some(field),
        before: Some(before.into()),
        after: Some(after.into()),
        ..Entry::default()
    }
}

pub fn story(ids: &mut dyn Ids, number: u32, title: &str) -> Story {
    Story {
        id: fresh(ids),
        number,
        title: title.into(),
        rank: format!("{:04}", number * 7),
        created: minute(number),
        ..Story::default()
    }
}

/// A backlog with one active sprint and this many stories.
pub fn backlog(stories: u32) -> Backlog {
    let mut ids = CountedIds(0);
    let sprint = Sprint {
        id: fresh(&mut ids),
        number: 1,
        goal: "Pay by card".into(),
        state: SprintState::Active,
        ..Sprint::default()
    };
    let stories: Vec<_> = (1..=stories)
        .map(|number| {
            let mut story = story(&mut ids, number, &format!("Story {number}"));
            story.points = (number % 3 == 0).then(|| Points::whole(number % 8));
            story.sprint = (number % 5 == 0).then_some(sprint.id);
            story.tags = [format!("t{}", number % 4)].into();
            story.criteria = vec![
                Criterion::line(fresh(&mut ids), "it works"),
                Criterion::line(fresh(&mut ids), "it is seen"),
            ];
            story.history = vec![Entry {
                at: minute(number),
                by: "Ann".into(),
                what: Act::Added,
                ..Entry::default()
            }];
            Arc::new(story)
        })
        .collect();
    Backlog::from(Parts {
        product: Product { name: "Shop".into(), ..Product::default() },
        stories: Table::of(stories),
        sprints: Table::of([Arc::new(sprint)]),
        ..Parts::default()
    })
}

/// The same backlog with other stories.
pub fn with_stories(backlog: &Backlog, stories: Vec<Arc<Story>>) -> Backlog {
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(stories),
        sprints: backlog.sprints().clone(),
        ..Parts::default()
    })
}

/// The same backlog with one story put in or in the place of itself.
pub fn put(backlog: &Backlog, story: Story) -> Backlog {
    let mine = Arc::new(story);
    let others = backlog.stories().iter().filter(|held| held.id != mine.id).cloned();
    let all: Vec<_> = others.chain([Arc::clone(&mine)]).collect();
    with_stories(backlog, all)
}

/// The same backlog without one story.
pub fn without(backlog: &Backlog, id: Id<Story>) -> Backlog {
    let all = backlog.stories().iter().filter(|held| held.id != id).cloned().collect();
    with_stories(backlog, all)
}

/// One story changed, as an act would: with its history line.
pub fn change(
    backlog: &Backlog,
    number: u32,
    line: Entry,
    by: impl FnOnce(&mut Story),
) -> (Backlog, Edit) {
    let before = Arc::clone(backlog.numbered(number).unwrap());
    let mut after = (*before).clone();
    by(&mut after);
    let (at, who) = (line.at, line.by.clone());
    after.history.insert(0, line);
    let changed = put(backlog, after.clone());
    let swap = Swap { id: before.id, before: Some(before), after: Some(Arc::new(after)) };
    let edit = Edit {
        label: "Changed".into(),
        at,
        by: who,
        changes: vec![Change::Story(swap)],
        moved: Vec::new(),
        notices: Vec::new(),
        about: Vec::new(),
    };
    (changed, edit)
}

/// A few random changes by one person, none of them a deletion.
pub fn edited(backlog: &Backlog, dice: &mut Dice, who: &str, count: usize) -> (Backlog, Vec<Edit>) {
    let (mut now, mut edits) = (backlog.clone(), Vec::new());
    for n in 0..count {
        let number = 1 + u32::try_from(dice.roll(now.stories().len())).unwrap();
        let Some(held) = now.numbered(number) else { continue };
        if held.status == Status::Accepted {
            continue;
        }
        let at = minute(5000 + u32::try_from(n).unwrap() * 2 + u32::from(who == "Bob"));
        let text = format!("{who} {n} {}", dice.roll(1000));
        let what = dice.roll(8);
        let id = Id::new(uuid::Uuid::from_u128(u128::from(dice.0)));
        let field = [
            Field::Title,
            Field::Tags,
            Field::Criteria,
            Field::Points,
            Field::Rank,
            Field::Status,
            Field::Criteria,
            Field::Description,
        ][what];
        let (next, edit) =
            change(&now, number, entry(at, who, field, "", &text), |story| match what {
                0 => story.title.clone_from(&text),
                1 => story.tags.extend([text.clone()]),
                2 => story.criteria.push(Criterion::line(id, text.clone())),
                3 => story.points = Some(Points::whole(u32::try_from(n).unwrap() + 1)),
                4 => story.rank = format!("z{text}"),
                5 => story.status = Status::Ready,
                6 => story.criteria.iter_mut().take(1).for_each(|one| one.note.clone_from(&text)),
                _ => story.description.clone_from(&text),
            });
        now = next;
        edits.push(edit);
    }
    (now, edits)
}
