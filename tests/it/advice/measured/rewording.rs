//! Stories told in other words, by rules written by hand: two sets that share no rule. It measures
//! nothing.

use upnext::domain::narrative::Narrative;

use crate::samples::Dice;

/// Ways to tell a story in other words.
pub struct Rules {
    /// A word and what stands for it.
    synonyms: &'static [(&'static str, &'static str)],
    /// Words that are left out.
    dropped: &'static [&'static str],
    /// Words put before the want's last one or at its end.
    added: &'static [&'static str],
    /// The sentence around the parts: `{role}`, `{want}` (after "to"), `{benefit}`; for a story
    /// with a benefit and for one without.
    with_benefit: &'static [&'static str],
    without: &'static [&'static str],
    /// Of ten benefits, so many are left out.
    silent: usize,
    /// What is done to the words of the want.
    twist: fn(&mut [String], &mut Dice),
}

/// The rules the threshold was found with.
pub const TUNED: Rules = Rules {
    synonyms: &[
        ("view", "see"),
        ("see", "view"),
        ("create", "add"),
        ("add", "create"),
        ("delete", "remove"),
        ("remove", "delete"),
        ("edit", "change"),
        ("find", "look for"),
        ("get", "receive"),
        ("receive", "get"),
        ("choose", "select"),
        ("select", "choose"),
        ("show", "display"),
        ("information", "details"),
        ("images", "pictures"),
        ("image", "picture"),
        ("user", "person"),
        ("users", "people"),
        ("save", "store"),
        ("download", "fetch"),
        ("quickly", "fast"),
        ("multiple", "several"),
        ("ability", "possibility"),
        ("list", "overview"),
        ("data", "figures"),
        ("project", "undertaking"),
    ],
    dropped: &["also", "any", "specific", "current", "all", "only"],
    added: &["existing", "somehow", "in the system", "as soon as possible"],
    with_benefit: &[
        "As a {role}, I would like to {want}, so that {benefit}",
        "In order to {benefit}, as a {role}, I want to {want}",
        "As a {role}, I need to {want} so that {benefit}",
    ],
    without: &[
        "As a {role}, I would like to {want}",
        "I need to {want}",
        "As a {role} I need to {want}",
    ],
    silent: 4,
    twist: plural_at_the_end,
};

/// The rules that were held out.
pub const HELD_OUT: Rules = Rules {
    synonyms: &[
        ("search", "hunt"),
        ("upload", "send in"),
        ("update", "refresh"),
        ("manage", "administer"),
        ("understand", "grasp"),
        ("page", "screen"),
        ("pages", "screens"),
        ("website", "site"),
        ("site", "website"),
        ("report", "summary"),
        ("reports", "summaries"),
        ("file", "document"),
        ("files", "documents"),
        ("access", "reach"),
        ("share", "pass on"),
        ("track", "follow"),
        ("know", "learn"),
        ("check", "verify"),
        ("provide", "offer"),
        ("submit", "hand in"),
        ("modify", "alter"),
        ("import", "bring in"),
        ("developer", "programmer"),
        ("researcher", "scientist"),
        ("administrator", "admin"),
        ("customer", "client"),
        ("email", "mail"),
        ("issue", "problem"),
        ("issues", "problems"),
        ("allow", "let"),
        ("group", "team"),
        ("set", "define"),
        ("tool", "instrument"),
        ("new", "fresh"),
    ],
    dropped: &["easily", "relevant", "various", "different", "particular", "able", "own"],
    added: &["please", "on my own", "from anywhere", "without asking anybody"],
    with_benefit: &[
        "The {role} can {want}; then {benefit}",
        "As {role} I must be able to {want}, so {benefit}",
        "{want} for the {role}, because {benefit}",
    ],
    without: &[
        "The {role} can {want}",
        "{want} (for the {role})",
        "As {role} I should be able to {want}",
        "{want}",
    ],
    silent: 5,
    twist: last_clause_first,
};

/// The story in other words, each rule with its own chance.
pub fn reword(parts: &Narrative, rules: &Rules, dice: &mut Dice) -> String {
    let Narrative { role, want, benefit } = parts;
    let bare = want.strip_prefix("to be able to ").or_else(|| want.strip_prefix("to "));
    let mut words = other_words(bare.unwrap_or(want), rules, dice);
    if dice.roll(10) < 5 {
        (rules.twist)(&mut words, dice);
    }
    if dice.roll(10) < 3 && words.len() > 4 {
        words.remove(1 + dice.roll(words.len() - 1));
    }
    if dice.roll(10) < 3 {
        words.push(rules.added[dice.roll(rules.added.len())].to_owned());
    }
    let silent = benefit.is_empty() || dice.roll(10) < rules.silent;
    let templates = if silent { rules.without } else { rules.with_benefit };
    templates[dice.roll(templates.len())]
        .replace("{role}", &other_words(role, rules, dice).join(" "))
        .replace("{want}", &words.join(" "))
        .replace("{benefit}", &other_words(benefit, rules, dice).join(" "))
}

fn other_words(text: &str, rules: &Rules, dice: &mut Dice) -> Vec<String> {
    let other = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let low = bare.to_lowercase();
        if rules.dropped.contains(&low.as_str()) && dice.roll(10) < 7 {
            return None;
        }
        let known = rules.synonyms.iter().find(|(it, _)| *it == low);
        Some(match known.filter(|_| dice.roll(10) < 7) {
            Some((_, other)) => word.replace(bare, other),
            None => word.to_owned(),
        })
    };
    text.split_whitespace().filter_map(other).collect()
}

/// One of many, or many of one.
fn plural_at_the_end(words: &mut [String], _: &mut Dice) {
    let Some(last) = words.last_mut() else { return };
    let bare = last.trim_end_matches(['.', ',']).to_owned();
    *last = match bare.strip_suffix('s') {
        Some(one) if !one.ends_with('s') => one.to_owned(),
        _ => bare + "s",
    };
}

/// "see totals by month" is "by month, see totals".
fn last_clause_first(words: &mut [String], dice: &mut Dice) {
    const OPENERS: [&str; 9] = ["by", "for", "in", "with", "from", "on", "to", "when", "using"];
    let places: Vec<usize> =
        (2..words.len()).filter(|at| OPENERS.contains(&words[*at].as_str())).collect();
    if places.is_empty() {
        return;
    }
    let at = places[dice.roll(places.len())];
    words.rotate_left(at);
}
