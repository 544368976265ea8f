//! Scenes that together show every screen and every overlay, each in the states that matter. They
//! are walked, resized and drawn by other tests; here nothing is tested.

use std::sync::{Arc, OnceLock};

use upnext::cli::replay;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::{Verdict, VerdictKind};
use upnext::domain::fields::Cell;
use upnext::domain::product::Product;
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::story::Story;
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::store::typed::Texts;
use upnext::tui::app::Msg;
use upnext::tui::screen::story::Slot;
use upnext::tui::typed;

use crate::robot::{Robot, now, sample};
use crate::team::{team, unplanned};

/// What the screen begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The small shop.
    Shop,
    /// The shop with a story that has one of everything, `FULL`.
    Full,
    /// The same with the other kind of score.
    Rice,
    /// A product without a story.
    Empty,
    /// A shop that must not be written.
    ReadOnly,
    /// The shop, and saving failed.
    Unsaved,
    /// What is delivered, saving failed, and a text was half typed when the program ended.
    Ended,
    /// A folder without a backlog.
    Nowhere,
    /// The shop with a team, a running sprint and a planned one.
    Team,
    /// The same before the next sprint is planned.
    Unplanned,
    /// The shop with a team, with several stories delivered and one of them rejected before.
    Delivered,
    /// The shop with a team, with accepted stories to compare with and others to refine.
    Unready,
    /// The shop with stories that have a score.
    Rated,
    /// The shop with a team after a merge that left values to be settled.
    Conflicted,
    /// The shop with a team and what customers said.
    Ideas,
    /// The shop with a little of everything a backlog can suffer from.
    Ailing,
    /// The shop with stories that are worded badly.
    Worded,
}

/// A state of the screen, and how one comes there.
#[derive(Debug, Clone)]
pub struct Scene {
    pub base: Base,
    pub keys: String,
    /// Where the cursor of the page is put, and what is pressed there.
    pub slot: Option<(Slot, &'static str)>,
}

/// The story that has one of everything.
pub const FULL: u32 = 12;

/// How `FULL` comes to everything that commands can give it.
const RICHER: &str = "
1 Mira: release add Christmas --target 2026-12-10
1 Mira: person add Jonas --skill post
1 Mira: depend 12 --on 7
1 Mira: depend 13 --on 12
1 Mira: link 12 --to 3
1 Mira: link 12 --to 5 --follows
1 Mira: link 14 --to 12 --follows
1 Mira: link 15 --to 12
1 Mira: question ask 12 \"Does the card cost anything?\"
1 Mira: question ask 12 \"Who prints it?\"
1 Mira: question answer 12 2 \"The packing table\"
1 Mira: note 12 \"The printer of the packing table takes A6\"
1 Mira: criterion add 12 --given \"a card with words\" --when \"the parcel is packed\" --then \"it lies on top\"
1 Mira: set 12 epic=Reorder release=Christmas tags=gifts,paper moscow=should value=8 urgency=3 risk=1
1 Mira: set 12 skills=post
1 Mira: tick 12 done 2
1 Mira: block 12 --reason \"The printer is out of ink\"
";

/// A description with a little of all that Markdown can say.
const DESCRIPTION: &str = "# Why\n\nAsked for **every** week:\n\n- words on `A6`\n- emoji too\n\n\
                           | size | price |\n|---|---|\n| A6 | 0.90 |\n";

/// The shop with one story that has one of everything.
pub fn full() -> Backlog {
    static FULL_SHOP: OnceLock<Backlog> = OnceLock::new();
    FULL_SHOP.get_or_init(|| richer("")).clone()
}

fn richer(more: &str) -> Backlog {
    let lines = [include_str!("../../data/shop.txt"), RICHER, more].concat();
    let backlog = replay(&lines, now()).unwrap();
    let mut ids = upnext::domain::id::CountedIds(1 << 50);
    let sprint = Arc::new(Sprint {
        id: upnext::domain::id::fresh(&mut ids),
        number: 7,
        state: SprintState::Active,
        goal: "Gifts leave on time".to_owned(),
        ..Sprint::default()
    });
    let one = backlog.numbered(1).unwrap().id;
    let id = backlog.numbered(FULL).unwrap().id;
    // What no command gives a story yet, a file can hold.
    let stories = backlog.stories().iter().map(|held| {
        let mut story = Story::clone(held);
        if story.number == FULL {
            story.sprint = Some(sprint.id);
            story.split_from = Some(one);
            DESCRIPTION.clone_into(&mut story.description);
            story.fields.put("Component", Cell::One("Parcels".to_owned()));
            let (kind, reason) = (VerdictKind::Rejected, "no emoji yet".to_owned());
            let by = "Mira".to_owned();
            story.verdicts = vec![Verdict { at: now(), by, kind, reason, ..Verdict::default() }];
        }
        if story.number == 18 {
            story.split_from = Some(id);
        }
        Arc::new(story)
    });
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(stories.collect::<Vec<_>>()),
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        people: backlog.people().clone(),
        sprints: Table::of([Arc::clone(&sprint)]),
        ..Parts::default()
    })
}

