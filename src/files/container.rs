//! Safetensors with the limits that a file from a stranger needs.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};

use super::names;
use crate::nn::Parameter;

/// Longest header of either kind: the longest history takes a third of it.
const HEADER_LIMIT: usize = 8 << 20;

/// What a file holds: our own text, if it has any, and the tensors by name.
pub(super) struct Container {
    pub text: Option<String>,
    pub tensors: HashMap<String, Parameter>,
    /// Those of 8-bit integers, with their shapes.
    pub integers: HashMap<String, (Vec<usize>, Vec<i8>)>,
}

/// A tensor as it stands in a file.
pub(super) struct Stored {
    name: String,
    shape: Vec<usize>,
    dtype: Dtype,
    bytes: Vec<u8>,
}

impl Stored {
    /// Every value in full.
    pub fn f32(parameter: &Parameter) -> Self {
        let bytes = parameter
            .values
            .iter()
            .flat_map(|value| value.to_le_bytes());
        Self {
            name: parameter.name.clone(),
            shape: parameter.shape.clone(),
            dtype: Dtype::F32,
            bytes: bytes.collect(),
        }
    }

    /// One byte for each value.
    pub fn i8(name: &str, shape: &[usize], integers: &[i8]) -> Self {
        Self {
            name: name.into(),
            shape: shape.into(),
            dtype: Dtype::I8,
            bytes: integers.iter().map(|&integer| integer as u8).collect(),
        }
    }
}

/// Writes tensors, with a text under the one metadata key `key`. One key only: the library writes
/// several in random order, and equal models shall be equal files.
pub(super) fn write(key: &str, text: String, tensors: &[Stored]) -> Result<Vec<u8>, String> {
    let mut views = Vec::new();
    for tensor in tensors {
        let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes);
        views.push((
            tensor.name.clone(),
            view.map_err(|error| error.to_string())?,
        ));
    }
    let metadata = [(key.to_string(), text)];
    let metadata = Some(metadata.into_iter().collect());
    let file = serialize(views, metadata).map_err(|error| error.to_string())?;
    header_of(&file)?; // what is written must be readable
    Ok(file)
}

/// Reads a file of at most `most_bytes` bytes; the error is the reason to refuse it. Takes memory
/// of the order of the file's length, whatever its header claims.
pub(super) fn read(bytes: &[u8], key: &str, most_bytes: usize) -> Result<Container, String> {
    if bytes.len() > most_bytes {
        let length = bytes.len();
        return Err(format!(
            "it has {length} bytes, but at most {most_bytes} make sense"
        ));
    }
    names::check(header_of(bytes)?)?;
    let not_safetensors = |error| format!("it is not a safetensors file: {error}");
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(not_safetensors)?;
    let text = metadata.metadata().as_ref().and_then(|all| all.get(key));
    let file = SafeTensors::deserialize(bytes).map_err(not_safetensors)?;
    let (mut tensors, mut integers) = (HashMap::new(), HashMap::new());
    let mut left = most_bytes / size_of::<f32>();
    for (name, view) in file.iter() {
        if view.dtype() == Dtype::I8 {
            let bytes = view.data().iter().map(|&byte| byte as i8);
            left = left
                .checked_sub(bytes.len())
                .ok_or("it has more values than any network here")?;
            integers.insert(name.to_string(), (view.shape().to_vec(), bytes.collect()));
            continue;
        }
        let values = values(name, &view)?;
        let tensor = Parameter {
            name: name.to_string(),
            shape: view.shape().to_vec(),
            values,
        };
        tensors.insert(name.to_string(), tensor);
    }
    Ok(Container {
        text: text.cloned(),
        tensors,
        integers,
    })
}

/// The header; refuses what can't be one before it is parsed.
fn header_of(bytes: &[u8]) -> Result<&[u8], String> {
    let Some((length, rest)) = bytes.split_first_chunk::<8>() else {
        let found = bytes.len();
        return Err(format!(
            "it is not a safetensors file: it has {found} bytes"
        ));
    };
    let length = u64::from_le_bytes(*length);
    if length > rest.len() as u64 {
        let found = rest.len();
        return Err(format!(
            "it is cut short or not a safetensors file: its header should take {length} bytes, but {found} are left"
        ));
    }
    if length > HEADER_LIMIT as u64 {
        return Err(format!(
            "its header takes {length} bytes, but at most {HEADER_LIMIT} make sense"
        ));
    }
    Ok(&rest[..length as usize])
}

fn values(name: &str, view: &TensorView<'_>) -> Result<Vec<f32>, String> {
    if view.dtype() != Dtype::F32 {
        return Err(format!("{name} is {:?}, but must be F32", view.dtype()));
    }
    let words = view.data().chunks_exact(4);
    let values: Vec<f32> = words
        .map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect();
    match values.iter().position(|value| !value.is_finite()) {
        Some(place) => Err(format!(
            "value {place} of {name} is {}, but must be a finite number",
            values[place]
        )),
        None => Ok(values),
    }
}
