//! The query language: what it finds, where it says a query is wrong, and that it never fails
//! otherwise.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::Criterion;
use upnext::domain::epic::Epic;
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::number::Points;
use upnext::domain::query::{Haystack, QueryError, parse};
use upnext::domain::release::Release;
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Impediment, Kind, Moscow, Status, Story};
use upnext::domain::table::Table;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn days_ago(days: u64) -> Moment {
    let day = today().checked_sub_days(Days::new(days)).unwrap();
    Moment::parse(&format!("{day}T09:00:00+00:00")).unwrap()
}

struct Sample {
    ids: CountedIds,
    parts: Parts,
    stories: Vec<Arc<Story>>,
}

impl Sample {
    fn new() -> Self {
        Self { ids: CountedIds(0), parts: Parts::default(), stories: Vec::new() }
    }

    /// A draft named so, numbered in turn, made today.
    fn story(&mut self, title: &str, shape: impl FnOnce(&mut Story)) -> &mut Self {
        let number = u32::try_from(self.stories.len()).unwrap() + 1;
        let mut story = Story {
            id: fresh(&mut self.ids),
            number,
            title: title.to_owned(),
            rank: format!("a{number:03}"),
            created: days_ago(0),
            ..Story::default()
        };
        shape(&mut story);
        self.stories.push(Arc::new(story));
        self
    }

    fn backlog(&self) -> Backlog {
        let stories = Table::of(self.stories.iter().cloned());
        Backlog::from(Parts { stories, ..self.parts.clone() })
    }
}

/// The numbers of the stories a query finds, in order.
fn found(backlog: &Backlog, query: &str) -> Vec<u32> {
    try_found(backlog, query).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn try_found(backlog: &Backlog, query: &str) -> Result<Vec<u32>, QueryError> {
    let filter = parse(query)?.bind(backlog, today())?;
    let hits = backlog.in_order().filter(|story| filter.matches(story, backlog));
    let numbers: Vec<u32> = hits.map(|story| story.number).collect();
    assert!(filter.select(backlog).iter().map(|story| story.number).eq(numbers.iter().copied()));
    Ok(numbers)
}

fn error(backlog: &Backlog, query: &str) -> String {
    try_found(backlog, query).map_err(|error| error.to_string()).unwrap_err()
}

fn none() -> Backlog {
    Backlog::default()
}

#[test]
fn words_look_through_title_narrative_and_tags_but_not_the_description() {
    let mut sample = Sample::new();
    sample
        .story("Pay by card", |it| it.tags = ["checkout".to_owned()].into())
        .story("Basket", |it| {
            it.role = "shopper".into();
            it.want = "to see totals".into();
            it.benefit = "no surprise at checkout".into();
        })
        .story("Export", |it| it.description = "checkout".into());
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "checkout"), [1, 2]);
    assert_eq!(found(&backlog, "CHECKout shopper"), [2]);
    assert_eq!(found(&backlog, "\"see total\""), [2]);
    assert_eq!(found(&backlog, "\"total see\""), Vec::<u32>::new());
    assert_eq!(found(&backlog, "see total"), [2]);
    assert_eq!(found(&backlog, ""), [1, 2, 3]);
    assert_eq!(found(&backlog, "  "), [1, 2, 3]);
}

#[test]
fn accents_and_case_fold_on_both_sides_composed_or_not() {
    let mut sample = Sample::new();
    sample
        .story("Caf\u{e9} menu", |_| {})
        .story("Cafe\u{301} menu", |_| {})
        .story("Cafe menu", |_| {})
        .story("STRASSE ΟΔΟΣ İstanbul", |_| {});
    let backlog = sample.backlog();
    for query in ["cafe", "CAFÉ", "cafe\u{301}", "caf\u{e9}", "ＣＡＦＥ", "\"é m\""] {
        assert_eq!(found(&backlog, query), [1, 2, 3], "{query}");
    }
    for query in ["straße", "οδος", "istanbul", "ΟΔΌΣ"] {
        assert_eq!(found(&backlog, query), [4], "{query}");
    }
    assert_eq!(found(&backlog, "\u{301}"), Vec::<u32>::new(), "an accent alone is no wildcard");
}

#[test]
fn a_number_is_a_story_or_a_whole_number_in_its_text_and_a_hash_only_a_story() {
    let mut sample = Sample::new();
    sample
        .story("first", |_| {})
        .story("show 1 row", |_| {})
        .story("since 2011", |_| {})
        .story("v1beta", |it| it.number = 12);
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "1"), [1, 2, 12]);
    assert_eq!(found(&backlog, "#1"), [1]);
    assert_eq!(found(&backlog, "#12 or #2"), [2, 12]);
    assert_eq!(found(&backlog, "#99999999999"), Vec::<u32>::new());
}

