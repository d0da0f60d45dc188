//! One run: a model, how far it was trained, and what was measured of it.

use web_time::Instant;

use crate::config::TrainConfig;
use crate::data::image::image_from_pixels;
use crate::data::{Batch, Batcher, Dataset};
use crate::device::OpenDevice;
use crate::error::{Error, Result};
use crate::pace::Pace;
use crate::train::evaluate::{Evaluation, predict};
use crate::train::report::{EvalProgress, Prediction, Progress, StepReport};
use crate::train::tally::millis_since;
use crate::train::{Tally, Trainer};

/// A report covers one mini-batch or this long, whichever is longer.
const REPORT_MILLIS: f64 = 250.0;
/// An evaluation gives way to other requests about this often.
const EVALUATION_CHUNK_MILLIS: f64 = 100.0;

/// Everything that starts anew with a new model.
pub(crate) struct Run {
    device: OpenDevice,
    trainer: Trainer,
    batcher: Batcher,
    tally: Tally,
    /// Mini-batches between two reads.
    report_pace: Pace,
    /// The evaluation under way, and the milliseconds that it took so far.
    evaluation: Option<(Evaluation, f64)>,
    /// Test images in a chunk.
    evaluation_pace: Pace,
    /// Why the model is of no use any more.
    failure: Option<Error>,
}

impl Run {
    /// A new model on this device.
    pub fn new(config: &TrainConfig, data: &Dataset, device: &OpenDevice) -> Self {
        let (counts, size) = (data.train_counts(), config.train_size as usize);
        Self {
            device: device.clone(),
            trainer: Trainer::new(config, &device.device),
            batcher: Batcher::new(config.seed, &counts, size),
            tally: Tally::default(),
            report_pace: report_pace(),
            evaluation: None,
            evaluation_pace: Pace::new(8, 1, 1000, EVALUATION_CHUNK_MILLIS),
            failure: None,
        }
    }

    /// Forgets how long mini-batches took: they have another size from now on.
    pub fn forget_report_pace(&mut self) {
        self.report_pace = report_pace();
    }

    /// The images in their order, and where in it the run stands.
    pub fn batcher(&self) -> &Batcher {
        &self.batcher
    }

    /// Where the run stands.
    pub fn progress(&self, config: &TrainConfig) -> Progress {
        let batch_size = config.batch_size as usize;
        let epoch = self.batcher.epoch();
        Progress {
            epoch,
            epochs: config.epochs,
            step: self.trainer.step_count(),
            step_in_epoch: self.batcher.position().div_ceil(batch_size),
            steps_per_epoch: self.batcher.epoch_size().div_ceil(batch_size),
            images_seen: self.tally.images_seen(),
            finished: epoch >= config.epochs,
        }
    }

    /// Trains on one mini-batch. Returns a report when one is due: about every 250 ms, and
    /// always at the end of an epoch.
    pub async fn step(
        &mut self,
        data: &Dataset,
        config: &TrainConfig,
    ) -> Result<Option<StepReport>> {
        self.check()?;
        let batch_size = config.batch_size as usize;
        let batch = self.batcher.next(data, batch_size);
        let batch = batch.map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
        if batch.is_empty() {
            return Err(Error::bad_data("training images", "there are none"));
        }
        self.evaluation = None;
        self.tally.begin_batch();
        self.trainer.step(&batch, config);
        self.tally.end_batch(batch.len());
        let is_due = self.tally.batches() as usize >= self.report_pace.count();
        if is_due || self.batcher.epoch_is_over() {
            return self.report().await;
        }
        Ok(None)
    }

    /// Reads what was trained since the last report; `None` if nothing was.
    pub async fn report(&mut self) -> Result<Option<StepReport>> {
        self.check()?;
        if self.tally.batches() == 0 {
            return Ok(None);
        }
        let totals = self.trainer.take_totals().await;
        self.device.check()?; // odd numbers of a broken GPU are no divergence
        let totals = totals.inspect_err(|error| self.failure = Some(error.clone()))?;
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
    pub async fn evaluate_chunk(&mut self, data: &Dataset) -> Result<EvalProgress> {
        self.check()?;
        let started = Instant::now();
        let total = data.test_count();
        let (mut evaluation, before) = self.evaluation.take().unwrap_or_default();
        let end = total.min(evaluation.done() + self.evaluation_pace.count());
        let mut batch = Batch::with_capacity(end - evaluation.done());
        for position in evaluation.done()..end {
            let image = data.test_image(position);
            let (pixels, label) =
                image.map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
            batch.push(pixels, label);
        }
        if batch.is_empty() {
            return Err(Error::bad_data("test images", "there are none"));
        }
        let model = self.trainer.inference_model();
        let added = evaluation.add(&model, &batch, &self.device.device).await;
        self.device.check().and(added)?;
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
    pub async fn predict(&self, pixels: &[u8]) -> Result<Prediction> {
        let image = image_from_pixels(pixels)?;
        self.check()?;
        let model = self.trainer.inference_model();
        let prediction = predict(&model, image, &self.device.device).await;
        self.device.check().and(prediction)
    }

    /// Fails with what made device or model useless, so that nobody trusts what they say.
    fn check(&self) -> Result<()> {
        self.device.check()?;
        self.failure.clone().map_or(Ok(()), Err)
    }
}

fn report_pace() -> Pace {
    Pace::new(1, 1, 256, REPORT_MILLIS)
}

#[cfg(not(target_family = "wasm"))]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::BackendKind;

    async fn new_run(config: &TrainConfig) -> Run {
        let device = OpenDevice::open(BackendKind::Cpu).await.unwrap();
        Run::new(config, &Dataset::default(), &device)
    }

    #[pollster::test]
    async fn a_diverged_model_stays_refused() {
        let (config, data) = (TrainConfig::default(), Dataset::default());
        let mut run = new_run(&config).await;
        assert!(run.report().await.unwrap().is_none());
        assert!(run.predict(&[0; 784]).await.is_ok());
        let batch = Batch {
            images: vec![f32::NAN; 784],
            labels: vec![3],
        };
        run.tally.begin_batch();
        run.trainer.step(&batch, &config);
        run.tally.end_batch(1);
        for _ in 0..2 {
            assert_eq!(run.report().await.unwrap_err().code(), "diverged");
            let step = run.step(&data, &config).await;
            assert_eq!(step.unwrap_err().code(), "diverged");
            let prediction = run.predict(&[0; 784]).await;
            assert_eq!(prediction.unwrap_err().code(), "diverged");
        }
    }

    #[pollster::test]
    async fn the_pace_of_other_mini_batches_is_forgotten() {
        let mut run = new_run(&TrainConfig::default()).await;
        for _ in 0..8 {
            let count = run.report_pace.count();
            run.report_pace.measured(count, 1.0);
        }
        assert!(run.report_pace.count() > 100);
        run.forget_report_pace();
        assert_eq!(run.report_pace.count(), 1);
    }
}
