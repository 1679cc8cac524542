//! The words that spaCy's rules for English cut in their own way, or leave whole against the rules: contractions, times
//! of day, abbreviations, emoticons. Built once, from words and the endings that each takes.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Words, small, and what may follow each: the pieces of an ending are parted by `|`. Capitalised words take the same.
const ENDINGS: &[(&str, &str)] = &[
    ("i", "'m m 'm|a m|a"),
    ("i you he she it we they", "'ll ll 'll|'ve ll|ve 'd d 'd|'ve d|ve"),
    ("i you we they", "'ve ve"),
    ("you we they", "'re re"),
    ("he she it", "'s s"),
    ("who what when where why how there that this", "'s s"),
    ("who what when where why how there that this these those", "'ll ll 'll|'ve ll|ve 'd d 'd|'ve d|ve"),
    ("who what when where why how there these those", "'re re 've ve"),
    ("ca could do does did had may might must need ought sha should wo would", "n't nt n't|'ve nt|ve"),
    ("could might must should would", "'ve ve"),
    ("ai are is was were have has dare", "n't nt"),
    ("not", "'ve ve"),
    ("can", "not"),
    ("gon", "na"),
    ("got", "ta"),
    ("let", "'s"),
    ("c'm", "on"),
    ("how", "'d|'y"),
];

/// Words of [`ENDINGS`] that are words of their own.
const WHOLE: &[&str] = &["ill", "its", "hell", "shell", "shed", "were", "well", "whore"];

/// What follows the numbers of hours.
const HOURS: &[&str] = &["a.m.", "am", "p.m.", "pm"];

/// Others that are cut, by `|`.
const CUT: &[&str] = &["y'|all", "y|all", "°|c|.", "°|f|.", "°|k|.", "°|C|.", "°|F|.", "°|K|."];

/// What stays whole, small and capitalised.
const BOTH: &str = "doin doin' goin goin' nothin nothin' nuthin nuthin' ol ol' somethin somethin' lovin lovin' havin \
    havin' ma'am o'clock";

/// What stays whole as it is.
const AS_IT_IS: &str = "em 'em ll 'll nuff 'nuff 'S 's ‘S ‘s and/or w/o 're 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz \
    'bout Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id. Ill. Ind. Jan. Jul. Jun. \
    Kan. Kans. Ky. La. Mar. Mass. Mich. Minn. Miss. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. \
    Pa. S.C. Sep. Sept. Tenn. Va. Wash. Wis. 'd a.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. i.e. \
    I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s. \\t \\n — ' \
    \\\") <space> '' C++ ä. ö. ü. \
    :) :-) :)) :-)) :))) :-))) (: (-: =) (= :] :-] [: [-: [= =] :o) (o: :} :-} 8) 8-) (-8 ;) ;-) (; (-; :( :-( :(( :-(( \
    :((( :-((( ): )-: =( >:( :') :'-) :'( :'-( :/ :-/ =/ =| :| :-| ]= =[ :1 :P :-P :p :-p :O :-O :o :-o :0 :-0 :() >:o \
    :* :-* :3 :-3 =3 :> :-> :X :-X :x :-x :D :-D ;D ;-D =D xD XD xDD XDD 8D 8-D ^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- \
    -__- v.v V.V v_v V_V o_o o_O O_o O_O 0_o o_0 0_0 o.O O.o O.O o.o 0.0 o.0 0.o @_@ <3 <33 <333 </3 (^_^) (-_-) (._.) \
    (>_<) (*_*) (¬_¬) ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*>";

/// The words with where each is cut.
pub(super) struct Specials {
    /// The ends of the pieces, in bytes.
    cuts: HashMap<Box<str>, Vec<usize>>,
    /// By first byte, the lengths that there are, as bits: most words need no more than this to be known as none.
    lengths: [u64; 256],
}

impl Specials {
    pub(super) fn get() -> &'static Self {
        static ALL: OnceLock<Specials> = OnceLock::new();
        ALL.get_or_init(Self::new)
    }

    /// The ends of the pieces of a word that is special.
    pub(super) fn cuts(&self, word: &str) -> Option<&[usize]> {
        let first = *word.as_bytes().first()?;
        let is_known = word.len() < 64 && self.lengths[usize::from(first)] >> word.len() & 1 == 1;
        if is_known { self.cuts.get(word).map(Vec::as_slice) } else { None }
    }

    /// All of them.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.cuts.keys().map(|word| &**word)
    }

    fn new() -> Self {
        let mut all = Self { cuts: HashMap::new(), lengths: [0; 256] };
        for (words, endings) in ENDINGS {
            for word in words.split(' ') {
                endings.split(' ').for_each(|ending| {
                    let cut = format!("{word}|{ending}");
                    let is_whole = WHOLE.contains(&cut.replace('|', "").as_str());
                    if !is_whole {
                        all.add(&cut);
                        all.add(&capitalised(&cut));
                    }
                });
            }
        }
        for hour in 1..=12 {
            HOURS.iter().for_each(|half| all.add(&format!("{hour}|{half}")));
        }
        CUT.iter().copied().chain(AS_IT_IS.split_ascii_whitespace()).for_each(|word| {
            // A bar is a piece of some emoticons.
            if CUT.contains(&word) { all.add(word) } else { all.insert(word.to_owned(), vec![word.len()]) }
        });
        for word in BOTH.split_ascii_whitespace() {
            all.add(word);
            if !word.starts_with('\'') {
                all.add(&capitalised(word));
            }
        }
        ('a'..='z').for_each(|letter| all.add(&format!("{letter}.")));
        all
    }

    /// Adds a word in pieces, and the same with a curly apostrophe.
    fn add(&mut self, pieces: &str) {
        let mut cuts = Vec::new();
        let mut word = String::new();
        for piece in pieces.split('|') {
            word += piece;
            cuts.push(word.len());
        }
        self.insert(word, cuts);
    }

    fn insert(&mut self, word: String, cuts: Vec<usize>) {
        let mut put = |word: String, cuts: Vec<usize>| {
            if let (Some(&first), true) = (word.as_bytes().first(), word.len() < 64) {
                self.lengths[usize::from(first)] |= 1 << word.len();
                self.cuts.insert(word.into(), cuts);
            }
        };
        if word.contains('\'') {
            let moved = |&cut: &usize| cut + word[..cut].matches('\'').count() * ('’'.len_utf8() - 1);
            put(word.replace('\'', "’"), cuts.iter().map(moved).collect());
        }
        put(word, cuts);
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}
