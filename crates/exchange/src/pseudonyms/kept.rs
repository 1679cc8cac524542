//! Words of names that stay, since they say what a thing is and not which one, and words that are names and more than that.

/// Small words inside names, which stay. Sorted.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "a", "al", "an", "and", "as", "at", "bin", "by", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "for",
    "from", "he", "her", "his", "i", "ibn", "in", "is", "it", "its", "la", "le", "les", "los", "my", "no", "of",
    "on", "or", "our", "san", "she", "st", "ter", "that", "the", "their", "they", "this", "to", "und", "up", "van",
    "von", "we", "with", "you", "your",
];

/// What stays of a person's name: titles and generations. Sorted.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "capt", "captain", "chief", "col", "colonel", "dr", "gen", "general", "governor", "ii", "iii", "iv", "jr",
    "judge", "justice", "king", "lady", "lord", "minister", "miss", "mr", "mrs", "ms", "pope", "president",
    "prince", "princess", "prof", "professor", "queen", "rev", "senator", "sir", "sr",
];

/// What stays of the names of organisations and places. Sorted.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "ab", "academy", "administration", "ag", "agency", "airlines", "airport", "airways", "army", "assembly",
    "association", "authority", "avenue", "bank", "bay", "beach", "board", "bridge", "bureau", "castle", "center",
    "central", "centre", "church", "city", "club", "co", "coast", "college", "commission", "committee", "community",
    "company", "congress", "corp", "corporation", "council", "county", "court", "department", "district", "east",
    "eastern", "fc", "federal", "federation", "force", "forest", "foundation", "fund", "global", "gmbh",
    "government", "group", "gulf", "hall", "high", "holding", "holdings", "hospital", "hotel", "house", "inc",
    "incorporated", "industries", "institute", "international", "island", "islands", "kingdom", "laboratories",
    "lake", "league", "library", "limited", "llc", "llp", "ltd", "market", "media", "ministry", "motors", "mount",
    "mountain", "mountains", "museum", "national", "new", "news", "north", "northern", "nv", "ocean", "office",
    "organisation", "organization", "palace", "park", "parliament", "partners", "party", "peninsula", "plc",
    "police", "port", "province", "region", "republic", "reserve", "river", "road", "royal", "sa", "school", "sea",
    "senate", "service", "services", "society", "south", "southern", "spa", "square", "stadium", "state", "states",
    "station", "street", "studios", "supreme", "systems", "team", "technologies", "times", "tower", "town", "trust",
    "union", "united", "university", "upper", "valley", "village", "west", "western", "world",
];

/// Words that are names as well as words: in small letters and outside of a mark they are taken for the word. Sorted.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "amazon", "angel", "apple", "april", "art", "august", "baker", "bell", "berry", "best", "bill", "black",
    "block", "blue", "bond", "brook", "brooks", "brown", "burns", "bush", "butler", "carpenter", "case", "cash",
    "chance", "chase", "china", "cook", "cooper", "cross", "dawn", "day", "drew", "earth", "faith", "field",
    "fields", "fish", "fisher", "ford", "fox", "frank", "gap", "grace", "grant", "gray", "green", "grey",
    "guardian", "harbour", "harmony", "heath", "hill", "hills", "hope", "hunt", "hunter", "ivy", "jack", "jade",
    "joy", "june", "knight", "lane", "law", "lily", "little", "long", "love", "major", "march", "mark", "mars",
    "marsh", "mason", "may", "meta", "miles", "miller", "mirror", "moon", "moss", "nice", "oracle", "orange",
    "page", "palmer", "parks", "patience", "penny", "pierce", "pool", "poor", "porter", "post", "power", "price",
    "ray", "reading", "rich", "rivers", "robin", "rock", "root", "rose", "ruby", "rush", "sage", "shell",
    "shepherd", "short", "singer", "sky", "small", "smart", "smith", "snow", "sol", "spring", "square", "star",
    "steel", "stern", "stone", "strong", "summer", "sun", "sunny", "swift", "target", "taylor", "terry", "turkey",
    "turner", "violet", "visa", "walker", "ward", "waters", "way", "weaver", "well", "wells", "white", "wild",
    "will", "wise", "wolf", "wood", "woods", "young",
];

/// Names of months and days, which stay in dates. Sorted.
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "april", "august", "december", "february", "friday", "january", "july", "june", "march", "may", "monday",
    "november", "october", "saturday", "september", "sunday", "thursday", "tuesday", "wednesday",
];

fn has(list: &[&str], key: &str) -> bool {
    list.binary_search(&key).is_ok()
}

/// Whether a word is too small to be a name.
pub(super) fn is_small_word(key: &str) -> bool {
    has(SMALL, key)
}

/// Whether a word of a person's name stays.
pub(super) fn is_title(key: &str) -> bool {
    has(TITLES, key) || has(SMALL, key)
}

/// Whether a word of another name stays.
pub(super) fn is_generic(key: &str) -> bool {
    has(GENERIC, key) || has(SMALL, key)
}

/// Whether a word in small letters is rather not the name.
pub(super) fn is_common(key: &str) -> bool {
    has(COMMON, key) || has(GENERIC, key) || has(TITLES, key)
}

/// Whether a word is that of a date.
pub(super) fn is_calendar(key: &str) -> bool {
    has(CALENDAR, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [SMALL, TITLES, GENERIC, COMMON, CALENDAR] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
