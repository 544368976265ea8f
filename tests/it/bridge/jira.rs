use upnext::bridge::{BridgeError, Reading, jira};
use upnext::domain::import::{ImportedCriterion, ImportedState, ImportedStory};
use upnext::domain::number::Points;
use upnext::domain::story::{Kind, Status};

use super::{fixture, many, names, offset};

fn read(text: &str) -> Reading {
    jira::read(text.as_bytes(), offset()).unwrap_or_else(|error| panic!("{error}"))
}

fn bay() -> Reading {
    jira::read(&fixture("jira.csv"), offset()).expect("the fixture")
}

fn keyed<'a>(reading: &'a Reading, key: &str) -> &'a ImportedStory {
    let mut stories = reading.import.stories.iter();
    stories.find(|story| story.key.as_deref() == Some(key)).expect("a story of that key")
}

#[test]
fn every_cell_of_a_story_finds_its_home() {
    let reading = bay();
    let story = keyed(&reading, "BAY-2");
    assert_eq!(story.line, 4);
    assert_eq!(
        [&story.role, &story.want, &story.benefit],
        ["skipper", "to book a berth", "I can moor"]
    );
    assert_eq!(story.title, "As a skipper, I want to book a berth, so that I can moor.");
    assert_eq!(
        story.description,
        "Berths are **numbered**, see [map](https://bay.example/map).\n\n### Later\nNot now."
    );
    let criterion = ImportedCriterion {
        given: "a free berth".into(),
        when: "I book it and I pay".into(),
        then: "it is mine".into(),
        ..ImportedCriterion::default()
    };
    assert_eq!(story.criteria, [criterion]);
    assert_eq!((story.kind, story.state), (Kind::Story, ImportedState::Known(Status::Accepted)));
    assert_eq!(story.points, Some(Points::whole(5)));
    assert_eq!(story.tags, ["mooring", "two-words", "Web-Site"]);
    assert_eq!([&story.assignee, &story.requester], ["Ana Lima", "Bo Ek"]);
    assert_eq!(story.epic.as_deref(), Some("BAY-1"));
    assert_eq!(story.sprint.as_deref(), Some("Tide 10"));
    assert_eq!(story.relates, ["BAY-3"]);
    let dates = [story.created, story.updated, story.resolved].map(|at| at.unwrap().to_string());
    let expected =
        ["2026-03-02T16:37:00+01:00", "2026-03-03T00:05:00+01:00", "2026-03-04T13:00:00+01:00"];
    assert_eq!(dates, expected);
    let notes: Vec<_> = story.notes.iter().map(|note| (&*note.by, &*note.text)).collect();
    assert_eq!(notes, [("ana", "first"), ("bo", "late; but good")]);
    let kept =
        ["Issue key", "Issue id", "Status", "Outward issue link (Cloners)", "Votes", "Sprint"];
    let mut found = names(&story.fields);
    found.sort_unstable();
    let mut kept = kept.to_vec();
    kept.sort_unstable();
    assert_eq!(found, kept);
    assert_eq!(story.fields.get("Sprint"), Some(&many(&["Tide 9", "Tide 10"])));
    assert_eq!(story.fields.text("Issue key"), Some("BAY-2"));
}

#[test]
fn what_cannot_be_understood_is_kept() {
    let reading = bay();
    let pay = keyed(&reading, "BAY-3");
    assert_eq!(pay.fields.text("Created"), Some("soon"));
    assert_eq!(pay.created, None);
    assert_eq!(
        reading.notices,
        ["1 date in `Created` cannot be read (`soon` on line 14): kept as text"]
    );
    assert_eq!(pay.fields.text("Parent"), Some("777"), "a parent that is not in the file");
    assert_eq!((pay.kind, pay.fields.text("Issue Type")), (Kind::Chore, Some("Task")));
    assert_eq!(pay.points, Some(Points::of_hundredths(250)));
    assert_eq!(pay.depends_on, ["BAY-2"]);
    assert_eq!(pay.notes[0].text, "no form here");
    let lines: Vec<_> = pay.criteria.iter().map(|line| (&*line.text, line.met)).collect();
    assert_eq!(lines, [("refuses a wrong number", false), ("sends a `receipt`", true)]);
    let paint = keyed(&reading, "BAY-6");
    assert_eq!(paint.fields.text("column 32"), Some("extra cell"));
    assert_eq!(paint.fields.text("Issue Type"), Some("Improvement"));
    assert_eq!(paint.criteria.len(), 2);
    assert_eq!(paint.description, "");
    assert_eq!(paint.blocks, ["BAY-3"]);
    assert_eq!(paint.depends_on, ["BAY-99"]);
    assert_eq!(paint.fields.text("Inward issue link (Blocks)"), Some("BAY-99"), "not in the file");
}

