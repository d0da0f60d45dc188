//! The committed files that a stranger could give (tests/attacks), given to the readers.

use std::fs::read;
use std::path::Path;

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::{Dataset, Shard, idx};
use fashion_trainer::device::BackendKind;
use fashion_trainer::session::Session;
use serde::Deserialize;
use serde_json::json;

/// One line of tests/attacks/expected.json.
#[derive(Deserialize)]
struct Attack {
    file: String,
    r#as: String,
    /// None if it is taken.
    code: Option<String>,
    says: String,
}

/// A session as the page's, in tests/e2e/attacks.spec.ts: 320 training images.
async fn trained() -> Session {
    let images = vec![[7; 784]; 320];
    let images = images.iter().zip(0..);
    let images = images.map(|(image, index)| (index, (index % 10) as u8, &image[..]));
    let shard = Shard::from_images(images);
    let mut session = Session::open(BackendKind::Cpu, TrainConfig::default())
        .await
        .unwrap();
    let settings = json!({"filters": [], "denseUnits": 2, "trainSize": 320, "batchSize": 32});
    session.configure(&settings).unwrap();
    session.set_data(Dataset::from_shards(vec![shard.clone()], vec![shard]));
    for _ in 0..3 {
        session.step().await.unwrap();
    }
    session.report().await.unwrap(); // the clock of steps without a report goes on, and is saved
    session
}

/// Gives every file of a kind that is read here; `bounded` runs a reader and judges the memory that it took.
pub fn replay(bounded: impl Fn(&str, &[u8], &mut dyn FnMut(&[u8]) -> bool) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks");
    let expected = read(folder.join("expected.json")).unwrap();
    let attacks: Vec<Attack> = serde_json::from_slice(&expected).unwrap();
    assert!(attacks.iter().filter(|one| one.code.is_some()).count() >= 100);
    let mut session = pollster::block_on(trained());
    let before = pollster::block_on(session.save_checkpoint()).unwrap();
    let mut problems = Vec::new();
    for Attack {
        file,
        r#as,
        code,
        says,
    } in attacks
    {
        let bytes = read(folder.join("files").join(&file)).unwrap();
        let mut found = Ok(());
        let mut give = |bytes: &[u8]| {
            found = match r#as.as_str() {
                "model" => session.import_model(bytes).map(drop),
                "checkpoint" => session.restore_checkpoint(bytes).map(drop),
                "idx-images" => idx::parse_images(&file, bytes).map(drop),
                "idx-labels" => idx::parse_labels(&file, bytes).map(drop),
                _ => return false, // read by the page alone
            };
            found.is_ok()
        };
        bounded(&file, &bytes, &mut give);
        if r#as == "picture" || r#as.ends_with("-gz") {
            continue;
        }
        let problem = match found {
            Ok(()) => {
                session.restore_checkpoint(&before).unwrap();
                code.map(|code| format!("taken, but must be {code}"))
            }
            Err(error) => {
                let message = error.to_string();
                let is_told = message.contains(&says) && message.chars().count() < 400;
                let is_right = code.as_deref() == Some(error.code()) && is_told;
                let after = pollster::block_on(session.save_checkpoint()).unwrap();
                assert!(after == before, "{file} changed the run");
                (!is_right).then(|| format!("{}: {message}", error.code()))
            }
        };
        problems.extend(problem.map(|problem| format!("{file}: {problem}")));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}
