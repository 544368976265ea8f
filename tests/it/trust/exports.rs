//! Promise 20: what is exported is inert. No cell of a CSV file begins like a formula, no line of
//! data becomes markup, and all of it reads back as it was.

use std::sync::Arc;

use chrono::FixedOffset;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use upnext::bridge::{csv_file, export};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::Criterion;
use upnext::domain::epic::Epic;
use upnext::domain::fields::Cell;
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::release::Release;
use upnext::domain::sprint::Sprint;
use upnext::domain::story::Story;
use upnext::domain::table::Table;

use super::sized;
use crate::samples::story;

/// Whether a spreadsheet may take a cell for a formula. Written down a second time on purpose: the
/// guard's own list would agree with itself.
fn runs(cell: &str) -> bool {
    let first = cell.chars().next();
    let risky = first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c));
    let digits = cell.trim_start_matches(['-', '+']);
    let number = cell.len() - digits.len() <= 1
        && digits.parse::<f64>().is_ok()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    risky && !number
}

/// Every cell as a spreadsheet parses it.
fn cells(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A story with these texts wherever a story has text, and all it refers to.
fn backlog(texts: &[String]) -> Backlog {
    let ids = &mut CountedIds(0);
    let text = |at: usize| texts[at % texts.len()].clone();
    let release = Release { id: fresh(ids), name: text(0), ..Release::default() };
    let epic =
        Epic { id: fresh(ids), title: text(1), release: Some(release.id), ..Epic::default() };
    let mut sprint = Sprint { id: fresh(ids), number: 1, goal: text(2), ..Sprint::default() };
    sprint.fields.put("Sprint", Cell::One(text(3)));
    let mut one = story(ids, 1, &text(4));
    (one.role, one.want, one.benefit) = (text(5), text(6), text(7));
    (one.description, one.requester, one.assignee) = (text(8), text(9), text(10));
    one.tags = [text(11), text(12)].into();
    one.skills = [text(13)].into();
    one.criteria = (14..17).map(|at| Criterion::line(fresh(ids), text(at))).collect();
    one.criteria.push(Criterion { id: fresh(ids), given: text(17), ..Criterion::default() });
    (one.epic, one.sprint) = (Some(epic.id), Some(sprint.id));
    one.fields.put(text(18), Cell::Many(vec![text(19), text(20)]));
    one.fields.put(format!("x{}", text(21)), Cell::One(text(22)));
    Backlog::from(Parts {
        stories: Table::of([Arc::new(one), Arc::new(story(ids, 2, "plain"))]),
        epics: Table::of([Arc::new(epic)]),
        releases: Table::of([Arc::new(release)]),
        sprints: Table::of([Arc::new(sprint)]),
        ..Parts::default()
    })
}

fn chosen(backlog: &Backlog) -> Vec<&Story> {
    backlog.in_order().map(|story| &**story).collect()
}

/// Texts that are fond of beginning like a formula.
fn risky() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        "= + - @ ＝ ＋ － ＠ \t \r \n ' '' \" , ; | ` [x](y) <b> 5 -5 +3.5 =1+1 -1e5 cmd|' é \u{feff} \u{1b}[2J \\"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let pieces = prop::collection::vec(piece, 0..5).prop_map(|it| it.concat());
    prop_oneof![4 => pieces, 1 => any::<String>(), 1 => Just(" =1+1".to_owned())]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(risky(), 23)
}

fn cases() -> ProptestConfig {
    let cases = u32::try_from(sized(192, 20_000)).unwrap();
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_cell_of_an_export_begins_like_a_formula(texts in texts()) {
        let backlog = backlog(&texts);
        let csv = export::csv(&chosen(&backlog), &backlog);
        for cell in cells(&csv) {
            prop_assert!(!runs(&cell), "{cell:?} in {csv}");
        }
        // And nothing is lost by the guard.
        let reading = csv_file::read(csv.as_bytes(), &[], FixedOffset::east_opt(0).unwrap());
        if let Ok(reading) = reading {
            for back in &reading.import.stories {
                prop_assert!(!back.title.is_empty());
            }
        }
    }

    #[test]
    fn no_line_of_data_becomes_markup(texts in texts()) {
        let backlog = backlog(&texts.iter().map(|it| it.replace(['\n', '\r'], " ")).collect::<Vec<_>>());
        let mut plain = chosen(&backlog).into_iter().cloned().collect::<Vec<_>>();
        // A description is Markdown and stays so.
        for story in &mut plain {
            story.description.clear();
        }
        let text = export::markdown(&plain.iter().collect::<Vec<_>>(), &backlog);
        for event in Parser::new_ext(&text, Options::all()) {
            let wrong = matches!(
                &event,
                Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Rule
                    | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_)
                        | Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::CodeBlock(_)
                        | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_))
            );
            prop_assert!(!wrong, "{event:?} in {text}");
        }
    }
}

#[test]
fn control_cells_without_the_guard_run() {
    for cell in
        ["=1+1", "+x", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|' /C calc'!A0", "--5", "-1e5"]
    {
        assert!(runs(cell), "{cell}");
        let one = backlog(&vec![cell.to_owned(); 23]);
        let bare = csv::WriterBuilder::new().from_writer(Vec::new());
        let written = {
            let mut bare = bare;
            bare.write_record([&one.numbered(1).unwrap().title]).unwrap();
            String::from_utf8(bare.into_inner().unwrap()).unwrap()
        };
        assert!(cells(&written).iter().any(|it| runs(it)), "{cell}");
        let guarded = export::csv(&chosen(&one), &one);
        assert!(!cells(&guarded).iter().any(|it| runs(it)), "{cell}: {guarded}");
    }
    for cell in ["-5", "+3.5", "12", "it's", "a=b", "", "5-"] {
        assert!(!runs(cell), "{cell}");
        let one = backlog(&vec![cell.to_owned(); 23]);
        let csv = export::csv(&chosen(&one), &one);
        assert!(cells(&csv).iter().filter(|it| *it == cell).count() > 3, "{cell}");
    }
}
