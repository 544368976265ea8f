//! Merging as git asks for it, settling what it leaves, and telling git to ask.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Place, Said, keys, names, put, run};

/// Whether there is a git to test with; says so where there is none.
pub fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok_and(|it| it.status.success());
    if !found {
        println!("SKIPPED: there is no git here");
    }
    found
}

/// Three versions of a backlog: two that grew from one.
struct Versions {
    place: Place,
}

impl Versions {
    /// The base after `base`; ours and theirs after the lines of each as well.
    fn of(base: &str, ours: &str, theirs: &str) -> Self {
        let place = Place::after(base);
        let it = Self { place };
        fs::copy(it.place.file(), it.at("base.json")).unwrap();
        it.grow("theirs.json", theirs);
        it.grow("ours.json", ours);
        it
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.place.here().join(name)
    }

    fn grow(&self, name: &str, lines: &str) {
        fs::copy(self.at("base.json"), self.at(name)).unwrap();
        let by = if name == "ours.json" { "Ann" } else { "Bob" };
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let said = self.place.line(&format!("{line} --file {name} --as {by}"));
            assert_eq!(said.code, 0, "{line}: {said:?}");
        }
    }

    fn merge(&self) -> Said {
        self.place.line("merge base.json ours.json theirs.json")
    }

    /// Asks the merged file.
    fn ask(&self, line: &str) -> Value {
        self.place.ask(&format!("{line} --file ours.json"))
    }

    fn line(&self, line: &str) -> Said {
        self.place.line(&format!("{line} --file ours.json"))
    }
}

const BASE: &str = "add A --points 3 --criterion 'it works' --criterion 'it is seen'\nadd B\nadd C";

#[test]
fn what_only_one_side_wrote_stands_whichever_side_it_is() {
    let it = Versions::of(BASE, "set 1 title=Mine\nadd D", "set 1 points=8\ntag 2 +ux\nadd E");
    let said = it.merge();
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "upnext: a second #4 is now #5\n");
    let story = it.ask("show 1");
    assert_eq!((&story["title"], &story["points"]), (&"Mine".into(), &8.into()));
    assert_eq!(it.ask("list").as_array().unwrap().len(), 5);
    assert_eq!(it.ask("merge-conflicts"), serde_json::json!([]));
    assert_eq!(it.line("merge-conflicts").well().out, "Nothing is left to be settled\n");
    // Theirs and the base stay as they were, and nothing lies about.
    let mut left: Vec<_> =
        fs::read_dir(it.place.here()).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["base.json", "ours.json", "theirs.json", "upnext.json"]);
}

#[test]
fn a_value_written_on_both_sides_waits_in_the_file_to_be_settled() {
    let it = Versions::of(
        BASE,
        "set 1 title=Mine\ncriterion set 1 2 'it is heard'\nproduct set goal=Bread",
        "set 1 title=Theirs\ncriterion set 1 2 'it is felt'\nproduct set goal=Cake\nset 2 points=5",
    );
    let said = it.merge();
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(
        said.err.contains("#1: title was written on both sides, “Mine” stands and not “Theirs”")
    );
    assert!(said.err.contains("merge-conflicts"), "{}", said.err);
    let conflicts = it.ask("merge-conflicts");
    let told: Vec<_> = conflicts
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["what"].as_str().unwrap(),
                it["field"].as_str().unwrap(),
                it["ours"]["value"].clone(),
                it["theirs"]["value"].clone(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("#1", "criterion 2: text", "it is heard".into(), "it is felt".into()),
            ("#1", "title", "Mine".into(), "Theirs".into()),
            ("the product", "goal", "Bread".into(), "Cake".into()),
        ]
    );
    let first = &conflicts[0];
    assert_eq!(keys(first), names("id story what field ours theirs"));
    assert_eq!(keys(&first["ours"]), names("value by at"));
    assert_eq!((&first["story"], &conflicts[2]["story"]), (&1.into(), &Value::Null));
    assert_eq!((&first["ours"]["by"], &first["theirs"]["by"]), (&"Ann".into(), &"Bob".into()));
    // What nobody disputes is there.
    assert_eq!(it.ask("show 2")["points"], 5);
    let text = it.line("merge-conflicts").well().out;
    assert_eq!(
        text,
        "#1: criterion 2: text · Mine\n  ours (Ann, 22 Nov)\n    it is heard\n  theirs (Bob, 22 Nov)\n    it is felt\n\n\
         #1: title · Mine\n  ours (Ann, 22 Nov)\n    Mine\n  theirs (Bob, 22 Nov)\n    Theirs\n\n\
         the product: goal\n  ours (Ann, 22 Nov)\n    Bread\n  theirs (Bob, 22 Nov)\n    Cake\n\n\
         Settle one: upnext merge-resolve 1 'criterion 2: text' ours|theirs\n\
         Settle all: upnext merge-resolve --all ours|theirs\n"
    );
}

