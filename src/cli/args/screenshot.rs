//! The words that ask for a picture of a screen. It knows no screen by name.

use std::path::PathBuf;

use clap::Args;

/// A picture of a screen.
#[derive(Debug, Args)]
pub struct ScreenshotArgs {
    /// Which screen
    pub screen: String,
    /// Columns and lines
    #[arg(long, value_name = "WxH", default_value = "100x30", value_parser = size)]
    pub size: (u16, u16),
    /// In which theme
    #[arg(long, default_value = "terminal")]
    pub theme: String,
    /// Where to [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Columns and lines, from 20x5 to 300x100.
fn size(text: &str) -> Result<(u16, u16), String> {
    let sides = text.split_once('x').and_then(|(width, height)| {
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        ((20..=300).contains(&width) && (5..=100).contains(&height)).then_some((width, height))
    });
    sides.ok_or_else(|| "write columns x lines, from 20x5 to 300x100".to_owned())
}
