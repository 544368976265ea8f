//! `upnext edit`: a shell script stands for the person in the editor.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::{Place, Said, put, run, texts};

impl Place {
    /// What lies in the folder for texts being edited.
    fn drafts(&self) -> Vec<PathBuf> {
        let folder = self.dir.path().join("state/upnext/drafts");
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let mut all: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
        all.sort();
        all
    }

    /// Runs a line with this as `$EDITOR`.
    fn with_editor(&self, line: &str, editor: &str) -> Said {
        let mut command = self.command(["--as", "Ann"]);
        command.args(shell_words::split(line).unwrap()).env("EDITOR", editor);
        run(&mut command)
    }

    /// Edits with a script that finds the text in `$1`, the program as `upnext`, and a folder for
    /// what it wants to leave in `$OUT`.
    fn edit(&self, line: &str, script: &str) -> Said {
        let path = self.dir.path().join("editor.sh");
        let upnext = env!("CARGO_BIN_EXE_upnext");
        let out = self.dir.path().display();
        put(
            &path,
            format!("set -e\nOUT='{out}'\nupnext() {{ '{upnext}' --as Bob \"$@\"; }}\n{script}\n"),
        );
        self.with_editor(line, &format!("sh '{}'", path.display()))
    }

    /// A file the script left.
    fn left(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }
}

const WORLD: &str = r#"
    add "As a shopper, I want to pay by card, so that I need no cash" --points 3 --criterion works --criterion seen --tag old
    add Second --kind chore
    question ask 1 "Which card?"
"#;

#[test]
fn a_story_is_edited_as_a_whole_in_one_act() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    let said = place.edit(
        "edit 1 --json",
        r#"
        stat -c '%a %n' "$1" "$(dirname "$1")" > "$OUT/modes"
        cp "$1" "$OUT/seen.md"
        sed -i -e 's/^# .*/# Pay/' -e 's/^points: .*/points: 5/' -e 's/^- works/- it works\n- new/' \
            -e 's/^- Which.*/&\n  = Visa/' -e 's/^## Notes/&\n\n- agreed\n  by all/' \
            -e 's/^## Depends on/&\n- #2/' "$1"
        printf 'Some *Markdown*\n\n## Criteria\n' >> "$1"
        "#,
    );
    let label =
        "Edited #1: title, points, description, 2 criteria, 1 question, 1 note, 1 dependency";
    assert_eq!(said.well().json(), json!({"did": label, "stories": [1], "notices": []}));
    let shown = place.ask("show 1");
    assert_eq!(shown["title"], "Pay");
    assert_eq!(shown["points"], 5);
    assert_eq!(texts(&shown["criteria"], "text"), ["it works", "new", "seen"]);
    assert_eq!(shown["questions"][0]["answer"], "Visa");
    assert_eq!(shown["questions"][0]["answered_by"], "Ann");
    assert_eq!(shown["notes"][0]["text"], "agreed\nby all");
    assert_eq!(shown["depends_on"], json!([2]));
    assert_eq!(shown["description"], "Some *Markdown*\n\n## Criteria");
    assert_eq!(shown["narrative"]["benefit"], "I need no cash");
    // The text was for nobody else, and is gone.
    let modes = place.left("modes");
    let mut modes = modes.lines();
    let text = modes.next().unwrap();
    assert!(text.starts_with("600 ") && text.contains("/drafts/upnext-1-"), "{text}");
    assert!(
        text.rsplit_once('.').unwrap().1 == "md" && modes.next().unwrap().starts_with("700 "),
        "{text}"
    );
    assert_eq!(place.drafts(), [""; 0].map(PathBuf::from));
    assert!(place.left("seen.md").contains("\n# Pay by card\n"));
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
}

