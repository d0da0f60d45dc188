// The largest pixel of the window, after ReLU and dropout, and which of the four it was: a byte for each
// filter, 4 where nothing gets through, and so no gradient comes back.

@group(0) @binding(3) var<storage, read_write> places: array<u32>;
@group(0) @binding(4) var<uniform> settings: Settings;

fn store(window: u32, filter_: u32, values: mat4x4<f32>) {
    var largest = values[0];
    var place = vec4<u32>();
    for (var i = 1u; i < 4u; i++) {
        let is_larger = values[i] > largest;
        largest = select(largest, values[i], is_larger);
        place = select(place, vec4<u32>(i), is_larger);
    }
    let at = (window * settings.filters + filter_) / 4u;
    let factors = dropout_factors(at, settings.key);
    let passes = (largest > vec4<f32>()) & (factors > vec4<f32>());
    // What is no number passes, so that a spoiled network is noticed.
    let is_dead = (largest <= vec4<f32>()) | (factors == vec4<f32>());
    output[at] = select(largest * factors, vec4<f32>(), is_dead);
    let bytes = select(vec4<u32>(4u), place, passes);
    places[at] = bytes.x | (bytes.y << 8u) | (bytes.z << 16u) | (bytes.w << 24u);
}
