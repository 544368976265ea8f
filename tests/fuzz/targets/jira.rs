//! The Jira reader: any bytes are an error, or an import that can be carried out and undone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::bridge::jira;
use upnext::domain::command::Command;
use upnext_fuzz::{carried_out, offset, shop};

const HEADER: &[u8] =
    b"Summary,Issue key,Issue Type,Status,Story Points,Sprint,Epic Link,Description,Created,\
Comment,Inward issue link (Blocks),Rank\n";

fuzz_target!(|bytes: &[u8]| {
    let whole = [HEADER, bytes].concat();
    for bytes in [bytes, &whole] {
        if let Ok(reading) = jira::read(bytes, offset()) {
            carried_out(shop(), &Command::Import(Box::new(reading.import)));
        }
    }
});
