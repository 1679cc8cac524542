//! Bytes of a model file: rising numbers as differences in Rice's code, other numbers as planes of bytes, which a
//! general compressor then makes small. Reading never goes beyond the bytes given.

/// A model file, wherever its bytes lie: a page has it outside of the module's own memory, which is never given back.
pub trait ModelFile {
    /// Its length in bytes.
    fn size(&self) -> usize;
    /// Fills `into` with the file's bytes from `at` on; there are as many.
    fn copy(&self, at: usize, into: &mut [u8]);
}

impl ModelFile for &[u8] {
    fn size(&self) -> usize {
        self.len()
    }

    fn copy(&self, at: usize, into: &mut [u8]) {
        if let Some(bytes) = self.get(at..).and_then(|rest| rest.get(..into.len())) {
            into.copy_from_slice(bytes);
        }
    }
}

/// Bytes that are in memory at a time, of each part that is being read.
const WINDOW: usize = 1 << 12;

/// A part of a model file, byte after byte.
#[derive(Clone)]
pub(super) struct Bytes<'a> {
    file: &'a dyn ModelFile,
    /// Where the next window begins, and where the part ends.
    at: usize,
    end: usize,
    window: Vec<u8>,
    next: usize,
}

impl<'a> Bytes<'a> {
    fn of(file: &'a dyn ModelFile, at: usize, end: usize) -> Self {
        Self { file, at, end, window: Vec::new(), next: 0 }
    }

    /// Bytes to come.
    pub(super) fn left(&self) -> usize {
        self.end - self.at + self.window.len() - self.next
    }
}

impl Iterator for Bytes<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        if self.next == self.window.len() {
            self.window.resize(WINDOW.min(self.end - self.at), 0);
            self.file.copy(self.at, &mut self.window);
            self.at += self.window.len();
            self.next = 0;
        }
        let byte = *self.window.get(self.next)?;
        self.next += 1;
        Some(byte)
    }
}

/// Reads a model file from the front.
pub(super) struct Reader<'a> {
    file: &'a dyn ModelFile,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a dyn ModelFile) -> Self {
        Self { file, at: 0 }
    }

    /// The next `count` bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Option<Bytes<'a>> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.file.size())?;
        let bytes = Bytes::of(self.file, self.at, end);
        self.at = end;
        Some(bytes)
    }

    /// The next bytes, of which there is a fixed number.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let at = self.at;
        self.bytes(N)?;
        let mut bytes = [0; N];
        self.file.copy(at, &mut bytes);
        Some(bytes)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits)
    }

    /// A number of things that take a bit each at least: more than there are bits left is an error.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = self.u32()? as usize;
        (count <= self.rest().left().saturating_mul(8)).then_some(count)
    }

    /// Rising numbers; each is decoded when it is asked for.
    pub(super) fn rising(&mut self) -> Option<Rising<'a>> {
        let left = self.count()?;
        let low = u32::from(self.u8()?);
        let length = self.u32()? as usize;
        let bytes = self.bytes(length)?;
        // Each takes a bit and the low ones at least.
        let fits = low <= 31 && left.checked_mul(1 + low as usize)? <= length.checked_mul(8)?;
        fits.then_some(Rising { bytes, bits: 0, unread: 0, low, last: 0, left })
    }

    /// All that is left.
    pub(super) fn rest(&self) -> Bytes<'a> {
        Bytes::of(self.file, self.at, self.file.size())
    }
}

/// Rising numbers in Rice's code. Where the bytes are no numbers, `None` comes instead.
pub(super) struct Rising<'a> {
    bytes: Bytes<'a>,
    /// The last byte's bits that were not read yet, and how many they are.
    bits: u8,
    unread: u32,
    /// Bits of a step that are written as they are.
    low: u32,
    last: u32,
    /// Numbers to come.
    left: usize,
}

impl Rising<'_> {
    /// Numbers to come.
    pub(super) fn len(&self) -> usize {
        self.left
    }

    fn bit(&mut self) -> Option<u32> {
        if self.unread == 0 {
            (self.bits, self.unread) = (self.bytes.next()?, 8);
        }
        let bit = u32::from(self.bits & 1);
        self.bits >>= 1;
        self.unread -= 1;
        Some(bit)
    }

    fn number(&mut self) -> Option<u32> {
        let mut high = 0_u32;
        while self.bit()? == 1 {
            high += 1;
        }
        let mut rest = 0;
        for place in 0..self.low {
            rest |= self.bit()? << place;
        }
        let step = high.checked_shl(self.low).filter(|shifted| shifted >> self.low == high)? | rest;
        self.last = self.last.checked_add(step)?;
        Some(self.last)
    }
}

impl Iterator for Rising<'_> {
    type Item = Option<u32>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.number())
    }
}

/// Writes a model file.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn f32(&mut self, value: f32) {
        self.u32(value.to_bits());
    }

    /// Rising numbers; the code is set by their mean distance.
    pub(super) fn rising(&mut self, numbers: &[u32]) {
        let mean = numbers.last().copied().unwrap_or_default() / (numbers.len().max(1) as u32);
        let low = mean.checked_ilog2().unwrap_or_default();
        let mut bits = Vec::new();
        let mut at = 0;
        let mut push = |bit: u32| {
            if at % 8 == 0 {
                bits.push(0_u8);
            }
            if let Some(last) = bits.last_mut() {
                *last |= (bit as u8) << (at % 8);
            }
            at += 1;
        };
        let mut last = 0;
        for number in numbers {
            let step = number - last;
            for _ in 0..step >> low {
                push(1);
            }
            push(0);
            for place in 0..low {
                push(step >> place & 1);
            }
            last = *number;
        }
        self.u32(numbers.len() as u32);
        self.u8(low as u8);
        self.u32(bits.len() as u32);
        self.bytes.extend_from_slice(&bits);
    }
}

/// What nothing sums to.
pub(super) const SUM: u64 = 0xcbf2_9ce4_8422_2325;

/// A sum, carried on over more bytes, that tells a damaged file from a whole one (FNV-1a; not against malice).
pub(super) fn sum(sum: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Option<Vec<u32>> {
        Reader::new(&bytes).rising()?.collect()
    }

    proptest! {
        #[test]
        fn rising_numbers_come_back(mut numbers in proptest::collection::vec(0_u32..1 << 30, 0..200)) {
            numbers.sort_unstable();
            let mut writer = Writer::default();
            writer.rising(&numbers);
            prop_assert_eq!(read(&writer.bytes), Some(numbers));
            for cut in 0..writer.bytes.len() {
                prop_assert_eq!(read(&writer.bytes[..cut]), None);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = read(&bytes);
        }
    }
}
