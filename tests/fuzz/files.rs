//! Small good files of every kind.

use std::cell::RefCell;
use std::fmt::Write;
use std::sync::OnceLock;

use fashion_trainer::config::{ModelConfig, TrainConfig};
use fashion_trainer::data::manifest::sha256_hex;
use fashion_trainer::data::{CLASS_NAMES, Dataset, Shard};
use fashion_trainer::device::BackendKind;
use fashion_trainer::files::ModelFile;
use fashion_trainer::nn::{Parameter, parameters::shapes};
use fashion_trainer::session::Session;
use safetensors::SafeTensors;
use safetensors::tensor::serialize;
use serde_json::{Value, json};

const KEY: &str = "fashion-trainer-checkpoint";
/// The checkpoint that `sealed` changes.
static TENSORS: OnceLock<Vec<u8>> = OnceLock::new();

pub fn idx_images() -> Vec<u8> {
    let header = [0x803u32, 20, 28, 28];
    let header = header.iter().flat_map(|word| word.to_be_bytes());
    header.chain((0..20 * 784).map(|at| at as u8)).collect()
}

pub fn idx_labels() -> Vec<u8> {
    let header = [0x801u32, 20].iter().flat_map(|word| word.to_be_bytes());
    header.chain((0..20).map(|at| at % 10)).collect()
}

fn images() -> Vec<(u16, u8, [u8; 784])> {
    (0..10u8)
        .map(|class| (u16::from(class), class, [class * 20; 784]))
        .collect()
}

fn made_shard() -> Shard {
    let images = images();
    let images = images
        .iter()
        .map(|(index, class, image)| (*index, *class, &image[..]));
    Shard::from_images(images)
}

pub fn shard() -> Vec<u8> {
    made_shard().as_bytes().to_vec()
}

pub fn manifest() -> Vec<u8> {
    let entry = |name: &str, split: &str| {
        json!({"name": name, "file": format!("{name}.bin.gz"), "split": split, "count": 10,
            "byteLength": shard().len(), "gzipLength": 60, "sha256": sha256_hex(&shard())})
    };
    json!({"formatVersion": 1, "classNames": CLASS_NAMES, "rows": 28, "columns": 28,
        "trainCount": 10, "testCount": 10,
        "shards": [entry("train-00", "train"), entry("test-00", "test")]})
    .to_string()
    .into_bytes()
}

/// Networks with none and with two convolutions.
pub fn models() -> Vec<Vec<u8>> {
    [vec![], vec![1, 1]].map(model).to_vec()
}

fn model(filters: Vec<u32>) -> Vec<u8> {
    let config = TrainConfig {
        model: ModelConfig {
            filters,
            dense_units: 1,
        },
        ..TrainConfig::default()
    };
    let parameters = shapes(&config.model)
        .into_iter()
        .map(|(name, shape)| Parameter {
            name,
            values: vec![0.25; shape.iter().product()],
            shape,
        });
    let parameters: Vec<Parameter> = parameters.collect();
    ModelFile::write(&config, &parameters).unwrap()
}

/// Every setting, by its default.
pub fn settings() -> Vec<u8> {
    serde_json::to_vec(&TrainConfig::default()).unwrap()
}

/// A picture of 12 x 12 with a stroke, as `readers::drawing` takes it.
pub fn drawing() -> Vec<u8> {
    let pixel = |at: usize| {
        if at % 12 == 5 {
            [255; 4]
        } else {
            [0, 0, 0, 255]
        }
    };
    let pixels = (0..144).flat_map(pixel);
    [12, 0, 1].into_iter().chain(pixels).collect()
}

async fn fresh_session() -> Session {
    let mut session = Session::open(BackendKind::Cpu, TrainConfig::default())
        .await
        .unwrap();
    let settings = json!({"filters": [], "denseUnits": 1, "batchSize": 5});
    session.configure(&settings).unwrap();
    session.set_data(Dataset::from_shards(vec![made_shard()], vec![made_shard()]));
    session
}

/// A run after two mini-batches.
pub fn checkpoint() -> Vec<u8> {
    pollster::block_on(async {
        let mut session = fresh_session().await;
        for _ in 0..2 {
            session.step().await.unwrap();
        }
        while session.evaluate_chunk().await.unwrap().report.is_none() {}
        session.save_checkpoint().await.unwrap()
    })
}

/// The state in that checkpoint.
pub fn state_text() -> Vec<u8> {
    let bytes = checkpoint();
    let (_, metadata) = SafeTensors::read_metadata(&bytes).unwrap();
    let text = &metadata.metadata().as_ref().unwrap()[KEY];
    let header: Value = serde_json::from_str(text).unwrap();
    header["state"].as_str().unwrap().as_bytes().to_vec()
}

/// The checkpoint with another state, and the checksum that belongs to it.
pub fn sealed(state: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let bytes = TENSORS.get_or_init(checkpoint);
    let file = SafeTensors::deserialize(bytes).unwrap();
    let mut tensors = file.tensors();
    tensors.sort_by(|left, right| left.0.cmp(&right.0));
    let mut hash = Sha256::new_with_prefix(state);
    for (name, view) in &tensors {
        hash.update(name);
        hash.update(view.data());
    }
    let mut sha256 = String::new();
    for byte in hash.finalize() {
        write!(sha256, "{byte:02x}").unwrap();
    }
    let header = json!({"formatVersion": 1, "sha256": sha256, "state": state}).to_string();
    let metadata = [(KEY.to_string(), header)].into_iter().collect();
    serialize(tensors, Some(metadata)).unwrap()
}

/// Whether a checkpoint is taken; if so, a run goes on from it for a few steps.
pub fn restores_and_trains(bytes: &[u8]) -> bool {
    thread_local! {
        static SESSION: RefCell<Session> = RefCell::new(pollster::block_on(fresh_session()));
    }
    SESSION.with_borrow_mut(|session| {
        let is_good = session.restore_checkpoint(bytes).is_ok();
        for _ in 0..if is_good { 3 } else { 0 } {
            // Settings may make it diverge, which is an answer like any other.
            drop(pollster::block_on(session.step()));
        }
        is_good
    })
}

/// Files of a megabyte whose headers are all of one cheap kind of thing.
pub fn crowded() -> Vec<(&'static str, Vec<u8>)> {
    let file = |header: String| {
        let length = (header.len() as u64).to_le_bytes();
        [&length[..], header.as_bytes()].concat()
    };
    let tensors: Vec<String> = (0..18_000)
        .map(|at| format!(r#""{at}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#))
        .collect();
    let keys: Vec<String> = (0..80_000).map(|at| format!(r#""{at}":"""#)).collect();
    let objects = vec![r#"{\"\":0}"#; 100_000].join(",");
    let ones = vec!["1"; 500_000].join(",");
    let text = |text: &str| format!(r#"{{"__metadata__":{{"fashion-trainer":"{text}"}}}}"#);
    let version = r#"{\"formatVersion\":1,\"config\":["#;
    vec![
        ("empty tensors", file(format!("{{{}}}", tensors.join(",")))),
        (
            "metadata",
            file(format!(r#"{{"__metadata__":{{{}}}}}"#, keys.join(","))),
        ),
        ("settings", file(text(&format!("{version}{objects}]}}")))),
        (
            "dimensions",
            file(format!(
                r#"{{"a":{{"dtype":"F32","shape":[{ones}],"data_offsets":[0,4]}}}}"#
            )),
        ),
    ]
}
