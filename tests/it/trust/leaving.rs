//! Promises 16 and 17: the terminal comes back, and a gone terminal ends the process. It never
//! looks at what the screens show beyond knowing where it is.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use super::window::{
    Emulator, PATIENCE, child, gone_after, life, on_disk, open_on, process_of, send,
};
use crate::terminal::{Screen, Shop};
use crate::trust::{figure, sized};

const UPNEXT: &str = env!("CARGO_BIN_EXE_upnext");

/// The modes of a terminal before and after a program, as the system tells them.
const AROUND: &str = r#"stty -g >before
sh -c 'echo $$ >pid; exec "$0" "$@"' "$@"
code=$?
stty -g >after
exit $code"#;

/// The same with jobs: what is stopped comes forward again once a line was typed.
const JOBS: &str = r#"set -m
stty -g >before
"$@"
stty -g >stopped
echo "at the shell"
read typed
echo "[$typed]"
fg
code=$?
stty -g >after
exit $code"#;

/// A program in a terminal, between two looks at the terminal's modes.
fn around(shop: &Shop, script: &str, program: &CommandBuilder) -> Screen {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script, "sh"]);
    command.args(program.get_argv());
    for (name, value) in program.iter_extra_env_as_str() {
        command.env(name, value);
    }
    shop.open_with(command, (80, 24))
}

fn upnext() -> CommandBuilder {
    let mut command = CommandBuilder::new(UPNEXT);
    command.args(["--as", "Ann"]);
    command
}

/// Whether the terminal is as it was: what is not is told.
fn given_back(shop: &Shop, screen: &mut Screen) -> Result<(), String> {
    // Everything it was sent, to the end.
    screen.within(PATIENCE, |_| false);
    let modes = |name: &str| fs::read_to_string(shop.path().join(name)).unwrap_or_default();
    if modes("before").is_empty() || modes("before") != modes("after") {
        return Err(format!("stty: {} became {}", modes("before"), modes("after")));
    }
    let sent = String::from_utf8_lossy(&screen.sent).into_owned();
    let last = |mode: &str| sent.rfind(mode);
    // The other screen, pasting, focus, the mouse in its ways, a frame that is held back.
    for mode in ["1049", "2004", "1004", "1000", "1002", "1003", "1006", "1015", "2026"] {
        let (on, off) = (last(&format!("\u{1b}[?{mode}h")), last(&format!("\u{1b}[?{mode}l")));
        if on > off {
            return Err(format!("mode {mode} is still on"));
        }
    }
    if last("\u{1b}[?25l") > last("\u{1b}[?25h") { Err("no cursor".to_owned()) } else { Ok(()) }
}

/// A shop with one story and a mouse that is taken.
fn shop() -> Shop {
    let shop = Shop::new();
    let config = shop.path().join("home/config/upnext");
    fs::create_dir_all(&config).unwrap();
    let mut file = fs::File::create(config.join("config.toml")).unwrap();
    file.write_all(b"mouse = true\n").unwrap();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card"]);
    shop
}

