//! The head of a WebAnno TSV: its version, layers, and what each column holds.

/// What the head says.
#[derive(Debug, Default)]
pub(super) struct Header<'a> {
    /// Whether the version is before 3.2.
    pub(super) is_old: bool,
    /// The layers' types, with their packages.
    pub(super) layers: Vec<Layer<'a>>,
    /// The columns behind the token's.
    pub(super) columns: Vec<Column<'a>>,
}

/// A layer.
#[derive(Debug)]
pub(super) struct Layer<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
}

/// What annotations of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Span,
    Chain,
    Relation,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column<'a> {
    /// Which layer it is of.
    pub(super) layer: usize,
    pub(super) holds: Holds<'a>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds<'a> {
    /// Only that there is an annotation.
    Nothing,
    /// The value of this feature.
    Value(&'a str),
    /// The roles of this feature's slots.
    Roles(&'a str),
    /// What is in this feature's slots; it is of that type.
    Targets(&'a str, &'a str),
    /// Which link of which chain it is, and what the link says.
    Link,
    /// Where a relation starts; its ends are of that type.
    Start(&'a str),
}

impl<'a> Header<'a> {
    /// Takes in a line of the head.
    pub(super) fn line(&mut self, line: &'a str) {
        let Some((key, rest)) = line.split_once('=') else { return };
        let kind = match key {
            "#FORMAT" => {
                let minor = rest.rsplit_once(' ').and_then(|(_, version)| version.split_once('.'));
                self.is_old = minor.is_some_and(|(_, minor)| matches!(minor, "0" | "1"));
                return;
            }
            "#T_SP" => Kind::Span,
            "#T_CH" => Kind::Chain,
            "#T_RL" => Kind::Relation,
            _ => return,
        };
        let mut fields = rest.split('|');
        let name = fields.next().unwrap_or_default();
        let layer = self.layers.len();
        self.layers.push(Layer { name, kind });
        let before = self.columns.len();
        for field in fields.filter(|field| !field.is_empty()) {
            let slot = self.columns.get(before..).and_then(<[_]>::last).map(|column| column.holds);
            let holds = match slot {
                Some(Holds::Roles(feature)) => Holds::Targets(feature, field),
                _ => holds(kind, field),
            };
            self.columns.push(Column { layer, holds });
        }
        if self.columns.len() == before {
            self.columns.push(Column { layer, holds: Holds::Nothing });
        }
    }
}

fn holds(kind: Kind, field: &str) -> Holds<'_> {
    match kind {
        Kind::Span => field.strip_prefix("ROLE_").map_or(Holds::Value(field), |slot| Holds::Roles(feature(slot))),
        Kind::Chain if field == "referenceRelation" => Holds::Link,
        Kind::Chain => Holds::Value(field),
        Kind::Relation => field.strip_prefix("BT_").map_or(Holds::Value(field), Holds::Start),
    }
}

/// The feature of slots: `custom.Event:args_custom.EventArgsLink`.
fn feature(slot: &str) -> &str {
    let named = slot.split_once(':').map_or(slot, |(_, named)| named);
    named.split_once('_').map_or(named, |(feature, _)| feature)
}
