//! A robot at the screen: keys in, text out, without a terminal, a disk or a clock.

use std::sync::OnceLock;

use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use upnext::cli::replay;
use upnext::domain::backlog::Backlog;
use upnext::domain::id::CountedIds;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::Story;
use upnext::session::Session;
use upnext::tui::action::Key;
use upnext::tui::app::{App, Effect, Look, Msg};
use upnext::tui::theme::Theme;
use upnext::tui::update::{World, update};
use upnext::tui::view::view;

pub struct Robot {
    pub app: App,
    pub effects: Vec<Effect>,
    ids: CountedIds,
}

/// The moment every test happens at: a Sunday.
pub fn now() -> Moment {
    Moment::parse("2026-11-22T09:00:00+00:00").unwrap()
}

pub fn stamp() -> Stamp {
    Stamp { at: now(), by: "Ann".to_owned() }
}

/// A small web shop that stays as it is, whatever becomes of the sample product.
pub fn sample() -> Backlog {
    static SAMPLE: OnceLock<Backlog> = OnceLock::new();
    SAMPLE.get_or_init(|| replay(include_str!("../data/shop.txt"), now()).unwrap()).clone()
}

impl Robot {
    pub fn on(backlog: Backlog, size: (u16, u16)) -> Self {
        Self::at(Some(Session::new(backlog)), size)
    }

    pub fn at(session: Option<Session>, size: (u16, u16)) -> Self {
        let mut app = App::new(session, size, Look::of(Theme::None));
        app.past_read = true;
        "/shop".clone_into(&mut app.folder);
        let mut robot = Self { app, effects: Vec::new(), ids: CountedIds(1 << 40) };
        robot.tell(Msg::Resize(size.0, size.1));
        robot
    }

    pub fn tell(&mut self, msg: Msg) {
        let mut world = World { stamp: stamp(), ids: &mut self.ids };
        let effects = update(&mut self.app, msg, &mut world);
        self.effects.extend(effects);
    }

    /// Presses keys: plain characters stand for themselves, `<enter>`, `<ctrl-d>` for the others.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|it| it.split_once('>'));
            let (key, after) = match named {
                Some((name, after)) => (Key::named(name).unwrap(), after),
                None => (Key::named(&first.to_string()).unwrap(), &rest[first.len_utf8()..]),
            };
            self.press(key.event());
            rest = after;
        }
        self
    }

    pub fn press(&mut self, event: KeyEvent) {
        self.tell(Msg::Key(event));
    }

    /// Every cell of the screen, and where the terminal's cursor stands.
    pub fn cells(&self) -> (Buffer, Option<Position>) {
        let (width, height) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&self.app, frame)).unwrap();
        let screen = terminal.backend();
        let cursor = screen.cursor_visible().then(|| screen.cursor_position());
        (screen.buffer().clone(), cursor)
    }

    /// What the screen shows, without blanks at the ends of lines.
    pub fn text(&self) -> String {
        let (width, height) = self.app.size;
        let (buffer, _) = self.cells();
        let mut lines = Vec::new();
        for y in 0..height {
            let mut line = String::new();
            let mut x = 0;
            while x < width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(upnext::say::width::width(symbol).max(1)).unwrap();
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    pub fn backlog(&self) -> &Backlog {
        self.app.session.as_ref().unwrap().backlog()
    }

    pub fn story(&self, number: u32) -> &Story {
        self.backlog().numbered(number).unwrap()
    }

    /// The numbers of the open stories, in order.
    pub fn order(&self) -> Vec<u32> {
        self.backlog().open().map(|story| story.number).collect()
    }

    /// What the message line says.
    pub fn said(&self) -> String {
        self.app.message.as_ref().map(|(words, _)| words.clone()).unwrap_or_default()
    }

    pub fn number_under_cursor(&self) -> u32 {
        self.app.list.story(self.backlog()).unwrap().number
    }
}
