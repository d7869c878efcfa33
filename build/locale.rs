//! A file of `locales/`: groups of texts, by what they are for.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::template::{Template, is_identifier};

/// Names of the documented actions, by `job_action`.
const ACTION_NAMES: &str = "action_names";
/// What somebody asked for, by `job_action`, with a placeholder for each kind of resource.
const ACTION_REQUESTS: &str = "action_requests";
/// The placeholders of requests, as `src/view/sentence.rs` fills them in.
const RESOURCES: [&str; 5] = ["cluster", "queue", "node", "user", "job"];
/// Meaning and advice of the documented error codes, by code.
const ERROR_CODES: &str = "error_codes";
/// Texts of pages and scripts, which have no method.
const STATIC: &str = "static";

/// The texts of a language.
pub struct Locale {
    /// Its BCP 47 tag, the name of the file.
    pub tag: String,
    /// Texts with a method, by its name.
    pub texts: Vec<(String, Text)>,
    /// Names of actions, by `job_action`.
    pub action_names: Vec<(String, String)>,
    /// What somebody asked for, by `job_action`.
    pub action_requests: Vec<(String, String)>,
    /// Meaning and advice, by error code, smallest first.
    pub error_codes: Vec<(u32, [String; 2])>,
    /// Texts that stand in static files.
    pub static_texts: Vec<(String, String)>,
}

/// A text with a method.
#[derive(Debug, PartialEq, Eq)]
pub enum Text {
    /// The same for every count.
    Plain(Template),
    /// By the plural category of the argument `count`.
    Plural {
        /// For a count of one.
        one: Template,
        /// For any other count.
        other: Template,
    },
}

impl Text {
    /// The names of its arguments, in the order of the text.
    pub fn arguments(&self) -> Vec<&str> {
        match self {
            Self::Plain(text) | Self::Plural { other: text, .. } => text.placeholders(),
        }
    }

    fn read(node: Node) -> Result<Self, String> {
        let text = match node {
            Node::Text(text) => Self::Plain(Template::parse(&text)?),
            Node::Group(forms) => {
                let [one, other] = fields(forms, ["one", "other"])?;
                let (one, other) = (Template::parse(&one)?, Template::parse(&other)?);
                if sorted(one.placeholders()) != sorted(other.placeholders()) {
                    return Err("`one` and `other` differ in their placeholders".to_owned());
                }
                if !other.placeholders().contains(&"count") {
                    return Err("a plural needs the placeholder `{count}`".to_owned());
                }
                Self::Plural { one, other }
            }
        };
        Ok(text)
    }
}

/// Names in an order that does not depend on the text.
pub fn sorted(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

impl Locale {
    /// Reads a file; the error names the key.
    pub fn read(tag: &str, json: &str) -> Result<Self, String> {
        let root: Node = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut locale = Self {
            tag: tag.to_owned(),
            texts: Vec::new(),
            action_names: Vec::new(),
            action_requests: Vec::new(),
            error_codes: Vec::new(),
            static_texts: Vec::new(),
        };
        for (group, texts) in members(root)? {
            for (key, node) in members(texts).map_err(|error| format!("`{group}`: {error}"))? {
                locale
                    .add(&group, &key, node)
                    .map_err(|error| format!("`{group}.{key}`: {error}"))?;
            }
        }
        locale.error_codes.sort_unstable_by_key(|(code, _)| *code);
        Ok(locale)
    }

    /// The text of a method.
    pub fn text(&self, key: &str) -> Option<&Text> {
        let (_, text) = self.texts.iter().find(|(name, _)| name == key)?;
        Some(text)
    }

    fn add(&mut self, group: &str, key: &str, node: Node) -> Result<(), String> {
        match group {
            ACTION_NAMES => self.action_names.push((key.to_owned(), plain(node)?)),
            ACTION_REQUESTS => self.action_requests.push((key.to_owned(), request(node)?)),
            ERROR_CODES => {
                let code = key.parse().map_err(|_| "not an error code".to_owned())?;
                let texts = fields(members(node)?, ["meaning", "advice"])?;
                self.error_codes.push((code, texts));
            }
            STATIC => self.static_texts.push((key.to_owned(), plain(node)?)),
            _ if !is_identifier(key) => return Err("not the name of a method".to_owned()),
            _ if self.texts.iter().any(|(name, _)| name == key) => {
                return Err("another group has this key".to_owned());
            }
            _ => self.texts.push((key.to_owned(), Text::read(node)?)),
        }
        Ok(())
    }
}

/// A value of the file, with its keys in order.
enum Node {
    Text(String),
    Group(Vec<(String, Node)>),
}

fn members(node: Node) -> Result<Vec<(String, Node)>, String> {
    match node {
        Node::Group(members) => Ok(members),
        Node::Text(_) => Err("expected an object".to_owned()),
    }
}

/// A text with no placeholders but those of resources.
fn request(node: Node) -> Result<String, String> {
    let Node::Text(text) = node else {
        return Err("expected a text".to_owned());
    };
    let template = Template::parse(&text)?;
    match template
        .placeholders()
        .iter()
        .find(|name| !RESOURCES.contains(name))
    {
        Some(name) => Err(format!("`{{{name}}}` is no kind of resource")),
        None => Ok(text),
    }
}

/// A text without placeholders.
fn plain(node: Node) -> Result<String, String> {
    match node {
        Node::Group(_) => Err("expected a text".to_owned()),
        Node::Text(text) if !Template::parse(&text)?.placeholders().is_empty() => {
            Err("no placeholder is replaced here".to_owned())
        }
        Node::Text(text) => Ok(text),
    }
}

/// The texts under exactly these keys.
fn fields<const N: usize>(
    members: Vec<(String, Node)>,
    keys: [&str; N],
) -> Result<[String; N], String> {
    let mut texts = keys.map(|_| None);
    for (key, node) in members {
        let field = keys
            .iter()
            .zip(&mut texts)
            .find(|(known, _)| **known == key);
        let Some((_, text)) = field else {
            return Err(format!("unknown key `{key}`"));
        };
        let Node::Text(value) = node else {
            return Err(format!("`{key}` is not a text"));
        };
        if value.trim().is_empty() {
            return Err(format!("`{key}` is empty"));
        }
        *text = Some(value);
    }
    let missing = keys.iter().zip(&texts).find(|(_, text)| text.is_none());
    match missing {
        Some((key, _)) => Err(format!("`{key}` is missing")),
        None => Ok(texts.map(Option::unwrap_or_default)),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members: Vec<(String, Node)> = Vec::new();
        while let Some((key, node)) = map.next_entry::<String, Node>()? {
            // A map of serde would keep the last one without a word.
            if members.iter().any(|(known, _)| *known == key) {
                return Err(A::Error::custom(format!("duplicate key `{key}`")));
            }
            members.push((key, node));
        }
        Ok(Node::Group(members))
    }
}
