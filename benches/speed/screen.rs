//! The screen, from outside: what a person at the terminal waits for.

use std::path::Path;
use std::time::Duration;

use super::cold::{in_turns, rounds};
use super::table::{Limit, Report, Row, ms};
use super::tty::Tty;
use super::{Ground, UPNEXT};

/// Presses of a key.
const PRESSES: usize = 200;
/// Presses after a save was started, before the next one.
const BURST: usize = 20;
/// What is typed to filter.
const TYPED: &str = "harbour light";
/// How often it is typed and taken away again.
const ROUNDS: usize = 8;

fn start(ground: &Ground, who: &str, file: &Path) -> (Tty, f64) {
    let path = file.to_str().unwrap();
    let (mut tty, start) = if who == "ours" {
        Tty::start(ground, UPNEXT, &["--file", path, "--as", "bench"])
    } else {
        let program = std::env::current_exe().unwrap();
        Tty::start(ground, program.to_str().unwrap(), &["--floor", who, "frame", path])
    };
    if who != "ours" {
        let at = tty.until("the first frame", Tty::is_full);
        return (tty, ms(at - start));
    }
    // Today comes first; everything else is measured on the list.
    let at = tty.until("the first frame", Tty::is_shown);
    tty.send("2");
    tty.until("the list", Tty::is_full);
    (tty, ms(at - start))
}

/// From the start to the first whole picture.
pub fn frame(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let [ours, floor, lean] = in_turns(rounds(size), |who| start(ground, who, file).1);
    report.add(Row {
        what: format!("start to first full frame, {size}"),
        unit: "ms",
        ours,
        floor: Some(floor),
        lean: Some(lean),
        limit: match size {
            10_000 => Limit::Times(1.5),
            100_000 => Limit::Times(1.4),
            _ => Limit::Open,
        },
        others: match size {
            1_000 => "floor 23, taskwarrior-tui 397, pinto 45, rust-kanban 625, kanban-tui 18,206",
            10_000 => "floor 72 (lean 46), taskwarrior-tui 3,250, pinto 363, rust-kanban 6,805",
            _ => "floor 576 (lean 327), rust-kanban 71,376",
        },
    });
}

/// From a key to the changed screen, with nothing else going on and while saves run.
pub fn keys(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let file = ground.copy(file);
    let limit = if size == 100_000 { Limit::Figure(16.0) } else { Limit::Open };
    let (mut floor, _) = start(ground, "plain", &file);
    let (mut tty, _) = start(ground, "ours", &file);
    tty.rest(Duration::from_secs(1));
    for key in ["j", "J"] {
        let floors: Vec<f64> = (0..PRESSES).map(|_| floor.press(key)).collect();
        // Every `J` is a save of its own here, and those take long.
        let presses = if key == "J" { PRESSES / 4 } else { PRESSES };
        let alone = (0..presses).map(|_| {
            settle(&mut tty);
            tty.press(key)
        });
        let alone: Vec<f64> = alone.collect();
        report.spread(&format!("`{key}` to screen, {size}"), &alone, Some(&floors), limit);
        let mut figures = Vec::new();
        while figures.len() < PRESSES {
            settle(&mut tty);
            tty.press("J");
            // A key counts only where the save still ran when it was pressed.
            for _ in 0..BURST {
                if tty.is_saving() {
                    figures.push(tty.press(key));
                }
            }
        }
        let what = format!("`{key}` while a save runs, {size}");
        report.spread(&what, &figures, Some(&floors), limit);
    }
}

/// Waits until what was done is on the disk.
fn settle(tty: &mut Tty) {
    if tty.is_saving() {
        tty.until("the save", |tty| !tty.is_saving());
    }
}

/// From a letter of the filter to the rows that match, and back.
pub fn filter(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let limit = if size == 100_000 { Limit::Figure(33.0) } else { Limit::Open };
    let [ours, floor] = ["ours", "plain"].map(|who| {
        let (mut tty, _) = start(ground, who, file);
        tty.rest(Duration::from_secs(1));
        tty.press("/");
        let mut figures = Vec::new();
        for _ in 0..ROUNDS {
            figures.extend(TYPED.chars().map(|letter| tty.press(&letter.to_string())));
            figures.extend(TYPED.chars().map(|_| tty.press("\x7f")));
        }
        figures
    });
    report.spread(&format!("filter keystroke, {size}"), &ours, Some(&floor), limit);
}

/// The most memory held: after the first picture, and after a save.
pub fn memory(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let file = ground.copy(file);
    let mut peaks = Vec::new();
    for who in ["plain", "lean", "ours"] {
        let (mut tty, _) = start(ground, who, &file);
        tty.rest(Duration::from_secs(2));
        peaks.push(tty.peak());
        if who == "ours" {
            tty.send("J");
            tty.until("the save", Tty::is_saving);
            settle(&mut tty);
            tty.rest(Duration::from_secs(1));
            peaks.push(tty.peak());
        }
    }
    let [Some(floor), Some(lean), Some(idle), Some(saving)] = peaks[..] else {
        eprintln!("the system does not say how much memory a program holds");
        return;
    };
    for (what, ours, most) in [("screen open", idle, 1.5), ("after a save", saving, 2.5)] {
        report.add(Row {
            what: format!("peak memory, {what}, {size}"),
            unit: "MB",
            ours,
            floor: Some(floor),
            lean: Some(lean),
            limit: if size == 100_000 { Limit::Times(most) } else { Limit::Open },
            others: if size == 10_000 {
                "floor 30, taskwarrior 120, pinto 67, rust-kanban 60, Backlog.md 623"
            } else {
                "floor 272, rust-kanban 507"
            },
        });
    }
}
