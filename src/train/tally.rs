//! Counts what was trained: since the last report, in this epoch, and since the start.

use serde::{Deserialize, Serialize};
use web_time::Instant;

use super::trainer::Totals;

/// The counts of one run. A checkpoint holds all but the open window.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    #[serde(skip)]
    window: Window,
    epoch: Sums,
    last_epoch: Option<Sums>,
    images_seen: u64,
    #[serde(with = "exact")]
    elapsed_millis: f64,
}

/// What was trained since the last report.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Window {
    started: Option<Instant>,
    /// Images in each mini-batch.
    sizes: Vec<usize>,
    /// Learning rate of the last mini-batch.
    pub learning_rate: f32,
    /// From the start of the first mini-batch to the end of the read; 0 while it is open.
    pub millis: f64,
}

impl Window {
    /// Mini-batches.
    pub fn batches(&self) -> u32 {
        self.sizes.len() as u32
    }

    /// Images.
    pub fn images(&self) -> usize {
        self.sizes.iter().sum()
    }
}

/// Sums over some images.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Sums {
    #[serde(with = "exact")]
    loss: f64,
    #[serde(with = "exact")]
    hits: f64,
    images: usize,
}

/// A number as text, as it always was in checkpoints.
mod exact {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        let text = String::deserialize(from)?;
        let value: f64 = text.parse().map_err(D::Error::custom)?;
        match value.is_finite() {
            true => Ok(value),
            false => Err(D::Error::custom(format!("{text} is not finite"))),
        }
    }
}

impl Tally {
    /// Notes when a mini-batch began; the clock starts with the first of a window.
    pub fn begin_batch(&mut self, started: Instant) {
        self.window.started.get_or_insert(started);
    }

    /// Notes that a mini-batch of so many images was trained at this learning rate.
    pub fn end_batch(&mut self, images: usize, learning_rate: f32) {
        self.window.learning_rate = learning_rate;
        self.window.sizes.push(images);
        self.images_seen += images as u64;
    }

    /// Mini-batches since the last report.
    pub fn batches(&self) -> u32 {
        self.window.batches()
    }

    /// Images trained on since the start.
    pub fn images_seen(&self) -> u64 {
        self.images_seen
    }

    /// Images that any of the counts is of.
    pub fn most_images(&self) -> u64 {
        let sums = self.last_epoch.iter().chain([&self.epoch]);
        let images = sums.map(|sums| sums.images as u64);
        images.chain([self.images_seen]).max().unwrap_or(0)
    }

    /// Time spent training since the start.
    pub fn elapsed_millis(&self) -> f64 {
        self.elapsed_millis
    }

    /// Ends the window with what was read for it, and returns it.
    pub fn close_window(&mut self, totals: Totals) -> Window {
        let window = self.ended_window();
        self.epoch.loss += totals.loss;
        self.epoch.hits += totals.hits;
        self.epoch.images += window.images();
        window
    }

    /// Ends the window when training stopped before its last `refused` mini-batches: they were not trained on, and of
    /// those before them nothing was read. Returns how many images were in them.
    pub fn abandon_window(&mut self, refused: u32) -> usize {
        let window = self.ended_window();
        let images = window.sizes.iter().rev().take(refused as usize).sum();
        self.images_seen = self.images_seen.saturating_sub(images as u64);
        images
    }

    fn ended_window(&mut self) -> Window {
        let mut window = std::mem::take(&mut self.window);
        if let Some(started) = window.started {
            window.millis = millis_since(started);
        }
        self.elapsed_millis += window.millis;
        window
    }

    /// Notes that the epoch is over.
    pub fn end_epoch(&mut self) {
        self.last_epoch = Some(std::mem::take(&mut self.epoch));
    }

    /// Mean loss and accuracy over the last whole epoch, while it ran, dropout on.
    pub fn last_epoch_means(&self) -> Option<(f64, f64)> {
        let sums = self.last_epoch.as_ref()?;
        let images = sums.images.max(1) as f64;
        Some((sums.loss / images, sums.hits / images))
    }
}

/// Milliseconds since `started`.
pub fn millis_since(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_add_up_to_epochs() {
        let mut tally = Tally::default();
        for (images, loss, hits) in [(6, 12.0, 1.0), (2, 4.0, 2.0)] {
            tally.begin_batch(Instant::now());
            tally.end_batch(images, 0.1);
            let window = tally.close_window(Totals {
                loss,
                hits,
                gradient_norms: None,
            });
            assert_eq!((window.batches(), window.images()), (1, images));
        }
        assert_eq!((tally.batches(), tally.images_seen()), (0, 8));
        assert_eq!(tally.last_epoch_means(), None);
        tally.end_epoch();
        assert_eq!(tally.last_epoch_means(), Some((2.0, 0.375))); // 16 / 8, 3 / 8
        tally.elapsed_millis = 0.1 + 0.2; // a sum that few decimals don't hold
        let text = serde_json::to_string(&tally).unwrap();
        assert_eq!(serde_json::from_str::<Tally>(&text).unwrap(), tally);
    }
}
