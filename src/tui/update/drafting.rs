//! Drafts of stories from a description: the text typed or read, the list they are ticked in, and
//! the one act that keeps them. Nothing is kept before.

use super::takeup::{leave_text, take_left};
use super::{World, acts, typing};
use crate::advice::drafting::{DraftStory, Reading};
use crate::cli::args::DraftArgs;
use crate::cli::{assistant, drafting, resolve};
use crate::domain::command::Place;
use crate::say::tally;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::editor::Editor;
use crate::tui::part::picker::{Choice, Chosen, Pick, Picker, Value};
use crate::tui::part::prompt::{Kept, Purpose, kept_as};
use crate::tui::theme::Role;

/// Opens what the assistant said meanwhile, else the text that drafts are made from.
pub(super) fn open(app: &mut App) {
    if !typing::may_write(app) {
        return;
    }
    if let Some(made) = app.drafting.came.take() {
        app.drafting.source = app.drafting.asked.clone();
        app.drafting.edited = false;
        pick(app, made, &[]);
        return;
    }
    let left = take_left(app, &place()).and_then(|it| it.into_iter().next());
    let text = left.unwrap_or_default();
    let heading = "A description to draft stories from: write or paste it".to_owned();
    let mut editor = Editor::new(Purpose::Draft, heading, &text, Vec::new());
    editor.began.clear();
    editor.select_as(app.look.theme.style(Role::Selection));
    app.drafting.place = Place::Bottom;
    app.overlay = Some(Overlay::Editor(Box::new(editor)));
}

/// Takes the text that was written.
pub(super) fn described(app: &mut App, text: &str) -> Result<Vec<Effect>, String> {
    let Reading { drafts: made, passed } = reading(text)?;
    typed(app, text);
    pick(app, made, &passed);
    Ok(Vec::new())
}

/// Takes a text that was read from a file, as the command line asks for it.
pub(super) fn read(
    app: &mut App,
    text: &str,
    args: &DraftArgs,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    if !typing::may_write(app) {
        return Ok(Vec::new());
    }
    let backlog = app.backlog().ok_or("there is no backlog here yet")?;
    let spot = resolve::spot(&args.spot, backlog).map_err(|it| it.to_string())?;
    if args.assistant {
        from(app, text);
        app.drafting.place = spot;
        return ask(app);
    }
    let Reading { drafts: made, passed } = reading(text)?;
    let made = drafting::only(made, &args.only).map_err(|it| it.to_string())?;
    if args.keep && !args.edit {
        return acts::try_perform(app, &drafting::kept(&made, spot), world);
    }
    from(app, text);
    app.drafting.place = spot;
    pick(app, made.clone(), &passed);
    Ok(if args.edit { vec![Effect::Redraft(made)] } else { Vec::new() })
}

/// What a text becomes; never nothing.
fn reading(text: &str) -> Result<Reading, String> {
    if text.len() > drafting::ON_SCREEN {
        return Err(drafting::TOO_LONG_HERE.to_owned());
    }
    let read = drafting::described(text).map_err(|it| {
        let reasons = it.reasons.join("; ");
        if reasons.is_empty() { it.message } else { format!("{}: {reasons}", it.message) }
    })?;
    if read.drafts.is_empty() { Err(drafting::NONE_FOUND.to_owned()) } else { Ok(read) }
}

/// Drafts come from this text now. A file has its text still: what was typed keeps its place.
fn from(app: &mut App, text: &str) {
    text.clone_into(&mut app.drafting.source);
    app.drafting.edited = false;
}

/// Drafts come from this text now, which was typed; it is there again when it is asked for.
fn typed(app: &mut App, text: &str) {
    from(app, text);
    leave_text(app, &place(), text);
}

/// Where the text that was typed is kept.
fn place() -> Kept {
    kept_as(Purpose::Draft, &[])
}

/// Whether the text that was typed is the one these drafts come from.
fn is_typed(app: &App) -> bool {
    app.left.get(&place()).is_some_and(|it| it.first() == Some(&app.drafting.source))
}

/// Opens the list of drafts, all of them ticked but those an open story is called like already.
fn pick(app: &mut App, made: Vec<DraftStory>, passed: &[usize]) {
    let choice = |draft: DraftStory| {
        let there = app.backlog().and_then(|it| drafting::namesake(&draft, it));
        let hint = match (there, draft.criteria.len()) {
            (Some(number), _) => format!("#{number} is called so"),
            (None, 0) => String::new(),
            (None, some) => tally::count(some, "criterion", "criteria"),
        };
        let title = draft.title.clone();
        let ticked = if there.is_some() { Chosen::No } else { Chosen::Yes };
        Choice::new(title, hint, Value::Draft(Box::new(draft))).chosen(ticked)
    };
    let mut heading =
        format!("{}: the ticked are kept", tally::count(made.len(), "draft", "drafts"));
    if let Some((count, _)) = drafting::passed_over(passed) {
        heading = format!("{heading}; {count}");
    }
    let choices = made.into_iter().map(choice).collect();
    let picker = Picker::new(Pick::Drafts, heading, choices, Vec::new()).several();
    app.overlay = Some(Overlay::Picker(Box::new(picker)));
}

