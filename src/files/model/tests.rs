use super::*;

/// The smallest network: no convolution, one unit.
fn small() -> (TrainConfig, Vec<Parameter>) {
    let config = TrainConfig {
        model: ModelConfig {
            filters: vec![2],
            dense_units: 1,
        },
        ..TrainConfig::default()
    };
    let parameters = shapes(&config.model).into_iter().map(|(name, shape)| {
        let count = shape.iter().product::<usize>();
        Parameter {
            name,
            values: (0..count).map(|place| place as f32 * 0.01).collect(),
            shape,
        }
    });
    let parameters = parameters.collect();
    (config, parameters)
}

fn refusal(change: impl FnOnce(&mut Vec<Parameter>)) -> String {
    let (config, mut parameters) = small();
    change(&mut parameters);
    let bytes = ModelFile::write(&config, &parameters).unwrap();
    let error = ModelFile::parse(&bytes).unwrap_err();
    assert_eq!(error.code(), "bad-model");
    error.to_string()
}

#[test]
fn what_is_written_is_read_again() {
    let (config, parameters) = small();
    let bytes = ModelFile::write(&config, &parameters).unwrap();
    assert_eq!(bytes, ModelFile::write(&config, &parameters).unwrap());
    let file = ModelFile::parse(&bytes).unwrap();
    assert_eq!(file.model, config.model);
    assert_eq!(file.parameters, parameters);
}

#[test]
fn eight_bits_keep_each_row_within_half_a_step() {
    let (config, mut parameters) = small();
    parameters[0].values[..9].fill(0.0); // a filter that has died
    let bytes = ModelFile::write(&config, &parameters).unwrap();
    let small = ModelFile::shrunk(&bytes).unwrap();
    let file = ModelFile::parse(&small).unwrap();
    assert_eq!(file.model, config.model);
    for (found, wanted) in file.parameters.iter().zip(&parameters) {
        assert_eq!((&found.name, &found.shape), (&wanted.name, &wanted.shape));
        let row_length = wanted.values.len() / wanted.shape[0];
        let is_weight = wanted.shape.len() > 1;
        let rows = found
            .values
            .chunks(row_length)
            .zip(wanted.values.chunks(row_length));
        for (found, wanted) in rows {
            let largest = wanted
                .iter()
                .fold(0.0, |most: f32, value| most.max(value.abs()));
            let step = if is_weight { largest / 127.0 } else { 0.0 };
            for (found, wanted) in found.iter().zip(wanted) {
                assert!(
                    (found - wanted).abs() <= step * 0.501,
                    "{found} for {wanted}"
                );
            }
        }
    }
    assert!(small.len() < bytes.len());
}

#[test]
fn eight_bits_without_their_scale_are_refused() {
    let (_, parameters) = small();
    let scale = |shape: Vec<usize>, value: f32| {
        let count = shape.iter().product();
        let name = "conv1.weight.scale".into();
        let values = vec![value; count];
        Stored::f32(&Parameter {
            name,
            shape,
            values,
        })
    };
    for (scale, wanted) in [
        (
            None,
            "conv1.weight is I8, but conv1.weight.scale is missing",
        ),
        (
            Some(scale(vec![3], 1.0)),
            "conv1.weight.scale has shape [3], but must have [2]",
        ),
        (
            Some(scale(vec![2], f32::MAX)),
            "makes values that are not finite",
        ),
    ] {
        let mut tensors: Vec<Stored> = parameters[1..].iter().map(Stored::f32).collect();
        tensors.push(Stored::i8("conv1.weight", &[2, 1, 3, 3], &[2; 18]));
        tensors.extend(scale);
        let bytes = container::write("other", "{}".into(), &tensors).unwrap();
        let message = ModelFile::parse(&bytes).unwrap_err().to_string();
        assert!(message.contains(wanted), "{message}");
    }
    let nothing = Stored::i8("conv1.weight", &[0, 1, 3, 3], &[]);
    let bytes = container::write("other", "{}".into(), &[nothing, scale(vec![0], 1.0)]);
    assert!(ModelFile::parse(&bytes.unwrap()).is_err());
}

#[test]
fn files_that_do_not_fit_are_refused_with_the_reason() {
    for (message, wanted) in [
        (refusal(|all| drop(all.pop())), "fc2.bias is missing"),
        (
            refusal(|all| all[0].values[3] = f32::NAN),
            "value 3 of conv1.weight is NaN",
        ),
        (
            refusal(|all| all[2].values[0] = f32::INFINITY),
            "fc1.weight is inf",
        ),
        (
            refusal(|all| {
                all[5] = Parameter {
                    shape: vec![2, 5],
                    ..all[5].clone()
                }
            }),
            "fc2.bias has shape [2, 5], but must have [10]",
        ),
        (
            refusal(|all| {
                all.push(Parameter {
                    name: "fc3.bias".into(),
                    ..all[5].clone()
                })
            }),
            "\"fc3.bias\" that no layer here has",
        ),
    ] {
        assert!(message.contains(wanted), "{message}");
    }
}

#[test]
fn other_files_are_refused() {
    let (config, parameters) = small();
    let good = ModelFile::write(&config, &parameters).unwrap();
    let text = String::from_utf8_lossy(&good);
    let newer = text.replace("formatVersion\\\":1", "formatVersion\\\":2");
    assert!(newer != text);
    let mut newer_bytes = good.clone();
    let place = good.windows(17).position(|w| w == b"formatVersion\\\":1");
    newer_bytes[place.unwrap() + 16] = b'2';
    let mut huge_header = good.clone();
    huge_header[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    for (bytes, wanted) in [
        (&b""[..], "it has 0 bytes"),
        (b"PK\x03\x04 a zip file, not a model", "cut short or not"),
        (&good[..good.len() - 4], "not a safetensors file"),
        (&good[..40], "cut short"),
        (&huge_header, "cut short"),
        (&newer_bytes, "format version is 2, but must be 1"),
        (&vec![0; MOST_BYTES + 1], "bytes, but at most"),
    ] {
        let message = ModelFile::parse(bytes).unwrap_err().to_string();
        assert!(message.contains(wanted), "{message}");
    }
}
