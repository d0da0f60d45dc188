//! The CPU side: plain loops over burn-flex's memory.

use burn::backend::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};
use burn::tensor::TensorData;

use super::{DropoutKey, Kernels};
use crate::random::{Purpose, block};

impl Kernels for Flex {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = x.to_contiguous();
        let shape = x.shape();
        let start = x.layout().start_offset();
        let mut values = x.storage::<f32>()[start..start + shape.num_elements()].to_vec();
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
        FloatTensor::<Self>::from_data(TensorData::new(values, shape))
    }
}
