//! It learns, the same way every time.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::Batch;
use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::error::{Cause, Error};
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::train::Trainer;
use fashion_trainer::train::loss::DeviceBatch;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, small, small_with, step};

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
    second
        .predict(&[100; 784], ModelChoice::Mine)
        .await
        .unwrap(); // looking must not change the run
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
    trainer.step(DeviceBatch::upload(&batch, &device), &config, 0.001);
    let error = trainer.take_totals().await.unwrap_err();
    let Error::Diverged { step: 0, cause, .. } = error else {
        panic!("{error}")
    };
    assert!(matches!(cause, Cause::Loss(loss) if loss.is_nan()));
    assert_eq!(trainer.step_count(), 0);
}

/// Parameters after one step at rate 0.01 with these settings.
async fn after_one_step(settings: serde_json::Value) -> Vec<(String, Vec<f32>)> {
    let mut session = cpu_session(&small_with(settings)).await;
    losses(&mut session, 1).await;
    let weights = session.weights(None, ModelChoice::Mine).await.unwrap();
    weights
        .into_iter()
        .map(|one| (one.name, one.data))
        .collect()
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn weight_decay_draws_weights_to_zero_and_spares_biases() {
    let start = cpu_session(&small())
        .await
        .weights(None, ModelChoice::Mine)
        .await
        .unwrap();
    let plain = after_one_step(json!({})).await;
    let decayed = after_one_step(json!({"optimizer": "adamW", "weightDecay": 0.5})).await;
    let adam_l2 = after_one_step(json!({"weightDecay": 0.5})).await;
    for (place, start) in start.iter().enumerate() {
        let ((name, plain), (_, decayed)) = (&plain[place], &decayed[place]);
        assert_ne!(plain, &start.data);
        if name.ends_with("bias") {
            assert_eq!(decayed, plain, "{name}");
            assert_eq!(&adam_l2[place].1, plain, "{name}");
            continue;
        }
        assert_ne!(&adam_l2[place].1, plain, "{name}");
        for ((start, plain), decayed) in start.data.iter().zip(plain).zip(decayed) {
            let wanted = plain - 0.01 * 0.5 * start;
            assert!(
                (decayed - wanted).abs() < 1e-6,
                "{name}: {decayed} and {wanted}"
            );
        }
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn another_optimiser_in_the_middle_starts_with_an_empty_state() {
    let mut session = cpu_session(&small()).await;
    losses(&mut session, 3).await;
    session
        .configure(&json!({"optimizer": "sgd", "learningRate": 0.1}))
        .unwrap();
    let losses = losses(&mut session, 30).await;
    assert!(losses[29] < losses[0], "{losses:?}");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_learning_rate_follows_the_schedule_over_all_epochs() {
    let settings = json!({"schedule": "cosine", "warmup": 0.2, "epochs": 2, "learningRate": 0.1});
    let mut session = cpu_session(&small_with(settings)).await;
    let mut rates = Vec::new();
    for _ in 0..11 {
        rates.push(step(&mut session).await.learning_rate);
    }
    // Two of ten steps up, then 0.05 (1 + cos(k pi / 8)); past the end the last rate stays.
    let wanted = [
        0.05, 0.1, 0.1, 0.09619, 0.08536, 0.06913, 0.05, 0.03087, 0.01464, 0.00381, 0.00381,
    ];
    for (found, wanted) in rates.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-5, "{rates:?}");
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn every_setting_of_a_recipe_changes_the_run() {
    let base = json!({"optimizer": "sgd", "momentum": 0.5, "warmup": 0.1, "learningRate": 0.05,
        "epochs": 1});
    let wanted = losses(&mut cpu_session(&small_with(base.clone())).await, 4).await;
    for (name, value) in [
        ("shift", json!(2)),
        ("flip", json!(true)),
        ("erasing", json!(1)),
        ("momentum", json!(0.9)),
        ("weightDecay", json!(0.1)),
        ("labelSmoothing", json!(0.1)),
        ("warmup", json!(0.5)),
        ("schedule", json!("cosine")),
        ("optimizer", json!("adam")),
    ] {
        let mut settings = base.clone();
        settings[name] = value;
        let found = losses(&mut cpu_session(&small_with(settings)).await, 4).await;
        assert_ne!(found, wanted, "{name}");
    }
}
