//! Sets the base path in the page.

use operation_log::BasePath;

use super::markup::tags;

/// The page with its first `<base href>` set to `base`. Returns `None` if it has no such tag.
pub fn with_base(page: &str, base: &BasePath) -> Option<String> {
    let href = tags(page)
        .iter()
        .find(|tag| tag.is("base"))
        .and_then(|tag| tag.attribute("href"))?;
    let before = page.get(..href.value_at)?;
    let after = page.get(href.value_at.checked_add(href.value.len())?..)?;
    Some([before, base.as_str(), after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_href_of_the_base_changes() {
        let page = "<head><a href=\"/\"></a><base href=\"/\"><script>'<base href=\"/\">'</script>";
        assert_eq!(
            with_base(page, &BasePath::new("/pun/sys/ops/")).as_deref(),
            Some(
                "<head><a href=\"/\"></a><base href=\"/pun/sys/ops/\">\
                 <script>'<base href=\"/\">'</script>"
            )
        );
        // A minifier removes the quotes.
        assert_eq!(
            with_base("<base href=/><p>", &BasePath::new("/a/")).as_deref(),
            Some("<base href=/a/><p>")
        );
        assert_eq!(with_base("<p>", &BasePath::default()), None);
    }
}
