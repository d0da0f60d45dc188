//! Forward pass of a 3x3 convolution, one 2x2 window of its output and eight filters at a time.

use super::fused::add_multiple;
use super::winograd;

/// Filters that are computed together: two SIMD registers for each pixel.
pub const FILTERS: usize = 8;

/// Sums of the four pixels of a window, row by row.
pub type Sums = [[f32; FILTERS]; 4];

/// Sizes of a convolution.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub batch: usize,
    /// Of the output; even.
    pub height: usize,
    pub width: usize,
    pub channels: usize,
    pub filters: usize,
}

impl Sizes {
    /// Of input `[b, h + 2, w + 2, c]` and parameters `[9 c + 1, f]`.
    pub fn new([batch, height, width, channels]: [usize; 4], filters: usize) -> Self {
        Self {
            batch,
            height: height - 2,
            width: width - 2,
            channels,
            filters,
        }
    }

    /// Values in a row of the input.
    pub fn input_line(&self) -> usize {
        (self.width + 2) * self.channels
    }

    /// Values in an image of the input.
    pub fn input_image(&self) -> usize {
        (self.height + 2) * self.input_line()
    }

    /// Of a window, and of a block of filters.
    pub fn place(&self, image: usize, window: usize, block: usize) -> Place {
        let across = self.width / 2;
        Place {
            image,
            row: window / across * 2,
            column: window % across * 2,
            filter: block * FILTERS,
        }
    }

    /// Where in an image of the input a pixel of the output finds its first tap.
    #[inline(always)]
    pub fn first_tap(&self, row: usize, column: usize) -> usize {
        row * self.input_line() + column * self.channels
    }

    /// 2x2 windows in an image of the output.
    pub fn windows(&self) -> usize {
        self.height * self.width / 4
    }
}

/// Where sums belong.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub image: usize,
    /// Of the window's first pixel, in the output.
    pub row: usize,
    pub column: usize,
    /// The first of the filters.
    pub filter: usize,
}

/// Weights and biases in the form that their convolution takes.
pub enum Weights {
    Direct(Vec<[f32; FILTERS]>),
    Winograd(Vec<winograd::Block>),
}

impl Weights {
    /// Of parameters `[9 c + 1, f]`.
    pub fn new(parameters: &[f32], sizes: &Sizes) -> Self {
        let blocks = by_blocks(parameters, sizes.filters);
        match sizes.channels.is_multiple_of(winograd::CHANNELS) {
            true => Self::Winograd(winograd::blocks(&blocks, sizes.channels)),
            false => Self::Direct(blocks),
        }
    }

    /// Computes convolution and bias of some images, `[b, h + 2, w + 2, c]`, and hands the sums over; of filters
    /// past the last they are zero. Images are counted from the first of these.
    pub fn convolve(&self, input: &[f32], sizes: &Sizes, take: impl FnMut(Place, &Sums)) {
        match self {
            Self::Direct(blocks) => convolve_directly(input, blocks, sizes, take),
            Self::Winograd(blocks) => winograd::convolve(input, blocks, sizes, take),
        }
    }
}

/// By the definition: 36 products for each window, filter and channel.
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    target_feature(enable = "relaxed-simd")
)]
fn convolve_directly(
    input: &[f32],
    blocks: &[[f32; FILTERS]],
    sizes: &Sizes,
    mut take: impl FnMut(Place, &Sums),
) {
    let channels = sizes.channels;
    let (line, length) = (sizes.input_line(), 9 * channels);
    for (image, input) in input.chunks_exact(sizes.input_image()).enumerate() {
        for (number, block) in blocks.chunks_exact(length + 1).enumerate() {
            let (weights, bias) = (&block[..length], &block[length]);
            for window in 0..sizes.windows() {
                let place = sizes.place(image, window, number);
                let first = sizes.first_tap(place.row, place.column);
                let mut sums = [*bias; 4];
                for tap in 0..3 {
                    let top = &input[first + tap * line..];
                    let bottom = &input[first + (tap + 1) * line..];
                    let rows = [top, &top[channels..], bottom, &bottom[channels..]];
                    let weights = &weights[tap * 3 * channels..][..3 * channels];
                    add_products(&mut sums, rows, weights);
                }
                take(place, &sums);
            }
        }
    }
}

/// Adds the products of four rows with a matrix of eight columns; the rows may be longer than that.
#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "relaxed-simd")),
    inline(always)
)]
#[cfg_attr(
    all(target_arch = "wasm32", feature = "relaxed-simd"),
    inline,
    target_feature(enable = "relaxed-simd")
)]
pub fn add_products(sums: &mut Sums, rows: [&[f32]; 4], weights: &[[f32; FILTERS]]) {
    let rows = rows.map(|row| &row[..weights.len()]);
    let [mut s0, mut s1, mut s2, mut s3] = *sums;
    for (i, weights) in weights.iter().enumerate() {
        let (a, b, c, d) = (rows[0][i], rows[1][i], rows[2][i], rows[3][i]);
        add_multiple(&mut s0, a, weights);
        add_multiple(&mut s1, b, weights);
        add_multiple(&mut s2, c, weights);
        add_multiple(&mut s3, d, weights);
    }
    *sums = [s0, s1, s2, s3];
}

/// `[9 c + 1, f]` -> by blocks of filters, `[f / 8, 9 c + 1, 8]`, with zeros for filters past the last.
fn by_blocks(parameters: &[f32], filters: usize) -> Vec<[f32; FILTERS]> {
    let rows = parameters.len() / filters;
    let mut blocks = Vec::with_capacity(filters.div_ceil(FILTERS) * rows);
    for first in (0..filters).step_by(FILTERS) {
        let count = FILTERS.min(filters - first);
        for row in parameters.chunks_exact(filters) {
            let mut block = [0.0; FILTERS];
            block[..count].copy_from_slice(&row[first..first + count]);
            blocks.push(block);
        }
    }
    blocks
}
