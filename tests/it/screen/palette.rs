//! The palette: actions by name, commands by words, stories by number and title, completion,
//! earlier lines; and help that can be searched.

use upnext::cli::complete::{complete, split, story_slot, verbs};
use upnext::domain::story::Story;
use upnext::store::document;
use upnext::tui::app::Overlay;

use crate::robot::{Robot, sample};
use crate::samples::{self, put};

fn robot() -> Robot {
    Robot::on(sample(), (100, 30))
}

/// The words the last one of a line could become.
fn words(line: &str) -> Vec<String> {
    complete(line, &sample()).words.into_iter().map(|it| it.word).collect()
}

#[track_caller]
fn offers(line: &str, wanted: &[&str]) {
    let words = words(line);
    for word in wanted {
        assert!(words.iter().any(|it| it == word), "{word} is not offered for {line:?}: {words:?}");
    }
}

#[test]
fn an_action_is_found_by_some_of_its_letters_and_done_with_enter() {
    let mut robot = robot();
    let first = robot.number_under_cursor();
    robot.keys(":esti");
    let text = robot.text();
    let row = text.lines().find(|line| line.contains("│ estimate")).unwrap();
    assert!(row.contains("estimate; then the number") && row.contains(" e "), "{row}");
    robot.keys("<enter>3<enter>");
    assert_eq!(robot.story(first).points.unwrap().to_string(), "3");
    robot.keys(":to bot<enter>");
    assert_eq!(robot.order().last(), Some(&first));
}

#[test]
fn a_story_is_found_by_number_and_by_words_of_its_title() {
    let mut robot = robot();
    robot.keys(":#1");
    let text = robot.text();
    assert!(text.contains("#1 Pay with the card") && text.contains("#10 Find an order"), "{text}");
    robot.keys("5<enter>");
    assert_eq!(robot.number_under_cursor(), 15);
    robot.keys(":gift giver");
    robot.keys("<ctrl-u>card my words");
    assert!(robot.text().contains("#12 Send a card with my words"), "{}", robot.text());
    robot.keys("<enter>");
    assert_eq!(robot.number_under_cursor(), 12);
}

#[test]
fn words_are_completed_from_the_parser_and_the_backlog() {
    offers("criterion ", &["add", "set", "remove", "move"]);
    offers("set 3 po", &["points="]);
    offers("set 3 points=", &["points=5", "points=8"]);
    offers("set 3 epic=", &["epic=Checkout", "'epic=Shop floor'"]);
    offers("set 3 kind=b", &["kind=bug"]);
    offers("add 'A new one' --epic ", &["Checkout", "'Shop floor'"]);
    offers("add 'A new one' --", &["--points", "--criterion", "--top"]);
    offers("tag 3 +", &["+delivery", "+regulars"]);
    offers("tag 3 -re", &["-regulars"]);
    offers("depend 3 --on invoi", &["15"]);
    offers("show 1", &["10", "15"]);
    offers("list sta", &["status:"]);
    offers("list status:d", &["status:draft", "status:doing"]);
    offers("list -sta", &["-status:"]);
    offers("list is:", &["is:ready", "is:blocked"]);
    offers("list -is:st", &["-is:stale"]);
    offers("list epic:sh", &["'epic:\"Shop floor\"'"]);
    offers("epic set ", &["Checkout"]);
    offers("epic set Checkout hor", &["horizon="]);
    offers("import x.csv --from ", &["jira", "csv", "upnext"]);
    offers("tick 1 ", &["done", "ready"]);
    offers("judge invoi", &["15"]);
    offers("judge 1 1 ", &["met", "unmet", "unjudged"]);
    offers("sprint close --goal-met ", &["yes", "no"]);
    offers("sprint close --leftovers ", &["backlog", "next"]);
    offers("sprint close --next invoi", &["15"]);
    offers("sprint pu", &["pull", "put-back"]);
    offers("sprint pull invoi", &["15"]);
    offers("sprint set ", &["goal=", "start=", "end=", "people="]);
    offers("sprint pull 3 --", &["--reason", "--override", "--for", "--sprint"]);
    offers("split 3 'A part' --", &["--criteria", "--points", "--keep"]);
    // What is whole already is not offered again, and nothing panics on half a quote.
    assert!(!words("set 3 points=5").contains(&"points=5".to_owned()));
    for line in ["", " ", "set 'half", "list \"", "--", "tag 3 '", "é 日本", "add - --"] {
        let _ = complete(line, &sample());
    }
}

