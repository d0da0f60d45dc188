//! The order of the images, and mini-batches in that order.
//!
//! A seeded permutation of the shards, then of the images within each shard; batches cross
//! shard borders, so that only the last one of an epoch can be smaller. The order of epoch n
//! depends on seed and n alone.

use super::dataset::{Dataset, ImageRef};
use super::image::normalise;
use crate::config::IMAGE_PIXELS;
use crate::random::{Purpose, Stream};

/// A mini-batch as the network takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// 784 values for each image, 0 to 1.
    pub images: Vec<f32>,
    /// Class of each image, 0 to 9.
    pub labels: Vec<i32>,
}

impl Batch {
    /// An empty batch with room for `count` images.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            images: Vec::with_capacity(count * IMAGE_PIXELS),
            labels: Vec::with_capacity(count),
        }
    }

    /// Adds one image of 784 bytes.
    pub fn push(&mut self, pixels: &[u8], label: u8) {
        self.images.extend(pixels.iter().copied().map(normalise));
        self.labels.push(i32::from(label));
    }

    /// Images in the batch.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no image.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// Walks through epoch after epoch.
#[derive(Debug)]
pub struct Batcher {
    seed: u32,
    /// Images used of each training shard.
    used: Vec<usize>,
    epoch: u32,
    order: Vec<ImageRef>,
    position: usize,
}

impl Batcher {
    /// Starts at the beginning of epoch 0, with the first `train_size` images of the shards.
    pub fn new(seed: u32, train_counts: &[usize], train_size: usize) -> Self {
        let mut left = train_size;
        let used = train_counts.iter().map(|&count| {
            let taken = count.min(left);
            left -= taken;
            taken
        });
        let used: Vec<usize> = used.take_while(|&taken| taken > 0).collect();
        let order = epoch_order(seed, 0, &used);
        Self {
            seed,
            used,
            epoch: 0,
            order,
            position: 0,
        }
    }

    /// Goes on in epoch `epoch` after `position` of its images.
    pub fn resume(&mut self, epoch: u32, position: usize) {
        self.epoch = epoch;
        self.order = epoch_order(self.seed, epoch, &self.used);
        self.position = position.min(self.order.len());
    }

    /// Number of the epoch under way, from 0.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Images of this epoch that were given out.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Images in an epoch.
    pub fn epoch_size(&self) -> usize {
        self.order.len()
    }

    /// Images used of each training shard.
    pub fn shard_sizes(&self) -> &[usize] {
        &self.used
    }

    /// Shards in the order in which the epoch under way needs them.
    pub fn epoch_shards(&self) -> Vec<usize> {
        shard_order(self.seed, self.epoch, self.used.len())
    }

    /// The next mini-batch of up to `batch_size` images; on failure the position stays.
    ///
    /// # Errors
    /// The name of a shard that it needs and that has not arrived.
    pub fn next(
        &mut self,
        data: &Dataset,
        batch_size: usize,
    ) -> std::result::Result<Batch, String> {
        let images = self.upcoming(batch_size);
        let mut batch = Batch::with_capacity(images.len());
        for &image in images {
            let (pixels, label) = data.train_image(image)?;
            batch.push(pixels, label);
        }
        self.position += batch.len();
        Ok(batch)
    }

    /// The images of the epoch under way, in their order.
    pub fn order(&self) -> &[ImageRef] {
        &self.order
    }

    /// Passes over the next mini-batch of up to `batch_size` images, which somebody else put together.
    pub fn skip(&mut self, batch_size: usize) {
        self.position += self.upcoming(batch_size).len();
    }

    /// The name of a shard that the next mini-batch needs and that has not arrived.
    pub fn waits_for<'a>(&self, data: &'a Dataset, batch_size: usize) -> Option<&'a str> {
        let mut images = self.upcoming(batch_size).iter();
        images.find_map(|&image| data.train_image(image).err())
    }

    /// Whether every image of the epoch was given out.
    pub fn epoch_is_over(&self) -> bool {
        self.position == self.order.len()
    }

    /// Goes on to the next epoch.
    pub fn start_next_epoch(&mut self) {
        self.epoch += 1;
        self.order = epoch_order(self.seed, self.epoch, &self.used);
        self.position = 0;
    }

    /// The images of the next mini-batch.
    pub fn upcoming(&self, batch_size: usize) -> &[ImageRef] {
        let end = self.order.len().min(self.position + batch_size);
        &self.order[self.position..end]
    }
}

