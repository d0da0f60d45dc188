//! Gradients of our operations, for whichever backend does the work.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::{base::Checkpointer, strategy::CheckpointStrategy};
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::passes::LayerGradients;
use super::{Activation, DropoutKey, Kernels, Passes, Update};

/// Hands the gradients of a layer's input and parameters to those who want them.
fn register<B: Passes, S>(
    ops: Ops<S, 2>,
    grads: &mut Gradients,
    gradients: impl FnOnce(FloatTensor<B>, S, bool) -> LayerGradients<B>,
) {
    let [x, parameters] = ops.parents;
    let gradient = grads.consume::<B>(&ops.node);
    let (of_x, of_parameters) = gradients(gradient, ops.state, x.is_some());
    if let (Some(node), Some(gradient)) = (x, of_x) {
        grads.register::<B>(node.id, gradient);
    }
    if let Some(node) = parameters {
        grads.register::<B>(node.id, of_parameters);
    }
}

#[derive(Debug)]
struct DropoutBackward;

impl<B: Passes> Backward<B, 1> for DropoutBackward {
    type State = DropoutKey;

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let [parent] = ops.parents;
        let grad = grads.consume::<B>(&ops.node);
        if let Some(parent) = parent {
            grads.register::<B>(parent.id, B::dropout(grad, ops.state));
        }
    }
}

#[derive(Debug)]
struct ConvolutionBackward;

impl<B: Passes> Backward<B, 2> for ConvolutionBackward {
    /// Input, parameters, output.
    type State = [FloatTensor<B>; 3];

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        register::<B, _>(ops, grads, |gradient, [x, parameters, y], wants_x| {
            B::convolution_gradients(x, parameters, y, gradient, wants_x)
        });
    }
}

#[derive(Debug)]
struct PooledConvolutionBackward;

impl<B: Passes> Backward<B, 2> for PooledConvolutionBackward {
    type State = (FloatTensor<B>, FloatTensor<B>, B::Pooled, DropoutKey);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        register::<B, _>(ops, grads, |gradient, state, wants_x| {
            let (x, parameters, pooled, key) = state;
            B::pooled_convolution_gradients(x, parameters, pooled, gradient, key, wants_x)
        });
    }
}

#[derive(Debug)]
struct DenseBackward;

impl<B: Passes> Backward<B, 2> for DenseBackward {
    /// Input, parameters, output, what follows the sums.
    type State = ([FloatTensor<B>; 3], Activation);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        register::<B, _>(
            ops,
            grads,
            |gradient, ([x, parameters, y], activation), wants_x| {
                B::dense_gradients(x, parameters, y, gradient, activation, wants_x)
            },
        );
    }
}

#[derive(Debug)]
struct CrossEntropyBackward;

impl<B: Passes> Backward<B, 1> for CrossEntropyBackward {
    /// Logits, labels, label smoothing.
    type State = (FloatTensor<B>, IntTensor<B>, f32);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let [parent] = ops.parents;
        let gradient = grads.consume::<B>(&ops.node);
        let (logits, labels, smoothing) = ops.state;
        if let Some(parent) = parent {
            let gradient = B::cross_entropy_gradient(logits, labels, gradient, smoothing);
            grads.register::<B>(parent.id, gradient);
        }
    }
}

impl<B: Passes, C: CheckpointStrategy> Kernels for Autodiff<B, C> {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let (x, node) = x.into_parts();
        let output = B::dropout(x, key);
        let prepared = <DropoutBackward as Backward<B, 1>>::prepare::<C>(DropoutBackward, [node]);
        match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => tracked.finish(key, output),
            OpsKind::UnTracked(untracked) => untracked.finish(output),
        }
    }

    fn convolve(x: FloatTensor<Self>, parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        let ((x, x_node), (parameters, node)) = (x.into_parts(), parameters.into_parts());
        let nodes = [x_node, node];
        let y = B::convolution(x.clone(), parameters.clone());
        let prepared =
            <ConvolutionBackward as Backward<B, 2>>::prepare::<C>(ConvolutionBackward, nodes);
        match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => tracked.finish([x, parameters, y.clone()], y),
            OpsKind::UnTracked(untracked) => untracked.finish(y),
        }
    }

    fn convolve_and_pool(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        key: DropoutKey,
    ) -> FloatTensor<Self> {
        let ((x, x_node), (parameters, node)) = (x.into_parts(), parameters.into_parts());
        let nodes = [x_node, node];
        let (y, pooled) = B::pooled_convolution(x.clone(), parameters.clone(), key);
        let prepared = <PooledConvolutionBackward as Backward<B, 2>>::prepare::<C>(
            PooledConvolutionBackward,
            nodes,
        );
        match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => tracked.finish((x, parameters, pooled, key), y),
            OpsKind::UnTracked(untracked) => untracked.finish(y),
        }
    }

    fn connect(
        x: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        activation: Activation,
    ) -> FloatTensor<Self> {
        let ((x, x_node), (parameters, node)) = (x.into_parts(), parameters.into_parts());
        let nodes = [x_node, node];
        let y = B::dense(x.clone(), parameters.clone(), activation);
        let prepared = <DenseBackward as Backward<B, 2>>::prepare::<C>(DenseBackward, nodes);
        match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => {
                tracked.finish(([x, parameters, y.clone()], activation), y)
            }
            OpsKind::UnTracked(untracked) => untracked.finish(y),
        }
    }

    fn classify(
        logits: FloatTensor<Self>,
        labels: IntTensor<Self>,
        sums: FloatTensor<Self>,
        smoothing: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, node) = logits.into_parts();
        let sums = sums.into_parts().0;
        let (objective, sums) = B::cross_entropy(logits.clone(), labels.clone(), sums, smoothing);
        let prepared =
            <CrossEntropyBackward as Backward<B, 1>>::prepare::<C>(CrossEntropyBackward, [node]);
        let objective = match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => tracked.finish((logits, labels, smoothing), objective),
            OpsKind::UnTracked(untracked) => untracked.finish(objective),
        };
        (objective, Self::FloatTensorPrimitive::new(sums))
    }

    fn update(
        parameters: FloatTensor<Self>,
        gradient_0: FloatTensor<Self>,
        gradient_1: FloatTensor<Self>,
        gradient_2: FloatTensor<Self>,
        gradient_3: FloatTensor<Self>,
        gradient_4: FloatTensor<Self>,
        state: FloatTensor<Self>,
        sums: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (parameters, state) = B::update(
            parameters.into_parts().0,
            gradient_0.into_parts().0,
            gradient_1.into_parts().0,
            gradient_2.into_parts().0,
            gradient_3.into_parts().0,
            gradient_4.into_parts().0,
            state.into_parts().0,
            sums.into_parts().0,
            update,
        );
        (
            Self::FloatTensorPrimitive::new(parameters),
            Self::FloatTensorPrimitive::new(state),
        )
    }

    fn gather(
        images: IntTensor<Self>,
        labels: IntTensor<Self>,
        order: IntTensor<Self>,
        first: usize,
        count: usize,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let (images, labels) = B::gather(images, labels, order, first, count);
        (Self::FloatTensorPrimitive::new(images), labels)
    }
}
