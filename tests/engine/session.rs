//! The life cycle of a run: data, settings, epochs, evaluation, prediction, reset.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::CLASS_NAMES;
use fashion_trainer::device::BackendKind;
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::session::Session;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, small, small_with, step};

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn an_epoch_covers_every_image_and_ends_with_a_report() {
    let mut session = cpu_session(&small()).await;
    let (mut batches, mut ended) = (Vec::new(), false);
    while !ended {
        let report = step(&mut session).await;
        batches.push(report.batches);
        ended = report.epoch_ended;
        assert_eq!((report.epoch, report.step as usize), (0, batches.len()));
    }
    assert_eq!(batches, [1; 5]); // 70 images: four batches of 16 and one of 6
    let progress = session.progress();
    assert_eq!((progress.epoch, progress.images_seen), (1, 70));
    assert_eq!((progress.step_in_epoch, progress.steps_per_epoch), (0, 5));
    assert_eq!(step(&mut session).await.epoch, 1);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn an_evaluation_counts_every_test_image_and_agrees_with_predict() {
    let mut session = cpu_session(&small()).await;
    losses(&mut session, 5).await; // one epoch
    let report = evaluate(&mut session).await;
    assert_eq!((report.count, report.epoch, report.step), (20, 1, 5));
    assert!(report.train_accuracy.is_some() && report.train_loss.is_some());
    let rows: Vec<u32> = report
        .confusion
        .iter()
        .map(|row| row.iter().sum())
        .collect();
    assert_eq!(rows, [2; 10]);

    let mut correct = 0;
    for position in 0..20 {
        let data = crate::support::patterns();
        let (pixels, label) = data.test_image(position).unwrap();
        let prediction = session.predict(pixels, ModelChoice::Mine).await.unwrap();
        let sum: f32 = prediction.probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 1e-5);
        assert_eq!(prediction.name, CLASS_NAMES[prediction.label]);
        correct += usize::from(prediction.label == label as usize);
    }
    assert_eq!(correct as f64 / 20.0, report.accuracy);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_running_evaluation_starts_anew_after_training() {
    let mut session = cpu_session(&small()).await;
    let first = session.evaluate_chunk().await.unwrap();
    assert_eq!((first.done, first.total), (8, 90)); // 20 test and 70 training images
    step(&mut session).await;
    // Were the first images not evaluated again, these two would differ.
    let interrupted = evaluate(&mut session).await;
    let whole = evaluate(&mut session).await;
    assert_eq!(
        (interrupted.accuracy, interrupted.count),
        (whole.accuracy, 20)
    );
    assert!((interrupted.loss - whole.loss).abs() < 1e-5 * whole.loss);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn settings_change_in_place_or_start_the_run_anew() {
    let mut session = cpu_session(&small()).await;
    losses(&mut session, 3).await;
    let change = session.configure(&json!({"learningRate": 0.002, "epochs": 2}));
    assert!(!change.unwrap().restarted);
    assert_eq!(session.progress().step, 3);

    let change = session.configure(&json!({"denseUnits": 16})).unwrap();
    assert!(change.restarted && change.config.epochs == 2);
    assert_eq!(
        (session.progress().step, session.progress().images_seen),
        (0, 0)
    );

    let error = session.configure(&json!({"batchSize": 0})).unwrap_err();
    assert_eq!(error.code(), "bad-config");
    assert_eq!(session.config().batch_size, 16);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_reset_with_the_same_seed_repeats_the_run() {
    let mut session = cpu_session(&small_with(json!({"dropout": [0.3, 0.3]}))).await;
    let first = losses(&mut session, 4).await;
    assert_eq!(session.reset(true).seed, 42);
    assert_eq!(losses(&mut session, 4).await, first);
    assert_ne!(session.reset(false).seed, 42);
    assert_ne!(losses(&mut session, 4).await, first);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_smaller_training_set_shortens_the_epoch() {
    let mut session = cpu_session(&small_with(json!({"trainSize": 20}))).await;
    assert_eq!(session.progress().steps_per_epoch, 2);
    assert!(!step(&mut session).await.epoch_ended);
    assert!(step(&mut session).await.epoch_ended);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn training_without_data_and_odd_images_are_refused() {
    let mut session = Session::open(BackendKind::Cpu, TrainConfig::default())
        .await
        .unwrap();
    let error = session.step().await.unwrap_err();
    assert_eq!(error.code(), "bad-data");
    let error = session.evaluate_chunk().await.unwrap_err();
    assert_eq!(error.code(), "bad-data");
    let error = session
        .predict(&[0; 100], ModelChoice::Mine)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "bad-image");
    assert!(error.to_string().contains("100 pixels"));
}
