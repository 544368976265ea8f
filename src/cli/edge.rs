//! What the world around the program is: the clock, who acts, which file. Read once, here, and
//! handed on as values.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

use super::args::Global;
use super::assistant::Assistant;
use super::config::{Config, Settings};
use super::failure::Failure;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::{Moment, Stamp};
use crate::domain::story::Story;
use crate::session::Occasion;
use crate::store::backups::{Backups, Before};
use crate::store::disk::{Disk, RealDisk};
use crate::store::drafts::Drafts;
use crate::store::file::BacklogFile;
use crate::store::looks::LooksFile;
use crate::store::place;
use crate::store::rescue::Rescue;
use crate::store::typed::TypedPlace;
use crate::store::undo::UndoLog;

/// The world, as far as a command needs it.
#[derive(Debug, Clone)]
pub struct Edge {
    /// When the command was given; the screen asks anew for each act.
    pub now: Moment,
    by: Option<String>,
    config: Config,
    folder: PathBuf,
    named: Option<PathBuf>,
    found: Option<PathBuf>,
    state: Option<PathBuf>,
    disk: Medium,
}

/// The disk the backlog is on.
#[derive(Clone)]
struct Medium(Arc<dyn Disk>);

impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a disk")
    }
}

impl Edge {
    /// Looks at the clock, the environment and the folder.
    ///
    /// # Errors
    /// `UPNEXT_NOW` or `config.toml` cannot be read.
    pub fn of(global: &Global) -> Result<Self, Failure> {
        let folder = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let variable = env::var_os("UPNEXT_FILE").filter(|path| !path.is_empty());
        let found = place::backlog(global.file.as_deref(), variable.as_deref(), &folder);
        Ok(Self {
            now: clock()?,
            by: global.by.clone(),
            config: Config::of_user()?,
            folder,
            named: global.file.clone().or_else(|| variable.map(PathBuf::from)),
            found,
            state: place::state_folder(None),
            disk: Medium(Arc::new(RealDisk)),
        })
    }

    /// The same world with another file: the sample's, or one just made.
    #[must_use]
    pub fn with_file(mut self, path: PathBuf, state: Option<PathBuf>) -> Self {
        self.named = Some(path.clone());
        self.found = Some(path);
        self.state = state.or(self.state);
        self
    }

