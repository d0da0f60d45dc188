//! The tool on the terminal: the same seed gives the same file, also when it was killed between.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Two epochs of 63 mini-batches of 32, with everything random on.
const SETTINGS: [&str; 14] = [
    "--train-size",
    "2000",
    "--epochs",
    "2",
    "--recipe",
    "recommended",
    "--set",
    "filters=[4,6]",
    "--set",
    "denseUnits=16",
    "--set",
    "shift=2",
    "--checkpoint-steps",
    "20",
];

fn tool() -> PathBuf {
    // Tests are built in target/release/deps, examples beside that.
    let test = std::env::current_exe().unwrap();
    let path = test
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("examples/train");
    assert!(
        path.exists(),
        "{}: `cargo test` without --test builds it",
        path.display()
    );
    path
}

fn train(folder: &Path, out: &str, more: &[&str]) -> Command {
    let mut command = Command::new(tool());
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/public/data");
    command
        .args(SETTINGS)
        .args(["--data", data, "--json", "--out"]);
    command
        .arg(folder.join(out))
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn a_killed_and_resumed_process_writes_the_same_file() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("process");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for out in ["once.safetensors", "twice.safetensors"] {
        assert!(train(&folder, out, &[]).output().unwrap().status.success());
    }
    let once = fs::read(folder.join("once.safetensors")).unwrap();
    assert!(once == fs::read(folder.join("twice.safetensors")).unwrap());

    let saved = folder.join("saved");
    let checkpoint = saved.join("checkpoint.safetensors");
    let arguments = ["--checkpoint", saved.to_str().unwrap()];
    let mut process = train(&folder, "killed.safetensors", &arguments)
        .spawn()
        .unwrap();
    let started = Instant::now();
    while !checkpoint.exists() {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "no checkpoint was written"
        );
        std::thread::yield_now();
    }
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(
        !folder.join("killed.safetensors").exists(),
        "it ended before it was killed"
    );

    let arguments = [arguments[0], arguments[1], "--resume"];
    let resumed = train(&folder, "resumed.safetensors", &arguments)
        .output()
        .unwrap();
    let told = String::from_utf8(resumed.stderr).unwrap();
    assert!(told.contains("goes on exactly after step "), "{told}");
    assert!(once == fs::read(folder.join("resumed.safetensors")).unwrap());
    let lines = String::from_utf8(resumed.stdout).unwrap();
    assert_eq!(lines.lines().count(), 2, "{lines}");
}

#[test]
fn a_bad_setting_is_named() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let output = train(&folder, "none.safetensors", &["--set", "warmup=2"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("warmup is 2.0, but must be a number from 0 to 0.9"),
        "{told}"
    );
}
