//! From JSON to a text.

use super::Json;

pub(super) fn compact(json: &Json) -> String {
    let mut printer = Printer {
        text: String::new(),
        indent: None,
    };
    printer.value(json);
    printer.text
}

pub(super) fn pretty(json: &Json) -> String {
    let mut printer = Printer {
        text: String::new(),
        indent: Some(0),
    };
    printer.value(json);
    printer.text
}

struct Printer {
    text: String,
    /// Levels around what is printed now; none if all goes into one line.
    indent: Option<usize>,
}

impl Printer {
    fn value(&mut self, json: &Json) {
        match json {
            Json::Null => self.text.push_str("null"),
            Json::Bool(true) => self.text.push_str("true"),
            Json::Bool(false) => self.text.push_str("false"),
            Json::Number(number) => self.text.push_str(number),
            Json::Text(text) => self.string(text),
            Json::List(items) => {
                self.open('[');
                for (index, item) in items.iter().enumerate() {
                    self.next(index);
                    self.value(item);
                }
                self.close(']', items.is_empty());
            }
            Json::Object(fields) => {
                self.open('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    self.next(index);
                    self.string(name);
                    self.text.push(':');
                    if self.indent.is_some() {
                        self.text.push(' ');
                    }
                    self.value(value);
                }
                self.close('}', fields.is_empty());
            }
        }
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.indent = self.indent.map(|levels| levels + 1);
    }

    fn next(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
        self.new_line();
    }

    fn close(&mut self, bracket: char, is_empty: bool) {
        self.indent = self.indent.map(|levels| levels.saturating_sub(1));
        if !is_empty {
            self.new_line();
        }
        self.text.push(bracket);
    }

    fn new_line(&mut self) {
        if let Some(levels) = self.indent {
            self.text.push('\n');
            for _ in 0..levels {
                self.text.push_str("  ");
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            let letter = match character {
                '"' | '\\' => character,
                '\u{8}' => 'b',
                '\u{c}' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\0'..' ' => {
                    self.control(character);
                    continue;
                }
                _ => {
                    self.text.push(character);
                    continue;
                }
            };
            self.text.push('\\');
            self.text.push(letter);
        }
        self.text.push('"');
    }

    fn control(&mut self, character: char) {
        let code = u32::from(character);
        self.text.push_str("\\u00");
        for nibble in [code >> 4, code & 15] {
            self.text.push(char::from_digit(nibble, 16).unwrap_or('0'));
        }
    }
}
