//! The part of the session that asks networks and changes none.

use super::Session;
use crate::data::drawing::{self, Ground, Ink, Traced};
use crate::data::image::image_from_pixels;
use crate::error::{Error, Result};
use crate::inspect::{self, Activation, ParameterReport};
use crate::networks::{ModelChoice, Network};
use crate::train::evaluate;
use crate::train::mistakes::{MistakePage, MistakeQuery};
use crate::train::report::{DrawingPrediction, Prediction, TestImage};

impl Session {
    /// Takes the file of the pretrained network, which can be asked from then on.
    ///
    /// # Errors
    /// `bad-model` saying why the file is refused.
    pub fn load_pretrained(&mut self, bytes: &[u8]) -> Result<()> {
        self.networks.load_pretrained(bytes, &self.device)
    }

    /// Classifies one image of 784 bytes, Fashion-MNIST convention: ink bright on 0.
    ///
    /// # Errors
    /// `bad-image` for another number of bytes, `bad-model` for a pretrained network that is not
    /// loaded, `device-lost` when the GPU fails.
    pub async fn predict(&mut self, pixels: &[u8], choice: ModelChoice) -> Result<Prediction> {
        let image = image_from_pixels(pixels)?;
        let network = self.network(choice)?;
        let prediction = evaluate::predict(&network.model, image, &self.device.device).await;
        self.device.check().and(prediction)
    }

    /// Classifies a picture in RGBA with `width` pixels in a row, after the pixel rules for
    /// drawings.
    ///
    /// # Errors
    /// As [`predict`](Self::predict); `bad-image` also if nothing is drawn on it.
    pub async fn predict_drawing(
        &mut self,
        rgba: &[u8],
        width: usize,
        ground: Ground,
        choice: ModelChoice,
    ) -> Result<DrawingPrediction> {
        let traced: Traced = drawing::from_drawing(rgba, width, ground)?;
        let prediction = self.predict(&traced.seen, choice).await?;
        Ok(DrawingPrediction { prediction, traced })
    }

    /// A picture without its ground, for drawing on.
    ///
    /// # Errors
    /// `bad-image` if the bytes are no picture.
    pub fn ink(&self, rgba: &[u8], width: usize) -> Result<Ink> {
        drawing::ink(rgba, width, Ground::Border)
    }

    /// What every layer makes of one image of 784 bytes.
    ///
    /// # Errors
    /// As [`predict`](Self::predict).
    pub async fn activations(
        &mut self,
        pixels: &[u8],
        choice: ModelChoice,
    ) -> Result<Vec<Activation>> {
        let image = image_from_pixels(pixels)?;
        let network = self.network(choice)?;
        let found = inspect::activations(&network.model, image, &self.device.device).await;
        self.device.check().and(found)
    }

    /// Every parameter with its statistics and as text, or those of one layer (`conv1`).
    ///
    /// # Errors
    /// `bad-model` for a pretrained network that is not loaded, `device-lost` when the GPU fails.
    pub async fn weights(
        &mut self,
        layer: Option<&str>,
        choice: ModelChoice,
    ) -> Result<Vec<ParameterReport>> {
        let network = self.network(choice)?;
        let found = inspect::weights(&network.model, &network.config, layer).await;
        self.device.check().and(found)
    }

    /// Test images that the last evaluation found wrong.
    pub fn mistakes(&self, query: &MistakeQuery) -> MistakePage {
        self.run.mistakes(&self.data, query)
    }

    /// The test image number `position`, counted through the shards and from the beginning again
    /// behind the last; while shards are missing, the next one that is here.
    ///
    /// # Errors
    /// `bad-data` when no test image is here yet.
    pub fn test_image(&self, position: usize) -> Result<TestImage> {
        let count = self.data.test_count();
        let mut positions = (0..count).map(|further| (position % count + further) % count);
        let found = positions.find_map(|position| {
            let (pixels, truth) = self.data.test_image(position).ok()?;
            Some(TestImage {
                index: self.data.test_index(position),
                truth: truth.into(),
                pixels: pixels.to_vec(),
            })
        });
        found.ok_or_else(|| Error::bad_data("test images", "none is loaded yet"))
    }

    fn network(&mut self, choice: ModelChoice) -> Result<Network> {
        match choice {
            ModelChoice::Mine => Ok(Network {
                model: self.run.model()?,
                config: self.config.model.clone(),
            }),
            ModelChoice::Pretrained => self.networks.pretrained(),
            ModelChoice::Untrained => Ok(self.networks.untrained(&self.config, &self.device)),
        }
    }
}
