// Dropout: one invocation draws four words and decides four elements.

struct Settings {
    key: DropoutKey,
    length: u32,
}

@group(0) @binding(0) var<storage, read_write> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;

const WORKGROUP = 256u;

@compute @workgroup_size(256)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let number = (group.y * groups.x + group.x) * WORKGROUP + local;
    if (number * 4u >= settings.length) {
        return;
    }
    let factors = dropout_factors(number, settings.key);
    for (var lane = 0u; lane < 4u; lane++) {
        let element = number * 4u + lane;
        if (element < settings.length) {
            // Not a product: what is dropped is 0 even where the input is no number.
            output[element] = select(input[element] * factors[lane], 0.0, factors[lane] == 0.0);
        }
    }
}
