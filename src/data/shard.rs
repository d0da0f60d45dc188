//! A shard: up to 65,535 images with their labels, and where in the published file each stood.
//!
//! Little-endian: `FMSH`, version 1, count, rows << 16 | columns (four u32 words), then
//! count x u16 index in the IDX file, count x u8 label, count x 784 u8 pixels. Nothing after.

use super::idx::check_labels;
use crate::config::{IMAGE_PIXELS, IMAGE_SIDE};
use crate::error::{Error, Result};

const MAGIC: &[u8; 4] = b"FMSH";
const VERSION: u32 = 1;
const HEADER_BYTES: usize = 16;
const BYTES_PER_IMAGE: usize = 2 + 1 + IMAGE_PIXELS;

/// Images kept as the bytes they came in, so that the training set takes 47 MB and no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Shard {
    count: usize,
    bytes: Vec<u8>,
}

/// Bytes of a shard of `count` images.
pub fn byte_length(count: usize) -> usize {
    HEADER_BYTES + count * BYTES_PER_IMAGE
}

impl Shard {
    /// Takes the bytes of an unpacked shard file.
    ///
    /// # Errors
    /// `bad-data` for another magic word, version, image size or length, or a label above 9.
    pub fn parse(name: &str, bytes: Vec<u8>) -> Result<Self> {
        let refuse = |problem: String| Err(Error::bad_data(name, problem));
        if bytes.len() < HEADER_BYTES {
            let found = bytes.len();
            return refuse(format!(
                "{found} bytes, but the header alone has {HEADER_BYTES}"
            ));
        }
        if &bytes[..4] != MAGIC {
            let found = bytes[..4].escape_ascii();
            return refuse(format!("starts with \"{found}\", but must with \"FMSH\""));
        }
        let word = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let (version, count, size) = (word(4), word(8) as usize, word(12));
        if version != VERSION {
            return refuse(format!(
                "format version is {version}, but must be {VERSION}"
            ));
        }
        if size != (IMAGE_SIDE << 16 | IMAGE_SIDE) as u32 {
            let (rows, columns) = (size >> 16, size & 0xFFFF);
            return refuse(format!(
                "images are {rows} x {columns}, but must be 28 x 28"
            ));
        }
        if count == 0 || count > u16::MAX as usize {
            return refuse(format!("holds {count} images, but must 1 to 65535"));
        }
        if bytes.len() != byte_length(count) {
            let (found, wanted) = (bytes.len(), byte_length(count));
            return refuse(format!(
                "{found} bytes, but {count} images need exactly {wanted}"
            ));
        }
        let shard = Self { count, bytes };
        check_labels(name, shard.labels())?;
        Ok(shard)
    }

    /// Makes a shard of (index in the IDX file, label, pixels).
    pub fn from_images<'a>(images: impl Iterator<Item = (u16, u8, &'a [u8])>) -> Self {
        let (mut indices, mut labels) = (Vec::new(), Vec::new());
        let mut pixels: Vec<u8> = Vec::new();
        for (index, label, image) in images {
            indices.extend(index.to_le_bytes());
            labels.push(label);
            pixels.extend(image);
        }
        let count = labels.len();
        let mut bytes = Vec::with_capacity(byte_length(count));
        bytes.extend(MAGIC);
        for word in [
            VERSION,
            count as u32,
            (IMAGE_SIDE << 16 | IMAGE_SIDE) as u32,
        ] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(indices);
        bytes.extend(labels);
        bytes.extend(pixels);
        Self { count, bytes }
    }

    /// Images in this shard.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no image. A parsed shard has at least one.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The whole file, as it was or would be downloaded.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Index of the image at `place` in the published IDX file.
    pub fn source_index(&self, place: usize) -> u16 {
        let at = HEADER_BYTES + 2 * place;
        u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]])
    }

    /// Class of the image at `place`, 0 to 9.
    pub fn label(&self, place: usize) -> u8 {
        self.labels()[place]
    }

    /// 784 pixels of the image at `place`, row by row, ink bright on 0.
    pub fn pixels(&self, place: usize) -> &[u8] {
        let at = HEADER_BYTES + 3 * self.count + IMAGE_PIXELS * place;
        &self.bytes[at..at + IMAGE_PIXELS]
    }

    fn labels(&self) -> &[u8] {
        let at = HEADER_BYTES + 2 * self.count;
        &self.bytes[at..at + self.count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_images() -> Shard {
        let images: Vec<[u8; 784]> = vec![[1; 784], [2; 784], [3; 784]];
        Shard::from_images(
            images
                .iter()
                .zip([(700u16, 4u8), (8, 9), (65_535, 0)])
                .map(|(image, (index, label))| (index, label, image.as_slice())),
        )
    }

    #[test]
    fn what_is_written_is_read_back() {
        let shard = Shard::parse("train-00", three_images().as_bytes().to_vec()).unwrap();
        assert_eq!(shard, three_images());
        assert_eq!(shard.len(), 3);
        assert_eq!((shard.source_index(0), shard.label(0)), (700, 4));
        assert_eq!((shard.source_index(2), shard.label(2)), (65_535, 0));
        assert_eq!(shard.pixels(1), [2; 784]);
        assert_eq!(shard.as_bytes().len(), 16 + 3 * 787);
    }

    #[test]
    fn every_malformation_is_refused_by_name() {
        let good = three_images().as_bytes().to_vec();
        let changed = |at: usize, value: u8| {
            let mut bytes = good.clone();
            bytes[at] = value;
            bytes
        };
        let mut trailing = good.clone();
        trailing.push(0);
        for (bytes, problem) in [
            (vec![], "0 bytes, but the header alone has 16"),
            (
                changed(0, b'X'),
                "starts with \"XMSH\", but must with \"FMSH\"",
            ),
            (changed(4, 2), "format version is 2, but must be 1"),
            (changed(8, 0), "holds 0 images, but must 1 to 65535"),
            (
                changed(11, 255),
                "holds 4278190083 images, but must 1 to 65535",
            ),
            (changed(14, 32), "images are 32 x 28, but must be 28 x 28"),
            (
                good[..good.len() - 1].to_vec(),
                "2376 bytes, but 3 images need exactly 2377",
            ),
            (trailing, "2378 bytes, but 3 images need exactly 2377"),
            (changed(22, 10), "label 0 is 10, but must be 0 to 9"),
        ] {
            let error = Shard::parse("train-00", bytes).unwrap_err();
            assert_eq!(error.to_string(), format!("train-00: {problem}"));
        }
    }
}
