//! What every target looks at, and the sample they work on. It finds nothing by itself.

use std::sync::OnceLock;

use chrono::{FixedOffset, NaiveDate};
use upnext::cli::replay;
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup::findings;
use upnext::domain::command::Command;
use upnext::domain::id::CountedIds;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::session::Session;
use upnext::store::document;

/// The moment everything happens at.
#[must_use]
pub fn now() -> Moment {
    Moment::parse("2026-11-22T09:00:00+00:00").expect("a moment")
}

/// The day it happens on.
#[must_use]
pub fn today() -> NaiveDate {
    now().day()
}

/// The offset local times are read in.
#[must_use]
pub fn offset() -> FixedOffset {
    FixedOffset::east_opt(3600).expect("an offset")
}

/// A small web shop.
pub fn shop() -> &'static Backlog {
    static SHOP: OnceLock<Backlog> = OnceLock::new();
    SHOP.get_or_init(|| replay(include_str!("../../data/shop.txt"), now()).expect("the shop"))
}

/// Written, read and written again it is the same, and it can be looked over.
pub fn sound(backlog: &Backlog) {
    let once = document::write(backlog).expect("it is written");
    let read = document::read(&once).expect("it is read again").backlog;
    assert!(read == *backlog, "it is read as something else");
    assert!(document::write(&read).expect("written") == once, "it is written otherwise");
    drop(findings(backlog));
}

/// Carries a command out, looks at what came of it, and takes it back.
pub fn carried_out(start: &Backlog, command: &Command) {
    let mut session = Session::new(start.clone());
    let stamp = Stamp { at: now(), by: "Ann".to_owned() };
    if session.perform(command, &stamp, &mut CountedIds(5_000_000)).is_ok() {
        sound(session.backlog());
        if session.next_undo().is_some() {
            assert!(session.undo().is_ok(), "it cannot be undone");
        }
        assert!(session.backlog() == start, "undone it is not what it was");
    }
}
