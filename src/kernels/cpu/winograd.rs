//! A 3x3 convolution by Winograd's F(2x2, 3x3): 16 products for each window, filter and channel instead of 36,
//! between sums of pixels and sums of weights. A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural
//! Networks", CVPR 2016, <https://doi.org/10.1109/CVPR.2016.435>.

use super::windows::{FILTERS, Place, Sizes, Sums, add_products};

/// Taken at a time in transforming the input: one SIMD register.
pub const CHANNELS: usize = 4;
/// Of a 4x4 tile: the pixels that a window's convolutions see.
const POSITIONS: usize = 16;
/// Tiles that are transformed together, a multiple of 4: with 32 channels they fit in a first-level cache.
const GROUP: usize = 12;

type Tile<const N: usize> = [[f32; N]; POSITIONS];

/// Weights of a block of filters, `[16, c, 8]`, and their biases.
pub struct Block {
    weights: Vec<[f32; FILTERS]>,
    biases: [f32; FILTERS],
}

/// As [`super::windows::Weights::convolve`], for channels in fours.
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
pub fn convolve(
    input: &[f32],
    blocks: &[Block],
    sizes: &Sizes,
    mut take: impl FnMut(Place, &Sums),
) {
    let channels = sizes.channels;
    let mut tiles = vec![0.0; POSITIONS * GROUP * channels]; // [16, 12, c]
    let mut products = [[[0.0; FILTERS]; POSITIONS]; GROUP];
    for (image, input) in input.chunks_exact(sizes.input_image()).enumerate() {
        for first in (0..sizes.windows()).step_by(GROUP) {
            let count = GROUP.min(sizes.windows() - first);
            for tile in 0..count {
                let place = sizes.place(image, first + tile, 0);
                transform(input, sizes, &place, &mut tiles[tile * channels..]);
            }
            for (number, block) in blocks.iter().enumerate() {
                for (position, weights) in block.weights.chunks_exact(channels).enumerate() {
                    // Of the last four, some may be of the group before; nobody takes what comes of them.
                    for four in (0..count).step_by(4) {
                        let tile = |i| &tiles[(position * GROUP + four + i) * channels..];
                        let mut sums = [[0.0; FILTERS]; 4];
                        add_products(&mut sums, [0, 1, 2, 3].map(tile), weights);
                        for (products, sums) in products[four..].iter_mut().zip(sums) {
                            products[position] = sums;
                        }
                    }
                }
                for (tile, products) in products[..count].iter().enumerate() {
                    let sums = window_sums(products, &block.biases);
                    take(sizes.place(image, first + tile, number), &sums);
                }
            }
        }
    }
}

/// Weights and biases by blocks of filters, `[f / 8, 9 c + 1, 8]`.
pub fn blocks(blocks: &[[f32; FILTERS]], channels: usize) -> Vec<Block> {
    let blocks = blocks.chunks_exact(9 * channels + 1);
    blocks.map(|block| transformed(block, channels)).collect()
}

/// Of one block, `[9 c + 1, 8]`.
fn transformed(block: &[[f32; FILTERS]], channels: usize) -> Block {
    let mut weights = vec![[0.0; FILTERS]; POSITIONS * channels];
    for channel in 0..channels {
        for f in 0..FILTERS {
            let taps =
                |row: usize| [0, 1, 2].map(|tap| block[(3 * row + tap) * channels + channel][f]);
            let rows = [0, 1, 2].map(|row| spread(taps(row)));
            for column in 0..4 {
                let of_column = spread([rows[0][column], rows[1][column], rows[2][column]]);
                for (row, value) in of_column.into_iter().enumerate() {
                    weights[(4 * row + column) * channels + channel][f] = value;
                }
            }
        }
    }
    Block {
        weights,
        biases: block[9 * channels],
    }
}

/// Three weights as the four that are multiplied.
fn spread([a, b, c]: [f32; 3]) -> [f32; 4] {
    [a, (a + b + c) * 0.5, (a - b + c) * 0.5, c]
}

/// Sums of a tile's pixels, to every `GROUP * channels`-th place of `tiles`.
fn transform(input: &[f32], sizes: &Sizes, place: &Place, tiles: &mut [f32]) {
    let channels = sizes.channels;
    let first = sizes.first_tap(place.row, place.column);
    for channel in (0..channels).step_by(CHANNELS) {
        let mut tile: Tile<CHANNELS> = [[0.0; CHANNELS]; POSITIONS];
        for (position, values) in tile.iter_mut().enumerate() {
            let (row, column) = (position / 4, position % 4);
            let at = first + row * sizes.input_line() + column * channels + channel;
            values.copy_from_slice(&input[at..at + CHANNELS]);
        }
        for i in 0..4 {
            differences(&mut tile, [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3]);
        }
        for i in 0..4 {
            differences(&mut tile, [i, i + 4, i + 8, i + 12]);
        }
        for (position, values) in tile.iter().enumerate() {
            let at = position * GROUP * channels + channel;
            tiles[at..at + CHANNELS].copy_from_slice(values);
        }
    }
}

/// Of four pixels in a row or column.
#[inline(always)]
fn differences(tile: &mut Tile<CHANNELS>, [p0, p1, p2, p3]: [usize; 4]) {
    let (d0, d1, d2, d3) = (tile[p0], tile[p1], tile[p2], tile[p3]);
    for i in 0..CHANNELS {
        tile[p0][i] = d0[i] - d2[i];
        tile[p1][i] = d1[i] + d2[i];
        tile[p2][i] = d2[i] - d1[i];
        tile[p3][i] = d1[i] - d3[i];
    }
}

/// The window's sums, from the tile's products added up over the channels.
#[inline(always)]
fn window_sums(products: &Tile<FILTERS>, bias: &[f32; FILTERS]) -> Sums {
    let mut sums = [*bias; 4];
    for f in 0..FILTERS {
        let column = |i: usize| join([0, 4, 8, 12].map(|row| products[row + i][f]));
        let columns = [column(0), column(1), column(2), column(3)];
        for row in 0..2 {
            let [left, right] = join(columns.map(|column| column[row]));
            sums[2 * row][f] += left;
            sums[2 * row + 1][f] += right;
        }
    }
    sums
}

/// Two pixels from four products.
#[inline(always)]
fn join([a, b, c, d]: [f32; 4]) -> [f32; 2] {
    [a + b + c, b - c - d]
}
