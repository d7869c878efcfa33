//! Scripts without what only their readers need.

/// A script without comments that have lines of their own, indentation and empty lines. Anything
/// else stays, so that no parser is needed: a line of a text must not begin like a comment.
pub fn without_comments(script: &str) -> String {
    let mut short = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if in_comment || begins {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_indentation_are_left_out_and_code_is_not() {
        let script = "// One.\nconst a = \"// b\"; // why\n\n/** Two. */\nfunction f() {\n  /*\n   * Three.\n   */\n  return a * 2;\n}\n";
        assert_eq!(
            without_comments(script),
            "const a = \"// b\"; // why\nfunction f() {\nreturn a * 2;\n}\n"
        );
    }
}