#[test]
fn the_file_as_a_whole() {
    let reading = bay();
    let import = &reading.import;
    let keys: Vec<_> = import.stories.iter().filter_map(|story| story.key.as_deref()).collect();
    assert_eq!(keys, ["BAY-3", "BAY-2", "BAY-6"], "by rank, none last");
    assert_eq!(import.sprints, ["Tide 9", "Tide 10"]);
    assert_eq!(import.people, ["Ana Lima"]);
    assert_eq!(
        [&import.source, &import.key_field, &import.sprint_field],
        ["jira", "Issue key", "Sprint"]
    );
    let epic = &import.epics[0];
    assert_eq!(
        [&epic.key, &epic.title, &epic.outcome],
        ["BAY-1", "Boats", "## Why\nMore **boats** in the bay"]
    );
    assert_eq!(epic.fields.text("Votes"), Some("3"));
    assert_eq!(epic.fields.text("Created"), Some("01/Mar/26 9:00 AM"));
    let refused: Vec<_> = reading.refused.iter().map(|row| (row.line, &*row.reason)).collect();
    assert_eq!(refused.len(), 2);
    assert_eq!(refused[0], (17, "`Summary` is empty"));
    assert_eq!(refused[1].0, 18);
    assert!(refused[1].1.starts_with("`Story Points` is `lots`"), "{}", refused[1].1);
    assert!(reading.kept_columns.contains(&"Votes".to_owned()));
    assert!(reading.kept_columns.contains(&"column 32".to_owned()));
    assert!(!reading.kept_columns.contains(&"Issue key".to_owned()));
}

#[test]
fn separators_marks_and_encodings() {
    let reading = read(
        "\u{feff}SUMMARY;custom field (STORY POINTS);Status\r\n\r\n\"a;b\r\nc\";2,5;Closed\r\n;;\r\nd;;In Review\r\n",
    );
    let stories = &reading.import.stories;
    assert_eq!((stories[0].line, &*stories[0].title), (3, "a;b c"));
    assert_eq!(stories[0].points, Some(Points::of_hundredths(250)));
    assert_eq!(stories[0].state, ImportedState::Known(Status::Accepted));
    assert_eq!((stories[1].line, stories[1].state), (6, ImportedState::Known(Status::Doing)));
    assert!(reading.refused.is_empty() && stories.len() == 2);
    let western = jira::read(b"Summary\nCaf\xE9 \x96 bar\n", offset()).unwrap();
    assert_eq!(western.import.stories[0].title, "Café – bar");
    assert_eq!(western.notices.len(), 1);
}

#[test]
fn points_that_are_none_refuse_their_row() {
    for bad in ["-1", "five", "1.234", "\"1,000\"", "NaN", "1e3"] {
        let reading = read(&format!("Summary,Story Points\nx,{bad}\n"));
        assert_eq!(reading.refused.len(), 1, "{bad}");
        assert!(reading.import.stories.is_empty());
    }
    let two = read("Summary,Story Points,Story point estimate\na,,3.0\nb,3,3.0\nc,3,5\n");
    let kept: Vec<_> = two.import.stories.iter().map(|story| names(&story.fields).len()).collect();
    assert_eq!(kept, [0, 0, 1], "only a second opinion is kept");
    assert!(two.import.stories.iter().all(|story| story.points == Some(Points::whole(3))));
}

#[test]
fn files_that_cannot_be_read_say_why_and_what_to_do() {
    let error = |text: &[u8]| jira::read(text, offset()).expect_err("an error");
    assert_eq!(error(b""), BridgeError::NoHeader);
    assert_eq!(error(b"\n\n"), BridgeError::NoHeader);
    assert_eq!(error(b",,\nx,y,z"), BridgeError::NoHeader);
    let quote =
        error(b"Summary,Status\nfine,\"\"\"a\"\" b\nc\"\nbad,\"open\nand \"\"more\n\nend\n");
    assert_eq!(quote, BridgeError::UnclosedQuote { line: 4 });
    assert!(quote.to_string().contains("line 4"));
    let other = error(b"Title,State\nx,y\n").to_string();
    assert!(other.contains("no column `Summary`; has `Title`, `State`"), "{other}");
    assert_eq!(error(b"\xFF\xFES\0"), BridgeError::Utf16);
}
