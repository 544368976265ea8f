//! The sentence of a user story, taken apart and put together again: role, want, benefit.
//! It never guesses: a sentence without a role or a want is no user story.

/// A user story in its three parts; only the benefit may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrative {
    /// As a …
    pub role: String,
    /// I want …
    pub want: String,
    /// so that …
    pub benefit: String,
}

impl Narrative {
    /// The parts as they are typed, without the words that stand before them anyway: "a cook" for
    /// a role, "I want to rest" for a want.
    #[must_use]
    pub fn of_parts(role: &str, want: &str, benefit: &str) -> Self {
        let part = |text: &str, leads: &[&str]| {
            let lead = leads.iter().find(|lead| {
                text.get(..lead.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(lead))
            });
            let rest = lead.and_then(|lead| text.get(lead.len()..)).unwrap_or(text);
            tidy(rest).to_owned()
        };
        Self {
            role: part(role, &["as a ", "as an ", "as the ", "a ", "an "]),
            want: part(want, &["i want ", "i would like "]),
            benefit: part(benefit, &["so that "]),
        }
    }
}

/// What follows "I want": the words as they are, or turned so that "I want" fits before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// "I want …", "I need …", "I would like …".
    AsIs,
    /// "I only want …".
    Only,
    /// "I don't want …".
    Not,
    /// "I can …": becomes "to …".
    Able,
}

/// Verbs that alone make the clause a wish.
const WISHES: &[(&str, Turn)] = &[
    ("i want", Turn::AsIs),
    ("i need", Turn::AsIs),
    ("i would like", Turn::AsIs),
    ("i'd like", Turn::AsIs),
    ("i wish", Turn::AsIs),
    ("i only want", Turn::Only),
    ("i only need", Turn::Only),
    ("i do not want", Turn::Not),
    ("i don't want", Turn::Not),
    ("i would not like", Turn::Not),
];

/// Verbs that may stand inside a role or a want as well ("a user who thinks I can …").
const ABILITIES: &[&str] = &[
    "i must be able to",
    "i should be able to",
    "i am able to",
    "i'm able to",
    "i can",
    "i must",
    "i should",
    "i may",
];

/// Wishes whose "I" was forgotten: only taken after a comma.
const BARE: &[&str] = &["want", "would like", "need"];

/// Where the benefit begins, and the words it then needs before it.
const BENEFITS: &[(&str, &str, bool)] = &[
    ("so that", "", true),
    ("so that", "", false),
    ("so i can", "I can ", false),
    ("so we can", "we can ", false),
    ("so i", "I ", true),
    ("so we", "we ", true),
    ("in order to", "I can ", false),
];

/// Takes a user story apart; `None` where the text is none.
#[must_use]
pub fn split(text: &str) -> Option<Narrative> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (lead, purpose) = after_purpose(&plain);
    let words = Words::of(lead);
    let start = words.after_article()?;
    let clause = words.wish_after(start)?;
    let role = tidy(words.slice(start, clause.at));
    let (want, benefit) = parted(words.tail(clause.after));
    let want = turned(tidy(want), clause.turn);
    let benefit = if benefit.is_empty() { purpose } else { benefit };
    let whole = !role.is_empty() && !want.is_empty();
    whole.then(|| Narrative { role: role.to_owned(), want, benefit })
}

/// How a sentence begins with this role: "As a" or "As an".
#[must_use]
pub fn lead(role: &str) -> &'static str {
    if sounds_open(role.trim_start()) { "As an" } else { "As a" }
}

/// Writes a user story as one sentence; parts that are empty stay out.
#[must_use]
pub fn sentence(role: &str, want: &str, benefit: &str) -> String {
    let lead = format!("{} ", lead(role));
    let parts =
        [(lead.as_str(), role.trim()), ("I want ", want.trim()), ("so that ", benefit.trim())];
    let said: Vec<String> = parts
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(lead, words)| format!("{lead}{words}"))
        .collect();
    said.join(", ")
}

