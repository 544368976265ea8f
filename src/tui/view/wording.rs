//! How what is being typed reads, in one dim line: it names the words, and never keeps anybody from
//! taking the text.

use crate::advice::wording::{Slip, Typed, as_typed};
use crate::say::plain;
use crate::tui::app::{App, Overlay};
use crate::tui::part::prompt::Purpose;

/// As many findings as one takes in while typing.
const TOLD: usize = 3;

/// What the checks find in the text as it stands; none where they find nothing, or where what is
/// typed is no story's.
pub(super) fn said(app: &App) -> Option<String> {
    let product = app.backlog()?.product();
    let slips = match app.overlay.as_ref()? {
        Overlay::Prompt(prompt) => {
            let text = prompt.line.text();
            let typed = match prompt.purpose {
                Purpose::Add | Purpose::Title | Purpose::FollowUp | Purpose::Split => {
                    Typed::Story(text)
                }
                Purpose::Criterion => Typed::Criterion(text),
                _ => return None,
            };
            as_typed(typed, product)
        }
        Overlay::Form(form) => {
            let texts = form.texts();
            let text = |at: usize| texts.get(at).map_or("", String::as_str);
            match form.purpose {
                Purpose::Narrative => {
                    as_typed(Typed::Narrative([text(0), text(1), text(2)]), product)
                }
                Purpose::CriterionForm(_) => {
                    let outcome = if text(3).trim().is_empty() { text(0) } else { text(3) };
                    as_typed(Typed::Criterion(outcome), product)
                }
                _ => return None,
            }
        }
        Overlay::Editor(editor) if editor.purpose == Purpose::Description => {
            as_typed(Typed::Text(&editor.text()), product)
        }
        _ => return None,
    };
    let said: Vec<String> = slips.iter().take(TOLD).map(told).collect();
    let more = match slips.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" · and {more} more"),
    };
    (!said.is_empty()).then(|| plain::line(&format!("{}{more}", said.join(" · "))).into_owned())
}

/// The check and the words: "unambiguous: “quickly”".
fn told(slip: &Slip) -> String {
    let words: Vec<String> = slip.words.iter().map(|word| format!("“{word}”")).collect();
    format!("{}: {}", slip.check, words.join(", "))
}
