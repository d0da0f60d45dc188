//! Dense layers.

use burn_wgpu::{CubeBackend, CubeTensor, into_contiguous};

use super::super::Activation;
use super::super::passes::LayerGradients;
use super::convolution::portions;
use super::launch::{Words, empty_floats, launch};
use super::sources::Source;

/// Images, inputs, units.
fn sizes(x: &CubeTensor, parameters: &CubeTensor) -> [usize; 3] {
    let [batch, inputs] = x.meta.shape().dims();
    let [_, units] = parameters.meta.shape().dims();
    [batch, inputs, units]
}

/// Additions and multiplications of forward pass or either gradient.
fn operations(batch: usize, inputs: usize, units: usize) -> u64 {
    2 * batch as u64 * (inputs * units) as u64
}

/// Tiles take four values at a time, and are a waste for less than one of them.
fn is_small(inputs: usize, units: usize) -> bool {
    !inputs.is_multiple_of(4) || !units.is_multiple_of(4)
}

pub fn forward(x: CubeTensor, parameters: CubeTensor, activation: Activation) -> CubeTensor {
    let (x, parameters) = (into_contiguous(x), into_contiguous(parameters));
    let [batch, inputs, units] = sizes(&x, &parameters);
    let y = empty_floats(&x, [batch, units].into());
    let key = Words::new().key(activation.dropout);
    if is_small(inputs, units) {
        let words = key.numbers([batch, inputs, units]).flag(activation.relu);
        let groups = [(batch * units).div_ceil(8), 1, 1];
        launch(Source::SMALL_DENSE, groups, &[&x, &parameters, &y], words);
        return y;
    }
    let [down, across] = Source::DENSE.tiles([batch, units]);
    let (portion, parts) = portions(inputs + 1, 256usize.div_ceil(down * across));
    let found = empty_floats(&x, [parts, batch, units].into());
    let words = Words::new()
        .numbers([batch, inputs, units, portion])
        .operations(operations(batch, inputs, units));
    let groups = [down, across, parts];
    launch(Source::DENSE, groups, &[&x, &parameters, &found], words);
    let length = batch * units / 4;
    let words = key.number(length).number(parts).flag(activation.relu);
    let groups = [length.div_ceil(16), 1, 1];
    launch(Source::DENSE_FINISH, groups, &[&found, &y], words);
    y
}

pub fn gradients(
    x: CubeTensor,
    parameters: CubeTensor,
    y: CubeTensor,
    gradient: CubeTensor,
    activation: Activation,
    wants_x: bool,
) -> LayerGradients<CubeBackend> {
    let [x, parameters, y, gradient] = [x, parameters, y, gradient].map(into_contiguous);
    let [batch, inputs, units] = sizes(&x, &parameters);
    let of_parameters = empty_floats(&x, [inputs + 1, units].into());
    let has_mask = activation.relu || activation.dropout.drops();
    let words = || {
        let words = Words::new().numbers([batch, inputs, units]);
        let words = words.operations(operations(batch, inputs, units));
        words.float(activation.dropout.scale).flag(has_mask)
    };
    if is_small(inputs, units) {
        // A binding can't be empty.
        let length = if wants_x { batch * inputs } else { 0 };
        let of_x = empty_floats(&x, [if wants_x { batch } else { 1 }, inputs].into());
        let tensors = [&gradient, &y, &x, &parameters, &of_parameters, &of_x];
        let groups = [((inputs + 1) * units + length).div_ceil(8), 1, 1];
        launch(
            Source::SMALL_DENSE_GRADIENTS,
            groups,
            &tensors,
            words().number(length),
        );
        return (wants_x.then_some(of_x), of_parameters);
    }
    let of_x = wants_x.then(|| {
        let of_x = empty_floats(&x, [batch, inputs].into());
        let [down, across] = Source::DENSE_DATA_GRADIENT.tiles([batch, inputs]);
        let groups = [down, across, 1];
        let tensors = [&gradient, &y, &parameters, &of_x];
        launch(Source::DENSE_DATA_GRADIENT, groups, &tensors, words());
        of_x
    });
    let [down, across] = Source::DENSE_WEIGHT_GRADIENT.tiles([inputs + 1, units]);
    let groups = [down, across, 1];
    let tensors = [&gradient, &y, &x, &of_parameters];
    launch(Source::DENSE_WEIGHT_GRADIENT, groups, &tensors, words());
    (of_x, of_parameters)
}
