//! The shards that the page loads hold the published data set, image for image.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use fashion_trainer::data::manifest::sha256_hex;
use fashion_trainer::data::{Manifest, Shard, Split, idx};
use flate2::read::GzDecoder;

/// SHA-256 of the published files, unpacked.
const PUBLISHED: [(Split, u32, &str, &str); 2] = [
    (
        Split::Train,
        60_000,
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    ),
    (
        Split::Test,
        10_000,
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ),
];

fn shards(split: Split) -> Vec<Shard> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/data");
    let manifest = fs::read_to_string(folder.join("manifest.json"))
        .expect("public/data/manifest.json: run `npm run data` first");
    let manifest = Manifest::parse(&manifest).unwrap();
    let of_split = manifest.shards.iter().filter(|entry| entry.split == split);
    of_split
        .map(|entry| {
            let mut bytes = Vec::new();
            let file = fs::File::open(folder.join(&entry.file)).unwrap();
            GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
            entry.open(bytes).unwrap()
        })
        .collect()
}

fn idx_file(magic: u32, dimensions: &[u32], body: &[u8]) -> Vec<u8> {
    let words = [&[magic], dimensions].concat();
    let header = words.iter().flat_map(|word| word.to_be_bytes());
    header.chain(body.iter().copied()).collect()
}

#[test]
fn the_shards_put_back_in_order_are_the_published_files() {
    for (split, count, image_hash, label_hash) in PUBLISHED {
        let shards = shards(split);
        let mut pixels = vec![0; count as usize * 784];
        let mut labels = vec![0; count as usize];
        for shard in &shards {
            for place in 0..shard.len() {
                let index = shard.source_index(place) as usize;
                pixels[index * 784..][..784].copy_from_slice(shard.pixels(place));
                labels[index] = shard.label(place);
            }
        }
        let images = idx_file(0x803, &[count, 28, 28], &pixels);
        let label_file = idx_file(0x801, &[count], &labels);
        assert_eq!(sha256_hex(&images), image_hash);
        assert_eq!(sha256_hex(&label_file), label_hash);

        // The crate sorts the published files into the very same shards.
        let pixels = idx::parse_images("images", &images).unwrap();
        let labels = idx::parse_labels("labels", &label_file).unwrap();
        let made = idx::balanced_shards("made", pixels, labels, 5000).unwrap();
        assert!(made == shards, "the crate and the script sort differently");
    }
}
