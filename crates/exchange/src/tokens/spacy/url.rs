//! Web and mail addresses, which spaCy's rules leave whole: a scheme, a user, a host with a top-level domain of small
//! letters or a number of four parts, a port, a path; all but the host may be missing. Linear.

use super::class::is_lower;

/// Whether all of `word` is an address.
pub(super) fn is_url(word: &str) -> bool {
    if !word.contains('.') {
        return false;
    }
    let scheme = word.split_once("://").filter(|(scheme, _)| {
        let is_of_scheme = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '+' | '-' | '.');
        scheme.chars().nth(1).is_some() && scheme.chars().all(is_of_scheme)
    });
    // A host may start with the word, after the scheme, and after any "@" that something stands before.
    let users = word.match_indices('@').filter(|(at, _)| *at > 0).map(|(at, _)| &word[at + 1..]);
    [word].into_iter().chain(scheme.map(|(_, rest)| rest)).chain(users).any(is_place)
}

/// A host with what may follow it.
fn is_place(rest: &str) -> bool {
    address(rest).is_some_and(ends) || is_host(rest)
}

/// What may follow a host: a port, a path.
fn ends(rest: &str) -> bool {
    let after_port = rest.strip_prefix(':').and_then(|port| {
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        (2..=5).contains(&digits).then(|| &port[digits..])
    });
    let is_path = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
    is_path(rest) || after_port.is_some_and(is_path)
}

/// What follows an address of four numbers that is no private one.
fn address(rest: &str) -> Option<&str> {
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(rest.len());
    let mut parts = rest[..end].splitn(4, '.').map(|part| (part, part.parse::<u16>().ok()));
    let mut next = || parts.next().and_then(|(part, number)| (part.len() <= 3).then_some(number).flatten());
    let (a, b, c) = (next()?, next()?, next()?);
    let last = rest[..end].splitn(4, '.').nth(3)?;
    let d: u16 = last.parse().ok().filter(|_| last.len() <= 3)?;
    let is_private = matches!((a, b), (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31));
    let fits = (1..=223).contains(&a) && b <= 255 && c <= 255 && (1..=254).contains(&d);
    (fits && !is_private).then(|| &rest[end..])
}

/// Names with a full stop after each, and a last one of small letters.
fn is_host(rest: &str) -> bool {
    let is_of_name = |ch: char| ch.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&ch);
    let end = rest.find(|ch: char| !is_of_name(ch) && !matches!(ch, '.' | '-' | '_')).unwrap_or(rest.len());
    let is_name =
        |name: &str| name.starts_with(is_of_name) && name.ends_with(is_of_name) && name.chars().take(65).count() <= 64;
    let host = &rest[..end];
    let Some((names, top)) = host.rsplit_once('.') else { return false };
    let is_top = (2..=63).contains(&top.chars().take(64).count()) && top.chars().all(is_lower);
    is_top && names.split('.').all(is_name) && ends(&rest[end..])
}
