//! Promise 13: backups are made, thinned out, listed and restored.
