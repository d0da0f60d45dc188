//! The whole use case, for the page and for the terminal alike. No web in it.
//!
//! Life cycle: open a device, announce the data, load its shards, then call
//! [`step`](Session::step) as long as training shall go on. Pausing is not calling it.

use web_time::Instant;

use crate::config::TrainConfig;
use crate::data::image::image_from_pixels;
use crate::data::{Batch, Batcher, Dataset, Manifest, ShardEntry};
use crate::device::{BackendKind, BackendReport, OpenDevice};
use crate::error::{Error, Result};
use crate::nn::structure::{LayerReport, layers};
use crate::pace::Pace;
use crate::train::evaluate::{Evaluation, predict};
use crate::train::report::{ConfigChange, EvalProgress, Prediction, Progress, StepReport};
use crate::train::tally::millis_since;
use crate::train::{Tally, Trainer};

/// A report covers one mini-batch or this long, whichever is longer.
const REPORT_MILLIS: f64 = 250.0;
/// An evaluation gives way to other requests about this often.
const EVALUATION_CHUNK_MILLIS: f64 = 100.0;

/// One trainer: device, data, model and where the run stands.
pub struct Session {
    device: OpenDevice,
    data: Dataset,
    config: TrainConfig,
    trainer: Trainer,
    batcher: Batcher,
    tally: Tally,
    /// Mini-batches between two reads.
    report_pace: Pace,
    /// The evaluation under way, and the milliseconds that it took so far.
    evaluation: Option<(Evaluation, f64)>,
    /// Test images in a chunk.
    evaluation_pace: Pace,
}

impl Session {
    /// Opens a device and makes a model on it.
    ///
    /// # Errors
    /// `no-webgpu` or `adapter-rejected` from the device, `bad-config` from the settings.
    pub async fn open(kind: BackendKind, config: TrainConfig) -> Result<Self> {
        config.validate()?;
        let device = OpenDevice::open(kind).await?;
        let data = Dataset::default();
        Ok(Self {
            trainer: Trainer::new(&config, &device.device),
            batcher: batcher(&config, &data),
            device,
            data,
            config,
            tally: Tally::default(),
            report_pace: Pace::new(1, 1, 256, REPORT_MILLIS),
            evaluation: None,
            evaluation_pace: Pace::new(8, 1, 1000, EVALUATION_CHUNK_MILLIS),
        })
    }

    /// The device in use.
    pub fn backend(&self) -> &BackendReport {
        &self.device.report
    }

    /// All settings.
    pub fn config(&self) -> &TrainConfig {
        &self.config
    }

    /// The layers of the network.
    pub fn layers(&self) -> Vec<LayerReport> {
        layers(&self.config.model, self.config.dropout)
    }

    /// Changes some settings. Those that make another model (shape, seed, training-set size)
    /// start the run anew; the others take effect with the next mini-batch.
    ///
    /// # Errors
    /// `bad-config` naming the field; nothing is changed then.
    pub fn configure(&mut self, partial: &serde_json::Value) -> Result<ConfigChange> {
        let config = self.config.merged(partial)?;
        let restarted = self.config.needs_restart(&config);
        self.config = config.clone();
        if restarted {
            self.restart();
        }
        Ok(ConfigChange { config, restarted })
    }

    /// A new model; with a new seed unless the old one is kept.
    pub fn reset(&mut self, keep_seed: bool) -> &TrainConfig {
        if !keep_seed {
            // Without a source of randomness a new seed is at least another seed.
            let another = self.config.seed.wrapping_add(1);
            self.config.seed = getrandom::u32().unwrap_or(another);
        }
        self.restart();
        &self.config
    }

    /// Takes the text of `manifest.json`; the run starts anew.
    ///
    /// # Errors
    /// `bad-data` saying what does not fit.
    pub fn load_manifest(&mut self, json: &str) -> Result<()> {
        self.set_data(Dataset::announced(Manifest::parse(json)?));
        Ok(())
    }

    /// Takes a data set made elsewhere; the run starts anew.
    pub fn set_data(&mut self, data: Dataset) {
        self.data = data;
        self.restart();
    }

    /// Shards that these settings need and that are not here, in the order to fetch them.
    pub fn shard_plan(&self) -> Vec<&ShardEntry> {
        self.data.missing(&self.batcher.first_epoch_shards())
    }

    /// Takes the unpacked bytes of a shard.
    ///
    /// # Errors
    /// `bad-data` for a name that was not announced, or bytes other than the manifest says.
    pub fn load_shard(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.data.load(name, bytes)
    }

    /// Name of a shard without which [`step`](Self::step) fails.
    pub fn next_shard(&self) -> Option<&str> {
        let batch_size = self.config.batch_size as usize;
        self.batcher.waits_for(&self.data, batch_size)
    }

