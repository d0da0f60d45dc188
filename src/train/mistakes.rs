//! The test images that the network got wrong, after an evaluation.

use serde::{Deserialize, Serialize};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use super::evaluate::largest;
use crate::config::CLASSES;
use crate::data::Dataset;
use crate::error::{Error, Result};

/// Which mistakes, how many, and in which order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct MistakeQuery {
    /// How many at most, 0 to 10,000. Default 50.
    pub limit: usize,
    /// How many to pass over first. Default none.
    pub offset: usize,
    /// The order. Default `confidence`.
    pub sort: MistakeOrder,
    /// Only images of this class.
    pub truth: Option<usize>,
    /// Only images that were taken for this class. Equal to `truth`: those that it got right.
    pub predicted: Option<usize>,
}

impl Default for MistakeQuery {
    fn default() -> Self {
        Self {
            limit: 50,
            offset: 0,
            sort: MistakeOrder::Confidence,
            truth: None,
            predicted: None,
        }
    }
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum MistakeOrder {
    /// What the network was surest of.
    Confidence,
    /// What it gave the true class the least probability.
    Loss,
    /// The published order of the test set.
    Index,
}

/// One test image and what the network said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct Mistake {
    /// Its number in the published test set.
    pub index: usize,
    /// Its class.
    pub truth: usize,
    /// The class it was taken for.
    pub predicted: usize,
    /// Probability of each class.
    pub probabilities: Vec<f32>,
    /// Cross-entropy.
    pub loss: f64,
    /// 784 bytes.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

/// Some of the mistakes of one evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct MistakePage {
    /// Mini-batches trained when they were made; none before the first evaluation.
    pub step: Option<u32>,
    /// How many there are in all, with this truth and prediction.
    pub total: usize,
    /// Those asked for.
    #[serde(skip)]
    pub mistakes: Vec<Mistake>,
}

/// What the network said of every test image, in the order of the shards.
#[derive(Debug)]
pub struct Judgement {
    /// Mini-batches trained before.
    pub step: u32,
    /// Probabilities of each image.
    pub probabilities: Vec<[f32; CLASSES]>,
}

impl MistakeQuery {
    /// Reads a query.
    ///
    /// # Errors
    /// `bad-config` naming what is wrong with it.
    pub fn parse(query: serde_json::Value) -> Result<Self> {
        let found = query.to_string();
        let query: Self = serde_json::from_value(query)
            .map_err(|error| Error::bad_config("mistakes", found, error.to_string()))?;
        let classes = [("truth", query.truth), ("predicted", query.predicted)];
        for (field, class) in classes {
            if let Some(class) = class.filter(|&class| class >= CLASSES) {
                let wanted = "a class from 0 to 9";
                return Err(Error::bad_config(field, class.to_string(), wanted));
            }
        }
        if query.limit > 10_000 {
            let wanted = "a whole number from 0 to 10000";
            return Err(Error::bad_config("limit", query.limit.to_string(), wanted));
        }
        Ok(query)
    }

    fn wants(&self, truth: usize, predicted: usize) -> bool {
        let wants_right = self.truth.is_some() && self.truth == self.predicted;
        self.truth.is_none_or(|wanted| wanted == truth)
            && self.predicted.is_none_or(|wanted| wanted == predicted)
            && (wants_right || truth != predicted)
    }
}

/// The mistakes that `query` asks for.
pub fn mistakes(
    judgement: Option<&Judgement>,
    data: &Dataset,
    query: &MistakeQuery,
) -> MistakePage {
    let mut found: Vec<Found> = Vec::new();
    let probabilities = judgement.map_or(&[][..], |judgement| &judgement.probabilities);
    for (position, probabilities) in probabilities.iter().enumerate() {
        let Ok((pixels, truth)) = data.test_image(position) else {
            continue;
        };
        let (truth, predicted) = (truth as usize, largest(probabilities));
        if query.wants(truth, predicted) {
            let index = data.test_index(position);
            found.push(Found {
                index,
                truth,
                predicted,
                probabilities,
                pixels,
            });
        }
    }
    let by = |key: fn(&Found) -> f32| move |a: &Found, b: &Found| key(a).total_cmp(&key(b));
    match query.sort {
        MistakeOrder::Confidence => found.sort_by(by(|one| -one.probabilities[one.predicted])),
        MistakeOrder::Loss => found.sort_by(by(|one| one.probabilities[one.truth])),
        MistakeOrder::Index => found.sort_by_key(|one| one.index),
    }
    MistakePage {
        step: judgement.map(|judgement| judgement.step),
        total: found.len(),
        mistakes: found
            .into_iter()
            .skip(query.offset)
            .take(query.limit)
            .map(Found::into_mistake)
            .collect(),
    }
}

