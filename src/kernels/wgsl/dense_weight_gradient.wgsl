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
    let is_image = image < settings.batch;
    let is_inside = is_image & (row < settings.inputs);
    let one = vec4<f32>(f32(is_image & (row == settings.inputs)), 0.0, 0.0, 0.0);
    return select(one, input[select(0u, (image * settings.inputs + row) / 4u, is_inside)], is_inside);
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

fn depth_range(part: u32) -> vec2<u32> {
    return vec2<u32>(0u, settings.batch);
}

fn finish(part: u32, row: u32, column: u32, sums: mat4x4<f32>) {
    for (var i = 0u; i < 4u; i++) {
        if ((row + i <= settings.inputs) & (column < settings.units)) {
            parameter_gradient[((row + i) * settings.units + column) / 4u] = sums[i];
        }
    }
}
