//! A sprint closed on the command line: its record in JSON, on the page and as a mail.

use serde_json::{Value, json};

use super::{Place, keys, names, run};

/// Sprint 1 runs with three delivered stories: one accepted, one rejected, one not judged; a
/// fourth came in and shrank.
const WORLD: &str = r#"
    product set ready_off=narrative,criteria,estimate
    person add Kim
    add Pay --points 5 --criterion works
    add Ship_it --points 3 --criterion works
    add Look --points 2 --criterion works
    add Print --points 8
    ready 1 2 3 4
    sprint plan --goal "Guests pay by card" --start 2026-11-16 --end 2026-11-27
    sprint pull 1 2 3
    sprint start
    start 1 2 3
    deliver 1 2 3
    judge 1 1 met
    accept 1
    reject 2 --unmet 1 --reason blurred
    sprint pull 4 --reason "the shop is down"
    set 4 points=5
"#;

const CLOSE: &str = "sprint close --goal-met yes --note 'the fair went well' --leftovers next \
    --backlog 4";

/// What a line says on Friday, when the sprint is at its end.
fn on_friday(place: &Place, line: &str) -> super::Said {
    on(place, 27, line)
}

/// What a line says on this day of November.
fn on(place: &Place, day: u32, line: &str) -> super::Said {
    let words = shell_words::split(line).unwrap();
    let mut command = place.command(["--as", "Ann"]);
    run(command.args(words).env("UPNEXT_NOW", format!("2026-11-{day}T16:00:00+00:00")))
}

fn closed() -> Place {
    let place = Place::after(WORLD);
    assert_eq!(on_friday(&place, CLOSE).code, 0);
    place
}

#[test]
fn a_sprint_closes_with_a_record_that_adds_up() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    let said = on_friday(&place, &format!("{CLOSE} --json")).json();
    assert_eq!(keys(&said), names("did stories notices"));
    assert_eq!(said["did"], "Closed sprint 1: 5 pts accepted, 2 to sprint 2, 1 to the backlog");
    assert_eq!(said["stories"], json!([2, 3, 4]));
    assert_eq!(
        said["notices"],
        json!([
            "Planned sprint 2, 2026-11-30 – 2026-12-11",
            "#3 is delivered and was not judged: it waits for that in sprint 2"
        ])
    );
    let sprint = place.ask("sprint show 1");
    assert_eq!((&sprint["state"], &sprint["goal_met"]), (&json!("closed"), &json!(true)));
    let record = &sprint["record"];
    let part = |points: Value, stories: &[u32]| json!({"points": points, "stories": stories});
    for (name, points, stories) in [
        ("committed", json!(10), &[1, 2, 3][..]),
        ("added", json!(8), &[4]),
        ("removed", json!(0), &[]),
        ("re_estimated", json!(-3), &[4]),
        ("accepted", json!(5), &[1]),
        ("rejected", json!(3), &[2]),
        ("unfinished", json!(7), &[3, 4]),
    ] {
        assert_eq!(record[name], part(points, stories), "{name}");
    }
    assert_eq!((&record["velocity"], &record["say_do"]), (&json!(5), &json!(0.5)));
    assert_eq!(
        (&record["goal"], &record["note"]),
        (&json!("Guests pay by card"), &json!("the fair went well"))
    );
    let moved = json!([{"number": 2, "to": 2}, {"number": 3, "to": 2}, {"number": 4, "to": null}]);
    assert_eq!(record["moved"], moved);
    assert_eq!((&record["person_days"], &record["capacity"]), (&json!(10), &json!(7)));
    assert_eq!(place.at("show 2", "/sprint"), 2);
    assert_eq!(place.at("show 4", "/sprint"), Value::Null);
    let page = place.line("sprint show 1").well().out;
    assert!(page.contains("re-estimated -3 pts: #4"), "{page}");
    // Undo gives back the running sprint, byte for byte.
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
}

#[test]
fn closing_is_refused_with_what_to_do() {
    let place = Place::after(WORLD);
    assert!(place.unchanged_by("sprint close --next 1", 3).contains("#1 is accepted"));
    assert!(place.unchanged_by("sprint close --next 2 --backlog 2", 2).contains("name it once"));
    place.unchanged_by("sprint close --next 9", 2);
    place.unchanged_by("sprint close --sprint 9", 2);
    place.unchanged_by("sprint close --goal-met perhaps", 2);
    let place = closed();
    assert!(place.unchanged_by("sprint close", 3).contains("no sprint is active"));
    let over = place.unchanged_by("sprint close --sprint 1", 3);
    assert!(over.contains("its record never changes"), "{over}");
    let none = Place::new().unchanged_by("sprint close", 3);
    assert!(none.contains("upnext sprint start"), "{none}");
}

