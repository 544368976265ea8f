use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use upnext::bridge::{Reading, csv_file, jira};
use upnext::domain::narrative;

use super::offset;

/// The folder of real files; says so where it is not given.
fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("UPNEXT_TEST_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: UPNEXT_TEST_DATA is not set");
    }
    folder
}

fn files(folder: &Path, ends: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut all: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|e| e == ends)).collect();
    all.sort();
    assert!(!all.is_empty(), "no .{ends} in {}", folder.display());
    all
}

/// A file as plain cells: nothing of this program.
struct Plain {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Plain {
    fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut all =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
        Self { header: all.next().unwrap(), rows: all.collect() }
    }

    fn cells<'a>(&'a self, row: &'a [String], name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.header.iter().zip(row).filter(move |(column, _)| *column == name);
        named.map(|(_, cell)| cell.as_str()).filter(|cell| !cell.trim().is_empty())
    }

    fn has(&self, row: &[String], names: &[&str]) -> bool {
        names.iter().any(|name| self.cells(row, name).next().is_some())
    }
}

fn check(plain: &Plain, reading: &Reading, file: &Path) {
    let file = file.display();
    let import = &reading.import;
    let epic = |row: &&Vec<String>| plain.cells(row, "Issue Type").any(|kind| kind == "Epic");
    let stories: Vec<&Vec<String>> = plain.rows.iter().filter(|row| !epic(row)).collect();
    let count = |names: &[&str]| stories.iter().filter(|row| plain.has(row, names)).count();
    assert!(
        reading.refused.is_empty() && reading.notices.is_empty(),
        "{file}: {:?}",
        reading.refused
    );
    assert_eq!(import.stories.len(), stories.len(), "{file}: rows");
    assert_eq!(import.epics.len(), plain.rows.len() - stories.len(), "{file}: epics");
    let taken = |test: fn(&upnext::domain::import::ImportedStory) -> bool| {
        import.stories.iter().filter(|story| test(story)).count()
    };
    let points = ["Custom field (Story Points)", "Custom field (Story point estimate)"];
    assert_eq!(taken(|story| story.points.is_some()), count(&points), "{file}: points");
    assert_eq!(taken(|story| story.sprint.is_some()), count(&["Sprint"]), "{file}: in sprints");
    assert_eq!(
        taken(|story| !story.assignee.is_empty()),
        count(&["Assignee"]),
        "{file}: assignees"
    );
    assert_eq!(taken(|story| story.created.is_some()), count(&["Created"]), "{file}: created");
    assert_eq!(taken(|story| story.resolved.is_some()), count(&["Resolved"]), "{file}: resolved");
    assert_eq!(taken(|story| story.epic.is_some()), count(&["Parent key"]), "{file}: in epics");
    let links = [
        "Inward issue link (Blocks)",
        "Outward issue link (Blocks)",
        "Outward issue link (Relates)",
    ];
    let linked = taken(|story| {
        !(story.depends_on.is_empty() && story.blocks.is_empty() && story.relates.is_empty())
    });
    assert_eq!(linked, count(&links), "{file}: links");
    let listed = |row: &&&Vec<String>| {
        let heading = |text: &str| text.lines().any(|line| line == "h3. Acceptance Criteria");
        plain.has(row, &["Custom field (Acceptance Criteria)"])
            || plain.cells(row, "Description").any(heading)
    };
    assert_eq!(
        taken(|story| !story.criteria.is_empty()),
        stories.iter().filter(listed).count(),
        "{file}: criteria"
    );
    let notes: usize = import.stories.iter().map(|story| story.notes.len()).sum();
    let comments: usize = stories.iter().map(|row| plain.cells(row, "Comment").count()).sum();
    assert_eq!(notes, comments, "{file}: comments");
    let sprints: HashSet<&str> =
        stories.iter().flat_map(|row| plain.cells(row, "Sprint")).collect();
    assert_eq!(
        import.sprints.iter().map(String::as_str).collect::<HashSet<_>>(),
        sprints,
        "{file}: sprints"
    );
    let mut ranks: Vec<(&str, &str)> = stories
        .iter()
        .map(|row| {
            (
                plain.cells(row, "Custom field (Rank)").next().unwrap(),
                plain.cells(row, "Issue key").next().unwrap(),
            )
        })
        .collect();
    ranks.sort_by_key(|(rank, _)| *rank);
    let keys: Vec<&str> = import.stories.iter().filter_map(|story| story.key.as_deref()).collect();
    assert_eq!(keys, ranks.into_iter().map(|(_, key)| key).collect::<Vec<_>>(), "{file}: order");
}

