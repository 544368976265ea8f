//! Words the checks know: verbs in their plain form, pairs that are one thing, what opens a clause
//! of its own. It judges nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Verbs that are hardly ever nouns: after "and" they begin a second wish.
const VERBS: &str = "
    accept access activate add adjust allow analyse analyze annotate append apply approve ask assess
    assign assure attach authenticate authorise authorize avoid ban be become begin book bring browse
    buy calculate cancel carry categorise categorize choose classify collect combine
    compare compose compute conduct configure confirm connect consult contact continue
    convert create crop customise customize deal decide define delete deliver deny deploy
    describe detect determine develop disable disconnect discover discuss dismiss display distinguish
    distribute do drag draw edit eliminate embed enable encrypt enforce enjoy ensure enter establish
    evaluate examine exclude execute expand explain explore export extend extract fetch fill find
    finish fix follow forward gather generate get give go grant handle hear hide highlight identify
    ignore implement import improve include incorporate increase indicate inform ingest insert inspect
    install integrate invite join keep know launch learn leave let lift listen load locate look
    maintain make manage meet merge migrate modify monitor move navigate notify obtain optimise
    optimize organise organize override pay perform persist pick play practise prepare preserve
    prevent print prioritise prioritize produce promote propose protect prove provide publish pull
    purchase push put read receive recognise recognize recommend recover redirect reduce refine
    refresh refuse register reject rely remember remind remove rename render renew reopen reorder
    replace replicate reply reproduce require reschedule reset resize resolve respond restore restrict
    resume retain retrieve return reuse reverse revert revoke run save say scan scroll search secure
    see select sell send serve ship sign skip specify start stop submit subscribe suggest summarise
    summarize suspend swap switch sync synchronise synchronize take talk tell terminate think track
    transform translate trigger try turn understand undo unlock unsubscribe update upgrade upload
    validate verify view visit visualise visualize wait warn watch withdraw wrap write zoom";

/// Verbs that are nouns as often: they need an object behind them, or a verb before them.
const EITHER: &str = "
    clean clear close complete correct duplicate open own secure separate
    alert archive associate back batch block branch build cache call capture change chart chat check
    claim comment contact control copy count cut date debit design display download draft drop email
    estimate exit extract fail feature file filter flag focus format function group guide harvest help
    hold host import index interview label limit link list lock log mail map mark match measure message
    model name need note number offer order pack package park pass paste pause plan point post present
    preview process profile project query queue quote rank rate record reference release report
    request reserve review reward route sample schedule score set share show sort source split store
    stream structure study subject support tag tap target test time trace trade train transfer type
    use visit vote want work";

/// What is wanted in one breath: two words, one thing.
const PAIRS: &[(&str, &str)] = &[
    ("copy", "paste"),
    ("cut", "paste"),
    ("drag", "drop"),
    ("find", "replace"),
    ("save", "close"),
    ("save", "exit"),
    ("save", "continue"),
    ("search", "replace"),
    ("search", "find"),
    ("search", "discover"),
    ("browse", "search"),
    ("pick", "choose"),
    ("point", "click"),
    ("plug", "play"),
    ("read", "understand"),
    ("read", "write"),
    ("see", "understand"),
    ("see", "know"),
    ("send", "receive"),
    ("start", "stop"),
    ("track", "trace"),
    ("try", "see"),
    ("undo", "redo"),
];

/// Words that open a clause of its own; what is joined inside it is no second wish.
const OPENERS: &[&str] = &[
    "which", "who", "whom", "whose", "that", "where", "when", "how", "why", "what", "whether",
    "if", "because", "while", "whilst", "after", "before", "until", "unless", "since", "once",
    "without", "by",
];

/// Words that open a question within the sentence.
const QUESTIONS: &[&str] = &["what", "which", "who", "how", "when", "where", "why", "whether"];

/// Words an object begins with.
const BEFORE_OBJECTS: &[&str] = &[
    "a", "an", "the", "my", "our", "your", "his", "her", "its", "their", "this", "that", "these",
    "those", "all", "any", "each", "every", "some", "it", "them", "me", "us", "one", "new",
    "other", "another", "multiple", "several", "more",
];

/// Words that stand before a place, a time or a means.
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "at", "before", "between", "by", "during", "for", "from", "in",
    "into", "of", "off", "on", "onto", "out", "over", "through", "to", "under", "up", "upon",
    "via", "with", "within", "without",
];

/// Finite verbs that show that a clause says something.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should",
    "must", "may", "might", "does", "do", "did",
];

/// How sure it is that a word is a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Nearly always.
    Sure,
    /// As often a noun.
    Either,
}

/// The verbs of both sorts, to be looked up.
static KNOWN: LazyLock<(HashSet<&str>, HashSet<&str>)> = LazyLock::new(|| {
    (VERBS.split_ascii_whitespace().collect(), EITHER.split_ascii_whitespace().collect())
});

/// Whether a word in lower case is a verb in its plain form.
pub(super) fn verb(word: &str) -> Option<Verb> {
    let (sure, either) = &*KNOWN;
    if either.contains(word) {
        return Some(Verb::Either);
    }
    sure.contains(word).then_some(Verb::Sure)
}

/// Whether a word reads as what was done to something: "cached", "sent".
pub(super) fn is_participle(word: &str) -> bool {
    const IRREGULAR: &[&str] =
        &["made", "sent", "kept", "held", "built", "found", "given", "shown", "taken", "written"];
    (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")) || IRREGULAR.contains(&word)
}

pub(super) fn is_pair(first: &str, second: &str) -> bool {
    PAIRS.iter().any(|&(a, b)| (a, b) == (first, second) || (b, a) == (first, second))
}

pub(super) fn opens_clause(word: &str) -> bool {
    OPENERS.contains(&word)
}

pub(super) fn asks(word: &str) -> bool {
    QUESTIONS.contains(&word)
}

pub(super) fn begins_object(word: &str) -> bool {
    BEFORE_OBJECTS.contains(&word)
}

pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

pub(super) fn is_finite(word: &str) -> bool {
    FINITE.contains(&word)
}

pub(super) fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && !matches!(word, "apply" | "reply" | "supply" | "rely")
        || matches!(word, "also" | "then" | "again" | "even" | "later" | "either" | "not" | "only")
}
