//! The screen, driven by keys and looked at as text.

mod ascii;
mod backups;
mod board;
mod burndown;
mod conflicts;
mod cuts;
mod drafts;
mod keymap;
mod keys;
mod looks;
mod meanwhile;
mod page;
mod palette;
mod picking;
mod plan;
mod review;
mod rows;
pub mod scenes;
mod settling;
mod sizes;
mod table;
mod themes;
mod today;
mod typed;
mod walk;
