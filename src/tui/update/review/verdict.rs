//! Verdicts, and what is typed for them: why a criterion is unmet, why a story is accepted all the
//! same or rejected, what somebody said of it. A refusal comes back as a sentence, and what was
//! typed stays.

use crate::domain::command::{Command, NewIdea};
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::id::Id;
use crate::domain::review;
use crate::domain::story::{Status, Story, StoryId};
use crate::say::tally;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::form::Form;
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::review::Line;
use crate::tui::update::{World, acts, forming, taking, typing};

/// Asks what is wrong about a criterion.
pub(super) fn ask_note(app: &mut App, line: Line) {
    let Some((id, number)) = app.story().map(|story| (story.id, story.number)) else { return };
    let Some(criterion) = line.criterion else { return };
    let label = format!("criterion {} of #{number} is unmet: what was seen?", line.k);
    let story = app.story();
    let held = story.and_then(|it| it.criteria.iter().find(|it| it.id == criterion));
    let unmet = held.filter(|it| it.result == Judgement::Unmet);
    let note = unmet.map_or(String::new(), |it| it.note.clone());
    typing::open(app, Purpose::Unmet(criterion), &label, &note, vec![id]);
}

/// Takes what was seen of a criterion that is unmet; nothing need be said.
pub(in crate::tui::update) fn unmet(
    app: &mut App,
    story: StoryId,
    criterion: Id<Criterion>,
    note: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let k = taking::number(app, story, |it| it.criteria.iter().position(|it| it.id == criterion))?;
    let judgement = Judgement::Unmet;
    let command = Command::Judge { story, k, judgement, note: note.to_owned() };
    let effects = acts::try_perform(app, &command, world)?;
    if app.screen == Screen::Review {
        app.review.go_on();
    }
    Ok(effects)
}

/// The story that waits for a verdict here; says why there is none.
fn waiting(app: &mut App) -> Option<Story> {
    let story = app.story().map(|story| Story::clone(story));
    let words = match story {
        Some(story) if story.status == Status::Delivered => return Some(story),
        Some(story) => match story.status {
            Status::Accepted => {
                let follow = app.key_of(Action::FollowUp);
                format!("#{} is accepted, and stays so: {follow} goes on from it", story.number)
            }
            status => format!("#{} is {status}: it must be delivered again first", story.number),
        },
        None => "no story waits for a verdict here".to_owned(),
    };
    app.tell(words, Tone::Refused);
    None
}

/// Accepts the story; where something is open, says what, and asks why all the same.
pub(super) fn accept(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some(story) = waiting(app) else { return Vec::new() };
    let open = app.backlog().map(|it| review::open(&story, it)).unwrap_or_default();
    if open.is_empty() {
        let command = Command::Accept { stories: vec![story.id], overriding: None };
        let was_at = app.review.cursor;
        let effects = acts::perform(app, &command, world);
        app.review.judged(was_at);
        return effects;
    }
    let label = format!("accept #{} all the same, because", story.number);
    typing::open(app, Purpose::AcceptAnyway, &label, "", vec![story.id]);
    if let Some(Overlay::Prompt(prompt)) = &mut app.overlay {
        let count = tally::count(open.len(), "thing stands open", "things stand open");
        prompt.note = format!("{count}: {}", open.join(" · "));
    }
    Vec::new()
}

/// Takes why a story is accepted although something is open.
pub(in crate::tui::update) fn accepted(
    app: &mut App,
    stories: Vec<StoryId>,
    reason: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let was_at = app.review.cursor;
    let overriding = Some(reason.to_owned());
    let effects = acts::try_perform(app, &Command::Accept { stories, overriding }, world)?;
    app.review.judged(was_at);
    Ok(effects)
}

/// Asks why the story is rejected; unmet criteria stand there already.
pub(super) fn ask_why(app: &mut App) {
    let Some(story) = waiting(app) else { return };
    let unmet = (1..).zip(&story.criteria).filter(|(_, it)| it.result == Judgement::Unmet);
    let unmet: Vec<String> = unmet.map(|(k, _): (usize, _)| k.to_string()).collect();
    let number = story.number;
    let label = match unmet.as_slice() {
        [] => format!("reject #{number}, because"),
        [one] => format!("reject #{number}: criterion {one} is unmet; why, in a line"),
        several => {
            format!("reject #{number}: criteria {} are unmet; why, in a line", tally::list(several))
        }
    };
    typing::open(app, Purpose::Reject, &label, "", vec![story.id]);
}

/// Takes why a story is rejected; with an unmet criterion nothing more need be said.
pub(in crate::tui::update) fn rejected(
    app: &mut App,
    story: StoryId,
    reason: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let held = app.backlog().and_then(|it| it.story(story));
    let fails = held.is_some_and(|it| it.criteria.iter().any(|it| it.result == Judgement::Unmet));
    if reason.is_empty() && !fails {
        return Err("a rejection says why: a line here, or Esc and mark a criterion unmet".into());
    }
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    let was_at = app.review.cursor;
    let command = Command::Reject { story, unmet: Vec::new(), reason };
    let effects = acts::try_perform(app, &command, world)?;
    app.review.judged(was_at);
    Ok(effects)
}

/// Asks what was said of the story, and by whom.
pub(super) fn ask_feedback(app: &mut App) {
    let Some(story) = app.story().map(|story| Story::clone(story)) else {
        app.tell("feedback is about a story: go to one first", Tone::Refused);
        return;
    };
    let targets = vec![story.id];
    let heading = format!("What is said of #{}", story.number);
    forming::form(app, Form::feedback(heading, &[], targets));
}

/// What was said becomes an idea about the story.
pub(in crate::tui::update) fn feedback(
    text: String,
    from: String,
    about: Vec<StoryId>,
) -> Result<Command, String> {
    if text.is_empty() {
        return Err("what was said cannot be empty; Esc leaves".to_owned());
    }
    Ok(Command::AddIdeas { ideas: vec![NewIdea { text, from, about, ..NewIdea::default() }] })
}
