//! Which keys of the Review, and of closing a sprint, can do something now. It does none of them.

use crate::domain::story::Status;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::review::Said;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let review = &app.review;
    let status = app.story().map(|story| story.status);
    let judged = matches!(status, Some(Status::Doing | Status::Delivered));
    let here = review.here().filter(|_| judged);
    let goal = review.on_goal();
    match action {
        Action::Open => status.is_some() || goal && app.is_writable(),
        _ if !app.is_writable() => false,
        Action::Met if goal => review.goal_met != Some(true),
        Action::Unmet if goal => review.goal_met != Some(false),
        Action::Unjudged if goal => review.goal_met.is_some(),
        Action::Met => here.is_some_and(|it| it.said != Said::Met),
        // Of a line of done there is no word but its tick.
        Action::Unmet => here.is_some_and(|it| it.criterion.is_some() || it.said == Said::Met),
        Action::Unjudged => here.is_some_and(|it| it.said != Said::Open),
        Action::RestMet => judged && review.row().is_some_and(|row| row.count(Said::Open) > 0),
        Action::Accept | Action::Reject => status == Some(Status::Delivered),
        Action::Feedback => status.is_some(),
        Action::FollowUp => status == Some(Status::Accepted),
        Action::Split => status.is_some_and(Status::is_open),
        Action::CloseSprint => review.sprint.is_some(),
        Action::OtherWay | Action::AllOtherWay => review.closing.story().is_some(),
        Action::CloseNow => app.is_closing(),
        _ => false,
    }
}