fn rice() -> Backlog {
    static RICE: OnceLock<Backlog> = OnceLock::new();
    RICE.get_or_init(|| richer("1 Mira: product set score=rice\n")).clone()
}

/// A product without a story.
pub fn empty() -> Backlog {
    let product = Product { name: "Webshop".to_owned(), ..Product::default() };
    Backlog::from(Parts { product, ..Parts::default() })
}

impl Scene {
    pub fn at(base: Base, keys: impl Into<String>) -> Self {
        Self { base, keys: keys.into(), slot: None }
    }

    /// The screen of the scene.
    pub fn robot(&self, size: (u16, u16)) -> Robot {
        let read_only = || Session::new(sample()).read_only(Some("it is a copy".to_owned()));
        let session = match self.base {
            Base::Nowhere => None,
            Base::ReadOnly => Some(read_only()),
            Base::Shop | Base::Unsaved => Some(Session::new(sample())),
            Base::Full => Some(Session::new(full())),
            Base::Rice => Some(Session::new(rice())),
            Base::Empty => Some(Session::new(empty())),
            Base::Team => Some(Session::new(team())),
            Base::Unplanned => Some(Session::new(unplanned())),
            Base::Delivered | Base::Ended => Some(Session::new(super::review::delivered())),
            Base::Unready => Some(Session::new(super::refine::unready())),
            Base::Rated => Some(Session::new(super::scoring::rated())),
            Base::Ideas => Some(Session::new(super::inbox::ideas())),
            Base::Worded => Some(Session::new(super::wording::worded())),
            Base::Ailing => Some(Session::new(super::health::ailing())),
            Base::Conflicted => Some(Session::new(super::conflicts::conflicted())),
        };
        let mut robot = Robot::at(session, size);
        if matches!(self.base, Base::Unsaved | Base::Ended) {
            robot.tell(Msg::NotSaved("the disk is full".to_owned()));
            "/home/ann/upnext-unsaved.json".clone_into(&mut robot.app.elsewhere);
        }
        if self.base == Base::Full {
            robot.app.drafting.assistant = Some("helper".to_owned());
        }
        if self.base == Base::Ended {
            let mut before = Robot::on(robot.backlog().clone(), size);
            let now = typed::now(&before.keys("aAs a shopper").app);
            let texts = Texts { now: now.into_iter().collect(), ..Texts::default() };
            typed::give_back(&mut robot.app, texts);
        }
        robot.keys(&self.keys);
        if let Some((slot, keys)) = self.slot {
            robot.app.page.as_mut().unwrap().go_to(slot);
            robot.keys(keys);
        }
        robot.effects.clear();
        // What was said last goes with any key: that is not what the key does.
        robot.app.message = None;
        robot
    }
}

