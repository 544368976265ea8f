//! What is asked about a sprint, one question for each act that needs words. It knows not what
//! becomes of the answer.

use serde::{Deserialize, Serialize};

use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::sprint::Sprint;
use crate::domain::story::StoryId;

/// A question about a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Asked {
    /// The goal of a sprint that is planned with the answer.
    Plan,
    /// Another goal.
    Goal(Id<Sprint>),
    /// The goal a sprint starts with.
    GoalToStart(Id<Sprint>),
    /// First and last day.
    Days(Id<Sprint>),
    /// The share of somebody's time.
    Share(Id<Sprint>, Id<Person>),
    /// The name of somebody new.
    Person,
    /// Why a sprint is given up.
    Cancel(Id<Sprint>),
    /// Why stories are pulled although something speaks against it.
    Anyway(Id<Sprint>),
    /// Why stories come into a running sprint, and which one goes out for them.
    Trade(Id<Sprint>, Option<StoryId>),
    /// Why stories go out of a running sprint.
    PutBack(Id<Sprint>),
}
