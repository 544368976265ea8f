//! The same without a process and a terminal around it: where the time goes. It runs as a
//! process of its own, `speed --inside WHAT FILE`, and answers in figures.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use upnext::advice::candidates::{self, Sought};
use upnext::advice::likeness::Index;
use upnext::advice::{health, wording};
use upnext::domain::command::{Command, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::session::Session;
use upnext::store::document;
use upnext::store::file::BacklogFile;
use upnext::tui::app::{App, Effect, Look, Msg};
use upnext::tui::comparing::{Asked, Comparer};
use upnext::tui::screen::Screen;
use upnext::tui::theme::Theme;
use upnext::tui::update::{World, update};
use upnext::tui::view::view;

use super::table::{Limit, Report, Row, median, ms};
use super::{NOW, cold};

/// Measures a part in a process of its own.
pub fn time(file: &Path, what: &str, report: &mut Report) {
    let told = cold::itself(&["--inside", what, file.to_str().unwrap()]);
    let size = file.file_stem().unwrap().to_str().unwrap();
    for line in told.lines() {
        let (what, figures) = line.split_once('=').unwrap();
        let figures: Vec<f64> = figures.split(' ').map(|it| it.parse().unwrap()).collect();
        if let [ours, floor] = figures[..] {
            report.add(Row {
                what: format!("{what}, {size}"),
                unit: "ms",
                ours,
                floor: Some(floor),
                lean: None,
                limit: Limit::Times(1.2),
                others: "write 26 + temp, fsync, replace 25",
            });
        } else {
            report.spread(&format!("{what} in process, {size}"), &figures, None, Limit::Open);
        }
    }
}

/// Measures, and says each part as `what=figures`.
pub fn run(what: &str, path: &Path) {
    let key = |key| match key {
        '\n' => KeyCode::Enter,
        '\u{1b}' => KeyCode::Esc,
        key => KeyCode::Char(key),
    };
    let keys = |keys: &str| keys.chars().map(key).collect::<Vec<_>>();
    match what {
        "save" => save(path),
        "advise" => advise(path),
        "filter" => {
            let mut app = Looking::at(path);
            app.press("`/`", &keys("/"));
            app.press("filter letters", &keys("harbour light"));
            app.press("filter backspaces", &[KeyCode::Backspace; 13]);
        }
        "page" => {
            let mut app = Looking::at(path);
            let control = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
            app.press("page, `j`", &[&keys("\n")[..], &keys(&"j".repeat(60))[..]].concat());
            app.strike("page, next story", &[control('n'); 30]);
            app.press("page, estimate", &keys(&"e5\n".repeat(20)));
            app.press("story picker", &keys(&"D\u{1b}".repeat(10)));
            app.press("story picker letters", &keys("Dharbour light"));
            app.press("palette", &keys(&"\u{1b}:\u{1b}:".repeat(5)));
            app.press("palette letters", &keys("harbour light"));
        }
        "refine" => {
            let mut app = Looking::at(path);
            app.press("to Refine and back", &keys(&"32".repeat(5)));
            app.press("refine, next story", &keys(&format!("3{}", "n".repeat(40))));
            app.press("refine, estimate", &keys(&"e5\n".repeat(20)));
            app.press("to Health and back", &keys(&"2H\u{1b}".repeat(5)));
        }
        "plan" => {
            let mut app = Looking::at(path);
            app.press("to Plan and back", &keys(&"42".repeat(20)));
            app.press("planning", &keys("4]\nHarbour\n"));
            app.press("plan, `j`", &keys(&"j".repeat(60)));
            app.press("plan, pull", &keys(&" ".repeat(40)));
            app.press("to the Board and back", &keys(&"54".repeat(20)));
        }
        _ => {
            let mut app = Looking::at(path);
            app.press("`j`", &[KeyCode::Char('j'); 200]);
            app.press("`J`", &[KeyCode::Char('J'); 200]);
            app.press("to Today and back", &keys(&"12".repeat(20)));
        }
    }
}

/// The screen without a shell.
struct Looking {
    app: App,
    ids: CountedIds,
    comparer: Comparer,
    terminal: Terminal<TestBackend>,
}

impl Looking {
    fn at(path: &Path) -> Self {
        let session = Session::new(BacklogFile::new(path).load().unwrap().backlog);
        let today = Moment::parse(NOW).unwrap().day();
        let mut app = App::new(Some(session), (120, 40), Look::of(Theme::Terminal), today);
        app.show(Screen::Backlog);
        let terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let comparer = Comparer::default();
        let mut looking = Self { app, ids: CountedIds(1 << 40), comparer, terminal };
        drop(looking.update(Msg::Resize(120, 40)));
        looking.view();
        looking
    }

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let stamp = Stamp { at: Moment::parse(NOW).unwrap(), by: "bench".to_owned() };
        update(&mut self.app, msg, &mut World { stamp, ids: &mut self.ids })
    }

    fn view(&mut self) {
        let Self { app, terminal, .. } = self;
        terminal.draw(|frame| view(app, frame)).unwrap();
    }

    fn press(&mut self, what: &str, keys: &[KeyCode]) {
        let events: Vec<KeyEvent> = keys.iter().map(|key| KeyEvent::from(*key)).collect();
        self.strike(what, &events);
    }

    fn strike(&mut self, what: &str, keys: &[KeyEvent]) {
        let mut times = [const { Vec::new() }; 4];
        for key in keys {
            let start = Instant::now();
            let effects = self.update(Msg::Key(*key));
            let updated = Instant::now();
            self.view();
            let drawn = Instant::now();
            times[0].push(format!("{:.4}", ms(updated - start)));
            times[1].push(format!("{:.4}", ms(drawn - updated)));
            for effect in effects {
                // Comparing all pairs is a figure of its own, of what is advised.
                let Effect::Compare(turn, asked @ (Asked::Signs(_) | Asked::Said(..))) = effect
                else {
                    continue;
                };
                let backlog = self.app.backlog().unwrap().clone();
                let start = Instant::now();
                let found = self.comparer.answer(asked, &backlog);
                let answered = Instant::now();
                self.update(Msg::Compared { turn, found });
                times[2].push(format!("{:.4}", ms(answered - start)));
                times[3].push(format!("{:.4}", ms(answered.elapsed())));
            }
        }
        for (part, times) in ["update", "view", "asked off the keys", "answer"].iter().zip(times) {
            if times.len() > 2 {
                println!("{what} {part}={}", times.join(" "));
            }
        }
    }
}

