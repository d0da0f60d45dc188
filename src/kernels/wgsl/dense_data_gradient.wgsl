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
    let is_inside = (column < settings.inputs) & (depth < settings.units);
    let at = select(0u, (column * settings.units + depth) / 4u, is_inside);
    return select(vec4<f32>(), parameters[at], is_inside);
}

fn right_block(depth: u32, column: u32) -> mat4x4<f32> {
    return transpose(mat4x4<f32>(
        parameters_at(column, depth),
        parameters_at(column + 1u, depth),
        parameters_at(column + 2u, depth),
        parameters_at(column + 3u, depth),
    ));
}

fn depth_range(part: u32) -> vec2<u32> {
    return vec2<u32>(0u, settings.units);
}

fn finish(part: u32, row: u32, column: u32, sums: mat4x4<f32>) {
    for (var i = 0u; i < 4u; i++) {
        if ((row + i < settings.batch) & (column < settings.inputs)) {
            input_gradient[((row + i) * settings.inputs + column) / 4u] = sums[i];
        }
    }
}
