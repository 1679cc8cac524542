//! What a parser of JSON complains of, in words for people: `invalid type: string "x", expected a sequence` is `here should
//! be a list, not the text "x"`. What is not known stays as it is.

/// Characters of a value that are shown.
const SHOWN: usize = 40;

/// The words for a complaint of serde's, with its place or without; the place is left out.
#[must_use]
pub fn json_words(complaint: &str) -> String {
    let complaint = complaint.rsplit_once(" at line ").map_or(complaint, |(words, _)| words).replace('`', "\"");
    let kind = complaint.strip_prefix("invalid type: ").or_else(|| complaint.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = kind.and_then(|kind| kind.rsplit_once(", expected ")) {
        return format!("here should be {}, not {}", thing(wanted), value(found));
    }
    let length = complaint.strip_prefix("invalid length ").and_then(|length| length.split_once(", expected "));
    if let Some((found, wanted)) = length {
        return format!("here should be {}, not of {found}", thing(wanted));
    }
    let known = match complaint.as_str() {
        "recursion limit exceeded" => "it is nested deeper than 127 levels",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "an escape such as \\ud800 stands for half of a character only"
        }
        "expected value" => "a value is missing, or is none of JSON, such as NaN, None or 'x'",
        "expected ident" => "a word is none of true, false and null",
        "key must be a string" => "the name of a field should stand here, in double quotes",
        "trailing comma" => "a comma stands before the closing bracket",
        "trailing characters" => "more stands after the end",
        words if words.starts_with("control character") => {
            "a line end or tab stands in a text as it is; there it is written \\n or \\t"
        }
        words if words.starts_with("EOF while parsing") => "it ends in the middle",
        _ => return complaint,
    };
    known.to_owned()
}

/// What should be there.
fn thing(wanted: &str) -> String {
    let known = match wanted {
        "a sequence" => "a list",
        "a map" => "an object",
        "a string" | "a borrowed string" => "a text",
        "a boolean" => "true or false",
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        wanted if wanted.starts_with("struct ") => "an object",
        wanted => match wanted.strip_prefix("a tuple of size ") {
            Some(size) => return format!("a list of {size}"),
            None => wanted,
        },
    };
    known.to_owned()
}

/// What is there.
fn value(found: &str) -> String {
    let (kind, rest) = found.split_once(' ').unwrap_or((found, ""));
    let (word, said) = match kind {
        "sequence" => ("a list", ""),
        "map" => ("an object", ""),
        "unit" => ("null", ""),
        "boolean" => (rest.trim_matches('"'), ""),
        "string" => ("the text ", rest),
        "integer" => ("the number ", rest.trim_matches('"')),
        "floating" => ("the number ", rest.trim_start_matches("point ").trim_matches('"')),
        _ => (found, ""),
    };
    match said.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{word}{} …", said.get(..at).unwrap_or_default()),
        None => format!("{word}{said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, wanted: &str) {
        let error = serde_json::from_str::<Vec<(u32, Option<String>)>>(json).expect_err("is wrong");
        assert_eq!(json_words(&error.to_string()), wanted, "{json}");
    }

    #[test]
    fn complaints_are_plain() {
        check("\"x\"", "here should be a list, not the text \"x\"");
        check("{}", "here should be a list, not an object");
        check("[7]", "here should be a list of 2, not the number 7");
        check("[[7]]", "here should be a list of 2, not of 1");
        check("[[true,null]]", "here should be a whole number from 0, not true");
        check("[[\"0\",null]]", "here should be a whole number from 0, not the text \"0\"");
        check("[[1.5,null]]", "here should be a whole number from 0, not the number 1.5");
        check("[[-1,null]]", "here should be a whole number from 0, not the number -1");
        check("[[1,[]]]", "here should be a text, not a list");
        check("[[null,\"\"]]", "here should be a whole number from 0, not null");
        let long = format!("here should be a list, not the text \"{} …", "é".repeat(SHOWN - 1));
        check(&format!("\"{}\"", "é".repeat(100)), &long);
        check("[[1,\"x\"],]", "a comma stands before the closing bracket");
        check("[[1,NaN]]", "a value is missing, or is none of JSON, such as NaN, None or 'x'");
        check("[[1,nul]]", "a word is none of true, false and null");
        check("[[1,\"a\nb\"]]", "a line end or tab stands in a text as it is; there it is written \\n or \\t");
        check("[[1,\"x\"", "it ends in the middle");
        check("[] x", "more stands after the end");
        check("[[1 2]]", "expected \",\" or \"]\"");
    }
}
