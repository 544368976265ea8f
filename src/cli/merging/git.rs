//! Telling git, in one clone, to merge a backlog with this program. It changes nothing in git
//! beyond the attributes of the work tree and this clone's own settings.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::edge::Edge;
use crate::cli::failure::Failure;
use crate::cli::make;
use crate::cli::print::Printer;
use crate::domain::refusal::Refusal;
use crate::say::plain;

/// The name of the driver in the attributes and in git's settings.
const DRIVER: &str = "upnext";
/// What git says of it.
const NAME: &str = "upnext: a backlog, by story and field";
/// The file of the attributes, at the top of the work tree.
const ATTRIBUTES: &str = ".gitattributes";

/// Makes a backlog where there is none, and tells git how to merge it.
pub(in crate::cli) fn init(edge: &Edge, name: &str, printer: Printer) -> Result<u8, Failure> {
    let file = std::path::absolute(edge.file_to_make())
        .map_err(|error| Failure::io(format!("cannot find this folder: {error}")))?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let tree = work_tree(folder)?;
    let pattern = pattern(&tree, folder, file.file_name().unwrap_or_default())?;
    let driver = driver()?;
    let shown = plain::line(&file.display().to_string()).into_owned();
    let held = if fs::symlink_metadata(&file).is_ok() {
        format!("{shown} is here already and stays as it is")
    } else {
        make(edge, name)?;
        format!("Made {shown}")
    };
    add_attribute(&tree.join(ATTRIBUTES), &format!("{pattern} merge={DRIVER}"))?;
    configure(&tree, "name", NAME)?;
    configure(&tree, "driver", &driver)?;
    printer.done(&format!(
        "{held}: git merges it by story and field in this clone, every other clone needs \
         upnext init --git once; commit {ATTRIBUTES}"
    ))?;
    Ok(0)
}

/// The top of the work tree a folder is in.
fn work_tree(folder: &Path) -> Result<PathBuf, Failure> {
    let output = git(folder, ["rev-parse", "--show-toplevel"])?;
    let top = String::from_utf8(output.stdout).unwrap_or_default();
    let top = top.trim_end_matches(['\n', '\r']);
    if !output.status.success() || top.is_empty() {
        let message =
            "this folder is in no git work tree: git init makes one, git clone fetches one";
        return Err(Refusal::rule(message).into());
    }
    Ok(PathBuf::from(top))
}

fn git<'a>(
    folder: &Path,
    args: impl IntoIterator<Item = &'a str>,
) -> Result<std::process::Output, Failure> {
    Command::new("git").arg("-C").arg(folder).args(args).output().map_err(|error| {
        match error.kind() {
            io::ErrorKind::NotFound => {
                Refusal::rule("there is no git here: install it, or see that it is on the PATH")
                    .into()
            }
            _ => Failure::io(format!("cannot run git: {error}")),
        }
    })
}

/// The path of the file within the work tree, as attributes spell it.
fn pattern(tree: &Path, folder: &Path, name: &OsStr) -> Result<String, Failure> {
    let outside = || {
        let message = "the backlog is outside the git work tree, or its path is no text: move it";
        Failure::from(Refusal::rule(message))
    };
    let [tree, folder] = [tree, folder].map(Path::canonicalize);
    let (Ok(tree), Ok(folder)) = (tree, folder) else { return Err(outside()) };
    let within = folder.strip_prefix(&tree).map_err(|_| outside())?.join(name);
    let parts: Option<Vec<&str>> = within.iter().map(OsStr::to_str).collect();
    let path = parts.ok_or_else(outside)?.join("/");
    let mut pattern = String::new();
    for c in path.chars() {
        // What would match other files too stands for itself.
        if matches!(c, '*' | '?' | '[' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '"';
    if !pattern.contains(odd) && !pattern.starts_with(['#', '!']) {
        return Ok(pattern);
    }
    let mut quoted = String::from("\"");
    for c in pattern.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Ok(quoted)
}

/// Adds a line to the attributes, once; what stands there stays.
fn add_attribute(path: &Path, line: &str) -> Result<(), Failure> {
    let failed = |error| Failure::io(format!("cannot write {}: {error}", path.display()));
    let held = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    if held.split(|byte| *byte == b'\n').any(|it| it.trim_ascii() == line.as_bytes()) {
        return Ok(());
    }
    let begin = if held.is_empty() || held.ends_with(b"\n") { "" } else { "\n" };
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
    file.write_all(format!("{begin}{line}\n").as_bytes()).map_err(failed)
}

fn configure(tree: &Path, key: &str, value: &str) -> Result<(), Failure> {
    let key = format!("merge.{DRIVER}.{key}");
    let output = git(tree, ["config", "--local", "--replace-all", &key, value])?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::io(format!("git did not take {key}: {}", plain::line(said.trim()))))
}

/// The line git gives to `sh`: this program by its name where the PATH leads to it.
fn driver() -> Result<String, Failure> {
    let own = env::current_exe().and_then(fs::canonicalize);
    let own = own.map_err(|error| Failure::io(format!("cannot find this program: {error}")))?;
    let program = if on_path().is_some_and(|found| found == own) {
        DRIVER.to_owned()
    } else {
        let path = own.to_str().ok_or_else(|| {
            Refusal::rule("the path of this program is no text: put it on the PATH as upnext")
        })?;
        // A `%` would be read by git.
        shell_words::quote(path).replace('%', "%%")
    };
    Ok(format!("{program} merge %O %A %B"))
}

/// The program the shell would run under our name.
fn on_path() -> Option<PathBuf> {
    let name = format!("{DRIVER}{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH")?;
    let found = env::split_paths(&folders).map(|folder| folder.join(&name)).find(|it| it.is_file());
    fs::canonicalize(found?).ok()
}