#[test]
fn and_binds_before_or_and_brackets_and_minus_before_both() {
    let mut sample = Sample::new();
    sample.story("a", |_| {}).story("b", |_| {}).story("a b", |_| {}).story("c", |_| {});
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "a b or c"), [3, 4]);
    assert_eq!(found(&backlog, "a (b OR c)"), [3]);
    assert_eq!(found(&backlog, "-a"), [2, 4]);
    assert_eq!(found(&backlog, "-(a or b)"), [4]);
    assert_eq!(found(&backlog, "--a"), [1, 3]);
    assert_eq!(found(&backlog, "a -b"), [1]);
    assert_eq!(found(&backlog, "-a -b or -c b"), [2, 3, 4]);
    assert_eq!(found(&backlog, "((a)(b))"), [3]);
}

#[test]
fn fields_mean_exactly_their_value_and_none_means_absent() {
    let mut sample = Sample::new();
    sample
        .story("one", |it| {
            it.status = Status::Accepted;
            it.kind = Kind::Bug;
            it.moscow = Some(Moscow::Must);
            it.tags = ["Büro".to_owned(), "none".to_owned()].into();
            it.skills = ["rust".to_owned()].into();
            it.requester = "Mira Novák".into();
        })
        .story("two", |it| it.tags = ["Bürobedarf".to_owned()].into());
    let backlog = sample.backlog();
    for query in [
        "status:accepted",
        "STATUS:Accepted",
        "status=accepted",
        "kind:bug",
        "moscow:must",
        "tag:buro",
        "tags:\"büro\"",
        "tag:\"none\"",
        "skill:RUST",
        "requester:novak",
        "-tag:bürobedarf",
    ] {
        assert_eq!(found(&backlog, query), [1], "{query}");
    }
    for query in ["moscow:none", "skill:none", "requester:none", "-kind:bug"] {
        assert_eq!(found(&backlog, query), [2], "{query}");
    }
    assert_eq!(found(&backlog, "assignee:none epic:none release:none sprint:none"), [1, 2]);
    assert_eq!(found(&backlog, "tag:none"), Vec::<u32>::new());
}

#[test]
fn points_compare_exactly_and_unestimated_is_neither_small_nor_large() {
    let mut sample = Sample::new();
    for points in ["1", "2.5", "5", "13"] {
        sample.story("s", |it| it.points = Some(points.parse::<Points>().unwrap()));
    }
    sample.story("s", |_| {});
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "points:2.5"), [2]);
    assert_eq!(found(&backlog, "points>2.5"), [3, 4]);
    assert_eq!(found(&backlog, "points>=2.5"), [2, 3, 4]);
    assert_eq!(found(&backlog, "points<2.5"), [1]);
    assert_eq!(found(&backlog, "points<=2.5"), [1, 2]);
    assert_eq!(found(&backlog, "points:none"), [5]);
    assert_eq!(found(&backlog, "is:oversize"), [4]);
}

#[test]
fn epics_and_releases_go_by_name_and_a_release_by_the_epic_where_a_story_has_none() {
    let mut sample = Sample::new();
    let release = |ids: &mut CountedIds, name: &str| Release {
        id: fresh(ids),
        name: name.into(),
        ..Release::default()
    };
    let (may, june) = (release(&mut sample.ids, "2.0 May"), release(&mut sample.ids, "2.1 June"));
    let pay = Epic {
        id: fresh(&mut sample.ids),
        title: "Payment".into(),
        release: Some(may.id),
        ..Epic::default()
    };
    let plan =
        Epic { id: fresh(&mut sample.ids), title: "Payment plans".into(), ..Epic::default() };
    let repay = Epic { id: fresh(&mut sample.ids), title: "Repayment".into(), ..Epic::default() };
    let (pay_id, plan_id, june_id) = (pay.id, plan.id, june.id);
    let repay_id = repay.id;
    sample.parts.epics = Table::of([pay, plan, repay].map(Arc::new));
    sample.parts.releases = Table::of([Arc::new(may), Arc::new(june)]);
    sample
        .story("of the epic", |it| it.epic = Some(pay_id))
        .story("of its own", |it| (it.epic, it.release) = (Some(pay_id), Some(june_id)))
        .story("plans", |it| it.epic = Some(plan_id))
        .story("loose", |_| {})
        .story("back", |it| it.epic = Some(repay_id));
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "epic:payment"), [1, 2], "the whole name beats a beginning");
    assert_eq!(found(&backlog, "epic:\"payment p\""), [3]);
    assert_eq!(found(&backlog, "epic:rep"), [5]);
    assert_eq!(found(&backlog, "epic:pay"), [1, 2, 3, 5], "a part that several share means all");
    assert_eq!(found(&backlog, "epic:none"), [4]);
    assert_eq!(found(&backlog, "release:2.0"), [1]);
    assert_eq!(found(&backlog, "release:june"), [2]);
    assert_eq!(found(&backlog, "release:none"), [3, 4, 5]);
    assert_eq!(
        error(&backlog, "a epic:shop"),
        "at 3: no epic `shop`: there are Payment, Payment plans, Repayment"
    );
    assert_eq!(error(&none(), "release:x"), "at 1: no release `x`: there are no releases yet");
}

