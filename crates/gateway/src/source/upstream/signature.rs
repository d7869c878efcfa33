//! Signs requests as the API's documentation describes.
//!
//! The text to sign has four lines: the method, the path, all parameters sorted by name and
//! percent-encoded, and the MD5 sum of the body. Its HMAC-SHA256 in Base64 is the signature, which is
//! appended as the last parameter. [`Signing`] settles what the documentation contradicts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use clap::ValueEnum;
use hmac::{Hmac, Mac as _};
use operation_log::percent::encode_strict;
use operation_log::time::iso;
use sha2::Sha256;

use super::credentials::{Credentials, SecretKey};

/// The MD5 sum of an empty body, which every `GET` has.
pub const MD5_OF_NOTHING: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// How requests are signed where the documentation contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Whether the signed path ends with a slash, unlike that of the request.
    pub path_slash: bool,
    /// How often the signature is percent-encoded.
    pub encoding: SignatureEncoding,
}

/// How often the signature is percent-encoded in the query string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SignatureEncoding {
    /// As the steps of the documentation say: `=` becomes `%3D`.
    Once,
    /// As all its examples do: `=` becomes `%253D`.
    Twice,
}

/// The query string of a signed `GET` of a path at a time: these parameters, those of every request,
/// and the signature.
pub fn signed_query(
    credentials: &Credentials,
    signing: Signing,
    path: &str,
    parameters: &[(&str, String)],
    now: DateTime<Utc>,
) -> String {
    let mut all: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let timestamp = iso(now);
    all.extend([
        ("access_key_id", credentials.key_id.as_str()),
        ("signature_method", "HmacSHA256"),
        ("signature_version", "1"),
        ("timestamp", &timestamp),
        ("version", "1"),
    ]);
    all.sort_unstable();
    let pairs: Vec<String> = all
        .iter()
        .map(|(name, value)| format!("{}={}", encode_strict(name), encode_strict(value)))
        .collect();
    let query = pairs.join("&");
    let slash = if signing.path_slash { "/" } else { "" };
    let to_sign = format!("GET\n{path}{slash}\n{query}\n{MD5_OF_NOTHING}");
    let signature = encode_strict(&sign(&credentials.secret, &to_sign));
    let signature = match signing.encoding {
        SignatureEncoding::Once => signature,
        SignatureEncoding::Twice => encode_strict(&signature),
    };
    format!("{query}&signature={signature}")
}