/// The list in its states.
const LIST: &[(Base, &str)] = &[
    (Base::Shop, ""),
    (Base::Shop, "jj"),
    (Base::Shop, "G"),
    (Base::Shop, "jj<space><space>"),
    (Base::Shop, "jjvj"),
    (Base::Shop, "J"),
    (Base::Shop, "Ju"),
    (Base::Shop, "/tag:delivery<enter>"),
    (Base::Shop, "/#12<enter>"),
    (Base::Shop, "/zebra<enter>"),
    (Base::Shop, "jj<tab>"),
    (Base::Shop, "gd"),
    (Base::Full, "/#12<enter><tab>"),
    (Base::Empty, ""),
    (Base::ReadOnly, "jj"),
    (Base::Unsaved, ""),
];

/// Today in its states, and the list with cut lines.
const TODAY: &[(Base, &str)] = &[
    (Base::Team, "1"),
    (Base::Team, "1j"),
    (Base::Team, "1jj"),
    (Base::Team, "1G"),
    (Base::Unplanned, "1"),
    (Base::Shop, "1"),
    (Base::Shop, "1G"),
    (Base::Empty, "1"),
    (Base::ReadOnly, "1"),
    (Base::Team, "2J1"),
    (Base::Team, "2Ju1"),
    (Base::Team, "1?"),
    (Base::Team, "1g"),
    (Base::Team, "2jjjjjjjj"),
];

/// Pages of stories, beside those with the cursor on each kind of slot.
const PAGES: &[(Base, &str)] = &[
    (Base::Shop, "J<enter>"),
    (Base::Shop, "Ju<enter>"),
    (Base::Shop, ":19<enter>"),
    (Base::Full, ":12<enter><enter>jjjjjjjjj"),
    (Base::Empty, "aPay by card<enter><enter>"),
    (Base::Shop, ":7<enter><enter>jjj"),
    (Base::ReadOnly, "jj<enter>"),
    (Base::ReadOnly, "jj<enter>G"),
    (Base::Unsaved, "<enter>"),
];

/// Lines being typed.
const PROMPTS: &[(Base, &str)] = &[
    (Base::Shop, "a"),
    (Base::Empty, "a"),
    (Base::Shop, "e13"),
    (Base::Shop, "eabc<enter>"),
    (Base::Shop, "E"),
    (Base::Shop, "c"),
    (Base::Shop, "cone<enter>"),
    (Base::Shop, "Q"),
    (Base::Shop, "m3"),
    (Base::Shop, "B"),
    (Base::Shop, "dtoo late"),
    (Base::Shop, "i"),
    (Base::Shop, "/tag:"),
    (Base::Shop, "/stat:x"),
    (Base::Shop, "<enter>e"),
    (Base::Shop, "<enter>c"),
    (Base::Shop, "<enter>i"),
    (Base::Shop, "aAs a clerk, I want to add and delete carts quickly"),
    (Base::Shop, "<enter>E fast"),
    (Base::Nowhere, "nFern"),
];

/// Forms and long texts.
const FORMS: &[(Base, &str)] = &[
    (Base::Shop, "n"),
    (Base::Empty, "aPay by card<enter>n"),
    (Base::Shop, "cone<ctrl-g>"),
    (Base::Shop, "c<ctrl-g><ctrl-s>"),
    (Base::Shop, "M"),
    (Base::Shop, "n and user-friendly pay"),
    (Base::Shop, "Mquickly"),
    (Base::Shop, "Nfirst<enter>second"),
    (Base::Full, ":12<enter><enter>M"),
    (Base::Shop, "gf"),
    (Base::Full, "gf"),
    (Base::Full, "gfprose about plants<ctrl-s>"),
];

/// Lists being picked from.
const PICKERS: &[(Base, &str)] = &[
    (Base::Shop, "gs"),
    (Base::Shop, "gsparcel"),
    (Base::Shop, "gszzzz"),
    (Base::Shop, "D"),
    (Base::Shop, "<enter>D"),
    (Base::Shop, "&"),
    (Base::Shop, "#"),
    (Base::Shop, "#new-tag"),
    (Base::Shop, "<space><space>#"),
    (Base::Full, "@"),
    (Base::Shop, "@Zoe"),
    (Base::Shop, "S"),
    (Base::Shop, "gc"),
    (Base::Shop, "gk"),
    (Base::Shop, "gt"),
    (Base::Empty, "gc"),
    (Base::ReadOnly, "gs"),
    (Base::Shop, "gf- one is so<enter>two<enter><ctrl-s>"),
    (Base::Full, "gf- Print a card<enter>- Guests can pay by card. It must be quick.<ctrl-s>"),
    (Base::Full, "gf- Print a card<enter>- Pay<ctrl-s><space>j"),
    (Base::Full, "gf- Print a card<enter>- Pay<ctrl-s><space><space><enter>"),
];

