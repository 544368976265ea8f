//! The screens there are pictures of: one row each, with the keys that lead there and what is to
//! be seen in words. Keys are pressed as a person would; no terminal, disk or clock is touched.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::action::Key;
use super::app::{self, App, Effect, Msg};
use super::comparing::Comparer;
use super::picture::{Look, Palette, svg};
use super::theme::Theme;
use super::update::{World, update};
use super::view::view;
use crate::domain::backlog::Backlog;
use crate::domain::id::CountedIds;
use crate::domain::stamp::Stamp;
use crate::session::Session;

/// A screen there is a picture of.
#[derive(Debug)]
pub struct Shot {
    /// Its name.
    pub name: &'static str,
    /// The keys to press: letters stand for themselves, `<enter>` and the like for the others.
    pub keys: &'static str,
    /// Whether there is a backlog.
    pub backlog: bool,
    /// What is to be seen, for those who cannot see it.
    pub alt: &'static str,
}

macro_rules! shots {
    ($( $name:literal $backlog:literal $keys:literal : $alt:literal; )*) => {
        /// Every screen there is a picture of.
        pub const SHOTS: &[Shot] = &[$(
            Shot { name: $name, keys: $keys, backlog: $backlog, alt: $alt },
        )*];
    };
}

shots! {
    "today" true "":
        "Today: the Product Goal, the running sprint with its burndown, the stories that wait for \
         a verdict, what is blocked, what is not ready in the next two sprints, and new ideas.";
    "plan" true "4]<enter>A regular reorders in three taps<enter>j<space>j<space><space>":
        "A sprint being planned: goal, days, the team with its days off, the forecast and where it \
         comes from; below them the ready stories on the left with the line where the sprint is \
         full, and what was pulled on the right.";
    "board" true "5l":
        "The board of the running sprint: four columns with their points, below them the burndown \
         with its ideal line, and what came in and went out since the start.";
    "daily" true "5d":
        "The page for the morning over the board: what moved since the last working day, person \
         by person, and what stands in the way, with its age.";
    "review" true "6jyn it loses one of ten<enter>":
        "A review: the delivered stories on the left, on the right the one under the cursor with \
         its criteria and the Definition of Done as one list, some of them judged.";
    "refine" true "3n":
        "A story being refined, alone on the screen: its sentence, criteria and questions on the \
         left, on the right what it lacks with the key that mends each, the accepted stories most \
         like it with their points, and what its wording leaves open.";
    "split" true "3x":
        "A story being taken apart: five questions that help to find the cut, the titles of the \
         new stories, and where each criterion and the points go.";
    "inbox" true "9j":
        "The inbox: ideas with their age, how many people say the same, how satisfied they are, \
         who said it; below the list the idea under the cursor with those that are like it.";
    "disagreements" true "2g=":
        "Stories whose place by hand and place by score differ, the largest difference first, \
         each with both places; Enter moves the one under the cursor.";
    "why" true "2w":
        "Why a story stands where it does: its score part by part, both places, dependencies, the \
         deadline of its release, ideas behind it, and the last move with its reason.";
    "health" true "H":
        "The health of the backlog: how many sprints of ready work there are and how it grows, \
         below them what the order and its stories suffer from, in groups, each with what mends \
         it.";
    "figures" true "5F":
        "The figures of the board explained: each with its formula, the numbers it comes from, and \
         what is left out.";
    "backlog" true "2jj":
        "The backlog as an ordered list: position, number, points, state, title and epic of each \
         story; the third is under the cursor, and its narrative, criteria and what is missing \
         stand below the list.";
    "story" true ":44<enter><enter>":
        "The page of a story: its sentence, what keeps it from being ready, criteria, questions \
         and a description with headings and lists on the left; state, points, epic, people, \
         scores and what it depends on beside it on the right, the cursor on the title.";
    "criterion" true ":44<enter><enter>c<ctrl-g>a flat with one window to the north<enter>I answer \
        the three questions<enter>I see ferns and no cactus":
        "A criterion being written as Given, When, Then over the page of its story; the sentence \
         it makes grows below the three lines.";
    "description" true ":44<enter><enter>M":
        "The description of a story in the editor, over its page: Markdown on many lines.";
    "tags" true "2jjj<space><space><space>#c":
        "Tags being picked for three marked stories: those that all have are ticked, those that \
         only some have are marked; typing some letters finds them.";
    "depends" true ":44<enter><enter>Dlight":
        "A story being picked that must come first: typing some letters leaves those that match.";
    "palette" true "2:est":
        "The palette: actions with their keys, commands with what they do, and stories, found by \
         some of their letters.";
    "complete" true "2:set 44 epic=":
        "A command being written in the palette: the epics there are complete its last word.";
    "columns" true "2gc":
        "The columns of the list being chosen over the list: those on screen now are ticked.";
    "filter" true "2/is:ready tag:delivery":
        "A filter being typed at the foot of the backlog; the list above shows only the stories \
         that match so far.";
    "help" true "2?":
        "The help over the backlog: every key of this screen with what it does.";
    "history" true "2jjL":
        "What happened to one story over the backlog: who changed what and when, the newest first.";
    "welcome" false "":
        "The screen where there is no backlog yet: make one here, look at the sample, or import \
         one from Jira.";
}

