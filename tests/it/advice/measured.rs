//! Likeness against real backlogs: reworded stories found again, and points guessed from neighbours.
//! The threshold was found with one half of the stories and one set of rules; another half and
//! another set of rules are held out. They lie where `UPNEXT_TEST_DATA` says; without it these tests say that they are skipped.

mod rewording;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use upnext::advice::candidates::{self, ALIKE, Sought};
use upnext::advice::likeness::Index;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::id::CountedIds;
use upnext::domain::narrative::{self, Narrative};
use upnext::domain::number::Points;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;

use self::rewording::{HELD_OUT, Rules, TUNED, reword};
use crate::samples::{self, Dice};

/// A story as `add` makes it of a line.
fn told(ids: &mut CountedIds, number: u32, line: &str) -> Story {
    let mut story = samples::story(ids, number, line);
    if let Some(Narrative { role, want, benefit }) = narrative::split(line) {
        story.title = narrative::headline(&want);
        (story.role, story.want, story.benefit) = (role, want, benefit);
    }
    story
}

fn of(stories: impl IntoIterator<Item = Story>) -> Backlog {
    let stories = Table::of(stories.into_iter().map(Arc::new));
    Backlog::from(Parts { stories, ..Parts::default() })
}

fn data(folder: &str, ending: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let Some(data) = std::env::var_os("UPNEXT_TEST_DATA").map(PathBuf::from) else {
        println!("SKIPPED: UPNEXT_TEST_DATA is not set, so nothing was measured");
        return None;
    };
    let paths = fs::read_dir(data.join(folder)).unwrap().map(|it| it.unwrap().path());
    let named = |path: PathBuf| {
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
    };
    Some(paths.filter(|path| path.extension().is_some_and(|it| it == ending)).map(named).collect())
}

fn backlogs() -> Option<Vec<Vec<String>>> {
    let line = |line: &str| line.split_once("# ").map_or(line, |(_, it)| it).trim().to_owned();
    let lines = |bytes: &Vec<u8>| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.lines().map(line).filter(|line| narrative::split(line).is_some()).collect()
    };
    Some(data("userstories", "txt")?.values().map(lines).collect())
}

/// What was found of the reworded stories at each likeness: right pairs, wrong pairs with a
/// reworded story, and pairs the backlogs held before.
#[derive(Debug, Default)]
struct Found {
    made: usize,
    /// Likeness in hundredths, and whether it is a story with its own rewording.
    pairs: Vec<(u64, Option<bool>)>,
}

impl Found {
    /// Recall and precision from a likeness on; pairs that were there before count as wrong where
    /// `strictly`.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    fn at(&self, least: u64, strictly: bool) -> (f64, f64) {
        let count = |what: Option<bool>| {
            self.pairs.iter().filter(|(like, it)| *like >= least && *it == what).count() as f64
        };
        let wrong = count(Some(false)) + if strictly { count(None) } else { 0.0 };
        let right = count(Some(true));
        (right / self.made as f64, right / (right + wrong).max(1.0))
    }
}

/// Every `step`-th story of the backlogs, from `first` on, reworded and mixed among all of them.
fn found(backlogs: &[Vec<String>], first: usize, step: usize, rules: &Rules) -> Found {
    let mut found = Found::default();
    let mut dice = Dice(7_919);
    for (at, lines) in backlogs.iter().enumerate() {
        let mut ids = CountedIds(1_000 * at as u64);
        let count = u32::try_from(lines.len()).unwrap();
        let mut stories: Vec<Story> =
            (1..).zip(lines).map(|(n, line)| told(&mut ids, n, line)).collect();
        for (n, line) in (1..=count).zip(lines).skip(first).step_by(step) {
            let other = reword(&narrative::split(line).unwrap(), rules, &mut dice);
            stories.push(told(&mut ids, n + count, &other));
            found.made += 1;
        }
        let backlog = of(stories);
        let index = Index::of(&backlog);
        for story in backlog.in_order() {
            let alike = index.similar(story, 20).into_iter();
            for it in alike.filter(|it| it.number < story.number) {
                let right = (story.number > count).then(|| it.number + count == story.number);
                found.pairs.push((it.likeness.hundredths(), right));
            }
        }
    }
    found
}

#[test]
fn reworded_stories_are_found_again() {
    let Some(backlogs) = backlogs() else { return };
    let tuned = found(&backlogs, 0, 14, &TUNED);
    let held = found(&backlogs, 7, 14, &HELD_OUT);
    println!("{} and {} stories reworded by two sets of rules", tuned.made, held.made);
    for least in [40, 50, ALIKE, 70, 80] {
        let (recall, precision) = tuned.at(least, false);
        let (_, strict) = tuned.at(least, true);
        let (other, held_precision) = held.at(least, false);
        let (_, held_strict) = held.at(least, true);
        println!(
            "from {least}: tuned recall {recall:.2} precision {precision:.2} (strictly {strict:.2}); \
             held out recall {other:.2} precision {held_precision:.2} (strictly {held_strict:.2})"
        );
    }
    let (recall, precision) = tuned.at(ALIKE, false);
    assert!(recall > 0.87 && precision >= 0.9, "{recall} {precision}");
    let (recall, precision) = held.at(ALIKE, false);
    assert!(recall > 0.81 && precision >= 0.9, "{recall} {precision}");
}

