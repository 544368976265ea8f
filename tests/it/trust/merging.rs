//! Promises 11 and 12: undo is exact, and merging loses nothing.
