//! Gradient of the weights and biases of a convolution of images with one channel: its nine taps and its bias are
//! added up for four filters at a time, in registers.

use super::windows::Sizes;

/// One SIMD register of filters.
const FILTERS: usize = 4;
const TAPS: usize = 9;

/// `[10, f]` from input `[b, h + 2, w + 2, 1]`, output and its gradient `[b, h, w, f]`.
pub fn weight_gradient(input: &[f32], output: &[f32], gradient: &[f32], sizes: &Sizes) -> Vec<f32> {
    let filters = sizes.filters;
    let length = sizes.height * sizes.width * filters;
    let images = output.chunks_exact(length);
    let images = images.zip(gradient.chunks_exact(length));
    let mut found = vec![0.0; (TAPS + 1) * filters];
    for ((output, gradient), input) in images.zip(input.chunks_exact(sizes.input_image())) {
        for first in (0..filters).step_by(FILTERS) {
            let sums = image_sums(input, output, gradient, sizes, first);
            let count = FILTERS.min(filters - first);
            for (found, sums) in found.chunks_exact_mut(filters).zip(sums) {
                let found = &mut found[first..first + count];
                for (found, sum) in found.iter_mut().zip(sums) {
                    *found += sum;
                }
            }
        }
    }
    found
}

/// Of one image, for the filters from `first` on.
fn image_sums(
    input: &[f32],
    output: &[f32],
    gradient: &[f32],
    sizes: &Sizes,
    first: usize,
) -> [[f32; FILTERS]; TAPS + 1] {
    let Sizes { width, filters, .. } = *sizes;
    let line = sizes.input_line();
    let mut sums = [[0.0; FILTERS]; TAPS + 1];
    for row in 0..sizes.height {
        let rows = [0, 1, 2].map(|tap| &input[(row + tap) * line..][..line]);
        for column in 0..width {
            let at = (row * width + column) * filters + first;
            let (y, g) = (
                four(output, at, filters - first),
                four(gradient, at, filters - first),
            );
            let mut value = [0.0; FILTERS];
            for f in 0..FILTERS {
                value[f] = if y[f] > 0.0 { g[f] } else { 0.0 };
            }
            for (tap, sums) in sums.iter_mut().enumerate() {
                let x = match tap {
                    TAPS => 1.0,
                    _ => rows[tap / 3][column + tap % 3],
                };
                for f in 0..FILTERS {
                    sums[f] += x * value[f];
                }
            }
        }
    }
    sums
}

/// The values from `at` on, of which `there` exist.
#[inline(always)]
fn four(values: &[f32], at: usize, there: usize) -> [f32; FILTERS] {
    let mut four = [0.0; FILTERS];
    match there {
        0..FILTERS => four[..there].copy_from_slice(&values[at..at + there]),
        _ => four.copy_from_slice(&values[at..at + FILTERS]),
    }
    four
}
