// Gradient of a 3x3 convolution's weights and biases: rows are tap and channel, and one for the bias; the
// depth is the pixels of the output, window by window; columns are filters. The depth is long and the
// product small, so it is divided over many workgroups; sum_parts.wgsl adds what they find.

struct Settings {
    batch: u32,
    // Of the output.
    height: u32,
    width: u32,
    channels: u32,
    filters: u32,
    // Pixels for each workgroup, a multiple of DEPTH.
    portion: u32,
}

// The output's gradient, from spread_gradient.wgsl.
@group(0) @binding(0) var<storage, read_write> spread: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> input: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> parts: array<vec4<f32>>;
@group(0) @binding(3) var<uniform> settings: Settings;

const OUTSIDE = 0xffffffffu;
const BIAS = 0xfffffffeu;

fn pixel_count() -> u32 {
    return settings.batch * settings.height * settings.width;
}

// Image, row and column (halved) of the window that a pixel belongs to.
fn window_place(pixel: u32) -> vec3<u32> {
    let window = pixel / 4u;
    let across = settings.width / 2u;
    let down = settings.height / 2u;
    let line = window / across;
    return vec3<u32>(line / down, line % down, window % across);
}

const LEFT_ALONG_DEPTH = false;
const RIGHT_ALONG_DEPTH = false;

// Where tap and channel are, from the pixel of the input that has the output's row and column.
fn left_start(row: u32) -> u32 {
    if (row >= 9u * settings.channels) {
        return select(OUTSIDE, BIAS, row == 9u * settings.channels);
    }
    let tap = row / settings.channels;
    let pixel = tap / 3u * (settings.width + 2u) + tap % 3u;
    return (pixel * settings.channels + row % settings.channels) / 4u;
}

fn left_block(start: u32, depth: u32) -> mat4x4<f32> {
    let is_pixel = depth < pixel_count();
    let is_inside = is_pixel & (start < BIAS);
    let place = window_place(depth);
    let right = settings.channels / 4u;
    let line = (settings.width + 2u) * right;
    let first = select(
        0u,
        (place.x * (settings.height + 2u) + 2u * place.y) * line + 2u * place.z * right + start,
        is_inside,
    );
    let one = vec4<f32>(f32(is_pixel & (start == BIAS)), 0.0, 0.0, 0.0);
    return mat4x4<f32>(
        select(one, input[first], is_inside),
        select(one, input[first + right], is_inside),
        select(one, input[first + line], is_inside),
        select(one, input[first + line + right], is_inside),
    );
}

fn right_block(depth: u32, filter_: u32) -> mat4x4<f32> {
    let is_inside = (filter_ < settings.filters) & (depth < pixel_count());
    let place = window_place(depth);
    let right = settings.filters / 4u;
    let line = (settings.width + 4u) * right;
    let row = place.x * (settings.height + 4u) + 2u * place.y + 2u;
    let first = select(0u, row * line + (2u * place.z + 2u) * right + filter_ / 4u, is_inside);
    let zero = vec4<f32>();
    return mat4x4<f32>(
        select(zero, spread[first], is_inside),
        select(zero, spread[first + right], is_inside),
        select(zero, spread[first + line], is_inside),
        select(zero, spread[first + line + right], is_inside),
    );
}

fn depth_range(part: u32) -> vec2<u32> {
    let begin = part * settings.portion;
    return vec2<u32>(begin, min(begin + settings.portion, pixel_count()));
}

fn finish(part: u32, row: u32, filter_: u32, sums: mat4x4<f32>) {
    let rows = 9u * settings.channels + 1u;
    if (filter_ >= settings.filters) {
        return;
    }
    for (var i = 0u; i < 4u; i++) {
        if (row + i < rows) {
            parts[((part * rows + row + i) * settings.filters + filter_) / 4u] = sums[i];
        }
    }
}