#[test]
fn the_editor_may_have_arguments_and_visual_comes_first() {
    let place = Place::after(WORLD);
    let said = place.with_editor("edit 2", "sed -i -e 's/^# Second$/# Third one/'");
    assert_eq!(said.well().out, "Edited #2: title\n");
    assert_eq!(place.order()[1], "Third one");
    let mut command = place.command(["edit", "#2"]);
    command.env("VISUAL", "sed -i 's/^# .*/# Fourth/'").env("EDITOR", "false");
    assert_eq!(run(&mut command).well().out, "Edited #2: title\n");
    let mut command = place.command(["edit", "2", "--quiet"]);
    command.env("VISUAL", " ").env("EDITOR", "sed -i 's/^# .*/# Fifth/'");
    assert_eq!(run(&mut command).well().out, "");
    assert_eq!(place.order()[1], "Fifth");
}

#[test]
fn nothing_edited_is_nothing_done() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    for script in [
        "true",
        ": > \"$1\"",
        "sed -i 's/^points: 3/points: 3.0/' \"$1\"",
        "sed -i 's/$/\\r/' \"$1\"",
    ] {
        let said = place.edit("edit 1", script).well();
        assert_eq!(said.out, "Nothing to do: it is so already\n", "{script}");
        assert_eq!(place.bytes(), before, "{script}");
        assert!(place.drafts().is_empty(), "{script}");
    }
    let said = place.edit("edit 1 --json", "true").well().json();
    assert_eq!(said, json!({"did": null, "stories": [1], "notices": []}));
}