#[test]
fn sprints_go_by_number_or_state_and_a_state_without_a_sprint_finds_nothing() {
    let mut sample = Sample::new();
    let id = fresh(&mut sample.ids);
    let sprint = Sprint { id, number: 8, state: SprintState::Active, ..Sprint::default() };
    sample.parts.sprints = Table::of([Arc::new(sprint)]);
    sample.story("in", |it| it.sprint = Some(id)).story("out", |_| {});
    let backlog = sample.backlog();
    for query in ["sprint:active", "sprint:8", "sprint:#8"] {
        assert_eq!(found(&backlog, query), [1], "{query}");
    }
    assert_eq!(found(&backlog, "sprint:none"), [2]);
    assert_eq!(found(&backlog, "sprint:planned"), Vec::<u32>::new());
    assert_eq!(error(&backlog, "sprint:9"), "at 1: no sprint 9: the newest is 8");
}

#[test]
fn ready_and_unready_part_the_stories_before_work_and_leave_the_rest() {
    let mut sample = Sample::new();
    let full = |it: &mut Story| {
        (it.role, it.want) = ("a".into(), "b".into());
        it.points = Some(Points::whole(3));
        it.criteria = vec![Criterion { text: "c".into(), ..Criterion::default() }];
        it.status = Status::Ready;
    };
    sample
        .story("ready", full)
        .story("says ready, is not", |it| it.status = Status::Ready)
        .story("draft", |it| {
            full(it);
            it.status = Status::Draft;
        })
        .story("doing", |it| it.status = Status::Doing)
        .story("dropped", |it| it.status = Status::Dropped)
        .story("blocked", |it| it.impediment = Some(Impediment::default()));
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "is:ready"), [1]);
    assert_eq!(found(&backlog, "is:unready"), [2, 3, 6]);
    assert_eq!(found(&backlog, "-is:ready"), [2, 3, 4, 5, 6]);
    assert_eq!(found(&backlog, "is:open"), [1, 2, 3, 4, 6]);
    assert_eq!(found(&backlog, "is:blocked"), [6]);
}

#[test]
fn stale_is_sixty_days_without_anything_but_moves_and_only_while_open() {
    let mut sample = Sample::new();
    let entry = |what, days| Entry { at: days_ago(days), what, ..Entry::default() };
    sample
        .story("just not", |it| it.created = days_ago(59))
        .story("just", |it| it.created = days_ago(60))
        .story("moved since", |it| {
            it.created = days_ago(90);
            it.history = vec![entry(Act::Moved, 1), entry(Act::Set, 60), entry(Act::Added, 90)];
        })
        .story("set since", |it| {
            it.created = days_ago(90);
            it.history = vec![entry(Act::Moved, 1), entry(Act::Set, 59)];
        })
        .story("accepted", |it| {
            it.created = days_ago(90);
            it.status = Status::Accepted;
        });
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "is:stale"), [2, 3]);
    assert_eq!(found(&backlog, "updated<2d"), [3, 4]);
}

#[test]
fn ages_count_days_from_today_and_dates_stand_still() {
    let mut sample = Sample::new();
    for days in [0, 29, 30, 31] {
        sample.story("s", |it| it.created = days_ago(days));
    }
    let backlog = sample.backlog();
    assert_eq!(found(&backlog, "created<30d"), [1, 2]);
    assert_eq!(found(&backlog, "created<=30d"), [1, 2, 3]);
    assert_eq!(found(&backlog, "created>30d"), [4]);
    assert_eq!(found(&backlog, "created>4w"), [2, 3, 4]);
    assert_eq!(found(&backlog, "created>2026-10-23"), [1, 2]);
    assert_eq!(found(&backlog, "created:2026-10-23"), [3]);
    assert_eq!(found(&backlog, "created<4294967295w"), [1, 2, 3, 4]);
}