#[test]
fn tab_writes_the_word_out_and_enter_does_the_line() {
    let mut robot = robot();
    robot.keys(":set 3 poi<tab>");
    assert!(robot.text().contains("› set 3 points="), "{}", robot.text());
    robot.keys("5<enter>");
    assert_eq!(robot.story(3).points.unwrap().to_string(), "5");
    robot.keys(":crit a<down>");
    robot.keys("<ctrl-u>criterion <down><enter>");
    assert!(robot.text().contains("› criterion add "), "{}", robot.text());
    robot.keys("3 'one more'<enter>");
    assert_eq!(robot.story(3).criteria.last().unwrap().text, "one more");
    robot.keys(":move 3 --befo<tab>1<enter>");
    let order = robot.order();
    let place = |number| order.iter().position(|it| *it == number).unwrap();
    assert_eq!(place(3) + 1, place(1));
}

#[test]
fn earlier_lines_come_back_and_a_refused_one_stays() {
    let mut robot = robot();
    robot.keys(":set 3 points=5<enter>:set 4 points=8<enter>");
    robot.keys(":<up>");
    assert!(robot.text().contains("› set 4 points=8"));
    robot.keys("<up>");
    assert!(robot.text().contains("› set 3 points=5"));
    robot.keys("<down>");
    assert!(robot.text().contains("› set 4 points=8"));
    robot.keys("<ctrl-u>set 99 points=8<enter>");
    assert!(robot.text().contains("no story 99") && robot.text().contains("› set 99 points=8"));
    robot.keys("<esc>:<up>");
    assert!(robot.text().contains("› set 99 points=8"), "what was left is in the history too");
}

#[test]
fn every_command_is_offered_by_its_words() {
    let shell = ["demo", "init", "completions", "man", "merge"];
    for verb in verbs().into_iter().filter(|verb| !shell.contains(&verb.word.as_str())) {
        let mut robot = robot();
        let mut typed = verb.word.clone();
        typed.pop();
        robot.keys(&format!(":{typed}"));
        let Some(Overlay::Palette(palette)) = &robot.app.overlay else { panic!("no palette") };
        let last = verb.word.split(' ').next_back().unwrap();
        let whole = format!(":{}", verb.word);
        let offered = palette.offers.iter().any(|it| it.text == whole || it.text == last);
        assert!(offered, "{} is not offered", verb.word);
    }
}

#[test]
fn help_is_searched_and_read_again_whole() {
    let mut robot = robot();
    robot.keys("?/criteria");
    let text = robot.text();
    assert!(text.contains("add acceptance criteria") && !text.contains("half a page"), "{text}");
    assert!(text.contains("A story, in a list and on its page"), "the heading stays: {text}");
    robot.keys("<enter>");
    assert!(robot.text().contains("with “criteria”"));
    robot.keys("<esc>");
    assert!(robot.text().contains("add a story below the cursor"));
    robot.keys("<esc>");
    assert!(robot.app.overlay.is_none());
}

#[test]
fn what_can_follow_g_is_shown_while_it_is_awaited() {
    let mut robot = robot();
    robot.keys("g");
    let text = robot.text();
    let lines: Vec<&str> = text.lines().collect();
    // They may take more than one line.
    let footer = lines[lines.len() - 3..].concat();
    for hint in ["g first", "c columns", "d detail", "s find story", "t theme"] {
        assert!(footer.contains(hint), "{hint} is missing: {footer}");
    }
    robot.keys("g");
    assert!(!robot.text().contains("then:"));
}

