import type { CommonWords } from "../en/common";

export const common: CommonWords = {
  classes: [
    "T-Shirt/Top",
    "Hose",
    "Pullover",
    "Kleid",
    "Mantel",
    "Sandale",
    "Hemd",
    "Sneaker",
    "Tasche",
    "Stiefelette",
  ],
};
