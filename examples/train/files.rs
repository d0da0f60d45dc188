//! Files for the tool on the terminal.

use std::io::{self, Read};
use std::path::Path;
use std::{error, fs};

use fashion_trainer::data::{Dataset, idx};
use fashion_trainer::session::Session;
use flate2::read::GzDecoder;

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

/// Images in a shard made of IDX files; `scripts/data` makes them of the same size.
const SHARD_SIZE: usize = 5000;

/// Gives the session every shard of the folder, or the published files made into shards.
pub fn load(session: &mut Session, folder: &Path) -> Result<()> {
    let manifest = folder.join("manifest.json");
    if !manifest.exists() {
        session.set_data(read_idx(folder)?);
        return Ok(());
    }
    session.load_manifest(&fs::read_to_string(manifest)?)?;
    // A checkpoint may bring other settings, so everything that is there is read.
    let plan: Vec<(String, String)> = session
        .shards()
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
    let mut bytes = Vec::new();
    let mut file = GzDecoder::new(fs::File::open(path).map_err(named(path))?);
    file.read_to_end(&mut bytes).map_err(named(path))?;
    Ok(bytes)
}

/// An error of the file system says which file it is about.
pub fn named(path: &Path) -> impl Fn(io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

/// Whole or not at all: a process that is killed must leave the file of before.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, bytes).map_err(named(&unfinished))?;
    Ok(fs::rename(&unfinished, path).map_err(named(path))?)
}
