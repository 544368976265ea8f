//! The roles of what is drawn, and how each looks. Colour never carries meaning alone: every role
//! that matters has a glyph or a word beside it.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
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
    /// Words that weigh more than those around them.
    Strong,
    /// Words to be stressed.
    Emphasis,
    /// Something to be typed or read letter by letter.
    Code,
}

/// How roles look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own sixteen colours on its own background.
    #[default]
    Terminal,
    /// No colour: weight and reverse only.
    None,
}

impl Theme {
    /// How a role looks.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let weight = match role {
            Role::Plain | Role::Good | Role::Warn | Role::Code => plain,
            Role::Dim | Role::Rule => plain.add_modifier(Modifier::DIM),
            Role::Heading | Role::Key | Role::Bad | Role::Marked => {
                plain.add_modifier(Modifier::BOLD)
            }
            Role::Selected => plain.add_modifier(Modifier::REVERSED),
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Emphasis => plain.add_modifier(Modifier::ITALIC),
        };
        if self == Self::None {
            return weight;
        }
        match role {
            Role::Heading | Role::Key | Role::Code => weight.fg(Color::Cyan),
            Role::Good => weight.fg(Color::Green),
            Role::Warn => weight.fg(Color::Yellow),
            Role::Bad => weight.fg(Color::Red),
            Role::Marked => weight.fg(Color::Magenta),
            Role::Plain
            | Role::Dim
            | Role::Selected
            | Role::Rule
            | Role::Strong
            | Role::Emphasis => weight,
        }
    }
}
