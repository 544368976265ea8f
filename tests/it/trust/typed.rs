//! Promise 14: half-typed text survives a kill.
