//! Currencies: ISO 4217 codes, signs, and names with the country that tells several of one name apart.

/// Codes of ISO 4217 in use, and those of two digital coins; sorted.
#[rustfmt::skip]
pub(super) static CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTC", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY",
    "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "ETH", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD",
    "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
    "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG",
    "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP",
    "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD",
    "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// Names in the singular with the code that they have without a country; sorted.
#[rustfmt::skip]
pub(super) static NAMES: &[(&str, &str)] = &[
    ("afghani", "AFN"), ("ariary", "MGA"), ("baht", "THB"), ("balboa", "PAB"), ("birr", "ETB"), ("bitcoin", "BTC"),
    ("bolivar", "VES"), ("bolivares", "VES"), ("buck", "USD"), ("cedi", "GHS"), ("colon", "CRC"),
    ("colones", "CRC"), ("cordoba", "NIO"), ("dalasi", "GMD"), ("denar", "MKD"), ("dinar", "KWD"),
    ("dirham", "AED"), ("dobra", "STN"), ("dollar", "USD"), ("dong", "VND"), ("drachma", "GRD"), ("dram", "AMD"),
    ("emalangeni", "SZL"), ("escudo", "PTE"), ("ether", "ETH"), ("euro", "EUR"), ("florin", "AWG"),
    ("forint", "HUF"), ("franc", "CHF"), ("gourde", "HTG"), ("guarani", "PYG"), ("guaranies", "PYG"),
    ("guilder", "NLG"), ("hryvnia", "UAH"), ("kina", "PGK"), ("kip", "LAK"), ("koruna", "CZK"), ("krona", "SEK"),
    ("krone", "NOK"), ("kroner", "NOK"), ("kronor", "SEK"), ("kronur", "ISK"), ("kuna", "HRK"), ("kwacha", "ZMW"),
    ("kwanza", "AOA"), ("kyat", "MMK"), ("lari", "GEL"), ("lei", "RON"), ("lek", "ALL"), ("lempira", "HNL"),
    ("leone", "SLE"), ("leu", "RON"), ("lev", "BGN"), ("leva", "BGN"), ("lilangeni", "SZL"), ("lira", "TRY"),
    ("loti", "LSL"), ("maloti", "LSL"), ("manat", "AZN"), ("mark", "DEM"), ("meticais", "MZN"), ("metical", "MZN"),
    ("naira", "NGN"), ("nakfa", "ERN"), ("ngultrum", "BTN"), ("ouguiya", "MRU"), ("paanga", "TOP"),
    ("pataca", "MOP"), ("peseta", "ESP"), ("peso", "MXN"), ("pound", "GBP"), ("pula", "BWP"), ("quetzal", "GTQ"),
    ("quid", "GBP"), ("rand", "ZAR"), ("reais", "BRL"), ("real", "BRL"), ("renminbi", "CNY"), ("rial", "IRR"),
    ("riel", "KHR"), ("ringgit", "MYR"), ("riyal", "SAR"), ("rmb", "CNY"), ("rouble", "RUB"), ("ruble", "RUB"),
    ("rufiyaa", "MVR"), ("rupee", "INR"), ("rupiah", "IDR"), ("shekel", "ILS"), ("shilling", "KES"),
    ("sol", "PEN"), ("soles", "PEN"), ("som", "KGS"), ("somoni", "TJS"), ("sterling", "GBP"), ("taka", "BDT"),
    ("tala", "WST"), ("tenge", "KZT"), ("tugrik", "MNT"), ("vatu", "VUV"), ("won", "KRW"), ("yen", "JPY"),
    ("yuan", "CNY"), ("zloty", "PLN"),
];

