//! The network: layers, initial weights, optimiser.

pub mod init;
pub mod model;
pub mod optimizer;
pub mod structure;

pub use model::{Dropout, Model};
pub use optimizer::Optimizer;
