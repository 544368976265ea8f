//! Which actions can do something now: the footer shows only those. It does none of them.

mod board;
mod conflicts;
mod health;
mod inbox;
mod plan;
mod refine;
mod review;
mod today;

use super::action::Action;
use super::app::{App, SaveMark};
use super::screen::Screen;
use super::screen::backlog::{BacklogScreen, Pane};
use super::screen::story::Slot;
use crate::domain::field::Field;
use crate::domain::ready;
use crate::domain::spelling;
use crate::domain::story::{Status, Story};

/// Whether an action can do something now.
#[must_use]
pub fn offers(app: &App, action: Action) -> bool {
    use Action as A;
    let Some(session) = &app.session else { return true };
    let writable = app.is_writable();
    let story = app.story();
    match action {
        action if action.moves() => app.page.is_some() || can_move(app),
        A::FollowUp | A::Split => review::offers(app, action),
        action if action.judges() => review::offers(app, action),
        A::NextPane | A::PreviousPane if app.screen == Screen::Review && app.page.is_none() => {
            app.review.has_panes()
        }
        A::NextPane | A::PreviousPane if app.screen == Screen::Conflicts && app.page.is_none() => {
            conflicts::offers(app, action)
        }
        A::Open if app.screen == Screen::Review && app.page.is_none() => {
            review::offers(app, action)
        }
        A::Conflicts => {
            app.screen != Screen::Conflicts && !session.backlog().conflicts().is_empty()
        }
        action if action.settles() => conflicts::offers(app, action),
        action if action.sorts_ideas() => inbox::offers(app, action),
        A::Open | A::NextPane | A::PreviousPane
            if app.screen == Screen::Health && app.page.is_none() =>
        {
            health::offers(app, action)
        }
        A::Dismiss | A::Confirm => health::offers(app, action),
        A::NextPane | A::PreviousPane | A::Ready
            if app.screen == Screen::Refine && app.page.is_none() =>
        {
            refine::offers(app, action)
        }
        A::NextPane | A::PreviousPane if app.screen == Screen::Inbox && app.page.is_none() => {
            inbox::offers(app, action)
        }
        A::NextMissing | A::Skip | A::StoryBefore => refine::offers(app, action),
        A::ShowRefine if app.screen == Screen::Refine => refine::offers(app, action),
        A::GoThere => today::offers(app, action),
        A::Forward | A::Backward | A::Daily => board::offers(app, action),
        A::Left | A::Right if app.screen == Screen::Board => board::offers(app, action),
        action if action.plans() => plan::offers(app, action),
        A::Figures if figures_of_the_order(app) => !session.backlog().stories().is_empty(),
        A::Disagreements | A::GoTo => !session.backlog().stories().is_empty(),
        A::Figures | A::SprintText | A::Records => !session.backlog().sprints().is_empty(),
        A::Add | A::Idea | A::Rules | A::Draft => writable,
        A::Estimate
        | A::Title
        | A::Narrative
        | A::Description
        | A::Criterion
        | A::Question
        | A::Note
        | A::Score
        | A::ChooseState
        | A::Tags
        | A::Belongs
        | A::DependsOn
        | A::Link
        | A::Drop
        | A::Block
        | A::Rewrite
        | A::AddHere => writable && story.is_some(),
        A::Ready => writable && story.is_some_and(|it| can_be_readied(it, app)),
        A::NextState => writable && story.is_some_and(|it| goes_on(it)),
        A::MoveDown | A::MoveUp | A::ToTop | A::ToBottom | A::MoveTo => {
            writable && app.list.rows.len() > 1
        }
        A::NextPane | A::PreviousPane if app.screen == Screen::Plan && app.page.is_none() => {
            plan::offers(app, action)
        }
        A::Mark
        | A::MarkRange
        | A::Open
        | A::NextPane
        | A::PreviousPane
        | A::History
        | A::Why
        | A::Copy => story.is_some(),
        A::NextStory | A::PreviousStory => app.list.rows.len() > 1,
        A::EditHere => slot(app).is_some_and(|it| leads(it) || writable && can_be_edited(it)),
        A::Remove => writable && something_is_there(app),
        A::Tick => writable && matches!(slot(app), Some(Slot::ReadyLine(_) | Slot::DoneLine(_))),
        A::PartDown | A::PartUp => {
            let several = story.is_some_and(|it| it.criteria.len() > 1);
            writable && several && matches!(slot(app), Some(Slot::Criterion(_)))
        }
        A::Filter => app.list.open > 0 || app.list.is_filtered(),
        A::Undo => writable && (session.next_undo().is_some() || !app.past_read),
        A::Redo => writable && (session.next_redo().is_some() || !app.past_read),
        A::Retry | A::SaveElsewhere => matches!(app.save, SaveMark::NotSaved(_)),
        A::TakeUp => app.waiting.iter().any(|it| !it.seen),
        A::Back => has_inside(app) || app.came_from.is_some() || app.drafting.waits,
        _ => true,
    }
}

