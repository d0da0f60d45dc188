// The weights of a convolution by filter, tap and channel, for pool_data_gradient.wgsl.

struct Settings {
    // Taps and channels.
    rows: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> weights: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (id.x < settings.rows * settings.filters) {
        let filter_ = id.x / settings.rows;
        weights[id.x] = parameters[id.x % settings.rows * settings.filters + filter_];
    }
}
