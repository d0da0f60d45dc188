//! The CPU side: loops over burn-flex's memory that compilers turn into SIMD, and stock burn elsewhere.

mod convolution;
mod dropout;
mod first_gradient;
mod gradients;
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

use convolution::NOWHERE;
use gradients::Gradients;
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

/// A tensor of these values.
fn tensor(values: Vec<f32>, shape: Shape) -> FloatTensor<Flex> {
    FloatTensor::<Flex>::from_data(TensorData::new(values, shape))
}

impl Kernels for Flex {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = x.to_contiguous();
        let mut values = values(&x).to_vec();
        dropout::drop_out(&mut values, key);
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
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let gradients = [gradient_0, gradient_1, gradient_2, gradient_3, gradient_4];
        update::update(
            parameters,
            &gradients[..update.layers.len()],
            state,
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
    /// Which pixel of each window was the largest, or [`NOWHERE`].
    type Pooled = Arc<Vec<u8>>;

    fn convolution(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        let (x, parameters) = (x.to_contiguous(), parameters.to_contiguous());
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
        let [x, parameters, y, gradient] = [x, parameters, y, gradient].map(|x| x.to_contiguous());
        let sizes = sizes(&x, &parameters);
        if sizes.channels == 1 && !wants_x {
            let (x, y, gradient) = (values(&x), values(&y), values(&gradient));
            let found = first_gradient::weight_gradient(x, y, gradient, &sizes);
            return (None, tensor(found, parameters.shape()));
        }
        let mut found = Gradients::new(values(&x), values(&parameters), sizes, wants_x);
        let (width, filters) = (sizes.width, sizes.filters);
        let image_length = sizes.height * width * filters;
        let images = values(&y).chunks_exact(image_length);
        let images = images.zip(values(&gradient).chunks_exact(image_length));
        for (image, (y, gradient)) in images.enumerate() {
            for (at, (&y, &gradient)) in y.iter().zip(gradient).enumerate() {
                if y > 0.0 {
                    let pixel = at / filters;
                    found.add(
                        [image, pixel / width, pixel % width],
                        at % filters,
                        gradient,
                    );
                }
            }
            found.end_image();
        }
        layer_gradients(found, &x, &parameters)
    }

    fn pooled_convolution(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> (FloatTensor<Self>, Self::Pooled) {
        let (x, parameters) = (x.to_contiguous(), parameters.to_contiguous());
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
        let [x, parameters, gradient] = [x, parameters, gradient].map(|x| x.to_contiguous());
        let sizes = sizes(&x, &parameters);
        let mut found = Gradients::new(values(&x), values(&parameters), sizes, wants_x);
        let (across, filters) = (sizes.width / 2, sizes.filters);
        let image_length = sizes.windows() * filters;
        let images = pooled.chunks_exact(image_length);
        let images = images.zip(values(&gradient).chunks_exact(image_length));
        for (image, (places, gradient)) in images.enumerate() {
            let windows = places
                .chunks_exact(filters)
                .zip(gradient.chunks_exact(filters));
            for (window, (places, gradient)) in windows.enumerate() {
                let (row, column) = (window / across * 2, window % across * 2);
                for (filter, (&place, &gradient)) in places.iter().zip(gradient).enumerate() {
                    if place != NOWHERE {
                        let place = usize::from(place);
                        let pixel = [image, row + place / 2, column + place % 2];
                        found.add(pixel, filter, gradient * key.scale);
                    }
                }
            }
            found.end_image();
        }
        layer_gradients(found, &x, &parameters)
    }
}

fn sizes(x: &FloatTensor<Flex>, parameters: &FloatTensor<Flex>) -> Sizes {
    let [_, filters] = parameters.shape().dims();
    Sizes::new(x.shape().dims(), filters)
}

fn output(sizes: &Sizes) -> Shape {
    [sizes.batch, sizes.height, sizes.width, sizes.filters].into()
}

fn layer_gradients(
    found: Gradients,
    x: &FloatTensor<Flex>,
    parameters: &FloatTensor<Flex>,
) -> LayerGradients<Flex> {
    let (of_x, of_parameters) = found.finish();
    let of_x = of_x.map(|of_x| tensor(of_x, x.shape()));
    (of_x, tensor(of_parameters, parameters.shape()))
}