/// Whether the figures of this screen are those of the order, which needs no sprint.
const fn figures_of_the_order(app: &App) -> bool {
    matches!(
        app.screen,
        Screen::Backlog | Screen::Refine | Screen::Inbox | Screen::Health | Screen::Conflicts
    )
}

/// Whether something was entered on the screen that can be left.
#[must_use]
pub fn has_inside(app: &App) -> bool {
    app.page.is_some()
        || match app.screen {
            Screen::Review => app.review.is_inside(),
            Screen::Refine => app.refine.is_inside(),
            Screen::Inbox => app.inbox.is_inside(),
            Screen::Conflicts => app.conflicts.is_inside(),
            Screen::Plan => plan::offers(app, Action::Back),
            Screen::Backlog => has_entered(&app.list),
            Screen::Today | Screen::Board | Screen::Health => false,
        }
}

/// Whether the list has something to leave: a filter, marks, a range, the detail.
fn has_entered(list: &BacklogScreen) -> bool {
    list.is_filtered()
        || !list.marks.is_empty()
        || list.range.is_some()
        || list.pane == Pane::Detail
}

fn can_move(app: &App) -> bool {
    match app.screen {
        Screen::Backlog => app.list.rows.len() > 1,
        Screen::Today => app.standing.can_move(),
        Screen::Plan => app.plan.can_move(),
        Screen::Board => app.board.can_move(),
        Screen::Review => app.review.can_move(),
        Screen::Refine => refine::can_move(app),
        Screen::Inbox => app.inbox.can_move(app.size),
        Screen::Health => app.health.can_move(),
        Screen::Conflicts => app.conflicts.can_move(app.size),
    }
}

fn slot(app: &App) -> Option<Slot> {
    app.page.as_ref()?.slot()
}

fn can_be_readied(story: &Story, app: &App) -> bool {
    let open = matches!(story.status, Status::Draft | Status::Ready);
    open && app.backlog().is_some_and(|backlog| !ready::is_ready(story, backlog))
}

fn goes_on(story: &Story) -> bool {
    story.status.is_open() && story.status != Status::Delivered
}

/// Whether what the cursor is on is followed or read, not changed.
#[must_use]
pub const fn leads(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::DependsOn(_)
            | Slot::NeededBy(_)
            | Slot::Link(..)
            | Slot::SplitFrom(_)
            | Slot::SplitInto(_)
            | Slot::History(_)
            | Slot::Verdict(_)
            | Slot::Idea(_)
            | Slot::Wording(_)
    )
}

const fn can_be_edited(slot: Slot) -> bool {
    !matches!(slot, Slot::Kept(_) | Slot::Value(Field::Sprint))
}

/// Whether the cursor is on something that can be taken away or cleared.
fn something_is_there(app: &App) -> bool {
    let (Some(slot), Some(story), Some(backlog)) = (slot(app), app.story(), app.backlog()) else {
        return false;
    };
    let holds = |field: Field| spelling::of_story(field, story, backlog).is_some();
    match slot {
        Slot::Criterion(_)
        | Slot::Question(_)
        | Slot::Note(_)
        | Slot::DependsOn(_)
        | Slot::NeededBy(_)
        | Slot::Link(..)
        | Slot::Wording(_) => true,
        Slot::Narrative => [Field::Role, Field::Want, Field::Benefit].into_iter().any(holds),
        // As a value it would be a copy of the whole text.
        Slot::Description => !story.description.is_empty(),
        Slot::ReadyLine(line) => story.ready_ticks.contains(&line),
        Slot::DoneLine(line) => story.done_ticks.contains(&line),
        Slot::Value(Field::Impediment) => story.impediment.is_some(),
        Slot::Value(field) => {
            !matches!(field, Field::Status | Field::Kind | Field::Sprint) && holds(field)
        }
        _ => false,
    }
}
