//! A whole story in the user's editor: the terminal is lent to it, and what was written comes back
//! as one act. It decides nothing about the text; that is `cli::edit`'s.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crossterm::event::Event;
use signal_hook::consts::SIGHUP;

use super::input::Input;
use super::terminal::Screen;
use super::waking::Wake;
use super::{Shell, terminal_failed};
use crate::advice::drafting::DraftStory;
use crate::cli::Failure;
use crate::cli::edit::{Bell, Desk, Sketch, start_editor};
use crate::domain::id::RandomIds;
use crate::domain::refusal::Refusal;
use crate::domain::story::{Story, StoryId};
use crate::tui::app::{Msg, Tone};
use crate::tui::update::carry_out;

/// How long an editor may take to end when its terminal is gone.
const GRACE: Duration = Duration::from_millis(400);

/// What opens the text of a story again.
const AGAIN: &str = "\n\no opens your text again.";

/// What is being edited.
enum Work {
    /// A story.
    Story(Box<Desk>),
    /// Drafts of stories.
    Drafts(Sketch),
}

impl Work {
    fn path(&self) -> &Path {
        match self {
            Self::Story(desk) => desk.path(),
            Self::Drafts(sketch) => sketch.path(),
        }
    }

    /// What opens its text again.
    const fn again(&self) -> &'static str {
        match self {
            Self::Story(_) => AGAIN,
            Self::Drafts(_) => "",
        }
    }

    fn give_up(&self, failure: Failure) -> Failure {
        match self {
            Self::Story(desk) => desk.give_up(failure),
            Self::Drafts(sketch) => sketch.give_up(failure),
        }
    }
}

/// The editor that has the terminal, and what lies on its desk.
pub(super) struct Away {
    work: Work,
    bell: Bell,
    ended: Receiver<Result<(), Failure>>,
    /// Keys that were read before the editor had the terminal: they are the screen's.
    held: Vec<Event>,
    /// The exit code with which to leave once the editor is closed.
    leaving: Option<u8>,
}

impl Away {
    /// Keeps what the terminal said until the screen is back.
    pub(super) fn hold(&mut self, event: Event) {
        self.held.push(event);
    }
}

impl Shell {
    /// Lets the user edit a story as Markdown. The loop goes on meanwhile, unseen.
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
            Err(failure) => return self.update(said(&failure, AGAIN), screen),
        };
        self.hand_over(Work::Story(Box::new(desk)), screen)
    }

    /// Lets the user edit drafts as Markdown.
    pub(super) fn redraft(
        &mut self,
        made: &[DraftStory],
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        match Sketch::open(&self.edge, made) {
            Ok(sketch) => self.hand_over(Work::Drafts(sketch), screen),
            Err(failure) => self.update(said(&failure, ""), screen),
        }
    }

    fn hand_over(&mut self, work: Work, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        match self.lend(work.path(), screen) {
            Ok((bell, ended)) => {
                self.away = Some(Away { work, bell, ended, held: Vec::new(), leaving: None });
                Ok(None)
            }
            Err(failure) => {
                let failure = work.give_up(failure);
                self.regain(screen)?;
                self.update(said(&failure, work.again()), screen)
            }
        }
    }

    /// Gives the terminal and its keys to the editor.
    fn lend(
        &mut self,
        path: &Path,
        screen: &mut Screen,
    ) -> Result<(Bell, Receiver<Result<(), Failure>>), Failure> {
        self.lent.store(true, Ordering::SeqCst);
        self.input.iter().for_each(Input::park);
        screen.lend();
        let editor = start_editor(path)?;
        let bell = editor.bell();
        let (tell, ended) = mpsc::channel();
        let to_loop = self.to_loop.clone();
        thread::spawn(move || {
            drop(tell.send(editor.wait()));
            drop(to_loop.send(Wake::Edited));
        });
        Ok((bell, ended))
    }

    /// Takes the terminal and its keys again.
    fn regain(&mut self, screen: &mut Screen) -> Result<(), Failure> {
        self.lent.store(false, Ordering::SeqCst);
        let regained = screen.regain().map_err(|error| terminal_failed(&error));
        self.input.iter().for_each(Input::resume);
        regained
    }

    /// The editor is closed, or is not waited for any longer.
    pub(super) fn edited(
        &mut self,
        patience: Duration,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        let Some(away) = self.away.take() else { return Ok(None) };
        let gone = |_| Err(Failure::io("the terminal is gone".to_owned()));
        let ran = away.ended.recv_timeout(patience).unwrap_or_else(gone);
        let regained = if away.leaving.is_none() {
            self.regain(screen)
        } else {
            screen.mend();
            Ok(())
        };
        // What was edited is taken even where there is no terminal to show it on.
        let mut left = self.take_edited(&away.work, ran, screen)?;
        regained?;
        for event in away.held {
            left = match left.or(away.leaving) {
                None => self.take(Wake::Terminal(event), screen)?,
                left => left,
            };
        }
        Ok(left.or(away.leaving))
    }

    /// Carries out what was edited on what the backlog is by now.
    fn take_edited(
        &mut self,
        work: &Work,
        ran: Result<(), Failure>,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        if let Err(failure) = ran {
            let failure = work.give_up(failure);
            return self.update(said(&failure, work.again()), screen);
        }
        let desk = match work {
            Work::Story(desk) => desk,
            Work::Drafts(sketch) => {
                let msg = match sketch.take() {
                    Ok(made) => Msg::Redrafted(made),
                    Err(failure) => said(&failure, ""),
                };
                if matches!(msg, Msg::Redrafted(_)) {
                    sketch.close();
                }
                return self.update(msg, screen);
            }
        };
        match desk.take() {
            Ok(None) => {
                let words = format!("Nothing was edited in #{}", desk.number());
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
                        self.update(said(&failure, AGAIN), screen)
                    }
                }
            }
            Err(failure) => self.update(said(&failure, AGAIN), screen),
        }
    }

    /// Leaves with this exit code. An editor that has the terminal is told so and ends first.
    pub(super) fn leave(&mut self, signal: i32, code: u8) -> Option<u8> {
        let Some(away) = &mut self.away else { return Some(code) };
        away.leaving = Some(code);
        away.bell.ring(signal);
        None
    }

    /// Leaves because the terminal is gone. An editor that does not end then is left alone.
    pub(super) fn leave_at_once(&mut self, screen: &mut Screen) -> Result<Option<u8>, Failure> {
        let at_once = self.leave(SIGHUP, 1);
        self.edited(GRACE, screen).map(|left| at_once.or(left).or(Some(1)))
    }
}

/// What went wrong: on the message line, or to be read where there is a reason for each line.
fn said(failure: &Failure, again: &str) -> Msg {
    if failure.reasons.is_empty() {
        return Msg::Tell(failure.message.clone(), Tone::Refused);
    }
    let reasons: Vec<String> = failure.reasons.iter().map(|it| format!("  {it}")).collect();
    let text = format!("{}\n\n{}{again}", failure.message, reasons.join("\n"));
    Msg::Answer { heading: "Not taken yet".to_owned(), text }
}
