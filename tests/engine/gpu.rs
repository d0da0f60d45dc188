//! The same network on WebGPU. Chromium's software adapter is enough; no adapter is a failure.

use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::self_test;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, session, small_with};
use crate::{asking, dropout, plain, reference, saved, support};

/// Counts the dispatches of every compute pass of this worker from now on.
const COUNT_DISPATCHES: &str = "
    if (self.gpuDispatches === undefined) {
        self.gpuDispatches = 0;
        const original = GPUComputePassEncoder.prototype.dispatchWorkgroups;
        GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...counts) {
            self.gpuDispatches += 1;
            return original.apply(this, counts);
        };
    }
    self.gpuDispatches";

fn dispatches() -> f64 {
    js_sys::eval(COUNT_DISPATCHES).unwrap().as_f64().unwrap()
}

#[wasm_bindgen_test]
async fn dropout_on_the_gpu_has_the_very_mask_of_the_cpu() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap().device;
    let cpu = OpenDevice::open(BackendKind::Cpu).await.unwrap().device;
    dropout::check(&gpu).await;
    assert_eq!(dropout::mask(&gpu).await, dropout::mask(&cpu).await);
}

#[wasm_bindgen_test]
async fn the_full_network_has_the_same_losses_on_gpu_and_cpu() {
    let settings = json!({"batchSize": 8});
    let mut cpu = cpu_session(&settings).await;
    let mut gpu = session(BackendKind::WebGpu, &settings).await;
    assert_eq!(gpu.backend().kind, BackendKind::WebGpu);
    assert!(!gpu.backend().name.is_empty());

    let before = dispatches();
    let found = losses(&mut gpu, 5).await;
    assert!(dispatches() - before > 5.0 * 20.0, "the GPU did not train");
    let wanted = losses(&mut cpu, 5).await;
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found - wanted).abs() < 1e-3, "{found} and {wanted}");
    }
}

#[wasm_bindgen_test]
async fn the_gpu_learns_evaluates_and_predicts() {
    let settings = small_with(json!({"filters": [4], "dropout": [0.1, 0.1]}));
    let mut session = session(BackendKind::WebGpu, &settings).await;
    losses(&mut session, 40).await;
    let report = evaluate(&mut session).await;
    assert!(report.accuracy > 0.9, "{report:?}");
    let data = support::patterns();
    let (pixels, _) = data.test_image(0).unwrap();
    let prediction = session.predict(pixels, ModelChoice::Mine).await.unwrap();
    assert_eq!(prediction.probabilities.len(), 10);
}

#[wasm_bindgen_test]
async fn the_gpu_computes_what_tensorflow_computes() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    let before = dispatches();
    reference::check_gradients(&gpu.device).await;
    reference::check_updates(&gpu.device).await;
    reference::check_training(&gpu.device).await;
    reference::check_inspection_and_import(&gpu.device).await;
    gpu.check().unwrap();
    assert!(dispatches() - before > 500.0, "the GPU did not compute it");
}

#[wasm_bindgen_test]
async fn random_networks_on_the_gpu_compute_what_the_definitions_say() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    plain::check(&gpu.device, 4).await;
    gpu.check().unwrap();
}

#[wasm_bindgen_test]
async fn all_three_networks_are_asked_on_the_gpu() {
    let before = dispatches();
    asking::check_networks(BackendKind::WebGpu).await;
    assert!(dispatches() - before > 20.0, "the GPU was not asked");
}

#[wasm_bindgen_test]
async fn a_run_is_repeated_and_resumed_on_the_gpu_within_a_ten_thousandth() {
    saved::check_resume_within(BackendKind::WebGpu, 1e-4).await;
}

#[wasm_bindgen_test]
async fn a_gpu_is_tested_before_it_is_used() {
    let gpu = session(BackendKind::WebGpu, &json!({})).await;
    assert!(gpu.backend().self_test_millis.is_some());
    let device = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    let found = self_test::run(&device).await.unwrap();
    let mut wrong = self_test::expected().unwrap();
    self_test::check(&found, &wrong).unwrap();
    wrong.logits[9] *= 1.1;
    let error = self_test::check(&found, &wrong).unwrap_err();
    assert_eq!(error.code(), "self-test-failed");
}
