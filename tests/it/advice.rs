//! What is advised: checked by hand, by law, and against labels made before.

mod candidates;
mod health;
mod labels;
mod likeness;
mod measured;
mod wording;
