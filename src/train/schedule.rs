//! The learning rate of each step.

use std::f64::consts::PI;

use crate::config::{Schedule, TrainConfig};

/// Learning rate of step `step` (from 0) of `total`: a linear rise over the first
/// `warmup * total` steps, then what the schedule says. Steps past the end keep the last rate.
pub fn learning_rate(config: &TrainConfig, step: usize, total: usize) -> f32 {
    let highest = f64::from(config.learning_rate);
    let last = total.max(1) - 1;
    let step = step.min(last) as f64;
    let total = total.max(1) as f64;
    let rising = (f64::from(config.warmup) * total).round();
    let rate = match config.schedule {
        _ if step < rising => highest * (step + 1.0) / rising,
        Schedule::Constant => highest,
        Schedule::Cosine => {
            let share = (step - rising) / (total - rising);
            highest * 0.5 * (1.0 + (PI * share).cos())
        }
    };
    rate as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(schedule: Schedule, warmup: f32, total: usize) -> Vec<f32> {
        let config = TrainConfig {
            learning_rate: 0.8,
            schedule,
            warmup,
            ..Default::default()
        };
        (0..total)
            .map(|step| learning_rate(&config, step, total))
            .collect()
    }

    #[test]
    fn it_rises_linearly_then_falls_along_a_cosine() {
        let found = rates(Schedule::Cosine, 0.4, 10);
        // Four steps up; then 0.4 * (1 + cos(k pi / 6)) for k = 0 to 5.
        let wanted = [0.2, 0.4, 0.6, 0.8, 0.8, 0.746_41, 0.6, 0.4, 0.2, 0.053_59];
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-5, "{found} and {wanted}");
        }
    }

    #[test]
    fn a_constant_rate_is_constant_after_the_warm_up() {
        assert_eq!(rates(Schedule::Constant, 0.0, 3), [0.8; 3]);
        assert_eq!(rates(Schedule::Constant, 0.5, 4), [0.4, 0.8, 0.8, 0.8]);
    }

    #[test]
    fn steps_past_the_end_keep_the_last_rate() {
        let config = TrainConfig {
            schedule: Schedule::Cosine,
            ..Default::default()
        };
        let last = learning_rate(&config, 9, 10);
        assert!(last > 0.0);
        assert_eq!(learning_rate(&config, 500, 10), last);
        assert!(learning_rate(&config, 0, 0).is_finite());
    }
}
