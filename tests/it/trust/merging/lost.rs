//! What a merge lost, seen from outside: over the files as JSON, by rules of its own.
//! It knows nothing of how the program merges.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use upnext::domain::backlog::Backlog;
use upnext::domain::conflict::{Conflict, Noun};
use upnext::domain::merge::Merged;
use upnext::store::document;

const TABLES: [&str; 6] = ["stories", "sprints", "epics", "releases", "people", "ideas"];

fn json(backlog: &Backlog) -> Value {
    serde_json::from_slice(&document::write(backlog).unwrap()).unwrap()
}

fn names<'a>(objects: &[&'a Value]) -> BTreeSet<&'a str> {
    let maps = objects.iter().filter_map(|it| it.as_object());
    maps.flat_map(Map::keys).map(String::as_str).collect()
}

/// What stands in one place in the base, on both sides and in what came of them.
#[derive(Clone, Copy)]
struct Four<'a> {
    base: &'a Value,
    ours: &'a Value,
    theirs: &'a Value,
    merged: &'a Value,
}

impl<'a> Four<'a> {
    fn all(self) -> [&'a Value; 4] {
        [self.base, self.ours, self.theirs, self.merged]
    }

    fn map(self, to: impl Fn(&'a Value) -> &'a Value) -> Self {
        let [base, ours, theirs, merged] = self.all().map(to);
        Self { base, ours, theirs, merged }
    }
}

/// Nothing that one side wrote, and the other did not take away, may be missing: it stands, or a
/// conflict has it.
pub fn lost([base, ours, theirs]: [&Backlog; 3], merged: &Merged) -> Result<(), String> {
    let whole = [base, ours, theirs, &merged.backlog].map(json);
    let [base, ours, theirs, came] = &whole;
    let four = Four { base, ours, theirs, merged: came };
    let tied = tied(ours, theirs);
    for table in TABLES {
        let four = four.map(|it| &it[table]);
        for id in names(&four.all()) {
            let it = four.map(|table| &table[id]);
            noun(&format!("{table} {id}"), id, it, merged, &tied)?;
        }
    }
    let nil = uuid::Uuid::nil().to_string();
    noun("the product", &nil, four.map(|it| &it["product"]), merged, &tied)
}

/// The places in the order that two stories have been given; one of the two gets the next.
fn tied(ours: &Value, theirs: &Value) -> BTreeSet<String> {
    let mut given: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for side in [ours, theirs] {
        for (id, story) in side["stories"].as_object().into_iter().flatten() {
            given.entry(story["rank"].as_str().unwrap_or_default()).or_default().insert(id);
        }
    }
    let twice = given.into_iter().filter(|(_, ids)| ids.len() > 1);
    twice.map(|(rank, _)| rank.to_owned()).collect()
}

fn noun(
    what: &str,
    id: &str,
    it: Four<'_>,
    merged: &Merged,
    tied: &BTreeSet<String>,
) -> Result<(), String> {
    let gone = |side: &Value| side.is_null();
    if gone(it.ours) || gone(it.theirs) {
        let left = if gone(it.ours) { it.theirs } else { it.ours };
        let deleted = gone(left) || left == it.base;
        return match (deleted, gone(it.merged)) {
            (true, false) => Err(format!("{what} was deleted, and is there")),
            (false, true) => Err(format!("{what} is lost")),
            _ => Ok(()),
        };
    }
    if gone(it.merged) {
        return Err(format!("{what} is lost"));
    }
    history(what, it)?;
    let about = |conflict: &&Conflict| conflict.about.to_string() == id;
    let conflicts: Vec<&Conflict> = merged.conflicts.iter().filter(about).collect();
    for name in names(&it.all()) {
        // What the merge settles, it says in a notice.
        let settled = ["number", "sprint", "status", "state", "commitment", "scope_log", "people"];
        if name == "history" || (!merged.notices.is_empty() && settled.contains(&name)) {
            continue;
        }
        let is_tied = |side: &Value| side["rank"].as_str().is_some_and(|rank| tied.contains(rank));
        if name == "rank" && (is_tied(it.ours) || is_tied(it.theirs)) {
            continue;
        }
        let place = Place { what, path: name.to_owned(), conflicts: &conflicts };
        field(&place, it.map(|it| &it[name]))?;
    }
    Ok(())
}

/// Every line either side wrote.
fn history(what: &str, it: Four<'_>) -> Result<(), String> {
    let lines = |it: &Value| it["history"].as_array().cloned().unwrap_or_default();
    let [base, ours, theirs, merged] = it.all().map(lines);
    let new = ours.iter().chain(&theirs).filter(|line| !base.contains(line));
    match new.into_iter().find(|line| !merged.contains(line)) {
        Some(line) => Err(format!("{what}: a line of history is lost: {line}")),
        None => Ok(()),
    }
}

/// A place in a noun.
struct Place<'a> {
    what: &'a str,
    path: String,
    conflicts: &'a [&'a Conflict],
}

impl Place<'_> {
    fn below(&self, name: &str) -> Self {
        Self { path: format!("{}.{name}", self.path), ..*self }
    }

    /// Whether a conflict is over this place; state and sprint share one.
    fn disputed(&self) -> bool {
        let path = if self.path == "sprint" { "status" } else { &self.path };
        self.conflicts.iter().any(|it| it.path == path)
    }

    fn lost(&self, what: &str) -> String {
        format!("{}: {} is lost: {what}", self.what, self.path)
    }
}

