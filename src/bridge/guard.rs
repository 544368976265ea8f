//! Cells that a spreadsheet would run as a formula, made harmless on the way out and restored on
//! the way in. It never changes a plain number.

/// Whether a spreadsheet may take a text that begins so for a formula.
fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The cell with a `'` before it where a spreadsheet would run it.
pub(super) fn guarded(cell: &str) -> String {
    // A cell that looks guarded already gets one more, so that reading back takes off the right one.
    let risky = runs(cell.trim_start_matches('\'')) && !plain_number(cell);
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before `guarded`.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| runs(bare.trim_start_matches('\''))).unwrap_or(cell)
}

fn plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let whole = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    whole && digits.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn formulas_are_guarded_and_come_back() {
        let risky = [
            "=1+1", "+x", "-x", "@sum", "\tx", "\rx", "\nx", "＝1", "'=1", "''-5", "--5", "-1e5",
            "-",
        ];
        for cell in risky {
            assert_eq!(guarded(cell), format!("'{cell}"));
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
        for cell in ["-5", "+3.5", "12", "it's", "'quoted'", "", "a=b"] {
            assert_eq!(guarded(cell), cell);
            assert_eq!(unguarded(cell), cell);
        }
    }
}
