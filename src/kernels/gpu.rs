//! The GPU side: hand-written WGSL, launched through CubeCL like burn's own kernels.

use burn::backend::tensor::FloatTensor;
use burn::cubecl::prelude::{CubeCount, CubeDim, KernelId};
use burn::cubecl::server::KernelArguments;
use burn_wgpu::{
    CubeBackend, CubeTensor, KernelSource, SourceKernel, SourceTemplate, into_contiguous,
};

use super::{DropoutKey, Kernels, Update, UpdateRule};

const WORKGROUP: u32 = 256;
/// Most workgroups in one dimension of a dispatch that WebGPU guarantees.
const GROUPS_PER_DIMENSION: u32 = 65_535;

/// A kernel written in WGSL.
macro_rules! wgsl_kernel {
    ($name:ident, $file:literal) => {
        struct $name;

        impl KernelSource for $name {
            fn source(&self) -> SourceTemplate {
                SourceTemplate::new(include_str!($file))
            }

            fn id(&self) -> KernelId {
                KernelId::new::<Self>()
            }

            fn lang(&self) -> &'static str {
                "wgsl"
            }
        }
    };
}

wgsl_kernel!(DropoutSource, "dropout.wgsl");
wgsl_kernel!(UpdateSource, "update.wgsl");

impl Kernels for CubeBackend {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = into_contiguous(x);
        let length = x.meta.num_elements();
        let output = empty_like(&x);
        let words = [
            key.seed,
            key.step,
            key.layer,
            key.threshold,
            key.scale.to_bits(),
            length as u32,
        ];
        let groups = (length as u32).div_ceil(4 * WORKGROUP);
        launch(DropoutSource, groups, &[&x, &output], &words);
        output
    }

    fn update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        state: FloatTensor<Self>,
        update: Update,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (parameter, gradient) = (into_contiguous(parameter), into_contiguous(gradient));
        let state = into_contiguous(state);
        let (new, new_state) = (empty_like(&parameter), empty_like(&state));
        let length = parameter.meta.num_elements() as u32;
        let (is_adam, rate, momentum) = match update.rule {
            UpdateRule::Adam { rate } => (1, rate, 0.0),
            UpdateRule::Momentum { rate, momentum } => (0, rate, momentum),
        };
        let keep = 1.0 - update.decay;
        let numbers = [rate, momentum, update.l2, keep].map(f32::to_bits);
        let words = [&[length, is_adam], &numbers[..]].concat();
        let tensors = [&parameter, &gradient, &state, &new, &new_state];
        launch(UpdateSource, length.div_ceil(WORKGROUP), &tensors, &words);
        (new, new_state)
    }
}

/// A tensor of the same shape, its values not set.
fn empty_like(x: &CubeTensor) -> CubeTensor {
    let handle = x.client.empty(x.meta.num_elements() * size_of::<f32>());
    let shape = x.meta.shape().clone();
    CubeTensor::new_contiguous(x.client.clone(), x.device.clone(), shape, handle, x.dtype)
}

/// Runs a kernel whose bindings are the tensors, then a buffer of words.
fn launch<K: KernelSource + 'static>(
    kernel: K,
    groups: u32,
    tensors: &[&CubeTensor],
    words: &[u32],
) {
    let Some(first) = tensors.first() else { return };
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let words = first.client.create_from_slice(&bytes);
    let mut arguments = KernelArguments::new();
    for tensor in tensors {
        arguments = arguments.with_buffer(tensor.handle.clone().binding());
    }
    first.client.launch(
        Box::new(SourceKernel::new(kernel, CubeDim::new_1d(WORKGROUP))),
        groups_for(groups),
        arguments.with_buffer(words.binding()),
    );
}

/// At least `count` workgroups, in two dimensions where one can't hold them.
fn groups_for(count: u32) -> CubeCount {
    let columns = count.clamp(1, GROUPS_PER_DIMENSION);
    CubeCount::Static(columns, count.div_ceil(columns), 1)
}
