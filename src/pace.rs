//! How much work to do at a time, so that it takes about as long as wished.

/// A count that follows the measured speed.
#[derive(Debug)]
pub struct Pace {
    count: usize,
    least: usize,
    most: usize,
    target_millis: f64,
}

impl Pace {
    /// Starts with `count`; never leaves `least..=most`.
    pub fn new(count: usize, least: usize, most: usize, target_millis: f64) -> Self {
        Self {
            count,
            least,
            most,
            target_millis,
        }
    }

    /// Items to do next.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Learns that `count` items took `millis`. Grows to at most twice as many at once, since
    /// one lucky measurement must not make the next wait long.
    pub fn measured(&mut self, count: usize, millis: f64) {
        let fitting = count as f64 * self.target_millis / millis.max(0.01);
        let most = self.most.min(2 * self.count);
        self.count = (fitting as usize).clamp(self.least, most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_follows_the_speed_within_its_bounds() {
        let mut pace = Pace::new(8, 1, 100, 100.0);
        pace.measured(8, 100.0);
        assert_eq!(pace.count(), 8);
        pace.measured(8, 10.0); // 80 would fit, but twice as many is the most
        assert_eq!(pace.count(), 16);
        for _ in 0..5 {
            pace.measured(pace.count(), 1.0);
        }
        assert_eq!(pace.count(), 100);
        pace.measured(100, 1_000_000.0);
        assert_eq!(pace.count(), 1);
    }
}
