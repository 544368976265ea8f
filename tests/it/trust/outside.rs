//! What the program never does: run a shell, use a network, write its file in a second place. It
//! reads the source for what no run can show, and watches runs for what no source can.

mod modes;
mod outputs;
mod planted;
mod programs;

use std::path::Path;

use crate::house::sources;

/// What changes something on a disk.
const DEEDS: [&str; 18] = [
    "OpenOptions",
    "File::create",
    "File::options",
    "fs::rename",
    "fs::remove_file",
    "fs::remove_dir",
    "fs::hard_link",
    "fs::copy",
    "fs::write",
    "fs::create_dir",
    "fs::set_permissions",
    "DirBuilder",
    "set_len",
    "set_permissions",
    "fchown",
    "symlink(",
    "renameat_with",
    "set_times",
];

/// Which files of the source may change something on a disk, what they may call, and why.
const MAY: [(&str, &[&str], &str); 10] = [
    (
        "src/store/disk.rs",
        &[
            "OpenOptions",
            "fs::rename",
            "fs::remove_file",
            "set_permissions",
            "fchown",
            "renameat_with",
        ],
        "the disk of the one write path",
    ),
    ("src/store/output.rs", &["OpenOptions"], "exports, to a pipe or a device"),
    (
        "src/store/undo.rs",
        &["OpenOptions", "fs::rename", "fs::remove_file", "DirBuilder"],
        "the undo log",
    ),
    (
        "src/store/looks.rs",
        &["OpenOptions", "fs::rename", "fs::remove_file"],
        "what the screen remembers",
    ),
    (
        "src/store/drafts.rs",
        &["OpenOptions", "fs::rename", "fs::remove_file"],
        "texts while they are edited",
    ),
    (
        "src/store/backups.rs",
        &["fs::remove_file", "fs::set_permissions", "set_permissions"],
        "backups, thinned out; the disk above writes them",
    ),
    ("src/store/typed.rs", &["OpenOptions", "fs::rename", "fs::remove_file"], "half-typed text"),
    (
        "src/store/rescue.rs",
        &["OpenOptions", "fs::remove_file", "fs::hard_link"],
        "what could not be saved when the terminal went, never over something",
    ),
    ("src/cli/merging/git.rs", &["OpenOptions"], "a line of .gitattributes, for init --git"),
    ("src/cli/demo.rs", &["DirBuilder", "fs::remove_dir"], "the sample's throw-away folder"),
];

/// The source as the compiler takes it: without comments.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bare = |text: &str| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let all = sources("src").into_iter();
    all.map(|(path, text)| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        (name, bare(&text))
    })
    .collect()
}

/// What in a source changes something on a disk without being allowed to.
fn forbidden(name: &str, text: &str) -> Vec<String> {
    let may = MAY.iter().find(|row| row.0 == name).map_or(&[][..], |row| row.1);
    let mut found: Vec<String> = DEEDS
        .into_iter()
        .filter(|deed| text.contains(deed) && !may.contains(deed))
        .map(str::to_owned)
        .collect();
    // Only types are brought in by name: a function keeps its `fs::` before it, to be seen here.
    let brought = text.split("use std::fs").skip(1).filter_map(|after| after.split(';').next());
    for name in brought.flat_map(|names| names.split([',', '{', '}', ':', ' ', '\n'])) {
        if name.starts_with(char::is_lowercase) && name != "self" {
            found.push(format!("use std::fs::{name}"));
        }
    }
    found
}

#[test]
fn only_these_files_change_anything_on_a_disk() {
    for (name, text) in code() {
        let found = forbidden(&name, &text);
        assert!(found.is_empty(), "{name} has {found:?}: give the reason in this test, or none");
    }
    // No permission stands that is not used.
    let all = code();
    for (name, may, why) in MAY {
        let text = &all.iter().find(|it| it.0 == name).unwrap().1;
        for deed in may {
            assert!(text.contains(deed), "{name} ({why}) does not use {deed} any more");
        }
    }
    // The same look sees a second writer.
    let second = "use std::fs::{File, read_link};\nfn save() { File::create(path); }";
    assert_eq!(forbidden("src/cli.rs", second), ["File::create", "use std::fs::read_link"]);
    assert_eq!(forbidden("src/store/undo.rs", "fs::hard_link(a, b)"), ["fs::hard_link"]);
}

