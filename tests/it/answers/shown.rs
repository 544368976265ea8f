//! One story.

use serde_json::Value;
use upnext::cli::answer::{json, text};
use upnext::domain::command::{Command, Lines, Wording};
use upnext::domain::criterion::{Judged, Judgement, Outcome, Verdict, VerdictKind};
use upnext::domain::field::Field;
use upnext::domain::fields::Cell;
use upnext::domain::refusal::Because;
use upnext::domain::story::LinkKind;

use super::bench::{LIST, contract, keys, minute, names, show, six, sorted, today};

#[test]
fn a_story_is_shown_whole() {
    let mut it = six();
    let (one, two, three) = (it.story(1).id, it.story(2).id, it.story(3).id);
    let line = |lines, text: &str| Command::AddLine { lines, text: text.into() };
    it.act(&line(Lines::Done, "Deployed")).act(&line(Lines::Done, "Documented"));
    it.act(&line(Lines::Ready, "Talked over"));
    it.act(&Command::Tick { story: one, lines: Lines::Done, ks: vec![2], on: true });
    it.act(&Command::Ask { story: one, text: "Which cards?".into() });
    it.act(&Command::Answer { story: one, k: 1, text: "All".into() });
    it.act(&Command::Ask { story: one, text: "Which banks?".into() });
    it.act(&Command::AddNote { story: one, text: "Decided\ntoday".into() });
    it.act(&Command::Depend { story: one, on: three, remove: false });
    it.act(&Command::Depend { story: one, on: two, remove: false });
    let given = Wording { given: "a card".into(), then: "paid".into(), ..Wording::default() };
    it.act(&Command::AddCriterion { stories: vec![one], wording: given });
    it.alter(1, |story| {
        story.split_from = Some(two);
        story.fields.put("Labels", Cell::Many(vec!["a".into(), "b".into()]));
        let judged = |text: &str, result| Judged { text: text.into(), result, ..Judged::default() };
        story.verdicts.push(Verdict {
            at: minute(1),
            by: "ann".into(),
            kind: VerdictKind::Rejected,
            criteria: vec![judged("met", Judgement::Met), judged("not met", Judgement::Unmet)],
            reason: "Not yet".into(),
            ..Verdict::default()
        });
        let seen = |at, text: &str| Outcome { at, observed: text.into(), ..Outcome::default() };
        story.outcomes = vec![seen(minute(9), "newest"), seen(minute(3), "older")];
    });
    let pretty = json(&show(1), &it.backlog, today()).unwrap();
    let fields = format!(
        "{},narrative,description,criteria,questions,notes,depends_on,links,split_from,done,\
         ready_lines,scores,verdicts,outcome,history,fields",
        LIST.replace("criteria,", "")
    );
    assert_eq!(names(&pretty, 1), contract(&fields));
    let it = it.json(&show(1));
    assert_eq!(keys(&it["narrative"]), sorted("role,want,benefit"));
    assert_eq!(it["narrative"]["benefit"], Value::Null);
    assert_eq!(keys(&it["criteria"][1]), sorted("n,text,given,when,then,result,note"));
    let second = &it["criteria"][1];
    assert_eq!(
        (&second["n"], &second["text"], &second["given"]),
        (&2.into(), &Value::Null, &"a card".into())
    );
    assert_eq!(second["result"], "unjudged");
    assert_eq!(keys(&it["questions"][0]), sorted("n,text,by,at,answer,answered_by,answered_at"));
    assert_eq!(
        (&it["questions"][0]["answer"], &it["questions"][1]["answer"]),
        (&"All".into(), &Value::Null)
    );
    assert_eq!(it["questions"][1]["answered_by"], Value::Null);
    assert_eq!(keys(&it["notes"][0]), sorted("at,by,text"));
    assert_eq!(it["depends_on"], serde_json::json!([2, 3]));
    assert_eq!(it["split_from"], 2);
    let done = serde_json::json!([
        {"k": 1, "text": "Deployed", "ticked": false}, {"k": 2, "text": "Documented", "ticked": true}
    ]);
    assert_eq!(it["done"], done);
    assert_eq!(it["ready_lines"][0]["ticked"], false);
    assert_eq!(keys(&it["scores"]), sorted("value,urgency,risk,reach,impact,confidence,effort"));
    assert_eq!(keys(&it["verdicts"][0]), sorted("at,by,kind,sprint,unmet,reason,override"));
    assert_eq!(it["verdicts"][0]["unmet"], serde_json::json!(["not met"]));
    assert_eq!(it["outcome"]["observed"], "newest");
    assert_eq!(keys(&it["history"][0]), sorted("at,by,on,what,field,before,after,reason"));
    assert_eq!(it["history"][0]["on"], "#1");
    assert_eq!(it["fields"], serde_json::json!({"Labels": ["a", "b"]}));
}

#[test]
fn a_page_says_the_same_to_people() {
    let mut it = six();
    let (one, two) = (it.story(1).id, it.story(2).id);
    it.set(1, Field::Points, "4");
    it.act(&Command::Depend { story: two, on: one, remove: false });
    it.act(&Command::Block { stories: vec![one], reason: "no test card".into() });
    it.act(&Command::AddNote { story: one, text: "Decided\ntoday".into() });
    let page = it.text(&show(1), 80);
    for words in [
        "#1 Pay by card\nready · ~4 pts · position 1 · story · epic Checkout · release 1.0",
        "As a shopper, I want to pay by card",
        "✓ ready",
        "blocked: no test card (4 days, ann)",
        "  ▢ 1 It is paid",
        "  1 · 14 Nov, ann: Decided\n                   today",
        "needed by #2",
        "  · 14 Nov, ann: blocked: no test card",
    ] {
        assert!(page.contains(words), "{words:?} not in\n{page}");
    }
    assert!(!page.contains("\n\n\n") && !page.ends_with("\n\n"), "{page}");
    let narrow = it.text(&show(1), 40);
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    let error = text(&show(99), &it.backlog, today(), None).unwrap_err();
    assert_eq!(error.because, Because::Usage);
}

#[test]
fn links_are_seen_from_both_sides() {
    let mut it = six();
    let (one, two, three) = (it.story(1).id, it.story(2).id, it.story(3).id);
    let link = |story, to, kind| Command::Link { story, to, kind, remove: false };
    it.act(&link(three, one, LinkKind::Follows)).act(&link(one, two, LinkKind::Relates));
    let seen = |number| it.json(&show(number))["links"].clone();
    assert_eq!(
        seen(1),
        serde_json::json!([{"number": 2, "kind": "relates"}, {"number": 3, "kind": "followed-by"}])
    );
    assert_eq!(seen(2), serde_json::json!([{"number": 1, "kind": "relates"}]));
    assert_eq!(seen(3), serde_json::json!([{"number": 1, "kind": "follows"}]));
    assert!(it.text(&show(1), 80).contains("relates to #2 · followed by #3"));
}
