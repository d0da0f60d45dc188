//! Dense layers. Three of four of their inputs are zero behind ReLU and dropout, and so are three of four
//! gradients of the hidden layer; both are left out.

use super::super::Activation;
use super::dropout::drop_out;
use super::rows::{Entry, Lists, add_rows};
use super::{parallel, rectify};

/// Inputs that are taken at a time: with 128 units their weights fit in a first-level cache.
const BLOCK: usize = 64;

/// Sizes of a dense layer.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub batch: usize,
    pub inputs: usize,
    pub units: usize,
}

/// `x` is `[b, k]`, `parameters` `[k + 1, n]` -> `[b, n]`.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn forward(x: &[f32], parameters: &[f32], sizes: Sizes, activation: Activation) -> Vec<f32> {
    let Sizes {
        batch,
        inputs,
        units,
    } = sizes;
    let (weights, biases) = parameters.split_at(inputs * units);
    let mut y = biases.repeat(batch);
    let share = parallel::share_of_images(batch);
    let tasks = y
        .chunks_mut(share * units)
        .zip(x.chunks(share * inputs))
        .enumerate();
    parallel::each(tasks, |(number, (y, x))| {
        let mut present = Lists::new(1, BLOCK);
        for (block, weights) in weights.chunks(BLOCK * units).enumerate() {
            let first = block * BLOCK;
            let past = inputs.min(first + BLOCK);
            for (y, x) in y.chunks_exact_mut(units).zip(x.chunks_exact(inputs)) {
                present.clear();
                for (row, &factor) in x[first..past].iter().enumerate() {
                    let at = row * units;
                    present.push(0, Entry { at, factor }, factor != 0.0);
                }
                add_rows(y, present.get(0), weights);
            }
        }
        if activation.relu {
            y.iter_mut().for_each(|y| *y = rectify(*y));
        }
        if activation.dropout.drops() {
            drop_out(y, activation.dropout, number * share * units);
        }
    });
    y
}

/// Gradients of the output become those of the sums before ReLU and dropout.
pub fn activation_gradient(gradient: &mut [f32], y: &[f32], activation: Activation) {
    if activation.dropout.drops() {
        drop_out(gradient, activation.dropout, 0);
    }
    if activation.relu {
        for (gradient, &y) in gradient.iter_mut().zip(y) {
            *gradient = if y > 0.0 { *gradient } else { 0.0 };
        }
    }
}

/// Gradients of the input `[b, k]`, if it is wanted, and of the parameters, from those of the sums.
#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn gradients(
    x: &[f32],
    parameters: &[f32],
    of_sums: &[f32],
    sizes: Sizes,
    wants_x: bool,
) -> (Option<Vec<f32>>, Vec<f32>) {
    let Sizes {
        batch,
        inputs,
        units,
    } = sizes;
    let by_image = wants_x.then(|| by_image(of_sums, sizes));
    let mut of_parameters = vec![0.0; (inputs + 1) * units];
    let (of_weights, of_biases) = of_parameters.split_at_mut(inputs * units);
    for of_image in of_sums.chunks_exact(units) {
        for (of_bias, of_sum) in of_biases.iter_mut().zip(of_image) {
            *of_bias += of_sum;
        }
    }
    // Of the input by blocks, `[k / 64, b, 64]`: a thread that has a block's weights at hand computes both.
    let blocks = inputs.div_ceil(BLOCK);
    let tile = if wants_x { batch * BLOCK } else { 1 }; // there are no chunks of nothing
    let mut tiles = vec![0.0; blocks * tile];
    let share = parallel::share(blocks);
    let tasks = of_weights
        .chunks_mut(share * BLOCK * units)
        .zip(tiles.chunks_mut(share * tile))
        .enumerate();
    parallel::each(tasks, |(number, (of_weights, tiles))| {
        let mut present = Lists::new(BLOCK, batch);
        let mut turned = vec![0.0; units * BLOCK]; // [n, 64]
        let blocks = of_weights
            .chunks_mut(BLOCK * units)
            .zip(tiles.chunks_exact_mut(tile));
        for (block, (of_weights, tile)) in (number * share..).zip(blocks) {
            let first = block * BLOCK;
            let rows = of_weights.len() / units;
            present.clear();
            for (image, x) in x.chunks_exact(inputs).enumerate() {
                let at = image * units;
                for (row, &factor) in x[first..first + rows].iter().enumerate() {
                    present.push(row, Entry { at, factor }, factor != 0.0);
                }
            }
            for (row, of_row) in of_weights.chunks_exact_mut(units).enumerate() {
                add_rows(of_row, present.get(row), of_sums);
            }
            if let Some(by_image) = &by_image {
                let weights = parameters[first * units..][..rows * units].chunks_exact(units);
                for (row, weights) in weights.enumerate() {
                    for (turned, &weight) in turned[row..].iter_mut().step_by(BLOCK).zip(weights) {
                        *turned = weight;
                    }
                }
                for (image, tile) in tile.chunks_exact_mut(BLOCK).enumerate() {
                    add_rows(tile, by_image.get(image), &turned);
                }
            }
        }
    });
    (
        wants_x.then(|| by_rows(&tiles, batch, inputs)),
        of_parameters,
    )
}

/// For each image the gradients that are not zero, as multiples of rows of 64 weights.
fn by_image(of_sums: &[f32], sizes: Sizes) -> Lists {
    let mut lists = Lists::new(sizes.batch, sizes.units);
    for (image, of_sums) in of_sums.chunks_exact(sizes.units).enumerate() {
        for (unit, &factor) in of_sums.iter().enumerate() {
            let at = unit * BLOCK;
            lists.push(image, Entry { at, factor }, factor != 0.0);
        }
    }
    lists
}

/// `[k / 64, b, 64]` -> `[b, k]`
fn by_rows(tiles: &[f32], batch: usize, inputs: usize) -> Vec<f32> {
    let mut rows = vec![0.0; batch * inputs];
    let share = parallel::share(batch);
    let tasks = rows.chunks_mut(share * inputs).enumerate();
    parallel::each(tasks, |(number, rows)| {
        for (image, row) in (number * share..).zip(rows.chunks_exact_mut(inputs)) {
            let tiles = tiles.chunks_exact(batch * BLOCK);
            for (part, tile) in row.chunks_mut(BLOCK).zip(tiles) {
                part.copy_from_slice(&tile[image * BLOCK..][..part.len()]);
            }
        }
    });
    rows
}
