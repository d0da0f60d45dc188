//! Trains on the terminal, through the same `Session` as the page.
//!
//! `cargo run --release --example train -- --epochs 1`
//! Data: the shards that `npm start` makes, or a folder with the four published IDX files.

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    native::main()
}

/// `wasm-pack test` builds every example; this one is for the terminal.
#[cfg(target_family = "wasm")]
fn main() {}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::{error, fs};

    use clap::Parser;
    use fashion_trainer::config::TrainConfig;
    use fashion_trainer::data::{Dataset, idx};
    use fashion_trainer::device::BackendKind;
    use fashion_trainer::session::Session;
    use fashion_trainer::train::report::EvalReport;
    use flate2::read::GzDecoder;
    use indicatif::{ProgressBar, ProgressStyle};
    use serde_json::json;

    type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

    /// Images in a shard made of IDX files; `scripts/data` makes them of the same size.
    const SHARD_SIZE: usize = 5000;

    /// Train a CNN on Fashion-MNIST.
    #[derive(Parser)]
    struct Arguments {
        /// Passes over the training images
        #[arg(long, default_value_t = 12)]
        epochs: u32,
        /// Images in a mini-batch
        #[arg(long, default_value_t = 64)]
        batch_size: u32,
        /// Step size of Adam
        #[arg(long, default_value_t = 1e-3)]
        learning_rate: f32,
        /// Decides initial weights, order of the images and dropout
        #[arg(long, default_value_t = 42)]
        seed: u32,
        /// Training images used
        #[arg(long, default_value_t = 60_000)]
        train_size: u32,
        /// Train on the GPU instead of the CPU
        #[arg(long)]
        gpu: bool,
        /// Folder with manifest.json and its shards, or with the four IDX files
        #[arg(long, default_value = "public/data")]
        data: PathBuf,
    }

    pub fn main() -> ExitCode {
        match pollster::block_on(run(&Arguments::parse())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("train: {error}");
                ExitCode::FAILURE
            }
        }
    }

    async fn run(arguments: &Arguments) -> Result<()> {
        let kind = match arguments.gpu {
            true => BackendKind::WebGpu,
            false => BackendKind::Cpu,
        };
        let mut session = Session::open(kind, TrainConfig::default()).await?;
        session.configure(&json!({
            "epochs": arguments.epochs,
            "batchSize": arguments.batch_size,
            "learningRate": arguments.learning_rate,
            "seed": arguments.seed,
            "trainSize": arguments.train_size,
        }))?;
        load(&mut session, &arguments.data)?;
        let parameters: usize = session.layers().iter().map(|layer| layer.parameters).sum();
        let mut out = io::stdout();
        writeln!(out, "{}, {parameters} parameters", session.backend().name)?;
        writeln!(
            out,
            "epoch  train loss  train acc  test loss  test acc  seconds  images/s"
        )?;
        while !session.progress().finished {
            let (evaluation, seconds) = train_epoch(&mut session).await?;
            writeln!(out, "{}", row(&session, &evaluation, seconds))?;
        }
        Ok(())
    }

    /// One epoch and the evaluation after it; returns the training time so far in seconds.
    async fn train_epoch(session: &mut Session) -> Result<(EvalReport, f64)> {
        let progress = session.progress();
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}  {eta} left")?;
        let bar = ProgressBar::new(progress.steps_per_epoch as u64).with_style(style);
        let elapsed_millis = loop {
            let Some(report) = session.step().await? else {
                continue;
            };
            bar.set_position(session.progress().step_in_epoch as u64);
            bar.set_message(format!(
                "loss {:.4}  accuracy {:.4}  {:.0} images/s",
                report.loss, report.accuracy, report.images_per_second
            ));
            if report.epoch_ended {
                bar.finish_and_clear();
                break report.elapsed_millis;
            }
        };
        loop {
            if let Some(report) = session.evaluate_chunk().await?.report {
                return Ok((report, elapsed_millis / 1000.0));
            }
        }
    }

    fn row(session: &Session, evaluation: &EvalReport, seconds: f64) -> String {
        let images = session.progress().images_seen as f64;
        format!(
            "{:5}  {:10.4}  {:9.4}  {:9.4}  {:8.4}  {:7.1}  {:8.0}",
            evaluation.epoch,
            evaluation.train_loss.unwrap_or(f64::NAN),
            evaluation.train_accuracy.unwrap_or(f64::NAN),
            evaluation.loss,
            evaluation.accuracy,
            seconds,
            images / seconds,
        )
    }

    fn load(session: &mut Session, folder: &Path) -> Result<()> {
        let manifest = folder.join("manifest.json");
        if !manifest.exists() {
            session.set_data(read_idx(folder)?);
            return Ok(());
        }
        session.load_manifest(&fs::read_to_string(manifest)?)?;
        let plan: Vec<(String, String)> = session
            .shard_plan()
            .into_iter()
            .map(|shard| (shard.name.clone(), shard.file.clone()))
            .collect();
        for (name, file) in plan {
            session.load_shard(&name, read_file(&folder.join(file))?)?;
        }
        Ok(())
    }

    fn read_idx(folder: &Path) -> Result<Dataset> {
        let shards = |split: &str| -> Result<_> {
            let images = format!("{split}-images-idx3-ubyte");
            let labels = format!("{split}-labels-idx1-ubyte");
            let image_bytes = read_file(&folder.join(format!("{images}.gz")))?;
            let label_bytes = read_file(&folder.join(format!("{labels}.gz")))?;
            let pixels = idx::parse_images(&images, &image_bytes)?;
            let labels = idx::parse_labels(&labels, &label_bytes)?;
            Ok(idx::balanced_shards(split, pixels, labels, SHARD_SIZE)?)
        };
        Ok(Dataset::from_shards(shards("train")?, shards("t10k")?))
    }

    fn read_file(path: &Path) -> Result<Vec<u8>> {
        let named = |error: io::Error| format!("{}: {error}", path.display());
        let mut bytes = Vec::new();
        let mut file = GzDecoder::new(fs::File::open(path).map_err(named)?);
        io::Read::read_to_end(&mut file, &mut bytes).map_err(named)?;
        Ok(bytes)
    }
}