/// The HMAC-SHA256 of a text, in Base64.
fn sign(secret: &SecretKey, text: &str) -> String {
    Hmac::<Sha256>::new_from_slice(secret.bytes())
        .map(|mut mac| {
            mac.update(text.as_bytes());
            STANDARD.encode(mac.finalize().into_bytes())
        })
        // HMAC takes a key of any length.
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::time::parse_zoned;

    const NONE: &[(&str, &str)] = &[];

    /// The signature of a request of 2021, before it is percent-encoded.
    fn signature(path: &str, path_slash: bool, parameters: &[(&str, &str)]) -> String {
        let credentials = Credentials::new("QYACCESSKEYIDEXAMPLE", "SECRETACCESSKEY").unwrap();
        let signing = Signing {
            path_slash,
            encoding: SignatureEncoding::Once,
        };
        let parameters: Vec<(&str, String)> = [("zone", "jinan1a")]
            .iter()
            .chain(parameters)
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let now = parse_zoned("2021-08-19T16:44:40Z").unwrap();
        let query = signed_query(&credentials, signing, path, &parameters, now);
        let (_, encoded) = query.rsplit_once("&signature=").unwrap();
        operation_log::percent::decode_segment(encoded)
    }

    #[test]
    fn vectors_computed_from_the_rules_of_the_documentation() {
        for (path, slash, expected) in [
            (
                "/api/cluster/list",
                true,
                "fuaaMdgEpq315d6SJPwhiaw3XantkrjQW4gQOg2FNkI=",
            ),
            (
                "/api/cluster/list",
                false,
                "Yt3o8cc9BNpXTLCwdD2LWwc+l2QkC+lgYuNdorvxH68=",
            ),
            (
                "/api/operation",
                true,
                "XEZ0kCAuvHMATcxQ4GO08KIiXfQi/l/qnrOX0C2a+fc=",
            ),
            (
                "/api/operation",
                false,
                "Qhb2XgufRTiF3xEQDeYhNEgPUj5DfHDdg/wMj3NmKuo=",
            ),
        ] {
            assert_eq!(signature(path, slash, NONE), expected, "{path} {slash}");
        }
        let parameters = [
            ("status", "failed"),
            ("search_word", "移除 节点"),
            ("reverse", "1"),
            ("offset", "0"),
            ("limit", "20"),
        ];
        assert_eq!(
            signature("/api/operation", true, &parameters),
            "KX/UNnuPU1um6SSze3CuK+MG7T6vnw2ufGjDsJyMM0w="
        );
    }

    #[test]
    fn the_query_is_sorted_encoded_and_ends_with_the_signature() {
        let credentials = Credentials::new("KEY+ID", "SECRET").unwrap();
        let parameters = [
            ("zone", "jinan1a".to_owned()),
            ("search_word", "a b+c:移&=%2F~".to_owned()),
        ];
        let query = |encoding| {
            let signing = Signing {
                path_slash: true,
                encoding,
            };
            let now = parse_zoned("2021-08-19T16:44:40Z").unwrap();
            signed_query(&credentials, signing, "/api/operation", &parameters, now)
        };
        let once = query(SignatureEncoding::Once);
        let (signed, once) = once.rsplit_once("&signature=").unwrap();
        assert_eq!(
            signed,
            "access_key_id=KEY%2BID&search_word=a%20b%2Bc%3A%E7%A7%BB%26%3D%252F~\
             &signature_method=HmacSHA256&signature_version=1\
             &timestamp=2021-08-19T16%3A44%3A40Z&version=1&zone=jinan1a"
        );
        assert!(once.ends_with("%3D"), "{once}");
        let twice = query(SignatureEncoding::Twice);
        assert_eq!(
            twice,
            format!("{signed}&signature={}", once.replace('%', "%25"))
        );
    }

    /// Bytes written in hexadecimal digits.
    fn bytes(hex: &str) -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        let digits = pairs.map(|pair| std::str::from_utf8(pair).unwrap());
        digits
            .map(|pair| u8::from_str_radix(pair, 16).unwrap())
            .collect()
    }

    #[test]
    fn the_code_is_hmac_sha256_as_rfc_4231_has_it() {
        let hay = "what do ya want for nothing?";
        let long = "Test Using Larger Than Block-Size Key - Hash Key First";
        for (key, data, code) in [
            (
                vec![0x0b; 20],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe".to_vec(),
                hay,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 131],
                long,
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(data.as_bytes());
            assert_eq!(mac.finalize().into_bytes().to_vec(), bytes(code));
        }
        let code = bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let secret = Credentials::new("x", "Jefe").unwrap().secret;
        assert_eq!(sign(&secret, hay), STANDARD.encode(code));
    }

    #[test]
    fn the_sum_of_nothing_is_that_of_rfc_1321() {
        use md5::{Digest as _, Md5};
        assert_eq!(Md5::digest("").to_vec(), bytes(MD5_OF_NOTHING));
        assert_eq!(
            Md5::digest("abc").to_vec(),
            bytes("900150983cd24fb0d6963f7d28e17f72")
        );
    }

    #[test]
    fn base64_is_that_of_rfc_4648_with_padding_and_percents_that_of_rfc_3986() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(STANDARD.encode(plain), encoded);
        }
        assert_eq!(STANDARD.encode([0xfb, 0xef, 0xff]), "++//");
        let unreserved = "ABCXYZabcxyz0189-._~";
        assert_eq!(encode_strict(unreserved), unreserved);
        assert_eq!(
            encode_strict(":/?#[]@!$&'()*+,;= %"),
            "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25"
        );
    }
}
