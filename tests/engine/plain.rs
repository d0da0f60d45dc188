//! The kernels in use, held to an implementation that is obviously right, on random shapes.

use burn::tensor::Device;
use fashion_trainer::config::{ModelConfig, TrainConfig};
use fashion_trainer::data::Batch;
use fashion_trainer::device::{BackendKind, OpenDevice};
use fashion_trainer::nn::{Model, Parameter, parameters::shapes};
use fashion_trainer::random::{Purpose, Stream};
use fashion_trainer::train::loss::{DeviceBatch, backward};
use wasm_bindgen_test::wasm_bindgen_test;

/// Values of one parameter.
type Plain = Vec<f64>;

/// Height, width and channels known; values by `[row][column][channel]`, in double precision.
struct Maps {
    side: usize,
    channels: usize,
    values: Vec<f64>,
}

impl Maps {
    fn at(&self, row: usize, column: usize, channel: usize) -> f64 {
        self.values[(row * self.side + column) * self.channels + channel]
    }

    fn from(side: usize, channels: usize, value: impl Fn(usize, usize, usize) -> f64) -> Self {
        let mut values = Vec::new();
        for row in 0..side {
            for column in 0..side {
                values.extend((0..channels).map(|channel| value(row, column, channel)));
            }
        }
        Self {
            side,
            channels,
            values,
        }
    }
}

/// Logits of one image, by the definitions of the layers.
fn logits(parameters: &[Plain], image: &[f32]) -> Vec<f64> {
    let mut x = Maps::from(28, 1, |row, column, _| f64::from(image[row * 28 + column]));
    let (convs, dense) = parameters.split_at(parameters.len() - 4);
    for pair in convs.chunks(2) {
        let (weight, bias, channels) = (&pair[0], &pair[1], x.channels);
        x = Maps::from(x.side - 2, bias.len(), |row, column, filter| {
            let mut sum = bias[filter];
            for channel in 0..channels {
                for down in 0..3 {
                    for across in 0..3 {
                        let place = ((filter * channels + channel) * 3 + down) * 3 + across;
                        sum += weight[place] * x.at(row + down, column + across, channel);
                    }
                }
            }
            sum.max(0.0)
        });
    }
    if !convs.is_empty() {
        x = Maps::from(x.side / 2, x.channels, |row, column, channel| {
            let at = |down, across| x.at(2 * row + down, 2 * column + across, channel);
            at(0, 0).max(at(0, 1)).max(at(1, 0)).max(at(1, 1))
        });
    }
    let hidden = layer(&dense[0], &dense[1], &x.values);
    let hidden: Vec<f64> = hidden.into_iter().map(|value| value.max(0.0)).collect();
    layer(&dense[2], &dense[3], &hidden)
}

fn layer(weight: &[f64], bias: &[f64], inputs: &[f64]) -> Vec<f64> {
    let rows = weight.chunks(inputs.len()).zip(bias);
    rows.map(|(row, &bias)| {
        let products = row
            .iter()
            .zip(inputs)
            .map(|(&weight, input)| weight * input);
        bias + products.sum::<f64>()
    })
    .collect()
}

/// Mean cross-entropy.
fn loss(parameters: &[Plain], batch: &Batch) -> f64 {
    let images = batch.images.chunks(784).zip(&batch.labels);
    let losses = images.map(|(image, &label)| {
        let logits = logits(parameters, image);
        let sum: f64 = logits.iter().map(|logit| logit.exp()).sum();
        sum.ln() - logits[label as usize]
    });
    losses.sum::<f64>() / batch.len() as f64
}

/// `rounds` random networks: logits by definition, gradients by the difference quotient of the
/// plain loss, along the gradient of each parameter and along a random direction.
pub async fn check(device: &Device, rounds: u32) {
    let recording = device.clone().autodiff();
    for round in 0..rounds {
        let mut draw = Stream::new(11, Purpose::Synthetic, round, 0);
        // Every other one has sizes that the GPU's tiles take: multiples of four.
        let quads = if round % 2 == 0 { 4 } else { 1 };
        let filters = (0..round / 2 % 4).map(|_| quads * (1 + draw.below(3)));
        let model = ModelConfig {
            filters: filters.collect(),
            dense_units: quads * (1 + draw.below(12)),
        };
        let mut number = || f64::from(draw.next_f32());
        let parameters: Vec<Parameter> = shapes(&model)
            .into_iter()
            .map(|(name, shape)| {
                let count: usize = shape.iter().product();
                let scale = (3.0 / (count / shape[0]) as f64).sqrt();
                let values = (0..count).map(|_| (scale * (2.0 * number() - 1.0)) as f32);
                Parameter {
                    name,
                    values: values.collect(),
                    shape,
                }
            })
            .collect();
        let count = 1 + (5.0 * number()) as usize;
        let batch = Batch {
            images: (0..784 * count).map(|_| number() as f32).collect(),
            labels: (0..count).map(|_| (10.0 * number()) as i32).collect(),
        };
        let config = TrainConfig {
            model: model.clone(),
            dropout: [0.0; 2],
            ..Default::default()
        };
        let net = Model::from_parameters(&model, &parameters, &recording);
        let plain = |one: &Parameter| one.values.iter().copied().map(f64::from).collect();
        let parameters: Vec<Plain> = parameters.iter().map(plain).collect();
        let images = DeviceBatch::upload(&batch, device);
        let done = backward(&net, images, None, &config, 0);
        let found = done
            .logits
            .into_data_async()
            .await
            .unwrap()
            .try_into_vec::<f32>()
            .unwrap();
        let wanted: Vec<f64> = batch
            .images
            .chunks(784)
            .flat_map(|image| logits(&parameters, image))
            .collect();
        let largest = wanted
            .iter()
            .fold(0f64, |most, value| most.max(value.abs()));
        for (found, wanted) in found.iter().zip(&wanted) {
            assert!(
                (f64::from(*found) - wanted).abs() <= 1e-4 * largest,
                "{model:?}: {found} and {wanted}"
            );
        }
        let gradients = net.gradients(&model, &done.gradients).await.unwrap();
        for (place, gradient) in gradients.iter().enumerate() {
            let random = gradient.values.iter().map(|_| 2.0 * number() - 1.0);
            let random: Vec<f64> = random.collect();
            let gradient: Plain = plain(gradient);
            for direction in [&gradient, &random] {
                check_slope(&parameters, place, &gradient, direction, &batch);
            }
        }
    }
}

/// The gradient times a direction is the loss's slope along it.
fn check_slope(
    parameters: &[Plain],
    place: usize,
    gradient: &[f64],
    direction: &[f64],
    batch: &Batch,
) {
    let length = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length(direction) == 0.0 {
        return;
    }
    // So small that hardly any ReLU or pool changes sides on the way.
    let step = 1e-7 / length(direction);
    let moved = |by: f64| {
        let mut moved = parameters.to_vec();
        let both = moved[place].iter_mut().zip(direction);
        both.for_each(|(value, direction)| *value += by * direction);
        loss(&moved, batch)
    };
    let slope = (moved(step) - moved(-step)) / (2.0 * step);
    let wanted: f64 = gradient.iter().zip(direction).map(|(a, b)| a * b).sum();
    let off = (slope - wanted).abs() / (length(direction) * length(gradient).max(1e-3));
    assert!(
        off <= 1e-4,
        "parameter {place}: slope {slope}, gradient {wanted}"
    );
}

#[wasm_bindgen_test(unsupported = pollster::test)]
async fn random_networks_compute_what_the_definitions_say() {
    let device = OpenDevice::open(BackendKind::Cpu).await.unwrap().device;
    check(&device, 12).await;
}
