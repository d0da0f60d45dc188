//! The CPU side: plain loops over burn-flex's memory.

use burn::backend::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};
use burn::tensor::TensorData;

use super::{DropoutKey, EPSILON, Kernels, MEAN_SHARE, SQUARE_SHARE, Update, UpdateRule};
use crate::random::{Purpose, block};

/// The values of a tensor in order.
fn values(x: &FloatTensor<Flex>) -> &[f32] {
    let start = x.layout().start_offset();
    &x.storage::<f32>()[start..start + x.shape().num_elements()]
}

impl Kernels for Flex {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = x.to_contiguous();
        let mut values = values(&x).to_vec();
        for (number, chunk) in (0..).zip(values.chunks_mut(4)) {
            let words = block(key.seed, Purpose::Dropout, key.step, key.layer, number);
            for (value, word) in chunk.iter_mut().zip(words) {
                *value = if word < key.threshold {
                    0.0
                } else {
                    *value * key.scale
                };
            }
        }
        FloatTensor::<Self>::from_data(TensorData::new(values, x.shape()))
    }

    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        state: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (parameter, gradient) = (parameter.to_contiguous(), gradient.to_contiguous());
        let mut new = values(&parameter).to_vec();
        let mut state = state.to_contiguous();
        let start = state.layout().start_offset();
        // In place, unless somebody else holds the state as well.
        let state_values = &mut state.storage_mut::<f32>()[start..];
        let (first, second) = state_values.split_at_mut(new.len());
        let keep = 1.0 - update.decay;
        let both = new.iter_mut().zip(values(&gradient));
        match update.rule {
            UpdateRule::Adam { rate } => {
                for (((p, &g), m), v) in both.zip(first).zip(second) {
                    let g = g + update.l2 * *p;
                    *m += (g - *m) * MEAN_SHARE;
                    *v += (g * g - *v) * SQUARE_SHARE;
                    *p = *p * keep - rate * *m / (v.sqrt() + EPSILON);
                }
            }
            UpdateRule::Momentum { rate, momentum } => {
                for ((p, &g), m) in both.zip(first) {
                    *m = momentum * *m - rate * (g + update.l2 * *p);
                    *p = *p * keep + *m;
                }
            }
        }
        let shape = parameter.shape();
        let new = FloatTensor::<Self>::from_data(TensorData::new(new, shape));
        (new, state)
    }
}
