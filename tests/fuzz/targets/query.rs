//! The query parser: any text is an error with its place, or a question the stories can answer.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::domain::query::{Haystack, parse};
use upnext_fuzz::{shop, today};

fuzz_target!(|text: &str| {
    let filter = match parse(text).and_then(|query| query.bind(shop(), today())) {
        Ok(filter) => filter,
        Err(error) => {
            assert!((1..=text.chars().count()).contains(&error.position), "{error}");
            return;
        }
    };
    let mut texts = Haystack::default();
    texts.follow(shop().stories());
    assert_eq!(filter.hits(shop(), Some(&texts)), filter.hits(shop(), None));
});
