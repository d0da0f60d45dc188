// Multiplies and adds, in four independent chains of vectors.

struct Settings {
    rounds: u32,
}

@group(0) @binding(0) var<storage, read_write> output: array<f32>;
@group(0) @binding(1) var<uniform> settings: Settings;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let start = f32(id.x) * 1e-6;
    let factor = vec4<f32>(0.999 - start, 0.998 - start, 0.997 - start, 0.996 - start);
    var a = vec4<f32>(start);
    var b = a + 0.1;
    var c = a + 0.2;
    var d = a + 0.3;
    for (var round = 0u; round < settings.rounds; round++) {
        a = a * factor + 0.5;
        b = b * factor + 0.5;
        c = c * factor + 0.5;
        d = d * factor + 0.5;
    }
    let sum = a + b + c + d;
    output[id.x] = sum.x + sum.y + sum.z + sum.w;
}
