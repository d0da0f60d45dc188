//! Dropout masks, the same bits as everywhere.

use super::super::DropoutKey;
use crate::random::{Purpose, block};

/// Whether elements are dropped, four at a time, without end, from element `first` on: a multiple of four.
pub fn masks(key: DropoutKey, first: usize) -> impl Iterator<Item = [bool; 4]> {
    (first as u32 / 4..).map(move |number| {
        let words = block(key.seed, Purpose::Dropout, key.step, key.layer, number);
        words.map(|word| word < key.threshold)
    })
}

/// Values, or 0 where they are dropped; they begin with element `first`.
pub fn drop_out(values: &mut [f32], key: DropoutKey, first: usize) {
    for (values, mask) in values.chunks_mut(4).zip(masks(key, first)) {
        for (value, drops) in values.iter_mut().zip(mask) {
            *value = if drops { 0.0 } else { *value * key.scale };
        }
    }
}
