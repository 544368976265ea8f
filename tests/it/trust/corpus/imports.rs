//! The corpus, imports: other tools' files at their worst are taken as they are, or refused with
//! their line; what they hold stays text wherever it goes afterwards.

use serde_json::{Value, json};
use upnext::bridge::{BridgeError, csv_file, jira};

use super::is_hostile;
use crate::cli::{Place, put, texts};
use crate::trust::sized;

fn offset() -> chrono::FixedOffset {
    chrono::FixedOffset::east_opt(0).unwrap()
}

/// What the program takes from a CSV file.
fn taken(csv: impl AsRef<[u8]>) -> (Place, Value) {
    let place = Place::new();
    put(&place.here().join("in.csv"), csv);
    let report = place.ask("import in.csv --from csv --skip-bad");
    (place, report)
}

#[test]
fn formulas_come_in_as_text_and_go_out_guarded() {
    let cells = ["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "＝1+1", "-2+3", "'=1", "=1+1,x", "\t=1"];
    let row = |cell: &&str| format!("\"{0}\",\"{0}\",\"{0}\"\n", cell.replace('"', "\"\""));
    let csv: String = cells.iter().map(row).collect();
    let (place, report) = taken(format!("title,description,Own\n{csv}"));
    assert_eq!(report["taken"]["stories"], cells.len());
    // One quote before what a spreadsheet would run is an export's guard, and comes off.
    let plain = |cell: &str| cell.trim().trim_start_matches('\'').to_owned();
    assert_eq!(place.order(), cells.iter().map(|it| plain(it)).collect::<Vec<_>>());
    let out = place.line("export --to csv").well().out;
    for row in csv::Reader::from_reader(out.as_bytes()).records() {
        for cell in &row.unwrap() {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '＝']), "{cell}");
        }
    }
    put(&place.here().join("again.csv"), &out);
    let other = Place::new();
    put(&other.here().join("in.csv"), &out);
    other.line("import in.csv --from csv").well();
    assert_eq!(other.order(), place.order());
}

#[test]
fn an_unclosed_quote_is_named_with_the_line_it_opens_on() {
    let place = Place::after("add A");
    put(&place.here().join("in.csv"), "title\nfine\n\"open,\nand on\nand on\n");
    for from in ["csv", "jira"] {
        let said = place.unchanged_by(&format!("import in.csv --from {from}"), 65);
        assert!(said.contains("the quote that opens on line 3 never closes"), "{said}");
    }
}

#[test]
fn ten_thousand_columns_are_kept_or_refused_and_take_no_long_time() {
    let many = sized(2_000, 10_000);
    let names: Vec<String> = (0..many).map(|n| format!("c{n}")).collect();
    let cells: Vec<String> = (0..many).map(|n| n.to_string()).collect();
    let csv = format!("title,{}\nA,{}\n", names.join(","), cells.join(","));
    let (place, report) = taken(&csv);
    assert_eq!(report["taken"]["stories"], 1);
    assert_eq!(report["kept_columns"].as_array().unwrap().len(), many);
    assert_eq!(
        place.at("show 1", &format!("/fields/c{}", many - 1)),
        json!((many - 1).to_string())
    );
    place.line("show 1").well();
    place.line("export --to csv").well();
    // The same name again and again is one field with as many texts.
    let same = format!("title{}\nA{}\n", ",x".repeat(many), ",1".repeat(many));
    let (place, _) = taken(same);
    assert_eq!(place.at("show 1", "/fields/x").as_array().unwrap().len(), many);
    // Ten thousand names and none of them a title: a few are told.
    let error = csv_file::read(format!("{}\n", names.join(",")).as_bytes(), &[], offset());
    assert!(error.unwrap_err().to_string().len() < 400);
}

