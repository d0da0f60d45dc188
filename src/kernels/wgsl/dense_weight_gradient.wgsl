// Gradient of a dense layer's weights and biases: rows are inputs and a 1 for the biases, the depth is the
// images, columns are units. In front of it stands dense_masked_gradient.wgsl.

@group(0) @binding(2) var<storage, read_write> input: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> parameter_gradient: array<vec4<f32>>;
@group(0) @binding(4) var<uniform> settings: Settings;

const LEFT_ALONG_DEPTH = false;
const RIGHT_ALONG_DEPTH = false;

fn left_start(row: u32) -> u32 {
    return row;
}

fn input_at(image: u32, row: u32) -> vec4<f32> {
    if (image >= settings.batch || row > settings.inputs) {
        return vec4<f32>();
    }
    if (row == settings.inputs) {
        return vec4<f32>(1.0, 0.0, 0.0, 0.0);
    }
    return input[(image * settings.inputs + row) / 4u];
}

fn left_block(row: u32, depth: u32) -> mat4x4<f32> {
    return mat4x4<f32>(
        input_at(depth, row),
        input_at(depth + 1u, row),
        input_at(depth + 2u, row),
        input_at(depth + 3u, row),
    );
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    return mat4x4<f32>(
        gradient_at(depth, column),
        gradient_at(depth + 1u, column),
        gradient_at(depth + 2u, column),
        gradient_at(depth + 3u, column),
    );
}

fn store(row: u32, column: u32, sums: mat4x4<f32>) {
    if (column >= settings.units) {
        return;
    }
    for (var i = 0u; i < 4u; i++) {
        if (row + i <= settings.inputs) {
            parameter_gradient[((row + i) * settings.units + column) / 4u] = sums[i];
        }
    }
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = group.x * ROWS;
    let column = group.y * COLUMNS;
    let sums = tile_sums(local, row, column, 0u, settings.batch);
    let first = row + tile_row(local);
    let unit = column + tile_column(local);
    store(first, unit, sums.low_near);
    store(first, unit + COLUMNS / 2u, sums.low_far);
    store(first + ROWS / 2u, unit, sums.high_near);
    store(first + ROWS / 2u, unit + COLUMNS / 2u, sums.high_far);
}
