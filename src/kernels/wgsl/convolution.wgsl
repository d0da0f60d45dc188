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
    if (start == OUTSIDE || depth >= 9u * settings.channels) {
        return mat4x4<f32>();
    }
    let tap = depth / settings.channels;
    let channel = depth % settings.channels;
    let line = (settings.width + 2u) * settings.channels / 4u;
    let right = settings.channels / 4u;
    let first = start + tap / 3u * line + tap % 3u * right + channel / 4u;
    return transpose(mat4x4<f32>(
        input[first],
        input[first + right],
        input[first + line],
        input[first + line + right],
    ));
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    if (column >= settings.filters || depth >= 9u * settings.channels) {
        return mat4x4<f32>();
    }
    let line = settings.filters / 4u;
    let first = depth * line + column / 4u;
    return mat4x4<f32>(
        parameters[first],
        parameters[first + line],
        parameters[first + 2u * line],
        parameters[first + 3u * line],
    );
}

fn finish(window: u32, filter_: u32, sums: mat4x4<f32>) {
    if (window >= window_count() || filter_ >= settings.filters) {
        return;
    }
    let bias = parameters[(9u * settings.channels * settings.filters + filter_) / 4u];
    store(window, filter_, mat4x4<f32>(sums[0] + bias, sums[1] + bias, sums[2] + bias, sums[3] + bias));
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = group.x * ROWS;
    let column = group.y * COLUMNS;
    let sums = tile_sums(local, row, column, 0u, 9u * settings.channels);
    let window = (row + tile_row(local)) / 4u;
    let filter_ = column + tile_column(local);
    finish(window, filter_, sums.low_near);
    finish(window, filter_ + COLUMNS / 2u, sums.low_far);
    finish(window + ROWS / 8u, filter_, sums.high_near);
    finish(window + ROWS / 8u, filter_ + COLUMNS / 2u, sums.high_far);
}