/// Whether a word begins with the sound of a vowel, as far as its letters tell: "an hour" but "a
/// user", "an unknown user".
fn sounds_open(word: &str) -> bool {
    let low: String = word.chars().take(8).flat_map(char::to_lowercase).collect();
    let like = |beginnings: &[&str]| beginnings.iter().any(|it| low.starts_with(it));
    if like(&["hour", "heir", "honest", "honor", "honour"]) {
        return true;
    }
    // Said as "you", "you", "one".
    let closed = like(&["uni", "use", "usa", "usu", "util", "eu", "one-", "one ", "once"])
        && !like(&["unin", "unim", "unid"]);
    !closed && low.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// "In order to X, as a Y, …": the rest from "as", and X as a benefit.
fn after_purpose(plain: &str) -> (&str, String) {
    let words = Words::of(plain);
    let found = words
        .starts("in order to")
        .then(|| (3..words.0.len()).find(|&at| words.clause_starts(at) && words.matches(at, "as")));
    match found.flatten() {
        Some(at) => (words.tail(at), format!("I can {}", tidy(words.slice(3, at)))),
        None => (plain, String::new()),
    }
}

/// The want and the benefit of what follows "I want".
fn parted(rest: &str) -> (&str, String) {
    let words = Words::of(rest);
    for &(lead, before, at_clause) in BENEFITS {
        let fits = |&at: &usize| words.matches(at, lead) && words.clause_starts(at) == at_clause;
        let mut places = 0..words.0.len();
        // Without a comma an earlier "so that" may belong to the want; the last one is safest.
        let found = if at_clause { places.find(fits) } else { places.rfind(fits) };
        if let Some(at) = found {
            let benefit = last_part(words.tail(at + lead.split(' ').count()));
            if at == 0 || !benefit.is_empty() {
                return (words.slice(0, at), format!("{before}{benefit}"));
            }
        }
    }
    (last_part(rest), String::new())
}

/// The want in words that fit after "I want".
fn turned(want: &str, turn: Turn) -> String {
    let able = ["be able to ", "to be able to "].iter().find_map(|lead| want.strip_prefix(lead));
    match turn {
        _ if want.is_empty() => String::new(),
        Turn::AsIs => want.to_owned(),
        Turn::Only => format!("only {want}"),
        Turn::Not if want.starts_with("to ") => format!("not {want}"),
        Turn::Not => format!("no {want}"),
        Turn::Able => format!("to {}", able.unwrap_or(want)),
    }
}

/// A part inside the sentence, without the marks that part it from the next.
fn tidy(part: &str) -> &str {
    part.trim().trim_end_matches([',', ';', ':', '.', ' ']).trim_start_matches([',', ' '])
}

/// The last part, without its full stop; an ellipsis stays.
fn last_part(part: &str) -> &str {
    let part = part.trim().trim_start_matches([',', ':', ' ']);
    let bare = part.strip_suffix('.').filter(|bare| !bare.ends_with('.'));
    bare.unwrap_or(part).trim_end()
}

/// The clause that says what is wanted.
struct Clause {
    at: usize,
    after: usize,
    turn: Turn,
}

/// A text in words: where each begins, and its plain lower-case form.
struct Words<'a>(Vec<(usize, String)>, &'a str);

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let begins = |at: usize| {
            let before = at.checked_sub(1).and_then(|index| bytes.get(index));
            let here = bytes.get(at).copied().unwrap_or(b' ');
            // "data,so that" is two words, "1,000" is one.
            match before {
                None | Some(b' ') => here != b' ',
                Some(b',') => here.is_ascii_alphabetic(),
                Some(_) => false,
            }
        };
        let starts: Vec<usize> = (0..bytes.len()).filter(|&at| begins(at)).collect();
        let ends = starts.iter().copied().skip(1).chain([text.len()]);
        let words = starts.iter().zip(ends).map(|(&start, end)| {
            let word = text.get(start..end).unwrap_or_default().replace('\u{2019}', "'");
            (start, word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase())
        });
        Self(words.collect(), text)
    }

    /// Whether these words stand at a place.
    fn matches(&self, at: usize, pattern: &str) -> bool {
        let mut here = self.0.iter().skip(at).map(|(_, word)| word.as_str());
        pattern.split(' ').all(|word| here.next() == Some(word))
    }

    fn starts(&self, pattern: &str) -> bool {
        self.matches(0, pattern)
    }

    /// Whether a word begins a clause: a comma or another stop is right before it.
    fn clause_starts(&self, at: usize) -> bool {
        let start = self.0.get(at).map_or(0, |(start, _)| *start);
        let before = self.1.get(..start).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with([',', '.', ';', ':'])
    }

    /// The text from one word to another.
    fn slice(&self, from: usize, to: usize) -> &'a str {
        let place = |at: usize| self.0.get(at).map_or(self.1.len(), |(start, _)| *start);
        self.1.get(place(from)..place(to)).unwrap_or_default()
    }

    fn tail(&self, from: usize) -> &'a str {
        self.slice(from, self.0.len())
    }

    /// The first word of the role: after "As" and its article, if it has one.
    fn after_article(&self) -> Option<usize> {
        let article = ["as a", "as an", "as the"].iter().any(|lead| self.starts(lead));
        self.starts("as").then_some(if article { 2 } else { 1 })
    }

    /// The clause of the wish: the first wish, unless an ability plainly stands before it.
    fn wish_after(&self, start: usize) -> Option<Clause> {
        let places = || start + 1..self.0.len();
        let clause = |at: usize, lead: &str, turn: Turn| Clause {
            at,
            after: at + lead.split(' ').count(),
            turn,
        };
        let wish = places().find_map(|at| {
            let (lead, turn) = WISHES.iter().find(|(lead, _)| self.matches(at, lead))?;
            Some(clause(at, lead, *turn))
        });
        let sure = wish.as_ref().is_some_and(|wish| self.clause_starts(wish.at));
        let able = places().find_map(|at| {
            let lead = ABILITIES.iter().find(|lead| self.matches(at, lead))?;
            (!sure || self.clause_starts(at)).then(|| clause(at, lead, Turn::Able))
        });
        let bare = places().filter(|&at| self.clause_starts(at)).find_map(|at| {
            let lead = BARE.iter().find(|lead| self.matches(at, lead))?;
            Some(clause(at, lead, Turn::AsIs))
        });
        [wish, able, bare].into_iter().flatten().min_by_key(|clause| clause.at)
    }
}

