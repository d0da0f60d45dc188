//! Changes to training images that leave their class as it is: redrawn, shifted, mirrored, partly blanked.
//!
//! What happens to an image follows from seed, step and its place in the mini-batch alone.

use super::batch::Batch;
use super::sketch::sketch;
use crate::config::{IMAGE_PIXELS, IMAGE_SIDE, TrainConfig};
use crate::random::{Purpose, Stream};

/// Least and greatest share of the image that is blanked, and ratio of height to width: those of
/// torchvision's `RandomErasing`.
const ERASED_AREA: [f32; 2] = [0.02, 0.33];
const ERASED_RATIO: [f32; 2] = [0.3, 3.3];

/// Whether these settings change any image.
pub fn changes_images(config: &TrainConfig) -> bool {
    config.shift > 0 || config.flip || config.erasing > 0.0 || config.sketch > 0.0
}

/// Changes every image of the mini-batch of step `step` as the settings say.
pub fn augment(batch: &mut Batch, config: &TrainConfig, step: u32) {
    if !changes_images(config) {
        return;
    }
    for (place, image) in (0..).zip(batch.images.chunks_mut(IMAGE_PIXELS)) {
        let mut draw = Stream::new(config.seed, Purpose::Augmentation, step, place);
        // Always all of them in the same order, so that one setting doesn't change another's draws.
        let across = below_or_none(&mut draw, config.shift);
        let down = below_or_none(&mut draw, config.shift);
        let is_flipped = draw.next_f32() < 0.5;
        let is_erased = draw.next_f32() < config.erasing;
        if config.sketch > 0.0 {
            let mut draw = Stream::new(config.seed, Purpose::Sketch, step, place);
            if draw.next_f32() < config.sketch {
                sketch(image, &mut draw);
            }
        }
        if config.flip && is_flipped {
            image.chunks_mut(IMAGE_SIDE).for_each(<[f32]>::reverse);
        }
        if (across, down) != (0, 0) {
            shift(image, across, down);
        }
        if is_erased {
            erase(image, &mut draw);
        }
    }
}

/// A whole number from -`most` to `most`.
fn below_or_none(draw: &mut Stream, most: u32) -> isize {
    let word = draw.next_u32(); // one word whatever `most` is
    let count = u64::from(2 * most + 1);
    ((u64::from(word) * count) >> 32) as isize - most as isize
}

/// Moves the image right by `across` and down by `down` pixels, over background.
fn shift(image: &mut [f32], across: isize, down: isize) {
    let before = image.to_vec();
    let side = IMAGE_SIDE as isize;
    for (place, pixel) in image.iter_mut().enumerate() {
        let column = place as isize % side - across;
        let row = place as isize / side - down;
        let is_inside = (0..side).contains(&column) && (0..side).contains(&row);
        *pixel = match is_inside {
            true => before[(row * side + column) as usize],
            false => 0.0,
        };
    }
}

