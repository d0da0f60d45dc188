//! Every number of the training step, held to what TensorFlow computes (tests/reference).

use std::collections::HashMap;

use burn::tensor::{Device, Tensor, TensorData};
use fashion_trainer::config::{ModelConfig, OptimizerKind, TrainConfig};
use fashion_trainer::data::Batch;
use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::files::ModelFile;
use fashion_trainer::inspect;
use fashion_trainer::kernels::{GUARD, Update, UpdateRule, spans, update};
use fashion_trainer::nn::{Model, Optimizer, Parameter};
use fashion_trainer::train::Trainer;
use fashion_trainer::train::loss::{DeviceBatch, backward};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::numbers::{entry_places, images, networks, parameters, reference, signed_uniforms};

type Numbers = HashMap<String, Vec<f64>>;

/// Largest difference, as a share of the largest wanted value.
fn difference(found: &[f32], wanted: &[f64]) -> f64 {
    assert_eq!(found.len(), wanted.len());
    let both = found.iter().zip(wanted);
    let off = both.map(|(&found, wanted)| (f64::from(found) - wanted).abs());
    let largest = wanted.iter().map(|wanted| wanted.abs());
    off.fold(0.0, f64::max) / largest.fold(f64::MIN_POSITIVE, f64::max)
}

fn assert_close(name: &str, found: &[f32], wanted: &[f64], tolerance: f64) {
    let difference = difference(found, wanted);
    assert!(
        difference <= tolerance,
        "{name}: off by {difference:e} of the largest"
    );
}

async fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor
        .into_data_async()
        .await
        .unwrap()
        .try_into_vec()
        .unwrap()
}

fn config(model: &ModelConfig, dropout: f32, label_smoothing: f32) -> TrainConfig {
    TrainConfig {
        model: model.clone(),
        dropout: [dropout; 2],
        label_smoothing,
        ..TrainConfig::default()
    }
}

/// Logits, loss and all gradients of one mini-batch: plain, with dropout, with label smoothing.
pub async fn check_gradients(device: &Device) {
    let (numbers, batch) = (reference(), images().await);
    let (plain, device) = (device, device.clone().autodiff());
    for (network, model) in networks() {
        let cases = [
            ("plain", 0.0, 0.0),
            ("dropout", 0.5, 0.0),
            ("smoothing", 0.0, 0.1),
        ];
        for (case, dropout, smoothing) in cases {
            let prefix = format!("{network}/{case}");
            if !numbers.contains_key(&format!("{prefix}/loss")) {
                continue; // label smoothing has numbers for the small network alone
            }
            let config = config(&model, dropout, smoothing);
            let net = Model::from_parameters(&model, &parameters(&model), &device);
            let images = DeviceBatch::upload(&batch, plain);
            let done = backward(&net, images, None, &config, 3);
            let gradients = net.gradients(&model, &done.gradients).await.unwrap();
            check_all(&numbers, &prefix, &gradients);
            check_norm(&config, &model, &gradients, &batch, plain).await;
            if smoothing == 0.0 {
                let logits = values(done.logits).await;
                assert_close(
                    &prefix,
                    &logits,
                    &numbers[&format!("{prefix}/logits")],
                    1e-4,
                );
                let sums: Vec<f32> = values(done.sums).await;
                let loss = [sums[0] / 16.0];
                assert_close(&prefix, &loss, &numbers[&format!("{prefix}/loss")], 1e-4);
            }
        }
    }
}

