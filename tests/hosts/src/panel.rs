//! The address of a panel.

use reqwest::Url;
use std::str::FromStr;

/// The address of a panel: of its page, its scripts and its API.
#[derive(Clone, Debug)]
pub struct Panel(Url);

impl FromStr for Panel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| error.to_string())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("it begins with http:// or https://".to_owned());
        }
        if !url.path().ends_with('/') || url.query().is_some() || url.fragment().is_some() {
            return Err("it ends with the slash of its path".to_owned());
        }
        Ok(Self(url))
    }
}

impl Panel {
    /// The address, with a slash at the end.
    pub fn base(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The address of its API call, with these parameters.
    pub fn operations(&self, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}api/operation", self.0.path()));
        url.query_pairs_mut().extend_pairs(parameters);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::Panel;

    #[test]
    fn a_panel_may_be_served_below_a_path() {
        let panel: Panel = "http://127.0.0.1:8788/pun/ops/".parse().unwrap();
        assert_eq!(panel.base(), "http://127.0.0.1:8788/pun/ops/");
        assert_eq!(panel.origin(), "http://127.0.0.1:8788");
        let call = panel.operations(&[("limit", "1")]);
        assert_eq!(
            call.as_str(),
            "http://127.0.0.1:8788/pun/ops/api/operation?limit=1"
        );
    }

    #[test]
    fn an_address_that_breaks_relative_ones_is_refused() {
        for text in [
            "127.0.0.1:8788",
            "file:///panel/",
            "http://127.0.0.1/ops",
            "http://127.0.0.1/?a",
            "http://127.0.0.1/#a",
        ] {
            assert!(text.parse::<Panel>().is_err(), "{text}");
        }
    }
}
