//! The places where actions hold: each screen, what lies over it, and groups of these. It knows no
//! key.

/// Where an action holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Wherever there is a backlog.
    Everywhere,
    /// Wherever there is a story: in a list and on its page.
    Stories,
    /// On the Today screen.
    Today,
    /// In the list of stories.
    List,
    /// Where one story after the other is made ready.
    Refine,
    /// On the Plan screen.
    Plan,
    /// On the Board.
    Board,
    /// On the Review screen.
    Review,
    /// Where a sprint is being closed.
    Closing,
    /// Where ideas wait.
    Inbox,
    /// Where findings are listed.
    Health,
    /// Where values written on two sides are settled.
    Conflicts,
    /// On the page of a story.
    Story,
    /// Where a text is read: help, an answer, a history.
    Reading,
    /// Where something is typed or picked.
    Typing,
    /// Where there is no backlog yet.
    Welcome,
}

impl Place {
    /// Every place.
    pub const ALL: &[Self] = &[
        Self::Everywhere,
        Self::Stories,
        Self::Today,
        Self::List,
        Self::Refine,
        Self::Plan,
        Self::Board,
        Self::Review,
        Self::Closing,
        Self::Inbox,
        Self::Health,
        Self::Conflicts,
        Self::Story,
        Self::Reading,
        Self::Typing,
        Self::Welcome,
    ];

    /// The places one can be in; the others are groups of these.
    pub const ONE_CAN_BE_IN: &[Self] = match Self::ALL {
        [Self::Everywhere, Self::Stories, places @ ..] => places,
        _ => Self::ALL,
    };

    /// Whether it is one of the screens, where the keys for stories hold too.
    #[must_use]
    pub const fn is_screen(self) -> bool {
        matches!(
            self,
            Self::Today
                | Self::List
                | Self::Refine
                | Self::Plan
                | Self::Board
                | Self::Review
                | Self::Closing
                | Self::Inbox
                | Self::Health
                | Self::Conflicts
        )
    }

    /// What the group of its actions is called.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Stories => "A story, in a list and on its page",
            Self::Today => "Today",
            Self::List => "The list",
            Self::Refine => "Refining, story by story",
            Self::Plan => "Planning a sprint",
            Self::Board => "The board",
            Self::Review => "Reviewing what was delivered",
            Self::Closing => "Closing a sprint",
            Self::Inbox => "The inbox",
            Self::Health => "The health of the backlog",
            Self::Conflicts => "Settling what two sides wrote",
            Self::Story => "The page of a story",
            Self::Reading => "While reading",
            Self::Typing => "While typing or picking",
            Self::Welcome => "Here",
        }
    }

    /// Its name in the README's table and before a dot in `config.toml`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Stories => "stories",
            Self::Today => "today",
            Self::List => "list",
            Self::Refine => "refine",
            Self::Plan => "plan",
            Self::Board => "board",
            Self::Review => "review",
            Self::Closing => "closing",
            Self::Inbox => "inbox",
            Self::Health => "health",
            Self::Conflicts => "conflicts",
            Self::Story => "story",
            Self::Reading => "reading",
            Self::Typing => "typing",
            Self::Welcome => "welcome",
        }
    }
}
