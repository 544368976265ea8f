//! What a typed text does once it is taken: the command it stands for. A refusal comes back as a
//! sentence, and what was typed stays.

use super::World;
use super::{acts, drafting, health, inbox, plan, refine, review};
use crate::domain::command::{
    Asking, Command, ListEdit, NewIdea, NewStory, Place, StoryEdits, Wording,
};
use crate::domain::criterion::Question;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::narrative::{self, Narrative};
use crate::domain::story::StoryId;
use crate::tui::app::{App, Effect};
use crate::tui::part::form::{Form, criterion_of};
use crate::tui::part::prompt::{Prompt, Purpose};

/// Takes a line.
pub(super) fn line(
    app: &mut App,
    prompt: &Prompt,
    text: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let stories = prompt.targets.clone();
    if let Purpose::Sprint(asked) = prompt.purpose {
        return plan::answered(app, asked, &stories, text, world);
    }
    if text.is_empty() {
        return empty(prompt.purpose, stories, app, world);
    }
    let command = match prompt.purpose {
        Purpose::Filter => {
            let error = app.list.filter_error.clone();
            return error.map_or(Ok(Vec::new()), Err);
        }
        Purpose::ProductName => return Ok(vec![Effect::MakeHere(text.to_owned())]),
        Purpose::SaveElsewhere => return Ok(vec![Effect::SaveElsewhere(text.to_owned())]),
        Purpose::ProductGoal => {
            Command::SetProduct { values: vec![(Field::Goal, text.to_owned())] }
        }
        Purpose::Add => {
            let below = stories.first().copied().filter(|id| is_open(app, *id));
            let place = below.map_or(Place::Bottom, Place::After);
            let story = NewStory { title: text.to_owned(), ..NewStory::default() };
            Command::AddStories { stories: vec![story], place }
        }
        Purpose::Title => match narrative::split(text) {
            // As when a story is added: a whole user story comes apart.
            Some(told) => narrate(stories, told, true),
            None => set(stories, Field::Title, text),
        },
        Purpose::Estimate => set(stories, Field::Points, if text == "-" { "" } else { text }),
        Purpose::Value(field) => set(stories, field, if text == "-" { "" } else { text }),
        Purpose::Criterion => Command::AddCriterion { stories, wording: Wording::line(text) },
        Purpose::Question => Command::Ask { story: first(&stories)?, text: text.to_owned() },
        Purpose::MoveTo => Command::Move { place: place(app, text)?, stories, reason: None },
        Purpose::Drop => Command::Drop { stories, reason: text.to_owned() },
        Purpose::Block => Command::Block { stories, reason: text.to_owned() },
        Purpose::Idea => Command::AddIdeas { ideas: vec![NewIdea::default().in_line(text)] },
        Purpose::DismissIdea(idea) => Command::DismissIdea { idea, reason: text.to_owned() },
        Purpose::Unmet(criterion) => {
            return review::unmet(app, first(&stories)?, criterion, text, world);
        }
        Purpose::AcceptAnyway => return review::accepted(app, stories, text, world),
        Purpose::ReadyAnyway => return refine::readied_anyway(app, stories, text, world),
        Purpose::Reject => return review::rejected(app, first(&stories)?, text, world),
        Purpose::FollowUp => Command::FollowUp { story: first(&stories)?, title: text.to_owned() },
        Purpose::SprintNote => return review::set(app, Field::Notes, text, world),
        Purpose::Waive(found) => health::left(found, text),
        // These are typed in forms and editors, or were answered above.
        Purpose::Narrative
        | Purpose::Description
        | Purpose::CriterionForm(_)
        | Purpose::Feedback
        | Purpose::Split
        | Purpose::Scores(_)
        | Purpose::FromIdea(_)
        | Purpose::Draft
        | Purpose::Answer(_)
        | Purpose::Note(_)
        | Purpose::Sprint(_) => return Ok(Vec::new()),
    };
    acts::try_perform(app, &command, world)
}

