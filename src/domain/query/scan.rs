//! Takes a query apart into words, phrases, questions and marks, each with its place.
//! It never knows which fields there are or what may be asked of them.

use super::QueryError;

/// One piece of a query.
#[derive(Debug, PartialEq)]
pub(super) struct Token {
    /// Its first character, from 1.
    pub(super) position: usize,
    pub(super) what: What,
}

#[derive(Debug, PartialEq)]
pub(super) enum What {
    Open,
    Close,
    Minus,
    Or,
    Word(String),
    Phrase(String),
    Ask(Ask),
}

/// `field:value`, `field<value` and so on, not yet understood.
#[derive(Debug, PartialEq)]
pub(super) struct Ask {
    pub(super) field: String,
    pub(super) sign: Sign,
    pub(super) value: String,
    /// A quoted value is a name, never a word of the language such as `none`.
    pub(super) quoted: bool,
}

/// How a field is compared with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Is,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Sign {
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Is => ":",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }

    pub(super) fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Is => left == right,
            Self::Below => left < right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

/// The pieces of a query, in order.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut scanner = Scanner { rest: text, position: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = scanner.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Scanner<'a> {
    rest: &'a str,
    position: usize,
}

impl<'a> Scanner<'a> {
    fn token(&mut self) -> Result<Option<Token>, QueryError> {
        self.take_while(char::is_whitespace);
        let position = self.position;
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        let what = match first {
            '(' => self.mark(What::Open),
            ')' => self.mark(What::Close),
            '-' => self.minus()?,
            '"' => What::Phrase(self.quoted()?),
            _ => self.word_or_ask()?,
        };
        Ok(Some(Token { position, what }))
    }

    fn mark(&mut self, what: What) -> What {
        self.take(1);
        what
    }

    /// A minus stands right before what it negates; `login - reset` is more likely a title.
    fn minus(&mut self) -> Result<What, QueryError> {
        let position = self.position;
        self.take(1);
        if self.rest.chars().next().is_none_or(char::is_whitespace) {
            let message = "`-` needs something right after it; quote it to look for it";
            return Err(QueryError::new(position, message));
        }
        Ok(What::Minus)
    }

    fn word_or_ask(&mut self) -> Result<What, QueryError> {
        let length = self.rest.find(ends_word).unwrap_or(self.rest.len());
        let word = self.rest.get(..length).unwrap_or_default();
        // What does not begin with a name is a word, whatever stands in it: `10:30`, `->`.
        let name_ends = word.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(length);
        let (name, after) = word.split_at_checked(name_ends).unwrap_or((word, ""));
        let Some((sign, mark)) = sign(after).filter(|_| !name.is_empty()) else {
            let word = self.take(length).to_owned();
            let or = word.eq_ignore_ascii_case("or");
            return Ok(if or { What::Or } else { What::Word(word) });
        };
        let field = name.to_owned();
        self.take(name_ends + mark);
        let quoted = self.rest.starts_with('"');
        let value =
            if quoted { self.quoted()? } else { self.take(length - name_ends - mark).to_owned() };
        Ok(What::Ask(Ask { field, sign, value, quoted }))
    }

    /// What stands between this quote and the next.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let position = self.position;
        self.take(1);
        let Some(length) = self.rest.find('"') else {
            return Err(QueryError::new(position, "this quote is not closed"));
        };
        let inner = self.take(length).to_owned();
        self.take(1);
        if inner.is_empty() {
            return Err(QueryError::new(position, "there is nothing between these quotes"));
        }
        Ok(inner)
    }

    fn take_while(&mut self, take: impl Fn(char) -> bool) {
        let length = self.rest.find(|c| !take(c)).unwrap_or(self.rest.len());
        self.take(length);
    }

    /// Moves past `length` bytes and counts their characters.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.position += taken.chars().count();
        self.rest = rest;
        taken
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')')
}

/// The comparison a text begins with, and its length.
fn sign(text: &str) -> Option<(Sign, usize)> {
    let signs = [
        (">=", Sign::AtLeast),
        ("<=", Sign::AtMost),
        (":", Sign::Is),
        ("=", Sign::Is),
        ("<", Sign::Below),
        (">", Sign::Above),
    ];
    let found = signs.into_iter().find(|(mark, _)| text.starts_with(mark));
    found.map(|(mark, sign)| (sign, mark.len()))
}
