//! The product's own values and the lines of its two definitions.

use super::Lines;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::finding_id;
use crate::domain::product::{Line, Product};
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::waiver::{Waiver, is_waived};

pub(super) fn set(draft: &mut Draft<'_>, values: &[(Field, String)]) -> Result<String, Refusal> {
    let mut changed = draft.now().product().clone();
    for (field, value) in values {
        setting::set_product(&mut changed, *field, value)?;
    }
    draft.alter_product(|product| *product = changed);
    let fields: Vec<&str> = values.iter().map(|(field, _)| field.word()).collect();
    Ok(format!("Set {} of the product", fields.join(", ")))
}

pub(super) fn add_line(draft: &mut Draft<'_>, lines: Lines, text: &str) -> Result<String, Refusal> {
    let line =
        Line { id: draft.fresh(), text: setting::one_line("a line", text)?, ..Line::default() };
    draft.alter_product(|product| list(product, lines).push(line));
    Ok(format!("Added a line to the {}", name(lines)))
}

pub(super) fn remove_line(
    draft: &mut Draft<'_>,
    lines: Lines,
    k: usize,
) -> Result<String, Refusal> {
    let mut changed = draft.now().product().clone();
    let held = list(&mut changed, lines);
    let has = held.len();
    let at = k.checked_sub(1).filter(|at| *at < has).ok_or_else(|| {
        Refusal::usage(format!("the {} has no line {k}: it has {has}", name(lines)))
    })?;
    held.remove(at);
    draft.alter_product(|product| *product = changed);
    Ok(format!("Removed line {k} of the {}", name(lines)))
}

pub(super) fn waive(draft: &mut Draft<'_>, id: &str, reason: &str) -> Result<String, Refusal> {
    let id = setting::one_line("the id of a finding", id)?;
    let reason = setting::one_line("the reason", reason)?;
    if is_waived(draft.now().product(), &id) {
        return Err(Refusal::rule(format!("{id} is waived already: see upnext product show")));
    }
    let stamp = draft.stamp();
    let waiver = Waiver {
        id: id.clone(),
        reason: reason.clone(),
        by: stamp.by.clone(),
        at: stamp.at,
        ..Waiver::default()
    };
    draft.alter_product_because(Some(&reason), |product| product.waived.push(waiver));
    Ok(match finding_id::told(&id, draft.now()) {
        Some((rule, number)) => format!("Left “{rule}” of #{number} as it is"),
        None => format!("Waived {id}"),
    })
}

pub(super) fn tell_again(draft: &mut Draft<'_>, id: &str) -> Result<String, Refusal> {
    if !is_waived(draft.now().product(), id) {
        return Err(Refusal::usage(format!(
            "nothing is waived as “{id}”: upnext product show lists what is"
        )));
    }
    draft.alter_product(|product| product.waived.retain(|waiver| waiver.id != id));
    Ok(match finding_id::told(id, draft.now()) {
        Some((rule, number)) => format!("“{rule}” of #{number} is told again"),
        None => format!("{id} is told again"),
    })
}

fn list(product: &mut Product, lines: Lines) -> &mut Vec<Line> {
    match lines {
        Lines::Ready => &mut product.ready_lines,
        Lines::Done => &mut product.done_lines,
    }
}

const fn name(lines: Lines) -> &'static str {
    match lines {
        Lines::Ready => "Definition of Ready",
        Lines::Done => "Definition of Done",
    }
}
