//! Stories that wait for themselves, at once or around a few others: found and named. It never
//! says which of them should not wait.

use std::collections::HashSet;

use super::Finding;
use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;

/// Stories that depend on themselves, in the end. One walk without recursion.
pub(super) fn all(backlog: &Backlog) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut done: HashSet<StoryId> = HashSet::new();
    for start in backlog.stories() {
        let mut path: Vec<(StoryId, Vec<StoryId>)> = Vec::new();
        let mut on_path: HashSet<StoryId> = HashSet::new();
        let next = |id: StoryId| -> Vec<StoryId> {
            backlog.story(id).map_or(Vec::new(), |it| it.depends_on.iter().copied().collect())
        };
        if done.insert(start.id) {
            on_path.insert(start.id);
            path.push((start.id, next(start.id)));
        }
        while let Some((at, open)) = path.last_mut() {
            let at = *at;
            let Some(id) = open.pop() else {
                on_path.remove(&at);
                path.pop();
                continue;
            };
            if on_path.contains(&id) {
                found.push(circle(
                    &path.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
                    id,
                    backlog,
                ));
            } else if done.insert(id) {
                on_path.insert(id);
                path.push((id, next(id)));
            }
        }
    }
    found
}

fn circle(path: &[StoryId], back_to: StoryId, backlog: &Backlog) -> Finding {
    let around = path.iter().skip_while(|id| **id != back_to);
    let numbers: Vec<u32> =
        around.filter_map(|id| backlog.story(*id).map(|story| story.number)).collect();
    let words: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    let first = numbers.first().copied();
    if let [alone] = words.as_slice() {
        let finding =
            Finding::of("circle", first, alone.clone(), format!("{alone} waits for itself"));
        return finding.mended_so("takes that away");
    }
    let way = match numbers.as_slice() {
        [one, other, ..] => format!("upnext depend {one} --on {other} --remove"),
        _ => String::new(),
    };
    let message = format!("{} wait for each other: for example {way}", words.join(" → "));
    Finding { words, ..Finding::of("circle", first, String::new(), message) }
}
