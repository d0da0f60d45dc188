// Gradients of a dense layer of few or odd units: of weights and biases, then of the input. Eight
// invocations share one value.

struct Settings {
    batch: u32,
    inputs: u32,
    units: u32,
    scale: f32,
    has_mask: u32,
    // Values of the input's gradient that are wanted: all or none.
    input_length: u32,
}

@group(0) @binding(0) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
@group(0) @binding(2) var<storage, read_write> input: array<f32>;
@group(0) @binding(3) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameter_gradient: array<f32>;
@group(0) @binding(5) var<storage, read_write> input_gradient: array<f32>;
@group(0) @binding(6) var<uniform> settings: Settings;

const VALUES = 8u;
const SHARES = 8u;

var<workgroup> found: array<f32, VALUES * SHARES>;

fn gradient_at(image: u32, unit: u32) -> f32 {
    let at = image * settings.units + unit;
    let passes = output[at] != 0.0 || settings.has_mask == 0u;
    return select(0.0, gradient[at] * settings.scale, passes);
}

// The share's part of a value: of a parameter over the images, of an input over the units.
fn part_of(value: u32, share: u32) -> f32 {
    let parameter_length = (settings.inputs + 1u) * settings.units;
    var sum = 0.0;
    if (value < parameter_length) {
        let row = value / settings.units;
        let unit = value % settings.units;
        for (var image = share; image < settings.batch; image += SHARES) {
            var factor = 1.0;
            if (row < settings.inputs) {
                factor = input[image * settings.inputs + row];
            }
            sum += factor * gradient_at(image, unit);
        }
    } else if (value - parameter_length < settings.input_length) {
        let image = (value - parameter_length) / settings.inputs;
        let row = (value - parameter_length) % settings.inputs;
        for (var unit = share; unit < settings.units; unit += SHARES) {
            sum += gradient_at(image, unit) * parameters[row * settings.units + unit];
        }
    }
    return sum;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let value = (group.y * groups.x + group.x) * VALUES + local / SHARES;
    let share = local % SHARES;
    var sum = part_of(value, share);
    found[local] = sum;
    workgroupBarrier();
    if (share == 0u) {
        for (var other = 1u; other < SHARES; other++) {
            sum += found[local + other];
        }
        let parameter_length = (settings.inputs + 1u) * settings.units;
        if (value < parameter_length) {
            parameter_gradient[value] = sum;
        } else if (value - parameter_length < settings.input_length) {
            input_gradient[value - parameter_length] = sum;
        }
    }
}
