// Adds up the patches of pool_data_gradient.wgsl: a pixel belongs to up to four windows. Four channels for each
// invocation.

struct Settings {
    batch: u32,
    // Of the convolution's output.
    height: u32,
    width: u32,
    channels: u32,
}

@group(0) @binding(0) var<storage, read_write> patches: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> input_gradient: array<vec4<f32>>;
@group(0) @binding(2) var<uniform> settings: Settings;

const WORKGROUP = 256u;

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = (group.y * groups.x + group.x) * WORKGROUP + local;
    let quads = settings.channels / 4u;
    let pixel = i / quads;
    let line = pixel / (settings.width + 2u);
    let image = line / (settings.height + 2u);
    if (image >= settings.batch) {
        return;
    }
    let row = line % (settings.height + 2u);
    let column = pixel % (settings.width + 2u);
    let down = settings.height / 2u;
    let across = settings.width / 2u;
    var sum = vec4<f32>();
    for (var up = 0u; up < 2u; up++) {
        for (var left = 0u; left < 2u; left++) {
            // Huge before the first.
            let window_row = row / 2u - up;
            let window_column = column / 2u - left;
            if ((window_row < down) & (window_column < across)) {
                let window = (image * down + window_row) * across + window_column;
                let place = (row % 2u + 2u * up) * 4u + column % 2u + 2u * left;
                sum += patches[(window * 16u + place) * quads + i % quads];
            }
        }
    }
    input_gradient[i] = sum;
}
