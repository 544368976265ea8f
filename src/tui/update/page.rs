//! The page of a story: opened, turned, and what Enter, a, X and Space do to what the cursor is
//! on. Each builds the command the command line would build.

use super::World;
use super::{acts, forming, health, picking, taking, typing};
use crate::domain::check::Check;
use crate::domain::command::{Command, Lines};
use crate::domain::criterion::Criterion;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::product::Line;
use crate::domain::spelling;
use crate::domain::story::{LinkKind, Story, StoryId};
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::offers::leads;
use crate::tui::part::picker::Pick;
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::story::{Slot, StoryPage};

/// Opens the page of the story under the cursor.
pub(super) fn open(app: &mut App) {
    let page = app.story().map(|story| story.id).and_then(|id| {
        let backlog = app.backlog()?;
        Some(StoryPage::of(id, backlog))
    });
    match page {
        Some(page) => app.page = Some(page),
        None => app.tell_no_story(),
    }
}

/// Opens the page of another story, and remembers where one came from.
fn follow(app: &mut App, to: StoryId) {
    let Some(mut page) = app.page.take() else { return };
    let mut trail = std::mem::take(&mut page.trail);
    trail.extend(page.slot().map(|slot| (page.story, slot)));
    app.page = app.backlog().map(|backlog| StoryPage { trail, ..StoryPage::of(to, backlog) });
}

/// The next story of the list, or the one before; the cursor stays on the same field.
pub(super) fn turn(app: &mut App, action: Action) {
    let Some(page) = &app.page else { return };
    let held = page.slot();
    let Some(next) = beside(app, page.story, action == Action::NextStory) else {
        let end = if action == Action::NextStory { "last" } else { "first" };
        app.tell(format!("this is the {end} story of the list"), Tone::Refused);
        return;
    };
    let height = app.layout().list.height;
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    match app.screen {
        Screen::Backlog => app.list.go_to(next, height, backlog),
        Screen::Today => app.standing.go_to(next),
        Screen::Plan => app.plan.go_to(next),
        Screen::Board => app.board.go_to(next),
        Screen::Review => app.review.go_to(next),
        Screen::Refine => app.refine.go_to(next, backlog),
        Screen::Inbox => app.inbox.go_to(next),
        Screen::Health => app.health.go_to(next),
        Screen::Conflicts => app.conflicts.go_to(next),
    }
    let mut page = StoryPage::of(next, backlog);
    if let Some(slot) = held {
        page.go_to(slot);
    }
    app.page = Some(page);
}

/// The story after or before this one in the list it was opened from; one that is not in it any
/// more stands where the cursor of the list is.
fn beside(app: &App, story: StoryId, after: bool) -> Option<StoryId> {
    let step = |at: usize| if after { Some(at + 1) } else { at.checked_sub(1) };
    let sequence = match app.screen {
        Screen::Backlog => {
            let backlog = app.backlog()?;
            let at = app.list.row_of(story, backlog).unwrap_or(app.list.cursor);
            return step(at).and_then(|row| app.list.at(row, backlog)).map(|story| story.id);
        }
        Screen::Today => app.standing.sequence(),
        Screen::Plan => app.plan.sequence(),
        Screen::Board => app.board.sequence(),
        Screen::Review => app.review.sequence(),
        Screen::Refine => app.refine.sequence(),
        Screen::Inbox => app.inbox.sequence(),
        Screen::Health => app.health.sequence(),
        Screen::Conflicts => app.conflicts.sequence(),
    };
    let at = sequence.iter().position(|id| *id == story)?;
    sequence.get(step(at)?).copied()
}

/// Does something to what the cursor is on.
pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    let slot = app.page.as_ref().and_then(StoryPage::slot);
    let story = app.story().map(|story| Story::clone(story));
    let (Some(slot), Some(story)) = (slot, story) else { return Vec::new() };
    let follows = matches!(action, Action::EditHere) && leads(slot);
    if !follows && !typing::may_write(app) {
        return Vec::new();
    }
    match action {
        Action::EditHere => edit(app, slot, &story, world),
        Action::AddHere => {
            add(app, slot, &story);
            Vec::new()
        }
        Action::Remove => remove(app, slot, &story, world),
        Action::Tick => tick(app, slot, &story, world),
        _ => reorder(app, slot, &story, action, world),
    }
}