#[test]
fn a_large_backlog_is_asked_in_shares_and_answers_in_its_order() {
    let mut sample = Sample::new();
    for number in 1..=20_001_u32 {
        let title = if number % 3 == 0 { "fizz" } else { "other" };
        sample.story(title, |it| {
            it.rank = format!("{:06}", 30_000 - number);
            it.status = if number % 2 == 0 { Status::Draft } else { Status::Accepted };
        });
    }
    let backlog = sample.backlog();
    let fizz: Vec<u32> = (1..=20_001).rev().filter(|number| number % 3 == 0).collect();
    assert_eq!(found(&backlog, "fizz"), fizz);
    let open = parse("fizz or nothing").unwrap().bind(&backlog, today()).unwrap().open_only();
    let open: Vec<u32> = open.select(&backlog).iter().map(|story| story.number).collect();
    assert_eq!(open, fizz.into_iter().filter(|number| number % 2 == 0).collect::<Vec<_>>());
}

#[test]
fn only_a_named_state_widens_the_list() {
    for query in ["status:accepted", "a (b or -status:draft)"] {
        assert!(parse(query).unwrap().names_status(), "{query}");
    }
    for query in ["", "accepted", "\"status:accepted\"", "is:open"] {
        assert!(!parse(query).unwrap().names_status(), "{query}");
    }
    assert!(parse(" ").unwrap().is_empty());
    assert!(!parse("a").unwrap().is_empty());
}

#[test]
fn mistakes_and_half_typed_queries_are_named_with_their_place() {
    let cases = [
        ("points>x", "at 1: `points>x` needs a number"),
        ("is:stale é points>x", "at 12: `points>x` needs a number"),
        ("points>none", "at 1: `points>none` needs a number"),
        ("points>", "at 1: `points>` needs a value: a number or none"),
        (
            "status:",
            "at 1: `status:` needs a value: draft, ready, doing, delivered, accepted, dropped",
        ),
        (
            "(status:)",
            "at 2: `status:` needs a value: draft, ready, doing, delivered, accepted, dropped",
        ),
        ("kind:epic", "at 1: `epic` is no kind: use story, bug, spike, chore"),
        (
            "is:redy",
            "at 1: `redy` is no quality: use ready, unready, blocked, stale, oversize, open",
        ),
        ("sprint:next", "at 1: `sprint:next` needs active, planned, none or a number"),
        ("created<soon", "at 1: `created<soon` needs 30d, 2w or a day such as 2026-01-31"),
        ("created<+3d", "at 1: `created<+3d` needs 30d, 2w or a day such as 2026-01-31"),
        (
            "created>2026-02-30",
            "at 1: `created>2026-02-30` needs 30d, 2w or a day such as 2026-01-31",
        ),
        ("kind>bug", "at 1: only points, created and updated compare: use `kind:`"),
        ("é \"abc", "at 3: this quote is not closed"),
        ("tag:\"abc", "at 5: this quote is not closed"),
        ("\"\"", "at 1: there is nothing between these quotes"),
        ("a (b", "at 3: this bracket is not closed"),
        ("a) b", "at 2: `)` closes no bracket"),
        ("()", "at 1: there is nothing in these brackets"),
        ("or a", "at 1: `or` needs something before it"),
        ("a or", "at 3: `or` needs something after it"),
        ("a or or b", "at 3: `or` needs something after it"),
        ("a -", "at 3: `-` needs something right after it; quote it to look for it"),
        ("-or", "at 1: `-` needs something after it"),
        ("(-)", "at 2: `-` needs something after it"),
    ];
    for (query, message) in cases {
        assert_eq!(error(&none(), query), message, "{query}");
    }
    let unknown = error(&none(), "foo:bar");
    assert!(unknown.starts_with("at 1: no field `foo`: use status, kind, tag, "), "{unknown}");
    let long = error(&none(), &format!("kind:{}", "x".repeat(1 << 20)));
    assert!(long.len() < 200, "a message is one line");
}

#[test]
fn what_only_looks_like_a_field_is_a_word() {
    let mut sample = Sample::new();
    sample.story("at 10:30 -> <b> e-mail 5\" #x", |_| {}).story("other", |_| {});
    let backlog = sample.backlog();
    for query in ["10:30", "\"->\"", "<b>", "e-mail", "5\"", "#x", ">"] {
        assert_eq!(found(&backlog, query), [1], "{query}");
    }
}

