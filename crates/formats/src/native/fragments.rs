//! What holds of the pieces of an annotation in a file: inside the whole, in order, apart, from its start to its end.

use super::NativeFragment;

/// What is wrong with the pieces of an annotation over `start..end`.
pub(super) fn check(pieces: &[NativeFragment], (start, end): (u32, u32)) -> Result<(), String> {
    let mut free = start;
    for (at, piece) in pieces.iter().enumerate() {
        let what = match piece {
            piece if piece.start >= piece.end => "is empty",
            piece if piece.start < start || piece.end > end => "is not inside the annotation",
            piece if piece.start < free => "starts before the end of the one above",
            _ => {
                free = piece.end;
                continue;
            }
        };
        return Err(format!("fragments[{at}], {}..{}, {what}", piece.start, piece.end));
    }
    match pieces {
        [] => Ok(()),
        [_] => Err("there is one fragment only; leave it out".to_owned()),
        [first, .., last] if first.start == start && last.end == end => Ok(()),
        _ => Err("the fragments do not reach from the start of the annotation to its end".to_owned()),
    }
}
