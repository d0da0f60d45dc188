//! The GPU side: hand-written WGSL, launched through CubeCL like burn's own kernels.

use burn::backend::tensor::FloatTensor;
use burn::cubecl::prelude::{CubeCount, CubeDim, KernelId};
use burn::cubecl::server::KernelArguments;
use burn_wgpu::{
    CubeBackend, CubeTensor, KernelSource, SourceKernel, SourceTemplate, into_contiguous,
};

use super::{DropoutKey, Kernels};

const WORKGROUP: u32 = 256;
/// Most workgroups in one dimension of a dispatch that WebGPU guarantees.
const GROUPS_PER_DIMENSION: u32 = 65_535;

struct DropoutSource;

impl KernelSource for DropoutSource {
    fn source(&self) -> SourceTemplate {
        SourceTemplate::new(include_str!("dropout.wgsl"))
    }

    fn id(&self) -> KernelId {
        KernelId::new::<Self>()
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}

impl Kernels for CubeBackend {
    fn dropout(x: FloatTensor<Self>, key: DropoutKey) -> FloatTensor<Self> {
        let x = into_contiguous(x);
        let length = x.meta.num_elements();
        let client = x.client.clone();
        let output = client.empty(length * size_of::<f32>());
        let words = [
            key.seed,
            key.step,
            key.layer,
            key.threshold,
            key.scale.to_bits(),
            length as u32,
        ];
        let key: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let key = client.create_from_slice(&key);
        client.launch(
            Box::new(SourceKernel::new(DropoutSource, CubeDim::new_1d(WORKGROUP))),
            groups_for((length as u32).div_ceil(4 * WORKGROUP)),
            KernelArguments::new()
                .with_buffer(x.handle.clone().binding())
                .with_buffer(output.clone().binding())
                .with_buffer(key.binding()),
        );
        let shape = x.meta.shape().clone();
        CubeTensor::new_contiguous(client, x.device.clone(), shape, output, x.dtype)
    }
}

/// At least `count` workgroups, in two dimensions where one can't hold them.
fn groups_for(count: u32) -> CubeCount {
    let columns = count.clamp(1, GROUPS_PER_DIMENSION);
    CubeCount::Static(columns, count.div_ceil(columns), 1)
}
