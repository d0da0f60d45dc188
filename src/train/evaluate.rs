//! The test set and a sample of the training set, dropout off, in chunks that let other requests
//! through.

use burn::tensor::Device;

use super::report::{ClassReport, EvalReport, Prediction, SampleReport};
use crate::config::CLASSES;
use crate::data::{Batch, CLASS_NAMES};
use crate::error::{Error, Result};
use crate::nn::Model;
use crate::nn::transfer::{images_to_device, read};

/// What was found of the images so far: first the test set, then a sample of the training set.
#[derive(Debug, Default)]
pub struct Evaluation {
    loss: f64,
    confusion: [[u32; CLASSES]; CLASSES],
    /// Of each test image.
    probabilities: Vec<[f32; CLASSES]>,
    sample: Sample,
}

/// Sums over images of the training set.
#[derive(Debug, Default)]
struct Sample {
    count: usize,
    loss: f64,
    hits: u32,
}

impl Evaluation {
    /// Images done, test and training.
    pub fn done(&self) -> usize {
        self.probabilities.len() + self.sample.count
    }

    /// Adds a chunk of test images.
    ///
    /// # Errors
    /// `device-lost` when the read fails, `diverged` when what the network says is no number.
    pub async fn add_test(&mut self, model: &Model, batch: &Batch, device: &Device) -> Result<()> {
        for (probabilities, label) in judge(model, batch, device).await? {
            self.loss += loss(&probabilities, label);
            self.confusion[label][largest(&probabilities)] += 1;
            self.probabilities.push(probabilities);
        }
        Ok(())
    }

    /// Adds a chunk of training images.
    ///
    /// # Errors
    /// `device-lost` when the read fails, `diverged` when what the network says is no number.
    pub async fn add_train(&mut self, model: &Model, batch: &Batch, device: &Device) -> Result<()> {
        for (probabilities, label) in judge(model, batch, device).await? {
            self.sample.count += 1;
            self.sample.loss += loss(&probabilities, label);
            self.sample.hits += u32::from(largest(&probabilities) == label);
        }
        Ok(())
    }

    /// What the network said of each test image.
    pub fn into_probabilities(self) -> Vec<[f32; CLASSES]> {
        self.probabilities
    }

    /// The result; what is known only outside is left for the caller.
    pub fn report(&self) -> EvalReport {
        let found = self.probabilities.len();
        let count = found.max(1) as f64;
        let correct: u32 = (0..CLASSES).map(|class| self.confusion[class][class]).sum();
        let sample = &self.sample;
        EvalReport {
            epoch: 0,
            step: 0,
            count: found,
            loss: self.loss / count,
            accuracy: f64::from(correct) / count,
            train_loss: None,
            train_accuracy: None,
            train_sample: (sample.count > 0).then(|| SampleReport {
                count: sample.count,
                loss: sample.loss / sample.count as f64,
                accuracy: f64::from(sample.hits) / sample.count as f64,
            }),
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
/// `device-lost` when the read fails, `diverged` when what the network says is no number.
pub async fn predict(model: &Model, image: Vec<f32>, device: &Device) -> Result<Prediction> {
    let logits = logits(model, image, device).await?;
    let probabilities = softmax(&logits);
    let label = largest(&probabilities);
    Ok(Prediction {
        label,
        name: CLASS_NAMES[label].into(),
        probabilities: probabilities.to_vec(),
    })
}

/// Probabilities and label of each image.
async fn judge(
    model: &Model,
    batch: &Batch,
    device: &Device,
) -> Result<Vec<([f32; CLASSES], usize)>> {
    let logits = logits(model, batch.images.clone(), device).await?;
    let labels = batch.labels.iter().map(|&label| label as usize);
    Ok(logits.chunks(CLASSES).map(softmax).zip(labels).collect())
}

/// Images of 784 values each -> 10 logits each, all finite.
async fn logits(model: &Model, images: Vec<f32>, device: &Device) -> Result<Vec<f32>> {
    let logits = read(model.forward(images_to_device(images, device), None)).await?;
    match logits.iter().find(|logit| !logit.is_finite()) {
        Some(&value) => Err(Error::Spoiled {
            what: "what the network says",
            value,
        }),
        None => Ok(logits),
    }
}

/// Cross-entropy of one image.
pub(super) fn loss(probabilities: &[f32; CLASSES], label: usize) -> f64 {
    // A probability below the smallest f32 would make the mean infinite.
    -f64::from(probabilities[label].max(f32::MIN_POSITIVE).ln())
}

/// On the host, since ten numbers are not worth three GPU dispatches.
fn softmax(logits: &[f32]) -> [f32; CLASSES] {
    let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut powers = [0.0; CLASSES];
    for (power, logit) in powers.iter_mut().zip(logits) {
        *power = (logit - highest).exp();
    }
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// Place of the largest value; of the first, among equals.
pub(super) fn largest(values: &[f32]) -> usize {
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
        let mut logits = [-1000.0; CLASSES];
        (logits[0], logits[1]) = (1000.0, 1000.0 + 2f32.ln());
        let probabilities = softmax(&logits);
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
            loss: 5.0,
            probabilities: vec![[0.1; CLASSES]; 10],
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
