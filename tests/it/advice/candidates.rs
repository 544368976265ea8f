//! Near-duplicates, dependencies and contradictions: each by hand with what it must leave alone,
//! and told no more once somebody has decided.

use std::sync::atomic::{AtomicU64, Ordering};

use upnext::advice::candidates::{Sought, of_backlog};
use upnext::advice::likeness::Index;
use upnext::advice::{health, wording};
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup::Finding;
use upnext::domain::command::{Command, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::LinkKind;
use upnext::session::Session;

use super::wording::session;
use crate::samples::minute;

/// Carries out a command, with identities nothing had before.
fn act(session: &mut Session, command: &Command) {
    static ACTS: AtomicU64 = AtomicU64::new(1);
    let mut ids = CountedIds(1_000_000 * ACTS.fetch_add(1, Ordering::Relaxed));
    let stamp = Stamp { at: minute(9), by: "Ann".into() };
    session.perform(command, &stamp, &mut ids).unwrap();
}

fn found(sought: Sought, session: &Session) -> Vec<Finding> {
    of_backlog(sought, session.backlog())
}

/// The story that is told of, and what was matched.
fn words(sought: Sought, titles: &[&str]) -> Vec<(u32, Vec<String>)> {
    let found = found(sought, &session(titles));
    found.into_iter().map(|it| (it.story.unwrap(), it.words)).collect()
}

fn id(backlog: &Backlog, number: u32) -> upnext::domain::story::StoryId {
    backlog.numbered(number).unwrap().id
}

fn set(session: &mut Session, number: u32, field: Field, value: &str) {
    let stories = vec![id(session.backlog(), number)];
    act(session, &Command::SetStory { stories, values: vec![(field, value.to_owned())] });
}

fn criterion(session: &mut Session, number: u32, text: &str) {
    let story = id(session.backlog(), number);
    let wording = Wording { text: text.to_owned(), ..Wording::default() };
    act(session, &Command::AddCriterion { stories: vec![story], wording });
}

const DOUBLE: &[&str] = &[
    "As a shopper, I want to delete gift cards from my basket, so that I pay less",
    "As a shopper, I want to sort vouchers by date",
    "As a buyer, I want to remove a gift card from my basket",
];

const WAITS: &[&str] = &[
    "As a clerk, I want to create a loyalty card, so that customers come back",
    "As a shopper, I want to show my loyalty card at the till",
    "As a shopper, I want to pay by invoice",
];

const LIMITS: &[&str] = &[
    "As a shopper, I want to hold at most 5 books in a basket",
    "As a shopper, I want to hold at least 10 books in a basket",
];

#[test]
fn stories_that_say_the_same_are_told_with_the_older_one() {
    let told = found(Sought::Duplicates, &session(DOUBLE));
    assert_eq!(told.len(), 1, "{told:?}");
    let it = &told[0];
    assert_eq!((it.story, it.rule), (Some(3), "duplicate"));
    assert!(it.message.contains("#1") && it.message.contains("upnext link 3 --to 1"), "{it:?}");
    for word in ["gift", "card", "basket"] {
        assert!(it.words.contains(&word.to_owned()), "{it:?}");
    }
}

#[test]
fn all_mean_the_same_by_alike() {
    // Short wants of common words: too little for rare words, and still one wish.
    let mut titles = vec![
        "As an editor, I want to know how the data is used, so that reports are read".to_owned(),
        "As a publisher, I want to know how the data is used, so that I may bill libraries".into(),
    ];
    for what in ["prices", "orders", "maps", "sales", "dates", "names"] {
        titles.push(format!("As a clerk, I want to know which data the {what} hold"));
    }
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let session = session(&titles);
    let backlog = session.backlog();
    let duplicates = found(Sought::Duplicates, &session);
    let checked = wording::of_backlog(backlog).into_iter().filter(|it| it.rule == "unique");
    let checked: Vec<Finding> = checked.collect();
    assert!(checked.iter().any(|it| it.story == Some(2)), "{checked:?}");
    for it in &checked {
        let told = duplicates.iter().filter(|other| other.id == it.id).count();
        assert_eq!(told, 1, "{it:?}: {duplicates:?}");
    }
    let ids: std::collections::BTreeSet<&str> = duplicates.iter().map(|it| &*it.id).collect();
    assert_eq!(ids.len(), duplicates.len(), "no pair twice");
    let index = Index::of(backlog);
    let first = index.similar(backlog.numbered(2).unwrap(), 1).remove(0);
    assert_eq!((first.number, first.likeness.hundredths()), (1, 100));
    let health = health::compared(backlog);
    assert!(checked.iter().all(|it| health.iter().any(|other| other.id == it.id)), "{health:?}");
}

#[test]
fn the_words_of_a_duplicate_stand_in_what_both_want() {
    let told = found(
        Sought::Duplicates,
        &session(&[
            "As a repository manager, I want to delete old deposit licences for my group",
            "As a donor, I want to remove old deposit licences from the repository",
            "As a clerk, I want to ship parcels",
        ]),
    );
    // Neither the role of the other one, nor what only means the same.
    let mut words = told[0].words.clone();
    words.sort();
    assert_eq!((told.len(), &*words), (1, &["deposit", "licences", "old"].map(String::from)[..]));
}

#[test]
fn what_somebody_decided_is_told_no_more() {
    for (sought, titles, story, other) in [
        (Sought::Duplicates, DOUBLE, 3, 1),
        (Sought::Dependencies, WAITS, 2, 1),
        (Sought::Contradictions, LIMITS, 2, 1),
    ] {
        let fresh = || {
            let session = session(titles);
            assert_eq!(found(sought, &session).len(), 1, "{sought:?}");
            session
        };
        let mut linked = fresh();
        let (a, b) = (id(linked.backlog(), story), id(linked.backlog(), other));
        // Seen from either side.
        let link = Command::Link { story: b, to: a, kind: LinkKind::Relates, remove: false };
        act(&mut linked, &link);
        assert_eq!(found(sought, &linked), []);
        let mut waived = fresh();
        let told = found(sought, &waived).remove(0);
        // The id holds the two stories and not their words.
        set(&mut waived, story, Field::Tags, "new");
        set(&mut waived, 1, Field::Role, "visitor");
        assert_eq!(found(sought, &waived)[0].id, told.id);
        act(&mut waived, &Command::Waive { id: told.id, reason: "both stay".into() });
        assert_eq!(found(sought, &waived), []);
        let mut dropped = fresh();
        let reason = "no more".to_owned();
        act(&mut dropped, &Command::Drop { stories: vec![b], reason });
        assert_eq!(found(sought, &dropped), []);
    }
    let mut waiting = session(WAITS);
    let (a, b) = (id(waiting.backlog(), 2), id(waiting.backlog(), 1));
    act(&mut waiting, &Command::Depend { story: a, on: b, remove: false });
    assert_eq!(found(Sought::Dependencies, &waiting), []);
    // Nor what would make a circle of three.
    let mut circle = session(WAITS);
    let ids = [1, 2, 3].map(|n| id(circle.backlog(), n));
    act(&mut circle, &Command::Depend { story: ids[0], on: ids[2], remove: false });
    act(&mut circle, &Command::Depend { story: ids[2], on: ids[1], remove: false });
    assert_eq!(found(Sought::Dependencies, &circle), []);
    let mut asked = session(LIMITS);
    let story = id(asked.backlog(), 2);
    let command = |text: &str| Command::Ask { story, text: text.into() };
    act(&mut asked, &command("Which holds, this or #10?"));
    assert_eq!(found(Sought::Contradictions, &asked).len(), 1, "another one was asked about");
    act(&mut asked, &command("Which holds, this or #1?"));
    assert_eq!(found(Sought::Contradictions, &asked), []);
}

#[test]
fn a_story_waits_for_what_it_uses_and_another_makes() {
    let told = found(Sought::Dependencies, &session(WAITS));
    let it = &told[0];
    assert_eq!((it.story, &it.words), (Some(2), &vec!["loyalty card".to_owned()]));
    assert!(it.message.contains("upnext depend 2 --on 1"), "{it:?}");
    for others in [
        // Both make it: that is no order among them.
        ["As a clerk, I want to add vouchers", "As a shopper, I want to add vouchers"],
        // What is made could be anything.
        ["As a clerk, I want to add information", "As a shopper, I want to see information"],
        ["As a clerk, I want to make some updates", "As a shopper, I want updated prices"],
        // Nothing is made.
        ["As a clerk, I want to see vouchers", "As a shopper, I want to sort vouchers"],
        ["As a clerk, I want to create gift cards", "As a shopper, I want to pay by card"],
    ] {
        assert_eq!(words(Sought::Dependencies, &others), [], "{others:?}");
    }
    // Three make it: none of them is what the fourth waits for.
    let verbs =
        ["add", "import", "generate"].map(|verb| format!("As a clerk, I want to {verb} vouchers"));
    let mut makers: Vec<&str> = verbs.iter().map(String::as_str).collect();
    makers.push("As a shopper, I want to sort vouchers");
    assert_eq!(words(Sought::Dependencies, &makers[1..]).len(), 2);
    assert_eq!(words(Sought::Dependencies, &makers), []);
    // What nearly all speak of is what the product is about.
    let mut many = vec!["As a clerk, I want to create a loyalty card"];
    let told = ["show", "lose", "lend", "print", "hide", "sell"];
    let told = told.map(|verb| format!("As a shopper, I want to {verb} a loyalty card"));
    many.extend(told.iter().map(String::as_str));
    assert_eq!(words(Sought::Dependencies, &many[..4]).len(), 3);
    assert_eq!(words(Sought::Dependencies, &many[..5]), []);
    // Nor where two make it.
    let two = [&many[..4], &["As a clerk, I want to import loyalty cards", many[4]]].concat();
    assert_eq!(words(Sought::Dependencies, &two), []);
    assert_eq!(words(Sought::Dependencies, &many), []);
}

#[test]
fn what_is_done_is_no_thing_and_two_do_not_wait_for_each_other() {
    for others in [
        ["As a clerk, I want to publish updates", "As a shopper, I want to update my address"],
        ["As a clerk, I want to create updates", "As a shopper, I want to update my address"],
        ["As a clerk, I want to create filters", "Filter parcels"],
        // Each speaks of what the other makes.
        [
            "As a clerk, I want to create a stock list, with vouchers",
            "As a buyer, I want to add vouchers, as the stock list says",
        ],
    ] {
        assert_eq!(words(Sought::Dependencies, &others), [], "{others:?}");
    }
    let mut session = session(&[
        "As a clerk, I want to create a stock list, with vouchers",
        "As a buyer, I want to add vouchers, as the stock list says",
    ]);
    criterion(&mut session, 2, "Vouchers are there once the stock list is");
    let told = found(Sought::Dependencies, &session);
    assert_eq!(told.iter().map(|it| it.story).collect::<Vec<_>>(), [Some(2)], "{told:?}");
}

#[test]
fn numbers_of_other_things_name_no_story() {
    for (text, names) in [
        ("Proves hypothesis #1", false),
        ("Written in C#1", false),
        ("Merged with PR #1", false),
        ("Broken by issue #1", false),
        ("#1 comes first", true),
        ("See #1", true),
        ("As in story #1", true),
        ("It needs #1.", true),
        ("The labels (#1)", true),
        ("Not before #3, #1 and rain", true),
    ] {
        let mut session = session(&["Zebras", "Umbrellas"]);
        set(&mut session, 2, Field::Description, text);
        assert_eq!(found(Sought::Dependencies, &session).len(), usize::from(names), "{text}");
    }
}

#[test]
fn a_story_waits_for_one_it_names() {
    let titles = ["Print the yearly report", "Invoices", "Ship parcels abroad"];
    let mut session = session(&titles);
    set(&mut session, 2, Field::Description, "Like #3, and not #4 or #33. See also #2.");
    set(&mut session, 3, Field::Benefit, "we PRINT the Yearly Report");
    let told = found(Sought::Dependencies, &session);
    let told: Vec<_> = told.iter().map(|it| (it.story.unwrap(), it.words.join("|"))).collect();
    assert_eq!(told, [(2, "#3".to_owned()), (3, "PRINT the Yearly Report".to_owned())]);
    // "After" what another one makes, wherever it is written.
    let mut session = super::wording::session(&[
        "As a clerk, I want to import price lists",
        "As a shopper, I want to compare offers",
    ]);
    criterion(&mut session, 2, "Price lists are shown");
    assert_eq!(found(Sought::Dependencies, &session), []);
    criterion(&mut session, 2, "Offers change once the price list is there");
    let told = found(Sought::Dependencies, &session);
    assert_eq!(told[0].words, ["once the price list"], "as the story itself writes it");
}

/// Whether two criteria of two stories contradict each other; the stories are about other things.
#[track_caller]
fn contradict(one: &str, other: &str, expected: bool) {
    let mut session = session(&["Zebras", "Umbrellas"]);
    criterion(&mut session, 1, one);
    criterion(&mut session, 2, other);
    let told = found(Sought::Contradictions, &session);
    assert_eq!(!told.is_empty(), expected, "{one} / {other}: {told:?}");
    if let [it] = told.as_slice() {
        assert_eq!((it.story, it.words.len()), (Some(2), 2));
        assert!(it.message.contains("upnext question ask 2") && it.message.contains("#1"));
    }
}

#[test]
fn limits_that_cannot_both_hold() {
    for (one, other) in [
        ("A basket holds at most 5 books", "A basket contains at least 10 books"),
        ("A basket holds at most five books", "Up to 7 books in a basket"),
        ("No more than 3 tries", "At least 4 tries"),
        ("A reply comes within 2 days", "The reply comes within 24 hours"),
        ("The picture is at most 2 MB", "The picture is up to 4096 kB"),
        ("A code has exactly 6 digits", "A code has at least 8 digits"),
        ("A page loads in less than 2 seconds", "A page loads in at least 2 seconds"),
        ("The session must end after 15 minutes", "The session must end after 30 minutes"),
        ("The basket is emptied after 2 days", "The basket is emptied after 24 hours"),
        ("The key is valid for 3 months", "The key is valid for at most 2 months"),
    ] {
        contradict(one, other, true);
        contradict(other, one, true);
    }
    for (one, other) in [
        ("A basket holds at most 5 books", "A basket holds at least 2 books"),
        ("A basket holds at most 5 books", "A shelf holds at least 10 books"),
        ("A basket holds at most 5 books", "A basket holds at least 10 pens"),
        ("A reply comes within 2 days", "The reply comes within 48 hours"),
        ("The free plan has at most 3 boards", "The paid plan has at most 30 boards"),
        ("A reply comes within 2 days", "A parcel comes within 3 days"),
        ("A code has exactly 6 digits", "A code has at most 6 digits"),
        ("At most one", "At least two"),
        ("It costs 5", "It costs 7"),
        ("The session must end after 60 minutes", "The session must end after 1 hour"),
        ("The session must end after 15 minutes", "The session must warn after 10 minutes"),
        ("The session must end after 15 minutes", "The invitation must end after 30 days"),
        ("Show the sales of the last 7 days", "Show the sales of the last 30 days"),
        ("It takes 7 minutes", "It takes 9 minutes"),
        ("A code has 6 digits", "A code has 8 digits and 2 signs"),
    ] {
        contradict(one, other, false);
    }
}

#[test]
fn two_numbers_for_one_wish() {
    let titles = [
        "As a member, I want to be logged out after 15 minutes, so that nobody reads along",
        "As a member, I want to be logged out after 30 minutes, so that nobody reads along",
    ];
    let session = session(&titles);
    let told = found(Sought::Contradictions, &session);
    let words = ["to be logged out after 30 minutes", "to be logged out after 15 minutes"];
    assert_eq!((told.len(), told[0].words.as_slice()), (1, &words.map(String::from)[..]));
    assert_eq!(found(Sought::Duplicates, &session), []);
}

#[test]
fn what_one_wishes_and_another_does_without_is_no_duplicate() {
    let session = session(&[
        "As a shopper, I want to cancel an order without a reason",
        "As a clerk, I want to print labels",
        "As a shopper, I want to be asked for a reason when I cancel an order",
    ]);
    assert_eq!(found(Sought::Duplicates, &session), []);
    assert!(wording::of_backlog(session.backlog()).iter().all(|it| it.rule != "unique"));
    let told = found(Sought::Contradictions, &session);
    assert_eq!((told.len(), told[0].story), (1, Some(3)));
    for other in ["to be asked for a reason", "to cancel an order", "to ship without a reason"] {
        let other = format!("As a shopper, I want {other}");
        let titles = ["As a shopper, I want to cancel an order without a reason", &other];
        assert_eq!(words(Sought::Contradictions, &titles), [], "{other}");
    }
}

#[test]
fn permissions_that_cannot_both_hold() {
    for (one, other) in [
        ("Only admins may delete reviews", "Everybody can delete reviews"),
        ("Only admins may delete reviews", "Only authors can delete reviews"),
        ("Reviews can only be deleted by admins", "Anyone may delete reviews"),
        ("Nobody may see draft prices", "All users can see draft prices"),
        ("A phone number must be given at checkout", "The phone number at checkout is optional"),
        ("Closed orders must not be changed", "Closed orders can be changed"),
        ("Guests cannot write reviews", "Guests can write reviews of books"),
        ("Closed orders must be archived", "Closed orders must never be archived"),
    ] {
        contradict(one, other, true);
        contradict(other, one, true);
    }
    for (one, other) in [
        ("Only admins may delete reviews", "Admins can delete reviews"),
        ("Only admins may delete reviews", "Everybody can write reviews"),
        ("Only admins may delete reviews", "Only the admin can delete reviews"),
        ("Guests cannot write reviews", "Members can write reviews"),
        ("Closed orders must not be changed", "Open orders can be changed"),
        ("A phone number must be given", "The fax is optional"),
        ("It must not fail", "It can fail"),
        ("An order cannot be cancelled after it was shipped", "An order can be cancelled"),
    ] {
        contradict(one, other, false);
    }
}

#[test]
fn a_wish_stands_against_a_rule() {
    let mut session = session(&[
        "As a cashier, I want to approve refunds, so that nobody waits",
        "As a shopper, I want to sort vouchers",
        "As a manager, I want to approve refunds",
    ]);
    criterion(&mut session, 2, "Only managers may approve refunds");
    let told = found(Sought::Contradictions, &session);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].words, ["Only managers may approve refunds", "to approve refunds"]);
    // Two criteria of one story, too.
    criterion(&mut session, 3, "At least 3 signatures");
    criterion(&mut session, 3, "At most 2 signatures");
    let told = found(Sought::Contradictions, &session);
    assert_eq!((told.len(), told[1].story), (2, Some(3)));
    assert!(told[1].message.contains("it says"), "{told:?}");
}