/// What is advised about one story, and about the whole backlog.
fn advise(path: &Path) {
    let backlog = BacklogFile::new(path).load().unwrap().backlog;
    let today = Moment::parse(NOW).unwrap().day();
    let one = backlog.open().nth(50).unwrap();
    let figures = |what: &str, ask: &dyn Fn() -> usize| {
        let times: Vec<String> = (0..5)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(ask());
                format!("{:.2}", ms(start.elapsed()))
            })
            .collect();
        println!("{what}={}", times.join(" "));
    };
    figures("index of all texts", &|| usize::from(Index::of(&backlog).similar(one, 0).is_empty()));
    let index = Index::of(&backlog);
    figures("similar to one, asked of the index", &|| index.similar(one, 10).len());
    figures("wording of one", &|| wording::of_stories([&**one].into_iter(), &backlog).len());
    figures("wording of all", &|| wording::of_backlog(&backlog).len());
    for (what, sought) in [
        ("duplicates of all", Sought::Duplicates),
        ("dependencies of all", Sought::Dependencies),
        ("contradictions of all", Sought::Contradictions),
    ] {
        figures(what, &|| candidates::of_backlog(sought, &backlog).len());
    }
    figures("health of all, with candidates", &|| health::of(&backlog, today).len());
}

/// The store's save against the same bytes written the same way without it.
fn save(path: &Path) {
    let copy = path.with_extension("save.json");
    fs::copy(path, &copy).unwrap();
    let file = BacklogFile::new(&copy);
    let loaded = file.load().unwrap();
    let stamp = Stamp { at: Moment::parse(NOW).unwrap(), by: "bench".to_owned() };
    let mut session = Session::new(loaded.backlog.clone());
    let mut ids = CountedIds(1 << 40);
    let (mut base, mut there) = (loaded.base, loaded.backlog);
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        let last = session.backlog().open().next_back().unwrap().id;
        let command = Command::Move { stories: vec![last], place: Place::Top, reason: None };
        session.perform(&command, &stamp, &mut ids).unwrap();
        base.settle();
        let start = Instant::now();
        let saved = file.save(&base, &there, session.backlog()).unwrap();
        ours.push(ms(start.elapsed()));
        (base, there) = (saved.base, saved.backlog);

        let start = Instant::now();
        let bytes = document::write(session.backlog()).unwrap();
        let temp = path.with_extension("floor.tmp");
        let mut out = File::create(&temp).unwrap();
        out.write_all(&bytes).unwrap();
        out.sync_all().unwrap();
        fs::rename(&temp, path.with_extension("floor.json")).unwrap();
        File::open(path.parent().unwrap()).unwrap().sync_all().unwrap();
        floors.push(ms(start.elapsed()));
    }
    println!("save={} {}", median(&ours), median(&floors));
}
