//! upnext: the Product Owner's backlog in a terminal. One person owns the order of the work; this
//! is their place, in one local JSON file, with an instant screen and a command line that does
//! everything the screen does.
//!
//! # The map: each room uses only what stands below it
//!
//! ```text
//!  main            process: arguments in, exit code out
//!   ├── cli        argv → Command or question → text / JSON      ┐ siblings; tui takes from cli
//!   └── tui        key → Action → Command;  App → screen         ┘ its parser and its answers
//!        bridge    other tools' formats ↔ backlog: bytes in, an import out, and back      pure
//!        store     the one JSON file: read, check, merge, save; the undo log              the disk
//!        say       values as words; the one gate for text from data                       pure
//!        advice    wording, likeness, candidates, drafts: proposed, never applied            pure
//!        figures   what a backlog's past says in numbers: burndown, the morning's talk         pure
//!        session   a backlog with its undo and redo: the one door for every act           pure
//!        domain    nouns, rules, commands, the query language, the merge                  pure
//! ```
//!
//! # From a key to the file and back
//!
//! ```text
//! key → tui::shell → Msg → tui::update → tui::keymap → Action ──────────┐
//!       prompt, form, editor, picker: what is typed or picked ──────────┤
//!       $EDITOR: cli::edit ↔ bridge::sheet, a whole story as text ──────┤
//! argv or ':' line → cli::args → cli::act::interpret ───────────────────┤ Command
//!                                                                       ▼
//!                    session::Session::perform → domain::draft::Draft: whole and recorded, or refused
//!                    Effect::Save(snapshot) → store::saver (the command line: store::file under its lock)
//!                    lock → read again → merge what changed → temp → fsync → rename → fsync folder
//!                    Msg::Saved → the mark in the header; tui::view draws the cells on screen
//! ```
//!
//! # Invariants, and what holds each
//!
//! | invariant | held by |
//! |---|---|
//! | no clock, chance or disk in the domain | `disallowed-methods` in `.clippy.toml`; `tests/it/house.rs` |
//! | rooms use only what stands below | `tests/it/house.rs` |
//! | one writer: only a `Draft`, the merge and the loader make a backlog | fields `pub(super)` in `domain::backlog` |
//! | every change has an inverse; undo of all is the start, byte for byte | `tests/it/laws.rs` |
//! | history only grows, except by undo | `tests/it/laws.rs` |
//! | a number names one story | `tests/it/laws.rs`, `tests/it/cli.rs` (parallel adds) |
//! | nothing but a move touches the order | `tests/it/laws.rs` |
//! | no score moves a story: places by hand and by score are compared, and one key follows one | `figures::priority`; `tests/it/figures/priority.rs`, `tests/it/screen/scoring.rs` |
//! | the record of a closed sprint adds up, and never changes | `domain::review`; `tests/it/laws/closing.rs` |
//! | unmet criteria count only by an override that is told | `tests/it/verdicts/closed.rs`, `tests/it/cli/closing.rs` |
//! | a finding keeps its id while its words stay; the checks read as people do | `tests/it/advice/wording.rs`, `tests/it/advice/labels.rs` |
//! | every word of a draft is from the text, and written drafts read back | `tests/it/advice/drafting.rs` |
//! | an assistant is the user's own, ends in time with all it started, and is not believed | `cli::assistant`; `tests/it/cli/draft.rs`, `tests/it/screen/drafts.rs` |
//! | drawing changes nothing | `tui::view::view` takes `&App` |
//! | no row off screen is built | `tests/it/screen/rows.rs`: a frame allocates as often at 9,999 stories as at 1,000 |
//! | every key that is shown works; every action has a command, and back | `tui::offers`; `tests/it/screen/walk.rs`, `tests/it/screen/table.rs` |
//! | what is typed and left, or refused, comes back | `tests/it/screen/keys.rs`, `tests/it/screen/page.rs` |
//! | no key waits for what is asked of all stories together; what was found stays until it is found again | `tui::comparing`, `tui::shell::comparing`; `tests/it/screen/health.rs`, `tests/it/screen/refine.rs` |
//! | what is typed is taken however it is worded | `tests/it/screen/wording.rs` |
//! | the line an idea is caught with loses nothing but its signs | `tests/it/inbox.rs` |
//! | near-duplicates are those a comparison of all with all finds | `tests/it/advice/likeness.rs` |
//! | half-typed text survives a kill, and is offered at the next start | `store::typed`, `tui::typed`; `tests/it/trust/typed.rs` |
//! | what cannot be saved is asked about, saved elsewhere or rescued | `tui::shell::leaving`; `tests/it/trust/typed.rs` |
//! | a story edited as text loses nothing it was not asked to | `tests/it/edit.rs` |
//! | an edit of a whole story loses nothing, on either side | `tests/it/edit.rs`, `tests/it/bridge/sheet/laws.rs` |
//! | what a sprint committed to never changes; its load is what is in it | `tests/it/laws/sprints.rs` |
//! | a closed record adds up, and nothing that comes later changes it | `tests/it/laws/closing.rs` |
//! | a verdict is in the file before the next key | `tests/it/reviewing.rs` |
//! | a story is made ready by at most twelve keys besides text | `tests/it/screen/refine.rs` |
//! | a split that is left or killed comes back as it was typed | `tests/it/screen/splitting.rs` |
//! | one spelling for each kind of value | `words!` and `domain::spelling`; `tests/it/laws.rs` |
//! | one table of keys; the README shows it as it is | `tests/it/screen/table.rs` |
//! | the pictures of the README are the screens as they are | `tests/it/pictures.rs` |
//! | own keys mean one thing each, and leave the ways out open | `tui::keymap`; `tests/it/screen/keymap.rs` |
//! | colours are legible, and apart without red and green | `tests/it/screen/themes.rs` |
//! | every sign has an ASCII one | `tests/it/screen/ascii.rs` |
//! | the file is whole at every instant | `tests/it/trust/writing.rs`: a failure at every step, kills |
//! | what is called saved is on the disk | `tests/it/trust/writing/order.rs`, `killed.rs` beside it |
//! | one function writes the file; no shell, no network | `tests/it/trust/outside.rs` |
//! | merging loses nothing and favours nobody; what both wrote waits to be settled | `domain::merge`; `tests/it/merge.rs`, `tests/it/trust/merging.rs`, `tests/it/trust/clones.rs` |
//! | an unreadable file is never written over, nor what a newer upnext wrote | `tests/it/trust/corpus.rs`: the corpus of bad input |
//! | what could be regretted is kept before it is written | `session::Occasion`, `store::backups`; `tests/it/trust/backups.rs` |
//! | a file that reads is never mended; bytes are mended where there is one answer, and no story of either side is lost | `tests/it/store/mending.rs` |
//! | what can be mended without asking is gone after one act, which one undo takes back | `tests/it/laws/mending.rs` |
//! | no control character from data reaches the terminal | `say::plain`; `tests/it/text.rs`, `tests/it/screen/looks.rs` |
//! | the terminal comes back, and a gone one ends the process | `tui::shell::terminal`, `tui::shell::waking`; `tests/it/trust/leaving.rs` |
//! | git, commands and other screens lose nothing under an open one, and are told | `store::saver`, `say::news`; `tests/it/trust/git.rs` |

pub mod advice;
pub mod bridge;
pub mod cli;
pub mod domain;
pub mod figures;
pub mod say;
pub mod session;
pub mod store;
pub mod tui;
