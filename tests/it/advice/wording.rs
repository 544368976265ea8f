//! The checks of wording, each by hand with what it must leave alone, and by law.

use proptest::prelude::*;
use upnext::advice::wording::{self, Index, of_backlog, of_lines};
use upnext::domain::backlog::Backlog;
use upnext::domain::check::Check;
use upnext::domain::checkup::Finding;
use upnext::domain::command::{Command, NewStory, Place, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::merge;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::Kind;
use upnext::session::Session;

use crate::robot::Robot;
use crate::samples::{self, minute};

/// The words one check stumbles over in a line.
fn words(line: &str, check: Check) -> Vec<String> {
    let slips = of_lines(&[line]).remove(0);
    slips.into_iter().filter(|it| it.check == check).flat_map(|it| it.words).collect()
}

#[track_caller]
fn wants(check: Check, cases: &[(&str, &[&str])]) {
    for (want, expected) in cases {
        let line = format!("As a shopper, I want to {want}, so that I save time and money");
        assert_eq!(words(&line, check), *expected, "{want}");
    }
}

/// A backlog of these stories, as they are typed.
pub fn session(titles: &[&str]) -> Session {
    let mut session = Session::default();
    let story = |title: &&str| NewStory { title: (*title).to_owned(), ..NewStory::default() };
    let stories = titles.iter().map(story).collect();
    act(&mut session, &Command::AddStories { stories, place: Place::Bottom });
    session
}

fn act(session: &mut Session, command: &Command) {
    let stamp = Stamp { at: minute(9), by: "Ann".into() };
    let mut ids = CountedIds(1_000 * u64::from(session.backlog().next_number()));
    session.perform(command, &stamp, &mut ids).unwrap();
}

fn rules(backlog: &Backlog) -> Vec<(u32, &'static str)> {
    of_backlog(backlog).iter().map(|it| (it.story.unwrap(), it.rule)).collect()
}

#[test]
fn a_story_says_who_wants_what() {
    assert_eq!(words("As a shopper, I want to pay by card", Check::WellFormed), [""; 0]);
    assert_eq!(words("Card payments", Check::WellFormed), ["Card payments"]);
    assert_eq!(words("I want to pay by card", Check::WellFormed).len(), 1, "nobody wants it");
    let slips = of_lines(&[""]).remove(0);
    assert_eq!(slips.iter().map(|it| it.check).collect::<Vec<_>>(), [Check::WellFormed]);
}

#[test]
fn two_wishes_in_one_want_are_told_apart() {
    let two: &[(&str, &[&str])] = &[
        ("create and delete templates", &["and delete"]),
        ("log in and see my orders", &["and see"]),
        ("filter and rank offers", &["and rank"]),
        ("create, copy and delete carts", &["and delete"]),
        ("see my orders and cancel one of them", &["and cancel"]),
        ("open a box / describe its content", &["/ describe"]),
        ("pay a bill or print it", &["or print"]),
        ("choose a gift and to wrap it", &["and to wrap"]),
        ("find a shop & call it", &["& call"]),
        ("have my orders be packed and shipped", &["and shipped"]),
        ("know what a parcel costs and when it comes", &["and when"]),
        ("know when the shop opens and what is sold there", &["and what"]),
        ("have a tool that allows me to upload and remove pictures", &["and remove"]),
    ];
    wants(Check::Atomic, two);
    let one = [
        "search by name and date",
        "read the terms and conditions",
        "save and close the form",
        "search and replace words",
        "copy and paste addresses",
        "find a shop quickly and easily",
        "quickly and easily find a shop",
        "see dates and times in my timezone",
        "see how the form looks and behaves",
        "know where and when a parcel comes",
        "pay with a card that I can lock and unlock",
        "see reviews and reports",
        "have accurate and complete data",
        "tell a friend or a colleague",
        "set a date after which drafts expire and be hidden",
        "track inputs and outputs of the read and write heads",
        "either keep a draft private or share it",
        "have my orders be estimated or re-estimated",
    ];
    for want in one {
        wants(Check::Atomic, &[(want, &[])]);
    }
    let role = "As a buyer and seller, I want to chat, so that I can ask and answer";
    assert_eq!(words(role, Check::Atomic), [""; 0], "role and benefit may join what they like");
}

#[test]
fn what_stands_beyond_the_sentence_is_named() {
    let beyond: &[(&str, &[&str])] = &[
        ("pay by card (see the mail of May)", &["(see the mail of May)"]),
        ("pay by card [Visa]", &["[Visa]"]),
        ("pay by card, e.g. Visa", &["e.g"]),
        ("pay by card, for example Visa", &["for example"]),
        ("pay by card - only in Europe", &["- only in Europe"]),
        ("pay by card, which comes later", &["which comes later"]),
    ];
    wants(Check::Minimal, beyond);
    for want in [
        "set the date(s) of a trip",
        "(re-)use an address",
        "choose a size of {1, 2, 3}",
        "see a well-known brand",
        "write a note to myself",
        "print version 1.2 of the bill",
    ] {
        wants(Check::Minimal, &[(want, &[])]);
    }
    let second = "As a shopper, I want to pay by card, so that I need no cash. Only in Europe.";
    assert_eq!(words(second, Check::Minimal), ["Only in Europe"]);
}

#[test]
fn the_template_is_the_one_most_use() {
    let mut lines = vec![
        "As a shopper, I want to pay",
        "As a clerk I want to pack",
        "As an owner, I want a report",
        "As a shopper, I only want fresh fruit",
    ];
    let others = [
        ("As a guest, I would like to look", "I would like"),
        ("As guest, I want to look", "As guest"),
        ("As a guest, I need a map", "I need"),
        ("As a guest, I don't want a banner", "I don't want"),
        ("As a guest, would like a map", "would like"),
    ];
    for (line, told) in others {
        lines.push(line);
        let slips = of_lines(&lines);
        let found: Vec<_> =
            slips.iter().map(|all| all.iter().find(|it| it.check == Check::Uniform)).collect();
        assert!(found[..4].iter().all(Option::is_none), "{found:?}");
        assert_eq!(found[4].unwrap().words, [told], "{line}");
        lines.pop();
    }
    // Two and two: neither is the template of most.
    let tied =
        [lines[0], lines[1], "As a guest, I would like to look", "As an aunt, I'd like a map"];
    assert!(of_lines(&tied).iter().flatten().all(|it| it.check != Check::Uniform));
    let mut it = session(&[
        "As a clerk, I want to pack",
        "As a clerk, I want to ship",
        "As a clerk, I want to rest",
        "As a clerk, I want a bell",
        "As a clerk, I want sleep late",
    ]);
    assert_eq!(rules(it.backlog()), []);
    let story = it.backlog().numbered(5).unwrap().id;
    act(
        &mut it,
        &Command::SetStory {
            stories: vec![story],
            values: vec![(Field::Want, "create bills".into())],
        },
    );
    assert_eq!(rules(it.backlog()), [(5, "uniform")]);
}

#[test]
fn the_same_wish_twice_is_found_and_a_sibling_is_not() {
    let alike = [
        ("As a guest, I want to see my orders", "As a clerk, I want to view my orders."),
        (
            "As a guest, I want to delete a saved address",
            "As a guest, I want to remove saved addresses",
        ),
        (
            "As a guest, I want to upload photos of a parcel",
            "As a guest, I want to upload photos of a parcel with my phone",
        ),
        (
            "As a guest, I want to change my order until it is packed",
            "As a guest, I want to change my order as long as nobody has begun",
        ),
    ];
    for (one, other) in alike {
        let found = of_lines(&[one, other]);
        for slips in &found {
            assert!(slips.iter().any(|it| it.check == Check::Unique), "{one} / {other}");
        }
        assert!(found[0].iter().any(|it| it.message.contains("line 2")), "{found:?}");
    }
    let apart = [
        (
            "As a guest, I want to export orders to Excel",
            "As a guest, I want to export orders to Word",
        ),
        ("As a guest, I want to add an address", "As a guest, I want to delete an address"),
        (
            "As a guest, I want to export unpaid orders with prices, addresses, weights, dates, taxes to Excel",
            "As a guest, I want to export unpaid orders with prices, addresses, weights, dates, taxes to Word",
        ),
        ("As a guest, I want to pay", "As a guest, I want to rest"),
        (
            "As a guest, I want a list",
            "As a guest, I want a list of the shops that are open on Sundays",
        ),
    ];
    for (one, other) in apart {
        let found = of_lines(&[one, other]);
        assert!(found.iter().flatten().all(|it| it.check != Check::Unique), "{one} / {other}");
    }
    let it = session(&["Pay by card", "As a guest, I want to pay by card", "Wrap gifts"]);
    let found = of_backlog(it.backlog());
    let unique: Vec<&Finding> = found.iter().filter(|it| it.rule == "unique").collect();
    assert_eq!(unique.iter().map(|it| it.story).collect::<Vec<_>>(), [Some(1), Some(2)]);
    assert!(unique[0].message.contains("#2 “Pay by card”"), "{}", unique[0].message);
    assert_eq!(unique[1].words, ["to pay by card"]);
}

#[test]
fn what_is_to_be_found_out_is_not_vague() {
    wants(
        Check::Unambiguous,
        &[
            ("see how many parcels wait", &[]),
            ("know how up-to-date the plan is", &[]),
            ("know whether a review is good/bad", &[]),
            ("know whether a review is bad or good", &[]),
            ("see many parcels", &["many"]),
            ("see an up-to-date plan", &["up-to-date"]),
            ("know whether good offers come", &["good"]),
            ("pack as many parcels as possible", &["many", "as possible"]),
            ("pack as many as possible", &["as many as possible"]),
            ("pay as fast as possible", &["as fast as possible"]),
            ("pay as soon as possible", &["as soon as possible"]),
        ],
    );
    let asked = ("know what was lost, who the owner is", &[][..]);
    wants(Check::Minimal, &[asked, ("call a clerk, who helps", &["who helps"])]);
}

#[test]
fn a_denial_is_told_what_to_say() {
    let titles = ["to pay", "to ship", "to sort", "no calls", "not to be called"];
    let titles = titles.map(|want| format!("As a shopper, I want {want}"));
    let session = session(&titles.each_ref().map(String::as_str));
    let found = of_backlog(session.backlog());
    let told: Vec<&str> =
        found.iter().filter(|it| it.rule == "uniform").map(|it| &*it.message).collect();
    let all = told.iter().all(|message| message.contains("say what is wanted instead"));
    assert!(told.len() == 2 && all, "{told:?}");
}

#[test]
fn vague_words_are_named_as_they_stand() {
    let line =
        "As a guest, I want an Easy, user-friendly and/or fast search etc., so that I am quick";
    let expected = ["Easy", "user-friendly", "and/or", "fast", "etc", "quick"];
    assert_eq!(words(line, Check::Unambiguous), expected);
    let line = "As a guest, I want to pay AS SOON AS POSSIBLE with a simple form TBD";
    assert_eq!(words(line, Check::Unambiguous), ["AS SOON AS POSSIBLE", "simple", "TBD"]);
    for fine in ["breakfast and fasting", "Easter eggs", "and or both", "simplex"] {
        assert_eq!(
            words(&format!("As a guest, I want {fine}"), Check::Unambiguous),
            [""; 0],
            "{fine}"
        );
    }
}

#[test]
fn a_criterion_has_an_outcome_that_can_be_seen() {
    let mut it = session(&["As a guest, I want to pay by card"]);
    let story = it.backlog().numbered(1).unwrap().id;
    let cases = [
        ("It works", Some("works")),
        ("The page works as expected", Some("works")),
        ("search works properly", Some("works")),
        ("Looks good", Some("good")),
        ("Login", Some("Login")),
        ("The screen is user-friendly", Some("user-friendly")),
        ("A receipt is printed", None),
        ("It works in Firefox 130", None),
        ("It works without a connection", None),
        ("the answer comes within 2 seconds", None),
        ("the total is 12.50", None),
        ("Within 2 seconds it works", None),
        ("nobody sees the card number", None),
    ];
    for (text, expected) in cases {
        act(&mut it, &Command::AddCriterion { stories: vec![story], wording: Wording::line(text) });
        let found = of_backlog(it.backlog());
        let told: Vec<_> = found.iter().filter(|it| it.rule == "testable").collect();
        let words: Vec<&str> = told.iter().flat_map(|it| &it.words).map(String::as_str).collect();
        assert_eq!(words, expected.into_iter().collect::<Vec<_>>(), "{text}");
        act(&mut it, &Command::RemoveCriterion { story, k: 1 });
    }
    let given =
        Wording { given: "all is good".into(), then: "it is nice".into(), ..Wording::default() };
    act(&mut it, &Command::AddCriterion { stories: vec![story], wording: given });
    let found = of_backlog(it.backlog());
    assert_eq!(found[0].words, ["nice"], "only the outcome is looked at");
}

#[test]
fn only_a_story_is_asked_for_its_sentence() {
    let mut it = session(&["Create and delete carts (all)"]);
    let story = it.backlog().numbered(1).unwrap().id;
    assert_eq!(rules(it.backlog()), [(1, "well-formed")]);
    for kind in [Kind::Bug, Kind::Spike, Kind::Chore] {
        let values = vec![(Field::Kind, kind.to_string())];
        act(&mut it, &Command::SetStory { stories: vec![story], values });
        assert_eq!(rules(it.backlog()), []);
    }
}

#[test]
fn a_check_can_be_switched_off_and_a_finding_waived() {
    let mut it = session(&["As a guest, I want to add and delete carts (all)", "Wrap gifts"]);
    assert_eq!(rules(it.backlog()), [(1, "atomic"), (1, "minimal"), (2, "well-formed")]);
    let off = |value: &str| Command::SetProduct { values: vec![(Field::ChecksOff, value.into())] };
    act(&mut it, &off("minimal, well-formed"));
    assert_eq!(rules(it.backlog()), [(1, "atomic")]);
    act(&mut it, &off(""));
    let id = of_backlog(it.backlog())[0].id.clone();
    let waive = Command::Waive { id: id.clone(), reason: "one form".into() };
    act(&mut it, &waive);
    assert_eq!(rules(it.backlog()), [(1, "minimal"), (2, "well-formed")]);
    let product = it.backlog().product().clone();
    assert_eq!(
        (product.waived[0].by.as_str(), product.waived[0].reason.as_str()),
        ("Ann", "one form")
    );
    let line = &product.history[0];
    assert_eq!((line.field, line.after.as_ref()), (Some(Field::Waived), Some(&id)));
    assert_eq!(line.reason.as_deref(), Some("one form"));
    let stamp = Stamp { at: minute(9), by: "Ann".into() };
    let mut refused = |id: &str, reason: &str| {
        let command = Command::Waive { id: id.into(), reason: reason.into() };
        it.perform(&command, &stamp, &mut CountedIds(1)).unwrap_err().to_string()
    };
    assert!(refused("x", " ").contains("the reason cannot be empty"));
    assert!(refused(&id, "again").contains("waived already"));
    // Other words are another finding.
    let story = it.backlog().numbered(1).unwrap().id;
    let want = |text: &str| Command::SetStory {
        stories: vec![story],
        values: vec![(Field::Want, text.into())],
    };
    act(&mut it, &want("to add and remove carts"));
    assert_eq!(rules(it.backlog()), [(1, "atomic"), (2, "well-formed")]);
    act(&mut it, &want("to add or even and delete carts"));
    act(&mut it, &want("to find and delete carts"));
    assert_eq!(rules(it.backlog()), [(2, "well-formed")], "the same words, waived still");
    for _ in 0..4 {
        it.undo().unwrap();
    }
    assert!(it.backlog().product().waived.is_empty());
    assert_eq!(rules(it.backlog()).len(), 3);
}

#[test]
fn waivers_of_two_people_both_stand() {
    let base = session(&["As a guest, I want to add and delete carts (all)"]);
    let waived = |at: usize| {
        let mut it = Session::new(base.backlog().clone());
        let id = of_backlog(it.backlog())[at].id.clone();
        act(&mut it, &Command::Waive { id, reason: "known".into() });
        it.backlog().clone()
    };
    let (mine, yours) = (waived(0), waived(1));
    let merged = merge(base.backlog(), &mine, &yours);
    assert!(merged.conflicts.is_empty());
    assert_eq!(merged.backlog.product().waived.len(), 2);
    assert_eq!(rules(&merged.backlog), []);
}

#[test]
fn the_screen_reads_all_findings_and_takes_a_waiver() {
    let it = session(&["As a guest, I want to add and delete carts", "Wrap gifts"]);
    let mut robot = Robot::on(it.backlog().clone(), (100, 30));
    robot.keys(":check<enter>");
    assert!(robot.text().contains("2 findings in 2 stories"), "{}", robot.text());
    robot.keys("<esc>:waive<space>atomic<space>--reason<space>one-form<enter>");
    assert!(robot.said().starts_with("Left “atomic” of #1 as it is"), "{}", robot.said());
    assert_eq!(rules(robot.backlog()), [(2, "well-formed")]);
}

#[test]
fn an_id_stays_whatever_the_number() {
    let it = session(&["Wrap gifts", "Pay later"]);
    let before: Vec<String> = of_backlog(it.backlog()).into_iter().map(|it| it.id).collect();
    let mut story = (**it.backlog().numbered(2).unwrap()).clone();
    story.number = 77;
    let after = of_backlog(&samples::put(it.backlog(), story));
    let after: Vec<String> = after.into_iter().map(|it| it.id).collect();
    assert_eq!((before.len(), &before), (2, &after));
}

fn hostile() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "\\PC{0,6}",
        Just("As a clerk, I want to ".to_owned()),
        prop::sample::select(vec![
            "and",
            "or",
            "&",
            "/",
            "and/or",
            "(",
            ")",
            "[",
            "so that ",
            "which",
            "e.g.",
            " - ",
            ". A",
            "be",
            "etc",
            "as",
            "well as",
            "know",
            "what",
            "I want",
            "é",
            "’",
            "İ",
            "\u{1b}[2J",
            "…",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_stands_in_the_text(one in hostile(), other in hostile()) {
        let lines = [one.as_str(), other.as_str()];
        let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        for (line, slips) in lines.iter().zip(of_lines(&lines)) {
            for slip in slips {
                prop_assert!(!slip.message.is_empty());
                for words in &slip.words {
                    // "I don't want X" is told as a want of no X, which nobody wrote.
                    let turned = slip.check == Check::Unique;
                    prop_assert!(turned || plain(line).contains(&plain(words)), "{line:?}: {words:?}");
                }
            }
        }
        let mut story = (**samples::backlog(1).numbered(1).unwrap()).clone();
        (story.role, story.want, story.benefit) = (one.clone(), other.clone(), one.clone());
        story.title = other.clone();
        story.criteria[0].text = one.clone();
        let backlog = samples::put(&samples::backlog(2), story.clone());
        let all = [&story.role, &story.want, &story.title, &story.criteria[0].text, &story.criteria[1].text];
        for finding in wording::of_story(&story, &backlog, &Index::of(&backlog)) {
            for words in &finding.words {
                prop_assert!(all.iter().any(|text| text.contains(words.trim())), "{finding:?}");
            }
        }
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let began = std::time::Instant::now();
    let long = [
        "and ".repeat(20_000),
        "( ".repeat(20_000),
        ". A".repeat(20_000),
        format!("As a clerk, I want to {}", "add and delete, which ".repeat(5_000)),
    ];
    let lines: Vec<&str> = long.iter().map(String::as_str).collect();
    assert_eq!(of_lines(&lines).len(), 4);
    let same = vec!["As a clerk, I want to pack and ship parcels"; 2_000];
    assert!(of_lines(&same).iter().all(|slips| slips.len() == 2));
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn ten_thousand_stories_are_checked_in_time() {
    let objects =
        ["order", "parcel", "address", "bill", "card", "gift", "label", "shop", "route", "crate"];
    let deeds =
        ["see", "cancel", "print", "archive", "weigh", "return", "price", "sort", "count", "mark"];
    let title = |n: usize| {
        let (a, b, c) = (objects[n % 10], deeds[n / 10 % 10], objects[n / 100 % 10]);
        format!(
            "As a clerk, I want to {b} the {a} of a {c} in hall {}, so that it is done",
            n / 1000 * 37 + n % 97
        )
    };
    let titles: Vec<String> = (0..10_000).map(title).collect();
    let it = session(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let began = std::time::Instant::now();
    let index = Index::of(it.backlog());
    let indexed = began.elapsed();
    let story = it.backlog().numbered(5_000).unwrap();
    let began = std::time::Instant::now();
    assert!(wording::of_story(story, it.backlog(), &index).len() < 20);
    let one = began.elapsed();
    let began = std::time::Instant::now();
    let found = of_backlog(it.backlog()).len();
    let all = began.elapsed();
    println!("index {indexed:?}, one story {one:?}, all {all:?} with {found} findings");
    // This is the slow build on a busy machine: the promise for the real one is 200 ms and 5 s.
    assert!(one.as_millis() < 200 && all.as_secs() < 60, "{one:?} {all:?}");
}
