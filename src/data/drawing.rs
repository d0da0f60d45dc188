//! The pixel rules for pictures that are not of the data set: drawings and photographs become
//! 28 x 28 the way that Fashion-MNIST itself was made (H. Xiao et al., arXiv:1708.07747,
//! section 2): grey, trimmed to the garment, its longer side scaled to 28, centred by its box,
//! bright ink on 0. Not by centre of mass and without a margin, unlike MNIST.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::config::{IMAGE_PIXELS, IMAGE_SIDE};
use crate::error::{Error, Result};

/// Longest side of a picture; larger ones only take memory.
pub const MOST_SIDE: usize = 2048;

/// Ink below this share of the brightest possible is taken for noise of the ground, as in the
/// making of the data set.
const NOISE: f32 = 0.05;

/// What a picture is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum Ground {
    /// Black, as in the data set. Nothing is noise then.
    Black,
    /// Whatever most of the picture's border shows: photographs, dark lines on paper.
    Border,
}

/// A picture without its ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Ink {
    /// Grey levels by rows, bright ink on 0.
    pub pixels: Vec<u8>,
    /// Pixels in a row.
    pub width: usize,
    /// Whether dark was made bright, since the ground is light.
    pub is_inverted: bool,
}

/// Where the ink is, in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct InkBox {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A picture as the network sees it, and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Traced {
    /// 784 grey levels.
    #[serde(skip)]
    pub seen: Vec<u8>,
    /// Whether dark was made bright, since the ground is light.
    pub is_inverted: bool,
    /// What of the picture was taken.
    #[serde(rename = "box")]
    pub ink_box: InkBox,
    /// Columns that the box takes of the 28.
    pub scaled_width: usize,
    /// Rows that it takes of the 28.
    pub scaled_height: usize,
}

/// A picture of `width` pixels a row in RGBA, as the network shall see it.
///
/// # Errors
/// `bad-image` if the bytes are no such picture, or if nothing is drawn on it.
pub fn from_drawing(rgba: &[u8], width: usize, ground: Ground) -> Result<Traced> {
    let ink = ink(rgba, width, ground)?;
    let ink_box = ink_box(&ink).ok_or_else(|| bad("nothing is drawn on it".into()))?;
    let longer = ink_box.width.max(ink_box.height);
    let scaled = |side: usize| ((side * IMAGE_SIDE + longer / 2) / longer).max(1);
    let (columns, rows) = (scaled(ink_box.width), scaled(ink_box.height));
    // An odd pixel goes to the left and to the top, as in 98 % of the test images.
    let (left, top) = (
        (IMAGE_SIDE - columns).div_ceil(2),
        (IMAGE_SIDE - rows).div_ceil(2),
    );
    let across = spans(ink_box.x, ink_box.width, columns);
    let down = spans(ink_box.y, ink_box.height, rows);
    let mut seen = vec![0; IMAGE_PIXELS];
    for (row, span) in (top..).zip(&down) {
        for (column, other) in (left..).zip(&across) {
            seen[row * IMAGE_SIDE + column] = mean(&ink, span, other);
        }
    }
    Ok(Traced {
        seen,
        is_inverted: ink.is_inverted,
        ink_box,
        scaled_width: columns,
        scaled_height: rows,
    })
}

/// A picture in RGBA without its ground.
///
/// # Errors
/// `bad-image` if the bytes are no such picture.
pub fn ink(rgba: &[u8], width: usize, ground: Ground) -> Result<Ink> {
    let (pixels, rest) = rgba.as_chunks::<4>();
    let height = pixels.len().checked_div(width).unwrap_or(0);
    if !rest.is_empty() || width * height != pixels.len() || height == 0 {
        let found = rgba.len();
        return Err(bad(format!(
            "{found} bytes in rows of {width} pixels, but must be whole rows of 4 bytes a pixel"
        )));
    }
    if width.max(height) > MOST_SIDE {
        return Err(bad(format!(
            "{width} x {height} pixels, but at most {MOST_SIDE} x {MOST_SIDE} are read"
        )));
    }
    let paper = paper_under(pixels);
    let grey: Vec<f32> = pixels
        .iter()
        .map(|&pixel| luminance(pixel, paper))
        .collect();
    let level = match ground {
        Ground::Black => 0.0,
        Ground::Border => border_level(&grey, width),
    };
    let is_inverted = level > 127.5;
    let contrast = if is_inverted { level } else { 255.0 - level };
    let noise = if ground == Ground::Black {
        0.0
    } else {
        NOISE * 255.0
    };
    let byte = |value: f32| {
        let ink = if is_inverted {
            level - value
        } else {
            value - level
        };
        let ink = ink * 255.0 / contrast;
        if ink < noise { 0 } else { ink.round() as u8 } // saturates
    };
    Ok(Ink {
        pixels: grey.into_iter().map(byte).collect(),
        width,
        is_inverted,
    })
}

