//! Promise 19: any size, any key, any paste.
