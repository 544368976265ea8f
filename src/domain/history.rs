//! What happened, to what, by whom and why: one line each, written by the draft and nobody else.

use super::field::Field;
use super::record::{record, words};
use super::stamp::Moment;

words! {
    /// The act a history line tells of.
    #[derive(Default)]
    pub enum Act ("act") {
        /// Written down.
        Added = "added",
        /// Taken from another tool.
        Imported = "imported",
        /// A field was given another value.
        #[default] Set = "set",
        /// Given another place in the order.
        Moved = "moved",
        /// Said to be ready.
        Readied = "readied",
        /// Taken back to draft.
        Unreadied = "unreadied",
        /// Pulled into a sprint.
        Pulled = "pulled",
        /// Put back out of a sprint.
        PutBack = "put-back",
        /// Work began.
        Started = "started",
        /// Delivered by the team.
        Delivered = "delivered",
        /// Gone one state back.
        Returned = "returned",
        /// A criterion was judged.
        Judged = "judged",
        /// Accepted by the Product Owner.
        Accepted = "accepted",
        /// Rejected by the Product Owner.
        Rejected = "rejected",
        /// Something stands in the way.
        Blocked = "blocked",
        /// Nothing does any more.
        Unblocked = "unblocked",
        /// Given up.
        Dropped = "dropped",
        /// Taken up again.
        Restored = "restored",
        /// Split off, or split.
        Split = "split",
        /// A line of a definition was ticked, or its tick taken away.
        Ticked = "ticked",
        /// Two versions were brought together.
        Merged = "merged",
        /// Kept behind a story.
        Kept = "kept",
        /// Put aside, with a reason.
        Dismissed = "dismissed",
        /// Closed for good.
        Closed = "closed",
        /// Cancelled.
        Cancelled = "cancelled",
    }
}

record! {
    /// One line of history.
    pub struct Entry {
        /// When.
        at: Moment => required,
        /// By whom.
        by: String,
        /// What was done.
        what: Act => required,
        /// The field it was done to.
        field: Option<Field>,
        /// The value before, as it is spelled.
        before: Option<String>,
        /// The value after, as it is spelled.
        after: Option<String>,
        /// Why.
        reason: Option<String>,
    }
}
