//! Sums of multiples of rows, which most gradients and the dense layers are made of: what is multiplied by zero is
//! left out. Behind ReLU and dropout that is three of four.

use super::fused::add_multiple;

/// Values that are added up in registers.
const CHUNK: usize = 32;

/// A multiple of a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry {
    /// Where the row begins.
    pub at: usize,
    pub factor: f32,
}

/// Adds to as many `sums` the multiples of the rows in `values`.
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
pub fn add_rows(sums: &mut [f32], entries: &[Entry], values: &[f32]) {
    let (chunks, rest) = sums.as_chunks_mut::<CHUNK>();
    let mut done = 0;
    for sums in chunks {
        add_columns(sums, entries, &values[done..]);
        done += CHUNK;
    }
    let (chunks, rest) = rest.as_chunks_mut::<4>();
    for sums in chunks {
        add_columns(sums, entries, &values[done..]);
        done += 4;
    }
    for sum in rest {
        add_columns(std::array::from_mut(sum), entries, &values[done..]);
        done += 1;
    }
}

/// The same for so many neighbouring columns.
#[inline]
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
fn add_columns<const N: usize>(sums: &mut [f32; N], entries: &[Entry], values: &[f32]) {
    let mut total = [0.0; N];
    for entry in entries {
        if let Some(row) = values[entry.at..].first_chunk() {
            add_multiple(&mut total, entry.factor, row);
        }
    }
    for (sum, total) in sums.iter_mut().zip(total) {
        *sum += total;
    }
}

/// Lists of entries side by side, filled without a branch that a processor would have to guess.
pub struct Lists {
    /// `[lists, room]`
    entries: Vec<Entry>,
    lengths: Vec<usize>,
    room: usize,
}

impl Lists {
    /// So many empty lists, each with room for so many entries.
    pub fn new(count: usize, room: usize) -> Self {
        Self {
            entries: vec![Entry::default(); count * room],
            lengths: vec![0; count],
            room,
        }
    }

    /// Empties all of them.
    pub fn clear(&mut self) {
        self.lengths.fill(0);
    }

    /// Adds an entry, if it is to be kept. Those that are not count as well for the room that there must be.
    #[inline(always)]
    pub fn push(&mut self, list: usize, entry: Entry, keep: bool) {
        let length = &mut self.lengths[list];
        self.entries[list * self.room + *length] = entry;
        *length += usize::from(keep);
    }

    /// One of them.
    pub fn get(&self, list: usize) -> &[Entry] {
        &self.entries[list * self.room..][..self.lengths[list]]
    }
}
