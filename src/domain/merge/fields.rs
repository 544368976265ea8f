//! Three versions of one record, merged by field name through the form they have in the file,
//! so that a new field needs no line here. It never decides which entity is meant.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Conflict;
use super::list;

/// How strict a merge is, and where it writes what it finds.
pub(super) struct Rules<'a> {
    /// Every value that ours changed must still be in theirs what it was in base: for undo.
    pub strict: bool,
    /// What is merged, for the conflicts.
    pub what: &'a str,
    /// Where the conflicts go.
    pub conflicts: &'a mut Vec<Conflict>,
}

impl Rules<'_> {
    /// Writes down that both sides wrote one value.
    pub fn conflict(&mut self, field: &str, ours: Option<&str>, theirs: Option<&str>) {
        self.conflicts.push(Conflict {
            what: self.what.to_owned(),
            field: field.to_owned(),
            ours: ours.map(spelled),
            theirs: theirs.map(spelled),
        });
    }
}

/// A text without its quotes, anything else as it stands in the file.
fn spelled(value: &str) -> String {
    serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
}

/// The fields of an object, as texts, in their order.
#[derive(Debug, Default)]
pub(super) struct Object<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Object<'a> {
    /// The object in a text; none when it is something else.
    pub fn of(text: &'a str) -> Option<Self> {
        struct Fields<'a>(Vec<(Cow<'a, str>, &'a str)>);
        impl<'de> Deserialize<'de> for Fields<'de> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct All;
                impl<'de> serde::de::Visitor<'de> for All {
                    type Value = Fields<'de>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<Fields<'de>, A::Error> {
                        let mut all = Vec::new();
                        while let Some(crate::domain::record::Key(key)) = map.next_key()? {
                            all.push((key, map.next_value::<&'de RawValue>()?.get()));
                        }
                        Ok(Fields(all))
                    }
                }
                deserializer.deserialize_map(All)
            }
        }
        serde_json::from_str::<Fields<'a>>(text).ok().map(|Fields(all)| Self(all))
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// State and sprint.
    fn place(&self) -> [Option<&'a str>; 2] {
        [self.get("status"), self.get("sprint")]
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }
}

/// Three versions of one record; none when what comes out cannot be read again.
pub(super) fn three_way<T: Serialize + DeserializeOwned>(
    base: Option<&T>,
    ours: &T,
    theirs: &T,
    what: &str,
    conflicts: &mut Vec<Conflict>,
) -> Option<T> {
    let mut rules = Rules { strict: false, what, conflicts };
    by_rules(base, ours, theirs, &mut rules)
}

/// The same by the rules given.
pub(super) fn by_rules<T: Serialize + DeserializeOwned>(
    base: Option<&T>,
    ours: &T,
    theirs: &T,
    rules: &mut Rules<'_>,
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
    rules: &mut Rules<'_>,
) -> Option<String> {
    let [base, ours, theirs] = [Object::of(base)?, Object::of(ours)?, Object::of(theirs)?];
    // Known fields find their own order again; of unknown ones the base's come first.
    let mut added: Vec<&str> =
        ours.names().chain(theirs.names()).filter(|name| base.get(name).is_none()).collect();
    added.sort_unstable();
    added.dedup();
    let place = if within.is_empty() { Place::of(&base, &ours, &theirs) } else { Place::Apart };
    let mut merged = String::from("{");
    for name in base.names().chain(added) {
        let sides = [base.get(name), ours.get(name), theirs.get(name)];
        let field = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        let value = match place {
            Place::Ours { .. } if matches!(name, "status" | "sprint") => {
                place.conflict(&field, sides, rules);
                ours.get(name).map(Cow::Borrowed)
            }
            Place::Theirs if matches!(name, "status" | "sprint") => {
                theirs.get(name).map(Cow::Borrowed)
            }
            _ => value(&field, sides, rules),
        };
        if let Some(value) = value {
            if merged.len() > 1 {
                merged.push(',');
            }
            merged.push_str(&serde_json::to_string(name).ok()?);
            merged.push(':');
            merged.push_str(&value);
        }
    }
    merged.push('}');
    Some(merged)
}

/// Whose state and sprint stand: the two of a story are one value.
#[derive(Clone, Copy)]
enum Place {
    /// Nobody's: each field by itself.
    Apart,
    Theirs,
    /// Ours; whether theirs had written it too.
    Ours {
        both: bool,
    },
}

impl Place {
    fn of(base: &Object<'_>, ours: &Object<'_>, theirs: &Object<'_>) -> Self {
        let (base, ours, theirs) = (base.place(), ours.place(), theirs.place());
        if base == ours && base == theirs {
            Self::Apart
        } else if base == ours {
            Self::Theirs
        } else {
            Self::Ours { both: base != theirs }
        }
    }

    /// Where both wrote the pair, what theirs wrote of it gives way.
    fn conflict(self, field: &str, [base, ours, theirs]: [Option<&str>; 3], rules: &mut Rules<'_>) {
        let both = matches!(self, Self::Ours { both: true });
        if both && base != theirs && (rules.strict || ours != theirs) {
            rules.conflict(field, ours, theirs);
        }
    }
}

/// Objects whose fields are values of their own; any other object is one value.
const PARTED: [&str; 2] = ["scores", "fields"];

/// Three versions of one field; none is no value.
fn value<'a>(
    field: &str,
    [base, ours, theirs]: [Option<&'a str>; 3],
    rules: &mut Rules<'_>,
) -> Option<Cow<'a, str>> {
    if base == theirs {
        return ours.map(Cow::Borrowed);
    }
    if base == ours || (ours == theirs && !rules.strict) {
        return theirs.map(Cow::Borrowed);
    }
    let shape = [base, ours, theirs].into_iter().flatten().next().unwrap_or("");
    let all_begin =
        |open: char| [base, ours, theirs].into_iter().flatten().all(|text| text.starts_with(open));
    let merged = if shape.starts_with('[') && all_begin('[') {
        let or_none = |side: Option<&'a str>| side.unwrap_or("[]");
        list::three_way(field, [base, ours, theirs].map(or_none), rules)
    } else if PARTED.contains(&field) && all_begin('{') {
        let or_none = |side: Option<&'a str>| side.unwrap_or("{}");
        object(or_none(base), or_none(ours), or_none(theirs), field, rules)
    } else {
        None
    };
    merged.map(Cow::Owned).or_else(|| {
        rules.conflict(field, ours, theirs);
        ours.map(Cow::Borrowed)
    })
}
