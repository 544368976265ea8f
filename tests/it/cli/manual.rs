//! The manual: one page that names everything there is.

use clap::{Command, CommandFactory};
use upnext::cli::args::Cli;

use super::Place;

/// The page, with what roff writes in its own way as it is read.
fn page() -> String {
    let page = Place::bare().line("man").well().out;
    page.replace("\\-", "-").replace("\\*(Aq", "'")
}

/// What stands below a heading, up to the next one.
#[track_caller]
fn below<'a>(page: &'a str, heading: &str) -> &'a str {
    let found = page.split_once(&format!("\n{heading}\n"));
    let (_, after) = found.unwrap_or_else(|| panic!("no {heading} in\n{page}"));
    let ends = ["\n.SS ", "\n.SH "].iter().filter_map(|end| after.find(end));
    &after[..ends.min().unwrap_or(after.len())]
}

/// Every option and word of a command stands below its heading, with what it means.
#[track_caller]
fn told(command: &Command, text: &str) {
    for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
        let long = argument.get_long().map(|long| format!("\\fB--{long}\\fR"));
        let short = argument.get_short().map(|short| format!("\\fB-{short}\\fR"));
        let value = argument.get_value_names().and_then(|names| names.first());
        let word = value.filter(|_| argument.is_positional()).map(|name| format!("\\fI{name}"));
        for spelled in [long, short, word].into_iter().flatten() {
            assert!(text.contains(&spelled), "{spelled} is missing in\n{text}");
        }
        let help = argument.get_help().unwrap().to_string();
        assert!(text.contains(&help), "“{help}” is missing in\n{text}");
    }
}

fn walk(command: &Command, above: &str, page: &str, seen: &mut usize) {
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let name = format!("{above} {}", verb.get_name());
        if verb.has_subcommands() {
            walk(verb, &name, page, seen);
            continue;
        }
        *seen += 1;
        let text = below(page, &format!(".SS \"{name}\""));
        assert!(text.contains(&verb.get_about().unwrap().to_string()), "{text}");
        let more = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in more.lines() {
            assert!(text.contains(line.trim()), "“{line}” is missing in\n{text}");
        }
        told(verb, text);
    }
}

#[test]
fn the_manual_names_every_command_and_option() {
    let (page, root) = (page(), Cli::command());
    told(&root, below(&page, ".SH OPTIONS"));
    let mut seen = 0;
    walk(&root, "upnext", &page, &mut seen);
    assert_eq!(page.matches("\n.SS ").count(), seen);
    assert!(seen > 40 && !page.contains("screenshot"));
}

#[test]
fn the_manual_tells_what_stands_around_the_program() {
    let page = page();
    let codes = below(&page, ".SH \"EXIT STATUS\"");
    for code in ["0", "1", "2", "3", "65", "74", "75"] {
        assert!(codes.contains(&format!("\\fB{code}\\fR\n")), "{codes}");
    }
    let variables = below(&page, ".SH ENVIRONMENT");
    for name in ["UPNEXT_FILE", "UPNEXT_NOW", "NO_COLOR", "VISUAL", "EDITOR"] {
        assert!(variables.contains(name), "{variables}");
    }
    assert!(below(&page, ".SH FILES").contains("config.toml"));
    assert!(below(&page, ".SH SETTINGS").contains("name = "));
    assert!(below(&page, ".SH EXAMPLES").contains("upnext import export.csv --from jira"));
}

#[test]
fn the_manual_is_one_page_of_known_requests() {
    let page = page();
    assert!(page.starts_with(".TH UPNEXT 1 \"\" \"upnext 0."), "{page}");
    for once in [".TH ", ".ie ", ".el ", ".SH NAME", ".SH COMMANDS"] {
        assert_eq!(page.matches(once).count(), 1, "{once}");
    }
    let known = ["TH", "SH", "SS", "TP", "PP", "nf", "fi", "RS", "RE", "IP", "br", "ie", "el"];
    for line in page.lines() {
        assert!(!line.starts_with('\'') && !line.contains('\u{1b}'), "{line}");
        let request = line.strip_prefix('.').and_then(|line| line.split(' ').next());
        assert!(request.is_none_or(|it| known.contains(&it)), "{line}");
    }
}