/// Edits what the cursor is on in its place, or goes where it leads.
fn edit(app: &mut App, slot: Slot, story: &Story, world: &mut World<'_>) -> Vec<Effect> {
    match slot {
        Slot::Title => typing::open_for(app, Action::Title),
        Slot::Narrative => forming::open_for(app, Action::Narrative),
        Slot::Missing => return acts::ready(app, world),
        Slot::Criterion(id) => forming::criterion(app, story, Some(id)),
        Slot::AddCriterion => typing::open_for(app, Action::Criterion),
        Slot::Question(id) => forming::question(app, story, id),
        Slot::AddQuestion => typing::open_for(app, Action::Question),
        Slot::Description => forming::open_for(app, Action::Description),
        Slot::Note(id) => forming::note(app, story, Some(id)),
        Slot::AddNote => forming::note(app, story, None),
        Slot::Value(field) => return value(app, field, story, world),
        Slot::AddDependency => picking::open_for(app, Action::DependsOn),
        Slot::AddLink => picking::open_for(app, Action::Link),
        Slot::ReadyLine(_) | Slot::DoneLine(_) => return tick(app, slot, story, world),
        Slot::DependsOn(to)
        | Slot::NeededBy(to)
        | Slot::Link(to, _)
        | Slot::SplitFrom(to)
        | Slot::SplitInto(to) => follow(app, to),
        Slot::Idea(idea) => super::inbox::go_to(app, idea),
        Slot::Wording(_) => reword(app, story),
        Slot::History(_) | Slot::Verdict(_) => super::reading::history(app, world),
        Slot::Kept(_) => {
            app.tell("kept from the import as it was; an export gives it back", Tone::Refused);
        }
        Slot::Heading(_) => {}
    }
    Vec::new()
}

/// Goes to the field with the words a check stumbled over.
fn reword(app: &mut App, story: &Story) {
    let Some(page) = &mut app.page else { return };
    let Some(finding) = page.finding() else { return };
    let has = |text: &str| finding.words.iter().any(|word| text.contains(word.as_str()));
    let told = [&story.role, &story.want, &story.benefit];
    let criteria = story.criteria.iter();
    let criterion = criterion_with(criteria, &has);
    let slot = match criterion {
        _ if told.into_iter().any(|text| has(text)) => Slot::Narrative,
        Some(id) => Slot::Criterion(id),
        None if story.want.is_empty() && finding.rule != Check::WellFormed.word() => Slot::Title,
        None => Slot::Narrative,
    };
    page.go_to(slot);
}

/// The first criterion that is worded so.
fn criterion_with<'a>(
    mut criteria: impl Iterator<Item = &'a Criterion>,
    has: &dyn Fn(&str) -> bool,
) -> Option<Id<Criterion>> {
    criteria.find(|it| has(&it.text) || has(&it.then)).map(|it| it.id)
}

/// Edits a field: by picking where there is something to pick from, else by typing.
fn value(app: &mut App, field: Field, story: &Story, world: &mut World<'_>) -> Vec<Effect> {
    match field {
        Field::Status => picking::open_for(app, Action::ChooseState),
        Field::Tags => picking::open_for(app, Action::Tags),
        Field::Impediment => return acts::block(app, world),
        Field::Points => typing::open_for(app, Action::Estimate),
        Field::Sprint => {
            app.tell("a story is in the sprint it was planned for", Tone::Refused);
        }
        Field::Kind
        | Field::Epic
        | Field::Release
        | Field::Requester
        | Field::Assignee
        | Field::Skills
        | Field::Moscow
        | Field::Value
        | Field::Urgency
        | Field::Risk
        | Field::Impact
        | Field::Confidence => picking::open(app, Pick::Field(field)),
        field => {
            let held = app.backlog().and_then(|it| spelling::of_story(field, story, it));
            let label = format!("{field} of #{}", story.number);
            let text = held.unwrap_or_default();
            typing::open(app, Purpose::Value(field), &label, &text, vec![story.id]);
        }
    }
    Vec::new()
}

/// Adds another one of what the cursor is on.
fn add(app: &mut App, slot: Slot, story: &Story) {
    match slot {
        Slot::Question(_) | Slot::AddQuestion => typing::open_for(app, Action::Question),
        Slot::Note(_) | Slot::AddNote => forming::note(app, story, None),
        Slot::DependsOn(_) | Slot::AddDependency | Slot::NeededBy(_) => {
            picking::open_for(app, Action::DependsOn);
        }
        Slot::Link(..) | Slot::AddLink => picking::open_for(app, Action::Link),
        Slot::Value(Field::Tags) => picking::open_for(app, Action::Tags),
        _ => typing::open_for(app, Action::Criterion),
    }
}

