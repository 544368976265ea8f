//! What the Product Owner can want. The screen and the command line build nothing else, and one
//! exhaustive match carries them out.

mod close;
mod edit;
mod epic;
mod idea;
mod import;
mod inbox;
mod mend;
mod person;
mod place;
mod product;
mod release;
mod settle;
mod split;
mod sprint;
mod state;
mod story;
mod takeover;
mod text;
mod verdict;

use chrono::NaiveDate;

use super::backlog::Backlog;
use super::change::{Change, Edit};
use super::conflict::{Conflict, Side};
use super::criterion::Judgement;
use super::draft::Draft;
use super::epic::Epic;
use super::field::Field;
use super::id::{Id, Ids};
use super::idea::Idea;
use super::import::Import;
use super::number::Points;
use super::person::Person;
use super::record::MOST;
use super::refusal::Refusal;
use super::release::Release;
use super::sprint::Sprint;
use super::stamp::Stamp;
use super::story::{Kind, LinkKind, StoryId};
pub use close::Leftovers;
pub use idea::NewIdea;
pub use inbox::FromIdea;

pub use self::edit::{Asking, DependEdit, LinkEdit, ListEdit, StoryEdits, ValueEdit};

/// A place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Above everything.
    Top,
    /// Below everything.
    Bottom,
    /// Directly above this story.
    Before(StoryId),
    /// Directly below this story.
    After(StoryId),
    /// At this position among the open stories, from 1.
    Position(usize),
}

/// A place among the epics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EpicPlace {
    /// Above all others.
    Top,
    /// Below all others.
    Bottom,
    /// Directly above this epic.
    Before(Id<Epic>),
    /// Directly below this epic.
    After(Id<Epic>),
}

/// The words of a criterion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// A line of text.
    pub text: String,
    /// Given …
    pub given: String,
    /// When …
    pub when: String,
    /// Then …
    pub then: String,
}

impl Wording {
    /// A criterion that is one line.
    #[must_use]
    pub fn line(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The whole criterion as one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let criterion = super::criterion::Criterion {
            text: self.text.clone(),
            given: self.given.clone(),
            when: self.when.clone(),
            then: self.then.clone(),
            ..Default::default()
        };
        criterion.sentence()
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Self {
        Self::line(text)
    }
}

/// A story to be written down. A title that is a whole user story comes apart into role, want
/// and benefit where those are not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewStory {
    /// One line that names it.
    pub title: String,
    /// As a …
    pub role: String,
    /// I want …
    pub want: String,
    /// so that …
    pub benefit: String,
    /// What sort of work it is.
    pub kind: Kind,
    /// Its size.
    pub points: Option<Points>,
    /// Its criteria.
    pub criteria: Vec<Wording>,
    /// Free words.
    pub tags: Vec<String>,
    /// The outcome it serves.
    pub epic: Option<Id<Epic>>,
}

/// The lines a story is ticked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// The product's own lines of the Definition of Ready.
    Ready,
    /// The lines of the Definition of Done.
    Done,
}

