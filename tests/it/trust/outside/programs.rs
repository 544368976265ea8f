//! No shell and no network: which programs are run, how the editor's words are taken, and what
//! the kernel sees of a session.

use std::fs;
use std::process::{Command, Stdio};

use super::code;
use crate::samples::backlog;
use crate::store::Folder;
use crate::terminal::Shop;
use crate::trust::writing::{traced, upnext};

/// What a source runs that it may not.
fn runs(name: &str, text: &str) -> Vec<String> {
    let squeezed: String = text.split_whitespace().collect();
    let mut found = Vec::new();
    for after in squeezed.split("Command::new(").skip(1) {
        let what = after.split(')').next().unwrap();
        let git = what == "\"git\"";
        // The words of $EDITOR, split without a shell.
        let editor = name == "src/cli/edit/editor.rs" && what == "program";
        // The assistant that config.toml names as a list of words; a backlog names none.
        let assistant = name == "src/cli/assistant/running.rs" && what == "program";
        if !git && !editor && !assistant {
            found.push(what.to_owned());
        }
    }
    if squeezed.contains("Command::new(") {
        let shells = ["\"sh\"", "\"bash\"", "\"cmd\"", "\"zsh\"", "\"powershell\"", "\"-c\""];
        found.extend(shells.iter().filter(|it| squeezed.contains(*it)).map(ToString::to_string));
    }
    found
}

#[test]
fn git_and_the_users_editor_and_assistant_are_run_and_nothing_else_is() {
    let mut editors = 0;
    for (name, text) in code() {
        assert_eq!(runs(&name, &text), [""; 0], "{name}");
        editors += usize::from(text.contains("Command::new(program)"));
    }
    assert_eq!(editors, 2, "one starts the editor, one the assistant");
    // The same look sees a shell.
    let shell = "Command::new(\"sh\").arg(\"-c\").arg(line)";
    assert_eq!(runs("src/cli.rs", shell), ["\"sh\"", "\"sh\"", "\"-c\""]);
    assert_eq!(runs("src/cli.rs", "Command::new(program)"), ["program"]);
}

const EDITORS: [&str; 5] = [
    "touch planted; rm",
    "true && touch planted",
    "$(touch planted)",
    "`touch planted`",
    "true | touch planted #",
];

#[test]
fn the_editors_words_are_never_a_shells() {
    for words in EDITORS {
        let folder = Folder::holding(&backlog(2));
        let dir = folder.dir.path();
        let before = folder.bytes();
        let mut command = upnext(dir, &["edit", "1"]);
        let output = command.env_remove("VISUAL").env("EDITOR", words).output().unwrap();
        assert_eq!(folder.bytes(), before, "{words}: {output:?}");
        // Words that mean nothing to a program are its arguments.
        if words.starts_with("touch") {
            assert!(output.status.success() && dir.join("planted;").exists(), "{output:?}");
        }
        assert!(!dir.join("planted").exists(), "{words}");
    }
}

#[test]
fn through_a_shell_the_same_words_would_do_more() {
    let dir = tempfile::tempdir().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{} x", EDITORS[0])]).current_dir(dir.path());
    shell.stderr(Stdio::null()).status().unwrap();
    assert!(dir.path().join("planted").exists(), "the check sees what a shell does");
}

#[test]
fn no_network_is_known_to_the_source_or_brought_in() {
    let words = [
        "std::net",
        "net::",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "UnixListener",
        "UnixDatagram",
        "ToSocketAddrs",
        "\"curl\"",
        "\"wget\"",
    ];
    let reaches = |text: &str| words.iter().any(|word| text.contains(word));
    for (name, text) in code() {
        assert!(!reaches(&text), "{name} knows a network");
    }
    assert!(reaches("let s = std::net::TcpStream::connect(a);"));
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    // `mio` is there for the terminal's events; its sockets are never opened.
    let known = [
        "reqwest",
        "hyper",
        "hyper-util",
        "ureq",
        "curl",
        "curl-sys",
        "attohttpc",
        "isahc",
        "surf",
        "minreq",
        "tokio",
        "async-std",
        "smol",
        "h2",
        "quinn",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
        "socket2",
        "tungstenite",
        "trust-dns-resolver",
        "hickory-resolver",
        "git2",
        "libgit2-sys",
        "gix",
        "sentry",
        "opentelemetry",
        "self_update",
        "update-informer",
    ];
    for name in known {
        let line = format!("name = \"{name}\"");
        assert!(!lock.lines().any(|it| it == line), "{name} came in");
    }
}

/// What a session asked of the network, in what `strace` wrote.
fn reached(log: &str) -> Vec<&str> {
    let asks = |line: &&str| {
        let call = line.split_once(' ').map_or("", |it| it.1.trim_start());
        let net = ["AF_INET", "AF_PACKET", "AF_NETLINK"].iter().any(|it| call.contains(it));
        net && ["socket(", "connect(", "sendto("].iter().any(|it| call.starts_with(it))
    };
    log.lines().filter(asks).collect()
}

#[test]
fn the_kernel_sees_no_socket_in_a_session() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    let log = shop.path().join("trace");
    let options = ["-e", "trace=socket,connect,sendto,execve"];
    let Some(mut command) = traced(shop.path(), &log, &options, &["add", "First"]) else { return };
    assert!(command.output().unwrap().status.success());
    let seen = fs::read_to_string(&log).unwrap();
    assert!(seen.contains("execve(") && reached(&seen).is_empty(), "{seen}");
    let shown = log.display().to_string();
    let by = ["strace", "-f", "-o", &shown, options[0], options[1]];
    let mut screen = shop.open_by(&by, &[], (80, 24));
    screen.see("First").keys("2aSecond\r").see("✓ saved").keys(":list\r").see("Second");
    screen.keys("qq");
    assert_eq!(screen.gone(), 0);
    let seen = fs::read_to_string(&log).unwrap();
    assert!(seen.contains("execve(") && reached(&seen).is_empty(), "{seen}");
    let line = "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3";
    assert_eq!(reached(line), [line], "the check sees a socket");
}
