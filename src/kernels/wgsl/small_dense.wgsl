// Forward pass of a dense layer of few or odd units, such as the ten classes. Eight invocations share the inputs
// of one output.

struct Settings {
    key: DropoutKey,
    batch: u32,
    inputs: u32,
    units: u32,
    has_relu: u32,
}

@group(0) @binding(0) var<storage, read_write> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;
@group(0) @binding(3) var<uniform> settings: Settings;

const VALUES = 8u;
const SHARES = 8u;

var<workgroup> found: array<f32, VALUES * SHARES>;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let value = group.x * VALUES + local / SHARES;
    let share = local % SHARES;
    let image = value / settings.units;
    let unit = value % settings.units;
    var sum = 0.0;
    if (image < settings.batch) {
        for (var i = share; i < settings.inputs; i += SHARES) {
            sum += input[image * settings.inputs + i] * parameters[i * settings.units + unit];
        }
    }
    found[local] = sum;
    workgroupBarrier();
    if (share == 0u && image < settings.batch) {
        for (var other = 1u; other < SHARES; other++) {
            sum += found[local + other];
        }
        sum += parameters[settings.inputs * settings.units + unit];
        let factor = dropout_factors(value / 4u, settings.key)[value % 4u];
        let is_dead = factor == 0.0 || (settings.has_relu == 1u && sum <= 0.0);
        output[value] = select(sum * factor, 0.0, is_dead);
    }
}