fn bad(problem: String) -> Error {
    Error::BadImage { problem }
}

/// What shines through where a picture is transparent: the opposite of what is drawn on it.
fn paper_under(pixels: &[[u8; 4]]) -> f32 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for &[red, green, blue, alpha] in pixels {
        sum += f64::from(grey(red, green, blue)) * f64::from(alpha);
        weight += f64::from(alpha);
    }
    let is_dark = weight > 0.0 && sum / weight < 127.5;
    let is_opaque = weight >= 255.0 * pixels.len() as f64;
    if is_dark && !is_opaque { 255.0 } else { 0.0 }
}

fn luminance([red, green, blue, alpha]: [u8; 4], paper: f32) -> f32 {
    let opacity = f32::from(alpha) / 255.0;
    grey(red, green, blue) * opacity + paper * (1.0 - opacity)
}

/// Luma of ITU-R BT.601. Exact for greys, so that the pad's own bytes come through unchanged.
fn grey(red: u8, green: u8, blue: u8) -> f32 {
    if red == green && green == blue {
        return f32::from(red);
    }
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
}

/// Median of the outermost pixels.
fn border_level(grey: &[f32], width: usize) -> f32 {
    let rows = grey.len() / width;
    let is_border = |place: usize| {
        let (row, column) = (place / width, place % width);
        row == 0 || column == 0 || row == rows - 1 || column == width - 1
    };
    let places = (0..grey.len()).filter(|&place| is_border(place));
    let mut border: Vec<f32> = places.map(|place| grey[place]).collect();
    border.sort_by(f32::total_cmp);
    border[border.len() / 2]
}

/// The smallest box around all ink; none on an empty picture.
fn ink_box(ink: &Ink) -> Option<InkBox> {
    let mut rows = ink.pixels.chunks(ink.width);
    let has_ink = |row: &[u8]| row.iter().any(|&pixel| pixel > 0);
    let y = rows.clone().position(has_ink)?;
    let last = rows.rposition(has_ink)?;
    let columns = |row: &[u8]| {
        let first = row.iter().position(|&pixel| pixel > 0)?;
        Some((first, row.iter().rposition(|&pixel| pixel > 0)?))
    };
    let spans = ink.pixels.chunks(ink.width).filter_map(columns);
    let (x, right) = spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
    Some(InkBox {
        x,
        y,
        width: right + 1 - x,
        height: last + 1 - y,
    })
}

/// Pixels of the picture under one pixel of the result, along one side: places and shares.
type Span = Vec<(usize, f32)>;

/// `length` pixels from `start` on, divided among `count`.
fn spans(start: usize, length: usize, count: usize) -> Vec<Span> {
    let size = length as f32 / count as f32;
    let one = |number: usize| {
        let (from, to) = (number as f32 * size, (number + 1) as f32 * size);
        let places = from.floor() as usize..(to.ceil() as usize).min(length);
        let share = |place: usize| to.min(place as f32 + 1.0) - from.max(place as f32);
        places
            .map(|place| (start + place, share(place)))
            .filter(|&(_, share)| share > 0.0)
            .collect()
    };
    (0..count).map(one).collect()
}

/// Mean grey level of the pixels under one pixel of the result.
fn mean(ink: &Ink, down: &Span, across: &Span) -> u8 {
    let (mut sum, mut area) = (0.0, 0.0);
    for &(row, height) in down {
        for &(column, width) in across {
            sum += f32::from(ink.pixels[row * ink.width + column]) * height * width;
            area += height * width;
        }
    }
    (sum / area).round() as u8
}

#[cfg(test)]
mod tests;
