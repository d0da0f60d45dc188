//! The network: 3x3 convolutions, a pool, two dense layers.

use burn::module::{Module, Param};
use burn::tensor::ops::MaxPoolOptions;
use burn::tensor::{Device, Tensor, TensorData, module::max_pool2d};

use super::init::initial_rows;
use crate::config::{IMAGE_PIXELS, IMAGE_SIDE, ModelConfig};
use crate::kernels::{Activation, DropoutKey, connect, convolve, convolve_and_pool};

/// Side of every convolution's kernel.
pub const KERNEL_SIDE: usize = 3;

/// The trainable layers. Which device they live on, and whether gradients are recorded, is the
/// device's matter.
///
/// A layer is one matrix: a row of weights for each input, for a convolution by tap (row, then column) and
/// channel, and the biases as the last row. So its kernels take one tensor and give one gradient.
#[derive(Module, Debug)]
pub struct Model {
    /// Convolutions, `[9 * channels + 1, filters]`; then the hidden and the output layer, `[inputs + 1, units]`.
    layers: Vec<Param<Tensor<2>>>,
}

/// Dropout of one training step.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    /// Seed of the run.
    pub seed: u32,
    /// Step of the run; every step has a mask of its own.
    pub step: u32,
    /// Rates after the pool and after the hidden layer.
    pub rates: [f32; 2],
}

impl Dropout {
    /// Key of the mask behind layer `layer` (0: pool, 1: hidden).
    fn key(&self, layer: u32) -> DropoutKey {
        DropoutKey::new(self.seed, self.step, layer, self.rates[layer as usize])
    }
}

impl Model {
    /// A new network with the weights that `seed` decides.
    pub fn new(config: &ModelConfig, seed: u32, device: &Device) -> Self {
        Self::from_rows(initial_rows(config, seed), device)
    }

    /// The network of these matrices.
    pub(super) fn from_rows(layers: Vec<(Vec<f32>, [usize; 2])>, device: &Device) -> Self {
        let layers = layers
            .into_iter()
            .map(|(values, shape)| Param::from_data(TensorData::new(values, shape), device));
        Self {
            layers: layers.collect(),
        }
    }

    /// The network of these tensors.
    pub(super) fn from_tensors(layers: impl IntoIterator<Item = Tensor<2>>) -> Self {
        let layers = layers.into_iter().map(Param::from_tensor);
        Self {
            layers: layers.collect(),
        }
    }

    /// The matrix of each layer.
    pub(super) fn layers(&self) -> Vec<Tensor<2>> {
        self.layers.iter().map(Param::val).collect()
    }

    /// Images to logits, with dropout while training and without it otherwise.
    ///
    /// # Shapes
    /// `[batch, 784]` -> `[batch, 10]`
    pub fn forward(&self, images: Tensor<2>, training: Option<Dropout>) -> Tensor<2> {
        self.run(images, training, None)
    }

    /// The same without dropout, showing name and output of every layer with parameters, and of the pool.
    pub(crate) fn forward_watched(
        &self,
        images: Tensor<2>,
        watch: &mut dyn FnMut(String, LayerOutput),
    ) -> Tensor<2> {
        self.run(images, None, Some(watch))
    }

    fn run(&self, images: Tensor<2>, training: Option<Dropout>, mut watch: Watch<'_>) -> Tensor<2> {
        let [batch, _] = images.dims();
        let layers = self.layers();
        let (convs, dense) = layers.split_at(layers.len().saturating_sub(2));
        let key = |layer| training.map_or(DropoutKey::NONE, |training| training.key(layer));
        let mut x = images.reshape([batch, IMAGE_SIDE, IMAGE_SIDE, 1]); // [batch, 28, 28, 1]
        for (number, parameters) in (1..).zip(convs) {
            let is_last = number == convs.len();
            if is_last && watch.is_none() {
                x = convolve_and_pool(x, parameters.clone(), key(0)); // [batch, 12, 12, 64]
                continue;
            }
            x = convolve(x, parameters.clone()); // [batch, 26, 26, 32], [batch, 24, 24, 64]
            show(&mut watch, format!("conv{number}"), LayerOutput::Maps(&x));
            if is_last {
                x = pool(x); // [batch, 12, 12, 64]
                show(&mut watch, "pool".into(), LayerOutput::Maps(&x));
            }
        }
        // Height, width, channel, as Keras flattens.
        let [_, height, width, channels] = x.dims();
        let mut x = x.reshape([batch, height * width * channels]); // [batch, 9216]
        for (number, parameters) in (1..).zip(dense) {
            let activation = match number {
                1 => Activation {
                    relu: true,
                    dropout: key(1),
                },
                _ => Activation::NONE,
            };
            x = connect(x, parameters.clone(), activation); // [batch, 128], [batch, 10]
            show(&mut watch, format!("fc{number}"), LayerOutput::Units(&x));
        }
        x
    }
}

/// Who looks at the layers' outputs.
type Watch<'a> = Option<&'a mut dyn FnMut(String, LayerOutput)>;

fn show(watch: &mut Watch<'_>, name: String, output: LayerOutput<'_>) {
    if let Some(watch) = watch {
        watch(name, output);
    }
}

/// 2x2 max pooling alone.
fn pool(x: Tensor<4>) -> Tensor<4> {
    let x = x.permute([0, 3, 1, 2]); // burn's order: channels first
    max_pool2d(x, MaxPoolOptions::new([2, 2])).permute([0, 2, 3, 1])
}

/// Output of a layer on the way through the network.
pub(crate) enum LayerOutput<'a> {
    /// `[batch, height, width, channels]`
    Maps(&'a Tensor<4>),
    /// `[batch, units]`
    Units(&'a Tensor<2>),
}

/// Sides of the feature maps: of each convolution's output, then of the pool's.
pub fn map_sides(config: &ModelConfig) -> Vec<usize> {
    let mut side = IMAGE_SIDE;
    let mut sides: Vec<usize> = Vec::new();
    for _ in &config.filters {
        side -= KERNEL_SIDE - 1;
        sides.push(side);
    }
    if !sides.is_empty() {
        sides.push(side / 2);
    }
    sides
}

/// Inputs of the hidden layer.
pub fn feature_count(config: &ModelConfig) -> usize {
    match (config.filters.last(), map_sides(config).last()) {
        (Some(&filters), Some(side)) => filters as usize * side * side,
        _ => IMAGE_PIXELS,
    }
}