/// What taking an empty line means.
fn empty(
    purpose: Purpose,
    stories: Vec<StoryId>,
    app: &mut App,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    match purpose {
        Purpose::ProductName => Ok(vec![Effect::MakeHere(String::new())]),
        Purpose::SaveElsewhere => Err("a path is needed; Esc leaves".to_owned()),
        Purpose::Drop | Purpose::Block | Purpose::DismissIdea(_) | Purpose::Waive(_) => {
            Err("a reason is needed; Esc leaves".to_owned())
        }
        Purpose::ReadyAnyway => {
            Err("a reason is needed, it is kept with the story; Esc leaves".to_owned())
        }
        Purpose::AcceptAnyway => {
            Err("a reason is needed, it is shown wherever its points count; Esc leaves".to_owned())
        }
        Purpose::Unmet(criterion) => review::unmet(app, first(&stories)?, criterion, "", world),
        Purpose::Reject => review::rejected(app, first(&stories)?, "", world),
        Purpose::SprintNote => review::set(app, Field::Notes, "", world),
        Purpose::Title => Err("a title cannot be empty; Esc leaves".to_owned()),
        // A value that stood there and was wiped out is cleared.
        Purpose::Value(field) => acts::try_perform(app, &set(stories, field, ""), world),
        _ => Ok(Vec::new()),
    }
}

/// Takes a form.
pub(super) fn form(
    app: &mut App,
    form: &Form,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let stories = form.targets.clone();
    let texts = form.texts();
    let text = |at: usize| texts.get(at).map(|it| it.trim().to_owned()).unwrap_or_default();
    let command = match form.purpose {
        Purpose::Narrative => {
            // Whoever writes the whole sentence on the first line means the whole sentence.
            let whole = narrative::split(&text(0)).or_else(|| narrative::split(&form.sentence()));
            let typed = Narrative::of_parts(&text(0), &text(1), &text(2));
            let apart = text(1).is_empty() && text(2).is_empty();
            narrate(stories, whole.filter(|_| apart).unwrap_or(typed), false)
        }
        Purpose::CriterionForm(None) => {
            Command::AddCriterion { stories, wording: criterion_of(&texts) }
        }
        Purpose::CriterionForm(Some(id)) => {
            let story = first(&stories)?;
            let k = number(app, story, |it| it.criteria.iter().position(|it| it.id == id))?;
            Command::SetCriterion { story, k, wording: criterion_of(&texts) }
        }
        Purpose::Scores(_) => {
            let values = form.scoring.as_ref().map(|it| it.values(&texts)).unwrap_or_default();
            Command::SetStory { stories, values }
        }
        Purpose::Feedback => review::feedback(text(0), text(1), stories)?,
        Purpose::FromIdea(idea) => inbox::made(app, idea, &texts)?,
        Purpose::Answer(id) => questioned(app, first(&stories)?, id, text(0), text(1))?,
        _ => return Ok(Vec::new()),
    };
    acts::try_perform(app, &command, world)
}

/// A question's words and its answer: whichever changed, and both as one act. An answer left
/// empty is none given.
fn questioned(
    app: &App,
    story: StoryId,
    id: Id<Question>,
    text: String,
    answer: String,
) -> Result<Command, String> {
    let held = app.backlog().and_then(|it| it.story(story)?.questions.iter().find(|q| q.id == id));
    let Some(held) = held else { return Err("that question is not here any more".to_owned()) };
    if text.is_empty() {
        return Err("a question cannot be empty: X takes it away".to_owned());
    }
    let k = number(app, story, |it| it.questions.iter().position(|it| it.id == id))?;
    let answer = if answer.is_empty() { held.answer.clone() } else { Some(answer) };
    match &answer {
        answer if *answer == held.answer => return Ok(Command::SetQuestion { story, k, text }),
        Some(answer) if text == held.text => {
            return Ok(Command::Answer { story, k, text: answer.clone() });
        }
        _ => {}
    }
    let questions = ListEdit {
        known: vec![(id, Asking::of(held))],
        wanted: vec![(Some(id), Asking { text, answer })],
    };
    let edits = Box::new(StoryEdits { questions, ..StoryEdits::default() });
    Ok(Command::EditStory { story, edits })
}

