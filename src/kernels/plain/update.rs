//! The optimiser's update.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::{Shape, Slice};

use super::super::{EPSILON, MEAN_SHARE, SQUARE_SHARE, Update, UpdateRule};
use super::rows;

/// [`Kernels::update`](super::super::Kernels::update).
pub fn update<B: Backend>(
    parameters: FloatTensor<B>,
    gradients: impl IntoIterator<Item = FloatTensor<B>>,
    state: FloatTensor<B>,
    update: &Update,
) -> (FloatTensor<B>, FloatTensor<B>) {
    let [length] = parameters.shape().dims();
    let (mut new, mut new_state) = (parameters.clone(), state.clone());
    for (layer, gradient) in update.layers.iter().zip(gradients) {
        let gradient = B::float_reshape(gradient, Shape::new([layer.length]));
        for (begin, end, decays) in [
            (0, layer.weights, true),
            (layer.weights, layer.length, false),
        ] {
            let place = [layer.start + begin, layer.start + end];
            let g = rows::<B>(gradient.clone(), begin, end);
            let p = rows::<B>(parameters.clone(), place[0], place[1]);
            let m = rows::<B>(state.clone(), place[0], place[1]);
            let v = rows::<B>(state.clone(), length + place[0], length + place[1]);
            let (l2, decay) = if decays {
                (update.l2, update.decay)
            } else {
                (0.0, 0.0)
            };
            let g = B::float_add(g, B::float_mul_scalar(p.clone(), l2.into()));
            let kept = B::float_mul_scalar(p, (1.0 - decay).into());
            let (step, m, v) = step::<B>(update.rule, g, m, v);
            let assign = |into, offset, value| {
                let place = Slice::from(offset + place[0]..offset + place[1]);
                B::float_slice_assign(into, &[place], value)
            };
            new = assign(new, 0, B::float_sub(kept, step));
            new_state = assign(assign(new_state, 0, m), length, v);
        }
    }
    (new, new_state)
}

/// What is subtracted from the parameters, and the new state.
fn step<B: Backend>(
    rule: UpdateRule,
    g: FloatTensor<B>,
    m: FloatTensor<B>,
    v: FloatTensor<B>,
) -> (FloatTensor<B>, FloatTensor<B>, FloatTensor<B>) {
    /// `x` moved by a share of the way to `aim`.
    fn moved<B: Backend>(x: FloatTensor<B>, aim: FloatTensor<B>, share: f32) -> FloatTensor<B> {
        let way = B::float_sub(aim, x.clone());
        B::float_add(x, B::float_mul_scalar(way, share.into()))
    }
    match rule {
        UpdateRule::Adam { rate } => {
            let m = moved::<B>(m, g.clone(), MEAN_SHARE);
            let v = moved::<B>(v, B::float_mul(g.clone(), g), SQUARE_SHARE);
            let root = B::float_add_scalar(B::float_sqrt(v.clone()), EPSILON.into());
            let step = B::float_mul_scalar(B::float_div(m.clone(), root), rate.into());
            (step, m, v)
        }
        UpdateRule::Momentum { rate, momentum } => {
            let before = B::float_mul_scalar(m, momentum.into());
            let m = B::float_sub(before, B::float_mul_scalar(g, rate.into()));
            (B::float_neg(m.clone()), m, v)
        }
    }
}