#[test]
fn one_function_writes_the_backlog() {
    // The disk's own deeds are asked for in `replace.rs`, and for exports in `output.rs`.
    let deeds = ["create", "dress", "write", "sync", "rename", "exchange", "remove"];
    for (name, text) in code() {
        let squeezed: String = text.split_whitespace().collect();
        let own = name == "src/store/replace.rs" || name == "src/store/disk.rs";
        for deed in deeds {
            let calls = [format!("disk.{deed}("), format!("RealDisk.{deed}(")];
            let found = calls.iter().any(|call| squeezed.contains(call.as_str()));
            let exports = name == "src/store/output.rs" && ["rename", "remove"].contains(&deed);
            assert!(!found || own || exports, "{name} asks the disk to {deed}");
        }
        // The function itself is private to the store. The file's own module calls it for every
        // save; the two others on somebody's explicit word, for a file that cannot be read.
        let calls =
            squeezed.contains("replace(&*self.disk,") || squeezed.contains("replace::replace(");
        let may = ["src/store/file.rs", "src/store/put_back.rs", "src/store/repair.rs"];
        assert!(!calls || may.contains(&name.as_str()), "{name} writes the backlog");
        let makes = squeezed.contains("Target::of(");
        let may = ["src/store/file.rs", "src/store/put_back.rs", "src/store/output.rs"];
        let may = may.contains(&name.as_str());
        assert!(!makes || may, "{name} makes a target");
    }
    let all = code();
    let store = &all.iter().find(|it| it.0 == "src/store.rs").unwrap().1;
    assert!(store.contains("\nmod replace;"), "what replaces the file is the store's own");
    let file = &all.iter().find(|it| it.0 == "src/store/file.rs").unwrap().1;
    assert_eq!(file.matches("replace(&*self.disk").count(), 2, "a new file, and a changed one");
}

/// What a source lets go wrong: promise 21.
fn excused(text: &str) -> Vec<&'static str> {
    let squeezed: String = text.split_whitespace().collect();
    let lints = ["unwrap_used", "expect_used", "clippy::panic", "indexing_slicing", "unsafe_code"];
    let attributes: Vec<&str> = squeezed
        .split("#[")
        .chain(squeezed.split("#!["))
        .filter(|it| it.starts_with("expect(") || it.starts_with("allow("))
        .filter_map(|it| it.split(")]").next())
        .collect();
    let mut found: Vec<&str> = lints
        .into_iter()
        .filter(|lint| attributes.iter().any(|attribute| attribute.contains(lint)))
        .collect();
    let calls = ["unsafe{", "unsafefn", "unreachable!(", "todo!(", "std::process::exit("];
    found.extend(calls.into_iter().filter(|call| squeezed.contains(call)));
    found
}

#[test]
fn nothing_in_the_source_may_panic_or_be_unsafe_and_nothing_is_excused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for line in [
        "unsafe_code = \"forbid\"",
        "unwrap_used = \"deny\"",
        "expect_used = \"deny\"",
        "panic = \"deny\"",
        "indexing_slicing = \"deny\"",
        "allow_attributes = \"deny\"",
        "disallowed_methods = \"deny\"",
    ] {
        assert!(manifest.lines().any(|it| it == line), "Cargo.toml lacks {line}");
    }
    for (name, text) in code() {
        assert_eq!(excused(&text), [""; 0], "{name}");
    }
    let guilty = "#[expect(\n    clippy::unwrap_used, reason = \"sure\")]\nfn f() {}";
    assert_eq!(excused(guilty), ["unwrap_used"], "the check sees an excuse");
}