#[test]
fn without_a_header_or_with_two_the_file_says_what_is_missing() {
    let no_header = csv_file::read(b"Pay by card,3\nSend it,5\n", &[], offset()).unwrap_err();
    assert!(matches!(no_header, BridgeError::NoTitle { .. }), "{no_header}");
    assert!(no_header.to_string().contains("--map COLUMN=title"), "{no_header}");
    let other = jira::read(b"Pay by card,3\n", offset()).unwrap_err();
    assert!(other.to_string().contains("no column `Summary`"), "{other}");
    // Two exports behind each other: the second header is no story.
    let twice = b"title,points\nA,3\ntitle,points\nB,5\n";
    let reading = csv_file::read(twice, &[], offset()).unwrap();
    let titles: Vec<&str> = reading.import.stories.iter().map(|it| &*it.title).collect();
    assert_eq!((titles, reading.refused.len()), (vec!["A", "B"], 0));
    assert_eq!(reading.notices, ["line 3 is the header again: left out"]);
    let twice = b"Summary,Status\nA,Done\nSummary,Status\nSummary,Status\nB,Done\n";
    let reading = jira::read(twice, offset()).unwrap();
    assert_eq!(reading.import.stories.len(), 2);
    assert_eq!(reading.notices, ["lines 3 and 4 are the header again: left out"]);
    // One column says too little to tell a header from a story.
    assert_eq!(
        csv_file::read(b"title\nA\ntitle\n", &[], offset()).unwrap().import.stories.len(),
        2
    );
    // Two columns of one name: the first is the field, the second is kept.
    let reading = csv_file::read(b"title,points,points\nA,3,5\n", &[], offset()).unwrap();
    let story = &reading.import.stories[0];
    assert_eq!(
        (story.points.unwrap().to_string(), story.fields.text("points")),
        ("3".into(), Some("5"))
    );
}

#[test]
fn encodings_marks_and_separators_are_seen() {
    for (bytes, title, notices) in [
        (&b"title;points\nCaf\xE9;3\n"[..], "Café", 1),
        (b"\xEF\xBB\xBFtitle\tpoints\nCaf\xC3\xA9\t3\n", "Café", 0),
        (b"title,points\r\nCaf\xC3\xA9,3\r\n", "Café", 0),
        (b"title;points\n\"Caf\xC3\xA9;\"\"x\"\"\";3\n", "Café;\"x\"", 0),
    ] {
        let (place, report) = taken(bytes);
        assert_eq!(place.order(), [title]);
        assert_eq!(place.at("show 1", "/points"), 3);
        assert_eq!(report["notices"].as_array().unwrap().len(), notices, "{report}");
    }
}

#[test]
fn what_is_here_already_is_not_taken_twice() {
    let csv = "key,title,points\nA-1,One,3\nA-2,Two,5\nA-1,Again,1\n";
    let place = Place::after("add Own");
    put(&place.here().join("in.csv"), csv);
    let first = place.line("import in.csv --from csv --skip-bad --json").well().json();
    let bytes = place.bytes();
    assert_eq!(place.order()[..2], ["Own", "One"]);
    let again = place.line("import in.csv --from csv --skip-bad --json").well().json();
    assert_eq!(again["taken"]["stories"], 0, "{first} {again}");
    assert_eq!(place.bytes(), bytes);
    let mut titles = place.order();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), place.order().len());
}

#[test]
fn markup_in_every_field_stays_text() {
    let evil = [
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "</title><svg onload=x>",
        "]]>",
        "`code` | [a](b) ![i](j) **x** _y_ # h",
        "<!-- x -->&lt;",
    ];
    let header = "title,role,want,benefit,criteria,tags,epic,description,assignee,requester,Own\n";
    let row = |text: &&str| {
        let cell = format!("\"{text}\"");
        format!("{}\n", vec![cell; 11].join(","))
    };
    let rows: String = evil.iter().map(row).collect();
    let (place, report) = taken(format!("{header}{rows}"));
    assert_eq!(report["taken"]["stories"], evil.len(), "{report}");
    assert_eq!(texts(&place.ask("list"), "title"), evil);
    assert_eq!(place.at("show 1", "/fields/Own"), json!(evil[0]));
    // In a picture nothing of it is an element.
    for screen in ["backlog", "story"] {
        let svg = place.line(&format!("screenshot {screen} --size 120x40")).well().out;
        for tag in ["<script", "<svg onload", "<!--", "]]>"] {
            assert!(!svg.contains(tag), "{screen}: {tag}");
        }
        assert_eq!(svg.matches("</svg>").count(), 1);
    }
    // A description is Markdown and stays what it is; nothing else becomes any.
    place.lines(
        &(1..=evil.len()).map(|n| format!("set {n} description=")).collect::<Vec<_>>().join("\n"),
    );
    let markdown = place.line("export --to markdown").well().out;
    // What would be markup has a backslash before it.
    let bare: String =
        markdown.replace("\\\\", "").split('\\').map(|it| it.get(1..).unwrap_or("")).collect();
    for tag in ["<script", "</title", "<!--", "](b)", "`code`", "**x**"] {
        assert!(!bare.contains(tag), "{tag}: {markdown}");
    }
    for line in ["list", "show 1", "epic list", "release list", "person list", "log"] {
        assert!(!place.line(line).well().out.contains(is_hostile), "{line}");
    }
}
