//! What one piece of a query asks: its field, its comparison and its value, all understood.
//! It never looks at a backlog: names stay names.

use chrono::NaiveDate;

use super::QueryError;
use super::filter::{Quality, Test, When};
use super::fold::Needle;
use super::scan::{Ask, Sign, What};
use crate::domain::number::Points;
use crate::domain::record::words;
use crate::domain::story::{Kind, Moscow, Status};

words! {
    /// A field that can be asked for.
    pub enum Asked ("field") {
        /// Where a story stands.
        Status = "status",
        /// What sort of work it is.
        Kind = "kind",
        /// One of its tags.
        Tag = "tag",
        /// The outcome it serves.
        Epic = "epic",
        /// The release it ships with.
        Release = "release",
        /// The sprint it is in.
        Sprint = "sprint",
        /// How much its release depends on it.
        Moscow = "moscow",
        /// One of the skills it needs.
        Skill = "skill",
        /// Who asked for it.
        Requester = "requester",
        /// Who works on it.
        Assignee = "assignee",
        /// Its size.
        Points = "points",
        /// A quality that is worked out.
        Is = "is",
        /// The day it was written down.
        Created = "created",
        /// The day something last happened to it.
        Updated = "updated",
    }
}

/// A question, with names not yet looked up.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    /// It needs no backlog to be understood.
    Settled(Test),
    /// Stories of the epics so called; none for stories of no epic.
    Epic(Option<Name>),
    /// Stories of the releases so called; none for stories of no release.
    Release(Option<Name>),
    /// Stories of this sprint.
    Sprint(SprintName, usize),
}

/// A name to look up, and where it stands in the query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) position: usize,
}

/// What people call a sprint in a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SprintName {
    None,
    Active,
    Planned,
    Number(u32),
}

/// Understands one piece; brackets, minus and `or` never come here.
pub(super) fn read(position: usize, what: What) -> Result<Term, QueryError> {
    match what {
        What::Ask(ask) => Question { position, ask: &ask }.term(),
        What::Phrase(text) => Ok(Term::Settled(Test::Text(Needle::new(&text)))),
        What::Word(text) => Ok(Term::Settled(word(&text))),
        What::Open | What::Close | What::Minus | What::Or => {
            Err(QueryError::new(position, "a word or `field:value` belongs here"))
        }
    }
}

/// A word looks through the text; a number is also the number of a story, `#12` only that.
fn word(text: &str) -> Test {
    let number = |digits: &str| {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| plain)
    };
    match (text.strip_prefix('#').and_then(number), number(text)) {
        (Some(number), _) => Test::Number(number),
        (_, Some(number)) => Test::NumberOrText(number, Needle::new(text)),
        _ => Test::Text(Needle::new(text)),
    }
}

struct Question<'a> {
    position: usize,
    ask: &'a Ask,
}

