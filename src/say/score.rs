//! A score as words: its name, its formula, and the formula with numbers in it. It reckons nothing
//! that the domain does not.

use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::product::ScoreKind;
use crate::domain::score;

/// How people write its name.
#[must_use]
pub const fn name(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Wsjf => "WSJF",
        ScoreKind::Rice => "RICE",
        ScoreKind::Value => "value",
    }
}

/// The formula, in the names of its parts.
#[must_use]
pub const fn formula(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Wsjf => "(value + urgency + risk) ÷ points",
        ScoreKind::Rice => "reach × impact × confidence % ÷ effort",
        ScoreKind::Value => "value ÷ points",
    }
}

/// The formula with numbers: "(8 + 3 + 1) ÷ 5 = 2.4"; where one is absent, which:
/// "(8 + ? + 1) ÷ 5: urgency is missing".
#[must_use]
pub fn equation(kind: ScoreKind, part: impl Fn(Field) -> Option<Hundredths>) -> String {
    let said = |field: Field| part(field).map_or("?".to_owned(), |it| it.to_string());
    let terms: Vec<String> = score::parts(kind).iter().map(|field| said(*field)).collect();
    let terms = match (kind, terms.as_slice()) {
        (ScoreKind::Wsjf, [value, urgency, risk, points]) => {
            format!("({value} + {urgency} + {risk}) ÷ {points}")
        }
        (ScoreKind::Rice, [reach, impact, confidence, effort]) => {
            format!("{reach} × {impact} × {confidence} % ÷ {effort}")
        }
        (_, terms) => terms.join(" ÷ "),
    };
    let absent: Vec<&str> = score::parts(kind)
        .iter()
        .filter(|field| part(**field).is_none())
        .map(|field| field.word())
        .collect();
    match (score::of_parts(kind, &part), absent.as_slice()) {
        (Some(score), _) => format!("{terms} = {score}"),
        (None, []) => format!("{terms}: nothing can be divided by 0"),
        (None, ["points"]) => format!("{terms}: it is not estimated"),
        (None, absent) => {
            let are = if absent.len() == 1 { "is" } else { "are" };
            format!("{terms}: {} {are} missing", super::tally::list(absent))
        }
    }
}
