//! Whole numbers as JSON may write them.

use crate::characters::whole_number;

/// A number of nothing but digits, with a sign or without.
pub(super) fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(digits) => 0i64.checked_sub_unsigned(whole_number(digits)?),
        None => 0i64.checked_add_unsigned(whole_number(text.strip_prefix('+').unwrap_or(text))?),
    }
}

/// The value of a JSON number that is whole, however it is written: `3`, `3.0`, `0.3e1`. Exact, as
/// a conversion to `f64` would not be.
pub(super) fn whole(number: &str) -> Option<i64> {
    let mut digits = String::new();
    let mut exponent: i64 = 0;
    let mut is_fraction = false;
    let mut characters = number.chars();
    while let Some(character) = characters.next() {
        match character {
            '.' => is_fraction = true,
            'e' | 'E' => {
                exponent = exponent.checked_add(signed(characters.as_str())?)?;
                break;
            }
            _ => {
                digits.push(character);
                exponent -= i64::from(is_fraction);
            }
        }
    }
    if !digits.chars().any(|digit| matches!(digit, '1'..='9')) {
        return Some(0);
    }
    while exponent < 0 && digits.ends_with('0') {
        digits.pop();
        exponent += 1;
    }
    // With more, the number is beyond the type.
    while (1..20).contains(&exponent) {
        digits.push('0');
        exponent -= 1;
    }
    if exponent == 0 { signed(&digits) } else { None }
}
