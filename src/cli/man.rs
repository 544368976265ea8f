//! The manual, one page in roff: every command with its options, and what stands around the
//! program. What the parser knows is never told a second time.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::Cli;

/// How an apostrophe is written that is one wherever it is read.
const APOSTROPHES: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

const INTRODUCTION: &str = "Without a command the screen opens; whatever it does, a command does \
    too. A story is named by its number (12, #12) or the start of its id; several are changed all \
    or not at all. upnext help COMMAND says what stands here about one of them.";

/// A term and what it means.
type Row = (&'static str, &'static str);

const EXIT: &[Row] = &[
    ("0", "Done; an answer that is empty is one, too."),
    ("1", "check, health or doctor found something; a merge left values to be settled."),
    ("2", "Wrong usage: an unknown story, name or field, a query that cannot be read, no backlog."),
    ("3", "Refused by a rule; nothing was changed, and the reasons are told."),
    ("65", "A file or input cannot be read; it is left as it is."),
    ("74", "Input or output failed."),
    ("75", "Another upnext held the file for more than three seconds."),
];

const ENVIRONMENT: &[Row] = &[
    ("UPNEXT_FILE", "The backlog's file, where --file names none."),
    ("UPNEXT_NOW", "The moment it is, as in 2026-11-22T09:00:00+00:00; without it, the clock's."),
    ("NO_COLOR", "Where it is not empty, nothing has a colour."),
    ("VISUAL, EDITOR", "The editor for long texts; the first that is set."),
];

const FILES: &[Row] = &[
    ("upnext.json", "The backlog; the nearest one from the folder you are in upward is taken."),
    (
        ".gitattributes",
        "Says that git merges the backlog with this program; upnext init --git writes it, and tells \
         git in this clone. Each clone needs that once.",
    ),
    (
        "~/.config/upnext/config.toml",
        "Your settings, on Linux; on macOS ~/Library/Application Support/upnext/config.toml.",
    ),
    (
        "~/.local/state/upnext/",
        "What can be undone, on Linux; on macOS ~/Library/Application Support/upnext/.",
    ),
    (
        "~/.local/state/upnext/backups/",
        "The file as it was, for you alone: before the first save of a screen, before commands at \
         most once an hour, and before each import, merge, restore, mending and dropping of \
         several stories. The newest 20 are kept, and the newest one of each day for 14 days.",
    ),
];

const SETTINGS: &[Row] = &[
    ("name = \"Ann\"", "Who acts, where --as names nobody; without it, git's user or the login."),
    ("theme = \"dark\"", "How the screen looks: terminal, dark, light, high-contrast or none."),
    ("mouse = true", "Whether clicks and the wheel are taken from the terminal."),
    ("ascii = true", "Plain ASCII signs instead of the program's own."),
    (
        "[keys] estimate = [\"z\", \"g e\"]",
        "Other keys for an action, by the names of the table in the README; an empty list takes \
         them away.",
    ),
    (
        "[assistant] command = [\"program\", \"option\"], seconds = 20",
        "A program that proposes stories from a description, for upnext draft --assistant; it is \
         run without a shell, and for at most so many seconds. Without it nothing is run.",
    ),
];

/// The whole page.
///
/// # Errors
/// None in practice: it is written into memory.
pub(super) fn page() -> io::Result<String> {
    let root = Cli::command().subcommand_value_name("COMMAND");
    let version = root.get_version().unwrap_or_default();
    let mut page =
        format!(".TH UPNEXT 1 \"\" \"upnext {version}\" \"upnext manual\"\n{APOSTROPHES}");
    let man = Man::new(root.clone());
    page.push_str(&section("NAME", &part(&man, Man::render_name_section)?));
    page.push_str(&section("SYNOPSIS", &part(&man, Man::render_synopsis_section)?));
    page.push_str(&section("DESCRIPTION", &part(&man, Man::render_description_section)?));
    page.push_str(&paragraph(INTRODUCTION));
    page.push_str(&section("OPTIONS", &part(&man, Man::render_options_section)?));
    page.push_str(&section("COMMANDS", ""));
    for command in root.get_subcommands() {
        push_command(&mut page, command, "upnext")?;
    }
    let help = root.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples = help.lines().skip(1).take_while(|line| !line.is_empty());
    page.push_str(&section("EXAMPLES", &verbatim(examples)));
    page.push_str(&section("EXIT STATUS", &terms(EXIT)));
    page.push_str(&section("ENVIRONMENT", &terms(ENVIRONMENT)));
    page.push_str(&section("FILES", &terms(FILES)));
    page.push_str(&section("SETTINGS", &terms(SETTINGS)));
    Ok(page)
}

/// A command and those below it, each with a heading of its own.
fn push_command(page: &mut String, command: &Command, above: &str) -> io::Result<()> {
    if command.is_hide_set() {
        return Ok(());
    }
    let name = format!("{above} {}", command.get_name());
    if command.has_subcommands() {
        return command.get_subcommands().try_for_each(|below| push_command(page, below, &name));
    }
    page.push_str(&Roff::new().control("SS", [name.as_str()]).to_roff());
    // What holds for every command stands above, once.
    let man = Man::new(command.clone().bin_name(&name).disable_help_flag(true));
    page.push_str(&part(&man, Man::render_synopsis_section)?);
    page.push_str(".PP\n");
    page.push_str(&part(&man, Man::render_description_section)?);
    page.push_str(&part(&man, Man::render_options_section)?);
    if let Some(more) = command.get_after_help() {
        page.push_str(".PP\n");
        page.push_str(&verbatim(more.to_string().lines()));
    }
    Ok(())
}

/// One part of a page, without its heading and without the preamble every part brings.
fn part(man: &Man, render: fn(&Man, &mut dyn Write) -> io::Result<()>) -> io::Result<String> {
    let mut out = Vec::new();
    render(man, &mut out)?;
    let text = String::from_utf8_lossy(&out);
    let kept = text.lines().filter(|line| !APOSTROPHES.contains(line) && !line.starts_with(".SH"));
    Ok(kept.flat_map(|line| [line, "\n"]).collect())
}

fn section(heading: &str, body: &str) -> String {
    format!("{}{body}", Roff::new().control("SH", [heading]).to_roff())
}

fn paragraph(text: &str) -> String {
    Roff::new().control("PP", []).text([roman(text)]).to_roff()
}

fn verbatim<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut roff = Roff::new();
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []).to_roff()
}

fn terms(rows: &[Row]) -> String {
    let mut roff = Roff::new();
    for (term, meaning) in rows {
        roff.control("TP", []).text([bold(*term)]).text([roman(*meaning)]);
    }
    roff.to_roff()
}