/// Last word of a country's adjective, the code of the bare name behind it, and the code of the two together; sorted.
#[rustfmt::skip]
pub(super) static COUNTRIES: &[(&str, &str, &str)] = &[
    ("african", "ZAR", "ZAR"), ("algerian", "KWD", "DZD"), ("american", "USD", "USD"), ("argentine", "MXN", "ARS"),
    ("argentinian", "MXN", "ARS"), ("australian", "USD", "AUD"), ("bahraini", "KWD", "BHD"),
    ("belarusian", "RUB", "BYN"), ("belgian", "CHF", "BEF"), ("brazilian", "BRL", "BRL"), ("british", "GBP", "GBP"),
    ("canadian", "USD", "CAD"), ("cfa", "CHF", "XOF"), ("chilean", "MXN", "CLP"), ("chinese", "CNY", "CNY"),
    ("colombian", "MXN", "COP"), ("congolese", "CHF", "CDF"), ("cuban", "MXN", "CUP"), ("czech", "CZK", "CZK"),
    ("danish", "NOK", "DKK"), ("deutsche", "DEM", "DEM"), ("dominican", "MXN", "DOP"), ("dutch", "NLG", "NLG"),
    ("egyptian", "GBP", "EGP"), ("emirati", "AED", "AED"), ("fijian", "USD", "FJD"), ("finnish", "DEM", "FIM"),
    ("french", "CHF", "FRF"), ("german", "DEM", "DEM"), ("ghanaian", "GHS", "GHS"), ("hungarian", "HUF", "HUF"),
    ("icelandic", "SEK", "ISK"), ("indian", "INR", "INR"), ("indonesian", "IDR", "IDR"), ("iranian", "IRR", "IRR"),
    ("iraqi", "KWD", "IQD"), ("irish", "GBP", "IEP"), ("israeli", "ILS", "ILS"), ("italian", "TRY", "ITL"),
    ("jamaican", "USD", "JMD"), ("japanese", "JPY", "JPY"), ("jordanian", "KWD", "JOD"), ("kenyan", "KES", "KES"),
    ("kong", "USD", "HKD"), ("korean", "KRW", "KRW"), ("kuwaiti", "KWD", "KWD"), ("lankan", "INR", "LKR"),
    ("lebanese", "GBP", "LBP"), ("libyan", "KWD", "LYD"), ("malaysian", "MYR", "MYR"), ("mexican", "MXN", "MXN"),
    ("moroccan", "AED", "MAD"), ("nepalese", "INR", "NPR"), ("nepali", "INR", "NPR"), ("nigerian", "NGN", "NGN"),
    ("norwegian", "NOK", "NOK"), ("omani", "IRR", "OMR"), ("pakistani", "INR", "PKR"), ("philippine", "MXN", "PHP"),
    ("polish", "PLN", "PLN"), ("qatari", "SAR", "QAR"), ("rican", "CRC", "CRC"), ("russian", "RUB", "RUB"),
    ("rwandan", "CHF", "RWF"), ("saudi", "SAR", "SAR"), ("serbian", "KWD", "RSD"), ("singapore", "USD", "SGD"),
    ("somali", "KES", "SOS"), ("states", "USD", "USD"), ("sudanese", "GBP", "SDG"), ("swedish", "SEK", "SEK"),
    ("swiss", "CHF", "CHF"), ("syrian", "GBP", "SYP"), ("taiwan", "USD", "TWD"), ("tanzanian", "KES", "TZS"),
    ("thai", "THB", "THB"), ("tunisian", "KWD", "TND"), ("turkish", "TRY", "TRY"), ("uae", "AED", "AED"),
    ("ugandan", "KES", "UGX"), ("ukrainian", "UAH", "UAH"), ("uruguayan", "MXN", "UYU"), ("us", "USD", "USD"),
    ("vietnamese", "VND", "VND"), ("yemeni", "IRR", "YER"), ("zealand", "USD", "NZD"), ("zimbabwean", "USD", "ZWG"),
];

