//! Which actions can do something now: the footer shows only those. It does none of them.

use super::action::Action;
use super::app::{App, SaveMark};
use super::screen::backlog::Pane;
use super::screen::story::Slot;
use crate::domain::ready;
use crate::domain::story::{Status, Story};

/// Whether an action can do something now.
#[must_use]
pub fn offers(app: &App, action: Action) -> bool {
    use Action as A;
    let Some(session) = &app.session else { return true };
    let writable = app.is_writable();
    let story = app.story();
    match action {
        action if action.moves() => app.page.is_some() || app.list.rows.len() > 1,
        A::Add | A::Idea => writable,
        A::Estimate
        | A::Title
        | A::Narrative
        | A::Description
        | A::Criterion
        | A::Question
        | A::Note
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
        A::Mark
        | A::MarkRange
        | A::Open
        | A::NextPane
        | A::History
        | A::Copy
        | A::EditHere
        | A::NextStory
        | A::PreviousStory => story.is_some(),
        A::Remove => writable && slot(app).is_some_and(can_be_removed),
        A::Tick => writable && matches!(slot(app), Some(Slot::ReadyLine(_) | Slot::DoneLine(_))),
        A::PartDown | A::PartUp => writable && matches!(slot(app), Some(Slot::Criterion(_))),
        A::Filter => app.list.open > 0 || app.list.is_filtered(),
        A::GoTo => !session.backlog().stories().is_empty(),
        A::Undo => writable && (session.next_undo().is_some() || !app.past_read),
        A::Redo => writable && (session.next_redo().is_some() || !app.past_read),
        A::Retry => matches!(app.save, SaveMark::NotSaved(_)),
        A::Back => {
            app.page.is_some()
                || app.list.is_filtered()
                || !app.list.marks.is_empty()
                || app.list.range.is_some()
                || app.list.pane == Pane::Detail
        }
        _ => true,
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

/// Whether what the cursor is on can be taken away or cleared.
#[must_use]
pub const fn can_be_removed(slot: Slot) -> bool {
    use crate::domain::field::Field;
    match slot {
        Slot::Narrative
        | Slot::Description
        | Slot::Criterion(_)
        | Slot::Question(_)
        | Slot::Note(_)
        | Slot::DependsOn(_)
        | Slot::NeededBy(_)
        | Slot::Link(..)
        | Slot::ReadyLine(_)
        | Slot::DoneLine(_) => true,
        Slot::Value(field) => !matches!(field, Field::Status | Field::Kind | Field::Sprint),
        _ => false,
    }
}