/// One act of the Product Owner. `k` counts from 1.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are the nouns the variant's sentence names")]
pub enum Command {
    /// Write stories down, in this order, at a place.
    AddStories { stories: Vec<NewStory>, place: Place },
    /// Give fields of stories other values, as they are spelled; an empty value clears.
    SetStory { stories: Vec<StoryId>, values: Vec<(Field, String)> },
    /// Write what an edit of a whole story changed, on what the story is by now.
    EditStory { story: StoryId, edits: Box<StoryEdits> },
    /// Add a criterion to each story.
    AddCriterion { stories: Vec<StoryId>, wording: Wording },
    /// Give a criterion other words; it is unjudged again.
    SetCriterion { story: StoryId, k: usize, wording: Wording },
    /// Take a criterion away.
    RemoveCriterion { story: StoryId, k: usize },
    /// Give a criterion another place in the list.
    MoveCriterion { story: StoryId, k: usize, to: usize },
    /// Ask what must be answered before the story is ready.
    Ask { story: StoryId, text: String },
    /// Answer a question.
    Answer { story: StoryId, k: usize, text: String },
    /// Give a question other words.
    SetQuestion { story: StoryId, k: usize, text: String },
    /// Take a question away.
    RemoveQuestion { story: StoryId, k: usize },
    /// Keep a note for the team.
    AddNote { story: StoryId, text: String },
    /// Give a note other words.
    SetNote { story: StoryId, k: usize, text: String },
    /// Take a note away.
    RemoveNote { story: StoryId, k: usize },
    /// Make a story depend on another, or no longer.
    Depend { story: StoryId, on: StoryId, remove: bool },
    /// Link two stories, or no longer; the newer one stores it.
    Link { story: StoryId, to: StoryId, kind: LinkKind, remove: bool },
    /// Add and take away tags.
    Tag { stories: Vec<StoryId>, add: Vec<String>, remove: Vec<String> },
    /// Tick lines of a definition, or take the ticks away.
    Tick { story: StoryId, lines: Lines, ks: Vec<usize>, on: bool },
    /// Give stories another place, keeping their order among themselves.
    Move { stories: Vec<StoryId>, place: Place, reason: Option<String> },
    /// Say that stories are ready; refused with what is missing, unless overridden.
    Ready { stories: Vec<StoryId>, overriding: Option<String> },
    /// Take a story apart: each title becomes a draft directly below it, and gets the criteria
    /// given to it, as (criterion, new story), both from 1. Points stay where none are kept.
    Split {
        story: StoryId,
        titles: Vec<String>,
        criteria: Vec<(usize, usize)>,
        points: Vec<Option<Points>>,
        keep: Option<Points>,
    },
    /// Take stories back to draft.
    Unready { stories: Vec<StoryId> },
    /// Begin work.
    Start { stories: Vec<StoryId> },
    /// The team delivers.
    Deliver { stories: Vec<StoryId> },
    /// One state back, no verdict.
    Back { stories: Vec<StoryId> },
    /// Something stands in the way.
    Block { stories: Vec<StoryId>, reason: String },
    /// Nothing stands in the way any more.
    Unblock { stories: Vec<StoryId> },
    /// Give stories up.
    Drop { stories: Vec<StoryId>, reason: String },
    /// Take dropped stories up again.
    Restore { stories: Vec<StoryId> },
    /// Say of a criterion whether it is met; unmet keeps what is noted.
    Judge { story: StoryId, k: usize, judgement: Judgement, note: String },
    /// Say that every criterion nobody judged yet is met, and tick every line of done: one act.
    JudgeRest { story: StoryId },
    /// Accept delivered stories; refused with what stands open, unless overridden.
    Accept { stories: Vec<StoryId>, overriding: Option<String> },
    /// Reject a delivered story: these criteria are unmet, or there is a reason.
    Reject { story: StoryId, unmet: Vec<usize>, reason: Option<String> },
    /// Write a story down that continues an accepted one.
    FollowUp { story: StoryId, title: String },
    /// Close a sprint, the active one where none is said: its record is frozen, and what was not
    /// accepted goes on to the next sprint or back to the backlog; stories in neither list as the
    /// leftovers go.
    CloseSprint {
        sprint: Option<Id<Sprint>>,
        goal_met: Option<bool>,
        note: String,
        leftovers: Leftovers,
        next: Vec<StoryId>,
        backlog: Vec<StoryId>,
    },
    /// Give fields of the product other values.
    SetProduct { values: Vec<(Field, String)> },
    /// Add a line to a definition.
    AddLine { lines: Lines, text: String },
    /// Take a line from a definition.
    RemoveLine { lines: Lines, k: usize },
    /// Leave something found as it is, for a reason: it is told no more. Whether there is such a
    /// finding is asked where findings are known.
    Waive { id: String, reason: String },
    /// Tell of a finding again that was waived.
    TellAgain { id: String },
    /// Put an epic on the roadmap.
    AddEpic { title: String, values: Vec<(Field, String)> },
    /// Give fields of an epic other values.
    SetEpic { epic: Id<Epic>, values: Vec<(Field, String)> },
    /// Give an epic another place.
    MoveEpic { epic: Id<Epic>, place: EpicPlace },
    /// Take an epic away; its stories stay, without it.
    RemoveEpic { epic: Id<Epic> },
    /// Add somebody to the team.
    AddPerson { name: String, values: Vec<(Field, String)> },
    /// Give fields of a person other values.
    SetPerson { person: Id<Person>, values: Vec<(Field, String)> },
    /// Take a person away whom no sprint names.
    RemovePerson { person: Id<Person> },
    /// Plan the next sprint; days that are not said are proposed.
    PlanSprint { goal: String, start: Option<NaiveDate>, end: Option<NaiveDate> },
    /// Give fields of a planned or active sprint other values.
    SetSprint { sprint: Id<Sprint>, values: Vec<(Field, String)> },
    /// Say on which days somebody is away, or is not away after all.
    DaysOff { person: Id<Person>, days: Vec<NaiveDate>, remove: bool },
    /// Put stories into a sprint: the planned one where none is said, else the active one. What
    /// speaks against it needs overriding; an active sprint wants a reason, and those that go
    /// out instead go in the same act.
    Pull {
        stories: Vec<StoryId>,
        into: Option<Id<Sprint>>,
        reason: Option<String>,
        overriding: Option<String>,
        instead_of: Vec<StoryId>,
    },
    /// Take stories out of their sprint; out of an active one for a reason.
    PutBack { stories: Vec<StoryId>, reason: Option<String> },
    /// Put into the planned sprint what is ready and fits, from the top of the order.
    Fill { sprint: Option<Id<Sprint>> },
    /// Start the planned sprint: what is in it is what was committed to.
    StartSprint { sprint: Option<Id<Sprint>> },
    /// Give up the active sprint, or the planned one; what was not accepted goes back.
    CancelSprint { sprint: Option<Id<Sprint>>, reason: String },
    /// Plan a release.
    AddRelease { name: String, values: Vec<(Field, String)> },
    /// Give fields of a release other values.
    SetRelease { release: Id<Release>, values: Vec<(Field, String)> },
    /// Say that a release shipped, today where no day is said.
    ShipRelease { release: Id<Release>, on: Option<NaiveDate> },
    /// Take a release away; its stories and epics stay, without it.
    RemoveRelease { release: Id<Release> },
    /// Catch ideas, in this order.
    AddIdeas { ideas: Vec<NewIdea> },
    /// Write a story down that an idea asks for; the idea stands behind it.
    StoryFromIdea { idea: Id<Idea>, story: Box<FromIdea>, place: Place },
    /// Keep an idea behind a story that is there already.
    JoinIdea { idea: Id<Idea>, story: StoryId },
    /// Put an idea aside.
    DismissIdea { idea: Id<Idea>, reason: String },
    /// Take a dismissed idea up again.
    RestoreIdea { idea: Id<Idea> },
    /// Take what another tool held.
    Import(Box<Import>),
    /// Take over what another backlog of this program holds.
    TakeOver(Box<Backlog>),
    /// Say which of two values stands, where a merge left that open.
    Settle { conflicts: Vec<Id<Conflict>>, side: Side },
    /// Mend what the look for mistakes found and can be mended without asking.
    Mend,
    /// Be what a backup holds.
    TurnBack { to: Box<Backlog>, called: String },
}

