// Gradient of a dense layer's sums, from that of its output: what ReLU or dropout made 0 gets none.

struct Settings {
    batch: u32,
    inputs: u32,
    units: u32,
    scale: f32,
    has_mask: u32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4<f32>>;

fn gradient_at(row: u32, unit: u32) -> vec4<f32> {
    let is_inside = (row < settings.batch) & (unit < settings.units);
    let at = select(0u, (row * settings.units + unit) / 4u, is_inside);
    let passes = (output[at] != vec4<f32>()) | vec4<bool>(settings.has_mask == 0u);
    return select(vec4<f32>(), gradient[at] * settings.scale, passes & vec4<bool>(is_inside));
}
