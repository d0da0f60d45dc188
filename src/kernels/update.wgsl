// One update of a parameter, by Adam or by momentum: the formulas and constants of
// src/kernels/mod.rs, one element for each invocation.

@group(0) @binding(0) var<storage, read_write> parameter: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient: array<f32>;
// Every m, then every v.
@group(0) @binding(2) var<storage, read_write> state: array<f32>;
@group(0) @binding(3) var<storage, read_write> new_parameter: array<f32>;
@group(0) @binding(4) var<storage, read_write> new_state: array<f32>;
// length, whether it is Adam; then as bits: rate, momentum, l2, share of the parameter kept
@group(0) @binding(5) var<storage, read_write> settings: array<u32>;

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
    let length = settings[0];
    if (i >= length) {
        return;
    }
    let rate = bitcast<f32>(settings[2]);
    let p = parameter[i];
    let g = gradient[i] + bitcast<f32>(settings[4]) * p;
    let kept = p * bitcast<f32>(settings[5]);
    let m = state[i];
    let v = state[length + i];
    if (settings[1] == 1u) {
        let new_m = m + (g - m) * MEAN_SHARE;
        let new_v = v + (g * g - v) * SQUARE_SHARE;
        new_parameter[i] = kept - rate * new_m / (sqrt(new_v) + EPSILON);
        new_state[i] = new_m;
        new_state[length + i] = new_v;
    } else {
        let new_m = bitcast<f32>(settings[3]) * m - rate * g;
        new_parameter[i] = kept + new_m;
        new_state[i] = new_m;
        new_state[length + i] = v;
    }
}
