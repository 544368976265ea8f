//! The corpus, text: whatever stands in a text is stored as it was given or refused in a
//! sentence, and nothing of it acts on a terminal, hides or leaves its column.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use upnext::domain::backlog::Backlog;
use upnext::say::width;
use upnext::store::document;
use upnext::tui::app::Msg;

use super::{is_hostile, shown, stories, story};
use crate::cli::{Place, put, texts};
use crate::robot::Robot;

/// What each is called in the corpus, and the text.
fn corpus() -> Vec<(&'static str, String)> {
    let own = |name, text: &str| (name, text.to_owned());
    vec![
        own("clear", "a\u{1b}[2Jb"),
        own("ask where the cursor is", "a\u{1b}[6nb"),
        own("OSC 0", "a\u{1b}]0;owned\u{7}b"),
        own("OSC 8", "a\u{1b}]8;;https://evil.example\u{1b}\\b\u{1b}]8;;\u{1b}\\"),
        own("OSC 52", "a\u{1b}]52;c;ZXZpbA==\u{7}b"),
        own("DCS", "a\u{1b}P1$r0m\u{1b}\\b"),
        own("unterminated OSC", "a\u{1b}]0;to the very end"),
        own("C1", "a\u{9b}2Jb\u{9d}0;x\u{9c}\u{85}\u{90}c"),
        own("single controls", "a\u{7}b\u{8}c\u{b}d\u{c}e\u{7f}f\u{0}g"),
        own("carriage return", "shown\rhidden"),
        own("embeddings", "a\u{202a}b\u{202b}c\u{202c}d\u{202d}e\u{202e}f"),
        own("isolates", "a\u{2066}b\u{2067}c\u{2068}d\u{2069}e"),
        own("Arabic letter mark", "a\u{61c}b"),
        own("zero width", "a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f"),
        own("soft hyphen", "un\u{ad}believ\u{ad}able"),
        own("separators", "a\u{2028}b\u{2029}c"),
        own("tags", "flag\u{e0041}\u{e0042}\u{e007f}"),
        own("pictures", "👨‍👩‍👧‍👦 🇩🇪🇫🇷 1️⃣#️⃣ 👍🏽👍🏿 ❤️‍🔥 🏳️‍🌈"),
        ("marks", format!("a{}b", "\u{301}".repeat(10_000))),
        own("Chinese, Japanese", "東京都渋谷区の長い題名がここにありますので列の端に達します"),
        own("Arabic", "قصة طويلة عن الدفع بالبطاقة عند نهاية العمود تماما"),
        own("Hebrew", "סיפור ארוך על תשלום בכרטיס בקצה העמודה בדיוק"),
        own("Devanagari", "कार्ड से भुगतान करने की एक लंबी कहानी स्तंभ के किनारे पर"),
        own(
            "Hangul",
            "카드로 결제하는 긴 이야기가 열의 가장자리에 닿습니다 \u{1112}\u{1161}\u{11ab}",
        ),
        own("tab", "a\tb"),
        own("newline", "a\nb\r\nc"),
        own("option", "--delete"),
        own("dash", "-"),
    ]
}

/// Whether a text is refused where one line is asked for.
fn has_control(text: &str) -> bool {
    text.contains(char::is_control)
}

/// A backlog with every text in every field of a story.
fn everywhere() -> Backlog {
    let entries: Vec<String> = (1..)
        .zip(corpus())
        .map(|(n, (_, text))| {
            let text = serde_json::to_string(&text).unwrap();
            let at = "\"at\":\"2026-11-01T09:00:00Z\"";
            let fields = ["role", "want", "benefit", "description", "assignee", "requester"];
            let words = fields.map(|field| format!(",\"{field}\":{text}")).concat();
            let id = super::id(5_000 + n);
            let rest = format!(
                ",\"rank\":\"{n:04}\"{words},\"tags\":[{text}],\"skills\":[{text}],\"fields\":{{{text}:{text}}},\
                 \"criteria\":[{{\"id\":{id},\"text\":{text},\"note\":{text}}}],\
                 \"questions\":[{{\"id\":{id},{at},\"by\":{text},\"text\":{text}}}],\
                 \"notes\":[{{\"id\":{id},{at},\"by\":{text},\"text\":{text}}}],\
                 \"impediment\":{{\"reason\":{text},\"since\":\"2026-11-01T09:00:00Z\"}},\
                 \"history\":[{{{at},\"by\":{text},\"what\":\"set\",\"field\":\"title\",\
                 \"before\":{text},\"after\":{text},\"reason\":{text}}}],{text}:{text}"
            );
            story(n, &rest).replace(&format!("\"Story {n}\""), &text)
        })
        .collect();
    document::read(stories(&entries).as_bytes()).unwrap().backlog
}

