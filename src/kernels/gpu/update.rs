//! The optimiser's update of all parameters at once, after a look at what it would be made of.

use burn_wgpu::{CubeTensor, into_contiguous};

use super::super::{Update, UpdateRule};
use super::Source;
use super::launch::{Words, empty_floats, launch};

/// Parameters that one invocation of the check looks at.
const CHECKED: usize = 16;

pub fn update(
    parameters: CubeTensor,
    gradients: &[CubeTensor],
    state: CubeTensor,
    sums: CubeTensor,
    update: &Update,
) -> (CubeTensor, CubeTensor) {
    let [parameters, mut state, sums] = [parameters, state, sums].map(into_contiguous);
    let gradients: Vec<CubeTensor> = gradients.iter().cloned().map(into_contiguous).collect();
    // In place, unless somebody else holds the state as well.
    if !state.can_mut() {
        state = state.copy();
    }
    let new = empty_floats(&parameters, parameters.meta.shape().clone());
    let length = parameters.meta.num_elements();
    for (source, second, share) in [
        (Source::update_check(gradients.len()), &sums, CHECKED),
        (Source::update(gradients.len()), &new, 1),
    ] {
        let mut tensors = vec![&parameters, second, &state];
        tensors.extend(&gradients);
        let groups = [length.div_ceil(256 * share), 1, 1];
        launch(source, groups, &tensors, words(length, update));
    }
    (new, state)
}

fn words(length: usize, update: &Update) -> Words {
    let (is_adam, rate, momentum) = match update.rule {
        UpdateRule::Adam { rate } => (true, rate, 0.0),
        UpdateRule::Momentum { rate, momentum } => (false, rate, momentum),
    };
    let mut words = Words::new().number(length).flag(is_adam);
    for number in [rate, momentum, update.l2, update.decay] {
        words = words.float(number);
    }
    words = words.float(update.number as f32).number(0);
    for layer in &update.layers {
        words = words.numbers([layer.start, layer.length, layer.weights, 0]);
    }
    words
}
