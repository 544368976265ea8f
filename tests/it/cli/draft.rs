//! `upnext draft`: what is shown, kept and edited; and assistants of every kind, most of them bad.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Place, fs, put, run, texts};

const FEATURE: &str = "# Checkout\n\n## Card payment\n\nAs a shopper, I want to pay by card, so \
    that I need no cash.\n\n- The fee is shown\n- Given an expired card, when I pay, then I am \
    told\n\n## Features\n\n- Gift wrapping\n- Invoice\n";

/// A place with a description beside the backlog.
fn described(text: &str) -> Place {
    let place = Place::after("add First\nadd Second");
    put(&place.here().join("feature.md"), text);
    place
}

#[test]
fn drafts_are_shown_and_nothing_is_kept() {
    let place = described(FEATURE);
    let before = place.bytes();
    let steps =
        json!({"text": null, "given": "an expired card", "when": "I pay", "then": "I am told"});
    let line = json!({"text": "The fee is shown", "given": null, "when": null, "then": null});
    let bare = |line: u32, title: &str| {
        json!({"line": line, "title": title, "role": null, "want": null, "benefit": null,
            "criteria": []})
    };
    let card = json!({"line": 3, "title": "Card payment", "role": "shopper",
        "want": "to pay by card", "benefit": "I need no cash", "criteria": [line, steps]});
    let all = json!([card, bare(12, "Gift wrapping"), bare(13, "Invoice")]);
    assert_eq!(place.ask("draft feature.md"), all);
    assert_eq!(place.ask("draft feature.md --only 3,1"), json!([card, bare(13, "Invoice")]));
    let text = place.line("draft feature.md").well().out;
    assert!(text.starts_with("<!-- upnext drafts -->\n"), "{text}");
    assert!(text.contains("<!-- 2, from line 12 -->\n# Gift wrapping\n"), "{text}");
    // Without a backlog as well, and from standard input.
    let bare = Place::bare();
    assert_eq!(bare.fed("draft -", FEATURE.as_bytes()).out, text);
    assert_eq!(place.bytes(), before);
}

