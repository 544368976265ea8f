//! The verdicts of the Product Owner: from their words to the commands they mean. It carries out
//! nothing.

use chrono::NaiveDate;

use crate::cli::args::{
    AcceptArgs, CloseArgs, FollowUpArgs, GoOn, JudgeArgs, Judged, RejectArgs, Which, YesNo,
};
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::command::{Command, Leftovers};
use crate::domain::criterion::Judgement;
use crate::domain::refusal::Refusal;

pub(super) fn judge(args: JudgeArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let judgement = match args.result {
        Judged::Met => Judgement::Met,
        Judged::Unmet => Judgement::Unmet,
        Judged::Unjudged => Judgement::Unjudged,
    };
    let story = resolve::story(&args.number, backlog)?;
    match (args.k, judgement) {
        (Which::One(k), _) => {
            Ok(Command::Judge { story, k, judgement, note: args.note.unwrap_or_default() })
        }
        (Which::Rest, Judgement::Met) if args.note.is_none() => Ok(Command::JudgeRest { story }),
        (Which::Rest, _) => Err(Refusal::usage(
            "of the rest only `met` can be said, without a note: judge the others one by one",
        )),
    }
}

pub(super) fn accept(
    args: AcceptArgs,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Command, Refusal> {
    let stories = resolve::group(&args.stories, backlog, today)?;
    Ok(Command::Accept { stories, overriding: args.overriding })
}

pub(super) fn reject(args: RejectArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let story = resolve::story(&args.number, backlog)?;
    Ok(Command::Reject { story, unmet: args.unmet, reason: args.reason })
}

pub(super) fn follow_up(args: FollowUpArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    Ok(Command::FollowUp { story: resolve::story(&args.number, backlog)?, title: args.title })
}

pub(super) fn close(args: CloseArgs, backlog: &Backlog) -> Result<Command, Refusal> {
    let stories = |words: &[String]| {
        words.iter().map(|word| resolve::story(word, backlog)).collect::<Result<Vec<_>, _>>()
    };
    let sprint = args.sprint.map(|number| resolve::sprint(number, backlog)).transpose()?;
    Ok(Command::CloseSprint {
        sprint: sprint.map(|sprint| sprint.id),
        goal_met: args.goal_met.map(|it| it == YesNo::Yes),
        leftovers: match args.leftovers {
            GoOn::Backlog => Leftovers::Backlog,
            GoOn::Next => Leftovers::Next,
        },
        next: stories(&args.next)?,
        backlog: stories(&args.backlog)?,
        note: args.note.unwrap_or_default(),
    })
}