#[test]
fn what_a_file_holds_is_kept_to_the_byte_and_shown_harmlessly() {
    let backlog = everywhere();
    for ((name, text), story) in corpus().into_iter().zip(backlog.in_order()) {
        let fields = [&story.title, &story.want, &story.description, &story.criteria[0].text];
        assert!(fields.iter().all(|it| **it == text), "{name}");
    }
    let bytes = document::write(&backlog).unwrap();
    let again = document::read(&bytes).unwrap().backlog;
    assert_eq!(document::write(&again).unwrap(), bytes);
    shown(&backlog);
    let place = Place::new();
    put(&place.file(), &bytes);
    for line in [
        "list",
        "list --columns title,assignee,epic,tags,description",
        "log --limit 500",
        "person list",
        "doctor",
        "today",
        "export --to markdown",
    ] {
        let said = place.line(line).well();
        // A tab is a tab in a Markdown file, and drives nothing.
        let acts = said.out.chars().find(|c| is_hostile(*c) && *c != '\t');
        assert_eq!(acts, None, "{line}: {:?}", said.out);
    }
    for n in [1, 7, 8, 11, 17, 19] {
        let said = place.line(&format!("show {n}")).well();
        assert!(!said.out.contains(is_hostile), "{:?}", said.out);
    }
    // Programs get the very texts, escaped.
    let said = place.line("list --json").well();
    assert!(!said.out.contains(is_hostile));
    let titles = texts(&said.json(), "title");
    assert_eq!(titles, corpus().into_iter().map(|it| it.1).collect::<Vec<_>>());
    assert_eq!(place.bytes().0, bytes);
}

#[test]
fn control_without_the_gate_hostile_text_is_seen() {
    // The same texts as they are: the look for what acts on a terminal finds most of them.
    let found = corpus().iter().filter(|(_, text)| text.contains(is_hostile)).count();
    assert!(found >= 17, "{found}");
    assert!(document::write(&everywhere()).unwrap().contains(&0xE2));
    let raw: String = everywhere().in_order().map(|it| it.title.clone()).collect();
    assert!(raw.contains(is_hostile));
}

#[test]
fn what_is_given_as_an_argument_is_stored_as_it_is_or_refused() {
    let place = Place::new();
    let mut kept = Vec::new();
    for (name, text) in corpus() {
        // The system takes no argument with a NUL in it.
        let text = text.replace('\0', "");
        let before = place.bytes();
        let said = place.run(["add", "--", &text]);
        let err = &said.err;
        assert!(!said.out.contains(is_hostile) && !err.contains(is_hostile), "{name}: {said:?}");
        if text == "-" {
            // Lines from standard input, and there are none.
            assert_eq!((said.code, place.bytes()), (2, before), "{name}");
        } else if has_control(&text) {
            assert_eq!((said.code, place.bytes()), (2, before), "{name}");
            assert!(err.contains("is a control character (U+"), "{name}: {err}");
        } else {
            assert_eq!(said.code, 0, "{name}: {said:?}");
            kept.push(text);
        }
    }
    assert_eq!(place.order(), kept);
    // A longer text takes them all.
    for (name, text) in corpus() {
        let text = text.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n");
        let said = place.run(["set", "1", &format!("description={text}")]);
        assert_eq!(said.code, 0, "{name}: {said:?}");
        assert_eq!(place.at("show 1", "/description"), Value::String(text.clone()), "{name}");
    }
}

