//! A description in its blocks: headings, texts and points of lists, each with the line it stands
//! on. It knows Markdown, and nothing of stories.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading, from 1 for the highest.
    Heading(usize),
    /// A paragraph.
    Text,
    /// A point of a list, from 1 for one that is in no other point.
    Point {
        /// How deep.
        depth: usize,
        /// Whether it has a box to tick.
        boxed: bool,
        /// Whether that box is ticked: it is done.
        done: bool,
    },
}

/// A block and its lines, each with its number from 1.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub kind: Kind,
    pub lines: Vec<(usize, String)>,
}

impl Block {
    /// The line it begins on.
    pub fn line(&self) -> usize {
        self.lines.first().map_or(1, |(line, _)| *line)
    }

    /// Its words on one line.
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Languages of code that are steps of scenarios.
const STEPS: [&str; 3] = ["gherkin", "feature", "cucumber"];

/// The blocks of a text. Tables, code and pictures tell no story and are left out.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    // Only `\n` ends a line here, as in the lines that are told.
    // A mark of the byte order is no part of the first line.
    let text = text.trim_start_matches('\u{feff}');
    let text = dashed(&text.replace("\r\n", "\n").replace('\r', " "));
    let mut reading = Reading { starts: starts(&text), text: &text, ..Reading::default() };
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES)
        .into_offset_iter()
    {
        reading.take(event, range.start);
    }
    reading.close();
    reading.found
}

/// Marks of points that are none in Markdown, as those that are; every line stays where it is.
fn dashed(text: &str) -> String {
    let line = |line: &str| {
        let words = line.trim_start();
        let marked = words.strip_prefix(['•', '◦', '‣', '▪', '–', '·', '☐']);
        let Some(rest) = marked.filter(|rest| rest.starts_with([' ', '\t'])) else {
            return line.to_owned();
        };
        let indent = line.get(..line.len() - words.len()).unwrap_or_default();
        format!("{indent}-{rest}")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Where the lines of a text begin.
fn starts(text: &str) -> Vec<usize> {
    let after = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}

/// One line of plain words: what cannot stand in a title is a blank.
fn tidy(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is being read.
#[derive(Default)]
struct Reading<'a> {
    text: &'a str,
    starts: Vec<usize>,
    found: Vec<Block>,
    open: Option<Block>,
    /// Lists in lists.
    depth: usize,
    /// Whether the point that is being read has said something already.
    said: Vec<bool>,
    /// How many parts are being read that tell no story.
    left_out: usize,
    /// Code that holds lines of text.
    code: bool,
    /// Whether code that is left out stands right above.
    fenced: bool,
}

impl Reading<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.begin(&tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.lines(&text, at),
            Event::Text(text) | Event::Code(text) => self.words(&text, at),
            Event::InlineHtml(html) if !is_formatting(&html) => self.words(&html, at),
            // A remark or a new line between two words does not make them one.
            Event::InlineHtml(html) if html.starts_with("<!--") || html.starts_with("<br") => {
                self.words(" ", at);
            }
            Event::SoftBreak | Event::HardBreak => {
                let line = self.number(at) + 1;
                if self.begins_anew(line) {
                    self.close();
                    self.open = Some(Block { kind: Kind::Text, lines: Vec::new() });
                }
                if let Some(block) = &mut self.open {
                    block.lines.push((line, String::new()));
                }
            }
            Event::TaskListMarker(ticked) => {
                self.open(at);
                if let Some(Block { kind: Kind::Point { boxed, done, .. }, .. }) = &mut self.open {
                    (*boxed, *done) = (true, ticked);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, at: usize) {
        self.fenced &= matches!(tag, Tag::CodeBlock(_));
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                let lines = vec![(self.number(at), String::new())];
                self.open = Some(Block { kind: Kind::Heading(*level as usize), lines });
            }
            Tag::List(_) => {
                self.close();
                self.depth += 1;
            }
            Tag::Item => {
                self.close();
                self.said.push(false);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.close();
                let steps = STEPS.contains(&language.trim().to_lowercase().as_str());
                self.code = steps;
                self.left_out += usize::from(!steps);
            }
            // More of the code right above; else text that somebody indented.
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.close();
                self.code = !self.fenced;
                self.left_out += usize::from(self.fenced);
            }
            Tag::Table(_) | Tag::Image { .. } | Tag::HtmlBlock => self.left_out += 1,
            Tag::Paragraph => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close();
                self.said.pop();
            }
            TagEnd::CodeBlock => {
                self.close();
                self.left_out -= usize::from(!self.code).min(self.left_out);
                self.fenced = !self.code;
                self.code = false;
            }
            TagEnd::Table | TagEnd::Image | TagEnd::HtmlBlock => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            TagEnd::Heading(_) | TagEnd::Paragraph => self.close(),
            _ => {}
        }
    }

    /// Whether a line that Markdown takes for more of a point begins a text of its own: it is not
    /// indented, and begins with a capital.
    fn begins_anew(&self, line: usize) -> bool {
        let point = self.open.as_ref().is_some_and(|it| matches!(it.kind, Kind::Point { .. }));
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at));
        let first = start.and_then(|start| self.text.get(*start..)?.chars().next());
        point && first.is_some_and(char::is_uppercase)
    }

    /// Begins the block that words at this place belong to.
    fn open(&mut self, at: usize) {
        if self.open.is_some() {
            return;
        }
        let kind = match self.said.last_mut() {
            None => Kind::Text,
            Some(said) => {
                // What a point says in a further paragraph stands below it.
                let depth = self.depth + usize::from(*said);
                *said = true;
                Kind::Point { depth, boxed: false, done: false }
            }
        };
        self.open = Some(Block { kind, lines: vec![(self.number(at), String::new())] });
    }

    fn words(&mut self, text: &str, at: usize) {
        if self.left_out > 0 {
            return;
        }
        self.open(at);
        if let Some((_, line)) = self.open.as_mut().and_then(|block| block.lines.last_mut()) {
            line.push_str(text);
        }
    }

    /// Lines that Markdown leaves alone.
    fn lines(&mut self, text: &str, at: usize) {
        let first = self.number(at);
        for (words, line) in text.split('\n').zip(first..) {
            if words.trim().is_empty() {
                self.close();
                continue;
            }
            self.open(at);
            if let Some(block) = &mut self.open {
                block.lines.push((line, words.to_owned()));
            }
        }
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        for (_, text) in &mut block.lines {
            *text = tidy(text);
        }
        block.lines.retain(|(_, text)| text.chars().any(char::is_alphanumeric));
        if !block.lines.is_empty() {
            self.found.push(block);
        }
    }

    fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }
}

/// Whether a tag only says how words look, or is a remark.
fn is_formatting(html: &str) -> bool {
    const KNOWN: [&str; 18] = [
        "a", "b", "i", "u", "s", "em", "br", "p", "kbd", "sub", "sup", "del", "ins", "span",
        "code", "mark", "small", "strong",
    ];
    let name: String = html
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    html.starts_with("<!--") || KNOWN.contains(&name.to_ascii_lowercase().as_str())
}
