//! Articles with their annotations, made up: news-like paragraphs with accents and emoji, a mark every sixty bytes or so.
//! The same size gives the same article.

use serde_json::{Value, json};

/// What an article is made of; what stands in brackets is marked.
const SENTENCES: [&str; 8] = [
    "[Northgate Foods|ORG] said on Monday that sales in [Leeds|GPE] rose by [9%|PERCENT] to a new record for the year.",
    "[Zoë Lindqvist|PERSON], its chief executive, told reporters that the sites in São Paulo would stay open for now.",
    "The plan, first described in [late 2022|DATE], would cost the firm more than it has earned since it began.",
    "Nobody disagreed 🙂, though one of them asked what would happen to the older shops near [Łódź|GPE] in winter.",
    "About a thousand people work for [Halvorsen Group|ORG], which [Ines Carvalho|PERSON] has led for some years.",
    "In the harbour the [Kenya Ports Authority|ORG] expects more ships by [Friday|DATE], and no end of the queues.",
    "The buyer paid [€3.5 billion|MONEY] for the last of them 👩‍👩‍👧, its largest deal so far, as most had guessed.",
    "The court heard that [Ruth Adler|PERSON] had left the bank with most of its shares, and that nobody had seen it.",
];

/// Sentences of a paragraph.
const PARAGRAPH: usize = 4;

/// So many articles as a native file, and how many annotations they have. `bytes` is the size of the text of each, about.
pub(crate) fn file(articles: usize, bytes: usize) -> (String, usize) {
    let (documents, counts): (Vec<Value>, Vec<usize>) = (0..articles).map(|number| article(number, bytes)).unzip();
    let file =
        json!({ "format": "postil", "version": 1, "offset_unit": "code_point", "labels": [], "documents": documents });
    (file.to_string(), counts.iter().sum())
}

fn article(at: usize, bytes: usize) -> (Value, usize) {
    let (mut text, mut points) = (String::new(), 0);
    let mut annotations: Vec<Value> = Vec::new();
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        let between = match number {
            0 => "",
            _ if number % PARAGRAPH == 0 => "\n\n",
            _ => " ",
        };
        text.push_str(between);
        points += between.chars().count();
        // Not always in the same order, so that paragraphs differ.
        let mut rest = SENTENCES[(number + number / SENTENCES.len()) % SENTENCES.len()];
        while let Some((before, after)) = rest.split_once('[') {
            text.push_str(before);
            points += before.chars().count();
            let (marked, after) = after.split_once(']').unwrap_or((after, ""));
            let (words, label) = marked.split_once('|').unwrap_or((marked, "ORG"));
            text.push_str(words);
            let start = points;
            points += words.chars().count();
            annotations.push(json!({
                "id": format!("a{}", annotations.len() + 1), "start": start, "end": points, "text": words, "label": label,
                "status": "accepted", "source": { "by": "human" },
            }));
            rest = after;
        }
        text.push_str(rest);
        points += rest.chars().count();
    }
    let count = annotations.len();
    let id = format!("measured{at}");
    (json!({ "id": id, "title": "Measured", "text": text, "annotations": annotations }), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_where_their_words_are() {
        let (content, count) = file(1, 20_000);
        let value: Value = serde_json::from_str(&content).unwrap();
        let document = &value["documents"][0];
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        let annotations = document["annotations"].as_array().unwrap();
        assert_eq!(annotations.len(), count);
        assert!(count > 250, "{count}");
        for it in annotations {
            let at = |key: &str| it[key].as_u64().unwrap() as usize;
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(words, it["text"].as_str().unwrap());
        }
        assert_eq!(content, file(1, 20_000).0);
    }
}
