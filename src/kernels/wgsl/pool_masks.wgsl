// Which gradients of a pooled convolution there are, as bits, so that nobody has to look for them: for each window
// and pixel of it by filters, and for each image and filter by windows.

struct Settings {
    batch: u32,
    // Of an image.
    windows: u32,
    filters: u32,
}

@group(0) @binding(0) var<storage, read_write> places: array<u32>;
@group(0) @binding(1) var<storage, read_write> by_filter: array<u32>;
@group(0) @binding(2) var<storage, read_write> by_window: array<u32>;
@group(0) @binding(3) var<uniform> settings: Settings;

const WORKGROUP = 64u;
const NOWHERE = 4u;

fn place_at(at: u32) -> u32 {
    return (places[at / 4u] >> (at % 4u * 8u)) & 0xffu;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = (group.y * groups.x + group.x) * WORKGROUP + local;
    let filter_words = (settings.filters + 31u) / 32u;
    let window_words = (settings.windows + 31u) / 32u;
    let first_length = settings.batch * settings.windows * 4u * filter_words;
    var bits = 0u;
    if (i < first_length) {
        let window = i / filter_words / 4u;
        let place = i / filter_words % 4u;
        let first = i % filter_words * 32u;
        for (var bit = 0u; bit < min(32u, settings.filters - first); bit++) {
            let found = place_at(window * settings.filters + first + bit) == place;
            bits |= select(0u, 1u, found) << bit;
        }
        by_filter[i] = bits;
        return;
    }
    let at = i - first_length;
    if (at < settings.batch * settings.filters * window_words) {
        let image = at / window_words / settings.filters;
        let filter_ = at / window_words % settings.filters;
        let first = at % window_words * 32u;
        for (var bit = 0u; bit < min(32u, settings.windows - first); bit++) {
            let window = image * settings.windows + first + bit;
            let found = place_at(window * settings.filters + filter_) < NOWHERE;
            bits |= select(0u, 1u, found) << bit;
        }
        by_window[at] = bits;
    }
}
