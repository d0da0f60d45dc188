//! What the GPU can do at most, measured by kernels that do nothing else.

use burn::tensor::{Device, Tensor};
use burn_wgpu::{CubeBackend, CubeTensor};

use super::Source;
use super::launch::{Words, empty_floats, launch};

/// Invocations of the kernel that only calculates, and its multiply-adds in each.
const INVOCATIONS: usize = 1 << 20;
const MULTIPLY_ADDS: usize = 16 * 512;
/// Values that are copied: far more than any cache holds.
const COPIED: usize = 1 << 26;

/// Runs both kernels, to be measured by [`profile`](super::profile).
pub fn run(device: &Device) {
    let start = Tensor::<1>::ones([COPIED], device);
    let Ok(start) = start.try_into_primitive::<CubeBackend>() else {
        return;
    };
    let start: CubeTensor = start;
    let copy = empty_floats(&start, [COPIED].into());
    let words = Words::new().number(COPIED / 4);
    launch(
        Source::COPY,
        [COPIED / 4 / 256, 1, 1],
        &[&start, &copy],
        words,
    );
    let few = empty_floats(&start, [INVOCATIONS].into());
    let words = Words::new()
        .number(MULTIPLY_ADDS / 16)
        .operations(2 * INVOCATIONS as u64 * MULTIPLY_ADDS as u64);
    launch(
        Source::ARITHMETIC,
        [INVOCATIONS / 256, 1, 1],
        &[&few],
        words,
    );
}
