//! The roles of what is drawn, and how each looks in each theme. Colour never carries meaning
//! alone: every role that matters has a glyph or a word beside it.
//!
//! Good, warn and bad lie on the axis from blue to orange and differ in lightness, so that they
//! stay apart for eyes that do not tell red from green.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::record::words;

macro_rules! roles {
    ($( $(#[$doc:meta])* $role:ident, )*) => {
        /// What a piece of the screen is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Role { $( $(#[$doc])* $role, )* }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$( Self::$role, )*];
        }
    };
}

roles! {
    /// Ordinary text.
    Plain,
    /// Less important text.
    Dim,
    /// A heading, the product's name.
    Heading,
    /// The row under the cursor.
    Selected,
    /// A marked row.
    Marked,
    /// Something well: ready, met, saved.
    Good,
    /// Something missing.
    Warn,
    /// Something wrong: unmet, blocked, not saved.
    Bad,
    /// A key on the footer.
    Key,
    /// A line between panes.
    Rule,
    /// Text said with weight.
    Strong,
    /// Text said with another voice.
    Emphasis,
    /// Text to be taken to the letter.
    Code,
    /// The label of a field.
    Field,
    /// Characters that a search matched.
    Match,
    /// Where the next letter goes.
    Caret,
    /// Selected text in an editor.
    Selection,
}

words! {
    /// How roles look.
    #[derive(Default)]
    pub enum Theme ("theme") {
        /// The terminal's own sixteen colours on its own background.
        #[default]
        Terminal = "terminal",
        /// Light text on a dark ground.
        Dark = "dark",
        /// Dark text on a light ground.
        Light = "light",
        /// Bright text on black, every contrast at least seven to one.
        HighContrast = "high-contrast",
        /// No colour: weight, underline and reverse only.
        None = "none",
    }
}

impl Theme {
    /// How the whole screen looks before anything is drawn on it.
    #[must_use]
    pub const fn base(self) -> Style {
        match self {
            Self::Terminal | Self::None => Style::new(),
            Self::Dark => on(252, 233),
            Self::Light => on(235, 231),
            Self::HighContrast => on(231, 16),
        }
    }

    /// How a role looks.
    #[must_use]
    pub const fn style(self, role: Role) -> Style {
        match self {
            Self::Terminal => terminal(role),
            Self::Dark => dark(role),
            Self::Light => light(role),
            Self::HighContrast => high_contrast(role),
            Self::None => colourless(role),
        }
    }
}

/// A colour of the 256 that terminals share, the first sixteen left out: those are the user's.
const fn ink(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

const fn on(text: u8, ground: u8) -> Style {
    ink(text).bg(Color::Indexed(ground))
}

const fn with(modifier: Modifier) -> Style {
    Style::new().add_modifier(modifier)
}

const BOLD: Modifier = Modifier::BOLD;

/// What a searched letter looks like: an underline shows on every ground.
const FOUND: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

const fn colourless(role: Role) -> Style {
    match role {
        Role::Plain | Role::Good | Role::Warn => Style::new(),
        Role::Dim | Role::Rule | Role::Code => with(Modifier::DIM),
        Role::Heading | Role::Key | Role::Bad | Role::Marked | Role::Strong | Role::Field => {
            with(BOLD)
        }
        Role::Emphasis => with(Modifier::UNDERLINED),
        Role::Match => with(FOUND),
        Role::Selected | Role::Selection => with(Modifier::REVERSED),
        // A caret inside a selection must still be seen.
        Role::Caret => with(Modifier::REVERSED.union(Modifier::UNDERLINED)),
    }
}

const fn terminal(role: Role) -> Style {
    let weight = colourless(role);
    match role {
        Role::Heading | Role::Key | Role::Match => weight.fg(Color::Cyan),
        // Neither is Dim: many terminals draw that too faint for words one has to read.
        Role::Field | Role::Code => Style::new().fg(Color::Cyan),
        Role::Good => weight.fg(Color::Green),
        Role::Warn => weight.fg(Color::Yellow),
        Role::Bad => weight.fg(Color::Red),
        Role::Marked => weight.fg(Color::Magenta),
        Role::Emphasis => with(Modifier::ITALIC),
        Role::Plain
        | Role::Dim
        | Role::Selected
        | Role::Rule
        | Role::Strong
        | Role::Caret
        | Role::Selection => weight,
    }
}

const fn dark(role: Role) -> Style {
    match role {
        Role::Plain => ink(252),
        Role::Dim => ink(246),
        Role::Rule => ink(244),
        Role::Heading | Role::Key => ink(153).add_modifier(BOLD),
        Role::Match => ink(153).add_modifier(FOUND),
        Role::Field => ink(110),
        Role::Code => ink(151),
        Role::Strong => ink(255).add_modifier(BOLD),
        Role::Emphasis => ink(252).add_modifier(Modifier::ITALIC),
        Role::Good => ink(81),
        Role::Warn => ink(221),
        Role::Bad => ink(209).add_modifier(BOLD),
        Role::Marked => ink(141).add_modifier(BOLD),
        // No colour of its own: what stands on the row keeps its.
        Role::Selected => Style::new().bg(Color::Indexed(236)).add_modifier(BOLD),
        Role::Caret => on(233, 252),
        Role::Selection => on(231, 24),
    }
}

const fn light(role: Role) -> Style {
    match role {
        Role::Plain => ink(235),
        Role::Dim => ink(242),
        Role::Rule => ink(244),
        Role::Heading | Role::Key => ink(23).add_modifier(BOLD),
        Role::Match => ink(23).add_modifier(FOUND),
        Role::Field => ink(24),
        Role::Code => ink(54),
        Role::Strong => ink(16).add_modifier(BOLD),
        Role::Emphasis => ink(235).add_modifier(Modifier::ITALIC),
        Role::Good => ink(26),
        Role::Warn => ink(94),
        Role::Bad => ink(88).add_modifier(BOLD),
        Role::Marked => ink(126).add_modifier(BOLD),
        Role::Selected => Style::new().bg(Color::Indexed(254)).add_modifier(BOLD),
        Role::Caret => on(231, 235),
        Role::Selection => on(16, 153),
    }
}

const fn high_contrast(role: Role) -> Style {
    match role {
        Role::Plain => ink(231),
        Role::Dim => ink(250),
        Role::Rule => ink(248),
        Role::Heading | Role::Key => ink(123).add_modifier(BOLD),
        Role::Match => ink(123).add_modifier(FOUND),
        Role::Field => ink(153),
        Role::Code => ink(194),
        Role::Strong => ink(231).add_modifier(BOLD),
        Role::Emphasis => ink(231).add_modifier(Modifier::UNDERLINED),
        Role::Good => ink(43),
        Role::Warn => ink(226),
        Role::Bad => ink(209).add_modifier(BOLD),
        Role::Marked => ink(177).add_modifier(BOLD),
        // Reversed, each role keeps its contrast with the ground, whichever is drawn first.
        Role::Selected => with(Modifier::REVERSED),
        Role::Caret => on(16, 231),
        Role::Selection => on(16, 226),
    }
}
