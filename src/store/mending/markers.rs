//! The marks of a merge that git left in a text, taken apart into the two sides and what both
//! grew from. It never says which side is right.

/// What a text with marks is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sides {
    /// Our text.
    pub ours: String,
    /// What both grew from, where every mark says it.
    pub base: Option<String>,
    /// The text that came in.
    pub theirs: String,
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The mark a line is, as git writes them: seven signs, then a blank and a name, or nothing.
fn mark(line: &str) -> Option<Part> {
    let line = line.trim_end_matches(['\n', '\r']);
    let is = |sign: &str| {
        let rest = line.strip_prefix(sign);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if is("<<<<<<<") {
        Some(Part::Ours)
    } else if is("|||||||") {
        Some(Part::Base)
    } else if is("=======") {
        Some(Part::Theirs)
    } else if is(">>>>>>>") {
        Some(Part::Both)
    } else {
        None
    }
}

/// Whether there is a mark. No text in JSON begins a line, so nothing else looks like one.
pub(super) fn are_in(text: &str) -> bool {
    text.lines().any(|line| mark(line).is_some())
}

/// Both sides, and the base; none where the marks are not as git writes them.
pub(super) fn take_apart(text: &str) -> Option<Sides> {
    let mut sides = Sides { base: Some(String::new()), ..Sides::default() };
    let mut part = Part::Both;
    let mut has_base = false;
    for line in text.split_inclusive('\n') {
        let Some(next) = mark(line) else {
            if matches!(part, Part::Both | Part::Ours) {
                sides.ours.push_str(line);
            }
            if matches!(part, Part::Both | Part::Theirs) {
                sides.theirs.push_str(line);
            }
            if let Some(base) = sides.base.as_mut()
                && matches!(part, Part::Both | Part::Base)
            {
                base.push_str(line);
            }
            continue;
        };
        match (part, next) {
            (Part::Both, Part::Ours) => has_base = false,
            (Part::Ours, Part::Base) => has_base = true,
            (Part::Ours | Part::Base, Part::Theirs) => {}
            (Part::Theirs, Part::Both) if has_base => {}
            // A base with a hole in it is none.
            (Part::Theirs, Part::Both) => sides.base = None,
            _ => return None,
        }
        part = next;
    }
    (part == Part::Both).then_some(sides)
}
