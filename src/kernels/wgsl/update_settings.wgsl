// What the update and the check before it share: src/kernels/update.rs. Behind them stand the bindings of the
// gradients, one for each layer, and `gradient_of(layer, i)`, which the number of layers decides.

struct Layer {
    // Where its parameters begin, and how many there are: weights, then biases.
    start: u32,
    length: u32,
    weights: u32,
    padding: u32,
}

struct Settings {
    length: u32,
    is_adam: u32,
    rate: f32,
    momentum: f32,
    l2: f32,
    // Decoupled: share of a weight that is taken away.
    decay: f32,
    // Of the mini-batch, for the guard.
    number: f32,
    padding: u32,
    layers: array<Layer, LAYERS>,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
// Every m, then every v, then the guard; in place.
@group(0) @binding(2) var<storage, read_write> state: array<f32>;

const WORKGROUP = 256u;

// The layer that parameter `i` belongs to, or stands behind.
fn layer_of(i: u32) -> u32 {
    var layer = 0u;
    for (var next = 1u; next < LAYERS; next++) {
        layer = select(layer, next, i >= settings.layers[next].start);
    }
    return layer;
}
