//! Promises 11 and 12: undo of everything is the start and redo the end, byte for byte; merging
//! loses nothing, favours nobody, and seldom asks.

mod lost;

use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command as Process;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, Place, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::{Merged, merge};
use upnext::domain::stamp::Stamp;
use upnext::domain::table::{Entity, Table};
use upnext::session::Session;
use upnext::store::document;

use self::lost::{favours, lost};
use super::{figure, sized};
use crate::cli::merging::has_git;
use crate::laws::chance::{Deed, command, deed, world};
use crate::samples::{Dice, backlog, minute};

/// A backlog after a few deeds of one person, each two minutes after the last.
fn after(base: &Backlog, deeds: &[Deed], by: &str, from: u32) -> Session {
    let mut session = Session::new(base.clone());
    let mut ids = CountedIds(u64::from(from) * 1_000_000);
    for (n, deed) in (0..).zip(deeds) {
        let stamp = Stamp { at: minute(from + 2 * n), by: by.to_owned() };
        let command = command(deed, session.backlog());
        // What is refused changes nothing; that is a law of its own.
        drop(session.perform(&command, &stamp, &mut ids));
    }
    session
}

/// The small world all begin with, made once.
fn start() -> &'static Backlog {
    static WORLD: LazyLock<Backlog> = LazyLock::new(world);
    &WORLD
}

/// What two people made of one backlog.
struct Grown {
    base: Backlog,
    ours: Backlog,
    theirs: Backlog,
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(deed(), 0..most)
}

/// Runs a test on as many random sequences; the error says what was found first, made small.
fn cases<S: Strategy>(
    count: usize,
    strategy: &S,
    test: impl Fn(S::Value) -> Result<(), String>,
) -> Result<(), String>
where
    S::Value: std::fmt::Debug,
{
    let cases = u32::try_from(count).unwrap();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let run =
        TestRunner::new(config).run(strategy, |input| test(input).map_err(TestCaseError::fail));
    run.map_err(|error| match error {
        TestError::Fail(why, input) => format!("{why}\n{input:?}"),
        TestError::Abort(why) => why.to_string(),
    })
}

fn grown(test: impl Fn(&Grown) -> Result<(), String>, count: usize) -> Result<(), String> {
    cases(count, &(deeds(12), deeds(14), deeds(14)), |(first, mine, yours)| {
        let base = after(start(), &first, "Zoe", 600).backlog().clone();
        let ours = after(&base, &mine, "Ann", 2000).backlog().clone();
        let theirs = after(&base, &yours, "Bob", 3001).backlog().clone();
        test(&Grown { base, ours, theirs })
    })
}

/// A way to bring two backlogs together.
type Merge = fn(&Backlog, &Backlog, &Backlog) -> Merged;

/// The check of the promise: the first thing a way of merging lost, or whom it favoured.
fn checked(way: Merge, it: &Grown) -> Result<(), String> {
    let one = way(&it.base, &it.ours, &it.theirs);
    let two = way(&it.base, &it.theirs, &it.ours);
    lost([&it.base, &it.ours, &it.theirs], &one)?;
    lost([&it.base, &it.theirs, &it.ours], &two)?;
    favours(&one, &two)?;
    numbers_are_given_once(&one.backlog)?;
    let kept = one.to_be_settled().backlog;
    let bytes = document::write(&kept).unwrap();
    let read = document::read(&bytes).unwrap().backlog;
    if read == kept { Ok(()) } else { Err("it is not read as it was written".to_owned()) }
}

fn numbers_are_given_once(backlog: &Backlog) -> Result<(), String> {
    let mut numbers: Vec<u32> = backlog.stories().iter().map(|story| story.number).collect();
    numbers.sort_unstable();
    match numbers.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("two stories are #{}", pair[0])),
        None => Ok(()),
    }
}

#[test]
fn merging_loses_nothing_and_favours_nobody() {
    let count = sized(40, 10_000);
    let (merges, conflicts) = (Cell::new(0), Cell::new(0));
    let test = |it: &Grown| {
        merges.set(merges.get() + 1);
        conflicts.set(conflicts.get() + merge(&it.base, &it.ours, &it.theirs).conflicts.len());
        checked(merge, it)
    };
    grown(test, count).unwrap_or_else(|error| panic!("{error}"));
    let (merges, conflicts) = (merges.get(), conflicts.get());
    figure(
        12,
        &format!("{merges} random (base, a, b): 0 stories lost, 0 favours; {conflicts} conflicts"),
    );
}

#[test]
fn control_a_merge_that_takes_one_side_whole_is_found_out() {
    let whole: Merge = |_, ours, _| Merged::plain(ours.clone());
    assert!(is_a_loss(&grown(|it| checked(whole, it), 200).unwrap_err()));
}

/// Whether something is missing, something taken away is still there, or a number names two.
fn is_a_loss(error: &str) -> bool {
    let signs = ["lost", "was deleted, and is there", "two stories are #"];
    signs.iter().any(|sign| error.contains(sign))
}

