//! Weights in 8 bits: a quarter of the bytes, for a network that is only asked.
//!
//! Each row of a weight, which makes one output, has a scale of its own, beside it as
//! `NAME.scale`: value = scale * integer, from -127 to 127. Biases stay as they are.

use std::collections::HashMap;

use super::container::{Container, Stored};
use crate::nn::Parameter;

/// Name of the scales of a weight.
const SCALE: &str = ".scale";
const LARGEST: f32 = 127.0;

/// The tensors to store for this parameter.
pub(super) fn shrunk(parameter: &Parameter) -> Vec<Stored> {
    let rows = parameter.shape[0].max(1);
    if parameter.shape.len() == 1 {
        return vec![Stored::f32(parameter)];
    }
    let (mut integers, mut scales) = (Vec::new(), Vec::new());
    for row in parameter.values.chunks(parameter.values.len() / rows) {
        let largest = row
            .iter()
            .fold(0.0, |most: f32, value| most.max(value.abs()));
        let scale = largest / LARGEST;
        let integer = |&value: &f32| {
            if scale > 0.0 {
                (value / scale).round() as i8
            } else {
                0
            }
        };
        integers.extend(row.iter().map(integer));
        scales.push(scale);
    }
    let scales = Parameter {
        name: format!("{}{SCALE}", parameter.name),
        shape: vec![rows],
        values: scales,
    };
    vec![
        Stored::i8(&parameter.name, &parameter.shape, &integers),
        Stored::f32(&scales),
    ]
}

/// Every tensor as numbers again; the scales are gone.
pub(super) fn restored(file: Container) -> Result<HashMap<String, Parameter>, String> {
    let Container {
        mut tensors,
        integers,
        ..
    } = file;
    for (name, (shape, integers)) in integers {
        let rows = shape.first().copied().unwrap_or(0);
        let scales = tensors.remove(&format!("{name}{SCALE}"));
        let scales = scales.ok_or_else(|| format!("{name} is I8, but {name}{SCALE} is missing"))?;
        if rows == 0 || scales.shape != [rows] {
            let found = &scales.shape;
            return Err(format!(
                "{name}{SCALE} has shape {found:?}, but must have [{rows}]"
            ));
        }
        let row_length = (integers.len() / rows).max(1);
        let rows = integers.chunks(row_length).zip(&scales.values);
        let values =
            rows.flat_map(|(row, scale)| row.iter().map(move |&one| f32::from(one) * scale));
        let values: Vec<f32> = values.collect();
        if values.iter().any(|value| !value.is_finite()) {
            return Err(format!("{name}{SCALE} makes values that are not finite"));
        }
        tensors.insert(
            name.clone(),
            Parameter {
                name,
                shape,
                values,
            },
        );
    }
    Ok(tensors)
}
