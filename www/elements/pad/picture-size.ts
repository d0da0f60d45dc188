/**
 * How large a picture is, from the first bytes of its file: a browser that decodes it takes four bytes for each pixel,
 * and a file of some kilobytes can say that it has billions.
 */

export interface Size {
  width: number;
  height: number;
}

/** So many bytes tell it for all but photographs with long remarks before the picture. */
export const HEAD_BYTES = 1 << 20;

/** Undefined for what is none of the formats that are read here. */
export function pictureSize(head: Uint8Array): Size | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    return FORMATS.find(({ is }) => is(view))?.size(view);
  } catch (error) {
    // It ends before its size.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const FORMATS: readonly { is: (view: DataView) => boolean; size: (view: DataView) => Size | undefined }[] = [
  {
    is: startsWith("\x89PNG\r\n\x1a\n"),
    size: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  },
  { is: startsWith("\xff\xd8\xff"), size: jpegSize },
  {
    is: startsWith("GIF8"),
    size: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  },
  { is: (view) => startsWith("RIFF")(view) && startsWith("WEBP", 8)(view), size: webpSize },
  { is: startsWith("BM"), size: bmpSize },
  { is: startsWith("ftyp", 4), size: itemSize },
];

function startsWith(text: string, at = 0): (view: DataView) => boolean {
  const codes = [...text].map((letter) => letter.charCodeAt(0));
  return (view) =>
    view.byteLength >= at + codes.length && codes.every((code, place) => view.getUint8(at + place) === code);
}

/** The segments before the picture have lengths; that of the frame (SOF) has the size. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // filling
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
}

function webpSize(view: DataView): Size | undefined {
  const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  switch (chunk) {
    case "VP8X": {
      const side = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
      return { width: side(24), height: side(27) };
    }
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case "VP8 ":
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

/** A negative height means rows from the top. */
function bmpSize(view: DataView): Size {
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** AVIF and HEIC. The largest of the sizes (`ispe`) of its items: a picture can be put together from tiles. */
function itemSize(view: DataView): Size | undefined {
  const isSize = startsWith("ispe");
  let largest: Size | undefined;
  for (let at = 8; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint8(at) !== 0x69 || !isSize(new DataView(view.buffer, view.byteOffset + at, 4))) continue;
    const found = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}
