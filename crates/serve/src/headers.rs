//! The headers that a host of the page should send. The policy is the page's own, out of its `meta` element, so that there
//! is one text of it; a header also holds where a page cannot say it of itself.

/// What does not depend on the page.
const FIXED: [(&str, &str); 6] = [
    // So far only Chromium knows it: nothing goes anywhere but to this host, by whatever way.
    ("connection-allowlist", "(response-origin)"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), usb=(), serial=(), bluetooth=(), payment=(), display-capture=()",
    ),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-dns-prefetch-control", "off"),
];

/// All headers for the files of `page`, the content of its `index.html`.
pub(crate) fn all(page: &str) -> impl Iterator<Item = (&'static str, String)> {
    let policy = policy(page).map(|policy| ("content-security-policy", format!("{policy}; frame-ancestors 'none'")));
    FIXED.into_iter().map(|(name, value)| (name, value.to_owned())).chain(policy)
}

/// The page's own policy: the first thing in it that has a content.
fn policy(page: &str) -> Option<&str> {
    let rest = page.split_once("content=\"")?.1;
    rest.split_once('"').map(|(policy, _)| policy).filter(|policy| policy.starts_with("default-src"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_page_s() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; a 'self'\">\n<meta content=\"x\">";
        let found = all(page).find(|(name, _)| *name == "content-security-policy");
        assert_eq!(found.unwrap().1, "default-src 'none'; a 'self'; frame-ancestors 'none'");
        assert_eq!(all("<meta content=\"x\">").count(), FIXED.len());
    }
}