/// Actions and commands by name.
const PALETTES: &[(Base, &str)] = &[
    (Base::Shop, ":"),
    (Base::Shop, ":list<enter><esc>:"),
    (Base::Shop, ":esti"),
    (Base::Shop, ":set 3 po"),
    (Base::Shop, ":move 999 --top<enter>"),
    (Base::Shop, "<enter>:tick"),
    (Base::Shop, ":parcel"),
    (Base::Empty, ":"),
    (Base::Nowhere, ":"),
];

/// Texts being read.
const TEXTS: &[(Base, &str)] = &[
    (Base::Shop, "?"),
    (Base::Shop, "?G"),
    (Base::Shop, "J?"),
    (Base::Shop, "Ju?"),
    (Base::Shop, "?/"),
    (Base::Shop, "?/undo"),
    (Base::Shop, "?/undo<enter>"),
    (Base::Shop, "L"),
    (Base::Shop, ":list<enter>"),
    (Base::Shop, "<enter>?"),
    (Base::Nowhere, "?"),
];

/// What is left: the welcome, what is asked where something is not saved, what was half typed, the
/// first key of a run.
const OTHERS: &[(Base, &str)] = &[
    (Base::Nowhere, ""),
    (Base::Unsaved, "q"),
    (Base::Unsaved, "qW"),
    (Base::Unsaved, "gw"),
    (Base::Unsaved, "qs"),
    (Base::Ended, "1"),
    (Base::Ended, "2"),
    (Base::Ended, "4"),
    (Base::Ended, "5"),
    (Base::Ended, "6"),
    (Base::Ended, "6C"),
    (Base::Ended, "go"),
    (Base::Ended, "2<enter>"),
    (Base::Ended, "?"),
    (Base::Ended, "g."),
    (Base::Ended, "2g"),
    (Base::Shop, "g"),
    (Base::Shop, "<enter>g"),
    (Base::Shop, "?g"),
    (Base::Nowhere, "?g"),
    (Base::Full, "gfPay<ctrl-t>"),
];

/// The Board in its states.
const BOARD: &[(Base, &str)] = &[
    (Base::Team, "5"),
    (Base::Team, "5j"),
    (Base::Team, "5l"),
    (Base::Team, "5l>"),
    (Base::Team, "5l>u"),
    (Base::Team, "5ll"),
    (Base::Team, "5lll"),
    (Base::Team, "5d"),
    (Base::Team, "5F"),
    (Base::Team, "5gv"),
    (Base::Team, "5l<enter>"),
    (Base::Team, "5:unready 12<enter>"),
    (Base::Team, "5X"),
    (Base::Unplanned, "5l"),
    (Base::Full, "5"),
    (Base::Shop, "5"),
    (Base::Empty, "5"),
];

