//! The network: 3x3 convolutions, a pool, two dense layers.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{Initializer, Linear};
use burn::tensor::ops::MaxPoolOptions;
use burn::tensor::{Device, Tensor, activation::relu, module::max_pool2d};

use super::init::{glorot_uniform, zeros};
use crate::config::{CLASSES, IMAGE_PIXELS, IMAGE_SIDE, ModelConfig};
use crate::kernels::{DropoutKey, dropout};

/// Side of every convolution's kernel.
pub const KERNEL_SIDE: usize = 3;

/// The trainable layers. Which device they live on, and whether gradients are recorded, is the
/// device's matter.
#[derive(Module, Debug)]
pub struct Model {
    /// Convolutions, `[filters, channels, 3, 3]`.
    pub(super) convs: Vec<Conv2d>,
    /// Dense layer, `[features, units]`.
    pub(super) hidden: Linear,
    /// Dense layer, `[units, 10]`.
    pub(super) output: Linear,
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
        let mut channels = 1;
        let mut convs = Vec::new();
        for (index, &filters) in (0..).zip(&config.filters) {
            convs.push(conv(channels, filters as usize, seed, index, device));
            channels = filters as usize;
        }
        let index = convs.len() as u32;
        let units = config.dense_units as usize;
        Self {
            convs,
            hidden: dense(feature_count(config), units, seed, index, device),
            output: dense(units, CLASSES, seed, index + 1, device),
        }
    }

    /// Images to logits, with dropout while training and without it otherwise.
    ///
    /// # Shapes
    /// `[batch, 784]` -> `[batch, 10]`
    pub fn forward(&self, images: Tensor<2>, training: Option<Dropout>) -> Tensor<2> {
        self.forward_watched(images, training, &mut |_, _| {})
    }

    /// The same, showing name and output of every layer with parameters, and of the pool.
    pub(crate) fn forward_watched(
        &self,
        images: Tensor<2>,
        training: Option<Dropout>,
        watch: &mut dyn FnMut(String, LayerOutput),
    ) -> Tensor<2> {
        let [batch, _] = images.dims();
        let mut x = images.reshape([batch, 1, IMAGE_SIDE, IMAGE_SIDE]); // [batch, 1, 28, 28]
        for (number, conv) in (1..).zip(&self.convs) {
            x = relu(conv.forward(x)); // [batch, 32, 26, 26], [batch, 64, 24, 24]
            watch(format!("conv{number}"), LayerOutput::Maps(&x));
        }
        if !self.convs.is_empty() {
            x = max_pool2d(x, MaxPoolOptions::new([2, 2])); // [batch, 64, 12, 12]
            watch("pool".into(), LayerOutput::Maps(&x));
        }
        // Height, width, channel, as Keras flattens.
        let [_, channels, height, width] = x.dims();
        let mut x = x
            .permute([0, 2, 3, 1]) // [batch, 12, 12, 64]
            .reshape([batch, height * width * channels]); // [batch, 9216]
        if let Some(training) = training.filter(|_| !self.convs.is_empty()) {
            x = dropout(x, training.key(0));
        }
        let mut x = relu(self.hidden.forward(x)); // [batch, 128]
        watch("fc1".into(), LayerOutput::Units(&x));
        if let Some(training) = training {
            x = dropout(x, training.key(1));
        }
        let logits = self.output.forward(x); // [batch, 10]
        watch("fc2".into(), LayerOutput::Units(&logits));
        logits
    }
}

/// Output of a layer on the way through the network.
pub(crate) enum LayerOutput<'a> {
    /// `[batch, channels, height, width]`
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

fn conv(channels: usize, filters: usize, seed: u32, index: u32, device: &Device) -> Conv2d {
    let kernel = [KERNEL_SIDE, KERNEL_SIDE];
    let area = KERNEL_SIDE * KERNEL_SIDE;
    Conv2d {
        weight: glorot_uniform(
            [filters, channels, KERNEL_SIDE, KERNEL_SIDE],
            [channels * area, filters * area],
            seed,
            index,
            device,
        ),
        bias: Some(zeros(filters, device)),
        ..Conv2dConfig::new([channels, filters], kernel)
            .with_initializer(Initializer::Zeros)
            .init(device)
    }
}

fn dense(inputs: usize, outputs: usize, seed: u32, index: u32, device: &Device) -> Linear {
    let fans = [inputs, outputs];
    Linear {
        weight: glorot_uniform([inputs, outputs], fans, seed, index, device),
        bias: Some(zeros(outputs, device)),
    }
}
