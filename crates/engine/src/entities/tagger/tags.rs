//! The tags that the tagger gives to tokens: outside, or beginning, inside, last or only token of a name of one of
//! the kinds. A [`TagSet`] says which tags a token may have, which is how gold data that leave kinds out are learned from.

/// The kinds of names that the model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NameKind {
    /// People.
    Person,
    /// Companies, agencies, parties, teams, media.
    Org,
    /// Countries, towns, regions, waters, buildings: told apart afterwards.
    Place,
    /// Nationalities, religions, political groups.
    Norp,
    /// Wars, cups, storms.
    Event,
    /// Titles of books, films, songs.
    Work,
    /// Things that are made and sold.
    Product,
    /// Any other name: laws, awards, languages.
    Misc,
}

impl NameKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; KINDS] =
        [Self::Person, Self::Org, Self::Place, Self::Norp, Self::Event, Self::Work, Self::Product, Self::Misc];
}

/// Kinds of names.
pub const KINDS: usize = 8;
/// Tags.
pub const TAGS: usize = 1 + 4 * KINDS;

/// The tag of tokens outside any name.
pub const OUTSIDE: usize = 0;

/// Where in a name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// First of several.
    First,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    Last,
    /// The only one.
    Only,
}

/// The tag of a token of a name.
#[must_use]
pub const fn tag(kind: NameKind, place: Place) -> usize {
    1 + 4 * (kind as usize) + place as usize
}

/// Kind and place of a tag; none for [`OUTSIDE`] and for what is no tag.
#[must_use]
pub fn parts(tag: usize) -> Option<(NameKind, Place)> {
    const PLACES: [Place; 4] = [Place::First, Place::Inside, Place::Last, Place::Only];
    let index = tag.checked_sub(1)?;
    Some((*NameKind::ALL.get(index / 4)?, *PLACES.get(index % 4)?))
}

/// A set of tags, one bit each.
pub type TagSet = u64;

/// Every tag.
pub const ANY: TagSet = (1 << TAGS) - 1;

/// The tags of a kind, whatever the place.
#[must_use]
pub const fn tags_of(kind: NameKind) -> TagSet {
    0b1111 << (1 + 4 * kind as usize)
}
