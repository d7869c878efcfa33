//! Finds the tags of an HTML page: as much of HTML as the built page uses.

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as the page writes it.
    pub name: &'a str,
    /// Its attributes.
    pub attributes: Vec<Attribute<'a>>,
    /// The text up to its end tag, for `script` and `style`; otherwise empty.
    pub content: &'a str,
    /// Where the content begins in the page, in bytes.
    pub content_at: usize,
}

/// An attribute of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as the page writes it.
    pub name: &'a str,
    /// Its value as the page writes it, without quotes; empty if it has none.
    pub value: &'a str,
    /// Where the value begins in the page, in bytes.
    pub value_at: usize,
}

impl<'a> Tag<'a> {
    /// Whether this is a tag of that name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The first attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .copied()
    }
}

/// The start tags of a page in order, without those in comments, scripts and styles.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut scanner = Scanner { page, rest: page };
    let mut tags = Vec::new();
    while let Some((_, after)) = scanner.rest.split_once('<') {
        scanner.rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            scanner.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            tags.push(scanner.tag());
        }
    }
    tags
}

struct Scanner<'a> {
    page: &'a str,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn tag(&mut self) -> Tag<'a> {
        let name = self.until(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let mut tag = Tag {
            name,
            attributes: Vec::new(),
            content: "",
            content_at: 0,
        };
        loop {
            self.until(|c| !(c.is_ascii_whitespace() || c == '/'));
            if self.rest.is_empty() || self.consume('>') {
                break;
            }
            let attribute = self.attribute();
            tag.attributes.push(attribute);
        }
        tag.content_at = self.position();
        if tag.is("script") || tag.is("style") {
            tag.content = self.until_end_tag(tag.name);
        }
        tag
    }

    fn attribute(&mut self) -> Attribute<'a> {
        // A stray `=` would otherwise be a name of no characters, for ever.
        self.consume('=');
        let name = self.until(|c| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '>'));
        let before_equals = self.rest;
        self.until(|c| !c.is_ascii_whitespace());
        if !self.consume('=') {
            self.rest = before_equals;
            return Attribute {
                name,
                value: "",
                value_at: self.position(),
            };
        }
        self.until(|c| !c.is_ascii_whitespace());
        let quote = ['"', '\''].into_iter().find(|quote| self.consume(*quote));
        let value_at = self.position();
        let value = match quote {
            Some(quote) => {
                let value = self.until(|c| c == quote);
                self.consume(quote);
                value
            }
            None => self.until(|c| c.is_ascii_whitespace() || c == '>'),
        };
        Attribute {
            name,
            value,
            value_at,
        }
    }

    fn position(&self) -> usize {
        self.page.len() - self.rest.len()
    }

    fn consume(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn until(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn until_end_tag(&mut self, name: &str) -> &'a str {
        let is_end = |at: usize| {
            self.rest
                .get(at..)
                .and_then(|tail| tail.strip_prefix("</"))
                .and_then(|tail| tail.get(..name.len()))
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let end = self
            .rest
            .match_indices("</")
            .map(|(at, _)| at)
            .find(|at| is_end(*at))
            .unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_attributes_and_scripts_are_found() {
        let page = "<!DOCTYPE html><!-- <base href='/no/'> --><HTML lang=zh-CN>\
                    <base  href = \"/\" /><script type='module' async>if (a<b) {'<base>'}</SCRIPT >\
                    <link rel=icon>";
        let tags = tags(page);
        let names: Vec<&str> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["HTML", "base", "script", "link"]);
        let href = tags[1].attribute("HREF").unwrap();
        assert_eq!(
            (href.value, &page[href.value_at..=href.value_at]),
            ("/", "/")
        );
        assert_eq!(tags[2].content, "if (a<b) {'<base>'}");
        assert_eq!(tags[2].attribute("async").map(|a| a.value), Some(""));
        assert!(page[tags[2].content_at..].starts_with(tags[2].content));
        assert_eq!(tags[3].attribute("rel").map(|a| a.value), Some("icon"));
    }

    proptest! {
        #[test]
        fn any_page_is_scanned_without_a_panic(page in "(<|</|<!--|script|base|href| |=|\"|'|>|\\PC){0,40}") {
            for tag in tags(&page) {
                prop_assert!(page[tag.content_at..].starts_with(tag.content));
                for attribute in tag.attributes {
                    prop_assert!(page[attribute.value_at..].starts_with(attribute.value));
                }
            }
        }
    }
}
