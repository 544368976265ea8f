//! Drafts on the screen: written, ticked, edited, asked for, kept in one act and never before.

use std::time::{Duration, Instant};

use upnext::advice::drafting::{DraftStory, drafts};
use upnext::cli::args::{DraftArgs, Spot};
use upnext::tui::app::{Effect, Msg, Overlay, Tone};
use upnext::tui::part::picker::Chosen;

use super::scenes;
use crate::robot::{Robot, sample};
use crate::terminal::Shop;

const SIZE: (u16, u16) = (80, 24);
/// Two drafts, the first with a criterion.
const TEXT: &str = "- Guests can pay by card. It must be quick.<enter>- Print a card";

fn robot() -> Robot {
    let mut robot = Robot::on(sample(), SIZE);
    robot.app.drafting.assistant = Some("helper".to_owned());
    robot
}

fn ticked(robot: &Robot) -> Vec<&str> {
    let Some(Overlay::Picker(picker)) = &robot.app.overlay else { panic!("no list") };
    let ticked = picker.choices.iter().filter(|it| it.chosen == Chosen::Yes);
    ticked.map(|it| it.text.as_str()).collect()
}

fn written(robot: &Robot) -> String {
    let Some(Overlay::Editor(editor)) = &robot.app.overlay else { panic!("no editor") };
    editor.text()
}

fn titles(robot: &Robot) -> Vec<String> {
    robot.backlog().open().map(|story| story.title.clone()).collect()
}

#[test]
fn ticked_drafts_are_kept_in_one_act() {
    let mut robot = robot();
    let before = titles(&robot);
    robot.keys("gf").keys(TEXT).keys("<ctrl-s>");
    assert_eq!(ticked(&robot), ["Pay by card", "Print a card"]);
    assert_eq!(titles(&robot), before, "nothing is kept before");
    robot.keys("<enter>");
    assert!(robot.said().starts_with("Added 2 stories"), "{}", robot.said());
    let new = titles(&robot);
    assert_eq!(new[before.len()..], ["Pay by card", "Print a card"]);
    let story = robot.backlog().open().nth(before.len()).unwrap().clone();
    assert_eq!((story.role.as_str(), story.want.as_str()), ("guest", "to pay by card"));
    assert_eq!(story.criteria[0].text, "It must be quick.");
    robot.keys("u");
    assert_eq!(titles(&robot), before);
    // The text has done its work.
    robot.keys("gf");
    assert_eq!(written(&robot), "");
}

#[test]
fn what_is_not_ticked_is_not_kept_and_none_is_refused() {
    let mut robot = robot();
    let before = titles(&robot).len();
    robot.keys("gf").keys(TEXT).keys("<ctrl-s><space>");
    assert_eq!(ticked(&robot), ["Print a card"]);
    robot.keys("<space><enter>");
    assert!(robot.text().contains("none is ticked: Space ticks one"), "{}", robot.text());
    robot.keys("<up><space><enter>");
    assert_eq!(titles(&robot)[before..], ["Pay by card"]);
}

#[test]
fn leaving_keeps_the_text_and_no_draft() {
    let mut robot = robot();
    let before = titles(&robot);
    robot.keys("gf").keys(TEXT).keys("<ctrl-s><esc>");
    assert_eq!(robot.said(), "No draft was kept; g f opens your text again");
    assert_eq!(titles(&robot), before);
    robot.keys("gf");
    assert!(written(&robot).starts_with("- Guests can pay by card."));
    robot.keys("<esc>:draft<enter>");
    assert!(written(&robot).starts_with("- Guests can pay by card."));
    // A text without a story says what one looks like.
    robot.keys("<esc>gf");
    let mut robot = Robot::on(sample(), SIZE);
    robot.keys("gfprose<ctrl-s>");
    assert!(robot.text().contains("no story is found in it"), "{}", robot.text());
}

