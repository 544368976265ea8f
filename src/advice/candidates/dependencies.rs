//! Stories that may have to wait for another one: they name it, or they use what it makes. It never
//! says that they do.

use std::collections::{HashMap, HashSet};

use super::objects::{self, Made};
use super::{Sought, candidate, depends, linked};
use crate::advice::likeness::words::{Word, low, token, words};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::{Story, StoryId};

/// A thing that more stories speak of is what the product is about: that says nothing of an order
/// among them.
const SPOKEN_OF: usize = 5;
/// Where more stories make the same thing, none of them is what the others wait for.
const MAKERS: usize = 2;
/// As many of one story's are told.
const TOLD: usize = 3;
/// A shorter title stands in other texts by chance.
const TITLE: usize = 3;
/// Words that say that something must be there before.
const CUES: &[&str] =
    &["after", "once", "requires", "require", "depends", "depend", "depending", "relies"];
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
    /// Only worth telling while few stories speak of the same thing.
    of_thing: bool,
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
    let mut spoken: HashMap<StoryId, usize> = HashMap::new();
    for hint in hints.iter().filter(|hint| hint.of_thing) {
        *spoken.entry(hint.on.id).or_default() += 1;
    }
    let mut told: HashMap<StoryId, Vec<StoryId>> = HashMap::new();
    let mut found = Vec::new();
    for hint in hints {
        let (story, on) = (hint.story, hint.on);
        let common = hint.of_thing && spoken.get(&on.id).is_some_and(|n| *n > SPOKEN_OF);
        if common || linked(story, on) || depends(story, on) || waits(on, story, backlog) {
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

/// The words of a title, and whose it is.
type Titled<'a> = (Vec<String>, &'a Story);

/// How stories are named in other texts: by number, key or title.
struct Names<'a> {
    numbers: HashMap<u32, &'a Story>,
    keys: HashMap<String, &'a Story>,
    /// By the first two words of the title.
    titles: HashMap<(String, String), Vec<Titled<'a>>>,
}

impl<'a> Names<'a> {
    fn of(open: &[&'a Story]) -> Self {
        let mut names =
            Self { numbers: HashMap::new(), keys: HashMap::new(), titles: HashMap::new() };
        for story in open.iter().copied() {
            names.numbers.insert(story.number, story);
            if let Some(key) = story.key() {
                names.keys.insert(low(key), story);
            }
            let title: Vec<String> = words(&story.title).iter().map(Word::low).collect();
            if let [first, second, ..] = title.as_slice()
                && title.len() >= TITLE
            {
                let begin = (first.clone(), second.clone());
                names.titles.entry(begin).or_default().push((title, story));
            }
        }
        names
    }

    /// Every story that is named in what is written about this one.
    fn read(&self, story: &'a Story, hints: &mut Vec<Hint<'a>>) {
        let mut name = |on: &'a Story, said: &str| {
            if on.id != story.id {
                let why = format!("#{} names #{} “{}”", story.number, on.number, on.title);
                let words = vec![said.to_owned()];
                hints.push(Hint { story, on, words, why, of_thing: false });
            }
        };
        for text in around(story).chain([subject(story)]) {
            if !text.contains(['#', '-']) {
                continue;
            }
            let all = words(text);
            for word in &all {
                let before = text.get(..word.start).unwrap_or_default();
                if before.ends_with('#')
                    && let Some(on) =
                        word.raw.parse().ok().and_then(|it: u32| self.numbers.get(&it))
                {
                    name(on, &format!("#{}", word.raw));
                } else if word.raw.contains('-')
                    && let Some(on) = self.keys.get(&word.low())
                {
                    name(on, word.raw);
                }
            }
        }
        for text in around(story) {
            let all = words(text);
            let low: Vec<String> = all.iter().map(Word::low).collect();
            for (at, pair) in low.windows(2).enumerate() {
                let [first, second] = pair else { continue };
                let begun = self.titles.get(&(first.clone(), second.clone()));
                for (title, on) in begun.into_iter().flatten() {
                    if low.get(at..at + title.len()) == Some(title)
                        && let (Some(from), Some(to)) = (all.get(at), all.get(at + title.len() - 1))
                    {
                        name(on, text.get(from.start..to.end()).unwrap_or_default());
                    }
                }
            }
        }
    }
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
fn uses<'a>(story: &'a Story, makers: &Makers<'a>, hints: &mut Vec<Hint<'a>>) {
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

fn used<'a>(story: &'a Story, maker: &Maker<'a>, said: &str, of_thing: bool) -> Hint<'a> {
    let on = maker.story;
    let mut words = vec![said.to_owned()];
    if low(said) != low(&maker.made.words) {
        words.push(maker.made.words.clone());
    }
    let why =
        format!("#{} speaks of “{said}”, and #{} “{}” makes it", story.number, on.number, on.title);
    Hint { story, on, words, why, of_thing }
}
