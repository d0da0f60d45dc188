//! Convolutions and the pool behind the last one.

use burn::tensor::Shape;
use burn_wgpu::{CubeBackend, CubeTensor, into_contiguous};

use super::super::passes::LayerGradients;
use super::super::{DropoutKey, KernelGroup};
use super::launch::{Words, empty_floats, empty_integers, launch};
use super::sources::Source;

/// Steps along the depth that `wgsl/tile.wgsl` takes at a time.
const DEPTH: usize = 16;

/// Sizes of a convolution.
struct Sizes {
    batch: usize,
    /// Of the output.
    height: usize,
    width: usize,
    channels: usize,
    filters: usize,
}

impl Sizes {
    fn of(x: &CubeTensor, parameters: &CubeTensor) -> Self {
        let [batch, height, width, channels] = x.meta.shape().dims();
        let [_, filters] = parameters.meta.shape().dims();
        Self {
            batch,
            height: height - 2,
            width: width - 2,
            channels,
            filters,
        }
    }

    fn words(&self, words: Words) -> Words {
        let Self {
            batch,
            height,
            width,
            channels,
            filters,
        } = *self;
        let words = words.numbers([batch, height, width, channels, filters]);
        words.operations(self.operations())
    }

    /// Additions and multiplications of forward pass or either gradient.
    fn operations(&self) -> u64 {
        2 * self.pixels() as u64 * (9 * self.channels * self.filters) as u64
    }

    fn pixels(&self) -> usize {
        self.batch * self.height * self.width
    }

    fn output(&self) -> Shape {
        [self.batch, self.height, self.width, self.filters].into()
    }

    fn input(&self) -> Shape {
        [self.batch, self.height + 2, self.width + 2, self.channels].into()
    }
}

/// Whether our kernels can do it: they take four filters at a time, and one channel or four at a time.
pub fn fits(x: &CubeTensor, parameters: &CubeTensor) -> bool {
    let sizes = Sizes::of(x, parameters);
    let channels = sizes.channels == 1 || sizes.channels.is_multiple_of(4);
    let even = sizes.height.is_multiple_of(2) && sizes.width.is_multiple_of(2);
    KernelGroup::Convolution.is_ours() && channels && sizes.filters.is_multiple_of(4) && even
}

/// The same of its gradients: nobody learns images of one channel.
pub fn fits_gradients(x: &CubeTensor, parameters: &CubeTensor, wants_x: bool) -> bool {
    fits(x, parameters) && !(wants_x && Sizes::of(x, parameters).channels == 1)
}

/// The same with a pool behind it.
pub fn fits_pooled(x: &CubeTensor, parameters: &CubeTensor) -> bool {
    fits(x, parameters) && Sizes::of(x, parameters).channels > 1
}

pub fn forward(x: CubeTensor, parameters: CubeTensor) -> CubeTensor {
    let (x, parameters) = (into_contiguous(x), into_contiguous(parameters));
    let sizes = Sizes::of(&x, &parameters);
    let y = empty_floats(&x, sizes.output());
    let tensors = [&x, &parameters, &y];
    if sizes.channels == 1 {
        let (height, width, filters) = (sizes.height, sizes.width, sizes.filters);
        let words = Words::new()
            .numbers([sizes.pixels(), height, width, filters])
            .operations(sizes.operations());
        let groups = (sizes.pixels() * filters / 4).div_ceil(256);
        launch(Source::FIRST_CONVOLUTION, [groups, 1, 1], &tensors, words);
        return y;
    }
    let words = sizes.words(Words::new().key(DropoutKey::NONE));
    let [down, across] = Source::CONVOLUTION.tiles([sizes.pixels(), sizes.filters]);
    let groups = [down, across, 1];
    launch(Source::CONVOLUTION, groups, &tensors, words);
    y
}