/// The length that reports tell is that of all gradients together.
async fn check_norm(
    config: &TrainConfig,
    model: &ModelConfig,
    gradients: &[Parameter],
    batch: &Batch,
    device: &Device,
) {
    let config = TrainConfig {
        gradient_norm: true,
        ..config.clone()
    };
    let recording = device.clone().autodiff();
    let net = Model::from_parameters(model, &parameters(model), &recording);
    let mut trainer = Trainer::resumed(net, Optimizer::default(), 3);
    trainer.step(DeviceBatch::upload(batch, device), &config, 0.0);
    let found = trainer.take_totals().await.unwrap().gradient_norms.unwrap();
    let values = gradients.iter().flat_map(|gradient| &gradient.values);
    let wanted = values
        .map(|&value| f64::from(value).powi(2))
        .sum::<f64>()
        .sqrt();
    assert!(
        (found - wanted).abs() <= 1e-4 * wanted,
        "{found} and {wanted}"
    );
}

fn check_all(numbers: &Numbers, prefix: &str, gradients: &[Parameter]) {
    assert_eq!(gradients.len(), 8);
    for (tensor, gradient) in (0..).zip(gradients) {
        let (name, found) = (format!("{prefix}/{}", gradient.name), &gradient.values);
        if let Some(wanted) = numbers.get(&format!("{prefix}/gradient/{}", gradient.name)) {
            assert_close(&name, found, wanted, 1e-4);
            continue;
        }
        let stored = |kind: &str| &numbers[&format!("{prefix}/{kind}/{}", gradient.name)];
        let dot = |with: &[f32]| -> f64 {
            let both = found.iter().zip(with);
            both.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
        };
        let norm = stored("norm")[0];
        let off = (dot(found).sqrt() - norm).abs() / norm;
        assert!(off <= 1e-4, "{name}: length off by {off:e}");
        for (k, wanted) in (1..).zip(stored("dots")) {
            let off = (dot(&signed_uniforms(tensor, k, found.len())) - wanted).abs() / norm;
            assert!(
                off <= 1e-4,
                "{name}: product {k} off by {off:e} of the length"
            );
        }
        let largest = found.iter().fold(0f32, |most, value| most.max(value.abs()));
        let places = entry_places(tensor, found.len()).into_iter();
        for (place, &wanted) in places.zip(stored("entries")) {
            let off = (f64::from(found[place]) - wanted).abs() / f64::from(largest);
            assert!(
                off <= 1e-4,
                "{name}[{place}]: off by {off:e} of the largest"
            );
        }
    }
}

/// The update kernels alone, from stored gradients.
pub async fn check_updates(device: &Device) {
    let numbers = reference();
    let start: Vec<f32> = signed_uniforms(2000, 0, 500);
    assert_close("update/start", &start, &numbers["update/start"], 0.0);
    let rate =
        |updates: i32| 1e-3 * (1.0 - 0.999f64.powi(updates)).sqrt() / (1.0 - 0.9f64.powi(updates));
    let rule = |is_adam: bool, updates: i32| match is_adam {
        true => UpdateRule::Adam {
            rate: rate(updates) as f32,
        },
        false => UpdateRule::Momentum {
            rate: 0.05,
            momentum: 0.9,
        },
    };
    let cases = [
        ("adam", true, 0.0, 0.0),
        ("adamw", true, 0.0, 0.05 * 1e-3),
        ("sgd", false, 0.0, 0.0),
        ("sgd-l2", false, 0.01, 0.0),
    ];
    for (name, is_adam, l2, decay) in cases {
        let tensor = |values: Vec<f32>| {
            let length = values.len();
            Tensor::<1>::from_data(TensorData::new(values, [length]), device)
        };
        let (mut parameter, mut state) = (tensor(start.clone()), tensor(vec![0.0; 1000 + GUARD]));
        for updates in 1..=3usize {
            let row = 500 * (updates - 1)..500 * updates;
            let gradient = &numbers["update/gradients"][row.clone()];
            let gradient = gradient.iter().map(|&value| value as f32).collect();
            let change = Update {
                rule: rule(is_adam, updates as i32),
                l2,
                decay,
                layers: spans([[500, 0]]).0,
                number: 1,
            };
            let sums = tensor(vec![0.0; 2]);
            (parameter, state) = update(parameter, &[tensor(gradient)], state, sums, change);
            let found = values(parameter.clone()).await;
            let wanted = &numbers[&format!("update/{name}")][row];
            for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
                let off = (f64::from(*found) - wanted).abs();
                assert!(
                    off <= 1e-6,
                    "{name}, update {updates}, {place}: off by {off:e}"
                );
            }
        }
    }
}

