// Gradient of the input of a convolution with a pool behind it, as far as each window of the pool knows it: of the
// 4 x 4 pixels that its convolutions have seen. join_patches.wgsl adds up where they overlap. A workgroup takes two
// windows.
//
// Of the four pixels of a window one gets the gradient, and none if ReLU or dropout stopped it: with
// dropout of 0.5 one in eight at most. So this goes from one gradient that there is to the next, which pool_masks.wgsl has found, with
// neighbouring invocations for neighbouring channels, instead of multiplying whole tiles.

struct Settings {
    batch: u32,
    // Of the convolution's output.
    height: u32,
    width: u32,
    channels: u32,
    filters: u32,
    scale: f32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> by_filter: array<u32>;
// By filter, tap and channel.
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> patches: array<f32>;
@group(0) @binding(4) var<uniform> settings: Settings;

const LANES = 32u;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let channel = group.z * LANES + local % LANES;
    let window = group.x * 2u + local / LANES;
    if (window >= settings.batch * (settings.height / 2u) * (settings.width / 2u)) {
        return;
    }
    // Invocations without a channel of their own take another's, and keep it to themselves.
    let read_channel = min(channel, settings.channels - 1u);
    let length = 9u * settings.channels;
    let words = (settings.filters + 31u) / 32u;
    var row_0 = vec4<f32>();
    var row_1 = vec4<f32>();
    var row_2 = vec4<f32>();
    var row_3 = vec4<f32>();
    // One loop for each pixel of the window, since it decides which of the 16 its taps go to.
    for (var word = 0u; word < words; word++) {
        var bits = 0u;
        bits = by_filter[(window * 4u + 0u) * words + word];
        while (bits != 0u) {
            let filter_ = word * 32u + firstTrailingBit(bits);
            bits &= bits - 1u;
            let value = gradient[window * settings.filters + filter_] * settings.scale;
            let tap = filter_ * length + read_channel;
            row_0.x += value * weights[tap + 0u * settings.channels];
            row_0.y += value * weights[tap + 1u * settings.channels];
            row_0.z += value * weights[tap + 2u * settings.channels];
            row_1.x += value * weights[tap + 3u * settings.channels];
            row_1.y += value * weights[tap + 4u * settings.channels];
            row_1.z += value * weights[tap + 5u * settings.channels];
            row_2.x += value * weights[tap + 6u * settings.channels];
            row_2.y += value * weights[tap + 7u * settings.channels];
            row_2.z += value * weights[tap + 8u * settings.channels];
        }
        bits = by_filter[(window * 4u + 1u) * words + word];
        while (bits != 0u) {
            let filter_ = word * 32u + firstTrailingBit(bits);
            bits &= bits - 1u;
            let value = gradient[window * settings.filters + filter_] * settings.scale;
            let tap = filter_ * length + read_channel;
            row_0.y += value * weights[tap + 0u * settings.channels];
            row_0.z += value * weights[tap + 1u * settings.channels];
            row_0.w += value * weights[tap + 2u * settings.channels];
            row_1.y += value * weights[tap + 3u * settings.channels];
            row_1.z += value * weights[tap + 4u * settings.channels];
            row_1.w += value * weights[tap + 5u * settings.channels];
            row_2.y += value * weights[tap + 6u * settings.channels];
            row_2.z += value * weights[tap + 7u * settings.channels];
            row_2.w += value * weights[tap + 8u * settings.channels];
        }
        bits = by_filter[(window * 4u + 2u) * words + word];
        while (bits != 0u) {
            let filter_ = word * 32u + firstTrailingBit(bits);
            bits &= bits - 1u;
            let value = gradient[window * settings.filters + filter_] * settings.scale;
            let tap = filter_ * length + read_channel;
            row_1.x += value * weights[tap + 0u * settings.channels];
            row_1.y += value * weights[tap + 1u * settings.channels];
            row_1.z += value * weights[tap + 2u * settings.channels];
            row_2.x += value * weights[tap + 3u * settings.channels];
            row_2.y += value * weights[tap + 4u * settings.channels];
            row_2.z += value * weights[tap + 5u * settings.channels];
            row_3.x += value * weights[tap + 6u * settings.channels];
            row_3.y += value * weights[tap + 7u * settings.channels];
            row_3.z += value * weights[tap + 8u * settings.channels];
        }
        bits = by_filter[(window * 4u + 3u) * words + word];
        while (bits != 0u) {
            let filter_ = word * 32u + firstTrailingBit(bits);
            bits &= bits - 1u;
            let value = gradient[window * settings.filters + filter_] * settings.scale;
            let tap = filter_ * length + read_channel;
            row_1.y += value * weights[tap + 0u * settings.channels];
            row_1.z += value * weights[tap + 1u * settings.channels];
            row_1.w += value * weights[tap + 2u * settings.channels];
            row_2.y += value * weights[tap + 3u * settings.channels];
            row_2.z += value * weights[tap + 4u * settings.channels];
            row_2.w += value * weights[tap + 5u * settings.channels];
            row_3.y += value * weights[tap + 6u * settings.channels];
            row_3.z += value * weights[tap + 7u * settings.channels];
            row_3.w += value * weights[tap + 8u * settings.channels];
        }
    }
    if (channel >= settings.channels) {
        return;
    }
    let at = window * 16u * settings.channels + channel;
    for (var i = 0u; i < 4u; i++) {
        patches[at + i * settings.channels] = row_0[i];
        patches[at + (i + 4u) * settings.channels] = row_1[i];
        patches[at + (i + 8u) * settings.channels] = row_2[i];
        patches[at + (i + 12u) * settings.channels] = row_3[i];
    }
}
