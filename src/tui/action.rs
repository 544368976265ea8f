//! The one table of actions: what can be done, where, by which keys, in which words. The keymap,
//! the footer, the help and the README's key table all read it. It does nothing itself.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Everything a key can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each row of the table says what its action does")]
pub enum Action {
    Down,
    Up,
    First,
    Last,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Open,
    Back,
    NextPane,
    Filter,
    CommandLine,
    Help,
    Undo,
    Redo,
    History,
    Redraw,
    Quit,
    Mark,
    MarkRange,
    Add,
    Estimate,
    Title,
    Narrative,
    Criterion,
    Ready,
    NextState,
    MoveDown,
    MoveUp,
    ToTop,
    ToBottom,
    MoveTo,
    Block,
    Drop,
    Retry,
    MakeHere,
    Sample,
}

/// Where an action holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Wherever there is a backlog.
    Everywhere,
    /// In a list of stories.
    List,
    /// Where there is no backlog yet.
    Welcome,
}

impl Place {
    /// Every place.
    pub const ALL: &[Self] = &[Self::Everywhere, Self::List, Self::Welcome];
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name, for the table in the README and, later, for key overrides.
    pub name: &'static str,
    /// Where it holds.
    pub place: Place,
    /// Its keys; the first is the one shown.
    pub keys: &'static [&'static str],
    /// A word or two for the footer.
    pub short: &'static str,
    /// A sentence for the help.
    pub words: &'static str,
}

macro_rules! table {
    ($( $place:ident $action:ident $name:literal [$($key:literal),+] $short:literal : $words:literal; )*) => {
        /// Every action, in the order the help shows them.
        pub const TABLE: &[Row] = &[$(
            Row {
                action: Action::$action,
                name: $name,
                place: Place::$place,
                keys: &[$($key),+],
                short: $short,
                words: $words,
            },
        )*];
    };
}

table! {
    List Add "add" ["a"] "add": "add a story below the cursor";
    List Estimate "estimate" ["e"] "estimate": "estimate; then the number";
    List Title "title" ["E"] "title": "edit the title";
    List Narrative "narrative" ["n"] "narrative": "who wants what, and why: As a …, I want …, so that …";
    List Criterion "criterion" ["c"] "criterion": "add an acceptance criterion";
    List Ready "ready" ["r"] "ready": "make ready, or see what is missing";
    List NextState "next-state" ["s"] "next state": "next state: draft, ready, doing, delivered";
    List MoveDown "move-down" ["J", "shift-down"] "move": "move down by one";
    List MoveUp "move-up" ["K", "shift-up"] "move up": "move up by one";
    List ToTop "to-top" ["t"] "to top": "move to the top";
    List ToBottom "to-bottom" ["b"] "to bottom": "move to the bottom";
    List MoveTo "move-to" ["m"] "move to": "move to a position";
    List Mark "mark" ["space"] "mark": "mark or unmark; acts apply to all marked";
    List MarkRange "mark-range" ["v"] "mark range": "mark from here to where you go; v again ends it";
    List Block "block" ["B"] "block": "say what stands in the way, or unblock";
    List Drop "drop" ["d"] "drop": "give the story up, with a reason";
    Everywhere Down "down" ["j", "down"] "down": "down";
    Everywhere Up "up" ["k", "up"] "up": "up";
    Everywhere First "first" ["g g", "home"] "first": "to the first";
    Everywhere Last "last" ["G", "end"] "last": "to the last";
    Everywhere HalfDown "half-down" ["ctrl-d"] "half page down": "half a page down";
    Everywhere HalfUp "half-up" ["ctrl-u"] "half page up": "half a page up";
    Everywhere PageDown "page-down" ["pagedown", "ctrl-f"] "page down": "a page down";
    Everywhere PageUp "page-up" ["pageup", "ctrl-b"] "page up": "a page up";
    Everywhere Open "open" ["enter"] "detail": "go into the detail of the story";
    Everywhere Back "back" ["esc"] "back": "back: leave the detail, the marks, the filter";
    Everywhere NextPane "next-pane" ["tab", "shift-tab"] "pane": "the other pane";
    Everywhere Filter "filter" ["/"] "filter": "filter with the query language, live";
    Everywhere CommandLine "command" [":"] "command": "any command of the command line";
    Everywhere Undo "undo" ["u"] "undo": "undo, every act, also those of the command line";
    Everywhere Redo "redo" ["U", "ctrl-r"] "redo": "redo";
    Everywhere History "history" ["L"] "history": "what happened to the story";
    Everywhere Help "help" ["?"] "help": "this help";
    Everywhere Retry "retry" ["W"] "save again": "save again, after saving failed";
    Everywhere Redraw "redraw" ["ctrl-l"] "redraw": "draw the screen afresh";
    Everywhere Quit "quit" ["q", "ctrl-c"] "quit": "quit; everything is saved";
    Welcome MakeHere "make-here" ["n"] "new backlog": "make a backlog in this folder";
    Welcome Sample "sample" ["s"] "sample": "look at the sample product, in a throw-away copy";
    Welcome Help "help" ["?"] "help": "this help";
    Welcome Redraw "redraw" ["ctrl-l"] "redraw": "draw the screen afresh";
    Welcome Quit "quit" ["q", "esc", "ctrl-c"] "quit": "quit";
}