/// Output after pool and dropout, and which pixel of each window it is.
pub fn pooled_forward(
    x: CubeTensor,
    parameters: CubeTensor,
    key: DropoutKey,
) -> (CubeTensor, CubeTensor) {
    let (x, parameters) = (into_contiguous(x), into_contiguous(parameters));
    let sizes = Sizes::of(&x, &parameters);
    let (height, width) = (sizes.height / 2, sizes.width / 2);
    let y = empty_floats(&x, [sizes.batch, height, width, sizes.filters].into());
    let places = empty_integers(&x, [sizes.batch, height, width, sizes.filters / 4].into());
    let words = sizes.words(Words::new().key(key));
    let [down, across] = Source::POOLED_CONVOLUTION.tiles([sizes.pixels(), sizes.filters]);
    let groups = [down, across, 1];
    let tensors = [&x, &parameters, &y, &places];
    launch(Source::POOLED_CONVOLUTION, groups, &tensors, words);
    (y, places)
}

pub fn gradients(
    x: CubeTensor,
    parameters: CubeTensor,
    y: CubeTensor,
    gradient: CubeTensor,
    wants_x: bool,
) -> LayerGradients<CubeBackend> {
    let [x, parameters, y, gradient] = [x, parameters, y, gradient].map(into_contiguous);
    let sizes = Sizes::of(&x, &parameters);
    if sizes.channels == 1 {
        return (None, first_weight_gradient(&sizes, &gradient, &y, &x));
    }
    let spread = spread(&sizes, &gradient, &y);
    let x_gradient = wants_x.then(|| {
        let x_gradient = empty_floats(&x, sizes.input());
        let pixels = sizes.batch * (sizes.height + 2) * (sizes.width + 2);
        let [down, across] = Source::DATA_GRADIENT.tiles([pixels, sizes.channels]);
        let groups = [down, across, 1];
        let tensors = [&spread, &parameters, &x_gradient];
        launch(
            Source::DATA_GRADIENT,
            groups,
            &tensors,
            sizes.words(Words::new()),
        );
        x_gradient
    });
    let rows = 9 * sizes.channels + 1;
    let [down, across] = Source::WEIGHT_GRADIENT.tiles([rows, sizes.filters]);
    let (portion, parts) = portions(sizes.pixels(), 512usize.div_ceil(down * across));
    let found = empty_floats(&x, [parts, rows, sizes.filters].into());
    let words = sizes.words(Words::new()).number(portion);
    let groups = [down, across, parts];
    launch(
        Source::WEIGHT_GRADIENT,
        groups,
        &[&spread, &x, &found],
        words,
    );
    (x_gradient, sum_parts(&found, [rows, sizes.filters], 1))
}

/// The gradient before ReLU, with two pixels of zeros around it.
fn spread(sizes: &Sizes, gradient: &CubeTensor, y: &CubeTensor) -> CubeTensor {
    let (height, width, filters) = (sizes.height, sizes.width, sizes.filters);
    let shape = [sizes.batch, height + 4, width + 4, filters];
    let spread = empty_floats(gradient, shape.into());
    let words = Words::new().numbers([sizes.batch, height, width, filters]);
    let groups = shape.iter().product::<usize>().div_ceil(4 * 256);
    launch(
        Source::SPREAD_GRADIENT,
        [groups, 1, 1],
        &[gradient, y, &spread],
        words,
    );
    spread
}