/// The screen of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Shot> {
    SHOTS.iter().find(|shot| shot.name == name)
}

/// Under which circumstances a picture is made.
#[derive(Debug)]
pub struct Studio {
    /// Columns and lines.
    pub size: (u16, u16),
    /// How roles look.
    pub theme: Theme,
    /// How the terminal's colours look.
    pub palette: &'static Palette,
    /// When, and who sits at the screen.
    pub stamp: Stamp,
    /// The folder the program was started in.
    pub folder: String,
}

/// The picture of a screen, on this backlog.
#[must_use]
pub fn picture(shot: &Shot, backlog: Backlog, studio: &Studio) -> String {
    let title = format!("upnext: {}", shot.name);
    let look = Look { title: &title, alt: shot.alt, palette: studio.palette };
    svg(&drawn(shot, backlog, studio), &look)
}

/// The cells of a screen, on this backlog.
#[must_use]
pub fn drawn(shot: &Shot, backlog: Backlog, studio: &Studio) -> Buffer {
    let session = shot.backlog.then(|| Session::new(backlog));
    let mut app = App::new(session, studio.size, app::Look::of(studio.theme), studio.stamp.today());
    app.folder.clone_from(&studio.folder);
    // There is no past to be read from a disk.
    app.past_read = true;
    // Identities that no backlog counted so far has used.
    let mut ids = CountedIds(1 << 40);
    let (width, height) = studio.size;
    let keys = pressed(shot.keys).into_iter().map(|key| Msg::Key(key.event()));
    let mut comparer = Comparer::default();
    let mut tell = |app: &mut App, msg: Msg| {
        let mut world = World { stamp: studio.stamp.clone(), ids: &mut ids };
        update(app, msg, &mut world)
    };
    for msg in std::iter::once(Msg::Resize(width, height)).chain(keys) {
        for effect in tell(&mut app, msg) {
            // What the shell would compare on a thread of its own is there at once on a picture.
            if let Effect::Compare(turn, asked) = effect
                && let Some(backlog) = app.backlog()
            {
                let found = comparer.answer(asked, backlog);
                drop(tell(&mut app, Msg::Compared { turn, found }));
            }
        }
    }
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    let Ok(_) = terminal.draw(|frame| view(&app, frame));
    terminal.backend().buffer().clone()
}

/// The keys that are spelled so: what stands in angle brackets and names a key is that key, all
/// else is typed letter by letter.
#[must_use]
pub fn pressed(spelled: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = spelled;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|it| it.split_once('>'));
        let key = named.and_then(|(name, after)| Some((Key::named(name)?, after)));
        if let Some((key, after)) = key {
            keys.push(key);
            rest = after;
        } else {
            keys.extend(Key::named(first.encode_utf8(&mut [0; 4])));
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    keys
}