/// What was delivered under review, and the sprint being closed.
const REVIEW: &[(Base, &str)] = &[
    (Base::Delivered, "6"),
    (Base::Delivered, "6j"),
    (Base::Delivered, "6<tab>"),
    (Base::Delivered, "6j<tab>j"),
    (Base::Delivered, "6y"),
    (Base::Delivered, "6yu"),
    (Base::Delivered, "6yj"),
    (Base::Delivered, "6yyyy"),
    (Base::Delivered, "6n"),
    (Base::Delivered, "6nstill two<enter>"),
    (Base::Delivered, "6n<enter>"),
    (Base::Delivered, "6*"),
    (Base::Delivered, "6*A"),
    (Base::Delivered, "6*AG"),
    (Base::Delivered, "6*Aj"),
    (Base::Delivered, "6*Ajj"),
    (Base::Delivered, "6A"),
    (Base::Delivered, "6A<enter>"),
    (Base::Delivered, "6R"),
    (Base::Delivered, "6R<enter>"),
    (Base::Delivered, "6Rstill two<enter>jj"),
    (Base::Delivered, "6f"),
    (Base::Delivered, "6fCan it be blue?<enter>Mrs Okafor<enter>"),
    (Base::Delivered, "6<enter>"),
    (Base::Delivered, "6G"),
    (Base::Delivered, "6Gy"),
    (Base::Delivered, "6Gn"),
    (Base::Delivered, "6G<enter>"),
    (Base::Delivered, "6C"),
    (Base::Delivered, "6C<space>"),
    (Base::Delivered, "6Cj*"),
    (Base::Delivered, "6Cx"),
    (Base::Delivered, "6C<enter>"),
    (Base::Delivered, "6C<enter><esc>"),
    (Base::Delivered, "6*C"),
    (Base::Delivered, "6*uC"),
    (Base::Delivered, "6:unready 12<enter>Cjjjj"),
    (Base::Unplanned, "6"),
    (Base::Unplanned, "6C"),
    (Base::Delivered, "gr"),
    (Base::Delivered, "6grclosed<enter>"),
    (Base::Shop, "6"),
    (Base::Empty, "6"),
];

/// Stories made ready, one after the other.
const REFINE: &[(Base, &str)] = &[
    (Base::Unready, "3"),
    (Base::Unready, "3n"),
    (Base::Unready, "3n["),
    (Base::Unready, "3<tab>"),
    (Base::Unready, "3nnn"),
    (Base::Unready, "3nnnn"),
    (Base::Unready, "3]"),
    (Base::Unready, "3]<esc>]"),
    (Base::Unready, "3nn]"),
    (Base::Unready, "3r"),
    (Base::Unready, "3r<enter>"),
    (Base::Unready, "3rtoo late<enter>"),
    (Base::Unready, "3rtoo late<enter>u"),
    (Base::Unready, "3e8"),
    (Base::Unready, "3c"),
    (Base::Unready, "3<enter>"),
    (Base::Unready, "3?"),
    (Base::Unready, "3<tab>g"),
    (Base::Unready, "3<tab>G"),
    (Base::Ended, "3"),
    (Base::Unsaved, "3"),
    (Base::Unready, "3nnnnnnnnnnnnnnnnnnnn"),
    (Base::Unready, "3rtoo late<enter>nnnnnnnnnnnnnnnnnnnn"),
    (Base::Unready, "3nnnnnnnnnnnnnnnnnnnn["),
    (Base::Shop, "3"),
    (Base::Empty, "3"),
    (Base::ReadOnly, "3"),
];

/// What the order and its stories suffer from.
const HEALTH: &[(Base, &str)] = &[
    (Base::Ailing, "H"),
    (Base::Ailing, "Hj"),
    (Base::Ailing, "HG"),
    (Base::Ailing, "H<tab><tab><tab>"),
    (Base::Ailing, "H<tab><tab><tab>y"),
    (Base::Ailing, "H<tab><tab><tab>yu"),
    (Base::Ailing, "H<shift-tab>"),
    (Base::Ailing, "H<shift-tab>y"),
    (Base::Ailing, "HX"),
    (Base::Ailing, "HX<enter>"),
    (Base::Ailing, "HXuntil spring<enter>"),
    (Base::Ailing, "H<enter>"),
    (Base::Ailing, "Hg"),
    (Base::Ailing, "H?"),
    (Base::Full, "H"),
    (Base::Empty, "H"),
    (Base::ReadOnly, "H"),
    (Base::Ended, "H"),
    (Base::Conflicted, "H"),
];

