//! Imports and exports through the program: all or nothing, never twice, back again the same.

use serde_json::{Value, json};

use super::{Place, put, texts};

const SHEET: &str = "\
key,title,points,status,criteria,epic,sprint,assignee
A-1,Pay by card,3,done,\"works
seen\",Checkout,S 1,Kim
A-2,Pay later,5,in progress,works,Checkout,S 2,Kim
A-3,Send it,,to do,,Delivery,S 2,Lee
A-4,Wrap it,2,to do,nice,,,
";

fn with(csv: &str) -> Place {
    let place = Place::new();
    put(&place.here().join("in.csv"), csv);
    place
}

#[test]
fn an_import_is_one_act() {
    let place = with(SHEET);
    let before = place.bytes();
    let dry = place.ask("import in.csv --from csv --dry-run");
    assert_eq!(dry["dry_run"], true);
    assert_eq!(place.bytes(), before);
    place.unchanged_by("undo", 3);
    let said = place.line("import in.csv --from csv").well().out;
    assert!(said.starts_with("Took 4 stories, 2 epics, 2 sprints\n"), "{said}");
    assert!(said.contains("upnext undo"), "{said}");
    let after = place.bytes();
    assert_eq!(place.order(), ["Pay later", "Send it", "Wrap it"]);
    assert_eq!(texts(&place.ask("list --all"), "status"), ["accepted", "doing", "draft", "draft"]);
    assert_eq!(texts(&place.ask("sprint list"), "state"), ["active", "closed"]);
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
    place.line("redo").well();
    assert_eq!(place.bytes(), after);
}

#[test]
fn an_import_twice_adds_nothing() {
    let place = with(SHEET);
    let first = place.ask("import in.csv --from csv");
    assert_eq!(first["taken"]["stories"], 4);
    let bytes = place.bytes();
    let again = place.ask("import in.csv --from csv");
    assert_eq!(
        again["taken"],
        json!({"stories": 0, "epics": 0, "sprints": 0, "points": 0, "criteria": 0, "links": 0})
    );
    assert_eq!(again["skipped"].as_array().unwrap().len(), 4);
    assert_eq!(place.bytes(), bytes);
    // A row more is one story more, in the sprint that runs.
    put(&place.here().join("more.csv"), format!("{SHEET}A-5,Ribbon,1,to do,,,S 2,\n"));
    let more = place.ask("import more.csv --from csv");
    assert_eq!((&more["taken"]["stories"], &more["taken"]["sprints"]), (&json!(1), &json!(0)));
    assert_eq!(place.at("show 5", "/sprint"), 2);
}

#[test]
fn refused_rows_are_all_named_and_nothing_is_written() {
    let bad = "title,points,moscow\nGood,3,must\nWorse,lots,\n,1,\nOdd,2,perhaps\nFine,1,could\n";
    let place = with(bad);
    let said = place.unchanged_by("import in.csv --from csv", 65);
    for line in ["line 3: ", "line 4: ", "line 5: "] {
        assert!(said.contains(line), "no {line} in {said}");
    }
    assert!(said.contains("--skip-bad") && !said.contains("line 2:"), "{said}");
    let error = place.line("import in.csv --from csv --json");
    let error: Value = serde_json::from_str(&error.err).unwrap();
    assert_eq!(error["error"]["reasons"].as_array().unwrap().len(), 3, "{error:#}");
    let report = place.ask("import in.csv --from csv --skip-bad");
    assert_eq!(report["taken"]["stories"], 2);
    let lines: Vec<_> =
        report["refused"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
    assert_eq!(json!(lines), json!([3, 4, 5]));
    assert_eq!(place.order(), ["Good", "Fine"]);
}

#[test]
fn files_that_are_no_import_are_65() {
    let place = Place::after("add A");
    for (bytes, from) in [
        (&b""[..], "csv"),
        (b"title\n\"open", "csv"),
        (b"name,size\nA,1\n", "csv"),
        (b"title,points\nA,1\n", "jira"),
        (b"title\nA\n", "upnext"),
        (b"{}", "upnext"),
        (b"\0\0\0\0", "csv"),
    ] {
        put(&place.here().join("in"), bytes);
        place.unchanged_by(&format!("import in --from {from}"), 65);
    }
    place.unchanged_by("import . --from csv", 65);
    place.unchanged_by("import /dev/zero --from csv", 65);
    put(&place.here().join("in"), "title,size\nA,1\n");
    for line in ["--map size=moon", "--map weight=points", "--map size"] {
        place.unchanged_by(&format!("import in --from csv --map title=title {line}"), 2);
    }
    place.unchanged_by("import in --from jira --map title=title", 2);
}

/// What an export must carry: titles, points and criteria in order.
fn carried(place: &Place) -> Vec<(String, Value, Vec<String>)> {
    let list = place.ask("list --all");
    let story = |row: &Value| {
        let shown = place.ask(&format!("show {}", row["number"]));
        let words = ["text", "given", "when", "then"];
        let said = |criterion: &Value| {
            words.iter().filter_map(|word| criterion[*word].as_str()).collect::<Vec<_>>().join(", ")
        };
        let criteria = shown["criteria"].as_array().unwrap().iter().map(said).collect();
        (row["title"].as_str().unwrap().to_owned(), row["points"].clone(), criteria)
    };
    list.as_array().unwrap().iter().map(story).collect()
}

#[test]
fn what_goes_out_as_csv_comes_in_again() {
    let place = Place::after(
        r#"
        add "As a shopper, I want to pay, \"now\", so that it is done" --points 0.5 --criterion "- [ ] works; always, too" --criterion "=SUM(A1)"
        add "=cmd|' /C calc'!A0" --points 13 --kind spike --tag a --tag b
        add "-1 degrees" --criterion "* star" --criterion "3. third"
        add "+49 @home" --kind bug
        epic add "Check, out"
        set 1 epic=check assignee=Kim "requester=@Zoe" moscow=must skills=sql
        ready 4 --override now
        start 4
        drop 3 --reason x
        "#,
    );
    place.run(["set", "2", "description=two\nlines; \"quoted\""]).well();
    place.line("export --to csv -o out.csv status:draft or status:doing or status:dropped").well();
    let csv = std::fs::read_to_string(place.here().join("out.csv")).unwrap();
    for cell in csv::Reader::from_reader(csv.as_bytes())
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "an unguarded cell: {cell}");
        assert!(!cell.starts_with('-') || cell.parse::<f64>().is_ok(), "an unguarded cell: {cell}");
    }
    let other = Place::new();
    put(&other.here().join("in.csv"), &csv);
    let report = other.ask("import in.csv --from csv");
    assert_eq!(report["refused"], json!([]));
    assert_eq!(carried(&other), carried(&place));
    let (mine, theirs) = (place.ask("list --all"), other.ask("list --all"));
    for (mine, theirs) in mine.as_array().unwrap().iter().zip(theirs.as_array().unwrap()) {
        for field in [
            "kind",
            "status",
            "tags",
            "skills",
            "epic",
            "requester",
            "assignee",
            "moscow",
            "created",
        ] {
            assert_eq!(theirs[field], mine[field], "{field} of {}", mine["title"]);
        }
    }
    assert_eq!(other.at("show 2", "/description"), place.at("show 2", "/description"));
    assert_eq!(other.at("show 1", "/narrative"), place.at("show 1", "/narrative"));
}

