//! Loopback ports: whether one is free, and whether a server answers on it.

use crate::failure::{Failure, Result};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Fails when another program listens on `port`; `option` is what chooses
/// another one.
pub fn require_free(port: u16, option: &str) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(Failure::because(format!(
            "port {port} is taken: choose another with {option}"
        ))),
        Err(error) => Err(Failure::because(format!(
            "port {port} cannot be used ({error}): choose another with {option}"
        ))),
    }
}

/// The HTTP status that a server on `port` gives for `GET /`, or `None` when
/// nobody answers in time.
pub fn status(port: u16) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut start = [0; 12];
    stream.read_exact(&mut start).ok()?;
    parse_status(&start)
}

/// Reads the start of `HTTP/1.1 200 OK`.
fn parse_status(start: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(start).ok()?;
    let (version, code) = text.split_once(' ')?;
    version.starts_with("HTTP/").then(|| code.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{parse_status, require_free, status};
    use crate::failure::Failure;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    #[test]
    fn a_taken_port_names_the_option_that_helps() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        match require_free(port, "--port") {
            Err(Failure::Because(text)) => assert_eq!(
                text,
                format!("port {port} is taken: choose another with --port")
            ),
            other => panic!("expected a failure, got {other:?}"),
        }
        // Any port that is free: another test may have taken this one by now.
        assert!(require_free(0, "--port").is_ok());
    }

    #[test]
    fn the_status_of_an_answer_is_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap();
            stream
                .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                .unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        assert_eq!(status(port), Some(404));
        assert!(
            server
                .join()
                .unwrap()
                .contains(&format!("Host: 127.0.0.1:{port}"))
        );
    }

    #[test]
    fn what_is_not_http_has_no_status() {
        assert_eq!(parse_status(b"SSH-2.0-Open"), None);
        assert_eq!(parse_status(b"HTTP/1.1 abc"), None);
    }
}
