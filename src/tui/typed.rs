//! What is half typed: gathered from the screen to be kept, given back at the next start, and
//! called by a name people know. It touches no disk, and takes nothing by itself.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::action::Action;
use super::app::{App, Overlay, Tone};
use super::part::picker::Pick;
use super::part::prompt::{Kept, Purpose, kept_as};
use super::update::who;
use crate::domain::story::StoryId;
use crate::say::{plain, width};
use crate::store::typed::{Texts, Typed};

/// The columns a half-typed text may take where it is offered.
const SHOWN: usize = 28;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A line on the message line.
    Prompt(Purpose),
    /// Several lines together.
    Form(Purpose),
    /// A text of many lines.
    Editor(Purpose),
    /// Words over a list to pick from.
    Pick(Pick),
    /// A line after `:`.
    Palette,
}

impl What {
    /// Where a text for this is typed.
    const fn of(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Narrative
            | Purpose::CriterionForm(_)
            | Purpose::Answer(_)
            | Purpose::Split
            | Purpose::Feedback
            | Purpose::FromIdea(_)
            | Purpose::Scores(_) => Self::Form(purpose),
            Purpose::Description | Purpose::Note(_) | Purpose::Draft => Self::Editor(purpose),
            _ => Self::Prompt(purpose),
        }
    }
}

/// A text that was being typed when the program ended, and waits to be taken up.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The text.
    pub text: Typed,
    /// What it is for; none where this version does not know.
    pub what: Option<What>,
    /// Whether it was read already, because it can only be read: its story is gone.
    pub seen: bool,
}

impl Waiting {
    fn of(text: Typed) -> Self {
        let what = serde_json::from_value(text.what.clone()).ok();
        Self { text, what, seen: false }
    }

    /// Whether it is what comes back by itself when this is opened.
    #[must_use]
    pub fn is_left(&self, purpose: Purpose, about: &[StoryId], texts: &[String]) -> bool {
        let same = match self.what {
            Some(What::Prompt(it) | What::Form(it) | What::Editor(it)) => it == purpose,
            _ => false,
        };
        same && self.text.texts == texts
            && kept_as(purpose, &self.text.about) == kept_as(purpose, about)
    }
}

/// Whether a text that is left there comes back when it is opened again. A filter and a path
/// begin anew.
#[must_use]
pub const fn comes_back(purpose: Purpose) -> bool {
    !matches!(purpose, Purpose::Filter | Purpose::SaveElsewhere | Purpose::ProductName)
}

/// What is being typed at this moment; none where nothing is there that was not there before.
#[must_use]
pub fn now(app: &App) -> Option<Typed> {
    let (what, label, about) = match app.overlay.as_ref()? {
        Overlay::Prompt(it) => (What::Prompt(it.purpose), &it.label, &it.targets),
        Overlay::Form(it) => (What::Form(it.purpose), &it.heading, &it.targets),
        Overlay::Splitting(it) => (What::Form(Purpose::Split), &it.heading, &it.targets),
        Overlay::Editor(it) => (What::Editor(it.purpose), &it.heading, &it.targets),
        Overlay::Picker(it) => (What::Pick(it.pick), &it.heading, &it.targets),
        Overlay::Palette(_) => (What::Palette, &String::new(), &Vec::new()),
        Overlay::Pager(_) | Overlay::Unsaved(_) => return None,
    };
    let (texts, caret) = written(app.overlay.as_ref()?)?;
    if texts.iter().all(String::is_empty) {
        return None;
    }
    let note = match &app.overlay {
        Some(Overlay::Prompt(prompt)) => prompt.note.clone(),
        _ => String::new(),
    };
    Some(Typed {
        what: spelled(what),
        label: label.clone(),
        note,
        about: about.clone(),
        texts,
        caret,
        screen: app.screen.name().to_owned(),
        page: app.page.as_ref().map(|page| page.story),
    })
}

/// The lines being typed and the caret; none where nothing differs from what was there.
fn written(overlay: &Overlay) -> Option<(Vec<String>, (usize, usize))> {
    match overlay {
        Overlay::Prompt(it) => {
            let text = it.line.text();
            (text != it.began).then(|| (vec![text.to_owned()], (0, it.line.caret())))
        }
        Overlay::Form(it) => {
            let texts = it.texts();
            let caret = it.lines.get(it.at).map_or(0, |(_, line)| line.caret());
            (texts != it.began).then_some((texts, (it.at, caret)))
        }
        Overlay::Splitting(it) => Some((it.texts(), it.caret())),
        Overlay::Editor(it) => {
            let text = it.text();
            (text != it.began).then(|| (vec![text], it.caret()))
        }
        Overlay::Picker(it) => Some((vec![it.line.text().to_owned()], (0, it.line.caret()))),
        Overlay::Palette(it) => Some((vec![it.line.text().to_owned()], (0, it.line.caret()))),
        Overlay::Pager(_) | Overlay::Unsaved(_) => None,
    }
}

