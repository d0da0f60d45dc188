use super::*;

const SIDE: usize = 280;

/// A grey picture in RGBA.
fn picture(width: usize, height: usize, grey: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    let places = (0..width * height).map(|place| grey(place / width, place % width));
    places.flat_map(|grey| [grey, grey, grey, 255]).collect()
}

/// 28 x 28 grey levels, each drawn as 10 x 10.
fn enlarged(image: &[u8]) -> Vec<u8> {
    picture(SIDE, SIDE, |row, column| image[row / 10 * 28 + column / 10])
}

/// A garment of the data set's form: 28 high, 13 wide, centred, with every grey level somewhere.
fn garment() -> Vec<u8> {
    let pixel = |place: usize| match place % 28 {
        8..21 => (place * 7 % 255 + 1) as u8,
        _ => 0,
    };
    (0..784).map(pixel).collect()
}

#[test]
fn an_image_of_the_data_set_comes_back_unchanged() {
    let traced = from_drawing(&enlarged(&garment()), SIDE, Ground::Black).unwrap();
    assert_eq!(traced.seen, garment());
    assert_eq!((traced.scaled_width, traced.scaled_height), (13, 28));
    assert!(!traced.is_inverted);
}

#[test]
fn wherever_and_however_large_it_is_drawn_it_fills_the_image() {
    // A block of 60 x 30 pixels far from the middle.
    let drawn = picture(SIDE, SIDE, |row, column| {
        let is_ink = (200..260).contains(&row) && (10..40).contains(&column);
        if is_ink { 180 } else { 0 }
    });
    let traced = from_drawing(&drawn, SIDE, Ground::Black).unwrap();
    let wanted = InkBox {
        x: 10,
        y: 200,
        width: 30,
        height: 60,
    };
    assert_eq!(traced.ink_box, wanted);
    assert_eq!((traced.scaled_width, traced.scaled_height), (14, 28));
    for (place, &pixel) in traced.seen.iter().enumerate() {
        let is_ink = (7..21).contains(&(place % 28));
        assert_eq!(pixel, if is_ink { 180 } else { 0 });
    }
}

#[test]
fn a_dot_fills_the_image_too() {
    let drawn = picture(SIDE, SIDE, |row, column| {
        u8::from((row, column) == (5, 7)) * 255
    });
    let traced = from_drawing(&drawn, SIDE, Ground::Black).unwrap();
    assert_eq!(traced.seen, vec![255; 784]);
}

#[test]
fn sizes_that_do_not_divide_are_averaged_by_area() {
    // 42 columns on 28: each pixel takes one and a half; a step in the middle of one is seen.
    let drawn = picture(42, 42, |_, column| if column < 22 { 100 } else { 200 });
    let traced = from_drawing(&drawn, 42, Ground::Black).unwrap();
    let row = &traced.seen[..28];
    assert_eq!((row[13], row[14], row[15]), (100, 133, 200));
}

#[test]
fn dark_lines_on_paper_become_bright_ink() {
    let paper = picture(100, 100, |row, column| match (row, column) {
        (20..80, 40..60) => 20,
        _ => 235 + ((row + column) % 8) as u8, // uneven paper
    });
    let traced = from_drawing(&paper, 100, Ground::Border).unwrap();
    assert!(traced.is_inverted);
    assert_eq!((traced.ink_box.x, traced.ink_box.width), (40, 20));
    assert_eq!((traced.ink_box.y, traced.ink_box.height), (20, 60));
    assert!(traced.seen[14 * 28 + 14] > 220);
    assert_eq!(traced.seen[0], 0);
}

#[test]
fn colours_count_by_their_brightness() {
    let mut drawn = picture(20, 20, |_, _| 255);
    drawn[4 * (10 * 20 + 10)..][..4].copy_from_slice(&[0, 0, 255, 255]); // blue is dark
    let ink = ink(&drawn, 20, Ground::Border).unwrap();
    assert_eq!(ink.pixels[10 * 20 + 10], 226); // 255 - 0.114 * 255
}

#[test]
fn on_a_transparent_picture_both_dark_and_bright_ink_show() {
    for level in [0, 255] {
        let mut drawn = vec![0; 40 * 40 * 4];
        for place in 10 * 40..30 * 40 {
            drawn[4 * place..][..4].copy_from_slice(&[level, level, level, 255]);
        }
        let traced = from_drawing(&drawn, 40, Ground::Border).unwrap();
        assert_eq!(traced.ink_box.height, 20, "ink of {level}");
        assert_eq!(traced.seen[14 * 28 + 14], 255);
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let refusal = |rgba: &[u8], width| {
        let error = from_drawing(rgba, width, Ground::Black).unwrap_err();
        assert_eq!(error.code(), "bad-image");
        error.to_string()
    };
    assert!(refusal(&[0; 15], 2).contains("15 bytes in rows of 2 pixels"));
    assert!(refusal(&[0; 16], 3).contains("16 bytes in rows of 3 pixels"));
    assert!(refusal(&[0; 16], 0).contains("rows of 0 pixels"));
    assert!(refusal(&[], 1).contains("0 bytes"));
    assert!(refusal(&[0; 4 * 2049], 2049).contains("2049 x 1 pixels, but at most 2048"));
    assert_eq!(refusal(&[0; 4 * 784], 28), "image: nothing is drawn on it");
    let white = from_drawing(&[255; 400], 10, Ground::Border).unwrap_err();
    assert_eq!(white.to_string(), "image: nothing is drawn on it");
}
