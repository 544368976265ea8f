//! The screen: keys to actions to commands, and the state of the screen to cells. Only `shell`
//! touches the terminal, the disk and the clock.

pub mod action;
pub mod app;
pub mod comparing;
pub mod drafting;
pub mod glyphs;
pub mod help;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod markdown;
pub mod offers;
pub mod part;
pub mod picture;
pub mod screen;
pub mod shell;
pub mod shots;
pub mod theme;
pub mod typed;
pub mod update;
pub mod view;