#[test]
fn its_own_output_is_read_back() {
    let place = described(FEATURE);
    let shown = place.line("draft feature.md").well().out;
    put(&place.here().join("drafts.md"), &shown);
    let again = place.line("draft drafts.md").well().out;
    let unnumbered = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains(", from line "));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(unnumbered(&again), unnumbered(&shown));
    put(&place.here().join("bad.md"), "<!-- upnext drafts -->\nstray\n# \n\n# One\nHello\n");
    let said = place.unchanged_by("draft bad.md --keep", 65);
    for words in ["line 2: “stray” stands above", "line 3: a title cannot", "line 6: write “As a"]
    {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn they_are_kept_in_one_act_at_a_place() {
    let place = described(FEATURE);
    let before = place.bytes();
    let said = place.line("draft feature.md --keep --after 1 --only 1,2 --json").well().json();
    assert_eq!(said["did"], "Added 2 stories, #3 to #4");
    assert_eq!(place.order(), ["First", "Card payment", "Gift wrapping", "Second"]);
    let shown = place.ask("show 3");
    assert_eq!(shown["status"], "draft");
    assert_eq!(shown["narrative"]["role"], "shopper");
    assert_eq!(shown["criteria"][1]["then"], "I am told");
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
    place.line("draft feature.md --keep --top").well();
    assert_eq!(place.order()[..2], ["Card payment", "Gift wrapping"]);
}

#[test]
fn what_cannot_be_said_or_read_is_refused() {
    let place = described("Prose about plants.\n");
    let cases = [
        ("draft", 2, "say which file"),
        ("draft feature.md --top", 2, "nothing is kept without --keep"),
        ("draft feature.md --keep --before 99", 2, "no story 99"),
        ("draft feature.md --only 1", 2, "--only 1: there are 0 drafts"),
        ("draft - --edit", 2, "--edit needs the terminal"),
        ("draft missing.md", 65, "missing.md: No such file"),
        ("draft feature.md --assistant", 2, "no assistant is set: write [assistant]"),
    ];
    for (line, code, words) in cases {
        let said = place.unchanged_by(line, code);
        assert!(said.contains(words), "{line}: {said}");
    }
    put(&place.here().join("latin.md"), b"Gr\xfc\xdfe");
    assert!(place.unchanged_by("draft latin.md", 65).contains("not UTF-8"));
    // Nothing found is no failure; it is said.
    let said = place.line("draft feature.md --keep");
    assert_eq!(said.code, 0);
    assert_eq!(said.out, "Nothing to do: it is so already\n");
    assert!(said.err.contains("no story is found"), "{}", said.err);
    assert_eq!(place.ask("draft feature.md"), json!([]));
}

/// Edits with a script that finds the text in `$1`.
fn edited(place: &Place, script: &str) -> super::Said {
    let path = place.dir.path().join("editor.sh");
    put(&path, script);
    let mut command = place.command(["--as", "Ann", "draft", "feature.md", "--edit"]);
    run(command.env("EDITOR", format!("sh '{}'", path.display())))
}

fn lying(place: &Place) -> Vec<PathBuf> {
    let folder = place.dir.path().join("state/upnext/drafts");
    fs::read_dir(folder).map_or(Vec::new(), |all| all.map(|it| it.unwrap().path()).collect())
}

#[test]
fn they_are_edited_before_they_are_kept_and_no_word_is_lost() {
    let place = described(FEATURE);
    let said = edited(&place, "sed -i -e 's/^# Invoice/# Bill/' -e '/^# Gift/d' \"$1\"");
    assert_eq!(said.well().out, "Added 2 stories, #3 to #4\n");
    assert_eq!(place.order()[2..], ["Card payment", "Bill"]);
    assert!(lying(&place).is_empty());
    // Everything deleted keeps nothing.
    let said = edited(&place, ": > \"$1\"");
    assert_eq!(said.well().out, "Nothing to do: it is so already\n");
    // A mistake keeps the text, with what is wrong on top, and it is read again.
    let before = place.bytes();
    let said = edited(&place, "printf 'Hello there\\n' >> \"$1\"").failed(65);
    assert!(said.contains("1 mistake in the drafts; nothing was changed"), "{said}");
    let kept = &lying(&place)[0];
    assert!(said.contains(&format!("upnext draft {} reads it again", kept.display())), "{said}");
    assert_eq!(place.bytes(), before);
    let text = fs::read_to_string(kept).unwrap();
    assert!(text.starts_with("<!-- ✗ line "), "{text}");
    put(kept, text.replace("Hello there\n", ""));
    let again = place.line(&format!("draft {} --keep", kept.display()));
    assert_eq!(again.out, "Added 3 stories, #5 to #7\n");
    fs::remove_file(kept).unwrap();
    // An editor that fails changes nothing.
    edited(&place, "exit 4").failed(3);
    assert!(lying(&place).is_empty());
}

/// A place whose user named a script as the assistant.
fn assisted(script: &str, seconds: u32) -> Place {
    let place = described(FEATURE);
    let path = place.dir.path().join("assistant.sh");
    put(&path, script);
    let folder = place.dir.path().join("config/upnext");
    fs::create_dir_all(&folder).unwrap();
    let path = path.display();
    let text =
        format!("[assistant]\ncommand = ['sh', '{path}', '$HOME; `x`']\nseconds = {seconds}\n");
    put(&folder.join("config.toml"), text);
    place
}

#[test]
fn an_assistant_is_asked_and_answers() {
    let place = assisted(
        "cat > \"$(dirname \"$0\")/asked\"\nprintf '%s' \"$1\" > \"$(dirname \"$0\")/word\"\n\
         echo '{\"stories\":[{\"title\":\"Pay\",\"role\":\"a guest\",\"want\":\"I want to pay\",\
         \"criteria\":[\"fast\",{\"given\":\"a\",\"then\":\"b\"}],\"more\":1},\
         {\"want\":\"to rest\"},{\"title\":\"  \"}]}'",
        20,
    );
    let said = place.ask("draft feature.md --assistant");
    assert_eq!(texts(&said, "title"), ["Pay", "Rest"]);
    assert_eq!((&said[0]["role"], &said[0]["want"]), (&json!("guest"), &json!("to pay")));
    assert_eq!(said[0]["line"], json!(null), "it stands on no line");
    assert_eq!(
        (&said[0]["criteria"][0]["then"], &said[0]["criteria"][1]["then"]),
        (&json!(null), &json!("b"))
    );
    let asked = fs::read_to_string(place.dir.path().join("asked")).unwrap();
    let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
    assert_eq!(asked["version"], 1);
    assert_eq!(asked["text"], FEATURE);
    assert_eq!(asked["product"], json!({"name": "Shop", "goal": null}));
    let stories = json!([{"number": 1, "title": "First"}, {"number": 2, "title": "Second"}]);
    assert_eq!(asked["stories"], stories);
    // No shell saw the words of the settings.
    let word = fs::read_to_string(place.dir.path().join("word")).unwrap();
    assert_eq!(word, "$HOME; `x`");
    place.line("draft feature.md --assistant --keep --only 2").well();
    assert_eq!(place.order()[2], "Rest");
}

#[test]
fn what_it_says_is_text_that_cannot_act_and_has_an_end() {
    let long = "x".repeat(5_000);
    let place = assisted(
        &format!(
            "cat <<'X'\n{{\"stories\":[{{\"title\":\"a\\u001b[2Jb\\nc{long}\",\"criteria\":[\"\\u0007\"]}}]}}\nX"
        ),
        20,
    );
    let said = place.ask("draft feature.md --assistant");
    let title = said[0]["title"].as_str().unwrap();
    assert!(title.starts_with("a [2Jb cxxx") && title.ends_with('…'), "{title}");
    assert_eq!(title.chars().count(), 200);
    assert_eq!(said[0]["criteria"], json!([]));
}

#[test]
fn an_assistant_that_fails_is_told_of_and_changes_nothing() {
    let cases = [
        (
            "echo >&2; printf 'no \\033[31mkey\\nmore' >&2; exit 3",
            3,
            "ended with the exit code 3: no ",
        ),
        ("kill -9 $$", 3, "was killed"),
        ("echo hello", 65, "cannot be read: expected value at line 1 column 1"),
        ("echo '{\"stories\":[{\"title\":7}]}'", 65, "invalid type: integer"),
        ("echo '{}'", 65, "missing field `stories`"),
        (":", 65, "cannot be read: EOF"),
        ("yes | head -c 2000000", 65, "said more than 1 MiB"),
        ("head -c 1 /dev/zero; printf '\\377'", 65, "cannot be read"),
    ];
    for (script, code, words) in cases {
        let place = assisted(script, 20);
        let said = place.unchanged_by("draft feature.md --assistant --keep", code);
        assert!(said.contains(words), "{script}: {said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
    let place = assisted("true", 20);
    let config = place.dir.path().join("config/upnext/config.toml");
    put(&config, "[assistant]\ncommand = ['no-such-program-here']\n");
    let said = place.unchanged_by("draft feature.md --assistant", 3);
    assert!(said.contains("does not start: there is no such program; config.toml"), "{said}");
}

#[test]
fn an_answer_counts_although_a_child_of_the_assistant_goes_on() {
    // What it left behind holds its output open, and would write later.
    let place =
        assisted("(sleep 3; touch \"$0.late\") &\necho '{\"stories\":[{\"title\":\"Pay\"}]}'", 20);
    let began = Instant::now();
    assert_eq!(texts(&place.ask("draft feature.md --assistant"), "title"), ["Pay"]);
    assert!(began.elapsed() < Duration::from_millis(2_500), "{:?}", began.elapsed());
    std::thread::sleep(Duration::from_millis(3_400).saturating_sub(began.elapsed()));
    assert!(!place.dir.path().join("assistant.sh.late").exists(), "it was ended");
}

#[test]
fn an_assistant_that_proposes_nothing_is_told_of() {
    let place = assisted("echo '{\"stories\":[]}'", 20);
    let said = place.line("draft feature.md --assistant");
    assert_eq!((said.code, said.err.as_str()), (0, "the assistant proposes no story\n"));
}

#[test]
fn what_is_passed_over_and_what_is_there_already_is_said() {
    let place = described("We sell plants.\n\n- Pay by card\n- First\n\nThe sun is out.\n");
    let said = place.line("draft feature.md");
    assert_eq!(said.err, "2 sentences say nothing of a story: lines 1, 6\n");
    assert_eq!(place.line("draft feature.md --quiet").err, "");
    let said = place.line("draft feature.md --keep").err;
    assert!(said.ends_with("“First” is the title of #1 already\n"), "{said}");
    assert_eq!(place.order().len(), 4);
    let said = place.line("draft feature.md --keep --only 1").err;
    assert!(said.ends_with("“Pay by card” is the title of #3 already\n"), "{said}");
}

#[test]
fn a_text_that_the_editor_deleted_is_not_named() {
    let place = described(FEATURE);
    let said = edited(&place, "rm \"$1\"");
    assert_ne!(said.code, 0);
    assert!(
        !said.err.contains("is kept") && said.err.contains("nothing was changed"),
        "{}",
        said.err
    );
    assert!(lying(&place).is_empty());
    let mut command = place.command(["draft", "feature.md", "--edit"]);
    let said = run(command.env_remove("EDITOR").env_remove("VISUAL")).failed(2);
    assert!(said.contains("set $EDITOR to an editor"), "{said}");
    let said = place.unchanged_by("draft feature.md --assistant", 2);
    assert!(said.contains("into ~/config/upnext/config.toml, see"), "{said}");
}

#[test]
fn what_the_editor_leaves_that_is_no_text_is_kept_and_not_said_to_be_read_again() {
    let place = described(FEATURE);
    let said = edited(&place, "printf 'Gr\\374\\337e' > \"$1\"");
    assert_eq!(said.code, 65);
    assert!(said.err.contains("what it left is kept in"), "{}", said.err);
    assert!(!said.err.contains("reads it again"), "{}", said.err);
    assert_eq!(lying(&place).len(), 1);
}

#[test]
fn a_mark_of_the_byte_order_is_no_text() {
    let place = described("\u{feff}- Pay by card\n- Pay by invoice\n");
    assert_eq!(texts(&place.ask("draft feature.md"), "title"), ["Pay by card", "Pay by invoice"]);
    let sheet = place.line("draft feature.md").well().out;
    put(&place.here().join("feature.md"), format!("\u{feff}{sheet}"));
    assert_eq!(texts(&place.ask("draft feature.md"), "title"), ["Pay by card", "Pay by invoice"]);
}

#[test]
fn an_assistant_that_sleeps_is_ended_with_all_it_started() {
    // Its own child holds the pipe, and would write later.
    let place = assisted("(sleep 4; touch \"$0.late\") & sleep 30", 1);
    let began = Instant::now();
    let said = place.unchanged_by("draft feature.md --assistant --keep", 74);
    assert!(said.contains("took longer than 1 s and was ended"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    std::thread::sleep(Duration::from_millis(4_500).saturating_sub(began.elapsed()));
    assert!(!place.dir.path().join("assistant.sh.late").exists());
}

#[test]
fn mistakes_about_the_assistant_are_named_with_their_places() {
    let cases = [
        ("assistant = 'x'\n", "line 1, column 13: assistant is a section"),
        ("[assistant]\n", "line 1, column 1: assistant has no command"),
        ("[assistant]\ncommand = 'x y'\n", "line 2, column 11: command of assistant is a list"),
        ("[assistant]\ncommand = ['x', 3]\n", "line 2, column 17: command of assistant is a list"),
        ("[assistant]\ncommand = []\n", "line 2, column 11: command of assistant names no program"),
        (
            "[assistant]\ncommand = ['x']\nseconds = 0\n",
            "line 3, column 11: seconds of assistant are 1",
        ),
        (
            "[assistant]\ncommand = ['x']\nseconds = '5'\n",
            "line 3, column 11: seconds of assistant are a",
        ),
        (
            "[assistant]\ncomand = ['x']\ncommand = ['x']\n",
            "line 2, column 1: no setting “assistant.comand”: did",
        ),
    ];
    for (text, words) in cases {
        let place = assisted("true", 1);
        put(&place.dir.path().join("config/upnext/config.toml"), text);
        let said = place.line("list").failed(2);
        assert!(said.contains(words), "{text}: {said}");
    }
}

#[test]
fn a_backlog_never_names_a_program() {
    let place = described(FEATURE);
    place.patch(
        "\"name\": \"Shop\"",
        "\"name\": \"Shop\", \"assistant\": {\"command\": [\"touch\", \"x\"]}",
    );
    let said = place.line("draft feature.md --assistant").failed(2);
    assert!(said.contains("no assistant is set"), "{said}");
    assert!(!place.here().join("x").exists());
}
