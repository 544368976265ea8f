//! Real exports through the program, counted a second time with nothing of this program.
//! They lie where `UPNEXT_TEST_DATA` says; without it these tests say that they are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Place, texts};

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("UPNEXT_TEST_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: UPNEXT_TEST_DATA is not set, so nothing real was imported");
    }
    folder
}

/// Rows as lists of (column, filled cell).
fn rows(path: &Path) -> Vec<Vec<(String, String)>> {
    let bytes = fs::read(path).unwrap();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let filled = |row: csv::StringRecord| {
        let cells = header.iter().zip(row.iter()).filter(|(_, cell)| !cell.trim().is_empty());
        cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| filled(row.unwrap())).collect()
}

fn cell<'a>(row: &'a [(String, String)], names: &[&str]) -> Option<&'a str> {
    let mut found = row.iter().filter(|(name, _)| names.contains(&name.as_str()));
    found.next_back().map(|(_, cell)| cell.as_str())
}

const POINTS: &[&str] = &["Custom field (Story Points)", "Custom field (Story point estimate)"];

#[test]
fn jira_exports_come_in_whole() {
    let Some(data) = data() else { return };
    for name in ["cloud-export-425-rows.csv", "cloud-export-22-rows.csv"] {
        let path = data.join("jira").join(name);
        let (epics, stories): (Vec<_>, Vec<_>) =
            rows(&path).into_iter().partition(|row| cell(row, &["Issue Type"]) == Some("Epic"));
        let having =
            |names: &[&str]| stories.iter().filter(|row| cell(row, names).is_some()).count();
        let listed = |row: &&Vec<(String, String)>| {
            cell(row, &["Custom field (Acceptance Criteria)"]).is_some()
                || cell(row, &["Description"])
                    .is_some_and(|text| text.contains("h3. Acceptance Criteria"))
        };
        let mut sprints: BTreeMap<&str, Vec<&Vec<(String, String)>>> = BTreeMap::new();
        for row in &stories {
            if let Some(sprint) = cell(row, &["Sprint"]) {
                sprints.entry(sprint).or_default().push(row);
            }
        }
        let links = [
            "Inward issue link (Blocks)",
            "Outward issue link (Blocks)",
            "Outward issue link (Relates)",
        ];
        let place = Place::new();
        let words = ["import", path.to_str().unwrap(), "--from", "jira", "--json"];
        let said = place.run(words);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{name}");
        let report = said.json();
        let expected = json!({
            "stories": stories.len(), "epics": epics.len(), "sprints": sprints.len(),
            "points": having(POINTS), "criteria": stories.iter().filter(listed).count(),
            "links": having(&links),
        });
        assert_eq!(report["taken"], expected, "{name}");
        println!("{name}: {expected}");
        assert_eq!((&report["refused"], &report["skipped"]), (&json!([]), &json!([])));
        // And so it stands in the backlog, not only in the report.
        let list = place.ask("list --all");
        let all = list.as_array().unwrap();
        assert_eq!(all.len(), stories.len());
        let having = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|row| test(row)).count();
        assert_eq!(json!(having(&|row| !row["points"].is_null())), expected["points"]);
        assert_eq!(json!(having(&|row| row["criteria"]["total"] != 0)), expected["criteria"]);
        assert_eq!(place.ask("epic list").as_array().unwrap().len(), epics.len());
        check_states(&place, &stories, &sprints);
        assert_eq!(place.line("doctor").code, 0, "{name}");
        // A second time nothing comes.
        let bytes = place.bytes();
        let again = place.run(words).well().json();
        assert_eq!(again["skipped"].as_array().unwrap().len(), stories.len(), "{name}");
        assert_eq!(again["taken"]["stories"], 0);
        assert!(place.bytes() == bytes, "{name}: the second import wrote");
        place.line("undo").well();
        assert_eq!(place.ask("list --all"), json!([]));
        assert_eq!(place.ask("epic list"), json!([]));
    }
}

type Rows<'a> = BTreeMap<&'a str, Vec<&'a Vec<(String, String)>>>;

