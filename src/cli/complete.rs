//! What the last word of a line could become: verbs, options, stories, fields and their values,
//! as the parser and the backlog know them. It parses nothing and changes nothing.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::answer;
use super::args::Cli;
use super::resolve;
use super::{known, waiving};
use crate::advice::weights;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::criterion::Criterion;
use crate::domain::field::Field;
use crate::domain::idea::Idea;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;
use crate::say::plain;

/// More than anybody reads.
const MOST: usize = 50;
/// As many stories are checked between two keys.
const SOON_READ: usize = 300;

/// A word the last one could become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as it is written, quoted where it has blanks.
    pub word: String,
    /// What it is.
    pub about: String,
}

/// What the last word of a line could become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The byte of the line where the last word begins.
    pub start: usize,
    /// What it could become, the likeliest first.
    pub words: Vec<Word>,
}

/// Every command as it is written, with what it does: `add`, `criterion add`.
#[must_use]
pub fn verbs() -> Vec<Word> {
    let root = Cli::command();
    let mut words = Vec::new();
    for verb in shown(&root) {
        let about = |it: &Command| it.get_about().map(ToString::to_string).unwrap_or_default();
        let under: Vec<&Command> = shown(verb).collect();
        if under.is_empty() || !verb.is_subcommand_required_set() {
            words.push(Word { word: verb.get_name().to_owned(), about: about(verb) });
        }
        words.extend(under.into_iter().map(|it| Word {
            word: format!("{} {}", verb.get_name(), it.get_name()),
            about: about(it),
        }));
    }
    words
}

/// Whether a word is the name of a command.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    word == "help" || Cli::command().find_subcommand(word).is_some()
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
}

/// What the last word of this line could become.
#[must_use]
pub fn complete(line: &str, backlog: &Backlog) -> Completion {
    let start = last_word(line);
    let (before, typed) = line.split_at_checked(start).unwrap_or((line, ""));
    let typed = typed.trim_start_matches(['\'', '"']);
    let before = split(before).unwrap_or_default();
    let words = possible(&before, typed, backlog);
    let lower = typed.to_lowercase();
    let mut ranked: Vec<(u8, Word)> = words
        .into_iter()
        .filter_map(|word| {
            let plain = word.word.replace(['\'', '"'], "").to_lowercase();
            let wanted = lower.trim_start_matches('#');
            let rank = if plain.starts_with(wanted) {
                0
            } else if plain.contains(wanted) {
                1
            } else if word.about.to_lowercase().contains(wanted) {
                2
            } else {
                return None;
            };
            Some((rank, word))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let words = ranked.into_iter().map(|(_, word)| word).filter(|word| word.word != typed);
    Completion { start, words: words.take(MOST).collect() }
}

/// The words of a line, as a shell parts them; `#12` is a story here, no remark. None where a
/// quote is open.
#[must_use]
pub fn split(line: &str) -> Option<Vec<String>> {
    let mut plain = String::with_capacity(line.len());
    let (mut quote, mut before) = (None, ' ');
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '#') if before == ' ' => plain.push('\\'),
            _ => {}
        }
        plain.push(c);
        before = c;
    }
    shell_words::split(&plain).ok()
}

/// Where the last word begins; blanks inside quotes part no words.
fn last_word(line: &str) -> usize {
    let (mut start, mut quote) = (0, None);
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ' ') => start = at + 1,
            _ => {}
        }
    }
    start
}

/// How far words lead into the parser.
struct Walked<'a> {
    command: &'a Command,
    /// How many of the words name the command.
    names: usize,
    /// How many words stand for themselves after it.
    positionals: usize,
    /// The option that waits for its value.
    open: Option<&'a Arg>,
}

fn walk<'a>(root: &'a Command, words: &[String]) -> Walked<'a> {
    let mut at = Walked { command: root, names: 0, positionals: 0, open: None };
    for word in words {
        if at.open.take().is_some() {
            continue;
        }
        if let Some(name) = word.strip_prefix("--") {
            let arg = at.command.get_arguments().find(|arg| arg.get_long() == Some(name));
            at.open = arg.filter(|arg| arg.get_action().takes_values());
        } else if let Some(verb) = at.command.find_subcommand(word).filter(|_| at.positionals == 0)
        {
            (at.command, at.names) = (verb, at.names + 1);
        } else {
            at.positionals += 1;
        }
    }
    at
}

