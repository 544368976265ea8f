//! The one table of actions: what can be done, where, by which keys, in which words, and which
//! command does the same. The keymap, the footer, the help, the palette and the README's key table
//! all read it. It does nothing itself.

mod place;

pub use self::place::Place;
pub use super::key::{Key, Shown};

/// Everything a key can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each row of the table says what its action does")]
pub enum Action {
    Down,
    Up,
    First,
    Last,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Open,
    Back,
    NextPane,
    PreviousPane,
    GoTo,
    Filter,
    CommandLine,
    Help,
    Undo,
    Redo,
    History,
    Redraw,
    Quit,
    Idea,
    Mark,
    MarkRange,
    Add,
    Estimate,
    Title,
    Narrative,
    Criterion,
    Question,
    Note,
    Description,
    Ready,
    NextState,
    ChooseState,
    Tags,
    Belongs,
    DependsOn,
    Link,
    MoveDown,
    MoveUp,
    ToTop,
    ToBottom,
    MoveTo,
    Block,
    Drop,
    Rewrite,
    Copy,
    Columns,
    DetailPane,
    Themes,
    Ascii,
    Mouse,
    Retry,
    SaveElsewhere,
    TakeUp,
    EditHere,
    AddHere,
    Remove,
    Tick,
    PartDown,
    PartUp,
    NextStory,
    PreviousStory,
    Take,
    Done,
    Leave,
    Next,
    Previous,
    Complete,
    BackUp,
    Choose,
    WholeForm,
    Find,
    MakeHere,
    Sample,
    ShowToday,
    ShowBacklog,
    ShowPlan,
    ShowBoard,
    Figures,
    SprintText,
    IntoSprint,
    GoThere,
    Change,
    Pull,
    Fill,
    StartSprint,
    CancelSprint,
    Left,
    Right,
    AllOpen,
    AddPerson,
    OtherSprint,
    Forward,
    Backward,
    Daily,
    ShowReview,
    Records,
    Met,
    Unmet,
    Unjudged,
    RestMet,
    Accept,
    Reject,
    Feedback,
    FollowUp,
    Split,
    CloseSprint,
    OtherWay,
    AllOtherWay,
    CloseNow,
    CopyText,
    Conflicts,
    Ours,
    Theirs,
    AllOurs,
    AllTheirs,
    Backups,
    Rules,
    ShowRefine,
    ShowInbox,
    MakeStory,
    JoinStory,
    DismissIdea,
    RestoreIdea,
    AllIdeas,
    Health,
    NextMissing,
    Skip,
    StoryBefore,
    Score,
    Why,
    Disagreements,
    Confirm,
    Dismiss,
    Draft,
    Assist,
}

impl Action {
    /// Whether it is the Product Owner's word on what was delivered, or closes the sprint.
    #[must_use]
    pub const fn judges(self) -> bool {
        matches!(
            self,
            Self::Met
                | Self::Unmet
                | Self::Unjudged
                | Self::RestMet
                | Self::Accept
                | Self::Reject
                | Self::Feedback
                | Self::CloseSprint
                | Self::OtherWay
                | Self::AllOtherWay
                | Self::CloseNow
        )
    }

    /// Whether it is about the sprint being planned, or the running one being changed.
    #[must_use]
    pub const fn plans(self) -> bool {
        matches!(
            self,
            Self::Change
                | Self::Pull
                | Self::IntoSprint
                | Self::Fill
                | Self::StartSprint
                | Self::CancelSprint
                | Self::Left
                | Self::Right
                | Self::AllOpen
                | Self::AddPerson
                | Self::OtherSprint
        )
    }

    /// Whether it says which of two values stands.
    #[must_use]
    pub const fn settles(self) -> bool {
        matches!(self, Self::Ours | Self::Theirs | Self::AllOurs | Self::AllTheirs)
    }

    /// Whether it says what becomes of an idea, or which are shown.
    #[must_use]
    pub const fn sorts_ideas(self) -> bool {
        matches!(
            self,
            Self::MakeStory
                | Self::JoinStory
                | Self::DismissIdea
                | Self::RestoreIdea
                | Self::AllIdeas
        )
    }

