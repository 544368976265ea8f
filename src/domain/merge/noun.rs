//! What merging asks of a noun: its history and what people call it. It merges nothing.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::conflict::{Conflict, Noun as Of};
use crate::domain::epic::Epic;
use crate::domain::history::Entry;
use crate::domain::idea::Idea;
use crate::domain::person::Person;
use crate::domain::product::Product;
use crate::domain::release::Release;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;

/// A noun with a history.
pub trait Noun: Clone + PartialEq + Serialize + DeserializeOwned {
    /// What a conflict over it says it is about; none for a conflict itself.
    const OF: Option<Of>;
    /// What people call it: "#12".
    fn called(&self) -> String;
    /// Its history, newest first.
    fn history(&self) -> &[Entry];
    /// The same, to add to.
    fn history_mut(&mut self) -> &mut Vec<Entry>;
}

macro_rules! noun {
    ($name:ty, $of:expr, $it:ident => $called:expr) => {
        impl Noun for $name {
            const OF: Option<Of> = $of;
            fn called(&self) -> String {
                let $it = self;
                $called
            }
            fn history(&self) -> &[Entry] {
                &self.history
            }
            fn history_mut(&mut self) -> &mut Vec<Entry> {
                &mut self.history
            }
        }
    };
}

noun!(Story, Some(Of::Story), it => format!("#{}", it.number));
noun!(Sprint, Some(Of::Sprint), it => format!("sprint {}", it.number));
// Two stories can wait for a word on the same field: a name is one thing's only.
noun!(Conflict, None, it => format!("the conflict over {} of {}", it.path, it.about));
noun!(Idea, Some(Of::Idea), it => format!("idea {}", it.number));
noun!(Epic, Some(Of::Epic), it => format!("epic “{}”", it.title));
noun!(Release, Some(Of::Release), it => format!("release “{}”", it.name));
noun!(Person, Some(Of::Person), it => it.name.clone());
noun!(Product, Some(Of::Product), _it => "the product".to_owned());