/// Takes away or clears what the cursor is on.
fn remove(app: &mut App, slot: Slot, story: &Story, world: &mut World<'_>) -> Vec<Effect> {
    if let Some(finding) = app.page.as_ref().and_then(StoryPage::finding).cloned() {
        health::leave_it(app, &finding);
        return Vec::new();
    }
    let id = story.id;
    let k = |at: Option<usize>| at.map_or(0, |at| at + 1);
    let command = match slot {
        Slot::Criterion(it) => Command::RemoveCriterion {
            story: id,
            k: k(story.criteria.iter().position(|criterion| criterion.id == it)),
        },
        Slot::Question(it) => Command::RemoveQuestion {
            story: id,
            k: k(story.questions.iter().position(|question| question.id == it)),
        },
        Slot::Note(it) => Command::RemoveNote {
            story: id,
            k: k(story.notes.iter().position(|note| note.id == it)),
        },
        Slot::DependsOn(on) => Command::Depend { story: id, on, remove: true },
        Slot::NeededBy(other) => Command::Depend { story: other, on: id, remove: true },
        Slot::Link(to, _) => Command::Link { story: id, to, kind: LinkKind::Relates, remove: true },
        Slot::Narrative => {
            let fields = [Field::Role, Field::Want, Field::Benefit];
            let values = fields.into_iter().map(|field| (field, String::new())).collect();
            Command::SetStory { stories: vec![id], values }
        }
        Slot::Description => taking::set(vec![id], Field::Description, ""),
        Slot::Value(Field::Impediment) => Command::Unblock { stories: vec![id] },
        Slot::ReadyLine(line) => ticked(app, id, Lines::Ready, line, false),
        Slot::DoneLine(line) => ticked(app, id, Lines::Done, line, false),
        Slot::Value(field) if !matches!(field, Field::Status | Field::Kind | Field::Sprint) => {
            taking::set(vec![id], field, "")
        }
        _ => {
            let drop = app.key_of(Action::Drop);
            let words = format!("that cannot be taken away: {drop} gives the whole story up");
            app.tell(words, Tone::Refused);
            return Vec::new();
        }
    };
    acts::perform(app, &command, world)
}

/// Ticks a line of a definition, or takes its tick away.
fn tick(app: &mut App, slot: Slot, story: &Story, world: &mut World<'_>) -> Vec<Effect> {
    let command = match slot {
        Slot::ReadyLine(line) => {
            ticked(app, story.id, Lines::Ready, line, !story.ready_ticks.contains(&line))
        }
        Slot::DoneLine(line) => {
            ticked(app, story.id, Lines::Done, line, !story.done_ticks.contains(&line))
        }
        _ => {
            app.tell("Space ticks lines of Ready and Done; Enter edits this", Tone::Refused);
            return Vec::new();
        }
    };
    acts::perform(app, &command, world)
}

fn ticked(app: &App, story: StoryId, lines: Lines, line: Id<Line>, on: bool) -> Command {
    let product = app.backlog().map(crate::domain::backlog::Backlog::product);
    let list = product.map(|it| match lines {
        Lines::Ready => it.ready_lines.iter(),
        Lines::Done => it.done_lines.iter(),
    });
    let at = list.and_then(|mut list| list.position(|it| it.id == line));
    Command::Tick { story, lines, ks: at.map(|at| at + 1).into_iter().collect(), on }
}

/// Moves a criterion up or down.
fn reorder(
    app: &mut App,
    slot: Slot,
    story: &Story,
    action: Action,
    world: &mut World<'_>,
) -> Vec<Effect> {
    let Slot::Criterion(id) = slot else {
        app.tell("J and K move criteria here; t, b and m move the story", Tone::Refused);
        return Vec::new();
    };
    let Some(at) = story.criteria.iter().position(|it| it.id == id) else { return Vec::new() };
    let to = if action == Action::PartDown { at + 2 } else { at };
    if to == 0 || to > story.criteria.len() {
        let end = if to == 0 { "first" } else { "last" };
        app.tell(format!("it is the {end} criterion already"), Tone::Refused);
        return Vec::new();
    }
    acts::perform(app, &Command::MoveCriterion { story: story.id, k: at + 1, to }, world)
}
