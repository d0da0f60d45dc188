// A 3x3 convolution of images with one channel, with bias and ReLU: too little work for each value to be
// worth a tile. One invocation computes four filters of one pixel.

struct Settings {
    // Pixels of the output in all images.
    count: u32,
    // Of the output.
    height: u32,
    width: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> parameters: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4<f32>>;
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
    let quad = i % quads;
    if (pixel >= settings.count) {
        return;
    }
    let line = pixel / settings.width;
    let width = settings.width + 2u;
    let first = (line + line / settings.height * 2u) * width + pixel % settings.width;
    var sum = parameters[9u * quads + quad];
    for (var tap = 0u; tap < 9u; tap++) {
        sum += input[first + tap / 3u * width + tap % 3u] * parameters[tap * quads + quad];
    }
    // Not by max(): what is no number shall stay so, to be noticed.
    output[i] = select(sum, vec4<f32>(), sum <= vec4<f32>());
}
