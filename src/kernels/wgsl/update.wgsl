// One update of every parameter, by Adam or by momentum: the formulas and constants of src/kernels/update.rs,
// one element for each invocation. Behind it stand the bindings of the gradients, one for each layer, and
// `gradient_of(layer, i)`, which the number of layers decides.

struct Layer {
    // Where its parameters begin, and how many there are: weights, then biases.
    start: u32,
    length: u32,
    weights: u32,
    padding: u32,
}

struct Settings {
    length: u32,
    is_adam: u32,
    rate: f32,
    momentum: f32,
    l2: f32,
    // Decoupled: share of a weight that is taken away.
    decay: f32,
    padding_0: u32,
    padding_1: u32,
    layers: array<Layer, LAYERS>,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> new_parameters: array<f32>;
// Every m, then every v; in place.
@group(0) @binding(2) var<storage, read_write> state: array<f32>;

const WORKGROUP = 256u;
const MEAN_SHARE = 0.1f;
const SQUARE_SHARE = 0.001f;
const EPSILON = 1e-7f;

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = (group.y * groups.x + group.x) * WORKGROUP + local;
    if (i >= settings.length) {
        return;
    }
    var layer = 0u;
    for (var next = 1u; next < LAYERS; next++) {
        layer = select(layer, next, i >= settings.layers[next].start);
    }
    let place = i - settings.layers[layer].start;
    if (place >= settings.layers[layer].length) {
        return; // between two layers
    }
    let decays = place < settings.layers[layer].weights;
    let p = parameters[i];
    let g = gradient_of(layer, place) + select(0.0, settings.l2, decays) * p;
    let kept = p * (1.0 - select(0.0, settings.decay, decays));
    let m = state[i];
    if (settings.is_adam == 1u) {
        let v = state[settings.length + i];
        let new_m = m + (g - m) * MEAN_SHARE;
        let new_v = v + (g * g - v) * SQUARE_SHARE;
        new_parameters[i] = kept - settings.rate * new_m / (sqrt(new_v) + EPSILON);
        state[i] = new_m;
        state[settings.length + i] = new_v;
    } else {
        let new_m = settings.momentum * m - settings.rate * g;
        new_parameters[i] = kept + new_m;
        state[i] = new_m;
    }
}
