import type { NoticesWords } from "../en/notices";

export const notices: NoticesWords = {
  title: "Hinweise",
  offer: (when, epoch, epochs, accuracy) =>
    `Ein Training vom ${when} ist in diesem Browser aufgehoben, nach Epoche ${epoch} von ${epochs}${accuracy && `, mit ${accuracy} richtig erkannten Testbildern`}.`,
  continueIt: "Fortsetzen",
  discard: "Verwerfen",
  faults: {
    "device-lost": "Der Grafikprozessor antwortete nicht mehr",
    "out-of-memory": "Dem Gerät ging der Speicher aus",
    crashed: "Das Rechenwerk ist abgestürzt",
  },
  rescuing: (fault) => `${fault}. Es wird neu gestartet, mit dem, was das Netz gelernt hatte.`,
  rescued: (fault, time, step, lost) => {
    const again =
      lost === "0" ? "nichts ist verloren" : `${lost} Mini-Batches seitdem werden noch einmal trainiert`;
    return `${fault} (${time}); es ging von selbst weiter. Das Netz ist auf dem Stand nach Mini-Batch ${step}: ${again}.`;
  },
  notSaved: {
    full: "Der Browser hat keinen Platz mehr; was ab jetzt gelernt wird, ist beim nächsten Besuch nicht mehr da. Das Training geht weiter: Platz schaffen oder unten einen Zwischenstand speichern.",
    blocked:
      "Der Browser lässt diese Seite nichts speichern, wie in manchen privaten Fenstern; was gelernt wird, ist beim nächsten Besuch nicht mehr da. Das Training geht weiter: unten einen Zwischenstand speichern, wenn es wichtig ist.",
  },
  close: "Schließen",
};