fn field(place: &Place<'_>, it: Four<'_>) -> Result<(), String> {
    let stands = if it.ours == it.theirs || it.theirs == it.base {
        Some(it.ours)
    } else if it.ours == it.base {
        Some(it.theirs)
    } else {
        None
    };
    // State and sprint follow each other.
    if place.disputed() {
        return Ok(());
    }
    if let Some(stands) = stands {
        let same = stands == it.merged;
        return if same {
            Ok(())
        } else {
            Err(place.lost(&format!("{stands}, not {}", it.merged)))
        };
    }
    let each = |open: fn(&Value) -> bool| [it.ours, it.theirs].into_iter().all(open);
    if each(Value::is_object) && it.base.is_object()
        || place.path == "scores"
        || place.path == "fields"
    {
        return names(&it.all())
            .into_iter()
            .try_for_each(|name| field(&place.below(name), it.map(|it| &it[name])));
    }
    if [it.ours, it.theirs].into_iter().any(Value::is_array) {
        return list(place, it);
    }
    match (it.ours.as_str(), it.theirs.as_str(), it.merged.as_str()) {
        (Some(ours), Some(theirs), Some(merged)) if merged.contains('\n') => {
            let base = it.base.as_str().unwrap_or_default();
            let mut new = ours.lines().chain(theirs.lines()).filter(|line| !base.contains(line));
            match new.find(|line| !merged.contains(line)) {
                Some(line) => Err(place.lost(line)),
                None => Ok(()),
            }
        }
        _ => Err(place.lost(&format!("{} or {}", it.ours, it.theirs))),
    }
}

fn key(item: &Value) -> &Value {
    ["id", "person"].iter().map(|name| &item[*name]).find(|it| !it.is_null()).unwrap_or(item)
}

fn list(place: &Place<'_>, it: Four<'_>) -> Result<(), String> {
    const EMPTY: &Vec<Value> = &Vec::new();
    let [base, ours, theirs, merged] = it.all().map(|it| it.as_array().unwrap_or(EMPTY));
    let find = |of: &Value, item: &Value| -> Option<Value> {
        of.as_array()?.iter().find(|other| key(other) == key(item)).cloned()
    };
    for item in ours.iter().chain(theirs) {
        let [b, o, t, m] = it.all().map(|of| find(of, item));
        let deleted = b.is_some() && (o.is_none() || t.is_none());
        let untouched = o.as_ref().or(t.as_ref()) == b.as_ref();
        match (&m, deleted) {
            (None, true) if untouched => {}
            (None, _) => return Err(place.lost(&item.to_string())),
            (Some(_), true) if untouched => {
                return Err(format!("{}: {item} was deleted, and is there", place.what));
            }
            (Some(m), false) if item.is_object() => {
                let null = Value::Null;
                let [b, o, t] = [&b, &o, &t].map(|it| it.as_ref().unwrap_or(&null));
                let four = Four { base: b, ours: o, theirs: t, merged: m };
                let name = key(item).as_str().unwrap_or_default().to_owned();
                let (only_one, place) = (o.is_null() || t.is_null(), place.below(&name));
                if !only_one {
                    names(&four.all())
                        .into_iter()
                        .try_for_each(|name| field(&place.below(name), four.map(|it| &it[name])))?;
                }
            }
            _ => {}
        }
    }
    let known =
        |item: &Value| [base, ours, theirs].iter().any(|it| it.iter().any(|o| key(o) == key(item)));
    match merged.iter().find(|item| !known(item)) {
        Some(item) => Err(format!("{}: {item} comes from nowhere", place.what)),
        None => Ok(()),
    }
}

/// What follows from the state of a sprint: which one is planned, who is in it.
const OF_SPRINTS: [&str; 6] = ["sprint", "status", "state", "commitment", "scope_log", "people"];

/// Whether one way round something else comes out than the other way round, beside the values
/// listed as conflicts and the lines that tell of them.
pub fn favours(one: &Merged, two: &Merged) -> Result<(), String> {
    let (a, b) = (json(&one.backlog), json(&two.backlog));
    for table in TABLES {
        for id in names(&[&a[table], &b[table]]) {
            same(id, &a[table][id], &b[table][id], one, two)?;
        }
    }
    let nil = uuid::Uuid::nil().to_string();
    same(&nil, &a["product"], &b["product"], one, two)
}

fn same(id: &str, a: &Value, b: &Value, one: &Merged, two: &Merged) -> Result<(), String> {
    let all = one.conflicts.iter().chain(&two.conflicts);
    let disputed: BTreeSet<String> = all
        .filter(|it| it.about.to_string() == id)
        .map(|it| it.path.split('.').next().unwrap_or_default().to_owned())
        .collect();
    let mut over = one.conflicts.iter().chain(&two.conflicts);
    let sprints_disputed = over.any(|it| it.of == Noun::Sprint && it.path == "state");
    for name in names(&[a, b]) {
        let pair = name == "sprint" && disputed.contains("status");
        let follows = sprints_disputed && OF_SPRINTS.contains(&name);
        if disputed.contains(name) || pair || follows {
            continue;
        }
        let (mut a, mut b) = (a[name].clone(), b[name].clone());
        if name == "history" {
            for history in [&mut a, &mut b] {
                let lines = history.as_array_mut().unwrap();
                lines.retain(|line| line["what"] != "merged");
            }
        }
        if a != b {
            return Err(format!("it favours a side: {id} {name}: {a} or {b}"));
        }
    }
    Ok(())
}
