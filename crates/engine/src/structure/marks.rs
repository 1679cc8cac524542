//! What a line's own words say of it: bylines, datelines, credits, captions, promos and list items.
//! Sets of characters are slices, so that the page carries each search once and not once for every length.

use crate::model::BlockKind;

use super::lines::has_at_most;

/// Words that open a promo when a colon, bar or dash follows, or when they are in capitals.
#[rustfmt::skip]
const PROMO: &[&str] = &[
    "also read", "also see", "also watch", "don't miss", "don’t miss", "editor's pick", "editor's picks",
    "explore more", "further reading", "keep reading", "listen", "more", "more on this story", "more on this",
    "more stories", "most popular", "most read", "must read", "must-read", "now read", "on our radar", "read",
    "read also", "read more", "read next", "read now", "read the full story", "recommended", "recommended reading",
    "related", "related article", "related articles", "related content", "related coverage", "related links",
    "related news", "related post", "related posts", "related reading", "related stories", "related story",
    "related topics", "see also", "see more", "suggested reading", "top stories", "trending", "trending now",
    "up next", "watch", "watch now", "what to read next", "you may also like", "you might also like",
];

/// Openings of a promo that need no sign after them.
#[rustfmt::skip]
const PROMO_OPEN: &[&str] = &[
    "sign up for", "sign up to", "subscribe to", "subscribe now", "subscribe here", "subscribe for", "more from ",
    "follow us on", "follow us at", "click here to", "click here for", "download our app", "download the app",
    "get our newsletter", "join our newsletter", "join our mailing list", "like us on", "read more about",
    "read more from", "read more on", "read our ", "support our journalism",
];

#[rustfmt::skip]
const BYLINE: &[&str] = &[
    "by", "words by", "written by", "story by", "report by", "reported by", "reporting by",
    "additional reporting by", "edited by", "editing by", "posted by", "author", "analysis by", "opinion by",
    "interview by", "compiled by", "text by",
];

#[rustfmt::skip]
const DATED: &[&str] = &[
    "published", "published on", "first published", "updated", "updated on", "last updated", "last updated on",
    "last modified", "posted", "posted on", "originally published", "date", "created", "modified", "release date",
];

#[rustfmt::skip]
const CREDIT: &[&str] = &[
    "photo", "photos", "photo by", "photos by", "photo credit", "photo credits", "photo courtesy of",
    "photo illustration", "photograph", "photograph by", "photographs by", "photography by", "image credit",
    "image credits", "image source", "image by", "image courtesy of", "images by", "picture credit", "picture by",
    "pictures by", "picture", "credit", "credits", "illustration", "illustration by", "graphic", "graphic by",
    "courtesy of", "video by", "video credit", "screenshot", "ap photo", "file photo", "source photo",
];

#[rustfmt::skip]
const CAPTION: &[&str] = &[
    "image", "images", "pictured", "caption", "figure", "above", "below", "in this photo", "in pictures",
];

#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "getty images", "shutterstock", "unsplash", "pexels", "pixabay", "reuters", "afp", "epa", "ap photo",
    "ap images", "alamy",
];

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Words that may stand in a line that is only a date.
#[rustfmt::skip]
const DATE_WORDS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "am", "pm", "a.m", "p.m", "et", "est", "edt", "pt", "pst", "pdt", "ct",
    "cst", "gmt", "bst", "utc", "cet", "ist", "at", "on", "of", "the", "ago", "hours", "hour", "minutes", "days",
    "day", "and",
];

/// What `line` is by these, if they say. `near_an_end`: bylines stand near the top or the very end.
pub(super) fn kind(line: &str, near_an_end: bool) -> Option<BlockKind> {
    if is_promo(line) && has_at_most(60, line) {
        return Some(BlockKind::Promo);
    }
    if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') && has_at_most(30, line) {
        let top = line.starts_with("# ") && near_an_end;
        return (!top).then_some(BlockKind::Subheading);
    }
    if is_credit(line) && has_at_most(30, line) {
        return Some(BlockKind::Credit);
    }
    if near_an_end && has_at_most(16, line) && is_byline(line) {
        return Some(BlockKind::Byline);
    }
    if has_at_most(20, line) && is_dateline(line) {
        return Some(BlockKind::Dateline);
    }
    if list_marker(line).is_some() {
        return Some(BlockKind::ListItem);
    }
    let is_caption = CAPTION.iter().any(|opening| after(line, opening).is_some_and(|rest| rest.starts_with(':')));
    (is_caption && has_at_most(60, line)).then_some(BlockKind::Caption)
}

