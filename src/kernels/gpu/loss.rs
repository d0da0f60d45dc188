//! Cross-entropy.

use burn_wgpu::{CubeTensor, into_contiguous};

use super::Source;
use super::launch::{Words, empty_floats, launch};

fn words(logits: &CubeTensor, smoothing: f32) -> (usize, Words) {
    let [batch, _] = logits.meta.shape().dims();
    (batch, Words::new().number(batch).float(smoothing))
}

/// What is trained towards, and the sums increased.
pub fn forward(
    logits: CubeTensor,
    labels: CubeTensor,
    sums: CubeTensor,
    smoothing: f32,
) -> (CubeTensor, CubeTensor) {
    let [logits, labels, sums] = [logits, labels, sums].map(into_contiguous);
    let new_sums = empty_floats(&sums, [2].into());
    let objective = empty_floats(&sums, [1].into());
    let tensors = [&logits, &labels, &sums, &new_sums, &objective];
    let (_, words) = words(&logits, smoothing);
    launch(Source::CROSS_ENTROPY, [1, 1, 1], &tensors, words);
    (objective, new_sums)
}

pub fn gradient(
    logits: CubeTensor,
    labels: CubeTensor,
    gradient: CubeTensor,
    smoothing: f32,
) -> CubeTensor {
    let [logits, labels, gradient] = [logits, labels, gradient].map(into_contiguous);
    let of_logits = empty_floats(&logits, logits.meta.shape().clone());
    let tensors = [&logits, &labels, &gradient, &of_logits];
    let (batch, words) = words(&logits, smoothing);
    let groups = [batch.div_ceil(64), 1, 1];
    launch(Source::CROSS_ENTROPY_GRADIENT, groups, &tensors, words);
    of_logits
}
