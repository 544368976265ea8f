//! One line of a sheet as it stands for a text, exactly: what a sheet could not show or would
//! misread goes behind a backslash. It never looks at whole lines.

/// The most digits the number of a character has.
const DIGITS: usize = 6;

/// A text as it stands on one line.
pub(super) fn encode(text: &str) -> String {
    encode_unless(text, |_| false)
}

/// One of the lines of a text as it stands: what stands before its words, and tabs, stay.
pub(super) fn encode_line(text: &str, first: bool) -> String {
    let indent = if first { 0 } else { text.len() - text.trim_start().len() };
    // A line of nothing but blanks has to end in something that is seen.
    let indent = if indent == text.len() { 0 } else { indent };
    let (blanks, words) = text.split_at_checked(indent).unwrap_or(("", text));
    let blanks: String = blanks.chars().map(|c| piece(c, !is_blank(c))).collect();
    format!("{blanks}{}", encode_unless(words, |c| c == '\t'))
}

/// A blank that stays one in every editor.
const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn encode_unless(text: &str, kept: impl Fn(char) -> bool) -> String {
    let last = text.chars().count().saturating_sub(1);
    let hidden = |at: usize, c: char| {
        let edge = (at == 0 || at == last) && c.is_whitespace();
        edge || (c.is_control() && !kept(c))
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().enumerate().peekable();
    while let Some((at, c)) = rest.next() {
        if c != '\\' {
            out.push_str(&piece(c, hidden(at, c)));
            continue;
        }
        let acts = match rest.peek().copied() {
            Some((_, 'u')) => rest.clone().nth(1).is_some_and(|(_, c)| c == '{'),
            Some((next, c)) => c.is_ascii_punctuation() || hidden(next, c),
            None => false,
        };
        out.push_str(if acts { "\\\\" } else { "\\" });
    }
    out
}

fn piece(c: char, hidden: bool) -> String {
    if hidden { format!("\\u{{{:x}}}", u32::from(c)) } else { c.to_string() }
}

/// The text a line stands for.
pub(super) fn decode(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, after) = escaped(after).unwrap_or(('\\', after));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a backslash before this text stands for, and what follows.
fn escaped(text: &str) -> Option<(char, &str)> {
    if let Some(number) = text.strip_prefix("u{") {
        let end = number.bytes().take(DIGITS + 1).position(|byte| byte == b'}')?;
        let (digits, rest) = number.split_at_checked(end)?;
        let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)?;
        return Some((char::from_u32(number)?, rest.get(1..)?));
    }
    let mark = text.chars().next().filter(char::is_ascii_punctuation)?;
    Some((mark, text.get(1..)?))
}

/// A line so that it is not taken for anything but text: not for nothing, and not for one that
/// begins with one of these words.
pub(super) fn guard(line: String, words: &[&str]) -> String {
    let bare = line.strip_prefix('\\').unwrap_or(&line);
    if bare.is_empty() || begins(bare, words).is_some() { format!("\\{line}") } else { line }
}

/// A line without its guard, if it had one.
pub(super) fn unguard<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    let bare = line.strip_prefix('\\')?;
    (bare.is_empty() || begins(bare, words).is_some()).then_some(bare)
}

/// Which of these words a line begins with, and what follows it.
pub(super) fn begins<'a>(line: &'a str, words: &[&str]) -> Option<(usize, &'a str)> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (first, rest) = line.split_at_checked(end)?;
    let which = words.iter().position(|word| first.eq_ignore_ascii_case(word))?;
    Some((which, rest.trim()))
}
