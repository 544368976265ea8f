//! A robot at the screen: keys in, text out, without a terminal, a disk or a clock.

use std::sync::OnceLock;

use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Style;
use upnext::cli::replay;
use upnext::domain::backlog::Backlog;
use upnext::domain::id::CountedIds;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::Story;
use upnext::session::Session;
use upnext::tui::action::Key;
use upnext::tui::app::{App, Effect, Look, Msg};
use upnext::tui::comparing::{Asked, Comparer};
use upnext::tui::screen::Screen;
use upnext::tui::theme::{Role, Theme};
use upnext::tui::update::{World, update};
use upnext::tui::view::view;

pub struct Robot {
    pub app: App,
    pub effects: Vec<Effect>,
    /// Where identities come from; a backlog made by another robot needs others.
    pub ids: CountedIds,
    /// Whether stories are compared only when the test says so.
    pub thinks_slowly: bool,
    comparing: Vec<(u64, Asked, Backlog)>,
    comparer: Comparer,
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
        let mut app = App::new(session, size, Look::of(Theme::None), now().0.date_naive());
        app.show(Screen::Backlog);
        app.past_read = true;
        "/shop".clone_into(&mut app.folder);
        let mut robot = Self {
            app,
            effects: Vec::new(),
            thinks_slowly: false,
            comparing: Vec::new(),
            comparer: Comparer::default(),
            ids: CountedIds(1 << 40),
        };
        robot.tell(Msg::Resize(size.0, size.1));
        robot
    }

    pub fn tell(&mut self, msg: Msg) {
        let mut world = World { stamp: stamp(), ids: &mut self.ids };
        let effects = update(&mut self.app, msg, &mut world);
        for effect in effects {
            if let Effect::Compare(turn, asked) = effect {
                self.comparing.push((turn, asked, self.backlog().clone()));
            } else {
                self.effects.push(effect);
            }
        }
        if !self.thinks_slowly {
            self.compare();
        }
    }

    /// What the threads that compare stories would tell, the oldest question first.
    pub fn compare(&mut self) {
        self.compare_only(|_| true);
    }

    /// The same, of some questions; the others stay under way.
    pub fn compare_only(&mut self, which: fn(Asked) -> bool) {
        let (now, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.comparing).into_iter().partition(|it| which(it.1));
        self.comparing = later;
        for (turn, asked, backlog) in now {
            let found = self.comparer.answer(asked, &backlog);
            self.tell(Msg::Compared { turn, found });
        }
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

    /// What each cell is, in the dark theme: a letter for each role, a capital where the row is
    /// selected, and which letters these are. Roles that look alike share a letter.
    pub fn roles(&mut self) -> String {
        self.app.look.theme = Theme::Dark;
        let (buffer, _) = self.cells();
        let known = known_styles();
        let letter = |cell: &Cell| match cell.symbol() {
            " " if cell.style() == known[0].1 => ' ',
            _ => known.iter().find(|it| it.1 == cell.style()).map_or('?', |it| it.0),
        };
        let width = usize::from(buffer.area.width);
        let lines = buffer.content.chunks(width).map(|line| {
            let line: String = line.iter().map(letter).collect();
            line.trim_end().to_owned()
        });
        let lines: Vec<String> = lines.collect();
        let there = |letter: char| lines.iter().any(|line| line.contains(letter));
        let legend = known.iter().filter(|it| there(it.0));
        let legend = legend.map(|it| format!("{} {}", it.0, it.2.join(", ")));
        lines.iter().cloned().chain([String::new()]).chain(legend).collect::<Vec<_>>().join("\n")
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

/// The letter of each role.
pub const LETTERS: [(char, char, Role); 17] = [
    ('.', ':', Role::Plain),
    ('d', 'D', Role::Dim),
    ('h', 'H', Role::Heading),
    ('>', '>', Role::Selected),
    ('m', 'M', Role::Marked),
    ('g', 'G', Role::Good),
    ('w', 'W', Role::Warn),
    ('b', 'B', Role::Bad),
    ('k', 'K', Role::Key),
    ('-', '=', Role::Rule),
    ('s', 'S', Role::Strong),
    ('e', 'E', Role::Emphasis),
    ('c', 'C', Role::Code),
    ('f', 'F', Role::Field),
    ('u', 'U', Role::Match),
    ('^', '^', Role::Caret),
    ('#', '#', Role::Selection),
];

/// Every style a cell can have in the dark theme, with its letter and the roles that look so.
fn known_styles() -> Vec<(char, Style, Vec<String>)> {
    let cell = |styles: &[Style]| {
        let mut cell = Cell::default();
        for style in styles {
            cell.set_style(*style);
        }
        cell.style()
    };
    let (base, selected) = (Theme::Dark.base(), Theme::Dark.style(Role::Selected));
    let mut known: Vec<(char, Style, Vec<String>)> = Vec::new();
    for (letter, capital, role) in LETTERS {
        let style = Theme::Dark.style(role);
        let plain = (letter, cell(&[base, style]), format!("{role:?}"));
        let laid = (capital, cell(&[base, style, selected]), format!("{role:?} on a selected row"));
        for (letter, style, name) in [plain, laid] {
            match known.iter_mut().find(|it| it.1 == style) {
                Some((_, _, names)) => names.push(name),
                None => known.push((letter, style, vec![name])),
            }
        }
    }
    known
}