struct Found<'a> {
    index: usize,
    truth: usize,
    predicted: usize,
    probabilities: &'a [f32; CLASSES],
    pixels: &'a [u8],
}

impl Found<'_> {
    fn into_mistake(self) -> Mistake {
        Mistake {
            index: self.index,
            truth: self.truth,
            predicted: self.predicted,
            probabilities: self.probabilities.to_vec(),
            loss: super::evaluate::loss(self.probabilities, self.truth),
            pixels: self.pixels.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shard;
    use serde_json::json;

    /// Five test images of class 0, 1, 1, 2, 3, published as number 10 to 14 backwards.
    fn data() -> Dataset {
        let labels = [0u8, 1, 1, 2, 3];
        let images = (0..5u16).map(|place| (14 - place, labels[place as usize], [7u8; 784]));
        let images: Vec<_> = images.collect();
        let images = images
            .iter()
            .map(|(index, label, image)| (*index, *label, &image[..]));
        Dataset::from_shards(vec![], vec![Shard::from_images(images)])
    }

    /// Image by image: 0 right; 1 taken for 2 at 0.6; 1 taken for 0 at 0.9; 2 right; 3 taken for 2 at 0.5.
    fn judgement() -> Judgement {
        let said = [(0, 0.8), (2, 0.6), (0, 0.9), (2, 0.7), (2, 0.5)];
        let probabilities = said.map(|(class, probability)| {
            let mut all = [(1.0 - probability) / 9.0; CLASSES];
            all[class] = probability;
            all
        });
        Judgement {
            step: 3,
            probabilities: probabilities.to_vec(),
        }
    }

    fn indices(query: serde_json::Value) -> (usize, Vec<usize>) {
        let query = MistakeQuery::parse(query).unwrap();
        let page = mistakes(Some(&judgement()), &data(), &query);
        let found = page.mistakes.iter().map(|mistake| mistake.index);
        (page.total, found.collect())
    }

    #[test]
    fn mistakes_are_sorted_filtered_and_paged() {
        assert_eq!(indices(json!({})), (3, vec![12, 13, 10]));
        assert_eq!(indices(json!({"sort": "loss"})), (3, vec![12, 13, 10]));
        assert_eq!(indices(json!({"sort": "index"})), (3, vec![10, 12, 13]));
        assert_eq!(indices(json!({"limit": 1, "offset": 1})), (3, vec![13]));
        assert_eq!(indices(json!({"truth": 1})), (2, vec![12, 13]));
        assert_eq!(indices(json!({"predicted": 2})), (2, vec![13, 10]));
        assert_eq!(indices(json!({"truth": 2, "predicted": 2})), (1, vec![11]));
    }

    #[test]
    fn before_an_evaluation_there_are_none() {
        let page = mistakes(None, &data(), &MistakeQuery::default());
        assert_eq!((page.step, page.total), (None, 0));
    }

    #[test]
    fn a_bad_query_is_refused_by_name() {
        for (query, named) in [
            (json!({"truth": 10}), "truth"),
            (json!({"limit": 10_001}), "limit"),
            (json!({"sort": "size"}), "size"),
            (json!({"order": 1}), "order"),
        ] {
            let error = MistakeQuery::parse(query).unwrap_err();
            assert_eq!(error.code(), "bad-config");
            assert!(error.to_string().contains(named), "{error}");
        }
    }
}
