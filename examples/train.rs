//! Trains on the terminal, through the same `Session` as the page.
//!
//! `cargo run --release --example train -- --recipe recommended --epochs 1`
//! Data: the shards that `npm start` makes, or a folder with the four published IDX files.

#[cfg(not(target_family = "wasm"))]
#[path = "train/files.rs"]
mod files;

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
    use std::path::PathBuf;
    use std::process::ExitCode;
    use std::{error, fs};

    use clap::Parser;
    use fashion_trainer::config::TrainConfig;
    use fashion_trainer::device::BackendKind;
    use fashion_trainer::session::Session;
    use fashion_trainer::train::report::EvalReport;
    use indicatif::{ProgressBar, ProgressStyle};
    use serde_json::{Value, json};

    use super::files::{load, named, write};

    type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

    const CHECKPOINT: &str = "checkpoint.safetensors";
    const HEADER: &str =
        "epoch  train loss  train acc  without dropout  test loss  test acc  seconds  images/s";

    /// Train a CNN on Fashion-MNIST.
    #[derive(Parser)]
    struct Arguments {
        /// Settings that belong together: reference, recommended or custom
        #[arg(long)]
        recipe: Option<String>,
        /// Passes over the training images
        #[arg(long)]
        epochs: Option<u32>,
        /// Images in a mini-batch
        #[arg(long)]
        batch_size: Option<u32>,
        /// Step size of the optimiser
        #[arg(long)]
        learning_rate: Option<f32>,
        /// Decides initial weights, order of the images, dropout and augmentation
        #[arg(long)]
        seed: Option<u32>,
        /// Training images used
        #[arg(long)]
        train_size: Option<u32>,
        /// Any other setting of TrainConfig, as JSON: `--set shift=2 --set 'optimizer="sgd"'`
        #[arg(long, value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// Train on the GPU instead of the CPU
        #[arg(long)]
        gpu: bool,
        /// Folder with manifest.json and its shards, or with the four IDX files
        #[arg(long, default_value = "public/data")]
        data: PathBuf,
        /// Where to write the trained model, in safetensors with PyTorch's names
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Folder for a checkpoint, written now and then and after each epoch
        #[arg(long, value_name = "FOLDER")]
        checkpoint: Option<PathBuf>,
        /// Mini-batches between two checkpoints
        #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
        checkpoint_steps: u32,
        /// Go on from the checkpoint, if there is one, with its settings and those given
        #[arg(long, requires = "checkpoint")]
        resume: bool,
        /// One line of JSON for each epoch instead of a table
        #[arg(long)]
        json: bool,
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
        session.configure(&settings(arguments)?)?;
        load(&mut session, &arguments.data)?;
        resume(&mut session, arguments)?;
        let mut out = io::stdout();
        if !arguments.json {
            let parameters: usize = session.layers().iter().map(|layer| layer.parameters).sum();
            let name = &session.backend().name;
            writeln!(out, "{name}, {parameters} parameters\n{HEADER}")?;
        }
        while !session.progress().finished || session.progress().evaluation_due {
            if !session.progress().evaluation_due {
                train_epoch(&mut session, arguments).await?;
            }
            let evaluation = evaluate(&mut session).await?;
            save(&mut session, arguments).await?;
            let line = match arguments.json {
                true => json_row(&session, &evaluation)?,
                false => row(&session, &evaluation),
            };
            writeln!(out, "{line}")?;
        }
        if let Some(path) = &arguments.out {
            write(path, &session.export_model().await?)?;
        }
        Ok(())
    }

    fn settings(arguments: &Arguments) -> Result<Value> {
        let mut settings = json!({});
        for (name, value) in [
            ("recipe", json!(arguments.recipe)),
            ("epochs", json!(arguments.epochs)),
            ("batchSize", json!(arguments.batch_size)),
            ("learningRate", json!(arguments.learning_rate)),
            ("seed", json!(arguments.seed)),
            ("trainSize", json!(arguments.train_size)),
        ] {
            if !value.is_null() {
                settings[name] = value;
            }
        }
        for setting in &arguments.set {
            let (name, value) = setting
                .split_once('=')
                .ok_or_else(|| format!("--set {setting}: NAME=VALUE is wanted"))?;
            let value = serde_json::from_str(value);
            settings[name] = value.map_err(|error| format!("--set {setting}: {error}"))?;
        }
        Ok(settings)
    }

    /// Makes the folders, and goes on from the checkpoint if that is asked for.
    fn resume(session: &mut Session, arguments: &Arguments) -> Result<()> {
        let out = arguments.out.iter().filter_map(|path| path.parent());
        for folder in out.chain(arguments.checkpoint.as_deref()) {
            fs::create_dir_all(folder).map_err(named(folder))?; // now, not after hours
        }
        let path = arguments
            .checkpoint
            .as_ref()
            .map(|folder| folder.join(CHECKPOINT));
        let Some(path) = path.filter(|path| path.exists()) else {
            return Ok(());
        };
        if !arguments.resume {
            let choice = "exists: give --resume to go on from it, or remove it";
            return Err(format!("{} {choice}", path.display()).into());
        }
        let restored = session.restore_checkpoint(&fs::read(&path).map_err(named(&path))?)?;
        let given = settings(arguments)?;
        if session.would_restart(&given)? {
            let problem = "was made with another seed, training set or network than asked for";
            return Err(format!("{} {problem}", path.display()).into());
        }
        session.configure(&given)?;
        let step = session.progress().step;
        let exactly = if restored.exact {
            "exactly"
        } else {
            "nearly, on another device or build"
        };
        eprintln!("train: goes on {exactly} after step {step}");
        Ok(())
    }

    /// Trains to the end of the epoch under way.
    async fn train_epoch(session: &mut Session, arguments: &Arguments) -> Result<()> {
        let progress = session.progress();
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}  {eta} left")?;
        let bar = ProgressBar::new(progress.steps_per_epoch as u64).with_style(style);
        loop {
            let report = session.step().await?;
            let step = session.progress().step;
            if step.is_multiple_of(arguments.checkpoint_steps) {
                save(session, arguments).await?;
            }
            let Some(report) = report else { continue };
            if report.epoch_ended {
                bar.finish_and_clear();
                return Ok(());
            }
            bar.set_position(session.progress().step_in_epoch as u64);
            bar.set_message(format!(
                "loss {:.4}  accuracy {:.4}  {:.0} images/s",
                report.loss, report.accuracy, report.images_per_second
            ));
        }
    }

    async fn evaluate(session: &mut Session) -> Result<EvalReport> {
        loop {
            if let Some(report) = session.evaluate_chunk().await?.report {
                return Ok(report);
            }
        }
    }

    async fn save(session: &mut Session, arguments: &Arguments) -> Result<()> {
        if let Some(folder) = &arguments.checkpoint {
            write(&folder.join(CHECKPOINT), &session.save_checkpoint().await?)?;
        }
        Ok(())
    }

    /// Seconds of training so far, and images in each of them.
    fn speed(session: &Session) -> (f64, f64) {
        let steps = &session.history().steps;
        let seconds = steps
            .last()
            .map_or(0.0, |last| last.elapsed_millis / 1000.0);
        (seconds, session.progress().images_seen as f64 / seconds)
    }

    fn row(session: &Session, evaluation: &EvalReport) -> String {
        let (seconds, images_per_second) = speed(session);
        let sample = evaluation.train_sample.as_ref();
        format!(
            "{:5}  {:10.4}  {:9.4}  {:15.4}  {:9.4}  {:8.4}  {:7.1}  {:8.0}",
            evaluation.epoch,
            evaluation.train_loss.unwrap_or(f64::NAN),
            evaluation.train_accuracy.unwrap_or(f64::NAN),
            sample.map_or(f64::NAN, |sample| sample.accuracy),
            evaluation.loss,
            evaluation.accuracy,
            seconds,
            images_per_second,
        )
    }

    fn json_row(session: &Session, evaluation: &EvalReport) -> Result<String> {
        let (seconds, images_per_second) = speed(session);
        let mut row = serde_json::to_value(evaluation)?;
        row["seconds"] = json!(seconds);
        row["imagesPerSecond"] = json!(images_per_second);
        row["config"] = serde_json::to_value(session.config())?;
        Ok(row.to_string())
    }
}
