//! From the words of the command line to the command or question they mean. It carries out
//! nothing, so the screen's `:` line uses it as it is.

mod merging;
mod nouns;
mod sprints;
mod verdicts;
mod written;

use chrono::NaiveDate;

use crate::advice::candidates::Sought;
use crate::domain::backlog::Backlog;
use crate::domain::command::{Command, Lines, NewStory};
use crate::domain::field::Field;
use crate::domain::number::Points;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::story::{Kind, LinkKind};

use super::args::{AddArgs, Definition, EpicVerb, LineVerb, ProductVerb, Verb, WaiveArgs};
use super::{resolve, waiving};

/// What the words ask for.
#[derive(Debug)]
pub enum Asked {
    /// An act on the backlog.
    Act(Command),
    /// Take the last act back.
    Undo,
    /// Do it again.
    Redo,
    /// A question about the backlog.
    Question(Question),
    /// Something beside the backlog itself: another file, a shell, the screen.
    Outside(Verb),
}

/// A question about the backlog; its answer is text or JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which stories, in order.
    List {
        /// Which ones.
        query: String,
        /// Accepted and dropped ones too.
        all: bool,
        /// Which columns; none means the usual ones.
        columns: Vec<String>,
        /// At most this many.
        limit: Option<usize>,
    },
    /// Everything about a story.
    Show(String),
    /// The scores of the open stories, or that of one.
    Score(Option<String>),
    /// Where the order and the scores disagree.
    Disagreements,
    /// Why a story stands where it stands.
    Why(String),
    /// The stories most like one.
    Similar(String),
    /// What may depend on, double or contradict another.
    Suggest(Sought),
    /// How these stories are worded, or all open ones.
    Check(Vec<String>),
    /// What the order and its stories suffer from.
    Health,
    /// What happened, to a story or to everything.
    Log {
        /// The story.
        number: Option<String>,
        /// At most this many lines.
        limit: Option<usize>,
    },
    /// Where things stand, and what happened since a day.
    Today {
        /// The first day told of; without one, the last working day before today.
        since: Option<NaiveDate>,
    },
    /// The product's values.
    Product,
    /// The epics.
    Epics,
    /// The sprints.
    Sprints,
    /// One sprint.
    Sprint(Option<u32>),
    /// One sprint as Markdown, for a mail to stakeholders.
    Minutes(Option<u32>),
    /// What moved in a sprint since the last working day.
    Daily(Option<u32>),
    /// What was delivered and what lies in the backlog, in all or of one sprint.
    Figures(Option<u32>),
    /// The people.
    People,
    /// The releases.
    Releases,
    /// The ideas.
    Ideas,
    /// The values a merge left to be settled.
    Conflicts,
}

