//! The words of a finding as eight signs of its id: the same on every machine and in every version.
//! It keeps no secret.

use std::fmt;

/// FNV-1a in 32 bits (Fowler, Noll and Vo, 1991).
pub(in crate::advice) struct Hash(u32);

impl Hash {
    /// Of these words, in their order.
    pub(in crate::advice) fn of(words: &[String]) -> Self {
        // A word ends where no letter stands: "ab", "c" is not "a", "bc".
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
        Self(bytes.fold(0x811c_9dc5, |hash: u32, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        }))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}
