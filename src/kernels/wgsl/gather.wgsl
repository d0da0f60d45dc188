// A mini-batch out of the data set: bytes to values from 0 to 1, and labels. Four pixels for each invocation.

struct Settings {
    // Place in the order of the first image.
    first: u32,
    count: u32,
}

@group(0) @binding(0) var<storage, read_write> images: array<u32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> batch_images: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> batch_labels: array<i32>;
@group(0) @binding(5) var<uniform> settings: Settings;

// 784 bytes, four in a word.
const IMAGE_WORDS = 196u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (id.x >= settings.count * IMAGE_WORDS) {
        return;
    }
    let place = id.x / IMAGE_WORDS;
    let word = id.x % IMAGE_WORDS;
    let image = order[settings.first + place];
    let bytes = vec4<u32>(images[image * IMAGE_WORDS + word]) >> vec4<u32>(0u, 8u, 16u, 24u);
    batch_images[id.x] = vec4<f32>(bytes & vec4<u32>(0xffu)) / 255.0;
    if (word == 0u) {
        batch_labels[place] = labels[image];
    }
}
