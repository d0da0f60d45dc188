//! Photographs of clothes turned into what people draw: outlines, flat shapes, outlines on flat
//! shapes, in proportions that waver as hands do. Trained on a share of these, the network
//! recognises drawings, which hardly resemble the photographs that it was made for.

use crate::config::{IMAGE_PIXELS, IMAGE_SIDE};
use crate::random::Stream;

/// Above this a pixel belongs to the garment.
const GROUND: f32 = 0.08;
/// A step between neighbours from which on it counts as a seam: from, to.
const SEAM: [f32; 2] = [0.12, 0.35];
/// Grey of lines and of shapes: from, to.
const LINE_GREY: [f32; 2] = [0.55, 1.0];
const SHAPE_GREY: [f32; 2] = [0.3, 1.0];
/// Least share of its size to which the shorter side is squeezed, and most to which it is stretched.
const PROPORTION: [f32; 2] = [0.8, 1.3];
/// Furthest that a wavering line strays, in pixels, and waves across the image: from, to.
const STRAY: f32 = 1.2;
const WAVES: [f32; 2] = [0.5, 2.5];

const SIDE: isize = IMAGE_SIDE as isize;

/// Redraws the image (28 x 28, 0 to 1) as one of the kinds of drawings.
pub fn sketch(image: &mut [f32], draw: &mut Stream) {
    // Everything is drawn whether it is used or not, so that each choice keeps its own numbers.
    let kind = draw.below(4);
    let line = between(LINE_GREY, draw.next_f32());
    let shape = between(SHAPE_GREY, draw.next_f32());
    let seam = between(SEAM, draw.next_f32());
    let is_thick = draw.next_f32() < 0.4;
    let has_seams = draw.next_f32() < 0.6;
    let is_soft = draw.next_f32() < 0.6;
    let warp = Warp::drawn(image, draw);

    let original = warp.applied(image);
    let inside: Vec<bool> = original.iter().map(|&pixel| pixel > GROUND).collect();
    let is_inside = |row: isize, column: isize| {
        (0..SIDE).contains(&row) && (0..SIDE).contains(&column) && inside[index(row, column)]
    };
    for row in 0..SIDE {
        for column in 0..SIDE {
            let here = index(row, column);
            let depth = if is_thick { 2 } else { 1 };
            let near = [(0, depth), (0, -depth), (depth, 0), (-depth, 0)];
            let is_edge = near
                .iter()
                .any(|(down, across)| !is_inside(row + down, column + across));
            let is_seam = has_seams && step_at(&original, row, column) > seam;
            image[here] = match (kind, is_inside(row, column)) {
                (_, false) => 0.0,
                (0, true) => value(is_edge, line, 0.0),
                (1, true) => value(is_edge || is_seam, line, 0.0),
                (2, true) => shape,
                // The garment's own grey levels, but lined; or a flat shape, lined.
                (_, true) if has_seams => value(is_edge, line, original[here]),
                (_, true) => value(is_edge, line, shape * 0.6),
            };
        }
    }
    if is_soft {
        soften(image);
    }
}

/// Edges as they are after a large drawing is scaled down: over two pixels instead of one.
fn soften(image: &mut [f32]) {
    let before = image.to_vec();
    let at = |row: isize, column: isize| {
        let is_inside = (0..SIDE).contains(&row) && (0..SIDE).contains(&column);
        if is_inside {
            before[index(row, column)]
        } else {
            0.0
        }
    };
    for row in 0..SIDE {
        for column in 0..SIDE {
            let beside = at(row, column - 1) + at(row, column + 1);
            let above = at(row - 1, column) + at(row + 1, column);
            image[index(row, column)] = 0.6 * at(row, column) + 0.1 * (beside + above);
        }
    }
}

fn value(is_line: bool, line: f32, ground: f32) -> f32 {
    if is_line { line } else { ground }
}

fn between([least, most]: [f32; 2], share: f32) -> f32 {
    least + (most - least) * share
}

fn index(row: isize, column: isize) -> usize {
    (row * SIDE + column) as usize
}

/// The greatest step to the neighbour on the right or below.
fn step_at(image: &[f32], row: isize, column: isize) -> f32 {
    let here = image[index(row, column)];
    let right = image[index(row, (column + 1).min(SIDE - 1))];
    let below = image[index((row + 1).min(SIDE - 1), column)];
    (here - right).abs().max((here - below).abs())
}

/// Where each pixel of the drawing comes from.
struct Warp {
    /// Stretch across and down; the longer side stays, since a drawing is scaled to fill it.
    stretch: [f32; 2],
    /// Amplitude, waves across the image and phase: of columns along the rows, and of rows along the columns.
    across: [f32; 3],
    down: [f32; 3],
}

