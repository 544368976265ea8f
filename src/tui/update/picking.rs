//! Lists to pick from: opened with what there is, searched, and taken. Each pick builds the
//! command the command line would build.

mod choices;
mod rules;

use crossterm::event::KeyEvent;

use super::World;
use super::{acts, disagreeing, drafting, keeping, looking, plan, reading, taking, typing};
use crate::domain::command::Command;
use crate::domain::field::Field;
use crate::domain::story::{LinkKind, Status, Story, StoryId};
use crate::tui::action::{Action, Key, Meaning, Place};
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::picker::{Chosen, Pick, Picker, Value};
use crate::tui::part::stories::{For, Stories};
use crate::tui::screen::Screen;
use crate::tui::screen::columns::Column;
use crate::tui::screen::story::StoryPage;

/// Opens the list of an action.
pub(super) fn open_for(app: &mut App, action: Action) {
    let pick = match action {
        Action::ChooseState => Pick::State,
        Action::Tags => Pick::Tags,
        Action::Belongs => Pick::Belongs,
        Action::DependsOn => Pick::DependsOn,
        Action::Link => Pick::Link,
        Action::Columns => Pick::Columns,
        Action::Rules => Pick::Rules,
        Action::Themes => Pick::Theme,
        Action::Records => Pick::Record,
        _ => Pick::GoTo,
    };
    open(app, pick);
}

/// Opens a list with what there is to pick from.
pub(super) fn open(app: &mut App, pick: Pick) {
    let looks_only = matches!(pick, Pick::GoTo | Pick::Columns | Pick::Theme | Pick::Record);
    if !looks_only && !typing::may_write(app) {
        return;
    }
    if pick == Pick::Rules {
        return open_about(app, pick, Vec::new());
    }
    if !looks_only && app.story().is_none() {
        app.tell_no_story();
        return;
    }
    // What is between two stories is about the one one looks at; the rest is for all marked.
    let one = matches!(pick, Pick::DependsOn | Pick::Link);
    let here = app.story().map(|story| story.id);
    let targets = if one { here.into_iter().collect() } else { app.targets() };
    open_about(app, pick, targets);
}

/// Opens a list about these stories.
pub(super) fn open_about(app: &mut App, pick: Pick, targets: Vec<StoryId>) {
    let Some(backlog) = app.backlog() else { return };
    let here = targets.first().copied();
    let stories: Vec<&Story> =
        targets.iter().filter_map(|id| backlog.story(*id).map(|story| &**story)).collect();
    let who = typing::who(app, &targets);
    let picker = match pick {
        Pick::GoTo => {
            let stories = Stories::list(For::GoTo, None, backlog);
            Picker::over(pick, "Go to a story".to_owned(), stories, targets)
        }
        Pick::DependsOn => {
            let stories = Stories::list(For::DependsOn, here, backlog);
            Picker::over(pick, format!("What must come before {who}?"), stories, targets)
        }
        Pick::Link => {
            let stories = Stories::list(For::Link, here, backlog);
            Picker::over(pick, format!("Link {who} with"), stories, targets)
        }
        Pick::Tags => {
            let choices = choices::words(Field::Tags, &stories, backlog);
            let picker = Picker::new(pick, format!("Tags of {who}"), choices, targets);
            picker.several().or_new(choices::new_word)
        }
        Pick::Field(Field::Skills) => {
            let choices = choices::words(Field::Skills, &stories, backlog);
            let picker = Picker::new(pick, format!("Skills for {who}"), choices, targets);
            picker.several().or_new(choices::new_word)
        }
        Pick::Belongs => {
            let choices = choices::belongs(&stories, backlog);
            let heading = format!("Epic, release, requester, assignee of {who}");
            Picker::new(pick, heading, choices, targets).or_new(choices::new_person)
        }
        Pick::State => {
            let choices = choices::states(&stories);
            Picker::new(pick, format!("State of {who}"), choices, targets)
        }
        Pick::Field(field) => {
            let choices = choices::values(field, &stories, backlog);
            let picker = Picker::new(pick, format!("{field} of {who}"), choices, targets);
            match field {
                Field::Requester => picker.or_new(choices::new_requester),
                Field::Assignee => picker.or_new(choices::new_assignee),
                _ => picker,
            }
        }
        Pick::Columns => {
            let choices = choices::columns(app, backlog);
            Picker::new(pick, "Columns of the list".to_owned(), choices, targets).several()
        }
        Pick::Record => {
            let choices = choices::sprints(backlog, app.today);
            Picker::new(pick, "The record of which sprint?".to_owned(), choices, Vec::new())
        }
        Pick::Rules => {
            let choices = rules::choices(backlog.product());
            Picker::new(pick, "What is asked of a story".to_owned(), choices, targets).several()
        }
        // Opened by the one who asks for it, who knows what comes in.
        Pick::GoesOut(_) | Pick::Join(_) | Pick::Backup | Pick::Drafts => return,
        Pick::Disagreements => return disagreeing::open(app),
        Pick::Theme => {
            let choices = choices::themes(app.look.theme);
            Picker::new(pick, "How it looks".to_owned(), choices, targets)
        }
    };
    let mut picker = Box::new(picker);
    if let Some(words) = app.sought.remove(&(pick, picker.targets.clone())) {
        picker.line.set(&words);
        picker.find();
    }
    app.overlay = Some(Overlay::Picker(picker));
}

