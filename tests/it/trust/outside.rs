//! What the program never does: run a shell, use a network, write its file in a second place.
