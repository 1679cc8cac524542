//! Dates in digits: "2024-04-04", "04/05/2024", "4.4.2024", and where a date is expected also "5/12" and "2/2013".
//! Fractions, scores and versions look alike, so the short ones need words of time before them.

use super::calendar::{Field, Point};
use super::dates::Read;
use super::tokens::Tokens;

/// "29/03", "5/12" where a weekday or a preposition of time stands before it; as a fraction or score otherwise.
pub(super) fn short(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    if !t.is_digits(i) || t.glued(i) && i > 0 || !(t.symbol(i + 1, '/') || t.symbol(i + 1, '-') && expected) {
        return None;
    }
    let part =
        |at: usize, long: usize| t.str(at).parse::<i16>().ok().filter(|_| t.is_digits(at) && t.str(at).len() <= long);
    let (a, b) = (part(i, 2)?, part(i + 2, 4)?);
    if !t.glued(i + 1)
        || !t.glued(i + 2)
        || t.glued(i + 3) && (t.is_word(i + 3) || t.symbol(i + 3, '/') || t.symbol(i + 3, '%'))
    {
        return None;
    }
    let before = i.wrapping_sub(1);
    if (a, b) == (9, 11) && !expected {
        return None; // the attacks of 2001
    }
    let told = expected || t.any(before, &["on", "by", "since", "until", "till", "this", "next", "before", "after"]);
    let span = t.any(before, &["from", "to", "between"]) && (a >= b || b > 12);
    let point = if t.str(i + 2).len() == 4 {
        let month = u8::try_from(a).ok().filter(|month| (1..=12).contains(month))?;
        Point::new(Some(b).filter(|year| (1900..2100).contains(year)), Field::Month(month))
    } else {
        day(a, b).or_else(|| day(b, a))?
    };
    let year = point.field == Field::Month(a as u8);
    (if year { point.year.is_some() } else { (told || span) && !t.lower(i + 3) || told && expected })
        .then(|| Read::new(i + 3, point, "numeric-date", 0.8))
}

fn day(month: i16, day: i16) -> Option<Point> {
    Point::day(None, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// "2024-04-04", "04/05/2024", "2024/4/5", "4.4.2024".
pub(super) fn read(t: &Tokens, i: usize) -> Option<Read> {
    if !t.is_digits(i)
        || t.glued(i)
            && (t.is_word(i.wrapping_sub(1)) || t.symbol(i.wrapping_sub(1), '-') && !t.is_digits(i.wrapping_sub(2)))
    {
        return None;
    }
    if let Some(point) = dotted(t.str(i)) {
        return Some(Read::new(i + 1, point, "numeric-date", 0.85));
    }
    let sign = ['-', '/'].into_iter().find(|&sign| t.symbol(i + 1, sign) && t.symbol(i + 3, sign))?;
    let glued = (i + 1..i + 5).all(|at| t.glued(at))
        && !(t.glued(i + 5) && (t.symbol(i + 5, sign) || t.is_word(i + 5) && !t.is(i + 5, "T")));
    let part = |at: usize| t.str(at).parse::<i16>().ok().filter(|_| t.is_digits(at));
    let (a, b, c) = (part(i)?, part(i + 2)?, part(i + 4)?);
    let point = if t.str(i).len() == 4 { parts(a, b, c) } else { us_first(a, b, century(c, t.str(i + 4).len())?) };
    point.filter(|_| glued).map(|point| Read::new(i + 5, point, "numeric-date", 0.9))
}

fn dotted(token: &str) -> Option<Point> {
    let mut groups = token.split('.');
    let (a, b, c) = (groups.next()?, groups.next()?, groups.next()?);
    let whole = groups.next().is_none() && a.len() <= 2 && b.len() <= 2 && c.len() == 4;
    whole.then(|| parts(c.parse().ok()?, b.parse().ok()?, a.parse().ok()?)).flatten()
}

fn century(year: i16, digits: usize) -> Option<i16> {
    match digits {
        4 => Some(year),
        2 => Some(year + if year < 50 { 2000 } else { 1900 }),
        _ => None,
    }
}

/// Month before day, as in the United States, unless only the other order is a date.
fn us_first(a: i16, b: i16, year: i16) -> Option<Point> {
    parts(year, a, b).or_else(|| parts(year, b, a))
}

fn parts(year: i16, month: i16, day: i16) -> Option<Point> {
    Point::day(Some(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|_| (1000..3000).contains(&year))
}