/// A story being split.
const SPLIT: &[(Base, &str)] = &[
    (Base::Shop, "x"),
    (Base::Shop, "x<ctrl-s>"),
    (Base::Shop, ":1<enter>xOne<enter>3<enter>"),
    (Base::Shop, ":1<enter>xOne<enter>3<enter><enter>"),
    (Base::Shop, ":1<enter>xOne<enter>3<enter><enter><space>"),
    (Base::Shop, ":1<enter>x<up><up><space>"),
    (Base::Shop, ":1<enter>xOne<enter>3<enter><enter><enter>2"),
    (Base::Shop, ":1<enter>xOne<enter>abc<ctrl-s>"),
    (Base::Shop, "<enter>x"),
    (Base::Unready, "3nx"),
];

/// Values written on two sides, being settled.
const CONFLICTS: &[(Base, &str)] = &[
    (Base::Conflicted, "1"),
    (Base::Conflicted, ""),
    (Base::Conflicted, "jj<enter>"),
    (Base::Conflicted, "go"),
    (Base::Conflicted, "goj"),
    (Base::Conflicted, "gojj"),
    (Base::Conflicted, "gojjj"),
    (Base::Conflicted, "gojjjj"),
    (Base::Conflicted, "gojjjjj"),
    (Base::Conflicted, "goG"),
    (Base::Conflicted, "gojjjj<tab>"),
    (Base::Conflicted, "gojjjj<tab>j"),
    (Base::Conflicted, "goo"),
    (Base::Conflicted, "goou"),
    (Base::Conflicted, "gojt"),
    (Base::Conflicted, "goT"),
    (Base::Conflicted, "goTu"),
    (Base::Conflicted, "go<enter>"),
    (Base::Conflicted, "go?"),
    (Base::Shop, "go"),
];

/// Scores typed, gone through and explained.
const SCORES: &[(Base, &str)] = &[
    (Base::Rated, ""),
    (Base::Rated, "="),
    (Base::Rated, "=must"),
    (Base::Rated, ":8<enter>=8<enter>"),
    (Base::Rated, ":8<enter>=7<ctrl-s>"),
    (Base::Rated, "<space><space>="),
    (Base::Rated, "g="),
    (Base::Rated, "g=<enter>"),
    (Base::Rated, "g=zzzz"),
    (Base::Rated, ":17<enter>w"),
    (Base::Rated, ":17<enter><enter>w"),
    (Base::Rated, "F"),
    (Base::Empty, "g="),
];

/// Ideas, and what becomes of them.
const INBOX: &[(Base, &str)] = &[
    (Base::Ideas, "9"),
    (Base::Ideas, "gi"),
    (Base::Ideas, "9j"),
    (Base::Ideas, "9G"),
    (Base::Ideas, "9jjjjjj"),
    (Base::Ideas, "9jjjjjj<tab>"),
    (Base::Ideas, "9jjjjjj<tab>j"),
    (Base::Ideas, "9<enter>"),
    (Base::Ideas, "9jjjjjj<enter>"),
    (Base::Ideas, "9jjjjjjj<enter>"),
    (Base::Ideas, "9<enter><enter><enter>"),
    (Base::Ideas, "9<enter><ctrl-s>u"),
    (Base::Ideas, "9<enter><ctrl-u><ctrl-s>"),
    (Base::Ideas, "9l"),
    (Base::Ideas, "9lparcel"),
    (Base::Ideas, "9l<enter>"),
    (Base::Ideas, "9d"),
    (Base::Ideas, "9d<enter>"),
    (Base::Ideas, "9dtwice<enter>"),
    (Base::Ideas, "9i"),
    (Base::Ideas, "9v"),
    (Base::Ideas, "9vG"),
    (Base::Ideas, "9vGR"),
    (Base::Ideas, "9vGk"),
    (Base::Ideas, "9vGkk"),
    (Base::Ideas, "9vGkkk"),
    (Base::Ideas, "9vGkkd"),
    (Base::Ideas, "9vGkk<enter>"),
    (Base::Ideas, "9?"),
    (Base::Ideas, "1"),
    (Base::Ideas, "1G"),
    (Base::Ideas, "2/#12<enter>"),
    (Base::Ideas, "/#12<enter><enter>"),
    (Base::Ended, "9"),
    (Base::Shop, "9"),
    (Base::Shop, "9i"),
    (Base::Empty, "9"),
    (Base::ReadOnly, "9"),
];

