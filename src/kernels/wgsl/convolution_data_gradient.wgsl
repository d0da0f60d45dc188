// Gradient of a 3x3 convolution's input: rows are pixels of the input, in the order of 2x2 windows; the
// depth is tap and filter; columns are channels. It is itself a convolution, of spread_gradient.wgsl's output.

struct Settings {
    batch: u32,
    // Of the output.
    height: u32,
    width: u32,
    channels: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> spread: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> parameters: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> input_gradient: array<vec4<f32>>;
@group(0) @binding(3) var<uniform> settings: Settings;

const OUTSIDE = 0xffffffffu;

fn window_count() -> u32 {
    return settings.batch * (settings.height / 2u + 1u) * (settings.width / 2u + 1u);
}

// Image, row and column of a window's first pixel.
fn window_place(window: u32) -> vec3<u32> {
    let across = settings.width / 2u + 1u;
    let down = settings.height / 2u + 1u;
    let line = window / across;
    return vec3<u32>(line / down, line % down * 2u, window % across * 2u);
}

const LEFT_ALONG_DEPTH = true;
const RIGHT_ALONG_DEPTH = true;

fn left_start(row: u32) -> u32 {
    if (row / 4u >= window_count()) {
        return OUTSIDE;
    }
    let place = window_place(row / 4u);
    let line = place.x * (settings.height + 4u) + place.y;
    return (line * (settings.width + 4u) + place.z) * settings.filters / 4u;
}

fn left_block(start: u32, depth: u32) -> mat4x4<f32> {
    let is_inside = (start != OUTSIDE) & (depth < 9u * settings.filters);
    // The other way round: what the first tap took comes from the pixel two rows and columns behind.
    let tap = 8u - depth / settings.filters;
    let right = settings.filters / 4u;
    let line = (settings.width + 4u) * right;
    let first = select(
        0u,
        start + tap / 3u * line + tap % 3u * right + depth % settings.filters / 4u,
        is_inside,
    );
    let zero = vec4<f32>();
    return transpose(mat4x4<f32>(
        select(zero, spread[first], is_inside),
        select(zero, spread[first + right], is_inside),
        select(zero, spread[first + line], is_inside),
        select(zero, spread[first + line + right], is_inside),
    ));
}

// Of a tap and channel, for the filters from one on.
fn parameters_at(tap: u32, channel: u32, filter_: u32) -> vec4<f32> {
    let is_inside = (tap < 9u) & (channel < settings.channels);
    let row = tap * settings.channels + channel;
    let at = select(0u, (row * settings.filters + filter_) / 4u, is_inside);
    return select(vec4<f32>(), parameters[at], is_inside);
}

fn right_block(depth: u32, channel: u32) -> mat4x4<f32> {
    let tap = depth / settings.filters;
    let filter_ = depth % settings.filters;
    return transpose(mat4x4<f32>(
        parameters_at(tap, channel, filter_),
        parameters_at(tap, channel + 1u, filter_),
        parameters_at(tap, channel + 2u, filter_),
        parameters_at(tap, channel + 3u, filter_),
    ));
}

fn depth_range(part: u32) -> vec2<u32> {
    return vec2<u32>(0u, 9u * settings.filters);
}

fn finish(part: u32, row: u32, channel: u32, sums: mat4x4<f32>) {
    if ((row / 4u >= window_count()) | (channel >= settings.channels)) {
        return;
    }
    let place = window_place(row / 4u);
    let right = settings.channels / 4u;
    let line = (settings.width + 2u) * right;
    let first = (place.x * (settings.height + 2u) + place.y) * line + place.z * right + channel / 4u;
    input_gradient[first] = sums[0];
    input_gradient[first + right] = sums[1];
    input_gradient[first + line] = sums[2];
    input_gradient[first + line + right] = sums[3];
}
