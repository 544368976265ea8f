//! The help of a place, made from the table of actions. It is never typed by hand.

use super::action::{Place, Row, Shown, TABLE, within};
use crate::say::width;

/// The keys of a row as they are shown: "J Shift-Down".
#[must_use]
pub fn keys(row: &Row) -> String {
    row.keys.iter().map(|key| Shown(key).to_string()).collect::<Vec<_>>().join("  ")
}

/// Every action of a place with its keys.
#[must_use]
pub fn text(place: Place) -> String {
    let mut text = String::new();
    let groups =
        [(Place::List, "Stories"), (Place::Everywhere, "Everywhere"), (Place::Welcome, "Here")];
    for (group, heading) in groups.into_iter().filter(|(group, _)| within(*group, place)) {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, heading);
        for row in TABLE.iter().filter(|row| row.place == group) {
            line(&mut text, &format!("  {}  {}", width::fit(&keys(row), 18), row.words));
        }
    }
    if within(Place::List, place) {
        text.push_str(
            "\nFilter and queries\n  \
             word  \"a phrase\"  #12  status:doing  tag:ux  epic:Checkout  sprint:active\n  \
             points>5  points:none  is:ready  is:unready  is:blocked  is:stale  is:oversize\n  \
             created<30d  -negates  or  (brackets)\n\
             \nCommands\n  :help lists every command; :help WORD explains one\n",
        );
    }
    text
}

/// The table of keys as the README shows it.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from("| where | keys | action | does |\n|---|---|---|---|\n");
    for row in TABLE {
        let place = match row.place {
            Place::Everywhere => "everywhere",
            Place::List => "list",
            Place::Welcome => "welcome",
        };
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{}`", Shown(key))).collect();
        line(
            &mut text,
            &format!("| {place} | {} | {} | {} |", keys.join(" "), row.name, row.words),
        );
    }
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