/// Columns whose cells become something else than a kept cell.
const HOMES: [&str; 24] = [
    "Summary",
    "Issue key",
    "Issue Type",
    "Status Category",
    "Assignee",
    "Reporter",
    "Labels",
    "Components",
    "Created",
    "Updated",
    "Resolved",
    "Description",
    "Comment",
    "Sprint",
    "Parent",
    "Parent key",
    "Parent summary",
    "Custom field (Rank)",
    "Custom field (Story Points)",
    "Custom field (Story point estimate)",
    "Custom field (Acceptance Criteria)",
    "Inward issue link (Blocks)",
    "Outward issue link (Blocks)",
    "Outward issue link (Relates)",
];

fn check_kept(plain: &Plain, reading: &Reading) {
    let by_key: HashMap<&str, _> = reading
        .import
        .stories
        .iter()
        .map(|story| (story.key.as_deref().unwrap(), &story.fields))
        .collect();
    for row in &plain.rows {
        let Some(fields) = by_key.get(plain.cells(row, "Issue key").next().unwrap()) else {
            continue;
        };
        for name in plain.header.iter().filter(|name| !HOMES.contains(&name.as_str())) {
            let cells: Vec<&str> = plain.cells(row, name).collect();
            let kept = fields.get(name).map(|cell| cell.texts().to_vec()).unwrap_or_default();
            assert_eq!(kept, cells, "{name}");
        }
    }
}

#[test]
fn jira_exports_lose_nothing() {
    let Some(data) = data() else { return };
    for file in files(&data.join("jira"), "csv") {
        let bytes = std::fs::read(&file).unwrap();
        let plain = Plain::of(&bytes);
        let reading = jira::read(&bytes, offset()).unwrap();
        check(&plain, &reading, &file);
        check_kept(&plain, &reading);
    }
}

#[test]
fn mapped_projects_lose_nothing() {
    let Some(data) = data() else { return };
    let maps = [
        ("issuekey", "fields.key"),
        ("title", "title"),
        ("description", "description"),
        ("storypoint", "points"),
    ];
    let maps = maps.map(|(column, field)| (column.to_owned(), field.to_owned()));
    for file in files(&data.join("storypoints"), "csv") {
        let bytes = std::fs::read(&file).unwrap();
        let plain = Plain::of(&bytes);
        let reading = csv_file::read(&bytes, &maps, offset()).unwrap();
        assert!(reading.refused.is_empty(), "{:?}", reading.refused);
        assert_eq!(reading.import.stories.len(), plain.rows.len());
        assert_eq!(reading.kept_columns, ["split_mark"]);
        for (story, row) in reading.import.stories.iter().zip(&plain.rows) {
            assert_eq!(story.key.as_deref(), plain.cells(row, "issuekey").next());
            let points: Option<f64> =
                plain.cells(row, "storypoint").next().map(|p| p.parse().unwrap());
            assert_eq!(story.points.map(upnext::domain::number::Points::as_f64), points);
            let description = plain.cells(row, "description").next().unwrap_or_default();
            assert!(description.contains(&story.description), "{}", story.line);
        }
    }
}

#[test]
fn real_user_stories_come_apart() {
    let Some(data) = data() else { return };
    let (mut lines, mut whole) = (0, 0);
    for file in files(&data.join("userstories"), "txt") {
        let text = std::fs::read(&file).unwrap();
        for line in String::from_utf8_lossy(&text).lines().filter(|line| !line.trim().is_empty()) {
            let story = line.split_once("# ").map_or(line, |(_, story)| story);
            lines += 1;
            let Some(found) = narrative::split(story) else {
                println!("no story: {story}");
                continue;
            };
            whole += 1;
            let wishes = story.to_lowercase().matches("so that").count();
            assert!(wishes == 0 || !found.benefit.is_empty(), "no benefit: {story}");
            assert!(
                !found.role.contains(" want") && !found.role.ends_with(','),
                "{story}: {found:?}"
            );
            // Taken apart and put together again it says the same.
            let said = narrative::sentence(&found.role, &found.want, &found.benefit);
            assert_eq!(narrative::split(&said).as_ref(), Some(&found), "{story}");
        }
    }
    println!("{whole} of {lines} came apart");
    assert!(whole * 100 >= lines * 99, "{whole} of {lines}");
}