fn check_states(place: &Place, stories: &[Vec<(String, String)>], sprints: &Rows<'_>) {
    let status = |row: &Value| row["status"].as_str().unwrap().to_owned();
    let list = place.ask("list --all");
    let all = list.as_array().unwrap();
    let category = |word: &str| {
        stories.iter().filter(|row| cell(row, &["Status Category"]) == Some(word)).count()
    };
    let count =
        |words: &[&str]| all.iter().filter(|row| words.contains(&status(row).as_str())).count();
    assert_eq!(count(&["accepted"]), category("Done"));
    assert_eq!(count(&["doing"]), category("In Progress"));
    assert_eq!(count(&["draft", "ready"]), category("To Do"));
    for row in all.iter().filter(|row| ["draft", "ready"].contains(&status(row).as_str())) {
        assert_eq!(status(row) == "ready", row["missing"] == json!([]), "{row:#}");
    }
    // Sprints by the number at their end, which is their order.
    let mut named: Vec<_> = sprints.iter().collect();
    named.sort_by_key(|(name, _)| name.rsplit(' ').next().unwrap().parse::<u32>().unwrap());
    let answered = place.ask("sprint list");
    let mut answered = answered.as_array().unwrap().clone();
    answered.reverse();
    assert_eq!(answered.len(), named.len());
    for ((name, rows), sprint) in named.iter().zip(&answered) {
        let done: Vec<_> =
            rows.iter().filter(|row| cell(row, &["Status Category"]) == Some("Done")).collect();
        let points: f64 =
            done.iter().filter_map(|row| cell(row, POINTS)?.parse::<f64>().ok()).sum();
        assert!(
            (sprint["accepted"].as_f64().unwrap() - points).abs() < 0.001,
            "{name}: {sprint:#}"
        );
        if done.len() == rows.len() {
            assert_eq!(sprint["state"], "closed", "{name}");
            let record = &sprint["record"];
            assert_eq!(record["imported"], true, "{name}");
            assert_eq!(
                record["accepted"]["stories"].as_array().unwrap().len(),
                rows.len(),
                "{name}"
            );
            assert_eq!(record["velocity"], sprint["accepted"], "{name}");
            for unknown in
                ["committed", "goal", "goal_met", "person_days", "say_do", "focus_factor"]
            {
                assert_eq!(record[unknown], Value::Null, "{name}: {unknown}");
            }
        } else {
            assert_eq!(
                (&sprint["state"], &sprint["record"]),
                (&json!("active"), &Value::Null),
                "{name}"
            );
            let inside = place.at(&format!("sprint show {}", sprint["number"]), "/stories");
            assert_eq!(inside.as_array().unwrap().len(), rows.len(), "{name}");
        }
        assert_eq!((&sprint["start"], &sprint["end"]), (&Value::Null, &Value::Null));
    }
}

#[test]
fn mapped_projects_come_in_whole_and_once() {
    let Some(data) = data() else { return };
    let mut files: Vec<_> =
        fs::read_dir(data.join("storypoints")).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "csv"));
    assert_eq!(files.len(), 4);
    for path in files {
        let (rows, place) = (rows(&path), Place::new());
        let maps =
            ["title=title", "description=description", "storypoint=points", "issuekey=fields.key"];
        let maps = maps.into_iter().flat_map(|map| ["--map", map]);
        let words: Vec<&str> = ["import", path.to_str().unwrap(), "--from", "csv", "--json"]
            .into_iter()
            .chain(maps)
            .collect();
        let report = place.run(&words).well().json();
        let points = rows.iter().filter(|row| cell(row, &["storypoint"]).is_some()).count();
        assert_eq!(
            (&report["taken"]["stories"], &report["taken"]["points"]),
            (&json!(rows.len()), &json!(points))
        );
        let list = place.ask("list");
        for (row, story) in rows.iter().zip(list.as_array().unwrap()) {
            let stated: Option<f64> = cell(row, &["storypoint"]).map(|it| it.parse().unwrap());
            assert_eq!(story["points"].as_f64(), stated, "{}", story["title"]);
        }
        let bytes = place.bytes();
        let again = place.run(&words).well().json();
        assert_eq!(
            (&again["taken"]["stories"], again["skipped"].as_array().unwrap().len()),
            (&json!(0), rows.len())
        );
        assert!(place.bytes() == bytes);
        println!("{}: {} stories", path.display(), rows.len());
    }
}

