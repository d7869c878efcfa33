//! Numbers and names as a WebAssembly module writes them.

use crate::failure::{Failure, Result};

/// Reads a module from its first byte to its last.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of these bytes.
    pub fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next bytes, so many.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (bytes, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| Failure::because("the wasm module ends too early"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    /// A number below 2³².
    pub fn number(&mut self) -> Result<u32> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number)
                    .or(Err(TOO_LARGE))
                    .map_err(Failure::because);
            }
        }
        Err(Failure::because(TOO_LARGE))
    }

    /// As many bytes as the number in front of them says.
    pub fn block(&mut self) -> Result<&'a [u8]> {
        let count = self.number()?;
        self.bytes(count as usize)
    }

    /// A name.
    pub fn name(&mut self) -> Result<String> {
        String::from_utf8(self.block()?.to_vec())
            .map_err(|_| Failure::because("a name in the wasm module is not UTF-8"))
    }
}

const TOO_LARGE: &str = "a number in the wasm module is too large";

/// Appends a number.
pub fn write_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Appends bytes after their count.
pub fn write_block(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::{Reader, write_block, write_number};

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for number in [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX] {
            let mut out = Vec::new();
            write_number(&mut out, number as usize);
            let mut reader = Reader::new(&out);
            assert_eq!(reader.number().unwrap(), number);
            assert!(reader.is_at_end());
        }
    }

    #[test]
    fn a_small_number_in_a_long_form_is_read() {
        assert_eq!(Reader::new(&[0x83, 0x80, 0x00]).number().unwrap(), 3);
    }

    #[test]
    fn a_number_that_is_cut_off_or_too_large_is_refused() {
        assert!(Reader::new(&[0x80]).number().is_err());
        assert!(
            Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x1f])
                .number()
                .is_err()
        );
        assert!(
            Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00])
                .number()
                .is_err()
        );
    }

    #[test]
    fn a_name_comes_after_its_length() {
        let mut out = Vec::new();
        write_block(&mut out, "名".as_bytes());
        assert_eq!(out, [3, 0xe5, 0x90, 0x8d]);
        assert_eq!(Reader::new(&out).name().unwrap(), "名");
        assert!(Reader::new(&[2, b'a']).name().is_err());
    }
}
