use super::*;
use serde_json::json;

fn field_blamed(partial: Value) -> String {
    match TrainConfig::default().merged(&partial) {
        Err(Error::BadConfig { field, .. }) => field,
        other => panic!("expected a bad-config error, got {other:?}"),
    }
}

#[test]
fn the_defaults_are_valid() {
    assert_eq!(TrainConfig::default().validate(), Ok(()));
}

#[test]
fn a_partial_change_keeps_the_other_settings() {
    let config = TrainConfig::default().merged(&json!({"epochs": 3, "filters": []}));
    let config = config.unwrap();
    assert_eq!((config.epochs, config.batch_size), (3, 64));
    assert!(config.model.filters.is_empty());
}

#[test]
fn every_bad_setting_is_blamed_on_its_own_field() {
    for (partial, field) in [
        (json!({"epochs": 0}), "epochs"),
        (json!({"epochs": 2.5}), "epochs"),
        (json!({"epochs": 3, "batchSize": 1025}), "batchSize"),
        (json!({"batchSize": "many"}), "batchSize"),
        (json!({"learningRate": 0}), "learningRate"),
        (json!({"learningRate": null}), "learningRate"),
        (json!({"learningRate": 1.5}), "learningRate"),
        (json!({"seed": -1}), "seed"),
        (json!({"seed": 4_294_967_296u64}), "seed"),
        (json!({"trainSize": 60_001}), "trainSize"),
        (json!({"dropout": [0.5, 0.95]}), "dropout"),
        (json!({"dropout": 0.5}), "dropout"),
        (json!({"filters": [32, 64, 64, 64]}), "filters"),
        (json!({"filters": [0]}), "filters"),
        (json!({"denseUnits": 2000}), "denseUnits"),
        (json!({"schedule": "linear"}), "schedule"),
        (json!({"warmup": 1}), "warmup"),
        (json!({"optimizer": "adagrad"}), "optimizer"),
        (json!({"momentum": 1}), "momentum"),
        (json!({"weightDecay": -1}), "weightDecay"),
        (json!({"labelSmoothing": 0.6}), "labelSmoothing"),
        (json!({"shift": 3}), "shift"),
        (json!({"flip": 1}), "flip"),
        (json!({"erasing": 1.5}), "erasing"),
        (json!({"sketch": 2}), "sketch"),
        (json!({"gradientNorm": "yes"}), "gradientNorm"),
        (json!({"recipe": "secret"}), "recipe"),
        (json!({"colour": "red"}), "colour"),
        (json!([1, 2]), "settings"),
    ] {
        assert_eq!(field_blamed(partial.clone()), field, "{partial}");
    }
}

#[test]
fn the_message_names_field_value_and_range() {
    let error = TrainConfig::default().merged(&json!({"batchSize": 0}));
    assert_eq!(
        error.unwrap_err().to_string(),
        "batchSize is 0, but must be a whole number from 1 to 1024"
    );
}

#[test]
fn only_shape_seed_and_data_need_a_restart() {
    let now = TrainConfig::default();
    for (partial, restarts) in [
        (
            json!({"epochs": 3, "learningRate": 0.01, "dropout": [0.1, 0.2]}),
            false,
        ),
        (json!({"batchSize": 8}), false),
        (json!({"seed": 43}), true),
        (json!({"trainSize": 5000}), true),
        (json!({"filters": [16]}), true),
        (json!({"denseUnits": 64}), true),
    ] {
        let next = now.merged(&partial).unwrap();
        assert_eq!(now.needs_restart(&next), restarts, "{partial}");
    }
}
