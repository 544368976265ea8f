//! The footer: the keys that matter here and now, from the table of actions, and what can follow
//! a key that begins a longer run. It shows nothing that does nothing.

mod plan;

use ratatui::layout::Rect;

use super::Pen;
use super::bars;
use crate::say::{plain, width};
use crate::tui::action::{Action, Place, Shown, row, within};
use crate::tui::app::{App, Overlay};
use crate::tui::help;
use crate::tui::layout::Layout;
use crate::tui::offers::offers;
use crate::tui::part::palette::{Offer, Palette};
use crate::tui::part::picker::Pick;
use crate::tui::part::prompt::Purpose;
use crate::tui::part::splitting::Spot;
use crate::tui::screen::Screen;
use crate::tui::screen::backlog::Pane;
use crate::tui::screen::story::Slot;
use crate::tui::theme::Role;

/// What the list offers first, as far as it is possible.
const ON_LIST: &[Action] = &[
    Action::Open,
    Action::Add,
    Action::Estimate,
    Action::MoveDown,
    Action::Ready,
    Action::Filter,
    Action::CommandLine,
    Action::Undo,
];

/// What the page of a story offers first.
const ON_PAGE: &[Action] = &[
    Action::EditHere,
    Action::Tick,
    Action::AddHere,
    Action::Remove,
    Action::PartDown,
    Action::Ready,
    Action::NextStory,
    Action::Rewrite,
    Action::Undo,
];

/// What the Today screen offers first.
const ON_TODAY: &[Action] = &[Action::GoThere, Action::Idea, Action::CommandLine, Action::Undo];

/// What the Board offers first.
const ON_BOARD: &[Action] = &[
    Action::Open,
    Action::Forward,
    Action::Backward,
    Action::Daily,
    Action::Block,
    Action::Figures,
    Action::ShowPlan,
    Action::Undo,
];

/// What the Review offers first.
const ON_REVIEW: &[Action] = &[
    Action::Met,
    Action::Unmet,
    Action::RestMet,
    Action::Accept,
    Action::Reject,
    Action::Feedback,
    Action::FollowUp,
    Action::CloseSprint,
    Action::Open,
    Action::Undo,
];

/// What closing a sprint offers first.
const ON_CLOSING: &[Action] = &[
    Action::OtherWay,
    Action::AllOtherWay,
    Action::Split,
    Action::CloseNow,
    Action::Back,
    Action::Undo,
];

/// What the story that is refined offers first.
const ON_REFINE: &[Action] = &[
    Action::NextMissing,
    Action::Ready,
    Action::Skip,
    Action::StoryBefore,
    Action::Estimate,
    Action::Criterion,
    Action::Question,
    Action::Split,
    Action::Open,
    Action::Undo,
];

/// What is offered once a round of refining is through.
const ON_REFINED: &[Action] = &[
    Action::ShowPlan,
    Action::ShowRefine,
    Action::StoryBefore,
    Action::ShowBacklog,
    Action::ShowToday,
    Action::Undo,
];

/// What the Inbox offers first.
const ON_INBOX: &[Action] = &[
    Action::MakeStory,
    Action::JoinStory,
    Action::DismissIdea,
    Action::RestoreIdea,
    Action::Idea,
    Action::AllIdeas,
    Action::NextPane,
    Action::Undo,
];

/// What the Health screen offers first.
const ON_HEALTH: &[Action] =
    &[Action::Open, Action::Confirm, Action::Dismiss, Action::NextPane, Action::Back, Action::Undo];
/// What settling what two sides wrote offers first.
const ON_CONFLICTS: &[Action] = &[
    Action::Ours,
    Action::Theirs,
    Action::AllOurs,
    Action::AllTheirs,
    Action::Open,
    Action::NextPane,
    Action::Back,
    Action::Undo,
];

const ON_WELCOME: &[Action] = &[Action::MakeHere, Action::Sample];

