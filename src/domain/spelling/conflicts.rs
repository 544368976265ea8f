//! What a conflict is about and both its values, as people say them: names, no identities.
//! It settles nothing.

use serde_json::value::RawValue;
use uuid::Uuid;

use super::nouns::{of_idea, of_person, of_release};
use super::{of_epic, of_product, of_sprint, of_story};
use crate::domain::backlog::Backlog;
use crate::domain::conflict::{Conflict, Noun, Raw, place};
use crate::domain::epic::Epic;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::merge::field_named;
use crate::domain::merge::noun::Noun as Called;
use crate::domain::object::{Object, identity, items, plain};
use crate::domain::sprint::{Commitment, Record};
use crate::domain::story::Story;
use crate::domain::table::{Entity, Table};

/// The characters of an entry that name it in an order.
const SHORT: usize = 24;

/// A conflict in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is about: "#12", "sprint 8", "the product".
    pub what: String,
    /// Which field: "title", "criterion 2: text", "value".
    pub field: String,
    /// What stands; none is no value.
    pub ours: Option<String>,
    /// What came in.
    pub theirs: Option<String>,
}

/// A conflict in the words of this backlog.
#[must_use]
pub fn of_conflict(conflict: &Conflict, backlog: &Backlog) -> Said {
    let told = Told::of(conflict, backlog);
    Said {
        what: told.what.clone(),
        field: told.field(),
        ours: told.value(conflict.ours.value.as_ref()),
        theirs: told.value(conflict.theirs.value.as_ref()),
    }
}

/// A conflict that is no more than told: ours stands.
#[must_use]
pub fn sentence(conflict: &Conflict, backlog: &Backlog) -> String {
    let Said { what, field, ours, theirs } = of_conflict(conflict, backlog);
    let quoted = |value: Option<String>| value.map_or("nothing".to_owned(), |it| format!("“{it}”"));
    let (ours, theirs) = (quoted(ours), quoted(theirs));
    format!("{what}: {field} was written on both sides, {ours} stands and not {theirs}")
}

/// The value of a field, as a noun that holds it spells it.
type Spell<'a> = Box<dyn Fn(&str, Field) -> Option<String> + 'a>;

/// A conflict, and how what it is about is told.
pub(in crate::domain) struct Told<'a> {
    conflict: &'a Conflict,
    backlog: &'a Backlog,
    /// What it is about.
    pub what: String,
    /// The noun as the file has it; none when it is gone.
    noun: Option<String>,
    spell: Spell<'a>,
}

impl<'a> Told<'a> {
    pub fn of(conflict: &'a Conflict, backlog: &'a Backlog) -> Self {
        let it = Self {
            conflict,
            backlog,
            what: format!("{} that is gone", with_article(conflict.of)),
            noun: None,
            spell: Box::new(|_, _| None),
        };
        match conflict.of {
            Noun::Story => it.about(backlog.stories(), move |field, story: &Story| match field {
                Field::Rank => Some(place_of(story, backlog)),
                field => of_story(field, story, backlog),
            }),
            Noun::Sprint => it.about(backlog.sprints(), |field, it| of_sprint(field, it, backlog)),
            Noun::Epic => it.about(backlog.epics(), |field, epic: &Epic| match field {
                Field::Rank => Some(place_of_epic(epic, backlog)),
                field => of_epic(field, epic, backlog),
            }),
            Noun::Release => it.about(backlog.releases(), of_release),
            Noun::Person => it.about(backlog.people(), of_person),
            Noun::Idea => it.about(backlog.ideas(), |field, idea| of_idea(field, idea, backlog)),
            Noun::Product => {
                let product = backlog.product();
                it.within(product.called(), product, |field, copy| of_product(field, &copy))
            }
            Noun::File => Self { what: "the file".to_owned(), ..it },
        }
    }

