//! The screen, driven by keys and looked at as text.

mod ascii;
mod keymap;
mod keys;
mod looks;
mod sizes;
mod table;
mod themes;
