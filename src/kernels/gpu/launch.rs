//! From tensors and numbers to a launched kernel.

use burn::cubecl::prelude::{CubeCount, CubeDim};
use burn::cubecl::server::{KernelArguments, MetadataBindingInfo};
use burn::tensor::{DType, Shape};
use burn_wgpu::{CubeTensor, SourceKernel};

use super::super::{DropoutKey, made};
use super::profile;
use super::sources::Source;

/// Most workgroups in one dimension of a dispatch that WebGPU guarantees.
const GROUPS_PER_DIMENSION: usize = 65_535;

/// The uniform of a kernel: 32-bit words, laid out as its `Settings`.
#[derive(Default)]
pub struct Words {
    words: Vec<u32>,
    /// Additions and multiplications that the kernel is there for, for measurements.
    operations: u64,
}

impl Words {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn number(mut self, value: usize) -> Self {
        self.words.push(value as u32);
        self
    }

    pub fn numbers<const N: usize>(mut self, values: [usize; N]) -> Self {
        self.words.extend(values.map(|value| value as u32));
        self
    }

    pub fn float(mut self, value: f32) -> Self {
        self.words.push(value.to_bits());
        self
    }

    pub fn flag(self, value: bool) -> Self {
        self.number(usize::from(value))
    }

    pub fn key(mut self, key: DropoutKey) -> Self {
        let DropoutKey {
            seed,
            step,
            layer,
            threshold,
            scale,
        } = key;
        let words = [seed, step, layer, threshold, scale.to_bits(), 0, 0, 0];
        self.words.extend(words);
        self
    }

    /// Notes how many additions and multiplications it takes.
    pub fn operations(mut self, count: u64) -> Self {
        self.operations = count;
        self
    }

    /// Padded to 16 bytes, as uniforms are.
    fn into_info(mut self) -> Vec<u64> {
        self.words.resize(self.words.len().next_multiple_of(4), 0);
        let pairs = self.words.chunks(2);
        let words = pairs.map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32);
        words.collect()
    }
}

/// Runs a kernel whose bindings are the tensors, then the uniform.
pub fn launch(source: Source, groups: [usize; 3], tensors: &[&CubeTensor], words: Words) {
    let Some(first) = tensors.first() else { return };
    made::note(source.name);
    let client = &first.client;
    let operations = words.operations;
    let info = words.into_info();
    let run = || {
        let mut arguments = KernelArguments::new();
        arguments.info = MetadataBindingInfo::custom(info.clone());
        for tensor in tensors {
            arguments = arguments.with_buffer(tensor.handle.clone().binding());
        }
        let dim = CubeDim::new_1d(source.invocations());
        let kernel = SourceKernel::new(source, dim);
        client.launch(Box::new(kernel), counted(groups), arguments);
    };
    if !profile::record(client, source.name, operations, bytes(tensors), &run) {
        run();
    }
}

/// Bytes of all tensors: what a kernel moves that touches each value once.
fn bytes(tensors: &[&CubeTensor]) -> u64 {
    let values = tensors.iter().map(|tensor| tensor.meta.num_elements());
    (values.sum::<usize>() * size_of::<f32>()) as u64
}

/// Groups of one dimension only go on in the second where the first can't hold them.
fn counted([x, y, z]: [usize; 3]) -> CubeCount {
    let columns = x.clamp(1, GROUPS_PER_DIMENSION);
    let rows = x.div_ceil(columns).max(1) * y;
    CubeCount::Static(columns as u32, rows as u32, z as u32)
}

/// Floats of this shape beside `x`, their values not set.
pub fn empty_floats(x: &CubeTensor, shape: Shape) -> CubeTensor {
    empty(x, shape, DType::F32)
}

/// The same for integers.
pub fn empty_integers(x: &CubeTensor, shape: Shape) -> CubeTensor {
    empty(x, shape, DType::I32)
}

fn empty(x: &CubeTensor, shape: Shape, dtype: DType) -> CubeTensor {
    let handle = x.client.empty(shape.num_elements() * size_of::<f32>());
    CubeTensor::new_contiguous(x.client.clone(), x.device.clone(), shape, handle, dtype)
}
