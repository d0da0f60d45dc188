//! The images in memory, as bytes: 47 MB for the training set, and never a second copy.

use super::manifest::{Manifest, ShardEntry, Split};
use super::shard::Shard;
use crate::error::{Error, Result};

/// Shards that have arrived, and places for those that have not.
#[derive(Debug, Default)]
pub struct Dataset {
    entries: Vec<ShardEntry>,
    train: Vec<Slot>,
    test: Vec<Slot>,
}

/// A place for a shard: its size is known before its bytes are.
#[derive(Debug)]
struct Slot {
    name: String,
    count: usize,
    shard: Option<Shard>,
}

/// One image: which shard of its split, and which place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImageRef {
    /// Number of the shard.
    pub shard: u16,
    /// Place in the shard.
    pub place: u16,
}

impl Dataset {
    /// An empty data set of the shards that the manifest announces.
    pub fn announced(manifest: Manifest) -> Self {
        let slots = |split| {
            let of_split = manifest.shards.iter().filter(|entry| entry.split == split);
            of_split
                .map(|entry| Slot {
                    name: entry.name.clone(),
                    count: entry.count,
                    shard: None,
                })
                .collect()
        };
        Self {
            train: slots(Split::Train),
            test: slots(Split::Test),
            entries: manifest.shards,
        }
    }

    /// A complete data set of shards made in memory.
    pub fn from_shards(train: Vec<Shard>, test: Vec<Shard>) -> Self {
        let slots = |split: &str, shards: Vec<Shard>| {
            let numbered = shards.into_iter().enumerate();
            numbered
                .map(|(number, shard)| Slot {
                    name: format!("{split}-{number:02}"),
                    count: shard.len(),
                    shard: Some(shard),
                })
                .collect()
        };
        Self {
            entries: Vec::new(),
            train: slots("train", train),
            test: slots("test", test),
        }
    }

    /// Takes the unpacked bytes of an announced shard. A second time changes nothing.
    ///
    /// # Errors
    /// `bad-data` for a name that was not announced, or bytes other than the manifest says.
    pub fn load(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let entry = self.entries.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| Error::bad_data(name, "is not in manifest.json"))?;
        let shard = entry.open(bytes)?;
        let mut slots = self.train.iter_mut().chain(&mut self.test);
        if let Some(slot) = slots.find(|slot| slot.name == name) {
            slot.shard = Some(shard);
        }
        Ok(())
    }

    /// Every announced shard.
    pub fn entries(&self) -> impl Iterator<Item = &ShardEntry> {
        self.entries.iter()
    }

    /// The announced shards that are not here yet and that these settings need, in the order in
    /// which they are needed: the epoch's first shard, the test set, the rest of the epoch.
    pub fn missing(&self, epoch: &[usize]) -> Vec<&ShardEntry> {
        let train = epoch.iter().filter_map(|&number| self.train.get(number));
        let (first, rest) = (train.clone().take(1), train.skip(1));
        let needed = first.chain(&self.test).chain(rest);
        let absent = needed.filter(|slot| slot.shard.is_none());
        absent
            .filter_map(|slot| self.entries.iter().find(|entry| entry.name == slot.name))
            .collect()
    }

    /// Images in each training shard.
    pub fn train_counts(&self) -> Vec<usize> {
        self.train.iter().map(|slot| slot.count).collect()
    }

    /// Bytes and labels of a training shard, if it is here.
    pub fn train_shard(&self, number: usize) -> Option<&Shard> {
        self.train.get(number)?.shard.as_ref()
    }

    /// The name of a training shard.
    pub fn train_shard_name(&self, number: usize) -> &str {
        self.train.get(number).map_or("", |slot| &slot.name)
    }

    /// Test images in all.
    pub fn test_count(&self) -> usize {
        self.test.iter().map(|slot| slot.count).sum()
    }

    /// The training image, or the name of the shard that is not here yet.
    pub fn train_image(&self, image: ImageRef) -> std::result::Result<(&[u8], u8), &str> {
        in_slot(&self.train[image.shard as usize], image.place as usize)
    }

    /// The test image number `position`, counted through the shards, or the name of the shard
    /// that is not here yet.
    pub fn test_image(&self, position: usize) -> std::result::Result<(&[u8], u8), &str> {
        let (slot, place) = counted(&self.test, position).ok_or("test")?;
        in_slot(slot, place)
    }

    /// The number that a test image has in the published file.
    pub fn test_index(&self, position: usize) -> usize {
        let found = counted(&self.test, position);
        let shard = found.and_then(|(slot, place)| Some((slot.shard.as_ref()?, place)));
        shard.map_or(position, |(shard, place)| shard.source_index(place).into())
    }

    /// The training image number `position`, counted through the shards, if it is here.
    pub fn train_image_at(&self, position: usize) -> Option<(&[u8], u8)> {
        let (slot, place) = counted(&self.train, position)?;
        in_slot(slot, place).ok()
    }

    /// Whether the first `count` training images are here.
    pub fn has_train_images(&self, count: usize) -> bool {
        let mut left = count;
        for slot in &self.train {
            if left == 0 {
                break;
            }
            if slot.shard.is_none() {
                return false;
            }
            left = left.saturating_sub(slot.count);
        }
        left == 0
    }
}

/// The slot that holds image number `position`, and the image's place in it.
fn counted(slots: &[Slot], mut position: usize) -> Option<(&Slot, usize)> {
    for slot in slots {
        if position < slot.count {
            return Some((slot, position));
        }
        position -= slot.count;
    }
    None
}

fn in_slot(slot: &Slot, place: usize) -> std::result::Result<(&[u8], u8), &str> {
    match &slot.shard {
        Some(shard) => Ok((shard.pixels(place), shard.label(place))),
        None => Err(&slot.name),
    }
}
