//! Promise 7: a checkout, a pull or a stash under an open screen.
