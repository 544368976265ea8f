//! The merge: whatever two sides did, what comes of it is sound and has no number twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, EpicPlace, Lines, NewStory, Place, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::merge;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{LinkKind, StoryId};
use upnext::session::Session;
use upnext_fuzz::{now, shop, sound};

/// What three bytes mean in a backlog.
fn command(backlog: &Backlog, [what, a, b]: [u8; 3]) -> Option<Command> {
    let all = backlog.stories();
    let story = |n: u8| all.at(usize::from(n) % all.len().max(1)).map(|it| it.id);
    let (one, other): (StoryId, StoryId) = (story(a)?, story(b)?);
    let (stories, words) = (vec![one], format!("words {b}"));
    let epic = backlog.epics().at(usize::from(a) % backlog.epics().len().max(1)).map(|it| it.id);
    let place = [Place::Top, Place::Bottom, Place::After(other), Place::Before(other)];
    let fields =
        [Field::Title, Field::Points, Field::Tags, Field::Description, Field::Epic, Field::Value];
    let values = ["x", "5", "a, b", "one\ntwo\nthree", "", "13"];
    Some(match what % 18 {
        0 => {
            let new = NewStory { title: words, ..NewStory::default() };
            Command::AddStories { stories: vec![new], place: place[usize::from(a % 4)] }
        }
        1 | 2 => {
            let at = usize::from(b % 6);
            Command::SetStory { stories, values: vec![(fields[at], values[at].to_owned())] }
        }
        3 => Command::Move { stories, place: place[usize::from(b % 4)], reason: None },
        4 => Command::Drop { stories, reason: words },
        5 => Command::Restore { stories },
        6 => Command::AddCriterion { stories, wording: Wording::line(words) },
        7 => Command::RemoveCriterion { story: one, k: usize::from(b % 4) },
        8 => Command::MoveCriterion { story: one, k: 1, to: 2 },
        9 => Command::Depend { story: one, on: other, remove: b % 3 == 0 },
        10 => Command::Link { story: one, to: other, kind: LinkKind::Follows, remove: b % 3 == 0 },
        11 => Command::Ready { stories, overriding: Some(words) },
        12 => Command::Start { stories },
        13 => Command::RemoveEpic { epic: epic? },
        14 => Command::MoveEpic { epic: epic?, place: EpicPlace::Top },
        15 => Command::AddLine { lines: Lines::Done, text: words },
        16 => Command::SetProduct { values: vec![(Field::Goal, words)] },
        _ => Command::AddNote { story: one, text: words },
    })
}

fn done(start: &Backlog, deeds: &[u8], by: &str, ids: u64) -> Backlog {
    let (mut session, mut ids) = (Session::new(start.clone()), CountedIds(ids));
    let stamp = Stamp { at: now(), by: by.to_owned() };
    for deed in deeds.chunks_exact(3).take(40) {
        let deed = [deed[0], deed[1], deed[2]];
        if let Some(command) = command(session.backlog(), deed) {
            drop(session.perform(&command, &stamp, &mut ids));
        }
    }
    session.backlog().clone()
}

fuzz_target!(|bytes: &[u8]| {
    let third = bytes.len() / 3;
    let base = done(shop(), &bytes[..third], "Zoe", 1_000_000);
    let ours = done(&base, &bytes[third..2 * third], "Ann", 2_000_000);
    let theirs = done(&base, &bytes[2 * third..], "Bob", 3_000_000);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, ours, theirs).backlog;
        sound(&merged);
        let mut numbers: Vec<u32> = merged.stories().iter().map(|it| it.number).collect();
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "a number twice");
        for story in ours.stories().iter().filter(|it| base.story(it.id) != Some(it)) {
            assert!(merged.story(story.id).is_some(), "an edited story is lost");
        }
    }
});