#[test]
fn drafts_are_edited_and_come_back() {
    let mut robot = robot();
    robot.keys("gf").keys(TEXT).keys("<ctrl-s><space><ctrl-o>");
    let asked = robot.effects.pop();
    let Some(Effect::Redraft(made)) = asked else { panic!("{asked:?}") };
    assert_eq!(made.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Print a card"]);
    assert_eq!(ticked(&robot), ["Print a card"], "the list stays while the editor is open");
    let edited = DraftStory { title: "Print it".to_owned(), ..made[0].clone() };
    robot.tell(Msg::Redrafted(vec![edited]));
    assert_eq!(ticked(&robot), ["Print it"]);
    // What was edited is typed text: it comes back as it was edited.
    robot.keys("<esc>gf");
    assert!(written(&robot).contains("# Print it"), "{}", written(&robot));
    robot.keys("<ctrl-s>");
    assert_eq!(ticked(&robot), ["Print it"]);
    robot.tell(Msg::Redrafted(Vec::new()));
    assert!(robot.app.overlay.is_none() && robot.said().starts_with("Everything was deleted"));
}

#[test]
fn the_assistant_is_asked_and_the_keys_go_on_working() {
    let mut robot = robot();
    robot.keys("gf").keys(TEXT).keys("<ctrl-t>");
    let asked = robot.effects.pop();
    let Some(Effect::Ask(text)) = asked else { panic!("{asked:?}") };
    assert!(text.starts_with("- Guests can pay"));
    assert!(robot.text().contains("Asking the assistant “helper” … Esc gives up"));
    robot.keys("jj");
    assert!(robot.app.drafting.waits && robot.app.list.cursor == 2);
    robot.keys("<esc>");
    assert!(matches!(robot.effects.pop(), Some(Effect::GiveUp)));
    assert_eq!(robot.said(), "The assistant was given up");
    // Asked again from the list; the answer waits while something is typed.
    robot.keys("gf<ctrl-s><ctrl-t>");
    assert!(matches!(robot.effects.pop(), Some(Effect::Ask(_))));
    robot.keys("aHalf a title");
    robot.tell(Msg::Assisted(Ok(drafts("- From afar"))));
    assert!(matches!(robot.app.overlay, Some(Overlay::Prompt(_))), "what is typed stays");
    robot.keys("<esc>gf");
    assert_eq!(ticked(&robot), ["From afar"]);
    robot.keys("<esc>gf");
    assert!(written(&robot).starts_with("- Guests can pay"), "the text it came from");
    robot.keys("<esc>");
    robot.tell(Msg::Assisted(Err("the assistant “helper” ended".to_owned())));
    assert_eq!(robot.said(), "the assistant “helper” ended");
    let mut robot = Robot::on(sample(), SIZE);
    robot.keys("gf- Pay<ctrl-s><ctrl-t>");
    assert!(robot.effects.is_empty());
    assert!(robot.text().contains("no assistant is set"), "{}", robot.text());
}

/// A file that `:draft FILE` has read.
fn read(robot: &mut Robot, text: &str) {
    let args = DraftArgs {
        path: Some("feature.md".into()),
        keep: false,
        only: Vec::new(),
        edit: false,
        assistant: false,
        spot: Spot::default(),
    };
    robot.tell(Msg::Described(text.to_owned(), Box::new(args)));
}

#[test]
fn a_file_never_writes_over_what_was_typed() {
    let mut robot = robot();
    robot.keys("gfMy own words<esc>");
    read(&mut robot, "- From a file");
    assert_eq!(ticked(&robot), ["From a file"]);
    robot.keys("<esc>gf");
    assert_eq!(written(&robot), "My own words");
    robot.keys("<esc>");
    read(&mut robot, "- From a file");
    robot.keys("<enter>");
    assert!(robot.said().starts_with("Added"), "{}", robot.said());
    robot.keys("gf");
    assert_eq!(written(&robot), "My own words");
    // Drafts of a file that were edited are typed as well: neither goes.
    robot.keys("<esc>");
    read(&mut robot, "- From a file");
    robot.tell(Msg::Redrafted(drafts("- Edited by hand")));
    robot.keys("<esc>gf");
    assert!(written(&robot).contains("# Edited by hand"), "{}", written(&robot));
    robot.keys("<esc>g.");
    assert_eq!(written(&robot), "My own words");
    robot.keys("<esc>g.");
    assert!(written(&robot).contains("# Edited by hand"), "{}", written(&robot));
    // Where nothing was typed, nothing comes back.
    let mut robot = Robot::on(sample(), SIZE);
    read(&mut robot, "- From a file");
    robot.keys("<esc>");
    assert_eq!(robot.said(), "No draft was kept");
}

#[test]
fn enter_keeps_nothing_while_nothing_matches() {
    let mut robot = robot();
    let before = titles(&robot);
    robot.keys("gf").keys(TEXT).keys("<ctrl-s>zzz<enter>");
    assert!(robot.text().contains("nothing matches what is typed"), "{}", robot.text());
    assert_eq!(titles(&robot), before);
    robot.keys("<backspace><backspace><backspace><enter>");
    assert_eq!(titles(&robot).len(), before.len() + 2);
}

#[test]
fn drafts_that_are_there_already_are_not_ticked() {
    let mut robot = robot();
    robot.keys("gf- Pay by card<enter>- Print a card<ctrl-s><enter>");
    robot.keys("gfThe sun is out.<enter><enter>- Pay by card<enter>- Pay later<ctrl-s>");
    assert_eq!(ticked(&robot), ["Pay later"]);
    assert!(robot.text().contains("is called so"), "{}", robot.text());
    assert!(robot.text().contains("1 sentence says nothing of a story"), "{}", robot.text());
}

#[test]
fn why_an_editor_failed_is_read_above_the_drafts() {
    let mut robot = robot();
    robot.keys("gf").keys(TEXT).keys("<ctrl-s>");
    let why = format!("the editor failed {}to its end", "and failed again ".repeat(9));
    robot.tell(Msg::Tell(why, Tone::Refused));
    let shown = robot.text();
    assert!(shown.contains("! the editor failed") && shown.contains("to its end"), "{shown}");
}

#[test]
fn a_list_too_long_for_the_screen_is_refused() {
    let mut robot = robot();
    read(&mut robot, &"- Pay by card\n".repeat(20_000));
    assert!(robot.app.overlay.is_none());
    assert!(robot.said().contains("longer than 256 KiB"), "{}", robot.said());
}

#[test]
fn nothing_is_drafted_where_nothing_may_be_written() {
    let mut robot = scenes::Scene::at(scenes::Base::ReadOnly, "").robot(SIZE);
    robot.keys("gf");
    assert!(robot.app.overlay.is_none() && !robot.said().is_empty());
}

/// A shop with a description, an assistant and an editor that are scripts.
fn shop(assistant: &str) -> Shop {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let put = |path: std::path::PathBuf, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), text.as_bytes())
            .unwrap();
    };
    put(shop.path().join("feature.md"), "- Pay by card\n- Pay by invoice\n");
    put(shop.path().join("assistant.sh"), assistant);
    let script = shop.path().join("assistant.sh");
    let config = format!("[assistant]\ncommand = ['sh', '{}']\nseconds = 60\n", script.display());
    put(shop.path().join("home/config/upnext/config.toml"), &config);
    shop
}

