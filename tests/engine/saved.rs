//! Models and checkpoints: what leaves comes back, and a run goes on as if it had never stopped.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::Dataset;
use fashion_trainer::device::BackendKind;
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::session::Session;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::session;
use crate::support::{cpu_session, evaluate, losses, patterns, small_with};

/// Everything that draws random numbers, and every kind of state.
fn everything_on() -> Value {
    small_with(
        json!({"dropout": [0.4, 0.4], "shift": 2, "flip": true, "erasing": 0.5,
        "schedule": "cosine", "warmup": 0.2, "epochs": 4, "labelSmoothing": 0.1,
        "optimizer": "adamW", "weightDecay": 0.1, "gradientNorm": true}),
    )
}

/// Losses of 9 mini-batches: without a stop, or saved after 3 (in the middle of an epoch), put
/// into another session that did something else, and continued. The weights at the end as well.
async fn check_resume(settings: &Value) {
    let mut whole = cpu_session(settings).await;
    let wanted = losses(&mut whole, 9).await;

    let mut first = cpu_session(settings).await;
    losses(&mut first, 3).await;
    let checkpoint = first.save_checkpoint().await.unwrap();
    assert_eq!(
        losses(&mut first, 6).await,
        wanted[3..],
        "saving changed the run"
    );

    let mut second = cpu_session(&json!({"filters": [2], "seed": 9})).await;
    losses(&mut second, 2).await;
    let restored = second.restore_checkpoint(&checkpoint).unwrap();
    assert!(restored.exact);
    assert_eq!(&restored.config, first.config());
    assert_eq!(second.config(), first.config());
    let steps: Vec<f64> = restored
        .history
        .steps
        .iter()
        .map(|step| step.loss)
        .collect();
    assert_eq!(steps.len(), 3);
    for (found, wanted) in steps.iter().zip(&wanted) {
        assert!((found - wanted).abs() < 1e-12);
    }
    assert_eq!(second.progress().step_in_epoch, 3);
    assert_eq!(losses(&mut second, 6).await, wanted[3..]);
    let files =
        [&whole, &first, &second].map(|session| async { session.export_model().await.unwrap() });
    let mut bytes = Vec::new();
    for file in files {
        bytes.push(file.await);
    }
    assert!(
        bytes[0] == bytes[1] && bytes[0] == bytes[2],
        "the models differ"
    );
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_resumed_run_equals_an_uninterrupted_one_bit_for_bit() {
    for settings in [
        everything_on(),
        small_with(json!({})),
        small_with(json!({"optimizer": "sgd", "weightDecay": 0.01, "dropout": [0.5, 0.5]})),
    ] {
        check_resume(&settings).await;
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_epoch_under_way_is_counted_on() {
    let mut whole = cpu_session(&everything_on()).await;
    losses(&mut whole, 5).await; // one epoch
    let wanted = evaluate(&mut whole).await;

    // The third mini-batch may have no report yet: then its sums are still on the device.
    let mut first = cpu_session(&everything_on()).await;
    losses(&mut first, 2).await;
    first.step().await.unwrap();
    let checkpoint = first.save_checkpoint().await.unwrap();
    let mut second = cpu_session(&json!({})).await;
    second.restore_checkpoint(&checkpoint).unwrap();
    losses(&mut second, 2).await;
    assert!(second.progress().evaluation_due);
    let found = evaluate(&mut second).await;
    assert!(!second.progress().evaluation_due);
    assert_eq!(found.train_accuracy, wanted.train_accuracy);
    // Chunks of other sizes go through other kernels, so that last bits may differ.
    assert_eq!(found.accuracy, wanted.accuracy);
    assert!((found.loss - wanted.loss).abs() < 1e-5 * wanted.loss);
    let samples = (found.train_sample.unwrap(), wanted.train_sample.unwrap());
    assert_eq!(samples.0.accuracy, samples.1.accuracy);
    assert_eq!(second.progress().images_seen, 70);
    assert_eq!(second.history().evaluations.len(), 1);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_fresh_run_is_saved_too() {
    let mut first = cpu_session(&everything_on()).await;
    let checkpoint = first.save_checkpoint().await.unwrap();
    let mut second = cpu_session(&json!({})).await;
    second.restore_checkpoint(&checkpoint).unwrap();
    assert_eq!(losses(&mut second, 2).await, losses(&mut first, 2).await);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn an_imported_model_predicts_the_same_and_trains_on() {
    let mut first = cpu_session(&small_with(json!({"filters": [3, 5]}))).await;
    losses(&mut first, 4).await;
    let file = first.export_model().await.unwrap();
    let mut second = cpu_session(&small_with(json!({"seed": 5}))).await;
    let fresh = losses(&mut second, 2).await[0];
    let change = second.import_model(&file).unwrap();
    assert_eq!(change.config.model.filters, [3, 5]);
    assert_eq!(change.config.seed, 5);
    assert_eq!(
        (second.progress().step, second.history().steps.len()),
        (0, 0)
    );
    let data = patterns();
    let (pixels, _) = data.test_image(7).unwrap();
    let prediction = second.predict(pixels, ModelChoice::Mine).await.unwrap();
    assert_eq!(
        prediction,
        first.predict(pixels, ModelChoice::Mine).await.unwrap()
    );
    assert!(losses(&mut second, 2).await[0] < 0.8 * fresh);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_refused_file_leaves_the_run_as_it_was() {
    let mut one = cpu_session(&everything_on()).await;
    losses(&mut one, 3).await;
    let (model, checkpoint) = (
        one.export_model().await.unwrap(),
        one.save_checkpoint().await.unwrap(),
    );
    let mut damaged = checkpoint.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let mut newer = checkpoint.clone();
    let place = newer.windows(4).position(|window| window == b"step");
    newer[place.unwrap()] = b'S';
    for (file, wanted) in [
        (&model, "a model or something else"),
        (&damaged, "damaged"),
        (&newer, "damaged"),
        (&checkpoint[..200].to_vec(), "cut short"),
        (
            &b"\x89PNG\r\n\x1a\n and so on".to_vec(),
            "not a safetensors file",
        ),
    ] {
        let error = one.restore_checkpoint(file).unwrap_err();
        assert_eq!(error.code(), "bad-checkpoint");
        assert!(error.to_string().contains(wanted), "{error}");
    }
    for file in [&checkpoint, &damaged] {
        assert_eq!(one.import_model(file).unwrap_err().code(), "bad-model");
    }
    let mut other = cpu_session(&everything_on()).await;
    losses(&mut other, 3).await;
    assert_eq!(losses(&mut one, 3).await, losses(&mut other, 3).await);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_checkpoint_of_other_data_is_refused() {
    let checkpoint = cpu_session(&everything_on())
        .await
        .save_checkpoint()
        .await
        .unwrap();
    let mut empty = Session::open(BackendKind::Cpu, TrainConfig::default())
        .await
        .unwrap();
    empty.set_data(Dataset::from_shards(vec![], vec![]));
    let error = empty.restore_checkpoint(&checkpoint).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("shards of [40, 30], but here are []"),
        "{error}"
    );
}

/// The same on a GPU, where reads are asynchronous and sums may differ in the last bits.
pub async fn check_resume_within(kind: BackendKind, tolerance: f64) {
    let settings = everything_on();
    let mut whole = session(kind, &settings).await;
    let wanted = losses(&mut whole, 6).await;
    let mut first = session(kind, &settings).await;
    losses(&mut first, 3).await;
    let checkpoint = first.save_checkpoint().await.unwrap();
    let mut second = session(kind, &json!({})).await;
    assert!(!second.restore_checkpoint(&checkpoint).unwrap().exact);
    for (found, wanted) in losses(&mut second, 3).await.iter().zip(&wanted[3..]) {
        assert!(
            (found - wanted).abs() <= tolerance * wanted,
            "{found} and {wanted}"
        );
    }
}
