//! The IDX files that Fashion-MNIST is published in: bytes to images and labels.
//!
//! Format: <http://yann.lecun.com/exdb/mnist/>: a big-endian magic number (0x803 for images,
//! 0x801 for labels), one big-endian u32 for each dimension, then the bytes.

use super::shard::Shard;
use crate::config::{CLASSES, IMAGE_PIXELS, IMAGE_SIDE};
use crate::error::{Error, Result};

/// Parses an IDX file of images (unpacked) and returns their pixels, one image after the other.
///
/// # Errors
/// `bad-data` for another magic number, another image size, or any other number of bytes than
/// the header announces.
pub fn parse_images<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8]> {
    let ([count, rows, columns], pixels) = header(file, bytes, 0x803)?;
    if (rows as usize, columns as usize) != (IMAGE_SIDE, IMAGE_SIDE) {
        let problem = format!("images are {rows} x {columns}, but must be 28 x 28");
        return Err(Error::bad_data(file, problem));
    }
    exactly(file, pixels, count as usize * IMAGE_PIXELS)
}

/// Parses an IDX file of labels (unpacked).
///
/// # Errors
/// `bad-data` for another magic number, a label above 9, or any other number of bytes than the
/// header announces.
pub fn parse_labels<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8]> {
    let ([count], labels) = header(file, bytes, 0x801)?;
    check_labels(file, exactly(file, labels, count as usize)?)
}

/// Sorts images into class-balanced shards: the j-th image of class c goes to shard
/// j / (`shard_size` / 10), place (j mod (`shard_size` / 10)) * 10 + c, so that every prefix of
/// every shard is balanced. `scripts/data` does the same for the page; a test compares them.
///
/// # Errors
/// `bad-data` if labels and images differ in number, or a class has more images than another.
pub fn balanced_shards(
    name: &str,
    pixels: &[u8],
    labels: &[u8],
    shard_size: usize,
) -> Result<Vec<Shard>> {
    let count = labels.len();
    if pixels.len() != count * IMAGE_PIXELS {
        let images = pixels.len() / IMAGE_PIXELS;
        let problem = format!("{images} images, but {count} labels");
        return Err(Error::bad_data(name, problem));
    }
    let mut by_class: Vec<Vec<usize>> = vec![Vec::new(); CLASSES];
    for (index, &label) in labels.iter().enumerate() {
        by_class[label as usize].push(index);
    }
    let per_class = count / CLASSES;
    if by_class.iter().any(|indices| indices.len() != per_class) {
        let counts: Vec<usize> = by_class.iter().map(Vec::len).collect();
        let problem = format!("images of each class: {counts:?}, but must be {per_class} each");
        return Err(Error::bad_data(name, problem));
    }
    let shards = (0..per_class).collect::<Vec<_>>();
    let shards = shards.chunks(shard_size / CLASSES).map(|ranks| {
        let interleaved = ranks
            .iter()
            .flat_map(|&rank| by_class.iter().map(move |indices| indices[rank]));
        Shard::from_images(interleaved.map(|index| {
            let image = &pixels[index * IMAGE_PIXELS..(index + 1) * IMAGE_PIXELS];
            (index as u16, labels[index], image)
        }))
    });
    Ok(shards.collect())
}

/// Refuses a label that names no class.
pub(super) fn check_labels<'a>(file: &str, labels: &'a [u8]) -> Result<&'a [u8]> {
    match labels.iter().position(|&label| label as usize >= CLASSES) {
        None => Ok(labels),
        Some(place) => Err(Error::bad_data(
            file,
            format!("label {place} is {}, but must be 0 to 9", labels[place]),
        )),
    }
}

/// Reads the magic number and `N` dimensions; returns them and the bytes that follow.
fn header<'a, const N: usize>(
    file: &str,
    bytes: &'a [u8],
    magic: u32,
) -> Result<([u32; N], &'a [u8])> {
    let length = 4 + 4 * N;
    let Some((head, body)) = bytes.split_at_checked(length) else {
        let found = bytes.len();
        let problem = format!("{found} bytes, but the header alone has {length}");
        return Err(Error::bad_data(file, problem));
    };
    let word = |place: usize| {
        let at = 4 * place;
        u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
    };
    if word(0) != magic {
        let problem = format!("magic number is {:#x}, but must be {magic:#x}", word(0));
        return Err(Error::bad_data(file, problem));
    }
    Ok((std::array::from_fn(|dimension| word(dimension + 1)), body))
}

