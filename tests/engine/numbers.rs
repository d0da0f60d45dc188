//! The numbers of tests/reference, and the inputs that they were made from.

use std::collections::HashMap;

use fashion_trainer::config::ModelConfig;
use fashion_trainer::data::{Batch, Manifest};
use fashion_trainer::nn::Parameter;
use fashion_trainer::nn::parameters::shapes;
use fashion_trainer::random::{Purpose, Stream};
use safetensors::{Dtype, SafeTensors};

const NUMBERS: &[u8] = include_bytes!("../reference/numbers.safetensors");
const SEED: u32 = 2026;

/// What TensorFlow computed, by name, in double precision where it is stored so.
pub fn reference() -> HashMap<String, Vec<f64>> {
    let file = SafeTensors::deserialize(NUMBERS).unwrap();
    let tensors = file.tensors().into_iter();
    let values = |bytes: &[u8], dtype: Dtype| -> Vec<f64> {
        match dtype {
            Dtype::F32 => bytes
                .chunks_exact(4)
                .map(|word| f32::from_le_bytes(word.try_into().unwrap()).into())
                .collect(),
            _ => bytes
                .chunks_exact(8)
                .map(|word| f64::from_le_bytes(word.try_into().unwrap()))
                .collect(),
        }
    };
    tensors
        .map(|(name, view)| (name, values(view.data(), view.dtype())))
        .collect()
}

/// -1 to 1, `count` of them, from the stream that generate.py uses for the same numbers.
pub fn signed_uniforms(index: u32, sub_index: u32, count: usize) -> Vec<f32> {
    let mut stream = Stream::new(SEED, Purpose::Synthetic, index, sub_index);
    (0..count).map(|_| 2.0 * stream.next_f32() - 1.0).collect()
}

/// 256 places in a tensor of `count` values.
pub fn entry_places(tensor: u32, count: usize) -> Vec<usize> {
    let mut stream = Stream::new(SEED, Purpose::Synthetic, 1000 + tensor, 0);
    let place = |word: u32| ((u64::from(word) * count as u64) >> 32) as usize;
    (0..256).map(|_| place(stream.next_u32())).collect()
}

/// The two networks that there are numbers for.
pub fn networks() -> [(&'static str, ModelConfig); 2] {
    let small = ModelConfig {
        filters: vec![4, 6],
        dense_units: 16,
    };
    [("small", small), ("full", ModelConfig::default())]
}

/// The weights that the numbers belong to.
pub fn parameters(config: &ModelConfig) -> Vec<Parameter> {
    let numbered = (0..).zip(shapes(config));
    numbered
        .map(|(tensor, (name, shape))| {
            let limit = match shape[..] {
                [_] => 0.1,
                [outputs, inputs] => glorot(inputs, outputs),
                _ => glorot(9 * shape[1], 9 * shape[0]),
            };
            let units = signed_uniforms(tensor, 0, shape.iter().product());
            Parameter {
                values: units.into_iter().map(|unit| unit * limit).collect(),
                name,
                shape,
            }
        })
        .collect()
}

fn glorot(fan_in: usize, fan_out: usize) -> f32 {
    (6.0 / (fan_in + fan_out) as f64).sqrt() as f32
}

/// Test images 0 to 15 in published order.
pub async fn images() -> Batch {
    let manifest = String::from_utf8(data_bytes("manifest.json")).unwrap();
    let manifest = Manifest::parse(&manifest).unwrap();
    let entry = manifest.shards.iter().find(|shard| shard.name == "test-00");
    let entry = entry.unwrap();
    let bytes = unpacked(data_bytes(&entry.file)).await;
    let shard = entry.open(bytes).unwrap();
    let mut batch = Batch::with_capacity(16);
    for index in 0..16 {
        let place = (0..shard.len()).find(|&place| shard.source_index(place) == index);
        let place = place.unwrap();
        batch.push(shard.pixels(place), shard.label(place));
    }
    batch
}

#[cfg(not(target_family = "wasm"))]
fn data_bytes(file: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/data");
    let path = format!("{folder}/{file}");
    std::fs::read(&path).unwrap_or_else(|_| panic!("{path}: run `npm run data` first"))
}

/// A test in a browser can't read files: they are part of it.
#[cfg(target_family = "wasm")]
fn data_bytes(file: &str) -> Vec<u8> {
    match file {
        "manifest.json" => include_bytes!("../../public/data/manifest.json").to_vec(),
        "test-00.bin.gz" => include_bytes!("../../public/data/test-00.bin.gz").to_vec(),
        _ => panic!("{file} is not part of this test"),
    }
}

#[cfg(not(target_family = "wasm"))]
async fn unpacked(gzip: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(&gzip[..]);
    std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
    bytes
}

/// By the browser, since a library for it would change the features of burn's own dependencies
/// and compile them all a second time.
#[cfg(target_family = "wasm")]
async fn unpacked(gzip: Vec<u8>) -> Vec<u8> {
    let unpack = js_sys::Function::new_with_args(
        "bytes",
        "const unpacking = new DecompressionStream('gzip');
         return new Response(new Blob([bytes]).stream().pipeThrough(unpacking)).arrayBuffer();",
    );
    let bytes = js_sys::Uint8Array::from(gzip.as_slice());
    let promise = unpack.call1(&wasm_bindgen::JsValue::NULL, &bytes).unwrap();
    let buffer = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise)).await;
    js_sys::Uint8Array::new(&buffer.unwrap()).to_vec()
}
