//! The optimiser's update of all parameters, in one pass.

use burn::backend::Flex;
use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;

use super::super::{
    EPSILON, GUARD, LARGEST_GRADIENT, MEAN_SHARE, SQUARE_SHARE, Update, UpdateRule,
};
use super::{contiguous, parallel, tensor, values};

/// Parameters in a task.
const CHUNK: usize = 1 << 15;

#[inline(never)] // a name in profiles (bench/kernels.mjs)
pub fn update(
    parameters: FloatTensor<Flex>,
    gradients: &[FloatTensor<Flex>],
    state: FloatTensor<Flex>,
    sums: FloatTensor<Flex>,
    update: &Update,
) -> (FloatTensor<Flex>, FloatTensor<Flex>) {
    let parameters = contiguous(parameters);
    let gradients: Vec<_> = gradients.iter().cloned().map(contiguous).collect();
    let mut state = contiguous(state);
    let (start, length) = (
        state.layout().start_offset(),
        parameters.shape().num_elements(),
    );
    // In place, unless somebody else holds the state as well.
    let state_values = &mut state.storage_mut::<f32>()[start..];
    let (first, rest) = state_values.split_at_mut(length);
    let (second, guard) = rest.split_at_mut(length);
    let loss = values(&contiguous(sums))[0];
    if !lets_through(&mut guard[..GUARD], loss, &parameters, &gradients, update) {
        return (parameters, state);
    }
    let mut new = values(&parameters).to_vec();
    for (layer, gradient) in update.layers.iter().zip(&gradients) {
        let gradient = values(gradient);
        let parts = [
            (0..layer.weights, true),
            (layer.weights..layer.length, false),
        ];
        for (part, decays) in parts {
            let place = layer.start + part.start..layer.start + part.end;
            let l2 = if decays { update.l2 } else { 0.0 };
            let keep = if decays { 1.0 - update.decay } else { 1.0 };
            let parameters = new[place.clone()].chunks_mut(CHUNK);
            let first = first[place.clone()].chunks_mut(CHUNK);
            let second = second[place].chunks_mut(CHUNK);
            let state = first.zip(second);
            let tasks = parameters.zip(gradient[part].chunks(CHUNK)).zip(state);
            parallel::each(tasks, |((p, g), (m, v))| match update.rule {
                UpdateRule::Adam { rate } => adam(p, g, m, v, rate, l2, keep),
                UpdateRule::Momentum { rate, momentum } => {
                    for ((p, &g), m) in p.iter_mut().zip(g).zip(m) {
                        *m = momentum * *m - rate * (g + l2 * *p);
                        *p = *p * keep + *m;
                    }
                }
            });
        }
    }
    (tensor(new, parameters.shape()), state)
}

/// Whether the update may be made: notes in the guard what speaks against it.
fn lets_through(
    guard: &mut [f32],
    loss: f32,
    parameters: &FloatTensor<Flex>,
    gradients: &[FloatTensor<Flex>],
    update: &Update,
) -> bool {
    if guard[0] != 0.0 {
        return false;
    }
    let mut layers = update.layers.iter().zip(gradients);
    let good_gradients = layers.all(|(layer, gradient)| {
        let weights = &values(parameters)[layer.start..layer.start + layer.weights];
        let (of_weights, of_biases) = values(gradient).split_at(layer.weights);
        are_usable(of_weights, weights, update.l2) && are_usable(of_biases, &[], 0.0)
    });
    let good_loss = loss.is_finite();
    if good_loss && good_gradients {
        return true;
    }
    let flag = |is_bad: bool| if is_bad { 1.0 } else { 0.0 };
    guard[0] = update.number as f32;
    (guard[1], guard[2]) = (flag(!good_loss), flag(!good_gradients));
    false
}

/// Whether the largest of these gradients, with the L2 term that the update adds to them, can be squared.
fn are_usable(gradient: &[f32], weights: &[f32], l2: f32) -> bool {
    // A block without branches, which compilers turn into SIMD; what is no number fails the comparison.
    let is_small = |g: f32| g.abs() < LARGEST_GRADIENT;
    let mut blocks = gradient.chunks(CHUNK);
    if !blocks.all(|block| block.iter().fold(true, |all, &g| all & is_small(g))) {
        return false;
    }
    let mut both = gradient.chunks(CHUNK).zip(weights.chunks(CHUNK));
    l2 == 0.0
        || both.all(|(block, weights)| {
            let sums = block.iter().zip(weights).map(|(g, p)| g + l2 * p);
            sums.fold(true, |all, g| all & is_small(g))
        })
}

fn adam(
    parameters: &mut [f32],
    gradient: &[f32],
    first: &mut [f32],
    second: &mut [f32],
    rate: f32,
    l2: f32,
    keep: f32,
) {
    let both = parameters.iter_mut().zip(gradient);
    for (((p, &g), m), v) in both.zip(first).zip(second) {
        let g = g + l2 * *p;
        *m += (g - *m) * MEAN_SHARE;
        *v += (g * g - *v) * SQUARE_SHARE;
        *p = *p * keep - rate * *m / (v.sqrt() + EPSILON);
    }
}