/// Key and words of something that can be done.
pub type Hint = (String, String);

/// Draws the footer.
pub(super) fn draw(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if let Some(error) = app.list.filter_error.as_deref().filter(|_| is_filtering(app)) {
        let words = format!("! {}", plain::line(error));
        pen.at(area, 1, 0, &width::cut(&words, usize::from(area.width) - 2), Role::Warn);
        return;
    }
    if !app.pending.is_empty() {
        return which_key(app, area, pen);
    }
    let (hints, last) = hints(app);
    let wide = |hint: &Hint| width::width(&hint.0) + width::width(&hint.1) + 3;
    // The way out and the help are always there; what else fits comes before them.
    let mut room = usize::from(area.width).saturating_sub(last.iter().map(wide).sum());
    let fits = |hint: &Hint| {
        let fits = wide(hint) <= room;
        room = if fits { room - wide(hint) } else { 0 };
        fits
    };
    let hints: Vec<Hint> = hints.into_iter().take_while(fits).chain(last).collect();
    let mut column = 1;
    for (key, words) in hints {
        column = pen.at(area, column, 0, &key, Role::Key);
        column = pen.at(area, column + 1, 0, &words, Role::Dim) + 2;
    }
}

/// What can follow the keys pressed so far.
fn which_key(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let reading = matches!(app.overlay, Some(Overlay::Pager(_)));
    let place = if reading { Place::Reading } else { app.place() };
    let after = app.keys.after(&app.pending, place).into_iter();
    // Over the welcome a text can be scrolled, but there is no story to go to.
    let holds = |action: Action| action.moves() || row(action, app.place()).is_some();
    let room = usize::from(area.width.saturating_sub(2));
    let mut said = String::from("then:");
    let mut used = said.len();
    for (key, row) in after.filter(|(_, row)| holds(row.action)) {
        // A key stays on the line of its words.
        let hint = format!("{} {}", Shown(&key), row.short);
        let wide = 3 + width::width(&hint);
        let goes_on = used + wide <= room;
        said.push_str(if goes_on { "   " } else { "\n" });
        said.push_str(&hint);
        used = if goes_on { used + wide } else { wide };
    }
    bars::upwards(area, &said, Role::Key, pen);
}

fn is_filtering(app: &App) -> bool {
    matches!(&app.overlay, Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Filter)
}

/// What can be done now, most wanted first, and what is always offered.
#[must_use]
pub fn hints(app: &App) -> (Vec<Hint>, Vec<Hint>) {
    if let Some(overlay) = &app.overlay {
        let mut hints = over(app, overlay);
        let out = hints.pop();
        return (hints, out.into_iter().collect());
    }
    let place = app.place();
    let hint = |action: Action, words: Option<&str>| {
        let row = row(action, place).filter(|row| within(row.place, place))?;
        let key = help::first(row, place, &app.keys);
        (!key.is_empty()).then(|| (key, words.unwrap_or(row.short).to_owned()))
    };
    let mut hints = Vec::new();
    if place == Place::List && app.list.pane == Pane::Detail {
        hints.extend([(keys(app, &[Action::Down, Action::Up], place), "scroll".to_owned())]);
        hints.extend(hint(Action::Back, Some("back to the list")));
    }
    let (wanted, limit) = match place {
        Place::Welcome => (ON_WELCOME, 4),
        Place::Story => (ON_PAGE, 6),
        Place::Today => (ON_TODAY, 5),
        Place::Plan => (plan::wanted(app), 7),
        Place::Board => (ON_BOARD, 7),
        Place::Review => (ON_REVIEW, 8),
        Place::Closing => (ON_CLOSING, 6),
        Place::Refine if app.refine.story().is_none() => (ON_REFINED, 6),
        Place::Refine => (ON_REFINE, 8),
        Place::Inbox => (ON_INBOX, 7),
        Place::Health => (ON_HEALTH, 7),
        Place::Conflicts => (ON_CONFLICTS, 8),
        _ => (ON_LIST, 7),
    };
    if place != Place::Welcome && offers(app, Action::TakeUp) {
        hints.extend(hint(Action::TakeUp, None));
    }
    // What waits to be settled waits everywhere.
    let waits = [Action::Conflicts].into_iter().filter(|_| place.is_screen());
    let wanted = waits.chain(wanted.iter().copied());
    for action in wanted.filter(|action| offers(app, *action)).take(limit) {
        if let Some((key, words)) = hint(action, words_here(app, action)) {
            let both = match action {
                Action::MoveDown => keys(app, &[action, Action::MoveUp], place),
                Action::Left => keys(app, &[action, Action::Right], place),
                Action::PartDown => keys(app, &[action, Action::PartUp], place),
                _ => key,
            };
            hints.push((both, words));
        }
    }
    let back = hint(Action::Back, None).filter(|_| place == Place::Story);
    let more = hint(Action::Help, Some("more"));
    let quit = hint(Action::Quit, None).filter(|_| place != Place::Story);
    (hints, back.into_iter().chain(more).chain(quit).collect())
}