#[test]
fn a_text_with_mistakes_is_kept_and_opened_again_with_them() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    let wrong = r#"
        sed -i -e 's/^points: .*/points: lots --> of/' -e 's/^# .*/# Pay/' -e 's/^## Links/## Lanes/' "$1"
        "#;
    let said = place.edit("edit 1", wrong).failed(65);
    assert_eq!(place.bytes(), before);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[0],
        "upnext: #1: 2 mistakes in the text; nothing was changed, and the text is kept: \
        upnext edit 1 opens it again, with --discard afresh"
    );
    assert_eq!(lines.len(), 3, "{said}");
    let kept = place.drafts();
    assert!(kept[1].to_str().unwrap().ends_with("-1.md") && kept.len() == 2, "{kept:?}");
    let text = fs::read_to_string(&kept[1]).unwrap();
    for (line, is) in lines[1..].iter().zip(["points: lots --> of", "## Lanes"]) {
        let (line, _) = line.trim().strip_prefix("line ").unwrap().split_once(':').unwrap();
        assert_eq!(text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap(), is, "{text}");
    }
    // The same lines stand on top; twice wrong does not make them more.
    let again =
        place.edit("edit 1", "cp \"$1\" \"$OUT/seen.md\"\nsed -i 's/^## Lanes/## Ties/' \"$1\"");
    assert_eq!(again.code, 65);
    assert!(
        again.err.starts_with("#1: this is the text that was kept; --discard"),
        "{}",
        again.err
    );
    let seen = place.left("seen.md");
    let top: Vec<&str> = seen.lines().take_while(|line| line.starts_with("<!-- ✗ ")).collect();
    assert_eq!(top.len(), 2, "{seen}");
    assert_eq!(top[0], format!("<!-- ✗ {} -->", lines[1].trim().replace("-->", "→")));
    assert_eq!(fs::read_to_string(&place.drafts()[1]).unwrap().matches("✗").count(), 2);
    let said = place.edit(
        "edit 1 --json",
        "sed -i -e 's/^points: .*/points: 8/' -e 's/^## Ties/## Links/' \"$1\"",
    );
    assert_eq!(
        said.json(),
        json!({"did": "Edited #1: title, points", "stories": [1],
        "notices": ["#1: this is the text that was kept; --discard begins afresh"]})
    );
    assert!(place.drafts().is_empty());
    assert_eq!(place.at("show 1", "/points"), 8);
    let json = place.edit("edit 1 --json", wrong);
    let error: serde_json::Value = serde_json::from_str(&json.err).unwrap();
    assert_eq!(error.pointer("/error/code"), Some(&json!("unreadable")));
    assert_eq!(error.pointer("/error/reasons").unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn a_kept_text_says_only_what_was_edited_in_it() {
    let place = Place::after(WORLD);
    place
        .edit("edit 1", "sed -i -e 's/^# .*/# Pay/' -e 's/^kind: .*/kind: odd/' \"$1\"")
        .failed(65);
    // What others do until it is opened again is none of it.
    place.lines("set 1 points=8 assignee=Kim\ncriterion set 1 1 'works well'\ntag 1 +new");
    let said = place.edit("edit 1", "sed -i 's/^kind: .*/kind: bug/' \"$1\"");
    assert_eq!((said.code, said.out.as_str()), (0, "Edited #1: title, kind\n"));
    let shown = place.ask("show 1");
    assert_eq!((&shown["points"], &shown["assignee"]), (&json!(8), &json!("Kim")));
    assert_eq!(shown["criteria"][0]["text"], "works well");
    assert_eq!(shown["tags"], json!(["new", "old"]));
}

#[test]
fn a_kept_text_can_be_thrown_away() {
    let place = Place::after(WORLD);
    place.edit("edit 1", "sed -i 's/^kind: .*/kind: odd/' \"$1\"").failed(65);
    let said = place.edit("edit 1 --discard", "cp \"$1\" \"$OUT/seen.md\"").well();
    assert_eq!(said.out, "Nothing to do: it is so already\n");
    assert!(place.left("seen.md").contains("kind: story"));
    assert!(place.drafts().is_empty());
    // The text of another story is another text.
    place.edit("edit 1", "sed -i 's/^kind: .*/kind: odd/' \"$1\"").failed(65);
    place.edit("edit 2", "cp \"$1\" \"$OUT/seen.md\"").well();
    assert!(place.left("seen.md").contains("# Second"));
    assert_eq!(place.drafts().len(), 2);
}

#[test]
fn what_others_do_meanwhile_stays() {
    let place = Place::after(WORLD);
    let said = place.edit(
        "edit 1",
        r#"
        upnext set 1 points=8 assignee=Kim "title=Theirs" >/dev/null
        upnext criterion add 1 "added meanwhile" >/dev/null
        upnext criterion remove 1 2 >/dev/null
        sed -i -e 's/^# .*/# Mine/' -e 's/^tags: .*/tags: old, new/' -e 's/^- works/- it works/' "$1"
        "#,
    );
    assert_eq!((said.code, said.out.as_str()), (0, "Edited #1: title, tags, 1 criterion\n"));
    assert_eq!(said.err, "#1: Bob had set title to “Theirs” meanwhile; now it is “Mine”\n");
    let shown = place.ask("show 1");
    assert_eq!((&shown["points"], &shown["assignee"]), (&json!(8), &json!("Kim")));
    assert_eq!(texts(&shown["criteria"], "text"), ["it works", "added meanwhile"]);
    assert_eq!(shown["tags"], json!(["new", "old"]));
    // Also where the number is somebody else's by now, or nobody's.
    let said = place.edit("edit 2", "upnext undo >/dev/null\nsed -i 's/^# .*/# Ours/' \"$1\"");
    assert_eq!(said.well().out, "Edited #2: title\n");
}

#[test]
fn what_a_rule_refuses_is_kept_too() {
    let place = Place::after(WORLD);
    place.lines("depend 2 --on 1");
    let before = place.bytes();
    let said = place.edit("edit 1", "sed -i 's/^## Depends on/&\\n- #2/' \"$1\"").failed(3);
    assert!(said.contains("that would be a circle: #1 → #2 → #1; nothing was changed"), "{said}");
    assert_eq!(place.bytes(), before);
    let kept = fs::read_to_string(&place.drafts()[1]).unwrap();
    assert!(
        kept.starts_with("<!-- ✗ that would be a circle: #1 → #2 → #1 -->\n<!-- upnext #1"),
        "{kept}"
    );
    let said = place.edit("edit 1", "sed -i 's/^- #2/- #1/' \"$1\"");
    assert_eq!((said.code, place.drafts().len()), (3, 2));
    assert!(said.err.contains("#1 cannot depend on itself"), "{}", said.err);
    assert_eq!(place.edit("edit 1", "sed -i '/^- #1/d' \"$1\"").code, 0);
    assert!(place.drafts().is_empty());
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    for (editor, words) in [
        ("false", "the editor “false” ended with the exit code 1; nothing was changed"),
        ("/nowhere/ed -x", "the editor “/nowhere/ed -x” does not start: "),
    ] {
        let said = place.with_editor("edit 1", editor).failed(3);
        assert!(said.contains(words), "{said}");
        assert!(place.drafts().is_empty(), "{editor}");
    }
    let said = place.with_editor("edit 1", "sed 'x").failed(2);
    assert!(said.contains("$EDITOR is “sed 'x”"), "{said}");
    let said = place.line("edit 1").failed(2);
    assert!(said.contains("set $EDITOR"), "{said}");
    assert!(place.drafts().is_empty());
    // What was typed before it failed is not lost.
    let said = place.edit("edit 1", "sed -i 's/^# .*/# Half/' \"$1\"; kill -9 $$").failed(3);
    assert!(said.contains("was killed; nothing was changed, and the text is kept"), "{said}");
    let failing = "cp \"$1\" \"$OUT/seen.md\"; exit 7";
    assert_eq!(place.edit("edit 1", failing).code, 3);
    assert!(place.left("seen.md").contains("\n# Half\n"));
    assert_eq!((place.drafts().len(), place.bytes()), (2, before));
    assert_eq!(place.edit("edit 1", "true").out, "Edited #1: title\n");
}

#[test]
fn what_the_editor_leaves_may_be_anything() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    let said = place.edit("edit 1", r#"printf '\377\376' > "$1""#).failed(65);
    assert!(said.contains("not UTF-8 text; nothing was changed, and the text is kept"), "{said}");
    assert_eq!(fs::read(&place.drafts()[1]).unwrap(), b"\xff\xfe");
    let said = place.edit("edit 1 --discard", "rm \"$1\"").failed(74);
    assert!(said.contains("cannot read"), "{said}");
    assert_eq!(place.bytes(), before);
    // Two at the same time: the second keeps its text where it is.
    let inner = "VISUAL=\"sed -i s/^kind:.*/kind:odd/\" upnext edit 1 >/dev/null 2>&1 || true";
    let said = place
        .edit("edit 1", &format!("{inner}\nsed -i 's/^kind: .*/kind: even/' \"$1\""))
        .failed(65);
    let kept = place.drafts();
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert!(said.contains(&format!("the text is kept in {}", kept[2].display())), "{said}");
}

#[test]
fn keys_that_interrupt_are_the_editors() {
    let place = Place::after(WORLD);
    let script =
        "kill -INT $PPID; kill -QUIT $PPID; sleep 0.2; sed -i 's/^# .*/# Still here/' \"$1\"";
    assert_eq!(place.edit("edit 1", script).well().out, "Edited #1: title\n");
}

#[test]
fn what_cannot_be_edited_is_said_before_anything_is_opened() {
    let place = Place::after(WORLD);
    assert!(place.edit("edit 9", "touch \"$OUT/ran\"").failed(2).contains("no story 9"));
    place.patch("\"version\": 1", "\"version\": 999");
    place.edit("edit 1", "touch \"$OUT/ran\"").failed(3);
    assert!(Place::bare().with_editor("edit 1", "true").failed(2).contains("no backlog here"));
    assert!(!place.dir.path().join("ran").exists());
}

#[test]
fn hostile_texts_reach_the_editor_and_not_the_terminal() {
    let place = Place::after("add A --criterion works");
    place.patch("\"title\": \"A\"", "\"title\": \"A\\u001b[2J\"");
    let said = place.edit(
        "edit 1",
        "cp \"$1\" \"$OUT/seen.md\"\nsed -i 's/^kind: .*/kind: \\x1b]0;x\\a/' \"$1\"",
    );
    let seen = place.left("seen.md");
    assert!(seen.contains("# A\\u{1b}[2J\n") && !seen.contains('\u{1b}'), "{seen}");
    assert!(!said.failed(65).contains('\u{1b}'));
    assert!(
        !fs::read_to_string(&place.drafts()[1]).unwrap().lines().next().unwrap().contains('\u{1b}')
    );
}