/// Story by story instead of field by field: where both wrote, ours stands whole.
fn by_story(base: &Backlog, ours: &Backlog, theirs: &Backlog) -> Merged {
    let ids = ours.stories().iter().chain(theirs.stories().iter()).map(|it| it.id);
    let pick = |id| {
        let (b, o, t) = (base.story(id), ours.story(id), theirs.story(id));
        if o == b { t.cloned() } else { o.cloned() }
    };
    let mut ids: Vec<_> = ids.collect();
    ids.sort();
    ids.dedup();
    let merged = merge(base, ours, theirs);
    let stories = Table::of(ids.into_iter().filter_map(pick));
    Merged { backlog: with_stories(&merged.backlog, stories), ..merged }
}

fn with_stories(backlog: &Backlog, stories: Table<upnext::domain::story::Story>) -> Backlog {
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories,
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        sprints: backlog.sprints().clone(),
        people: backlog.people().clone(),
        ideas: backlog.ideas().clone(),
        conflicts: backlog.conflicts().clone(),
        extra: backlog.extra().clone(),
    })
}

#[test]
fn control_a_merge_by_whole_stories_is_found_out() {
    assert!(is_a_loss(&grown(|it| checked(by_story, it), 200).unwrap_err()));
}

/// The merge as it is, but silent about what gave way.
fn silent(base: &Backlog, ours: &Backlog, theirs: &Backlog) -> Merged {
    Merged { conflicts: Vec::new(), ..merge(base, ours, theirs) }
}

#[test]
fn control_a_merge_that_is_silent_about_a_value_is_found_out() {
    let error = grown(|it| checked(silent, it), 400).unwrap_err();
    assert!(error.contains("lost") || error.contains("favours"), "{error}");
}

/// The merge as it is, with the number of what came in left as it was.
fn double(base: &Backlog, ours: &Backlog, theirs: &Backlog) -> Merged {
    let merged = merge(base, ours, theirs);
    let given = |it: &Arc<upnext::domain::story::Story>| {
        let was = theirs.story(it.id).map_or(it.number, |was| was.number);
        let mut story = (**it).clone();
        story.number = was;
        story.set_id(it.id);
        Arc::new(story)
    };
    let stories = Table::of(merged.backlog.stories().iter().map(given));
    Merged { backlog: with_stories(&merged.backlog, stories), ..merged }
}

#[test]
fn control_without_the_look_for_doubles_two_stories_have_one_number() {
    let found = RefCell::new(false);
    let test = |it: &Grown| {
        let merged = double(&it.base, &it.ours, &it.theirs);
        *found.borrow_mut() |= numbers_are_given_once(&merged.backlog).is_err();
        Ok(())
    };
    grown(test, 60).unwrap();
    assert!(found.into_inner());
}

/// Undoes everything, then does it again: the states passed on the way.
fn there_and_back(deeds: &[Deed]) -> [Vec<u8>; 4] {
    let bytes = |session: &Session| document::write(session.backlog()).unwrap();
    let mut session = after(start(), deeds, "Ann", 600);
    let (start, end) = (document::write(start()).unwrap(), bytes(&session));
    while session.next_undo().is_some() {
        assert!(session.undo().is_ok(), "an undo was refused");
    }
    let back = bytes(&session);
    while session.next_redo().is_some() {
        assert!(session.redo().is_ok(), "a redo was refused");
    }
    [start, back, end, bytes(&session)]
}

#[test]
fn undo_of_all_is_the_start_and_redo_of_all_the_end_byte_for_byte() {
    let count = sized(40, 10_000);
    let test = |deeds: Vec<Deed>| {
        let [start, back, end, again] = there_and_back(&deeds);
        if start != back {
            Err("undo of all is not the start".to_owned())
        } else if end != again {
            Err("redo of all is not the end".to_owned())
        } else {
            Ok(())
        }
    };
    cases(count, &deeds(40), test).unwrap_or_else(|error| panic!("{error}"));
    figure(
        11,
        &format!("{count} random command sequences: undo of all = start, redo of all = end"),
    );
}

#[test]
fn control_one_act_left_out_is_no_way_back() {
    let test = |deeds: Vec<Deed>| {
        let mut session = after(start(), &deeds, "Ann", 600);
        let mut acts = 0;
        let mut counted = session.clone();
        while counted.next_undo().is_some() && counted.undo().is_ok() {
            acts += 1;
        }
        for _ in 1..acts {
            drop(session.undo());
        }
        let start = acts == 0 || session.backlog() == start();
        if start { Ok(()) } else { Err("not the start".to_owned()) }
    };
    assert!(cases(100, &deeds(40), test).is_err());
}

/// What is done in grooming, and how often of a hundred times.
const MIX: [(&str, usize); 9] = [
    ("points", 20),
    ("moves", 20),
    ("criteria", 15),
    ("tags", 12),
    ("notes", 10),
    ("titles", 8),
    ("questions", 5),
    ("epics", 5),
    ("descriptions", 5),
];

