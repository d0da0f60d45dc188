//! Values to the device and back. Never blocking: a browser can't wait for a GPU.

use burn::tensor::{Device, ExecutionError, Tensor, TensorData, Transaction};

use crate::config::IMAGE_PIXELS;
use crate::error::{Error, Result};

/// 784 values for each image, as a tensor.
pub(crate) fn images_to_device(images: Vec<f32>, device: &Device) -> Tensor<2> {
    let count = images.len() / IMAGE_PIXELS;
    Tensor::from_data(TensorData::new(images, [count, IMAGE_PIXELS]), device)
}

/// Pixels as the GPU holds them: bytes, four in a word.
pub(crate) fn packed(pixels: &[u8]) -> Vec<i32> {
    let words = pixels.chunks_exact(4);
    let words = words.map(|bytes| i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    words.collect()
}

/// The values of a tensor, without blocking: a browser can't wait.
pub(crate) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    let data = tensor.into_data_async().await;
    values(data.map_err(unread)?)
}

/// The values of some tensors in one read.
pub(crate) async fn read_all(tensors: Vec<Tensor<1>>) -> Result<Vec<Vec<f32>>> {
    let mut transaction = Transaction::default();
    for tensor in tensors {
        transaction = transaction.register(tensor);
    }
    let read = transaction.execute_async().await.map_err(unread)?;
    read.into_iter().map(values).collect()
}

fn values(data: TensorData) -> Result<Vec<f32>> {
    let values = data.try_into_vec();
    values.map_err(|error| Error::DeviceLost {
        reason: format!("unreadable answer: {error:?}"),
    })
}

fn unread(error: ExecutionError) -> Error {
    Error::DeviceLost {
        reason: error.to_string(),
    }
}