/// The bytes that a list marker and the white space after it take up.
pub(super) fn list_marker(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let digits = line.len() - bare.len();
    let marker = if digits == 0 {
        ["-", "•", "*", "–", "◦", "▪", "·", "‣"].as_slice()
    } else {
        [".", ")"].as_slice()
    };
    if digits > 3 {
        return None;
    }
    let rest = marker.iter().find_map(|marker| bare.strip_prefix(marker))?;
    let text = rest.trim_start();
    (text.len() < rest.len() && text.chars().any(char::is_alphanumeric)).then(|| line.len() - text.len())
}

/// Whether the line ends as sentences do: a full stop, also before a closing quote or bracket; not a dotted abbreviation.
pub(super) fn ends_a_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '\'', '’', ')', ']'].as_slice());
    if bare.ends_with('…') || bare.ends_with("...") || bare.ends_with(['?', '!'].as_slice()) {
        return bare.len() < line.len() || !bare.ends_with(['?', '!'].as_slice());
    }
    let last = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
    let dotted =
        last.len() <= 8 && last.trim_end_matches('.').contains('.') && !last.contains(|ch: char| ch.is_ascii_digit());
    bare.ends_with('.') && !dotted
}

/// Whether the letters are capitals.
pub(super) fn shouted(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

/// Whether the line has no letter or digit: "* * *", "---".
pub(super) fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// What follows `opening` in `line`, whatever the case, when a word ends there.
fn after<'a>(line: &'a str, opening: &str) -> Option<&'a str> {
    // Most lines begin with another letter than most openings.
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if first(line) != first(opening) {
        return None;
    }
    let head = line.get(..opening.len())?;
    let rest = line.get(opening.len()..)?;
    let ends = opening.ends_with(' ') || !rest.starts_with(|ch: char| ch.is_alphanumeric());
    (head.eq_ignore_ascii_case(opening) && ends).then_some(rest)
}

fn is_promo(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '»', '→', '[', '(', '*', '▶', ' '].as_slice());
    if PROMO_OPEN.iter().any(|opening| after(line, opening).is_some()) {
        return !ends_a_sentence(line) || line.len() < 160;
    }
    if ["advertisement", "advertisment", "story continues below", "article continues below"]
        .iter()
        .any(|opening| after(line, opening).is_some_and(|rest| rest.len() < 20))
    {
        return true;
    }
    PROMO.iter().any(|opening| {
        after(line, opening).is_some_and(|rest| {
            let sign = rest.trim_start();
            let signed = sign.starts_with([':', '|', '»', '→', '>', '–', '—'].as_slice())
                || (sign.starts_with("- ") && sign.len() < rest.len());
            let loud = shouted(&line[..opening.len()]) && opening.contains(' ');
            signed || loud || (rest.is_empty() && opening.contains(' '))
        })
    })
}