#[test]
fn a_closed_sprint_can_be_mailed() {
    let place = closed();
    // Whatever the stories become: the mail tells the sprint as it was.
    for line in ["set 4 points=13", "drop 3 --reason no"] {
        assert_eq!(on(&place, 30, line).code, 0, "{line}");
    }
    let text = place.line("sprint show 1 --markdown").well().out;
    let expected = "\
# Shop: sprint 1

16 Nov – 27 Nov, closed

**Goal:** Guests pay by card — **met**

> the fair went well

## Accepted: 5 pts

- #1 Pay (5 pts)

## Not accepted: 10 pts

- #2 Ship\\_it (3 pts) — rejected: blurred; unmet: works; goes on in sprint 2
- #3 Look (2 pts) — delivered, not judged; goes on in sprint 2
- #4 Print (5 pts) — not begun; back to the backlog

## What came in and went out

- 22 Nov in: #4 Print (8 pts): the shop is down

## Figures

- Velocity: 5 pts
- Committed 10 pts, added 8, removed 0, re-estimated -3
- Say–do: 50 %
";
    assert_eq!(text, expected);
    let json = place.ask("sprint show 1 --markdown");
    assert_eq!(json["record"]["velocity"], 5, "a program gets what it always gets");
}

#[test]
fn a_running_sprint_is_mailed_as_it_stands() {
    let place = Place::after(WORLD);
    place.lines("accept 3 --override 'the fair *is* tomorrow'");
    let text = place.line("sprint show --markdown").well().out;
    for line in [
        "16 Nov – 27 Nov, active",
        "**Goal:** Guests pay by card",
        "## Accepted so far: 7 pts",
        "- #3 Look (2 pts) — accepted by override: the fair \\*is\\* tomorrow",
        "## Not accepted yet: 8 pts",
        "- Accepted: 7 pts",
        "- 1 story accepted by override, counted in the points",
    ] {
        assert!(text.lines().any(|it| it == line), "no {line} in\n{text}");
    }
}

#[test]
fn an_override_is_told_on_the_page_of_the_sprint() {
    let place = Place::after(WORLD);
    place.lines("accept 3 --override 'the fair is tomorrow'");
    let told = "accepted by override, and counted\n  · #3: the fair is tomorrow\n";
    let running = place.line("sprint show").well().out;
    assert!(running.contains(told), "{running}");
    on_friday(&place, "sprint close");
    let closed = place.line("sprint show 1").well().out;
    assert!(closed.contains(told), "{closed}");
    assert_eq!(place.at("sprint show 1", "/record/overrides"), json!([3]));
}

#[test]
fn the_figures_count_closed_sprints_and_verdicts() {
    let place = Place::after(WORLD);
    let before = place.ask("figures");
    let all = "velocity say_do goal_rate acceptance cycle_time lead_time backlog";
    assert_eq!(keys(&before), names(all));
    let none = json!({"per_sprint": [], "mean_last_three": null});
    assert_eq!(before["velocity"], none, "a running sprint has no velocity");
    assert!(place.line("figures").well().out.contains("no sprint is closed yet"));
    assert_eq!(on_friday(&place, CLOSE).code, 0);
    let figures = place.ask("figures");
    let velocity = json!({"per_sprint": [{"sprint": 1, "points": 5}], "mean_last_three": 5});
    assert_eq!(figures["velocity"], velocity);
    assert_eq!(figures["say_do"], json!([{"sprint": 1, "say_do": 0.5}]));
    assert_eq!(figures["goal_rate"], json!({"met": 1, "judged": 1, "unjudged": 0}));
    assert_eq!(figures["acceptance"], json!({"first_time": 1, "judged": 2}));
    assert_eq!(figures["cycle_time"], json!({"p50": 1, "p85": 1, "n": 1, "left_out": 0}));
    assert_eq!(
        keys(&figures["backlog"]),
        names("stories points unestimated states ready stale growth")
    );
    // #4 went back ready, 5 points: as much as a sprint brings.
    assert_eq!(figures["backlog"]["ready"], json!({"stories": 1, "points": 5, "sprints": 1}));
    assert_eq!(place.ask("figures --sprint 2")["velocity"]["per_sprint"], json!([]));
    assert_eq!(place.at("figures --sprint 1", "/acceptance/judged"), 2);
    assert!(place.line("figures --sprint 9").failed(2).contains("no sprint 9"));
    let text = place.line("figures").well().out;
    for line in [
        "· sprint 1: 5 pts, say–do 50 %",
        "· goals met: 1 of 1 (100 %)",
        "· accepted at first: 1 of 2 stories (50 %)",
        "· from the first start: half within 1, 85 % within 1 (of 1)",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}
