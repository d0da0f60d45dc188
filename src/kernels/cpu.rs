//! The CPU side: plain loops over burn-flex's memory where stock burn has nothing, stock burn elsewhere.

use burn::backend::Flex;
use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::TensorData;

use super::passes::LayerGradients;
use super::plain::{self, Pooled};
use super::{
    Activation, DropoutKey, EPSILON, Kernels, MEAN_SHARE, Passes, SQUARE_SHARE, Update, UpdateRule,
};
use crate::config::IMAGE_PIXELS;
use crate::data::image::normalise;
use crate::random::{Purpose, block};

/// The values of a contiguous tensor in order.
fn values(x: &FloatTensor<Flex>) -> &[f32] {
    let start = x.layout().start_offset();
    &x.storage::<f32>()[start..start + x.shape().num_elements()]
}

/// The same of a tensor of integers.
fn integers(x: &IntTensor<Flex>) -> &[i32] {
    let start = x.layout().start_offset();
    &x.storage::<i32>()[start..start + x.shape().num_elements()]
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

    fn convolve(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        Self::convolution(x, parameters)
    }

    fn convolve_and_pool(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> FloatTensor<Self> {
        Self::pooled_convolution(x, parameters, key).0
    }

    fn connect(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        Self::dense(x, parameters, activation)
    }

    fn classify(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        Self::cross_entropy(logits, labels, sums, smoothing)
    }

    fn update(
        parameters: FloatTensor<Self>,
        gradient_0: FloatTensor<Self>,
        gradient_1: FloatTensor<Self>,
        gradient_2: FloatTensor<Self>,
        gradient_3: FloatTensor<Self>,
        gradient_4: FloatTensor<Self>,
        state: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let gradients = [gradient_0, gradient_1, gradient_2, gradient_3, gradient_4];
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
        let shape = parameters.shape();
        let new = FloatTensor::<Self>::from_data(TensorData::new(new, shape));
        (new, state)
    }

    fn gather(
        images: IntTensor<Self>,
        labels: IntTensor<Self>,
        order: IntTensor<Self>,
        first: usize,
        count: usize,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let words = integers(&images);
        let (mut pixels, mut of_images) = (Vec::with_capacity(count * IMAGE_PIXELS), Vec::new());
        for &image in &integers(&order)[first..first + count] {
            let begin = image as usize * IMAGE_PIXELS / 4;
            let words = &words[begin..begin + IMAGE_PIXELS / 4];
            let bytes = words.iter().flat_map(|word| word.to_le_bytes());
            pixels.extend(bytes.map(normalise));
            of_images.push(integers(&labels)[image as usize]);
        }
        (
            FloatTensor::<Self>::from_data(TensorData::new(pixels, [count, IMAGE_PIXELS])),
            IntTensor::<Self>::from_data(TensorData::new(of_images, [count])),
        )
    }
}

impl Passes for Flex {
    type Pooled = Pooled<Self>;

    fn pooled_convolution(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> (FloatTensor<Self>, Self::Pooled) {
        plain::pooled_convolution::<Self>(x, parameters, key)
    }

    fn pooled_convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        pooled: Self::Pooled,
        gradient: FloatTensor<Self>,
        key: DropoutKey,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        plain::pooled_convolution_gradients::<Self>(x, parameters, pooled, gradient, key, wants_x)
    }
}
