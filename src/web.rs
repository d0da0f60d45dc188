//! The face of the crate in JavaScript. Translates values and errors, decides nothing.
//!
//! Plain values become plain objects, `None` becomes `undefined`, an [`Error`] becomes a JavaScript `Error` with its
//! `code`. One method at a time: a call while a promise is pending throws, so the worker keeps a queue.

use js_sys::{Array, Float32Array, Function, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
#[cfg(feature = "threads")]
use wasm_bindgen_rayon as _; // exports initThreadPool, to be awaited before a Session is opened
use web_sys::console;

use crate::config::TrainConfig;
use crate::device::BackendKind;
use crate::error::Error;
use crate::session::Session;
use crate::train::mistakes::MistakeQuery;

/// Runs once when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// A trainer in this thread.
#[wasm_bindgen(js_name = Session)]
pub struct WebSession(Session);

#[wasm_bindgen(js_class = Session)]
impl WebSession {
    /// Opens the backend with the default settings. `on_kernels` hears how many of a GPU's kernels are made, of how many.
    pub async fn open(
        #[wasm_bindgen(unchecked_param_type = "BackendKind")] backend: String,
        #[wasm_bindgen(unchecked_param_type = "(done: number, total: number) => void")]
        on_kernels: Function,
    ) -> Result<WebSession, Error> {
        let kind = match backend.as_str() {
            "webgpu" => BackendKind::WebGpu,
            "cpu" => BackendKind::Cpu,
            _ => return Err(Error::bad_config("backend", backend, "webgpu or cpu")),
        };
        // What the page does with it is no reason to fail.
        let tell = |done: usize, total: usize| {
            drop(on_kernels.call2(&JsValue::NULL, &done.into(), &total.into()));
        };
        let opened = Session::open_telling(kind, TrainConfig::default(), &tell);
        opened.await.map(Self)
    }

    /// The device in use.
    #[wasm_bindgen(unchecked_return_type = "BackendReport")]
    pub fn backend(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.backend())
    }

    /// All settings.
    #[wasm_bindgen(unchecked_return_type = "TrainConfig")]
    pub fn config(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.config())
    }

    /// Changes some settings.
    #[wasm_bindgen(unchecked_return_type = "ConfigChange")]
    pub fn configure(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<TrainConfig>")] partial: JsValue,
    ) -> Result<JsValue, JsValue> {
        to_js(&self.0.configure(&settings(partial)?)?)
    }

    /// Whether `configure` with these settings would start the run anew.
    #[wasm_bindgen(js_name = wouldRestart)]
    pub fn would_restart(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<TrainConfig>")] partial: JsValue,
    ) -> Result<bool, Error> {
        self.0.would_restart(&settings(partial)?)
    }

    /// The layers of the network.
    #[wasm_bindgen(unchecked_return_type = "LayerReport[]")]
    pub fn layers(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.layers())
    }

    /// Takes the text of `manifest.json`.
    #[wasm_bindgen(js_name = loadManifest)]
    pub fn load_manifest(&mut self, json: &str) -> Result<(), Error> {
        self.0.load_manifest(json)
    }

    /// Shards that are needed and not here, in the order to fetch them.
    #[wasm_bindgen(js_name = shardPlan, unchecked_return_type = "ShardEntry[]")]
    pub fn shard_plan(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.shard_plan())
    }

    /// Takes the unpacked bytes of a shard.
    #[wasm_bindgen(js_name = loadShard)]
    pub fn load_shard(&mut self, name: &str, bytes: &Uint8Array) -> Result<(), Error> {
        self.0.load_shard(name, bytes.to_vec())
    }

    /// Name of a shard without which `step` fails.
    #[wasm_bindgen(js_name = nextShard)]
    pub fn next_shard(&self) -> Option<String> {
        self.0.next_shard().map(Into::into)
    }

    /// Where the run stands.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.progress())
    }

    /// Trains on one mini-batch; a report when one is due.
    #[wasm_bindgen(unchecked_return_type = "StepReport | undefined")]
    pub async fn step(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.step().await?)
    }

    /// What was trained since the last report.
    #[wasm_bindgen(unchecked_return_type = "StepReport | undefined")]
    pub async fn report(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.report().await?)
    }

    /// Evaluates some test images.
    #[wasm_bindgen(js_name = evaluateChunk, unchecked_return_type = "EvalProgress")]
    pub async fn evaluate_chunk(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.evaluate_chunk().await?)
    }

    /// Takes the file of the pretrained network.
    #[wasm_bindgen(js_name = loadPretrained)]
    pub fn load_pretrained(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.load_pretrained(bytes)
    }

    /// Classifies one image of 784 bytes.
    #[wasm_bindgen(unchecked_return_type = "Prediction")]
    pub async fn predict(
        &mut self,
        pixels: Vec<u8>,
        #[wasm_bindgen(unchecked_param_type = "ModelChoice")] model: JsValue,
    ) -> Result<JsValue, JsValue> {
        to_js(&self.0.predict(&pixels, chosen("model", model)?).await?)
    }

    /// Classifies a picture of RGBA bytes with `width` pixels in a row.
    #[wasm_bindgen(
        js_name = predictDrawing,
        unchecked_return_type = "DrawingPrediction & { seen: Uint8Array }"
    )]
    pub async fn predict_drawing(
        &mut self,
        rgba: Vec<u8>,
        width: usize,
        #[wasm_bindgen(unchecked_param_type = "Ground")] ground: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelChoice")] model: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (ground, choice) = (chosen("ground", ground)?, chosen("model", model)?);
        let prediction = self.0.predict_drawing(&rgba, width, ground, choice).await?;
        let seen = Uint8Array::from(prediction.traced.seen.as_slice());
        with(&prediction, "seen", &seen)
    }

    /// A picture of RGBA bytes without its ground.
    pub fn ink(&self, rgba: Vec<u8>, width: usize) -> Result<Uint8Array, Error> {
        Ok(self.0.ink(&rgba, width)?.pixels.as_slice().into())
    }

    /// A test image, counted through the shards.
    #[wasm_bindgen(
        js_name = testImage,
        unchecked_return_type = "TestImage & { pixels: Uint8Array }"
    )]
    pub fn test_image(&self, position: usize) -> Result<JsValue, JsValue> {
        let image = self.0.test_image(position)?;
        with(&image, "pixels", &Uint8Array::from(image.pixels.as_slice()))
    }

    /// Test images that the last evaluation found wrong.
    #[wasm_bindgen(
        unchecked_return_type = "MistakePage & { mistakes: (Mistake & { pixels: Uint8Array })[] }"
    )]
    pub fn mistakes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<MistakeQuery>")] query: JsValue,
    ) -> Result<JsValue, JsValue> {
        let page = self.0.mistakes(&MistakeQuery::parse(settings(query)?)?);
        let mistakes = page.mistakes.iter().map(|mistake| {
            let pixels = Uint8Array::from(mistake.pixels.as_slice());
            with(mistake, "pixels", &pixels)
        });
        let mistakes = mistakes.collect::<Result<Array, JsValue>>()?;
        with(&page, "mistakes", &mistakes)
    }

    /// Every parameter, or those of one layer.
    #[wasm_bindgen(unchecked_return_type = "(ParameterReport & { data: Float32Array })[]")]
    pub async fn weights(
        &mut self,
        layer: Option<String>,
        #[wasm_bindgen(unchecked_param_type = "ModelChoice")] model: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen("model", model)?;
        let reports = self.0.weights(layer.as_deref(), choice).await?;
        let all = reports
            .iter()
            .map(|report| with(report, "data", &Float32Array::from(report.data.as_slice())));
        Ok(all.collect::<Result<Array, JsValue>>()?.into())
    }

    /// What every layer makes of one image of 784 bytes.
    #[wasm_bindgen(unchecked_return_type = "(Activation & { data: Float32Array })[]")]
    pub async fn activations(
        &mut self,
        pixels: Vec<u8>,
        #[wasm_bindgen(unchecked_param_type = "ModelChoice")] model: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen("model", model)?;
        let layers = self.0.activations(&pixels, choice).await?;
        let all = layers
            .iter()
            .map(|layer| with(layer, "data", &Float32Array::from(layer.data.as_slice())));
        Ok(all.collect::<Result<Array, JsValue>>()?.into())
    }

    /// The network as a safetensors file.
    #[wasm_bindgen(js_name = exportModel)]
    pub async fn export_model(&self) -> Result<Uint8Array, Error> {
        Ok(self.0.export_model().await?.as_slice().into())
    }

    /// A new model with the weights of a file.
    #[wasm_bindgen(js_name = importModel, unchecked_return_type = "ConfigChange")]
    pub fn import_model(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        to_js(&self.0.import_model(bytes)?)
    }

    /// Everything needed to go on exactly from here, as a file.
    #[wasm_bindgen(js_name = saveCheckpoint)]
    pub async fn save_checkpoint(&mut self) -> Result<Uint8Array, Error> {
        Ok(self.0.save_checkpoint().await?.as_slice().into())
    }

    /// Goes on from a checkpoint.
    #[wasm_bindgen(js_name = restoreCheckpoint, unchecked_return_type = "Restored")]
    pub fn restore_checkpoint(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        to_js(&self.0.restore_checkpoint(bytes)?)
    }

    /// A new model.
    #[wasm_bindgen(unchecked_return_type = "TrainConfig")]
    pub fn reset(
        &mut self,
        #[wasm_bindgen(js_name = keepSeed)] keep_seed: bool,
    ) -> Result<JsValue, JsValue> {
        to_js(self.0.reset(keep_seed))
    }
}