fn shard_order(seed: u32, epoch: u32, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    Stream::new(seed, Purpose::ShardOrder, epoch, 0).shuffle(&mut order);
    order
}

fn epoch_order(seed: u32, epoch: u32, used: &[usize]) -> Vec<ImageRef> {
    let shards = shard_order(seed, epoch, used.len());
    let within = shards.into_iter().flat_map(|shard| {
        let mut places: Vec<u16> = (0..used[shard]).map(|place| place as u16).collect();
        Stream::new(seed, Purpose::ImageOrder, epoch, shard as u32).shuffle(&mut places);
        places.into_iter().map(move |place| ImageRef {
            shard: shard as u16,
            place,
        })
    });
    within.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shard;
    use std::collections::HashSet;

    /// Shards of 4, 3 and 5 images; every image has its own first pixel.
    fn data() -> Dataset {
        let shard = |first: u8, count: u8| {
            let images: Vec<[u8; 784]> = (first..first + count).map(|value| [value; 784]).collect();
            Shard::from_images(
                images
                    .iter()
                    .map(|image| (0, image[0] % 10, image.as_slice())),
            )
        };
        Dataset::from_shards(vec![shard(0, 4), shard(4, 3), shard(7, 5)], vec![])
    }

    /// First pixels of one epoch, batch by batch.
    fn epoch(batcher: &mut Batcher, batch_size: usize) -> Vec<Vec<u8>> {
        let data = data();
        let mut batches = Vec::new();
        while !batcher.epoch_is_over() {
            let batch = batcher.next(&data, batch_size).unwrap();
            let firsts = batch.images.chunks(784);
            batches.push(
                firsts
                    .map(|image| (image[0] * 255.0).round() as u8)
                    .collect(),
            );
        }
        batcher.start_next_epoch();
        batches
    }

    #[test]
    fn an_epoch_gives_every_image_once_and_batches_cross_shards() {
        let mut batcher = Batcher::new(42, &data().train_counts(), 60_000);
        let batches = epoch(&mut batcher, 5);
        let sizes: Vec<usize> = batches.iter().map(Vec::len).collect();
        assert_eq!(sizes, [5, 5, 2]);
        let seen: HashSet<u8> = batches.into_iter().flatten().collect();
        assert_eq!(seen, (0..12).collect());
    }

    #[test]
    fn the_order_depends_on_seed_and_epoch_alone() {
        let orders = |seed, batch_size| {
            let mut batcher = Batcher::new(seed, &data().train_counts(), 60_000);
            let first = epoch(&mut batcher, batch_size).concat();
            (first, epoch(&mut batcher, batch_size).concat())
        };
        let (first, second) = orders(42, 5);
        assert_ne!(first, second);
        assert_eq!(orders(42, 3), (first.clone(), second));
        assert_ne!(orders(43, 5).0, first);
    }

    #[test]
    fn images_of_a_shard_stay_together() {
        let mut batcher = Batcher::new(7, &data().train_counts(), 60_000);
        let order = epoch(&mut batcher, 12).concat();
        let shard_of = |value: &u8| (*value >= 4) as u8 + (*value >= 7) as u8;
        let mut shards: Vec<u8> = order.iter().map(shard_of).collect();
        shards.dedup();
        assert_eq!(shards.len(), 3);
    }

    #[test]
    fn a_smaller_training_set_is_a_prefix_of_the_shards() {
        let mut batcher = Batcher::new(42, &data().train_counts(), 6);
        assert_eq!(batcher.epoch_size(), 6);
        let seen: HashSet<u8> = epoch(&mut batcher, 4).concat().into_iter().collect();
        assert_eq!(seen, (0..6).collect());
    }
}
