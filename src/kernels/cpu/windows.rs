//! Forward pass of a 3x3 convolution, one 2x2 window of its output and eight filters at a time.

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

/// Computes convolution and bias, and hands the sums over; of filters past the last they are zero.
///
/// `input` is `[b, h + 2, w + 2, c]`, `parameters` `[9 c + 1, f]`.
pub fn convolve(input: &[f32], parameters: &[f32], sizes: &Sizes, take: impl FnMut(Place, &Sums)) {
    match sizes.channels.is_multiple_of(winograd::CHANNELS) {
        true => winograd::convolve(input, parameters, sizes, take),
        false => convolve_directly(input, parameters, sizes, take),
    }
}

/// By the definition: 36 products for each window, filter and channel.
fn convolve_directly(
    input: &[f32],
    parameters: &[f32],
    sizes: &Sizes,
    mut take: impl FnMut(Place, &Sums),
) {
    let channels = sizes.channels;
    let (line, length) = (sizes.input_line(), 9 * channels);
    let blocks = by_blocks(parameters, sizes.filters);
    for (image, input) in input.chunks_exact(sizes.input_image()).enumerate() {
        for (number, block) in blocks.chunks_exact(length + 1).enumerate() {
            let (weights, bias) = (&block[..length], &block[length]);
            for window in 0..sizes.windows() {
                let place = sizes.place(image, window, number);
                let first = place.row * line + place.column * channels;
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
#[inline(always)]
pub fn add_products(sums: &mut Sums, rows: [&[f32]; 4], weights: &[[f32; FILTERS]]) {
    let rows = rows.map(|row| &row[..weights.len()]);
    let [mut s0, mut s1, mut s2, mut s3] = *sums;
    for (i, weights) in weights.iter().enumerate() {
        let (a, b, c, d) = (rows[0][i], rows[1][i], rows[2][i], rows[3][i]);
        for f in 0..FILTERS {
            s0[f] += a * weights[f];
            s1[f] += b * weights[f];
            s2[f] += c * weights[f];
            s3[f] += d * weights[f];
        }
    }
    *sums = [s0, s1, s2, s3];
}

/// `[9 c + 1, f]` -> by blocks of filters, `[f / 8, 9 c + 1, 8]`, with zeros for filters past the last.
pub fn by_blocks(parameters: &[f32], filters: usize) -> Vec<[f32; FILTERS]> {
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
