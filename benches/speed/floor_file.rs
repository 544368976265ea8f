//! The file as an ordinary program would read it: whole structs, derived, and nothing else. It
//! keeps no unknown field, notices no field that stands twice, and shares nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is left out of the file where it says nothing, so that the floor writes no more than
/// upnext does.
trait Blank {
    fn blank(&self) -> bool;
}

impl<T> Blank for Option<T> {
    fn blank(&self) -> bool {
        self.is_none()
    }
}
impl<T> Blank for Vec<T> {
    fn blank(&self) -> bool {
        self.is_empty()
    }
}
impl<T> Blank for BTreeSet<T> {
    fn blank(&self) -> bool {
        self.is_empty()
    }
}
impl<K, T> Blank for BTreeMap<K, T> {
    fn blank(&self) -> bool {
        self.is_empty()
    }
}
impl Blank for String {
    fn blank(&self) -> bool {
        self.is_empty()
    }
}

/// A struct whose first fields always stand in the file and whose others may be left out.
macro_rules! plain {
    ($(pub struct $name:ident<D> { $($must:ident: $need:ty),*; $($may:ident: $ty:ty),* $(,)? })*) => { $(
        #[derive(Debug, Serialize, Deserialize)]
        pub struct $name<D> {
            $( pub $must: $need, )*
            $( #[serde(default, skip_serializing_if = "Blank::blank")] pub $may: $ty, )*
        }
    )* };
}

/// The words of a closed set; the first is what is left out.
macro_rules! word {
    ($($name:ident { $first:ident $(, $other:ident)* })*) => { $(
        #[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { #[default] $first, $( $other, )* }
        impl Blank for $name {
            fn blank(&self) -> bool { *self == Self::$first }
        }
    )* };
}

word! {
    Kind { Story, Bug, Spike, Chore }
    Status { Draft, Ready, Doing, Delivered, Accepted, Dropped }
    Judgement { Unjudged, Met, Unmet }
    Horizon { Later, Next, Now }
    SprintState { Planned, Active, Closed, Cancelled }
    Act { Set, Added, Moved, Readied, Pulled, Started, Delivered, Judged, Accepted, Dropped }
}

plain! {
    pub struct Document<D> { format: String, version: u64, product: Product<D>;
        people: BTreeMap<Uuid, Epic<D>>, epics: BTreeMap<Uuid, Epic<D>>,
        releases: BTreeMap<Uuid, Epic<D>>, sprints: BTreeMap<Uuid, Sprint<D>>,
        ideas: BTreeMap<Uuid, Epic<D>>, stories: BTreeMap<Uuid, Story<D>> }
    pub struct Product<D> {; name: String, goal: String, scale: Vec<f64>,
        history: Vec<Entry<D>> }
    pub struct Epic<D> { title: String; outcome: String, horizon: Horizon, rank: String,
        release: Option<Uuid>, history: Vec<Entry<D>> }
    pub struct Sprint<D> { number: u32, state: SprintState; goal: String, start: Option<String>,
        end: Option<String>, history: Vec<Entry<D>> }
    pub struct Story<D> { number: u32, title: String; kind: Kind, status: Status, rank: String,
        points: Option<f64>, sprint: Option<Uuid>, epic: Option<Uuid>, release: Option<Uuid>,
        role: String, want: String, benefit: String, description: String,
        criteria: Vec<Criterion>, tags: BTreeSet<String>, skills: BTreeSet<String>,
        requester: String, assignee: String, depends_on: BTreeSet<Uuid>, links: Vec<Uuid>,
        split_from: Option<Uuid>, impediment: Option<Remark<D>>, questions: Vec<Remark<D>>,
        notes: Vec<Remark<D>>, moscow: Option<String>, ready_ticks: BTreeSet<Uuid>,
        done_ticks: BTreeSet<Uuid>, verdicts: Vec<Remark<D>>, outcomes: Vec<Remark<D>>,
        created: Option<D>, history: Vec<Entry<D>> }
    pub struct Remark<D> { at: D; by: String, text: String }
    pub struct Entry<D> { at: D, what: Act; by: String, field: Option<String>,
        before: Option<String>, after: Option<String>, reason: Option<String> }
}

/// An acceptance criterion.
#[derive(Debug, Serialize, Deserialize)]
pub struct Criterion {
    pub id: Uuid,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub given: String,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub when: String,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub then: String,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub result: Judgement,
    #[serde(default, skip_serializing_if = "Blank::blank")]
    pub note: String,
}
