//! The part of a run that measures the model.

use web_time::Instant;

use super::Run;
use crate::data::{Batch, Dataset};
use crate::error::{Error, Result};
use crate::pace::Pace;
use crate::train::evaluate::Evaluation;
use crate::train::mistakes::{Judgement, MistakePage, MistakeQuery, mistakes};
use crate::train::report::{EvalProgress, EvalReport};
use crate::train::tally::millis_since;

/// An evaluation gives way to other requests about this often.
const CHUNK_MILLIS: f64 = 100.0;
/// Training images that are evaluated as the test set is.
const SAMPLE_SIZE: usize = 5000;

/// Evaluations: the one under way, and the last one that was completed.
pub(super) struct Course {
    /// With the milliseconds that it took so far, and the training images that it shall take.
    current: Option<(Evaluation, f64, usize)>,
    last: Option<Judgement>,
    /// Images in a chunk.
    pace: Pace,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            current: None,
            last: None,
            pace: Pace::new(8, 1, 1000, CHUNK_MILLIS),
        }
    }
}

impl Course {
    /// Gives up the evaluation under way: the model is another one from now on.
    pub fn interrupt(&mut self) {
        self.current = None;
    }
}

impl Run {
    /// Evaluates the next images, about 100 ms of them: first the test set, then a sample of the
    /// training set. The progress carries the report once all are done. Training in between
    /// starts it anew.
    pub async fn evaluate_chunk(&mut self, data: &Dataset) -> Result<EvalProgress> {
        let started = Instant::now();
        let model = self.model()?;
        let current = self.evaluation.current.take();
        let (mut evaluation, before, sample) =
            current.unwrap_or_else(|| (Evaluation::default(), 0.0, self.sample_size(data)));
        let (tests, done) = (data.test_count(), evaluation.done());
        if tests == 0 {
            return Err(Error::bad_data("test images", "there are none"));
        }
        let is_test = done < tests;
        let end = if is_test { tests } else { tests + sample };
        let end = end.min(done + self.evaluation.pace.count());
        let mut batch = Batch::with_capacity(end - done);
        for position in done..end {
            let (pixels, label) = match is_test {
                true => data.test_image(position),
                false => data
                    .train_image_at(position - tests)
                    .ok_or("training images"),
            }
            .map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
            batch.push(pixels, label);
        }
        let device = &self.device.device;
        let added = match is_test {
            true => evaluation.add_test(&model, &batch, device).await,
            false => evaluation.add_train(&model, &batch, device).await,
        };
        self.device.check()?;
        added?;
        let millis = millis_since(started);
        self.evaluation.pace.measured(batch.len(), millis);
        let (done, total, elapsed_millis) = (evaluation.done(), tests + sample, before + millis);
        let report = if done == total {
            Some(self.complete(evaluation, elapsed_millis))
        } else {
            self.evaluation.current = Some((evaluation, elapsed_millis, sample));
            None
        };
        Ok(EvalProgress {
            done,
            total,
            report,
        })
    }

    /// Training images to evaluate: none as long as they are not all here.
    fn sample_size(&self, data: &Dataset) -> usize {
        let size = SAMPLE_SIZE.min(self.batcher.epoch_size());
        if data.has_train_images(size) { size } else { 0 }
    }

    fn complete(&mut self, evaluation: Evaluation, elapsed_millis: f64) -> EvalReport {
        let step = self.trainer.step_count();
        let mut report = evaluation.report();
        report.epoch = self.batcher.epoch();
        report.step = step;
        (report.train_loss, report.train_accuracy) = self.tally.last_epoch_means().unzip();
        report.elapsed_millis = elapsed_millis;
        self.evaluation.last = Some(Judgement {
            step,
            probabilities: evaluation.into_probabilities(),
        });
        if step > 0 && self.batcher.position() == 0 {
            self.history.add_evaluation(report.clone());
        }
        report
    }

    /// The mistakes that the last evaluation found.
    pub fn mistakes(&self, data: &Dataset, query: &MistakeQuery) -> MistakePage {
        mistakes(self.evaluation.last.as_ref(), data, query)
    }
}
