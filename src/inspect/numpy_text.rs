//! A tensor as text, exactly as numpy prints it: what a Python user already knows how to read,
//! and can hold against a printed array of their own.
//!
//! The rules are those of numpy's `numpy/_core/arrayprint.py` (`FloatingFormat`, `_formatArray`,
//! `_leading_trailing`) for float32 under the default print options, from numpy 2.3 on: until
//! 2.2, only values from 1e8 on, instead of 1e6, asked for exponents. `tests/reference/prints.py`
//! records what numpy itself prints.

/// Of more values than these, only the edges of long axes are shown.
const THRESHOLD: usize = 1000;
/// How many items of a long axis are shown at either end.
const EDGE_ITEMS: usize = 3;
/// Stands for the items in between.
const ELLIPSIS: &str = "...";
/// Characters in a line, if a single value doesn't need more.
const LINE_WIDTH: usize = 75;
/// Digits after the decimal point, at most.
const PRECISION: usize = 8;
/// Characters of an exponent with its letter and sign; no float32 needs a third digit.
const EXPONENT_WIDTH: usize = 4;
/// Magnitudes from here on are written with exponents: float32 holds six decimal digits surely.
const LARGE: f32 = 1e6;
/// Magnitudes below are written with exponents.
const SMALL: f32 = 1e-4;
/// Exponents are used as well if the largest magnitude is more than so many times the smallest.
const WIDE_RATIO: f32 = 1000.0;

/// `str(array)` of numpy for a float32 array of this shape, one to four axes, and these values in
/// row-major order, as many as the shape says.
///
/// The work depends on what is shown alone, never on how many values there are.
pub fn numpy_text(shape: &[usize], values: &[f32]) -> String {
    let size: usize = shape.iter().product();
    debug_assert_eq!(size, values.len(), "as many values as the shape says");
    if size == 0 {
        return "[]".to_owned();
    }
    let summarised = size > THRESHOLD;
    let mut axes = Vec::with_capacity(shape.len());
    let mut places = vec![0];
    for &length in shape {
        let shortened = summarised && length > 2 * EDGE_ITEMS;
        let shown: Vec<usize> = if shortened {
            let trailing = length - EDGE_ITEMS..length;
            (0..EDGE_ITEMS).chain(trailing).collect()
        } else {
            (0..length).collect()
        };
        places = places
            .iter()
            .flat_map(|place| shown.iter().map(move |index| place * length + index))
            .collect();
        axes.push(Axis {
            shown: shown.len(),
            shortened,
        });
    }
    let values: Vec<f32> = places
        .into_iter()
        .map(|place| values.get(place).copied().unwrap_or(f32::NAN))
        .collect();
    let layout = Layout::of(&values);
    let words: Vec<String> = values.iter().map(|&value| layout.word(value)).collect();
    bracketed(&axes, &words, 1, LINE_WIDTH)
}

/// What is shown of one axis.
struct Axis {
    /// How many items.
    shown: usize,
    /// Whether there are more, between the first half of them and the second.
    shortened: bool,
}

/// How every shown value is written, so that decimal points stand below each other.
struct Layout {
    /// Digits that each mantissa is filled up to; `None` is the notation without exponents.
    mantissa_digits: Option<usize>,
    /// Characters left of the decimal point.
    left: usize,
    /// Characters right of the decimal point, including the exponent.
    right: usize,
}

impl Layout {
    /// The common layout of these values, which are all that are shown.
    fn of(values: &[f32]) -> Self {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let exponential = wants_exponents(finite());
        let (mut left, mut fraction) = (0, 0);
        for value in finite() {
            let text = if exponential {
                scientific(value, 0).0
            } else {
                positional(value)
            };
            let (whole, digits) = text.split_once('.').unwrap_or((&text, ""));
            left = left.max(whole.len());
            fraction = fraction.max(digits.len());
        }
        let right = fraction + if exponential { EXPONENT_WIDTH } else { 0 };
        for value in values.iter().filter(|value| !value.is_finite()) {
            left = left.max(non_finite(*value).len().saturating_sub(right + 1));
        }
        Self {
            mantissa_digits: exponential.then_some(fraction),
            left,
            right,
        }
    }