/// Losses after each of three whole training steps.
pub async fn check_training(device: &Device) {
    let (numbers, batch) = (reference(), images().await);
    let recording = device.clone().autodiff();
    for (network, model) in networks() {
        for (name, optimizer, rate) in [
            ("sgd", OptimizerKind::Sgd, 0.05),
            ("adam", OptimizerKind::Adam, 1e-3),
        ] {
            let config = TrainConfig {
                optimizer,
                ..config(&model, 0.5, 0.0)
            };
            let net = Model::from_parameters(&model, &parameters(&model), &recording);
            let mut trainer = Trainer::resumed(net, Optimizer::default(), 0);
            let mut losses = Vec::new();
            for _ in 0..3 {
                trainer.step(DeviceBatch::upload(&batch, device), &config, rate);
                losses.push(plain_loss(&trainer.inference_model(), &batch, device).await);
            }
            let name = format!("{network}/{name}/losses");
            for (found, wanted) in losses.iter().zip(&numbers[&name]) {
                let off = (f64::from(*found) - wanted).abs() / wanted;
                assert!(off <= 1e-4, "{name}: {losses:?}, off by {off:e}");
            }
        }
    }
}

/// Mean cross-entropy without dropout.
async fn plain_loss(model: &Model, batch: &Batch, device: &Device) -> f32 {
    let images = TensorData::new(batch.images.clone(), [batch.len(), 784]);
    let logits = values(model.forward(Tensor::from_data(images, device), None)).await;
    let of_image = |(logits, &label): (&[f32], &i32)| {
        let sum: f64 = logits.iter().map(|&logit| f64::from(logit).exp()).sum();
        sum.ln() - f64::from(logits[label as usize])
    };
    let losses = logits.chunks(10).zip(&batch.labels).map(of_image);
    (losses.sum::<f64>() / batch.len() as f64) as f32
}

/// The outputs of every layer, and a model file that Keras made.
pub async fn check_inspection_and_import(device: &Device) {
    let (numbers, batch) = (reference(), images().await);
    let (_, small) = &networks()[0];
    let net = Model::from_parameters(small, &parameters(small), device);
    let image = batch.images[..784].to_vec();
    let layers = inspect::activations(&net, image, device).await.unwrap();
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names, ["conv1", "conv2", "pool", "fc1", "fc2"]);
    for layer in &layers {
        let wanted = &numbers[&format!("small/activations/{}", layer.name)];
        assert_close(&layer.name, &layer.data, wanted, 1e-4);
    }
    assert_eq!(layers[0].shape, [26, 26, 4]);

    let file = include_bytes!("../reference/keras-model.safetensors");
    let file = ModelFile::parse(file).unwrap();
    assert_eq!(&file.model, small);
    let net = Model::from_parameters(&file.model, &file.parameters, device);
    let images = TensorData::new(batch.images, [16, 784]);
    let logits = values(net.forward(Tensor::from_data(images, device), None)).await;
    assert_close("keras-model", &logits, &numbers["keras-model/logits"], 1e-4);
}

async fn cpu() -> Device {
    OpenDevice::open(BackendKind::Cpu).await.unwrap().device
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn logits_losses_and_gradients_are_those_of_tensorflow() {
    check_gradients(&cpu().await).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_optimisers_move_weights_as_keras_does() {
    check_updates(&cpu().await).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn three_steps_of_training_have_the_losses_of_tensorflow() {
    check_training(&cpu().await).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn layers_and_imported_models_compute_what_keras_computes() {
    check_inspection_and_import(&cpu().await).await;
}