impl Warp {
    fn drawn(image: &[f32], draw: &mut Stream) -> Self {
        let mut wave = || {
            let amplitude = STRAY * draw.next_f32();
            let waves = between(WAVES, draw.next_f32());
            [amplitude, waves, std::f32::consts::TAU * draw.next_f32()]
        };
        let (across, down) = (wave(), wave());
        let stretch = between(PROPORTION, draw.next_f32());
        let is_tall = extent(image, 1, SIDE) >= extent(image, SIDE, 1);
        Self {
            stretch: if is_tall {
                [stretch, 1.0]
            } else {
                [1.0, stretch]
            },
            across,
            down,
        }
    }

    fn applied(&self, image: &[f32]) -> Vec<f32> {
        let middle = (IMAGE_SIDE as f32 - 1.0) / 2.0;
        let stray = |[amplitude, waves, phase]: [f32; 3], at: f32| {
            let turn = std::f32::consts::TAU * waves * at / IMAGE_SIDE as f32;
            amplitude * (turn + phase).sin()
        };
        let places = (0..IMAGE_PIXELS).map(|place| {
            let (row, column) = ((place / IMAGE_SIDE) as f32, (place % IMAGE_SIDE) as f32);
            let from_column =
                middle + (column - middle) / self.stretch[0] + stray(self.across, row);
            let from_row = middle + (row - middle) / self.stretch[1] + stray(self.down, column);
            interpolated(image, from_row, from_column)
        });
        places.collect()
    }
}

/// Rows (`step` 1 within them) or columns that hold any of the garment.
fn extent(image: &[f32], step: isize, stride: isize) -> usize {
    let holds = |line: &isize| {
        (0..SIDE).any(|place| image[(line * stride + place * step) as usize] > GROUND)
    };
    (0..SIDE).filter(holds).count()
}

/// Bilinear; background outside of the image.
fn interpolated(image: &[f32], row: f32, column: f32) -> f32 {
    let (top, left) = (row.floor(), column.floor());
    let (down, across) = (row - top, column - left);
    let pixel = |row: isize, column: isize| {
        let is_inside = (0..SIDE).contains(&row) && (0..SIDE).contains(&column);
        if is_inside {
            image[index(row, column)]
        } else {
            0.0
        }
    };
    let (top, left) = (top as isize, left as isize);
    let upper = pixel(top, left) * (1.0 - across) + pixel(top, left + 1) * across;
    let lower = pixel(top + 1, left) * (1.0 - across) + pixel(top + 1, left + 1) * across;
    upper * (1.0 - down) + lower * down
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    /// A grey block of 28 rows and 12 columns with a white belt.
    fn garment() -> Vec<f32> {
        (0..IMAGE_PIXELS)
            .map(|place| match (place / 28, place % 28) {
                (14, 8..20) => 1.0,
                (_, 8..20) => 0.4,
                _ => 0.0,
            })
            .collect()
    }

    fn sketches() -> Vec<Vec<f32>> {
        let drawings = (0..400).map(|place| {
            let mut image = garment();
            sketch(&mut image, &mut Stream::new(1, Purpose::Sketch, 7, place));
            image
        });
        drawings.collect()
    }

    #[test]
    fn every_sketch_is_a_picture_of_the_same_garment() {
        for image in sketches() {
            assert!(image.iter().all(|pixel| (0.0..=1.0).contains(pixel)));
            let inked = image.iter().filter(|&&pixel| pixel > 0.0).count();
            assert!(inked > 40, "{inked}");
            // Squeezed, stretched and wavering, but in the middle and nearly as high as before.
            let column = |at: usize| (0..28).any(|row| image[row * 28 + at] > 0.0);
            assert!(!column(0) && !column(27));
            assert!((2..26).all(|row| (0..28).any(|column| image[row * 28 + column] > 0.0)));
        }
    }

    #[test]
    fn some_are_outlines_and_some_are_flat() {
        let share = |image: &[f32]| {
            let row: Vec<f32> = image[20 * 28..21 * 28].to_vec();
            let inked = row.iter().filter(|&&pixel| pixel > 0.0).count();
            let width = row.iter().rposition(|&p| p > 0.0).unwrap() + 1
                - row.iter().position(|&p| p > 0.0).unwrap();
            inked as f32 / width as f32
        };
        let all = sketches();
        let outlines = all.iter().filter(|image| share(image) < 0.5).count();
        let flat = all.iter().filter(|image| share(image) == 1.0).count();
        // Two of four kinds each; seams and narrow shapes fill a few of the outlines.
        assert!((120..240).contains(&outlines), "{outlines}");
        assert!((160..280).contains(&flat), "{flat}");
    }

    #[test]
    fn an_empty_image_stays_empty() {
        let mut image = vec![0.0; IMAGE_PIXELS];
        sketch(&mut image, &mut Stream::new(1, Purpose::Sketch, 0, 0));
        assert_eq!(image, vec![0.0; IMAGE_PIXELS]);
    }
}
