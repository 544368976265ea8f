use proptest::prelude::{any, prop_assert_eq, proptest};
use upnext::bridge::{BridgeError, Reading, csv_file, export, jira};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::{Criterion, Judgement, Question};
use upnext::domain::epic::Epic;
use upnext::domain::field::Field;
use upnext::domain::fields::Cell;
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::import::ImportedState;
use upnext::domain::number::Points;
use upnext::domain::product::Product;
use upnext::domain::release::Release;
use upnext::domain::sprint::Sprint;
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Kind, Moscow, Status, Story};

use super::{fixture, many, names, offset, table};

fn mapped(text: &[u8], maps: &[(&str, &str)]) -> Result<Reading, BridgeError> {
    let owned = |(column, field): &(&str, &str)| ((*column).to_owned(), (*field).to_owned());
    csv_file::read(text, &maps.iter().map(owned).collect::<Vec<_>>(), offset())
}

const MAPS: [(&str, &str); 10] = [
    ("ref", "fields.key"),
    ("Name", "title"),
    ("Size", "points"),
    ("State", "status"),
    ("Words", "tags"),
    ("Checks", "criteria"),
    ("Group", "epic"),
    ("When", "created"),
    ("Owner", "assignee"),
    ("Weight", "moscow"),
];

#[test]
fn a_mapped_file() {
    let reading = mapped(&fixture("plain.csv"), &MAPS).unwrap();
    let [mow, guest] = reading.import.stories.as_slice() else { panic!("two stories") };
    assert_eq!((mow.line, &*mow.title), (2, "Mow the lawn"));
    assert_eq!((mow.key.as_deref(), mow.fields.text("key")), (Some("T-1"), Some("T-1")));
    assert_eq!(mow.state, ImportedState::Known(Status::Accepted));
    assert_eq!(mow.tags, ["green", "out-doors"]);
    assert_eq!(mow.criteria.len(), 2);
    assert_eq!(mow.values, [(Field::Moscow, "must".to_owned())]);
    assert_eq!((&*mow.assignee, mow.fields.text("Owner")), ("Kim", Some("Lee")));
    assert!(mow.created.is_some());
    assert_eq!((&*guest.role, &*guest.want), ("guest", "a chair"));
    assert_eq!(guest.state, ImportedState::ToDo);
    assert_eq!(
        (guest.fields.text("State"), guest.fields.text("When")),
        (Some("frozen"), Some("never"))
    );
    let import = &reading.import;
    assert_eq!((&*import.key_field, import.epics.len(), &*import.people[0]), ("key", 1, "Kim"));
    let refused: Vec<_> = reading.refused.iter().map(|row| (row.line, &*row.reason)).collect();
    assert_eq!(refused.len(), 2);
    assert!(refused[0].1.contains("`points` is `x`") && refused[0].0 == 5);
    assert!(refused[1].1.contains("`moscow` is `perhaps`") && refused[1].0 == 7);
    assert_eq!(reading.kept_columns, ["State", "When", "Owner"]);
    assert_eq!(reading.notices.len(), 1);
}

#[test]
fn a_mapping_that_names_nothing_lists_what_there_is() {
    let text = b"Name,Size\nx,3\n";
    let column = mapped(text, &[("Nam", "title")]).unwrap_err().to_string();
    assert!(column.contains("`Nam`") && column.contains("`Name`, `Size`"), "{column}");
    let field = mapped(text, &[("Name", "titel")]).unwrap_err().to_string();
    assert!(field.contains("`titel`") && field.contains("title, role, want"), "{field}");
    assert!(mapped(text, &[("Name", "number")]).is_err());
    assert!(matches!(mapped(text, &[]), Err(BridgeError::NoTitle { .. })));
    let plain = mapped(b"TITLE,Points,more\nx,3,y\n", &[]).unwrap();
    assert_eq!(plain.import.stories[0].points, Some(Points::whole(3)));
    assert_eq!(plain.import.stories[0].key, None);
    assert_eq!(plain.kept_columns, ["more"]);
}

