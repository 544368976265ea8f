//! Three versions of one record, merged by field name through the form they have in the file,
//! so that a new field needs no line here. It never decides which entity is meant.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{lines, list};
use crate::domain::conflict::place::{self, PAIR, PARTED, WHOLE, below};
use crate::domain::object::{Object, Text};

/// One value written differently on both sides.
#[derive(Debug)]
pub(super) struct Clash {
    /// Where it stands within the noun.
    pub path: String,
    /// Our value as the file has it; none is no value.
    pub ours: Option<String>,
    /// Theirs.
    pub theirs: Option<String>,
}

/// How strict a merge is, and what it finds.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Every value that ours changed must still be in theirs what it was in base: for undo.
    pub strict: bool,
    /// State and sprint are one value: it is a story.
    pub pair: bool,
    /// Values written differently on both sides.
    pub clashes: Vec<Clash>,
    /// Entries of lists deleted on one side and changed on the other: the list and the entry.
    pub kept: Vec<(String, String)>,
    /// The larger of two numbers that were given to one noun.
    pub larger: Option<u32>,
}

impl Rules {
    /// Writes down that both sides wrote one value.
    pub fn clash(&mut self, path: &str, ours: Option<&str>, theirs: Option<&str>) {
        let [ours, theirs] = [ours, theirs].map(|side| side.map(str::to_owned));
        self.clashes.push(Clash { path: path.to_owned(), ours, theirs });
    }
}

/// Three versions of one record; none when what comes out cannot be read again.
pub(super) fn three_way<T: Serialize + DeserializeOwned>(
    base: Option<&T>,
    ours: &T,
    theirs: &T,
    rules: &mut Rules,
) -> Option<T> {
    let text = |side: &T| serde_json::to_string(side).ok();
    let base = match base {
        Some(base) => text(base)?,
        None => "{}".to_owned(),
    };
    let merged = object(&base, &text(ours)?, &text(theirs)?, "", rules)?;
    serde_json::from_str(&merged).ok()
}

/// Three versions of one object, as texts.
pub(super) fn object(
    base: &str,
    ours: &str,
    theirs: &str,
    within: &str,
    rules: &mut Rules,
) -> Option<String> {
    let place = if rules.pair && within.is_empty() {
        Place::of(base, ours, theirs, rules)?
    } else {
        Place::Apart
    };
    let [base, ours, theirs] = [Object::of(base)?, Object::of(ours)?, Object::of(theirs)?];
    // Known fields find their own order again; of unknown ones the base's come first.
    let mut added: Vec<&str> =
        ours.names().chain(theirs.names()).filter(|name| base.get(name).is_none()).collect();
    added.sort_unstable();
    added.dedup();
    let mut merged = Text::default();
    for name in base.names().chain(added) {
        let sides = [base.get(name), ours.get(name), theirs.get(name)];
        let value = match place {
            Place::Ours if PAIR.contains(&name) => ours.get(name).map(Cow::Borrowed),
            Place::Theirs if PAIR.contains(&name) => theirs.get(name).map(Cow::Borrowed),
            _ => value(&below(within, name), sides, rules),
        };
        if let Some(value) = value {
            merged.push(name, &value)?;
        }
    }
    Some(merged.end())
}

/// Whose state and sprint stand: the two of a story are one value.
#[derive(Clone, Copy)]
enum Place {
    /// Nobody's: each field by itself.
    Apart,
    Theirs,
    Ours,
}

impl Place {
    /// Where both wrote the pair, what theirs wrote of it gives way, and is written down.
    fn of(base: &str, ours: &str, theirs: &str, rules: &mut Rules) -> Option<Self> {
        let pairs = [place::pair(base)?, place::pair(ours)?, place::pair(theirs)?];
        let [before, mine, yours] = &pairs;
        if before == mine {
            return Some(if before == yours { Self::Apart } else { Self::Theirs });
        }
        if rules.strict && before != yours {
            let [base, ours, theirs] = [Object::of(base)?, Object::of(ours)?, Object::of(theirs)?];
            for name in PAIR.iter().filter(|name| base.get(name) != theirs.get(name)) {
                rules.clash(name, ours.get(name), theirs.get(name));
            }
        } else if before != yours && mine != yours {
            rules.clash(PAIR[0], Some(mine), Some(yours));
        }
        Some(Self::Ours)
    }
}

/// Three versions of one field; none is no value.
fn value<'a>(
    path: &str,
    [base, ours, theirs]: [Option<&'a str>; 3],
    rules: &mut Rules,
) -> Option<Cow<'a, str>> {
    if base == theirs {
        return ours.map(Cow::Borrowed);
    }
    if base == ours || (ours == theirs && !rules.strict) {
        return theirs.map(Cow::Borrowed);
    }
    if path == "number"
        && let (Some(ours), Some(theirs), false) = (ours, theirs, rules.strict)
        && let (Ok(mine), Ok(yours)) = (ours.parse::<u32>(), theirs.parse::<u32>())
    {
        // Nobody chose either, and what others are called depends on it: the smaller stands.
        rules.larger = Some(mine.max(yours));
        return Some(Cow::Borrowed(if mine < yours { ours } else { theirs }));
    }
    let shape = [base, ours, theirs].into_iter().flatten().next().unwrap_or("");
    let all_begin =
        |open: char| [base, ours, theirs].into_iter().flatten().all(|text| text.starts_with(open));
    let merged = if shape.starts_with('[') && all_begin('[') && !WHOLE.contains(&path) {
        let or_none = |side: Option<&'a str>| side.unwrap_or("[]");
        list::three_way(path, [base, ours, theirs].map(or_none), rules)
    } else if PARTED.contains(&path) && all_begin('{') {
        let or_none = |side: Option<&'a str>| side.unwrap_or("{}");
        object(or_none(base), or_none(ours), or_none(theirs), path, rules)
    } else if let ([Some(base), Some(ours), Some(theirs)], false) =
        ([base, ours, theirs], rules.strict)
    {
        lines::three_way([base, ours, theirs])
    } else {
        None
    };
    merged.map(Cow::Owned).or_else(|| {
        rules.clash(path, ours, theirs);
        ours.map(Cow::Borrowed)
    })
}