/// The row of an action in a place.
#[must_use]
pub fn row(action: Action, place: Place) -> Option<&'static Row> {
    let holds = |row: &&Row| row.action == action && within(row.place, place);
    TABLE.iter().find(holds)
}

/// Whether what holds in `held` holds in `place` too.
#[must_use]
pub const fn within(held: Place, place: Place) -> bool {
    match (held, place) {
        (Place::Everywhere, Place::List) => true,
        (held, place) => held as u8 == place as u8,
    }
}

/// One key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        // A capital letter says shift by itself; terminals differ in saying it again.
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Self { code: event.code, modifiers }
    }
}

impl Key {
    /// The key a name like `j`, `ctrl-d`, `shift-down`, `space` means.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        for (prefix, modifier) in [
            ("ctrl-", KeyModifiers::CONTROL),
            ("alt-", KeyModifiers::ALT),
            ("shift-", KeyModifiers::SHIFT),
        ] {
            if let Some(short) = rest.strip_prefix(prefix) {
                (rest, modifiers) = (short, modifiers | modifier);
            }
        }
        let code = match rest {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::BackTab
            }
            "tab" => KeyCode::Tab,
            "space" => KeyCode::Char(' '),
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pageup" => KeyCode::PageUp,
            "pagedown" => KeyCode::PageDown,
            "backspace" => KeyCode::Backspace,
            "delete" => KeyCode::Delete,
            one => {
                let mut chars = one.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => KeyCode::Char(c),
                    _ => return None,
                }
            }
        };
        Some(Self { code, modifiers })
    }

    /// The event a terminal sends for this key.
    #[must_use]
    pub const fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }
}

/// What a run of keys means in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This action.
    Action(Action),
    /// The beginning of a longer run.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Looks a run of keys up in the table.
#[must_use]
pub fn meaning(keys: &[Key], place: Place) -> Meaning {
    let mut prefix = false;
    for row in TABLE.iter().filter(|row| within(row.place, place)) {
        for spelled in row.keys {
            let run: Vec<Key> = spelled.split(' ').filter_map(Key::named).collect();
            if run == keys {
                return Meaning::Action(row.action);
            }
            prefix |= run.starts_with(keys);
        }
    }
    if prefix { Meaning::Prefix } else { Meaning::Nothing }
}

/// A key's name as it is shown to people: `Space`, `Ctrl-d`, `g g`.
pub struct Shown(pub &'static str);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |part: &str| {
            let mut chars = part.chars();
            match (part.chars().count(), chars.next()) {
                (2.., Some(first)) => first.to_uppercase().chain(chars).collect(),
                _ => part.to_owned(),
            }
        };
        let said: Vec<String> = self
            .0
            .split(' ')
            .map(|key| key.split('-').map(name).collect::<Vec<_>>().join("-"))
            .collect();
        f.pad(&said.join(" "))
    }
}
