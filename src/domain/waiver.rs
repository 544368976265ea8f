//! What was found and is to stay as it is, with the reason. It never judges whether that is right.

use super::product::Product;
use super::record::record;
use super::stamp::Moment;

record! {
    /// A finding that is told no more.
    pub struct Waiver {
        /// The id of the finding: of a check of wording, a suggestion, or the backlog's health.
        id: String => required,
        /// Why it stays as it is.
        reason: String => required,
        /// Who said so.
        by: String,
        /// When.
        at: Moment => required,
    }
}

/// Whether the finding with this id is told no more.
#[must_use]
pub fn is_waived(product: &Product, id: &str) -> bool {
    product.waived.iter().any(|waiver| waiver.id == id)
}