fn moment() -> Moment {
    Moment::parse("2026-05-04T10:11:12+02:00").unwrap()
}

fn sample() -> Backlog {
    let ids = &mut CountedIds(0);
    let release = Release { id: fresh(ids), name: "R1".into(), ..Release::default() };
    let epic = Epic {
        id: fresh(ids),
        title: "Walls, high".into(),
        release: Some(release.id),
        ..Epic::default()
    };
    let mut sprint = Sprint { id: fresh(ids), number: 4, ..Sprint::default() };
    sprint.fields.put("Sprint", Cell::One("Wall Sprint 4".into()));
    let criterion = |ids: &mut CountedIds, text: &str| Criterion::line(fresh(ids), text);
    let mut full = Story {
        id: fresh(ids),
        number: 12,
        rank: "a".into(),
        title: "=HYPERLINK(\"x\") `wall` | [a]".into(),
        kind: Kind::Bug,
        status: Status::Doing,
        points: Some(Points::of_hundredths(250)),
        role: "mason".into(),
        want: "to build, slowly".into(),
        benefit: "it stands".into(),
        description: "-5 is text\nwith \"quotes\" and\u{1b}[31m colour\u{202e}".into(),
        criteria: vec![criterion(ids, "it stands"), criterion(ids, "- it is straight")],
        sprint: Some(sprint.id),
        epic: Some(epic.id),
        requester: "@ann".into(),
        assignee: "Bob".into(),
        moscow: Some(Moscow::Should),
        created: moment(),
        ..Story::default()
    };
    full.tags.extend(["stone".to_owned(), "wet".to_owned()]);
    full.skills.insert("masonry".to_owned());
    full.criteria[0].result = Judgement::Met;
    full.criteria.push(Criterion {
        id: fresh(ids),
        given: "rain".into(),
        when: "it ends".into(),
        then: "it is dry".into(),
        ..Criterion::default()
    });
    full.questions.push(Question { text: "Which <stone>?".into(), ..Question::default() });
    full.fields.put("Issue key", Cell::One("W-1".into()));
    full.fields.put("Watchers", Cell::Many(vec!["+ann".into(), "'=bob".into()]));
    full.fields.put("Votes", Cell::One("-5".into()));
    let plain = Story {
        id: fresh(ids),
        number: 7,
        rank: "b".into(),
        title: "Plain".into(),
        created: moment(),
        ..Story::default()
    };
    Backlog::from(Parts {
        product: Product { name: "Wall_works".into(), ..Product::default() },
        stories: table([full, plain]),
        epics: table([epic]),
        releases: table([release]),
        sprints: table([sprint]),
        ..Parts::default()
    })
}

