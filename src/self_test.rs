//! Before a GPU is trusted: one fixed training step, held to the numbers of the CPU.
//!
//! Drivers and browsers have bugs, and a network trained on wrong sums looks merely stupid. The
//! step goes through the kernels of a usual training, on a network small enough to be done at once.

use std::sync::OnceLock;

use burn::tensor::{Device, Tensor, s};
use serde::{Deserialize, Serialize};
use web_time::Instant;

use crate::config::{IMAGE_PIXELS, ModelConfig, TrainConfig};
use crate::device::OpenDevice;
use crate::error::{Error, Result};
use crate::kernels::{KernelsMade, gather, made};
use crate::nn::transfer::{packed, read};
use crate::random::{Purpose, Stream};
use crate::train::Trainer;
use crate::train::loss::DeviceBatch;
use crate::train::tally::millis_since;

/// What the CPU computes. `cargo test self_test` says what to write here after a change of the
/// step itself.
const EXPECTED: &str = include_str!("self_test.json");
/// Largest difference: for a length as a share of itself, for logits of the largest.
const TOLERANCE: f32 = 1e-3;

/// What one training step is told by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Sum of the losses of the images before the step, dropout on.
    pub loss: f32,
    /// Logits of the first image after the step.
    pub logits: Vec<f32>,
    /// Length of what Adam remembers of the gradient of each parameter: a tenth of its length.
    pub gradients: Vec<f32>,
}

/// Is told how many of the kernels are made, and how many there are.
pub type Tell<'a> = &'a dyn Fn(usize, usize);

/// Milliseconds that the test took, which it needs to pass once in a process or wasm instance,
/// since there is only one GPU device in it.
///
/// # Errors
/// `self-test-failed` naming a number that is wrong, `device-lost` when the GPU fails.
pub async fn passed(device: &OpenDevice, tell: Tell<'_>) -> Result<f64> {
    static PASSED: OnceLock<f64> = OnceLock::new();
    if let Some(millis) = PASSED.get() {
        return Ok(*millis);
    }
    let started = Instant::now();
    let found = run(device, tell).await;
    device.check()?;
    check(&found?, &expected()?)?;
    Ok(*PASSED.get_or_init(|| millis_since(started)))
}

/// The numbers that the CPU computes.
///
/// # Errors
/// `self-test-failed` if they can't be read, which is a bug.
pub fn expected() -> Result<Outcome> {
    serde_json::from_str(EXPECTED).map_err(|error| failed(format!("no numbers: {error}")))
}

/// Does the step on any device, in pieces that are waited for, so that they can be told of.
///
/// # Errors
/// `device-lost` when a read fails.
pub async fn run(device: &OpenDevice, tell: Tell<'_>) -> Result<Outcome> {
    let config = TrainConfig {
        model: ModelConfig {
            filters: vec![4, 8],
            dense_units: 16,
        },
        // Adds the paths that the defaults leave out.
        weight_decay: 0.01,
        label_smoothing: 0.1,
        ..TrainConfig::default()
    };
    let device = &device.device;
    let batch = batch(device);
    read(batch.labels.clone().float()).await?;
    tell_made(tell);
    let mut trainer = Trainer::new(&config, device);
    read(
        trainer
            .inference_model()
            .forward(batch.images.clone(), None),
    )
    .await?;
    tell_made(tell);
    let first = batch.images.clone().slice(s![0..1]);
    trainer.step(batch, &config, 0.01);
    let loss = trainer.take_totals().await?.loss as f32;
    tell_made(tell);
    let logits = read(trainer.inference_model().forward(first, None)).await?;
    let states = trainer.optimizer().states(&config.model).await?;
    let gradients = states.iter().map(|state| {
        let mean = &state[..state.len() / 2];
        mean.iter().map(|value| value * value).sum::<f32>().sqrt()
    });
    Ok(Outcome {
        loss,
        logits,
        gradients: gradients.collect(),
    })
}

fn tell_made(tell: Tell<'_>) {
    let KernelsMade { done, total } = made();
    tell(done, total);
}

/// Four images of noise with a bright bar each, in the way that the GPU holds the data set.
fn batch(device: &Device) -> DeviceBatch {
    let mut noise = Stream::new(1, Purpose::Synthetic, 0, 0);
    let classes = [0, 3, 5, 9];
    let mut pixels = Vec::with_capacity(classes.len() * IMAGE_PIXELS);
    for class in classes {
        let rows = (0..IMAGE_PIXELS).map(|place| place / 28 / 2);
        pixels.extend(rows.map(|row| match row {
            row if row == class as usize + 2 => 220,
            _ => (noise.next_u32() % 60) as u8,
        }));
    }
    let images = Tensor::from_ints(packed(&pixels).as_slice(), device);
    let labels = Tensor::from_ints(classes, device);
    let order = Tensor::from_ints([0, 1, 2, 3], device);
    let (images, labels) = gather(images, labels, order, 0, classes.len());
    DeviceBatch { images, labels }
}

/// Compares two outcomes.
///
/// # Errors
/// `self-test-failed` naming the first number that is off.
pub fn check(found: &Outcome, wanted: &Outcome) -> Result<()> {
    let largest = wanted
        .logits
        .iter()
        .fold(0f32, |most, logit| most.max(logit.abs()));
    close("loss", &[found.loss], &[wanted.loss], None)?;
    close("logit", &found.logits, &wanted.logits, Some(largest))?;
    close("gradient", &found.gradients, &wanted.gradients, None)
}

/// Differences are shares of `scale`, or else of each number itself.
fn close(kind: &str, found: &[f32], wanted: &[f32], scale: Option<f32>) -> Result<()> {
    if found.len() != wanted.len() {
        let (found, wanted) = (found.len(), wanted.len());
        return Err(failed(format!(
            "{found} numbers of {kind}, but {wanted} wanted"
        )));
    }
    for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        let most = TOLERANCE * scale.unwrap_or(wanted.abs());
        let is_close = (found - wanted).abs() <= most; // false for NaN
        if !is_close {
            return Err(failed(format!(
                "self-test: {kind} {place} is {found}, but the CPU gets {wanted}"
            )));
        }
    }
    Ok(())
}

fn failed(reason: String) -> Error {
    Error::SelfTestFailed { reason }
}

#[cfg(not(target_family = "wasm"))]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::BackendKind;

    #[pollster::test]
    async fn the_stored_numbers_are_those_of_the_cpu() {
        let device = OpenDevice::open(BackendKind::Cpu).await.unwrap();
        let found = run(&device, &|_, _| ()).await.unwrap();
        assert_eq!(found.logits.len(), crate::config::CLASSES);
        assert!(
            found.gradients.iter().all(|length| *length > 0.0),
            "{found:?}"
        );
        let text = serde_json::to_string(&found).unwrap();
        if let Err(error) = check(&found, &expected().unwrap()) {
            panic!("{error}; src/self_test.json must be:\n{text}");
        }
    }

    #[test]
    fn a_wrong_number_is_named() {
        let wanted = expected().unwrap();
        let mut found = wanted.clone();
        found.logits[3] += 0.1;
        let error = check(&found, &wanted).unwrap_err();
        assert_eq!(error.code(), "self-test-failed");
        assert!(error.to_string().contains("logit 3 is"), "{error}");
        let mut found = wanted.clone();
        found.gradients[7] = f32::NAN;
        assert!(check(&found, &wanted).is_err());
    }
}
