//! Jira's wiki markup turned into Markdown, for the marks people use.
//! It never touches code, and leaves alone what is Markdown already or cannot be told.

/// A text in wiki markup as Markdown.
pub(super) fn markdown(text: &str) -> String {
    if text.contains("```") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(block) = Block::first(rest) {
        out.push_str(&prose(block.before));
        block.write(&mut out);
        rest = block.after;
    }
    out.push_str(&prose(rest));
    out
}

/// A `{code}` or `{noformat}` block and what stands around it.
struct Block<'a> {
    before: &'a str,
    language: &'a str,
    code: &'a str,
    after: &'a str,
}

impl<'a> Block<'a> {
    /// The first block that also closes.
    fn first(text: &'a str) -> Option<Self> {
        let mut places = text.match_indices('{').map(|(at, _)| at);
        places.find_map(|at| {
            let before = text.get(..at)?;
            let inside = text.get(at + 1..)?;
            let (mark, after) = inside.split_once('}')?;
            let (name, parameters) = mark.split_once(':').unwrap_or((mark, ""));
            let close = match name {
                "code" => "{code}",
                "noformat" => "{noformat}",
                _ => return None,
            };
            let (code, after) = after.split_once(close)?;
            let language = parameters.split('|').find(|part| !part.contains('=')).unwrap_or("");
            Some(Self { before, language, code, after })
        })
    }

    fn write(&self, out: &mut String) {
        let kept = out.trim_end_matches([' ', '\t']).len();
        out.truncate(kept);
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        let code = self.code.trim_matches(['\r', '\n']);
        out.extend(["```", self.language, "\n", code, "\n```"]);
        if !self.after.is_empty() && !self.after.starts_with(['\r', '\n']) {
            out.push('\n');
        }
    }
}

/// Text outside of code, line by line.
fn prose(text: &str) -> String {
    let lists = numbered(text);
    let lines = text.split('\n').map(|line| {
        let (marks, rest) = line_marks(line, lists);
        format!("{marks}{}", inline(rest))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether `# ` means a numbered list here: a lone one may be a Markdown heading.
fn numbered(text: &str) -> bool {
    let wiki = |line: &str| heading(line).is_some();
    let signs = text.contains("{{") || text.contains("{quote}") || text.lines().any(wiki);
    signs || text.lines().filter(|line| line.trim_start().starts_with("# ")).count() > 1
}

/// `h3. Title` as its level and title.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start().strip_prefix('h')?;
    let (level, title) = rest.split_once('.')?;
    let level = level.parse().ok().filter(|level| (1..=6).contains(level))?;
    title.starts_with(' ').then(|| (level, title.trim()))
}

/// The Markdown for what a line begins with, and the rest of the line.
fn line_marks(line: &str, lists: bool) -> (String, &str) {
    if let Some((level, title)) = heading(line) {
        return (format!("{} ", "#".repeat(level)), title);
    }
    let plain = line.trim_start();
    let (marks, rest) = plain.split_once(' ').unwrap_or((plain, ""));
    let depth = marks.len().saturating_sub(1);
    let all = |mark: char| !marks.is_empty() && marks.chars().all(|c| c == mark);
    if all('#') && lists {
        (format!("{}1. ", "   ".repeat(depth)), rest)
    } else if all('*') && depth > 0 && !rest.trim().is_empty() {
        (format!("{}* ", "  ".repeat(depth)), rest)
    } else if all('*') && !rest.is_empty() {
        ("* ".to_owned(), rest)
    } else {
        (String::new(), line)
    }
}

/// Marks inside a line.
pub(super) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let before = out.chars().next_back();
        let found = match next {
            '{' => mono(rest),
            '[' => link(rest),
            '*' => bold(before, rest),
            _ => None,
        };
        if let Some((text, after)) = found {
            out.push_str(&text);
            rest = after;
        } else {
            out.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

fn mono(text: &str) -> Option<(String, &str)> {
    let (code, after) = text.strip_prefix("{{")?.split_once("}}")?;
    let plain = !code.trim().is_empty() && !code.contains('`');
    plain.then(|| (format!("`{code}`"), after))
}

fn link(text: &str) -> Option<(String, &str)> {
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let (label, target) = inside.split_once('|')?;
    // A third part is a hint such as `smart-link`.
    let target = target.split('|').next().unwrap_or_default();
    let known = ["http://", "https://", "mailto:", "ftp://"];
    let fits = known.iter().any(|lead| target.starts_with(lead)) && !target.contains([' ', ')']);
    (fits && !label.is_empty()).then(|| (format!("[{label}]({target})"), after))
}

fn bold(before: Option<char>, text: &str) -> Option<(String, &str)> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    let (inside, after) = text.strip_prefix('*')?.split_once('*')?;
    let tight = !inside.is_empty() && inside.trim().len() == inside.len();
    let fits = tight && edge(before) && edge(after.chars().next());
    fits.then(|| (format!("**{inside}**"), after))
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn common_marks_become_markdown() {
        let cases = [
            ("h3. Steps\ntext", "### Steps\ntext"),
            ("a *bold word* and {{code *x*}}.", "a **bold word** and `code *x*`."),
            ("# one\n## two\n# three", "1. one\n   1. two\n1. three"),
            ("* a\n** b", "* a\n  * b"),
            ("see [docs|https://x.y/z|smart-link].", "see [docs](https://x.y/z)."),
            (
                "run {code:java}\na *b* [c|http://d]\n{code} now",
                "run\n```java\na *b* [c|http://d]\n```\n now",
            ),
            ("{code:title=A.java|borderStyle=solid}x{code}", "```\nx\n```"),
            ("x\n{noformat}\n# a\n# b\n{noformat}", "x\n```\n# a\n# b\n```"),
        ];
        for (wiki, expected) in cases {
            assert_eq!(markdown(wiki), expected);
        }
    }

    #[test]
    fn what_cannot_be_told_stays() {
        let same = [
            "# A heading\nand text",
            "2 * 3 * 4, a*b*c",
            "**bold** already",
            "{code} never closed",
            "[~accountid:x] [a|b] {color:red}x{color}",
            "```\n# a\n# b\n```",
            "a | b | c",
            "",
        ];
        for text in same {
            assert_eq!(markdown(text), text);
        }
    }
}
