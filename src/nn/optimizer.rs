//! The optimiser: the parameters of all layers in one tensor, what it remembers of them in another.
//!
//! Our own and not burn's, so that its state can be read without blocking, saved, and updated in
//! one kernel; burn's `ModuleOptimizer` can do none of these in a browser.

use burn::tensor::{Device, Gradients, Tensor, TensorData};

use super::model::Model;
use super::parameters::{join_rows, shapes, split_rows};
use super::transfer::read;
use crate::config::{ModelConfig, OptimizerKind, TrainConfig};
use crate::error::Result;
use crate::kernels::{GUARD, Span, Update, UpdateRule, spans, update};

/// A mini-batch and how it is to be learned from.
pub struct Lesson<'a> {
    /// Of its mean loss, by layer.
    pub gradients: &'a mut Gradients,
    /// Losses so far, its own included, then anything.
    pub sums: Tensor<1>, // [2]
    /// What the guard calls it; not 0.
    pub number: u32,
    /// How fast.
    pub learning_rate: f32,
}

/// Adam, AdamW or SGD, and what it remembers.
#[derive(Debug, Clone, Default)]
pub struct Optimizer {
    /// The parameters of all layers after the last update; the model's are parts of it.
    parameters: Option<Tensor<1>>, // [n]
    /// Mean and mean squared gradient of each parameter, or its last step: see [`UpdateRule`]. Then the [`GUARD`].
    state: Option<Tensor<1>>, // [2n + GUARD]
    /// Which rule they belong to.
    kind: Option<OptimizerKind>,
    /// Updates since the state was zero.
    updates: u32,
}

