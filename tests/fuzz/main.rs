//! Every reader of a file, fed with damaged files: no panic, and no more memory than a stated
//! multiple of the file. `FUZZ_INPUTS=200000 cargo test --release --test fuzz` for a long run;
//! that many inputs for each reader. Then the corpora of fuzz/, and the attacks of tests/attacks.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod attacks;
mod damage;
mod files;
mod readers;

use std::fs;
use std::path::{Path, PathBuf};

use peak_alloc::PeakAlloc;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use readers::{READERS, Reader};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A reader may take this much memory, and this many bytes for each byte of the file: a header
/// of empty tensors costs most.
const FIXED_BYTES: usize = 1 << 20;
const BYTES_PER_BYTE: usize = 64;

/// Feeds a reader with damaged copies of `good`.
fn feed(name: &str, good: Vec<Vec<u8>>) {
    let read = reader(name);
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
        let is_good = bounded(name, &bytes, read);
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
fn bounded(name: &str, bytes: &[u8], read: impl FnOnce(&[u8]) -> bool) -> bool {
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

fn reader(name: &str) -> Reader {
    let found = READERS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no reader {name}")).1
}

/// Where libFuzzer begins, and what it once found.
fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name)
}

/// Gives each reader the files of its corpus. The undamaged ones are among them.
fn replay_corpora() {
    for (name, read) in READERS {
        let entries = fs::read_dir(corpus(name)).unwrap();
        let mut accepted = 0;
        for entry in entries {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            accepted += u32::from(bounded(&path.display().to_string(), &bytes, read));
        }
        assert!(accepted > 0, "{name}: no file of its corpus is accepted");
    }
}

/// Writes the undamaged files: `cargo test --release --test fuzz -- --ignored`.
#[test]
#[ignore = "writes fuzz/corpus"]
fn corpora_are_begun() {
    let [images, labels] = [files::idx_images(), files::idx_labels()];
    let [dense, convolutions] = [0, 1].map(|which| files::models()[which].clone());
    for (name, file, bytes) in [
        ("idx", "images", images),
        ("idx", "labels", labels),
        ("shard", "whole", files::shard()),
        ("manifest", "whole", files::manifest()),
        ("model", "dense", dense),
        ("model", "convolutions", convolutions),
        ("checkpoint", "whole", files::checkpoint()),
        ("state", "whole", files::state_text()),
        ("settings", "whole", files::settings()),
        (
            "settings",
            "recipe",
            b"{\"recipe\":\"recommended\",\"epochs\":1}".to_vec(),
        ),
        (
            "settings",
            "query",
            b"{\"limit\":9,\"sort\":\"loss\",\"truth\":3}".to_vec(),
        ),
        ("drawing", "whole", files::drawing()),
        ("drawing", "image", vec![0; 3 + 784]), // of no width
    ] {
        fs::create_dir_all(corpus(name)).unwrap();
        fs::write(corpus(name).join(file), bytes).unwrap();
    }
}

/// One function, since the memory is counted for the whole process.
#[test]
fn damaged_files_are_refused_without_harm() {
    attacks::replay(|name, bytes, read| bounded(name, bytes, read));
    feed("idx", vec![files::idx_images(), files::idx_labels()]);
    feed("shard", vec![files::shard()]);
    feed("manifest", vec![files::manifest()]);
    feed("model", files::models());
    feed("checkpoint", vec![files::checkpoint()]);
    feed("state", vec![files::state_text()]);
    feed("settings", vec![files::settings()]);
    feed("drawing", vec![files::drawing()]);
    replay_corpora();
    for (name, bytes) in files::crowded() {
        bounded(name, &bytes, |bytes| {
            readers::model(bytes) || readers::checkpoint(bytes)
        });
    }
}
