//! The words of a finding as eight signs of its id: the same on every machine and in every version.
//! It keeps no secret.

use std::fmt;

/// FNV-1a in 32 bits (Fowler, Noll and Vo, 1991).
pub(in crate::advice) struct Hash(u32);

impl Hash {
    /// Of these words, in their order.
    pub(in crate::advice) fn of(words: &[String]) -> Self {
        let mut hash = Self(0x811c_9dc5);
        words.iter().for_each(|word| hash.take(word));
        hash
    }

    /// Takes in one more word.
    pub(in crate::advice) fn take(&mut self, word: &str) {
        for byte in word.bytes().chain([0]) {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}
