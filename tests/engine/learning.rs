//! It learns, the same way every time.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::Batch;
use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::error::Error;
use fashion_trainer::train::Trainer;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, small, small_with};

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_small_network_learns_the_patterns_completely() {
    let mut session = cpu_session(&small()).await;
    let before = evaluate(&mut session).await;
    losses(&mut session, 40).await;
    let after = evaluate(&mut session).await;
    assert!(before.accuracy < 0.5, "{before:?}");
    assert_eq!(after.accuracy, 1.0, "{after:?}");
    assert!(after.loss < before.loss / 2.0);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_network_without_convolutions_learns_too() {
    let mut session = cpu_session(&small_with(json!({"filters": []}))).await;
    let losses = losses(&mut session, 40).await;
    assert!(losses[39] < losses[0] / 4.0, "{losses:?}");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_full_network_learns_with_dropout_on() {
    let mut session = cpu_session(&json!({"batchSize": 8})).await;
    let losses = losses(&mut session, 12).await;
    let (first, last) = (&losses[..3], &losses[9..]);
    assert!(
        last.iter().sum::<f64>() < 0.8 * first.iter().sum::<f64>(),
        "{losses:?}"
    );
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_same_seed_gives_the_same_losses_bit_for_bit() {
    let settings = small_with(json!({"dropout": [0.5, 0.5]}));
    let mut first = cpu_session(&settings).await;
    let mut second = cpu_session(&settings).await;
    let wanted = losses(&mut first, 6).await;
    let mut found = losses(&mut second, 3).await;
    second.predict(&[100; 784]).await.unwrap(); // looking must not change the run
    evaluate(&mut second).await;
    found.extend(losses(&mut second, 3).await);
    assert_eq!(found, wanted);

    let mut other = cpu_session(&small_with(json!({"dropout": [0.5, 0.5], "seed": 43}))).await;
    assert_ne!(losses(&mut other, 6).await, wanted);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_loss_that_is_no_number_is_an_error_and_not_a_curve() {
    let device = OpenDevice::open(BackendKind::Cpu).await.unwrap().device;
    let config = TrainConfig::default();
    let mut trainer = Trainer::new(&config, &device);
    let batch = Batch {
        images: vec![f32::NAN; 784],
        labels: vec![3],
    };
    trainer.step(&batch, &config, 0.001);
    let error = trainer.take_totals().await.unwrap_err();
    assert!(matches!(error, Error::Diverged { step: 1, .. }), "{error}");
    assert_eq!(error.code(), "diverged");
}