impl Optimizer {
    /// One that goes on where another stopped, with [`states`](Self::states) of its.
    pub fn restored(
        kind: Option<OptimizerKind>,
        updates: u32,
        states: &[Vec<f32>],
        config: &ModelConfig,
        device: &Device,
    ) -> Self {
        let state = (!states.is_empty()).then(|| flat_state(states, config));
        Self {
            parameters: None,
            state: state.map(|values| {
                let length = values.len();
                Tensor::from_data(TensorData::new(values, [length]), device)
            }),
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

    /// Every m, then every v, of each parameter in the order of the model; none before the first update.
    /// Convolutions `[filters, channels, 3, 3]`, dense layers `[inputs, outputs]`.
    ///
    /// # Errors
    /// `device-lost` when the read fails.
    pub async fn states(&self, config: &ModelConfig) -> Result<Vec<Vec<f32>>> {
        let Some(state) = self.state.clone() else {
            return Ok(Vec::new());
        };
        let values = read(state).await?;
        let (layers, length) = places(config);
        let mut states = Vec::new();
        for (span, layer) in layers.iter().zip(shapes(config).chunks(2)) {
            let of = |offset: usize| {
                let begin = offset + span.start;
                split_rows(&values[begin..begin + span.length], &layer[0].1)
            };
            let ((weights, biases), (weight_squares, bias_squares)) = (of(0), of(length));
            states.push([weights, weight_squares].concat());
            states.push([biases, bias_squares].concat());
        }
        Ok(states)
    }

    /// The [`GUARD`]; `None` before the first update.
    pub fn guard(&self) -> Option<Tensor<1>> {
        let state = self.state.clone()?;
        let [length] = state.dims();
        Some(state.narrow(0, length - GUARD, GUARD))
    }

    /// Forgets that the last `count` updates were asked for: the guard refused them.
    pub fn forget_refused(&mut self, count: u32) {
        self.updates = self.updates.saturating_sub(count);
    }

    /// The model after one update, and the squared length of the gradient if it is asked for.
    /// Another kind of optimiser than before starts with an empty state.
    pub fn step(
        &mut self,
        model: &Model,
        lesson: Lesson<'_>,
        config: &TrainConfig,
    ) -> (Model, Option<Tensor<1>>) {
        let learning_rate = lesson.learning_rate;
        let mut guard = None;
        if self.kind != Some(config.optimizer) {
            guard = self.guard(); // stays as it is
            self.kind = Some(config.optimizer);
            (self.state, self.updates) = (None, 0);
        }
        self.updates = self.updates.saturating_add(1);
        let leaves = model.layers();
        let (layers, length) = places(&config.model);
        let gradients: Vec<Tensor<1>> = leaves
            .iter()
            .zip(&layers)
            .map(|(leaf, span)| {
                let gradient = leaf.grad_remove(lesson.gradients);
                let gradient = gradient.unwrap_or_else(|| leaf.clone().inner().zeros_like());
                gradient.reshape([span.length])
            })
            .collect();
        let squares = config.gradient_norm.then(|| squared_length(&gradients));
        let parameters = match self.parameters.take() {
            Some(parameters) => parameters,
            None => joined(&leaves, &layers, length),
        };
        let state = match self.state.take() {
            Some(state) => state,
            None => {
                let device = parameters.device();
                let guard = guard.unwrap_or_else(|| Tensor::zeros([GUARD], &device));
                Tensor::cat(vec![Tensor::zeros([2 * length], &device), guard], 0)
            }
        };
        let dims: Vec<[usize; 2]> = leaves.iter().map(Tensor::dims).collect();
        drop(leaves);
        let (l2, decay) = match config.optimizer {
            OptimizerKind::AdamW => (0.0, config.weight_decay * learning_rate),
            _ => (config.weight_decay, 0.0),
        };
        let change = Update {
            rule: rule(config, learning_rate, self.updates),
            l2,
            decay,
            layers: layers.clone(),
            number: lesson.number,
        };
        let (parameters, state) = update(parameters, &gradients, state, lesson.sums, change);
        let updated = layers.iter().zip(dims).map(|(span, dims)| {
            let part = parameters.clone().narrow(0, span.start, span.length);
            Tensor::from_inner(part.reshape(dims)).require_grad()
        });
        let model = Model::from_tensors(updated);
        (self.parameters, self.state) = (Some(parameters), Some(state));
        (model, squares)
    }
}

/// Where each layer's parameters are in the tensor of all, and its length.
fn places(config: &ModelConfig) -> (Vec<Span>, usize) {
    let sizes = shapes(config);
    let sizes = sizes.chunks(2).map(|layer| {
        let size = |place: usize| layer[place].1.iter().product();
        [size(0), size(1)]
    });
    spans(sizes)
}

/// The layers' parameters in one tensor.
fn joined(leaves: &[Tensor<2>], layers: &[Span], length: usize) -> Tensor<1> {
    let mut parts = Vec::new();
    let ends = layers.iter().skip(1).map(|next| next.start).chain([length]);
    for ((leaf, span), end) in leaves.iter().zip(layers).zip(ends) {
        let part = leaf.clone().inner().reshape([span.length]);
        let gap = end - span.start - span.length;
        let device = part.device();
        parts.push(part);
        if gap > 0 {
            parts.push(Tensor::zeros([gap], &device));
        }
    }
    Tensor::cat(parts, 0)
}

/// The opposite of [`Optimizer::states`].
fn flat_state(states: &[Vec<f32>], config: &ModelConfig) -> Vec<f32> {
    let (layers, length) = places(config);
    let mut flat = vec![0.0; 2 * length + GUARD];
    let shapes = shapes(config);
    for ((span, layer), state) in layers.iter().zip(shapes.chunks(2)).zip(states.chunks(2)) {
        let halves = |values: &[f32]| {
            let (means, squares) = values.split_at(values.len() / 2);
            [means.to_vec(), squares.to_vec()]
        };
        let pairs = halves(&state[0]).into_iter().zip(halves(&state[1]));
        for (offset, (weights, biases)) in [0, length].into_iter().zip(pairs) {
            let (rows, _) = join_rows(&weights, &biases, &layer[0].1);
            let begin = offset + span.start;
            flat[begin..begin + span.length].copy_from_slice(&rows);
        }
    }
    flat
}

fn squared_length(gradients: &[Tensor<1>]) -> Tensor<1> {
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone() * gradient.clone());
    let sums: Vec<Tensor<1>> = squares.map(Tensor::sum).collect();
    Tensor::cat(sums, 0).sum()
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
