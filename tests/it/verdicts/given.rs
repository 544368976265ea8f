//! Judging, accepting, rejecting, and going on from what was accepted.

use upnext::cli::complete::complete;
use upnext::domain::command::{
    Command, EpicPlace, Lines, ListEdit, StoryEdits, ValueEdit, Wording,
};
use upnext::domain::criterion::{Judgement, VerdictKind};
use upnext::domain::field::Field;
use upnext::domain::history::Act;
use upnext::domain::refusal::Because;
use upnext::domain::review;
use upnext::domain::story::{LinkKind, Status};

use super::Shop;

fn judge(shop: &Shop, number: u32, k: usize, judgement: Judgement, note: &str) -> Command {
    Command::Judge { story: shop.id(number), k, judgement, note: note.into() }
}

fn accept(shop: &Shop, numbers: &[u32], overriding: Option<&str>) -> Command {
    Command::Accept { stories: shop.ids(numbers), overriding: overriding.map(str::to_owned) }
}

fn reject(shop: &Shop, number: u32, unmet: &[usize], reason: Option<&str>) -> Command {
    let (unmet, reason) = (unmet.to_vec(), reason.map(str::to_owned));
    Command::Reject { story: shop.id(number), unmet, reason }
}

#[test]
fn a_criterion_is_judged_with_a_note_while_the_story_is_done_or_delivered() {
    let mut shop = Shop::with(&[3]);
    let early = shop.refused(judge(&shop, 1, 1, Judgement::Met, ""));
    assert_eq!(early.because, Because::Rule);
    assert!(early.message.contains("#1 is draft"), "{early}");
    shop.alter(1, |it| it.status = Status::Doing);
    let did = shop.does(judge(&shop, 1, 2, Judgement::Unmet, " no receipt "));
    assert_eq!(did.did.as_deref(), Some("Criterion 2 of #1 is unmet"));
    assert_eq!(did.about, [shop.id(1)]);
    let one = shop.story(1);
    assert_eq!(
        (one.criteria[1].result, one.criteria[1].note.as_str()),
        (Judgement::Unmet, "no receipt")
    );
    assert_eq!(one.criteria[0].result, Judgement::Unjudged);
    let line = &one.history[0];
    assert_eq!((line.what, line.field), (Act::Judged, Some(Field::Criteria)));
    assert_eq!(line.before.as_deref(), Some("it is seen — unjudged"));
    assert_eq!(line.after.as_deref(), Some("it is seen — unmet: no receipt"));
    // The same again is nothing; another note is something.
    assert_eq!(shop.does(judge(&shop, 1, 2, Judgement::Unmet, "no receipt")).did, None);
    assert_eq!(shop.does(judge(&shop, 1, 2, Judgement::Unmet, "")).did, None, "the note stays");
    assert!(shop.does(judge(&shop, 1, 2, Judgement::Unmet, "blurred")).did.is_some());
    assert_eq!(shop.refused(judge(&shop, 1, 3, Judgement::Met, "")).because, Because::Usage);
    assert_eq!(shop.refused(judge(&shop, 1, 0, Judgement::Met, "")).because, Because::Usage);
}

#[test]
fn delivery_and_other_words_take_a_judgement_back() {
    let mut shop = Shop::with(&[3]);
    shop.alter(1, |it| it.status = Status::Doing);
    shop.does(judge(&shop, 1, 1, Judgement::Met, "tried"));
    shop.does(judge(&shop, 1, 2, Judgement::Unmet, "blurred"));
    let stories = shop.ids(&[1]);
    shop.does(Command::Deliver { stories });
    let results =
        |shop: &Shop| shop.story(1).criteria.iter().map(|it| it.result).collect::<Vec<_>>();
    assert_eq!(results(&shop), [Judgement::Met, Judgement::Unjudged]);
    let wording = Wording::line("it works offline");
    shop.does(Command::SetCriterion { story: shop.id(1), k: 1, wording });
    assert_eq!(results(&shop), [Judgement::Unjudged; 2]);
    assert_eq!(shop.story(1).criteria[0].note, "", "the note was about other words");
}

