// Gradient of weights and biases of a convolution with a pool behind it, by filter, tap and channel. Behind it,
// sum_parts.wgsl adds what the workgroups find.
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
    // Images taken by every workgroup: one of so many.
    portions: u32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> places: array<u32>;
@group(0) @binding(2) var<storage, read_write> by_window: array<u32>;
@group(0) @binding(3) var<storage, read_write> input: array<f32>;
@group(0) @binding(4) var<storage, read_write> parts: array<f32>;
@group(0) @binding(5) var<uniform> settings: Settings;

const LANES = 32u;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let channel = group.z * LANES + local % LANES;
    let filter_ = group.x * 2u + local / LANES;
    let across = settings.width / 2u;
    let windows = settings.height / 2u * across;
    let words = (windows + 31u) / 32u;
    let right = settings.channels;
    let line = (settings.width + 2u) * right;
    // Invocations without a channel of their own take another's, and keep it to themselves.
    let read_channel = min(channel, settings.channels - 1u);
    var taps_0 = vec3<f32>();
    var taps_1 = vec3<f32>();
    var taps_2 = vec3<f32>();
    var bias = 0.0;
    for (var image = group.y; image < settings.batch; image += settings.portions) {
        let start = image * (settings.height + 2u) * line + read_channel;
        for (var word = 0u; word < words; word++) {
            var bits = by_window[(image * settings.filters + filter_) * words + word];
            while (bits != 0u) {
                let window = word * 32u + firstTrailingBit(bits);
                bits &= bits - 1u;
                let at = (image * windows + window) * settings.filters + filter_;
                let place = (places[at / 4u] >> (at % 4u * 8u)) & 3u;
                let row = window / across * 2u + place / 2u;
                let column = window % across * 2u + place % 2u;
                let value = gradient[at] * settings.scale;
                let pixel = start + row * line + column * right;
                let below = pixel + line;
                let last = below + line;
                taps_0 += value * vec3<f32>(input[pixel], input[pixel + right], input[pixel + 2u * right]);
                taps_1 += value * vec3<f32>(input[below], input[below + right], input[below + 2u * right]);
                taps_2 += value * vec3<f32>(input[last], input[last + right], input[last + 2u * right]);
                bias += value;
            }
        }
    }
    if (channel >= settings.channels) {
        return;
    }
    let length = 9u * settings.channels + 1u;
    let at = (group.y * settings.filters + filter_) * length + channel;
    for (var tap = 0u; tap < 3u; tap++) {
        parts[at + tap * right] = taps_0[tap];
        parts[at + (tap + 3u) * right] = taps_1[tap];
        parts[at + (tap + 6u) * right] = taps_2[tap];
    }
    if (channel == 0u) {
        parts[at + 9u * right] = bias;
    }
}
