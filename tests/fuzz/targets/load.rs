//! The loader: any bytes are an error with its place, or a backlog that is written as it was read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::store::document;
use upnext_fuzz::sound;

fuzz_target!(|bytes: &[u8]| {
    match document::read(bytes) {
        Ok(read) => {
            drop(read.foreign());
            sound(&read.backlog);
        }
        Err(error) => assert!(error.line > 0 && error.column > 0 && !error.hint.is_empty()),
    }
});
