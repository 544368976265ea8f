//! The sheet reader: any text is a list of mistakes, or edits that can be carried out and undone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use upnext::bridge::sheet;
use upnext::domain::command::Command;
use upnext_fuzz::{carried_out, shop};

fuzz_target!(|text: &str| {
    for story in shop().in_order().take(2) {
        let written = sheet::write(story, shop());
        let (head, tail) = written.split_once("\n## Criteria").unwrap_or((&written, ""));
        for text in [
            text.to_owned(),
            format!("{head}\n{text}\n## Criteria{tail}"),
            format!("{written}{text}"),
        ] {
            if let Ok(edits) = sheet::read(&text, story, shop()) {
                let command = Command::EditStory { story: story.id, edits: Box::new(edits) };
                carried_out(shop(), &command);
            }
        }
    }
});
