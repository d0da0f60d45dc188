//! One thread or several: the same results, bit for bit.

use rayon::ThreadPoolBuilder;
use serde_json::json;

use crate::support::{cpu_session, evaluate, losses, patterns};

/// The model after ten mini-batches and an evaluation, with so many threads.
fn trained(threads: usize, settings: &serde_json::Value) -> (Vec<u8>, Vec<f64>, f64) {
    let pool = ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(|| {
        assert_eq!(rayon::current_num_threads(), threads);
        pollster::block_on(async {
            let mut session = cpu_session(settings).await;
            session.set_data(patterns());
            let losses = losses(&mut session, 10).await;
            let loss = evaluate(&mut session).await.loss;
            (session.export_model().await.unwrap(), losses, loss)
        })
    })
}

#[test]
fn any_number_of_threads_computes_the_same_bits() {
    for settings in [
        json!({"batchSize": 16, "dropout": [0.5, 0.5]}),
        // Nothing that a share, a register or a block divides.
        json!({"filters": [5, 6, 3], "denseUnits": 7, "batchSize": 13, "dropout": [0.3, 0.2]}),
        json!({"filters": [], "denseUnits": 9, "batchSize": 1, "recipe": "custom"}),
    ] {
        let expected = trained(1, &settings);
        for threads in [2, 3, 8] {
            assert!(
                trained(threads, &settings) == expected,
                "{threads} threads, {settings}"
            );
        }
    }
}