impl Backlog {
    /// Carries out a command, whole or not at all. The backlog itself stays as it is; the new
    /// one comes back with the edit that led to it.
    ///
    /// # Errors
    /// A refusal that says what is wrong; nothing has changed.
    pub fn carry_out(
        &self,
        command: &Command,
        stamp: &Stamp,
        ids: &mut dyn Ids,
    ) -> Result<(Self, Edit), Refusal> {
        let mut draft = Draft::new(self, stamp, ids);
        let label = perform(&mut draft, command)?;
        let (backlog, edit) = draft.finish(label);
        if edit.numbers().any(|number| number > MOST) {
            // A file with a larger one would be refused when it is read.
            return Err(Refusal::rule(format!("numbers end at {MOST}: there is no next one")));
        }
        Ok((backlog, edit))
    }

    /// Carries out a command that goes on with the last act: consecutive moves of the same
    /// stories by one person are one act with one history line. None where it does not go on.
    ///
    /// # Errors
    /// A refusal that says what is wrong; nothing has changed.
    pub fn carry_on(
        &self,
        last: &Edit,
        command: &Command,
        stamp: &Stamp,
        ids: &mut dyn Ids,
    ) -> Result<Option<(Self, Edit)>, Refusal> {
        if !goes_on(self, last, command, stamp) {
            return Ok(None);
        }
        let mut draft = Draft::new(self, stamp, ids).going_on(true);
        let label = perform(&mut draft, command)?;
        let (backlog, edit) = draft.finish(label);
        let joined = if edit.is_empty() { edit } else { last.joined_by(edit) };
        Ok(Some((backlog, joined)))
    }
}