#[test]
fn a_backlog_of_its_own_comes_in_whole() {
    let place = Place::after(
        "add A --points 3 --criterion c\nadd B\nepic add Pay\nset 1 epic=Pay\ndepend 1 --on 2\n\
         product done add reviewed\ntick 1 done 1\nnote 2 x\ndrop 2 --reason x",
    );
    place.line("export --to upnext -o whole.json").well();
    let doctored = place.line("--file whole.json doctor").well();
    assert!(doctored.out.contains("sound"));
    assert_eq!(std::fs::read_to_string(place.here().join("whole.json")).unwrap(), place.text());
    let other = Place::after("add C");
    let before = other.bytes();
    put(&other.here().join("whole.json"), place.text());
    let report = other.ask("import whole.json --from upnext");
    assert_eq!(report["taken"]["stories"], 2);
    assert_eq!(texts(&other.ask("list --all"), "title"), ["C", "A", "B"]);
    // C has the 1 already.
    let numbers: Vec<_> =
        other.ask("list --all").as_array().unwrap().iter().map(|it| it["number"].clone()).collect();
    assert_eq!(json!(numbers), json!([1, 3, 2]));
    assert_eq!(other.at("show 3", "/depends_on"), json!([2]));
    assert_eq!(other.at("show 3", "/epic"), "Pay");
    let after = other.bytes();
    let again = other.ask("import whole.json --from upnext");
    assert_eq!(again["skipped"].as_array().unwrap().len(), 2);
    assert_eq!(other.bytes(), after);
    other.line("undo").well();
    assert_eq!(other.bytes(), before);
    // A part of it, too.
    place.line("export --to upnext A -o part.json").well();
    assert_eq!(texts(&place.ask("--file part.json list --all"), "title"), ["A"]);
}

#[test]
fn what_has_the_same_name_is_the_same_in_another_backlog() {
    let place = Place::after(
        "release add Spring --target 2026-12-24\nrelease add Summer\nperson add Kim --skill sql\n\
         epic add Pay --release Summer\nadd A --epic Pay\nadd B\nset 2 release=Spring\n\
         idea Vouchers --from Ana\nidea Wrapping",
    );
    let other = Place::after("release add spring\nperson add KIM\nidea Tea");
    let before = other.bytes();
    put(&other.here().join("theirs.json"), place.text());
    other.line("import theirs.json --from upnext").well();
    assert_eq!(texts(&other.ask("release list"), "name"), ["spring", "Summer"]);
    assert_eq!(other.at("release list", "/0/stories"), 1);
    assert_eq!(other.at("epic list", "/0/release"), "Summer");
    assert_eq!(texts(&other.ask("person list"), "name"), ["KIM"]);
    let ideas = other.ask("idea list");
    assert_eq!(texts(&ideas, "text"), ["Tea", "Wrapping", "Vouchers"]);
    assert_eq!((&ideas[1]["number"], &ideas[2]["number"]), (&json!(2), &json!(3)));
    other.line("doctor").well();
    other.line("undo").well();
    assert_eq!(other.bytes(), before);
}

#[test]
fn exports_hold_what_the_query_names() {
    let place = Place::after("add A --tag x\nadd B\nadd C --tag x\ndrop 3 --reason x");
    let titles = |line: &str| {
        let said = place.line(line).well().out;
        let mut reader = csv::Reader::from_reader(said.as_bytes());
        reader.records().map(|row| row.unwrap()[1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("export --to csv"), ["A", "B"]);
    assert_eq!(titles("export --to csv tag:x"), ["A"]);
    assert_eq!(titles("export --to csv -tag:x"), ["B"]);
    assert_eq!(titles("export --to csv status:dropped"), ["C"]);
    let markdown = place.line("export --to markdown").well().out;
    assert!(markdown.starts_with("# Shop\n\n## #1 A\n"), "{markdown}");
    let said = place.unchanged_by("export --to csv -o upnext.json", 2);
    assert!(said.contains("backlog itself"), "{said}");
    std::os::unix::fs::symlink(place.file(), place.here().join("link.json")).unwrap();
    place.unchanged_by("export --to upnext -o link.json", 2);
}