fn exactly<'a>(file: &str, body: &'a [u8], wanted: usize) -> Result<&'a [u8]> {
    if body.len() == wanted {
        return Ok(body);
    }
    let found = body.len();
    let problem = format!("{found} bytes after the header, but it announces {wanted}");
    Err(Error::bad_data(file, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn images_file(magic: u32, dimensions: [u32; 3], body: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = [magic, dimensions[0], dimensions[1], dimensions[2]]
            .iter()
            .flat_map(|word| word.to_be_bytes())
            .collect();
        bytes.resize(16 + body, 7);
        bytes
    }

    fn labels_file(labels: &[u8]) -> Vec<u8> {
        let mut bytes = 0x801u32.to_be_bytes().to_vec();
        bytes.extend((labels.len() as u32).to_be_bytes());
        bytes.extend(labels);
        bytes
    }

    #[test]
    fn well_formed_files_are_read() {
        let images = images_file(0x803, [2, 28, 28], 2 * 784);
        assert_eq!(parse_images("images", &images).unwrap(), &[7; 2 * 784]);
        assert_eq!(
            parse_labels("labels", &labels_file(&[0, 9, 3])).unwrap(),
            &[0, 9, 3]
        );
    }

    #[test]
    fn every_malformation_is_refused_by_name() {
        for (bytes, problem) in [
            (vec![0, 0, 8], "3 bytes, but the header alone has 16"),
            (
                images_file(0x801, [1, 28, 28], 784),
                "magic number is 0x801, but must be 0x803",
            ),
            (
                images_file(0x803, [1, 28, 32], 896),
                "images are 28 x 32, but must be 28 x 28",
            ),
            (
                images_file(0x803, [2, 28, 28], 2 * 784 - 1),
                "1567 bytes after the header, but it announces 1568",
            ),
            (
                images_file(0x803, [2, 28, 28], 2 * 784 + 1),
                "1569 bytes after the header, but it announces 1568",
            ),
        ] {
            let error = parse_images("train-images", &bytes).unwrap_err();
            assert_eq!(error.to_string(), format!("train-images: {problem}"));
            assert_eq!(error.code(), "bad-data");
        }
        let error = parse_labels("train-labels", &labels_file(&[1, 10])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "train-labels: label 1 is 10, but must be 0 to 9"
        );
    }

    #[test]
    fn shards_are_balanced_and_know_where_each_image_came_from() {
        // 40 images, four of each class, the labels running backwards: image i has class 9 - i % 10.
        let labels: Vec<u8> = (0..40).map(|index| 9 - (index % 10) as u8).collect();
        let pixels: Vec<u8> = (0..40).flat_map(|index| [index as u8; 784]).collect();
        let shards = balanced_shards("test", &pixels, &labels, 20).unwrap();
        assert_eq!(shards.len(), 2);
        for shard in &shards {
            let found: Vec<u8> = (0..20).map(|place| shard.label(place)).collect();
            let wanted: Vec<u8> = (0..20).map(|place| place % 10).collect();
            assert_eq!(found, wanted);
            for place in 0..20 {
                let source = shard.source_index(place);
                assert_eq!(shard.pixels(place)[0] as u16, source);
                assert_eq!(labels[source as usize], shard.label(place));
            }
        }
        assert_eq!(shards[1].source_index(0), 29); // third image of class 0
    }

    #[test]
    fn images_without_labels_and_unbalanced_classes_are_refused() {
        let mismatch = balanced_shards("test", &[0; 784], &[0, 1], 20).unwrap_err();
        assert_eq!(mismatch.to_string(), "test: 1 images, but 2 labels");
        let labels = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
        let unbalanced = balanced_shards("test", &[0; 7840], &labels, 20).unwrap_err();
        assert!(unbalanced.to_string().contains("but must be 1 each"));
    }
}
