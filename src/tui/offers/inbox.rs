//! Which keys of the Inbox can do something now. It does none of them.

use crate::domain::idea::IdeaState;
use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let inbox = &app.inbox;
    let state = inbox.row().map(|row| row.state);
    let said = matches!(state, Some(IdeaState::New | IdeaState::Kept));
    match action {
        Action::NextPane | Action::PreviousPane => inbox.can_scroll(app.size),
        Action::AllIdeas => inbox.all || inbox.old() > 0,
        // The story of one that was kept is only looked at.
        Action::MakeStory if state == Some(IdeaState::Kept) => inbox.story().is_some(),
        _ if !app.is_writable() => false,
        Action::MakeStory => state == Some(IdeaState::New),
        Action::JoinStory => {
            said && app.backlog().is_some_and(|backlog| !backlog.stories().is_empty())
        }
        Action::DismissIdea => said,
        Action::RestoreIdea => state == Some(IdeaState::Dismissed),
        _ => false,
    }
}
