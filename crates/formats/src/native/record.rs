//! Reads the file's objects. serde's derived code would accept lists in their place and weighs more in the page: here
//! all objects share how a name, a text and a field are read.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

/// A text, borrowed from the file where it has no escapes.
pub(super) struct Words<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Words<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;
        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Words(Cow::Owned(text.to_owned())))
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Words(Cow::Borrowed(text)))
            }
        }
        deserializer.deserialize_str(WordsVisitor)
    }
}

/// A `u32` whose error message is in plain words.
pub(super) struct Whole(pub(super) u32);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WholeVisitor;
        impl Visitor<'_> for WholeVisitor {
            type Value = Whole;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of code points from 0")
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Whole, E> {
                let whole = u32::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self));
                whole.map(Whole)
            }
        }
        deserializer.deserialize_u32(WholeVisitor)
    }
}

/// Reads the value of the field `name`, which may be there once only.
pub(super) fn put<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    field: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    if field.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *field = Some(map.next_value()?);
    Ok(())
}

/// `Deserialize` for a struct whose name in messages is its own. How a field is read: `must` be there, `may` be left
/// out, and so may a list that is `owned`, a `text`, `number`, `scalar` and `figure`; `words` and `whole` must be there; `or` gives what stands
/// for what is left out. `Wrapper(Record)` reads a struct of another crate.
macro_rules! record {
    ($type:ident $(<$life:lifetime>)? $(($inner:ident))? {
        $($field:ident $(as $name:literal)?: $how:tt $(($with:expr))?),* $(,)?
    }) => {
        impl<'de> serde::Deserialize<'de> for $type $(<$life>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;
                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $type $(<$life>)?;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("struct ", record!(@shown $type $($inner)?)))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        $(let mut $field = None;)*
                        while let Some(name) = map.next_key::<$crate::native::record::Words<'de>>()? {
                            match name.0.as_ref() {
                                $(record!(@name $field $($name)?) => {
                                    let name = record!(@name $field $($name)?);
                                    $crate::native::record::put(&mut $field, name, &mut map)?;
                                })*
                                _ => drop(map.next_value::<serde::de::IgnoredAny>()?),
                            }
                        }
                        $(let $field = record!(@$how $field A $($with)?);)*
                        Ok(record!(@make $type $($inner)? { $($field),* }))
                    }
                }
                deserializer.deserialize_map(RecordVisitor)
            }
        }
    };
    (@shown $type:ident) => { stringify!($type) };
    (@shown $type:ident $inner:ident) => { stringify!($inner) };
    (@make $type:ident { $($field:ident),* }) => { $type { $($field),* } };
    (@make $type:ident $inner:ident { $($field:ident),* }) => { $type($inner { $($field),* }) };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@must $field:ident $access:ident) => {
        $field.ok_or_else(|| <$access::Error as serde::de::Error>::missing_field(stringify!($field)))?
    };
    (@may $field:ident $access:ident) => { $field.unwrap_or_default() };
    (@owned $field:ident $access:ident) => { std::borrow::Cow::Owned($field.unwrap_or_default()) };
    (@or $field:ident $access:ident $with:expr) => { $field.unwrap_or_else($with) };
    (@words $field:ident $access:ident) => {{
        let $crate::native::record::Words(words) = record!(@must $field $access);
        words
    }};
    (@text $field:ident $access:ident) => {
        $field.map_or_else(Default::default, |$crate::native::record::Words(words)| words)
    };
    (@number $field:ident $access:ident) => { $field.flatten().map(|$crate::native::figure::Number(number)| number) };
    (@scalar $field:ident $access:ident) => { $field.flatten().map(|$crate::native::figure::AnyScalar(scalar)| scalar) };
    (@figure $field:ident $access:ident) => {
        $field.flatten().map(|$crate::native::figure::Figure(value)| std::sync::Arc::new(value))
    };
    (@whole $field:ident $access:ident) => {{
        let $crate::native::record::Whole(whole) = record!(@must $field $access);
        whole
    }};
}
pub(super) use record;