/// Leaves without picking; words that were typed come back when it is opened again.
fn leave(app: &mut App, picker: &Picker) {
    if picker.pick == Pick::Drafts {
        drafting::leave(app, picker);
        return;
    }
    let words = picker.line.text();
    if picker.pick.takes_words() && !words.is_empty() {
        app.sought.insert((picker.pick, picker.targets.clone()), words.to_owned());
    }
}

/// Takes a key while picking.
pub(super) fn key(
    app: &mut App,
    mut picker: Box<Picker>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    use Action as A;
    let height = usize::from(picker.rows(app.size).height).max(1);
    let page = isize::try_from(height).unwrap_or(1);
    let pressed = Key::from(event);
    // Keys that move a page mean the same as everywhere.
    let far = match app.keys.meaning(&[pressed], Place::Reading) {
        Meaning::Action(A::PageDown) if !pressed.types() => Some(page),
        Meaning::Action(A::PageUp) if !pressed.types() => Some(-page),
        _ => None,
    };
    match app.keys.meaning(&[pressed], Place::Typing) {
        Meaning::Action(A::Leave) => {
            leave(app, &picker);
            return Vec::new();
        }
        Meaning::Action(A::Rewrite) if picker.pick == Pick::Drafts => {
            return drafting::edit(app, picker);
        }
        Meaning::Action(A::Assist) if picker.pick == Pick::Drafts => {
            return drafting::assist_from_list(app, picker);
        }
        Meaning::Action(A::Take | A::Done) => return take(app, picker, world),
        Meaning::Action(A::Next | A::Complete) => picker.go(1, height),
        Meaning::Action(A::Previous | A::BackUp) => picker.go(-1, height),
        Meaning::Action(A::Choose) if picker.many => {
            picker.choose();
            if picker.line.text().is_empty() {
                picker.go(1, height);
            } else {
                // The word has done its work: the next one is typed afresh.
                picker.line.set("");
                picker.find();
            }
        }
        _ if far.is_some() => picker.go(far.unwrap_or(0), height),
        _ => {
            if picker.line.key(event) {
                picker.find();
            }
        }
    }
    app.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

/// Takes what is under the cursor, or what was chosen; what is refused stays open.
pub(super) fn take(app: &mut App, mut picker: Box<Picker>, world: &mut World<'_>) -> Vec<Effect> {
    if picker.pick == Pick::Disagreements {
        return disagreeing::take(app, picker, world);
    }
    match taken(app, &picker, world) {
        Ok(effects) => effects,
        Err(sentence) => {
            picker.refused = Some(sentence);
            app.overlay = Some(Overlay::Picker(picker));
            Vec::new()
        }
    }
}

/// What the pick does; a refusal comes back as a sentence and the list stays.
fn taken(app: &mut App, picker: &Picker, world: &mut World<'_>) -> Result<Vec<Effect>, String> {
    if picker.many {
        return several(app, picker, world);
    }
    let Some(choice) = picker.at(picker.cursor) else {
        return Err("nothing matches: change the words, or Esc".to_owned());
    };
    let stories = picker.targets.clone();
    let first = stories.first().copied();
    let command = match (&choice.value, picker.pick) {
        (value, Pick::GoesOut(sprint)) => {
            plan::went_out(app, sprint, stories, value);
            return Ok(Vec::new());
        }
        (Value::Story(id), Pick::GoTo) => {
            go_to(app, *id);
            return Ok(Vec::new());
        }
        (Value::Story(story), Pick::Join(idea)) => Command::JoinIdea { idea, story: *story },
        (Value::Story(on), Pick::DependsOn) => {
            let story = first.ok_or("there is no story here")?;
            Command::Depend { story, on: *on, remove: choice.was == Chosen::Yes }
        }
        (Value::Story(to), _) => {
            let story = first.ok_or("there is no story here")?;
            let remove = choice.was == Chosen::Yes;
            Command::Link { story, to: *to, kind: LinkKind::Relates, remove }
        }
        (Value::Follows(to), _) => {
            let story = first.ok_or("there is no story here")?;
            Command::Link { story, to: *to, kind: LinkKind::Follows, remove: false }
        }
        (Value::Set(field, value), _) => taking::set(stories, *field, value),
        (Value::State(status), _) => return to_state(app, *status, stories, world),
        (Value::Sprint(sprint), _) => {
            reading::of_record(app, *sprint);
            return Ok(Vec::new());
        }
        (Value::Backup(name), _) => return Ok(keeping::restore(name)),
        (Value::Theme(theme), _) => return Ok(looking::theme(app, *theme)),
        (
            Value::Word(_)
            | Value::Column(_)
            | Value::Rule(_)
            | Value::Check(_)
            | Value::Draft(_)
            | Value::Nothing,
            _,
        ) => return Ok(Vec::new()),
    };
    acts::try_perform(app, &command, world)
}

/// Takes what was chosen and what was not any more; where nothing was, what the cursor is on.
fn several(app: &mut App, picker: &Picker, world: &mut World<'_>) -> Result<Vec<Effect>, String> {
    if picker.pick == Pick::Drafts {
        return drafting::keep(app, picker, world);
    }
    if picker.pick == Pick::Columns {
        let column = |value: &Value| match value {
            Value::Column(column) => Some(*column),
            _ => None,
        };
        let chosen = picker.choices.iter().filter(|it| it.chosen == Chosen::Yes);
        let chosen: Vec<Column> = chosen.filter_map(|it| column(&it.value)).collect();
        let unchanged = picker.changed().next().is_none();
        let chosen = if unchanged { app.look.columns.clone() } else { chosen };
        return Ok(looking::columns(app, with_title(chosen)));
    }
    if picker.pick == Pick::Rules {
        let command = rules::command(picker);
        return command.map_or(Ok(Vec::new()), |it| acts::try_perform(app, &it, world));
    }
    let tag = |value: &Value| match value {
        Value::Word(it) => Some(it.clone()),
        _ => None,
    };
    let to = |chosen: Chosen| {
        picker.changed().filter(move |it| it.chosen == chosen).filter_map(move |it| tag(&it.value))
    };
    let (mut add, mut remove): (Vec<String>, Vec<String>) =
        (to(Chosen::Yes).collect(), to(Chosen::No).collect());
    let typed = !picker.line.text().trim().is_empty();
    let nothing = add.is_empty() && remove.is_empty();
    if (nothing || typed)
        && let Some(choice) = picker.at(picker.cursor).filter(|it| it.chosen == it.was)
    {
        let words = if choice.was == Chosen::Yes { &mut remove } else { &mut add };
        words.extend(tag(&choice.value));
    }
    let stories = picker.targets.clone();
    if picker.pick == Pick::Tags {
        return acts::try_perform(app, &Command::Tag { stories, add, remove }, world);
    }
    let chosen = |it: &&crate::tui::part::picker::Choice| it.chosen == Chosen::Yes;
    let mut words: Vec<String> =
        picker.choices.iter().filter(chosen).filter_map(|it| tag(&it.value)).collect();
    words.extend(add);
    words.retain(|it| !remove.contains(it));
    acts::try_perform(app, &taking::set(stories, Field::Skills, &words.join(" ")), world)
}

/// The title is always there, unless the usual columns are meant.
fn with_title(mut chosen: Vec<Column>) -> Vec<Column> {
    if !chosen.is_empty() && !chosen.contains(&Column::Title) {
        chosen.push(Column::Title);
    }
    chosen
}

/// Goes to a story: its row in the list, or its page where the list does not show it or a page is
/// open.
pub(super) fn go_to(app: &mut App, id: StoryId) {
    if app.page.is_none() {
        app.show(Screen::Backlog);
    }
    let height = app.layout().list.height;
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    app.list.go_to(id, height, backlog);
    let there = app.list.story(backlog).is_some_and(|story| story.id == id);
    if !there || app.page.is_some() {
        app.page = Some(StoryPage::of(id, backlog));
    }
}

/// Brings stories to a state by the act that leads there.
fn to_state(
    app: &mut App,
    status: Status,
    stories: Vec<StoryId>,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let is = |id: &StoryId| app.backlog()?.story(*id).map(|story| story.status);
    let held: Vec<Status> = stories.iter().filter_map(is).collect();
    let all = |wanted: Status| held.iter().all(|state| *state == wanted);
    if all(status) {
        app.tell("nothing to do: it is so already", Tone::Done);
        return Ok(Vec::new());
    }
    let command = match status {
        Status::Draft if all(Status::Dropped) => Command::Restore { stories },
        Status::Draft => Command::Unready { stories },
        Status::Ready if all(Status::Doing) => Command::Back { stories },
        Status::Ready => Command::Ready { stories, overriding: None },
        Status::Doing if all(Status::Delivered) => Command::Back { stories },
        Status::Doing => Command::Start { stories },
        Status::Delivered => Command::Deliver { stories },
        Status::Dropped => {
            typing::open_for(app, Action::Drop);
            return Ok(Vec::new());
        }
        Status::Accepted => {
            let review = app.key_of(Action::ShowReview);
            return Err(format!(
                "accepting is the verdict, not a state to set: {review} leads to Review"
            ));
        }
    };
    acts::try_perform(app, &command, world)
}
