//! The optimiser's update of all parameters, in one pass.

use burn::backend::Flex;
use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;

use super::super::{EPSILON, MEAN_SHARE, SQUARE_SHARE, Update, UpdateRule};
use super::{tensor, values};

pub fn update(
    parameters: FloatTensor<Flex>,
    gradients: &[FloatTensor<Flex>],
    state: FloatTensor<Flex>,
    update: &Update,
) -> (FloatTensor<Flex>, FloatTensor<Flex>) {
    let parameters = parameters.to_contiguous();
    let mut new = values(&parameters).to_vec();
    let mut state = state.to_contiguous();
    let start = state.layout().start_offset();
    // In place, unless somebody else holds the state as well.
    let state_values = &mut state.storage_mut::<f32>()[start..];
    let (first, second) = state_values.split_at_mut(new.len());
    for (layer, gradient) in update.layers.iter().zip(gradients) {
        let gradient = gradient.to_contiguous();
        let gradient = values(&gradient);
        let parts = [
            (0..layer.weights, true),
            (layer.weights..layer.length, false),
        ];
        for (part, decays) in parts {
            let place = layer.start + part.start..layer.start + part.end;
            let l2 = if decays { update.l2 } else { 0.0 };
            let keep = if decays { 1.0 - update.decay } else { 1.0 };
            let both = new[place.clone()].iter_mut().zip(&gradient[part]);
            let first = &mut first[place.clone()];
            match update.rule {
                UpdateRule::Adam { rate } => {
                    for (((p, &g), m), v) in both.zip(first).zip(&mut second[place]) {
                        let g = g + l2 * *p;
                        *m += (g - *m) * MEAN_SHARE;
                        *v += (g * g - *v) * SQUARE_SHARE;
                        *p = *p * keep - rate * *m / (v.sqrt() + EPSILON);
                    }
                }
                UpdateRule::Momentum { rate, momentum } => {
                    for ((p, &g), m) in both.zip(first) {
                        *m = momentum * *m - rate * (g + l2 * *p);
                        *p = *p * keep + *m;
                    }
                }
            }
        }
    }
    (tensor(new, parameters.shape()), state)
}