fn editor(shop: &Shop, script: &str) {
    let path = shop.path().join("editor");
    fs::File::create(&path)
        .unwrap()
        .write_all(format!("#!/bin/sh\n{script}\n").as_bytes())
        .unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A way of leaving: its name, and how one goes it to the end.
type Way = (&'static str, fn(&Shop) -> Screen);

/// Leaves so many times in each of these ways, and tells how many times each.
fn every_time(ways: &[Way]) -> String {
    let runs = sized(1, 100);
    for (way, leave) in ways {
        for run in 0..runs {
            let shop = shop();
            let mut screen = leave(&shop);
            let back = given_back(&shop, &mut screen);
            assert_eq!(back, Ok(()), "{way}, run {run}\n{}", screen.shown());
        }
    }
    let names: Vec<&str> = ways.iter().map(|(way, _)| *way).collect();
    format!("{}: {runs} of {runs} each with the terminal as it was", names.join(", "))
}

fn quit(shop: &Shop) -> Screen {
    let mut screen = around(shop, AROUND, &upnext());
    screen.see("Pay by card").keys("q");
    assert_eq!(screen.gone(), 0);
    screen
}

fn by_signal(shop: &Shop, signal: &str, code: u32) -> Screen {
    let mut screen = around(shop, AROUND, &upnext());
    screen.see("Pay by card").keys("2aLast words\r").see("Added #2");
    send(signal, process_of(shop, "pid"));
    assert_eq!(screen.gone(), code);
    assert!(shop.run(&["list"]).contains("Last words"), "{signal}");
    screen
}

#[test]
fn quitting_and_signals_give_the_terminal_back() {
    let words = every_time(&[
        ("quit", quit),
        ("TERM", |shop| by_signal(shop, "-TERM", 143)),
        ("HUP", |shop| by_signal(shop, "-HUP", 129)),
        ("INT", |shop| by_signal(shop, "-INT", 130)),
    ]);
    figure(16, &words);
}

#[test]
fn stopping_and_an_error_give_the_terminal_back() {
    let words = every_time(&[
        ("Ctrl-Z and fg", |shop| {
            let mut screen = around(shop, JOBS, &upnext());
            screen.see("Pay by card").keys("2\u{1a}");
            screen.see("at the shell");
            assert!(!screen.screen().alternate_screen());
            screen.keys("between\n").see("Pay by card").see("[2 Backlog]");
            assert!(String::from_utf8_lossy(&screen.sent).contains("[between]"));
            screen.keys("aStill here\r").see("Added #2").see("✓ saved").keys("q");
            assert_eq!(screen.gone(), 0);
            let modes = |name: &str| fs::read_to_string(shop.path().join(name)).unwrap();
            assert_eq!(modes("before"), modes("stopped"));
            screen
        }),
        ("stopped from outside", |shop| {
            let mut screen = around(shop, AROUND, &upnext());
            screen.see("Pay by card");
            let process = process_of(shop, "pid");
            send("-STOP", process);
            send("-CONT", process);
            screen.keys("2aStill here\r").see("Added #2").see("✓ saved").keys("q");
            assert_eq!(screen.gone(), 0);
            screen
        }),
        ("an unreadable file", |shop| {
            fs::File::create(shop.file()).unwrap().write_all(b"{ oops }").unwrap();
            let mut screen = around(shop, AROUND, &upnext());
            assert_eq!(screen.gone(), 65);
            screen
        }),
    ]);
    figure(16, &words);
}

fn from_editor(shop: &Shop, script: &str) -> Screen {
    editor(shop, script);
    let mut screen = around(shop, AROUND, &upnext());
    screen.see("Pay by card").keys("2o");
    // It may be over in no time: that the screen was left is seen in what was sent.
    let start = Instant::now();
    while !String::from_utf8_lossy(&screen.sent).contains("\u{1b}[?1049l") {
        assert!(start.elapsed() < PATIENCE, "{}", screen.shown());
        screen.within(Duration::from_millis(20), |_| false);
    }
    assert!(screen.until(vt100::Screen::alternate_screen), "{}", screen.shown());
    screen.see("[2 Backlog]").keys("q");
    assert_eq!(screen.gone(), 0);
    screen
}

#[test]
fn the_editor_gives_the_terminal_back_whatever_becomes_of_it() {
    let words = every_time(&[
        ("$EDITOR", |shop| from_editor(shop, "read typed </dev/null; exit 0")),
        ("an editor killed", |shop| from_editor(shop, "kill -9 $$")),
        ("an editor that leaves it raw", |shop| {
            from_editor(
                shop,
                "stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[?1003h\\033[?2004h'",
            )
        }),
        ("TERM while the editor has it", |shop| {
            editor(shop, "stty raw; echo $$ >editor-pid; exec sleep 60");
            let mut screen = around(shop, AROUND, &upnext());
            screen.see("Pay by card").keys("2o");
            process_of(shop, "editor-pid");
            send("-TERM", process_of(shop, "pid"));
            assert_eq!(screen.gone(), 143);
            screen
        }),
    ]);
    figure(16, &words);
}

#[test]
fn what_breaks_down_gives_the_terminal_back_and_loses_nothing() {
    let words = every_time(&[
        ("a panic", |shop| {
            fs::remove_file(shop.file()).unwrap();
            let mut screen = around(shop, AROUND, &on_disk("reading"));
            screen.see("There is no backlog in").keys("n").see("what is the product called?");
            screen.keys("Webshop\r").see("upnext broke down");
            // What it quotes cannot drive the terminal either.
            screen.see("the disk broke at ␛[31m");
            assert_eq!(screen.gone(), 101);
            screen
        }),
        ("a panic of the thread that saves", |shop| {
            let mut screen = around(shop, AROUND, &on_disk("saving"));
            screen.see("Pay by card").keys("2aLast words\r").see("upnext broke down");
            screen.see("the disk broke at ␛[31m");
            screen.gone();
            assert!(shop.run(&["list"]).contains("Last words"));
            screen
        }),
    ]);
    figure(16, &words);
}

/// The same check sees what nobody gives back.
#[test]
fn without_the_guard_a_panic_leaves_the_terminal_as_it_is() {
    let shop = shop();
    let mut command = child("unguarded");
    command.env("UPNEXT_TEST_WORDS", "yes");
    let mut screen = around(&shop, AROUND, &command);
    assert_eq!(screen.gone(), 101);
    let back = given_back(&shop, &mut screen);
    assert!(back.is_err_and(|why| why.starts_with("stty")));
}

/// The program as the leader of its terminal, and as the child of a leader that ignores the
/// hang-up: nothing tells that child that its terminal is gone.
const LEADS: &str = r#"echo $$ >pid; exec "$@""#;
const FOLLOWS: &str = r#"trap '' HUP; sh -c 'echo $$ >pid; exec "$0" "$@"' "$@"; :"#;

fn in_emulator(shop: &Shop, script: &str) -> (Emulator, u32) {
    let mut emulator = Emulator::run(shop, &["sh", "-c", script, "sh", UPNEXT, "--as", "Ann"]);
    emulator.see("Pay by card").keys("2").see("[2 Backlog]");
    (emulator, process_of(shop, "pid"))
}

#[test]
fn a_gone_terminal_ends_the_process_and_the_last_edit_is_saved() {
    let runs = sized(1, 25);
    let mut longest = Duration::ZERO;
    // At rest nothing else wakes it; in the middle of an edit and of a prompt nothing keeps it.
    for (script, at_rest) in [(LEADS, true), (LEADS, false), (FOLLOWS, true), (FOLLOWS, false)] {
        for _ in 0..runs {
            let shop = shop();
            let (mut emulator, process) = in_emulator(&shop, script);
            emulator.keys("aLast words\r").see("Added #2");
            if at_rest {
                emulator.see("✓ saved");
                thread::sleep(Duration::from_millis(300));
            } else {
                emulator.keys("ahalf a thought").see("half a thought");
            }
            let start = emulator.hang_up();
            let took = gone_after(process, start, PATIENCE).expect("it is still there");
            longest = longest.max(took);
            assert!(shop.run(&["list"]).contains("Last words"));
            assert!(!shop.run(&["list"]).contains("half a thought"));
        }
    }
    assert!(longest < Duration::from_secs(10), "{longest:?}");
    let all = 4 * runs;
    figure(17, &format!("terminal gone: {all} of {all} saved and gone within {longest:.2?}"));
}

#[test]
fn a_gone_terminal_ends_the_process_while_the_editor_has_it() {
    let mut longest = Duration::ZERO;
    // An editor that does not mind, and one that ends by the signal that is passed on.
    for mind in ["trap '' HUP TERM", ":"] {
        for script in [LEADS, FOLLOWS] {
            let shop = shop();
            editor(
                &shop,
                &format!(
                    "{mind}; echo 'half a thought' >>\"$1\"; echo $$ >editor-pid; exec sleep 60"
                ),
            );
            let (mut emulator, process) = in_emulator(&shop, script);
            emulator.keys("o");
            let editor = process_of(&shop, "editor-pid");
            let start = emulator.hang_up();
            let took = gone_after(process, start, PATIENCE).expect("it is still there");
            longest = longest.max(took);
            if life(editor).is_some() {
                send("-KILL", editor);
            }
            let kept = std::process::Command::new("grep")
                .args(["-rl", "half a thought"])
                .arg(shop.path().join("home/state"))
                .output()
                .unwrap();
            assert!(!kept.stdout.is_empty(), "what was typed is kept");
        }
    }
    assert!(longest < Duration::from_secs(10), "{longest:?}");
    figure(17, &format!("terminal gone under $EDITOR: gone within {longest:.2?}, its text kept"));
}

/// The very thing the look-out is for: reading keys tells nobody that the terminal is gone.
#[test]
fn without_the_lookout_the_process_stays_and_spins() {
    let shop = shop();
    let test = std::env::current_exe().unwrap().display().to_string();
    let name = "trust::window::unwatched";
    let words = ["sh", "-c", FOLLOWS, "sh", &test, "--exact", name, "--ignored", "--nocapture"];
    let mut emulator = Emulator::run(&shop, &words);
    emulator.see("it waits for a key").keys("x").see("it reads keys");
    let process = process_of(&shop, "pid");
    let before = life(process).unwrap();
    let start = emulator.hang_up();
    let gone = gone_after(process, start, Duration::from_millis(1_500));
    let mut after = life(process);
    // A busy machine lets it spin slowly.
    while after.is_some_and(|ticks| ticks <= before + 10) && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(50));
        after = life(process);
    }
    if after.is_some() {
        send("-KILL", process);
    }
    assert_eq!(gone, None, "the case does not hide the fault");
    assert!(after.unwrap() > before + 10, "it spins: {before} to {after:?} ticks");
}

/// Nothing ticks: a screen nobody touches uses next to nothing of the processor.
#[test]
fn a_screen_that_is_left_alone_rests() {
    let shop = shop();
    let (emulator, process) = in_emulator(&shop, LEADS);
    thread::sleep(Duration::from_millis(500));
    let before = life(process).unwrap();
    thread::sleep(Duration::from_secs(2));
    let used = life(process).unwrap() - before;
    assert!(used <= 10, "{used} ticks of a hundredth second");
    emulator.hang_up();
    figure(17, &format!("at rest: {used} hundredths of a second of the processor in 2 s"));
}

#[test]
fn a_screen_on_a_sound_disk_is_the_screen() {
    let shop = shop();
    let mut screen = open_on(&shop, "none");
    screen.see("Pay by card").keys("2e5\r").see("Estimated #1").see("✓ saved").keys("q");
    screen.see("left with 0");
}