#[test]
fn acceptance_lists_what_stands_open() {
    let mut shop = Shop::with(&[3]);
    shop.does(Command::AddLine { lines: Lines::Done, text: "reviewed".into() });
    let early = shop.refused(accept(&shop, &[1], Some("now")));
    assert!(early.message.contains("#1 is draft"), "an override is no delivery: {early}");
    shop.deliver(1);
    shop.does(judge(&shop, 1, 2, Judgement::Unmet, "blurred"));
    let refusal = shop.refused(accept(&shop, &[1], None));
    assert_eq!(
        (refusal.because, refusal.message.as_str()),
        (Because::Rule, "#1 cannot be accepted yet")
    );
    let open = [
        "criterion 1 not judged: it works",
        "criterion 2 unmet: it is seen — blurred",
        "not done: reviewed",
    ];
    assert_eq!(refusal.reasons, open);
    assert_eq!(review::open(shop.story(1), shop.backlog()), open);
    for (k, open) in [(1, 2), (2, 1)] {
        shop.does(judge(&shop, 1, k, Judgement::Met, ""));
        assert_eq!(review::open(shop.story(1), shop.backlog()).len(), open);
    }
    shop.does(Command::Tick { story: shop.id(1), lines: Lines::Done, ks: vec![1], on: true });
    let did = shop.does(accept(&shop, &[1], None));
    assert_eq!(did.did.as_deref(), Some("Accepted #1"));
    let one = shop.story(1);
    assert_eq!(one.status, Status::Accepted);
    let [verdict] = one.verdicts.as_slice() else { panic!("{:?}", one.verdicts) };
    assert_eq!((verdict.kind, verdict.by.as_str()), (VerdictKind::Accepted, "Ann"));
    assert_eq!(verdict.overridden, None);
    assert_eq!(verdict.criteria.len(), 2);
    assert_eq!(one.history[0].what, Act::Accepted);
    let again = shop.refused(accept(&shop, &[1], None));
    assert!(again.message.contains("its verdict stands"), "{again}");
}

#[test]
fn all_are_accepted_or_none() {
    let mut shop = Shop::with(&[3, 2]);
    shop.deliver(1);
    shop.deliver(2);
    for k in [1, 2] {
        shop.does(judge(&shop, 1, k, Judgement::Met, ""));
    }
    shop.refused(accept(&shop, &[1, 2], None));
    assert_eq!(shop.story(1).status, Status::Delivered);
    let did = shop.does(accept(&shop, &[1, 2], Some("the fair is tomorrow")));
    assert_eq!(did.notices, ["#1: nothing stood open, no override needed"]);
    let (one, two) = (&shop.story(1).verdicts[0], &shop.story(2).verdicts[0]);
    assert_eq!((one.overridden.as_deref(), one.reason.as_str()), (None, "the fair is tomorrow"));
    assert_eq!(
        (two.overridden.as_deref(), two.reason.as_str()),
        (Some("the fair is tomorrow"), "")
    );
    assert_eq!(two.criteria[0].result, Judgement::Unjudged, "what was open stays to be read");
    let told = &shop.story(2).history;
    assert!(
        told.iter()
            .any(|it| it.after.as_deref() == Some("accepted by override: the fair is tomorrow")),
        "{told:?}"
    );
}

#[test]
fn rejection_needs_an_unmet_criterion_or_a_reason() {
    let mut shop = Shop::with(&[3]);
    let early = shop.refused(reject(&shop, 1, &[1], None));
    assert!(early.message.contains("deliver it first"), "{early}");
    shop.deliver(1);
    let why = shop.refused(reject(&shop, 1, &[], None));
    assert!(why.message.contains("--unmet") && why.message.contains("--reason"), "{why}");
    assert_eq!(shop.refused(reject(&shop, 1, &[3], None)).because, Because::Usage);
    let did = shop.does(reject(&shop, 1, &[], Some("nobody understands it")));
    assert_eq!(did.did.as_deref(), Some("Rejected #1: nobody understands it"));
    assert_eq!(shop.story(1).status, Status::Doing);
    // One that was judged unmet before is enough.
    let stories = shop.ids(&[1]);
    shop.does(Command::Deliver { stories });
    shop.does(judge(&shop, 1, 1, Judgement::Unmet, "slow"));
    shop.does(reject(&shop, 1, &[], None));
    assert_eq!(shop.story(1).verdicts[1].criteria[0].note, "slow");
}