    /// Where the run stands.
    pub fn progress(&self) -> Progress {
        let batch_size = self.config.batch_size as usize;
        let epoch = self.batcher.epoch();
        Progress {
            epoch,
            epochs: self.config.epochs,
            step: self.trainer.step_count(),
            step_in_epoch: self.batcher.position().div_ceil(batch_size),
            steps_per_epoch: self.batcher.epoch_size().div_ceil(batch_size),
            images_seen: self.tally.images_seen(),
            finished: epoch >= self.config.epochs,
        }
    }

    /// Trains on one mini-batch. Returns a report when one is due: about every 250 ms, and
    /// always at the end of an epoch.
    ///
    /// # Errors
    /// `bad-data` when a shard is missing, `diverged` when the loss is no longer a number,
    /// `device-lost` or `out-of-memory` when the GPU fails.
    pub async fn step(&mut self) -> Result<Option<StepReport>> {
        self.device.check()?;
        let batch_size = self.config.batch_size as usize;
        let batch = self.batcher.next(&self.data, batch_size);
        let batch = batch.map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
        if batch.is_empty() {
            return Err(Error::bad_data("training images", "there are none"));
        }
        self.evaluation = None;
        self.tally.begin_batch();
        self.trainer.step(&batch, &self.config);
        self.tally.end_batch(batch.len());
        let is_due = self.tally.batches() as usize >= self.report_pace.count();
        if is_due || self.batcher.epoch_is_over() {
            return self.report().await;
        }
        Ok(None)
    }

    /// Reads what was trained since the last report; `None` if nothing was.
    ///
    /// # Errors
    /// `diverged`, `device-lost` or `out-of-memory`.
    pub async fn report(&mut self) -> Result<Option<StepReport>> {
        if self.tally.batches() == 0 {
            return Ok(None);
        }
        let totals = self.trainer.take_totals().await?;
        self.device.check()?;
        let window = self.tally.close_window(totals);
        self.report_pace
            .measured(window.batches as usize, window.millis);
        let epoch = self.batcher.epoch();
        let epoch_ended = self.batcher.epoch_is_over();
        if epoch_ended {
            self.tally.end_epoch();
            self.batcher.start_next_epoch();
        }
        let images = window.images as f64;
        Ok(Some(StepReport {
            step: self.trainer.step_count(),
            epoch,
            images_seen: self.tally.images_seen(),
            batches: window.batches,
            loss: totals.loss / images,
            accuracy: totals.hits / images,
            images_per_second: images / window.millis.max(0.001) * 1000.0,
            elapsed_millis: self.tally.elapsed_millis(),
            epoch_ended,
        }))
    }

    /// Evaluates the next test images, about 100 ms of them. The progress carries the report
    /// once all are done. Training in between starts it anew.
    ///
    /// # Errors
    /// `bad-data` when a shard is missing, `device-lost` or `out-of-memory`.
    pub async fn evaluate_chunk(&mut self) -> Result<EvalProgress> {
        let started = Instant::now();
        let total = self.data.test_count();
        let (mut evaluation, before) = self.evaluation.take().unwrap_or_default();
        let end = total.min(evaluation.done() + self.evaluation_pace.count());
        let mut batch = Batch::with_capacity(end - evaluation.done());
        for position in evaluation.done()..end {
            let image = self.data.test_image(position);
            let (pixels, label) =
                image.map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
            batch.push(pixels, label);
        }
        if batch.is_empty() {
            return Err(Error::bad_data("test images", "there are none"));
        }
        let model = self.trainer.inference_model();
        evaluation.add(&model, &batch, &self.device.device).await?;
        self.device.check()?;
        let millis = millis_since(started);
        self.evaluation_pace.measured(batch.len(), millis);
        let elapsed_millis = before + millis;
        let done = evaluation.done();
        let report = (done == total).then(|| {
            let mut report = evaluation.report();
            report.epoch = self.batcher.epoch();
            report.step = self.trainer.step_count();
            (report.train_loss, report.train_accuracy) = self.tally.last_epoch_means().unzip();
            report.elapsed_millis = elapsed_millis;
            report
        });
        if report.is_none() {
            self.evaluation = Some((evaluation, elapsed_millis));
        }
        Ok(EvalProgress {
            done,
            total,
            report,
        })
    }

    /// Classifies one image of 784 bytes, Fashion-MNIST convention: ink bright on 0.
    ///
    /// # Errors
    /// `bad-image` for another number of bytes, `device-lost` when the GPU fails.
    pub async fn predict(&self, pixels: &[u8]) -> Result<Prediction> {
        let image = image_from_pixels(pixels)?;
        let model = self.trainer.inference_model();
        predict(&model, image, &self.device.device).await
    }

    fn restart(&mut self) {
        self.trainer = Trainer::new(&self.config, &self.device.device);
        self.batcher = batcher(&self.config, &self.data);
        self.tally = Tally::default();
        self.evaluation = None;
    }
}

fn batcher(config: &TrainConfig, data: &Dataset) -> Batcher {
    Batcher::new(
        config.seed,
        &data.train_counts(),
        config.train_size as usize,
    )
}
