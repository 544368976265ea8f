//! The checks of wording against labels made by hand before they were tuned, over real backlogs.
//! They lie where `UPNEXT_TEST_DATA` says; without it this test says that it is skipped.
//!
//! The checks were tuned on the stories of odd lines; those of even lines are held out.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use upnext::advice::wording::of_lines;
use upnext::domain::check::Check;

/// Set, line, and for each check whether it is satisfied.
const LABELS: &str = include_str!("../../data/labels.csv");

const LABELLED: [Check; 5] =
    [Check::WellFormed, Check::Atomic, Check::Minimal, Check::Uniform, Check::Unique];

/// How often a finding was right, was wrong, and was missing.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Tally {
    fn count(&mut self, violated: bool, found: bool) {
        self.right += u32::from(violated && found);
        self.wrong += u32::from(!violated && found);
        self.missed += u32::from(violated && !found);
    }

    fn and(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }

    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

fn backlogs() -> Option<BTreeMap<String, Vec<String>>> {
    let Some(folder) = std::env::var_os("UPNEXT_TEST_DATA").map(PathBuf::from) else {
        println!("SKIPPED: UPNEXT_TEST_DATA is not set, so no real story was checked");
        return None;
    };
    let paths = fs::read_dir(folder.join("userstories")).unwrap().map(|it| it.unwrap().path());
    let read = |path: PathBuf| {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let story = |line: &str| line.split_once("# ").map_or(line, |(_, it)| it).trim().to_owned();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, text.lines().map(story).collect())
    };
    Some(paths.filter(|path| path.extension().is_some_and(|it| it == "txt")).map(read).collect())
}

#[test]
fn real_stories_are_read_as_people_read_them() {
    let Some(backlogs) = backlogs() else { return };
    assert_eq!(backlogs.len(), 11);
    let mut labels: BTreeMap<(&str, usize), Vec<bool>> = BTreeMap::new();
    for line in LABELS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let verdicts = cells[2..].iter().map(|cell| *cell == "0").collect();
        labels.insert((cells[0], cells[1].parse().unwrap()), verdicts);
    }
    assert!(labels.len() >= 300, "{} labels", labels.len());
    // For each labelled check: the tuned half, and the one held out.
    let mut tallies = [[Tally::default(); 2]; LABELLED.len()];
    let mut findings: BTreeMap<Check, u32> = BTreeMap::new();
    let mut stories = 0;
    for (set, lines) in &backlogs {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for (number, (line, slips)) in (1..).zip(lines.iter().zip(of_lines(&lines))) {
            stories += u32::from(!line.is_empty());
            for slip in &slips {
                *findings.entry(slip.check).or_default() += 1;
            }
            let Some(violated) = labels.get(&(set.as_str(), number)) else { continue };
            for (at, check) in LABELLED.iter().enumerate() {
                let found = slips.iter().any(|slip| slip.check == *check);
                tallies[at][usize::from(number % 2 == 0)].count(violated[at], found);
            }
        }
    }
    println!("{stories} stories in {} backlogs; {} of them labelled", backlogs.len(), labels.len());
    for check in Check::ALL.iter().filter(|check| **check != Check::Testable) {
        println!("{check}: {} findings", findings.get(check).unwrap_or(&0));
    }
    let say = |name: &str, it: Tally| {
        let (precision, recall) = (it.precision(), it.recall());
        println!("{name:<22} precision {precision:.2}  recall {recall:.2}  {it:?}");
    };
    let mut halves = [Tally::default(); 2];
    for (check, [tuned, held]) in LABELLED.iter().zip(tallies) {
        say(&format!("{check}, tuned"), tuned);
        say(&format!("{check}, held out"), held);
        say(check.word(), tuned.and(held));
        halves = [halves[0].and(tuned), halves[1].and(held)];
    }
    let all = halves[0].and(halves[1]);
    say("all, tuned", halves[0]);
    say("all, held out", halves[1]);
    say("all", all);
    assert!(all.precision() > 0.88 && all.recall() > 0.74, "{all:?}");
    assert!(halves[1].precision() > 0.82 && halves[1].recall() > 0.72, "{halves:?}");
}