fn is_credit(line: &str) -> bool {
    let bracketed = line.starts_with(['(', '['].as_slice()) && line.ends_with([')', ']'].as_slice());
    let bare = line.trim_matches(['(', ')', '[', ']', ' '].as_slice());
    let named = CREDIT.iter().any(|opening| {
        after(bare, opening).is_some_and(|rest| {
            let sign = rest.trim_start();
            let by = opening.ends_with(" by") || opening.ends_with(" of");
            sign.starts_with([':', '/', '|', '©'].as_slice())
                || (by && sign.starts_with(char::is_uppercase))
                || (bracketed && !rest.is_empty())
        })
    });
    let agency = |name: &str| after(bare, name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let tail = |name: &str| {
        let start = bare.len().checked_sub(name.len());
        let cut = start.and_then(|start| Some((bare.get(..start)?, bare.get(start..)?)));
        cut.is_some_and(|(head, end)| {
            end.eq_ignore_ascii_case(name) && head.trim_end().ends_with(['/', '|', '©'].as_slice())
        })
    };
    let few = has_at_most(12, bare);
    (named && (bracketed || !ends_a_sentence(line)))
        || (few && (AGENCIES.iter().any(|name| agency(name)) || AGENCIES.iter().any(|name| tail(name))))
        || (bare.starts_with('©') && few)
}

fn is_byline(line: &str) -> bool {
    let line = line.trim_start_matches(['—', '–', '-', ' ', '('].as_slice()).trim_end_matches(')');
    let opened = BYLINE.iter().any(|opening| {
        after(line, opening).is_some_and(|rest| {
            let names = rest.trim_start_matches([':', ' '].as_slice());
            names.len() < rest.len() && opens_with_names(names)
        })
    });
    (opened && !ends_a_sentence(line)) || is_name_and_date(line)
}

/// Two capitalised words or more (or one and a sign) before anything else but the particles of names.
fn opens_with_names(rest: &str) -> bool {
    let end = rest.find(['|', ',', '•', '·', ';', '/'].as_slice()).unwrap_or(rest.len());
    let names = rest.get(..end).unwrap_or_default();
    let mut capitals = 0;
    for word in names.split_whitespace() {
        if word.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !matches!(
            word,
            "and" | "&" | "de" | "van" | "von" | "der" | "al" | "bin" | "la" | "da" | "in" | "for" | "with"
        ) {
            return false;
        }
    }
    (1..=9).contains(&capitals) && (capitals > 1 || names.len() < rest.len() || shouted(names) || names.len() > 3)
}

/// "Jane Doe, May 4, 2024", "Jane Doe | 4 May 2024".
fn is_name_and_date(line: &str) -> bool {
    let Some(at) = line.find([',', '|', '•', '·', '–', '—'].as_slice()) else { return false };
    let (name, rest) = line.split_at(at);
    let words = name.split_whitespace();
    let named = words.clone().all(|word| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
            || word.len() == 2 && word.ends_with('.')
    });
    named && (2..=4).contains(&words.count()) && is_date(rest)
}

fn is_dateline(line: &str) -> bool {
    let dated = DATED.iter().any(|opening| {
        after(line, opening).is_some_and(|rest| {
            rest.contains(|ch: char| ch.is_ascii_digit()) && !ends_a_sentence(line) && is_date(rest)
        })
    });
    let place = line.find([',', '—', '–', '|', '('].as_slice()).is_some_and(|at| {
        let (place, rest) = line.split_at(at);
        let words = place.split_whitespace().count();
        words <= 3 && place.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) && is_date(rest)
    });
    dated || place || is_date(line)
}

/// Whether all words are those of dates, with a month or a numeric date among them.
fn is_date(line: &str) -> bool {
    let mut anchored = false;
    let words =
        line.split(|ch: char| ch.is_whitespace() || matches!(ch, ',' | '|' | '(' | ')' | '—' | '–' | '•' | '·' | ';'));
    for word in words {
        let word = word.trim_matches(['.', ':'].as_slice());
        let lower = crate::text::lower(word);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if MONTHS.contains(&lower.as_str())
            || (digits >= 4 && word.contains(['-', '/', '.'].as_slice()))
            || lower == "ago"
        {
            anchored = true;
        } else if !(word.is_empty()
            || word == "-"
            || digits > 0
            || DATE_WORDS.contains(&lower.as_str())
            || again(&lower))
        {
            return false;
        }
    }
    anchored && line.contains(|ch: char| ch.is_ascii_digit())
}

/// "Published May 4, Updated May 5" is one line of dates.
fn again(word: &str) -> bool {
    matches!(word, "published" | "updated" | "last" | "first" | "posted" | "modified")
}
