//! Whether a text is English, by the small words that any English text is full of and by its letters. In doubt it is:
//! headlines, lists of names, tables and quotes in another language do not make an article foreign.

/// Bytes that are looked at: the beginning of a text tells.
const ENOUGH: usize = 1 << 14;
/// Words in small letters from which the lack of English ones tells.
const SOME: usize = 30;
/// The same for small words of another language.
const FEW: usize = 6;

/// Small words of English that are none of the languages below.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "are", "at", "be", "been", "but", "by", "can", "did", "for", "from", "had", "have", "her",
    "his", "how", "if", "into", "is", "it", "its", "more", "not", "of", "our", "out", "over", "said", "says", "she",
    "than", "that", "the", "their", "them", "there", "they", "this", "to", "up", "was", "we", "were", "what", "when",
    "where", "which", "who", "will", "with", "would", "you",
];

/// Small words of the languages that English shares its letters with, and none of English.
const OTHERS: &[&str] = &[
    "al", "als", "att", "au", "auf", "aux", "av", "avec", "bir", "bu", "che", "com", "como", "con", "da", "dans",
    "das", "de", "dei", "del", "della", "dem", "den", "der", "des", "det", "di", "dla", "do", "du", "e", "een", "ein",
    "eine", "el", "em", "en", "er", "est", "et", "ett", "för", "gli", "het", "i", "il", "im", "ist", "ja", "je",
    "jest", "la", "las", "le", "les", "lo", "los", "med", "mit", "na", "nicht", "nie", "niet", "non", "não", "o",
    "och", "og", "om", "op", "oraz", "os", "ou", "para", "pas", "per", "pour", "på", "que", "qui", "se", "sich", "sie",
    "się", "som", "su", "sur", "te", "til", "um", "uma", "un", "una", "und", "une", "van", "ve", "vom", "von", "voor",
    "w", "y", "z", "za", "ze", "zu", "är", "è", "że",
];

/// Whether `text` looks like English. Linear, and constant beyond the first 16 kB.
#[must_use]
pub fn is_english(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    let (mut latin, mut other) = (0_usize, 0_usize);
    for ch in text.chars().filter(|ch| ch.is_alphabetic()) {
        if is_latin(ch) {
            latin += 1;
        } else {
            other += 1;
        }
    }
    if other > latin {
        return other < FEW;
    }
    let (mut small, mut english, mut others) = (0_usize, 0_usize, 0_usize);
    // Names and German nouns have capitals; only small words tell.
    let words = text.split(|ch: char| !ch.is_alphabetic());
    for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
        small += 1;
        english += usize::from(ENGLISH.binary_search(&word).is_ok());
        others += usize::from(OTHERS.binary_search(&word).is_ok());
    }
    // Where there is hardly any other small word, they are parts of names: "José de la Cruz".
    let is_other = others >= FEW && others > 2 * english && 8 * others > small && 3 * others < 2 * small;
    let is_none = small >= SOME && 20 * english < small;
    !(is_other || is_none)
}

/// Letters of Latin script, with accents and ligatures.
fn is_latin(ch: char) -> bool {
    matches!(ch, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1d00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: bool) {
        assert_eq!(is_english(text), wanted, "{text}");
    }

    #[test]
    fn english_is_english_however_short_or_odd() {
        for text in [
            "",
            "2024",
            "Acme buys Beta",
            "Acme Corp paid $3m to Beta Ltd on Tuesday.",
            "THE COMPANY SAID ON MONDAY THAT SALES ROSE",
            "Real Madrid 2 Bayern München 1\nInter de Milán 0 Paris Saint-Germain 3\nBorussia Dortmund 1 Ajax 1",
            "José María de la Cruz, Jean-Luc de la Tour, Ludwig van der Rohe and Maria del Carmen met.",
            "She said: “Je ne sais pas ce que nous allons faire dans les jours qui viennent.” It was the third time that \
             the minister had been asked about the plan.",
            "He wrote «Мы не знаем, что делать» and left the room.",
            "Stocks slide as oil jumps 4%, bonds steady; yen gains",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn other_languages_are_not() {
        for text in [
            // German, French, Spanish, Italian, Portuguese, Dutch
            "Der Vorstand der Bank hat am Montag in Berlin mitgeteilt, dass der Gewinn im ersten Quartal um 12 Prozent \
             auf 3,4 Milliarden Euro gestiegen ist. Die Aktie legte zu.",
            "Le président a déclaré lundi à Paris que la croissance de la France serait de 1,2 % en 2025, selon les \
             chiffres publiés par le gouvernement.",
            "El presidente dijo el lunes que la economía de España crecerá un 2,1 % en 2025, según los datos que publicó \
             el Gobierno en Madrid.",
            "Il presidente ha detto lunedì che la crescita della zona euro sarà di poco superiore al previsto, secondo i \
             dati che il governo ha pubblicato a Roma.",
            "O presidente disse na segunda-feira que a economia do Brasil vai crescer 2,1% em 2025, de acordo com os \
             dados que o governo publicou em Brasília.",
            "De minister zei maandag in Den Haag dat de economie van het land in 2025 met 1,2 procent zal groeien, en \
             dat het kabinet niet van plan is om de belasting te verhogen.",
            // Swedish, Polish, Turkish, Finnish
            "Statsministern sade på måndagen i Stockholm att det är för tidigt att säga om regeringen kommer att höja \
             skatten och att det beror på ekonomin.",
            "Premier powiedział w poniedziałek w Warszawie, że gospodarka nie jest w złym stanie i że rząd nie planuje \
             podwyżek podatków na ten rok, ale z rezerwą.",
            "Başbakan pazartesi günü Ankara'da yaptığı açıklamada ekonominin bu yıl yüzde üç büyüyeceğini ve hükümetin \
             vergileri artırmayı planlamadığını söyledi; bu karar için erken, dedi ve ekledi: bir yıl daha beklemek \
             gerekiyor, çünkü veriler henüz açıklanmadı ve piyasalar sakin.",
            "Pääministeri sanoi maanantaina Helsingissä, että talous kasvaa tänä vuonna kaksi prosenttia eikä hallitus \
             aio korottaa veroja. Päätös tehdään syksyllä, kun uudet luvut ovat valmiit, ja sitä ennen asiasta \
             keskustellaan vielä eduskunnassa ja puolueiden kesken monta kertaa.",
            // Russian, Greek, Arabic, Hebrew, Chinese, Japanese, Korean, Hindi
            "Президент заявил в понедельник, что экономика России вырастет на 2%.",
            "Ο πρωθυπουργός δήλωσε τη Δευτέρα στην Αθήνα ότι η οικονομία αναπτύσσεται.",
            "قال الرئيس يوم الاثنين إن الاقتصاد سينمو هذا العام.",
            "ראש הממשלה אמר ביום שני כי הכלכלה תצמח השנה.",
            "总统周一表示，经济今年将增长百分之五。",
            "首相は月曜日、経済が今年成長すると述べた。",
            "대통령은 월요일 올해 경제가 성장할 것이라고 말했다.",
            "प्रधानमंत्री ने सोमवार को कहा कि अर्थव्यवस्था बढ़ेगी।",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn the_small_words_are_in_order_and_of_one_side() {
        assert!(ENGLISH.is_sorted() && OTHERS.is_sorted());
        assert!(ENGLISH.iter().all(|word| !OTHERS.contains(word)));
    }
}