fn settings(partial: JsValue) -> Result<serde_json::Value, Error> {
    serde_wasm_bindgen::from_value(partial).map_err(|problem| {
        Error::bad_config("settings", problem.to_string(), "an object of plain values")
    })
}

/// One of a few words, such as the name of a network.
fn chosen<T: DeserializeOwned>(field: &str, value: JsValue) -> Result<T, Error> {
    let found = format!("{value:?}");
    serde_wasm_bindgen::from_value(value)
        .map_err(|problem| Error::bad_config(field, found, problem.to_string()))
}

/// Makes `?` work in functions that return errors to JavaScript.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let value = js_sys::Error::new(&error.to_string());
        if let Err(problem) = Reflect::set(&value, &"code".into(), &error.code().into()) {
            console::error_2(&"the error's code was lost".into(), &problem);
        }
        value.into()
    }
}

/// Structs and maps to plain objects, since a `Map` doesn't survive `{...spread}`.
fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    Ok(value.serialize(&serializer)?)
}

/// The object of `value` with one more field: an array that serde would copy number by number.
fn with<T: Serialize>(value: &T, field: &str, array: &JsValue) -> Result<JsValue, JsValue> {
    let object = to_js(value)?;
    Reflect::set(&object, &field.into(), array)?;
    Ok(object)
}