fn spelled(what: What) -> Value {
    serde_json::to_value(what).unwrap_or(Value::Null)
}

fn bare(what: What, about: &[StoryId], texts: Vec<String>) -> Typed {
    Typed { what: spelled(what), about: about.to_vec(), texts, ..Typed::default() }
}

/// A text that was left in a place.
#[must_use]
pub fn left_at((purpose, about): &Kept, texts: Vec<String>) -> Typed {
    bare(What::of(*purpose), about, texts)
}

/// What was typed and left, as it is kept.
#[must_use]
pub fn left(app: &App) -> Vec<Typed> {
    let left = app.left.iter().map(|(place, texts)| left_at(place, texts.clone()));
    let sought = app
        .sought
        .iter()
        .map(|((pick, about), words)| bare(What::Pick(*pick), about, vec![words.clone()]));
    left.chain(sought).collect()
}

/// Gives back what an earlier run left, and offers what was being typed when it ended.
pub fn give_back(app: &mut App, texts: Texts) {
    for text in texts.left {
        let known = give_one_back(app, &text);
        // What cannot come back by itself any more can still be read.
        if !known || is_orphaned(app, &text) {
            app.waiting.push(Waiting::of(text));
        }
    }
    // The one typed last is offered first.
    for text in texts.now.into_iter().rev() {
        give_one_back(app, &text);
        app.waiting.push(Waiting::of(text));
    }
    offer(app);
}

/// Keeps a text that can only be read any more, until it is.
pub fn wait(app: &mut App, text: Typed) {
    app.waiting.push(Waiting::of(text));
}

/// Puts a text where opening its prompt finds it; whether it has such a place.
fn give_one_back(app: &mut App, text: &Typed) -> bool {
    match serde_json::from_value(text.what.clone()) {
        Ok(What::Prompt(purpose) | What::Form(purpose) | What::Editor(purpose)) => {
            let place = kept_as(purpose, &text.about);
            let held = app.left.get(&place);
            if held.is_some_and(|held| *held != text.texts) {
                return false;
            }
            if comes_back(purpose) {
                app.left.insert(place, text.texts.clone());
            }
            true
        }
        Ok(What::Pick(pick)) if pick.takes_words() => {
            let place = (pick, text.about.clone());
            let words = text.texts.first().cloned().unwrap_or_default();
            app.sought.entry(place).or_insert(words.clone()) == &words
        }
        _ => false,
    }
}

/// Whether every story it is about is gone.
fn is_orphaned(app: &App, text: &Typed) -> bool {
    let gone = |id: &StoryId| app.backlog().is_none_or(|it| it.story(*id).is_none());
    !text.about.is_empty() && text.about.iter().all(gone)
}

/// Says what waits, and which key takes it up.
fn offer(app: &mut App) {
    let Some(waiting) = app.waiting.iter().find(|it| !it.seen) else { return };
    let key = app.key_of(Action::TakeUp);
    let more = match app.waiting.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let words = format!("Half-typed when upnext ended: {}{more}", name(app, waiting));
    let way = if key.is_empty() { String::new() } else { format!(" — {key} takes it up") };
    app.tell(format!("{words}{way}"), Tone::Done);
}

/// What a text is called and how it begins: new story “As a shopper …”.
#[must_use]
pub fn name(app: &App, waiting: &Waiting) -> String {
    let typed = &waiting.text;
    let whose = || who(app, &typed.about);
    let noun = match waiting.what {
        _ if is_orphaned(app, typed) => "a text about a story that is gone".to_owned(),
        Some(What::Prompt(Purpose::Add)) => "new story".to_owned(),
        Some(What::Prompt(Purpose::Criterion) | What::Form(Purpose::CriterionForm(_))) => {
            format!("criterion of {}", whose())
        }
        Some(What::Form(Purpose::Narrative)) => format!("narrative of {}", whose()),
        Some(What::Palette) => "command".to_owned(),
        None => "a text of another version".to_owned(),
        Some(_) => {
            // A label goes on with what may be typed; its first words are its name.
            let label = typed.label.split([',', '(', ':', '?']).next().unwrap_or_default().trim();
            if label.is_empty() { "a text".to_owned() } else { label.to_owned() }
        }
    };
    let here = typed.texts.get(typed.caret.0).filter(|it| !it.is_empty());
    let text = here.or_else(|| typed.texts.iter().find(|it| !it.is_empty()));
    // Of a long text only the beginning is looked at.
    let begins: String = text.map_or(String::new(), |it| it.chars().take(4 * SHOWN).collect());
    let begins = plain::line(begins.trim()).into_owned();
    format!("{noun} “{}”", width::cut(&begins, SHOWN))
}
