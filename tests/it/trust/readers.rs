//! Every reader, given anything: an error in words, or something sound. Never a panic, and never
//! a backlog that reads otherwise when it is written.

use chrono::FixedOffset;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use upnext::bridge::{csv_file, jira, sheet};
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup::findings;
use upnext::domain::command::Command;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::merge;
use upnext::domain::sprint::SprintState;
use upnext::domain::stamp::Stamp;
use upnext::session::Session;
use upnext::store::document;

use super::sized;
use crate::laws::chance::{Deed, command, deeds, world};
use crate::robot::Robot;
use crate::samples::minute;
use crate::screen::scenes;
use crate::store::{ODD, text};
use crate::team::team;

fn cases(small: usize, full: usize) -> ProptestConfig {
    let cases = u32::try_from(sized(small, full)).unwrap();
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Default::default()
    }
}

/// One thing that goes wrong with bytes.
#[derive(Debug, Clone)]
struct Damage {
    at: Index,
    other: Index,
    what: usize,
    byte: u8,
    token: &'static str,
}

fn damage() -> impl Strategy<Value = Damage> {
    let tokens = vec![
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-1",
        "1e999",
        "\"\"",
        "\\u0000",
        "\\ud800",
        "\"status\":\"asleep\",",
        "\"number\":4294967295,",
        "99999999999999999999",
        "\n",
        "\u{feff}",
        "true",
        "\"points\":0.015,",
        "\"2024-02-30\"",
        "- ",
        "## ",
        "<!--",
        ";",
        "\t",
        "é",
    ];
    (any::<Index>(), any::<Index>(), 0..7usize, any::<u8>(), prop::sample::select(tokens))
        .prop_map(|(at, other, what, byte, token)| Damage { at, other, what, byte, token })
}

impl Damage {
    fn done_to(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            bytes.push(self.byte);
        }
        let (at, other) = (self.at.index(bytes.len()), self.other.index(bytes.len()));
        let end = (at + 1 + other % 60).min(bytes.len());
        match self.what {
            0 => bytes[at] = self.byte,
            1 => drop(bytes.remove(at)),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, self.token.bytes())),
            4 => drop(bytes.splice(at..end, self.token.bytes())),
            5 => {
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(other..other, copy));
            }
            _ => bytes[at] ^= 1 << (self.byte % 8),
        }
    }
}

fn done(damages: &[Damage], bytes: &mut Vec<u8>) {
    for damage in damages {
        damage.done_to(bytes);
    }
}

/// What can be read is written, read and written again the same, looked over and drawn.
fn sound(bytes: &[u8], drawn: bool) -> Result<(), TestCaseError> {
    let read = match document::read(bytes) {
        Ok(read) => read,
        Err(error) => {
            prop_assert!(error.line >= 1 && error.column >= 1, "{error}");
            prop_assert!(!error.reason.is_empty() && !error.hint.is_empty(), "{error}");
            return Ok(());
        }
    };
    let once = document::write(&read.backlog).unwrap();
    let again = document::read(&once).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert!(again.backlog == read.backlog);
    prop_assert!(document::write(&again.backlog).unwrap() == once);
    drop((findings(&read.backlog), read.foreign()));
    if drawn {
        let mut robot = Robot::on(read.backlog, (70, 20));
        robot.keys("12<enter>L<esc><esc>456");
        robot.text();
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256, 200_000))]

    #[test]
    fn any_bytes_are_a_sound_backlog_or_an_error(bytes in any::<Vec<u8>>(), head in any::<bool>()) {
        let lead: &[u8] = if head { b"{\"format\":\"upnext\",\"version\":1," } else { b"" };
        sound(&[lead, &bytes].concat(), true)?;
    }

    #[test]
    fn any_damage_to_a_good_file_leaves_a_sound_backlog_or_an_error(
        file in 0..4usize, damages in prop::collection::vec(damage(), 1..4), draw in 0..8u8,
    ) {
        let mut bytes = match file {
            0 => ODD.to_owned(),
            1 => text(&world()),
            2 => text(&team()),
            _ => text(&scenes::full()),
        }
        .into_bytes();
        done(&damages, &mut bytes);
        sound(&bytes, draw == 0)?;
    }
}

