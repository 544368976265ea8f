//! What is no act: help, completions, pipes, silence, and the screen without a terminal.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{Place, run};

const VERBS: &[&str] = &[
    "demo",
    "init",
    "add",
    "list",
    "today",
    "show",
    "set",
    "edit",
    "criterion",
    "question",
    "note",
    "depend",
    "link",
    "tag",
    "move",
    "ready",
    "unready",
    "start",
    "deliver",
    "back",
    "judge",
    "accept",
    "reject",
    "follow-up",
    "block",
    "unblock",
    "drop",
    "restore",
    "split",
    "tick",
    "product",
    "epic",
    "sprint",
    "person",
    "release",
    "idea",
    "figures",
    "score",
    "disagreements",
    "why",
    "similar",
    "suggest",
    "check",
    "health",
    "waive",
    "draft",
    "log",
    "undo",
    "redo",
    "import",
    "export",
    "backups",
    "doctor",
    "merge",
    "merge-conflicts",
    "merge-resolve",
    "completions",
    "man",
    "help",
];

/// The verbs a help text lists, each with what it says of it.
fn listed(help: &str) -> Vec<(&str, &str)> {
    let after = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = after.lines().take_while(|line| line.starts_with("  "));
    let own = lines.filter(|line| !line.starts_with("   "));
    own.map(|line| line.trim().split_once(' ').unwrap_or((line.trim(), ""))).collect()
}

#[test]
fn help_lists_what_there_is_and_nothing_else() {
    let place = Place::bare();
    let help = place.line("--help").well().out;
    let verbs = listed(&help);
    assert_eq!(verbs.iter().map(|(verb, _)| *verb).collect::<Vec<_>>(), VERBS);
    for (verb, about) in verbs {
        assert!(about.trim().len() > 3, "{verb} says nothing of itself");
        if verb == "help" {
            continue;
        }
        let own = place.line(&format!("{verb} --help")).well().out;
        assert!(own.contains("Usage: upnext"), "{own}");
        for (verb, about) in listed(&own) {
            assert!(about.trim().len() > 2, "{verb} says nothing of itself");
        }
        // Every argument and option says what it is.
        let bare = |line: &&str| {
            let line = line.trim();
            line.starts_with(['-', '<', '[']) && !line.starts_with("- ") && !line.contains("  ")
        };
        let body = own.split("\nUsage:").nth(1).unwrap();
        let body = body.split("\nQueries:").next().unwrap().lines().skip(1);
        let mut lines = body.peekable();
        while let Some(line) = lines.next() {
            let told = lines.peek().is_some_and(|next| next.starts_with("          "));
            assert!(!bare(&line) || told, "{verb}: {line}");
        }
    }
    let sprint = place.line("sprint --help").well().out;
    let verbs = "plan set off pull put-back fill start show list close cancel daily help";
    let verbs: Vec<&str> = verbs.split(' ').collect();
    assert_eq!(listed(&sprint).iter().map(|it| it.0).collect::<Vec<_>>(), verbs);
    let idea = place.line("idea --help").well().out;
    let verbs: Vec<&str> = "list story join dismiss restore help".split(' ').collect();
    assert_eq!(listed(&idea).iter().map(|it| it.0).collect::<Vec<_>>(), verbs);
    for later in ["report", "forecast", "outcome"] {
        place.line(later).failed(2);
    }
    assert!(place.line("--version").well().out.starts_with("upnext 0."));
    assert!(place.line("help list").well().out.contains("Queries"));
}

#[test]
fn completions_for_the_shells() {
    let place = Place::bare();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.line(&format!("completions {shell}")).well().out;
        assert!(script.lines().count() > 50, "{shell}");
        assert!(script.contains("upnext") && script.contains("criterion"), "{shell}");
        assert!(!script.contains("forecast"), "{shell}");
    }
    place.line("completions").failed(2);
}

