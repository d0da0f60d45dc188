//! The reports of a run, bounded: a run of days must not fill the memory.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::report::{EvalReport, StepReport};
use crate::data::CLASS_NAMES;

/// Most step reports kept; a chart has fewer pixels.
const MOST_STEPS: usize = 2000;
/// Most evaluations kept.
const MOST_EVALUATIONS: usize = 500;

/// Reports since the model was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct History {
    /// Training. Neighbours are merged once there are more than 2,000.
    pub steps: Vec<StepReport>,
    /// The evaluations at the ends of epochs; every second one once there are more than 500.
    pub evaluations: Vec<EvalReport>,
}

impl History {
    /// Adds a report of training.
    pub fn add_step(&mut self, report: StepReport) {
        self.steps.push(report);
        self.thin();
    }

    /// Adds an evaluation at the end of an epoch; a second one of the same step replaces the first.
    pub fn add_evaluation(&mut self, report: EvalReport) {
        self.evaluations.retain(|other| other.step != report.step);
        self.evaluations.push(report);
        self.thin();
    }

    /// Makes room.
    pub fn thin(&mut self) {
        while self.steps.len() > MOST_STEPS {
            let before = self.steps.len();
            self.steps = in_pairs(std::mem::take(&mut self.steps), true);
            if self.steps.len() > before * 3 / 4 {
                // Epochs of a report or two each.
                self.steps = in_pairs(std::mem::take(&mut self.steps), false);
            }
        }
        while self.evaluations.len() > MOST_EVALUATIONS {
            let mut place = self.evaluations.len(); // counted from the end: the last one stays
            self.evaluations.retain(|_| {
                place -= 1;
                place.is_multiple_of(2)
            });
        }
    }

    /// The first report that a run of `step` mini-batches can't have, in words.
    pub fn flaw(&self, step: u32) -> Option<String> {
        let follows = |steps: &[u32], place: usize| {
            let before = place.checked_sub(1).map_or(0, |before| steps[before]);
            before < steps[place] && steps[place] <= step
        };
        let steps: Vec<u32> = self.steps.iter().map(|one| one.step).collect();
        for (place, one) in self.steps.iter().enumerate() {
            if !follows(&steps, place) || one.batches == 0 || !is_share(one.accuracy) {
                return Some(format!("step report {place}"));
            }
        }
        let steps: Vec<u32> = self.evaluations.iter().map(|one| one.step).collect();
        for (place, one) in self.evaluations.iter().enumerate() {
            if !follows(&steps, place) || !is_whole(one) {
                return Some(format!("evaluation {place}"));
            }
        }
        None
    }

    /// Whether the model after `step` mini-batches was evaluated.
    pub fn has_evaluation(&self, step: u32) -> bool {
        self.evaluations.iter().any(|report| report.step == step)
    }
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

/// Whether its parts fit together.
fn is_whole(report: &EvalReport) -> bool {
    let images = report.confusion.iter().flatten().copied();
    let names = report.per_class.iter().map(|class| class.name.as_str());
    images.map(u64::from).sum::<u64>() == report.count as u64
        && names.eq(CLASS_NAMES)
        && is_share(report.accuracy)
}

/// Every two neighbours made one; of different epochs only if these need not stay apart.
fn in_pairs(reports: Vec<StepReport>, apart: bool) -> Vec<StepReport> {
    let mut merged: Vec<StepReport> = Vec::with_capacity(reports.len() / 2 + 1);
    let mut is_open = false;
    for report in reports {
        match merged.last_mut() {
            Some(last) if is_open && !(apart && last.epoch != report.epoch) => {
                *last = both(last, report);
                is_open = false;
            }
            _ => {
                merged.push(report);
                is_open = true;
            }
        }
    }
    merged
}

/// Two reports as one: means by mini-batches, the rest, speed included, as it was at the end.
fn both(first: &StepReport, second: StepReport) -> StepReport {
    let (before, after) = (f64::from(first.batches), f64::from(second.batches));
    let mean = |a: f64, b: f64| (a * before + b * after) / (before + after).max(1.0);
    let norms = first.gradient_norm.zip(second.gradient_norm);
    StepReport {
        batches: first.batches.saturating_add(second.batches),
        loss: mean(first.loss, second.loss),
        accuracy: mean(first.accuracy, second.accuracy),
        gradient_norm: norms.map(|(a, b)| mean(a, b)),
        ..second
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(step: u32, epoch: u32) -> StepReport {
        StepReport {
            step,
            epoch,
            images_seen: u64::from(step) * 10,
            batches: 1,
            loss: f64::from(step),
            accuracy: 0.5,
            learning_rate: 0.1,
            gradient_norm: None,
            images_per_second: 100.0,
            elapsed_millis: 0.0,
            epoch_ended: false,
        }
    }

    #[test]
    fn a_long_run_keeps_its_whole_course_in_bounded_room() {
        let mut history = History::default();
        for step in 1..=10_000 {
            history.add_step(report(step, (step - 1) / 1000));
            assert!(history.steps.len() <= MOST_STEPS);
        }
        let batches: u32 = history.steps.iter().map(|report| report.batches).sum();
        assert_eq!(batches, 10_000);
        assert_eq!(history.steps.last().map(|report| report.step), Some(10_000));
        // The mean over all mini-batches is kept: (1 + ... + 10,000) / 10,000.
        let sum = history.steps.iter();
        let sum: f64 = sum
            .map(|report| report.loss * f64::from(report.batches))
            .sum();
        assert!((sum / 10_000.0 - 5000.5).abs() < 1e-6);
    }

    #[test]
    fn a_restored_course_is_the_same_to_the_last_bit() {
        let mut history = History::default();
        for step in 1..=1000 {
            history.add_step(StepReport {
                loss: 2.3 / f64::from(step),
                elapsed_millis: f64::from(step) * 1.1,
                ..report(step, 0)
            });
        }
        let text = serde_json::to_string(&history).unwrap();
        assert!(serde_json::from_str::<History>(&text).unwrap() == history);
    }

    #[test]
    fn many_short_epochs_are_bounded_too() {
        let mut history = History::default();
        for step in 1..=5000 {
            history.add_step(report(step, step));
            history.add_evaluation(EvalReport {
                step,
                ..crate::train::Evaluation::default().report()
            });
            assert!(history.steps.len() <= MOST_STEPS);
            assert!(history.evaluations.len() <= MOST_EVALUATIONS);
        }
        assert!(history.steps.len() > MOST_STEPS / 3);
        assert!(history.has_evaluation(5000) && history.evaluations.len() > MOST_EVALUATIONS / 3);
    }

    #[test]
    fn reports_of_different_epochs_stay_apart() {
        let reports: Vec<StepReport> = (0..9).map(|step| report(step, step / 3)).collect();
        let merged = in_pairs(reports, true);
        let found: Vec<(u32, u32)> = merged.iter().map(|one| (one.epoch, one.batches)).collect();
        assert_eq!(found, [(0, 2), (0, 1), (1, 2), (1, 1), (2, 2), (2, 1)]);
    }
}
