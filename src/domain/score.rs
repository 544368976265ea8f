//! The score that stands beside the rank: one formula a product, exact to a hundredth.
//! It never orders anything.

use super::field::Field;
use super::number::Hundredths;
use super::product::ScoreKind;
use super::story::Story;

/// The parts of a kind of score, in the order of its formula; the last one is divided by.
#[must_use]
pub const fn parts(kind: ScoreKind) -> &'static [Field] {
    match kind {
        ScoreKind::Wsjf => &[Field::Value, Field::Urgency, Field::Risk, Field::Points],
        ScoreKind::Rice => &[Field::Reach, Field::Impact, Field::Confidence, Field::Effort],
        ScoreKind::Value => &[Field::Value, Field::Points],
    }
}

/// A part of a story's score; none where it is absent, or the field is part of no score.
#[must_use]
pub const fn part(story: &Story, field: Field) -> Option<Hundredths> {
    match field {
        Field::Value => story.scores.value,
        Field::Urgency => story.scores.urgency,
        Field::Risk => story.scores.risk,
        Field::Points => story.points,
        Field::Reach => story.scores.reach,
        Field::Impact => story.scores.impact,
        Field::Confidence => story.scores.confidence,
        Field::Effort => story.scores.effort,
        _ => None,
    }
}

/// The score of a story: see [`of_parts`].
#[must_use]
pub fn of(story: &Story, kind: ScoreKind) -> Option<Hundredths> {
    of_parts(kind, |field| part(story, field))
}

/// The score these parts make, rounded half up to hundredths; none while one of them is absent, or
/// where the size it is divided by is zero.
///
/// - WSJF = (value + urgency + risk) ÷ points
/// - RICE = reach × impact × confidence ÷ effort, confidence being kept in per cent
/// - Value = value ÷ points
#[must_use]
pub fn of_parts(kind: ScoreKind, part: impl Fn(Field) -> Option<Hundredths>) -> Option<Hundredths> {
    use Field as F;
    match kind {
        ScoreKind::Wsjf => {
            let worth = part(F::Value)? + part(F::Urgency)? + part(F::Risk)?;
            ratio(&[worth], part(F::Points)?, 1)
        }
        ScoreKind::Rice => {
            let factors = [part(F::Reach)?, part(F::Impact)?, part(F::Confidence)?];
            ratio(&factors, part(F::Effort)?, 100)
        }
        ScoreKind::Value => ratio(&[part(F::Value)?], part(F::Points)?, 1),
    }
}

/// The product of the factors ÷ size ÷ `per`.
fn ratio(factors: &[Hundredths], size: Hundredths, per: u128) -> Option<Hundredths> {
    // Each number is in hundredths, so each factor after the first brings a hundred too many.
    let top = factors
        .iter()
        .try_fold(100, |top: u128, factor| top.checked_mul(u128::from(factor.hundredths())))?;
    let surplus = factors.iter().skip(1).fold(1, |surplus: u128, _| surplus * 100);
    let bottom = u128::from(size.hundredths()).checked_mul(surplus)?.checked_mul(per)?;
    let rounded = top.checked_add(bottom / 2)?.checked_div(bottom)?;
    u64::try_from(rounded).ok().map(Hundredths::of_hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(parts: [Option<u32>; 7], points: Option<u32>) -> Story {
        let mut story = Story { points: points.map(Hundredths::whole), ..Story::default() };
        let [value, urgency, risk, reach, impact, confidence, effort] =
            parts.map(|part| part.map(Hundredths::whole));
        let it = &mut story.scores;
        (it.value, it.urgency, it.risk) = (value, urgency, risk);
        (it.reach, it.impact, it.confidence, it.effort) = (reach, impact, confidence, effort);
        story
    }

    fn said(story: &Story, kind: ScoreKind) -> Option<String> {
        of(story, kind).map(|score| score.to_string())
    }

    #[test]
    fn each_formula_by_hand() {
        let story =
            scored([Some(8), Some(5), Some(1), Some(200), Some(3), Some(80), Some(7)], Some(3));
        assert_eq!(said(&story, ScoreKind::Wsjf).unwrap(), "4.67");
        // 200 × 3 × 0.8 ÷ 7 = 68.571…
        assert_eq!(said(&story, ScoreKind::Rice).unwrap(), "68.57");
        assert_eq!(said(&story, ScoreKind::Value).unwrap(), "2.67");
    }

    #[test]
    fn no_part_and_no_size_no_score() {
        let all = [Some(8), Some(5), Some(1), Some(200), Some(3), Some(80), Some(7)];
        assert_eq!(said(&scored(all, None), ScoreKind::Wsjf), None);
        assert_eq!(said(&scored(all, Some(0)), ScoreKind::Wsjf), None);
        let mut none = all;
        none[2] = None;
        assert_eq!(said(&scored(none, Some(3)), ScoreKind::Wsjf), None);
        assert_eq!(said(&scored(none, Some(3)), ScoreKind::Value).unwrap(), "2.67");
    }
}