#[test]
fn real_backlogs_get_a_few_suggestions_each() {
    let Some(backlogs) = backlogs() else { return };
    let mut told = [0; Sought::ALL.len()];
    for lines in &backlogs {
        let mut ids = CountedIds(0);
        let backlog = of((1..).zip(lines).map(|(n, line)| self::told(&mut ids, n, line)));
        for (sought, count) in Sought::ALL.into_iter().zip(&mut told) {
            let found = candidates::of_backlog(sought, &backlog).len();
            // More than one for two stories would be read by nobody.
            assert!(found < lines.len() / 2, "{sought:?}: {found} for {}", lines.len());
            *count += found;
        }
    }
    let stories: usize = backlogs.iter().map(Vec::len).sum();
    for (sought, count) in Sought::ALL.into_iter().zip(told) {
        println!("{}: {count} in {stories} stories of {} backlogs", sought.rule(), backlogs.len());
    }
    assert!(told[0] > 0 && told[1] > 0, "{told:?}");
}

/// Title, description and points.
type Issue = (String, String, Points);

/// A project's issues, as they stand in the file.
fn issues(bytes: &[u8]) -> Vec<Issue> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|it| it == name).unwrap();
    let (title, text, points) = (at("title"), at("description"), at("storypoint"));
    let issue = |row: csv::StringRecord| {
        Some((row[title].to_owned(), row[text].to_owned(), row[points].parse().ok()?))
    };
    reader.records().filter_map(|row| issue(row.unwrap())).collect()
}

fn median(points: &[f64]) -> f64 {
    let mut sorted = points.to_vec();
    sorted.sort_by(f64::total_cmp);
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

#[test]
fn points_are_guessed_from_neighbours() {
    let Some(files) = data("storypoints", "csv") else { return };
    for (name, bytes) in &files {
        let mut ids = CountedIds(0);
        let story = |(number, (title, text, points)): (u32, Issue)| {
            let description = text;
            let (points, status) = (Some(points), Status::Accepted);
            Story { points, status, description, ..samples::story(&mut ids, number, &title) }
        };
        let stories: Vec<Story> = (1..).zip(issues(bytes)).map(story).collect();
        let backlog = of(stories.clone());
        let mut index = Index::default();
        let mut earlier: Vec<f64> = Vec::new();
        let (mut guessed, mut plain, mut alike, mut count) = (0.0, 0.0, 0, 0.0);
        for story in &stories {
            let points = story.points.unwrap().as_f64();
            if earlier.len() >= 5 {
                let usual = median(&earlier);
                let near = index.neighbours_points(story, &backlog);
                alike += usize::from(near.is_some());
                guessed += (near.map_or(usual, |it| it.median.as_f64()) - points).abs();
                plain += (usual - points).abs();
                count += 1.0;
            }
            index.take(story);
            earlier.push(points);
        }
        let (guessed, plain) = (guessed / count, plain / count);
        println!(
            "{name}: {count} issues, {alike} with neighbours: off by {guessed:.2} points on \
             average, the median by {plain:.2} ({:+.0} %)",
            100.0 * (guessed / plain - 1.0)
        );
        // No great help, and no harm.
        assert!(guessed < plain * 1.04, "{name}");
    }
}

/// Stories made of few words, so that many are alike.
fn made(count: u32) -> Backlog {
    const VERBS: [&str; 8] =
        ["create", "edit", "delete", "see", "export", "share", "import", "filter"];
    let mut ids = CountedIds(0);
    let mut dice = Dice(42);
    let stories = (1..=count).map(|number| {
        let mut thing = || format!("thing{}", dice.roll(60).pow(2) + dice.roll(400));
        let things = [(); 5].map(|()| thing());
        let [who, what, part, whole, count] = things;
        let verb = VERBS[number as usize % VERBS.len()];
        let line = format!(
            "As a {who} keeper, I want to {verb} the {what} {part} of {whole} with at most {} \
             {count}, so that {part} is there",
            number % 7 + 1
        );
        told(&mut ids, number, &line)
    });
    of(stories)
}

#[test]
fn ten_thousand_stories_are_soon_compared() {
    let timed = |what: &str, work: &mut dyn FnMut() -> usize| {
        let start = Instant::now();
        let found = work();
        println!("{what}: {found} in {:?}", start.elapsed());
    };
    let backlog = made(if std::env::var_os("UPNEXT_TEST_DATA").is_some() { 10_000 } else { 300 });
    let story = backlog.numbered(77).unwrap();
    let mut index = Index::default();
    timed("the index", &mut || {
        index = Index::of(&backlog);
        backlog.stories().len()
    });
    timed("similar to one", &mut || index.similar(story, 10).len());
    for sought in Sought::ALL {
        timed(sought.rule(), &mut || candidates::of_backlog(sought, &backlog).len());
    }
}
