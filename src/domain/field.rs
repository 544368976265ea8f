//! One alphabet of fields: the same names in the file, in `set N FIELD=VALUE`, in list columns,
//! in the query language, in an import's mapping and in the history.

use super::record::words;

words! {
    /// A field of a story, or of another noun where its doc says so.
    pub enum Field ("field") {
        /// One line that names the story, or an epic.
        Title = "title",
        /// As a …
        Role = "role",
        /// I want …
        Want = "want",
        /// so that …
        Benefit = "benefit",
        /// Markdown.
        Description = "description",
        /// What sort of work it is.
        Kind = "kind",
        /// Its size.
        Points = "points",
        /// The outcome it serves.
        Epic = "epic",
        /// The release it ships with; of an epic too.
        Release = "release",
        /// Free words.
        Tags = "tags",
        /// Skills it needs, or a person has.
        Skills = "skills",
        /// Who asked for it.
        Requester = "requester",
        /// Who works on it.
        Assignee = "assignee",
        /// How much its release depends on it.
        Moscow = "moscow",
        /// Part of a score.
        Value = "value",
        /// Part of a score.
        Urgency = "urgency",
        /// Part of a score.
        Risk = "risk",
        /// Part of a score.
        Reach = "reach",
        /// Part of a score.
        Impact = "impact",
        /// Part of a score.
        Confidence = "confidence",
        /// Part of a score.
        Effort = "effort",
        /// Where it stands; of a sprint and an idea too.
        Status = "status",
        /// Its place in the order; of an epic too.
        Rank = "rank",
        /// The sprint it is in.
        Sprint = "sprint",
        /// What must be true for it to be accepted.
        Criteria = "criteria",
        /// What is asked about it.
        Questions = "questions",
        /// What is kept for the team.
        Notes = "notes",
        /// What must come first.
        DependsOn = "depends_on",
        /// Links to other stories.
        Links = "links",
        /// What it was split from.
        SplitFrom = "split_from",
        /// What stands in its way.
        Impediment = "impediment",
        /// Ticks on the Definition of Ready.
        ReadyTicks = "ready_ticks",
        /// Ticks on the Definition of Done.
        DoneTicks = "done_ticks",
        /// Ready although something was missing.
        ReadyOverride = "ready_override",
        /// Pulled although something spoke against it.
        PullOverride = "pull_override",
        /// What the Product Owner said.
        Verdicts = "verdicts",
        /// What became of it.
        Outcomes = "outcomes",
        /// Import columns without a home.
        Fields = "fields",
        /// What people call it by number.
        Number = "number",
        /// The name of the product, a person, a release.
        Name = "name",
        /// The goal of the product or a sprint.
        Goal = "goal",
        /// Whether the goal of a sprint was met.
        GoalMet = "goal_met",
        /// What an epic changes for whom.
        Outcome = "outcome",
        /// How far away an epic is.
        Horizon = "horizon",
        /// The points the product estimates in.
        Scale = "scale",
        /// Above it a story is too big to be ready.
        Largest = "largest",
        /// The score the product uses.
        Score = "score",
        /// Rules of readiness that are switched off.
        ReadyOff = "ready_off",
        /// Own lines of the Definition of Ready.
        ReadyLines = "ready_lines",
        /// Lines of the Definition of Done.
        DoneLines = "done_lines",
        /// Checks of wording that are switched off.
        ChecksOff = "checks_off",
        /// Findings that are told no more.
        Waived = "waived",
        /// Days of the week the product is worked on.
        WorkingDays = "working_days",
        /// Days nobody works.
        Holidays = "holidays",
        /// Length of a sprint in working days.
        SprintLength = "sprint_length",
        /// A person's share of time.
        Allocation = "allocation",
        /// A person's days away.
        DaysOff = "days_off",
        /// A release's target date.
        Target = "target",
        /// The day a release shipped.
        ReleasedOn = "released_on",
        /// First day of a sprint.
        Start = "start",
        /// Last day of a sprint.
        End = "end",
        /// Who takes part in a sprint.
        People = "people",
        /// The words of an idea.
        Text = "text",
        /// Who said an idea.
        From = "from",
        /// Stories an idea stands behind.
        Stories = "stories",
    }
}

impl Field {
    /// The fields of a story that `set` can write and `--map` can fill.
    pub const SETTABLE: &'static [Self] = &[
        Self::Title,
        Self::Role,
        Self::Want,
        Self::Benefit,
        Self::Description,
        Self::Kind,
        Self::Points,
        Self::Epic,
        Self::Release,
        Self::Tags,
        Self::Skills,
        Self::Requester,
        Self::Assignee,
        Self::Moscow,
        Self::Value,
        Self::Urgency,
        Self::Risk,
        Self::Reach,
        Self::Impact,
        Self::Confidence,
        Self::Effort,
    ];

    /// The fields of the product that `product set` can write.
    pub const OF_PRODUCT: &'static [Self] = &[
        Self::Name,
        Self::Goal,
        Self::Scale,
        Self::Largest,
        Self::Score,
        Self::ReadyOff,
        Self::ChecksOff,
        Self::WorkingDays,
        Self::Holidays,
        Self::SprintLength,
    ];

    /// The fields of an epic that `epic set` can write.
    pub const OF_EPIC: &'static [Self] =
        &[Self::Title, Self::Outcome, Self::Horizon, Self::Release];

    /// The fields of a person that `person set` can write.
    pub const OF_PERSON: &'static [Self] =
        &[Self::Name, Self::Allocation, Self::Skills, Self::DaysOff];

    /// The fields of a sprint that `sprint set` can write.
    pub const OF_SPRINT: &'static [Self] =
        &[Self::Goal, Self::Start, Self::End, Self::People, Self::GoalMet, Self::Notes];

    /// The fields of a release that `release set` can write.
    pub const OF_RELEASE: &'static [Self] = &[Self::Name, Self::Target, Self::Notes];
}
