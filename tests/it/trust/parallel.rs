//! Promises 5 and 6: commands and a screen at once lose nothing.
