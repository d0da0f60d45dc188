// Softmax, cross-entropy and hits of a mini-batch, by one workgroup: what is trained towards, and the sums for
// reports, to which it adds.

const CLASSES = 10u;

struct Settings {
    batch: u32,
    smoothing: f32,
}

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
// Losses and hits so far.
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<storage, read_write> new_sums: array<f32>;
@group(0) @binding(4) var<storage, read_write> objective: array<f32>;
@group(0) @binding(5) var<uniform> settings: Settings;

const WORKGROUP = 64u;

// Of each invocation: what is trained towards, cross-entropy, hits.
var<workgroup> found: array<vec3<f32>, WORKGROUP>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32) {
    var mine = vec3<f32>();
    for (var image = local; image < settings.batch; image += WORKGROUP) {
        let first = image * CLASSES;
        let label = u32(labels[image]);
        var best = 0u;
        var total = 0.0;
        for (var category = 0u; category < CLASSES; category++) {
            total += logits[first + category];
            if (logits[first + category] > logits[first + best]) {
                best = category;
            }
        }
        let highest = logits[first + best];
        var powers = 0.0;
        for (var category = 0u; category < CLASSES; category++) {
            powers += exp(logits[first + category] - highest);
        }
        let normaliser = log(powers) + highest;
        let loss = normaliser - logits[first + label];
        let uniform_loss = normaliser - total / f32(CLASSES);
        let aim = loss + settings.smoothing * (uniform_loss - loss);
        mine += vec3<f32>(aim, loss, select(0.0, 1.0, best == label));
    }
    found[local] = mine;
    workgroupBarrier();
    for (var half = WORKGROUP / 2u; half > 0u; half /= 2u) {
        if (local < half) {
            found[local] += found[local + half];
        }
        workgroupBarrier();
    }
    if (local == 0u) {
        objective[0] = found[0].x / f32(settings.batch);
        new_sums[0] = sums[0] + found[0].y;
        new_sums[1] = sums[1] + found[0].z;
    }
}