#[test]
fn brackets_nest_to_a_depth_and_no_deeper() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64)).is_ok());
    let error = parse(&nested(65)).unwrap_err();
    assert_eq!(error.to_string(), "at 65: more than 64 brackets inside each other");
    assert!(parse(&nested(100_000)).is_err());
    assert!(parse(&format!("{}a", "-".repeat(100_001))).is_ok());
    assert!(parse(&"-(".repeat(100_000)).is_err());
}

/// Pieces that make queries, right and wrong ones.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "é",
        "12",
        "#12",
        " ",
        " or ",
        "-",
        "(",
        ")",
        "\"",
        ":",
        "<",
        ">=",
        "status:",
        "is:",
        "ready",
        "points",
        "none",
        "tag:",
        "created<",
        "30d",
        "sprint:",
        "epic:",
        "\u{301}",
        "😀",
        "\0",
        "\u{202E}",
        "ﬁ",
        "2026-01-31",
    ]);
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_query_or_an_error_with_a_place_in_it(
        text in prop_oneof![any::<String>(), pieces()],
        title in any::<String>(),
    ) {
        let mut sample = Sample::new();
        sample.story(&title, |_| {});
        if let Err(error) = try_found(&sample.backlog(), &text) {
            prop_assert!((1..=text.chars().count()).contains(&error.position), "{error}");
        }
    }

    #[test]
    fn minus_turns_every_answer_round(text in pieces(), title in "[ -~é😀\u{301}]{0,40}") {
        let mut sample = Sample::new();
        sample.story(&title, |_| {});
        let backlog = sample.backlog();
        if let Ok(hits) = try_found(&backlog, &text)
            && !text.trim().is_empty()
        {
            let others = found(&backlog, &format!("-({text})"));
            prop_assert_eq!(hits.len() + others.len(), 1);
        }
    }

    #[test]
    fn a_quoted_part_of_a_title_finds_it_in_any_case(
        before in "[a-zA-Z é]{0,40}", part in "[a-zA-Zé]{1,20}", after in "[a-zA-Z é]{0,40}",
    ) {
        let mut sample = Sample::new();
        sample.story(&format!("{before}{part}{after}"), |_| {});
        let backlog = sample.backlog();
        for part in [part.clone(), part.to_uppercase(), part.replace('é', "e\u{301}")] {
            prop_assert_eq!(found(&backlog, &format!("\"{part}\"")), [1]);
        }
    }
}

proptest! {
    /// The texts in one place give the answers the stories give, whatever changed meanwhile.
    #[test]
    fn a_haystack_answers_as_the_stories_do(
        titles in prop::collection::vec("[a-cÉé 12ß１²\u{1}\u{301}\u{302}]{0,12}", 1..700),
        word in "[a-cé12１\u{1}\u{301}\u{302}]{1,3}",
    ) {
        let mut texts = Haystack::default();
        let mut backlog = told(&titles);
        for round in 0..2 {
            texts.follow(backlog.stories());
            for text in [format!("\"{word}\""), word.clone(), format!("-{word}")] {
                let filter = parse(&text).unwrap().bind(&backlog, today()).unwrap();
                prop_assert_eq!(filter.hits(&backlog, Some(&texts)), filter.hits(&backlog, None));
            }
            // One story has other words: only its page is read again.
            if round == 0 {
                let mut other = titles.clone();
                other[0] = "aé1".to_owned();
                backlog = told(&other);
            }
        }
    }
}

fn told(titles: &[String]) -> Backlog {
    let mut ids = CountedIds::default();
    let story = |(title, number): (&String, u32)| {
        let id = fresh(&mut ids);
        Arc::new(Story {
            id,
            number,
            title: title.clone(),
            created: days_ago(1),
            ..Story::default()
        })
    };
    let stories = Table::of(titles.iter().zip(1..).map(story).collect::<Vec<_>>());
    Backlog::from(Parts { stories, ..Parts::default() })
}

#[test]
fn nothing_is_found_between_two_texts() {
    let backlog = told(&["a1".to_owned(), "１２ m²".to_owned()]);
    let mut texts = Haystack::default();
    texts.follow(backlog.stories());
    // What parts the texts in one place is no letter of any of them.
    let cases = [("\u{1}", 0), ("\u{301}", 0), ("\u{302}", 0), ("-\u{1}", 2), ("12", 1), ("2", 1)];
    for (query, hits) in cases {
        let filter = parse(query).unwrap().bind(&backlog, today()).unwrap();
        for texts in [Some(&texts), None] {
            let found = filter.hits(&backlog, texts).into_iter().filter(|hit| *hit).count();
            assert_eq!(found, hits, "{query:?}");
        }
    }
}
