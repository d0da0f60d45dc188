//! Every kernel in WGSL, put together from the files in `wgsl/`.

use burn::cubecl::prelude::KernelId;
use burn_wgpu::{KernelSource, SourceTemplate};

use super::super::choice::is_software;

/// A kernel: a name, and the files that its text consists of.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// What it is called in measurements.
    pub name: &'static str,
    /// Rows and columns of the tiles, of a product of matrices.
    tile: Option<[usize; 2]>,
    parts: &'static [&'static str],
    /// Gradients that it takes; only of the update and its check, whose text depends on it.
    layers: usize,
    /// In a workgroup.
    invocations: u32,
}

/// Tiles of most products.
const SQUARE_TILE: [usize; 2] = [64, 64];
/// Tiles of products of few columns.
const TALL_TILE: [usize; 2] = [128, 32];

macro_rules! sources {
    ($($constant:ident $name:literal $invocations:literal $($tile:ident)? [$($file:literal)*];)*) => {
        impl Source {
            $(pub const $constant: Self = Self {
                name: $name,
                tile: sources!(@tile $($tile)?),
                parts: &[$(include_str!(concat!("../wgsl/", $file, ".wgsl")),)*],
                layers: 0,
                invocations: $invocations,
            };)*
        }
    };
    (@tile) => { None };
    (@tile $tile:ident) => { Some($tile) };
}

sources! {
    GATHER "gather" 64 ["gather"];
    FIRST_CONVOLUTION "first convolution" 256 ["first_convolution"];
    CONVOLUTION "convolution" 64 SQUARE_TILE
        ["philox" "convolution" "convolution_plain"];
    POOLED_CONVOLUTION "convolution and pool" 64 SQUARE_TILE
        ["philox" "convolution" "convolution_pool"];
    DENSE "dense" 64 SQUARE_TILE ["dense"];
    DENSE_FINISH "dense: sum and activation" 128 ["philox" "dense_finish"];
    SMALL_DENSE "small dense" 64 ["philox" "small_dense"];
    CROSS_ENTROPY "cross-entropy" 64 ["cross_entropy"];
    CROSS_ENTROPY_GRADIENT "cross-entropy: gradient" 64 ["cross_entropy_gradient"];
    SMALL_DENSE_GRADIENTS "small dense: gradients" 64 ["small_dense_gradients"];
    DENSE_WEIGHT_GRADIENT "dense: weight gradient" 64 SQUARE_TILE
        ["dense_masked_gradient" "dense_weight_gradient"];
    DENSE_DATA_GRADIENT "dense: data gradient" 64 SQUARE_TILE
        ["dense_masked_gradient" "dense_data_gradient"];
    POOL_MASKS "pool: which gradients there are" 64 ["pool_masks"];
    POOL_WEIGHT_GRADIENT "convolution and pool: weight gradient" 64 ["pool_weight_gradient"];
    WEIGHTS_BY_FILTER "weights by filter" 64 ["weights_by_filter"];
    POOL_DATA_GRADIENT "convolution and pool: data gradient" 64 ["pool_data_gradient"];
    JOIN_PATCHES "sum of patches" 256 ["join_patches"];
    SPREAD_GRADIENT "convolution: gradient before ReLU" 256 ["spread_gradient"];
    DATA_GRADIENT "convolution: data gradient" 64 TALL_TILE
        ["convolution_data_gradient"];
    WEIGHT_GRADIENT "convolution: weight gradient" 64 SQUARE_TILE
        ["convolution_weight_gradient"];
    FIRST_WEIGHT_GRADIENT "first convolution: weight gradient" 128 ["first_weight_gradient"];
    SUM_PARTS "sum of parts" 128 ["sum_parts"];
    DROPOUT "dropout" 256 ["philox" "dropout"];
    UPDATE "update" 256 ["update_settings" "update"];
    UPDATE_CHECK "update: check" 256 ["update_settings" "update_check"];
    COPY "copy" 256 ["peak_copy"];
    ARITHMETIC "arithmetic" 256 ["peak_arithmetic"];
}

impl Source {
    /// The update of a network with so many layers.
    pub fn update(layers: usize) -> Self {
        Self {
            layers,
            ..Self::UPDATE
        }
    }

    /// What must come before it.
    pub fn update_check(layers: usize) -> Self {
        Self {
            layers,
            ..Self::UPDATE_CHECK
        }
    }

    /// In a workgroup.
    pub fn invocations(self) -> u32 {
        match self.tile {
            // 16 x 16 sums each.
            Some([rows, columns]) if is_software() => (rows * columns) as u32 / 256,
            _ => self.invocations,
        }
    }

    /// How many tiles lie below and beside each other in a product of this size.
    pub fn tiles(self, [rows, columns]: [usize; 2]) -> [usize; 2] {
        let [height, width] = self.tile.unwrap_or([1, 1]);
        [rows.div_ceil(height), columns.div_ceil(width)]
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if let Some([rows, columns]) = self.tile {
            text += &format!("const ROWS = {rows}u;\nconst COLUMNS = {columns}u;\n\n");
            text += match is_software() {
                true => include_str!("../wgsl/tile_software.wgsl"),
                false => include_str!("../wgsl/tile.wgsl"),
            };
        }
        text.extend(self.parts.iter().copied());
        if self.layers > 0 {
            text += &bindings_of_gradients(self.layers);
        }
        text
    }
}

/// One binding for each layer's gradient, then the uniform.
fn bindings_of_gradients(layers: usize) -> String {
    let mut text = format!("\nconst LAYERS = {layers}u;\n");
    let mut cases = String::new();
    for layer in 0..layers {
        let binding = 3 + layer;
        text += &format!(
            "@group(0) @binding({binding}) var<storage, read_write> gradient_{layer}: array<f32>;\n"
        );
        let case = match layer + 1 == layers {
            true => "default".into(),
            false => format!("case {layer}u"),
        };
        cases += &format!("        {case}: {{ return gradient_{layer}[i]; }}\n");
    }
    let binding = 3 + layers;
    text + &format!(
        "@group(0) @binding({binding}) var<uniform> settings: Settings;\n\n\
             fn gradient_of(layer: u32, i: u32) -> f32 {{\n    switch layer {{\n{cases}    }}\n}}\n"
    )
}

impl KernelSource for Source {
    fn source(&self) -> SourceTemplate {
        SourceTemplate::new(self.text())
    }

    fn id(&self) -> KernelId {
        KernelId::new::<Self>().info((self.name, self.layers, is_software()))
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}
