//! What the keys of the Inbox screen do. Each act builds the command the command line would build.
