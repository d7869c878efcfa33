//! Which compressed copies of a file a client accepts.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// A compression of files, done when the page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// gzip.
    Gzip,
}

impl Encoding {
    /// All of them, best first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in `Content-Encoding`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The suffix of the name of a compressed copy.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// Which of the encodings a request accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    brotli: bool,
    gzip: bool,
}

impl Accepted {
    /// Those that a request with these headers accepts.
    pub fn of(headers: &HeaderMap) -> Self {
        let accepts = |encoding: Encoding| is_accepted(headers, encoding.token());
        Self {
            brotli: accepts(Encoding::Brotli),
            gzip: accepts(Encoding::Gzip),
        }
    }

    /// They, best first.
    pub fn best_first(self) -> impl Iterator<Item = Encoding> {
        Encoding::ALL
            .into_iter()
            .filter(move |encoding| match encoding {
                Encoding::Brotli => self.brotli,
                Encoding::Gzip => self.gzip,
            })
    }
}

fn is_accepted(headers: &HeaderMap, token: &str) -> bool {
    let mut any = false;
    let lists = headers.get_all(ACCEPT_ENCODING);
    for entry in lists
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
    {
        let mut parts = entry.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let is_refused = parts.any(|part| {
            part.split_once('=').is_some_and(|(key, weight)| {
                key.trim().eq_ignore_ascii_case("q")
                    && weight
                        .trim()
                        .parse::<f32>()
                        .is_ok_and(|weight| weight <= 0.0)
            })
        });
        if name.eq_ignore_ascii_case(token) {
            return !is_refused;
        }
        any |= name == "*" && !is_refused;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accepted(value: &'static str) -> Vec<Encoding> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
        Accepted::of(&headers).best_first().collect()
    }

    #[test]
    fn brotli_comes_before_gzip_and_a_weight_of_0_refuses() {
        use Encoding::{Brotli, Gzip};
        assert_eq!(accepted("gzip, deflate, br"), [Brotli, Gzip]);
        assert_eq!(accepted("br;q=0, GZIP;q=0.5"), [Gzip]);
        assert_eq!(accepted("*"), [Brotli, Gzip]);
        assert_eq!(accepted("*;q=0.1, br;q=0.0"), [Gzip]);
        assert_eq!(accepted("identity"), []);
        assert_eq!(accepted(""), []);
        assert_eq!(Accepted::of(&HeaderMap::new()), Accepted::default());
    }
}