/// Blanks a rectangle of random size, shape and place.
fn erase(image: &mut [f32], draw: &mut Stream) {
    let between = |[least, most]: [f32; 2], share: f32| least + (most - least) * share;
    let area = between(ERASED_AREA, draw.next_f32()) * IMAGE_PIXELS as f32;
    let ratio = between(ERASED_RATIO.map(f32::ln), draw.next_f32()).exp();
    let side = |length: f32| (length.round() as usize).clamp(1, IMAGE_SIDE);
    let (height, width) = (side((area * ratio).sqrt()), side((area / ratio).sqrt()));
    let top = draw.below((IMAGE_SIDE - height + 1) as u32) as usize;
    let left = draw.below((IMAGE_SIDE - width + 1) as u32) as usize;
    for row in image.chunks_mut(IMAGE_SIDE).skip(top).take(height) {
        row[left..left + width].fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` images, all with value row * 28 + column + 1.
    fn batch(count: usize) -> Batch {
        let image = (0..IMAGE_PIXELS).map(|place| place as f32 + 1.0);
        let images = std::iter::repeat_n(image, count).flatten().collect();
        Batch {
            images,
            labels: vec![0; count],
        }
    }

    fn augmented(config: &TrainConfig, step: u32) -> Vec<Vec<f32>> {
        let mut batch = batch(200);
        augment(&mut batch, config, step);
        batch.images.chunks(IMAGE_PIXELS).map(Into::into).collect()
    }

    #[test]
    fn nothing_changes_unless_it_is_chosen() {
        let mut changed = batch(3);
        augment(&mut changed, &TrainConfig::default(), 0);
        assert_eq!(changed, batch(3));
    }

    #[test]
    fn shifts_reach_all_25_places_and_never_further() {
        let config = TrainConfig {
            shift: 2,
            ..Default::default()
        };
        let mut seen = std::collections::HashSet::new();
        for image in augmented(&config, 0) {
            // The middle pixel tells where it came from.
            let from = image[14 * IMAGE_SIDE + 14] as isize - 1;
            let (down, across) = (14 - from / 28, 14 - from % 28);
            seen.insert((down, across));
            for (place, &value) in image.iter().enumerate() {
                let (row, column) = (place as isize / 28 - down, place as isize % 28 - across);
                let inside = (0..28).contains(&row) && (0..28).contains(&column);
                let wanted = if inside {
                    (row * 28 + column + 1) as f32
                } else {
                    0.0
                };
                assert_eq!(value, wanted);
            }
        }
        assert_eq!(seen.len(), 25);
        assert!(
            seen.iter()
                .all(|(down, across)| down.abs() <= 2 && across.abs() <= 2)
        );
    }

    #[test]
    fn about_half_of_the_images_are_mirrored() {
        let config = TrainConfig {
            flip: true,
            ..Default::default()
        };
        let images = augmented(&config, 1);
        let mirrored = images.iter().filter(|image| image[0] == 28.0).count();
        let kept = images.iter().filter(|image| image[0] == 1.0).count();
        assert_eq!(mirrored + kept, 200);
        assert!((70..130).contains(&mirrored), "{mirrored}");
    }

    #[test]
    fn erasing_blanks_one_rectangle_of_the_right_sizes() {
        let config = TrainConfig {
            erasing: 1.0,
            ..Default::default()
        };
        for image in augmented(&config, 2) {
            let blank: Vec<usize> = (0..IMAGE_PIXELS).filter(|&at| image[at] == 0.0).collect();
            let columns: Vec<usize> = blank.iter().map(|at| at % IMAGE_SIDE).collect();
            let span =
                |values: &[usize]| values.iter().max().unwrap() - values.iter().min().unwrap() + 1;
            let rows: Vec<usize> = blank.iter().map(|at| at / IMAGE_SIDE).collect();
            assert_eq!(span(&rows) * span(&columns), blank.len());
            // 2 % of 784 is 16 and 33 % is 259; rounding both sides changes a thin one by more.
            assert!((8..=290).contains(&blank.len()), "{}", blank.len());
        }
    }

    #[test]
    fn the_chosen_share_is_redrawn_and_the_rest_left_alone() {
        let config = TrainConfig {
            sketch: 0.3,
            ..Default::default()
        };
        let plain = batch(1).images;
        let redrawn = augmented(&config, 0)
            .iter()
            .filter(|image| **image != plain)
            .count();
        assert!((40..80).contains(&redrawn), "{redrawn} of 200");
    }

    #[test]
    fn changes_follow_from_seed_and_step() {
        let config = TrainConfig {
            shift: 2,
            flip: true,
            erasing: 0.5,
            sketch: 0.5,
            ..Default::default()
        };
        let other = TrainConfig {
            seed: 43,
            ..config.clone()
        };
        assert_eq!(augmented(&config, 5), augmented(&config, 5));
        assert_ne!(augmented(&config, 5), augmented(&config, 6));
        assert_ne!(augmented(&config, 5), augmented(&other, 5));
    }
}
