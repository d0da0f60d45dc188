//! The same network on the GPU. In a browser Chromium's software adapter is enough, and no adapter is a failure;
//! natively they are asked for, where there is a GPU: `cargo test --release --test engine -- --ignored gpu`.

use std::cell::RefCell;

use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::kernels::choice::{is_software, set_software};
use fashion_trainer::kernels::{self, KernelGroup, leave_to_burn};
use fashion_trainer::networks::ModelChoice;
use fashion_trainer::self_test;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, evaluate, losses, session, small_with};
use crate::{asking, diverged, dropout, plain, reference, saved, support};

/// Runs a check with the kernels for software adapters and with those for real GPUs.
async fn with_either_tile(check: impl AsyncFn()) {
    let is_software = is_software();
    for other in [true, false] {
        set_software(other);
        check().await;
    }
    set_software(is_software);
}

#[cfg(target_family = "wasm")]
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

#[cfg(target_family = "wasm")]
fn dispatches() -> f64 {
    js_sys::eval(COUNT_DISPATCHES).unwrap().as_f64().unwrap()
}

/// Natively nothing counts them, but there is no other device that could have done the work either.
#[cfg(not(target_family = "wasm"))]
fn dispatches() -> f64 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static CALLS: AtomicU32 = AtomicU32::new(0);
    f64::from(CALLS.fetch_add(10_000, Ordering::Relaxed))
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn dropout_on_the_gpu_has_the_very_mask_of_the_cpu() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap().device;
    let cpu = OpenDevice::open(BackendKind::Cpu).await.unwrap().device;
    dropout::check(&gpu).await;
    assert_eq!(dropout::mask(&gpu).await, dropout::mask(&cpu).await);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn the_full_network_has_the_same_losses_on_gpu_and_cpu() {
    let settings = json!({"batchSize": 8});
    let mut cpu = cpu_session(&settings).await;
    let mut gpu = session(BackendKind::WebGpu, &settings).await;
    assert_eq!(gpu.backend().kind, BackendKind::WebGpu);
    assert!(!gpu.backend().name.is_empty());

    let before = dispatches();
    let found = losses(&mut gpu, 5).await;
    let steps = dispatches() - before;
    assert!(steps > 5.0 * 15.0, "the GPU did not train");
    #[cfg(target_family = "wasm")]
    assert!(
        // 24 for a step; the reads come on top.
        steps <= 5.0 * 26.0 + 10.0,
        "{steps} dispatches for five steps and their reads"
    );
    let wanted = losses(&mut cpu, 5).await;
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found - wanted).abs() < 1e-3, "{found} and {wanted}");
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
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

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn the_gpu_computes_what_tensorflow_computes() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    let before = dispatches();
    with_either_tile(async || reference::check_gradients(&gpu.device).await).await;
    reference::check_updates(&gpu.device).await;
    reference::check_training(&gpu.device).await;
    reference::check_inspection_and_import(&gpu.device).await;
    gpu.check().unwrap();
    assert!(dispatches() - before > 500.0, "the GPU did not compute it");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn random_networks_on_the_gpu_compute_what_the_definitions_say() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    with_either_tile(async || plain::check(&gpu.device, 8).await).await;
    gpu.check().unwrap();
}

/// Losses of three steps on GPU and CPU agree.
async fn check_losses(settings: &serde_json::Value) {
    let mut gpu = session(BackendKind::WebGpu, settings).await;
    let found = losses(&mut gpu, 3).await;
    let wanted = losses(&mut cpu_session(settings).await, 3).await;
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!(
            (found - wanted).abs() < 1e-3,
            "{settings}: {found} and {wanted}"
        );
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn sizes_that_tiles_do_not_divide_are_computed_to_the_edge() {
    with_either_tile(async || {
        for (filters, units, batch) in [
            (vec![8, 68], 132, 70),
            (vec![4, 36, 40], 68, 7),
            (vec![12], 4, 3),
            (vec![3, 6], 10, 5),
            (vec![], 72, 65),
        ] {
            let settings = json!({"filters": filters, "denseUnits": units, "batchSize": batch});
            check_losses(&settings).await;
        }
    })
    .await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn images_of_several_shards_and_epochs_come_to_the_gpu_in_order() {
    // Shards of 40 and 30: a mini-batch of 64 crosses them, and there are two in an epoch.
    let settings = small_with(json!({"filters": [4, 4], "batchSize": 64, "dropout": [0.0, 0.0]}));
    let mut gpu = session(BackendKind::WebGpu, &settings).await;
    let mut cpu = cpu_session(&settings).await;
    let (found, wanted) = (losses(&mut gpu, 12).await, losses(&mut cpu, 12).await);
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!((found - wanted).abs() < 1e-3, "{found} and {wanted}");
    }
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn whatever_is_left_to_burn_is_computed_the_same() {
    let gpu = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    let before = dispatches();
    check_losses(&json!({"batchSize": 4})).await;
    let ours = dispatches() - before;
    for group in KernelGroup::ALL {
        leave_to_burn(&[group]);
        plain::check(&gpu.device, 5).await;
        reference::check_updates(&gpu.device).await;
    }
    leave_to_burn(&KernelGroup::ALL);
    reference::check_gradients(&gpu.device).await;
    let before = dispatches();
    check_losses(&json!({"batchSize": 4})).await;
    let stock = dispatches() - before;
    assert!(
        cfg!(not(target_family = "wasm")) || stock > ours,
        "nothing was left to burn"
    );
    leave_to_burn(&[]);
    gpu.check().unwrap();
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn all_three_networks_are_asked_on_the_gpu() {
    let before = dispatches();
    asking::check_networks(BackendKind::WebGpu).await;
    assert!(dispatches() - before > 20.0, "the GPU was not asked");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn a_run_is_repeated_and_resumed_on_the_gpu_within_a_ten_thousandth() {
    saved::check_resume_within(BackendKind::WebGpu, 1e-4).await;
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn the_gpu_stops_by_itself_before_its_weights_are_spoiled() {
    for stock in [&[][..], &[KernelGroup::Update], &KernelGroup::ALL] {
        leave_to_burn(stock);
        diverged::check_first_mini_batch(BackendKind::WebGpu).await;
        diverged::check_later_mini_batch(BackendKind::WebGpu).await;
    }
    leave_to_burn(&[]);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn a_gpu_is_tested_before_it_is_used() {
    let gpu = session(BackendKind::WebGpu, &json!({})).await;
    assert!(gpu.backend().self_test_millis.is_some());
    let device = OpenDevice::open(BackendKind::WebGpu).await.unwrap();
    let told = RefCell::new(Vec::new());
    let tell = |done, total| told.borrow_mut().push((done, total));
    let found = self_test::run(&device, &tell).await.unwrap();
    let mut wrong = self_test::expected().unwrap();
    self_test::check(&found, &wrong).unwrap();
    wrong.logits[9] *= 1.1;
    let error = self_test::check(&found, &wrong).unwrap_err();
    assert_eq!(error.code(), "self-test-failed");
    let told = told.take();
    assert!(told.len() == 3 && told.iter().is_sorted(), "{told:?}");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
#[cfg_attr(not(target_family = "wasm"), ignore = "needs a GPU")]
async fn the_first_step_finds_every_kernel_made() {
    let mut gpu = session(BackendKind::WebGpu, &json!({"batchSize": 4})).await;
    let made = kernels::made();
    assert!(made.done >= made.total, "{made:?}");
    losses(&mut gpu, 1).await;
    assert_eq!(kernels::made(), made);
}