impl Question<'_> {
    fn term(&self) -> Result<Term, QueryError> {
        let asked = self.field()?;
        if self.ask.value.is_empty() {
            return Err(self.wrong(&format!("needs a value: {}", offer(asked))));
        }
        let compares = matches!(asked, Asked::Points | Asked::Created | Asked::Updated);
        if self.ask.sign != Sign::Is && !compares {
            let message = format!("only points, created and updated compare: use `{asked}:`");
            return Err(QueryError::new(self.position, message));
        }
        let needle = || self.named().map(|text| Needle::new(&text));
        Ok(Term::Settled(match asked {
            Asked::Epic => return Ok(Term::Epic(self.name())),
            Asked::Release => return Ok(Term::Release(self.name())),
            Asked::Sprint => return Ok(Term::Sprint(self.sprint()?, self.position)),
            Asked::Status => Test::Status(self.word::<Status>()?),
            Asked::Kind => Test::Kind(self.word::<Kind>()?),
            Asked::Moscow if self.named().is_none() => Test::Moscow(None),
            Asked::Moscow => Test::Moscow(Some(self.word::<Moscow>()?)),
            Asked::Tag => Test::Tag(needle()),
            Asked::Skill => Test::Skill(needle()),
            Asked::Requester => Test::Requester(needle()),
            Asked::Assignee => Test::Assignee(needle()),
            Asked::Points => self.points()?,
            Asked::Is => Test::Is(self.word::<Quality>()?),
            Asked::Created => Test::Created(self.ask.sign, self.when()?),
            Asked::Updated => Test::Updated(self.ask.sign, self.when()?),
        }))
    }

    fn field(&self) -> Result<Asked, QueryError> {
        // The plural is what `set` calls these two; the list calls the status a state.
        match self.ask.field.to_ascii_lowercase().as_str() {
            "state" => Ok(Asked::Status),
            "tags" => Ok(Asked::Tag),
            "skills" => Ok(Asked::Skill),
            field => field.parse().map_err(|_| {
                let field = shown(&self.ask.field);
                let known: Vec<&str> = Asked::ALL.iter().map(|asked| asked.word()).collect();
                let message = format!("no field `{field}`: use {}", known.join(", "));
                QueryError::new(self.position, message)
            }),
        }
    }

    /// The value, or none for the word `none`.
    fn named(&self) -> Option<String> {
        let none = !self.ask.quoted && self.ask.value.eq_ignore_ascii_case("none");
        (!none).then(|| self.ask.value.clone())
    }

    fn name(&self) -> Option<Name> {
        self.named().map(|text| Name { text, position: self.position })
    }

    fn word<T: std::str::FromStr<Err = crate::domain::record::UnknownWord>>(
        &self,
    ) -> Result<T, QueryError> {
        self.ask.value.parse().map_err(|unknown: crate::domain::record::UnknownWord| {
            let (text, known) = (shown(&unknown.text), unknown.known.join(", "));
            let message = format!("`{text}` is no {}: use {known}", unknown.what);
            QueryError::new(self.position, message)
        })
    }

    fn sprint(&self) -> Result<SprintName, QueryError> {
        let value = self.ask.value.to_ascii_lowercase();
        let number = value.strip_prefix('#').unwrap_or(&value).parse();
        match (value.as_str(), number) {
            ("none", _) => Ok(SprintName::None),
            ("active", _) => Ok(SprintName::Active),
            ("planned", _) => Ok(SprintName::Planned),
            (_, Ok(number)) => Ok(SprintName::Number(number)),
            _ => Err(self.wrong(&format!("needs {}", offer(Asked::Sprint)))),
        }
    }

    fn points(&self) -> Result<Test, QueryError> {
        if self.named().is_none() && self.ask.sign == Sign::Is {
            return Ok(Test::Unestimated);
        }
        let points: Result<Points, _> = self.ask.value.parse();
        points
            .map(|points| Test::Points(self.ask.sign, points))
            .map_err(|_| self.wrong("needs a number"))
    }

    /// An age such as `30d` or `2w`, or a day.
    fn when(&self) -> Result<When, QueryError> {
        let value = self.ask.value.as_str();
        let day = value.parse::<NaiveDate>().map(When::Day);
        let age = |unit: char, days: i64| {
            let number = value.strip_suffix([unit, unit.to_ascii_uppercase()])?;
            let number = number.parse::<u32>().ok().filter(|_| !number.starts_with('+'))?;
            Some(When::DaysAgo(i64::from(number) * days))
        };
        let when = day.ok().or_else(|| age('d', 1)).or_else(|| age('w', 7));
        when.ok_or_else(|| self.wrong(&format!("needs {}", offer(Asked::Created))))
    }

    /// What is wrong with the whole question, as it was typed.
    fn wrong(&self, what: &str) -> QueryError {
        let Ask { field, sign, value, .. } = self.ask;
        let typed = format!("{field}{}{value}", sign.mark());
        QueryError::new(self.position, format!("`{}` {what}", shown(&typed)))
    }
}

/// What may be asked of a field.
fn offer(asked: Asked) -> String {
    fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
        all.iter().map(|it| word(*it)).collect::<Vec<_>>().join(", ")
    }
    match asked {
        Asked::Status => words(Status::ALL, Status::word),
        Asked::Kind => words(Kind::ALL, Kind::word),
        Asked::Moscow => format!("{}, none", words(Moscow::ALL, Moscow::word)),
        Asked::Is => words(Quality::ALL, Quality::word),
        Asked::Points => "a number or none".to_owned(),
        Asked::Sprint => "active, planned, none or a number".to_owned(),
        Asked::Created | Asked::Updated => "30d, 2w or a day such as 2026-01-31".to_owned(),
        Asked::Epic | Asked::Release | Asked::Requester | Asked::Assignee => {
            "a name or none".to_owned()
        }
        Asked::Tag | Asked::Skill => "a word or none".to_owned(),
    }
}

/// The beginning of what was typed: a message is one line.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
