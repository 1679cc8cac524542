//! Dates in digits: "2024-04-04", "04/05/2024", "4.4.2024", and where a date is expected also "5/12" and "2/2013".
//! Fractions, scores and versions look alike, so the short ones need words of time before them.

use super::calendar::{Field, Point};
use super::clock;
use super::dates::Read;
use super::tokens::Tokens;

/// "29/03", "5/12" where a weekday or a preposition of time stands before it, or a clock time behind it, as a fraction
/// or score otherwise; and months: "04/2016", "11-2016", "2016-11".
pub(super) fn short(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    let before = i.wrapping_sub(1);
    let glued = t.glued(i) && i > 0 && !t.symbol(before, '(') && !t.symbol(before, '[');
    let dash = t.symbol(i + 1, '-');
    if !t.is_digits(i) || glued || !(t.symbol(i + 1, '/') || dash) || !t.glued(i + 1) || !t.glued(i + 2) {
        return None;
    }
    if t.glued(i + 3)
        && (t.is_word(i + 3) || t.symbol(i + 3, '/') || t.symbol(i + 3, '%') || dash && t.symbol(i + 3, '-'))
    {
        return None;
    }
    let part =
        |at: usize, long: usize| t.str(at).parse::<i16>().ok().filter(|_| t.is_digits(at) && t.str(at).len() <= long);
    let (a, b) = (part(i, 4)?, part(i + 2, 4)?);
    if a > 99 || b > 99 {
        return year_month(t, i, a, b).map(|point| Read::new(i + 3, point, "numeric-date", 0.8));
    }
    if (dash || (a, b) == (9, 11)) && !expected {
        return None; // the attacks of 2001
    }
    let told = expected || t.any(before, &["on", "by", "since", "until", "till", "this", "next", "before", "after"]);
    let timed = t.any(i + 3, &["at", "before", "after"]) && clock::read(t, i + 4).is_some();
    let joined = t.any(i + 3, &["to", "through", "until", "till"]) && t.is_digits(i + 4) && t.symbol(i + 5, '/');
    let span = t.any(before, &["from", "to", "between"]) && (a >= b || b > 12 || a > 12 || joined);
    let slash = t.symbol(before.wrapping_sub(2), '/') && t.is_digits(before.wrapping_sub(1));
    let second = slash && t.any(before, &["to", "through", "until", "till"]);
    let sure = second || (told || span) && (!t.lower(i + 3) || joined) || timed || told && expected;
    let point = day(a, b).or_else(|| day(b, a)).filter(|_| sure)?;
    Some(Read::new(i + 3, point, "numeric-date", 0.8))
}

/// The month of "04/2016", "11-2016" and "2016-11". A name before them numbers a paper: "Regulation 11/2005"; and
/// "2009-10" is a year and the next.
fn year_month(t: &Tokens, i: usize, a: i16, b: i16) -> Option<Point> {
    let (year, month, first) = if a > 99 { (a, b, true) } else { (b, a, false) };
    let before = i.wrapping_sub(1);
    let paper = t.capital(before) && !t.any(before, &["in", "since", "from", "by", "until", "of"])
        || t.any(before, &["no", "number", "rule", "resolution", "law"]);
    let named = paper || t.symbol(before, '.') && t.near(i) && t.is(before.wrapping_sub(1), "no");
    let wide = |at: usize, digits: usize| t.str(at).len() == digits;
    let fits = if first { wide(i, 4) && wide(i + 2, 2) && month <= year % 100 } else { wide(i + 2, 4) };
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month) && fits && !named)?;
    (1900..2100).contains(&year).then(|| Point::new(year, Field::Month(month)))
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
