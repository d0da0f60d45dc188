//! Every reader of what comes from outside: takes bytes and says whether it accepts them. Fed with damaged files by
//! main.rs, with the corpora of fuzz/ by it and by libFuzzer.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::drawing::{Ground, from_drawing};
use fashion_trainer::data::image::image_from_pixels;
use fashion_trainer::data::{Manifest, Shard, idx as published};
use fashion_trainer::files::{Checkpoint, ModelFile};
use fashion_trainer::train::mistakes::MistakeQuery;
use serde_json::Value;

use crate::files;

pub type Reader = fn(&[u8]) -> bool;

/// By the names of their corpora.
pub const READERS: [(&str, Reader); 8] = [
    ("idx", idx),
    ("shard", shard),
    ("manifest", manifest),
    ("model", model),
    ("checkpoint", checkpoint),
    ("state", state),
    ("settings", settings),
    ("drawing", drawing),
];

/// The published files: images, or labels and their shards.
pub fn idx(bytes: &[u8]) -> bool {
    let labels = published::parse_labels("labels", bytes);
    let sorted = labels.and_then(|labels| {
        published::balanced_shards("labels", &vec![0; 784 * labels.len()], labels, 20)
    });
    sorted.is_ok() || published::parse_images("images", bytes).is_ok()
}

pub fn shard(bytes: &[u8]) -> bool {
    let Ok(shard) = Shard::parse("shard", bytes.to_vec()) else {
        return false;
    };
    let last = shard.len() - 1;
    assert!(shard.label(last) < 10 && shard.pixels(last).len() == 784);
    assert_eq!(shard.as_bytes(), bytes);
    true
}

pub fn manifest(bytes: &[u8]) -> bool {
    Manifest::parse(&String::from_utf8_lossy(bytes)).is_ok()
}

/// What is taken is written as it was read.
pub fn model(bytes: &[u8]) -> bool {
    let Ok(file) = ModelFile::parse(bytes) else {
        return false;
    };
    let written = ModelFile::write(&TrainConfig::default(), &file.parameters).unwrap();
    assert_eq!(ModelFile::parse(&written).unwrap(), file);
    true
}

/// The same.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let Ok(file) = Checkpoint::parse(bytes) else {
        return false;
    };
    assert_eq!(Checkpoint::parse(&file.write().unwrap()).unwrap(), file);
    true
}

/// The state in a checkpoint: its checksum keeps most damage from what is behind it, so it is sealed afterwards.
pub fn state(bytes: &[u8]) -> bool {
    files::restores_and_trains(&files::sealed(&String::from_utf8_lossy(bytes)))
}

/// Settings and queries as the page gives them. What is taken is in force, and given again changes nothing.
pub fn settings(bytes: &[u8]) -> bool {
    let Ok(given) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    let is_query = MistakeQuery::parse(given.clone()).is_ok();
    let Ok(config) = TrainConfig::default().merged(&given) else {
        return is_query;
    };
    config.validate().unwrap();
    let again = config.merged(&serde_json::to_value(&config).unwrap());
    assert_eq!(again.unwrap(), config);
    true
}

/// A picture: two bytes of width, one of the ground, then RGBA. Without width, the pixels of one image.
pub fn drawing(bytes: &[u8]) -> bool {
    let Some((&[low, high, ground], pixels)) = bytes.split_first_chunk::<3>() else {
        return false;
    };
    let width = usize::from(u16::from_le_bytes([low, high]));
    if width == 0 {
        return image_from_pixels(pixels).is_ok();
    }
    let ground = match ground % 2 {
        0 => Ground::Black,
        _ => Ground::Border,
    };
    let Ok(traced) = from_drawing(pixels, width, ground) else {
        return false;
    };
    assert_eq!(traced.seen.len(), 784);
    true
}
