//! Which keys mean what, in which place: the table of actions with the user's own keys over it.
//! It never holds a key that means two things, nor one that could not be pressed.

mod clash;
mod spelling;

pub use self::clash::Clash;
use self::clash::{a_letter, check, needed, wanted, while_typing};
use self::spelling::Run;
use super::action::{Key, Meaning, Place, Row, TABLE, within};

/// The keys of every action, place by place.
#[derive(Debug, Clone)]
pub struct Keymap {
    places: Vec<Held>,
}

/// What holds in one place.
#[derive(Debug, Clone)]
struct Held {
    place: Place,
    rows: Vec<Bound>,
}

/// An action with its keys in a place.
#[derive(Debug, Clone)]
struct Bound {
    row: &'static Row,
    names: Vec<String>,
    runs: Vec<Vec<Key>>,
    /// Which of the user's own keys these are.
    own: Option<usize>,
}

/// The user's own keys for an action.
#[derive(Debug)]
struct Own {
    /// Which one, in the order they were given.
    at: usize,
    /// Only in this place.
    place: Option<Place>,
    /// The name of the action.
    name: &'static str,
    /// The keys, each with its position among those given.
    runs: Vec<(usize, Run)>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Keymap {
    /// The table with other keys for some actions. A name is that of an action (`estimate`), or
    /// of an action in one place (`welcome.quit`); its keys replace all it had, none unbind it.
    ///
    /// # Errors
    /// Every name that is no action, every key that cannot be read, means two things or could not
    /// be pressed, and every action that must keep a key.
    pub fn with(
        overrides: impl IntoIterator<Item = (String, Vec<String>)>,
    ) -> Result<Self, Vec<Clash>> {
        let mut clashes = Vec::new();
        let mut own = Vec::new();
        for (at, (name, keys)) in overrides.into_iter().enumerate() {
            let mut runs = Vec::new();
            for (key, text) in keys.iter().enumerate() {
                match spelling::read(text) {
                    Ok(run) => runs.push((key, run)),
                    Err(words) => clashes.push(Clash { at, key: Some(key), words }),
                }
            }
            match wanted(&name) {
                Err(words) => clashes.push(Clash { at, key: None, words }),
                Ok((_, action)) if keys.is_empty() && needed(action) => {
                    let words = format!("{action} must keep a key: it is a way out");
                    clashes.push(Clash { at, key: None, words });
                }
                Ok((place, name)) => {
                    let typed = runs.iter().filter(|_| while_typing(name, place));
                    clashes.extend(typed.filter_map(|(key, run)| {
                        let words = a_letter(run, name)?;
                        Some(Clash { at, key: Some(*key), words })
                    }));
                    own.push(Own { at, place, name, runs });
                }
            }
        }
        let keymap = Self::of(&own);
        clashes.extend(check(&keymap, &own));
        clashes.sort_by_key(|clash| (clash.at, clash.key));
        if clashes.is_empty() { Ok(keymap) } else { Err(clashes) }
    }

    fn of(own: &[Own]) -> Self {
        let held = |place: &Place| {
            let rows = TABLE.iter().filter(|row| within(row.place, *place));
            let mut rows: Vec<Bound> = rows.map(|row| Bound::of(row, *place, own)).collect();
            hide(&mut rows, *place);
            Held { place: *place, rows }
        };
        Self { places: Place::ALL.iter().map(held).collect() }
    }

    fn rows(&self, place: Place) -> &[Bound] {
        let held = self.places.iter().find(|held| held.place == place);
        held.map_or(&[], |held| held.rows.as_slice())
    }

    /// What a run of keys means in a place.
    #[must_use]
    pub fn meaning(&self, keys: &[Key], place: Place) -> Meaning {
        let mut prefix = false;
        for bound in self.rows(place) {
            for run in &bound.runs {
                if run == keys {
                    return Meaning::Action(bound.row.action);
                }
                prefix |= run.starts_with(keys);
            }
        }
        if prefix { Meaning::Prefix } else { Meaning::Nothing }
    }

    /// The keys of a row in a place, spelled as in the table; the first is the one shown. None
    /// where the user took them away, or where the row does not hold.
    #[must_use]
    pub fn keys(&self, row: &Row, place: Place) -> &[String] {
        let same = |bound: &&Bound| bound.row.name == row.name && bound.row.place == row.place;
        self.rows(place).iter().find(same).map_or(&[], |bound| bound.names.as_slice())
    }

    /// What can follow keys already pressed: the rest of each run, and what it then means.
    #[must_use]
    pub fn after(&self, prefix: &[Key], place: Place) -> Vec<(String, &'static Row)> {
        let mut found = Vec::new();
        for bound in self.rows(place) {
            for (run, name) in bound.runs.iter().zip(&bound.names) {
                if run.len() > prefix.len() && run.starts_with(prefix) {
                    let rest: Vec<&str> = name.split(' ').skip(prefix.len()).collect();
                    found.push((rest.join(" "), bound.row));
                }
            }
        }
        found
    }
}

/// A screen's own key hides one of those that hold for stories everywhere; what it hid is still
/// found in the palette. A key of the user's own hides nothing and is not hidden: it clashes.
fn hide(rows: &mut [Bound], place: Place) {
    let of_screen = |bound: &&Bound| place.is_screen() && bound.row.place == place;
    let of_place = rows.iter().filter(|bound| of_screen(bound) && bound.own.is_none());
    let taken: Vec<Vec<Key>> = of_place.flat_map(|bound| bound.runs.clone()).collect();
    for bound in rows.iter_mut() {
        if bound.row.place == Place::Stories && bound.own.is_none() {
            bound.drop_all(&taken);
        }
    }
}

impl Bound {
    /// The keys given for this very place, else for the row, else for the action, else the
    /// table's own.
    fn of(row: &'static Row, place: Place, own: &[Own]) -> Self {
        let given = |at: Option<Place>| {
            own.iter().rev().find(|own| own.name == row.name && own.place == at)
        };
        let own = given(Some(place)).or_else(|| given(Some(row.place))).or_else(|| given(None));
        let mut bound = Self { row, names: Vec::new(), runs: Vec::new(), own: None };
        if let Some(own) = own {
            bound.own = Some(own.at);
            for (_, run) in &own.runs {
                bound.push(run.name.clone(), run.keys.clone());
            }
        } else {
            for name in row.keys {
                let run = name.split(' ').filter_map(Key::named).collect();
                bound.push((*name).to_owned(), run);
            }
        }
        bound
    }

    fn drop_all(&mut self, taken: &[Vec<Key>]) {
        let kept: Vec<bool> = self.runs.iter().map(|run| !taken.contains(run)).collect();
        let mut names = kept.iter();
        self.names.retain(|_| names.next().copied().unwrap_or(true));
        let mut runs = kept.iter();
        self.runs.retain(|_| runs.next().copied().unwrap_or(true));
    }

    fn push(&mut self, name: String, run: Vec<Key>) {
        if !self.runs.contains(&run) {
            self.names.push(name);
            self.runs.push(run);
        }
    }
}
