//! What a story makes, read off its want: “to create a new gift card” makes a gift card. It knows
//! only wishes that begin with such a verb, and guesses nothing where the words go on too long.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::advice::likeness::words::{Word, stem, token, words};

/// Verbs after whose deed there is something that was not there before.
const MAKES: &str = "add build capture collect compose configure create define design draft enter \
    establish generate implement import ingest insert introduce install make record register save \
    schedule store submit upload write";

/// Words a wish may begin with before its verb.
const LEADS: &str = "to be able can could i also easily quickly simply the a an ability possibility \
    option have allowed";

/// Words before a noun that are no part of its name.
const BEFORE: &str = "a an the my our your his her its their this that these those new own another \
    other multiple several some any all every each one more same many various different additional";

/// Words that end the name of a thing.
const ENDS: &str = "to for from in into on onto at by with without via as so that which who whom \
    where when while if and or but using based through during after before until about per within \
    across between against it them is are was were can will should then than because";

/// Names that could be anything.
const ANYTHING: &str = "information data detail thing item system list page way option feature \
    content function functionality result user change time value part set number work project \
    application app site website story something anything type name sure same";

/// The verbs and the names that could be anything, without their endings.
static STEMS: LazyLock<(HashSet<String>, HashSet<String>)> = LazyLock::new(|| {
    let stems = |list: &str| list.split_ascii_whitespace().map(stem).collect();
    (stems(MAKES), stems(ANYTHING))
});

/// More words than a thing is called by.
const LONGEST: usize = 4;

/// A thing a story makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    /// Its words in one form each.
    pub tokens: Vec<String>,
    /// As the story calls it.
    pub words: String,
}

fn holds(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// What is made by a wish; none where its verb makes nothing.
pub(super) fn made(want: &str) -> Option<Made> {
    let all = words(want);
    let low: Vec<String> = all.iter().map(Word::low).collect();
    let word = |at: usize| low.get(at).map_or("", String::as_str);
    let verb = (0..low.len()).find(|at| !holds(LEADS, word(*at)))?;
    let makes = STEMS.0.contains(&stem(word(verb)));
    let set_up = word(verb) == "set" && word(verb + 1) == "up";
    if !makes && !set_up {
        return None;
    }
    let mut at = verb + 1 + usize::from(set_up);
    // "create, edit and delete templates": the other verbs are no names.
    while matches!(word(at), "and" | "or") || all.get(at).is_some_and(|it| it.stopped) {
        at += 1 + usize::from(matches!(word(at), "and" | "or"));
    }
    while holds(BEFORE, word(at)) {
        at += 1;
    }
    let name = named(at, &all, &low)?;
    let (first, last) = (all.get(at)?, all.get(at + name.checked_sub(1)?)?);
    let tokens: Vec<String> = low.iter().skip(at).take(name).filter_map(|it| token(it)).collect();
    let says = tokens.iter().any(|it| it.len() > 2);
    let anything = tokens.len() == 1 && low.get(at + name - 1).is_some_and(|it| is_anything(it));
    (says && !anything).then(|| Made {
        tokens,
        words: want.get(first.start..last.end()).unwrap_or_default().to_owned(),
    })
}

/// How many words from here on are the name of a thing; "of" goes on with it.
fn named(at: usize, all: &[Word<'_>], low: &[String]) -> Option<usize> {
    let ends = |(by, (word, low)): (usize, (&Word<'_>, &String))| {
        (by > 0 && word.stopped) || holds(ENDS, low)
    };
    let rest = all.iter().zip(low).skip(at);
    let length = rest.enumerate().position(ends).unwrap_or(low.len().saturating_sub(at));
    (1..=LONGEST).contains(&length).then_some(length)
}

fn is_anything(low: &str) -> bool {
    STEMS.1.contains(&stem(low))
}

#[cfg(test)]
mod tests {
    use super::made;

    #[test]
    fn what_a_wish_makes() {
        for (want, thing) in [
            ("to create a gift card", "gift card"),
            ("to be able to add a new delivery address for a friend", "delivery address"),
            ("create, edit and delete templates", "templates"),
            ("to add or remove vouchers, so I pay less", "vouchers"),
            ("set up the loyalty programme", "loyalty programme"),
            ("to enter the date of birth", "date of birth"),
            ("registering shops", "shops"),
        ] {
            assert_eq!(made(want).map(|it| it.words).as_deref(), Some(thing), "{want}");
        }
        for want in [
            "to see my gift cards",
            "to add information",
            "to add it",
            "to create",
            "",
            "to make sure that it works",
            "to create one very long winded name nobody says",
        ] {
            assert_eq!(made(want), None, "{want}");
        }
    }
}
