//! Opens the device that it is told to open and says what it got. It doesn't choose: the page
//! does, which knows the browser's adapter.

use std::sync::{Arc, Mutex, PoisonError};

use burn::tensor::Device;
use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::error::{Error, Result};

/// The device in use.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct BackendReport {
    /// Which of the two ways it computes.
    pub kind: BackendKind,
    /// Name of the adapter or of the CPU backend.
    pub name: String,
    /// Threads that compute, with the same results however many; 1 for a GPU, which is fed by one.
    pub threads: usize,
    /// Milliseconds that a GPU's self-test took, the making of its kernels included.
    pub self_test_millis: Option<f64>,
}

/// Where the network is trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum BackendKind {
    /// On the GPU: WebGPU in a browser, Vulkan, Metal or DirectX 12 natively.
    WebGpu,
    /// On the CPU.
    Cpu,
}

/// An open device. Clones share it.
#[derive(Clone)]
pub struct OpenDevice {
    /// burn's handle, without gradients.
    pub device: Device,
    /// What it is.
    pub report: BackendReport,
    /// Whether it is a GPU that a processor plays.
    pub is_software: bool,
    /// The first thing that went wrong on it outside of a call, if any.
    faults: Faults,
}

type Faults = Arc<Mutex<Option<Error>>>;

impl OpenDevice {
    /// Opens the GPU or the CPU. The GPU is opened once in a process or wasm instance, since
    /// CubeCL can't open it again; later calls get the same one.
    ///
    /// # Errors
    /// `no-webgpu` without an adapter or without that part of the build, `adapter-rejected`
    /// when the adapter gives no device.
    pub async fn open(kind: BackendKind) -> Result<Self> {
        match kind {
            BackendKind::WebGpu => open_gpu().await,
            BackendKind::Cpu => open_cpu(),
        }
    }

    /// The kind of build and device, in words: runs can repeat bit for bit only where this is the
    /// same, and on a CPU.
    pub fn variant(&self) -> String {
        let BackendReport { kind, name, .. } = &self.report;
        let build = env!("CARGO_PKG_VERSION");
        let kind_of_build = if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        };
        let (family, system) = (std::env::consts::ARCH, std::env::consts::OS);
        let widest = widest_simd();
        format!("{build} {kind_of_build} {kind:?} {name} on {family} {system} {widest}")
    }

    /// Fails with what the driver reported since the device was opened: a GPU reports errors
    /// out of band, and results after one are worthless.
    ///
    /// # Errors
    /// `device-lost` or `out-of-memory`.
    pub fn check(&self) -> Result<()> {
        let fault = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        fault.clone().map_or(Ok(()), Err)
    }
}

/// What sums of products are made of, as it turns out when the program runs: other bits come from another.
fn widest_simd() -> &'static str {
    #[cfg(feature = "cpu")]
    if crate::kernels::rounds_once() {
        return "fused";
    }
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        return "avx512";
    } else if is_x86_feature_detected!("fma") {
        return "fma";
    }
    "baseline"
}

#[cfg(feature = "cpu")]
fn open_cpu() -> Result<OpenDevice> {
    use crate::kernels;

    let name = match kernels::IS_FUSED {
        true => "burn-flex with relaxed SIMD",
        false => "burn-flex with SIMD",
    };
    Ok(OpenDevice {
        device: Device::flex(),
        report: BackendReport {
            kind: BackendKind::Cpu,
            name: name.into(),
            threads: kernels::threads(),
            self_test_millis: None,
        },
        is_software: false,
        faults: Faults::default(),
    })
}

#[cfg(not(feature = "cpu"))]
fn open_cpu() -> Result<OpenDevice> {
    Err(Error::AdapterRejected {
        reason: "this build has no CPU backend (cargo feature `cpu`)".into(),
    })
}

#[cfg(not(feature = "webgpu"))]
async fn open_gpu() -> Result<OpenDevice> {
    Err(Error::NoWebGpu {
        reason: "this build has no GPU backend (cargo feature `webgpu`)".into(),
    })
}

#[cfg(feature = "webgpu")]
async fn open_gpu() -> Result<OpenDevice> {
    use burn::tensor::wgpu::WgpuInitError;
    use burn::tensor::wgpu::wgpu::{AdapterInfo, DeviceType};

    static OPENED: Mutex<Option<OpenDevice>> = Mutex::new(None);
    if let Some(opened) = &*OPENED.lock().unwrap_or_else(PoisonError::into_inner) {
        return Ok(opened.clone());
    }
    #[cfg(target_family = "wasm")]
    crate::constructors::run();
    let opened = Device::wgpu_options().init_with_setup_async().await;
    let (device, setup) = opened.map_err(|error| match error {
        WgpuInitError::AdapterUnavailable { .. } => Error::NoWebGpu {
            reason: error.to_string(),
        },
        _ => Error::AdapterRejected {
            reason: error.to_string(),
        },
    })?;
    let faults = Faults::default();
    watch(&setup.device, &faults);
    let AdapterInfo {
        mut name,
        device_type,
        ..
    } = setup.adapter.get_info();
    if name.is_empty() {
        name = "unnamed adapter".into(); // a browser may hide it
    }
    let opened = OpenDevice {
        device,
        report: BackendReport {
            kind: BackendKind::WebGpu,
            name,
            threads: 1,
            self_test_millis: None,
        },
        is_software: device_type == DeviceType::Cpu,
        faults,
    };
    let mut slot = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(slot.insert(opened).clone())
}

/// Keeps the first error that the driver reports. Replaces CubeCL's handler, which panics.
#[cfg(feature = "webgpu")]
fn watch(device: &burn::tensor::wgpu::wgpu::Device, faults: &Faults) {
    use burn::tensor::wgpu::wgpu;

    fn keep(faults: &Faults, error: Error) {
        let mut first = faults.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert(error);
    }
    let uncaptured = faults.clone();
    device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
        let reason = error.to_string();
        keep(
            &uncaptured,
            match error {
                wgpu::Error::OutOfMemory { .. } => Error::OutOfMemory { reason },
                _ => Error::DeviceLost { reason },
            },
        );
    }));
    let lost = faults.clone();
    device.set_device_lost_callback(move |reason, message| {
        let reason = format!("{reason:?}: {message}");
        keep(&lost, Error::DeviceLost { reason });
    });
}
