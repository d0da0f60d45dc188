//! The optimiser's update.

use burn::backend::tensor::{BoolTensor, FloatTensor};
use burn::backend::{Backend, TensorMetadata, get_or_init_device_settings};
use burn::tensor::{Shape, Slice};

use super::super::{EPSILON, LARGEST_GRADIENT, MEAN_SHARE, SQUARE_SHARE, Update, UpdateRule};
use super::rows;

/// [`Kernels::update`](super::super::Kernels::update).
pub fn update<B: Backend>(
    parameters: FloatTensor<B>,
    gradients: impl IntoIterator<Item = FloatTensor<B>>,
    state: FloatTensor<B>,
    sums: FloatTensor<B>,
    update: &Update,
) -> (FloatTensor<B>, FloatTensor<B>) {
    let [length] = parameters.shape().dims();
    let (mut new, mut new_state) = (parameters.clone(), state.clone());
    let loss = rows::<B>(sums, 0, 1);
    let good_loss = are_below::<B>(loss, f32::MAX);
    let mut good_gradients = None;
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
            let are_good = are_below::<B>(g.clone(), LARGEST_GRADIENT);
            good_gradients = Some(match good_gradients.take() {
                Some(before) => B::bool_and(before, are_good),
                None => are_good,
            });
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
    let good_gradients = good_gradients.unwrap_or_else(|| good_loss.clone());
    guarded::<B>(
        [parameters, state],
        [new, new_state],
        [good_loss, good_gradients],
        update.number,
    )
}

/// Whether every value is a number between the two limits: `[n]` -> `[1]`.
fn are_below<B: Backend>(x: FloatTensor<B>, limit: f32) -> BoolTensor<B> {
    let settings = get_or_init_device_settings::<B>(&x.device());
    B::bool_all(B::float_lower_equal_elem(
        B::float_abs(x),
        limit.into(),
        settings.bool_dtype,
    ))
}

/// Parameters and state after the update, or those before with the guard set.
fn guarded<B: Backend>(
    [parameters, state]: [FloatTensor<B>; 2],
    new: [FloatTensor<B>; 2],
    good: [BoolTensor<B>; 2],
    number: u32,
) -> (FloatTensor<B>, FloatTensor<B>) {
    let settings = get_or_init_device_settings::<B>(&state.device());
    let [length] = parameters.shape().dims();
    let guard = 2 * length;
    let stopped = rows::<B>(state.clone(), guard, guard + 1);
    let was_stopped = B::float_greater_elem(stopped, 0.5.into(), settings.bool_dtype);
    let is_bad = good.map(B::bool_not);
    let stops = B::bool_or(is_bad[0].clone(), is_bad[1].clone());
    let stays = B::bool_or(was_stopped.clone(), stops.clone());
    // What the guard becomes: its first three values, each where its condition holds and it was not set before.
    let values = [
        (stops, number as f32),
        (is_bad[0].clone(), 1.0),
        (is_bad[1].clone(), 1.0),
    ];
    let mut kept_state = state;
    for (place, (condition, value)) in values.into_iter().enumerate() {
        let place = guard + place..guard + place + 1;
        let before = rows::<B>(kept_state.clone(), place.start, place.end);
        let sets = B::bool_and(condition, B::bool_not(was_stopped.clone()));
        let after = B::float_mask_fill(before, sets, value.into());
        kept_state = B::float_slice_assign(kept_state, &[Slice::from(place)], after);
    }
    let [new, new_state] =
        [(parameters, new[0].clone()), (kept_state, new[1].clone())].map(|(kept, new)| {
            let stays = B::bool_expand(stays.clone(), kept.shape());
            B::float_mask_where(new, stays, kept)
        });
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
