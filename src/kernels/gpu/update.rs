//! The optimiser's update of all parameters at once.

use burn_wgpu::{CubeTensor, into_contiguous};

use super::super::{Update, UpdateRule};
use super::Source;
use super::launch::{Words, empty_floats, launch};

pub fn update(
    parameters: CubeTensor,
    gradients: &[CubeTensor],
    state: CubeTensor,
    update: &Update,
) -> (CubeTensor, CubeTensor) {
    let (parameters, mut state) = (into_contiguous(parameters), into_contiguous(state));
    let gradients: Vec<CubeTensor> = gradients.iter().cloned().map(into_contiguous).collect();
    // In place, unless somebody else holds the state as well.
    if !state.can_mut() {
        state = state.copy();
    }
    let new = empty_floats(&parameters, parameters.meta.shape().clone());
    let length = parameters.meta.num_elements();
    let (is_adam, rate, momentum) = match update.rule {
        UpdateRule::Adam { rate } => (true, rate, 0.0),
        UpdateRule::Momentum { rate, momentum } => (false, rate, momentum),
    };
    let mut words = Words::new().number(length).flag(is_adam);
    for number in [rate, momentum, update.l2, update.decay, 0.0, 0.0] {
        words = words.float(number);
    }
    for layer in &update.layers {
        words = words.numbers([layer.start, layer.length, layer.weights, 0]);
    }
    let mut tensors = vec![&parameters, &new, &state];
    tensors.extend(&gradients);
    let source = Source::update(gradients.len());
    launch(source, [length.div_ceil(256), 1, 1], &tensors, words);
    (new, state)
}
