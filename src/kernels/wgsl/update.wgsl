// One update of every parameter, by Adam or by momentum: the formulas and constants of src/kernels/update.rs,
// one element for each invocation. Nothing changes once the guard is set.

@group(0) @binding(1) var<storage, read_write> new_parameters: array<f32>;

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
    let layer = layer_of(i);
    let place = i - settings.layers[layer].start;
    if (place >= settings.layers[layer].length) {
        return; // between two layers
    }
    let p = parameters[i];
    if (state[2u * settings.length] != 0.0) {
        new_parameters[i] = p;
        return;
    }
    let decays = place < settings.layers[layer].weights;
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