/// Several criteria, one a line, as one act; none where the story is gone.
pub(super) fn criteria(app: &App, targets: &[StoryId], text: &str) -> Option<Command> {
    let story = app.backlog()?.story(*targets.first()?)?;
    let known: Vec<_> = story.criteria.iter().map(|it| (it.id, Wording::of(it))).collect();
    let lines = text.lines().map(|line| line.replace('\t', " ").trim().to_owned());
    let new = lines.filter(|line| !line.is_empty()).map(|line| (None, Wording::line(line)));
    let held = known.iter().map(|(id, words)| (Some(*id), words.clone()));
    let criteria = ListEdit { wanted: held.chain(new).collect(), known };
    let edits = Box::new(StoryEdits { criteria, ..StoryEdits::default() });
    Some(Command::EditStory { story: story.id, edits })
}

/// Takes a text of many lines.
pub(super) fn text(
    app: &mut App,
    purpose: Purpose,
    targets: &[StoryId],
    text: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    if purpose == Purpose::Draft {
        return drafting::described(app, text);
    }
    let story = first(targets)?;
    let text = text.trim().to_owned();
    let command = match purpose {
        Purpose::Description => set(vec![story], Field::Description, &text),
        Purpose::Note(_) if text.is_empty() => return Ok(Vec::new()),
        Purpose::Note(None) => Command::AddNote { story, text },
        Purpose::Note(Some(id)) => {
            let k = number(app, story, |it| it.notes.iter().position(|it| it.id == id))?;
            Command::SetNote { story, k, text }
        }
        _ => return Ok(Vec::new()),
    };
    acts::try_perform(app, &command, world)
}

/// The number, from 1, of a part that is known by its identity.
pub(super) fn number(
    app: &App,
    story: StoryId,
    position: impl FnOnce(&crate::domain::story::Story) -> Option<usize>,
) -> Result<usize, String> {
    let at = app.backlog().and_then(|it| position(it.story(story)?));
    at.map(|at| at + 1).ok_or_else(|| "it is not here any more: somebody took it away".to_owned())
}

fn first(stories: &[StoryId]) -> Result<StoryId, String> {
    stories.first().copied().ok_or_else(|| "there is no story here".to_owned())
}

/// Where to move to: a position, or directly below a story.
fn place(app: &App, text: &str) -> Result<Place, String> {
    let wrong = || format!("“{text}” is no position: 3 is the third from the top, #12 below #12");
    if let Some(word) = text.strip_prefix('#') {
        let number: u32 = word.trim().parse().map_err(|_| wrong())?;
        let story = app.backlog().and_then(|it| it.numbered(number));
        let story = story.ok_or_else(|| format!("there is no story #{number}"))?;
        return Ok(Place::After(story.id));
    }
    text.parse().map(Place::Position).map_err(|_| wrong())
}

pub(super) fn set(stories: Vec<StoryId>, field: Field, value: &str) -> Command {
    Command::SetStory { stories, values: vec![(field, value.to_owned())] }
}

/// The three fields of a narrative, and the title it makes where it takes the title's place.
fn narrate(stories: Vec<StoryId>, told: Narrative, titled: bool) -> Command {
    let title = titled.then(|| (Field::Title, narrative::headline(&told.want)));
    let parts =
        [(Field::Role, told.role), (Field::Want, told.want), (Field::Benefit, told.benefit)];
    Command::SetStory { stories, values: title.into_iter().chain(parts).collect() }
}

pub(super) fn is_open(app: &App, id: StoryId) -> bool {
    app.backlog().and_then(|it| it.story(id)).is_some_and(|story| story.status.is_open())
}