/// The drafts of a list: those that are ticked, or all.
fn drafts(picker: &Picker, ticked: bool) -> Vec<DraftStory> {
    let wanted = picker.choices.iter().filter(|it| !ticked || it.chosen == Chosen::Yes);
    let draft = |it: &Choice| match &it.value {
        Value::Draft(draft) => Some(DraftStory::clone(draft)),
        _ => None,
    };
    wanted.filter_map(draft).collect()
}

/// Keeps the ticked drafts, in one act.
pub(super) fn keep(
    app: &mut App,
    picker: &Picker,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    if picker.hits.is_empty() && !picker.line.text().is_empty() {
        return Err("nothing matches what is typed: delete it, then Enter keeps".to_owned());
    }
    let made = drafts(picker, true);
    if made.is_empty() {
        return Err("none is ticked: Space ticks one, Esc leaves".to_owned());
    }
    let effects = acts::try_perform(app, &drafting::kept(&made, app.drafting.place), world)?;
    // What it was made from has done its work; any other text is none of this.
    if is_typed(app) {
        drop(take_left(app, &place()));
    }
    (app.drafting.source, app.drafting.edited) = (String::new(), false);
    Ok(effects)
}

/// Leaves the list: nothing is kept, and what was typed comes back.
pub(super) fn leave(app: &mut App, picker: &Picker) {
    stash(app, picker);
    let key = app.key_of(Action::Draft);
    let way = if key.is_empty() || !app.left.contains_key(&place()) {
        String::new()
    } else {
        format!("; {key} opens your text again")
    };
    app.tell(format!("No draft was kept{way}"), Tone::Done);
}

/// What was edited is kept as it was edited; else what the drafts come from is there already.
fn stash(app: &mut App, picker: &Picker) {
    if app.drafting.edited {
        let sheet = drafting::sheet(&drafts(picker, false));
        if is_typed(app) {
            drop(take_left(app, &place()));
        }
        leave_text(app, &place(), &sheet);
    }
}

/// Asks for the drafts to be edited as text; the list stays until they come back.
pub(super) fn edit(app: &mut App, picker: Box<Picker>) -> Vec<Effect> {
    let ticked = drafts(&picker, true);
    let made = if ticked.is_empty() { drafts(&picker, false) } else { ticked };
    app.overlay = Some(Overlay::Picker(picker));
    vec![Effect::Redraft(made)]
}

/// Drafts that were edited.
pub(super) fn edited(app: &mut App, made: Vec<DraftStory>) {
    if made.is_empty() {
        app.overlay = None;
        app.tell("Everything was deleted: no draft was kept", Tone::Done);
        return;
    }
    app.drafting.edited = true;
    pick(app, made, &[]);
}

/// Asks the assistant instead, from the list or from the text.
pub(super) fn assist_from_list(app: &mut App, mut picker: Box<Picker>) -> Vec<Effect> {
    stash(app, &picker);
    ask(app).unwrap_or_else(|why| {
        picker.refused = Some(why);
        app.overlay = Some(Overlay::Picker(picker));
        Vec::new()
    })
}

/// Asks the assistant about the text that is being written.
pub(super) fn assist_from_text(app: &mut App, text: &str) -> Result<Vec<Effect>, String> {
    if text.trim().is_empty() {
        return Err("write what the stories are to be about first".to_owned());
    }
    typed(app, text);
    ask(app)
}

fn ask(app: &mut App) -> Result<Vec<Effect>, String> {
    if app.drafting.assistant.is_none() {
        return Err(assistant::none_set(&app.drafting.settings).to_string());
    }
    app.drafting.waits = true;
    app.drafting.asked = app.drafting.source.clone();
    app.message = None;
    Ok(vec![Effect::Ask(app.drafting.source.clone())])
}

/// Nobody waits for the assistant any more.
pub(super) fn give_up(app: &mut App) -> Vec<Effect> {
    app.drafting.waits = false;
    app.tell("The assistant was given up", Tone::Done);
    vec![Effect::GiveUp]
}

/// What the assistant said: shown at once, or kept while something is being typed.
pub(super) fn answered(app: &mut App, answer: Result<Vec<DraftStory>, String>) {
    app.drafting.waits = false;
    match answer {
        Err(why) => app.tell(why, Tone::Refused),
        Ok(made) if made.is_empty() => {
            app.tell(assistant::NO_STORY, Tone::Refused);
        }
        Ok(made) if app.overlay.is_some() => {
            app.drafting.came = Some(made);
            let key = app.key_of(Action::Draft);
            app.tell(format!("The assistant's drafts are here: {key} shows them"), Tone::Done);
        }
        Ok(made) => {
            app.drafting.source = app.drafting.asked.clone();
            app.drafting.edited = false;
            pick(app, made, &[]);
        }
    }
}

/// What is said while it is asked.
pub(in crate::tui) fn waiting(app: &App) -> Option<String> {
    let name = app.drafting.assistant.as_ref().filter(|_| app.drafting.waits)?;
    let key = app.key_of(Action::Back);
    Some(format!("Asking the assistant “{name}” … {key} gives up"))
}