/// What Enter does to what the cursor is on.
fn words_here(app: &App, action: Action) -> Option<&'static str> {
    let Some(page) = &app.page else {
        let here = app.screen == Screen::Health;
        return plan::words(app, action)
            .or_else(|| super::review::words(app, action))
            .or_else(|| super::refine::words(app, action))
            .or_else(|| super::inbox::words(app, action))
            .or_else(|| here.then(|| super::health::words(app, action)).flatten());
    };
    match (action, page.slot()?) {
        (
            Action::EditHere,
            Slot::DependsOn(_)
            | Slot::NeededBy(_)
            | Slot::Link(..)
            | Slot::SplitFrom(_)
            | Slot::SplitInto(_)
            | Slot::Idea(_)
            | Slot::Wording(_),
        ) => Some("go there"),
        (Action::Remove, Slot::Wording(_)) => Some("leave it"),
        (Action::EditHere, Slot::Missing) => Some("make ready"),
        (Action::EditHere, Slot::ReadyLine(_) | Slot::DoneLine(_)) => Some("tick"),
        (Action::EditHere, Slot::History(_) | Slot::Verdict(_)) => Some("whole history"),
        (Action::EditHere, Slot::Question(_)) => Some("answer, reword"),
        (
            Action::EditHere,
            Slot::AddCriterion
            | Slot::AddQuestion
            | Slot::AddNote
            | Slot::AddDependency
            | Slot::AddLink,
        ) => Some("add"),
        _ => None,
    }
}

/// The first keys of several actions, as one.
fn keys(app: &App, actions: &[Action], place: Place) -> String {
    let first = |action: &Action| {
        row(*action, place).map(|row| help::first(row, place, &app.keys)).unwrap_or_default()
    };
    actions.iter().map(first).collect::<Vec<_>>().join("/")
}

