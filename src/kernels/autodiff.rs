//! Gradients of our operations, for whichever backend does the work.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::{base::Checkpointer, strategy::CheckpointStrategy};
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::{DropoutKey, Kernels, Update};

#[derive(Debug)]
struct DropoutBackward;

impl<B: Kernels> Backward<B, 1> for DropoutBackward {
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

impl<B: Kernels, C: CheckpointStrategy> Kernels for Autodiff<B, C> {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let (x, node) = x.into_parts();
        let output = B::dropout(x, key);
        let prepared = DropoutBackward.prepare::<C>([node]);
        match prepared.compute_bound().stateful() {
            OpsKind::Tracked(tracked) => tracked.finish(key, output),
            OpsKind::UnTracked(untracked) => untracked.finish(output),
        }
    }

    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        state: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (parameter, state) = B::update(
            parameter.into_parts().0,
            gradient.into_parts().0,
            state.into_parts().0,
            update,
        );
        (
            Self::FloatTensorPrimitive::new(parameter),
            Self::FloatTensorPrimitive::new(state),
        )
    }
}