/// Names of hundredths with the currency that they most often belong to; an s may follow.
#[rustfmt::skip]
pub(super) static MINOR: &[(&str, &str)] = &[
    ("cent", "USD"), ("pence", "GBP"), ("penny", "GBP"), ("pennie", "GBP"), ("paise", "INR"), ("paisa", "INR"),
    ("kopeck", "RUB"), ("kopek", "RUB"), ("kopiyka", "UAH"), ("sen", "MYR"), ("satang", "THB"), ("centavo", "MXN"),
    ("centime", "CHF"), ("grosz", "PLN"), ("groszy", "PLN"), ("piastre", "EGP"), ("piaster", "EGP"), ("agorot", "ILS"),
    ("halala", "SAR"), ("kobo", "NGN"), ("pesewa", "GHS"), ("fils", "AED"), ("jiao", "CNY"), ("kurus", "TRY"),
    ("kuruş", "TRY"), ("tetri", "GEL"), ("stotinki", "BGN"), ("øre", "NOK"), ("öre", "SEK"),
];

/// Signs, and letters that stand before or after a number like one.
pub(super) fn sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "£" => "GBP",
        "€" => "EUR",
        "¥" | "￥" | "円" => "JPY",
        "元" => "CNY",
        "₹" | "₨" => "INR",
        "₩" => "KRW",
        "₽" => "RUB",
        "₺" => "TRY",
        "₪" => "ILS",
        "₫" => "VND",
        "₦" => "NGN",
        "₱" => "PHP",
        "฿" => "THB",
        "₴" => "UAH",
        "₡" => "CRC",
        "₵" => "GHS",
        "₸" => "KZT",
        "₭" => "LAK",
        "₮" => "MNT",
        "₲" => "PYG",
        "₼" => "AZN",
        "₾" => "GEL",
        "৳" => "BDT",
        "៛" => "KHR",
        "﷼" => "IRR",
        "₤" => "GBP",
        "₿" => "BTC",
        _ => return None,
    })
}

/// Letters that stand for a currency where the number is too large for a model: "R5bn", "P1.2 million".
pub(super) fn initial(word: &str) -> Option<&'static str> {
    Some(match word {
        "R" => "ZAR",
        "P" => "PHP",
        "N" => "NGN",
        "Sh" | "Shs" => "KES",
        "QR" => "QAR",
        "SR" => "SAR",
        _ => return None,
    })
}

/// Letters glued before a dollar sign, or that stand for a currency before a number.
pub(super) fn letters(word: &str, dollar: bool) -> Option<&'static str> {
    Some(match (word, dollar) {
        ("US" | "us" | "U", true) => "USD",
        ("A" | "AU" | "a" | "AUS" | "aud" | "AUD", true) => "AUD",
        ("C" | "c" | "CA" | "CAN" | "Cdn" | "CAD", true) => "CAD",
        ("HK" | "hk", true) => "HKD",
        ("S" | "SG", true) => "SGD",
        ("NZ", true) => "NZD",
        ("NT" | "TW", true) => "TWD",
        ("R", true) => "BRL",
        ("Mex" | "MX", true) => "MXN",
        ("J", true) => "JMD",
        ("EC", true) => "XCD",
        ("TT", true) => "TTD",
        ("FJ", true) => "FJD",
        ("BZ", true) => "BZD",
        ("Bds", true) => "BBD",
        ("N", true) => "NAD",
        ("Z", true) => "ZWG",
        ("Rs" | "rs" | "Re", false) => "INR",
        ("RM", false) => "MYR",
        ("Rp", false) => "IDR",
        ("kr", false) => "SEK",
        ("Fr" | "SFr" | "SFr.", false) => "CHF",
        ("CN" | "RMB", _) => "CNY",
        ("zł", false) => "PLN",
        ("Ksh" | "KSh", false) => "KES",
        ("Dh" | "Dhs", false) => "AED",
        ("Tk", false) => "BDT",
        ("Kč", false) => "CZK",
        _ => return None,
    })
}
