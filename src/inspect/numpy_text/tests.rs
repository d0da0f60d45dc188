use super::*;
use crate::random::{Purpose, Stream};
use serde_json::Value;

/// What numpy printed, with what it was given: `tests/reference/prints.py`.
const PRINTS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/reference/prints.json"
));

/// A case's values: listed, or those of the synthetic stream `seed` between -`limit` and `limit`.
fn values_of(case: &Value, size: usize) -> Vec<f32> {
    if let Some(values) = case["values"].as_array() {
        let number = |value: &Value| match value.as_str() {
            Some(name) => name.parse().unwrap(),
            None => value.as_f64().unwrap() as f32,
        };
        return values.iter().map(number).collect();
    }
    let seed = u32::try_from(case["seed"].as_u64().unwrap()).unwrap();
    let limit = case["limit"].as_f64().unwrap() as f32;
    let mut stream = Stream::new(2026, Purpose::Synthetic, seed, 0);
    (0..size)
        .map(|_| (2.0 * stream.next_f32() - 1.0) * limit)
        .collect()
}

#[test]
fn prints_what_numpy_printed() {
    let cases: Vec<Value> = serde_json::from_str(PRINTS).unwrap();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    for case in &cases {
        let lengths = case["shape"].as_array().unwrap().iter();
        let shape: Vec<usize> = lengths
            .map(|length| length.as_u64().unwrap() as usize)
            .collect();
        let values = values_of(case, shape.iter().product());
        let expected = case["text"].as_str().unwrap();
        let found = numpy_text(&shape, &values);
        assert!(found == expected, "{shape:?}\n{found}\nbut\n{expected}");
    }
}

#[test]
fn decimal_points_stand_below_each_other() {
    assert_eq!(
        numpy_text(&[3], &[1.0, -2.5, 0.125]),
        "[ 1.    -2.5    0.125]"
    );
    assert_eq!(
        numpy_text(&[2, 2], &[1.0, 20.0, -0.0, 4.0]),
        "[[ 1. 20.]\n [-0.  4.]]"
    );
}

#[test]
fn exponents_come_with_large_small_and_widely_spread_values() {
    assert_eq!(numpy_text(&[1], &[999_999.0]), "[999999.]");
    assert_eq!(numpy_text(&[1], &[1e6]), "[1.e+06]");
    assert_eq!(numpy_text(&[1], &[1e-4]), "[0.0001]");
    assert_eq!(numpy_text(&[1], &[9.5e-5]), "[9.5e-05]");
    assert_eq!(numpy_text(&[2], &[1.0, 1000.0]), "[   1. 1000.]");
    assert_eq!(numpy_text(&[2], &[1.0, 1001.0]), "[1.000e+00 1.001e+03]");
}

#[test]
fn digits_are_the_shortest_rounded_at_the_eighth_decimal_or_filled_up_exactly() {
    assert_eq!(numpy_text(&[1], &[0.1]), "[0.1]");
    assert_eq!(numpy_text(&[1], &[0.001_234_567_8]), "[0.00123457]");
    assert_eq!(
        numpy_text(&[2], &[1.1e-5, 1234.5677]),
        "[1.1000000e-05 1.2345677e+03]"
    );
    // The exact value lies in the middle, and numpy takes the even digit.
    assert_eq!(numpy_text(&[1], &[2f32.powi(21) + 0.25]), "[2.0971522e+06]");
}

#[test]
fn what_is_no_number_is_padded_like_one() {
    let values = [f32::NAN, 1.5, f32::NEG_INFINITY];
    assert_eq!(numpy_text(&[3], &values), "[ nan  1.5 -inf]");
    assert_eq!(numpy_text(&[2], &[f32::INFINITY, f32::NAN]), "[inf nan]");
}

#[test]
fn only_more_than_a_thousand_values_are_summarised() {
    let short = numpy_text(&[1000], &[0.0; 1000]);
    assert!(!short.contains("..."));
    assert!(short.lines().all(|line| line.len() <= 75));
    assert_eq!(numpy_text(&[1001], &[0.0; 1001]), "[0. 0. 0. ... 0. 0. 0.]");
    // An axis of up to six is shown whole, however many values there are.
    assert_eq!(
        numpy_text(&[2, 501], &[1.0; 1002]),
        "[[1. 1. 1. ... 1. 1. 1.]\n [1. 1. 1. ... 1. 1. 1.]]"
    );
}

#[test]
fn hidden_values_do_not_widen_the_columns() {
    let mut values = vec![1.0; 2000];
    values[1000] = 1e20;
    assert_eq!(numpy_text(&[2000], &values), "[1. 1. 1. ... 1. 1. 1.]");
}

#[test]
fn blocks_are_set_apart_by_blank_lines() {
    assert_eq!(
        numpy_text(&[2, 1, 2], &[1.0, 2.0, 3.0, 4.0]),
        "[[[1. 2.]]\n\n [[3. 4.]]]"
    );
    assert_eq!(numpy_text(&[0], &[]), "[]");
}
