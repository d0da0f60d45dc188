//! The network laid open, and the evaluation behind the numbers.

use fashion_trainer::networks::ModelChoice;
use fashion_trainer::train::mistakes::MistakeQuery;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, small_with};

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn every_parameter_is_told_by_name() {
    let mut session = cpu_session(&small_with(json!({}))).await;
    let before = session.weights(None, ModelChoice::Mine).await.unwrap();
    let names: Vec<&str> = before.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "conv1.weight",
            "conv1.bias",
            "fc1.weight",
            "fc1.bias",
            "fc2.weight",
            "fc2.bias"
        ]
    );
    assert_eq!(before[2].shape, [32, 4 * 13 * 13]);
    assert_eq!(before[2].data.len(), 32 * 4 * 13 * 13);
    assert!(before[1].statistics.verdict.all_zero); // biases start at zero
    assert!(before[0].statistics.verdict.is_good);
    assert!(before[0].text.starts_with("[[[[") && before[1].text == "[0. 0. 0. 0.]");
    losses(&mut session, 3).await;
    let after = session
        .weights(Some("conv1"), ModelChoice::Mine)
        .await
        .unwrap();
    assert_eq!(after.len(), 2);
    assert_ne!(after[0].data, before[0].data);
    assert!(!after[1].statistics.verdict.all_zero);
    assert!(
        session
            .weights(Some("conv9"), ModelChoice::Mine)
            .await
            .unwrap()
            .is_empty()
    );
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn feature_maps_end_in_the_prediction() {
    let mut session = cpu_session(&small_with(json!({}))).await;
    losses(&mut session, 3).await;
    let pixels: Vec<u8> = (0..784).map(|place| (place % 251) as u8).collect();
    let layers = session
        .activations(&pixels, ModelChoice::Mine)
        .await
        .unwrap();
    let shapes: Vec<&[usize]> = layers.iter().map(|layer| layer.shape.as_slice()).collect();
    assert_eq!(shapes, [&[26, 26, 4][..], &[13, 13, 4], &[32], &[10]]);
    let logits = &layers[3].data;
    let prediction = session.predict(&pixels, ModelChoice::Mine).await.unwrap();
    let ratio = prediction.probabilities[1] / prediction.probabilities[0];
    assert!((ratio.ln() - (logits[1] - logits[0])).abs() < 1e-4);
    assert!(layers[0].data.iter().all(|value| *value >= 0.0)); // after ReLU
    let error = session
        .activations(&[0; 5], ModelChoice::Mine)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "bad-image");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn mistakes_and_the_training_sample_fit_the_report() {
    let mut session = cpu_session(&small_with(json!({"dropout": [0.5, 0.5]}))).await;
    assert_eq!(session.mistakes(&MistakeQuery::default()).total, 0);
    losses(&mut session, 5).await;
    let report = evaluate(&mut session).await;
    let page = session.mistakes(&MistakeQuery::default());
    let wrong = report.count as f64 * (1.0 - report.accuracy);
    assert_eq!((page.step, page.total), (Some(5), wrong.round() as usize));
    for mistake in &page.mistakes {
        assert_ne!(mistake.truth, mistake.predicted);
        assert!(report.confusion[mistake.truth][mistake.predicted] > 0);
        let prediction = session
            .predict(&mistake.pixels, ModelChoice::Mine)
            .await
            .unwrap();
        assert_eq!(prediction.label, mistake.predicted);
    }
    let sample = report.train_sample.unwrap();
    assert_eq!(sample.count, 70);
    // The same images, once while it learned with dropout and once after without.
    assert!(sample.accuracy > report.train_accuracy.unwrap());
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_length_of_the_gradient_is_told_when_asked_for() {
    let mut session = cpu_session(&small_with(json!({}))).await;
    let quiet = crate::support::step(&mut session).await;
    assert_eq!(quiet.gradient_norm, None);
    assert_eq!(quiet.learning_rate, 0.01);
    session.configure(&json!({"gradientNorm": true})).unwrap();
    let loud = crate::support::step(&mut session).await;
    assert!(loud.gradient_norm.unwrap() > 0.0); // reference.rs knows how long it is
}