#[test]
fn what_comes_in_a_csv_file_is_stored_as_it_is() {
    let place = Place::new();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows: Vec<(&str, String)> =
        corpus().into_iter().filter(|(_, text)| !text.contains('\0')).collect();
    let mut csv = "title,description,Own\n".to_owned();
    for (name, text) in &rows {
        csv.push_str(&[&cell(name), ",", &cell(text), ",", &cell(text), "\n"].concat());
    }
    put(&place.here().join("in.csv"), &csv);
    let said = place.line("import in.csv --from csv").well();
    assert!(!said.out.contains(is_hostile));
    let file: Value = serde_json::from_str(&place.text()).unwrap();
    let stories = file["stories"].as_object().unwrap();
    for (name, text) in rows {
        let story = stories.values().find(|it| it["title"] == name).unwrap();
        // A lone dash or an option is text here as anything else is.
        assert_eq!(
            story["description"].as_str().unwrap().replace('\r', ""),
            text.replace('\r', "")
        );
        assert_eq!(story["fields"]["Own"], text, "{name}");
    }
    let shown = place.line("list --columns title,description").well();
    assert!(!shown.out.contains(is_hostile), "{:?}", shown.out);
}

#[test]
fn what_is_pasted_is_stored_as_it_is_or_refused_and_never_drives_the_screen() {
    for (name, text) in corpus() {
        let mut robot = Robot::on(everywhere(), (80, 24));
        let before = robot.order().len();
        robot.keys("E<ctrl-u>");
        robot.tell(Msg::Paste(text.clone()));
        assert!(!robot.text().contains(is_hostile), "{name}");
        robot.keys("<enter>");
        assert!(!robot.text().contains(is_hostile), "{name}");
        // Pasted lines become one; whatever else acts is refused with what was typed still there.
        let line = text.split(['\r', '\n']).filter(|it| !it.is_empty()).collect::<Vec<_>>();
        let line = line.join(" ");
        let stored = robot.backlog().stories().iter().filter(|it| it.title == line).count();
        let was = everywhere().stories().iter().filter(|it| it.title == line).count();
        assert_eq!(
            stored == was + 1,
            !has_control(&line) && was == 0 || robot.app.overlay.is_none(),
            "{name}"
        );
        assert_eq!(robot.order().len(), before, "{name}");
        // Where no text is asked for, a paste is no keys.
        let mut robot = Robot::on(everywhere(), (80, 24));
        let start = robot.backlog().clone();
        robot.tell(Msg::Paste(text));
        assert_eq!(*robot.backlog(), start, "{name}");
    }
}

#[test]
fn words_of_every_script_keep_to_their_column() {
    let backlog = everywhere();
    for columns in 30..100 {
        let robot = Robot::on(backlog.clone(), (columns, 40));
        for line in robot.text().lines() {
            assert!(width::width(line) <= usize::from(columns), "{columns}: {line:?}");
        }
    }
    for (name, text) in corpus() {
        let line = upnext::say::plain::line(&text);
        for columns in 0..40 {
            assert_eq!(width::width(&width::fit(&line, columns)), columns, "{name} at {columns}");
            assert!(
                width::wrap(&line, columns.max(2))
                    .iter()
                    .all(|it| width::width(it) <= columns.max(2))
            );
        }
    }
    // A tower of marks takes one column and no time.
    let tower = &corpus().into_iter().find(|it| it.0 == "marks").unwrap().1;
    assert_eq!(width::width(&upnext::say::plain::line(tower)), 2);
}

#[test]
fn both_spellings_of_a_letter_are_found_by_one_search() {
    let place = Place::new();
    for title in ["Caf\u{e9} one", "Cafe\u{301} two", "Cafe three", "CAF\u{c9} four"] {
        place.run(["add", title]).well();
    }
    for query in ["caf\u{e9}", "cafe\u{301}", "CAFE\u{301}", "\"Caf\u{e9}\""] {
        let said = place.run(["list", "--json", query]).well();
        assert_eq!(said.json().as_array().unwrap().len(), 4, "{query}");
    }
    // What is stored is what was typed, in either spelling.
    let titles = place.order();
    assert_eq!(titles[0].nfd().collect::<String>(), titles[1].replace("two", "one"));
    assert_ne!(titles[0], titles[1].replace("two", "one"));
}