#[test]
fn an_export_reads_back() {
    let backlog = sample();
    let stories: Vec<&Story> = backlog.in_order().map(|story| &**story).collect();
    let text = export::csv(&stories, &backlog);
    let header = text.lines().next().unwrap();
    let ends = "created,fields.Issue key,fields.Watchers,fields.Watchers,fields.Votes";
    assert!(
        header.starts_with("number,title,kind,status,points,") && header.ends_with(ends),
        "{header}"
    );
    // No cell may begin like a formula, as a spreadsheet parses it.
    for record in csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes()).records() {
        for cell in &record.unwrap() {
            assert!(cell == "-5" || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    let reading = csv_file::read(text.as_bytes(), &[], offset()).unwrap();
    assert!(reading.refused.is_empty() && reading.notices.is_empty(), "{reading:?}");
    let [back, plain] = reading.import.stories.as_slice() else { panic!("two stories") };
    let story = stories[0];
    assert_eq!(
        [&back.title, &back.role, &back.want, &back.benefit],
        [&story.title, &story.role, &story.want, &story.benefit]
    );
    assert_eq!(
        (&back.description, back.points, back.kind),
        (&story.description, story.points, story.kind)
    );
    assert_eq!(back.state, ImportedState::Known(Status::Doing));
    assert_eq!((&back.requester, &back.assignee), (&story.requester, &story.assignee));
    assert_eq!(
        (back.epic.as_deref(), back.sprint.as_deref()),
        (Some("Walls, high"), Some("Wall Sprint 4"))
    );
    assert_eq!(back.tags, ["stone", "wet"]);
    assert_eq!(back.skills, ["masonry"]);
    let values = [(Field::Release, "R1".to_owned()), (Field::Moscow, "should".to_owned())];
    assert_eq!(back.values, values);
    assert_eq!(back.created, Some(moment()));
    assert_eq!(back.criteria.len(), 3);
    assert_eq!((&*back.criteria[0].text, back.criteria[0].met), ("it stands", true));
    assert_eq!(&*back.criteria[1].text, "- it is straight");
    assert_eq!([&back.criteria[2].given, &back.criteria[2].then], ["rain", "it is dry"]);
    assert_eq!(names(&back.fields), ["Issue key", "Watchers", "Votes", "number"]);
    assert_eq!(back.fields.get("Watchers"), Some(&many(&["+ann", "'=bob"])));
    assert_eq!(back.fields.text("Votes"), Some("-5"));
    assert_eq!((&*plain.title, names(&plain.fields)), ("Plain", vec!["number"]));
    assert_eq!(plain.state, ImportedState::Known(Status::Draft));
}

#[test]
fn markdown_is_plain_where_data_is() {
    let backlog = sample();
    let stories: Vec<&Story> = backlog.in_order().map(|story| &**story).collect();
    let text = export::markdown(&stories, &backlog);
    let expected = "# Wall\\_works\n\n\
        ## #12 =HYPERLINK(\"x\") \\`wall\\` \\| \\[a\\]\n\n\
        2.5 points · doing · Walls, high · stone, wet\n\n\
        As a mason, I want to build, slowly, so that it stands.\n\n\
        -5 is text\nwith \"quotes\" and[31m colour\n\n\
        - [x] it stands\n- [ ] \\- it is straight\n- [ ] given rain, when it ends, then it is dry\n\n\
        Open questions:\n\n- Which \\<stone\\>?\n\n\
        ## #7 Plain\n\nnot estimated · draft\n";
    assert_eq!(text, expected);
    assert_eq!(export::markdown(&[], &Backlog::default()), "# Backlog\n");
}

proptest! {
    #[test]
    fn any_kept_cell_reads_back(
        name in "[a-zA-Z =+@,\"]{0,6}[a-z]",
        cell in "[=+@'\t\r\n,;\" -]{0,3}\\PC*[=+@'\t\r\n,;\"x-]{1,4}x",
    ) {
        let mut story = Story { title: "t".into(), created: moment(), ..Story::default() };
        let name = name.trim().to_owned();
        story.fields.put(name.clone(), Cell::One(cell.clone()));
        let text = export::csv(&[&story], &Backlog::default());
        let reading = csv_file::read(text.as_bytes(), &[], offset()).unwrap();
        let back = &reading.import.stories[0];
        let found = if name == "key" { back.key.as_deref() } else { back.fields.text(&name) };
        prop_assert_eq!(found, Some(&*cell));
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in any::<Vec<u8>>(),
        words in "(As a|, I want|so that|\\*|#|\\{code\\}|\\[|\\||\\]|h1. |AC:|\n|Given |é| ){0,30}",
    ) {
        let mut file = b"Summary,Description,Created,Comment\n".to_vec();
        file.extend(format!("\"{words}\",\"{words}\",\"{words}\",\"{words}\"\n").as_bytes());
        file.extend(&bytes);
        let _ = jira::read(&file, offset());
        let maps = [("Summary", "title"), ("Description", "criteria"), ("Created", "created")];
        let _ = mapped(&file, &maps);
        let _ = jira::read(&bytes, offset());
    }
}
