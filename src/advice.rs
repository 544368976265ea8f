//! What upnext advises and never decides: how stories read, which are alike, which may depend on
//! or contradict each other, what ideas weigh, and what a description might become. It writes
//! nothing; whatever it finds is a candidate that a person confirms or dismisses.

pub mod candidates;
pub mod drafting;
pub mod health;
pub mod likeness;
pub mod weights;
pub mod wording;
