//! What upnext advises and never decides: which stories are alike. It writes nothing; whatever it
//! finds is a candidate that a person confirms or dismisses.

pub mod likeness;
