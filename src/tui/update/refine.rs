//! What the keys of the Refine screen do. Each act builds the command the command line would build.
