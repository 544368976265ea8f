//! Bytes to text: UTF-8 with or without its mark, else Windows-1252.
//! It never fails on a byte and never repairs text that was broken before.

use std::borrow::Cow;

use super::BridgeError;

/// What 0x80 to 0x9F mean in Windows-1252; the five unassigned ones stay control characters.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file, and a notice where its encoding had to be guessed.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<String>), BridgeError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(BridgeError::Utf16);
    }
    if bytes.contains(&0) {
        return Err(BridgeError::NotText);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), None)),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.split(|&byte| byte == b'\n').count();
            let notice = format!(
                "line {line} is not UTF-8: the file was read as Windows-1252; look at its accents"
            );
            Ok((Cow::Owned(bytes.iter().map(|&byte| western(byte)).collect()), Some(notice)))
        }
    }
}

/// The character of one byte in Windows-1252.
fn western(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|index| UPPER.get(usize::from(index)));
    upper.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::bridge::BridgeError;

    #[test]
    fn reads_both_encodings_and_says_so() {
        let (text, notice) = decode("\u{feff}Größe".as_bytes()).unwrap();
        assert_eq!((&*text, notice), ("Größe", None));
        let (text, notice) = decode(b"a\nGr\xF6\xDFe \x80 \x93x\x94").unwrap();
        assert_eq!(text, "a\nGröße € “x”");
        assert!(notice.unwrap().starts_with("line 2 "));
        assert_eq!(decode(b"\xFF\xFEa\0"), Err(BridgeError::Utf16));
    }
}
