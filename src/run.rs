//! One run: a model, how far it was trained, and what was measured of it.

mod evaluation;
mod feed;
mod saved;

use web_time::Instant;

use crate::config::TrainConfig;
use crate::data::{Batcher, Dataset};
use crate::device::OpenDevice;
use crate::error::{Error, Result};
use crate::nn::Model;
use crate::pace::Pace;
use crate::train::report::{Progress, StepReport};
use crate::train::schedule::learning_rate;
use crate::train::{History, Tally, Totals, Trainer};

/// A report covers one mini-batch or this long, whichever is longer.
const REPORT_MILLIS: f64 = 250.0;

/// Everything that starts anew with a new model.
pub(crate) struct Run {
    device: OpenDevice,
    trainer: Trainer,
    batcher: Batcher,
    feed: feed::Feed,
    tally: Tally,
    /// Mini-batches between two reads.
    report_pace: Pace,
    evaluation: evaluation::Course,
    history: History,
    /// Why there is no more training. The model can still be asked and saved.
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
            feed: feed::Feed::default(),
            tally: Tally::default(),
            report_pace: report_pace(),
            evaluation: evaluation::Course::default(),
            history: History::default(),
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
        let (epoch, step) = (self.batcher.epoch(), self.trainer.step_count());
        let at_epoch_end = step > 0 && self.batcher.position() == 0;
        Progress {
            epoch,
            epochs: config.epochs,
            step,
            step_in_epoch: self.batcher.position().div_ceil(batch_size),
            steps_per_epoch: self.batcher.epoch_size().div_ceil(batch_size),
            images_seen: self.tally.images_seen(),
            finished: epoch >= config.epochs,
            evaluation_due: at_epoch_end && !self.history.has_evaluation(step),
        }
    }

    /// Trains on one mini-batch. Returns a report when one is due: about every 250 ms, and
    /// always at the end of an epoch.
    pub async fn step(
        &mut self,
        data: &Dataset,
        config: &TrainConfig,
    ) -> Result<Option<StepReport>> {
        self.check_training()?;
        let rate = self.learning_rate(config);
        let (before, step) = (self.batcher.position(), self.trainer.step_count());
        let started = Instant::now();
        let batcher = &mut self.batcher;
        let batch = self.feed.next(batcher, data, config, step, &self.device)?;
        self.evaluation.interrupt();
        self.tally.begin_batch(started);
        self.trainer.step(batch, config, rate);
        self.tally.end_batch(self.batcher.position() - before, rate);
        let is_due = self.tally.batches() as usize >= self.report_pace.count();
        if is_due || self.batcher.epoch_is_over() {
            return self.report().await;
        }
        Ok(None)
    }

    /// Learning rate of the next step.
    fn learning_rate(&self, config: &TrainConfig) -> f32 {
        let progress = self.progress(config);
        let epochs = |count: u32| progress.steps_per_epoch.saturating_mul(count as usize);
        let step = epochs(progress.epoch).saturating_add(progress.step_in_epoch);
        learning_rate(config, step, epochs(progress.epochs))
    }

    /// Reads what was trained since the last report; `None` if nothing was.
    pub async fn report(&mut self) -> Result<Option<StepReport>> {
        self.check_training()?;
        if self.tally.batches() == 0 {
            return Ok(None);
        }
        let totals = self.trainer.take_totals().await;
        let totals = self.unless_stopped(totals)?;
        let window = self.tally.close_window(totals);
        self.report_pace
            .measured(window.batches() as usize, window.millis);
        let epoch = self.batcher.epoch();
        let epoch_ended = self.batcher.epoch_is_over();
        if epoch_ended {
            self.tally.end_epoch();
            self.batcher.start_next_epoch();
        }
        let (images, batches) = (window.images() as f64, f64::from(window.batches()));
        let report = StepReport {
            step: self.trainer.step_count(),
            epoch,
            images_seen: self.tally.images_seen(),
            batches: window.batches(),
            loss: totals.loss / images,
            accuracy: totals.hits / images,
            learning_rate: window.learning_rate,
            gradient_norm: totals.gradient_norms.map(|sum| sum / batches),
            images_per_second: images / window.millis.max(0.001) * 1000.0,
            elapsed_millis: self.tally.elapsed_millis(),
            epoch_ended,
        };
        self.history.add_step(report.clone());
        Ok(Some(report))
    }

    /// The model for looking at: no gradients, no dropout.
    pub fn model(&self) -> Result<Model> {
        self.device.check()?;
        Ok(self.trainer.inference_model())
    }

    /// Fails with what broke the device or ended the training.
    fn check_training(&self) -> Result<()> {
        self.device.check()?;
        self.failure.clone().map_or(Ok(()), Err)
    }

    /// What was read of the sums. If it is that the training ended, the run goes back to before the mini-batch at which
    /// it did, where the trainer is already: as if that and those after it had never been drawn.
    fn unless_stopped(&mut self, totals: Result<Totals>) -> Result<Totals> {
        self.device.check()?; // odd numbers of a broken GPU are no divergence
        totals.inspect_err(|error| {
            if let Error::Diverged { refused, .. } = error {
                let images = self.tally.abandon_window(*refused);
                let (epoch, position) = (self.batcher.epoch(), self.batcher.position());
                self.batcher.resume(epoch, position.saturating_sub(images));
            }
            self.failure = Some(error.clone());
        })
    }
}

fn report_pace() -> Pace {
    Pace::new(1, 1, 256, REPORT_MILLIS)
}

#[cfg(not(target_family = "wasm"))]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Batch;
    use crate::device::BackendKind;
    use crate::train::loss::DeviceBatch;

    async fn new_run(config: &TrainConfig) -> Run {
        let device = OpenDevice::open(BackendKind::Cpu).await.unwrap();
        Run::new(config, &Dataset::default(), &device)
    }

    #[pollster::test]
    async fn a_diverged_run_trains_no_more_but_can_be_asked_and_saved() {
        let (config, data) = (TrainConfig::default(), Dataset::default());
        let mut run = new_run(&config).await;
        assert!(run.report().await.unwrap().is_none());
        let before = run.model_file(&config).await.unwrap();
        let batch = Batch {
            images: vec![f32::NAN; 784],
            labels: vec![3],
        };
        run.tally.begin_batch(Instant::now());
        let batch = DeviceBatch::upload(&batch, &run.device.device);
        run.trainer.step(batch, &config, 0.001);
        run.tally.end_batch(1, 0.001);
        let mut told = Vec::new();
        for _ in 0..2 {
            told.push(run.report().await.unwrap_err());
            told.push(run.step(&data, &config).await.unwrap_err());
        }
        for error in told {
            assert_eq!(error.code(), "diverged");
            let wanted = "in mini-batch 1 the loss became NaN with a learning rate of 0.001";
            assert!(error.to_string().starts_with(wanted), "{error}");
        }
        assert!(run.model().is_ok());
        assert!(run.model_file(&config).await.unwrap() == before);
        run.checkpoint(&config).await.unwrap();
        let progress = run.progress(&config);
        assert_eq!((progress.step, progress.images_seen), (0, 0));
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
