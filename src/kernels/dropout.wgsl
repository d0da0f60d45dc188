// Dropout with the mask of src/random.rs: Philox4x32-10 of (block, step, layer, purpose) under
// (seed, 0). One invocation draws four words and decides four elements.

@group(0) @binding(0) var<storage, read_write> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
// seed, step, layer, threshold, scale as bits, length
@group(0) @binding(2) var<storage, read_write> key: array<u32>;

const DROPOUT_PURPOSE = 4u;
const WORKGROUP = 256u;

// High and low 32 bits of a * b, by 16-bit halves: WGSL has no 64-bit integers.
fn multiply(a: u32, b: u32) -> vec2<u32> {
    let a_low = a & 0xffffu;
    let a_high = a >> 16u;
    let b_low = b & 0xffffu;
    let b_high = b >> 16u;
    let low = a_low * b_low;
    let middle = a_high * b_low + (low >> 16u);
    let other = a_low * b_high + (middle & 0xffffu);
    let high = a_high * b_high + (middle >> 16u) + (other >> 16u);
    return vec2<u32>(high, a * b);
}

fn philox(start: vec4<u32>, seed: u32) -> vec4<u32> {
    var counter = start;
    var round_key = vec2<u32>(seed, 0u);
    for (var round = 0u; round < 10u; round++) {
        let first = multiply(counter.x, 0xd2511f53u);
        let second = multiply(counter.z, 0xcd9e8d57u);
        counter = vec4<u32>(
            second.x ^ counter.y ^ round_key.x,
            second.y,
            first.x ^ counter.w ^ round_key.y,
            first.y,
        );
        round_key += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
    }
    return counter;
}

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let number = (group.y * groups.x + group.x) * WORKGROUP + local;
    let length = key[5];
    if (number * 4u >= length) {
        return;
    }
    let words = philox(vec4<u32>(number, key[1], key[2], DROPOUT_PURPOSE), key[0]);
    let scale = bitcast<f32>(key[4]);
    for (var lane = 0u; lane < 4u; lane++) {
        let element = number * 4u + lane;
        if (element < length) {
            output[element] = select(input[element] * scale, 0.0, words[lane] < key[3]);
        }
    }
}
