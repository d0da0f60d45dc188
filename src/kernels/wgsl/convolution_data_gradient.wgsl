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
    if (start == OUTSIDE || depth >= 9u * settings.filters) {
        return mat4x4<f32>();
    }
    // The other way round: what the first tap took comes from the pixel two rows and columns behind.
    let tap = 8u - depth / settings.filters;
    let right = settings.filters / 4u;
    let line = (settings.width + 4u) * right;
    let first = start + tap / 3u * line + tap % 3u * right + depth % settings.filters / 4u;
    return transpose(mat4x4<f32>(
        spread[first],
        spread[first + right],
        spread[first + line],
        spread[first + line + right],
    ));
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    if (column >= settings.channels || depth >= 9u * settings.filters) {
        return mat4x4<f32>();
    }
    let tap = depth / settings.filters;
    let line = settings.filters / 4u;
    let first = (tap * settings.channels + column) * line + depth % settings.filters / 4u;
    return transpose(mat4x4<f32>(
        parameters[first],
        parameters[first + line],
        parameters[first + 2u * line],
        parameters[first + 3u * line],
    ));
}

fn store(row: u32, channel: u32, sums: mat4x4<f32>) {
    if (row / 4u >= window_count() || channel >= settings.channels) {
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

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = group.x * ROWS;
    let column = group.y * COLUMNS;
    let sums = tile_sums(local, row, column, 0u, 9u * settings.filters);
    let first = row + tile_row(local);
    let channel = column + tile_column(local);
    store(first, channel, sums.low_near);
    store(first, channel + COLUMNS / 2u, sums.low_far);
    store(first + ROWS / 2u, channel, sums.high_near);
    store(first + ROWS / 2u, channel + COLUMNS / 2u, sums.high_far);
}
