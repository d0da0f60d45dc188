// Before an update: is the loss a finite number, and can every gradient be squared? If not, it sets the guard, which
// the update heeds. Bits are compared, since compilers of WGSL may assume that every number is one.

@group(0) @binding(1) var<storage, read_write> sums: array<f32>;

// Bits of the smallest gradient whose square counts as too large, 2^63, and of infinity.
const LARGEST_GRADIENT = 0x5f000000u;
const INFINITY = 0x7f800000u;
// Parameters of an invocation.
const CHECKED = 16u;

// Rises with the size of the number; what is none comes last.
fn size_of(x: f32) -> u32 {
    return bitcast<u32>(x) & 0x7fffffffu;
}

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let first = (group.y * groups.x + group.x) * WORKGROUP * CHECKED + local;
    var largest = 0u;
    for (var part = 0u; part < CHECKED; part++) {
        let i = first + part * WORKGROUP;
        if (i >= settings.length) {
            break;
        }
        let layer = layer_of(i);
        let place = i - settings.layers[layer].start;
        if (place < settings.layers[layer].length) {
            let g = gradient_of(layer, place);
            let l2 = select(0.0, settings.l2, place < settings.layers[layer].weights);
            largest = max(largest, max(size_of(g), size_of(g + l2 * parameters[i])));
        }
    }
    let guard = 2u * settings.length;
    let is_bad_gradient = largest >= LARGEST_GRADIENT;
    let is_bad_loss = first == 0u && size_of(sums[0]) >= INFINITY;
    // The first mini-batch to be refused stays noted. All invocations that write, write the same.
    if ((is_bad_gradient || is_bad_loss) && (state[guard] == 0.0 || state[guard] == settings.number)) {
        state[guard] = settings.number;
        if (is_bad_loss) {
            state[guard + 1u] = 1.0;
        }
        if (is_bad_gradient) {
            state[guard + 2u] = 1.0;
        }
    }
}