    /// Whether it only moves the cursor or the text.
    #[must_use]
    pub const fn moves(self) -> bool {
        matches!(
            self,
            Self::Down
                | Self::Up
                | Self::First
                | Self::Last
                | Self::HalfDown
                | Self::HalfUp
                | Self::PageDown
                | Self::PageUp
        )
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name, for the table in the README and for key overrides.
    pub name: &'static str,
    /// Where it holds.
    pub place: Place,
    /// Its keys; the first is the one shown. Without one it is found in the palette.
    pub keys: &'static [&'static str],
    /// A word or two for the footer.
    pub short: &'static str,
    /// A sentence for the help.
    pub words: &'static str,
    /// The command that does the same; empty where it only looks, or only types.
    pub command: &'static str,
}

macro_rules! table {
    ($( $place:ident $action:ident $name:literal [$($key:literal),*] $short:literal : $words:literal $(= $command:literal)?; )*) => {
        /// Every action, in the order the help shows them.
        pub const TABLE: &[Row] = &[$(
            Row {
                action: Action::$action,
                name: $name,
                place: Place::$place,
                keys: &[$($key),*],
                short: $short,
                words: $words,
                command: concat!("" $(, $command)?),
            },
        )*];
    };
}

table! {
    Today GoThere "go-there" ["enter"] "go there": "go where the line is dealt with" = "show";
    Refine NextMissing "next-missing" ["]"] "next missing": "to what is missing next, ready to be typed: the sentence, criteria, the estimate, an answer" = "set";
    Refine Skip "skip" ["n"] "skip": "leave the story as it is, and go on to the next";
    Refine StoryBefore "story-before" ["["] "back": "back to the story before, also one that was skipped";
    Refine Open "open" ["enter"] "story": "open the page of the story" = "show";
    Plan Change "change" ["enter"] "change": "change the goal, the days, a person's share of time; open a story; without a plan, plan the next sprint" = "sprint set";
    Plan Pull "pull" ["space"] "pull": "pull the story into the sprint, or put it back; a person's day: off or not" = "sprint pull";
    Plan Fill "fill" ["A"] "fill": "pull ready stories in order while they fit, and say what was skipped" = "sprint fill";
    Plan StartSprint "start-sprint" ["!"] "start": "start the sprint: what is in it is committed to" = "sprint start";
    Plan Left "left" ["left", "h"] "left": "the day before; the list on the left";
    Plan Right "right" ["right", "l"] "right": "the next day; the list on the right";
    Plan AllOpen "all-open" ["v"] "all or ready": "show every open story to pull, or only ready ones";
    Plan AddPerson "add-person" ["a"] "add person": "add a person to the team" = "person add";
    Plan OtherSprint "other-sprint" ["]", "["] "other sprint": "the planned sprint, or the running one";
    Plan CancelSprint "cancel-sprint" ["X"] "cancel sprint": "cancel the sprint, with a reason" = "sprint cancel";
    Board Open "open" ["enter"] "story": "open the page of the story" = "show";
    Board Forward "forward" [">"] "on": "one state on: doing, delivered" = "deliver";
    Board Backward "backward" ["<"] "back": "one state back" = "back";
    Board Left "left" ["left", "h"] "left": "the column on the left";
    Board Right "right" ["right", "l"] "right": "the column on the right";
    Board Daily "daily" ["d"] "daily": "what moved since the last working day, by person, and what stands in the way" = "sprint daily";
    Board CancelSprint "cancel-sprint" ["X"] "cancel sprint": "cancel the sprint, with a reason" = "sprint cancel";
    Review Met "met" ["y"] "met": "the criterion is met, the line of done is ticked, the goal was met; then the next one" = "judge";
    Review Unmet "unmet" ["n"] "unmet": "it is not, with a note; the goal was not met" = "judge";
    Review Unjudged "unjudged" ["-", "backspace"] "take back": "take the judgement back" = "judge";
    Review RestMet "rest-met" ["*"] "rest met": "all that is left to judge is met, every line of done ticked" = "judge";
    Review Accept "accept" ["A"] "accept": "accept the story; with something open, for a reason that is kept" = "accept";
    Review Reject "reject" ["R"] "reject": "reject the story: it goes back to doing, and the verdict stays" = "reject";
    Review Feedback "feedback" ["f"] "feedback": "catch what is said as an idea about the story" = "idea";
    Review CloseSprint "close-sprint" ["C"] "close sprint": "close the sprint: first say where each unfinished story goes" = "sprint close";
    Review Open "open" ["enter"] "story": "open the page of the story; on the goal, write a note" = "show";
    Closing OtherWay "other-way" ["space", "left", "right"] "goes to": "the next sprint, or back to the backlog" = "sprint close";
    Closing AllOtherWay "all-other-way" ["*"] "all": "all of them to the next sprint, or all to the backlog" = "sprint close";
    Closing CloseNow "close-now" ["enter"] "close": "close the sprint now, and read its record" = "sprint close";
    Inbox MakeStory "make-story" ["enter"] "make story": "make a story of the idea, drafted from its words; of one that was kept, open its story" = "idea story";
    Inbox JoinStory "join-story" ["l"] "join": "keep the idea behind a story that is there; likely ones come first" = "idea join";
    Inbox DismissIdea "dismiss" ["d"] "dismiss": "put the idea aside, with a reason" = "idea dismiss";
    Inbox RestoreIdea "restore" ["R"] "restore": "take a dismissed idea up again" = "idea restore";
    Inbox AllIdeas "all-ideas" ["v"] "all": "show those kept and dismissed too, or only new ones" = "idea list";
    Health Open "open" ["enter"] "mend": "go where it is mended: the page of the story, on what is wrong" = "show";
    Health Confirm "confirm" ["y"] "confirm": "do what is suggested: let the story depend on the other, link the two, ask which holds, move the other up" = "depend";
    Health Dismiss "dismiss" ["X"] "leave it": "leave what was found as it is, for a reason: it is told no more" = "waive";
    Conflicts Ours "ours" ["o"] "ours": "ours stands; then the next one" = "merge-resolve";
    Conflicts Theirs "theirs" ["t"] "theirs": "theirs stands, and ours is in the history; then the next one" = "merge-resolve";
    Conflicts AllOurs "all-ours" ["O"] "all ours": "ours stands in all that are left" = "merge-resolve";
    Conflicts AllTheirs "all-theirs" ["T"] "all theirs": "theirs stands in all that are left" = "merge-resolve";
    Conflicts Open "open" ["enter"] "story": "open the page of the story" = "show";
    List Add "add" ["a"] "add": "add a story below the cursor" = "add";
    List Open "open" ["enter"] "story": "open the page of the story" = "show";
    List MoveDown "move-down" ["J", "shift-down"] "move": "move down by one" = "move";
    List MoveUp "move-up" ["K", "shift-up"] "move up": "move up by one" = "move";
    List Filter "filter" ["/"] "filter": "filter with the query language, live" = "list";
    List Mark "mark" ["space"] "mark": "mark or unmark; acts apply to all marked";
    List MarkRange "mark-range" ["v"] "mark range": "mark from here to where you go; v again ends it";
    List Columns "columns" ["g c"] "columns": "choose the columns of the list; remembered" = "list";
    List DetailPane "detail-pane" ["g d"] "detail": "show or hide the detail pane; remembered";
    Story EditHere "edit-here" ["enter"] "edit": "edit what the cursor is on, in place; follow a link" = "set";
    Story AddHere "add-here" ["a"] "add": "add another one of these: a criterion, a question, a note, a link" = "criterion add";
    Story Remove "remove" ["X", "delete"] "remove": "take away or clear what the cursor is on" = "criterion remove";
    Story PartDown "part-down" ["J", "shift-down"] "reorder": "move the criterion down" = "criterion move";
    Story PartUp "part-up" ["K", "shift-up"] "reorder up": "move the criterion up" = "criterion move";
    Story Tick "tick" ["space"] "tick": "tick a line of Ready or Done, or take the tick away" = "tick";
    Story NextStory "next-story" ["ctrl-n", "right"] "next": "the next story of the list" = "show";
    Story PreviousStory "previous-story" ["ctrl-p", "left"] "previous": "the story before" = "show";
    Stories Estimate "estimate" ["e"] "estimate": "estimate; then the number" = "set";
    Stories Title "title" ["E"] "title": "edit the title" = "set";
    Stories Narrative "narrative" ["n"] "narrative": "who wants what, and why: As a …, I want …, so that …" = "set";
    Stories Description "description" ["M"] "description": "edit the description, in Markdown" = "set";
    Stories Criterion "criterion" ["c"] "criterion": "add acceptance criteria; Ctrl-g writes Given, When, Then" = "criterion add";
    Stories Question "question" ["Q"] "question": "ask what must be answered before it is ready" = "question ask";
    Stories Note "note" ["N"] "note": "keep a note for the team" = "note";
    Stories Ready "ready" ["r"] "ready": "make ready, or see what is missing" = "ready";
    Stories NextState "next-state" ["s"] "next state": "next state: draft, ready, doing, delivered" = "start";
    Stories ChooseState "choose-state" ["S"] "state": "choose the state" = "unready";
    Stories Tags "tags" ["#"] "tags": "tags: pick, add, take away" = "tag";
    Stories Belongs "belongs" ["@"] "epic, release, people": "epic, release, requester or assignee" = "set";
    Stories DependsOn "depends-on" ["D"] "depends on": "what must come first" = "depend";
    Stories Link "link" ["&"] "link": "link with another story" = "link";
    Stories ToTop "to-top" ["t"] "to top": "move to the top" = "move";
    Stories ToBottom "to-bottom" ["b"] "to bottom": "move to the bottom" = "move";
    Stories MoveTo "move-to" ["m"] "move to": "move to a position, or below another story: 3, #12" = "move";
    Stories IntoSprint "into-sprint" ["p"] "into sprint": "into the planned sprint, or back out of it" = "sprint pull";
    Stories Block "block" ["B"] "block": "say what stands in the way, or unblock" = "block";
    Stories Drop "drop" ["d"] "drop": "give the story up, with a reason" = "drop";
    Stories Split "split" ["x"] "split": "take the story apart: new ones directly below it, with criteria and points given away" = "split";
    Stories FollowUp "follow-up" ["g n"] "follow-up": "go on from an accepted story with a new one that follows it" = "follow-up";
    Stories Rewrite "rewrite" ["o"] "editor": "the whole story as Markdown in your $EDITOR" = "edit";
    Stories Score "score" ["="] "score": "score: the parts of the product's score, and MoSCoW" = "set";
    Stories Why "why" ["w"] "why": "why it is here: score, dependencies, deadline, ideas, the last move" = "why";
    Stories Copy "copy" ["ctrl-y"] "copy": "copy the story, or all marked, as text" = "export";
    Everywhere ShowToday "today" ["1"] "Today": "where things stand today" = "today";
    Everywhere ShowBacklog "backlog" ["2"] "Backlog": "the stories in the order they come" = "list";
    Everywhere ShowRefine "refine" ["3"] "Refine": "make one story after the other ready" = "ready";
    Everywhere ShowPlan "plan" ["4"] "Plan": "plan the next sprint, or change what is in the running one" = "sprint plan";
    Everywhere ShowBoard "board" ["5"] "Board": "the running sprint" = "sprint show";
    Everywhere ShowReview "review" ["6"] "Review": "accept or reject what was delivered, and close the sprint" = "sprint show";
    Everywhere ShowInbox "inbox" ["9", "g i"] "Inbox": "ideas: make stories of them, join them to one, or dismiss them" = "idea list";
    Everywhere Health "health" ["H"] "health": "what the order and its stories suffer from" = "health";
    Everywhere Records "records" ["g r"] "records": "the records of past sprints" = "sprint list";
    Everywhere Conflicts "conflicts" ["g o"] "conflicts": "settle what was written on two sides" = "merge-conflicts";
    Everywhere Disagreements "disagreements" ["g ="] "disagreements": "where order and scores disagree, the largest first; Enter moves it to its place by score" = "disagreements";
    Everywhere Figures "figures" ["F"] "figures": "the figures here: how each is counted, from what, and what is left out" = "sprint show";
    Everywhere SprintText "sprint" ["g v"] "sprint": "all about the sprint, as text" = "sprint show";
    Everywhere Down "down" ["j", "down"] "down": "down";
    Everywhere Up "up" ["k", "up"] "up": "up";
    Everywhere First "first" ["g g", "home"] "first": "to the first";
    Everywhere Last "last" ["G", "end"] "last": "to the last";
    Everywhere HalfDown "half-down" ["ctrl-d"] "half page down": "half a page down";
    Everywhere HalfUp "half-up" ["ctrl-u"] "half page up": "half a page up";
    Everywhere PageDown "page-down" ["pagedown", "ctrl-f"] "page down": "a page down";
    Everywhere PageUp "page-up" ["pageup", "ctrl-b"] "page up": "a page up";
    Everywhere Back "back" ["esc"] "back": "back: leave the page, the marks, the filter";
    Everywhere NextPane "next-pane" ["tab"] "pane": "the next pane";
    Everywhere PreviousPane "previous-pane" ["shift-tab"] "pane before": "the pane before";
    Everywhere GoTo "go-to" ["g s"] "find story": "go to a story by number or by some of its words" = "show";
    Everywhere CommandLine "command" [":"] "command": "any action by its name, any command by its words";
    Everywhere Idea "idea" ["i"] "idea": "catch an idea, and be back where you were" = "idea";
    Everywhere Draft "draft" ["g f"] "draft": "draft stories from a description: write or paste it, then tick those to keep" = "draft";
    Everywhere Undo "undo" ["u"] "undo": "undo, every act, also those of the command line" = "undo";
    Everywhere Redo "redo" ["U", "ctrl-r"] "redo": "redo" = "redo";
    Everywhere Backups "backups" ["g b"] "backups": "the file as it was: pick a backup to go back to" = "backups";
    Everywhere History "history" ["L"] "history": "what happened to the story" = "log";
    Everywhere Help "help" ["?"] "help": "this help; / looks for a word in it";
    Everywhere Rules "rules" ["g k"] "rules": "which rules of readiness and checks of wording hold" = "product set";
    Everywhere Themes "theme" ["g t"] "theme": "choose how it looks";
    Everywhere Ascii "ascii" ["g a"] "ASCII": "plain ASCII signs instead of ✓ ▸ │, or back";
    Everywhere Mouse "mouse" ["g m"] "mouse": "the mouse on or off";
    Everywhere Retry "retry" ["W"] "save again": "save again, after saving failed";
    Everywhere SaveElsewhere "save-elsewhere" ["g w"] "save elsewhere": "after saving failed, save the whole backlog as a new file";
    Everywhere TakeUp "take-up" ["g ."] "take up": "take up what was half-typed when upnext ended";
    Everywhere Redraw "redraw" ["ctrl-l"] "redraw": "draw the screen afresh";
    Everywhere Quit "quit" ["q", "ctrl-c"] "quit": "back, and at last quit; everything is saved";
    Reading Find "find" ["/"] "find": "show only lines with these words";
    Reading CopyText "copy-text" ["ctrl-y"] "copy": "copy the text; the record of a sprint as Markdown" = "sprint show";
    Typing Take "take" ["enter"] "done": "take it; in a form, the next empty line first";
    Typing Done "done" ["ctrl-s"] "done": "take it, wherever the caret is";
    Typing Leave "leave" ["esc", "ctrl-c"] "leave": "leave; the text is there again next time";
    Typing Next "next" ["down", "ctrl-n"] "next": "the next line or choice";
    Typing Previous "previous" ["up", "ctrl-p"] "previous": "the one before; in the palette earlier lines";
    Typing Complete "complete" ["tab"] "complete": "complete the word; in a form the next line";
    Typing BackUp "back-up" ["shift-tab"] "line before": "in a form the line before";
    Typing Choose "choose" ["space"] "choose": "choose one of several, or not";
    Typing WholeForm "whole-form" ["ctrl-g"] "Given/When/Then": "a criterion as Given, When, Then";
    Typing Rewrite "rewrite" ["ctrl-o"] "editor": "the drafts of a list as Markdown in your $EDITOR" = "draft";
    Typing Assist "assist" ["ctrl-t"] "assistant": "ask the assistant of your settings for drafts of the same text" = "draft";
    Welcome MakeHere "make-here" ["n"] "new backlog": "make a backlog in this folder" = "init";
    Welcome Sample "sample" ["s"] "sample": "look at the sample product, in a throw-away copy" = "demo";
    Welcome CommandLine "command" [":"] "command": "any command by its words";
    Welcome Help "help" ["?"] "help": "this help";
    Welcome Redraw "redraw" ["ctrl-l"] "redraw": "draw the screen afresh";
    Welcome Quit "quit" ["q", "esc", "ctrl-c"] "quit": "quit";
}

/// The row of an action in a place.
#[must_use]
pub fn row(action: Action, place: Place) -> Option<&'static Row> {
    let holds = |row: &&Row| row.action == action && within(row.place, place);
    TABLE.iter().find(holds)
}

/// Whether what holds in `held` holds in `place` too.
#[must_use]
pub const fn within(held: Place, place: Place) -> bool {
    match (held, place) {
        (Place::Everywhere, Place::Story | Place::Reading) | (Place::Stories, Place::Story) => true,
        (Place::Everywhere | Place::Stories, place) if place.is_screen() => true,
        (held, place) => held as u8 == place as u8,
    }
}

/// What a run of keys means in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This action.
    Action(Action),
    /// The beginning of a longer run.
    Prefix,
    /// Nothing.
    Nothing,
}
