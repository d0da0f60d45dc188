//! The pixel rules: how a byte becomes what the network sees. Used by training, evaluation,
//! prediction and drawing alike, so that they can't differ.

use crate::config::IMAGE_PIXELS;
use crate::error::{Error, Result};

/// A byte to the network's input, 0 to 1.
pub fn normalise(pixel: u8) -> f32 {
    f32::from(pixel) / 255.0
}

/// 784 bytes to the network's input.
///
/// # Errors
/// `bad-image` for any other number of bytes.
pub fn image_from_pixels(pixels: &[u8]) -> Result<Vec<f32>> {
    if pixels.len() != IMAGE_PIXELS {
        let found = pixels.len();
        return Err(Error::BadImage {
            problem: format!("{found} pixels, but must be 784 (28 x 28)"),
        });
    }
    Ok(pixels.iter().copied().map(normalise).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_zero_and_white_is_one() {
        let mut pixels = [0; 784];
        pixels[783] = 255;
        pixels[1] = 51;
        let image = image_from_pixels(&pixels).unwrap();
        assert_eq!((image[0], image[1], image[783]), (0.0, 0.2, 1.0));
    }

    #[test]
    fn another_size_is_refused() {
        let error = image_from_pixels(&[0; 783]).unwrap_err();
        assert_eq!(error.code(), "bad-image");
        assert_eq!(
            error.to_string(),
            "image: 783 pixels, but must be 784 (28 x 28)"
        );
    }
}