#[test]
fn a_picture_of_a_screen_needs_no_terminal() {
    let place = Place::bare();
    assert!(!place.line("--help").well().out.contains("screenshot"));
    let sample = place.line("screenshot backlog").well().out;
    assert!(sample.starts_with("<svg ") && sample.ends_with("</svg>\n"), "{sample}");
    assert!(sample.contains("width=\"995\"") && sample.contains("Fern &amp; Finch"));
    place.lines("init --name Shop\nadd 'Pay <now>'");
    let before = place.bytes();
    place.line("screenshot backlog --size 60x20 --theme none -o shop.svg").well();
    let shop = std::fs::read_to_string(place.here().join("shop.svg")).unwrap();
    assert!(shop.contains("· Shop<") && shop.contains("Pay &lt;now&gt;"), "{shop}");
    assert!(place.line("screenshot welcome").well().out.contains("There is no backlog"));
    for line in [
        "screenshot nowhere",
        "screenshot backlog --size 19x5",
        "screenshot backlog --size 20x4",
        "screenshot backlog --size 301x30",
        "screenshot backlog --size 300x101",
        "screenshot backlog --size 100",
        "screenshot backlog --theme moon",
        "screenshot backlog -o upnext.json",
    ] {
        place.unchanged_by(line, 2);
    }
    assert!(place.line("screenshot nowhere").failed(2).contains("backlog, story, criterion"));
    place.line("screenshot backlog -o nowhere/x.svg").failed(74);
    assert_eq!(place.bytes(), before);
}

#[test]
fn without_a_terminal_there_is_no_screen() {
    let place = Place::after("add A");
    for words in [&[][..], &["demo"]] {
        let said = place.run(words).failed(2);
        assert!(said.contains("upnext list"), "{said}");
    }
    assert_eq!(place.line("--json").code, 2);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let place = Place::new();
    let title = |n: u32| format!("A rather long title for story number {n}");
    let titles = (0..3000).map(title).collect::<Vec<_>>().join("\n");
    place.fed("add -", titles.as_bytes()).well();
    for line in ["list", "list --json", "export --to csv", "log --limit 3000", "export --to upnext"]
    {
        let mut command = place.command(shell_words::split(line).unwrap());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().unwrap());
        reader.read_line(&mut first).unwrap();
        drop(reader);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        assert!(output.stderr.is_empty(), "{line}: {output:?}");
        assert!(!first.is_empty(), "{line}");
    }
}

#[test]
fn quiet_says_nothing_when_all_went_well() {
    let place = Place::new();
    for line in [
        "add A --quiet",
        "--quiet set 1 points=3",
        "set 1 points=3 --quiet",
        "undo --quiet",
        "product set ready_off=narrative,criteria,estimate --quiet",
        "ready 1 --quiet",
        "deliver 1 --quiet",
        "export --to csv -o out.csv --quiet",
        "init --file other.json --quiet",
        "import out.csv --from csv --quiet",
    ] {
        let said = place.line(line).well();
        assert_eq!(said.out, "", "{line}");
    }
    // Questions are answered, and failures told.
    assert!(!place.line("list --quiet").well().out.is_empty());
    assert!(place.line("show 9 --quiet").failed(2).contains("no story 9"));
    assert!(place.line("list --json --quiet").well().json().is_array());
}

#[test]
fn notices_stand_beside_the_answer() {
    let place = Place::after("product set ready_off=narrative,criteria,estimate\nadd A\nready 1");
    let said = place.line("deliver 1");
    assert_eq!((said.code, said.out.as_str()), (0, "Delivered #1\n"));
    assert_eq!(said.err, "#1: no start recorded, so no cycle time\n");
}

#[test]
fn no_colour_and_odd_surroundings() {
    let place = Place::after("add A --tag ux");
    let plain = place.line("list").well().out;
    assert!(!plain.contains('\u{1b}'));
    for (name, value) in
        [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", ""), ("CLICOLOR_FORCE", "1")]
    {
        assert_eq!(run(place.command(["list"]).env(name, value)).well().out, plain, "{name}");
    }
    assert_eq!(place.line("list --no-color").well().out, plain);
    // Without a home there is no undo, but everything else.
    let mut command = place.command(["--as", "Ann", "add", "B"]);
    command.env_remove("HOME").env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME");
    assert_eq!(run(&mut command).code, 0);
    assert_eq!(place.order(), ["A", "B"]);
}
