//! The CPU side: loops over burn-flex's memory that compilers turn into SIMD, and stock burn elsewhere.

mod convolution;
mod dense;
mod dropout;
mod first_gradient;
mod fused;
mod gradients;
mod parallel;
mod rows;
mod update;
mod windows;
mod winograd;

use std::sync::Arc;

use burn::backend::Flex;
use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::{Shape, TensorData};

use super::passes::LayerGradients;
use super::{Activation, DropoutKey, Kernels, Passes, Update};
use crate::config::IMAGE_PIXELS;
use crate::data::image::normalise;

pub use fused::{IS_FUSED, rounds_once};
pub use parallel::threads;

use gradients::{Pooled, Rectified, Source};
use windows::Sizes;

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

/// The same tensor, its values side by side. Burn's own would copy those as well that don't begin at the start of
/// their memory, as the layers' parts of all parameters do.
fn contiguous(x: FloatTensor<Flex>) -> FloatTensor<Flex> {
    if x.is_contiguous() {
        x
    } else {
        x.to_contiguous()
    }
}

/// A tensor of these values.
fn tensor(values: Vec<f32>, shape: Shape) -> FloatTensor<Flex> {
    FloatTensor::<Flex>::from_data(TensorData::new(values, shape))
}

impl Kernels for Flex {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = contiguous(x);
        let mut values = values(&x).to_vec();
        dropout::drop_out(&mut values, key, 0);
        tensor(values, x.shape())
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
        sums: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let gradients = [gradient_0, gradient_1, gradient_2, gradient_3, gradient_4];
        update::update(
            parameters,
            &gradients[..update.layers.len()],
            state,
            sums,
            &update,
        )
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
            tensor(pixels, [count, IMAGE_PIXELS].into()),
            IntTensor::<Self>::from_data(TensorData::new(of_images, [count])),
        )
    }
}

impl Passes for Flex {
    /// Which pixel of each window was the largest, or [`convolution::NOWHERE`].
    type Pooled = Arc<Vec<u8>>;

    fn convolution(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        let [x, parameters] = [x, parameters].map(contiguous);
        let sizes = sizes(&x, &parameters);
        let y = convolution::forward(values(&x), values(&parameters), &sizes);
        tensor(y, output(&sizes))
    }

    fn convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        let [x, parameters, y, gradient] = [x, parameters, y, gradient].map(contiguous);
        let sizes = sizes(&x, &parameters);
        if sizes.channels == 1 && !wants_x {
            let (x, y, gradient) = (values(&x), values(&y), values(&gradient));
            let found = first_gradient::weight_gradient(x, y, gradient, &sizes);
            return (None, tensor(found, parameters.shape()));
        }
        let source = Rectified {
            output: values(&y),
            gradient: values(&gradient),
        };
        convolution_gradients(&source, &x, &parameters, &sizes, wants_x)
    }

    fn pooled_convolution(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> (FloatTensor<Self>, Self::Pooled) {
        let [x, parameters] = [x, parameters].map(contiguous);
        let sizes = sizes(&x, &parameters);
        let (y, places) = convolution::pooled_forward(values(&x), values(&parameters), &sizes, key);
        let shape = [
            sizes.batch,
            sizes.height / 2,
            sizes.width / 2,
            sizes.filters,
        ];
        (tensor(y, shape.into()), Arc::new(places))
    }

    fn pooled_convolution_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        pooled: Self::Pooled,
        gradient: FloatTensor<Self>,
        key: DropoutKey,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        let [x, parameters, gradient] = [x, parameters, gradient].map(contiguous);
        let sizes = sizes(&x, &parameters);
        let source = Pooled {
            places: &pooled,
            gradient: values(&gradient),
            scale: key.scale,
        };
        convolution_gradients(&source, &x, &parameters, &sizes, wants_x)
    }

    fn dense(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        let [x, parameters] = [x, parameters].map(contiguous);
        let sizes = dense_sizes(&x, &parameters);
        let y = dense::forward(values(&x), values(&parameters), sizes, activation);
        tensor(y, [sizes.batch, sizes.units].into())
    }

    fn dense_gradients(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Activation,
        wants_x: bool,
    ) -> LayerGradients<Self> {
        let [x, parameters, y, gradient] = [x, parameters, y, gradient].map(contiguous);
        let sizes = dense_sizes(&x, &parameters);
        let mut of_sums = values(&gradient).to_vec();
        dense::activation_gradient(&mut of_sums, values(&y), activation);
        let (of_x, of_parameters) =
            dense::gradients(values(&x), values(&parameters), &of_sums, sizes, wants_x);
        (
            of_x.map(|of_x| tensor(of_x, x.shape())),
            tensor(of_parameters, parameters.shape()),
        )
    }
}

/// ReLU. Not by max(): what is no number shall stay so, to be noticed.
#[inline(always)]
fn rectify(value: f32) -> f32 {
    if value <= 0.0 { 0.0 } else { value }
}

fn dense_sizes(x: &FloatTensor<Flex>, parameters: &FloatTensor<Flex>) -> dense::Sizes {
    let [batch, inputs] = x.shape().dims();
    let [_, units] = parameters.shape().dims();
    dense::Sizes {
        batch,
        inputs,
        units,
    }
}

fn sizes(x: &FloatTensor<Flex>, parameters: &FloatTensor<Flex>) -> Sizes {
    let [_, filters] = parameters.shape().dims();
    Sizes::new(x.shape().dims(), filters)
}

fn output(sizes: &Sizes) -> Shape {
    [sizes.batch, sizes.height, sizes.width, sizes.filters].into()
}

fn convolution_gradients(
    source: &impl Source,
    x: &FloatTensor<Flex>,
    parameters: &FloatTensor<Flex>,
    sizes: &Sizes,
    wants_x: bool,
) -> LayerGradients<Flex> {
    let of_x = wants_x.then(|| gradients::input_gradient(source, values(parameters), sizes));
    let of_parameters = gradients::parameter_gradient(source, values(x), sizes);
    (
        of_x.map(|of_x| tensor(of_x, x.shape())),
        tensor(of_parameters, parameters.shape()),
    )
}
