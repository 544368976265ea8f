//! How a text reads while it is being typed: what can be said of it alone, whether or not anybody
//! will ever take it. It knows no other story, so it never says that there is one like it.

use super::{Slip, in_criterion, in_parts, in_words, once};
use crate::domain::criterion::Criterion;
use crate::domain::narrative::{self, Narrative};
use crate::domain::product::Product;

/// What is being typed.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// A story in one line: a title, or the whole sentence.
    Story(&'a str),
    /// Role, want and benefit.
    Narrative([&'a str; 3]),
    /// A criterion: its line, or what it comes to where it has Given, When, Then.
    Criterion(&'a str),
    /// A text of many lines.
    Text(&'a str),
}

/// What the checks that are on find in it. Whoever has only begun is not told what is still to
/// come: who wants what is asked when the story is there.
#[must_use]
pub fn as_typed(typed: Typed<'_>, product: &Product) -> Vec<Slip> {
    let mut slips = match typed {
        Typed::Story(line) => match narrative::split(line) {
            Some(parts) => of_parts(&parts),
            None => in_words(line),
        },
        Typed::Narrative([role, want, benefit]) => {
            of_parts(&Narrative::of_parts(role.trim(), want.trim(), benefit.trim()))
        }
        // A first word is no criterion yet.
        Typed::Criterion(text) if text.split_whitespace().count() < 2 => in_words(text),
        Typed::Criterion(text) => {
            in_criterion(&Criterion { text: text.to_owned(), ..Criterion::default() })
        }
        Typed::Text(text) => in_words(text),
    };
    slips.retain(|slip| !product.checks_off.contains(&slip.check));
    once(slips)
}

fn of_parts(parts: &Narrative) -> Vec<Slip> {
    let mut slips = in_parts(parts);
    let told = [&parts.role, &parts.want, &parts.benefit];
    slips.extend(told.into_iter().flat_map(|part| in_words(part)));
    slips
}
