//! A sprint as Markdown for a mail to stakeholders: its goal, what was accepted, what was not and
//! why, what came in and out, and its figures. It tells a closed sprint as its record has it.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::bridge::export::escaped;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Judgement, Verdict, VerdictKind};
use crate::domain::number::Points;
use crate::domain::past::{self, Then};
use crate::domain::review;
use crate::domain::sprint::{Direction, Part, Record, ScopeEntry, Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};
use crate::say::{date, plain, tally};

/// The whole text.
pub(super) fn text(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> String {
    // A running sprint is told as if it ended now.
    let record = sprint.record.as_ref().map_or_else(
        || Cow::Owned(review::record(sprint, backlog, Moment::default())),
        Cow::Borrowed,
    );
    let it = Minutes { sprint, record: &record, backlog, today };
    let mut out = String::new();
    it.head(&mut out);
    it.accepted(&mut out);
    it.not_accepted(&mut out);
    it.scope(&mut out);
    it.feedback(&mut out);
    it.figures(&mut out);
    plain::text(&out).into_owned()
}

struct Minutes<'a> {
    sprint: &'a Sprint,
    record: &'a Record,
    backlog: &'a Backlog,
    today: NaiveDate,
}

impl Minutes<'_> {
    const fn closed(&self) -> bool {
        self.sprint.record.is_some()
    }

    fn head(&self, out: &mut String) {
        let (sprint, record) = (self.sprint, self.record);
        let goal = record.goal.as_deref().unwrap_or(&sprint.goal);
        let product = self.backlog.product().name.as_str();
        let named =
            if product.is_empty() { String::new() } else { format!("{}: ", escaped(product)) };
        push(out, &format!("# {named}sprint {}", sprint.number));
        let day = |day: NaiveDate| date::short(day, self.today);
        let days = match (sprint.start, sprint.end) {
            (Some(start), Some(end)) => format!("{} – {}, ", day(start), day(end)),
            _ => String::new(),
        };
        push(out, &format!("\n{days}{}", sprint.state));
        if !goal.is_empty() {
            let judged = match (record.goal_met, self.closed()) {
                (Some(true), _) => " — **met**",
                (Some(false), _) => " — **not met**",
                (None, true) => " — not judged",
                (None, false) => "",
            };
            push(out, &format!("\n**Goal:** {}{judged}", escaped(goal)));
        }
        if !record.note.is_empty() {
            out.push('\n');
            for line in record.note.lines() {
                push(out, &format!("> {}", escaped(line)));
            }
        }
    }

    fn accepted(&self, out: &mut String) {
        let so_far = if self.closed() { "" } else { " so far" };
        heading(out, &format!("Accepted{so_far}"), self.record.accepted.points);
        for story in self.stories(&self.record.accepted) {
            let by = self.record.overrides.contains(&story.id).then(|| self.overridden(story));
            let by = by.flatten().map_or_else(String::new, |why| {
                format!(" — accepted by override: {}", escaped(why))
            });
            push(out, &format!("- {}{by}", self.named(story)));
        }
        if self.record.accepted.stories.is_empty() {
            push(out, "Nothing.");
        }
    }

    fn not_accepted(&self, out: &mut String) {
        let parts = [self.record.rejected.as_ref(), self.record.unfinished.as_ref()];
        let points = parts.into_iter().flatten().map(|part| part.points).sum();
        let stories: Vec<&Story> =
            parts.into_iter().flatten().flat_map(|part| self.stories(part)).collect();
        if stories.is_empty() {
            return;
        }
        let yet = if self.closed() { "" } else { " yet" };
        heading(out, &format!("Not accepted{yet}"), points);
        for story in stories {
            let rejected = parts[0].is_some_and(|part| part.stories.contains(&story.id));
            let why = if rejected { self.rejection(story) } else { self.reached(story).to_owned() };
            let went = self.went(story.id).map_or_else(String::new, |to| format!("; {to}"));
            push(out, &format!("- {} — {why}{went}", self.named(story)));
        }
    }

    fn scope(&self, out: &mut String) {
        if self.sprint.scope_log.is_empty() {
            return;
        }
        push(out, "\n## What came in and went out\n");
        for it in &self.sprint.scope_log {
            push(out, &format!("- {}", self.change(it)));
        }
    }

    fn change(&self, it: &ScopeEntry) -> String {
        let way = if it.direction == Some(Direction::Out) { "out" } else { "in" };
        let story = self.backlog.story(it.story);
        let called = story.map_or_else(
            || "a story that is gone".to_owned(),
            |story| format!("#{} {}", story.number, escaped(&story.title)),
        );
        let points = points(it.points);
        let reason = match it.reason.as_str() {
            "" => String::new(),
            reason => format!(": {}", escaped(reason)),
        };
        let other = it.traded_for.and_then(|id| self.backlog.story(id));
        let traded = other.map_or_else(String::new, |it| format!(", for #{}", it.number));
        let day = date::short(it.at.day(), self.today);
        format!("{day} {way}: {called} ({points}){traded}{reason}")
    }

    /// What was said of its stories.
    fn feedback(&self, out: &mut String) {
        let ideas = review::feedback(self.sprint, self.record, self.backlog);
        if ideas.is_empty() {
            return;
        }
        push(out, "\n## Feedback\n");
        for idea in ideas {
            let stories = idea.stories.iter().filter_map(|id| self.backlog.story(*id));
            let stories: Vec<u32> = stories.map(|story| story.number).collect();
            let from = match idea.from.as_str() {
                "" => String::new(),
                from => format!(" — {}", escaped(from)),
            };
            let about = tally::numbers(&stories);
            push(out, &format!("- {}{from} (about {about})", escaped(&idea.text)));
        }
    }

    fn figures(&self, out: &mut String) {
        let record = self.record;
        push(out, "\n## Figures\n");
        let velocity =
            if self.sprint.state == SprintState::Closed { "Velocity" } else { "Accepted" };
        push(out, &format!("- {velocity}: {} pts", record.accepted.points));
        if let (Some(committed), Some(added), Some(removed), Some(changed)) =
            (&record.committed, &record.added, &record.removed, &record.re_estimated)
        {
            push(
                out,
                &format!(
                    "- Committed {} pts, added {}, removed {}, re-estimated {}",
                    committed.points, added.points, removed.points, changed.points
                ),
            );
        }
        if let Some(say_do) = record.say_do {
            push(out, &format!("- Say–do: {} %", say_do.hundredths()));
        }
        if !record.overrides.is_empty() {
            let stories = tally::count(record.overrides.len(), "story", "stories");
            push(out, &format!("- {stories} accepted by override, counted in the points"));
        }
        if record.imported {
            push(out, "- Imported: only what was accepted is known");
        }
    }

    /// The stories of a part in the one order; one that is gone is left out.
    fn stories(&self, part: &Part) -> Vec<&Story> {
        let mut stories: Vec<&Story> =
            part.stories.iter().filter_map(|id| self.backlog.story(*id)).map(|it| &**it).collect();
        stories.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        stories
    }

    /// The moment the sprint closed, as its history is read; none while it runs.
    fn then(&self) -> Option<Then> {
        let at = self.record.at;
        self.closed().then(|| Then::end_of(at.day()).until(Some(at)))
    }

    /// "#12 Pay by card (3 pts)", with the points it had when the sprint closed.
    fn named(&self, story: &Story) -> String {
        let held = self.then().map_or(story.points, |then| past::points_on(story, then));
        format!("#{} {} ({})", story.number, escaped(&story.title), points(held))
    }

    /// How far a story came that was neither accepted nor rejected.
    fn reached(&self, story: &Story) -> &'static str {
        match self.then().map_or(story.status, |then| past::status_on(story, then)) {
            Status::Delivered => "delivered, not judged",
            Status::Doing => "being worked on",
            _ => "not begun",
        }
    }

    /// The verdicts of this sprint, the newest first.
    fn verdicts<'s>(&self, story: &'s Story) -> impl Iterator<Item = &'s Verdict> {
        let sprint = self.sprint.id;
        story.verdicts.iter().rev().filter(move |it| it.sprint == Some(sprint))
    }

    fn overridden<'s>(&self, story: &'s Story) -> Option<&'s str> {
        self.verdicts(story).find_map(|it| it.overridden.as_deref())
    }

    fn rejection(&self, story: &Story) -> String {
        let last = self.verdicts(story).find(|it| it.kind == VerdictKind::Rejected);
        let Some(verdict) = last else { return "rejected".to_owned() };
        let mut said = vec![match verdict.reason.as_str() {
            "" => "rejected".to_owned(),
            reason => format!("rejected: {}", escaped(reason)),
        }];
        for it in verdict.criteria.iter().filter(|it| it.result == Judgement::Unmet) {
            let note = super::told(&it.note).map_or_else(String::new, |note| format!(" ({note})"));
            said.push(format!("unmet: {}", escaped(&format!("{}{note}", it.text))));
        }
        said.join("; ")
    }

    /// Where a story went when the sprint closed.
    fn went(&self, story: StoryId) -> Option<String> {
        let moved = self.record.moved.iter().find(|it| it.story == story)?;
        let to = moved.to.map(|id| self.backlog.sprints().get(id).map(|it| it.number));
        Some(match to {
            None => "back to the backlog".to_owned(),
            Some(Some(number)) => format!("goes on in sprint {number}"),
            Some(None) => "goes on in the next sprint".to_owned(),
        })
    }
}

fn points(points: Option<Points>) -> String {
    points.map_or_else(|| "no estimate".to_owned(), |it| format!("{it} pts"))
}

fn heading(out: &mut String, name: &str, points: Points) {
    push(out, &format!("\n## {name}: {points} pts\n"));
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}
