//! The test set, dropout off, in chunks that let other requests through.

use burn::tensor::Device;

use super::report::{ClassReport, EvalReport, Prediction};
use super::trainer::{images_to_device, read};
use crate::config::CLASSES;
use crate::data::{Batch, CLASS_NAMES};
use crate::error::Result;
use crate::nn::Model;

/// Sums over the test images seen so far.
#[derive(Debug, Default)]
pub struct Evaluation {
    count: usize,
    loss: f64,
    confusion: [[u32; CLASSES]; CLASSES],
}

impl Evaluation {
    /// Test images done.
    pub fn done(&self) -> usize {
        self.count
    }

    /// Adds a chunk of test images.
    ///
    /// # Errors
    /// `device-lost` when the read fails.
    pub async fn add(&mut self, model: &Model, batch: &Batch, device: &Device) -> Result<()> {
        let logits = logits(model, batch.images.clone(), device).await?;
        for (logits, &label) in logits.chunks(CLASSES).zip(&batch.labels) {
            let probabilities = softmax(logits);
            let label = label as usize;
            self.count += 1;
            // A probability below the smallest f32 would make the mean infinite.
            self.loss -= f64::from(probabilities[label].max(f32::MIN_POSITIVE).ln());
            self.confusion[label][largest(&probabilities)] += 1;
        }
        Ok(())
    }

    /// The result; what is known only outside is left for the caller.
    pub fn report(&self) -> EvalReport {
        let count = self.count.max(1) as f64;
        let correct: u32 = (0..CLASSES).map(|class| self.confusion[class][class]).sum();
        EvalReport {
            epoch: 0,
            step: 0,
            count: self.count,
            loss: self.loss / count,
            accuracy: f64::from(correct) / count,
            train_loss: None,
            train_accuracy: None,
            confusion: self.confusion,
            per_class: (0..CLASSES).map(|class| self.class_report(class)).collect(),
            elapsed_millis: 0.0,
        }
    }

    fn class_report(&self, class: usize) -> ClassReport {
        let correct = self.confusion[class][class];
        let count: u32 = self.confusion[class].iter().sum();
        let called: u32 = self.confusion.iter().map(|row| row[class]).sum();
        ClassReport {
            name: CLASS_NAMES[class].into(),
            count,
            correct,
            precision: ratio(correct, called),
            recall: ratio(correct, count),
            f1: ratio(2 * correct, called + count),
        }
    }
}

/// What the model says of one image of 784 values.
///
/// # Errors
/// `device-lost` when the read fails.
pub async fn predict(model: &Model, image: Vec<f32>, device: &Device) -> Result<Prediction> {
    let probabilities = softmax(&logits(model, image, device).await?);
    let label = largest(&probabilities);
    Ok(Prediction {
        label,
        name: CLASS_NAMES[label].into(),
        probabilities,
    })
}

/// Images of 784 values each -> 10 logits each.
async fn logits(model: &Model, images: Vec<f32>, device: &Device) -> Result<Vec<f32>> {
    read(model.forward(images_to_device(images, device), None)).await
}

/// On the host, since ten numbers are not worth three GPU dispatches.
fn softmax(logits: &[f32]) -> Vec<f32> {
    let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - highest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// Place of the largest value; of the first, among equals.
fn largest(values: &[f32]) -> usize {
    let mut best = 0;
    for (place, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = place;
        }
    }
    best
}

fn ratio(part: u32, whole: u32) -> f64 {
    match whole {
        0 => 0.0,
        _ => f64::from(part) / f64::from(whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_sums_to_one_and_survives_large_logits() {
        let probabilities = softmax(&[1000.0, 1000.0 + 2f32.ln(), -1000.0]);
        for (found, wanted) in probabilities.iter().zip([1.0 / 3.0, 2.0 / 3.0, 0.0]) {
            assert!((found - wanted).abs() < 1e-4, "{probabilities:?}");
        }
    }

    #[test]
    fn the_largest_of_equals_is_the_first() {
        assert_eq!(largest(&[0.1, 0.4, 0.4, 0.1]), 1);
    }

    #[test]
    fn precision_recall_and_f1_follow_from_the_confusion_matrix() {
        let mut evaluation = Evaluation {
            count: 10,
            loss: 5.0,
            ..Default::default()
        };
        // Six shirts: four called so, two called coat; four coats: three called so, one shirt.
        evaluation.confusion[6][6] = 4;
        evaluation.confusion[6][4] = 2;
        evaluation.confusion[4][4] = 3;
        evaluation.confusion[4][6] = 1;
        let report = evaluation.report();
        assert_eq!((report.accuracy, report.loss, report.count), (0.7, 0.5, 10));
        let shirt = &report.per_class[6];
        assert_eq!((shirt.count, shirt.correct), (6, 4));
        assert_eq!((shirt.precision, shirt.recall), (4.0 / 5.0, 4.0 / 6.0));
        assert_eq!(shirt.f1, 8.0 / 11.0); // 2 * 4 / (5 called + 6 true)
        assert_eq!(report.per_class[0].f1, 0.0);
    }
}
