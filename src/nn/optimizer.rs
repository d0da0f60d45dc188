//! Adam, with the values that Keras uses by default.

use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::Gradients;

use super::model::Model;

/// beta1 0.9, beta2 0.999, epsilon 1e-7. burn's own default epsilon, 1e-5, learns more slowly
/// in the last layers, whose gradients are small.
pub struct Optimizer {
    adam: ModuleOptimizer,
}

impl Optimizer {
    /// An optimiser with no history.
    pub fn new() -> Self {
        let adam = AdamConfig::new()
            .with_beta_1(0.9)
            .with_beta_2(0.999)
            .with_epsilon(1e-7);
        Self { adam: adam.init() }
    }

    /// The model after one update.
    pub fn step(&mut self, model: Model, gradients: Gradients, learning_rate: f32) -> Model {
        let gradients = GradientsParams::from_grads(gradients, &model);
        self.adam.step(f64::from(learning_rate), model, gradients)
    }
}

impl Default for Optimizer {
    fn default() -> Self {
        Self::new()
    }
}
