// Gradient before ReLU of a convolution's output, with two pixels of zeros around it, so that both gradients of
// the convolution can read it without asking where they are. Four filters for each invocation.

struct Settings {
    batch: u32,
    // Of the output.
    height: u32,
    width: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> spread: array<vec4<f32>>;
@group(0) @binding(3) var<uniform> settings: Settings;

const WORKGROUP = 256u;

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = (group.y * groups.x + group.x) * WORKGROUP + local;
    let quads = settings.filters / 4u;
    let pixel = i / quads;
    let line = pixel / (settings.width + 4u);
    let image = line / (settings.height + 4u);
    if (image >= settings.batch) {
        return;
    }
    // Huge before the first.
    let row = line % (settings.height + 4u) - 2u;
    let column = pixel % (settings.width + 4u) - 2u;
    var value = vec4<f32>();
    if (row < settings.height && column < settings.width) {
        let at = ((image * settings.height + row) * settings.width + column) * quads + i % quads;
        value = select(vec4<f32>(), gradient[at], output[at] > vec4<f32>());
    }
    spread[i] = value;
}
