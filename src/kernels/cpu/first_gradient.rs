//! Gradient of the weights and biases of a convolution of images with one channel: its nine taps and its bias are
//! added up for four filters at a time, in registers.

use super::fused::add_multiple;
use super::parallel;
use super::windows::Sizes;

/// One SIMD register of filters.
const FILTERS: usize = 4;
const TAPS: usize = 9;

/// `[10, f]` from input `[b, h + 2, w + 2, 1]`, output and its gradient `[b, h, w, f]`.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn weight_gradient(input: &[f32], output: &[f32], gradient: &[f32], sizes: &Sizes) -> Vec<f32> {
    let filters = sizes.filters;
    let length = sizes.height * sizes.width * filters;
    let mut by_image = vec![0.0; sizes.batch * (TAPS + 1) * filters]; // [b, 10, f]
    let images = output
        .chunks_exact(length)
        .zip(gradient.chunks_exact(length))
        .zip(input.chunks_exact(sizes.input_image()));
    let tasks = by_image.chunks_exact_mut((TAPS + 1) * filters).zip(images);
    parallel::each(tasks, |(found, ((output, gradient), input))| {
        for first in (0..filters).step_by(FILTERS) {
            let sums = image_sums(input, output, gradient, sizes, first);
            let count = FILTERS.min(filters - first);
            for (found, sums) in found.chunks_exact_mut(filters).zip(sums) {
                found[first..first + count].copy_from_slice(&sums[..count]);
            }
        }
    });
    let mut all = vec![0.0; (TAPS + 1) * filters];
    for of_image in by_image.chunks_exact(all.len()) {
        for (all, found) in all.iter_mut().zip(of_image) {
            *all += found;
        }
    }
    all
}

/// Of one image, for the filters from `first` on.
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
fn image_sums(
    input: &[f32],
    output: &[f32],
    gradient: &[f32],
    sizes: &Sizes,
    first: usize,
) -> [[f32; FILTERS]; TAPS + 1] {
    let Sizes { width, filters, .. } = *sizes;
    let line = sizes.input_line();
    // Each by its name: an array of them would be kept in memory.
    let [mut t0, mut t1, mut t2, mut t3, mut t4] = [[0.0; FILTERS]; 5];
    let [mut t5, mut t6, mut t7, mut t8, mut bias] = [[0.0; FILTERS]; 5];
    for row in 0..sizes.height {
        let [above, here, below] = [0, 1, 2].map(|tap| &input[(row + tap) * line..][..line]);
        let taps = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
        for (column, ((above, here), below)) in taps.enumerate() {
            let at = (row * width + column) * filters + first;
            let (y, g) = (
                four(output, at, filters - first),
                four(gradient, at, filters - first),
            );
            let mut value = [0.0; FILTERS];
            for f in 0..FILTERS {
                value[f] = if y[f] > 0.0 { g[f] } else { 0.0 };
            }
            add_multiple(&mut t0, above[0], &value);
            add_multiple(&mut t1, above[1], &value);
            add_multiple(&mut t2, above[2], &value);
            add_multiple(&mut t3, here[0], &value);
            add_multiple(&mut t4, here[1], &value);
            add_multiple(&mut t5, here[2], &value);
            add_multiple(&mut t6, below[0], &value);
            add_multiple(&mut t7, below[1], &value);
            add_multiple(&mut t8, below[2], &value);
            for f in 0..FILTERS {
                bias[f] += value[f];
            }
        }
    }
    [t0, t1, t2, t3, t4, t5, t6, t7, t8, bias]
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
