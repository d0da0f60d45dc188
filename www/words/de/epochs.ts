import type { EpochsWords } from "../en/epochs";

export const epochs: EpochsWords = {
  title: "Ergebnisse jeder Epoche",
  empty: "Nach jeder Epoche wird das Netz mit 10.000 Bildern getestet, mit denen es nie trainiert.",
  epoch: "Epoche",
  // With soft hyphens: six columns on a phone.
  trainAccuracy: "Trai­ning: richtig",
  trainSample: "Trai­ning, ohne Drop­out",
  testAccuracy: "Test: richtig",
  testLoss: "Test: Verlust",
  time: "Zeit",
};
