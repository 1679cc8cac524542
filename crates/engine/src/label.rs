//! The built-in labels: what the detector finds, with the default look and key of each, and the profiles that
//! rename them for trainers (`ontonotes`, `conll`). Users add labels of their own beside these.

use serde::{Deserialize, Serialize};

/// A label that the detector knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names are the field's standard terms; `describe` says what each covers
pub enum Label {
    Person,
    Org,
    Gpe,
    Loc,
    Fac,
    Norp,
    Product,
    Event,
    WorkOfArt,
    Money,
    Percent,
    Cardinal,
    Ordinal,
    Quantity,
    Age,
    Temperature,
    Date,
    Time,
    Duration,
    Set,
}

/// Whether a label names something or measures it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum LabelKind {
    /// A person, organisation, place, product ...
    Entity,
    /// A number, an amount, a date ...; carries a value, its normal form.
    Figure,
}

/// Which names the labels go by outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Postil's own twenty.
    #[default]
    Postil,
    /// The eighteen of OntoNotes, as spaCy's models use them.
    Ontonotes,
    /// PER, ORG, LOC, MISC; figures have none.
    Conll,
}

struct Row(Label, &'static str, LabelKind, u16, char, &'static str, &'static str, Option<&'static str>);

use LabelKind::{Entity, Figure};

/// Label, name, kind, hue in degrees, key, OntoNotes name, what it covers, CoNLL name.
#[rustfmt::skip]
const TABLE: [Row; 20] = [
    Row(Label::Person,      "PERSON",      Entity, 275, '1', "PERSON",      "People, real or fictional", Some("PER")),
    Row(Label::Org,         "ORG",         Entity, 215, '2', "ORG",         "Companies, agencies, institutions, teams, media", Some("ORG")),
    Row(Label::Gpe,         "GPE",         Entity, 155, '3', "GPE",         "Countries, states, cities: places with a government", Some("LOC")),
    Row(Label::Loc,         "LOC",         Entity, 125, '4', "LOC",         "Other places: seas, mountains, regions, continents", Some("LOC")),
    Row(Label::Fac,         "FAC",         Entity,  95, '5', "FAC",         "Buildings, airports, roads, bridges, stadiums", Some("LOC")),
    Row(Label::Norp,        "NORP",        Entity, 320, '6', "NORP",        "Nationalities, religious and political groups", Some("MISC")),
    Row(Label::Product,     "PRODUCT",     Entity,  20, '7', "PRODUCT",     "Things and services that are sold: devices, software, brands", Some("MISC")),
    Row(Label::Event,       "EVENT",       Entity, 345, '8', "EVENT",       "Named battles, tournaments, storms, summits", Some("MISC")),
    Row(Label::WorkOfArt,   "WORK_OF_ART", Entity, 300, '9', "WORK_OF_ART", "Titles of books, films, songs, articles", Some("MISC")),
    Row(Label::Money,       "MONEY",       Figure, 140, 'm', "MONEY",       "Amounts of money with their currency", None),
    Row(Label::Percent,     "PERCENT",     Figure,  45, 'c', "PERCENT",     "Percentages, percentage points, basis points", None),
    Row(Label::Cardinal,    "CARDINAL",    Figure, 195, 'k', "CARDINAL",    "Counts and other bare numbers, fractions, multiples", None),
    Row(Label::Ordinal,     "ORDINAL",     Figure, 180, 'o', "ORDINAL",     "First, 2nd, twenty-third", None),
    Row(Label::Quantity,    "QUANTITY",    Figure,  75, 'y', "QUANTITY",    "Measures with a unit: length, weight, speed, data", None),
    Row(Label::Age,         "AGE",         Figure, 255, 'g', "DATE",        "How old somebody or something is", None),
    Row(Label::Temperature, "TEMPERATURE", Figure,   5, 'h', "QUANTITY",    "Degrees Celsius, Fahrenheit, kelvin", None),
    Row(Label::Date,        "DATE",        Figure,  30, 'd', "DATE",        "Days, months, years, quarters, decades, relative dates", None),
    Row(Label::Time,        "TIME",        Figure,  60, 't', "TIME",        "Clock times", None),
    Row(Label::Duration,    "DURATION",    Figure, 235, 'l', "DATE",        "How long: 18 months, 2:04:31", None),
    Row(Label::Set,         "SET",         Figure, 285, 's', "DATE",        "How often: every Tuesday, every four weeks", None),
];

impl Label {
    /// All labels, entities first, in the order of the default set.
    pub const ALL: [Self; 20] = {
        let mut all = [Self::Person; 20];
        let mut i = 0;
        while i < 20 {
            all[i] = TABLE[i].0;
            i += 1;
        }
        all
    };

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The name in files: `PERSON`, `MONEY` ...
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The label of that exact name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// Entity or figure.
    #[must_use]
    pub fn kind(self) -> LabelKind {
        self.row().2
    }

    /// Default hue in degrees.
    #[must_use]
    pub fn hue(self) -> u16 {
        self.row().3
    }

    /// Default key.
    #[must_use]
    pub fn key(self) -> char {
        self.row().4
    }

    /// What the label covers, in a line.
    #[must_use]
    pub fn describe(self) -> &'static str {
        self.row().6
    }

    /// The name in a profile; `None` when the profile has no such label. A duration of hours, minutes or seconds
    /// is TIME in OntoNotes; the caller decides that by value.
    #[must_use]
    pub fn name_in(self, profile: Profile) -> Option<&'static str> {
        match profile {
            Profile::Postil => Some(self.name()),
            Profile::Ontonotes => Some(self.row().5),
            Profile::Conll => self.row().7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_keys_are_unique() {
        let mut keys: Vec<char> = Label::ALL.iter().map(|label| label.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 20);
        for label in Label::ALL {
            assert_eq!(Label::from_name(label.name()), Some(label));
            assert_eq!(label.row().0, label);
        }
    }
}
