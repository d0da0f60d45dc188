/** What several panels say. */

export interface CommonWords {
  /** The ten classes, in the order of their numbers. */
  classes: readonly string[];
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
};
