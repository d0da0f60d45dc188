//! What each setting may be.

use std::fmt::Debug;

use super::TrainConfig;
use crate::error::{Error, Result};

/// Checks every range.
pub(super) fn check(config: &TrainConfig) -> Result<()> {
    let model = &config.model;
    in_range("epochs", config.epochs, 1, 1000)?;
    in_range("batchSize", config.batch_size, 1, 1024)?;
    in_range("learningRate", config.learning_rate, 1e-6, 1.0)?;
    in_range("warmup", config.warmup, 0.0, 0.9)?;
    in_range("momentum", config.momentum, 0.0, 0.999)?;
    in_range("weightDecay", config.weight_decay, 0.0, 1.0)?;
    in_range("labelSmoothing", config.label_smoothing, 0.0, 0.5)?;
    let rates = config.dropout;
    let are_rates = rates.iter().all(|rate| (0.0..=0.9).contains(rate));
    holds("dropout", are_rates, &rates)?;
    in_range("shift", config.shift, 0, 2)?;
    in_range("erasing", config.erasing, 0.0, 1.0)?;
    in_range("sketch", config.sketch, 0.0, 1.0)?;
    in_range("trainSize", config.train_size, 1, 60_000)?;
    let filters = &model.filters;
    let are_filters = filters.len() <= 3 && filters.iter().all(|n| (1..=128).contains(n));
    holds("filters", are_filters, filters)?;
    in_range("denseUnits", model.dense_units, 1, 1024)
}

fn in_range<T: PartialOrd + Debug>(field: &str, value: T, least: T, most: T) -> Result<()> {
    // Written so that NaN fails.
    holds(field, value >= least && value <= most, &value)
}

fn holds(field: &str, is_good: bool, found: &dyn Debug) -> Result<()> {
    match is_good {
        true => Ok(()),
        false => Err(Error::bad_config(
            field,
            format!("{found:?}"),
            wanted(field),
        )),
    }
}

/// The allowed values of a field, in words.
pub(super) fn wanted(field: &str) -> &'static str {
    match field {
        "recipe" => "custom, reference, recommended or drawings",
        "epochs" => "a whole number from 1 to 1000",
        "batchSize" => "a whole number from 1 to 1024",
        "learningRate" => "a number from 0.000001 to 1",
        "schedule" => "constant or cosine",
        "warmup" => "a number from 0 to 0.9",
        "optimizer" => "adam, adamW or sgd",
        "momentum" => "a number from 0 to 0.999",
        "weightDecay" => "a number from 0 to 1",
        "labelSmoothing" => "a number from 0 to 0.5",
        "dropout" => "two numbers from 0 to 0.9",
        "shift" => "a whole number from 0 to 2",
        "flip" | "gradientNorm" => "true or false",
        "erasing" | "sketch" => "a number from 0 to 1",
        "seed" => "a whole number from 0 to 4294967295",
        "trainSize" => "a whole number from 1 to 60000",
        "filters" => "a list of up to three whole numbers from 1 to 128",
        "denseUnits" => "a whole number from 1 to 1024",
        _ => "a known setting",
    }
}