#[test]
fn a_key_or_a_whole_name_is_meant_and_a_slip_is_told() {
    let mut robot = robot();
    robot.keys("e5<enter>");
    robot.keys(":u<enter>");
    assert!(robot.said().starts_with("Undid"), "{}", robot.said());
    let here = robot.number_under_cursor();
    robot.keys(":estiamte<enter>");
    assert!(robot.text().contains("no such command"), "{}", robot.text());
    robot.keys("<ctrl-u>estimate 5<enter>");
    assert!(robot.text().contains("an action is written alone"), "{}", robot.text());
    robot.keys("<esc>");
    assert_eq!(robot.number_under_cursor(), here);
}

#[test]
fn a_number_sign_is_a_story_and_none_is_the_story_under_the_cursor() {
    let mut robot = robot();
    robot.keys(":set #7 points=5<enter>");
    assert_eq!(robot.story(7).points.unwrap().to_string(), "5");
    let here = robot.number_under_cursor();
    robot.keys(":set points=3<enter>");
    assert_eq!(robot.story(here).points.unwrap().to_string(), "3");
    robot.keys(":tag +birds<enter>:criterion add 'one more'<enter>:note said<enter>");
    let story = robot.story(here);
    assert!(story.tags.contains("birds"));
    assert_eq!(story.criteria.last().unwrap().text, "one more");
    assert_eq!(story.notes.last().unwrap().text, "said");
    robot.keys("jj<space><space>:set points=8<enter>");
    let order = robot.order();
    let id = robot.story(order[0]).id.to_string();
    robot.keys(&format!("<esc>:set {} points=2<enter>", &id[..13]));
    assert_eq!(robot.story(order[0]).points.unwrap().to_string(), "2", "the start of an id");
    assert_eq!(robot.story(order[2]).points.unwrap().to_string(), "8");
    assert_eq!(robot.story(order[3]).points.unwrap().to_string(), "8");
}

#[test]
fn the_parser_says_which_commands_want_a_story_and_where() {
    let slot = |line: &str| story_slot(&split(line).unwrap()).map(|it| (it.at, it.several));
    for (line, wanted) in [
        ("set points=3", Some((1, true))),
        ("tag +ux", Some((1, true))),
        ("ready", Some((1, true))),
        ("move --to 3", Some((1, true))),
        ("show", Some((1, false))),
        ("edit", Some((1, false))),
        ("note said", Some((1, false))),
        ("note remove 1", Some((2, false))),
        ("criterion add words", Some((2, false))),
        ("depend --on 7", Some((1, false))),
        // These are about none, or about everything where none is named.
        ("log", None),
        ("list is:ready", None),
        ("add title", None),
        ("product set goal=x", None),
        ("epic add x", None),
        ("sprint show", None),
        ("undo", None),
        ("nonsense", None),
    ] {
        assert_eq!(slot(line), wanted, "{line}");
    }
}

#[test]
fn mending_is_one_act_on_screen_too_and_undo_takes_it_back() {
    let shop = samples::backlog(3);
    let twin = Story { number: 1, ..Story::clone(shop.numbered(2).unwrap()) };
    let mut robot = Robot::on(put(&shop, twin), (80, 24));
    let before = document::write(robot.backlog()).unwrap();
    robot.keys(":doctor --mend<enter>");
    assert!(robot.said().starts_with("Mended 1 of what was wrong — u undo"), "{}", robot.said());
    assert!(robot.said().contains("a second #1 is now #"), "{}", robot.said());
    robot.keys("u");
    assert!(document::write(robot.backlog()).unwrap() == before);
    let mut sound = Robot::on(sample(), (80, 24));
    sound.keys(":doctor --mend<enter>");
    assert!(sound.said().starts_with("nothing to do"), "{}", sound.said());
}
