/** Numbers as people of one language write them. */

export interface Numbers {
  /** 60,000. */
  integer(value: number): string;
  /** 0.8765 as "87.65 %", with a narrow no-break space; a dash for what is not known. */
  share(value: number | undefined, digits?: number): string;
  /** With so many digits after the point. */
  fixed(value: number, digits: number): string;
  /** With at most so many digits after the point. */
  short(value: number, digits: number): string;
  /** Seconds, coarser the longer it is, so that it does not flicker. A unit stays at its number. */
  duration(seconds: number): string;
}

/** What stands where there is no number. */
export const NONE = "–";

export function numbersOf(language: string): Numbers {
  const formats = new Map<string, Intl.NumberFormat>();
  // To make one takes longer than to use it a hundred times.
  const format = (value: number, least: number, most: number) => {
    const key = `${least} ${most}`;
    let known = formats.get(key);
    if (!known) {
      const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
      // What rounds to zero has no sign.
      known = new Intl.NumberFormat(language, { ...digits, signDisplay: "negative" });
      formats.set(key, known);
    }
    // The sign of mathematics, which is as wide as a digit.
    return known.format(value).replace("-", "−");
  };
  return {
    integer: (value) => format(value, 0, 0),
    share: (value, digits = 2) =>
      value === undefined ? NONE : `${format(value * 100, digits, digits)}\u202f%`,
    fixed: (value, digits) => format(value, digits, digits),
    short: (value, digits) => format(value, 0, digits),
    duration(seconds) {
      if (!Number.isFinite(seconds)) return NONE;
      if (seconds < 60) return `${Math.ceil(seconds)}\u00a0s`;
      const minutes = Math.ceil(seconds / 60);
      const rest = `${minutes % 60}\u00a0min`;
      return minutes < 60 ? rest : `${Math.floor(minutes / 60)}\u00a0h ${rest}`;
    },
  };
}
