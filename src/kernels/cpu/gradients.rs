//! Gradients of a 3x3 convolution, from one gradient of its output that there is to the next: behind a pool and
//! dropout one in eight at most is left, so that this does an eighth of what a product of matrices would.

use std::ops::Range;

use super::convolution::NOWHERE;
use super::fused::add_multiple;
use super::parallel;
use super::rows::{Entry, Lists, add_rows};
use super::windows::Sizes;

/// What is known of the gradient of a convolution's output.
pub trait Source: Sync {
    /// Gradients of a filter in an image that `each` hands over.
    fn room(&self, sizes: &Sizes) -> usize;

    /// Hands over the gradients of some filters in an image: filter, place and gradient, and whether there is one.
    /// The place is that of the first tap in the image of the input.
    fn each(
        &self,
        image: usize,
        filters: Range<usize>,
        sizes: &Sizes,
        take: impl FnMut(usize, Entry, bool),
    );
}

/// Gradients behind ReLU, both `[b, h, w, f]`.
pub struct Rectified<'a> {
    pub output: &'a [f32],
    pub gradient: &'a [f32],
}

impl Source for Rectified<'_> {
    fn room(&self, sizes: &Sizes) -> usize {
        sizes.height * sizes.width
    }

    #[inline(always)]
    fn each(
        &self,
        image: usize,
        filters: Range<usize>,
        sizes: &Sizes,
        mut take: impl FnMut(usize, Entry, bool),
    ) {
        for pixel in 0..sizes.height * sizes.width {
            let begin = (image * sizes.height * sizes.width + pixel) * sizes.filters;
            let these = begin + filters.start..begin + filters.end;
            let at = sizes.first_tap(pixel / sizes.width, pixel % sizes.width);
            let values = self.output[these.clone()].iter();
            let values = values.zip(&self.gradient[these]);
            for (filter, (&output, &factor)) in filters.clone().zip(values) {
                take(filter, Entry { at, factor }, output > 0.0);
            }
        }
    }
}

/// Gradients behind ReLU, pool and dropout, both `[b, h / 2, w / 2, f]`.
pub struct Pooled<'a> {
    /// Which pixel of the window each is of, or [`NOWHERE`].
    pub places: &'a [u8],
    pub gradient: &'a [f32],
    /// What dropout multiplied the values by that it kept.
    pub scale: f32,
}

impl Source for Pooled<'_> {
    fn room(&self, sizes: &Sizes) -> usize {
        sizes.windows()
    }

    #[inline(always)]
    fn each(
        &self,
        image: usize,
        filters: Range<usize>,
        sizes: &Sizes,
        mut take: impl FnMut(usize, Entry, bool),
    ) {
        let pixels = [0, 1, 2, 3].map(|pixel| sizes.first_tap(pixel / 2, pixel % 2));
        for window in 0..sizes.windows() {
            let begin = (image * sizes.windows() + window) * sizes.filters;
            let these = begin + filters.start..begin + filters.end;
            let first = sizes.place(image, window, 0);
            let first = sizes.first_tap(first.row, first.column);
            let values = self.places[these.clone()].iter();
            let values = values.zip(&self.gradient[these]);
            for (filter, (&place, &gradient)) in filters.clone().zip(values) {
                let at = first + pixels[usize::from(place % 4)];
                let factor = gradient * self.scale;
                take(filter, Entry { at, factor }, place != NOWHERE);
            }
        }
    }
}

/// Gradient of the input, `[b, h + 2, w + 2, c]`. `parameters` is `[9 c + 1, f]`.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn input_gradient(source: &impl Source, parameters: &[f32], sizes: &Sizes) -> Vec<f32> {
    let (filters, length) = (sizes.filters, 9 * sizes.channels);
    let mut weights = vec![0.0; filters * length]; // [f, 9, c]
    for (row, parameters) in parameters.chunks_exact(filters).take(length).enumerate() {
        for (filter, &weight) in parameters.iter().enumerate() {
            weights[filter * length + row] = weight;
        }
    }
    let image_length = sizes.input_image();
    let mut found = vec![0.0; sizes.batch * image_length];
    let share = parallel::share(sizes.batch);
    let tasks = found.chunks_mut(share * image_length).enumerate();
    parallel::each(tasks, |(number, found)| {
        let mut entries = vec![(0, Entry::default()); source.room(sizes) * filters];
        for (image, found) in (number * share..).zip(found.chunks_exact_mut(image_length)) {
            let mut count = 0;
            source.each(image, 0..filters, sizes, |filter, entry, keep| {
                entries[count] = (filter * length, entry);
                count += usize::from(keep);
            });
            spread(found, &entries[..count], &weights, sizes);
        }
    });
    found
}

/// Adds to the gradient of an image what each entry, beside the place of its filter's weights, has a share in.
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
fn spread(found: &mut [f32], entries: &[(usize, Entry)], weights: &[f32], sizes: &Sizes) {
    let (length, line) = (3 * sizes.channels, sizes.input_line());
    for (filter, entry) in entries {
        let weights = &weights[*filter..][..3 * length];
        for (tap, weights) in weights.chunks_exact(length).enumerate() {
            let found = &mut found[entry.at + tap * line..][..length];
            // Sixteen at a time: in a loop for each four, counting would take longer.
            let (chunks, rest) = weights.as_chunks::<16>();
            let (chunks_found, rest_found) = found.as_chunks_mut();
            for (found, weights) in chunks_found.iter_mut().zip(chunks) {
                // Both read before anything is written, or a compiler that can't tell them apart takes one at a time.
                let (mut new, weights) = (*found, *weights);
                add_multiple(&mut new, entry.factor, &weights);
                *found = new;
            }
            for (found, weight) in rest_found.iter_mut().zip(rest) {
                *found += entry.factor * weight;
            }
        }
    }
}

/// Gradient of the parameters, `[9 c + 1, f]`. `input` is `[b, h + 2, w + 2, c]`.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn parameter_gradient(source: &impl Source, input: &[f32], sizes: &Sizes) -> Vec<f32> {
    let (filters, length) = (sizes.filters, 9 * sizes.channels);
    let (row, line) = (3 * sizes.channels, sizes.input_line());
    let mut by_filter = vec![0.0; filters * (length + 1)]; // [f, 9 c + 1]
    let share = parallel::share(filters);
    let tasks = by_filter.chunks_mut(share * (length + 1)).enumerate();
    parallel::each(tasks, |(number, by_filter)| {
        let first = number * share;
        let past = filters.min(first + share);
        let mut lists = Lists::new(past - first, source.room(sizes));
        for (image, input) in input.chunks_exact(sizes.input_image()).enumerate() {
            lists.clear();
            source.each(image, first..past, sizes, |filter, entry, keep| {
                lists.push(filter - first, entry, keep);
            });
            for (filter, found) in by_filter.chunks_exact_mut(length + 1).enumerate() {
                let entries = lists.get(filter);
                let (of_weights, of_bias) = found.split_at_mut(length);
                for (tap, of_row) in of_weights.chunks_exact_mut(row).enumerate() {
                    add_rows(of_row, entries, &input[tap * line..]);
                }
                of_bias[0] += entries.iter().map(|entry| entry.factor).sum::<f32>();
            }
        }
    });
    let mut by_row = Vec::with_capacity(by_filter.len());
    for row in 0..=length {
        by_row.extend(by_filter[row..].iter().step_by(length + 1));
    }
    by_row
}