#[test]
fn a_second_verdict_keeps_the_first() {
    let mut shop = Shop::with(&[3]);
    shop.deliver(1);
    shop.does(judge(&shop, 1, 1, Judgement::Met, "tried at home"));
    shop.does(judge(&shop, 1, 2, Judgement::Unmet, "blurred"));
    shop.does(reject(&shop, 1, &[1, 2], None));
    let first = shop.story(1).verdicts[0].clone();
    let told: Vec<_> = first.criteria.iter().map(|it| (it.result, it.note.as_str())).collect();
    assert_eq!(told, [(Judgement::Unmet, ""), (Judgement::Unmet, "blurred")]);
    let wording = Wording::line("it is read");
    shop.does(Command::SetCriterion { story: shop.id(1), k: 2, wording });
    let stories = shop.ids(&[1]);
    shop.does(Command::Deliver { stories });
    for k in [1, 2] {
        shop.does(judge(&shop, 1, k, Judgement::Met, ""));
    }
    shop.does(accept(&shop, &[1], None));
    let verdicts = &shop.story(1).verdicts;
    assert_eq!(
        verdicts.iter().map(|it| it.kind).collect::<Vec<_>>(),
        [VerdictKind::Rejected, VerdictKind::Accepted]
    );
    assert_eq!(verdicts[0], first);
    assert_eq!(
        (verdicts[0].criteria[1].text.as_str(), verdicts[1].criteria[1].text.as_str()),
        ("it is seen", "it is read")
    );
}

#[test]
fn points_and_criteria_of_accepted_stories_are_locked() {
    let mut shop = Shop::with(&[3]);
    shop.deliver(1);
    shop.does(accept(&shop, &[1], Some("the fair is tomorrow")));
    let (story, stories) = (shop.id(1), shop.ids(&[1]));
    let wording = Wording::line("more");
    let points = |to: &str| vec![(Field::Points, to.to_owned())];
    let edit = |edits: StoryEdits| Command::EditStory { story, edits: Box::new(edits) };
    let (field, from) = (Field::Points, "3".to_owned());
    let values = vec![ValueEdit { field, from, to: "5".into() }];
    let criteria = ListEdit { known: Vec::new(), wanted: vec![(None, wording.clone())] };
    for locked in [
        Command::SetStory { stories: stories.clone(), values: points("5") },
        Command::SetStory { stories: stories.clone(), values: points("") },
        Command::AddCriterion { stories: stories.clone(), wording: wording.clone() },
        Command::SetCriterion { story, k: 1, wording: wording.clone() },
        Command::RemoveCriterion { story, k: 1 },
        Command::MoveCriterion { story, k: 1, to: 2 },
        edit(StoryEdits { values, ..StoryEdits::default() }),
        edit(StoryEdits { criteria, ..StoryEdits::default() }),
        judge(&shop, 1, 1, Judgement::Met, ""),
    ] {
        let refusal = shop.refused(&locked);
        assert_eq!(refusal.because, Because::Rule, "{locked:?}");
        assert!(refusal.message.contains("locked"), "{locked:?}: {refusal}");
        assert!(refusal.message.contains("upnext follow-up 1 TITLE"), "{locked:?}: {refusal}");
    }
    for over in [
        Command::Back { stories: stories.clone() },
        Command::Unready { stories: stories.clone() },
        Command::Deliver { stories: stories.clone() },
        Command::Drop { stories: stories.clone(), reason: "no".into() },
        reject(&shop, 1, &[1], Some("no")),
    ] {
        shop.refused(over);
    }
    // Its title may still be mended.
    let title = vec![(Field::Title, "Pay by card".to_owned())];
    shop.does(Command::SetStory { stories, values: title });
}

