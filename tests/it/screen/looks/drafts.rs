//! How drafts of stories look: the text they come from, and the list they are ticked in.

use super::{SIZES, look};
use crate::robot::{Robot, sample};

const TEXT: &str = "# Gift cards<enter><enter>## Buy a gift card<enter><enter>As a shopper, I want \
    to buy a gift card, so that I can give it away.<enter><enter>- The amount is at least 10 \
    euro<enter>- Given a card in the cart, when I pay, then the code is mailed to me and \
    nobody else sees it<enter><enter>## Features<enter><enter>- Check the balance<enter><enter>Guests \
    can redeem a card at the till. It must work without a network.";

fn drawn(name: &str, keys: &str, assistant: bool) {
    for size in SIZES {
        let mut robot = Robot::on(sample(), size);
        robot.app.drafting.assistant = assistant.then(|| "my-assistant".to_owned());
        robot.keys(keys);
        look(name, &robot);
    }
}

#[test]
fn drafts_and_the_text_they_come_from() {
    drawn("drafts-text", &format!("gf{TEXT}"), true);
    drawn("drafts", &format!("gf{TEXT}<ctrl-s><down><space><up><up>"), true);
    drawn("drafts-waiting", &format!("gf{TEXT}<ctrl-t>"), true);
    drawn("drafts-none", "gfProse about plants<ctrl-s>", false);
}
