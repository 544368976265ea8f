//! Promises 1 to 4 and 9: the file is whole at every instant, and what was said to be saved is there.