/// Where a story stands in a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorySlot {
    /// Before which word.
    pub at: usize,
    /// Whether several stories may stand there.
    pub several: bool,
}

/// Where the words of a command name the stories it is about; none where it is about none, or
/// where they may be left out.
#[must_use]
pub fn story_slot(words: &[String]) -> Option<StorySlot> {
    let root = Cli::command();
    let Walked { command, names, .. } = walk(&root, words);
    if command.get_name() == "check" {
        // Without a story it is about all of them.
        return None;
    }
    let first = command.get_positionals().next()?;
    let name = first.get_value_names()?.first()?.as_str();
    let several = matches!(first.get_action(), ArgAction::Append);
    let wanted = name == "N" || name.starts_with("N|");
    (wanted && (several || first.is_required_set())).then_some(StorySlot { at: names, several })
}

fn possible(before: &[String], typed: &str, backlog: &Backlog) -> Vec<Word> {
    let root = Cli::command();
    let Walked { command, positionals, open, .. } = walk(&root, before);
    let family = before.first().cloned().unwrap_or_default();
    if let Some(arg) = open {
        return if arg.get_id() == "unmet" {
            criteria(before, backlog)
        } else {
            values(arg, &family, typed, backlog)
        };
    }
    if typed.starts_with("--") || (typed.starts_with('-') && !has_signed(command)) {
        return options(command);
    }
    let mut words: Vec<Word> = Vec::new();
    if positionals == 0 {
        words.extend(shown(command).map(|it| Word {
            word: it.get_name().to_owned(),
            about: it.get_about().map(ToString::to_string).unwrap_or_default(),
        }));
    }
    let all: Vec<&Arg> = command.get_positionals().collect();
    if command.get_name() == "judge" && positionals == 1 {
        words.extend(criteria(before, backlog));
    } else if command.get_name() == "merge-resolve" && positionals < 2 {
        words.extend(conflicts(before.get(1), backlog));
    } else if let Some(arg) = all.get(positionals).or_else(|| all.last()) {
        words.extend(values(arg, &family, typed, backlog));
    }
    if typed.is_empty() && before.len() > 1 {
        words.extend(options(command));
    }
    words
}

/// The criteria of the story named after the verb, by their place.
fn criteria(before: &[String], backlog: &Backlog) -> Vec<Word> {
    let story = before.get(1).and_then(|word| resolve::story(word, backlog).ok());
    let Some(story) = story.and_then(|id| backlog.story(id)) else { return Vec::new() };
    let word = |(k, it): (usize, &Criterion)| Word {
        word: k.to_string(),
        about: format!("{}: {}", it.result, plain::line(&it.sentence())),
    };
    (1..).zip(&story.criteria).map(word).collect()
}

/// What is left to be settled: what it is about, then its fields.
fn conflicts(about: Option<&String>, backlog: &Backlog) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (conflict, said) in answer::conflicts::listed(backlog) {
        let value = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
        let about_it = || format!("{} or {}", value(said.ours.clone()), value(said.theirs.clone()));
        let of_story = |word: &String| {
            resolve::story(word, backlog).is_ok_and(|story| story.uuid() == conflict.about)
        };
        let (word, about_it) = match about {
            None => (said.what.trim_start_matches('#').to_owned(), said.field.clone()),
            Some(about) if *about == said.what || of_story(about) => {
                (said.field.clone(), about_it())
            }
            Some(_) => continue,
        };
        let about = plain::line(&about_it).into_owned();
        match words.iter_mut().find(|it| it.word == quoted(&word)) {
            Some(held) => held.about = format!("{}, {about}", held.about),
            None => words.push(Word { word: quoted(&word), about }),
        }
    }
    words
}

/// Whether words that begin with `-` are values here: tags to take away, queries.
fn has_signed(command: &Command) -> bool {
    matches!(command.get_name(), "tag" | "list" | "export")
}

