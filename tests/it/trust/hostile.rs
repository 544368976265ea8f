//! Promise 18: text from data cannot drive the terminal.
