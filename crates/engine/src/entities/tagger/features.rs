//! The features of a token: numbers that stand for what is seen of it and around it. The model has a weight for each
//! of those that matter, by tag.

use super::seen::Seen;

/// Bits of a feature's number.
pub(super) const BITS: u32 = 26;

/// The feature `value` of template `template`.
pub(super) fn feature(template: u64, value: u64) -> u32 {
    let mixed = (value ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> (64 - BITS)) as u32
}

fn pair(a: u64, b: u64) -> u64 {
    a.rotate_left(23) ^ b.wrapping_mul(0x0000_0100_0000_01b3)
}

/// Puts the features of the token at `i` into `out` (emptied first).
pub(super) fn of(seen: &[Seen], i: usize, out: &mut Vec<u32>) {
    out.clear();
    each(seen, i, |template, value| out.push(feature(template, value)));
}

/// Gives the templates of the token at `i` with their values.
pub(super) fn each(seen: &[Seen], i: usize, mut add: impl FnMut(u64, u64)) {
    let Some(here) = seen.get(i) else { return };
    let around = |offset: isize| i.checked_add_signed(offset).and_then(|at| seen.get(at));
    let shape = u64::from(here.shape);
    add(1, 0);
    add(2, here.word);
    add(3, here.lower);
    if here.raised_word != here.word {
        add(2, here.raised_word);
    }
    add(4, shape);
    for (n, key) in here.prefixes.iter().enumerate().filter(|(_, key)| **key != 0) {
        add(5 + n as u64, pair(*key, u64::from(here.capital)));
    }
    for (n, key) in here.suffixes.iter().enumerate().filter(|(_, key)| **key != 0) {
        add(10 + n as u64, pair(*key, u64::from(here.capital)));
    }
    let edge = Seen::default();
    let [before2, before, after, after2] = [-2, -1, 1, 2].map(|offset| around(offset).unwrap_or(&edge));
    for (n, other) in [before2, before, after, after2].into_iter().enumerate() {
        let n = n as u64;
        add(20 + n, other.word);
        add(24 + n, u64::from(other.shape));
        if other.class != 0 {
            add(28 + n, u64::from(other.class));
        }
    }
    add(32, pair(before.shape.into(), shape));
    add(33, pair(shape, after.shape.into()));
    add(34, pair(pair(before.shape.into(), shape), after.shape.into()));
    add(35, pair(before.word, here.word));
    add(36, pair(here.word, after.word));
    add(37, pair(before.word, shape));
    add(38, pair(shape, after.word));
    add(39, pair(before.lower, after.lower));
    add(29, pair(pair(before2.word, before.word), 3));
    add(31, pair(pair(after.word, after2.word), 5));
    let class = u64::from(here.class);
    if class != 0 {
        add(40, class);
        add(41, pair(class, shape));
    }
    add(42, pair(before.class.into(), class));
    add(43, pair(class, after.class.into()));
    add(44, pair(before.class.into(), shape));
    add(45, pair(shape, after.class.into()));
    for (n, other) in [before, here, after].into_iter().enumerate() {
        let n = n as u64;
        let mut rest = other.classes;
        while rest != 0 {
            add(50 + n, rest.trailing_zeros().into());
            rest &= rest - 1;
        }
        let mut rest = other.listed;
        while rest != 0 {
            add(53 + n, rest.trailing_zeros().into());
            rest &= rest - 1;
        }
        let mut rest = other.known;
        while rest != 0 {
            add(90 + n, rest.trailing_zeros().into());
            rest &= rest - 1;
        }
        let edges = u32::from_le_bytes([
            other.edges.opens[0],
            other.edges.closes[0],
            other.edges.opens[1],
            other.edges.closes[1],
        ]);
        if edges != 0 && other.capital {
            for (part, step) in edges.to_le_bytes().into_iter().enumerate() {
                add(100 + 4 * n + part as u64, u64::from(step));
            }
        }
        add(56 + n, other.rule);
        add(59 + n, u64::from(other.figure));
    }
    add(62, pair(here.classes, shape));
    if here.known != 0 {
        add(93, pair(here.known, 1));
        add(94, pair(here.known, shape));
    }
    add(63, pair(here.listed, here.rule & 0xff));
    add(64, pair(here.rule, u64::from(here.sure)));
    add(65, pair(before.rule & 0xff, here.rule & 0xff));
    add(66, pair(here.rule & 0xff, after.rule & 0xff));
    add(67, pair(pair(here.rule & 0xff, before.lower), 1));
    add(68, pair(pair(here.rule & 0xff, after.lower), 1));
    if here.capital {
        add(70, u64::from(here.lowered) | u64::from(here.raised) << 1 | u64::from(here.opens) << 2);
        add(71, pair(here.word, here.opens.into()));
        add(72, pair(shape, here.opens.into()));
        for place in here.elsewhere.iter().filter(|place| **place != [0, 0]) {
            add(73, place[0]);
            add(74, place[1]);
        }
        if here.around != [0, 0] {
            add(120, here.around[0]);
            add(121, here.around[1]);
            add(122, pair(here.around[0], here.around[1]));
            add(123, here.ends[0]);
            add(124, here.ends[1]);
            add(125, pair(here.ends[1], here.around[1]));
        }
        if here.run != 0 {
            add(75, here.run);
            add(76, 1);
        }
    }
    add(83, pair(u64::from(here.joined) | u64::from(after.joined) << 1, shape));
    add(84, pair(u64::from(here.joined), pair(before.lower, shape)));
    add(85, pair(u64::from(after.joined), pair(here.lower, after.shape.into())));
    let setting = u64::from(here.block) << 2 | u64::from(here.loose) << 1 | u64::from(here.quoted);
    add(80, pair(setting, shape));
    add(81, pair(setting, pair(here.classes, 7)));
    add(82, pair(setting, here.rule & 0xff));
}
