//! The word that was probably meant by one that is none of those known.
//! It never guesses where nothing is near.

/// The nearest of the known words, where one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let most = (word.len() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|known| (distance(&word, &known.to_lowercase().chars().collect::<Vec<_>>()), known))
        .filter(|(distance, known)| *distance <= most && *distance < known.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters were forgotten, added, mistaken or swapped with their neighbour.
fn distance(from: &[char], to: &[char]) -> usize {
    // Two rows of the table are kept: for one letter less, and for two, which a swap looks at.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.iter().enumerate() {
        let mut next = vec![line + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let mistaken = at(&row, column) + usize::from(letter != other);
            let mut least = mistaken.min(at(&row, column + 1) + 1).min(at(&next, column) + 1);
            let crossed = |back: usize| {
                from.get(line.checked_sub(1)?)
                    .zip(to.get(back))
                    .map(|(a, b)| a == other && letter == b)
            };
            if let Some(back) = column.checked_sub(1).filter(|back| crossed(*back) == Some(true)) {
                least = least.min(at(&before, back) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_fingers_is_understood() {
        let known = ["estimate", "quit", "to-top", "to-bottom", "up"];
        let near = |word| nearest(word, known);
        assert_eq!(near("estimat"), Some("estimate"));
        assert_eq!(near("Estimate"), Some("estimate"));
        assert_eq!(near("esitmate"), Some("estimate"));
        assert_eq!(near("qiut"), Some("quit"));
        assert_eq!(near("quuit"), Some("quit"));
        assert_eq!(near("tobottom"), Some("to-bottom"));
        assert_eq!(near("pu"), Some("up"));
    }

    #[test]
    fn what_is_near_to_nothing_is_not_guessed() {
        let known = ["estimate", "quit", "up"];
        for word in ["", "x", "zebra", "estuary", "q"] {
            assert_eq!(nearest(word, known), None, "{word}");
        }
    }
}
