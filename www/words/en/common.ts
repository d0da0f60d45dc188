/** What several panels say. */

/** Panels that there is a way to, as their elements are named. */
export type SectionName =
  | "pad"
  | "curves"
  | "settings"
  | "confusion"
  | "gallery"
  | "features"
  | "weights"
  | "structure"
  | "keep";

export interface CommonWords {
  /** The ten classes, in the order of their numbers. */
  classes: readonly string[];
  /** Names the list of ways to the panels, for screen readers. */
  navigation: string;
  /** Of the panels, short enough to stand in a row. */
  sections: Readonly<Record<SectionName, string>>;
}

export const common: CommonWords = {
  classes: [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ],
  navigation: "Sections",
  sections: {
    pad: "Draw",
    curves: "Curves",
    settings: "Settings",
    confusion: "Confusions",
    gallery: "Mistakes",
    features: "Inside",
    weights: "Weights",
    structure: "Structure",
    keep: "Share",
  },
};
