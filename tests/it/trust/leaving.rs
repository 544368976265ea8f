//! Promises 16 and 17: the terminal comes back, and a gone terminal ends the process.