/// Sprints being planned, the running one changed, and what is asked on the way.
const PLANS: &[(Base, &str)] = &[
    (Base::Team, "4"),
    (Base::Team, "4j"),
    (Base::Team, "4l"),
    (Base::Team, "4v"),
    (Base::Team, "4vggj"),
    (Base::Team, "4j<space>u"),
    (Base::Team, "4<tab><tab>"),
    (Base::Team, "4<tab><tab>j"),
    (Base::Team, "4<tab><tab><enter>"),
    (Base::Team, "4<tab><tab>j<enter>"),
    (Base::Team, "4<tab><tab><tab>"),
    (Base::Team, "4<tab><tab><tab>j<right><right>"),
    (Base::Team, "4<tab><tab><tab><space>"),
    (Base::Team, "4<tab><tab><tab><enter>"),
    (Base::Team, "4<space>"),
    (Base::Team, "4<enter>"),
    (Base::Team, "4a"),
    (Base::Team, "4X"),
    (Base::Team, "4]"),
    (Base::Team, "4]l"),
    (Base::Team, "4]j<space>"),
    (Base::Team, "4]j<space><enter>"),
    (Base::Team, "4]l<space>"),
    (Base::Team, "4A"),
    (Base::Unplanned, "4"),
    (Base::Unplanned, "4]"),
    (Base::Unplanned, "4]<enter>One tap"),
    (Base::Shop, "4"),
    (Base::Shop, "4<enter>One tap<enter>"),
    (Base::Shop, "4<enter><enter>aKim<enter>"),
    (Base::Shop, "4<enter><enter>!"),
    (Base::Empty, "4"),
    (Base::ReadOnly, "4"),
];

/// The cursor on every slot of a story that has one of everything.
fn slots(base: Base) -> Vec<Slot> {
    let robot = Scene::at(base, ":12<enter><enter>").robot((80, 24));
    let slots = robot.app.page.unwrap().slots;
    slots.into_iter().filter(|slot| slot.can_be_chosen()).collect()
}

/// Every scene.
pub fn all() -> Vec<Scene> {
    let told: &[&[(Base, &str)]] = &[
        LIST, TODAY, PAGES, PROMPTS, FORMS, PICKERS, PALETTES, TEXTS, OTHERS, PLANS, BOARD, REVIEW,
        REFINE, CONFLICTS, SCORES, INBOX, HEALTH, SPLIT,
    ];
    let told = told.iter().copied().flatten().map(|(base, keys)| Scene::at(*base, *keys));
    // Not every line of a history: one looks like the other.
    let known = |slot: &Slot| !matches!(slot, Slot::History(2..));
    let stood = [Base::Full, Base::Rice]
        .into_iter()
        .flat_map(|base| slots(base).into_iter().filter(known).map(move |slot| (base, slot)));
    let scored = |slot: Slot| {
        use upnext::domain::field::Field as F;
        matches!(slot, Slot::Value(F::Reach | F::Impact | F::Confidence | F::Effort))
    };
    let stood = stood.filter(|(base, slot)| *base == Base::Full || scored(*slot));
    // What was found in how it is worded: standing on it, going there, leaving it.
    let worded = ["", "<enter>", "X"].into_iter().flat_map(|keys| {
        let on = |at: usize| Scene {
            slot: Some((Slot::Wording(at), keys)),
            ..Scene::at(Base::Worded, ":20<enter><enter>")
        };
        [on(0), on(3)]
    });
    // Standing on it, and editing it in its place.
    let stood = stood.flat_map(|(base, slot)| {
        ["", "<enter>"]
            .map(|keys| Scene { slot: Some((slot, keys)), ..Scene::at(base, ":12<enter><enter>") })
    });
    let behind = |slot: &Slot| matches!(slot, Slot::Idea(_));
    let ideas = slots(Base::Ideas).into_iter().filter(behind).map(|slot| Scene {
        slot: Some((slot, "")),
        ..Scene::at(Base::Ideas, ":12<enter><enter>")
    });
    told.chain(worded).chain(stood).chain(ideas).collect()
}
