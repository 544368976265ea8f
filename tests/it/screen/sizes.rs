//! Any size, any key: nothing panics, and what is drawn stays inside.

use proptest::prelude::*;
use upnext::tui::action::{Key, TABLE};
use upnext::tui::app::Msg;
use upnext::tui::layout::Layout;

use super::scenes;
use crate::robot::{Robot, sample};

/// Widths and heights at which something begins or ends, and those around them.
const WIDTHS: [u16; 25] = [
    1, 2, 3, 5, 8, 13, 20, 30, 38, 39, 40, 41, 45, 59, 60, 79, 80, 95, 96, 97, 109, 110, 111, 120,
    200,
];
const HEIGHTS: [u16; 20] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 24, 40, 60];

/// Sizes every scene is drawn at; the others go round.
const ALWAYS: [(u16, u16); 8] =
    [(1, 1), (39, 10), (40, 9), (40, 10), (60, 16), (80, 24), (110, 15), (200, 60)];

/// One screen, made larger and smaller as a window is.
#[test]
fn every_scene_is_drawn_at_every_kind_of_size_with_its_cursor_inside() {
    let grid = WIDTHS.iter().flat_map(|width| HEIGHTS.map(|height| (*width, height)));
    let grid: Vec<(u16, u16)> = grid.collect();
    // Every so many scenes the whole grid has been drawn once.
    let scenes = scenes::all();
    let rounds = 8;
    let mut lost = Vec::new();
    for (at, scene) in scenes.iter().enumerate() {
        let mut robot = scene.robot((80, 24));
        let mine = grid.iter().skip(at % rounds).step_by(rounds);
        for size in mine.chain(&ALWAYS).copied() {
            robot.tell(Msg::Resize(size.0, size.1));
            let (buffer, cursor) = robot.cells();
            assert_eq!((buffer.area.width, buffer.area.height), size);
            let inside = cursor.is_some_and(|it| it.x < size.0 && it.y < size.1);
            let small = Layout::too_small(size);
            if !(inside || small && cursor.is_none()) {
                lost.push(format!("{cursor:?} at {size:?} in {scene:?}"));
            }
        }
    }
    assert!(lost.is_empty(), "{} times:\n{}", lost.len(), lost.join("\n"));
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
