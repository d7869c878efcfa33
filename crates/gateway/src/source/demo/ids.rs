//! Ids in the forms that the documentation shows.

use super::random::Random;

const LOWER: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const MIXED: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The id of an operation, `j-` and 11 characters.
pub fn operation(random: &mut Random) -> String {
    id("j-", 11, LOWER, random)
}

/// The id of a resource of a kind, such as `cln-`, and 8 characters.
pub fn resource(prefix: &str, random: &mut Random) -> String {
    id(prefix, 8, LOWER, random)
}

/// The id of an account, `usr-` and 8 characters of either case.
pub fn account(random: &mut Random) -> String {
    id("usr-", 8, MIXED, random)
}

fn id(prefix: &str, length: usize, alphabet: &[u8], random: &mut Random) -> String {
    let mut id = String::with_capacity(prefix.len() + length);
    id.push_str(prefix);
    for _ in 0..length {
        id.push(random.pick(alphabet).map_or('0', |byte| char::from(*byte)));
    }
    id
}
