//! How long each kernel takes, by the GPU's own clock.

use std::cell::RefCell;

use burn::cubecl::client::Client;
use burn::cubecl::profile::ProfileDuration;
use serde::Serialize;

/// One launch of a kernel.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KernelTime {
    /// Which kernel.
    pub name: String,
    /// Mean time of the repetitions.
    pub micros: f64,
    /// Additions and multiplications that it is there for; 0 where nobody counts them.
    pub operations: u64,
    /// Size of all tensors that it touches.
    pub bytes: u64,
}

struct Pending {
    name: &'static str,
    operations: u64,
    bytes: u64,
    duration: ProfileDuration,
}

struct Recorder {
    repetitions: u32,
    launches: Vec<Pending>,
}

thread_local! {
    static RECORDER: RefCell<Option<Recorder>> = const { RefCell::new(None) };
}

/// From now on this thread runs every kernel so many times and measures it, until [`finish`]. Optimisers then
/// take as many steps: it is for models that are thrown away.
pub fn start(repetitions: u32) {
    let recorder = Recorder {
        repetitions,
        launches: Vec::new(),
    };
    RECORDER.with_borrow_mut(|slot| *slot = Some(recorder));
}

/// The launches since [`start`], in order. Those that the GPU could not measure are left out.
pub async fn finish() -> Vec<KernelTime> {
    let Some(recorder) = RECORDER.take() else {
        return Vec::new();
    };
    let mut times = Vec::new();
    for Pending {
        name,
        operations,
        bytes,
        duration,
    } in recorder.launches
    {
        if let Some(ticks) = duration.resolve().await {
            let micros = ticks.duration().as_secs_f64() * 1e6 / f64::from(recorder.repetitions);
            times.push(KernelTime {
                name: name.into(),
                micros,
                operations,
                bytes,
            });
        }
    }
    times
}

/// Runs a kernel as often as is wished and measures it; false if nobody measures.
pub(super) fn record(
    client: &Client,
    name: &'static str,
    operations: u64,
    bytes: u64,
    run: &dyn Fn(),
) -> bool {
    RECORDER.with_borrow_mut(|slot| {
        let Some(recorder) = slot else { return false };
        let Ok(window) = client.profile_start() else {
            return false;
        };
        for _ in 0..recorder.repetitions {
            run();
        }
        if let Ok(duration) = client.profile_end(window) {
            recorder.launches.push(Pending {
                name,
                operations,
                bytes,
                duration,
            });
        }
        true
    })
}
