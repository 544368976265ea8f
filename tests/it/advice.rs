//! What is advised: checked by hand, by law, and against labels made before.

mod candidates;
mod drafting;
mod health;
mod labels;
mod likeness;
mod measured;
mod weights;
mod wording;
