//! Measures training on a GPU natively: whole steps, then each kernel by the GPU's own clock.
//!
//! `cargo run --release --example measure -- --batch 64 --batch 256`

#[cfg(not(all(feature = "webgpu", not(target_family = "wasm"))))]
fn main() {}

#[cfg(all(feature = "webgpu", not(target_family = "wasm")))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(all(feature = "webgpu", not(target_family = "wasm")))]
mod native {
    use std::collections::BTreeMap;
    use std::io::{self, Write};
    use std::process::ExitCode;
    use std::time::Instant;

    use clap::Parser;
    use fashion_trainer::config::TrainConfig;
    use fashion_trainer::data::{Dataset, Shard};
    use fashion_trainer::device::{BackendKind, OpenDevice};
    use fashion_trainer::kernels::profile::KernelTime;
    use fashion_trainer::kernels::{KernelGroup, leave_to_burn, peak, profile};
    use fashion_trainer::random::{Purpose, Stream};
    use fashion_trainer::session::Session;
    use serde_json::json;

    type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

    /// Measure training on a GPU.
    #[derive(Parser)]
    struct Arguments {
        /// Images in a mini-batch
        #[arg(long, default_values_t = [64, 128, 256])]
        batch: Vec<u32>,
        /// Steps that are timed together
        #[arg(long, default_value_t = 200)]
        steps: u32,
        /// Blocks of them, of which the median is told
        #[arg(long, default_value_t = 5)]
        blocks: usize,
        /// Repetitions of each kernel
        #[arg(long, default_value_t = 50)]
        repetitions: u32,
        /// Kernels left to stock burn: convolution, dense, loss, update, gather
        #[arg(long)]
        stock: Vec<String>,
        /// Whole steps only
        #[arg(long)]
        no_kernels: bool,
    }

    pub fn main() -> ExitCode {
        match pollster::block_on(run(&Arguments::parse())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("measure: {error}");
                ExitCode::FAILURE
            }
        }
    }

    async fn run(arguments: &Arguments) -> Result<()> {
        let mut out = io::stdout();
        let stock = arguments.stock.iter();
        let stock: Vec<KernelGroup> = stock
            .map(|name| serde_json::from_value(json!(name)))
            .collect::<std::result::Result<_, _>>()?;
        leave_to_burn(&stock);
        let device = OpenDevice::open(BackendKind::WebGpu).await?;
        writeln!(out, "{}, left to burn: {stock:?}", device.report.name)?;
        let peaks = peaks(&device).await;
        let (flops, bytes) = (
            rate(&peaks, "arithmetic", true),
            rate(&peaks, "copy", false),
        );
        writeln!(
            out,
            "at most {:.2} TFLOP/s, {:.0} GB/s",
            flops / 1e12,
            bytes / 1e9
        )?;
        writeln!(
            out,
            "\n| batch | first step, ms | step, ms | images/s | TFLOP/s | loss |"
        )?;
        writeln!(out, "|---:|---:|---:|---:|---:|---|")?;
        let mut sessions = Vec::new();
        for &batch in &arguments.batch {
            let config =
                TrainConfig::default().merged(&json!({"batchSize": batch, "epochs": 1000}))?;
            let mut session = Session::open(BackendKind::WebGpu, config).await?;
            session.set_data(images());
            let first = timed(&mut session, 1).await?;
            timed(&mut session, arguments.steps.min(20)).await?;
            let mut blocks = Vec::new();
            for _ in 0..arguments.blocks {
                blocks
                    .push(timed(&mut session, arguments.steps).await? / f64::from(arguments.steps));
            }
            blocks.sort_by(f64::total_cmp);
            let millis = blocks[blocks.len() / 2];
            let per_second = f64::from(batch) / millis * 1e3;
            let losses: Vec<f64> = session
                .history()
                .steps
                .iter()
                .map(|report| report.loss)
                .collect();
            let (from, to) = (losses.first(), losses.last());
            writeln!(
                out,
                "| {batch} | {first:.1} | {millis:.3} | {per_second:.0} | {:.2} | {from:.3?} {to:.3?} |",
                per_second * 71.6e6 / 1e12
            )?;
            sessions.push((batch, session));
        }
        if !arguments.no_kernels {
            for (batch, session) in &mut sessions {
                profile::start(arguments.repetitions);
                session.step().await?;
                let times = profile::finish().await;
                write_kernels(&mut out, *batch, &times, flops, bytes)?;
            }
        }
        Ok(())
    }

    /// Milliseconds that so many steps take, until all of them are done.
    async fn timed(session: &mut Session, steps: u32) -> Result<f64> {
        let start = Instant::now();
        for _ in 0..steps {
            session.step().await?;
        }
        session.report().await?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }

    async fn peaks(device: &OpenDevice) -> Vec<KernelTime> {
        peak::run(&device.device); // compiles them
        profile::start(5);
        peak::run(&device.device);
        profile::finish().await
    }

    /// Operations, or bytes, a second.
    fn rate(times: &[KernelTime], name: &str, of_operations: bool) -> f64 {
        let found = times.iter().find(|time| time.name == name);
        found.map_or(f64::NAN, |time| {
            let amount = if of_operations {
                time.operations
            } else {
                time.bytes
            };
            amount as f64 / time.micros * 1e6
        })
    }

    fn write_kernels(
        out: &mut io::Stdout,
        batch: u32,
        times: &[KernelTime],
        flops: f64,
        bytes: f64,
    ) -> Result<()> {
        let total: f64 = times.iter().map(|time| time.micros).sum();
        writeln!(
            out,
            "\nbatch {batch}: {} launches, {total:.1} µs\n",
            times.len()
        )?;
        writeln!(
            out,
            "| kernel | µs | GFLOP | TFLOP/s | of peak | MB | GB/s | of peak |"
        )?;
        writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
        let mut seen = BTreeMap::new();
        for time in times {
            let count = seen.entry(&time.name).or_insert(0);
            *count += 1;
            let seconds = time.micros * 1e-6;
            let (done, moved) = (
                time.operations as f64 / seconds,
                time.bytes as f64 / seconds,
            );
            writeln!(
                out,
                "| {} ({count}) | {:.1} | {:.3} | {:.2} | {:.0} % | {:.2} | {:.0} | {:.0} % |",
                time.name,
                time.micros,
                time.operations as f64 / 1e9,
                done / 1e12,
                100.0 * done / flops,
                time.bytes as f64 / 1e6,
                moved / 1e9,
                100.0 * moved / bytes,
            )?;
        }
        Ok(())
    }

    /// Noise with a bright bar that tells the class: 60,000 images.
    fn images() -> Dataset {
        let mut noise = Stream::new(5, Purpose::Synthetic, 0, 0);
        let shards = (0..12).map(|_| {
            let images: Vec<(u8, Vec<u8>)> = (0..5000u16)
                .map(|place| {
                    let class = (place % 10) as u8;
                    let pixel = |at: usize| match at / 56 {
                        row if row == usize::from(class) + 2 => 200,
                        _ => (noise.next_u32() % 100) as u8,
                    };
                    (class, (0..784).map(pixel).collect())
                })
                .collect();
            let images = images
                .iter()
                .map(|(class, pixels)| (0, *class, pixels.as_slice()));
            Shard::from_images(images)
        });
        Dataset::from_shards(shards.collect(), Vec::new())
    }
}
