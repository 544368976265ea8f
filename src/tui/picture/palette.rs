//! How the colours of a terminal look in a picture. It chooses no colour for anything: that is the
//! theme's.

use std::fmt;

use ratatui::style::Color;

/// A colour as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What a terminal is set to.
#[derive(Debug)]
pub struct Palette {
    /// Behind everything.
    pub background: Rgb,
    /// Text without a colour of its own.
    pub foreground: Rgb,
    /// The frame around the picture.
    pub edge: Rgb,
    /// Black to white, dark and bright.
    sixteen: [Rgb; 16],
}

/// A dark terminal.
pub const DARK: Palette = Palette {
    background: Rgb(0x16, 0x18, 0x1d),
    foreground: Rgb(0xd8, 0xda, 0xe0),
    edge: Rgb(0x4a, 0x4f, 0x5a),
    sixteen: [
        Rgb(0x2a, 0x2e, 0x36),
        Rgb(0xf0, 0x71, 0x78),
        Rgb(0x98, 0xc3, 0x79),
        Rgb(0xe5, 0xc0, 0x7b),
        Rgb(0x61, 0xaf, 0xef),
        Rgb(0xc6, 0x78, 0xdd),
        Rgb(0x56, 0xb6, 0xc2),
        Rgb(0xc8, 0xcc, 0xd4),
        Rgb(0x7a, 0x80, 0x8c),
        Rgb(0xff, 0x8b, 0x92),
        Rgb(0xb5, 0xe8, 0x90),
        Rgb(0xff, 0xd8, 0x8a),
        Rgb(0x82, 0xc4, 0xff),
        Rgb(0xdd, 0x9b, 0xf0),
        Rgb(0x7f, 0xd6, 0xe0),
        Rgb(0xff, 0xff, 0xff),
    ],
};

/// A light terminal.
pub const LIGHT: Palette = Palette {
    background: Rgb(0xfb, 0xfb, 0xf8),
    foreground: Rgb(0x24, 0x29, 0x2f),
    edge: Rgb(0xb4, 0xb8, 0xbf),
    sixteen: [
        Rgb(0x24, 0x29, 0x2f),
        Rgb(0xb3, 0x26, 0x1e),
        Rgb(0x1a, 0x7f, 0x37),
        Rgb(0x8a, 0x5a, 0x00),
        Rgb(0x05, 0x50, 0xae),
        Rgb(0x82, 0x50, 0xdf),
        Rgb(0x0b, 0x6a, 0x75),
        Rgb(0x6e, 0x77, 0x81),
        Rgb(0x57, 0x60, 0x6a),
        Rgb(0xcf, 0x22, 0x2e),
        Rgb(0x2d, 0xa4, 0x4e),
        Rgb(0x9a, 0x67, 0x00),
        Rgb(0x09, 0x69, 0xda),
        Rgb(0xa4, 0x75, 0xf9),
        Rgb(0x1b, 0x7c, 0x83),
        Rgb(0xff, 0xff, 0xff),
    ],
};

impl Palette {
    /// How a colour looks; none where the terminal's own is meant.
    #[must_use]
    pub fn colour(&self, colour: Color) -> Option<Rgb> {
        let named = match colour {
            Color::Reset => return None,
            Color::Rgb(red, green, blue) => return Some(Rgb(red, green, blue)),
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        self.sixteen.get(usize::from(named)).copied().or_else(|| Some(beyond_sixteen(named)))
    }
}

/// The colours every terminal has the same: a cube of six steps a side, then greys.
const fn beyond_sixteen(index: u8) -> Rgb {
    const fn step(step: u8) -> u8 {
        if step == 0 { 0 } else { 55 + step * 40 }
    }
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return Rgb(grey, grey, grey);
    }
    let index = index.saturating_sub(16);
    Rgb(step(index / 36), step(index / 6 % 6), step(index % 6))
}
