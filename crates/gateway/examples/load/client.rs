//! A client that waits for one answer at a time over one connection.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// A connection.
pub struct Client {
    stream: TcpStream,
    /// What has been read, and not yet been understood.
    read: Vec<u8>,
}

impl Client {
    /// Opens a connection.
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            read: Vec::new(),
        })
    }

    /// Asks for a path as a browser does, and returns the body as it was sent.
    pub fn get(&mut self, path: &str, is_compressed: bool) -> io::Result<Vec<u8>> {
        let encodings = if is_compressed { "gzip" } else { "identity" };
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: {encodings}\r\n\
             x-hpc-operations: 1\r\n\r\n"
        );
        self.stream.write_all(request.as_bytes())?;
        let head = self.until(b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&head).to_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(io::Error::other(format!("{path}: {head}")));
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if let Some(length) = length {
            let length = length.parse().map_err(io::Error::other)?;
            return self.bytes(length);
        }
        let mut body = Vec::new();
        loop {
            let size = self.until(b"\r\n")?;
            let size = String::from_utf8_lossy(&size);
            let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
            let chunk = self.bytes(size + 2)?;
            if size == 0 {
                return Ok(body);
            }
            body.extend(chunk.iter().take(size));
        }
    }

    /// Reads up to the end of these bytes.
    fn until(&mut self, end: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            let found = self.read.windows(end.len()).position(|part| part == end);
            if let Some(at) = found {
                return Ok(self.read.drain(..at + end.len()).collect());
            }
            self.more()?;
        }
    }

    fn bytes(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.read.len() < count {
            self.more()?;
        }
        Ok(self.read.drain(..count).collect())
    }

    fn more(&mut self) -> io::Result<()> {
        let mut buffer = [0; 64 * 1024];
        let count = self.stream.read(&mut buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read.extend(buffer.iter().take(count));
        Ok(())
    }
}
