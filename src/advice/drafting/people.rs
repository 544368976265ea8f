//! Which words name people, in the language of backlogs. It knows no sentence.

/// People whose names do not end as those of most do.
const PEOPLE: [&str; 41] = [
    "user",
    "admin",
    "administrator",
    "guest",
    "staff",
    "team",
    "member",
    "client",
    "clerk",
    "student",
    "patient",
    "agent",
    "parent",
    "assistant",
    "accountant",
    "applicant",
    "citizen",
    "participant",
    "tenant",
    "attendant",
    "child",
    "people",
    "person",
    "chef",
    "cook",
    "nurse",
    "pilot",
    "employee",
    "attendee",
    "trainee",
    "host",
    "friend",
    "public",
    "po",
    "analyst",
    "captain",
    "crew",
    "curator",
    "family",
    "company",
    "staffer",
];
/// Things whose names end as those of people do.
const THINGS: [&str; 40] = [
    "order",
    "number",
    "filter",
    "folder",
    "header",
    "footer",
    "server",
    "computer",
    "letter",
    "newsletter",
    "paper",
    "printer",
    "browser",
    "router",
    "banner",
    "timer",
    "counter",
    "parameter",
    "error",
    "sensor",
    "color",
    "factor",
    "offer",
    "voucher",
    "register",
    "container",
    "layer",
    "pointer",
    "scanner",
    "slider",
    "identifier",
    "marker",
    "placeholder",
    "calendar",
    "tracker",
    "cursor",
    "monitor",
    "answer",
    "trailer",
    "trigger",
];

/// A word without the ending of the plural.
pub(super) fn singular(word: &str) -> &str {
    let bare = word.strip_suffix('s').filter(|it| it.len() > 2 && !it.ends_with(['s', 'u', 'i']));
    bare.unwrap_or(word)
}

/// Whether a word, in lower case and in the singular, names people.
pub(super) fn is_person(word: &str) -> bool {
    PEOPLE.contains(&word)
        || (word.len() > 4
            && ["er", "or", "ist", "ian", "man", "yee"].iter().any(|it| word.ends_with(it))
            && !THINGS.contains(&word))
}
