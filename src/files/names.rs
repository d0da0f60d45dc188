//! Names that stand twice in the header of a safetensors file: of two meanings, each reader would take one.

use std::collections::HashSet;
use std::fmt::{Formatter, Result as Written};

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// Key of the texts, which have names of their own.
const METADATA: &str = "__metadata__";

/// The names of an object, and of the one under [`METADATA`] in it, each of them once.
struct Names;

/// Refuses such a header, and what is no JSON object.
pub(super) fn check(header: &[u8]) -> Result<(), String> {
    match serde_json::from_slice(header) {
        Ok(Names) => Ok(()),
        Err(error) => Err(format!("it is not a safetensors file: {error}")),
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for Names {
    type Value = Self;

    fn expecting(&self, to: &mut Formatter<'_>) -> Written {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == METADATA {
                map.next_value::<Self>()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if let Some(name) = names.replace(name) {
                return Err(A::Error::custom(format!("{name:?} stands twice")));
            }
        }
        Ok(self)
    }
}
