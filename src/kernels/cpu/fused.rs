//! A product added to a sum: in one instruction where the build may use relaxed SIMD. Whether that rounds once or
//! twice is the processor's affair, and the engine's.

/// Whether this build may.
pub const IS_FUSED: bool = cfg!(all(target_arch = "wasm32", feature = "relaxed-simd"));

/// Whether a product and its sum are rounded together here.
pub fn rounds_once() -> bool {
    // The square is 1 + 2^-11 + 2^-24, and its last part is lost when it is rounded alone.
    let factor = std::hint::black_box(1.0 + 2.0_f32.powi(-12));
    let mut sums = [-1.0 - 2.0_f32.powi(-11); 4];
    add_multiple(&mut sums, factor, &[factor; 4]);
    sums[0] != 0.0
}

/// Adds a multiple of as many values.
#[inline(always)]
#[cfg(not(all(target_arch = "wasm32", feature = "relaxed-simd")))]
pub fn add_multiple<const N: usize>(sums: &mut [f32; N], factor: f32, values: &[f32; N]) {
    for i in 0..N {
        sums[i] += factor * values[i];
    }
}

/// The same. Engines without relaxed SIMD refuse the whole file that this is in.
#[inline]
#[target_feature(enable = "relaxed-simd")]
#[cfg(all(target_arch = "wasm32", feature = "relaxed-simd"))]
pub fn add_multiple<const N: usize>(sums: &mut [f32; N], factor: f32, values: &[f32; N]) {
    use std::arch::wasm32::{f32x4, f32x4_extract_lane, f32x4_relaxed_madd, f32x4_splat};

    let factors = f32x4_splat(factor);
    let (sums, rest) = sums.as_chunks_mut::<4>();
    let (values, values_of_rest) = values.as_chunks::<4>();
    for (sum, value) in sums.iter_mut().zip(values) {
        let value = f32x4(value[0], value[1], value[2], value[3]);
        let before = f32x4(sum[0], sum[1], sum[2], sum[3]);
        let new = f32x4_relaxed_madd(factors, value, before);
        *sum = [
            f32x4_extract_lane::<0>(new),
            f32x4_extract_lane::<1>(new),
            f32x4_extract_lane::<2>(new),
            f32x4_extract_lane::<3>(new),
        ];
    }
    for (sum, value) in rest.iter_mut().zip(values_of_rest) {
        *sum += factor * value;
    }
}
