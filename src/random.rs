//! Counter-based random numbers: Philox4x32-10.
//!
//! A draw is a pure function of seed, purpose and position, so that nothing but the seed and
//! the step has to be stored to repeat a run, and the GPU can compute the very same bits
//! (`kernels/wgsl/philox.wgsl`). J. K. Salmon et al., "Parallel random numbers: as easy as
//! 1, 2, 3", SC 2011, <https://doi.org/10.1145/2063384.2063405>.

/// What a stream of numbers is for. Part of the counter, so that no two uses share bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Initial weights; the index is the layer's place in the model.
    Weights = 1,
    /// Order of the shards in an epoch; the index is the epoch.
    ShardOrder = 2,
    /// Order of the images of one shard in an epoch.
    ImageOrder = 3,
    /// Dropout masks; the index is the step. Written again in `kernels/wgsl/philox.wgsl`.
    Dropout = 4,
    /// Synthetic images for tests and the self-test.
    Synthetic = 5,
    /// What happens to a training image; the indices are the step and the place in the batch.
    Augmentation = 6,
    /// How a training image is redrawn; the same indices.
    Sketch = 7,
}

/// Ten rounds of Philox on four words: 128 random bits for each counter and key.
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let first = u64::from(counter[0]) * 0xD251_1F53;
        let second = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (second >> 32) as u32 ^ counter[1] ^ key[0],
            second as u32,
            (first >> 32) as u32 ^ counter[3] ^ key[1],
            first as u32,
        ];
        key[0] = key[0].wrapping_add(0x9E37_79B9);
        key[1] = key[1].wrapping_add(0xBB67_AE85);
    }
    counter
}

/// Counter and key of block `block` in the stream (`purpose`, `index`, `sub_index`) of `seed`.
pub fn block(seed: u32, purpose: Purpose, index: u32, sub_index: u32, block: u32) -> [u32; 4] {
    philox([block, index, sub_index, purpose as u32], [seed, 0])
}

/// A sequence of numbers from one stream.
#[derive(Debug, Clone)]
pub struct Stream {
    seed: u32,
    purpose: Purpose,
    index: u32,
    sub_index: u32,
    drawn: u32,
    words: [u32; 4],
}

impl Stream {
    /// The stream for this seed, purpose and pair of indices, from its beginning.
    pub fn new(seed: u32, purpose: Purpose, index: u32, sub_index: u32) -> Self {
        Self {
            seed,
            purpose,
            index,
            sub_index,
            drawn: 0,
            words: [0; 4],
        }
    }

    /// 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        let place = (self.drawn % 4) as usize;
        if place == 0 {
            let number = self.drawn / 4;
            self.words = block(self.seed, self.purpose, self.index, self.sub_index, number);
        }
        self.drawn = self.drawn.wrapping_add(1);
        self.words[place]
    }

    /// Uniform in [0, 1), on 24 bits: every value is exact in an f32.
    pub fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 / (1u32 << 24) as f32
    }

    /// Uniform in 0..`bound`, without modulo bias (D. Lemire, ACM TOMACS 29(1), 2019).
    pub fn below(&mut self, bound: u32) -> u32 {
        debug_assert!(bound > 0, "no number is below 0");
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u64::from(self.next_u32()) * u64::from(bound);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Fisher-Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the authors' own library, Random123 1.14 (`tests/kat_vectors`).
    #[test]
    fn philox_gives_the_published_known_answers() {
        assert_eq!(
            philox([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn streams_of_different_purpose_share_no_numbers() {
        let mut weights = Stream::new(42, Purpose::Weights, 0, 0);
        let mut order = Stream::new(42, Purpose::ShardOrder, 0, 0);
        let same = (0..1000)
            .filter(|_| weights.next_u32() == order.next_u32())
            .count();
        assert_eq!(same, 0);
    }

    #[test]
    fn below_reaches_every_number_about_equally_often() {
        let mut stream = Stream::new(1, Purpose::Synthetic, 0, 0);
        let mut counts = [0u32; 6];
        for _ in 0..60_000 {
            counts[stream.below(6) as usize] += 1;
        }
        // 10,000 expected, standard deviation 91: five of them is 456.
        assert!(
            counts.iter().all(|count| count.abs_diff(10_000) < 456),
            "{counts:?}"
        );
    }

    #[test]
    fn a_shuffle_keeps_every_item_and_depends_on_the_seed() {
        let shuffled = |seed| {
            let mut items: Vec<u32> = (0..100).collect();
            Stream::new(seed, Purpose::ImageOrder, 3, 7).shuffle(&mut items);
            items
        };
        let mut sorted = shuffled(1);
        assert_ne!(sorted, (0..100).collect::<Vec<_>>());
        assert_ne!(sorted, shuffled(2));
        assert_eq!(sorted, shuffled(1));
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<_>>());
    }
}
