// Forward pass of a dense layer, as far as the sums: rows are images; the depth is the inputs and, behind them,
// a 1 that the biases are multiplied by; columns are units. There are too few tiles to fill a GPU, so the
// depth is divided over workgroups; dense_finish.wgsl adds what they find.

struct Settings {
    batch: u32,
    inputs: u32,
    units: u32,
    // Inputs for each workgroup, a multiple of DEPTH.
    portion: u32,
}

@group(0) @binding(0) var<storage, read_write> input: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> parameters: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> parts: array<vec4<f32>>;
@group(0) @binding(3) var<uniform> settings: Settings;

const LEFT_ALONG_DEPTH = true;
const RIGHT_ALONG_DEPTH = false;

fn left_start(row: u32) -> u32 {
    return row;
}

fn input_at(row: u32, depth: u32) -> vec4<f32> {
    if (row >= settings.batch) {
        return vec4<f32>();
    }
    return input[(row * settings.inputs + depth) / 4u];
}

fn left_block(row: u32, depth: u32) -> mat4x4<f32> {
    if (depth >= settings.inputs) {
        let ones = select(vec4<f32>(), vec4<f32>(1.0), depth == settings.inputs);
        return mat4x4<f32>(ones, vec4<f32>(), vec4<f32>(), vec4<f32>());
    }
    return transpose(mat4x4<f32>(
        input_at(row, depth),
        input_at(row + 1u, depth),
        input_at(row + 2u, depth),
        input_at(row + 3u, depth),
    ));
}

fn parameters_at(row: u32, column: u32) -> vec4<f32> {
    if (row > settings.inputs || column >= settings.units) {
        return vec4<f32>();
    }
    return parameters[(row * settings.units + column) / 4u];
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    return mat4x4<f32>(
        parameters_at(depth, column),
        parameters_at(depth + 1u, column),
        parameters_at(depth + 2u, column),
        parameters_at(depth + 3u, column),
    );
}

fn store(part: u32, row: u32, column: u32, sums: mat4x4<f32>) {
    if (column >= settings.units) {
        return;
    }
    for (var i = 0u; i < 4u; i++) {
        if (row + i < settings.batch) {
            parts[((part * settings.batch + row + i) * settings.units + column) / 4u] = sums[i];
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
    let begin = group.z * settings.portion;
    let end = min(begin + settings.portion, settings.inputs + 1u);
    let sums = tile_sums(local, row, column, begin, end);
    let first = row + tile_row(local);
    let unit = column + tile_column(local);
    store(group.z, first, unit, sums.low_near);
    store(group.z, first, unit + COLUMNS / 2u, sums.low_far);
    store(group.z, first + ROWS / 2u, unit, sums.high_near);
    store(group.z, first + ROWS / 2u, unit + COLUMNS / 2u, sums.high_far);
}
