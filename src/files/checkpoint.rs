//! Everything that a run is, as a file: continued from it, training goes on as if it had never
//! stopped. Random state is seed and step, so that neither needs more than a number.

use std::collections::HashMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::container::{self, Container, Stored};
use super::model::{self, ModelFile};
use crate::config::{OptimizerKind, TrainConfig};
use crate::data::manifest::hex;
use crate::error::{Error, Result, shown};
use crate::nn::Parameter;
use crate::train::{History, Tally};

const FORMAT_VERSION: u32 = 1;
const KEY: &str = "fashion-trainer-checkpoint";
/// Prefixes of the tensors' names.
const MODEL: &str = "model.";
const OPTIMIZER: &str = "optimizer.";
/// Weights and two values of the optimiser for each, and a header.
pub const MOST_BYTES: usize = 3 * model::MOST_BYTES + (8 << 20);

/// More steps than a computer does in years, and far from where counting overflows.
const MOST_COUNTED: u64 = 1 << 30;

/// A run at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// All but the tensors.
    pub state: RunState,
    /// Every parameter of the model.
    pub parameters: Vec<Parameter>,
    /// What the optimiser remembers of each parameter, in burn's layout; none before step 1.
    pub optimizer: Vec<Vec<f32>>,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunState {
    /// All settings.
    #[serde(deserialize_with = "settings_of_any_version")]
    pub config: TrainConfig,
    /// The build and device that trained: continued on the same, it goes on bit for bit.
    pub variant: String,
    /// Mini-batches trained.
    pub step: u32,
    /// Epochs completed.
    pub epoch: u32,
    /// Images of the current epoch that were trained on.
    pub position: usize,
    /// Training images used of each shard.
    pub shard_sizes: Vec<usize>,
    /// Which rule the optimiser's state belongs to; none before step 1.
    pub optimizer: Option<OptimizerKind>,
    /// Updates since that state was zero.
    pub updates: u32,
    /// Counts for the reports to come.
    pub tally: Tally,
    /// Reports so far.
    pub history: History,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    format_version: u32,
    /// Of the state's text, then of name and values of each tensor by name; hexadecimal.
    sha256: String,
    /// The run's state as JSON: a text, so that its checksum doesn't depend on how it is written.
    state: String,
}

/// Settings that a file does not know, since it was made before they were there, have the value
/// that changes nothing: the default one. Settings that are not known here are refused: the run would be another one.
fn settings_of_any_version<'de, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<TrainConfig, D::Error> {
    let mut all = serde_json::to_value(TrainConfig::default()).map_err(D::Error::custom)?;
    for (field, value) in serde_json::Map::<String, serde_json::Value>::deserialize(from)? {
        match all.get_mut(&field) {
            Some(place) => *place = value,
            None => {
                return Err(D::Error::custom(format!(
                    "it has an unknown setting {field:?}"
                )));
            }
        }
    }
    serde_json::from_value(all).map_err(D::Error::custom)
}

impl Checkpoint {
    /// The file's bytes.
    ///
    /// # Errors
    /// `bad-checkpoint` if it is not consistent, which is a bug.
    pub fn write(&self) -> Result<Vec<u8>> {
        let tensors = self.tensors();
        let text = |error: serde_json::Error| bad(error.to_string());
        let state = serde_json::to_string(&self.state).map_err(text)?;
        let header = Header {
            format_version: FORMAT_VERSION,
            sha256: checksum(&state, tensors.iter()),
            state,
        };
        let header = serde_json::to_string(&header).map_err(text)?;
        let tensors: Vec<Stored> = tensors.iter().map(Stored::f32).collect();
        container::write(KEY, header, &tensors).map_err(bad)
    }

    /// Parameters, then the optimiser's states, with their names in the file.
    fn tensors(&self) -> Vec<Parameter> {
        let parameters = self.parameters.iter().map(|parameter| Parameter {
            name: format!("{MODEL}{}", parameter.name),
            ..parameter.clone()
        });
        let states = self.parameters.iter().zip(&self.optimizer);
        let states = states.map(|(parameter, state)| Parameter {
            name: format!("{OPTIMIZER}{}", parameter.name),
            shape: vec![2, parameter.values.len()],
            values: state.clone(),
        });
        parameters.chain(states).collect()
    }

