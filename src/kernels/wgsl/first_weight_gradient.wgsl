// Gradient of the weights and biases of a 3x3 convolution of images with one channel. An invocation takes four
// filters and every LANES-th pixel of the workgroup's portion; the workgroup then adds up what they found.

struct Settings {
    // Pixels of the output in all images.
    count: u32,
    // Of the output.
    height: u32,
    width: u32,
    filters: u32,
    // Pixels for each workgroup.
    portion: u32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> input: array<f32>;
@group(0) @binding(3) var<storage, read_write> parts: array<vec4<f32>>;
@group(0) @binding(4) var<uniform> settings: Settings;

const QUADS = 8u;
const INVOCATIONS = 128u;
const LANES = INVOCATIONS / QUADS;
// Of nine taps and the bias, as many as workgroup memory holds at once.
const HALF = 5u;

var<workgroup> found: array<vec4<f32>, INVOCATIONS * HALF>;

@compute @workgroup_size(128)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let quads = settings.filters / 4u;
    let quad = group.y * QUADS + local % QUADS;
    let width = settings.width + 2u;
    let begin = group.x * settings.portion;
    let end = min(begin + settings.portion, settings.count);
    var sums = array<vec4<f32>, 10>();
    if (quad < quads) {
        for (var pixel = begin + local / QUADS; pixel < end; pixel += LANES) {
            let at = pixel * quads + quad;
            let value = select(vec4<f32>(), gradient[at], output[at] > vec4<f32>());
            let line = pixel / settings.width;
            let first = (line + line / settings.height * 2u) * width + pixel % settings.width;
            let second = first + width;
            let third = second + width;
            sums[0] += value * input[first];
            sums[1] += value * input[first + 1u];
            sums[2] += value * input[first + 2u];
            sums[3] += value * input[second];
            sums[4] += value * input[second + 1u];
            sums[5] += value * input[second + 2u];
            sums[6] += value * input[third];
            sums[7] += value * input[third + 1u];
            sums[8] += value * input[third + 2u];
            sums[9] += value;
        }
    }
    for (var half = 0u; half < 2u; half++) {
        for (var tap = 0u; tap < HALF; tap++) {
            found[local * HALF + tap] = sums[half * HALF + tap];
        }
        workgroupBarrier();
        let of_quad = group.y * QUADS + local % QUADS;
        let tap = local / QUADS;
        if (tap < HALF && of_quad < quads) {
            var sum = vec4<f32>();
            for (var lane = 0u; lane < LANES; lane++) {
                sum += found[(lane * QUADS + local % QUADS) * HALF + tap];
            }
            parts[(group.x * 10u + half * HALF + tap) * quads + of_quad] = sum;
        }
        workgroupBarrier();
    }
}