fn goes_on(backlog: &Backlog, last: &Edit, command: &Command, stamp: &Stamp) -> bool {
    let Command::Move { stories, reason: None, .. } = command else { return false };
    let same =
        last.moved.len() == stories.len() && last.moved.iter().all(|id| stories.contains(id));
    let stands = |change: &Change| match change {
        Change::Story(swap) => backlog.story(swap.id) == swap.after.as_ref(),
        _ => false,
    };
    same && !stories.is_empty() && last.by == stamp.by && last.changes.iter().all(stands)
}

/// One arm a command; each returns the label of the edit: "Moved #12 to 3".
fn perform(draft: &mut Draft<'_>, command: &Command) -> Result<String, Refusal> {
    use Command as C;
    match command {
        C::AddStories { stories, place } => story::add(draft, stories, *place),
        C::SetStory { stories, values } => story::set(draft, stories, values),
        C::EditStory { story, edits } => edit::carry_out(draft, *story, edits),
        C::AddCriterion { stories, wording } => text::add_criterion(draft, stories, wording),
        C::SetCriterion { story, k, wording } => text::set_criterion(draft, *story, *k, wording),
        C::RemoveCriterion { story, k } => text::remove_criterion(draft, *story, *k),
        C::MoveCriterion { story, k, to } => text::move_criterion(draft, *story, *k, *to),
        C::Ask { story, text } => text::ask(draft, *story, text),
        C::Answer { story, k, text } => text::answer(draft, *story, *k, text),
        C::SetQuestion { story, k, text } => text::set_question(draft, *story, *k, text),
        C::RemoveQuestion { story, k } => text::remove_question(draft, *story, *k),
        C::AddNote { story, text } => text::add_note(draft, *story, text),
        C::SetNote { story, k, text } => text::set_note(draft, *story, *k, text),
        C::RemoveNote { story, k } => text::remove_note(draft, *story, *k),
        C::Depend { story, on, remove } => story::depend(draft, *story, *on, *remove),
        C::Link { story, to, kind, remove } => story::link(draft, *story, *to, *kind, *remove),
        C::Tag { stories, add, remove } => story::tag(draft, stories, add, remove),
        C::Tick { story, lines, ks, on } => text::tick(draft, *story, *lines, ks, *on),
        C::Move { stories, place, reason } => {
            place::shift(draft, stories, *place, reason.as_deref())
        }
        C::Ready { stories, overriding } => state::ready(draft, stories, overriding.as_deref()),
        C::Split { story, titles, criteria, points, keep } => {
            let split = split::Split { titles, criteria, points, keep: *keep };
            split::split(draft, *story, &split)
        }
        C::Unready { stories } => state::unready(draft, stories),
        C::Start { stories } => state::start(draft, stories),
        C::Deliver { stories } => state::deliver(draft, stories),
        C::Back { stories } => state::back(draft, stories),
        C::Block { stories, reason } => state::block(draft, stories, reason),
        C::Unblock { stories } => state::unblock(draft, stories),
        C::Drop { stories, reason } => state::drop(draft, stories, reason),
        C::Restore { stories } => state::restore(draft, stories),
        C::Judge { story, k, judgement, note } => {
            verdict::judge(draft, *story, *k, *judgement, note)
        }
        C::JudgeRest { story } => verdict::judge_rest(draft, *story),
        C::Accept { stories, overriding } => verdict::accept(draft, stories, overriding.as_deref()),
        C::Reject { story, unmet, reason } => {
            verdict::reject(draft, *story, unmet, reason.as_deref())
        }
        C::FollowUp { story, title } => verdict::follow_up(draft, *story, title),
        C::CloseSprint { sprint, goal_met, note, leftovers, next, backlog } => {
            let (sprint, goal_met, leftovers) = (*sprint, *goal_met, *leftovers);
            close::close(draft, &close::Close { sprint, goal_met, note, leftovers, next, backlog })
        }
        C::SetProduct { values } => product::set(draft, values),
        C::AddLine { lines, text } => product::add_line(draft, *lines, text),
        C::RemoveLine { lines, k } => product::remove_line(draft, *lines, *k),
        C::Waive { id, reason } => product::waive(draft, id, reason),
        C::TellAgain { id } => product::tell_again(draft, id),
        C::AddEpic { title, values } => epic::add(draft, title, values),
        C::SetEpic { epic, values } => epic::set(draft, *epic, values),
        C::MoveEpic { epic, place } => epic::shift(draft, *epic, *place),
        C::RemoveEpic { epic } => epic::remove(draft, *epic),
        C::AddPerson { name, values } => person::add(draft, name, values),
        C::SetPerson { person, values } => person::set(draft, *person, values),
        C::RemovePerson { person } => person::remove(draft, *person),
        C::PlanSprint { goal, start, end } => sprint::plan(draft, goal, *start, *end),
        C::SetSprint { sprint, values } => sprint::set(draft, *sprint, values),
        C::DaysOff { person, days, remove } => sprint::days_off(draft, *person, days, *remove),
        C::Pull { stories, into, reason, overriding, instead_of } => {
            let (reason, overriding) = (reason.as_deref(), overriding.as_deref());
            let into = *into;
            sprint::pull(draft, &sprint::Pull { stories, into, reason, overriding, instead_of })
        }
        C::PutBack { stories, reason } => sprint::put_back(draft, stories, reason.as_deref()),
        C::Fill { sprint } => sprint::fill(draft, *sprint),
        C::StartSprint { sprint } => sprint::start(draft, *sprint),
        C::CancelSprint { sprint, reason } => sprint::cancel(draft, *sprint, reason),
        C::AddRelease { name, values } => release::add(draft, name, values),
        C::SetRelease { release, values } => release::set(draft, *release, values),
        C::ShipRelease { release, on } => release::ship(draft, *release, *on),
        C::RemoveRelease { release } => release::remove(draft, *release),
        C::AddIdeas { ideas } => idea::add(draft, ideas),
        C::StoryFromIdea { idea, story, place } => inbox::story(draft, *idea, story, *place),
        C::JoinIdea { idea, story } => inbox::join(draft, *idea, *story),
        C::DismissIdea { idea, reason } => inbox::dismiss(draft, *idea, reason),
        C::RestoreIdea { idea } => inbox::restore(draft, *idea),
        C::Import(import) => import::take(draft, import),
        C::TakeOver(theirs) => takeover::take(draft, theirs),
        C::Settle { conflicts, side } => settle::settle(draft, conflicts, *side),
        C::Mend => mend::mend(draft),
        C::TurnBack { to, called } => {
            draft.become_all_of(to);
            Ok(format!("Restored the backup of {called}"))
        }
    }
}
