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
    let is_inside = (row < settings.batch) & (depth < settings.inputs);
    let one = vec4<f32>(f32(depth == settings.inputs), 0.0, 0.0, 0.0);
    return select(one, input[select(0u, (row * settings.inputs + depth) / 4u, is_inside)], is_inside);
}

fn left_block(row: u32, depth: u32) -> mat4x4<f32> {
    return transpose(mat4x4<f32>(
        input_at(row, depth),
        input_at(row + 1u, depth),
        input_at(row + 2u, depth),
        input_at(row + 3u, depth),
    ));
}

fn parameters_at(row: u32, column: u32) -> vec4<f32> {
    let is_inside = (row <= settings.inputs) & (column < settings.units);
    let at = select(0u, (row * settings.units + column) / 4u, is_inside);
    return select(vec4<f32>(), parameters[at], is_inside);
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    return mat4x4<f32>(
        parameters_at(depth, column),
        parameters_at(depth + 1u, column),
        parameters_at(depth + 2u, column),
        parameters_at(depth + 3u, column),
    );
}

fn depth_range(part: u32) -> vec2<u32> {
    let begin = part * settings.portion;
    return vec2<u32>(begin, min(begin + settings.portion, settings.inputs + 1u));
}

fn finish(part: u32, row: u32, column: u32, sums: mat4x4<f32>) {
    for (var i = 0u; i < 4u; i++) {
        if ((row + i < settings.batch) & (column < settings.units)) {
            parts[((part * settings.batch + row + i) * settings.units + column) / 4u] = sums[i];
        }
    }
}
