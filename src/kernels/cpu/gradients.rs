//! Gradients of a 3x3 convolution, from one gradient of its output that there is to the next: behind a pool and
//! dropout one in eight at most is left, so that this does an eighth of what a product of matrices would.

use super::windows::Sizes;

/// Values of the weights' gradient that are added up in registers.
const CHUNK: usize = 32;

/// A pixel's gradient.
struct Entry {
    /// Of the first tap, in the input.
    at: usize,
    gradient: f32,
}

/// Gathers the gradients of input and parameters.
pub struct Gradients<'a> {
    sizes: Sizes,
    input: &'a [f32],
    /// By filter, tap and channel.
    weights: Vec<f32>,
    of_weights: Vec<f32>,
    of_biases: Vec<f32>,
    /// Of the input, if it is wanted.
    of_input: Option<Vec<f32>>,
    /// Of one image, for each filter.
    entries: Vec<Vec<Entry>>,
}

impl<'a> Gradients<'a> {
    /// None yet. `input` is `[b, h + 2, w + 2, c]`, `parameters` `[9 c + 1, f]`.
    pub fn new(input: &'a [f32], parameters: &[f32], sizes: Sizes, wants_input: bool) -> Self {
        let Sizes {
            channels, filters, ..
        } = sizes;
        let length = 9 * channels;
        let mut weights = vec![0.0; filters * length];
        if wants_input {
            for (row, parameters) in parameters.chunks_exact(filters).take(length).enumerate() {
                for (filter, &weight) in parameters.iter().enumerate() {
                    weights[filter * length + row] = weight;
                }
            }
        }
        Self {
            sizes,
            input,
            weights,
            of_weights: vec![0.0; filters * length],
            of_biases: vec![0.0; filters],
            of_input: wants_input.then(|| vec![0.0; input.len()]),
            entries: (0..filters).map(|_| Vec::new()).collect(),
        }
    }

    /// Adds the gradient of one value of the output. After the last of an image follows
    /// [`end_image`](Self::end_image).
    #[inline]
    pub fn add(&mut self, [image, row, column]: [usize; 3], filter: usize, gradient: f32) {
        let Sizes { channels, .. } = self.sizes;
        let line = self.sizes.input_line();
        let at = image * self.sizes.input_image() + row * line + column * channels;
        self.entries[filter].push(Entry { at, gradient });
        if let Some(of_input) = &mut self.of_input {
            let length = 3 * channels;
            let weights = &self.weights[filter * 3 * length..][..3 * length];
            for (tap, weights) in weights.chunks_exact(length).enumerate() {
                add_multiple(
                    &mut of_input[at + tap * line..][..length],
                    gradient,
                    weights,
                );
            }
        }
    }

    /// Takes what was added for the weights.
    pub fn end_image(&mut self) {
        let length = 3 * self.sizes.channels;
        let line = self.sizes.input_line();
        for (filter, entries) in self.entries.iter_mut().enumerate() {
            let of_filter = &mut self.of_weights[filter * 3 * length..][..3 * length];
            for (tap, of_row) in of_filter.chunks_exact_mut(length).enumerate() {
                let input = &self.input[tap * line..];
                let mut done = 0;
                while done + CHUNK <= length {
                    add_products::<CHUNK>(&mut of_row[done..], entries, &input[done..]);
                    done += CHUNK;
                }
                while done + 4 <= length {
                    add_products::<4>(&mut of_row[done..], entries, &input[done..]);
                    done += 4;
                }
                for place in done..length {
                    add_products::<1>(&mut of_row[place..], entries, &input[place..]);
                }
            }
            self.of_biases[filter] += entries.iter().map(|entry| entry.gradient).sum::<f32>();
            entries.clear();
        }
    }

    /// Of the input, if it is wanted, and of the parameters, `[9 c + 1, f]`.
    pub fn finish(self) -> (Option<Vec<f32>>, Vec<f32>) {
        let (filters, length) = (self.sizes.filters, 9 * self.sizes.channels);
        let mut of_parameters = Vec::with_capacity(filters * (length + 1));
        for row in 0..length {
            let of_row = self.of_weights.iter().skip(row).step_by(length);
            of_parameters.extend(of_row);
        }
        of_parameters.extend(self.of_biases);
        (self.of_input, of_parameters)
    }
}

/// Adds a multiple of as many values, sixteen at a time: in a loop for each four, counting would take longer.
#[inline(always)]
fn add_multiple(sums: &mut [f32], factor: f32, values: &[f32]) {
    let (chunks, rest) = values.as_chunks::<16>();
    let (chunks_of_sums, rest_of_sums) = sums.as_chunks_mut::<16>();
    for (sums, values) in chunks_of_sums.iter_mut().zip(chunks) {
        // Both read before anything is written, or a compiler that can't tell them apart takes one at a time.
        let (mut new, values) = (*sums, *values);
        for i in 0..16 {
            new[i] += factor * values[i];
        }
        *sums = new;
    }
    for (sum, value) in rest_of_sums.iter_mut().zip(rest) {
        *sum += factor * value;
    }
}

/// Adds gradient times input, for so many neighbouring values of it.
#[inline]
fn add_products<const N: usize>(sums: &mut [f32], entries: &[Entry], input: &[f32]) {
    let mut total = [0.0; N];
    for entry in entries {
        let input = &input[entry.at..entry.at + N];
        for i in 0..N {
            total[i] += entry.gradient * input[i];
        }
    }
    for (sum, total) in sums.iter_mut().zip(total) {
        *sum += total;
    }
}