#[test]
fn a_follow_up_continues_accepted_work_directly_below_it() {
    let mut shop = Shop::with(&[3, 2]);
    shop.does(Command::AddEpic { title: "Checkout".into(), values: Vec::new() });
    shop.does(Command::AddRelease { name: "Spring".into(), values: Vec::new() });
    let values = [
        (Field::Epic, "Checkout"),
        (Field::Release, "Spring"),
        (Field::Tags, "ux, shop"),
        (Field::Requester, "Zoe"),
        (Field::Assignee, "Kim"),
    ];
    let values = values.map(|(field, value)| (field, value.to_owned())).to_vec();
    shop.does(Command::SetStory { stories: shop.ids(&[1]), values });
    let epic = shop.story(1).epic.unwrap();
    shop.does(Command::MoveEpic { epic, place: EpicPlace::Top });
    let command = Command::FollowUp { story: shop.id(1), title: "Print it".into() };
    let open = shop.refused(&command);
    assert_eq!(open.message, "#1 is draft; it is still open: edit it");
    shop.deliver(1);
    shop.does(accept(&shop, &[1], Some("the fair is tomorrow")));
    let did = shop.does(command);
    assert_eq!(did.did.as_deref(), Some("Added #3 “Print it”, which follows #1"));
    assert_eq!(did.about, [shop.id(3)]);
    let (one, new) = (shop.story(1), shop.story(3));
    assert_eq!((new.status, new.points, new.sprint), (Status::Draft, None, None));
    assert_eq!((new.epic, new.release, &new.tags), (one.epic, one.release, &one.tags));
    assert_eq!((new.requester.as_str(), new.assignee.as_str()), ("Zoe", ""));
    assert_eq!((new.links[0].to, new.links[0].kind), (one.id, Some(LinkKind::Follows)));
    let order: Vec<u32> = shop.backlog().in_order().map(|it| it.number).collect();
    assert_eq!(order, [1, 3, 2]);
    let empty = Command::FollowUp { story: shop.id(1), title: " ".into() };
    assert_eq!(shop.refused(empty).because, Because::Usage);
}

#[test]
fn the_rest_is_met_in_one_act() {
    let mut shop = Shop::with(&[3]);
    shop.does(Command::AddLine { lines: Lines::Done, text: "reviewed".into() });
    shop.does(Command::AddLine { lines: Lines::Done, text: "in the shop".into() });
    let rest = Command::JudgeRest { story: shop.id(1) };
    let early = shop.refused(&rest);
    assert_eq!(early.because, Because::Rule);
    shop.alter(1, |it| it.status = Status::Delivered);
    shop.does(judge(&shop, 1, 1, Judgement::Unmet, "no receipt"));
    shop.does(Command::Tick { story: shop.id(1), lines: Lines::Done, ks: vec![2], on: true });
    let before = shop.story(1).history.len();
    let did = shop.does(&rest);
    let words = "Judged the rest of #1: 1 criterion met, 1 line of done ticked";
    assert_eq!(did.did.as_deref(), Some(words));
    // What was judged before stays as it was said.
    let one = shop.story(1);
    let results: Vec<Judgement> = one.criteria.iter().map(|it| it.result).collect();
    assert_eq!(results, [Judgement::Unmet, Judgement::Met]);
    assert_eq!((one.done_ticks.len(), one.history.len()), (2, before + 2));
    let told = one.history.iter().find(|it| it.what == Act::Judged).unwrap();
    assert_eq!(told.after.as_deref(), Some("it is seen — met"));
    assert_eq!(shop.does(&rest).did, None, "there is nothing left");
}

#[test]
fn the_criteria_of_the_story_are_offered_where_one_is_to_be_named() {
    let mut shop = Shop::with(&[3]);
    shop.alter(1, |it| it.status = Status::Doing);
    shop.does(judge(&shop, 1, 2, Judgement::Met, ""));
    for line in ["judge 1 ", "reject 1 --unmet ", "reject '#1' --reason no --unmet "] {
        let words = complete(line, shop.backlog()).words.into_iter();
        let criteria: Vec<_> = words.map(|it| (it.word, it.about)).take(2).collect();
        let is = |k: &str, about: &str| (k.to_owned(), about.to_owned());
        assert_eq!(criteria, [is("1", "unjudged: it works"), is("2", "met: it is seen")], "{line}");
    }
}
