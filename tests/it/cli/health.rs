//! What the backlog suffers from, by command.

use serde_json::json;

use super::{Place, keys, names};

fn place() -> Place {
    Place::after(
        "add 'As a shopper, I want to pay by card' --points 13
         add 'As a buyer, I want to send gifts'
         depend 1 --on 2
         block 2 --reason 'no printer'",
    )
}

#[test]
fn findings_are_told_in_groups_and_can_be_left() {
    let place = place();
    let said = place.line("health");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    for part in [
        "ready work: 0 stories, 0 pts; no sprint is closed yet",
        "growth: no closed sprint",
        "near the top and not ready: 2",
        "#1 is near the top, and lacks: criteria, above 8 points: split it, waits for #2",
        "blocked: 1",
        "by “no printer”: upnext unblock 2",
        "#1 stands 1 place above #2",
        "upnext move 2 --before 1",
        "5 findings. To leave one as it is: upnext waive ID",
    ] {
        assert!(said.out.contains(part), "{part} in\n{}", said.out);
    }
    let all = place.line("health --json").json();
    assert_eq!(keys(&all[0]), names("id story rule words message"));
    let rules: Vec<&str> =
        all.as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["unready", "unready", "blocked", "oversize", "inversion"]);
    // Each can be left by its id, and what was said mends it.
    place.line("waive inversion --reason 'both at once'").well();
    place.line("waive unready --reason x").failed(2);
    place.line("unblock 2").well();
    assert_eq!(place.line("health --json").json().as_array().unwrap().len(), 3);
    place.line("undo").well();
    place.line("undo").well();
    place.line("move 2 --before 1").well();
    let rules = place.line("health --json").json();
    assert!(rules.as_array().unwrap().iter().all(|it| it["rule"] != "inversion"), "{rules:#}");
    // Nothing a story holds reaches the terminal as it is.
    place.patch("no printer", "no \\u001b[2J printer");
    assert!(!place.line("health").out.contains('\u{1b}'));
}

#[test]
fn a_healthy_backlog_says_so() {
    let place = Place::new();
    let said = place.line("health").well().out;
    assert!(said.ends_with("\nNothing ails the backlog.\n"), "{said}");
    assert_eq!(place.line("health --json").well().json(), json!([]));
    place.line("health 1").failed(2);
}

#[test]
fn the_figures_tell_growth_and_what_is_stale() {
    let place = place();
    let backlog = &place.ask("figures")["backlog"];
    assert_eq!((&backlog["stale"], &backlog["growth"]), (&json!(0), &json!([])));
    let text = place.line("figures").well().out;
    assert!(text.contains("untouched for 60 days or more: 0 stories"), "{text}");
}

#[test]
fn more_than_one_reads_is_counted() {
    let stories: Vec<String> = (1..=12).map(|number| format!("add Story{number}")).collect();
    let said =
        Place::after(&format!("epic add Checkout\n{}", stories.join("\n"))).line("health").out;
    assert!(said.contains("serving no epic: 12"), "{said}");
    assert!(said.contains("and 2 more: upnext health --json names them"), "{said}");
}
