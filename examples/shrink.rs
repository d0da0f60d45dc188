//! Makes a network small enough to come with a page: weights of 8 bits. Tells what that costs.
//!
//! `cargo run --release --example shrink -- --model model.safetensors --out small.safetensors`

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
    use fashion_trainer::files::ModelFile;
    use fashion_trainer::session::Session;

    use super::files::{load, named, write};

    type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

    /// Round a network's weights to 8 bits.
    #[derive(Parser)]
    struct Arguments {
        /// The network, as `train --out` writes it
        #[arg(long, value_name = "FILE")]
        model: PathBuf,
        /// Where to write the small one
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Folder with manifest.json and its shards, or with the four IDX files
        #[arg(long, default_value = "public/data")]
        data: PathBuf,
    }

    pub fn main() -> ExitCode {
        match pollster::block_on(run(&Arguments::parse())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("shrink: {error}");
                ExitCode::FAILURE
            }
        }
    }

    async fn run(arguments: &Arguments) -> Result<()> {
        let bytes = fs::read(&arguments.model).map_err(named(&arguments.model))?;
        let small = ModelFile::shrunk(&bytes)?;
        let mut session = Session::open(BackendKind::Cpu, TrainConfig::default()).await?;
        load(&mut session, &arguments.data)?;
        let mut out = io::stdout();
        for (name, file) in [("32-bit", &bytes), ("8-bit", &small)] {
            session.import_model(file)?;
            let accuracy = test_accuracy(&mut session).await?;
            let length = file.len();
            writeln!(
                out,
                "{name:>6}: {length:9} bytes, test accuracy {accuracy:.4}"
            )?;
        }
        write(&arguments.out, &small)
    }

    async fn test_accuracy(session: &mut Session) -> Result<f64> {
        loop {
            if let Some(report) = session.evaluate_chunk().await?.report {
                return Ok(report.accuracy);
            }
        }
    }
}
