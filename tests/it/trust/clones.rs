//! Two people, two clones, a week of grooming each, one pull with the real git.
