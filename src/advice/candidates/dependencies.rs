//! Stories that may have to wait for another one: they name it, or they use what it makes. It never
//! says that they do.

mod names;

use std::collections::{HashMap, HashSet};

use self::names::Names;
use super::objects::{self, Made};
use super::{Sought, candidate, depends, linked};
use crate::advice::likeness::words::{Word, low, token, words};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::{Story, StoryId};

/// A thing that more stories speak of is what the product is about: that says nothing of an order
/// among them.
const SPOKEN_OF: usize = 3;
/// Where more stories make the same thing, none of them is what the others wait for.
const MAKERS: usize = 2;
/// As many of one story's are told.
const TOLD: usize = 3;
/// Words that say that something must be there before.
const CUES: &[&str] =
    &["after", "once", "requires", "require", "depends", "depend", "depending", "relies"];
/// Words before a verb: after them “update” is no thing.
const BEFORE_VERB: &[&str] = &["to", "can", "will", "must", "may", "should", "shall", "i", "we"];
/// So many words after such a word the thing may stand.
const REACH: usize = 8;

/// A story that makes a thing.
struct Maker<'a> {
    story: &'a Story,
    made: Made,
}

/// That a story may have to wait for another one.
struct Hint<'a> {
    story: &'a Story,
    on: &'a Story,
    words: Vec<String>,
    why: String,
    /// The thing, where only that it is spoken of tells of it: worth telling while few do.
    thing: Option<&'a [String]>,
}

/// Pairs of these stories.
pub(super) fn find(open: &[&Story], backlog: &Backlog) -> Vec<Finding> {
    let names = Names::of(open);
    let makers = makers(open);
    let mut hints: Vec<Hint<'_>> = Vec::new();
    for story in open {
        names.read(story, &mut hints);
        uses(story, &makers, &mut hints);
    }
    let mut spoken: HashMap<&[String], HashSet<StoryId>> = HashMap::new();
    for hint in &hints {
        if let Some(thing) = hint.thing {
            spoken.entry(thing).or_default().insert(hint.story.id);
        }
    }
    let common = |hint: &Hint<'_>| {
        hint.thing.and_then(|it| spoken.get(it)).is_some_and(|who| who.len() > SPOKEN_OF)
    };
    hints.retain(|hint| !common(hint));
    let pairs = |named: bool| -> HashSet<(StoryId, StoryId)> {
        let some = hints.iter().filter(|hint| hint.thing.is_none() == named);
        some.map(|hint| (hint.story.id, hint.on.id)).collect()
    };
    let (written, guessed) = (pairs(true), pairs(false));
    // Each may wait for the other: what somebody wrote tells more, and else nothing does.
    let both_ways = |hint: &Hint<'_>| {
        let back = (hint.on.id, hint.story.id);
        let there = written.contains(&(hint.story.id, hint.on.id));
        written.contains(&back) || (!there && guessed.contains(&back))
    };
    let mut told: HashMap<StoryId, Vec<StoryId>> = HashMap::new();
    let mut found = Vec::new();
    for hint in hints {
        let (story, on) = (hint.story, hint.on);
        if both_ways(&hint) || linked(story, on) || depends(story, on) || waits(on, story, backlog)
        {
            continue;
        }
        let before = told.entry(story.id).or_default();
        if before.contains(&on.id) || before.len() >= TOLD {
            continue;
        }
        before.push(on.id);
        let message = format!(
            "{}: if it must wait, upnext depend {} --on {}",
            hint.why, story.number, on.number
        );
        found.push(candidate(Sought::Dependencies, (story, on), hint.words, message));
    }
    found
}

/// Whether a story waits for another one in the end: the other way round would be a circle.
fn waits(story: &Story, on: &Story, backlog: &Backlog) -> bool {
    let mut seen: HashSet<StoryId> = HashSet::new();
    let mut open: Vec<StoryId> = story.depends_on.iter().copied().collect();
    while let Some(id) = open.pop() {
        if id == on.id {
            return true;
        }
        if seen.insert(id) {
            open.extend(backlog.story(id).into_iter().flat_map(|it| it.depends_on.iter().copied()));
        }
    }
    false
}

/// What says what a story is about.
fn subject(story: &Story) -> &str {
    if story.want.trim().is_empty() { &story.title } else { &story.want }
}

