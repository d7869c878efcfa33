//! Removes what a request was signed with from an answer that repeats its URL.

use operation_log::percent::decode_segment;

use super::credentials::Credentials;

/// What stands in place of what was removed.
const REMOVED: &str = "[removed]";
/// What precedes a signature in a URL.
const SIGNATURE: &str = "signature=";

/// An answer to a request with this query string, without the key's id and without the signature,
/// however often that is percent-encoded.
pub fn redact(mut body: String, credentials: &Credentials, query: &str) -> String {
    let (_, sent) = query.rsplit_once(SIGNATURE).unwrap_or_default();
    let mut forms = vec![sent.to_owned()];
    for _ in 0..2 {
        let last = forms.last().map(String::as_str).unwrap_or_default();
        forms.push(decode_segment(last));
    }
    // JSON may escape the slashes of Base64.
    let escaped = forms.last().map(|plain| plain.replace('/', "\\/"));
    forms.extend(escaped);
    forms.push(credentials.key_id.clone());
    for form in forms.iter().filter(|form| !form.is_empty()) {
        if body.contains(form) {
            body = body.replace(form, REMOVED);
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_signature_goes_and_everything_else_stays() {
        let credentials = Credentials::new("KEYID1", "SECRET").unwrap();
        let query = "access_key_id=KEYID1&zone=x&signature=a%252Fb%252Bc%253D";
        for echoed in [
            query,
            "signature=a%2Fb%2Bc%3D",
            "signature: a/b+c=",
            r"a\/b+c=",
            "KEYID1",
        ] {
            let body = format!("{{\"message\":\"/api?{echoed} 节点\"}}");
            let redacted = redact(body, &credentials, query);
            for secret in ["KEYID1", "a%252Fb", "a%2Fb", "a/b+c", r"a\/b+c"] {
                assert!(!redacted.contains(secret), "{redacted}");
            }
            assert!(redacted.ends_with(" 节点\"}"), "{redacted}");
        }
        let other = "{\"a\":\"signature=\"}".to_owned();
        assert_eq!(redact(other.clone(), &credentials, query), other);
        assert_eq!(redact(other.clone(), &credentials, ""), other);
    }
}
