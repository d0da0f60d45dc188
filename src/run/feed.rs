//! Mini-batches for a run: put together on the GPU from the data set that is held there, so that a step uploads
//! nothing; or, on the CPU and wherever images are changed before they are trained on, on the host.

use burn::tensor::{Device, Int, Tensor, TensorData, s};

use crate::config::{IMAGE_PIXELS, TrainConfig};
use crate::data::augment::{augment, changes_images};
use crate::data::{Batcher, Dataset};
use crate::device::{BackendKind, OpenDevice};
use crate::error::{Error, Result};
use crate::kernels::{KernelGroup, gather};
use crate::nn::transfer::packed;
use crate::train::loss::DeviceBatch;

/// Pixels come to the GPU as bytes, four in a word.
const IMAGE_WORDS: usize = IMAGE_PIXELS / 4;

/// Where mini-batches come from.
#[derive(Default)]
pub(super) struct Feed {
    held: Option<Held>,
}

/// The training images on the device.
struct Held {
    images: Tensor<1, Int>, // [196 * images]
    labels: Tensor<1, Int>, // [images]
    /// First image of each shard.
    starts: Vec<usize>,
    /// Shards that are there.
    present: Vec<bool>,
    /// The order of an epoch.
    order: Option<(u32, Tensor<1, Int>)>,
}

impl Feed {
    /// The next mini-batch of up to `batch_size` images; on failure the position stays.
    ///
    /// # Errors
    /// `bad-data` when a shard is missing or there are no images.
    pub fn next(
        &mut self,
        batcher: &mut Batcher,
        data: &Dataset,
        config: &TrainConfig,
        step: u32,
        device: &OpenDevice,
    ) -> Result<DeviceBatch> {
        let batch_size = config.batch_size as usize;
        if batcher.upcoming(batch_size).is_empty() {
            return Err(Error::bad_data("training images", "there are none"));
        }
        let is_gpu = device.report.kind == BackendKind::WebGpu;
        if is_gpu && KernelGroup::Gather.is_ours() && !changes_images(config) {
            let held = self
                .held
                .get_or_insert_with(|| Held::new(data, &device.device));
            return held.next(batcher, data, batch_size, &device.device);
        }
        self.held = None;
        let batch = batcher.next(data, batch_size);
        let mut batch = batch.map_err(|shard| Error::bad_data(shard, "is not loaded yet"))?;
        augment(&mut batch, config, step);
        Ok(DeviceBatch::upload(&batch, &device.device))
    }
}

impl Held {
    /// Room for every image, none of them there yet.
    fn new(data: &Dataset, device: &Device) -> Self {
        let counts = data.train_counts();
        let mut total = 0;
        let starts = counts.iter().map(|count| {
            total += count;
            total - count
        });
        let starts = starts.collect();
        Self {
            images: Tensor::zeros([total * IMAGE_WORDS], device),
            labels: Tensor::zeros([total], device),
            starts,
            present: vec![false; counts.len()],
            order: None,
        }
    }

    fn next(
        &mut self,
        batcher: &mut Batcher,
        data: &Dataset,
        batch_size: usize,
        device: &Device,
    ) -> Result<DeviceBatch> {
        let upcoming = batcher.upcoming(batch_size);
        let count = upcoming.len();
        for image in upcoming {
            self.fetch(image.shard.into(), data, device)?;
        }
        let epoch = batcher.epoch();
        if self.order.as_ref().is_none_or(|(of, _)| *of != epoch) {
            let places = batcher.order().iter();
            let places = places.map(|image| {
                (self.starts[usize::from(image.shard)] + usize::from(image.place)) as i32
            });
            self.order = Some((epoch, to_device(places.collect(), device)));
        }
        let Some((_, order)) = &self.order else {
            return Err(Error::bad_data("training images", "are in no order"));
        };
        let (images, labels) = (self.images.clone(), self.labels.clone());
        let (images, labels) = gather(images, labels, order.clone(), batcher.position(), count);
        batcher.skip(batch_size);
        Ok(DeviceBatch { images, labels })
    }

    /// Brings a shard to the device, unless it is there.
    fn fetch(&mut self, number: usize, data: &Dataset, device: &Device) -> Result<()> {
        if self.present[number] {
            return Ok(());
        }
        let Some(shard) = data.train_shard(number) else {
            return Err(Error::bad_data(
                data.train_shard_name(number),
                "is not loaded yet",
            ));
        };
        let words = (0..shard.len()).flat_map(|place| packed(shard.pixels(place)));
        let labels = (0..shard.len()).map(|place| i32::from(shard.label(place)));
        let start = self.starts[number];
        put(
            &mut self.images,
            start * IMAGE_WORDS,
            to_device(words.collect(), device),
        );
        put(&mut self.labels, start, to_device(labels.collect(), device));
        self.present[number] = true;
        Ok(())
    }
}

fn to_device(values: Vec<i32>, device: &Device) -> Tensor<1, Int> {
    let length = values.len();
    Tensor::from_data(TensorData::new(values, [length]), device)
}

/// Writes `part` into `whole`, in place: nobody else holds it.
fn put(whole: &mut Tensor<1, Int>, start: usize, part: Tensor<1, Int>) {
    let [length] = part.dims();
    let empty = Tensor::empty([0], &part.device());
    let before = std::mem::replace(whole, empty);
    *whole = before.slice_assign(s![start..start + length], part);
}
