//! The networks that can be asked beside the one in training: one that has learned nothing, and
//! one that was trained before.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::config::{ModelConfig, TrainConfig};
use crate::device::OpenDevice;
use crate::error::{Error, Result};
use crate::files::ModelFile;
use crate::nn::Model;

/// Which network is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum ModelChoice {
    /// The one in training.
    #[default]
    Mine,
    /// One that came with the program; of the default shape.
    Pretrained,
    /// The present seed's and shape's before any training.
    Untrained,
}

/// A network that is only asked, with its shape.
#[derive(Clone)]
pub(crate) struct Network {
    pub model: Model,
    pub config: ModelConfig,
}

/// Those beside the one in training, each made when it is first needed.
#[derive(Default)]
pub(crate) struct Networks {
    pretrained: Option<Network>,
    /// With the seed that it is of.
    untrained: Option<(u32, Network)>,
}

impl Networks {
    /// Takes the file of the pretrained network.
    ///
    /// # Errors
    /// `bad-model` saying why the file is refused.
    pub fn load_pretrained(&mut self, bytes: &[u8], device: &OpenDevice) -> Result<()> {
        let file = ModelFile::parse(bytes)?;
        self.pretrained = Some(Network {
            model: Model::from_parameters(&file.model, &file.parameters, &device.device),
            config: file.model,
        });
        Ok(())
    }

    /// The pretrained network.
    ///
    /// # Errors
    /// `bad-model` before it is loaded.
    pub fn pretrained(&self) -> Result<Network> {
        let problem = "the pretrained network is not loaded yet".into();
        let loaded = self.pretrained.clone();
        loaded.ok_or(Error::BadModel { problem })
    }

    /// The network that training with these settings begins with.
    pub fn untrained(&mut self, config: &TrainConfig, device: &OpenDevice) -> Network {
        match &self.untrained {
            Some((seed, network)) if *seed == config.seed && network.config == config.model => {
                network.clone()
            }
            _ => {
                let network = Network {
                    model: Model::new(&config.model, config.seed, &device.device),
                    config: config.model.clone(),
                };
                self.untrained = Some((config.seed, network.clone()));
                network
            }
        }
    }
}
