// Philox4x32-10 of src/random.rs, for dropout masks: the very same bits.

const DROPOUT_PURPOSE = 4u;

// A threshold of 0 drops nothing. Padded to 32 bytes: it is a part of uniforms.
struct DropoutKey {
    seed: u32,
    step: u32,
    layer: u32,
    threshold: u32,
    scale: f32,
    padding_0: u32,
    padding_1: u32,
    padding_2: u32,
}

// High and low 32 bits of a * b, by 16-bit halves: WGSL has no 64-bit integers.
fn wide_product(a: u32, b: u32) -> vec2<u32> {
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
        let first = wide_product(counter.x, 0xd2511f53u);
        let second = wide_product(counter.z, 0xcd9e8d57u);
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

// What elements 4 number to 4 number + 3 are multiplied by: 0, or the scale.
fn dropout_factors(number: u32, key: DropoutKey) -> vec4<f32> {
    let scale = vec4<f32>(key.scale);
    if (key.threshold == 0u) {
        return scale;
    }
    let words = philox(vec4<u32>(number, key.step, key.layer, DROPOUT_PURPOSE), key.seed);
    return select(scale, vec4<f32>(), words < vec4<u32>(key.threshold));
}
