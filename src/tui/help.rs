//! The help of a place, made from the table of actions. It is never typed by hand.

use super::action::{Place, Row, Shown, TABLE, within};
use super::keymap::Keymap;
use crate::say::width;

/// The groups of the help, in their order.
const GROUPS: [Place; 16] = [
    Place::Story,
    Place::Today,
    Place::List,
    Place::Refine,
    Place::Plan,
    Place::Board,
    Place::Review,
    Place::Closing,
    Place::Inbox,
    Place::Health,
    Place::Conflicts,
    Place::Stories,
    Place::Welcome,
    Place::Everywhere,
    Place::Reading,
    Place::Typing,
];

/// The keys of a row as they are shown: "J  Shift-Down".
#[must_use]
pub fn shown(row: &Row, place: Place, keys: &Keymap) -> String {
    let shown = keys.keys(row, place).iter().map(|key| Shown(key).to_string());
    shown.collect::<Vec<_>>().join("  ")
}

/// The first key of a row, as the footer shows it.
#[must_use]
pub fn first(row: &Row, place: Place, keys: &Keymap) -> String {
    keys.keys(row, place).first().map(|key| Shown(key).to_string()).unwrap_or_default()
}

/// The help of a place: every action that holds there with its keys, and what is typed and read.
#[must_use]
pub fn text(place: Place, keys: &Keymap) -> String {
    let mut text = String::new();
    let apart = [Place::Reading, Place::Typing];
    for group in GROUPS.into_iter().filter(|it| within(*it, place) || apart.contains(it)) {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, group.heading());
        for row in TABLE.iter().filter(|row| row.place == group) {
            let at = if apart.contains(&group) { group } else { place };
            let shown = match shown(row, at, keys) {
                none if none.is_empty() => format!(": {}", row.name.replace('-', " ")),
                shown => shown,
            };
            line(&mut text, &format!("  {}  {}", width::fit(&shown, 18), row.words));
        }
    }
    if place == Place::Welcome {
        return text;
    }
    text.push_str(
        "\nSigns\n  \
         ▸ the cursor   ◇ marked   ◆ both   ■ blocked   ▲ too large to be ready\n  \
         ✓ nothing is missing, met or ticked   ✗3 three things are missing   ✗ unmet\n  \
         ▢ not judged, not ticked   ? not estimated   ~4 not on the product's scale\n  \
         in short lists: ○ draft   ◐ being done   ● delivered   ★ accepted   + came in later\n\
         \nWriting a long text\n  \
         Ctrl-s keeps it, Esc leaves it; Ctrl-z undoes, Ctrl-y does it again\n  \
         Shift with the arrows selects; Ctrl-c copies, Ctrl-x cuts, Ctrl-v pastes\n  \
         Alt-f Alt-b by words, Ctrl-w takes a word, Ctrl-k the rest of the line\n\
         \nFilter and queries\n  \
         word  \"a phrase\"  #12  status:doing  tag:ux  epic:Checkout  sprint:active\n  \
         points>5  points:none  is:ready  is:unready  is:blocked  is:stale  is:oversize\n  \
         created<30d  -negates  or  (brackets)\n\
         \nCommands\n  : finds actions and commands by some of their words, #12 goes to a story;\n  \
         Tab completes, :help COMMAND explains one\n",
    );
    text
}

/// The table of keys as the README shows it.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "| where | keys | action | does | on the command line |\n|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{}`", Shown(key))).collect();
        let command = match row.command {
            "" => String::new(),
            command => format!("`{command}`"),
        };
        let (place, keys) = (row.place.word(), keys.join(" "));
        line(
            &mut text,
            &format!("| {place} | {keys} | {} | {} | {command} |", row.name, row.words),
        );
    }
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
