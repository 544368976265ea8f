//! A whole story in the user's editor: the terminal is lent to it, and what was written comes back
//! as one act. It decides nothing about the text; that is `cli::edit`'s.

use std::sync::atomic::Ordering;

use super::terminal::Screen;
use super::{Shell, terminal_failed};
use crate::cli::Failure;
use crate::cli::edit::{Desk, run_editor};
use crate::domain::id::RandomIds;
use crate::domain::refusal::Refusal;
use crate::domain::story::{Story, StoryId};
use crate::tui::app::{Msg, Tone};
use crate::tui::update::carry_out;

impl Shell {
    /// Lets the user edit a story as Markdown, and carries out what they changed on what the
    /// backlog is then.
    pub(super) fn rewrite(
        &mut self,
        id: StoryId,
        discard: bool,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        let Some(backlog) = self.app.backlog().cloned() else { return Ok(None) };
        let Some(story) = backlog.story(id).map(|story| Story::clone(story)) else {
            return Ok(None);
        };
        let desk = match Desk::open(&self.edge, &story, &backlog, discard) {
            Ok(desk) => desk,
            Err(failure) => return self.update(said(&failure), screen),
        };
        let ran = self.lend(&desk, screen)?;
        if let Err(failure) = ran {
            let failure = desk.give_up(failure);
            return self.update(said(&failure), screen);
        }
        match desk.take() {
            Ok(None) => {
                let words = format!("Nothing was edited in #{}", story.number);
                self.update(Msg::Tell(words, Tone::Done), screen)
            }
            Ok(Some(command)) => {
                let who = self.who();
                let mut ids = RandomIds;
                let mut world = self.edge.world(who, &mut ids);
                match carry_out(&mut self.app, &command, &mut world) {
                    Ok(effects) => {
                        desk.close();
                        self.effects(effects, screen)
                    }
                    Err(why) => {
                        let failure = desk.keep(Refusal::rule(why).into());
                        self.update(said(&failure), screen)
                    }
                }
            }
            Err(failure) => self.update(said(&failure), screen),
        }
    }

    /// Gives the terminal and its keys to the editor until it is closed.
    fn lend(&mut self, desk: &Desk, screen: &mut Screen) -> Result<Result<(), Failure>, Failure> {
        self.lent.store(true, Ordering::SeqCst);
        let mut edit = || screen.lend(|| run_editor(desk.path()));
        let ran = match &self.input {
            Some(input) => input.park(edit),
            None => edit(),
        };
        self.lent.store(false, Ordering::SeqCst);
        ran.map_err(|error| terminal_failed(&error))
    }
}

/// What went wrong: on the message line, or to be read where there is a reason for each line.
fn said(failure: &Failure) -> Msg {
    if failure.reasons.is_empty() {
        return Msg::Tell(failure.message.clone(), Tone::Refused);
    }
    let reasons: Vec<String> = failure.reasons.iter().map(|it| format!("  {it}")).collect();
    let text = format!("{}\n\n{}\n\no opens your text again.", failure.message, reasons.join("\n"));
    Msg::Answer { heading: "Not taken yet".to_owned(), text }
}
