// Forward pass of a 3x3 convolution with bias and ReLU, as a matrix product that is never written out:
// rows are pixels of the output, in the order of 2x2 windows; the depth is tap and channel; columns are filters.
// Behind it stands convolution_plain.wgsl or convolution_pool.wgsl, which say what becomes of a window.

struct Settings {
    key: DropoutKey,
    batch: u32,
    // Of the output.
    height: u32,
    width: u32,
    channels: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> input: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> parameters: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4<f32>>;

const OUTSIDE = 0xffffffffu;

fn window_count() -> u32 {
    return settings.batch * (settings.height / 2u) * (settings.width / 2u);
}

// Image, row and column (halved) of a 2x2 window.
fn window_place(window: u32) -> vec3<u32> {
    let across = settings.width / 2u;
    let down = settings.height / 2u;
    let line = window / across;
    return vec3<u32>(line / down, line % down, window % across);
}

const LEFT_ALONG_DEPTH = true;
const RIGHT_ALONG_DEPTH = false;

fn left_start(row: u32) -> u32 {
    let window = row / 4u;
    if (window >= window_count()) {
        return OUTSIDE;
    }
    let place = window_place(window);
    let line = place.x * (settings.height + 2u) + 2u * place.y;
    return (line * (settings.width + 2u) + 2u * place.z) * settings.channels / 4u;
}

fn left_block(start: u32, depth: u32) -> mat4x4<f32> {
    let is_inside = (start != OUTSIDE) & (depth < 9u * settings.channels);
    let tap = depth / settings.channels;
    let channel = depth % settings.channels;
    let right = settings.channels / 4u;
    let line = (settings.width + 2u) * right;
    let first = select(0u, start + tap / 3u * line + tap % 3u * right + channel / 4u, is_inside);
    let zero = vec4<f32>();
    return transpose(mat4x4<f32>(
        select(zero, input[first], is_inside),
        select(zero, input[first + right], is_inside),
        select(zero, input[first + line], is_inside),
        select(zero, input[first + line + right], is_inside),
    ));
}

fn parameters_at(row: u32, filter_: u32) -> vec4<f32> {
    let is_inside = (row < 9u * settings.channels) & (filter_ < settings.filters);
    let at = select(0u, (row * settings.filters + filter_) / 4u, is_inside);
    return select(vec4<f32>(), parameters[at], is_inside);
}

fn right_block(depth: u32, filter_: u32) -> mat4x4<f32> {
    return mat4x4<f32>(
        parameters_at(depth, filter_),
        parameters_at(depth + 1u, filter_),
        parameters_at(depth + 2u, filter_),
        parameters_at(depth + 3u, filter_),
    );
}

fn depth_range(part: u32) -> vec2<u32> {
    return vec2<u32>(0u, 9u * settings.channels);
}

fn finish(part: u32, row: u32, filter_: u32, sums: mat4x4<f32>) {
    let window = row / 4u;
    if ((window >= window_count()) | (filter_ >= settings.filters)) {
        return;
    }
    let bias = parameters[(9u * settings.channels * settings.filters + filter_) / 4u];
    store(window, filter_, mat4x4<f32>(sums[0] + bias, sums[1] + bias, sums[2] + bias, sums[3] + bias));
}
