//! The screen in ASCII: every sign has its stand-in, every letter stays, no column moves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use upnext::say::{plain, width};
use upnext::tui::glyphs::{ascii, ascii_of};

use crate::house::sources;

fn in_ascii(text: &str) -> String {
    let columns = u16::try_from(width::width(text)).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
    buffer.set_string(0, 0, text, Style::new());
    ascii(&mut buffer);
    let symbols = buffer.content.iter().map(|cell| cell.symbol().to_owned());
    // The second cell of a wide glyph says nothing.
    symbols.filter(|symbol| !symbol.is_empty()).collect::<String>().replace("  ", " ")
}

#[test]
fn signs_become_ascii_and_letters_stay() {
    assert_eq!(in_ascii("▸12 ◆ ◇ ✓ ✗3 ■ ▲ ▢ ●"), ">12 # + v x3 ! ^ o *");
    assert_eq!(in_ascii("┌─┐│├┼┤└┴┘ ╭╮╰╯"), "+-+|++++++ ++++");
    assert_eq!(in_ascii("5 → 8 · “Café” — 40×10…"), "5 > 8 - \"Café\" - 40x10.");
    assert_eq!(in_ascii("é ñ ß Ω д ½ €"), "é ñ ß Ω д ½ €");
    assert!(in_ascii("日本 · é").starts_with("日"));
    assert_eq!(in_ascii("▁▄█ ░▒▓ ⠁⡀⣿"), "_=# .:# '.:");
}

#[test]
fn a_style_survives_and_wide_letters_keep_their_cells() {
    let mut buffer = Buffer::with_lines(["日▸本", "e\u{301}✓  "]);
    let before: Vec<Style> = buffer.content.iter().map(ratatui::buffer::Cell::style).collect();
    ascii(&mut buffer);
    assert_eq!(buffer, Buffer::with_lines(["日>本", "e\u{301}v  "]));
    assert!(buffer.content.iter().map(ratatui::buffer::Cell::style).eq(before));
}

#[test]
fn what_stands_for_a_glyph_is_ascii_and_as_wide() {
    let mapped = ('\0'..=char::MAX).filter_map(|glyph| Some((glyph, ascii_of(glyph)?)));
    let mut count = 0;
    for (glyph, plain) in mapped {
        count += 1;
        assert!(plain == ' ' || plain.is_ascii_graphic(), "{glyph}");
        assert_eq!(width::width(&glyph.to_string()), 1, "{glyph} (U+{:04X})", u32::from(glyph));
        assert!(!glyph.is_alphanumeric(), "{glyph} is a letter");
    }
    // All that lines, blocks and braille can draw, and the signs besides.
    assert!(count > 128 + 32 + 256, "{count}");
}

/// What stands between quotes in a source: strings, raw strings and characters, escapes undone.
/// Remarks and lifetimes are passed over.
fn quoted(source: &str) -> Vec<char> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|it| it.trim_start_matches('#'));
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if let Some(inside) = raw.and_then(|it| it.strip_prefix('"')) {
            let end = format!("\"{}", "#".repeat(rest.len() - inside.len() - 2));
            let (text, after) = inside.split_once(&end).unwrap();
            found.extend(text.chars());
            rest = after;
        } else if first == '"' {
            rest = string(&rest[1..], &mut found);
        } else if first == '\'' {
            let mut chars = rest[1..].chars();
            match (chars.next(), chars.next()) {
                (Some('\\'), _) => {
                    let length = 1 + rest[2..].find('\'').unwrap();
                    escaped(&rest[1..=length], &mut found);
                    rest = &rest[length + 2..];
                    // '\'' ends one quote later.
                    rest = rest.strip_prefix('\'').unwrap_or(rest);
                }
                (Some(one), Some('\'')) => {
                    found.push(one);
                    rest = &rest[2 + one.len_utf8()..];
                }
                _ => rest = &rest[1..],
            }
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// Reads up to the closing quote; gives what stands behind it.
fn string<'a>(inside: &'a str, found: &mut Vec<char>) -> &'a str {
    let mut end = 0;
    while !inside[end..].starts_with('"') {
        let step = inside[end..].chars().next().unwrap();
        end += if step == '\\' { 2 } else { step.len_utf8() };
    }
    escaped(&inside[..end], found);
    &inside[end + 1..]
}

/// Undoes the escapes by code point; the others are all ASCII.
fn escaped(text: &str, found: &mut Vec<char>) {
    let mut parts = text.split("\\u{");
    found.extend(parts.next().unwrap().chars());
    for part in parts {
        let (code, after) = part.split_once('}').unwrap();
        // A backslash written out before it makes it no escape.
        found.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        found.extend(after.chars());
    }
}

#[test]
fn every_sign_the_program_writes_has_an_ascii_one() {
    let mut signs = 0;
    // What commands answer is shown on the screen, too.
    for folder in ["src/tui", "src/say", "src/cli"] {
        for (path, text) in sources(folder) {
            // The table itself, the gate with the characters it keeps out, and files for others.
            let apart = ["glyphs.rs", "plain.rs", "picture.rs"];
            if apart.iter().any(|it| path.ends_with(it)) {
                continue;
            }
            let seen = |c: &char| !c.is_ascii() && !c.is_alphanumeric() && !plain::acts(*c);
            for sign in quoted(&text).into_iter().filter(seen) {
                signs += 1;
                let (path, code) = (path.display(), u32::from(sign));
                assert!(
                    ascii_of(sign).is_some(),
                    "{path} writes {sign} (U+{code:04X}): say in src/tui/glyphs.rs what stands for it in ASCII"
                );
            }
        }
    }
    assert!(signs > 40, "only {signs} signs were found");
}

#[test]
fn what_is_quoted_is_found() {
    let text = |source| quoted(source).into_iter().collect::<String>();
    assert_eq!(text("// “no”\nlet a: &'static str = \"é\\\"→\"; f('✓', '\\'', 'x')"), "é\\\"→✓\\x");
    assert_eq!(text("r#\"a\"·\"#; r\"b\" 'a: loop {} '\\u{2026}' \"\\u{2013}-\""), "a\"·b…–-");
}