fn options(command: &Command) -> Vec<Word> {
    let own = command.get_arguments().filter(|arg| !arg.is_hide_set() && !arg.is_global_set());
    own.filter_map(|arg| {
        let word = format!("--{}", arg.get_long().filter(|name| *name != "help")?);
        Some(Word { word, about: arg.get_help().map(ToString::to_string).unwrap_or_default() })
    })
    .collect()
}

/// What a value of the command line can be.
fn values(arg: &Arg, family: &str, typed: &str, backlog: &Backlog) -> Vec<Word> {
    let known = arg.get_possible_values();
    if !known.is_empty() && arg.get_action().takes_values() {
        return known
            .iter()
            .map(|it| Word {
                word: it.get_name().to_owned(),
                about: it.get_help().map(ToString::to_string).unwrap_or_default(),
            })
            .collect();
    }
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |it| it.as_str());
    match (name, arg.get_id().as_str()) {
        ("N" | "M", _) => stories(typed, backlog),
        ("N|FIELD=VALUE", _) => assignments(Field::SETTABLE, typed, backlog),
        ("FIELD=VALUE", _) => match family {
            "product" => assignments(Field::OF_PRODUCT, typed, backlog),
            "epic" => assignments(Field::OF_EPIC, typed, backlog),
            "sprint" => assignments(Field::OF_SPRINT, typed, backlog),
            _ => Vec::new(),
        },
        ("N|+TAG|-TAG", _) => signed_tags(typed, backlog),
        ("QUERY", _) => query(typed, backlog),
        ("S", _) => sprints(backlog),
        ("ID", _) => findings(backlog),
        ("I", _) => ideas(backlog),
        (_, "points" | "keep") => of_field(Field::Points, backlog),
        (_, "kind") => of_field(Field::Kind, backlog),
        (_, "tags") => of_field(Field::Tags, backlog),
        (_, "epic") => of_field(Field::Epic, backlog),
        (_, "release") => of_field(Field::Release, backlog),
        (_, "horizon") => of_field(Field::Horizon, backlog),
        (_, "skills") => of_field(Field::Skills, backlog),
        (_, "from") if family == "idea" => of_field(Field::Requester, backlog),
        (_, "name") => match family {
            "epic" => of_field(Field::Epic, backlog),
            "release" => of_field(Field::Release, backlog),
            "person" => of_field(Field::Assignee, backlog),
            "sprint" => of_field(Field::People, backlog),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The ideas, in the order of the inbox.
fn ideas(backlog: &Backlog) -> Vec<Word> {
    let weights = weights::of_ideas(backlog);
    let ideas = weights.iter().filter_map(|it| backlog.ideas().get(it.idea));
    let word = |idea: &std::sync::Arc<Idea>| Word {
        word: idea.number.to_string(),
        about: format!("{}: {}", idea.state, plain::line(&idea.text)),
    };
    ideas.map(word).collect()
}

/// The stories whose number or title has what is typed, the open ones in their order first.
fn stories(typed: &str, backlog: &Backlog) -> Vec<Word> {
    let wanted = typed.trim_start_matches('#').to_lowercase();
    let closed = backlog.in_order().filter(|story| !story.status.is_open());
    let found = backlog.open().chain(closed).filter(|story| {
        wanted.is_empty()
            || story.number.to_string().starts_with(&wanted)
            || story.title.to_lowercase().contains(&wanted)
    });
    let word = |story: &std::sync::Arc<Story>| Word {
        word: story.number.to_string(),
        about: plain::line(&story.title).into_owned(),
    };
    found.take(MOST).map(word).collect()
}

/// The sprints, newest first, each with its state and goal.
fn sprints(backlog: &Backlog) -> Vec<Word> {
    let mut all: Vec<_> = backlog.sprints().iter().collect();
    all.sort_by_key(|sprint| std::cmp::Reverse(sprint.number));
    let about = |sprint: &Sprint| format!("{} · {}", sprint.state, plain::line(&sprint.goal));
    let word = |sprint: &Sprint| Word { word: sprint.number.to_string(), about: about(sprint) };
    all.into_iter().map(|sprint| word(sprint)).collect()
}

/// What could be waived; in a large backlog the look for it would hold up every key.
fn findings(backlog: &Backlog) -> Vec<Word> {
    if backlog.stories().len() > SOON_READ {
        return Vec::new();
    }
    let word = |it: Finding| Word { word: it.id, about: plain::line(&it.message).into_owned() };
    // A line being typed knows no day: the last one anything was done on stands for it.
    let today = backlog.stories().iter().map(|story| story.updated().day()).max();
    waiving::waivable(backlog, today.unwrap_or_default()).into_iter().map(word).collect()
}

/// Stories, and `FIELD=` with what the field can be.
fn assignments(known: &[Field], typed: &str, backlog: &Backlog) -> Vec<Word> {
    if let Some((name, _)) = typed.split_once('=') {
        let field = known.iter().find(|field| field.word() == name);
        let values = field.map(|field| known::values(*field, backlog)).unwrap_or_default();
        return values
            .into_iter()
            .map(|(value, about)| Word { word: quoted(&format!("{name}={value}")), about })
            .collect();
    }
    let mut words: Vec<Word> = known
        .iter()
        .map(|field| Word { word: format!("{field}="), about: String::new() })
        .collect();
    if known == Field::SETTABLE {
        words.splice(0..0, stories(typed, backlog));
    }
    words
}

fn signed_tags(typed: &str, backlog: &Backlog) -> Vec<Word> {
    let sign = typed.chars().next().filter(|c| matches!(c, '+' | '-'));
    let Some(sign) = sign else {
        let mut words = stories(typed, backlog);
        words.extend(
            [('+', "add a tag"), ('-', "take a tag away")]
                .map(|(sign, about)| Word { word: sign.to_string(), about: about.to_owned() }),
        );
        return words;
    };
    let tags = known::values(Field::Tags, backlog).into_iter();
    tags.map(|(tag, about)| Word { word: format!("{sign}{tag}"), about }).collect()
}

/// The words of the query language, and what stands behind a field's colon.
fn query(typed: &str, backlog: &Backlog) -> Vec<Word> {
    const FIELDS: &[Field] = &[
        Field::Status,
        Field::Kind,
        Field::Tags,
        Field::Epic,
        Field::Release,
        Field::Moscow,
        Field::Skills,
        Field::Requester,
        Field::Assignee,
        Field::Points,
    ];
    let name = |field: Field| match field {
        Field::Tags => "tag",
        Field::Skills => "skill",
        field => field.word(),
    };
    if let Some((word, _)) = typed.split_once(':') {
        let (sign, word) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
        if word == "is" {
            let states = ["ready", "unready", "blocked", "stale", "oversize"];
            return plain_words(states.iter().map(|it| format!("{sign}is:{it}")));
        }
        let field = FIELDS.iter().find(|field| name(**field) == word);
        let values = field.map(|field| known::values(*field, backlog)).unwrap_or_default();
        let word = |(value, about): (String, String)| {
            let value = if value.contains(' ') { format!("\"{value}\"") } else { value };
            let said = format!("{sign}{word}:{value}");
            Word { word: if value.contains('"') { format!("'{said}'") } else { said }, about }
        };
        return values.into_iter().map(word).collect();
    }
    let sign = if typed.starts_with('-') { "-" } else { "" };
    let fields = FIELDS.iter().map(|field| format!("{sign}{}:", name(*field)));
    plain_words(
        fields.chain(["is:", "sprint:active", "created<30d", "updated<7d"].map(str::to_owned)),
    )
}

fn plain_words(words: impl Iterator<Item = String>) -> Vec<Word> {
    words.map(|word| Word { word, about: String::new() }).collect()
}

fn of_field(field: Field, backlog: &Backlog) -> Vec<Word> {
    let values = known::values(field, backlog).into_iter();
    values.map(|(value, about)| Word { word: quoted(&value), about }).collect()
}

/// Quoted where the line would else fall apart.
fn quoted(word: &str) -> String {
    let parts = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '\\');
    if word.contains(parts) { shell_words::quote(word).into_owned() } else { word.to_owned() }
}
