//! The lines of a sheet, sorted under its headings; remarks are left out. It never looks at what
//! a line of a section says.

use super::{Mistake, Section};

/// A line with its number, from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) text: &'a str,
}

/// A section and the lines below its heading.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) section: Section,
    /// The line of the heading.
    pub(super) line: usize,
    pub(super) lines: Vec<Line<'a>>,
}

/// A sheet in its parts.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// What stands above the first heading.
    pub(super) head: Vec<Line<'a>>,
    pub(super) parts: Vec<Part<'a>>,
    /// The line of its heading, and everything below.
    pub(super) description: Option<(usize, &'a str)>,
    pub(super) mistakes: Vec<Mistake>,
}

const NEVER_ENDS: &str = "this remark never ends: close it with -->";

/// Where the lines that follow belong.
enum Under {
    Head,
    /// The last of the parts.
    Part,
    /// A heading that cannot be taken.
    Nothing,
}

pub(super) fn sorted(text: &str) -> Sheet<'_> {
    let mut sheet = Sheet::default();
    let mut under = Under::Head;
    let mut remark: Option<usize> = None;
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = below;
        number += 1;
        let line = Line { number, text: line.strip_suffix('\r').unwrap_or(line) };
        // A remark over a heading is one whose end was forgotten.
        if let Some(opened) =
            remark.take_if(|_| line.text.strip_prefix("##").and_then(section_named).is_some())
        {
            sheet.mistake(opened, NEVER_ENDS);
        }
        if let Some(opened) = remark {
            remark = sheet.remark(line.text, opened, number);
        } else if let Some(words) = line.text.strip_prefix("<!--") {
            remark = sheet.remark(words, number, number);
        } else if let Some(heading) = line.text.strip_prefix("##") {
            match sheet.section(heading, number) {
                Some(Section::Description) => {
                    sheet.description = Some((number, rest));
                    return sheet;
                }
                Some(section) => {
                    sheet.parts.push(Part { section, line: number, lines: Vec::new() });
                    under = Under::Part;
                }
                None => under = Under::Nothing,
            }
        } else {
            match (&under, sheet.parts.last_mut()) {
                (Under::Head, _) => sheet.head.push(line),
                (Under::Part, Some(part)) => part.lines.push(line),
                _ => {}
            }
        }
    }
    if let Some(opened) = remark {
        sheet.mistake(opened, NEVER_ENDS);
    }
    sheet
}

impl Sheet<'_> {
    fn mistake(&mut self, line: usize, words: impl Into<String>) {
        self.mistakes.push(Mistake { line, words: words.into() });
    }

    /// Looks for the end of a remark; where it began, if it goes on.
    fn remark(&mut self, words: &str, opened: usize, number: usize) -> Option<usize> {
        let Some((_, behind)) = words.split_once("-->") else { return Some(opened) };
        if !behind.trim().is_empty() {
            self.mistake(number, "this stands behind a remark: write it on a line of its own");
        }
        None
    }

    /// The section a heading names, if it can be taken.
    fn section(&mut self, heading: &str, number: usize) -> Option<Section> {
        let Some(section) = section_named(heading) else {
            let name = heading.trim();
            let known: Vec<&str> = Section::ALL.iter().map(|it| it.heading()).collect();
            self.mistake(number, format!("no section “{name}”: there are {}", known.join(", ")));
            return None;
        };
        if let Some(first) = self.parts.iter().find(|part| part.section == section) {
            let words = format!("{} stands on line {} already", section.heading(), first.line);
            self.mistake(number, format!("{words}: write both into one"));
            return None;
        }
        Some(section)
    }
}

/// The section with this heading.
fn section_named(heading: &str) -> Option<Section> {
    let name = heading.trim().trim_end_matches([':', '#']).trim_end();
    Section::ALL.into_iter().find(|it| it.heading().eq_ignore_ascii_case(name))
}
