//! The optimisers' formulas: what every implementation of the update computes.

/// One update of all parameters from their gradients g.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// Which rule, with what it needs.
    pub rule: UpdateRule,
    /// L2 term: g is first increased by this times the weight.
    pub l2: f32,
    /// Decoupled weight decay: the weight is first multiplied by 1 - this.
    pub decay: f32,
    /// Where each layer's parameters are. `l2` and `decay` leave the biases alone.
    pub layers: Vec<Span>,
    /// What the guard shall call this mini-batch if it stops here; not 0.
    pub number: u32,
}

/// Values behind the state that say whether updates still change anything. All zero, they do. The first update whose
/// loss or gradient is no usable number writes its [`Update::number`] into the first, 1 into the second for a loss
/// and 1 into the third for a gradient; from then on neither it nor any later update changes parameters or state.
/// A GPU can so stop by itself, however late the host reads it.
pub const GUARD: usize = 4;

/// Gradients from here on are no usable numbers: their squares, which Adam remembers, would not be finite. 2^63.
pub const LARGEST_GRADIENT: f32 = 9_223_372_036_854_775_808.0;

/// Place of one layer's parameters in the tensor of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where they begin.
    pub start: usize,
    /// Weights, then biases.
    pub length: usize,
    /// Weights alone.
    pub weights: usize,
}

/// Parameters of a layer begin at a multiple of this: 256 bytes, where every GPU lets a binding begin.
const ALIGNMENT: usize = 64;

/// Places of layers with so many weights and biases, one behind the other, and the length of all.
pub fn spans(layers: impl IntoIterator<Item = [usize; 2]>) -> (Vec<Span>, usize) {
    let mut end = 0;
    let place = |[weights, biases]: [usize; 2]| {
        let (start, length) = (end, weights + biases);
        end = (start + length).next_multiple_of(ALIGNMENT);
        Span {
            start,
            length,
            weights,
        }
    };
    let spans = layers.into_iter().map(place).collect();
    (spans, end)
}

/// How a parameter p follows its gradient g, given a state of two values m and v for each
/// element. Both are Keras' formulas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UpdateRule {
    /// m += 0.1 (g - m); v += 0.001 (g^2 - v); p -= `rate` m / (sqrt(v) + 1e-7).
    Adam {
        /// Learning rate times sqrt(1 - 0.999^t) / (1 - 0.9^t) in update t.
        rate: f32,
    },
    /// m = `momentum` m - `rate` g; p += m; v is not used.
    Momentum {
        /// Learning rate.
        rate: f32,
        /// Share of the step before that is repeated.
        momentum: f32,
    },
}

/// Share of a new gradient in Adam's mean gradient: 1 - beta1. The shares and not the betas,
/// since 1 - 0.999 has only half its digits in an f32.
pub const MEAN_SHARE: f32 = 0.1;
/// Share of a new squared gradient in Adam's mean squared gradient: 1 - beta2.
pub const SQUARE_SHARE: f32 = 0.001;
/// Keeps Adam from dividing by zero. Written again, like the shares, in `wgsl/update.wgsl`.
pub const EPSILON: f32 = 1e-7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_begin_where_a_binding_may() {
        let (spans, length) = spans([[9, 1], [64, 0], [65, 0]]);
        let starts: Vec<usize> = spans.iter().map(|span| span.start).collect();
        assert_eq!((starts, length), (vec![0, 64, 128], 256));
    }
}