#[test]
fn settling_puts_a_side_in_its_place_and_one_undo_takes_it_back() {
    let it = Versions::of(
        BASE,
        "set 1 title=Mine\ncriterion set 1 2 'it is heard'\nproduct set goal=Bread\nset 3 points=2",
        "set 1 title=Theirs\ncriterion set 1 2 'it is felt'\nproduct set goal=Cake\nset 3 points=8",
    );
    assert_eq!(it.merge().code, 1);
    let left = || it.ask("merge-conflicts").as_array().unwrap().len();
    assert_eq!(
        it.line("merge-resolve 1 title theirs").well().out,
        "Settled #1: title, theirs stands\n"
    );
    assert_eq!((it.ask("show 1")["title"].as_str(), left()), (Some("Theirs"), 3));
    let line = it.ask("show 1")["history"][0].clone();
    assert_eq!(
        (line["what"].as_str(), line["before"].as_str(), line["after"].as_str()),
        (Some("merged"), Some("Mine"), Some("Theirs"))
    );
    it.line("undo").well();
    assert_eq!((it.ask("show 1")["title"].as_str(), left()), (Some("Mine"), 4));
    it.line("redo").well();
    assert_eq!((it.ask("show 1")["title"].as_str(), left()), (Some("Theirs"), 3));
    it.line("merge-resolve '#1' 'Criterion 2: text' theirs").well();
    assert_eq!(it.ask("show 1")["criteria"][1]["text"], "it is felt");
    it.line("merge-resolve 'the product' goal ours").well();
    assert_eq!(it.ask("product show")["goal"], "Bread");
    it.line("merge-resolve --all theirs").well();
    assert_eq!((it.ask("show 3")["points"].as_u64(), left()), (Some(8), 0));
    assert_eq!(it.line("merge-resolve --all ours").well().out, "Nothing to do: it is so already\n");
}

#[test]
fn what_is_settled_is_named_as_it_is_told_or_refused_with_what_there_is() {
    let it = Versions::of(BASE, "set 1 title=Mine", "set 1 title=Theirs");
    assert_eq!(
        it.line("merge-resolve 1 title ours").failed(2),
        "upnext: nothing is left to be settled\n"
    );
    it.merge();
    for (line, said) in [
        ("merge-resolve 1 points ours", "no conflict over `points` of 1: there is title"),
        ("merge-resolve 2 title ours", "no conflict over 2: there are some over #1"),
        ("merge-resolve 9 title ours", "no conflict over 9: there are some over #1"),
        ("merge-resolve sprint title ours", "no conflict over sprint: there are some over #1"),
    ] {
        assert_eq!(it.line(line).failed(2), format!("upnext: {said}\n"));
    }
    for line in [
        "merge-resolve",
        "merge-resolve 1 title",
        "merge-resolve 1 title mine",
        "merge-resolve 1 title ours --all ours",
    ] {
        it.line(line).failed(2);
    }
}

#[test]
fn a_side_that_cannot_be_read_stops_the_merge_and_ours_stays() {
    let it = Versions::of(BASE, "set 1 title=Mine", "set 1 title=Theirs");
    let before = fs::read(it.at("ours.json")).unwrap();
    let good = fs::read_to_string(it.at("theirs.json")).unwrap();
    let newer = good.replacen("\"version\": 1", "\"version\": 999", 1);
    for (text, code, said) in [
        (good[..good.len() / 2].to_owned(), 65, "theirs.json:"),
        (String::new(), 65, "theirs.json:1:1"),
        ("[]".to_owned(), 65, "theirs.json:1:"),
        (newer.clone(), 3, "newer upnext (version 999)"),
    ] {
        put(&it.at("theirs.json"), &text);
        let failed = it.merge().failed(code);
        assert!(failed.contains(said), "{failed}");
        assert_eq!(fs::read(it.at("ours.json")).unwrap(), before);
    }
    put(&it.at("theirs.json"), &good);
    put(&it.at("base.json"), "{");
    assert!(it.merge().failed(65).contains("base.json:1:"));
    put(&it.at("base.json"), &newer);
    it.merge().failed(3);
    put(&it.at("base.json"), &good);
    put(&it.at("ours.json"), "{\"format\": 1}");
    assert!(it.merge().failed(65).contains("ours.json:1:"));
    assert_eq!(fs::read(it.at("ours.json")).unwrap(), b"{\"format\": 1}");
}

