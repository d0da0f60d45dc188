"""Files of images and of labels, as Fashion-MNIST is published, and pictures for the pad."""

import struct

from catalogue import SCRIPT, attack, good
from packed import gzip, png


def idx(magic: int, dimensions: list[int], body: bytes) -> bytes:
    return struct.pack(f">{1 + len(dimensions)}I", magic, *dimensions) + body


def idx_files() -> None:
    images, labels = idx(0x803, [2, 28, 28], bytes(2 * 784)), idx(0x801, [2], b"\0\x09")
    good("good-images.idx", "idx-images", images)
    good("good-labels.idx", "idx-labels", labels)
    attack("images-empty.idx", "idx-images", "0 bytes", b"")
    attack("images-of-labels.idx", "idx-images", "magic number is 0x801", idx(0x801, [784], bytes(784)))
    attack("images-of-floats.idx", "idx-images", "magic number is 0xd03", idx(0xD03, [1, 28, 28], bytes(784)))
    attack("images-beyond-numbers.idx", "idx-images", "but must be 28 x 28", idx(0x803, [2**32 - 1] * 3, bytes(784)))
    attack("images-4294967295.idx", "idx-images", "bytes after the header", idx(0x803, [2**32 - 1, 28, 28], bytes(784)))
    attack("images-one-too-few.idx", "idx-images", "bytes after the header", images[:-784])
    attack("images-one-byte-more.idx", "idx-images", "bytes after the header", images + b"\0")
    attack("images-32-wide.idx", "idx-images", "28 x 32", idx(0x803, [1, 28, 32], bytes(896)))
    attack("images-cut-in-the-header.idx", "idx-images", "header alone has 16", images[:9])
    attack("labels-255.idx", "idx-labels", "label 1 is 255", idx(0x801, [2], b"\0\xff"))
    attack("labels-4294967295.idx", "idx-labels", "bytes after the header", idx(0x801, [2**32 - 1], b"\0"))
    attack("labels-a-script.idx", "idx-labels", "magic number", SCRIPT.encode())
    # Packed ones, which the page unpacks.
    attack("images-cut.idx.gz", "idx-images-gz", "gzip", gzip(images)[:-12])
    attack("images-bomb.idx.gz", "idx-images-gz", "bytes", gzip(idx(0x803, [10, 28, 28], bytes(24 << 20))))
    attack("images-no-gzip.idx.gz", "idx-images-gz", "gzip", b"\x1f\x8b" + SCRIPT.encode())


def pictures() -> None:
    def picture(name: str, data: bytes) -> None:
        attack(name, "picture", "can't be read as a picture", data)

    side = 12_000
    picture("header-60000.png", png(60_000, 60_000, b"\0"))
    picture("bomb-12000.png", png(side, side, bytes((1 + side // 8) * side)))
    picture("header-no-size.png", png(0, 0, b""))
    picture("cut.png", png(28, 28, bytes(5 * 28))[:40])
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\0\0\x01\0\x01\0\0"
    frame = b"\xff\xc0\x00\x0b\x08\x01\x00\x01\x00\x01\x01\x11\x00"
    picture("cut.jpg", jpeg + frame)
    picture("header-65500.jpg", jpeg + b"\xff\xc0\x00\x0b\x08\xff\xdc\xff\xdc\x01\x01\x11\x00" + b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0")
    picture("header-65535.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;")
    picture("header-16384.webp", b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0" + b"VP8 \0\0\0\0")
    picture("header-30000.bmp", b"BM" + struct.pack("<IIIIiiHHIIiiII", 58, 0, 54, 40, 30_000, 30_000, 1, 1, 0, 0, 0, 0, 2, 0) + b"\0" * 4)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="window.attacked=1">{SCRIPT}</svg>'
    picture("script.svg", svg.encode())
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    picture("entities.svg", f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a8;</text></svg>'.encode())
    picture("text.png", b"no picture at all")
    picture("page.jpg", b"<!doctype html>" + SCRIPT.encode())
    picture("empty.png", b"")