#[test]
fn a_file_is_drafted_edited_and_kept_on_a_terminal() {
    let shop = shop("");
    let editor = [("EDITOR", Some("sed -i 's/^# Pay by invoice/# Pay later/'"))];
    let mut screen = shop.open_in(&[], SIZE, &editor);
    screen.see("empty").keys(":draft feature.md\r").see("2 drafts: the ticked are kept");
    screen.see("✓ Pay by invoice").keys("\u{f}").see("✓ Pay later").keys("\r");
    screen.see("Added 2 stories, #1 to #2").see("✓ saved").keys(":draft none.md\r");
    screen.see("none.md: No such file").keys("q");
    assert_eq!(screen.ends(), 0);
    let list = shop.run(&["list"]);
    assert!(list.contains("Pay by card") && list.contains("Pay later"), "{list}");
}

#[test]
fn an_assistant_answers_on_a_terminal_and_is_ended_when_given_up() {
    let answer = "echo '{\"stories\":[{\"title\":\"From afar\"}]}'";
    let shop =
        shop(&format!("echo $$ > pid.$(ls | wc -l)\nif [ -e slow ]; then sleep 50; fi\n{answer}"));
    let mut screen = shop.open(&[]);
    screen.see("empty").keys(":draft feature.md --assistant\r").see("From afar").keys("\r");
    screen.see("Added #1").see("✓ saved");
    std::fs::create_dir(shop.path().join("slow")).unwrap();
    let begun = |count: usize| {
        let start = Instant::now();
        loop {
            let all = std::fs::read_dir(shop.path()).unwrap().flatten();
            let pids: Vec<_> = all
                .filter(|it| it.file_name().to_string_lossy().starts_with("pid."))
                .filter_map(|it| std::fs::read_to_string(it.path()).ok())
                .filter(|it| it.ends_with('\n'))
                .collect();
            if pids.len() >= count || start.elapsed() > Duration::from_secs(20) {
                return pids;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    let alive = |pids: &[String]| {
        pids.iter().any(|it| std::path::Path::new("/proc").join(it.trim()).exists())
    };
    screen.keys(":draft feature.md --assistant\r").see("Asking the assistant “sh” …");
    let pids = begun(2);
    screen.keys("2").see("From afar").keys("\u{1b}").see("The assistant was given up");
    assert!(pids.len() == 2 && !alive(&pids), "{pids:?}");
    // Leaving ends it as well.
    screen.keys(":draft feature.md --assistant\r").see("Asking the assistant “sh” …");
    let pids = begun(3);
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(pids.len() == 3 && !alive(&pids), "{pids:?}");
}
