//! `manifest.json`: which shards there are, how long they are, and their SHA-256.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::CLASS_NAMES;
use super::shard::{Shard, byte_length};
use crate::config::IMAGE_SIDE;
use crate::error::{Error, Result};

const FILE: &str = "manifest.json";

/// Training or test images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum Split {
    /// Images that the network learns from.
    Train,
    /// Images that it is only measured on.
    Test,
}

/// One shard as the manifest describes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ShardEntry {
    /// Name, `train-00`.
    pub name: String,
    /// File beside the manifest, gzip.
    pub file: String,
    /// Training or test images.
    pub split: Split,
    /// Images in it.
    pub count: usize,
    /// Bytes, unpacked.
    pub byte_length: usize,
    /// Bytes, as downloaded.
    pub gzip_length: usize,
    /// SHA-256 of the unpacked bytes, hexadecimal.
    pub sha256: String,
}

/// The whole manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    format_version: u32,
    class_names: Vec<String>,
    rows: usize,
    columns: usize,
    train_count: usize,
    test_count: usize,
    /// Every shard.
    pub shards: Vec<ShardEntry>,
}

impl Manifest {
    /// Parses `manifest.json` and checks that it fits this crate and itself.
    ///
    /// # Errors
    /// `bad-data` saying what does not fit.
    pub fn parse(json: &str) -> Result<Self> {
        let manifest: Self =
            serde_json::from_str(json).map_err(|error| Error::bad_data(FILE, error.to_string()))?;
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<()> {
        let refuse = |problem: String| Err(Error::bad_data(FILE, problem));
        if self.format_version != 1 {
            let found = self.format_version;
            return refuse(format!("formatVersion is {found}, but must be 1"));
        }
        if self.class_names != CLASS_NAMES {
            return refuse("classNames are not those of Fashion-MNIST".into());
        }
        if (self.rows, self.columns) != (IMAGE_SIDE, IMAGE_SIDE) {
            let (rows, columns) = (self.rows, self.columns);
            return refuse(format!(
                "images are {rows} x {columns}, but must be 28 x 28"
            ));
        }
        for (split, wanted) in [
            (Split::Train, self.train_count),
            (Split::Test, self.test_count),
        ] {
            // Saturating, so that absurd counts are refused below instead of wrapping around.
            let counts = self.shards.iter().filter(|shard| shard.split == split);
            let found = counts.fold(0usize, |sum, shard| sum.saturating_add(shard.count));
            if found != wanted || found == 0 {
                return refuse(format!(
                    "{split:?} shards hold {found} images, announced: {wanted}"
                ));
            }
        }
        for (place, shard) in self.shards.iter().enumerate() {
            let name = &shard.name;
            if self.shards[..place].iter().any(|other| &other.name == name) {
                return refuse(format!("shard {name} stands twice"));
            }
            if shard.count > u16::MAX as usize || shard.byte_length != byte_length(shard.count) {
                let (count, found) = (shard.count, shard.byte_length);
                return refuse(format!(
                    "shard {name}: {count} images can't be {found} bytes"
                ));
            }
        }
        Ok(())
    }
}

impl ShardEntry {
    /// Parses the unpacked bytes of this shard after checking their length and SHA-256.
    ///
    /// Here and not in the page, since `crypto.subtle` is missing on plain http.
    ///
    /// # Errors
    /// `bad-data` naming the shard.
    pub fn open(&self, bytes: Vec<u8>) -> Result<Shard> {
        if bytes.len() != self.byte_length {
            let (found, wanted) = (bytes.len(), self.byte_length);
            let problem = format!("{found} bytes, but the manifest says {wanted}");
            return Err(Error::bad_data(&self.name, problem));
        }
        let found = sha256_hex(&bytes);
        if found != self.sha256 {
            let wanted = &self.sha256;
            let problem = format!("SHA-256 is {found}, but the manifest says {wanted}");
            return Err(Error::bad_data(&self.name, problem));
        }
        let shard = Shard::parse(&self.name, bytes)?;
        if shard.len() != self.count {
            let (found, wanted) = (shard.len(), self.count);
            let problem = format!("{found} images, but the manifest says {wanted}");
            return Err(Error::bad_data(&self.name, problem));
        }
        Ok(shard)
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn shard() -> Shard {
        Shard::from_images([(0u16, 3u8, [9u8; 784].as_slice())].into_iter())
    }

    fn manifest() -> Value {
        let entry = |name: &str, split: &str| {
            json!({"name": name, "file": format!("{name}.bin.gz"), "split": split, "count": 1,
                "byteLength": 803, "gzipLength": 60, "sha256": sha256_hex(shard().as_bytes())})
        };
        json!({"formatVersion": 1, "classNames": CLASS_NAMES, "rows": 28, "columns": 28,
            "trainCount": 1, "testCount": 1,
            "shards": [entry("train-00", "train"), entry("test-00", "test")]})
    }

    #[test]
    fn sha256_of_abc_is_the_published_one() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_shard_is_opened_only_with_the_announced_bytes() {
        let manifest = Manifest::parse(&manifest().to_string()).unwrap();
        let entry = &manifest.shards[0];
        assert_eq!(entry.open(shard().as_bytes().to_vec()), Ok(shard()));

        let mut flipped = shard().as_bytes().to_vec();
        flipped[500] ^= 1;
        let error = entry.open(flipped).unwrap_err().to_string();
        assert!(error.starts_with("train-00: SHA-256 is "), "{error}");
        let short = entry.open(vec![0; 802]).unwrap_err().to_string();
        assert_eq!(short, "train-00: 802 bytes, but the manifest says 803");
    }

    #[test]
    fn a_manifest_that_does_not_fit_is_refused() {
        for (pointer, value, problem) in [
            (
                "/formatVersion",
                json!(2),
                "formatVersion is 2, but must be 1",
            ),
            (
                "/rows",
                json!(32),
                "images are 32 x 28, but must be 28 x 28",
            ),
            (
                "/classNames/0",
                json!("Hat"),
                "classNames are not those of Fashion-MNIST",
            ),
            (
                "/trainCount",
                json!(2),
                "Train shards hold 1 images, announced: 2",
            ),
            (
                "/shards/1/split",
                json!("train"),
                "Train shards hold 2 images, announced: 1",
            ),
            (
                "/shards/1/name",
                json!("train-00"),
                "shard train-00 stands twice",
            ),
            (
                "/shards/0/byteLength",
                json!(804),
                "shard train-00: 1 images can't be 804 bytes",
            ),
        ] {
            let mut changed = manifest();
            *changed.pointer_mut(pointer).unwrap() = value;
            let error = Manifest::parse(&changed.to_string()).unwrap_err();
            assert_eq!(error.to_string(), format!("manifest.json: {problem}"));
        }
        assert_eq!(Manifest::parse("<html>").unwrap_err().code(), "bad-data");
    }
}
