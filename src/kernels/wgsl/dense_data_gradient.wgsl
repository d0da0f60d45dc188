// Gradient of a dense layer's input: rows are images, the depth is the units, columns are inputs.
// In front of it stands dense_masked_gradient.wgsl.

@group(0) @binding(2) var<storage, read_write> parameters: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> input_gradient: array<vec4<f32>>;
@group(0) @binding(4) var<uniform> settings: Settings;

const LEFT_ALONG_DEPTH = true;
const RIGHT_ALONG_DEPTH = true;

fn left_start(row: u32) -> u32 {
    return row;
}

fn left_block(row: u32, depth: u32) -> mat4x4<f32> {
    return transpose(mat4x4<f32>(
        gradient_at(row, depth),
        gradient_at(row + 1u, depth),
        gradient_at(row + 2u, depth),
        gradient_at(row + 3u, depth),
    ));
}

fn parameters_at(column: u32, depth: u32) -> vec4<f32> {
    if (column >= settings.inputs || depth >= settings.units) {
        return vec4<f32>();
    }
    return parameters[(column * settings.units + depth) / 4u];
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    return transpose(mat4x4<f32>(
        parameters_at(column, depth),
        parameters_at(column + 1u, depth),
        parameters_at(column + 2u, depth),
        parameters_at(column + 3u, depth),
    ));
}

fn store(row: u32, column: u32, sums: mat4x4<f32>) {
    if (column >= settings.inputs) {
        return;
    }
    for (var i = 0u; i < 4u; i++) {
        if (row + i < settings.batch) {
            input_gradient[((row + i) * settings.inputs + column) / 4u] = sums[i];
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
    let sums = tile_sums(local, row, column, 0u, settings.units);
    let first = row + tile_row(local);
    let input = column + tile_column(local);
    store(first, input, sums.low_near);
    store(first, input + COLUMNS / 2u, sums.low_far);
    store(first + ROWS / 2u, input, sums.high_near);
    store(first + ROWS / 2u, input + COLUMNS / 2u, sums.high_far);
}