/// What can be done with what lies over the screen.
fn over(app: &App, overlay: &Overlay) -> Vec<Hint> {
    use Action as A;
    let typing = |action: A, words: &str| (keys(app, &[action], Place::Typing), words.to_owned());
    let reading = |action: A, words: &str| (keys(app, &[action], Place::Reading), words.to_owned());
    match overlay {
        Overlay::Prompt(prompt) => match prompt.purpose {
            Purpose::Filter => vec![typing(A::Take, "keep"), typing(A::Leave, "no filter")],
            Purpose::Criterion => vec![
                typing(A::Take, "add, and the next one; on an empty line end"),
                typing(A::WholeForm, "Given/When/Then"),
                typing(A::Leave, "leave"),
            ],
            _ => vec![typing(A::Take, "done"), typing(A::Leave, "leave, the text is kept")],
        },
        Overlay::Form(_) => vec![
            typing(A::Take, "next, then done"),
            typing(A::Complete, "next line"),
            typing(A::Done, "done"),
            typing(A::Leave, "leave, the text is kept"),
        ],
        Overlay::Splitting(it) => {
            let on_criterion = matches!(it.at, Spot::Criterion(_));
            let gives = on_criterion.then(|| typing(A::Choose, "where to"));
            let rest = [
                typing(A::Take, if on_criterion { "next" } else { "next, then done" }),
                typing(A::Complete, "next line"),
                typing(A::Done, "done"),
                typing(A::Leave, "leave, the text is kept"),
            ];
            gives.into_iter().chain(rest).collect()
        }
        Overlay::Editor(editor) if editor.purpose == Purpose::Draft => {
            let mut hints = vec![typing(A::Done, "show the drafts")];
            if app.drafting.assistant.is_some() {
                hints.push(typing(A::Assist, "ask the assistant"));
            }
            hints.push(typing(A::Leave, "leave, the text is kept"));
            hints
        }
        Overlay::Editor(_) => {
            vec![typing(A::Done, "done"), typing(A::Leave, "leave, the text is kept")]
        }
        Overlay::Picker(picker) => {
            let (moves, drafts) = match picker.pick {
                Pick::Disagreements => (true, false),
                pick => (false, pick == Pick::Drafts),
            };
            let take = match (moves, drafts) {
                (true, _) => "move it there, then the next",
                (_, true) => "keep",
                _ => "take",
            };
            let mut hints = vec![typing(A::Take, take)];
            if picker.many {
                hints.push(typing(A::Choose, if drafts { "tick" } else { "choose" }));
            }
            if drafts {
                hints.push(typing(A::Rewrite, "editor"));
            }
            if drafts && app.drafting.assistant.is_some() {
                hints.push(typing(A::Assist, "assistant"));
            }
            if picker.hits.len() > 1 {
                hints.push((keys(app, &[A::Next, A::Previous], Place::Typing), "move".to_owned()));
            }
            hints.push(typing(A::Leave, "leave"));
            hints
        }
        Overlay::Palette(palette) => on_palette(app, palette),
        Overlay::Pager(pager) if pager.finding.is_some() => {
            vec![typing(A::Take, "keep"), typing(A::Leave, "show everything")]
        }
        Overlay::Pager(pager) => {
            // What is fit for a mail is there to be copied.
            let copy = pager.copied.as_ref().map(|_| reading(A::CopyText, "copy as Markdown"));
            let room = usize::from(Layout::overlay(app.size).height.saturating_sub(2));
            let both = keys(app, &[A::Down, A::Up], Place::Reading);
            let scroll = (pager.lines.len() > room).then(|| (both, "scroll".to_owned()));
            scroll
                .into_iter()
                .chain(copy)
                .chain([
                    reading(A::Find, "find"),
                    reading(
                        A::Back,
                        if pager.sought.is_empty() { "close" } else { "show everything" },
                    ),
                ])
                .collect()
        }
        Overlay::Unsaved(_) => {
            let ways =
                [("W", "try again"), ("s", "save elsewhere"), ("y", "quit"), ("Esc", "stay")];
            ways.map(|(key, words)| (key.to_owned(), words.to_owned())).into()
        }
    }
}

/// What can be done with the line of the palette and what it could become.
fn on_palette(app: &App, palette: &Palette) -> Vec<Hint> {
    use Action as A;
    let typing = |actions: &[A], words: &str| (keys(app, actions, Place::Typing), words.to_owned());
    let mut hints = vec![typing(&[A::Take], "do")];
    // A story is gone to, not written out.
    if palette.likeliest().is_some_and(|it| !matches!(it.offer, Offer::Story(_))) {
        hints.push(typing(&[A::Complete], "complete"));
    }
    if !palette.offers.is_empty() || !app.commands.is_empty() {
        hints.push(typing(&[A::Next, A::Previous], "choose, earlier lines"));
    }
    hints.push(typing(&[A::Leave], "leave"));
    hints
}
