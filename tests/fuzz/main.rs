//! Every reader of a file, fed with damaged files: no panic, and no more memory than a stated
//! multiple of the file. `FUZZ_INPUTS=200000 cargo test --release --test fuzz` for a long run;
//! that many inputs for each reader.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod damage;
mod files;

use fashion_trainer::data::{Manifest, Shard, idx};
use fashion_trainer::files::{Checkpoint, ModelFile};
use peak_alloc::PeakAlloc;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A reader may take this much memory, and this many bytes for each byte of the file: a header
/// of empty tensors costs most.
const FIXED_BYTES: usize = 1 << 20;
const BYTES_PER_BYTE: usize = 64;

/// Feeds `read` with damaged copies of `good`. It says whether it accepted one.
fn feed(name: &str, good: Vec<Vec<u8>>, read: impl Fn(&[u8]) -> bool) {
    for file in &good {
        assert!(read(file), "{name}: an undamaged file is refused");
    }
    let inputs = std::env::var("FUZZ_INPUTS").ok();
    let config = Config {
        cases: inputs.and_then(|count| count.parse().ok()).unwrap_or(2000),
        failure_persistence: None,
        ..Config::default()
    };
    let cases = config.cases;
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let accepted = std::cell::Cell::new(0);
    let outcome = runner.run(&damage::damaged(good), |bytes| {
        let is_good = bounded(name, &bytes, &read);
        accepted.set(accepted.get() + u32::from(is_good));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{name}: {failure}");
    }
    eprintln!(
        "{name}: {cases} inputs, {} of them still good",
        accepted.get()
    );
}

/// Reads, and checks how much memory that took.
fn bounded(name: &str, bytes: &[u8], read: impl Fn(&[u8]) -> bool) -> bool {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let is_good = read(bytes);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    let (length, allowed) = (bytes.len(), FIXED_BYTES + BYTES_PER_BYTE * bytes.len());
    assert!(
        taken <= allowed,
        "{name}: {taken} bytes of memory for a file of {length}"
    );
    is_good
}

/// One function, since the memory is counted for the whole process.
#[test]
fn damaged_files_are_refused_without_harm() {
    feed("IDX images", vec![files::idx_images()], |bytes| {
        idx::parse_images("images", bytes).is_ok()
    });
    feed("IDX labels", vec![files::idx_labels()], |bytes| {
        let labels = idx::parse_labels("labels", bytes);
        let sorted = labels.and_then(|labels| {
            idx::balanced_shards("labels", &vec![0; 784 * labels.len()], labels, 20)
        });
        sorted.is_ok()
    });
    feed("shard", vec![files::shard()], |bytes| {
        Shard::parse("shard", bytes.to_vec()).is_ok()
    });
    feed("manifest", vec![files::manifest()], |bytes| {
        Manifest::parse(&String::from_utf8_lossy(bytes)).is_ok()
    });
    feed("model", files::models(), |bytes| {
        ModelFile::parse(bytes).is_ok()
    });
    let checkpoint = files::checkpoint();
    feed("checkpoint", vec![checkpoint], |bytes| {
        Checkpoint::parse(bytes).is_ok()
    });
    for (name, bytes) in files::crowded() {
        bounded(name, &bytes, |bytes| {
            ModelFile::parse(bytes).is_ok() || Checkpoint::parse(bytes).is_ok()
        });
    }
    // The checksum keeps most damage from what is behind it: so damage the state, then seal it.
    feed("checkpoint's state", vec![files::state_text()], |bytes| {
        files::restores_and_trains(&files::sealed(&String::from_utf8_lossy(bytes)))
    });
}
