//! From what the parser finds in a Markdown text to lines, block by block. It never looks at the
//! text itself.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::Line;
use super::page::{Frame, Page};
use super::rows::{Inline, rows};
use super::table::Table;
use crate::say::{plain, width};
use crate::tui::theme::Role;

/// What code blocks are indented by.
const INDENT: &str = "  ";

/// Makes lines from events.
#[derive(Debug)]
pub(super) struct Writer {
    page: Page,
    inline: Inline,
    heading: bool,
    strong: usize,
    emphasis: usize,
    /// Where the links that are open lead, and where the text of each begins.
    links: Vec<(String, usize)>,
    code: Option<String>,
    table: Option<Table>,
}

impl Writer {
    pub(super) fn new(columns: usize, most: usize) -> Self {
        Self {
            page: Page::new(columns, most),
            inline: Inline::default(),
            heading: false,
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            code: None,
            table: None,
        }
    }

    /// Reads a text until there are lines enough.
    pub(super) fn write(mut self, text: &str) -> Vec<Line> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        for event in TextMergeStream::new(Parser::new_ext(text, options)) {
            self.event(event);
            if self.page.is_full() {
                break;
            }
        }
        self.page.lines
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.push(&text, Role::Code),
            Event::Html(text) | Event::InlineHtml(text) => self.push(&text, Role::Dim),
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text, Role::Plain),
            },
            Event::SoftBreak => self.push(" ", Role::Plain),
            Event::HardBreak => self.push("\n", Role::Plain),
            Event::TaskListMarker(done) => self.page.task(done),
            Event::Rule => {
                self.open();
                let rule = "─".repeat(self.page.room().min(3));
                self.page.line(vec![(rule, Role::Rule)]);
                self.page.close();
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.inline.text.len()));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            Tag::TableCell | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            block => {
                self.open();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                if let Some(loose) = self.page.loose() {
                    *loose = true;
                }
            }
            Tag::Heading { .. } => self.heading = true,
            Tag::BlockQuote(_) => self.page.frames.push(Frame::Quote),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::List(next) => self.page.frames.push(Frame::List { next, loose: false }),
            Tag::Item => {
                let marker = match self.page.frames.last_mut() {
                    Some(Frame::List { next: Some(number), .. }) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "• ".to_owned(),
                };
                self.page.frames.push(Frame::Point { marker, shown: false });
            }
            Tag::Table(alignments) => {
                self.table = Some(Table::new(alignments, self.page.most));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let inline = std::mem::take(&mut self.inline);
                if let Some(table) = &mut self.table {
                    table.cell(&inline.text);
                }
            }
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            block => self.end_block(block),
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        self.flush();
        match tag {
            TagEnd::Heading(_) => {
                // A heading belongs to what comes below it.
                self.heading = false;
                self.page.apart = false;
            }
            TagEnd::Item => {
                if matches!(self.page.frames.last(), Some(Frame::Point { shown: false, .. })) {
                    self.page.line(Line::new());
                }
                self.page.frames.pop();
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.page.frames.pop();
                self.page.close();
            }
            TagEnd::CodeBlock => {
                self.end_code();
                self.page.close();
            }
            TagEnd::Table => {
                let room = self.page.room();
                let table = self.table.take();
                for line in table.iter().flat_map(|table| table.lines(room)) {
                    self.page.line(line);
                }
                self.page.close();
            }
            _ => self.page.close(),
        }
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let room = self.page.room();
        // Where there is hardly room, the code needs it more than its indent.
        let indent = if room > 4 * INDENT.len() { INDENT } else { "" };
        let code = plain::text(&code);
        for text in code.trim_end_matches('\n').split('\n').take(self.page.most) {
            let indent = if text.is_empty() { "" } else { indent };
            let text = width::cut(text, room - indent.len());
            self.page.line(vec![(format!("{indent}{text}"), Role::Code)]);
        }
    }

    /// Says where a link leads, unless its text does.
    fn end_link(&mut self) {
        let Some((url, start)) = self.links.pop() else { return };
        let text = self.inline.text.get(start..).unwrap_or_default();
        if url.is_empty() || url == text || url.strip_prefix("mailto:") == Some(text) {
            return;
        }
        let blank = if text.is_empty() { "" } else { " " };
        self.push(&format!("{blank}({url})"), Role::Dim);
    }

    fn push(&mut self, text: &str, role: Role) {
        let role = match role {
            _ if self.heading => Role::Heading,
            Role::Plain if self.strong > 0 => Role::Strong,
            Role::Plain if self.emphasis > 0 => Role::Emphasis,
            role => role,
        };
        self.inline.push(text, role);
    }

    /// A block begins.
    fn open(&mut self) {
        self.flush();
        self.page.open();
    }

    /// Writes the text that was collected.
    fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        for row in rows(&inline, self.page.room(), self.page.most) {
            self.page.line(row);
        }
    }
}