    /// One value, padded to the common width.
    fn word(&self, value: f32) -> String {
        let Self { left, right, .. } = *self;
        if !value.is_finite() {
            let text = non_finite(value);
            return format!("{text:>width$}", width = left + 1 + right);
        }
        let text = match self.mantissa_digits {
            Some(digits) => {
                let (mantissa, exponent) = scientific(value, digits);
                mantissa + &exponent
            }
            None => positional(value),
        };
        let (whole, digits) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole:>left$}.{digits:<right$}")
    }
}

/// What stands for a value that is no number.
fn non_finite(value: f32) -> &'static str {
    if value.is_nan() {
        "nan"
    } else if value < 0.0 {
        "-inf"
    } else {
        "inf"
    }
}

/// Whether values of such sizes are written with exponents; zeros have no say.
fn wants_exponents(finite: impl Iterator<Item = f32>) -> bool {
    let (smallest, largest) = finite
        .map(f32::abs)
        .filter(|&magnitude| magnitude > 0.0)
        .fold(
            (f32::INFINITY, 0.0_f32),
            |(smallest, largest), magnitude| (smallest.min(magnitude), largest.max(magnitude)),
        );
    largest >= LARGE || smallest < SMALL || largest / smallest > WIDE_RATIO
}

/// The value without exponent and padding: always a decimal point, no zeros at the end.
fn positional(value: f32) -> String {
    let shortest = value.to_string();
    let digits = fraction_digits(&shortest);
    let places = digits.min(PRECISION);
    let rounded = format!("{value:.places$}", value = f64::from(value));
    if digits > PRECISION {
        return rounded.trim_end_matches('0').to_owned();
    }
    let mut text = reading_back(value, rounded, shortest);
    if digits == 0 {
        text.push('.');
    }
    text
}

/// Mantissa, always with a decimal point and at least so many digits after it, and exponent.
///
/// More digits than the shortest are those of the exact value, not zeros.
fn scientific(value: f32, least_digits: usize) -> (String, String) {
    let shortest = format!("{value:e}");
    let places = fraction_digits(&shortest).max(least_digits);
    let rounded = format!("{value:.places$e}", value = f64::from(value));
    let text = reading_back(value, rounded, shortest);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if places == 0 { "." } else { "" };
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    (
        format!("{mantissa}{point}"),
        format!("e{sign}{exponent:0>2}"),
    )
}

/// How many digits are between the decimal point and the exponent or the end.
fn fraction_digits(text: &str) -> usize {
    let mantissa = text.split_once('e').map_or(text, |(mantissa, _)| mantissa);
    mantissa
        .split_once('.')
        .map_or(0, |(_, digits)| digits.len())
}

/// The exact value rounded to the digits of the shortest notation, if that still reads back.
///
/// Of two notations that are equally short and equally near, numpy takes the one with the even
/// last digit, as rounding the exact value does; Rust takes the larger. At a power of two (three
/// of float32's), the nearest of so few digits is another float32, and both take the next nearest.
fn reading_back(value: f32, rounded: String, shortest: String) -> String {
    if rounded.parse() == Ok(value) {
        rounded
    } else {
        shortest
    }
}

/// The values below these axes in brackets, one block below the other, rows wrapped.
///
/// The first line has no margin: it continues one that has.
fn bracketed(axes: &[Axis], words: &[String], indent: usize, width: usize) -> String {
    let Some((outer, inner)) = axes.split_first() else {
        return words.concat();
    };
    let per_item = words.len() / outer.shown.max(1);
    let mut items: Vec<String> = words
        .chunks(per_item.max(1))
        .map(|part| bracketed(inner, part, indent + 1, width - 1))
        .collect();
    if outer.shortened {
        items.insert(EDGE_ITEMS, ELLIPSIS.to_owned());
    }
    let margin = " ".repeat(indent);
    let content = if inner.is_empty() {
        wrapped(&items, &margin, width - 1)
    } else {
        let separator = "\n".repeat(inner.len()) + &margin;
        items.join(&separator)
    };
    format!("[{content}]")
}

/// Words in lines, all but the first of which begin with the margin.
fn wrapped(words: &[String], margin: &str, width: usize) -> String {
    let mut text = String::new();
    let mut line = margin.to_owned();
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            line.push(' ');
        }
        if line.len() + word.len() > width && line.len() > margin.len() {
            text.push_str(line.trim_end());
            text.push('\n');
            margin.clone_into(&mut line);
        }
        line.push_str(word);
    }
    text.push_str(&line);
    text.split_off(margin.len())
}

#[cfg(test)]
mod tests;