pub fn pooled_gradients(
    x: CubeTensor,
    parameters: CubeTensor,
    places: CubeTensor,
    gradient: CubeTensor,
    key: DropoutKey,
    wants_x: bool,
) -> LayerGradients<CubeBackend> {
    /// Channels, and windows or filters, that a workgroup takes.
    const TAKEN: [usize; 2] = [32, 2];
    let [x, parameters, gradient] = [x, parameters, gradient].map(into_contiguous);
    let sizes = Sizes::of(&x, &parameters);
    let (channels, filters) = (sizes.channels, sizes.filters);
    let blocks = channels.div_ceil(TAKEN[0]);
    let portions = sizes.batch.min(64);
    let words = || sizes.words(Words::new()).float(key.scale).number(portions);
    let windows = sizes.height * sizes.width / 4;
    let first = sizes.batch * windows * 4 * filters.div_ceil(32);
    let second = sizes.batch * filters * windows.div_ceil(32);
    let by_filter = empty_integers(&x, [first].into());
    let by_window = empty_integers(&x, [second].into());
    let count = Words::new().numbers([sizes.batch, windows, filters]);
    let groups = [(first + second).div_ceil(64), 1, 1];
    launch(
        Source::POOL_MASKS,
        groups,
        &[&places, &by_filter, &by_window],
        count,
    );
    let x_gradient = wants_x.then(|| {
        let weights = empty_floats(&x, [filters, 9 * channels].into());
        let count = Words::new().numbers([9 * channels, filters]);
        let groups = [(9 * channels * filters).div_ceil(64), 1, 1];
        launch(
            Source::WEIGHTS_BY_FILTER,
            groups,
            &[&parameters, &weights],
            count,
        );
        let windows = sizes.batch * windows;
        let patches = empty_floats(&x, [windows, 16, channels].into());
        let groups = [windows.div_ceil(TAKEN[1]), 1, blocks];
        let tensors = [&gradient, &by_filter, &weights, &patches];
        launch(Source::POOL_DATA_GRADIENT, groups, &tensors, words());
        let x_gradient = empty_floats(&x, sizes.input());
        let count = Words::new().numbers([sizes.batch, sizes.height, sizes.width, channels]);
        let groups = [x.meta.num_elements().div_ceil(4 * 256), 1, 1];
        launch(
            Source::JOIN_PATCHES,
            groups,
            &[&patches, &x_gradient],
            count,
        );
        x_gradient
    });
    let rows = 9 * channels + 1;
    let found = empty_floats(&x, [portions, filters, rows].into());
    let groups = [filters / TAKEN[1], portions, blocks];
    let tensors = [&gradient, &places, &by_window, &x, &found];
    launch(Source::POOL_WEIGHT_GRADIENT, groups, &tensors, words());
    (x_gradient, sum_parts(&found, [rows, filters], filters))
}

/// A long depth divided over about `wanted` workgroups: how much each takes, and how many it then are. Enough
/// of them for a large GPU, few enough that adding up what they find costs little.
pub(super) fn portions(depth: usize, wanted: usize) -> (usize, usize) {
    let portion = depth.div_ceil(wanted).next_multiple_of(DEPTH);
    (portion, depth.div_ceil(portion))
}

fn first_weight_gradient(
    sizes: &Sizes,
    gradient: &CubeTensor,
    y: &CubeTensor,
    x: &CubeTensor,
) -> CubeTensor {
    /// Filters that a workgroup takes.
    const FILTERS: usize = 32;
    let columns = sizes.filters.div_ceil(FILTERS);
    let (portion, parts) = portions(sizes.pixels(), 192usize.div_ceil(columns));
    let found = empty_floats(x, [parts, 10, sizes.filters].into());
    let (height, width, filters) = (sizes.height, sizes.width, sizes.filters);
    let words = Words::new()
        .numbers([sizes.pixels(), height, width, filters, portion])
        .operations(sizes.operations());
    let tensors = [gradient, y, x, &found];
    let groups = [parts, columns, 1];
    launch(Source::FIRST_WEIGHT_GRADIENT, groups, &tensors, words);
    sum_parts(&found, [10, filters], 1)
}

/// The sum over the first dimension, as a matrix of this shape, which lies there by columns if there are more than
/// one of them.
fn sum_parts(found: &CubeTensor, shape: [usize; 2], columns: usize) -> CubeTensor {
    let [parts, _, _] = found.meta.shape().dims();
    let sum = empty_floats(found, shape.into());
    let length = shape[0] * shape[1];
    let words = Words::new().numbers([length, parts, columns]);
    launch(
        Source::SUM_PARTS,
        [length.div_ceil(16), 1, 1],
        &[found, &sum],
        words,
    );
    sum
}