/// What is wanted, as a title: "to be able to edit a dataset" → "Edit a dataset".
#[must_use]
pub fn headline(want: &str) -> String {
    let mut rest = want.trim();
    for lead in ["to be able to ", "to "] {
        let matches = rest.get(..lead.len()).is_some_and(|it| it.eq_ignore_ascii_case(lead));
        if matches {
            rest = rest.get(lead.len()..).unwrap_or(rest);
            break;
        }
    }
    let mut chars = rest.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::{sentence, split};

    fn parts(text: &str) -> [String; 3] {
        let found = split(text).unwrap_or_else(|| panic!("no story: {text}"));
        [found.role, found.want, found.benefit]
    }

    #[test]
    fn takes_apart_what_people_write() {
        let cases = [
            (
                "As a clerk, I want to see totals, so that I can plan.",
                ["clerk", "to see totals", "I can plan"],
            ),
            (
                "as an Editor I want drafts so that nothing is lost. ",
                ["Editor", "drafts", "nothing is lost"],
            ),
            (
                "As repository manager, I want to view users.",
                ["repository manager", "to view users", ""],
            ),
            ("As the owner, I’d like to rest", ["owner", "to rest", ""]),
            ("As a clerk, I would like a bell, So that it rings", ["clerk", "a bell", "it rings"]),
            ("As a clerk, I need to be told,so that I act", ["clerk", "to be told", "I act"]),
            ("As a clerk, I can print what I want", ["clerk", "to print what I want", ""]),
            ("As a clerk, I must be able to undo", ["clerk", "to undo", ""]),
            ("As a clerk I can choose what I want", ["clerk", "to choose what I want", ""]),
            ("As a clerk, I want to be able to undo", ["clerk", "to be able to undo", ""]),
            (
                "As a Customer, including guests, I want a cart, a till, and a bag, so that I buy",
                ["Customer, including guests", "a cart, a till, and a bag", "I buy"],
            ),
            (
                "As a guest who thinks I can pay, I want a till",
                ["guest who thinks I can pay", "a till", ""],
            ),
            ("As a clerk, I don't want to see drafts", ["clerk", "not to see drafts", ""]),
            ("As a clerk , I do not want  banners", ["clerk", "no banners", ""]),
            ("As a clerk, I only want padded fields", ["clerk", "only padded fields", ""]),
            ("As a clerk, would like a way so that I can print", ["clerk", "a way", "I can print"]),
            (
                "As a clerk, I want a form deployed, so I can send data",
                ["clerk", "a form deployed", "I can send data"],
            ),
            (
                "In order to sleep, as a parent, I want silence",
                ["parent", "silence", "I can sleep"],
            ),
            ("As a clerk, I want a lamp in order to read", ["clerk", "a lamp", "I can read"]),
            ("As a clerk,\nI want a lamp\nso that I read", ["clerk", "a lamp", "I read"]),
            (
                "As a clerk, I want words so that fit, so that it ends, so that it rests",
                ["clerk", "words so that fit", "it ends, so that it rests"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_story_stays_whole() {
        for text in [
            "",
            "As",
            "As a",
            "As a clerk",
            "Auditing & Reporting.",
            "I want cake",
            "As I want it",
            "As a clerk, I want",
            "As a clerk, I want so that",
            "Assign a clerk, I want cake",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn a_sentence_reads_back() {
        let said = sentence("Data user", "to have the deletions processed", "I see them");
        assert_eq!(
            said,
            "As a Data user, I want to have the deletions processed, so that I see them"
        );
        assert_eq!(parts(&said), ["Data user", "to have the deletions processed", "I see them"]);
        for role in ["editor", "hour hand", "unknown user", "Idler", "uninvited guest"] {
            assert_eq!(sentence(role, "", ""), format!("As an {role}"));
        }
        for role in ["user", "usual guest", "European", "one-time guest", "unique guest", "baker"] {
            assert_eq!(sentence(role, "", ""), format!("As a {role}"));
        }
        assert_eq!(sentence("", "rest", ""), "I want rest");
        assert_eq!(sentence("", "", ""), "");
    }
}
