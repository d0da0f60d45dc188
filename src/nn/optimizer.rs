//! The optimiser: a list of states, one for each parameter in the order of the model.
//!
//! Our own and not burn's, so that its state can be read without blocking, saved, and updated in
//! one kernel; burn's `ModuleOptimizer` can do none of these in a browser.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, Gradients, Tensor};

use super::model::Model;
use crate::config::{OptimizerKind, TrainConfig};
use crate::kernels::{Update, UpdateRule, update};

/// Adam, AdamW or SGD, and what it remembers.
#[derive(Debug, Clone, Default)]
pub struct Optimizer {
    /// Mean and mean squared gradient of each parameter, or its last step: see [`UpdateRule`].
    states: Vec<Tensor<1>>, // [2n] each
    /// Which rule they belong to.
    kind: Option<OptimizerKind>,
    /// Updates since the states were zero.
    updates: u32,
}

impl Optimizer {
    /// One that goes on where another stopped.
    pub fn restored(kind: Option<OptimizerKind>, updates: u32, states: Vec<Tensor<1>>) -> Self {
        Self {
            states,
            kind,
            updates,
        }
    }

    /// Whose states these are; `None` before the first update.
    pub fn kind(&self) -> Option<OptimizerKind> {
        self.kind
    }

    /// Updates since the states were zero.
    pub fn updates(&self) -> u32 {
        self.updates
    }

    /// The state of each parameter, twice as long as the parameter; none before the first update.
    pub fn states(&self) -> &[Tensor<1>] {
        &self.states
    }

    /// The model after one update, and the squared length of the gradient if it is asked for.
    /// Another kind of optimiser than before starts with an empty state.
    pub fn step(
        &mut self,
        model: Model,
        gradients: &mut Gradients,
        config: &TrainConfig,
        learning_rate: f32,
    ) -> (Model, Option<Tensor<1>>) {
        if self.kind != Some(config.optimizer) {
            *self = Self::restored(Some(config.optimizer), 0, Vec::new());
        }
        self.updates = self.updates.saturating_add(1);
        let mut step = Step {
            gradients,
            rule: rule(config, learning_rate, self.updates),
            config,
            learning_rate,
            states: std::mem::take(&mut self.states).into_iter(),
            updated: Vec::new(),
            squares: None,
        };
        let model = model.map(&mut step);
        self.states = step.updated;
        (model, step.squares)
    }
}

/// What update number `updates` does. In f64, since 1 - 0.999^t loses half its digits in f32.
fn rule(config: &TrainConfig, learning_rate: f32, updates: u32) -> UpdateRule {
    let correction = |beta: f64| 1.0 - beta.powf(f64::from(updates));
    match config.optimizer {
        OptimizerKind::Sgd => UpdateRule::Momentum {
            rate: learning_rate,
            momentum: config.momentum,
        },
        OptimizerKind::Adam | OptimizerKind::AdamW => UpdateRule::Adam {
            rate: (f64::from(learning_rate) * correction(0.999).sqrt() / correction(0.9)) as f32,
        },
    }
}

/// One update on its way through the parameters.
struct Step<'a> {
    gradients: &'a mut Gradients,
    rule: UpdateRule,
    config: &'a TrainConfig,
    learning_rate: f32,
    /// States before, in the order of the parameters; none in the first update.
    states: std::vec::IntoIter<Tensor<1>>,
    updated: Vec<Tensor<1>>,
    /// Sum of the squared gradients so far.
    squares: Option<Tensor<1>>,
}

impl Step<'_> {
    fn update<const D: usize>(&mut self, tensor: Tensor<D>) -> Tensor<D> {
        let shape = tensor.dims();
        let length: usize = shape.iter().product();
        let zeros = |length: usize, device: &Device| Tensor::<1>::zeros([length], device);
        let gradient = tensor.grad_remove(self.gradients);
        let parameter = tensor.inner().reshape([length]);
        let device = parameter.device();
        let gradient = match gradient {
            Some(gradient) => gradient.reshape([length]),
            None => zeros(length, &device),
        };
        let state = self.states.next();
        let state = state.unwrap_or_else(|| zeros(2 * length, &device));
        if self.config.gradient_norm {
            let square = (gradient.clone() * gradient.clone()).sum();
            self.squares = Some(match self.squares.take() {
                Some(sum) => sum + square,
                None => square,
            });
        }
        let decay = if D > 1 { self.config.weight_decay } else { 0.0 }; // none on biases
        let change = Update {
            rule: self.rule,
            l2: match self.config.optimizer {
                OptimizerKind::AdamW => 0.0,
                _ => decay,
            },
            decay: match self.config.optimizer {
                OptimizerKind::AdamW => decay * self.learning_rate,
                _ => 0.0,
            },
        };
        let (parameter, state) = update(parameter, gradient, state, change);
        self.updated.push(state);
        Tensor::from_inner(parameter.reshape(shape)).require_grad()
    }
}

impl ModuleMapper for Step<'_> {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        parameter.map(|tensor| self.update(tensor))
    }
}
