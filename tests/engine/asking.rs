//! Asking networks: the one in training, an untrained one, a pretrained one; images, drawings.

use fashion_trainer::data::drawing::Ground;
use fashion_trainer::device::BackendKind;
use fashion_trainer::files::ModelFile;
use fashion_trainer::networks::ModelChoice::{Mine, Pretrained, Untrained};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{cpu_session, losses, session, small};

const PICTURE: usize = 280;

/// 784 grey levels as the pad draws them: each 10 x 10, in RGBA.
fn on_the_pad(pixels: &[u8]) -> Vec<u8> {
    let place = |at: usize| at / PICTURE / 10 * 28 + at % PICTURE / 10;
    let pixels = (0..PICTURE * PICTURE).map(|at| pixels[place(at)]);
    pixels.flat_map(|grey| [grey, grey, grey, 255]).collect()
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_untrained_network_stays_what_it_was_while_mine_learns() {
    let mut session = cpu_session(&small()).await;
    let pixels = session.test_image(3).unwrap().pixels;
    let before = session.predict(&pixels, Mine).await.unwrap();
    assert_eq!(session.predict(&pixels, Untrained).await.unwrap(), before);
    losses(&mut session, 5).await;
    assert_eq!(session.predict(&pixels, Untrained).await.unwrap(), before);
    assert_ne!(session.predict(&pixels, Mine).await.unwrap(), before);
    session.configure(&json!({"seed": 7})).unwrap();
    let other = session.predict(&pixels, Untrained).await.unwrap();
    assert_ne!(other, before);
    assert_eq!(session.predict(&pixels, Mine).await.unwrap(), other);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn the_pretrained_network_is_asked_beside_mine() {
    check_networks(BackendKind::Cpu).await;
}

/// Networks are asked on this backend, the pretrained one beside mine.
pub async fn check_networks(kind: BackendKind) {
    let mut teacher = cpu_session(&small()).await;
    losses(&mut teacher, 30).await;
    let file = ModelFile::shrunk(&teacher.export_model().await.unwrap()).unwrap();

    let mut session = session(kind, &json!({"denseUnits": 16, "filters": []})).await;
    assert_eq!(session.backend().kind, kind);
    let pixels = session.test_image(0).unwrap().pixels;
    let error = session.predict(&pixels, Pretrained).await.unwrap_err();
    assert_eq!(error.code(), "bad-model");
    let error = session.load_pretrained(&file[..100]).unwrap_err();
    assert_eq!(error.code(), "bad-model");
    session.load_pretrained(&file).unwrap();

    let mine = session.predict(&pixels, Mine).await.unwrap();
    let wanted = teacher.predict(&pixels, Mine).await.unwrap();
    let found = session.predict(&pixels, Pretrained).await.unwrap();
    for (found, wanted) in found.probabilities.iter().zip(&wanted.probabilities) {
        assert!((found - wanted).abs() < 0.02, "{found} for {wanted}");
    }
    let untrained = session.predict(&pixels, Untrained).await.unwrap();
    assert_eq!(untrained, mine);
    // It has a shape of its own, and mine is as it was.
    let layers = session.activations(&pixels, Pretrained).await.unwrap();
    assert_eq!(layers[0].name, "conv1");
    let weights = session.weights(Some("fc1"), Pretrained).await.unwrap();
    let wanted = teacher.weights(Some("fc1"), Mine).await.unwrap();
    assert_eq!(weights[0].shape, wanted[0].shape);
    assert_eq!(session.weights(Some("conv1"), Mine).await.unwrap(), []);
    assert_eq!(session.predict(&pixels, Mine).await.unwrap(), mine);
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn a_test_image_on_the_pad_is_seen_as_the_test_image() {
    let mut session = cpu_session(&small()).await;
    losses(&mut session, 5).await;
    let mut pixels = session.test_image(5).unwrap().pixels;
    pixels[0] = 90; // touches all four sides
    pixels[783] = 90;
    let prediction = session.predict(&pixels, Mine).await.unwrap();
    let drawing = on_the_pad(&pixels);
    let asked = session.predict_drawing(&drawing, PICTURE, Ground::Black, Mine);
    let drawn = asked.await.unwrap();
    assert_eq!(drawn.traced.seen, pixels);
    assert_eq!(drawn.prediction, prediction);
    let empty = vec![0; PICTURE * PICTURE * 4];
    let asked = session.predict_drawing(&empty, PICTURE, Ground::Black, Mine);
    assert_eq!(asked.await.unwrap_err().code(), "bad-image");
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn test_images_come_round_again() {
    let session = cpu_session(&small()).await;
    let first = session.test_image(1).unwrap();
    assert_eq!(session.test_image(21).unwrap(), first); // of 20
    assert_ne!(session.test_image(2).unwrap().index, first.index);
    assert!(first.truth < 10);
}
