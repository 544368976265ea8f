//! What is joined by and, or and not, whatever it is that is joined.
//! It never knows what a leaf means.

/// Leaves joined by and, or and not. Its depth is bounded by the grammar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree<T> {
    /// Every one of these; none is always true.
    All(Vec<Self>),
    /// At least one of these.
    Any(Vec<Self>),
    /// Not this one.
    Not(Box<Self>),
    /// One question.
    Leaf(T),
}

impl<T> Tree<T> {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::All(all) if all.is_empty())
    }

    pub(super) fn any_leaf(&self, is: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.any_leaf(is)),
            Self::Not(part) => part.any_leaf(is),
            Self::Leaf(leaf) => is(leaf),
        }
    }

    /// The answer of the whole, asking no more leaves than it takes.
    pub(super) fn holds(&self, ask: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(ask)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(ask)),
            Self::Not(part) => !part.holds(ask),
            Self::Leaf(leaf) => ask(leaf),
        }
    }

    /// The same tree over other leaves.
    pub(super) fn try_map<U, E>(&self, map: &impl Fn(&T) -> Result<U, E>) -> Result<Tree<U>, E> {
        let each = |parts: &[Self]| -> Result<Vec<Tree<U>>, E> {
            parts.iter().map(|part| part.try_map(map)).collect()
        };
        Ok(match self {
            Self::All(parts) => Tree::All(each(parts)?),
            Self::Any(parts) => Tree::Any(each(parts)?),
            Self::Not(part) => Tree::Not(Box::new(part.try_map(map)?)),
            Self::Leaf(leaf) => Tree::Leaf(map(leaf)?),
        })
    }

    /// Puts what costs little before what costs much; the order changes no answer.
    pub(super) fn cheap_first(&mut self, cost: &impl Fn(&T) -> u8) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts.iter_mut() {
                    part.cheap_first(cost);
                }
                parts.sort_by_key(|part| part.cost(cost));
            }
            Self::Not(part) => part.cheap_first(cost),
            Self::Leaf(_) => {}
        }
    }

    fn cost(&self, cost: &impl Fn(&T) -> u8) -> u8 {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(|part| part.cost(cost)).max().unwrap_or(0)
            }
            Self::Not(part) => part.cost(cost),
            Self::Leaf(leaf) => cost(leaf),
        }
    }
}
