//! Dropout: the right share, the right scale, the right gradient, the same mask every time.

use burn::tensor::{Device, Tensor};
use fashion_trainer::kernels::{DropoutKey, dropout};
use wasm_bindgen_test::wasm_bindgen_test;

/// More than one workgroup, and not a multiple of four.
const SHAPE: [usize; 2] = [3, 1367];

async fn dropped_ones(device: &Device, key: DropoutKey) -> Vec<f32> {
    let ones = Tensor::<2>::ones(SHAPE, device);
    let data = dropout(ones, key).into_data_async().await.unwrap();
    data.try_into_vec().unwrap()
}

/// Checks dropout on one device; the GPU tests call it as well.
pub async fn check(device: &Device) {
    let key = DropoutKey::new(42, 9, 1, 0.25);
    let values = dropped_ones(device, key).await;
    let dropped = values.iter().filter(|value| **value == 0.0).count();
    // 4,101 elements: 1,025 expected, standard deviation 28; five of them are 140.
    assert!(dropped.abs_diff(1025) < 140, "{dropped} dropped");
    let kept = 1.0 / 0.75;
    assert!(values.iter().all(|value| *value == 0.0 || *value == kept));

    assert_eq!(dropped_ones(device, key).await, values);
    for other in [
        DropoutKey::new(43, 9, 1, 0.25),
        DropoutKey::new(42, 10, 1, 0.25),
        DropoutKey::new(42, 9, 0, 0.25),
    ] {
        assert_ne!(dropped_ones(device, other).await, values, "{other:?}");
    }
    let none = DropoutKey::new(42, 9, 1, 0.0);
    assert!(
        dropped_ones(device, none)
            .await
            .iter()
            .all(|value| *value == 1.0)
    );

    // The gradient of the sum is the mask times the scale: what was dropped has none.
    let x = Tensor::<2>::ones(SHAPE, &device.clone().autodiff()).require_grad();
    let gradients = dropout(x.clone(), key).sum().backward();
    let gradient = x.grad(&gradients).unwrap().into_data_async().await.unwrap();
    assert_eq!(gradient.try_into_vec::<f32>().unwrap(), values);
}

/// Mask of a key as ones and zeros, for the comparison of devices.
pub async fn mask(device: &Device) -> Vec<f32> {
    dropped_ones(device, DropoutKey::new(7, 70_000, 0, 0.5)).await
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn dropout_on_the_cpu_drops_the_right_share_and_has_the_right_gradient() {
    check(&Device::flex()).await;
}
