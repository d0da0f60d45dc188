//! What becomes of a convolution's sums: ReLU, or ReLU, pool and dropout.

use super::super::DropoutKey;
use super::dropout::masks;
use super::windows::{FILTERS, Sizes, Sums, Weights};
use super::{parallel, rectify};

/// In a place: nothing of this window got through, and no gradient comes back.
pub const NOWHERE: u8 = 4;

/// Convolution, bias, ReLU: `[b, h, w, f]`.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn forward(input: &[f32], parameters: &[f32], sizes: &Sizes) -> Vec<f32> {
    let (width, filters) = (sizes.width, sizes.filters);
    let length = sizes.height * width * filters;
    let weights = Weights::new(parameters, sizes);
    let mut output = vec![0.0; sizes.batch * length];
    let share = parallel::share_of_images(sizes.batch);
    let inputs = input.chunks(share * sizes.input_image());
    let tasks = output.chunks_mut(share * length).zip(inputs);
    parallel::each(tasks, |(output, input)| {
        weights.convolve(input, sizes, |place, sums| {
            let count = FILTERS.min(filters - place.filter);
            for (pixel, sums) in sums.iter().enumerate() {
                let line = (place.image * sizes.height + place.row + pixel / 2) * width;
                let at = (line + place.column + pixel % 2) * filters + place.filter;
                for (y, &sum) in output[at..at + count].iter_mut().zip(sums) {
                    *y = rectify(sum);
                }
            }
        });
    });
    output
}

/// The same, then the largest pixel of each window, then dropout: `[b, h / 2, w / 2, f]`; and which pixel of the
/// window each value is, or [`NOWHERE`].
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn pooled_forward(
    input: &[f32],
    parameters: &[f32],
    sizes: &Sizes,
    key: DropoutKey,
) -> (Vec<f32>, Vec<u8>) {
    let filters = sizes.filters;
    let length = sizes.windows() * filters;
    let weights = Weights::new(parameters, sizes);
    let mut output = vec![0.0; sizes.batch * length];
    let mut places = vec![NOWHERE; output.len()];
    let share = parallel::share_of_images(sizes.batch);
    let inputs = input.chunks(share * sizes.input_image());
    let outputs = output
        .chunks_mut(share * length)
        .zip(places.chunks_mut(share * length));
    let tasks = outputs.zip(inputs).enumerate();
    parallel::each(tasks, |(number, ((output, places), input))| {
        weights.convolve(input, sizes, |place, sums| {
            let line = (place.image * sizes.height + place.row) / 2;
            let at = (line * (sizes.width / 2) + place.column / 2) * filters + place.filter;
            let count = FILTERS.min(filters - place.filter);
            let (largest, pixels) = largest(sums);
            output[at..at + count].copy_from_slice(&largest[..count]);
            places[at..at + count].copy_from_slice(&pixels[..count]);
        });
        if key.drops() {
            drop_out(output, places, key, number * share * length);
        }
    });
    (output, places)
}

/// Drops values and their places; they begin with element `first`.
fn drop_out(values: &mut [f32], places: &mut [u8], key: DropoutKey, first: usize) {
    let quads = values.chunks_mut(4).zip(places.chunks_mut(4));
    for ((values, places), mask) in quads.zip(masks(key, first)) {
        for ((y, place), drops) in values.iter_mut().zip(places).zip(mask) {
            *y = if drops { 0.0 } else { *y * key.scale };
            *place = if drops { NOWHERE } else { *place };
        }
    }
}

/// The largest pixel after ReLU, and which it is.
fn largest(sums: &Sums) -> ([f32; FILTERS], [u8; FILTERS]) {
    let (mut largest, mut places) = (sums[0], [0; FILTERS]);
    for (sums, pixel) in sums[1..].iter().zip(1..) {
        for f in 0..FILTERS {
            // What is no number is the largest, wherever it is.
            let is_larger = sums[f] > largest[f] || sums[f].is_nan();
            largest[f] = if is_larger { sums[f] } else { largest[f] };
            places[f] = if is_larger { pixel } else { places[f] };
        }
    }
    for f in 0..FILTERS {
        // What is no number passes as it is, to be noticed, but has no gradient.
        places[f] = if largest[f] > 0.0 { places[f] } else { NOWHERE };
        largest[f] = rectify(largest[f]);
    }
    (largest, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_noticed_in_every_pixel_and_has_no_gradient() {
        for pixel in 0..4 {
            let mut sums = [
                [1.0; FILTERS],
                [3.0; FILTERS],
                [2.0; FILTERS],
                [0.5; FILTERS],
            ];
            assert_eq!(largest(&sums), ([3.0; FILTERS], [1; FILTERS]));
            sums[pixel] = [f32::NAN; FILTERS];
            let (values, places) = largest(&sums);
            assert!(values.iter().all(|value| value.is_nan()), "{pixel}");
            assert_eq!(places, [NOWHERE; FILTERS]);
        }
    }
}
