//! Writing stories down and giving their fields other values.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{NewStory, Place, place, text};
use crate::domain::backlog::Backlog;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::narrative;
use crate::domain::refusal::Refusal;
use crate::domain::review;
use crate::domain::setting;
use crate::domain::spelling;
use crate::domain::story::{Link, LinkKind, Story, StoryId};

pub(super) fn add(
    draft: &mut Draft<'_>,
    stories: &[NewStory],
    at: Place,
) -> Result<String, Refusal> {
    let first = draft.now().next_number();
    let ranks = place::room(draft, at, &[], stories.len())?;
    let mut added = Vec::with_capacity(stories.len());
    for ((new, rank), number) in stories.iter().zip(ranks).zip(first..) {
        added.push(written(draft, new, rank, number)?);
    }
    draft.about_all(added.iter().map(|story| story.id));
    let title = added.first().map_or(String::new(), |it| it.title.clone());
    draft.add_all(added, Act::Added);
    Ok(match (stories, first) {
        ([_], number) => format!("Added #{number} “{title}”"),
        (several, first) => {
            let last = first + u32::try_from(several.len()).unwrap_or(0).saturating_sub(1);
            format!("Added {} stories, #{first} to #{last}", several.len())
        }
    })
}

/// The story a new one becomes; a title that is a whole user story comes apart.
pub(super) fn written(
    draft: &mut Draft<'_>,
    new: &NewStory,
    rank: String,
    number: u32,
) -> Result<Story, Refusal> {
    let title = setting::one_line("a title", &new.title)?;
    let told = !new.role.is_empty() || !new.want.is_empty() || !new.benefit.is_empty();
    let apart = if told { None } else { narrative::split(&title) };
    let mut story = Story {
        id: draft.fresh(),
        number,
        kind: new.kind,
        rank,
        points: new.points,
        epic: new.epic,
        created: draft.stamp().at,
        ..Story::default()
    };
    if let Some(it) = apart {
        story.title = narrative::headline(&it.want);
        (story.role, story.want, story.benefit) = (it.role, it.want, it.benefit);
    } else {
        story.title = title;
        story.role = setting::line_or_none(&new.role)?;
        story.want = setting::line_or_none(&new.want)?;
        story.benefit = setting::line_or_none(&new.benefit)?;
    }
    for words in &new.criteria {
        let words = words.checked()?;
        story.criteria.push(text::worded(draft.fresh(), words));
    }
    story.tags = new.tags.iter().map(|tag| setting::word(tag)).collect::<Result<_, _>>()?;
    Ok(story)
}

pub(super) fn set(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    for &id in stories {
        let held = draft.story(id)?;
        if values.iter().any(|(field, _)| *field == Field::Points) {
            points_unlocked(&held)?;
        }
        let mut changed = Story::clone(&held);
        for (field, value) in values {
            setting::set_story(&mut changed, *field, value, draft.now())?;
        }
        draft.alter(id, Act::Set, None, |story: &mut Story| *story = changed);
        draft.about(id);
    }
    if let Some(id) = stories.first()
        && values.iter().any(|(field, _)| *field == Field::Points)
    {
        off_the_scale(draft, *id);
    }
    Ok(set_label(draft.now(), stories, values))
}

/// Points of an accepted story are locked.
pub(super) fn points_unlocked(held: &Story) -> Result<(), Refusal> {
    review::unlocked(held, "its points are")
}

/// An estimate off the product's scale is kept, and said.
pub(super) fn off_the_scale(draft: &mut Draft<'_>, id: StoryId) {
    let points = draft.now().story(id).and_then(|it| it.points);
    let scale = &draft.now().product().scale.0;
    if let Some(points) = points.filter(|points| !scale.contains(points)) {
        let scale: Vec<String> = scale.iter().map(ToString::to_string).collect();
        draft.notice(format!("{points} is not on the scale {}", scale.join(" ")));
    }
}

fn set_label(backlog: &Backlog, stories: &[StoryId], values: &[(Field, String)]) -> String {
    let who = said(backlog, stories);
    let value = |field: Field| {
        let story = backlog.story(*stories.first()?)?;
        spelling::of_story(field, story, backlog)
    };
    match values {
        [(Field::Points, _)] => match value(Field::Points) {
            Some(points) => format!("Estimated {who} at {points}"),
            None => format!("Took the estimate of {who} away"),
        },
        [(field, _)] => match value(*field) {
            Some(value) if value.chars().count() <= 40 => {
                format!("Set {field} of {who} to {value}")
            }
            Some(_) => format!("Set {field} of {who}"),
            None => format!("Cleared {field} of {who}"),
        },
        several => {
            let fields: Vec<&str> = several.iter().map(|(field, _)| field.word()).collect();
            format!("Set {} of {who}", fields.join(", "))
        }
    }
}

