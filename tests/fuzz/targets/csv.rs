//! The CSV reader: any bytes are an error, or an import that can be carried out and undone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::bridge::csv_file;
use upnext::domain::command::Command;
use upnext_fuzz::{carried_out, offset, shop};

const HEADER: &[u8] =
    b"title,description,criteria,status,points,sprint,epic,tags,key,created,own\n";

fuzz_target!(|bytes: &[u8]| {
    let whole = [HEADER, bytes].concat();
    for bytes in [bytes, &whole] {
        if let Ok(reading) = csv_file::read(bytes, &[], offset()) {
            carried_out(shop(), &Command::Import(Box::new(reading.import)));
        }
    }
});
