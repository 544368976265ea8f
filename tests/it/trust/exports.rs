//! Promise 20: exports are inert.
