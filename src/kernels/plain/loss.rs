//! Cross-entropy.

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, TensorMetadata, get_or_init_device_settings};
use burn::tensor::Shape;

use crate::config::CLASSES;

/// 1 at each image's class, 0 elsewhere: `[b]` -> `[b, 10]`.
fn one_hot<B: Backend>(labels: IntTensor<B>) -> FloatTensor<B> {
    let device = labels.device();
    let settings = get_or_init_device_settings::<B>(&device);
    let [batch] = labels.shape().dims();
    let shape = Shape::new([batch, CLASSES]);
    let labels = B::int_reshape(labels, Shape::new([batch, 1]));
    let classes = B::int_arange(0..CLASSES as i64, &device, settings.int_dtype);
    let classes = B::int_reshape(classes, Shape::new([1, CLASSES]));
    let (labels, classes) = (
        B::int_expand(labels, shape.clone()),
        B::int_expand(classes, shape),
    );
    let is_class = B::int_equal(labels, classes, settings.bool_dtype);
    B::bool_into_float(is_class, settings.float_dtype)
}

/// [`Passes::cross_entropy`](super::super::Passes::cross_entropy).
pub fn cross_entropy<B: Backend>(
    logits: FloatTensor<B>,
    labels: IntTensor<B>,
    sums: FloatTensor<B>,
    smoothing: f32,
) -> (FloatTensor<B>, FloatTensor<B>) {
    let settings = get_or_init_device_settings::<B>(&logits.device());
    let [batch, _] = logits.shape().dims();
    let predicted = B::float_argmax(logits.clone(), 1, settings.int_dtype);
    let predicted = B::int_reshape(predicted, Shape::new([batch]));
    let hits = B::int_equal(predicted, labels.clone(), settings.bool_dtype);
    let hits = B::float_sum(B::bool_into_float(hits, settings.float_dtype));
    let log_probabilities = B::log_softmax(logits, 1);
    let indices = B::int_reshape(labels, Shape::new([batch, 1]));
    let of_labels = B::float_gather(1, log_probabilities.clone(), indices);
    let loss = B::float_neg(B::float_sum(of_labels));
    let uniform = B::float_sum(log_probabilities);
    let aim = B::float_sub(
        B::float_mul_scalar(loss.clone(), (1.0 - smoothing).into()),
        B::float_mul_scalar(uniform, (smoothing / CLASSES as f32).into()),
    );
    let found = B::float_cat(vec![loss, hits], 0);
    (
        B::float_div_scalar(aim, (batch as f32).into()),
        B::float_add(sums, found),
    )
}

/// [`Passes::cross_entropy_gradient`](super::super::Passes::cross_entropy_gradient).
pub fn cross_entropy_gradient<B: Backend>(
    logits: FloatTensor<B>,
    labels: IntTensor<B>,
    gradient: FloatTensor<B>,
    smoothing: f32,
) -> FloatTensor<B> {
    let [batch, _] = logits.shape().dims();
    let wanted = B::float_mul_scalar(one_hot::<B>(labels), (1.0 - smoothing).into());
    let wanted = B::float_add_scalar(wanted, (smoothing / CLASSES as f32).into());
    let difference = B::float_sub(B::softmax(logits, 1), wanted);
    let share = B::float_div_scalar(gradient, (batch as f32).into());
    B::float_mul(difference, B::float_reshape(share, Shape::new([1, 1])))
}