pub(super) fn tag(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    add: &[String],
    remove: &[String],
) -> Result<String, Refusal> {
    let read = |words: &[String]| {
        words.iter().map(|word| setting::word(word)).collect::<Result<Vec<_>, _>>()
    };
    let (add, remove) = (read(add)?, read(remove)?);
    for &id in stories {
        draft.story(id)?;
        draft.about(id);
        draft.alter(id, Act::Set, None, |story: &mut Story| {
            story.tags.extend(add.iter().cloned());
            story.tags.retain(|tag| !remove.contains(tag));
        });
    }
    let signed = |sign, words: &[String]| {
        words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>()
    };
    let words = [signed('+', &add), signed('-', &remove)].concat().join(" ");
    Ok(format!("Tagged {} {words}", said(draft.now(), stories)))
}

pub(super) fn depend(
    draft: &mut Draft<'_>,
    story: StoryId,
    on: StoryId,
    remove: bool,
) -> Result<String, Refusal> {
    let (held, other) = (draft.story(story)?, draft.story(on)?);
    if !remove {
        may_depend(draft.now(), &held, on)?;
    }
    draft.about(story);
    draft.alter(story, Act::Set, None, |it: &mut Story| {
        if remove {
            it.depends_on.remove(&on);
        } else {
            it.depends_on.insert(on);
        }
    });
    let verb = if remove { "no longer depends on" } else { "depends on" };
    Ok(format!("#{} {verb} #{}", held.number, other.number))
}

/// A story depends neither on itself nor on one that waits for it.
pub(super) fn may_depend(backlog: &Backlog, held: &Story, on: StoryId) -> Result<(), Refusal> {
    if held.id == on {
        return Err(Refusal::rule(format!("#{} cannot depend on itself", held.number)));
    }
    let Some(path) = path(backlog, on, held.id) else { return Ok(()) };
    let path: Vec<String> = path.iter().map(|number| format!("#{number}")).collect();
    Err(Refusal::rule(format!("that would be a circle: #{} → {}", held.number, path.join(" → "))))
}

/// The numbers along the dependencies from one story to another, if they lead there.
fn path(backlog: &Backlog, from: StoryId, to: StoryId) -> Option<Vec<u32>> {
    let mut came: HashMap<StoryId, StoryId> = HashMap::new();
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            let mut numbers = Vec::new();
            let mut step = Some(at);
            while let Some(id) = step {
                numbers.extend(backlog.story(id).map(|story| story.number));
                step = came.get(&id).copied();
            }
            numbers.reverse();
            return Some(numbers);
        }
        for &next in backlog.story(at).iter().flat_map(|story| &story.depends_on) {
            if seen.insert(next) {
                came.insert(next, at);
                open.push(next);
            }
        }
    }
    None
}

pub(super) fn link(
    draft: &mut Draft<'_>,
    story: StoryId,
    to: StoryId,
    kind: LinkKind,
    remove: bool,
) -> Result<String, Refusal> {
    let (held, other) = (draft.story(story)?, draft.story(to)?);
    let (newer, older) = ends(&held, &other, kind)?;
    draft.about(story);
    draft.alter(newer, Act::Set, None, |it: &mut Story| {
        if remove {
            it.links.retain(|link| link.to != older);
        } else if !it.links.iter().any(|link| link.to == older && link.kind == Some(kind)) {
            it.links.push(Link { to: older, kind: Some(kind), ..Link::default() });
        }
    });
    Ok(match (remove, kind) {
        (true, _) => format!("#{} is no longer linked to #{}", held.number, other.number),
        (false, LinkKind::Relates) => format!("#{} relates to #{}", held.number, other.number),
        (false, LinkKind::Follows) => format!("#{} follows #{}", held.number, other.number),
    })
}

/// A link is stored once, on the newer of the two, and shown from both: the newer, the older.
pub(super) fn ends(
    held: &Arc<Story>,
    other: &Arc<Story>,
    kind: LinkKind,
) -> Result<(StoryId, StoryId), Refusal> {
    if held.id == other.id {
        return Err(Refusal::rule(format!("#{} cannot be linked to itself", held.number)));
    }
    if newer(held, other) {
        return Ok((held.id, other.id));
    }
    if kind == LinkKind::Follows {
        return Err(Refusal::rule(format!(
            "#{} is older than #{}: only a newer story follows an older one",
            held.number, other.number
        )));
    }
    Ok((other.id, held.id))
}

pub(in crate::domain) fn newer(story: &Arc<Story>, other: &Arc<Story>) -> bool {
    (story.created, story.number) >= (other.created, other.number)
}

/// The stories an act was about, as they are named: "#12", "#12, #13 and 4 more".
pub(super) fn said(backlog: &Backlog, stories: &[StoryId]) -> String {
    const NAMED: usize = 3;
    let number = |id: &StoryId| backlog.story(*id).map(|story| format!("#{}", story.number));
    let numbers: Vec<String> = stories.iter().take(NAMED).filter_map(number).collect();
    let rest = stories.len().saturating_sub(NAMED);
    match (rest, numbers.as_slice()) {
        (0, [init @ .., last]) if !init.is_empty() => format!("{} and {last}", init.join(", ")),
        (0, _) => numbers.join(""),
        (rest, _) => format!("{} and {rest} more", numbers.join(", ")),
    }
}