/// What is written about a story, but for its own subject and what is asked and noted.
fn around(story: &Story) -> impl Iterator<Item = &str> {
    let criteria = story.criteria.iter();
    let criteria = criteria.flat_map(|it| [&*it.text, &*it.given, &*it.when, &*it.then]);
    [&*story.benefit, &*story.description].into_iter().chain(criteria)
}

/// The stories that make something, by the first word of what they make.
type Makers<'a> = HashMap<String, Vec<Maker<'a>>>;

fn makers<'a>(open: &[&'a Story]) -> Makers<'a> {
    let mut alike: HashMap<Vec<String>, Vec<Maker<'a>>> = HashMap::new();
    for story in open.iter().copied() {
        if let Some(made) = objects::made(subject(story)) {
            alike.entry(made.tokens.clone()).or_default().push(Maker { story, made });
        }
    }
    let mut makers: Makers<'a> = HashMap::new();
    for (tokens, some) in alike {
        if some.len() <= MAKERS
            && let Some(first) = tokens.into_iter().next()
        {
            makers.entry(first).or_default().extend(some);
        }
    }
    for some in makers.values_mut() {
        some.sort_by_key(|maker| (maker.story.number, maker.story.id));
        // Only where thousands were written from one mould.
        some.truncate(SPOKEN_OF * 10);
    }
    makers
}

/// Everything that a story uses and others make.
fn uses<'a>(story: &'a Story, makers: &'a Makers<'a>, hints: &mut Vec<Hint<'a>>) {
    let own = objects::made(subject(story)).map(|it| it.tokens);
    let texts = [(subject(story), true)].into_iter();
    for (text, plain) in texts.chain(around(story).map(|text| (text, false))) {
        let all = words(text);
        let lows: Vec<String> = all.iter().map(Word::low).collect();
        let tokens: Vec<(String, usize)> =
            lows.iter().enumerate().filter_map(|(at, low)| Some((token(low)?, at))).collect();
        for (at, (first, word)) in tokens.iter().enumerate() {
            for maker in makers.get(first).into_iter().flatten() {
                let made = &maker.made;
                let here = tokens.iter().skip(at).map(|(token, _)| token);
                let same = here.take(made.tokens.len()).eq(&made.tokens);
                if !same || maker.story.id == story.id || own.as_ref() == Some(&made.tokens) {
                    continue;
                }
                let cue = cue(&lows, *word);
                if made.tokens.len() == 1 && is_deed(&lows, *word, &made.words) {
                    continue;
                }
                if !plain && cue.is_none() {
                    continue;
                }
                let last = tokens.get(at + made.tokens.len() - 1).map_or(*word, |it| it.1);
                // "Once it is updated" speaks of no update.
                let done = |text: &str| text.to_ascii_lowercase().ends_with("ed");
                if lows.get(last).is_some_and(|low| done(low)) && !done(&made.words) {
                    continue;
                }
                let from = cue.unwrap_or(*word);
                let (Some(from), Some(to)) = (all.get(from), all.get(last)) else { continue };
                let said = text.get(from.start..to.end()).unwrap_or_default();
                hints.push(used(story, maker, said, cue.is_none()));
            }
        }
    }
}

/// Where a word stands shortly before this one that says that something must be there.
fn cue(lows: &[String], at: usize) -> Option<usize> {
    let near = lows.iter().enumerate().take(at).skip(at.saturating_sub(REACH));
    near.rev().find(|(_, low)| CUES.contains(&low.as_str())).map(|(at, _)| at)
}

/// Whether a word is what is done, and not the thing: “to update prices” needs no updates.
fn is_deed(lows: &[String], at: usize, made: &str) -> bool {
    match at.checked_sub(1).and_then(|before| lows.get(before)) {
        Some(before) => BEFORE_VERB.contains(&before.as_str()),
        None => lows.get(at).is_some_and(|first| *first != low(made)),
    }
}

fn used<'a>(story: &'a Story, maker: &'a Maker<'a>, said: &str, of_thing: bool) -> Hint<'a> {
    let on = maker.story;
    let words = vec![said.to_owned()];
    let why =
        format!("#{} speaks of “{said}”, and #{} “{}” makes it", story.number, on.number, on.title);
    let thing = of_thing.then_some(maker.made.tokens.as_slice());
    Hint { story, on, words, why, thing }
}