/// What a verb means in this backlog.
///
/// # Errors
/// Something named is not there, or cannot be read.
pub fn interpret(
    verb: Verb,
    stdin: &mut dyn FnMut() -> Result<String, Refusal>,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Asked, Refusal> {
    let group = |group| resolve::group(group, backlog, today);
    Ok(match verb {
        Verb::Add(args) => Asked::Act(add(&args, stdin, backlog)?),
        Verb::List(it) => Asked::Question(Question::List {
            query: it.query.join(" "),
            all: it.all,
            columns: it.columns,
            limit: it.limit,
        }),
        Verb::Show { number } => Asked::Question(Question::Show(number)),
        Verb::Set { words, query } => {
            let is_value = |word: &str| word.contains('=');
            let (stories, rest) =
                resolve::split_words(&words, query.as_deref(), is_value, backlog, today)?;
            Asked::Act(Command::SetStory { stories, values: assignments(&rest, Field::SETTABLE)? })
        }
        Verb::Criterion { verb } => Asked::Act(written::criterion(verb, backlog)?),
        Verb::Question { verb } => Asked::Act(written::question(verb, backlog)?),
        Verb::Note(args) => Asked::Act(written::note(args, backlog)?),
        Verb::Depend { number, on, remove } => {
            let story = resolve::story(&number, backlog)?;
            Asked::Act(Command::Depend { story, on: resolve::story(&on, backlog)?, remove })
        }
        Verb::Link { number, to, follows, remove } => {
            let kind = if follows { LinkKind::Follows } else { LinkKind::Relates };
            let story = resolve::story(&number, backlog)?;
            Asked::Act(Command::Link { story, to: resolve::story(&to, backlog)?, kind, remove })
        }
        Verb::Tag { words, query } => tag(&words, query.as_deref(), backlog, today)?,
        Verb::Move { stories, spot, reason } => Asked::Act(Command::Move {
            stories: group(&stories)?,
            place: resolve::move_spot(&spot, backlog)?,
            reason,
        }),
        Verb::Ready { stories, overriding } => {
            Asked::Act(Command::Ready { stories: group(&stories)?, overriding })
        }
        Verb::Unready(it) => Asked::Act(Command::Unready { stories: group(&it)? }),
        Verb::Start(it) => Asked::Act(Command::Start { stories: group(&it)? }),
        Verb::Deliver(it) => Asked::Act(Command::Deliver { stories: group(&it)? }),
        Verb::Back(it) => Asked::Act(Command::Back { stories: group(&it)? }),
        Verb::Judge(args) => Asked::Act(verdicts::judge(args, backlog)?),
        Verb::Accept(args) => Asked::Act(verdicts::accept(args, backlog, today)?),
        Verb::Reject(args) => Asked::Act(verdicts::reject(args, backlog)?),
        Verb::FollowUp(args) => Asked::Act(verdicts::follow_up(args, backlog)?),
        Verb::Block { stories, reason } => {
            Asked::Act(Command::Block { stories: group(&stories)?, reason })
        }
        Verb::Unblock(it) => Asked::Act(Command::Unblock { stories: group(&it)? }),
        Verb::Drop { stories, reason } => {
            Asked::Act(Command::Drop { stories: group(&stories)?, reason })
        }
        Verb::Restore(it) => Asked::Act(Command::Restore { stories: group(&it)? }),
        Verb::Split(args) => Asked::Act(sprints::split(args, backlog)?),
        Verb::Tick { number, lines, ks, off } => Asked::Act(Command::Tick {
            story: resolve::story(&number, backlog)?,
            lines: definition(lines),
            ks,
            on: !off,
        }),
        Verb::Product { verb } => product(verb)?,
        Verb::Epic { verb } => epic(verb, backlog)?,
        Verb::Sprint { verb } => sprints::sprint(verb, backlog, today)?,
        Verb::Person { verb } => nouns::person(verb, backlog, today)?,
        Verb::Release { verb } => nouns::release(verb, backlog, today)?,
        Verb::Idea(args) => nouns::idea(args, stdin, backlog)?,
        Verb::Figures { sprint } => Asked::Question(Question::Figures(sprint)),
        Verb::Score { number } => Asked::Question(Question::Score(number)),
        Verb::Disagreements => Asked::Question(Question::Disagreements),
        Verb::Why { number } => Asked::Question(Question::Why(number)),
        Verb::Similar { number } => Asked::Question(Question::Similar(number)),
        Verb::Suggest { what } => Asked::Question(Question::Suggest(what.sought())),
        Verb::Check(args) => Asked::Question(Question::Check(args.numbers)),
        Verb::Health => Asked::Question(Question::Health),
        Verb::Waive(WaiveArgs { id, reason: Some(reason), .. }) => {
            Asked::Act(waiving::waive(&id, reason, backlog, today)?)
        }
        Verb::Waive(args) => Asked::Act(waiving::tell_again(&args.id, backlog)?),
        Verb::Log { number, limit } => Asked::Question(Question::Log { number, limit }),
        Verb::Today { since } => Asked::Question(Question::Today {
            since: since.map(|word| resolve::day(&word, today)).transpose()?,
        }),
        Verb::MergeConflicts => Asked::Question(Question::Conflicts),
        Verb::MergeResolve(args) => Asked::Act(merging::resolve(&args, backlog)?),
        Verb::Doctor { mend: true } => Asked::Act(Command::Mend),
        Verb::Undo => Asked::Undo,
        Verb::Redo => Asked::Redo,
        outside @ (Verb::Demo
        | Verb::Edit { .. }
        | Verb::Init { .. }
        | Verb::Import(_)
        | Verb::Export(_)
        | Verb::Doctor { mend: false }
        | Verb::Draft(_)
        | Verb::Backups(_)
        | Verb::Merge(_)
        | Verb::Completions { .. }
        | Verb::Man
        | Verb::Screenshot(_)) => Asked::Outside(outside),
    })
}

fn add(
    args: &AddArgs,
    stdin: &mut dyn FnMut() -> Result<String, Refusal>,
    backlog: &Backlog,
) -> Result<Command, Refusal> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let kind = args.kind.as_deref().map(str::parse::<Kind>).transpose();
    let points = args.points.as_deref().map(str::parse::<Points>).transpose();
    let epic = args.epic.as_deref().map(|name| setting::find_epic(name, backlog)).transpose()?;
    let like = NewStory {
        title: args.title.clone(),
        role: text(&args.role),
        want: text(&args.want),
        benefit: text(&args.benefit),
        kind: kind.map_err(|it| Refusal::usage(it.to_string()))?.unwrap_or_default(),
        points: points.map_err(|it| Refusal::usage(it.to_string()))?,
        criteria: args.criteria.iter().map(|it| it.as_str().into()).collect(),
        tags: args.tags.clone(),
        epic: epic.map(|epic| epic.id),
    };
    let place = resolve::spot(&args.spot, backlog)?;
    if args.title != "-" {
        return Ok(Command::AddStories { stories: vec![like], place });
    }
    let input = stdin()?;
    let lines = input.lines().map(str::trim).filter(|line| !line.is_empty());
    let stories: Vec<NewStory> =
        lines.map(|line| NewStory { title: line.to_owned(), ..like.clone() }).collect();
    if stories.is_empty() {
        return Err(Refusal::usage("standard input holds no line: one story a line"));
    }
    Ok(Command::AddStories { stories, place })
}

