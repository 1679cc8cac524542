//! Where a file has something: kept as numbers and names, and put into words only for a message, since most files give no
//! reason for any.

use std::fmt;
use std::sync::Arc;

/// A place in a file: `line 3, label[0]`, `[2].result[5]`, `row 7 of marks.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    item: Item,
    /// What leads to the list, where that is more than a name.
    within: Option<Arc<str>>,
    list: &'static str,
    nth: Nth,
}

/// One of the things that a file lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Item {
    #[default]
    None,
    /// Values or records one after the other: what one is called, and its number from 1.
    Numbered(&'static str, usize),
    /// The same in one of several files.
    InFile(&'static str, usize, Arc<str>),
    /// A member, from 0, of the list of that name, or of the one that the file is.
    Member(&'static str, usize),
}

/// Which member of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Nth {
    #[default]
    None,
    /// From 0, in brackets.
    Index(usize),
    /// From 1, after the name.
    Number(usize),
}

impl Spot {
    /// `line 3`: one of the things called so, from 1.
    pub(crate) fn numbered(what: &'static str, nth: usize) -> Self {
        Self { item: Item::Numbered(what, nth), ..Self::default() }
    }

    /// `line 3 of x.ann`
    pub(crate) fn in_file(what: &'static str, nth: usize, file: &Arc<str>) -> Self {
        Self { item: Item::InFile(what, nth, Arc::clone(file)), ..Self::default() }
    }

    /// `[2]`, `annotations[2]`: a member, from 0, of the list that the file is, or of one that it has.
    pub(crate) fn member(list: &'static str, at: usize) -> Self {
        Self { item: Item::Member(list, at), ..Self::default() }
    }

    /// The member `nth`, from 0, of the list called so.
    pub(crate) fn at(&self, list: &'static str, nth: usize) -> Self {
        Self { list, nth: Nth::Index(nth), ..self.inside() }
    }

    /// The thing `nth`, from 1, of those called so.
    pub(crate) fn nth(&self, what: &'static str, nth: usize) -> Self {
        Self { list: what, nth: Nth::Number(nth), ..self.inside() }
    }

    /// The field of that name.
    pub(crate) fn field(&self, name: &'static str) -> Self {
        Self { list: name, nth: Nth::None, ..self.inside() }
    }

    /// What `path` leads to.
    pub(crate) fn within(&self, path: impl Into<Arc<str>>) -> Self {
        Self { within: Some(path.into()), ..self.clone() }
    }

    /// The same with all that leads to it as a path, to which more can be added.
    fn inside(&self) -> Self {
        if self.list.is_empty() && self.nth == Nth::None {
            return self.clone();
        }
        let path = Self { item: Item::None, ..self.clone() }.to_string();
        Self { item: self.item.clone(), within: Some(path.into()), ..Self::default() }
    }

    /// The same in a file before which there are so many lines and so many members.
    pub(crate) fn moved(&mut self, lines: usize, members: usize) {
        match &mut self.item {
            Item::Numbered(_, nth) => *nth += lines,
            Item::Member(_, at) => *at += members,
            Item::None | Item::InFile(..) => {}
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut joint = ", ";
        match &self.item {
            Item::None => joint = "",
            Item::Numbered(what, nth) => write!(f, "{what} {nth}")?,
            Item::InFile(what, nth, file) => write!(f, "{what} {nth} of {file}")?,
            Item::Member(list, at) => {
                write!(f, "{list}[{at}]")?;
                joint = ".";
            }
        }
        if let Some(path) = self.within.as_deref() {
            // An index follows what is a list itself as it is.
            f.write_str(if path.starts_with('[') && joint == "." { "" } else { joint })?;
            f.write_str(path)?;
            joint = ".";
        }
        if !self.list.is_empty() {
            f.write_str(joint)?;
            f.write_str(self.list)?;
        }
        match self.nth {
            Nth::None => Ok(()),
            Nth::Index(nth) => write!(f, "[{nth}]"),
            Nth::Number(nth) => write!(f, " {nth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_paths() {
        let line = Spot::numbered("line", 3);
        let member = Spot::member("", 2);
        for (spot, wanted) in [
            (line.clone(), "line 3"),
            (line.at("label", 0), "line 3, label[0]"),
            (line.field("accept"), "line 3, accept"),
            (line.within("[1]").at("entities", 4), "line 3, [1].entities[4]"),
            (line.within("items[7]"), "line 3, items[7]"),
            (member.clone(), "[2]"),
            (member.at("label", 0), "[2].label[0]"),
            (member.within("[1]").at("entities", 4), "[2][1].entities[4]"),
            (member.within("annotations[0]").at("result", 5), "[2].annotations[0].result[5]"),
            (Spot::numbered("document", 1).nth("token", 2), "document 1, token 2"),
            (Spot::in_file("row", 7, &"a.csv".into()), "row 7 of a.csv"),
            (Spot::member("annotations", 1).within("[1]").at("entities", 0), "annotations[1][1].entities[0]"),
            (Spot::default().within("items[1]"), "items[1]"),
            (member.within("[1].spans.sc").at("", 4), "[2][1].spans.sc[4]"),
            (line.field("first").at("items", 2).at("body", 0), "line 3, first.items[2].body[0]"),
            (Spot::default(), ""),
        ] {
            assert_eq!(spot.to_string(), wanted);
        }
        let (mut line, mut member) = (line, member);
        line.moved(10, 20);
        member.moved(10, 20);
        assert_eq!((line.to_string().as_str(), member.to_string().as_str()), ("line 13", "[22]"));
    }
}