/// A backlog of this many stories after as many edits by one person.
fn groomed(base: &Backlog, by: &str, edits: u32, dice: &mut Dice) -> Backlog {
    let mut session = Session::new(base.clone());
    let from = if by == "Ann" { 2000 } else { 3001 };
    let mut ids = CountedIds(u64::from(from) * 1_000_000 + dice.0 % 1_000_000);
    let count = base.stories().len();
    let mut done = 0;
    while done < edits {
        let story = base.stories().at(dice.roll(count)).unwrap().id;
        let text = format!("{by} {} {}", done, dice.roll(100_000));
        let mut roll = dice.roll(100);
        let what = MIX.iter().find(|(_, share)| match roll.checked_sub(*share) {
            Some(rest) => {
                roll = rest;
                false
            }
            None => true,
        });
        let set = |field, value: String| Command::SetStory {
            stories: vec![story],
            values: vec![(field, value)],
        };
        let command = match what.unwrap().0 {
            "points" => set(Field::Points, ["1", "2", "3", "5", "8", "13"][dice.roll(6)].into()),
            "moves" => Command::Move {
                stories: vec![story],
                place: Place::Position(1 + dice.roll(count)),
                reason: None,
            },
            "criteria" => {
                Command::AddCriterion { stories: vec![story], wording: Wording::line(text) }
            }
            "tags" => Command::Tag {
                stories: vec![story],
                add: vec![format!("tag{}", dice.roll(12))],
                remove: Vec::new(),
            },
            "notes" => Command::AddNote { story, text },
            "titles" => set(Field::Title, text),
            "questions" => Command::Ask { story, text },
            "epics" => set(Field::Epic, ["Checkout", "Delivery", "Returns"][dice.roll(3)].into()),
            _ => {
                let held = session.backlog().story(story).unwrap().description.clone();
                set(Field::Description, format!("{held}\n{text}"))
            }
        };
        let stamp = Stamp { at: minute(from + 2 * done), by: by.into() };
        let outcome = session.perform(&command, &stamp, &mut ids).unwrap();
        done += u32::from(outcome.did.is_some());
    }
    session.backlog().clone()
}

fn groomable() -> Backlog {
    let mut session = Session::new(backlog(150));
    let stamp = Stamp { at: minute(500), by: "Zoe".into() };
    let mut ids = CountedIds(77_000);
    for title in ["Checkout", "Delivery", "Returns"] {
        let add = Command::AddEpic { title: title.into(), values: Vec::new() };
        session.perform(&add, &stamp, &mut ids).unwrap();
    }
    session.backlog().clone()
}

/// The conflicts git's own merge of the texts leaves.
fn as_text(folder: &Path, versions: [&Backlog; 3]) -> usize {
    for (name, backlog) in ["base", "ours", "theirs"].iter().zip(versions) {
        let bytes = document::write(backlog).unwrap();
        File::create(folder.join(name)).and_then(|mut file| file.write_all(&bytes)).unwrap();
    }
    let mut git = Process::new("git");
    git.args(["merge-file", "-p", "ours", "base", "theirs"]).current_dir(folder);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().filter(|it| it.starts_with("<<<<<<<")).count()
}

#[test]
fn ten_edits_a_side_on_150_stories_seldom_meet() {
    const EDITS: u32 = 10;
    let (base, dice, merges) = (groomable(), &mut Dice(20_261_122), sized(12, 1000));
    let folder = tempfile::tempdir().unwrap();
    let with_git = has_git();
    let (mut ours, mut text, mut torn, mut whole) = (0, 0, 0, 0);
    for _ in 0..merges {
        let (a, b) = (groomed(&base, "Ann", EDITS, dice), groomed(&base, "Bob", EDITS, dice));
        ours += merge(&base, &a, &b).conflicts.len();
        let both = base.stories().iter().filter(|it| {
            let differs = |side: &Backlog| side.story(it.id) != Some(it);
            differs(&a) && differs(&b)
        });
        whole += both.count();
        if with_git {
            let conflicts = as_text(folder.path(), [&base, &a, &b]);
            text += conflicts;
            torn += usize::from(conflicts > 0);
        }
    }
    let edits = merges * 2 * EDITS as usize;
    let share =
        |count: usize| format!("{}.{:02} %", count * 100 / edits, count * 10_000 / edits % 100);
    let mix: Vec<String> = MIX.iter().map(|(what, of)| format!("{what} {of}")).collect();
    let beside = if with_git {
        format!(
            "git's text merge: {text} ({}), a file that cannot be read in {torn} of {merges} merges",
            share(text)
        )
    } else {
        "no git here to compare with".to_owned()
    };
    figure(
        12,
        &format!(
            "{EDITS} edits a side on 150 stories, {merges} merges: {ours} conflicts in {edits} edits ({}); {beside}; edits of 100: {}",
            share(ours),
            mix.join(", ")
        ),
    );
    assert!(ours * 50 <= edits, "{ours} conflicts in {edits} edits");
    // Control: by whole stories, or as text, the same bound does not hold.
    assert!(whole * 50 > edits, "{whole} of {edits}");
    assert!(!with_git || text * 50 > edits, "{text} of {edits}");
    drop(fs::remove_dir_all(folder.path()));
}