#[test]
fn without_a_base_both_sides_were_added() {
    for base in ["", "missing"] {
        let it =
            Versions::of("add A", "set 1 title=Mine\ntag 1 +x", "set 1 title=Theirs\ntag 1 +y");
        match base {
            "" => put(&it.at("base.json"), ""),
            _ => fs::remove_file(it.at("base.json")).unwrap(),
        }
        assert_eq!(it.merge().code, 1);
        let story = it.ask("show 1");
        assert_eq!(
            (story["title"].as_str(), story["tags"].as_array().unwrap().len()),
            (Some("Mine"), 2)
        );
        assert_eq!(it.ask("merge-conflicts")[0]["theirs"]["value"], "Theirs");
    }
}

#[test]
fn a_merge_answers_in_json_too() {
    let it = Versions::of(BASE, "set 1 title=Mine\nadd D", "set 1 title=Theirs\nadd E");
    let said = it.place.line("merge base.json ours.json theirs.json --json");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    let answer = said.json();
    assert_eq!(keys(&answer), names("notices conflicts"));
    assert_eq!(answer["conflicts"][0]["field"], "title");
    assert_eq!(answer["notices"].as_array().unwrap().len(), 1);
}

/// A git that asks nobody anything.
fn git(place: &Place, at: &Path, line: &str) -> String {
    let mut command = Command::new("git");
    command.args(shell_words::split(line).unwrap()).current_dir(at).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", place.dir.path());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let said = run(&mut command);
    assert_eq!(said.code, 0, "git {line}: {said:?}");
    said.out.trim_end().to_owned()
}

#[test]
fn init_git_sets_one_clone_up_and_twice_is_once() {
    if !has_git() {
        return;
    }
    let place = Place::bare();
    let said = place.line("init --git").failed(3);
    assert!(said.contains("no git work tree"), "{said}");
    assert!(!place.file().exists());
    git(&place, &place.here(), "init -q");
    put(&place.here().join(".gitattributes"), "*.png binary");
    let said = place.line("init --git --name Shop").well().out;
    assert!(said.starts_with("Made ") && said.contains("every other clone"), "{said}");
    let (bytes, attributes) =
        (place.bytes(), || fs::read_to_string(place.here().join(".gitattributes")).unwrap());
    assert_eq!(attributes(), "*.png binary\nupnext.json merge=upnext\n");
    let said = place.line("init --git").well().out;
    assert!(said.contains("is here already and stays"), "{said}");
    assert_eq!((place.bytes(), attributes().lines().count()), (bytes, 2));
    let own = fs::canonicalize(env!("CARGO_BIN_EXE_upnext")).unwrap();
    let expected = format!("{} merge %O %A %B", shell_words::quote(own.to_str().unwrap()));
    assert_eq!(
        git(&place, &place.here(), "config --local --get-all merge.upnext.driver"),
        expected
    );
    assert!(git(&place, &place.here(), "config --local merge.upnext.name").contains("upnext"));
    assert!(place.line("init --help").well().out.contains("each clone needs it once"));
}

#[test]
fn init_git_names_odd_paths_as_git_reads_them() {
    if !has_git() {
        return;
    }
    let place = Place::bare();
    git(&place, &place.here(), "init -q");
    fs::create_dir(place.here().join("sub dir")).unwrap();
    for name in
        ["sub dir/up next.json", "a[b]*.json", "#odd.json", "käse.json", "sub dir/\"q\".json"]
    {
        place.run(["init", "--git", "--file", name]).well();
        let line = format!("check-attr merge -- {}", shell_words::quote(name));
        let said = git(&place, &place.here(), &line);
        assert!(said.ends_with("merge: upnext"), "{said}");
    }
    let said = git(&place, &place.here(), "check-attr merge -- ab.json sub-dir/x.json");
    assert!(said.lines().all(|line| line.ends_with("unspecified")), "{said}");
}

#[cfg(unix)]
#[test]
fn the_driver_is_named_by_the_path_where_the_path_leads_to_it() {
    if !has_git() {
        return;
    }
    let place = Place::bare();
    git(&place, &place.here(), "init -q");
    let folder = place.dir.path().join("bin");
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_upnext"), folder.join("upnext")).unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&path))).unwrap();
    assert_eq!(run(place.command(["init", "--git"]).env("PATH", path)).code, 0);
    assert_eq!(git(&place, &place.here(), "config merge.upnext.driver"), "upnext merge %O %A %B");
    let said = run(place.command(["init", "--git"]).env("PATH", "/nowhere")).failed(3);
    assert!(said.contains("there is no git here"), "{said}");
}
