//! Commands from start to end, a new process each time: ours, the floor and the lean floor turn
//! by turn, so that what else the machine does falls on all of them.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use super::table::{Limit, Report, Row, median, ms};
use super::{Ground, UPNEXT};

/// The three that take turns.
pub const TURNS: [&str; 3] = ["ours", "plain", "lean"];

/// How often something is done with a backlog of this size.
pub const fn rounds(size: u32) -> usize {
    if size > 10_000 { 7 } else { 21 }
}

/// This program again, doing something else; it must end well.
pub fn itself(args: &[&str]) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(args)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?} failed");
    String::from_utf8(output.stdout).unwrap()
}

/// `upnext list` to a pipe.
pub fn list(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let path = file.to_str().unwrap();
    let [ours, floor, lean] = in_turns(rounds(size), |who| {
        let mut command = match who {
            "ours" => command(ground, UPNEXT, &["list", "--file", path, "--as", "bench"]),
            dates => floor_command(ground, dates, "list", path),
        };
        let (time, output) = timed(&mut command);
        assert!(output.stdout.len() > size as usize * 50, "{who} printed too little");
        time
    });
    report.add(Row {
        what: format!("cold `list`, {size}"),
        unit: "ms",
        ours,
        floor: Some(floor),
        lean: Some(lean),
        limit: if size == 10_000 { Limit::Times(1.5) } else { Limit::Open },
        others: match size {
            10_000 => "floor 77 (lean 53), taskwarrior 536–548, pinto 382, Backlog.md 13,522",
            100_000 => "floor 733 (lean 419), taskwarrior 5,197–6,177",
            _ => "",
        },
    });
}

/// `upnext add`, on the disk when it ends.
pub fn add(ground: &Ground, file: &Path, size: u32, report: &mut Report) {
    let mut lengths = [0; 3];
    let [ours, floor, lean] = in_turns(rounds(size), |who| {
        let copy = ground.copy(file);
        let path = copy.to_str().unwrap();
        let title = "A quay light that can be dimmed";
        let mut command = match who {
            "ours" => {
                let args = ["add", title, "--points", "3", "--file", path, "--as", "bench"];
                command(ground, UPNEXT, &args)
            }
            dates => floor_command(ground, dates, "add", path),
        };
        let (time, output) = timed(&mut command);
        assert!(output.stdout.starts_with(b"Added #"), "{who} added nothing");
        lengths[TURNS.iter().position(|it| *it == who).unwrap()] = copy.metadata().unwrap().len();
        time
    });
    let lengths =
        lengths.map(|bytes: u64| format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10));
    report.add(Row {
        what: format!(
            "cold `add`, durable, {size} (writes {} MB, the floor {}, lean {})",
            lengths[0], lengths[1], lengths[2]
        ),
        unit: "ms",
        ours,
        floor: Some(floor),
        lean: Some(lean),
        limit: if size == 10_000 { Limit::Times(1.5) } else { Limit::Open },
        others: if size == 10_000 {
            "floor 122, taskwarrior 234, pinto 644, Backlog.md 16,720, kanban-tui 1,324"
        } else {
            ""
        },
    });
}

/// The medians of the three, after a round that does not count.
pub fn in_turns(rounds: usize, mut run: impl FnMut(&str) -> f64) -> [f64; 3] {
    let mut figures = [const { Vec::new() }; 3];
    for round in 0..=rounds {
        for (who, figures) in TURNS.iter().zip(&mut figures) {
            let figure = run(who);
            if round > 0 {
                figures.push(figure);
            }
        }
    }
    figures.map(|figures| median(&figures))
}

fn command(ground: &Ground, program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).envs(ground.world()).stdin(Stdio::null()).stderr(Stdio::inherit());
    command
}

fn floor_command(ground: &Ground, dates: &str, what: &str, path: &str) -> Command {
    let program = std::env::current_exe().unwrap();
    command(ground, program.to_str().unwrap(), &["--floor", dates, what, path])
}

/// From start to end, all it prints read through a pipe.
fn timed(command: &mut Command) -> (f64, Output) {
    let start = Instant::now();
    let output = command.output().unwrap();
    let time = ms(start.elapsed());
    assert!(output.status.success(), "{command:?} failed");
    (time, output)
}