    fn about<T: Called + Entity + 'a>(
        self,
        table: &Table<T>,
        spell: impl Fn(Field, &T) -> Option<String> + 'a,
    ) -> Self {
        let id = Id::new(self.conflict.about);
        // What is read from a text has no identity: that is the key around it in the file.
        let spell = move |field, mut copy: T| {
            copy.set_id(id);
            spell(field, &copy)
        };
        match table.get(id) {
            Some(noun) => self.within(noun.called(), &**noun, spell),
            None => self,
        }
    }

    fn within<T: Called + 'a>(
        self,
        what: String,
        noun: &T,
        spell: impl Fn(Field, T) -> Option<String> + 'a,
    ) -> Self {
        let spell = move |text: &str, field: Field| spell(field, serde_json::from_str(text).ok()?);
        Self { what, noun: serde_json::to_string(noun).ok(), spell: Box::new(spell), ..self }
    }

    /// The field as people name it.
    pub fn field(&self) -> String {
        let names = place::names(&self.conflict.path);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match names.as_slice() {
            [list] if self.is_order() => format!("order of {list}"),
            [name] => match field_named(name) {
                Some(field) => field.to_string(),
                None => (*name).to_owned(),
            },
            ["scores", score] => (*score).to_owned(),
            ["people", person, share] => format!("{}: {share}", self.person(person)),
            [list, key, rest @ ..] if Uuid::parse_str(key).is_ok() => {
                let at = self.noun.as_deref().and_then(|noun| place::position(noun, list, key));
                let at = at.map_or("that is gone".to_owned(), |at| at.to_string());
                format!("{} {at}: {}", one_of(list), rest.join(": "))
            }
            names => names.join(": "),
        }
    }

    fn person(&self, id: &str) -> String {
        let person = Uuid::parse_str(id).ok().and_then(|id| self.backlog.people().get(Id::new(id)));
        person.map_or_else(|| id.to_owned(), |person| person.name.clone())
    }

    fn is_order(&self) -> bool {
        let path = &self.conflict.path;
        let held = self.noun.as_deref().and_then(|noun| place::get(noun, path));
        let claims = [&self.conflict.ours, &self.conflict.theirs];
        let mut values = claims.into_iter().filter_map(|claim| claim.value.as_ref()).peekable();
        let order = |held: &str| values.all(|Raw(value)| place::is_order(held, value.get()));
        !place::WHOLE.contains(&path.as_str()) && held.as_deref().is_some_and(order)
    }

    /// One of its values as people say it; none is no value.
    pub fn value(&self, value: Option<&Raw>) -> Option<String> {
        let raw = value.map(|Raw(value)| RawValue::get(value));
        let known = self.noun.as_deref().and_then(|noun| self.spelled(noun, raw));
        known.or_else(|| said(raw?))
    }

    fn spelled(&self, noun: &str, raw: Option<&str>) -> Option<String> {
        if self.is_order() {
            return order(&place::get(noun, &self.conflict.path)?, raw?);
        }
        let copy = self.conflict.put_in(noun, raw)?;
        if self.conflict.is_pair() {
            let state = (self.spell)(&copy, Field::Status)?;
            let sprint = (self.spell)(&copy, Field::Sprint);
            return Some(sprint.map_or(state.clone(), |it| format!("{state}, in sprint {it}")));
        }
        let names = place::names(&self.conflict.path);
        match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["commitment"] => committed(raw?),
            ["record"] => recorded(raw?),
            [name] | ["scores", name] => (self.spell)(&copy, field_named(name)?),
            _ => None,
        }
    }
}

const fn with_article(noun: Noun) -> &'static str {
    match noun {
        Noun::Story => "a story",
        Noun::Sprint => "a sprint",
        Noun::Epic => "an epic",
        Noun::Release => "a release",
        Noun::Person => "somebody",
        Noun::Idea => "an idea",
        Noun::Product | Noun::File => "something",
    }
}

/// What one entry of a list is called.
pub(in crate::domain) fn one_of(list: &str) -> &str {
    match list {
        "criteria" => "criterion",
        "questions" => "question",
        "notes" => "note",
        "ready_lines" => "ready line",
        "done_lines" => "done line",
        other => other,
    }
}

/// The place a story has, or would have, among the open ones.
fn place_of(story: &Story, backlog: &Backlog) -> String {
    let before = |it: &&std::sync::Arc<Story>| {
        it.id != story.id && (it.rank.as_str(), it.id) < (story.rank.as_str(), story.id)
    };
    format!("position {}", backlog.open().filter(before).count() + 1)
}

fn place_of_epic(epic: &Epic, backlog: &Backlog) -> String {
    let before = |it: &&std::sync::Arc<Epic>| {
        it.id != epic.id && (it.rank.as_str(), it.id) < (epic.rank.as_str(), epic.id)
    };
    format!("position {}", backlog.epics().iter().filter(before).count() + 1)
}

/// A value nobody has words of their own for: a text as it is, several beside each other.
fn said(raw: &str) -> Option<String> {
    if let Some(several) = items(raw) {
        let several: Vec<String> = several.into_iter().filter_map(said).collect();
        return (!several.is_empty()).then(|| several.join(", "));
    }
    let text = plain(raw);
    if Uuid::parse_str(&text).is_ok() {
        return Some("something that is gone".to_owned());
    }
    (!text.is_empty() && text != "null").then_some(text)
}

/// What a sprint committed to, in short.
fn committed(raw: &str) -> Option<String> {
    let commitment: Commitment = serde_json::from_str(raw).ok()?;
    let stories = commitment.stories.len();
    let noun = if stories == 1 { "story" } else { "stories" };
    Some(format!("{stories} {noun}, on {}", commitment.at.day()))
}

/// What a sprint came to, in short.
fn recorded(raw: &str) -> Option<String> {
    let record: Record = serde_json::from_str(raw).ok()?;
    Some(format!("{} points accepted, on {}", record.accepted.points, record.at.day()))
}

/// An order: the first words of each, as they stand in the list that is held.
fn order(held: &str, wanted: &str) -> Option<String> {
    let held = items(held)?;
    let named = |key: &str| {
        let item = held.iter().find(|item| identity(item) == Some(key));
        let text = item.and_then(|item| first_words(item)).or_else(|| said(key))?;
        Some(match text.char_indices().nth(SHORT) {
            Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
            None => text,
        })
    };
    let all: Vec<String> = items(wanted)?.into_iter().filter_map(named).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// The first text of an entry that names it.
pub(in crate::domain) fn first_words(item: &str) -> Option<String> {
    let object = Object::of(item)?;
    let texts = ["text", "given", "when", "then", "name"].iter().filter_map(|it| object.get(it));
    texts.map(plain).find(|text| !text.is_empty())
}
