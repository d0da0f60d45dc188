//! A training without usable numbers stops before they reach the weights, at once, however late anybody looks.

use fashion_trainer::device::BackendKind;
use fashion_trainer::error::{Cause, Error};
use fashion_trainer::files::{Checkpoint, ModelFile};
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::session::Session;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{losses, session, small_with};

/// A session with the weights of a fresh one, those of some layers multiplied.
async fn enlarged(kind: BackendKind, settings: &Value, layers: &[&str], times: f32) -> Session {
    let mut session = session(kind, settings).await;
    let file = session.export_model().await.unwrap();
    let mut file = ModelFile::parse(&file).unwrap();
    for parameter in &mut file.parameters {
        if layers.contains(&parameter.name.as_str()) {
            parameter
                .values
                .iter_mut()
                .for_each(|value| *value *= times);
        }
    }
    let bytes = ModelFile::write(session.config(), &file.parameters).unwrap();
    session.import_model(&bytes).unwrap();
    session
}

/// Trains until it no longer can, reading as seldom as the session does; why it can't.
async fn until_the_end(session: &mut Session) -> Error {
    for _ in 0..400 {
        if let Err(error) = session.step().await {
            return error;
        }
    }
    panic!("it still trains: {:?}", session.history().steps.last())
}

/// The first mini-batch gives nothing to learn from: for want of a loss, or of a gradient only.
pub async fn check_first_mini_batch(kind: BackendKind) {
    for (optimizer, layers, is_loss) in [
        ("adam", &["fc1.weight", "fc2.weight"][..], true),
        ("adam", &["fc2.weight"], false), // its square would be no number
        ("sgd", &["fc2.weight"], false),
    ] {
        let settings = small_with(json!({"optimizer": optimizer, "batchSize": 4}));
        let mut session = enlarged(kind, &settings, layers, 1e25).await;
        let before = session.export_model().await.unwrap();
        let error = until_the_end(&mut session).await;
        let Error::Diverged {
            step: 0,
            cause,
            learning_rate: 0.01,
            ..
        } = error
        else {
            panic!("{error}")
        };
        assert_eq!(matches!(cause, Cause::Loss(_)), is_loss, "{error}");
        assert!(
            session.export_model().await.unwrap() == before,
            "{layers:?}"
        );
        let progress = session.progress();
        assert_eq!(
            (progress.step, progress.step_in_epoch, progress.images_seen),
            (0, 0, 0)
        );
        assert_eq!(
            session
                .weights(None, ModelChoice::Mine)
                .await
                .unwrap()
                .len(),
            6
        );

        // A lower learning rate is no other model.
        session.configure(&json!({"learningRate": 0.001})).unwrap();
        for refused in [session.step().await, session.report().await] {
            assert_eq!(refused.unwrap_err().to_string(), error.to_string());
        }

        let checkpoint = session.save_checkpoint().await.unwrap();
        let saved = Checkpoint::parse(&checkpoint).unwrap();
        assert_eq!((saved.state.step, saved.state.updates), (0, 0));
        assert!(saved.optimizer.iter().flatten().all(|value| *value == 0.0));

        session.reset(true);
        assert!(losses(&mut session, 2).await[1].is_finite());
    }
}

/// Settings with which some mini-batches are learned from before one can't be.
fn reckless() -> Value {
    small_with(
        json!({"optimizer": "sgd", "momentum": 0.9, "learningRate": 1, "batchSize": 1,
        "filters": [4, 4], "dropout": [0, 0], "seed": 45}),
    )
}

/// It ends in the middle of what is read at once, after mini-batches that were learned from.
pub async fn check_later_mini_batch(kind: BackendKind) {
    let mut seldom = enlarged(kind, &reckless(), &["fc2.weight"], 100.0).await;
    let start = seldom.export_model().await.unwrap();
    let error = until_the_end(&mut seldom).await;
    let Error::Diverged { step, .. } = error else {
        panic!("{error}")
    };
    assert!(step > 1, "{error}");
    let progress = seldom.progress();
    assert_eq!(
        (progress.step, progress.step_in_epoch),
        (step, step as usize)
    );
    assert_eq!(progress.images_seen, u64::from(step));
    let model = seldom.export_model().await.unwrap();
    assert!(model != start);
    ModelFile::parse(&model).unwrap(); // refuses what is no number
    let checkpoint = seldom.save_checkpoint().await.unwrap();

    // The same if it is saved while nobody has noticed yet.
    let mut unnoticed = enlarged(kind, &reckless(), &["fc2.weight"], 100.0).await;
    losses(&mut unnoticed, step as usize).await;
    let wanted = unnoticed.export_model().await.unwrap();
    unnoticed.step().await.ok();
    let saved = unnoticed.save_checkpoint().await.unwrap();
    let [found, saved] = [&checkpoint, &saved].map(|bytes| Checkpoint::parse(bytes).unwrap());
    assert_eq!(
        (found.state.updates, found.state.position),
        (step, step as usize)
    );
    if kind == BackendKind::Cpu {
        // The model of a run that was stopped in time, bit for bit.
        assert!(model == wanted, "the weights differ");
        assert_eq!(
            (found.parameters, found.optimizer),
            (saved.parameters, saved.optimizer)
        );
        assert_eq!(
            (saved.state.updates, saved.state.position),
            (step, step as usize)
        );
        let mut again = session(kind, &json!({})).await;
        again.restore_checkpoint(&checkpoint).unwrap();
        // The cause may be told in other words: the sums that are read are of fewer mini-batches here.
        let same = until_the_end(&mut again).await;
        assert!(
            matches!(same, Error::Diverged { step: at, .. } if at == step),
            "{same}"
        );
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn no_weight_changes_from_a_mini_batch_without_numbers() {
    check_first_mini_batch(BackendKind::Cpu).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_diverged_model_is_that_of_a_run_stopped_in_time() {
    check_later_mini_batch(BackendKind::Cpu).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn what_cannot_be_computed_is_neither_a_prediction_nor_an_evaluation() {
    let settings = small_with(json!({}));
    let layers = ["fc1.weight", "fc2.weight"];
    let mut session = enlarged(BackendKind::Cpu, &settings, &layers, 1e25).await;
    let prediction = session.predict(&[200; 784], ModelChoice::Mine).await;
    assert_eq!(prediction.unwrap_err().code(), "diverged");
    let evaluation = session.evaluate_chunk().await;
    assert_eq!(evaluation.unwrap_err().code(), "diverged");
    session.export_model().await.unwrap(); // the weights are numbers
}
