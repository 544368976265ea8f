//! The text gate: nothing that acts passes it, and what has passed it passes again unchanged.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::say::{plain, width};

fuzz_target!(|text: &str| {
    let line = plain::line(text);
    let acts = |c: char| plain::acts(c) && c != '\u{200D}';
    assert!(!line.contains(acts));
    assert_eq!(plain::line(&line), line);
    let block = plain::text(text);
    assert!(!block.contains(|c| c != '\n' && acts(c)));
    assert_eq!(plain::text(&block), block);
    for columns in [0, 1, 7, 40] {
        assert_eq!(width::width(&width::fit(&line, columns)), columns);
    }
    drop(width::wrap(&block, 20));
});
