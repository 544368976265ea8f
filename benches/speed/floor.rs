//! The floor: the least a program can do that reads the whole file and answers. It runs as a
//! process of its own, `speed --floor DATES WHAT FILE`, and takes nothing apart at its end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use crossterm::execute;
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Wrap};
use ratatui::{Frame, Terminal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::floor_file::{Document, Status, Story};

/// Does one thing: `plain` with dates read by chrono's own serde and a pretty file, `lean` with
/// dates left as texts and a file without a layout.
pub fn run(how: &str, what: &str, path: &Path) {
    match how {
        "plain" => go::<DateTime<FixedOffset>>(what, path, true),
        _ => go::<String>(what, path, false),
    }
}

fn go<D: DeserializeOwned + Serialize + Default>(what: &str, path: &Path, pretty: bool) {
    let document: Document<D> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    match what {
        "list" => list(&document),
        "frame" => frame(&document),
        _ => return add(document, path, pretty),
    }
    std::mem::forget(document);
}

fn in_order<D>(document: &Document<D>) -> Vec<(&Uuid, &Story<D>)> {
    let mut stories: Vec<_> = document.stories.iter().collect();
    stories.sort_unstable_by(|a, b| (&a.1.rank, a.0).cmp(&(&b.1.rank, b.0)));
    stories.retain(|(_, story)| !matches!(story.status, Status::Accepted | Status::Dropped));
    stories
}

/// The columns `upnext list` prints.
fn line<D>(position: usize, story: &Story<D>, document: &Document<D>) -> String {
    let ready = story.points.is_some() && !story.criteria.is_empty() && !story.want.is_empty();
    let epic = story.epic.and_then(|epic| document.epics.get(&epic));
    let sprint = story.sprint.and_then(|sprint| document.sprints.get(&sprint));
    let tags: Vec<&str> = story.tags.iter().map(String::as_str).collect();
    format!(
        "{position:>6}  {:>6}  {:>3}  {}  {:<9}  {:<90}  {:<32}  {:<14}  {}",
        story.number,
        story.points.unwrap_or_default(),
        if ready && story.status == Status::Ready { "✓" } else { " " },
        format!("{:?}", story.status).to_lowercase(),
        story.title,
        epic.map_or("", |epic| epic.title.as_str()),
        tags.join(","),
        sprint.map_or_else(String::new, |sprint| sprint.number.to_string()),
    )
}

fn list<D>(document: &Document<D>) {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for ((_, story), position) in in_order(document).into_iter().zip(1..) {
        writeln!(out, "{}", line(position, story, document)).unwrap();
    }
    out.flush().unwrap();
}

/// A frame as large as the program's at once and after every key, until the terminal goes.
/// `j` moves the cursor, `J` the story under it, and what follows `/` filters.
fn frame<D>(document: &Document<D>) {
    let all = in_order(document);
    enable_raw_mode().unwrap();
    execute!(io::stdout(), EnterAlternateScreen).unwrap();
    let out = BufWriter::with_capacity(1 << 16, io::stdout());
    let mut terminal = Terminal::new(CrosstermBackend::new(out)).unwrap();
    let (mut rows, mut cursor, mut typed) = (all.clone(), 0, None::<String>);
    let mut key = [0];
    loop {
        let words = typed.as_ref().map_or_else(|| " q quit".to_owned(), |it| format!(" / {it}"));
        terminal.draw(|frame| draw(frame, document, &rows, cursor, &words)).unwrap();
        execute!(terminal.backend_mut(), EndSynchronizedUpdate).unwrap();
        if io::stdin().read(&mut key).unwrap_or(0) == 0 {
            return;
        }
        match (&mut typed, key) {
            (Some(text), [0x7f]) => drop(text.pop()),
            (Some(text), [letter]) => text.push(char::from(letter)),
            (None, [b'/']) => typed = Some(String::new()),
            (None, [other]) => {
                if other == b'J' {
                    rows.swap(cursor, cursor + 1);
                }
                cursor += 1;
            }
        }
        if let Some(text) = &typed {
            rows.clone_from(&all);
            let words: Vec<&str> = text.split(' ').collect();
            rows.retain(|(_, story)| words.iter().all(|word| says(story, word)));
        }
    }
}

fn says<D>(story: &Story<D>, word: &str) -> bool {
    let texts = [&story.title, &story.want, &story.benefit, &story.role];
    let mut texts = texts.into_iter().chain(&story.tags);
    texts.any(|text| text.to_ascii_lowercase().contains(word))
}

fn draw<D>(
    frame: &mut Frame<'_>,
    document: &Document<D>,
    rows: &[(&Uuid, &Story<D>)],
    cursor: usize,
    words: &str,
) {
    let Rect { width, height, .. } = frame.area();
    let at = |x, y, width, height| Rect { x, y, width, height };
    let header = format!(" upnext · {}", document.product.name);
    frame.render_widget(Paragraph::new(header), at(0, 0, width, 1));
    let room = usize::from(height) - 4;
    let top = cursor.saturating_sub(room - 1);
    let shown = rows.iter().zip(1..).skip(top).take(room);
    let lines: Vec<String> =
        shown.map(|((_, story), position)| line(position, story, document)).collect();
    frame.render_widget(Paragraph::new(lines.join("\n")), at(0, 2, width * 3 / 5, height - 4));
    if let Some((_, story)) = rows.get(cursor) {
        let said: Vec<&str> = story.criteria.iter().map(|it| it.text.as_str()).collect();
        let text = format!("{}\n\n{}\n\n{}", story.title, story.description, said.join("\n"));
        let detail = Paragraph::new(text).wrap(Wrap { trim: true });
        frame.render_widget(detail, at(width * 3 / 5, 2, width * 2 / 5, height - 4));
    }
    frame.render_widget(Paragraph::new(words), at(0, height - 1, width, 1));
    frame.set_cursor_position((u16::try_from(words.len()).unwrap(), height - 1));
}

/// One story more, the file written afresh beside the old one, on the disk, in its place.
fn add<D: DeserializeOwned + Serialize + Default>(
    mut document: Document<D>,
    path: &Path,
    pretty: bool,
) {
    let number = 1 + document.stories.values().map(|story| story.number).max().unwrap_or(0);
    let new =
        serde_json::json!({ "number": number, "title": "One more", "points": 3, "rank": "z" });
    document.stories.insert(Uuid::from_u128(u128::MAX), serde_json::from_value(new).unwrap());
    let temp = path.with_extension("tmp");
    let mut out = BufWriter::with_capacity(1 << 16, File::create(&temp).unwrap());
    if pretty {
        serde_json::to_writer_pretty(&mut out, &document).unwrap();
    } else {
        serde_json::to_writer(&mut out, &document).unwrap();
    }
    out.into_inner().unwrap().sync_all().unwrap();
    fs::rename(&temp, path).unwrap();
    File::open(path.parent().unwrap()).unwrap().sync_all().unwrap();
    println!("Added #{number}");
    std::mem::forget(document);
}
