//! From a text to JSON.

use super::Json;

/// How many lists and objects may stand within one another, so that no text exhausts the stack.
pub const MAX_DEPTH: usize = 128;

/// A text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Line of the first fault, from 1.
    pub line: usize,
    /// Column of the first fault, in characters from 1; behind the last one if the text is cut.
    pub column: usize,
}

pub(super) fn parse(text: &str) -> Result<Json, JsonError> {
    let mut reader = Reader { text, at: 0 };
    match reader.document() {
        Some(json) => Ok(json),
        None => Err(reader.fault()),
    }
}

/// A reader that stands where the fault is once a method has returned none.
struct Reader<'a> {
    text: &'a str,
    /// In bytes; always between two characters.
    at: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> Option<Json> {
        let json = self.value(MAX_DEPTH)?;
        self.blanks();
        (self.at == self.text.len()).then_some(json)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.at += 1;
        }
        is_there
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        self.take(wanted).then_some(())
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.blanks();
        match self.peek()? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => self.list(depth.checked_sub(1)?),
            b'{' => self.object(depth.checked_sub(1)?),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, meaning: Json) -> Option<Json> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Some(meaning)
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.expect(b'[')?;
        self.blanks();
        if !self.take(b']') {
            loop {
                items.push(self.value(depth)?);
                self.blanks();
                if self.take(b']') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        Some(Json::List(items))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut fields = Vec::new();
        self.expect(b'{')?;
        self.blanks();
        if !self.take(b'}') {
            loop {
                self.blanks();
                let name = self.string()?;
                self.blanks();
                self.expect(b':')?;
                fields.push((name, self.value(depth)?));
                self.blanks();
                if self.take(b'}') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        Some(Json::Object(fields))
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let number = self.text.get(start..self.at)?;
        Some(Json::Number(number.to_owned()))
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..b' ') {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at)?);
            if self.take(b'"') {
                return Some(text);
            }
            self.expect(b'\\')?;
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let character = match self.peek()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.utf16(),
            _ => return None,
        };
        self.at += 1;
        Some(character)
    }

    /// The character of `u` and four digits, or of two such escapes that are a surrogate pair.
    fn utf16(&mut self) -> Option<char> {
        let first = self.unit()?;
        let mut code = first;
        let after_first = self.at;
        if (0xd800..0xdc00).contains(&first) && self.take(b'\\') {
            match self.unit() {
                Some(second @ 0xdc00..0xe000) => {
                    code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                }
                // An escape of its own, or a fault that is met again there.
                _ => self.at = after_first,
            }
        }
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Option<u32> {
        self.expect(b'u')?;
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(unit)
    }

    fn fault(&self) -> JsonError {
        let (mut line, mut column) = (1, 1);
        for character in self.text.get(..self.at).unwrap_or_default().chars() {
            if character == '\n' {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
        JsonError { line, column }
    }
}
