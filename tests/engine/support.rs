//! A small data set that a small network can learn, and shorthands.

use fashion_trainer::config::TrainConfig;
use fashion_trainer::data::{Dataset, Shard};
use fashion_trainer::device::BackendKind;
use fashion_trainer::random::{Purpose, Stream};
use fashion_trainer::session::Session;
use fashion_trainer::train::report::{EvalReport, StepReport};
use serde_json::{Value, json};

/// A session on the CPU with `patterns()` and these settings.
pub async fn cpu_session(settings: &Value) -> Session {
    session(BackendKind::Cpu, settings).await
}

/// A session with `patterns()` and these settings.
pub async fn session(kind: BackendKind, settings: &Value) -> Session {
    let mut session = Session::open(kind, TrainConfig::default()).await.unwrap();
    session.configure(settings).unwrap();
    session.set_data(patterns());
    session
}

/// A network that trains in milliseconds.
pub fn small() -> Value {
    json!({"filters": [4], "denseUnits": 32, "batchSize": 16, "learningRate": 0.01,
        "dropout": [0, 0]})
}

/// The settings of `small()` with others over them.
pub fn small_with(settings: Value) -> Value {
    let mut all = small();
    for (field, value) in settings.as_object().unwrap() {
        all[field] = value.clone();
    }
    all
}

/// Two training shards of 40 and 30 images and a test shard of 20: class c is a bright bar at
/// height 2c + 4 over noise.
pub fn patterns() -> Dataset {
    let mut noise = Stream::new(7, Purpose::Synthetic, 0, 0);
    let mut shard = |count: usize| {
        let images: Vec<(u8, Vec<u8>)> = (0..count)
            .map(|place| {
                let class = place % 10;
                let pixel = |at: usize| match at / 28 / 2 {
                    row if row == class + 2 => 200,
                    _ => (noise.next_u32() % 40) as u8,
                };
                (class as u8, (0..784).map(pixel).collect())
            })
            .collect();
        let numbered = (0..).zip(&images);
        Shard::from_images(numbered.map(|(index, (class, image))| (index, *class, &image[..])))
    };
    Dataset::from_shards(vec![shard(40), shard(30)], vec![shard(20)])
}

/// Trains one mini-batch and reads its report at once.
pub async fn step(session: &mut Session) -> StepReport {
    match session.step().await.unwrap() {
        Some(report) => report,
        None => session.report().await.unwrap().unwrap(),
    }
}

/// Losses of the next `count` mini-batches.
pub async fn losses(session: &mut Session, count: usize) -> Vec<f64> {
    let mut losses = Vec::new();
    for _ in 0..count {
        losses.push(step(session).await.loss);
    }
    losses
}

/// A whole evaluation.
pub async fn evaluate(session: &mut Session) -> EvalReport {
    loop {
        if let Some(report) = session.evaluate_chunk().await.unwrap().report {
            return report;
        }
    }
}