fn assignments(words: &[String], known: &[Field]) -> Result<Vec<(Field, String)>, Refusal> {
    if words.is_empty() {
        return Err(Refusal::usage("say what to set: FIELD=VALUE"));
    }
    words.iter().map(|word| resolve::assignment(word, known)).collect()
}

fn tag(
    words: &[String],
    query: Option<&str>,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Asked, Refusal> {
    let is_tag = |word: &str| word.starts_with(['+', '-']);
    let (stories, rest) = resolve::split_words(words, query, is_tag, backlog, today)?;
    let signed = |sign: char| {
        let with = rest.iter().filter_map(|word| word.strip_prefix(sign));
        with.map(str::to_owned).collect::<Vec<_>>()
    };
    let (add, remove) = (signed('+'), signed('-'));
    if let Some(word) = rest.iter().find(|word| !is_tag(word)) {
        return Err(Refusal::usage(format!("“{word}” is neither +tag nor -tag")));
    }
    if add.is_empty() && remove.is_empty() {
        return Err(Refusal::usage("say which tags: +ux adds, -ux takes away"));
    }
    Ok(Asked::Act(Command::Tag { stories, add, remove }))
}

const fn definition(lines: Definition) -> Lines {
    match lines {
        Definition::Done => Lines::Done,
        Definition::Ready => Lines::Ready,
    }
}

fn product(verb: ProductVerb) -> Result<Asked, Refusal> {
    let line = |lines, verb| match verb {
        LineVerb::Add { text } => Command::AddLine { lines, text },
        LineVerb::Remove { k } => Command::RemoveLine { lines, k },
    };
    Ok(match verb {
        ProductVerb::Show => Asked::Question(Question::Product),
        ProductVerb::Set { values } => {
            Asked::Act(Command::SetProduct { values: assignments(&values, Field::OF_PRODUCT)? })
        }
        ProductVerb::Done { verb } => Asked::Act(line(Lines::Done, verb)),
        ProductVerb::ReadyLine { verb } => Asked::Act(line(Lines::Ready, verb)),
    })
}

fn epic(verb: EpicVerb, backlog: &Backlog) -> Result<Asked, Refusal> {
    let find = |name: &str| setting::find_epic(name, backlog).map(|epic| epic.id);
    Ok(match verb {
        EpicVerb::List => Asked::Question(Question::Epics),
        EpicVerb::Add { title, outcome, horizon, release } => {
            let given =
                [(Field::Outcome, outcome), (Field::Horizon, horizon), (Field::Release, release)];
            let values = given.into_iter().filter_map(|(field, value)| Some((field, value?)));
            Asked::Act(Command::AddEpic { title, values: values.collect() })
        }
        EpicVerb::Set { name, values } => Asked::Act(Command::SetEpic {
            epic: find(&name)?,
            values: assignments(&values, Field::OF_EPIC)?,
        }),
        EpicVerb::Move { name, spot } => {
            let place = resolve::epic_spot(&spot, backlog)?;
            Asked::Act(Command::MoveEpic { epic: find(&name)?, place })
        }
        EpicVerb::Remove { name } => Asked::Act(Command::RemoveEpic { epic: find(&name)? }),
    })
}