    /// The same world with the backlog on another disk: a test's, that fails or drops a guard.
    #[must_use]
    pub fn on(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk: Medium(disk), ..self }
    }

    /// The moment and who acts. The name is asked for only when something is done.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.now, by: self.who() }
    }

    /// Who acts: `--as`, else the config, else git's user, else the login.
    #[must_use]
    pub fn who(&self) -> String {
        let given =
            self.by.clone().or_else(|| self.config.name().map(str::to_owned)).or_else(git_user);
        let login = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| env::var(name).ok());
        let name = given.or_else(login).unwrap_or_default();
        if name.trim().is_empty() { "somebody".to_owned() } else { name.trim().to_owned() }
    }

    /// What the user wants the screen to be like.
    ///
    /// # Errors
    /// `config.toml` says something about the screen that cannot be.
    pub fn settings(&self) -> Result<Settings, Failure> {
        self.config.settings()
    }

    /// Where the user's settings are, or would be, as people are told.
    #[must_use]
    pub fn config_path(&self) -> &str {
        self.config.path()
    }

    /// The program that proposes stories, where the user's settings name one.
    #[must_use]
    pub fn assistant(&self) -> Option<&Assistant> {
        self.config.assistant()
    }

    /// The moment it is now; where `UPNEXT_NOW` went bad meanwhile, the last one.
    #[must_use]
    pub fn moment(&self) -> Moment {
        clock().unwrap_or(self.now)
    }

    /// The folder the program was started in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The backlog's file, if there is one.
    #[must_use]
    pub fn found(&self) -> Option<&Path> {
        self.found.as_deref()
    }

    /// The backlog's file.
    ///
    /// # Errors
    /// There is none here.
    pub fn backlog_file(&self) -> Result<BacklogFile, Failure> {
        let path = self.found.as_ref().ok_or_else(|| {
            Refusal::usage("no backlog here: upnext init makes one, upnext demo shows a sample")
        })?;
        Ok(BacklogFile::on(Arc::clone(&self.disk.0), path))
    }

    /// Where a new backlog is made: where it was asked for, else in this folder.
    #[must_use]
    pub fn file_to_make(&self) -> PathBuf {
        self.named.clone().unwrap_or_else(|| self.folder.join(place::FILE_NAME))
    }

    /// Where the text of a story lies while it is edited: in the user's state folder, else among
    /// the system's temporary files.
    #[must_use]
    pub fn drafts(&self, file: &BacklogFile, story: &Story) -> Drafts {
        match (self.state.as_deref(), file.resolved()) {
            (Some(state), Ok(path)) => Drafts::of(state, &path, story.id, story.number),
            _ => Drafts::elsewhere(env::temp_dir(), story.number),
        }
    }

    /// Where drafts of stories lie while they are edited, likewise.
    #[must_use]
    pub fn new_drafts(&self) -> Drafts {
        Drafts::of_new(self.state.as_deref(), env::temp_dir())
    }

    /// The undo log of a backlog's file; none where the user has no home.
    #[must_use]
    pub fn undo_log(&self, file: &BacklogFile) -> Option<UndoLog> {
        let path = file.resolved().ok()?;
        Some(UndoLog::at(self.state.as_deref()?, &path))
    }

    /// The backups of a backlog's file; none where the user has no home.
    #[must_use]
    pub fn backups(&self, file: &BacklogFile) -> Option<Backups> {
        Some(Backups::at(self.state.as_deref()?, &file.place().ok()?))
    }

    /// What is kept before the file is written at this moment, on an occasion.
    #[must_use]
    pub fn before(&self, file: &BacklogFile, occasion: Option<Occasion>) -> Before {
        Before { backups: self.backups(file), occasion, at: self.moment() }
    }

    /// What the screen remembers of a backlog's file; nothing where the user has no home.
    #[must_use]
    pub fn looks(&self, file: &BacklogFile) -> Option<LooksFile> {
        let path = file.resolved().ok()?;
        Some(LooksFile::at(self.state.as_deref()?, &path))
    }

    /// Where half-typed text of a backlog's file is kept; nowhere where the user has no home.
    #[must_use]
    pub fn typed(&self, file: &BacklogFile) -> Option<TypedPlace> {
        let path = file.resolved().ok()?;
        Some(TypedPlace::at(self.state.as_deref()?, &path))
    }

    /// Where a backlog is rescued to that cannot be saved; its file need not be there any more.
    #[must_use]
    pub fn rescue(&self, file: &BacklogFile) -> Option<Rescue> {
        let path = file.resolved().unwrap_or_else(|_| file.path().to_owned());
        Some(Rescue::at(self.state.as_deref()?, &path))
    }

    /// A free name for a backlog that cannot be saved in its own place: in the user's home, where
    /// another disk or another right may help, else beside the file.
    #[must_use]
    pub fn spare(&self, file: &BacklogFile) -> PathBuf {
        let home = directories::BaseDirs::new().map(|it| it.home_dir().to_owned());
        let beside = || file.path().parent().map(Path::to_owned).unwrap_or_default();
        let folder = home.filter(|it| it.is_dir()).unwrap_or_else(beside);
        let stem = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = |count: u32| {
            let more = if count == 1 { String::new() } else { format!("-{count}") };
            folder.join(format!("{stem}-unsaved{more}.json"))
        };
        (1..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1000))
    }

    /// A path as it is typed: `~/` is the user's home, and what is not absolute is meant from the
    /// folder the program was started in.
    #[must_use]
    pub fn typed_path(&self, typed: &str) -> PathBuf {
        let home = typed.strip_prefix("~/").zip(directories::BaseDirs::new());
        home.map_or_else(|| self.folder.join(typed), |(rest, it)| it.home_dir().join(rest))
    }
}

/// The moment it is, or the one `UPNEXT_NOW` says.
#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn clock() -> Result<Moment, Failure> {
    if let Ok(text) = env::var("UPNEXT_NOW") {
        Moment::parse(text.trim()).map_err(|error| {
            Refusal::usage(format!("UPNEXT_NOW is no RFC 3339 time: {error}")).into()
        })
    } else {
        use chrono::Timelike;
        let now = chrono::Local::now().fixed_offset();
        // Nobody's backlog needs nanoseconds, and a line of history is read by people.
        Ok(Moment(now.with_nanosecond(0).unwrap_or(now)))
    }
}

fn git_user() -> Option<String> {
    let output = process::Command::new("git").args(["config", "user.name"]).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !name.is_empty()).then_some(name)
}
