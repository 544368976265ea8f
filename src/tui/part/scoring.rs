//! The form in which stories are scored: which parts it asks for, what each may be, and what comes
//! of them while they are typed. It sets nothing: it says which values differ from what was there.

use super::form::Form;
use super::prompt::Purpose;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::product::ScoreKind;
use crate::domain::score;
use crate::domain::setting;
use crate::domain::spelling;
use crate::domain::story::{Moscow, Story};
use crate::say::{plain, score as words, tally};

/// What a form that scores stories knows beside its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// Which score it is.
    pub kind: ScoreKind,
    /// The field of each line.
    pub fields: Vec<Field>,
    /// What the stories had; empty where they differ, and where they had nothing.
    pub was: Vec<String>,
    /// How many stories are scored.
    pub stories: usize,
}

/// The form that scores these stories alike. Each keeps its own points: a size is estimated for
/// one story at a time.
#[must_use]
pub fn form(kind: ScoreKind, heading: String, stories: &[&Story], backlog: &Backlog) -> Form {
    let alone = stories.len() == 1;
    let parts = score::parts(kind).iter().copied();
    let fields: Vec<Field> =
        parts.filter(|field| alone || *field != Field::Points).chain([Field::Moscow]).collect();
    let (was, notes) = fields.iter().map(|field| line(*field, stories, backlog)).unzip();
    let names: Vec<&'static str> = fields.iter().map(|field| field.word()).collect();
    let targets = stories.iter().map(|story| story.id).collect();
    let scoring = Scoring { kind, fields, was, stories: stories.len() };
    Form::scoring(Purpose::Scores(kind), heading, &names, targets, scoring, notes)
}

/// What the stories have in a field, and what it may be.
fn line(field: Field, stories: &[&Story], backlog: &Backlog) -> (String, String) {
    let mut held: Vec<Option<String>> =
        stories.iter().map(|story| spelling::of_story(field, story, backlog)).collect();
    held.dedup();
    let may = may_be(field, stories, backlog);
    match held.as_slice() {
        [one] => (one.clone().unwrap_or_default(), may),
        _ => (String::new(), format!("differs · {may}")),
    }
}

/// What a field may be, as it is typed.
fn may_be(field: Field, stories: &[&Story], backlog: &Backlog) -> String {
    let listed = |values: &[String]| values.join(" ");
    match field {
        Field::Points => {
            let scale = &backlog.product().scale.0;
            listed(&scale.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        Field::Confidence => format!("{} %", listed(&setting::score_steps(field))),
        Field::Reach => "people or events in a quarter".to_owned(),
        Field::Effort => "person-weeks".to_owned(),
        Field::Moscow => {
            let all = Moscow::ALL.iter().map(|it| it.word()).collect::<Vec<_>>().join(" ");
            let mut releases = stories.iter().map(|story| backlog.release_of(story));
            let first = releases
                .next()
                .flatten()
                .filter(|one| releases.all(|other| other.is_some_and(|other| other.id == one.id)));
            let of = first.map_or(String::new(), |it| format!(" · in {}", plain::line(&it.name)));
            format!("{all}{of}")
        }
        field => listed(&setting::score_steps(field)),
    }
}

impl Scoring {
    /// What comes of the texts as they are typed.
    #[must_use]
    pub fn sentence(&self, texts: &[String]) -> String {
        if self.stories != 1 {
            let some = tally::count(self.stories, "story", "stories");
            return format!(
                "What is written here goes to each of the {some}; an empty line leaves it as it is, and \
                 the points of each stay its own."
            );
        }
        let part = |field: Field| {
            let at = self.fields.iter().position(|it| *it == field)?;
            let text = texts.get(at)?.trim().trim_end_matches('%');
            text.parse::<Hundredths>().ok()
        };
        format!("{}: {}", words::name(self.kind), words::equation(self.kind, part))
    }

    /// The values that differ from what was there; `-` clears one, as an empty line does where
    /// something stood.
    #[must_use]
    pub fn values(&self, texts: &[String]) -> Vec<(Field, String)> {
        let lines = self.fields.iter().zip(&self.was).zip(texts);
        let changed = lines.filter(|((_, was), text)| text.trim() != was.as_str());
        changed.map(|((field, _), text)| (*field, meant(*field, text.trim()))).collect()
    }
}

/// What a text means in a field: the beginning of a MoSCoW word is enough.
fn meant(field: Field, text: &str) -> String {
    let lower = text.to_lowercase().replace(['\'', '’'], "");
    match field {
        _ if text == "-" => String::new(),
        Field::Moscow if !lower.is_empty() => {
            let word = Moscow::ALL.iter().find(|word| word.word().starts_with(&lower));
            word.map_or_else(|| text.to_owned(), |word| word.word().to_owned())
        }
        _ => text.to_owned(),
    }
}
