// Adds up what workgroups have found for parts of a sum. Eight invocations share the parts of one value.

struct Settings {
    length: u32,
    parts: u32,
    // Of the matrix that the sums are, by columns in the parts and by rows in the end; 1 if it needs no turning.
    columns: u32,
}

@group(0) @binding(0) var<storage, read_write> parts: array<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;

const VALUES = 16u;
const SHARES = 8u;

var<workgroup> found: array<f32, VALUES * SHARES>;

@compute @workgroup_size(128)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let value = group.x * VALUES + local % VALUES;
    var total = 0.0;
    if (value < settings.length) {
        for (var part = local / VALUES; part < settings.parts; part += SHARES) {
            total += parts[part * settings.length + value];
        }
    }
    found[local] = total;
    workgroupBarrier();
    if (local < VALUES && value < settings.length) {
        for (var share = 1u; share < SHARES; share++) {
            total += found[share * VALUES + local];
        }
        let rows = settings.length / settings.columns;
        sum[value % rows * settings.columns + value / rows] = total;
    }
}
