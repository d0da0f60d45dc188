//! What some numbers are like, and whether they look like the weights of a network that learned.

use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

/// Bins of the histogram.
const BINS: usize = 64;
/// Nearly all weights of a network of this kind are no further from zero.
const USUAL: f32 = 1.0;
/// Share of them that may be: well-trained first layers have a few.
const FEW: f64 = 0.02;
/// No weight of a network that learned well is further from zero.
const FAR: f32 = 10.0;

/// Moments, histogram and verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Statistics {
    /// Smallest value.
    pub min: f32,
    /// Largest value.
    pub max: f32,
    /// Mean.
    pub mean: f64,
    /// Standard deviation of the values themselves, not of a population behind them.
    pub std: f64,
    /// Share of values that are exactly zero.
    pub zeros: f64,
    /// Number of different values.
    pub distinct: usize,
    /// Values in each of 64 equal parts of the range from `min` to `max`.
    pub histogram: Vec<u32>,
    /// What that says.
    pub verdict: Verdict,
}

/// The check that the weights are neither all zero nor all alike and lie in a reasonable range.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Verdict {
    /// Whether nothing speaks against them.
    pub is_good: bool,
    /// Whether every value is zero.
    pub all_zero: bool,
    /// Whether every value is the same.
    pub all_alike: bool,
    /// Share of values outside of -1 to 1.
    pub outside: f64,
    /// The same in words.
    pub text: String,
}

impl Statistics {
    /// Of some values; of none, everything is 0.
    pub fn of(values: &[f32]) -> Self {
        let count = values.len().max(1) as f64;
        let share = |part: usize| part as f64 / count;
        let min = values.iter().copied().fold(f32::INFINITY, f32::min);
        let max = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let (min, max) = if values.is_empty() {
            (0.0, 0.0)
        } else {
            (min, max)
        };
        let mean = values.iter().copied().map(f64::from).sum::<f64>() / count;
        let deviations = values
            .iter()
            .map(|&value| (f64::from(value) - mean).powi(2));
        let std = (deviations.sum::<f64>() / count).sqrt();
        let zeros = values.iter().filter(|&&value| value == 0.0).count();
        // Written so that NaN is outside.
        let inside = values.iter().filter(|value| value.abs() <= USUAL).count();
        let outside = values.len() - inside;
        let are_numbers = values.iter().all(|value| value.is_finite());
        Self {
            min,
            max,
            mean,
            std,
            zeros: share(zeros),
            distinct: distinct(values),
            histogram: histogram(values, min, max),
            verdict: match are_numbers {
                true => verdict(min, max, share(outside)),
                false => spoiled(share(outside)),
            },
        }
    }
}

fn distinct(values: &[f32]) -> usize {
    // Adding 0.0 makes -0.0 and 0.0 the same bits, as they are the same number.
    let mut bits: Vec<u32> = values.iter().map(|value| (value + 0.0).to_bits()).collect();
    bits.sort_unstable();
    bits.dedup();
    bits.len()
}

fn histogram(values: &[f32], min: f32, max: f32) -> Vec<u32> {
    let mut counts = vec![0; BINS];
    let width = (f64::from(max) - f64::from(min)) / BINS as f64;
    for &value in values {
        let bin = match width > 0.0 {
            true => ((f64::from(value) - f64::from(min)) / width) as usize,
            false => 0,
        };
        counts[bin.min(BINS - 1)] += 1; // the largest value belongs to the last part
    }
    counts
}

fn verdict(min: f32, max: f32, outside: f64) -> Verdict {
    let (all_zero, all_alike) = (min == 0.0 && max == 0.0, min == max);
    let is_usual = outside <= FEW && min >= -FAR && max <= FAR;
    let text = if all_zero {
        "All values are zero: nothing has been learned here yet, or the gradient never arrives."
            .into()
    } else if all_alike {
        format!("All values are {min}: the units can't tell anything apart.")
    } else if outside > 0.0 {
        let percent = 100.0 * outside;
        match is_usual {
            true => format!(
                "Neither all zero nor all alike, and all but {percent:.2} % between -1 and 1: a reasonable range."
            ),
            false => format!(
                "Neither all zero nor all alike, but {percent:.2} % lie outside of -1 to 1: large for such a network."
            ),
        }
    } else {
        "Neither all zero nor all alike, and all between -1 and 1: a reasonable range.".into()
    };
    Verdict {
        is_good: !all_alike && is_usual,
        all_zero,
        all_alike,
        outside,
        text,
    }
}

fn spoiled(outside: f64) -> Verdict {
    Verdict {
        is_good: false,
        all_zero: false,
        all_alike: false,
        outside,
        text: "Some values are no numbers any more: the learning rate was too high.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_counts_are_right() {
        let found = Statistics::of(&[-0.5, 0.0, -0.0, 0.25, 0.25]);
        assert_eq!((found.min, found.max, found.mean), (-0.5, 0.25, 0.0));
        assert!((found.std - 0.075f64.sqrt()).abs() < 1e-12); // (0.25 + 2 * 0.0625) / 5
        assert_eq!((found.zeros, found.distinct), (0.4, 3));
        assert!(found.verdict.is_good);
    }

    #[test]
    fn every_value_is_in_one_bin() {
        let values: Vec<f32> = (0..=64).map(|step| step as f32).collect();
        let found = Statistics::of(&values);
        assert_eq!(found.histogram[..63], [1; 63]);
        assert_eq!(found.histogram[63], 2); // 63 and 64
        assert_eq!(Statistics::of(&[3.0; 5]).histogram[0], 5);
    }

    #[test]
    fn the_verdict_names_what_is_wrong() {
        let verdict = |values: &[f32]| Statistics::of(values).verdict;
        assert!(verdict(&[0.0; 4]).all_zero);
        let alike = verdict(&[0.5; 4]);
        assert!(alike.all_alike && !alike.all_zero && !alike.is_good);
        let wide = verdict(&[0.5, -1.5, 0.0, 2.0]);
        assert_eq!((wide.outside, wide.is_good), (0.5, false));
        assert!(wide.text.contains("50.00 %"));
        let mut values = vec![0.1; 98];
        values.extend([-0.2, -1.2]);
        assert!(verdict(&values).is_good && verdict(&values).text.contains("all but 1.00 %"));
        values[0] = 11.0;
        assert!(!verdict(&values).is_good);
        assert!(!verdict(&[]).is_good);
        for broken in [[f32::NAN; 3], [0.1, f32::INFINITY, 0.2]] {
            let verdict = verdict(&broken);
            assert!(!verdict.is_good && verdict.text.contains("no numbers"));
        }
    }
}
