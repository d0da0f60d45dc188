import type { PageWords } from "../en/page";

export const page: PageWords = {
  title: "Fashion Trainer: Kleidung zeichnen, ein neuronales Netz in diesem Tab trainieren",
  description:
    "Ein Kleidungsstück zeichnen und sehen, wofür ein neuronales Netz es hält, dann selbst eines mit 60.000 Bildern von Kleidung trainieren, in diesem Browser-Tab.",
  skip: "Direkt zum Trainer",
  intro:
    "Ein Kleidungsstück zeichnen und sehen, wofür ein neuronales Netz es hält; dann hier im Tab selbst eines trainieren und ihm beim Lernen zusehen.",
  languages: "Sprache",
  privacy: "Nichts verlässt diesen Tab: kein Server, kein Konto.",
  images: "Die Bilder:",
  licence: "von Zalando Research (MIT-Lizenz).",
};