    /// Reads a checkpoint.
    ///
    /// # Errors
    /// `bad-checkpoint` saying what does not fit: not a checkpoint, cut short, damaged, of another
    /// format version, or inconsistent.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let Container {
            text,
            tensors,
            integers,
        } = container::read(bytes, KEY, MOST_BYTES).map_err(bad)?;
        if let Some(name) = integers.keys().min() {
            return Err(bad(format!("{name} is I8, but must be F32")));
        }
        let text = text.ok_or_else(|| bad("it is a model or something else".into()))?;
        let unreadable = |error| bad(format!("its metadata {KEY:?} can't be read: {error}"));
        let header: Header = serde_json::from_str(&text).map_err(unreadable)?;
        let found = header.format_version;
        if found != FORMAT_VERSION {
            let problem = format!("its format version is {found}, but must be {FORMAT_VERSION}");
            return Err(bad(problem));
        }
        if checksum(&header.state, tensors.values()) != header.sha256 {
            return Err(bad("it is damaged: its SHA-256 is another".into()));
        }
        let mut state: RunState = serde_json::from_str(&header.state).map_err(unreadable)?;
        if let Some(flaw) = state.history.flaw(state.step) {
            return Err(bad(format!("{flaw} can't be of this run")));
        }
        state.history.thin();
        Self::assembled(state, tensors)
    }

    fn assembled(state: RunState, tensors: HashMap<String, Parameter>) -> Result<Self> {
        state.check()?;
        let (mut model, mut states) = (HashMap::new(), HashMap::new());
        for (name, mut tensor) in tensors {
            let (group, prefix) = match name.starts_with(MODEL) {
                true => (&mut model, MODEL),
                false => (&mut states, OPTIMIZER),
            };
            let Some(name) = name.strip_prefix(prefix) else {
                return Err(bad(format!(
                    "it has a tensor {name:?} that is no part of a run"
                )));
            };
            tensor.name = name.to_string();
            group.insert(name.to_string(), tensor);
        }
        let file = ModelFile::from_tensors(model).map_err(bad)?;
        if file.model != state.config.model {
            return Err(bad(
                "its settings and its tensors are of different networks".into(),
            ));
        }
        let mut optimizer = Vec::new();
        for parameter in file.parameters.iter().filter(|_| state.optimizer.is_some()) {
            let name = &parameter.name;
            let length = parameter.values.len();
            match states.remove(name) {
                Some(state)
                    if state.shape == [2, length] && are_squares(&state.values[length..]) =>
                {
                    optimizer.push(state.values);
                }
                _ => {
                    return Err(bad(format!(
                        "the optimiser's state of {name} is missing or wrong"
                    )));
                }
            }
        }
        match states.keys().min() {
            Some(name) => Err(bad(format!(
                "it has an optimiser's state of {name:?} too many"
            ))),
            None => Ok(Self {
                state,
                parameters: file.parameters,
                optimizer,
            }),
        }
    }
}

impl RunState {
    fn check(&self) -> Result<()> {
        self.config
            .validate()
            .map_err(|error| bad(error.to_string()))?;
        let sizes = self.shard_sizes.iter();
        let size = sizes.fold(0usize, |sum, &size| sum.saturating_add(size));
        let position = self.position;
        if position > 0 && position >= size {
            return Err(bad(format!(
                "image {position} of an epoch of {size} can't be next"
            )));
        }
        let counts = [self.step, self.epoch, self.updates].map(u64::from);
        let images = self.tally.most_images() / 1024; // the largest mini-batch
        if let Some(count) = counts
            .into_iter()
            .chain([images])
            .find(|&count| count > MOST_COUNTED)
        {
            return Err(bad(format!(
                "{count} steps, epochs or mini-batches are impossible"
            )));
        }
        if self.optimizer.is_none() && self.step > 0 {
            return Err(bad(format!("no optimiser took its {} steps", self.step)));
        }
        Ok(())
    }
}

/// Whether these can be mean squares, whose root is taken.
fn are_squares(values: &[f32]) -> bool {
    values.iter().all(|value| *value >= 0.0)
}

/// SHA-256 of the state, then of names and values in the order of the names.
fn checksum<'a>(state: &str, tensors: impl Iterator<Item = &'a Parameter>) -> String {
    let mut tensors: Vec<&Parameter> = tensors.collect();
    tensors.sort_by(|left, right| left.name.cmp(&right.name));
    let mut hash = Sha256::new_with_prefix(state);
    for tensor in tensors {
        hash.update(&tensor.name);
        for value in &tensor.values {
            hash.update(value.to_le_bytes());
        }
    }
    hex(&hash.finalize())
}

fn bad(problem: String) -> Error {
    Error::BadCheckpoint {
        problem: shown(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize)]
    struct Saved {
        #[serde(deserialize_with = "settings_of_any_version")]
        config: TrainConfig,
    }

    #[test]
    fn settings_from_before_there_were_sketches_are_read() {
        let mut config = serde_json::to_value(TrainConfig {
            epochs: 7,
            ..Default::default()
        })
        .unwrap();
        config.as_object_mut().unwrap().remove("sketch");
        let saved: Saved = serde_json::from_value(json!({ "config": config })).unwrap();
        assert_eq!((saved.config.epochs, saved.config.sketch), (7, 0.0));
        config["epochs"] = json!("many");
        let saved = serde_json::from_value::<Saved>(json!({ "config": config }));
        assert!(saved.is_err());
    }
}
