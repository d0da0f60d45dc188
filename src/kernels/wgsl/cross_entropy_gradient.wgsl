// Gradient of the mean cross-entropy's logits. One image for each invocation.

const CLASSES = 10u;

struct Settings {
    batch: u32,
    smoothing: f32,
}

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
// Of the mean itself.
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> logits_gradient: array<f32>;
@group(0) @binding(4) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (id.x >= settings.batch) {
        return;
    }
    let first = id.x * CLASSES;
    let label = u32(labels[id.x]);
    var highest = logits[first];
    for (var category = 1u; category < CLASSES; category++) {
        highest = max(highest, logits[first + category]);
    }
    var powers = 0.0;
    for (var category = 0u; category < CLASSES; category++) {
        powers += exp(logits[first + category] - highest);
    }
    let share = gradient[0] / f32(settings.batch);
    for (var category = 0u; category < CLASSES; category++) {
        let probability = exp(logits[first + category] - highest) / powers;
        let wanted = select(0.0, 1.0 - settings.smoothing, category == label) + settings.smoothing / f32(CLASSES);
        logits_gradient[first + category] = (probability - wanted) * share;
    }
}
