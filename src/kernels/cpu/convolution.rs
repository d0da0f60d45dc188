//! What becomes of a convolution's sums: ReLU, or ReLU, pool and dropout.

use super::super::DropoutKey;
use super::dropout::masks;
use super::windows::{FILTERS, Place, Sizes, Sums, convolve};

/// In a place: nothing of this window got through, and no gradient comes back.
pub const NOWHERE: u8 = 4;

/// Convolution, bias, ReLU: `[b, h, w, f]`.
pub fn forward(input: &[f32], parameters: &[f32], sizes: &Sizes) -> Vec<f32> {
    let Sizes {
        batch,
        height,
        width,
        filters,
        ..
    } = *sizes;
    let mut output = vec![0.0; batch * height * width * filters];
    convolve(input, parameters, sizes, |place, sums| {
        let Place {
            image,
            row,
            column,
            filter,
        } = place;
        let count = FILTERS.min(filters - filter);
        for (pixel, sums) in sums.iter().enumerate() {
            let line = (image * height + row + pixel / 2) * width;
            let at = (line + column + pixel % 2) * filters + filter;
            for (y, &sum) in output[at..at + count].iter_mut().zip(sums) {
                // Not by max(): what is no number shall stay so, to be noticed.
                *y = if sum <= 0.0 { 0.0 } else { sum };
            }
        }
    });
    output
}

/// The same, then the largest pixel of each window, then dropout: `[b, h / 2, w / 2, f]`; and which pixel of the
/// window each value is, or [`NOWHERE`].
pub fn pooled_forward(
    input: &[f32],
    parameters: &[f32],
    sizes: &Sizes,
    key: DropoutKey,
) -> (Vec<f32>, Vec<u8>) {
    let filters = sizes.filters;
    let length = sizes.batch * sizes.windows() * filters;
    let (mut output, mut places) = (vec![0.0; length], vec![NOWHERE; length]);
    convolve(input, parameters, sizes, |place, sums| {
        let Place {
            image,
            row,
            column,
            filter,
        } = place;
        let window = (image * sizes.height / 2 + row / 2) * (sizes.width / 2) + column / 2;
        let at = window * filters + filter;
        let count = FILTERS.min(filters - filter);
        let (largest, pixels) = largest(sums);
        output[at..at + count].copy_from_slice(&largest[..count]);
        places[at..at + count].copy_from_slice(&pixels[..count]);
    });
    if key.drops() {
        let quads = output.chunks_mut(4).zip(places.chunks_mut(4));
        for ((values, places), mask) in quads.zip(masks(key)) {
            for ((y, place), drops) in values.iter_mut().zip(places).zip(mask) {
                *y = if drops { 0.0 } else { *y * key.scale };
                *place = if drops { NOWHERE } else { *place };
            }
        }
    }
    (output, places)
}

/// The largest pixel after ReLU, and which it is.
fn largest(sums: &Sums) -> ([f32; FILTERS], [u8; FILTERS]) {
    let (mut largest, mut places) = (sums[0], [0; FILTERS]);
    for (sums, pixel) in sums[1..].iter().zip(1..) {
        for f in 0..FILTERS {
            let is_larger = sums[f] > largest[f];
            largest[f] = if is_larger { sums[f] } else { largest[f] };
            places[f] = if is_larger { pixel } else { places[f] };
        }
    }
    for f in 0..FILTERS {
        // What is no number passes as it is, to be noticed, but has no gradient.
        places[f] = if largest[f] > 0.0 { places[f] } else { NOWHERE };
        largest[f] = if largest[f] <= 0.0 { 0.0 } else { largest[f] };
    }
    (largest, places)
}
