/** What a person does on the pad, as data that survives JSON: a drawing is a list of these. */

import { IMAGE_PIXELS, PAD_PIXELS, PAD_SIDE } from "./surface";

/** In pixels of the pad, with fractions; pressure from 0 to 1. */
export type Point = readonly [x: number, y: number, pressure: number];

export interface Stroke {
  readonly type: "stroke";
  readonly tool: "brush" | "eraser";
  /** Diameter in pixels of the pad where the pressure is 1. */
  readonly width: number;
  /** 1 to 255; an eraser does not use it. */
  readonly grey: number;
  readonly points: readonly Point[];
}

/** The last three replace whatever was on the pad. */
export type Operation =
  | Stroke
  | { readonly type: "fill"; readonly x: number; readonly y: number; readonly grey: number }
  | { readonly type: "mirror" }
  | { readonly type: "clear" }
  | { readonly type: "silhouette"; readonly label: number; readonly grey: number }
  /** The 784 bytes of an image of the data set, in base64. */
  | { readonly type: "image"; readonly pixels: string }
  /** A photo that became ink already: the pad's bytes, in base64. */
  | { readonly type: "ink"; readonly ink: string };

const MAX_GREY = 255;
const CLASSES = 10;

export function imageOperation(pixels: Uint8Array): Operation {
  return { type: "image", pixels: encode(pixels) };
}

export function inkOperation(ink: Uint8Array): Operation {
  return { type: "ink", ink: encode(ink) };
}

/** Bytes of what `imageOperation` and `inkOperation` made. */
export function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function encode(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/**
 * A point as it is kept: few digits, so that JSON stays small, and not endlessly far outside. A stroke may leave
 * the pad and come back; only so far outside that nobody sees it is it bent.
 */
export function keptPoint([x, y, pressure]: Point): Point {
  return [
    rounded(clamp(x, -PAD_SIDE, 2 * PAD_SIDE), 10),
    rounded(clamp(y, -PAD_SIDE, 2 * PAD_SIDE), 10),
    rounded(clamp(pressure, 0, 1), 100),
  ];
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The operations in parsed JSON. Throws an error that names the thing, what was found, and what was wanted. */
export function operationsFrom(json: unknown): Operation[] {
  if (!Array.isArray(json)) throw unexpected("drawing", json, "a list of operations");
  return json.map((item, index) => operationFrom(item, `operation ${index + 1}`));
}

function operationFrom(json: unknown, name: string): Operation {
  if (!isRecord(json)) throw unexpected(name, json, "an object");
  const number = (key: string, low: number, high: number) =>
    numberFrom(json[key], `${name}: ${key}`, low, high);
  const whole = (key: string, low: number, high: number) => {
    const value = number(key, low, high);
    if (!Number.isInteger(value)) throw unexpected(`${name}: ${key}`, value, "a whole number");
    return value;
  };
  const bytes = (key: string, count: number) => base64From(json[key], `${name}: ${key}`, count);
  const { type } = json;
  switch (type) {
    case "stroke":
      if (json.tool !== "brush" && json.tool !== "eraser") {
        throw unexpected(`${name}: tool`, json.tool, `"brush" or "eraser"`);
      }
      return {
        type,
        tool: json.tool,
        width: number("width", 1, PAD_SIDE),
        grey: whole("grey", 1, MAX_GREY),
        points: pointsFrom(json.points, `${name}: points`),
      };
    case "fill":
      return {
        type,
        x: number("x", 0, PAD_SIDE),
        y: number("y", 0, PAD_SIDE),
        grey: whole("grey", 1, MAX_GREY),
      };
    case "mirror":
    case "clear":
      return { type };
    case "silhouette":
      return { type, label: whole("label", 0, CLASSES - 1), grey: whole("grey", 1, MAX_GREY) };
    case "image":
      return { type, pixels: bytes("pixels", IMAGE_PIXELS) };
    case "ink":
      return { type, ink: bytes("ink", PAD_PIXELS) };
    default:
      throw unexpected(
        `${name}: type`,
        type,
        "one of stroke, fill, mirror, clear, silhouette, image and ink",
      );
  }
}

function pointsFrom(json: unknown, name: string): Point[] {
  if (!Array.isArray(json) || json.length === 0) throw unexpected(name, json, "a list of at least one point");
  return json.map((item: unknown, index) => {
    const point = `${name}: point ${index + 1}`;
    if (!Array.isArray(item) || item.length !== 3) throw unexpected(point, item, "[x, y, pressure]");
    return [
      numberFrom(item[0], `${point}: x`, -PAD_SIDE, 2 * PAD_SIDE),
      numberFrom(item[1], `${point}: y`, -PAD_SIDE, 2 * PAD_SIDE),
      numberFrom(item[2], `${point}: pressure`, 0, 1),
    ];
  });
}

function numberFrom(json: unknown, name: string, low: number, high: number): number {
  if (typeof json !== "number" || !(json >= low && json <= high)) {
    throw unexpected(name, json, `a number from ${low} to ${high}`);
  }
  return json;
}

function base64From(json: unknown, name: string, count: number): string {
  const wanted = `${count} bytes in base64`;
  if (typeof json !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(json) || json.length % 4 !== 0) {
    throw unexpected(name, json, wanted);
  }
  const found = decode(json).length;
  if (found !== count) throw new TypeError(`${name}: found ${found} bytes, wanted ${wanted}`);
  return json;
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function unexpected(name: string, found: unknown, wanted: string): TypeError {
  return new TypeError(`${name}: found ${brief(found)}, wanted ${wanted}`);
}

function brief(found: unknown): string {
  const text = JSON.stringify(found) ?? String(found);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