/// What came of a command is sound, whatever it was made of.
fn carried_out(start: &Backlog, command: &Command) -> Result<(), TestCaseError> {
    let mut session = Session::new(start.clone());
    let stamp = Stamp { at: minute(800), by: "Ann".to_owned() };
    if session.perform(command, &stamp, &mut CountedIds(3_000_000)).is_ok() {
        let before = findings(start);
        let new: Vec<_> =
            findings(session.backlog()).into_iter().filter(|it| !before.contains(it)).collect();
        // A circle among the rows of a file is told of, and is the file's.
        prop_assert!(new.iter().all(|it| it.rule == "circle"), "{new:?}");
        sound(&document::write(session.backlog()).unwrap(), false)?;
        if session.next_undo().is_some() {
            prop_assert!(session.undo().is_ok());
        }
        prop_assert!(text(session.backlog()) == text(start));
    }
    Ok(())
}

const HEADER: &str = "Summary,title,Description,Created,Comment,Status,Sprint,Points,Story Points,Issue key,Issue id,Parent,\
                      Outward issue link (Blocks),criteria,tags,epic,release,moscow,fields.key\n";

fn rows() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\"",
        "\"\"",
        "x",
        "As a guest, I want tea",
        "h1. AC",
        "* one",
        "{code}",
        "- [x] y",
        "Given a\nWhen b",
        "3",
        "2.5",
        "-1",
        "done",
        "In Progress",
        "S 1",
        "A-1",
        "A-2",
        "2026-01-02",
        "01/Mar/26 9:00 AM",
        "must",
        "=1+1",
        "'",
        ";",
        "\t",
        "\r",
        "é",
        "\u{1b}[2J",
        "[a|http://x]",
        "||h||",
        "🇩🇪",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(192, 100_000))]

    #[test]
    fn any_rows_are_a_sound_import_or_an_error(
        rows in rows(), damages in prop::collection::vec(damage(), 0..3), columns in 1..20usize,
    ) {
        let header: Vec<&str> = HEADER.trim_end().split(',').take(columns).collect();
        let mut bytes = format!("{}\n{rows}", header.join(",")).into_bytes();
        done(&damages, &mut bytes);
        let offset = FixedOffset::east_opt(3600).unwrap();
        for reading in [jira::read(&bytes, offset), csv_file::read(&bytes, &[], offset)] {
            match reading {
                Ok(reading) => carried_out(&world(), &Command::Import(Box::new(reading.import)))?,
                Err(error) => prop_assert!(error.to_string().len() > 12),
            }
        }
    }

    #[test]
    fn any_text_is_a_sheet_with_edits_that_can_be_carried_out_or_mistakes_with_their_lines(
        damages in prop::collection::vec(damage(), 1..6), number in 1..8u32, any in any::<String>(),
    ) {
        let (backlog, own) = (scenes::full(), number % 3 != 0);
        let story = backlog.numbered(if own { scenes::FULL } else { number }).unwrap();
        let mut bytes = sheet::write(story, &backlog).into_bytes();
        done(&damages, &mut bytes);
        for text in [String::from_utf8_lossy(&bytes).into_owned(), any] {
            match sheet::read(&text, story, &backlog) {
                Ok(edits) => {
                    let command = Command::EditStory { story: story.id, edits: Box::new(edits) };
                    carried_out(&backlog, &command)?;
                }
                Err(mistakes) => {
                    let lines = text.split('\n').count() + 1;
                    prop_assert!(!mistakes.is_empty());
                    prop_assert!(mistakes.iter().all(|it| (1..=lines).contains(&it.line)), "{mistakes:?}");
                }
            }
        }
    }
}

fn walked(start: &Backlog, deeds: &[Deed], seed: u64) -> Backlog {
    let (mut session, mut ids) = (Session::new(start.clone()), CountedIds(seed * 1_000_000));
    for (n, deed) in (0..).zip(deeds) {
        let command = command(deed, session.backlog());
        let stamp = Stamp { at: minute(600 + n), by: format!("by {seed}") };
        drop(session.perform(&command, &stamp, &mut ids));
    }
    session.backlog().clone()
}

proptest! {
    #![proptest_config(cases(64, 30_000))]

    /// Whether they have a common past or none at all.
    #[test]
    fn any_three_backlogs_merge_into_a_sound_one(
        base in deeds(), ours in deeds(), theirs in deeds(), apart in any::<bool>(),
    ) {
        let start = walked(&world(), &base, 2);
        let from = if apart { world() } else { start.clone() };
        let (ours, theirs) = (walked(&from, &ours, 5), walked(&start, &theirs, 7));
        let merged = merge(&start, &ours, &theirs).backlog;
        sound(&document::write(&merged).unwrap(), false)?;
        let mut numbers: Vec<u32> = merged.stories().iter().map(|it| it.number).collect();
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), count);
        let active = merged.sprints().iter().filter(|it| it.state == SprintState::Active).count();
        prop_assert!(active <= 1);
        prop_assert!(merge(&merged, &merged, &theirs).backlog == theirs);
    }
}
