//! Any size, any key: nothing panics, and what is drawn stays inside.

use proptest::prelude::*;
use upnext::tui::action::{Key, TABLE};
use upnext::tui::app::Msg;

use crate::robot::{Robot, sample};

#[test]
fn every_size_is_drawn() {
    let states = ["", "?", "a", ":list<enter>", "/zebra", "<enter>", "jj<space>v"];
    for keys in states {
        for width in [1, 2, 5, 20, 39, 40, 41, 59, 80, 109, 110, 120, 200] {
            for height in [1, 2, 5, 9, 10, 11, 15, 16, 24, 40, 60] {
                let mut robot = Robot::on(sample(), (80, 24));
                robot.keys(keys);
                robot.tell(Msg::Resize(width, height));
                assert_eq!(robot.text().split('\n').count(), usize::from(height));
                let mut welcome = Robot::at(None, (width, height));
                welcome.keys(keys);
                welcome.text();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_keys_in_any_order_leave_a_sound_backlog(
        picks in prop::collection::vec(0usize..200, 1..120),
        size in (1u16..160, 1u16..50),
    ) {
        let mut robot = Robot::on(sample(), size);
        let names: Vec<&str> =
            TABLE.iter().flat_map(|row| row.keys).flat_map(|keys| keys.split(' ')).collect();
        let typed = ["x", "5", "-", "é", "日", ":", "\"", "backspace", "enter", "esc"];
        for pick in picks {
            let name = names.get(pick).or_else(|| typed.get(pick % typed.len())).unwrap();
            robot.press(Key::named(name).unwrap().event());
        }
        robot.text();
        let numbers: std::collections::BTreeSet<u32> =
            robot.backlog().stories().iter().map(|story| story.number).collect();
        prop_assert_eq!(numbers.len(), robot.backlog().stories().len());
        prop_assert!(upnext::domain::checkup::findings(robot.backlog()).is_empty());
        let bytes = upnext::store::document::write(robot.backlog()).unwrap();
        let read = upnext::store::document::read(&bytes).unwrap();
        prop_assert_eq!(&read.backlog, robot.backlog());
    }
}
