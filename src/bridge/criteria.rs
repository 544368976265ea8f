//! Acceptance criteria in free text: bullets, task lists, numbered lists, Given / When / Then.
//! It never drops a line of them.

mod scenario;

use self::scenario::grouped;
use super::wiki;
use crate::domain::import::ImportedCriterion;
use crate::domain::scenario::step;

/// The criteria a text lists.
pub(super) fn read(text: &str) -> Vec<ImportedCriterion> {
    grouped(items(text))
}

/// A description without its section of criteria, and that section.
pub(super) fn section(description: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = description.lines().collect();
    let start = lines.iter().position(|line| is_criteria_heading(line))?;
    let markdown = lines.get(start).is_some_and(|line| line.trim_start().starts_with('#'));
    let ends = |line: &&str| any_heading(line, markdown);
    let body = lines.get(start + 1..)?;
    let length = body.iter().position(ends).unwrap_or(body.len());
    let section = body.get(..length)?.join("\n");
    if section.trim().is_empty() {
        return None;
    }
    let before = lines.get(..start)?.join("\n");
    let after = body.get(length..)?.join("\n");
    let parts = [before.trim_end(), after.trim()];
    let kept: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    Some((kept.join("\n\n"), section))
}

/// A line that says that criteria follow, and nothing else.
fn is_criteria_heading(line: &str) -> bool {
    let (plain, marked) = bare_heading(line);
    match plain.to_lowercase().as_str() {
        "acceptance criteria" | "acceptance criterion" => true,
        // "AC" by itself may be anything.
        "ac" | "acs" => marked,
        _ => false,
    }
}

/// The words of a heading, and whether it carried any mark of one.
fn bare_heading(line: &str) -> (&str, bool) {
    let line = line.trim();
    let title = wiki::heading(line).map_or(line, |(_, title)| title);
    let marks = ['#', '*', '_', ':', '+', ' '];
    let plain = title.trim_matches(marks);
    (plain, plain.len() != line.len())
}

/// Whether a line begins the next section.
fn any_heading(line: &str, markdown: bool) -> bool {
    let line = line.trim();
    let bold = line.trim_end_matches(':');
    let inside = bold.strip_prefix('*').and_then(|rest| rest.strip_suffix('*'));
    let inside = inside.map(|inside| inside.trim_matches('*'));
    let bold = inside
        .is_some_and(|words| !words.is_empty() && !words.contains('*') && words.trim() == words);
    // In wiki markup `##` is a list in a list.
    let hashes = markdown && line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    wiki::heading(line).is_some() || bold || hashes || line == "----"
}

/// One entry of a list.
struct Item {
    /// Its words.
    text: String,
    /// Whether its box is ticked.
    met: bool,
}

fn items(text: &str) -> Vec<Item> {
    let mark = |line: &str| bullet(line).is_some() || task(line).1.is_some();
    let listed = text.lines().any(|line| mark(line.trim()));
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let plain = line.trim();
        let (body, met) = task(bullet(plain).unwrap_or(plain));
        let marked = mark(plain);
        if body.is_empty() {
            open = open && marked;
            continue;
        }
        let goes_on = !marked && open && listed && step(body).is_none();
        match items.last_mut().filter(|_| goes_on) {
            Some(item) => item.text = format!("{} {body}", item.text),
            None => items.push(Item { text: body.to_owned(), met: met == Some(true) }),
        }
        open = true;
    }
    items
}

/// What follows a bullet or a number.
fn bullet(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(['*', '#', '-', '+', '•', '–']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < line.len());
    let rest = if bare.len() < line.len() { bare } else { numbered? };
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

/// What follows a task box, and whether it is ticked.
fn task(body: &str) -> (&str, Option<bool>) {
    let boxes = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)];
    let found = boxes.iter().find_map(|(mark, met)| Some((body.strip_prefix(mark)?, *met)));
    found.map_or((body, None), |(rest, met)| (rest.trim(), Some(met)))
}

#[cfg(test)]
mod tests {
    use super::{read, section};

    fn said(text: &str) -> Vec<String> {
        let said = read(text).into_iter().map(|c| {
            let tick = if c.met { "x " } else { "" };
            let steps = if c.then.is_empty() {
                String::new()
            } else {
                format!("{}|{}|{}", c.given, c.when, c.then)
            };
            format!("{tick}{}{steps}", c.text)
        });
        said.collect()
    }

    #[test]
    fn lists_of_every_kind() {
        let each = "* a\n** b\n# c\n1. d\n2) e\n- f\n\u{2022} g";
        assert_eq!(said(each), ["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(said("- [ ] a\n- [x] b\n* [X] c\n[x] d"), ["a", "x b", "x c", "x d"]);
        assert_eq!(said("a\n\nb\n-5 degrees"), ["a", "b", "-5 degrees"]);
        assert_eq!(said("These hold:\n- a\n  goes on\n\nb"), ["These hold:", "a goes on", "b"]);
        assert!(said(" \n-\n* ").is_empty());
    }

    #[test]
    fn scenarios_need_a_then_and_something_before() {
        let two = "* Given a\n* And b\n* When c\n* Then d\n* But e\n* Given f,\n* Then g";
        assert_eq!(said(two), ["a and b|c|d and e", "f||g"]);
        assert_eq!(said("Given a\nWhen b\nThen c\nplain"), ["a|b|c", "plain"]);
        assert_eq!(said("*Given* a\n*Then* c"), ["a||c"]);
        assert_eq!(said("given a, when b, then c"), ["a|b|c"]);
        assert_eq!(
            said("- When I go, it opens\n- Given time"),
            ["When I go, it opens", "Given time"]
        );
        assert_eq!(said("- And so on\n- Then rest"), ["And so on", "Then rest"]);
        assert_eq!(said("- [x] When a\n- [x] Then b"), ["x |a|b"]);
    }

    #[test]
    fn the_section_of_a_description() {
        let cut = |text: &str| section(text).unwrap_or_else(|| panic!("no section: {text}"));
        let own = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let between = "x\n\nh3. Acceptance Criteria\n* a\n\nh3. More\ny";
        assert_eq!(cut(between), own("x\n\nh3. More\ny", "* a\n"));
        assert_eq!(cut("*AC*\n# a\n## b"), own("", "# a\n## b"));
        let bold = "x\nacceptance criteria:\n- a\n*Notes:*\ny";
        assert_eq!(cut(bold), own("x\n\n*Notes:*\ny", "- a"));
        assert_eq!(cut("## Acceptance Criteria\n- a\n## Notes"), own("## Notes", "- a"));
        let none =
            ["AC\n- a", "The acceptance criteria are open", "h3. Acceptance Criteria\n\n", ""];
        for text in none {
            assert_eq!(section(text), None, "{text}");
        }
    }
}
