// Adds up the parts of a dense layer's sums; then ReLU and dropout. Eight invocations share the parts of four
// units.

struct Settings {
    key: DropoutKey,
    // Vectors of four in the output.
    length: u32,
    parts: u32,
    has_relu: u32,
}

@group(0) @binding(0) var<storage, read_write> parts: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4<f32>>;
@group(0) @binding(2) var<uniform> settings: Settings;

const VALUES = 16u;
const SHARES = 8u;

var<workgroup> found: array<vec4<f32>, VALUES * SHARES>;

@compute @workgroup_size(128)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let value = group.x * VALUES + local % VALUES;
    var sum = vec4<f32>();
    if (value < settings.length) {
        for (var part = local / VALUES; part < settings.parts; part += SHARES) {
            sum += parts[part * settings.length + value];
        }
    }
    found[local] = sum;
    workgroupBarrier();
    if (local < VALUES && value < settings.length) {
        for (var share = 1u; share < SHARES; share++) {
            sum += found[share * VALUES + local];
        }
        let factors = dropout_factors(value, settings.key);
        let is_negative = (sum <= vec4<f32>()) & vec4<bool>(settings.has_relu == 1u);
        let is_dead = (factors == vec4<f32>()) | is_negative;
        output[value] = select(sum * factors, vec4<f32>(), is_dead);
    }
}
