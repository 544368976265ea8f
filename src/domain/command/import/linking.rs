//! Dependencies and links of imported stories, by the other tool's keys.

use std::collections::HashMap;

use crate::domain::draft::Draft;
use crate::domain::import::ImportedStory;
use crate::domain::story::{Link, LinkKind, Story, StoryId};

/// Sets what the rows say of each other. A key that is nowhere is told of.
pub(super) fn link(
    draft: &mut Draft<'_>,
    rows: &[&ImportedStory],
    stories: &mut [Story],
    by_key: &HashMap<String, StoryId>,
) {
    let at: HashMap<StoryId, usize> =
        stories.iter().enumerate().map(|(index, story)| (story.id, index)).collect();
    for (index, row) in rows.iter().enumerate() {
        let Some(own) = stories.get(index).map(|story| story.id) else { continue };
        let lists = [
            ("depends on", &row.depends_on),
            ("blocks", &row.blocks),
            ("relates to", &row.relates),
        ];
        for (name, keys) in lists {
            let (known, lost): (Vec<_>, Vec<_>) =
                keys.iter().partition(|key| by_key.contains_key(*key));
            for other in known.iter().filter_map(|key| by_key.get(*key)).filter(|id| **id != own) {
                relate(stories, &at, name, own, *other);
            }
            if let Some(story) = stories.get(index).filter(|_| !lost.is_empty()) {
                tell_lost(draft, story, name, &lost);
            }
        }
    }
}

fn relate(
    stories: &mut [Story],
    at: &HashMap<StoryId, usize>,
    how: &str,
    own: StoryId,
    other: StoryId,
) {
    let created = |id: StoryId| {
        at.get(&id).and_then(|at| stories.get(*at)).map(|story| (story.created, story.number))
    };
    let (from, to) = match how {
        "blocks" => (other, own),
        // A link is stored on the newer one; stories already here are older than all of these.
        "relates to" if created(other) > created(own) => (other, own),
        _ => (own, other),
    };
    // A story that was here before the import keeps its dependencies as they are.
    let Some(story) = at.get(&from).and_then(|at| stories.get_mut(*at)) else { return };
    if how == "relates to" {
        if !story.links.iter().any(|link| link.to == to) {
            story.links.push(Link { to, kind: Some(LinkKind::Relates), ..Link::default() });
        }
    } else {
        story.depends_on.insert(to);
    }
}

/// The bridge keeps such cells in `fields`; here it is only told.
fn tell_lost(draft: &mut Draft<'_>, story: &Story, name: &str, lost: &[&String]) {
    let keys: Vec<&str> = lost.iter().map(|key| key.as_str()).collect();
    draft.notice(format!(
        "#{} {name} {}, which is not in the file: kept in its fields",
        story.number,
        keys.join(", ")
    ));
}
