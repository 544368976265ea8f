//! Promise 15: the key never waits for the disk. How fast a key is on the screen is measured by
//! the benches; here a disk stands still altogether, and the screen goes on.

use std::fs::File;
use std::io;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use upnext::store::disk::{Disk, RealDisk};
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};
use upnext::tui::app::Effect;

use crate::robot::{Robot, sample};
use crate::store::{Folder, titled};
use crate::trust::{figure, sized};

/// A disk that does not answer until it is let.
#[derive(Default)]
struct Stuck {
    state: Mutex<(bool, usize)>,
    bell: Condvar,
}

impl Stuck {
    fn let_go(&self) {
        self.state.lock().unwrap().0 = true;
        self.bell.notify_all();
    }

    /// Waits until somebody waits for it.
    fn is_asked(&self) {
        let state = self.state.lock().unwrap();
        let long = Duration::from_secs(20);
        let (state, _) = self.bell.wait_timeout_while(state, long, |it| it.1 == 0).unwrap();
        assert!(state.1 > 0, "nothing was written");
    }
}

impl Disk for Stuck {
    fn sync(&self, file: &File) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.1 += 1;
        self.bell.notify_all();
        drop(self.bell.wait_while(state, |it| !it.0).unwrap());
        RealDisk.sync(file)
    }
}

#[test]
fn while_the_disk_stands_still_the_screen_goes_on() {
    let (folder, disk) = (Folder::holding(&sample()), Arc::new(Stuck::default()));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    let loaded = file.load().unwrap();
    let before = folder.bytes();
    let mut robot = Robot::on(loaded.backlog.clone(), (100, 30));
    let (tell, events) = channel();
    let saver =
        Saver::spawn(file, loaded.base, loaded.backlog, None, move |event| drop(tell.send(event)));
    let (keys, mut asked, mut pictures) = (sized(60, 2_000), 0, Vec::new());
    for n in 0..keys {
        robot.keys(if n % 5 == 4 { "gg" } else { "J" });
        for effect in std::mem::take(&mut robot.effects) {
            if let Effect::Save(steps) = effect {
                saver.save(robot.backlog().clone(), steps, 0);
                asked += 1;
            }
        }
        if asked == 1 {
            disk.is_asked();
        }
        pictures.push(robot.text());
    }
    assert!(asked > keys / 2, "{asked} of {keys} keys changed something");
    pictures.dedup();
    assert!(pictures.len() > keys / 2, "the screen showed it");
    // All of it was done while the first save had not come back.
    assert_eq!(events.try_iter().count(), 0);
    assert_eq!(folder.bytes(), before);
    disk.let_go();
    saver.flush_and_stop(Duration::from_secs(30)).unwrap();
    assert_eq!(folder.backlog().stories(), robot.backlog().stories());
    let newest = events.try_iter().filter_map(|event| match event {
        SaverEvent::Saved { ticket, .. } => Some(ticket),
        _ => None,
    });
    assert_eq!(newest.last(), Some(u64::try_from(asked).unwrap()));
    figure(15, &format!("{keys} keys drawn and {asked} saves asked for while one fsync hung"));
}

#[test]
fn saved_on_its_own_thread_the_screen_would_wait() {
    let (folder, disk) = (Folder::holding(&sample()), Arc::new(Stuck::default()));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    let loaded = file.load().unwrap();
    let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
    let (tell, done) = channel();
    let screen = thread::spawn(move || {
        file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
        tell.send(()).unwrap();
    });
    disk.is_asked();
    let waited = done.recv_timeout(Duration::from_millis(100));
    assert_eq!(waited, Err(RecvTimeoutError::Timeout), "the check sees a screen that waits");
    disk.let_go();
    screen.join().unwrap();
}