#[test]
fn real_user_stories_come_in_by_standard_input() {
    let Some(data) = data() else { return };
    let mut files: Vec<_> =
        fs::read_dir(data.join("userstories")).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    assert_eq!(files.len(), 11);
    let (mut lines, mut told) = (0, 0);
    for path in files {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let stories: Vec<&str> = text
            .lines()
            .map(|line| line.split_once("# ").map_or(line, |(_, story)| story).trim())
            .filter(|line| !line.is_empty())
            .collect();
        let place = Place::new();
        let said = place.fed("add - --json", stories.join("\n").as_bytes());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", path.display());
        assert_eq!(said.json()["stories"].as_array().unwrap().len(), stories.len());
        let list = place.ask("list");
        for (row, line) in list.as_array().unwrap().iter().zip(&stories) {
            lines += 1;
            let title = row["title"].as_str().unwrap().to_lowercase();
            // The title says what was written, but for a “don’t” turned round.
            let said = |word: &str| word == "not" || line.to_lowercase().contains(word);
            assert!(title.split(' ').all(said), "{line}: {title}");
            told += usize::from(!row["missing"].as_array().unwrap().contains(&json!("narrative")));
        }
    }
    println!("{told} of {lines} have a narrative");
    assert!(told * 100 >= lines * 99, "{told} of {lines}");
}

#[test]
fn a_real_backlog_goes_out_as_csv_and_comes_back() {
    let Some(data) = data() else { return };
    let place = Place::new();
    let path = data.join("jira/cloud-export-425-rows.csv");
    place.run(["import", path.to_str().unwrap(), "--from", "jira"]).well();
    // Not as it came: somebody has ordered it since.
    let number = |at: usize| place.at("list", &format!("/{at}/number"));
    place.lines(&format!("move {} --top\nmove {} --to 2", number(7), number(30)));
    place.line("export --to csv -o all.csv status:draft or status:ready or status:doing or status:accepted").well();
    let other = Place::new();
    fs::copy(place.here().join("all.csv"), other.here().join("all.csv")).unwrap();
    let report = other.ask("import all.csv --from csv");
    assert_eq!(report["refused"], json!([]));
    // The whole of both files, so that nothing is asked four hundred times.
    let stories = |place: &Place| {
        let file: Value = serde_json::from_str(&place.text()).unwrap();
        let mut all: Vec<Value> = file["stories"].as_object().unwrap().values().cloned().collect();
        all.sort_by_key(|story| story["rank"].as_str().unwrap().to_owned());
        let said = |criterion: &Value| {
            let words = ["text", "given", "when", "then"]
                .iter()
                .filter_map(|word| Some((*word, criterion[*word].as_str()?)));
            words
                .map(
                    |(word, text)| {
                        if word == "text" { text.to_owned() } else { format!("{word} {text}") }
                    },
                )
                .collect::<Vec<_>>()
                .join(", ")
        };
        all.iter()
            .map(|story| {
                let criteria: Vec<String> = story["criteria"]
                    .as_array()
                    .map_or(Vec::new(), |all| all.iter().map(said).collect());
                (story["title"].clone(), story["points"].clone(), story["status"].clone(), criteria)
            })
            .collect::<Vec<_>>()
    };
    let (mine, theirs) = (stories(&place), stories(&other));
    assert_eq!(theirs.len(), mine.len());
    for (mine, theirs) in mine.iter().zip(&theirs) {
        assert_eq!(theirs, mine);
    }
    let titles: BTreeSet<_> = texts(&other.ask("epic list"), "title").into_iter().collect();
    let expected: BTreeSet<_> = texts(&place.ask("epic list"), "title").into_iter().collect();
    assert!(titles.is_subset(&expected), "{titles:?}");
    assert_eq!(
        texts(&other.ask("sprint list"), "state"),
        texts(&place.ask("sprint list"), "state")
    );
}
