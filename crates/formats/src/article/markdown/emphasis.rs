//! Emphasis and strike-through: which runs of marks can open and close it, and which of them belong together.

/// A run of `*`, `_` or `~` that may be a mark of emphasis.
#[derive(Clone, Copy)]
pub(super) struct Run {
    node: usize,
    byte: u8,
    len: usize,
    /// How much of it is not yet taken.
    left: usize,
    opens: bool,
    closes: bool,
}

impl Run {
    /// The run of `byte` that starts `text`: its length, and what it may be when it can be a mark at all.
    pub(super) fn of(before: &str, text: &str, byte: u8, node: usize) -> (usize, Option<Self>) {
        let rest = text.trim_start_matches(char::from(byte));
        let len = text.len() - rest.len();
        let before = Side::of(before.chars().next_back());
        let after = Side::of(rest.chars().next());
        let left = after != Side::Space && (after == Side::Letter || before != Side::Letter);
        let right = before != Side::Space && (before == Side::Letter || after != Side::Letter);
        let (opens, closes) = match byte {
            b'_' => (left && (!right || before == Side::Sign), right && (!left || after == Side::Sign)),
            b'~' => (left && len == 2, right && len == 2),
            _ => (left, right),
        };
        (len, (opens || closes).then_some(Self { node, byte, len, left: len, opens, closes }))
    }

    fn number(self) -> usize {
        usize::from(self.byte == b'_') + 2 * usize::from(self.byte == b'~')
    }

    /// Whether the emphasis that this run opens can end with `end`.
    fn matches(self, end: Self) -> bool {
        let either_way = self.closes || end.opens;
        let three =
            (self.len + end.len).is_multiple_of(3) && !(self.len.is_multiple_of(3) && end.len.is_multiple_of(3));
        self.byte == end.byte && !(either_way && three)
    }
}

/// Finds the pairs among `runs`; `take` is told the nodes of both and how many marks each loses. Linear: what a run has
/// looked at in vain is not looked at again by runs of its kind.
pub(super) fn pair(runs: Vec<Run>, mut take: impl FnMut(usize, usize, usize)) {
    let mut open: Vec<Run> = Vec::new();
    // By mark, kind of run and length: below this nothing in `open` matches.
    let mut floors = [0; 18];
    for mut run in runs {
        let kind = run.number() * 6 + usize::from(run.opens) * 3 + run.len % 3;
        while run.closes && run.left > 0 {
            let floor = floors[kind];
            let found = open.iter().skip(floor).rposition(|opener| opener.matches(run));
            let Some(at) = found.map(|at| at + floor) else {
                floors[kind] = open.len();
                break;
            };
            open.truncate(at + 1);
            let Some(mut opener) = open.pop() else { break };
            let taken = opener.left.min(run.left).min(2);
            opener.left -= taken;
            run.left -= taken;
            take(opener.node, run.node, taken);
            if opener.left > 0 {
                open.push(opener);
            }
            floors.iter_mut().for_each(|floor| *floor = open.len().min(*floor));
        }
        if run.opens && run.left > 0 {
            open.push(run);
        }
    }
}

/// What stands beside a run of marks.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Space,
    Sign,
    Letter,
}

impl Side {
    fn of(ch: Option<char>) -> Self {
        match ch {
            None => Self::Space,
            Some(ch) if ch.is_whitespace() => Self::Space,
            // An accent of its own belongs to its letter.
            Some(ch) if ch.is_alphanumeric() || matches!(ch, '\u{300}'..='\u{36f}') => Self::Letter,
            Some(_) => Self::Sign,
        }
    }
}
